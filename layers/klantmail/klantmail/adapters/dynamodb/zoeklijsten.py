"""The searching of the index on DynamoDB.

Each list of a search holds all mail that answers to the search, so it is enough to read the shortest list. The first
read finds that one: it takes equally many places of each list, and the list whose places reach furthest back is the
shortest. DynamoDB filters that list by the rest of the search, and the mails that are left are read and judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any, Final
from uuid import UUID

from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.cursor import lees_cursor, maak_cursor
from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, bericht_uit
from klantmail.adapters.dynamodb.reading import PER_PAGE, op_volgorde, wat_past
from klantmail.adapters.dynamodb.table import Repository, sort_key
from klantmail.adapters.dynamodb.zoekindex import ZoektermItem, lijst_in, term_hash
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.tijd import als_tekst, uit_tekst
from klantmail.domain.zoekindex import ALLES, JAREN, Zoekvraag
from klantmail.ports.zoekindex import Zoekpagina
from klantmail.usecases.parallel import alle

_EERSTE: Final = 200
"""Places of each list that the first read looks at, when the list is narrowed down."""
_VERDER: Final = 1000
"""Places that each further read looks at: some 80 units."""
_RONDEN: Final = 4
"""Rounds of one search; each reads at most `PER_PAGE` mails."""
_GEEN: Final = UUID(int=0)
"""It stands before every identificatie."""


@dataclass(frozen=True, slots=True)
class _Stuk:
    """The part of a list that was read."""

    plekken: tuple[str, ...]
    """Sort keys of what was found there, newest first."""
    grens: str
    """All that lies at or above this sort key was looked at; empty at the end of the list."""
    gekeken: int = 0


class _Lijst:
    """One list of a search, read year by year from its newest place on."""

    def __init__(self, lijst: str, hash_key: bytes, vraag: Zoekvraag, laagste: str, jaren: Sequence[int]) -> None:
        self._hash = term_hash(hash_key, lijst)
        self._laagste = laagste
        self._jaren = tuple(jaren)
        self._filter = _filter(lijst, hash_key, vraag)

    def eerste(self, hoogste: str, aantal: int) -> _Stuk:
        """Read from below `hoogste` on.

        Args:
            aantal: the number of mails that are wanted.
        """
        return self._lees(self._jaren[0], hoogste, aantal + 1 if self._filter is None else _EERSTE)

    def verder(self, grens: str) -> _Stuk:
        """Read on below `grens`: the rest of its year, or else all earlier years side by side."""
        jaar = int(grens[:4])
        if grens != _begin(jaar):
            return self._lees(jaar, grens, _VERDER)
        eerder = [een for een in self._jaren if een < jaar]
        plekken: list[str] = []
        for stuk in alle(lambda een: self._lees(een, _begin(een + 1), PER_PAGE), eerder):
            plekken += stuk.plekken
            if stuk.grens and stuk.grens != _begin(int(stuk.grens[:4])):
                return _Stuk(tuple(plekken), stuk.grens)
        return _Stuk(tuple(plekken), "")

    def _lees(self, jaar: int, hoogste: str, aantal: int) -> _Stuk:
        vraag = ZoektermItem.query(
            lijst_in(jaar, self._hash),
            ZoektermItem.sk.between(self._laagste or "0", hoogste),
            filter_condition=self._filter,
            scan_index_forward=False,
            page_size=aantal + 1,  # the place at `hoogste` itself
            attributes_to_get=["PK", "SK"],
        )
        response = next(vraag.page_iter)
        plekken = tuple(rij["SK"]["S"] for rij in response["Items"] if rij["SK"]["S"] != hoogste)
        if "LastEvaluatedKey" in response:
            grens = response["LastEvaluatedKey"]["SK"]["S"]
        else:
            grens = _begin(jaar) if jaar > self._jaren[-1] else ""
        return _Stuk(plekken, grens, response["ScannedCount"])


class Zoeklijsten(Repository):
    """The lists of the index, as they are searched."""

    def zoek(self, vraag: Zoekvraag, *, moment: datetime, aantal: int, na: str | None) -> Zoekpagina:
        laagste = als_tekst(vraag.van) if vraag.van else ""
        hoogste = min(
            lees_cursor(na) if na else _begin(moment.year + 1),
            als_tekst(vraag.tot) if vraag.tot else _begin(moment.year + 1),
        )
        if hoogste <= laagste:
            return Zoekpagina((), None, None)
        jaar = int(hoogste[:4])
        nieuwste = min(jaar - 1 if hoogste == _begin(jaar) else jaar, moment.year)
        oudste = max(int(laagste[:4] or 0), moment.year - JAREN)
        jaren = range(nieuwste, oudste - 1, -1)
        if not jaren:
            return Zoekpagina((), None, None)
        lijsten = [_Lijst(een, self._table.hash_key, vraag, laagste, jaren) for een in vraag.lijsten]
        stukken = alle(lambda een: een.eerste(hoogste, aantal), lijsten)
        lijst, stuk = min(zip(lijsten, stukken, strict=True), key=lambda paar: (paar[1].grens, paar[1].gekeken))
        return self._oordeel(vraag, lijst, stuk, aantal)

    @staticmethod
    def _oordeel(vraag: Zoekvraag, lijst: _Lijst, stuk: _Stuk, aantal: int) -> Zoekpagina:
        """Read and judge the mails that a list leads to, as many as are wanted, or as one search reads."""
        plekken, grens, bekeken = list(stuk.plekken), stuk.grens, ""
        gevonden: list[tuple[str, Emailbericht]] = []
        for ronde in range(_RONDEN):
            if not plekken and grens:
                stuk = lijst.verder(grens)
                plekken, grens = list(stuk.plekken), stuk.grens
            deze, plekken = _gesplitst(plekken, aantal if ronde == 0 else PER_PAGE)
            for plek, item in op_volgorde(EmailberichtItem, "EMAILBERICHT", deze) if deze else ():
                bericht = bericht_uit(item)
                if vraag.past(bericht):
                    gevonden.append((plek, bericht))
            bekeken = deze[-1] if deze and plekken else grens
            if len(gevonden) >= aantal or not (plekken or grens):
                break
        passend = min(aantal, wat_past([bericht for _, bericht in gevonden]))
        vervolg = gevonden[passend - 1][0] if passend < len(gevonden) else bekeken
        resultaten = tuple(bericht for _, bericht in gevonden[:passend])
        if not vervolg:
            return Zoekpagina(resultaten, None, None)
        return Zoekpagina(resultaten, maak_cursor(vervolg), uit_tekst(vervolg.partition("#")[0]))


def _gesplitst(plekken: list[str], aantal: int) -> tuple[list[str], list[str]]:
    return plekken[:aantal], plekken[aantal:]


def _begin(jaar: int) -> str:
    """Return a place before every place of a year, and after every one of an earlier year."""
    return sort_key(datetime.fromisoformat(f"{jaar}-01-01T00:00:00Z"), _GEEN)


def _filter(lijst: str, hash_key: bytes, vraag: Zoekvraag) -> Condition | None:
    """Make the condition that narrows a list down; None when the list is all that is asked for."""

    def heeft(term: str) -> Any:
        return ZoektermItem.termen.contains(term_hash(hash_key, term))

    voorwaarden = [heeft(term) for term in sorted(vraag.vast - {lijst})]
    if lijst == ALLES:
        voorwaarden += [reduce(or_, map(heeft, sorted(een_van))) for een_van in vraag.los]
    return reduce(and_, voorwaarden) if voorwaarden else None
