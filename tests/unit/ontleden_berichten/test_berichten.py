"""Our own test mails are read as a person reads them. `make berichten` shows them in a table."""

from pathlib import Path

import pytest

from klantmail.ontleden import ontleed
from tests.berichten.vergelijk import gevallen, verschillen, verwachting


@pytest.mark.parametrize("bericht", gevallen(), ids=lambda pad: f"{pad.parent.name}/{pad.stem}")
def test_a_mail_is_read_as_a_person_reads_it(bericht: Path) -> None:
    assert verschillen(ontleed(bericht.read_bytes()), verwachting(bericht)) == []
