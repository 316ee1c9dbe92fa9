"""`make soak`: the state machine of the promises, played for as long as one likes.

Environment: `SOAK_MINUTEN` (10 when it is not set), `SOAK_ZAAD` (the first seed; a random one when it is not set).
Exits with 1 when a promise was broken; hypothesis then prints the shortest course of events that breaks it. Exits with
1 too when a kind of outcome was never stored in `_LONG_ENOUGH` minutes or more: nothing was shown of that one.
"""

import os
import random
import sys
import time
import traceback
from collections import Counter
from hashlib import blake2b
from typing import Final
from uuid import UUID

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.interne_taak import Taakstatus
from klantmail.domain.zaak import Zaakstatus
from tests.support.machine import Contactcentrum
from tests.support.misfortune import Onheil
from tests.support.outcomes import TAAKEINDEN, TAAKVRAAG, UITKOMSTEN, VERVOLGBERICHT, delen
from tests.support.world import Stemming, Tabel, Wereld


def schrijf(regel: str) -> None:
    sys.stdout.write(f"{regel}\n")
    sys.stdout.flush()


IN_QUARANTINE: Final = "gesloten in quarantaine"
_ALL_OUTCOMES: Final = (*UITKOMSTEN, *TAAKEINDEN, VERVOLGBERICHT, TAAKVRAAG, IN_QUARANTINE)
_LONG_ENOUGH: Final = 10
_VERLOPEN_PER_ZAAD = 200
_STAPPEN_PER_VERLOOP = 60


class Telling:
    """The counts of what was played."""

    def __init__(self) -> None:
        self.verlopen = self.stappen = self.tussendoor = self.teruggezet = 0
        self.toestanden: set[bytes] = set()
        self.onheil: Counter[Onheil] = Counter()
        self.getroffen: set[str] = set()
        self.oproepen: Counter[Stemming] = Counter()
        self.uitkomsten: Counter[str] = Counter()
        self.zaken: Counter[Zaakstatus] = Counter()
        self.zaken_elders = self.koppelingen = self.antwoorden_op_ons = self.heropend = self.vervolgstappen = 0

    def tel_verloop(self, wereld: Wereld) -> None:
        self.verlopen += 1
        self.onheil += wereld.noodlot.getroffen
        self.getroffen |= wereld.noodlot.geraakt
        self.tussendoor += wereld.noodlot.tussendoor
        self.teruggezet += int(wereld.generatie) - 1
        self.uitkomsten += Counter(verzoek.wat for verzoek in wereld.tabel.door.values())
        berichten = wereld.tabel.berichten.values()
        self.uitkomsten[IN_QUARANTINE] += sum(_what_came_of(wereld.tabel, een) == IN_QUARANTINE for een in berichten)
        self.heropend += sum(len(een.heropeningen) for een in berichten)
        self.vervolgstappen += sum(len(een.vervolgstappen) for een in berichten)
        self.oproepen += Counter(oproep.stemming for oproep in wereld.ses.oproepen)
        self.zaken += Counter(zaak.status for zaak in wereld.tabel.zaken.values())
        self.zaken_elders += len(wereld.zaken.zaken)
        self.koppelingen += len(wereld.zaken.koppelingen)
        self.antwoorden_op_ons += sum(bericht.envelop.verband is not None for bericht in wereld.tabel.berichten.values())


TELLING = Telling()


class Proef(Contactcentrum):
    """The machine, which counts what happens."""

    @invariant()
    def tel(self) -> None:
        TELLING.stappen += 1
        TELLING.toestanden.add(afdruk(self.wereld))

    def teardown(self) -> None:
        super().teardown()
        TELLING.tel_verloop(self.wereld)


def afdruk(wereld: Wereld) -> bytes:
    """Hash of the state without names and times.

    It covers what there is of each mail and each verzending, and what SES knows of it.
    """
    moment, register = wereld.gemeente.klok(), wereld.tabel
    wacht = set(wereld.gemeente.intake.objecten)
    verzendingen = {
        verzending.identificatie: (
            verzending.status,
            verzending.generatie == wereld.generatie,
            verzending.pogingen,
            verzending.aan_de_beurt_op <= moment,
            tuple(een.stand for een in verzending.bezorgingen),
            tuple(een.keuze for een in verzending.hervattingen),
            tuple(oproep.stemming for oproep in wereld.ses.oproepen if oproep.verzending == verzending.identificatie),
        )
        for verzending in register.verzendingen.values()
    }
    berichten = sorted(
        repr(
            (
                bericht.status,
                bericht.ontleedstand,
                register.ontleedpogingen[bericht.identificatie],
                any(key.startswith(f"{bericht.envelop.postvak}/") for key in wacht),
                bericht.claim_op(moment) is not None,
                len(bericht.inzagen),
                bericht.vrijgave is not None,
                bericht.envelop.verband is not None,
                _what_came_of(register, bericht),
                len(bericht.heropeningen),
                [een.soort for een in bericht.vervolgstappen],
                [_van_zaak(wereld, deel.zaak) for deel in delen(bericht.afhandeling)] if bericht.afhandeling else [],
                [_ketting(wereld, deel.interne_taak) for deel in delen(bericht.afhandeling)] if bericht.afhandeling else [],
                [
                    toestand
                    for een, toestand in verzendingen.items()
                    if bericht.afhandeling and een in bericht.afhandeling.verzendingen
                ],
            )
        )
        for bericht in register.berichten.values()
    )
    na_afloop = {een for een, door in register.door.items() if door.wat == VERVOLGBERICHT}
    vervolg = sorted(
        repr(verzendingen[een.identificatie]) for een in register.verzendingen.values() if een.klantcontact in na_afloop
    )
    uitvoering, stemmingen = wereld.gemeente.uitvoering, (wereld.ses.stemming, wereld.zaken.stemming)
    start = len(uitvoering.ingenomen), len(uitvoering.verzonden), len(uitvoering.geregistreerd)
    return blake2b(repr((berichten, vervolg, len(wacht), start, stemmingen)).encode(), digest_size=12).digest()


def _what_came_of(register: Tabel, bericht: Emailbericht) -> str:
    """The outcome of a mail as it was asked for; a mail that was closed in quarantine has no request of its own."""
    if bericht.afhandeling is None:
        return ""
    return register.door[bericht.identificatie].wat if bericht.identificatie in register.door else IN_QUARANTINE


def _van_zaak(wereld: Wereld, identificatie: UUID | None) -> tuple[object, ...]:
    """The state of a zaak, and the number of times that it is elsewhere."""
    if identificatie is None:
        return ()
    zaak = wereld.tabel.zaken[identificatie]
    eigen, elders = zaak.generatie == wereld.generatie, sum(een == identificatie for _, een in wereld.zaken.zaken)
    return zaak.status, eigen, zaak.pogingen, zaak.gekoppeld, bool(zaak.url), tuple(een.keuze for een in zaak.besluiten), elders


def _ketting(wereld: Wereld, taak: UUID | None) -> list[tuple[Taakstatus, bool, str]]:
    """A task, and the tasks that it was rerouted to."""
    ketting = []
    while taak in wereld.tabel.taken:
        huidig = wereld.tabel.taken[taak]
        einde = wereld.tabel.door[taak].wat if taak in wereld.tabel.door else ""
        ketting.append((huidig.status, huidig.behandelaar is not None, einde))
        taak = huidig.vervolg
    return ketting


def main() -> int:
    minuten = float(os.environ.get("SOAK_MINUTEN", "10"))
    zaad = int(os.environ.get("SOAK_ZAAD", random.randrange(1 << 32)))  # noqa: S311  # chooses a test, keeps no secret
    einde, gebroken, zaden = time.monotonic() + minuten * 60, 0, 0
    keuzes = settings(
        max_examples=_VERLOPEN_PER_ZAAD,
        stateful_step_count=_STAPPEN_PER_VERLOOP,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    schrijf(f"soak: {minuten:g} minutes, first seed {zaad}")
    while time.monotonic() < einde:
        try:
            run_state_machine_as_test(seed(zaad + zaden)(Proef), settings=keuzes)
        except AssertionError:
            gebroken += 1
            schrijf(f"seed {zaad + zaden}:")
            schrijf(traceback.format_exc())
        zaden += 1
    druk_af(zaden, gebroken)
    never = [uitkomst for uitkomst in _ALL_OUTCOMES if not TELLING.uitkomsten[uitkomst]]
    if never:
        schrijf(f"never stored: {', '.join(never)}")
    return 1 if gebroken or (never and minuten >= _LONG_ENOUGH) else 0


def druk_af(zaden: int, gebroken: int) -> None:
    schrijf(f"seeds {zaden}, courses of events {TELLING.verlopen:,}, steps {TELLING.stappen:,}")
    schrijf(f"distinct states {len(TELLING.toestanden):,}")
    schrijf(f"faults injected {TELLING.onheil.total():,}, in {len(TELLING.getroffen)} different calls:")
    for onheil in Onheil:
        schrijf(f"  {onheil:<24} {TELLING.onheil[onheil]:>9,}")
    schrijf(f"others came between two calls {TELLING.tussendoor:,} times")
    schrijf(f"backups put back {TELLING.teruggezet:,} times")
    schrijf(f"outcomes stored {TELLING.uitkomsten.total():,}:")
    for uitkomst in _ALL_OUTCOMES:
        schrijf(f"  {uitkomst:<24} {TELLING.uitkomsten[uitkomst]:>9,}")
    schrijf(f"mails reopened {TELLING.heropend:,}, further steps on a klantcontact {TELLING.vervolgstappen:,}")
    schrijf(f"mails that answered ours {TELLING.antwoorden_op_ons:,}")
    schrijf(f"zaken {TELLING.zaken.total():,}; elsewhere {TELLING.zaken_elders:,}, with {TELLING.koppelingen:,} documents tied:")
    for status in Zaakstatus:
        schrijf(f"  {status:<24} {TELLING.zaken[status]:>9,}")
    schrijf(f"SendEmail {TELLING.oproepen.total():,}:")
    for stemming in Stemming:
        schrijf(f"  SES {stemming:<34} {TELLING.oproepen[stemming]:>9,}")
    schrijf(f"promises broken {gebroken}")


if __name__ == "__main__":
    sys.exit(main())
