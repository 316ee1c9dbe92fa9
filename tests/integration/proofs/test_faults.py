"""The fault matrix keeps working, and notices when a guard is gone. The whole of it is `make faults`."""

import pytest

from tests.support.matrix import run_matrix

_ZONDER_INZAGE = """
from klantmail.adapters.dynamodb import afhandelingen
afhandelingen.onder_deze_inzage = lambda inzage: afhandelingen.EmailberichtItem.pk.exists()
"""
_TWIJFEL_IS_NEE = """
from klantmail.adapters import ses
ses._uit_antwoord = lambda fout: ses.NietVerzonden("5xx", tijdelijk=True)
"""
_BOTSING_IS_ER = """
from klantmail.adapters import s3
een_poging = s3.S3Archief._staat_er
s3.S3Archief._staat_er = lambda *opdracht: een_poging(*opdracht) or True
"""


@pytest.mark.short_proof
def test_no_fault_at_any_call_breaks_a_promise() -> None:
    code, output = run_matrix("taak afronden")
    assert (code, "promises broken: 0" in output) == (0, True), output


@pytest.mark.short_proof
@pytest.mark.parametrize(
    ("before", "case", "kinds", "belofte"),
    [
        (_ZONDER_INZAGE, "geen klantcontact", "another", "1: "),
        (_TWIJFEL_IS_NEE, "verzenden", "error after", "3: "),
        (_BOTSING_IS_ER, "ontvangen", "conflict", "2: "),
    ],
    ids=["an outcome of any inzage", "a doubtful attempt is sent again", "a write that met another counts as stored"],
)
def test_a_guard_that_is_gone_is_noticed(before: str, case: str, kinds: str, belofte: str) -> None:
    code, output = run_matrix(case, kinds, before=before)
    assert code == 1, output
    assert "without a verdict 0" in output
    assert any(line.startswith("BROKEN") and belofte in line for line in output.splitlines()), output
