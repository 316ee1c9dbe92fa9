"""The mail that goes by itself to who wrote: a receipt, and the word that a formal message goes on.

An agent who writes to them decides by what they see, and is held to none of this.
"""

from typing import Final

from klantmail.domain.adressering import leest_niemand
from klantmail.domain.emailbericht import Emailbericht, Ontleedstand
from ontleden.ontleding import Klasse

LEEST_NIEMAND: Final = "Dit adres wordt door niemand gelezen."
GEEN_ADRES: Final = "Naar dit adres kan geen e-mail."


def waarom_niet_vanzelf(bericht: Emailbericht) -> str | None:
    """Return the reason, in Dutch, why no automatic message about this mail may go to who asks; None when one may
    (RFC 3834 section 2).

    The receipt of a formal message is confirmed where DMARC says nothing too. Where it fails, the domain itself says
    that the message is not from there, and an agent decides.
    """
    envelop = bericht.envelop
    if envelop.verdicts.verdacht or bericht.ontleedstand is not Ontleedstand.GEREED:
        return "Deze e-mail is verdacht of kon niet worden gelezen."
    if envelop.klasse is not Klasse.GEWOON:
        return "Deze e-mail is geen gewone e-mail van een persoon."
    if envelop.verdicts.dmarc == "FAIL" or (envelop.verdicts.dmarc != "PASS" and envelop.formeel_uiterlijk is None):
        return "Het staat niet vast dat deze e-mail echt van de afzender komt."
    if leest_niemand(envelop.betrokkene.adres):
        return LEEST_NIEMAND
    return None
