"""The cost of reads: no read asks more of a fuller table, in calls and capacity units, on moto.

`make bench` has the same, and the writes, on AWS's own DynamoDB Local with many more mails.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import boto3
import pytest

from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.verzending import Verzendstatus
from klantmail.ports.keuzes import Voorraadkeuze
from klantmail.usecases.beheer import raadplegen
from klantmail.usecases.beheer.raadplegen import MAX_PERIODE
from tests.benchmarks.filling import batches
from tests.benchmarks.scale import READING, Cost, costs, fetch_from, scene
from tests.benchmarks.town import HUNDRED, NOW, PLAYS, Pattern, Town, address, record, repos
from tests.support.aws import REGION
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.calls import recorded
from tests.support.engines import table_on_engine
from tests.support.template import make_table
from tests.support.usecases import TABLE


@pytest.fixture(scope="module")
def patterns() -> Mapping[str, Sequence[Pattern]]:
    with pytest.MonkeyPatch.context() as variables, table_on_engine(variables) as store:
        return record(store)


def _as_boto3_takes_it(value: dict[str, Any]) -> dict[str, Any]:
    """Return bytes as bytes: over the wire they are base64, which boto3 makes of them itself."""
    return {"B": b64decode(value["B"])} if value.keys() == {"B"} else value


@pytest.fixture
def build(patterns: Mapping[str, Sequence[Pattern]], tabel: str) -> Callable[[int], Town]:  # noqa: ARG001  # an engine
    """Return a function that fills a table, named `town-<size>`, with a town of so many mails."""
    client = boto3.client("dynamodb", region_name=REGION)

    def of_size(size: int) -> Town:
        town = Town(patterns, size)
        make_table(client, f"town-{size}")
        for body in batches(f"town-{size}", town.items, range(size)):
            assert not client.batch_write_item(**json.loads(body, object_hook=_as_boto3_takes_it))["UnprocessedItems"]
        return town

    return of_size


def test_no_read_asks_more_of_a_fuller_table(build: Callable[[int], Town], monkeypatch: pytest.MonkeyPatch) -> None:
    # the busiest address has three open mails in a hundred, and both towns have to have as many as are read at most
    monkeypatch.setattr(raadplegen, "MAX_OPEN_MAIL", 3)
    found: dict[int, dict[str, Cost]] = {}
    size = 0
    with recorded(TABLE, fetch_from(lambda: f"town-{size}")) as begin:
        for size in (HUNDRED, 3 * HUNDRED):
            found[size] = costs(scene(build(size), repos(f"town-{size}")), READING, begin)
    small, large = found.values()
    assert large == small
    first = small["werkvoorraad of a postvak, page 1 of 10"]
    assert (first.calls, first.rounds, first.units.read) == (("Query",), 1, 1)
    assert small["klantcontacten of the busiest address, page 1"].units.read > 10 / 2


def test_a_quiet_month_is_looked_through_in_six_rounds(tabel: str) -> None:  # noqa: ARG001  # an engine
    make_table(boto3.client("dynamodb", region_name=REGION), "quiet-town")
    with recorded(TABLE, fetch_from(lambda: "quiet-town")) as begin:
        quiet = repos("quiet-town")
        recording = begin()
        assert quiet.klantcontacten_tussen(NOW - MAX_PERIODE, NOW, aantal=20, na=None).resultaten == ()
    assert [call.operation for call in recording.calls] == ["Query"] * 32
    assert recording.rounds == 6


def test_a_town_is_read_by_the_register_as_any_other_mail(build: Callable[[int], Town]) -> None:
    town, of_town = build(2 * HUNDRED), repos(f"town-{2 * HUNDRED}")
    waiting = of_town.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK, ANDER_POSTVAK)), moment=NOW, aantal=100, na=None)
    assert [each.status_op(NOW) for each in waiting.resultaten] == [Berichtstatus.NIEUW] * 2 * 37
    root = town.identificatie(0, "emailbericht")
    conversation = of_town.klantcontacten_in(root, aantal=100, na=None).resultaten
    assert len(conversation) == 2 * 2 * 11
    first, question = (each for each in conversation[:2] if each.initiatiefnemer is Initiatiefnemer.KLANT)
    (first_answer,) = (each for each in conversation if each.verwijst_naar == (first.identificatie,))
    (answer,) = (each for each in conversation if each.verwijst_naar == (question.identificatie,))
    assert question.verwijst_naar == (first_answer.identificatie,)
    assert set(conversation) <= set(of_town.klantcontacten_van(address(0), None, None, aantal=100, na=None).resultaten)
    bericht = of_town.emailbericht(question.emailbericht)
    assert bericht.afhandeling is not None
    assert bericht.afhandeling.klantcontacten == (question.identificatie, answer.identificatie)
    assert bericht.envelop.afzender.adres == address(0)
    verzending = of_town.verzending(bericht.afhandeling.verzendingen[0])
    assert (verzending.status, verzending.naar) == (Verzendstatus.VERZONDEN, (address(0),))
    for message_id in (verzending.bericht_id, verzending.ses_bericht_id):
        (own,) = of_town.eigen_berichten([message_id], [address(0)]).values()
        assert (own.verzending, own.gesprek, own.aan_hen) == (verzending.identificatie, root, True)
    taken = of_town.taken_van(Toewijzing("Burgerzaken"), Taakstatus.TE_VERWERKEN, aantal=100, na=None).resultaten
    assert len(taken) == 2 * 12
    assert of_town.klantcontact(taken[0].klantcontact).emailbericht == taken[0].emailbericht


def test_every_life_is_lived_and_no_two_mails_share_an_item(build: Callable[[int], Town]) -> None:
    town = build(HUNDRED)
    assert all(town.numbers(name) for name in PLAYS)
    keys = [(item["PK"]["S"], item["SK"]["S"]) for number in range(HUNDRED) for item in map(json.loads, town.items(number))]
    assert len(keys) == len(set(keys))
