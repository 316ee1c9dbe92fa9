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


def _bladeren(soort: type[KlantmailFout]) -> Iterator[type[KlantmailFout]]:
    for onder in soort.__subclasses__():
        yield from _bladeren(onder)
    if not soort.__subclasses__():
        yield soort


@pytest.mark.parametrize("soort", list(_bladeren(fouten.KlantmailFout)), ids=lambda soort: soort.__name__)
def test_every_error_of_the_domain_has_an_answer(soort: type[KlantmailFout]) -> None:
    match soort.__name__:
        case "NietGevonden":
            fout: KlantmailFout = NietGevonden("E-mailbericht", 1)
        case "OngeldigeInvoer":
            fout = OngeldigeInvoer(Invoerfout("inhoud", "missing", "Dit veld is verplicht."))
        case "BijAnderInBehandeling":
            fout = BijAnderInBehandeling(ANNA.identificatie, ANNA.naam, BEGIN)
        case "ConceptGewijzigd":
            fout = ConceptGewijzigd(concept())
        case "SleutelHergebruikt":
            fout = SleutelHergebruikt()
        case _:
            fout = soort("Uitleg.")
    antwoord = probleem_van(fout)
    inhoud = json.loads(antwoord.body or "")
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    assert inhoud["status"] == antwoord.status_code >= 400
    assert inhoud["type"].startswith("urn:klantmail:probleem:")
    assert inhoud["title"]
    assert inhoud["detail"]


@pytest.mark.parametrize("soort", [NietBeschikbaar, *OpslagFout.__subclasses__()])
def test_what_may_pass_says_that_and_when_to_try_again(soort: type[KlantmailFout]) -> None:
    antwoord = probleem_van(soort("ThrottlingError"))
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
    weg = probleem_van(ConceptGewijzigd(None))
    assert json.loads(weg.body or "")["concept"] is None
    assert "ETag" not in weg.headers
