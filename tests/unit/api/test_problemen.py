import json
from collections.abc import Iterator

import pytest

from klantmail.api.problemen import probleem_van
from klantmail.domain import fouten
from klantmail.domain.fouten import (
    BijAnderInBehandeling,
    ConceptGewijzigd,
    Invoerfout,
    KlantmailFout,
    NietBeschikbaar,
    NietGevonden,
    OngeldigeInvoer,
    OpslagFout,
    SleutelHergebruikt,
)
from tests.support.builders import ANNA, concept
from tests.support.fakes import BEGIN


def _bladeren(kind: type[KlantmailFout]) -> Iterator[type[KlantmailFout]]:
    for onder in kind.__subclasses__():
        yield from _bladeren(onder)
    if not kind.__subclasses__():
        yield kind


@pytest.mark.parametrize("kind", list(_bladeren(fouten.KlantmailFout)), ids=lambda kind: kind.__name__)
def test_every_error_of_the_domain_has_an_answer(kind: type[KlantmailFout]) -> None:
    match kind.__name__:
        case "NietGevonden":
            error: KlantmailFout = NietGevonden("E-mailbericht", 1)
        case "OngeldigeInvoer":
            error = OngeldigeInvoer(Invoerfout("inhoud", "missing", "Dit veld is verplicht."))
        case "BijAnderInBehandeling":
            error = BijAnderInBehandeling(ANNA.identificatie, ANNA.naam, BEGIN)
        case "ConceptGewijzigd":
            error = ConceptGewijzigd(concept())
        case "SleutelHergebruikt":
            error = SleutelHergebruikt()
        case _:
            error = kind("Uitleg.")
    antwoord = probleem_van(error)
    inhoud = json.loads(antwoord.body or "")
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    assert inhoud["status"] == antwoord.status_code >= 400
    assert inhoud["type"].startswith("urn:klantmail:probleem:")
    assert inhoud["title"]
    assert inhoud["detail"]


@pytest.mark.parametrize("kind", [NietBeschikbaar, *OpslagFout.__subclasses__()])
def test_what_may_pass_says_that_and_when_to_try_again(kind: type[KlantmailFout]) -> None:
    antwoord = probleem_van(kind("ThrottlingError"))
    assert antwoord.status_code == 503
    assert int(str(antwoord.headers["Retry-After"])) > 0
    assert "ThrottlingError" not in (antwoord.body or "")


def test_who_has_the_mail_is_in_the_problem() -> None:
    inhoud = json.loads(probleem_van(BijAnderInBehandeling(ANNA.identificatie, ANNA.naam, BEGIN)).body or "")
    assert inhoud["behandelaar"] == {"medewerker": str(ANNA.identificatie), "naam": ANNA.naam}
    assert inhoud["geclaimdTot"] == "2026-11-24T09:00:00.000Z"


def test_another_version_of_a_draft_is_answered_with_the_draft_as_it_is() -> None:
    antwoord = probleem_van(ConceptGewijzigd(concept("Anders")))
    assert antwoord.status_code == 412
    assert antwoord.headers["ETag"] == f'"{concept("Anders").versie}"'
    assert json.loads(antwoord.body or "")["concept"]["velden"] == {"inhoud": "Anders"}
    gone = probleem_van(ConceptGewijzigd(None))
    assert json.loads(gone.body or "")["concept"] is None
    assert "ETag" not in gone.headers
