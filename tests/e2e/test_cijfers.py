"""The work of agents shows in the figures: through SMTP and HTTP, stream, bus and queues of the stack."""

from typing import Any

from klantmail.domain.cijfers import Norm
from klantmail.domain.werktijd import Werktijden
from klantmail_local.client import wait_for
from tests.e2e.conftest import Town
from tools.recount import Recount, recount
from tools.restore import items

_NORM = Norm(Werktijden(), 3)
"""The opening hours and the norm of the template."""


def _vandaag(town: Town) -> dict[str, Any]:
    with town.leider() as leider:
        cijfers = leider.get("/cijfers", params={"postvak": town.postvak, "per": "dag"}).raise_for_status().json()
    vandaag: dict[str, Any] = cijfers["perioden"][-1]
    return vandaag


def test_an_answered_mail_is_in_the_figures_which_equal_a_recount(town: Town) -> None:
    eerst = _vandaag(town)
    geopend = town.geopend()
    town.antwoord(geopend).raise_for_status()

    def geteld() -> dict[str, Any] | None:
        nu = _vandaag(town)
        return nu if nu["antwoorden"] > eerst["antwoorden"] else None

    later = wait_for(geteld, "the answer in the figures")
    assert later["ontvangen"] > eerst["ontvangen"]
    assert later["binnenNorm"] > eerst["binnenNorm"]
    assert later["doorlooptijd"]["uren"]["mediaan"] is not None

    def gelijk() -> Recount | None:
        found = recount(items(town.environment.aws.dynamodb, town.environment.stack.table), _NORM)
        return None if found.differences or found.uncounted else found

    assert wait_for(gelijk, "figures that equal a recount").counted >= 2


def test_the_figures_come_as_csv_too(town: Town) -> None:
    with town.leider() as leider:
        antwoord = leider.get("/cijfers", headers={"Accept": "text/csv"}).raise_for_status()
    assert antwoord.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(antwoord.text.splitlines()) == 31
