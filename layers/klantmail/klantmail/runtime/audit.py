"""The audit line of a use case: what was done to what, with what result, from where, by whom and when (BIO2 8.15.01).

Logs hold ids and counts. What goes wrong unexpectedly is therefore told by its kind and place: its words may repeat what a
citizen wrote, and Lambda logs the words of whatever a handler raises.
"""

import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

from aws_lambda_powertools import Logger

from klantmail.domain.fouten import GeenToegang, KlantmailFout, NietGevonden, OngeldigeInvoer, Toestandsfout
from klantmail.domain.tijd import als_tekst, nu
from klantmail.runtime.gc_freeze import geladen

SYSTEEM: Final = "klantmail"
"""The actor of what no person asks for."""

_VAN_DE_VRAGER: Final = (NietGevonden, GeenToegang, OngeldigeInvoer, Toestandsfout)
"""What is wrong with a request, or comes too late: the name says all."""

logger: Final = Logger(function_name=os.environ.get("AWS_LAMBDA_FUNCTION_NAME", ""))
"""Every line names its function: the functions share one log group."""


class OnverwachteFout(Exception):
    """What no use case knows what to do with, by kind and place."""


@dataclass(slots=True)
class Auditregel:
    """What an audit line says, as far as only the doing of it shows.

    Args:
        waarop: identificatie of what it is done to.
        bijzonderheden: counts, and kinds of things.
    """

    waarop: str = ""
    resultaat: str = "gelukt"
    bijzonderheden: dict[str, Any] = field(default_factory=dict)


@contextmanager
def audit(actie: str, oorsprong: str, actor: str = SYSTEEM, waarop: str = "") -> Iterator[Auditregel]:
    """Write one audit line when the block ends, however it ends.

    Args:
        oorsprong: the address that a request comes from; of an event `ses`, `stroom` (the table's), `vangnet`, `rooster` (its
            schedule) or `handmatig`.
        waarop: what it is done to, as far as that is known beforehand.
    """
    regel = Auditregel(waarop)
    try:
        yield regel
    except Exception as fout:
        regel.resultaat = type(fout).__name__ if isinstance(fout, KlantmailFout) else "fout"
        if not isinstance(fout, _VAN_DE_VRAGER):
            regel.bijzonderheden |= {"soort": _soort(fout), "plaats": _plaats(fout)}
        raise
    finally:
        logger.info(
            "audit",
            actie=actie,
            object=regel.waarop,
            resultaat=regel.resultaat,
            oorsprong=oorsprong,
            actor=actor,
            tijdstempel=als_tekst(nu()),
            **regel.bijzonderheden,
        )


def discreet[**P, R](handler: Callable[P, R]) -> Callable[P, R]:
    """A Lambda handler of which no error has words; the last that the module of a function makes. Raises: OnverwachteFout."""
    geladen()

    @wraps(handler)
    def zonder_woorden(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return handler(*args, **kwargs)
        except Exception as fout:
            raise OnverwachteFout(f"{_soort(fout)} at {_plaats(fout)}") from None

    return zonder_woorden


def id_of_niets(tekst: object) -> str:
    """A UUID as it stands, and nothing of anything else: what a client puts in a path can be whatever it likes."""
    try:
        return str(UUID(str(tekst)))
    except ValueError:
        return ""


def _soort(fout: BaseException) -> str:
    """The kinds of an error and of what caused it, with the codes that AWS gave them."""
    soorten: list[str] = []
    oorzaak: BaseException | None = fout
    while oorzaak is not None:
        antwoord = getattr(oorzaak, "response", None)
        code = antwoord.get("Error", {}).get("Code", "") if isinstance(antwoord, dict) else ""
        soorten.append(f"{type(oorzaak).__name__} {code}".strip())
        oorzaak = oorzaak.__cause__ or oorzaak.__context__
    return " < ".join(soorten)


def _plaats(fout: BaseException) -> str:
    return " < ".join(
        f"{PurePath(kader.filename).name}:{kader.lineno}" for kader in reversed(traceback.extract_tb(fout.__traceback__))
    )
