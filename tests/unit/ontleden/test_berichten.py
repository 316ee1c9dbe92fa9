"""Our own test mails are read as a person reads them. `make berichten` shows them in a table."""

from pathlib import Path

import pytest

from ontleden.lezen import ontleed
from tests.berichten.bron import alle
from tests.berichten.maak import bestanden
from tests.berichten.vergelijk import HIER, gevallen, verschillen, verwachting


@pytest.mark.parametrize("bericht", gevallen(), ids=lambda pad: f"{pad.parent.name}/{pad.stem}")
def test_a_mail_is_read_as_a_person_reads_it(bericht: Path) -> None:
    assert verschillen(ontleed(bericht.read_bytes()), verwachting(bericht)) == []


def test_the_mails_are_those_that_their_maker_writes() -> None:
    op_schijf = {str(pad.relative_to(HIER)): pad.read_bytes() for pad in [*HIER.glob("*/*.eml"), *HIER.glob("*/*.json")]}
    assert bestanden(alle()) == op_schijf


def test_an_expectation_that_is_not_met_is_told() -> None:
    uit = ontleed(b"Subject: Vraag\r\n\r\nHallo.")
    verwacht = {
        "onderwerp": "Klacht",
        "inhoud": "Dag.",
        "inhoudBevat": ["Dag"],
        "onderwerpNiet": ["vraag"],
        "bijlagen": [{}],
        "waarschuwingen": ["x"],
    }
    assert len(verschillen(uit, verwacht)) == len(verwacht)
