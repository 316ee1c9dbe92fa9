"""The state that the sender of a change expects (RFC 9110 section 13.1)."""

import pytest

from klantmail.api.voorwaarde import vereiste_voorwaarde, voorwaarde_van
from klantmail.domain.concept import Concept, Voorwaarde
from klantmail.domain.fouten import OngeldigeInvoer, VoorwaardeOntbreekt
from tests.support.builders import concept

NU = concept("Nu")


@pytest.mark.parametrize(
    ("headers", "huidig", "geldt"),
    [
        ({"If-None-Match": "*"}, None, True),
        ({"If-None-Match": " * "}, NU, False),
        ({"If-Match": f'"{NU.versie}"'}, NU, True),
        ({"If-Match": f'"{NU.versie}"'}, None, False),
        ({"If-Match": f'"{NU.versie}"'}, concept("Later"), False),
        ({"If-Match": f'"x", "{NU.versie}"'}, NU, True),
        ({"If-Match": f'W/"{NU.versie}"'}, NU, False),
        ({"If-Match": "geen kenmerk"}, NU, False),
        ({"If-Match": ""}, NU, False),
        ({"If-Match": "*"}, NU, True),
        ({"If-Match": "*"}, None, False),
    ],
)
def test_a_condition_holds_for_the_state_that_it_names(headers: dict[str, str], huidig: Concept | None, geldt: bool) -> None:
    assert vereiste_voorwaarde(headers).geldt_voor(huidig) is geldt


def test_a_change_that_must_say_what_it_replaces_is_refused_without() -> None:
    assert voorwaarde_van({}) is None
    with pytest.raises(VoorwaardeOntbreekt):
        vereiste_voorwaarde({})


@pytest.mark.parametrize("headers", [{"If-None-Match": '"x"'}, {"If-None-Match": "*", "If-Match": '"x"'}])
def test_a_condition_that_a_change_cannot_have_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(OngeldigeInvoer):
        voorwaarde_van(headers)


def test_the_version_tells_text_and_moment_apart() -> None:
    assert concept("Een").versie == concept("Een").versie != concept("Ander").versie
    assert Voorwaarde(True, frozenset({NU.versie})).geldt_voor(NU)
