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
class FakeZoekindex:
    """The places of each mail, and the mails that they lead to."""

    berichten: Callable[[], Mapping[UUID, Emailbericht]]
    entries: dict[UUID, Zoekingang] = field(default_factory=dict)

    def bewaar(self, ingang: Zoekingang) -> bool:
        er_is = self.entries.get(ingang.emailbericht)
        if er_is is not None and (er_is == ingang or er_is.stand > ingang.stand):
            return False
        self.entries[ingang.emailbericht] = ingang
        return True

    def verwijder_uit_index(self, ingang: Zoekingang) -> None:
        self.entries.pop(ingang.emailbericht, None)

    def zoek(self, vraag: Zoekvraag, *, moment: datetime, aantal: int, na: str | None) -> Zoekpagina:
        del moment  # it is in whatever year it finds mail of
        limit = lees_cursor(na) if na else "9"
        in_time = sorted(((_plek(each), each) for each in self.entries.values()), key=lambda pair: pair[0], reverse=True)
        berichten = self.berichten()
        found = [
            (place, berichten[each.emailbericht])
            for place, each in in_time
            if place < limit and _staat_op(each, vraag) and each.emailbericht in berichten
            if vraag.past(berichten[each.emailbericht])
        ]
        results = tuple(bericht for _, bericht in found[:aantal])
        if len(found) <= aantal:
            return Zoekpagina(results, None, None)
        return Zoekpagina(results, maak_cursor(found[aantal - 1][0]), results[-1].envelop.ontvangen_op)


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
