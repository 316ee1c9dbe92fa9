"""A beheerder notes that no mail could come in, and an agent sees that at a formal message."""

from datetime import datetime, timedelta
from uuid import uuid4

from playwright.sync_api import expect

from tests.e2e.conftest import Town
from tests.e2e.werkplek.conftest import Seat


def _typed(ago: timedelta) -> str:
    """A moment as a field for a day and a time takes it, in the zone of this machine, which is the browser's too."""
    return f"{datetime.now() - ago:%Y-%m-%dT%H:%M}"  # noqa: DTZ005  # as the browser has it


def test_an_outage_is_noted_and_ended_and_shown_at_a_formal_message(town: Town, anna: Seat, carla: Seat) -> None:
    why = f"Stroom weg {uuid4().hex[:8]}"
    carla.go("beheer/storingen/nieuw")
    carla.write("Begin", _typed(timedelta(hours=2)))
    carla.page.get_by_label(anna.postvak, exact=True).check()
    carla.write("Wat was er aan de hand?", why)
    assert carla.violations() == []
    carla.button("Opslaan").click()
    card = carla.page.get_by_role("list", name="Storingen").get_by_role("listitem").filter(has_text=why)
    expect(card.get_by_text("Duurt nog")).to_be_visible()
    card.get_by_role("link", name="Wijzigen").click()
    carla.write("Einde", _typed(-timedelta(hours=2)))
    carla.button("Opslaan").click()
    expect(carla.page.get_by_text("Dit moment moet nog komen")).to_be_visible()
    carla.write("Einde", _typed(timedelta(hours=1)))
    carla.button("Opslaan").click()
    expect(card.get_by_text("Duurt nog")).to_have_count(0)
    assert carla.violations() == []
    (stored,) = [
        each for each in town.beheer.get("/storingen", params={"pageSize": 100}).json()["results"] if each["toelichting"] == why
    ]
    assert (stored["postvakken"], stored["versie"], stored["tot"] is not None) == ([anna.postvak], 2, True)

    anna.open(anna.mail())
    shown = anna.page.get_by_role("list", name="Storingen bij dit bericht")
    expect(shown).to_have_count(0)
    anna.page.get_by_text("Reserveren, verplaatsen en geschiedenis").click()
    anna.button("Dit is een formeel bericht").click()
    expect(anna.button("Dit is een formeel bericht")).to_have_count(0)
    anna.page.reload()
    expect(shown.get_by_text(why)).to_be_visible()
    assert anna.violations() == []
