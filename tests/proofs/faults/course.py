"""The courses of one use case, with everything that can happen to it.

Each course runs in a process of its own, from the same beginning.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pipe
from typing import Any, Final

from tests.proofs.faults.cases import Geval, Trigger
from tests.proofs.faults.cloud import Ingreep, Plek, Vastgelopen, Wolk
from tests.proofs.faults.harm import ONHEILEN
from tests.proofs.faults.process import Afloop
from tests.support.aws import Functies
from tests.support.scenes.place import Call

TWEEMAAL: Final = "twice in a row"
TEGELIJK: Final = "twice at once"
ANDER: Final = "another at once"
_VOLHOUDEN: Final = 4
"""The number of times that a client sends a request that is not answered."""

type Verloop = Callable[[Wolk, Call], list[str]]


@dataclass(slots=True)
class Uitslag:
    """The results of all courses of one use case."""

    naam: str
    functie: str = ""
    plekken: list[str] = field(default_factory=list)
    """Its AWS calls, in order, as recorded."""
    koersen: Counter[str] = field(default_factory=Counter)
    """The number of courses of each kind of fault."""
    gebroken: list[str] = field(default_factory=list)
    """The place of each breach, and the promise that was broken."""
    mislukt: list[str] = field(default_factory=list)
    """Courses that came to no verdict."""


def in_proces[T](werk: Callable[[], T]) -> T:
    """Do the work in a fork of this process, which keeps none of it. Raises: Vastgelopen (it raised, or died)."""
    hier, daar = Pipe(duplex=False)
    pid = os.fork()
    if not pid:
        try:
            try:
                daar.send((werk(), ""))
            except Exception as oorzaak:  # the waiting process is told
                daar.send((None, f"{type(oorzaak).__name__}: {oorzaak}"))
        finally:
            os._exit(0)
    daar.close()
    try:
        uitkomst, fout = hier.recv()
    except EOFError:
        uitkomst, fout = None, "the process of a course ended"
    finally:
        hier.close()
        os.waitpid(pid, 0)
    if fout:
        raise Vastgelopen(fout)
    return uitkomst  # type: ignore[no-any-return]  # it went through a pipe


def beproef(geval: Geval, functies: Functies, soorten: str) -> Uitslag:
    """Run every course of a use case.

    Args:
        soorten: keeps to the kinds of fault whose name holds this.
    """
    uitslag = Uitslag(geval.naam)
    wolk = Wolk(functies)
    try:
        aanroep = geval.bereid(wolk)
        uitslag.functie = aanroep.function
        plekken = in_proces(lambda: _neem_op(wolk, aanroep))
    except Vastgelopen as fout:
        uitslag.mislukt.append(f"{geval.naam}, made ready: {fout}")
        return uitslag
    uitslag.plekken = [str(plek) for plek in plekken]
    for soort, waar, verloop in _koersen(geval, plekken):
        if soorten not in soort:
            continue
        uitslag.koersen[soort] += 1
        naam = f"{geval.naam}, {soort}{f' at {waar}' if waar else ''}"
        try:
            gebroken = in_proces(lambda verloop=verloop: verloop(wolk, aanroep))  # type: ignore[misc]  # bound at once
        except Vastgelopen as fout:
            uitslag.mislukt.append(f"{naam}: {fout}")
            continue
        uitslag.gebroken += [f"{naam}: {regel}" for regel in gebroken]
    return uitslag


def _neem_op(wolk: Wolk, aanroep: Call) -> list[Plek]:
    opname: list[Plek] = []
    (afloop,) = wolk.draai([aanroep], opname=opname)
    if afloop.fout:
        raise Vastgelopen(afloop.fout)
    return opname


def _koersen(geval: Geval, plekken: list[Plek]) -> Iterator[tuple[str, Plek | None, Verloop]]:
    """Yield the kind of each course, the call that it is about, and the course."""
    yield "nothing", None, lambda wolk, aanroep: _koers(geval, wolk, aanroep, None)
    yield TWEEMAAL, None, lambda wolk, aanroep: _tweemaal(geval, wolk, aanroep)
    for plek in plekken:
        for onheil in ONHEILEN:
            if onheil.alleen not in {"", plek.naam}:
                continue
            ingreep = Ingreep(plek, onheil)
            yield onheil.naam, plek, lambda wolk, aanroep, ingreep=ingreep: _koers(geval, wolk, aanroep, ingreep)  # type: ignore[misc]
        yield TEGELIJK, plek, lambda wolk, aanroep, plek=plek: _tegelijk(geval, wolk, aanroep, plek)  # type: ignore[misc]
        if geval.rivaal is not None:
            yield ANDER, plek, lambda wolk, aanroep, plek=plek: _met_rivaal(geval, wolk, aanroep, plek)  # type: ignore[misc]


# -- courses -----------------------------------------------------------------------------------------------------------


def _koers(geval: Geval, wolk: Wolk, aanroep: Call, ingreep: Ingreep | None) -> list[str]:
    (eerste,) = wolk.draai([aanroep], ingreep)
    if ingreep is not None and not ingreep.geraakt:
        raise Vastgelopen("the call was not made")
    return _maak_af(geval, wolk, aanroep, eerste)


def _tweemaal(geval: Geval, wolk: Wolk, aanroep: Call) -> list[str]:
    (eerste,) = wolk.draai([aanroep])
    (tweede,) = wolk.draai([aanroep])
    return _maak_af(geval, wolk, aanroep, eerste, tweede)


def _tegelijk(geval: Geval, wolk: Wolk, aanroep: Call, plek: Plek) -> list[str]:
    """Do the same once more, from beginning to end, just before this call."""
    andere: list[Afloop] = []
    ingreep = Ingreep(plek, tussendoor=lambda: andere.extend(wolk.draai([aanroep])))
    (eerste,) = wolk.draai([aanroep], ingreep)
    return _maak_af(geval, wolk, aanroep, eerste, *andere)


def _met_rivaal(geval: Geval, wolk: Wolk, aanroep: Call, plek: Plek) -> list[str]:
    statussen: list[int] = []
    rivaal = geval.rivaal
    assert rivaal is not None
    ingreep = Ingreep(plek, tussendoor=lambda: statussen.extend(rivaal(wolk, aanroep)))
    (eerste,) = wolk.draai([aanroep], ingreep)
    return _maak_af(geval, wolk, aanroep, eerste, rivalen=statussen)


def _maak_af(geval: Geval, wolk: Wolk, aanroep: Call, *aflopen: Afloop, rivalen: list[int] | None = None) -> list[str]:
    """Let the system recover, and check what became of it all."""
    gebroken: list[str] = []
    if geval.trigger is Trigger.API:
        gebroken += _bij_clienten(geval, wolk, aanroep, list(aflopen), rivalen)
    if geval.trigger is Trigger.EVENT:
        for afloop in aflopen:
            wolk.bied_opnieuw_aan(aanroep, afloop)
    if geval.trigger is Trigger.HAND:
        wolk.draai([aanroep])
    wolk.kom_tot_rust()
    gebroken += wolk.gebroken()
    if any(een["status"] == "onbekend" for een in wolk.items("verzending")):
        wolk.meld_bezorging()  # this settles what SES has to tell, whenever that comes
        gebroken += [f"{regel} (after SES's events)" for regel in wolk.gebroken()]
    return gebroken + list(geval.klaar(wolk, aanroep) if geval.klaar else ())


# -- promise 4: the answers to clients ---------------------------------------------------------------------------------


def _bij_clienten(geval: Geval, wolk: Wolk, aanroep: Call, aflopen: list[Afloop], rivalen: list[int] | None) -> Iterator[str]:
    antwoorden = [_houd_vol(wolk, aanroep, afloop) for afloop in aflopen]
    if None in antwoorden:
        yield "4: the client is never answered"
        return
    mag = geval.goed | geval.herhaald | (frozenset({409}) if rivalen is not None else frozenset())
    statussen = [int(een["statusCode"]) for een in antwoorden if een]
    if set(statussen) - mag:
        yield f"4: the client is answered {statussen}: {antwoorden[-1]}"
    gelukt = [een for een in antwoorden if een and een["statusCode"] in geval.goed]
    if rivalen is not None and geval.uitsluitend and bool(gelukt) == any(een < 300 for een in rivalen):
        yield f"4: one answer is {statussen} and that of another is {rivalen}"
    if not gelukt or (rivalen and not geval.uitsluitend):
        return  # nothing to repeat, or another has changed since what it is about
    verzoeken = [aanroep]
    if geval.anders:
        verzoek = dict(aanroep.event)
        verzoek["body"] = json.dumps(json.loads(verzoek["body"]) | dict(geval.anders))
        verzoeken.append(Call(aanroep.function, verzoek))
    weer, *anders = [een.uitkomst for een in wolk.draai(verzoeken)]
    if geval.zelfde != () and (weer is None or len({_kern(geval, een) for een in (*gelukt, weer)}) > 1):
        yield f"4: the same request is answered otherwise: {weer}"
    for ander in anders:
        if ander is None or ander["statusCode"] != 409:
            yield f"4: the same key with another body is answered {ander}"


def _houd_vol(wolk: Wolk, aanroep: Call, afloop: Afloop | None) -> dict[str, Any] | None:
    """Send the request as a client does until there is an answer, and return that."""
    for _ in range(_VOLHOUDEN):
        if afloop is not None and not afloop.fout and afloop.uitkomst["statusCode"] < 500:
            antwoord: dict[str, Any] = afloop.uitkomst
            return antwoord
        (afloop,) = wolk.draai([aanroep])
    return None


def _kern(geval: Geval, antwoord: dict[str, Any]) -> str:
    """Return the part that must be the same in every answer to the same request."""
    inhoud = json.loads(antwoord["body"] or "{}")
    return json.dumps(inhoud if geval.zelfde is None else {naam: inhoud.get(naam) for naam in geval.zelfde}, sort_keys=True)
