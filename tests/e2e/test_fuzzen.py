"""A short run of `make fuzz-api` on the deployed stack: the same checks and explanations, always the same cases."""

from pathlib import Path

import pytest

from klantmail.domain.medewerker import Rol
from openapi.operaties import OPERATIES
from tests.e2e.conftest import Town
from tests.proofs.fuzzapi.fuzzer import Pass, fuzz


@pytest.mark.short_proof
def test_no_request_of_a_fuzzer_gets_an_answer_that_the_description_does_not_know(town: Town, tmp_path: Path) -> None:
    names = [each.naam for each in OPERATIES.values() if Rol.KCC_MEDEWERKER in each.rollen]
    tally = fuzz(town.environment, [Pass(Rol.KCC_MEDEWERKER, names, 2)], tmp_path, "--seed=1", "--phases=examples,fuzzing")
    assert not tally.failed, "what was found stands above"
    assert {operation for operation, *_ in tally.cases} == {each.route for each in OPERATIES.values() if each.naam in names}
