"""The index by which mail is found, in memory, with the promises of `klantmail.ports.zoekindex`.

`tests/integration/adapters/dynamodb/test_zoekindex.py` holds it to them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from klantmail.adapters.dynamodb.cursor import lees_cursor, maak_cursor
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.tijd import als_tekst
from klantmail.domain.zoekindex import ALLES, Zoekvraag
from klantmail.domain.zoekingang import Zoekingang
from klantmail.ports.zoekindex import Zoekpagina


@dataclass
class NepZoekindex:
    """The places of each mail, and the mails that they lead to."""

    berichten: Callable[[], Mapping[UUID, Emailbericht]]
    ingangen: dict[UUID, Zoekingang] = field(default_factory=dict)

    def bewaar(self, ingang: Zoekingang) -> bool:
        er_is = self.ingangen.get(ingang.emailbericht)
        if er_is is not None and (er_is == ingang or er_is.stand > ingang.stand):
            return False
        self.ingangen[ingang.emailbericht] = ingang
        return True

    def verwijder_uit_index(self, ingang: Zoekingang) -> None:
        self.ingangen.pop(ingang.emailbericht, None)

    def zoek(self, vraag: Zoekvraag, *, moment: datetime, aantal: int, na: str | None) -> Zoekpagina:
        del moment  # it is in whatever year it finds mail of
        grens = lees_cursor(na) if na else "9"
        op_tijd = sorted(((_plek(een), een) for een in self.ingangen.values()), key=lambda paar: paar[0], reverse=True)
        berichten = self.berichten()
        gevonden = [
            (plek, berichten[een.emailbericht])
            for plek, een in op_tijd
            if plek < grens and _staat_op(een, vraag) and een.emailbericht in berichten
            if vraag.past(berichten[een.emailbericht])
        ]
        resultaten = tuple(bericht for _, bericht in gevonden[:aantal])
        if len(gevonden) <= aantal:
            return Zoekpagina(resultaten, None, None)
        return Zoekpagina(resultaten, maak_cursor(gevonden[aantal - 1][0]), resultaten[-1].envelop.ontvangen_op)


def _plek(ingang: Zoekingang) -> str:
    return f"{als_tekst(ingang.ontvangen_op)}#{ingang.emailbericht}"


def _staat_op(ingang: Zoekingang, vraag: Zoekvraag) -> bool:
    lijsten = set(vraag.lijsten)
    los = all(een_van & ingang.los for een_van in vraag.los) if lijsten == {ALLES} else True
    return (
        lijsten - {ALLES} <= ingang.lijsten
        and vraag.vast <= ingang.vast
        and los
        and (vraag.van is None or vraag.van <= ingang.ontvangen_op)
        and (vraag.tot is None or ingang.ontvangen_op < vraag.tot)
    )
