"""`make storm`: an outage, kills at random moments, a table that was set back, and an AWS that is killed.

Exit code 1 when a promise is broken.

STORM_MAILS      mails during the outage (500)
STORM_ANTWOORDEN answers, and as many receipts, during the kills (200)
STORM_KILLS      times that the whole AWS is killed (3)
STORM_ZAAD       seed of the moments of the kills (printed, so that a run can be tried again)
"""

import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx

from klantmail.domain.tijd import uit_tekst
from tests.proofs.storm.inspection import intake, items
from tests.proofs.storm.kills import kill_aws
from tests.proofs.storm.place import RUST, Plek, plek
from tests.proofs.storm.report import Verslag

_AGENTEN: Final = 8
"""The number of answers at once."""
_SLACHTOFFERS: Final = ("Beantwoorden", "Ontvangen", "Verzenden", "Bezorgstatus")
_PER_KILL: Final = 20
"""Mails and answers that are under way when the whole AWS is killed."""
_OPRUIMEN_NA: Final = 10
"""The number of kills after which the disk is cleared of what dead workers had unpacked."""
_VOLHARDING: Final = 10
"""The number of times that an agent sends an answer again."""


def storing(waar: Plek, aantal: int, verslag: Verslag) -> None:
    """Break `ontvangen` for longer than Lambda repeats its events; then mend it, and let the vangnet make one round."""
    verslag.regel(f"outage: {aantal} mails while ontvangen is broken")
    tabel = waar.omgeving.stack.tabel
    waar.stel_in("Ontvangen", {"TABEL": "kapot"})
    waar.herhaal_events("Ontvangen", 0)
    tijden = waar.mail(aantal)
    verslag.eis(len(intake(waar.omgeving)) == aantal, f"{aantal} mails accepted at the door, all {aantal} wait in the intake")
    verslag.eis(not items(waar.omgeving, "emailbericht"), "none was listed while ontvangen was broken")
    waar.stel_in("Ontvangen", {"TABEL": tabel})
    waar.herhaal_events("Ontvangen", 2)
    begin = time.monotonic()
    stand = waar.vangnet()
    verslag.regel(f"        the vangnet's round took {time.monotonic() - begin:.0f} s: {stand}")
    # An event of its own has taken in every mail that the vangnet did not see, since the mending.
    waar.wacht_op_lege_intake(60 + aantal)
    verslag.regel(f"        all taken in {time.monotonic() - begin:.0f} s after the mending")
    lijst = waar.werkvoorraad()
    verslag.eis(len(lijst) == aantal, f"{len(lijst)} e-mailberichten in the werkvoorraad after one round of the vangnet")
    verslag.eis(_oudste_eerst(waar, lijst, tijden), "oldest first, to the second in which SES stored the mail")
    verslag.keur(waar)


def _oudste_eerst(waar: Plek, lijst: Sequence[dict[str, Any]], tijden: Sequence[datetime]) -> bool:
    ontvangen = [uit_tekst(bericht["ontvangenOp"]) for bericht in lijst]
    gestuurd = {mail.adres: tijd for mail, tijd in zip(waar.gestuurd, tijden, strict=True)}
    volgens_burgers = [gestuurd[bericht["afzender"]["adres"]] for bericht in lijst]
    speling = timedelta(seconds=2)  # S3 keeps whole seconds, and four citizens mail at once
    return ontvangen == sorted(ontvangen) and all(later >= eerder - speling for eerder, later in pairwise(volgens_burgers))


def doden(waar: Plek, aantal: int, zaad: int, verslag: Verslag) -> None:
    """Kill workers by SIGKILL at random moments while agents answer and mail comes in."""
    verslag.regel(f"kills: {aantal} answers and {aantal} receipts, STORM_ZAAD={zaad}")
    te_doen = [str(bericht["identificatie"]) for bericht in waar.werkvoorraad()][:aantal]
    if len(te_doen) < aantal:
        waar.mail(aantal - len(te_doen))
        waar.wacht_op_lege_intake(RUST)
        te_doen = [str(bericht["identificatie"]) for bericht in waar.werkvoorraad()][:aantal]
    with ThreadPoolExecutor(_AGENTEN) as agenten:
        inzagen = list(agenten.map(waar.open, te_doen))
        idempotency_keys = [str(uuid4()) for _ in te_doen]
        klaar = threading.Event()
        moordenaar = _Moordenaar(waar, zaad, klaar)
        moordenaar.start()
        post = threading.Thread(target=waar.mail, args=(aantal,))
        post.start()
        eerste = list(agenten.map(lambda werk: _probeer(waar, *werk), zip(te_doen, inzagen, idempotency_keys, strict=True)))
        post.join()
        klaar.set()
        moordenaar.join()
        verslag.regel(f"        killed: {dict(moordenaar.gedood)}; first answers: {dict(Counter(eerste))}")
        verslag.eis(sum(moordenaar.gedood.values()) > 0, "workers were killed")
        herhaald = list(agenten.map(lambda werk: _houd_vol(waar, *werk), zip(te_doen, inzagen, idempotency_keys, strict=True)))
        weer = list(agenten.map(lambda werk: _houd_vol(waar, *werk), zip(te_doen, inzagen, idempotency_keys, strict=True)))
    verslag.eis(all(herhaald), f"all {aantal} answers are stored once they are sent again with their Idempotency-Key")
    verslag.eis(herhaald == weer, "and the same key gives the same answer")
    waar.kom_tot_rust(verslag.regel)
    statussen = Counter(str(een["status"]) for een in items(waar.omgeving, "verzending"))
    verslag.regel(f"        verzendingen: {dict(statussen)}; mails in the sink: {len(waar.client.verzonden())}")
    verslag.eis(sum(statussen.values()) == aantal, f"{aantal} verzendingen")
    verslag.keur(waar)


class _Moordenaar(threading.Thread):
    def __init__(self, waar: Plek, zaad: int, klaar: threading.Event) -> None:
        super().__init__()
        self._waar, self._toeval, self._klaar = waar, random.Random(zaad), klaar  # noqa: S311 - moments, no secrets
        self.gedood: Counter[str] = Counter()

    def run(self) -> None:
        while not self._klaar.wait(self._toeval.uniform(0.05, 0.5)):
            naam = self._toeval.choice(_SLACHTOFFERS)
            self.gedood[naam] += self._waar.omgeving.dood_functies(naam)
            if sum(self.gedood.values()) % _OPRUIMEN_NA == 0:
                self._waar.omgeving.ruim_werkers_op()


def _probeer(waar: Plek, bericht: str, inzage: str, idempotency_key: str) -> str:
    try:
        return str(waar.antwoord(bericht, inzage, idempotency_key).status_code)
    except httpx.TransportError as fout:
        return type(fout).__name__


def _houd_vol(waar: Plek, bericht: str, inzage: str, idempotency_key: str) -> str:
    """Send the request again until it is answered, and return the answer; empty when it never is."""
    for _ in range(_VOLHARDING):
        with suppress(httpx.TransportError):
            antwoord = waar.antwoord(bericht, inzage, idempotency_key)
            if antwoord.status_code == 201:
                return antwoord.text
        time.sleep(1)
    return ""


def teruggezet(waar: Plek, verslag: Verslag) -> None:
    """Put the table back as it was before anything was sent, under a new generation: nothing of it leaves again."""
    oud = waar.geboren_verzendingen()
    verslag.regel(f"restore: {len(oud)} verzendingen back as they were stored, not yet sent; the new generation is 2")
    for naam in ("Beantwoorden", "Verzenden", "Vangnet"):
        waar.stel_in(naam, {"GENERATIE": "2"})
    voor = len(waar.client.verzonden())
    waar.zet_terug(oud)
    waar.laat_tijd_verstrijken()
    rondes = [waar.vangnet() for _ in range(3)]
    # A record that is stored after the restore is behind it in the stream. Once it has left, the rest has been offered
    # too.
    waar.mail(1)
    waar.wacht_op_lege_intake(RUST)
    adres = waar.gestuurd[-1].adres
    (bericht,) = [str(een["identificatie"]) for een in waar.werkvoorraad() if een["afzender"]["adres"] == adres]
    waar.antwoord(bericht, waar.open(bericht), str(uuid4())).raise_for_status()
    waar.wacht_op_uitgaand(voor + 1, RUST)
    time.sleep(10)
    opgegeven = [ronde["onbekendGeworden"] for ronde in rondes]
    verslag.regel(f"        offered by the stream: {len(oud)}, made onbekend by the vangnet: {opgegeven}")
    verslag.eis(sum(ronde["aangeboden"] for ronde in rondes) == 0, "the vangnet offered none of them")
    nieuw = waar.client.verzonden()[voor:]
    verslag.eis(
        len(nieuw) == 1 and adres.encode() in nieuw[0].read_bytes(), "nothing left but the one answer of the new generation"
    )
    teruggezet = [een for een in items(waar.omgeving, "verzending") if een["generatie"] == "1"]
    verslag.eis(
        {een["status"] for een in teruggezet} == {"onbekend"} and len(teruggezet) == len(oud),
        f"{len(teruggezet)} verzendingen of the old generation wait for a person's decision (onbekend)",
    )


def main() -> int:
    aantal = int(os.environ.get("STORM_MAILS", "500"))
    antwoorden = int(os.environ.get("STORM_ANTWOORDEN", "200"))
    zaad = int(os.environ.get("STORM_ZAAD", str(random.SystemRandom().randrange(10**6))))
    kills = int(os.environ.get("STORM_KILLS", "3"))
    verslag = Verslag()
    with tempfile.TemporaryDirectory() as map_, plek(Path(map_)) as waar:
        verslag.regel("the environment answers")
        storing(waar, aantal, verslag)
        doden(waar, antwoorden, zaad, verslag)
        teruggezet(waar, verslag)
    with tempfile.TemporaryDirectory() as map_:
        kill_aws(Path(map_), kills, _PER_KILL, zaad, verslag)
    verslag.regel(f"promises broken: {len(verslag.gebroken)}")
    return 1 if verslag.gebroken else 0


if __name__ == "__main__":
    sys.exit(main())
