"""The message to the citizen that an outcome takes along, in its own transaction."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Stof
from klantmail.usecases.commit import Samenstelling
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht, Uitgaand

VELD: Final = "berichtAanKlant"
"""Field of the request that the text comes from."""
_GEEN_WAARDEN: Final[Mapping[str, str]] = MappingProxyType({})


def bericht_aan_klant(
    stof: Stof, uitgaand: Uitgaand, tekst: str | None, waarden: Mapping[str, str] = _GEEN_WAARDEN
) -> Samenstelling:
    """Compose the klantcontact of the message, its document and its verzending; nothing when there is no text.

    Args:
        tekst: may hold placeholders.
        waarden: what is filled in beside the values of every mail.

    Raises: as `Uitgaand.reageer`.
    """
    if tekst is None:
        return Samenstelling()
    opdracht = Reactieopdracht(
        klantcontact=stof.maak_id("bericht_aan_klant"),
        verzending=stof.maak_id("verzending_aan_klant"),
        op=stof.vraag,
        bericht=stof.bericht,
        inhoud=stof.inhoud,
        medewerker=stof.medewerker,
        tekst=tekst,
        onderwerp=None,
        moment=stof.moment,
        datum=stof.inzage.geregistreerd_op,
        ondertekening=stof.ondertekening,
        veld=VELD,
        waarden=waarden,
    )
    return uitgaand.reageer(opdracht).samenstelling
