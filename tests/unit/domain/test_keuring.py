"""The judgement of the malware scanner decides who may use a file."""

import pytest

from klantmail.domain.fouten import DreigingGevonden, NietTeKeuren, NogNietGekeurd, Toestandsfout
from klantmail.domain.keuring import Keuroordeel, bezwaar_tegen_gebruik
from klantmail.domain.medewerker import Medewerker
from tests.support.builders import ANNA, BEHEER


@pytest.mark.parametrize(
    ("oordeel", "medewerker", "expected"),
    [
        (Keuroordeel.SCHOON, ANNA, None),
        (Keuroordeel.SCHOON, None, None),
        (Keuroordeel.NOG_NIET, ANNA, NogNietGekeurd),
        (Keuroordeel.NOG_NIET, BEHEER, NogNietGekeurd),
        (Keuroordeel.DREIGING, ANNA, DreigingGevonden),
        (Keuroordeel.DREIGING, BEHEER, DreigingGevonden),
        (Keuroordeel.NIET_TE_KEUREN, ANNA, NietTeKeuren),
        (Keuroordeel.NIET_TE_KEUREN, None, NietTeKeuren),
        (Keuroordeel.NIET_TE_KEUREN, BEHEER, None),
    ],
)
def test_only_a_clean_file_is_for_everybody(
    oordeel: Keuroordeel, medewerker: Medewerker | None, expected: type[Toestandsfout] | None
) -> None:
    bezwaar = bezwaar_tegen_gebruik(oordeel, medewerker)
    assert type(bezwaar) is (expected or type(None))
