"""The audit line of a use case: what was done to what, with what result, from where, by whom and when (BIO2 8.15.01).

Logs hold ids and counts. An unexpected error is therefore logged by its kind and place: its words may repeat what a
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
"""The actor of an action that no person asks for."""

_VAN_DE_VRAGER: Final = (NietGevonden, GeenToegang, OngeldigeInvoer, Toestandsfout)
"""The errors about a request that is wrong, or comes too late: the name of the class says all."""

logger: Final = Logger(function_name=os.environ.get("AWS_LAMBDA_FUNCTION_NAME", ""), location=None, timestamp=None)
"""Every line names its function, since the functions share one log group.

Powertools' place and moment are left out of it: they are a sixth of a line, all audit lines come from one place, and an
audit line and CloudWatch Logs have the moment.
"""


class OnverwachteFout(Exception):
    """An error that no use case knows what to do with, named by its kind and place."""


@dataclass(slots=True)
class Auditregel:
    """The part of an audit line that only shows when the work is done.

    Args:
        waarop: identificatie of the object of the action.
        bijzonderheden: counts, and kinds of things.
    """

    waarop: str = ""
    resultaat: str = "gelukt"
    bijzonderheden: dict[str, Any] = field(default_factory=dict)


@contextmanager
def audit(actie: str, oorsprong: str, actor: str = SYSTEEM, waarop: str = "") -> Iterator[Auditregel]:
    """Write one audit line when the block ends, however it ends.

    Args:
        oorsprong: the address that a request comes from. For an event it is `ses`, `stroom` (of the table), `bus`,
            `vangnet`, `rooster` (the function's schedule), `wachtrij` (that of `vernietigen` or `verzamelen`) or
            `handmatig`.
        waarop: identificatie of the object of the action, as far as that is known beforehand.
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
    """Wrap a Lambda handler so that none of its errors has words. The module of a function does this last.

    Raises: OnverwachteFout.
    """
    geladen()

    @wraps(handler)
    def zonder_woorden(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return handler(*args, **kwargs)
        except Exception as fout:
            raise OnverwachteFout(f"{_soort(fout)} at {_plaats(fout)}") from None

    return zonder_woorden


def id_of_niets(tekst: object) -> str:
    """Return a UUID as it stands, and nothing for any other text: a client can put whatever it likes in a path."""
    try:
        return str(UUID(str(tekst)))
    except ValueError:
        return ""


def _soort(fout: BaseException) -> str:
    """The kinds of an error and of its causes, with the codes that AWS gave them."""
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
