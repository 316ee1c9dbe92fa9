"""The functions carry what happened from the table's stream over the bus to the figures."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest

from klantmail.adapters.dynamodb.cijfers import Cijfers
from klantmail.adapters.dynamodb.feiten import feiten_uit_beeld
from klantmail.domain.cijfers import blad_van_eenheid, blad_van_postvak, tel_op
from klantmail.domain.fouten import Botsing
from klantmail.domain.tijd import dag_hier, nu
from klantmail.runtime.cijferinstellingen import CijferInstellingen
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.contract import toets
from tests.support.repositories import all_repositories
from tests.support.scenes.events import changed, counted_of, followed, told_of
from tests.support.scenes.operations import EENHEID, closed, done, on, query, request, task
from tests.support.scenes.place import Call
from tests.support.stage import Stage

NORM = CijferInstellingen.uit(ENVIRONMENT).norm


@contextmanager
def bus(stage: Stage, refused: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Have the bus take every event but the first ones of each request; what it took comes in the list."""
    taken: list[dict[str, Any]] = []

    def put_events(Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803  # as boto3 has it
        taken.extend(json.loads(each["Detail"]) for each in Entries[refused:])
        answers = [{"ErrorCode": "InternalFailure"}] * refused + [{"EventId": "1"}] * (len(Entries) - refused)
        return {"FailedEntryCount": refused, "Entries": answers}

    client = stage.functions.load("vertellen").verteller.bus._client
    with patch.object(client, "put_events", put_events):
        yield taken


def rows(stage: Stage) -> list[dict[str, Any]]:
    return stage.dynamodb.scan(TableName=stage.table)["Items"]


def one_batch(*calls: Call | None) -> dict[str, Any]:
    records = [record for call in calls if call is not None for record in call.event["Records"]]
    return {"Records": [each | {"dynamodb": each["dynamodb"] | {"SequenceNumber": str(nr)}} for nr, each in enumerate(records)]}


def test_a_mail_that_came_in_is_told_once_and_not_again_when_it_was_read(stage: Stage) -> None:
    stage.received()
    (row,) = [row for row in rows(stage) if row["soort"]["S"] == "emailbericht"]
    with bus(stage) as taken:
        batch = one_batch(changed(row, is_new=True), changed(row, is_new=False))
        assert stage.functions.invoke("vertellen", batch) == {"batchItemFailures": []}
    assert [each["type"] for each in taken] == ["nl.klantcontacten.emailbericht-ontvangen"]


def test_a_mail_that_is_marked_to_be_destroyed_is_told_no_more(stage: Stage) -> None:
    closed(stage)
    (row,) = [row for row in rows(stage) if row["soort"]["S"] == "emailbericht"]
    marked = row | {"vernietiging": {"S": "5a0c8c0e-6d0b-4ed7-9a53-1e4a5f8d2c11"}}
    with bus(stage) as taken:
        stage.functions.invoke("vertellen", one_batch(changed(row, is_new=False), changed(marked, is_new=False)))
    assert [each["type"] for each in taken] == ["nl.klantcontacten.emailbericht-afgehandeld"]


def test_a_record_that_the_bus_did_not_take_is_offered_again(stage: Stage) -> None:
    for _ in range(2):
        stage.received()
    berichten = [changed(row, is_new=True) for row in rows(stage) if row["soort"]["S"] == "emailbericht"]
    with bus(stage, refused=1) as taken:
        said = stage.functions.invoke("vertellen", one_batch(*berichten))
    assert said == {"batchItemFailures": [{"itemIdentifier": "0"}]}
    assert len(taken) == 1


@pytest.mark.parametrize("times", [1, 2])
def test_what_was_done_at_the_desk_is_in_the_figures_however_often_it_is_told(stage: Stage, times: int) -> None:
    """The figures equal a count of all that stands in the table."""
    made = task(stage)
    done(stage, "wijzigInterneTaak", given=on(made["identificatie"]))
    for follows in ("maakZaakBijKlantcontact", "koppelKlantcontactAanZaak"):
        done(stage, follows)
    done(stage, "verplaatsEmailbericht")
    done(stage, "heropenEmailbericht", given=on(closed(stage)))
    stage.received(spam=True)
    for row in rows(stage):
        for message in counted_of(row) * times:
            assert stage.functions.invoke(message.function, message.event) == {"batchItemFailures": []}
    feiten = [feit for row in rows(stage) for feit in feiten_uit_beeld(row)]
    vandaag = dag_hier(nu())
    names = [blad_van_postvak(POSTVAK), blad_van_postvak(ANDER_POSTVAK), blad_van_eenheid(EENHEID)]
    bladen = Cijfers(all_repositories(stage.table, REGION, "s")._table).bladen(names, vandaag, vandaag)
    read = {
        (name, vandaag): {cijfer: count for cijfer, count in blad.dagen[vandaag].items() if count}
        for name, blad in zip(names, bladen, strict=True)
    }
    assert read == tel_op(feiten, NORM)
    assert read[blad_van_postvak(POSTVAK), vandaag]["ontvangen"] >= 4
    assert [read[blad_van_postvak(POSTVAK), vandaag][name] for name in ("zaak", "zaakkoppeling")] == [1, 1]


def test_a_message_that_is_none_of_ours_goes_to_the_queue_of_what_failed(stage: Stage) -> None:
    stage.received()
    (row,) = [row for row in rows(stage) if row["soort"]["S"] == "emailbericht"]
    (good,) = told_of(row)
    bad = followed(json.loads(good.event["Records"][0]["body"])["detail"] | {"type": "nl.klantcontacten.iets-anders"})
    batch = {"Records": [*bad.event["Records"], *good.event["Records"]]}
    said = stage.functions.invoke("tellen", batch)
    assert said == {"batchItemFailures": [{"itemIdentifier": bad.event["Records"][0]["messageId"]}]}
    assert _counted(stage, row)


def test_what_could_not_be_counted_together_comes_again_all_of_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    task(stage)
    done(stage, "maakZaak")
    messages = [message for row in rows(stage) for message in counted_of(row)]
    batch = {"Records": [record for message in messages for record in message.event["Records"]]}
    with monkeypatch.context() as busy:
        busy.setattr(type(stage.functions.load("tellen").teller.telwerk), "tel", _te_druk)
        said = stage.functions.invoke("tellen", batch)
    assert [each["itemIdentifier"] for each in said["batchItemFailures"]] == [each["messageId"] for each in batch["Records"]]
    assert not any(_counted(stage, row) for row in rows(stage))
    assert stage.functions.invoke("tellen", batch) == {"batchItemFailures": []}
    assert all(_counted(stage, row) for row in rows(stage) if counted_of(row))


def _te_druk(*_: object) -> None:
    raise Botsing("TransactionConflict")


def _counted(stage: Stage, row: dict[str, Any]) -> bool:
    feiten = [feit.identificatie for feit in feiten_uit_beeld(row)]
    return bool(feiten) and not Cijfers(all_repositories(stage.table, REGION, "s")._table).ongeteld(feiten)


def test_the_figures_are_asked_for_as_json_and_as_csv(stage: Stage) -> None:
    made = task(stage)
    for row in rows(stage):
        for message in counted_of(row):
            stage.functions.invoke(message.function, message.event)
    call = request(stage, "leesCijfers")
    cijfers = stage.ask(query(call, per="maand", postvak=POSTVAK))
    assert (cijfers["perioden"][-1]["interneTaken"], cijfers["perioden"][-1]["ontvangen"]) == (1, 1)
    (eenheid,) = [each for each in cijfers["eenheden"] if each["organisatorischeEenheid"] == EENHEID]
    assert (eenheid["perioden"][-1]["gemaakt"], eenheid["perioden"][-1]["voorraad"]) == (1, 1)
    assert made["identificatie"] not in json.dumps(cijfers)
    for asked in (query(request(stage, "leesCijfers"), formaat="csv"), request(stage, "leesCijfers")):
        asked.event["headers"]["Accept"] = "text/csv"
        response = stage.functions.invoke("inrichting", asked.event)
        toets(asked.event, response)
        assert response["body"].splitlines()[0].startswith("van,tot,ontvangen,")
        assert len(response["body"].splitlines()) == 31
    of_eenheden = query(request(stage, "leesCijfers"), formaat="csv", over="eenheden", per="maand")
    response = stage.functions.invoke("inrichting", of_eenheden.event)
    toets(of_eenheden.event, response)
    (row,) = [row for row in csv.DictReader(response["body"].splitlines()) if row["organisatorischeEenheid"] == EENHEID][-1:]
    assert (row["gemaakt"], row["voorraad"]) == ("1", "1")
