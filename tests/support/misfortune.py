"""The misfortunes of a process at any call that it makes: an error, a lost answer,
its death, or others who come between.

Every fake is put behind a `Fate`; no call has to be named anywhere, so a new one is covered by being made.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, cast

from klantmail.domain.fouten import Botsing, Geweigerd, NietBeschikbaar, OpslagOnbekend


class Died(BaseException):
    """The process was killed. Code of it that still runs can reach nothing any more."""


class Outage(Exception):
    """An error that no code of ours knows: a time-out, a reset, a 5xx."""


class Misfortune(StrEnum):
    """The things that can go wrong with one call."""

    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"
    ERROR_BEFORE = "error before"
    ERROR_AFTER = "error after"
    CONFLICT = "conflict"
    UNKNOWN_BEFORE = "no answer, not stored"
    UNKNOWN_AFTER = "no answer, stored"
    REFUSED_AFTER = "refused by itself"
    """The SDK repeated a write whose answer was lost, and met what it had stored itself."""


_AFTER: Final = frozenset({Misfortune.KILLED_AFTER, Misfortune.ERROR_AFTER, Misfortune.UNKNOWN_AFTER, Misfortune.REFUSED_AFTER})
_DEATHS: Final = frozenset({Misfortune.KILLED_BEFORE, Misfortune.KILLED_AFTER})
_OF_STORAGE: Final = {
    Misfortune.CONFLICT: Botsing,
    Misfortune.UNKNOWN_BEFORE: OpslagOnbekend,
    Misfortune.UNKNOWN_AFTER: OpslagOnbekend,
    Misfortune.REFUSED_AFTER: Geweigerd,
}
_WRITES: Final = frozenset(
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
_UPDATES_OF_MAIL: Final = frozenset({"claim", "geef_reservering_op", "geef_vrij", "laat_toe", "reserveer", "verleng"})
_UNCONDITIONAL: Final = frozenset({"bewaar_stand", "geef_reservering_op", "reserveer"})
"""Writes that a repetition does not refuse."""
_REFUSAL_AS_ANSWER: Final = {"begin_ontleding": 0, "neem_op": False, "leg_ontleding_vast": None}
"""Writes for which a refusal is an answer and no error."""

type Between = Callable[[], None]
type IsOver = Callable[[], bool]
type Course = Mapping[int, Misfortune | Between]
"""The misfortune, or the deed of others just before it, by the number of the call within the process."""


def _never() -> bool:
    return False


@dataclass
class Fate:
    """The power over the calls of one process at a time; others that come between are processes of their own."""

    suffered: Counter[Misfortune] = field(default_factory=Counter)
    between: int = 0
    hit: set[str] = field(default_factory=set)
    """The calls that something went wrong with."""
    _course: Course = field(default_factory=dict)
    _is_over: IsOver = field(default=_never)
    _count: int = 0
    _dead: bool = False

    @contextmanager
    def process(self, course: Course, is_over: IsOver = _never) -> Iterator[None]:
        """Run the block as one process with this fate.

        Args:
            is_over: tells whether its time is over, so that its platform ends it.
        """
        before = self._course, self._is_over, self._count, self._dead
        self._course, self._is_over, self._count, self._dead = course, is_over, 0, False
        try:
            yield
        finally:
            self._course, self._is_over, self._count, self._dead = before

    def wrap[T](self, port: T) -> T:
        """Wrap a port, so that its calls can go wrong."""
        return cast(T, _Wrapped(port, self))

    def wrap_call[**P, R](self, name: str, call: Callable[P, R]) -> Callable[P, R]:
        """Wrap a function, so that its call can go wrong."""

        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            return cast(R, self.make(name, lambda: call(*args, **kwargs)))

        return wrapped

    def make(self, name: str, call: Callable[[], Any]) -> Any:
        """Make a call, if fate lets it."""
        if self._dead:
            raise Died
        self._count += 1
        misfortune = self._course.get(self._count)
        if misfortune is None:
            return self._carry_out(call)
        if not isinstance(misfortune, Misfortune):
            self.between += 1
            with self.process({}):
                misfortune()
            return self._carry_out(call)
        self.suffered[misfortune] += 1
        self.hit.add(name)
        return self._strike(misfortune, name, call)

    def _carry_out(self, call: Callable[[], Any]) -> Any:
        if self._is_over():
            self._dead = True
            raise Died
        try:
            return call()
        except Died:  # the call itself was the end of the process
            self._dead = True
            raise

    def _strike(self, misfortune: Misfortune, name: str, call: Callable[[], Any]) -> Any:
        if misfortune in _AFTER:
            self._carry_out(call)
        if misfortune in _DEATHS:
            self._dead = True
            raise Died
        error = self._error_of_storage(misfortune, name)
        if isinstance(error, Geweigerd) and name in _REFUSAL_AS_ANSWER:
            return _REFUSAL_AS_ANSWER[name]
        raise error

    @staticmethod
    def _error_of_storage(misfortune: Misfortune, name: str) -> Exception:
        """The error of this call as the adapters raise it. Only conditional writes of the table know such errors."""
        kind = _OF_STORAGE.get(misfortune)
        updates = name in _UPDATES_OF_MAIL
        writes = updates or name in _WRITES or name.startswith("meld_")
        if kind is None or not writes or (kind is Geweigerd and name in _UNCONDITIONAL):
            return Outage(misfortune)
        if updates and kind is not Geweigerd:
            return NietBeschikbaar(misfortune)
        return kind(misfortune)


class _Wrapped:
    """A port behind a `Fate`."""

    def __init__(self, port: object, fate: Fate) -> None:
        self._port = port
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        if not callable(method):
            return method
        return lambda *args, **kwargs: self._fate.make(name, lambda: method(*args, **kwargs))
