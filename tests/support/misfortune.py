"""The misfortunes of a process at any call that it makes: an error, a lost answer,
its death, or others who come between.

Every fake is put behind a `Noodlot`; no call has to be named anywhere, so a new one is covered by being made.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, cast

from klantmail.domain.fouten import Botsing, Geweigerd, NietBeschikbaar, OpslagOnbekend


class Gestorven(BaseException):
    """The process was killed. Code of it that still runs can reach nothing any more."""


class Uitval(Exception):
    """An error that no code of ours knows: a time-out, a reset, a 5xx."""


class Onheil(StrEnum):
    """The things that can go wrong with one call."""

    DOOD_ERVOOR = "killed before"
    DOOD_ERNA = "killed after"
    FOUT_ERVOOR = "error before"
    FOUT_ERNA = "error after"
    BOTSING = "conflict"
    ONBEKEND_ERVOOR = "no answer, not stored"
    ONBEKEND_ERNA = "no answer, stored"
    GEWEIGERD_ERNA = "refused by itself"
    """The SDK repeated a write whose answer was lost, and met what it had stored itself."""


_ERNA: Final = frozenset({Onheil.DOOD_ERNA, Onheil.FOUT_ERNA, Onheil.ONBEKEND_ERNA, Onheil.GEWEIGERD_ERNA})
_DOOD: Final = frozenset({Onheil.DOOD_ERVOOR, Onheil.DOOD_ERNA})
_OPSLAG: Final = {
    Onheil.BOTSING: Botsing,
    Onheil.ONBEKEND_ERVOOR: OpslagOnbekend,
    Onheil.ONBEKEND_ERNA: OpslagOnbekend,
    Onheil.GEWEIGERD_ERNA: Geweigerd,
}
_SCHRIJFT: Final = frozenset(
    {
        "begin_ontleding",
        "bevestig",
        "bewaar_stand",
        "claim_verzending",
        "claim_zaak",
        "handel_af",
        "leg_beperking_vast",
        "leg_ontleding_vast",
        "leg_vervolg_vast",
        "neem_op",
        "pak_taak_op",
        "schrijf_notitie",
        "verwerk_taak",
        "werk_verzending_bij",
        "werk_zaak_bij",
    }
)
_WERKT_BERICHT_BIJ: Final = frozenset({"claim", "geef_reservering_op", "geef_vrij", "laat_toe", "reserveer", "verleng"})
_ZONDER_VOORWAARDE: Final = frozenset({"bewaar_stand", "geef_reservering_op", "reserveer"})
"""Writes that a repetition does not refuse."""
_GEEN_BEZWAAR: Final = {"begin_ontleding": 0, "neem_op": False, "leg_ontleding_vast": None}
"""Writes for which a refusal is an answer and no error."""

type Tussendoor = Callable[[], None]
type Voorbij = Callable[[], bool]
type Lot = Mapping[int, Onheil | Tussendoor]
"""The misfortune, or the deed of others just before it, by the number of the call within the process."""


def _nooit() -> bool:
    return False


@dataclass
class Noodlot:
    """The power over the calls of one process at a time; others that come between are processes of their own."""

    getroffen: Counter[Onheil] = field(default_factory=Counter)
    tussendoor: int = 0
    geraakt: set[str] = field(default_factory=set)
    """The calls that something went wrong with."""
    _lot: Lot = field(default_factory=dict)
    _voorbij: Voorbij = field(default=_nooit)
    _teller: int = 0
    _dood: bool = False

    @contextmanager
    def proces(self, lot: Lot, voorbij: Voorbij = _nooit) -> Iterator[None]:
        """Run the block as one process with this fate.

        Args:
            voorbij: tells whether its time is over, so that its platform ends it.
        """
        vorige = self._lot, self._voorbij, self._teller, self._dood
        self._lot, self._voorbij, self._teller, self._dood = lot, voorbij, 0, False
        try:
            yield
        finally:
            self._lot, self._voorbij, self._teller, self._dood = vorige

    def omhein[T](self, poort: T) -> T:
        """Wrap a port, so that its calls can go wrong."""
        return cast(T, _Omheind(poort, self))

    def omhein_aanroep[**P, R](self, naam: str, aanroep: Callable[P, R]) -> Callable[P, R]:
        """Wrap a function, so that its call can go wrong."""

        def omheind(*args: P.args, **kwargs: P.kwargs) -> R:
            return cast(R, self.roep(naam, lambda: aanroep(*args, **kwargs)))

        return omheind

    def roep(self, naam: str, aanroep: Callable[[], Any]) -> Any:
        """Make a call, if fate lets it."""
        if self._dood:
            raise Gestorven
        self._teller += 1
        onheil = self._lot.get(self._teller)
        if onheil is None:
            return self._maak(aanroep)
        if not isinstance(onheil, Onheil):
            self.tussendoor += 1
            with self.proces({}):
                onheil()
            return self._maak(aanroep)
        self.getroffen[onheil] += 1
        self.geraakt.add(naam)
        return self._tref(onheil, naam, aanroep)

    def _maak(self, aanroep: Callable[[], Any]) -> Any:
        if self._voorbij():
            self._dood = True
            raise Gestorven
        try:
            return aanroep()
        except Gestorven:  # the call itself was the end of the process
            self._dood = True
            raise

    def _tref(self, onheil: Onheil, naam: str, aanroep: Callable[[], Any]) -> Any:
        if onheil in _ERNA:
            self._maak(aanroep)
        if onheil in _DOOD:
            self._dood = True
            raise Gestorven
        fout = self._opslagfout(onheil, naam)
        if isinstance(fout, Geweigerd) and naam in _GEEN_BEZWAAR:
            return _GEEN_BEZWAAR[naam]
        raise fout

    @staticmethod
    def _opslagfout(onheil: Onheil, naam: str) -> Exception:
        """The error of this call as the adapters raise it. Only conditional writes of the table know such errors."""
        soort = _OPSLAG.get(onheil)
        werkt_bij = naam in _WERKT_BERICHT_BIJ
        schrijft = werkt_bij or naam in _SCHRIJFT or naam.startswith("meld_")
        if soort is None or not schrijft or (soort is Geweigerd and naam in _ZONDER_VOORWAARDE):
            return Uitval(onheil)
        if werkt_bij and soort is not Geweigerd:
            return NietBeschikbaar(onheil)
        return soort(onheil)


class _Omheind:
    """A port behind a `Noodlot`."""

    def __init__(self, poort: object, noodlot: Noodlot) -> None:
        self._poort = poort
        self._noodlot = noodlot

    def __getattr__(self, naam: str) -> Any:
        methode = getattr(self._poort, naam)
        if not callable(methode):
            return methode
        return lambda *args, **kwargs: self._noodlot.roep(naam, lambda: methode(*args, **kwargs))
