"""Guards that no use case leans on in its ordinary course: each condition must hold by itself.

`make guards` takes them out.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import boto3
import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from pynamodb.exceptions import CancellationReason, PynamoDBException, TransactWriteError, UpdateError, VerboseClientError

from klantmail.adapters.dynamodb.writing import vertaal
from klantmail.adapters.s3 import S3Archief
from klantmail.domain.emailbericht import Berichtstatus, Vrijgave
from klantmail.domain.fouten import Botsing, Geweigerd, NietGevonden, OpslagFout, OpslagOnbekend
from klantmail.domain.tijd import nu
from klantmail.domain.verzending import Verzendstatus
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import BEHEER, GENERATIE, afhandeling, bericht, document, inzage, verzending
from tests.support.fakes import BEGIN, FakeRepositories
from tests.support.repositories import AllRepositories, all_repositories

type AnyRepositories = AllRepositories | FakeRepositories
VRIJGAVE = Vrijgave(BEHEER.identificatie, BEHEER.naam, BEGIN)


@pytest.fixture(params=["dynamodb", "nep"])
def repos(request: pytest.FixtureRequest) -> AnyRepositories:
    if request.param == "nep":
        return FakeRepositories()
    request.getfixturevalue("aws")
    return all_repositories(ENVIRONMENT["TABEL"], REGION, ENVIRONMENT["AFZENDERSLEUTEL"])


@pytest.fixture
def te_verzenden(repos: AnyRepositories) -> UUID:
    repos.neem_op(bericht(), document())
    repos.claim(bericht().identificatie, inzage(1), BEGIN + CLAIMDUUR)
    repos.handel_af(bericht().identificatie, inzage(1).identificatie, afhandeling(), (verzending(),))
    return verzending().identificatie


@pytest.mark.parametrize("status", [Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING, Berichtstatus.AFGEHANDELD])
def test_only_what_is_in_quarantine_is_let_out_of_it(repos: AnyRepositories, status: Berichtstatus) -> None:
    repos.neem_op(bericht(status=status), document())
    with pytest.raises(Geweigerd):
        repos.laat_toe(bericht(), VRIJGAVE)
    assert repos.emailbericht(bericht().identificatie).vrijgave is None


def test_a_try_to_read_what_was_never_listed_makes_nothing(repos: AnyRepositories) -> None:
    with pytest.raises(NietGevonden):
        repos.begin_ontleding(bericht().identificatie, BEGIN, BEGIN)
    with pytest.raises(NietGevonden):
        repos.emailbericht(bericht().identificatie)


def test_an_older_attempt_cannot_end_the_one_under_way(repos: AnyRepositories, te_verzenden: UUID) -> None:
    first = repos.claim_verzending(te_verzenden, GENERATIE, BEGIN)
    repos.meld_niet_verzonden(first, "ThrottlingException", opnieuw_op=BEGIN, moment=BEGIN)
    second = repos.claim_verzending(te_verzenden, GENERATIE, BEGIN)
    meldingen: tuple[Callable[[], None], ...] = (
        lambda: repos.meld_niet_verzonden(first, "MessageRejected", opnieuw_op=None, moment=BEGIN),
        lambda: repos.meld_onbekend(first, "ReadTimeoutError", BEGIN),
        lambda: repos.meld_verzonden(first, "<1@eu-west-1.amazonses.com>", BEGIN),
    )
    for meld in meldingen:
        with pytest.raises(Geweigerd):
            meld()
    assert repos.verzending(te_verzenden) == second


def test_what_was_sent_cannot_be_called_doubtful_or_refused_any_more(repos: AnyRepositories, te_verzenden: UUID) -> None:
    bezig = repos.claim_verzending(te_verzenden, GENERATIE, BEGIN)
    repos.meld_verzonden(bezig, "<1@eu-west-1.amazonses.com>", BEGIN)
    with pytest.raises(Geweigerd):
        repos.meld_onbekend(bezig, "De verzending is afgebroken.", BEGIN)
    with pytest.raises(Geweigerd):
        repos.meld_niet_verzonden(bezig, "ThrottlingException", opnieuw_op=BEGIN, moment=BEGIN)
    assert repos.verzending(te_verzenden).status is Verzendstatus.VERZONDEN


def test_what_is_under_way_cannot_be_called_unusable(repos: AnyRepositories, te_verzenden: UUID) -> None:
    bezig = repos.claim_verzending(te_verzenden, GENERATIE, BEGIN)
    with pytest.raises(Geweigerd):
        repos.meld_onbruikbaar(te_verzenden, "De opgeslagen e-mail is niet gevonden.", BEGIN)
    assert repos.verzending(te_verzenden) == bezig


@pytest.mark.parametrize("anders", [{"status": Verzendstatus.ONBEKEND}, {"pogingen": 7}, {"wijziging": 7}])
def test_a_change_by_reading_first_is_refused_when_anything_changed_meanwhile(
    repos: AnyRepositories, te_verzenden: UUID, anders: dict[str, Any]
) -> None:
    read = repos.verzending(te_verzenden)
    with pytest.raises(Geweigerd):
        repos.werk_verzending_bij(replace(read, **anders), replace(read, status=Verzendstatus.VERVALLEN))
    assert repos.verzending(te_verzenden) == read
    repos.werk_verzending_bij(read, replace(read, status=Verzendstatus.VERVALLEN))
    assert repos.verzending(te_verzenden).status is Verzendstatus.VERVALLEN


def test_only_an_attempt_whose_lease_is_over_is_given_up(repos: AnyRepositories, te_verzenden: UUID) -> None:
    end = BEGIN + timedelta(seconds=90)
    repos.claim_verzending(te_verzenden, GENERATIE, end)
    just_before = end - timedelta(milliseconds=1)
    assert list(repos.verzendingen_aan_de_beurt(Verzendstatus.BEZIG, just_before)) == []
    assert [each.identificatie for each in repos.verzendingen_aan_de_beurt(Verzendstatus.BEZIG, end)] == [te_verzenden]


def test_what_an_older_generation_left_becomes_onbekend_and_cannot_be_claimed_any_more(
    repos: AnyRepositories, te_verzenden: UUID
) -> None:
    repos.meld_achtergebleven(repos.verzending(te_verzenden), "Teruggezet.", BEGIN)
    assert (repos.verzending(te_verzenden).status, repos.verzending(te_verzenden).reden) == ("onbekend", "Teruggezet.")
    assert [each.identificatie for each in repos.verzendingenlijst(["onbekend"], aantal=9, na=None).resultaten] == [te_verzenden]
    with pytest.raises(Geweigerd):
        repos.claim_verzending(te_verzenden, GENERATIE, BEGIN)


def test_what_a_person_had_sent_again_meanwhile_is_not_called_left_behind(repos: AnyRepositories, te_verzenden: UUID) -> None:
    old = repos.verzending(te_verzenden)
    repos.werk_verzending_bij(old, replace(old, generatie="2"))
    with pytest.raises(Geweigerd):
        repos.meld_achtergebleven(old, "Teruggezet.", BEGIN)
    assert repos.claim_verzending(te_verzenden, "2", BEGIN).status is Verzendstatus.BEZIG


def test_what_is_under_way_is_not_called_left_behind(repos: AnyRepositories, te_verzenden: UUID) -> None:
    bezig = repos.claim_verzending(te_verzenden, GENERATIE, BEGIN)
    with pytest.raises(Geweigerd):
        repos.meld_achtergebleven(bezig, "Teruggezet.", BEGIN)
    assert repos.verzending(te_verzenden) == bezig


@pytest.mark.usefixtures("aws")
def test_an_archived_object_is_never_written_over() -> None:
    archief = S3Archief(lambda: boto3.client("s3", region_name=REGION), ENVIRONMENT["ARCHIEF"], nu)
    archief.bewaar("a/b", b"eerst", "text/plain")
    archief.bewaar("a/b", b"later", "text/plain")
    assert archief.lees("a/b") == b"eerst"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ConditionalCheckFailedException", Geweigerd),
        ("TransactionConflictException", Botsing),
        ("ThrottlingException", Botsing),
        ("ProvisionedThroughputExceededException", Botsing),
        ("InternalServerError", OpslagOnbekend),
        ("ItemCollectionSizeLimitExceededException", OpslagOnbekend),
    ],
)
def test_what_an_error_of_a_write_means(code: str, kind: type[OpslagFout]) -> None:
    error = UpdateError("", ClientError({"Error": {"Code": code, "Message": ""}}, "UpdateItem"))
    assert type(vertaal(error)) is kind


@pytest.mark.parametrize("oorzaak", [ReadTimeoutError, ConnectionClosedError, EndpointConnectionError])
@pytest.mark.parametrize("kind", [UpdateError, TransactWriteError])
def test_no_answer_at_all_leaves_it_unknown(kind: type[PynamoDBException], oorzaak: type[BotoCoreError]) -> None:
    error = vertaal(kind("", oorzaak(endpoint_url="https://dynamodb.example", error="")))
    assert type(error) is OpslagOnbekend
    assert str(error) == oorzaak.__name__


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (("ConditionalCheckFailed", None), Geweigerd),
        (("ConditionalCheckFailed", "TransactionConflict"), Geweigerd),
        ((None, "TransactionConflict"), Botsing),
        (("ThrottlingError", None), Botsing),
        ((None, "ValidationError"), OpslagOnbekend),
    ],
)
def test_what_a_cancelled_transaction_means(codes: tuple[str | None, ...], kind: type[OpslagFout]) -> None:
    redenen = [CancellationReason(code=code, message="") if code else None for code in codes]
    antwoord: Any = {"Error": {"Code": "TransactionCanceledException", "Message": ""}}
    error = TransactWriteError("", VerboseClientError(antwoord, "TransactWriteItems", cancellation_reasons=redenen))
    assert type(vertaal(error)) is kind
