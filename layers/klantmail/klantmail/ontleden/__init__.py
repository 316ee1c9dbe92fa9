"""Reading a mail: `ontleed` makes an `Ontleding` of any bytes, `deel_inhoud` gives the bytes of one part."""

from klantmail.ontleden.lezen import deel_inhoud, ontleed
from klantmail.ontleden.namen import veilige_naam
from klantmail.ontleding import VERSIE

__all__ = ["VERSIE", "deel_inhoud", "ontleed", "veilige_naam"]
