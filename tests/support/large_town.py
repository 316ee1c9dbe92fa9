"""The parameters of the template: as they are by default, and as a large municipality has them."""

from typing import Final

from tests.support.template import sjabloon

PARAMETERS: Final = {naam: str(parameter["Default"]) for naam, parameter in sjabloon()["Parameters"].items()}
VIJFTIG: Final = tuple(f"postvak-{nummer:02}@gemeente.example" for nummer in range(50))
GROOT: Final = PARAMETERS | {
    "Postvakken": ",".join(VIJFTIG),
    "Aliassen": ",".join(f"{een}={een[8:10]}-a@gemeente.example/{een[8:10]}-b@gemeente.example" for een in VIJFTIG),
    "MeerAliassen": f"{VIJFTIG[0]}=postmaster@gemeente.example/abuse@gemeente.example,{VIJFTIG[7]}=laat@gemeente.example",
    "BevestigdePostvakken": "*",
    "Formulieren": "formulier@gemeente.example,noreply@formulieren.example,webformulier@leverancier.example",
    "Eenheden": ",".join(f"Eenheid nummer {nummer:02}" for nummer in range(30)),
    "Zaaktypen": ",".join(
        f"Zaaktype {nummer}=https://catalogi.gemeente.example/catalogi/api/v1/zaaktypen/00000000-0000-4000-8000-{nummer:012}"
        for nummer in range(18)
    ),
    "Zaakvertrouwelijkheid": ",".join(f"Zaaktype {nummer}=zaakvertrouwelijk" for nummer in range(18)),
    "Herkomsten": "https://werkplek.gemeente.example,https://werkplek-test.gemeente.example",
}
"""Fifty mailboxes with two aliases each."""
