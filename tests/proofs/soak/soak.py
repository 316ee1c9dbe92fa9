"""`make soak`: the state machine of the promises, played for as long as one likes.

Environment: `SOAK_MINUTES` (10 when it is not set), `SOAK_SEED` (the first seed; a random one when it is not set).
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
from tests.support.misfortune import Misfortune
from tests.support.outcomes import TAAKEINDEN, TAAKVRAAG, UITKOMSTEN, VERVOLGBERICHT, delen
from tests.support.world import Mood, Tabel, World


def write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


IN_QUARANTINE: Final = "gesloten in quarantaine"
_ALL_OUTCOMES: Final = (*UITKOMSTEN, *TAAKEINDEN, VERVOLGBERICHT, TAAKVRAAG, IN_QUARANTINE)
_LONG_ENOUGH: Final = 10
_COURSES_PER_SEED = 200
_STEPS_PER_COURSE = 60


class Tally:
    """The counts of what was played."""

    def __init__(self) -> None:
        self.courses = self.steps = self.between = self.set_back = 0
        self.states: set[bytes] = set()
        self.faults: Counter[Misfortune] = Counter()
        self.calls_hit: set[str] = set()
        self.requests: Counter[Mood] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.zaken: Counter[Zaakstatus] = Counter()
        self.zaken_elsewhere = self.documents_tied = self.answers_to_ours = self.reopened = self.further_steps = 0

    def count_course(self, world: World) -> None:
        self.courses += 1
        self.faults += world.fate.suffered
        self.calls_hit |= world.fate.hit
        self.between += world.fate.between
        self.set_back += int(world.generatie) - 1
        self.outcomes += Counter(verzoek.wat for verzoek in world.tabel.door.values())
        berichten = world.tabel.berichten.values()
        self.outcomes[IN_QUARANTINE] += sum(_what_came_of(world.tabel, each) == IN_QUARANTINE for each in berichten)
        self.reopened += sum(len(each.heropeningen) for each in berichten)
        self.further_steps += sum(len(each.vervolgstappen) for each in berichten)
        self.requests += Counter(request.mood for request in world.ses.requests)
        self.zaken += Counter(zaak.status for zaak in world.tabel.zaken.values())
        self.zaken_elsewhere += len(world.zaken.zaken)
        self.documents_tied += len(world.zaken.koppelingen)
        self.answers_to_ours += sum(bericht.envelop.verband is not None for bericht in world.tabel.berichten.values())


TALLY = Tally()


class CountingMachine(Contactcentrum):
    """The machine, which counts what happens."""

    @invariant()
    def count(self) -> None:
        TALLY.steps += 1
        TALLY.states.add(fingerprint(self.world))

    def teardown(self) -> None:
        super().teardown()
        TALLY.count_course(self.world)


def fingerprint(world: World) -> bytes:
    """Hash of the state without names and times.

    It covers what there is of each mail and each verzending, and what SES knows of it.
    """
    moment, repos = world.gemeente.klok(), world.tabel
    waiting = set(world.gemeente.intake.objecten)
    verzendingen = {
        verzending.identificatie: (
            verzending.status,
            verzending.generatie == world.generatie,
            verzending.pogingen,
            verzending.aan_de_beurt_op <= moment,
            tuple(each.stand for each in verzending.bezorgingen),
            tuple(each.keuze for each in verzending.hervattingen),
            tuple(request.mood for request in world.ses.requests if request.verzending == verzending.identificatie),
        )
        for verzending in repos.verzendingen.values()
    }
    berichten = sorted(
        repr(
            (
                bericht.status,
                bericht.ontleedstand,
                repos.ontleedpogingen[bericht.identificatie],
                any(key.startswith(f"{bericht.envelop.postvak}/") for key in waiting),
                bericht.claim_op(moment) is not None,
                len(bericht.inzagen),
                bericht.vrijgave is not None,
                bericht.envelop.verband is not None,
                _what_came_of(repos, bericht),
                len(bericht.heropeningen),
                [each.soort for each in bericht.vervolgstappen],
                [_state_of_zaak(world, part.zaak) for part in delen(bericht.afhandeling)] if bericht.afhandeling else [],
                [_chain(world, part.interne_taak) for part in delen(bericht.afhandeling)] if bericht.afhandeling else [],
                [
                    state
                    for each, state in verzendingen.items()
                    if bericht.afhandeling and each in bericht.afhandeling.verzendingen
                ],
            )
        )
        for bericht in repos.berichten.values()
    )
    afterwards = {each for each, door in repos.door.items() if door.wat == VERVOLGBERICHT}
    further = sorted(
        repr(verzendingen[each.identificatie]) for each in repos.verzendingen.values() if each.klantcontact in afterwards
    )
    uitvoering, moods = world.gemeente.uitvoering, (world.ses.mood, world.zaken.mood)
    start = len(uitvoering.ingenomen), len(uitvoering.verzonden), len(uitvoering.geregistreerd)
    return blake2b(repr((berichten, further, len(waiting), start, moods)).encode(), digest_size=12).digest()


def _what_came_of(repos: Tabel, bericht: Emailbericht) -> str:
    """The outcome of a mail as it was asked for; a mail that was closed in quarantine has no request of its own."""
    if bericht.afhandeling is None:
        return ""
    return repos.door[bericht.identificatie].wat if bericht.identificatie in repos.door else IN_QUARANTINE


def _state_of_zaak(world: World, identificatie: UUID | None) -> tuple[object, ...]:
    """The state of a zaak, and the number of times that it is elsewhere."""
    if identificatie is None:
        return ()
    zaak = world.tabel.zaken[identificatie]
    ours, elsewhere = zaak.generatie == world.generatie, sum(each == identificatie for _, each in world.zaken.zaken)
    return (
        zaak.status,
        ours,
        zaak.pogingen,
        zaak.gekoppeld,
        bool(zaak.url),
        tuple(each.keuze for each in zaak.besluiten),
        elsewhere,
    )


def _chain(world: World, taak: UUID | None) -> list[tuple[Taakstatus, bool, str]]:
    """A task, and the tasks that it was rerouted to."""
    chain = []
    while taak in world.tabel.taken:
        current = world.tabel.taken[taak]
        end = world.tabel.door[taak].wat if taak in world.tabel.door else ""
        chain.append((current.status, current.behandelaar is not None, end))
        taak = current.vervolg
    return chain


def main() -> int:
    minutes = float(os.environ.get("SOAK_MINUTES", "10"))
    first_seed = int(os.environ.get("SOAK_SEED", random.randrange(1 << 32)))  # noqa: S311  # chooses a test, keeps no secret
    end, broken, seeds = time.monotonic() + minutes * 60, 0, 0
    choices = settings(
        max_examples=_COURSES_PER_SEED,
        stateful_step_count=_STEPS_PER_COURSE,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    write(f"soak: {minutes:g} minutes, first seed {first_seed}")
    while time.monotonic() < end:
        try:
            run_state_machine_as_test(seed(first_seed + seeds)(CountingMachine), settings=choices)
        except AssertionError:
            broken += 1
            write(f"seed {first_seed + seeds}:")
            write(traceback.format_exc())
        seeds += 1
    report(seeds, broken)
    never = [outcome for outcome in _ALL_OUTCOMES if not TALLY.outcomes[outcome]]
    if never:
        write(f"never stored: {', '.join(never)}")
    return 1 if broken or (never and minutes >= _LONG_ENOUGH) else 0


def report(seeds: int, broken: int) -> None:
    write(f"seeds {seeds}, courses of events {TALLY.courses:,}, steps {TALLY.steps:,}")
    write(f"distinct states {len(TALLY.states):,}")
    write(f"faults injected {TALLY.faults.total():,}, in {len(TALLY.calls_hit)} different calls:")
    for misfortune in Misfortune:
        write(f"  {misfortune:<24} {TALLY.faults[misfortune]:>9,}")
    write(f"others came between two calls {TALLY.between:,} times")
    write(f"backups put back {TALLY.set_back:,} times")
    write(f"outcomes stored {TALLY.outcomes.total():,}:")
    for outcome in _ALL_OUTCOMES:
        write(f"  {outcome:<24} {TALLY.outcomes[outcome]:>9,}")
    write(f"mails reopened {TALLY.reopened:,}, further steps on a klantcontact {TALLY.further_steps:,}")
    write(f"mails that answered ours {TALLY.answers_to_ours:,}")
    write(f"zaken {TALLY.zaken.total():,}; elsewhere {TALLY.zaken_elsewhere:,}, with {TALLY.documents_tied:,} documents tied:")
    for status in Zaakstatus:
        write(f"  {status:<24} {TALLY.zaken[status]:>9,}")
    write(f"SendEmail {TALLY.requests.total():,}:")
    for mood in Mood:
        write(f"  SES {mood:<34} {TALLY.requests[mood]:>9,}")
    write(f"promises broken {broken}")


if __name__ == "__main__":
    sys.exit(main())
