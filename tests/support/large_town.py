"""The parameters of the template: as they are by default, and as a large municipality has them."""

from typing import Final

from tests.support.template import parsed_template

PARAMETERS: Final = {name: str(parameter["Default"]) for name, parameter in parsed_template()["Parameters"].items()}
FIFTY: Final = tuple(f"postvak-{number:02}@gemeente.example" for number in range(50))
LARGE: Final = PARAMETERS | {
    "Postvakken": ",".join(FIFTY),
    "Aliassen": ",".join(f"{each}={each[8:10]}-a@gemeente.example/{each[8:10]}-b@gemeente.example" for each in FIFTY),
    "MeerAliassen": f"{FIFTY[0]}=postmaster@gemeente.example/abuse@gemeente.example,{FIFTY[7]}=laat@gemeente.example",
    "BevestigdePostvakken": "*",
    "Formulieren": "formulier@gemeente.example,noreply@formulieren.example,webformulier@leverancier.example",
    "Eenheden": ",".join(f"Eenheid nummer {number:02}" for number in range(30)),
    "Zaaktypen": ",".join(
        f"Zaaktype {number}=https://catalogi.gemeente.example/catalogi/api/v1/zaaktypen/00000000-0000-4000-8000-{number:012}"
        for number in range(18)
    ),
    "Zaakvertrouwelijkheid": ",".join(f"Zaaktype {number}=zaakvertrouwelijk" for number in range(18)),
    "Herkomsten": "https://werkplek.gemeente.example,https://werkplek-test.gemeente.example",
}
"""Fifty mailboxes with two aliases each."""
