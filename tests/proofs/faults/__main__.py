"""`make faults`: every fault at every AWS call of every use case.

Exit code 1 when a promise is broken, or a course is undecided.

A first argument keeps to the use cases whose name holds it, a second one to the kinds of fault.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Final, cast

from tests.proofs.faults.cases import GEVALLEN, Geval
from tests.proofs.faults.cloud import klaargezet
from tests.proofs.faults.course import ANDER, TEGELIJK, TWEEMAAL, Uitslag, beproef
from tests.proofs.faults.harm import ONHEILEN
from tests.proofs.faults.warm import loop_warm
from tests.support.aws import Functies
from tests.support.template import sjabloon

_KOLOMMEN: Final = {
    "refused": ("refused", "no connection"),
    "error before": ("error before, once", "error before"),
    "throttled": ("throttled",),
    "conflict": ("conflict, once", "conflict"),
    "error after": ("error after, once", "error after"),
    "answer lost": ("answer lost, once", "answer lost"),
    "killed before": ("killed before",),
    "killed after": ("killed after",),
    "twice": (TWEEMAAL, TEGELIJK),
    "another": (ANDER,),
}
_SCHRIJFT: Final = {"dynamodb:PutItem", "dynamodb:UpdateItem", "s3:PutObject", "s3:DeleteObject", "ses:SendEmail"}
_TOON: Final = 40
"""The number of broken promises that are shown."""


def _schrijf(regel: str) -> None:
    sys.stdout.write(f"{regel}\n")
    sys.stdout.flush()


def _uitslagen(gevallen: Sequence[Geval], functies: Functies, soorten: str) -> Iterator[Uitslag]:
    """Run the use cases side by side, each in a process of its own, as many as
    there are cores; yield them as they end.
    """
    te_doen = list(reversed(gevallen))
    bezig: dict[Connection, int] = {}
    while te_doen or bezig:
        while te_doen and len(bezig) < (os.cpu_count() or 1):
            geval = te_doen.pop()
            hier, daar = Pipe(duplex=False)
            pid = os.fork()
            if not pid:
                try:
                    daar.send(beproef(geval, functies, soorten))
                finally:
                    os._exit(0)
            daar.close()
            bezig[hier] = pid
        for lijn in cast(list[Connection], wait(list(bezig))):
            try:
                yield lijn.recv()
            finally:
                lijn.close()
                os.waitpid(bezig.pop(lijn), 0)


def _matrix(uitslagen: Sequence[Uitslag]) -> Iterator[str]:
    breedte = max(len(uitslag.naam) for uitslag in uitslagen) + 2
    yield f"{'use case':<{breedte}}calls " + " ".join(f"{naam:>13}" for naam in _KOLOMMEN) + "  broken"
    for uitslag in uitslagen:
        aantallen = [sum(uitslag.koersen[soort] for soort in soorten) for soorten in _KOLOMMEN.values()]
        yield (
            f"{uitslag.naam:<{breedte}}{len(uitslag.plekken):>5} "
            + " ".join(f"{aantal:>13}" for aantal in aantallen)
            + f"  {len(uitslag.gebroken):>6}"
        )


def _vergeten(uitslagen: Sequence[Uitslag]) -> Iterator[str]:
    """Functions that may write, and that no use case calls."""
    for middel in sjabloon()["Resources"].values():
        if middel["Type"] == "AWS::Serverless::Function" and _schrijft(middel["Properties"]):
            naam = middel["Properties"]["CodeUri"].rpartition("/")[2]
            if naam not in {uitslag.functie for uitslag in uitslagen}:
                yield f"no use case of the function {naam}"


def _schrijft(functie: Mapping[str, Any]) -> bool:
    verklaringen = [een for beleid in functie["Policies"] if isinstance(beleid, dict) for een in beleid.get("Statement", ())]
    acties = [een["Action"] for een in verklaringen]
    return not _SCHRIJFT.isdisjoint(een for actie in acties for een in ([actie] if isinstance(actie, str) else actie))


def main(keuze: str = "", soorten: str = "") -> int:
    begin = time.monotonic()
    gekozen = [geval for geval in GEVALLEN if keuze in geval.naam]
    uitslagen: dict[str, Uitslag] = {}
    with klaargezet(loop_warm) as functies:
        for uitslag in _uitslagen(gekozen, functies, soorten):
            uitslagen[uitslag.naam] = uitslag
            _schrijf(
                f"{time.monotonic() - begin:5.0f} s  {len(uitslagen)}/{len(gekozen)}  {uitslag.naam}: "
                f"{sum(uitslag.koersen.values())} courses, broken {len(uitslag.gebroken)}; {', '.join(uitslag.plekken)}"
            )
    op_volgorde = [uitslagen[geval.naam] for geval in gekozen]
    for regel in _matrix(op_volgorde):
        _schrijf(regel)
    mislukt = [regel for uitslag in op_volgorde for regel in uitslag.mislukt] + ([] if keuze else list(_vergeten(op_volgorde)))
    gebroken = [regel for uitslag in op_volgorde for regel in uitslag.gebroken]
    for regel in [*(f"NO VERDICT  {een}" for een in mislukt), *(f"BROKEN  {een}" for een in gebroken)][:_TOON]:
        _schrijf(regel)
    koersen = sum(sum(uitslag.koersen.values()) for uitslag in op_volgorde)
    aanroepen = sum(len(uitslag.plekken) for uitslag in op_volgorde)
    _schrijf(
        f"use cases {len(op_volgorde)}, AWS calls {aanroepen}, kinds of fault {len(ONHEILEN) + 3}, courses {koersen}, "
        f"without a verdict {len(mislukt)}; promises broken: {len(gebroken)}; {time.monotonic() - begin:.0f} s"
    )
    return 1 if gebroken or mislukt or not koersen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
