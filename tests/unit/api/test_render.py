"""Records as the API answers them."""

from dataclasses import replace
from datetime import UTC, datetime

from klantmail.api.render.informatieobject import render_informatieobject
from tests.support.builders import document


def test_a_document_of_half_past_midnight_bears_the_day_that_it_was_here() -> None:
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    fields = render_informatieobject(
        replace(document(), creatiedatum=moment, ontvangstdatum=moment, verzenddatum=moment),
    )
    days = fields["creatiedatum"], fields["integriteit"]["datum"], fields["ontvangstdatum"], fields["verzenddatum"]
    assert days == ("2027-01-01",) * 4
