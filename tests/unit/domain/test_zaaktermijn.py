"""The meaning of the term of a zaak for the mail that belongs to it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.zaaktermijn import Archiefnominatie, Zaakreden, Zaaktermijn, waarom_het_bij_de_zaak_blijft

DAG = date(2030, 3, 1)
BLIJVEND, VERNIETIGEN = Archiefnominatie.BLIJVEND_BEWAREN, Archiefnominatie.VERNIETIGEN


@pytest.mark.parametrize(
    ("termijn", "reden"),
    [
        (Zaaktermijn(VERNIETIGEN, date(2030, 2, 28)), None),
        (Zaaktermijn(VERNIETIGEN, DAG), None),
        (Zaaktermijn(VERNIETIGEN, date(2030, 3, 2)), Zaakreden.TERMIJN_LOOPT),
        (Zaaktermijn(VERNIETIGEN, None), Zaakreden.GEEN_DATUM),
        (Zaaktermijn(None, date(2030, 2, 28)), Zaakreden.GEEN_DATUM),
        (Zaaktermijn(None, None), Zaakreden.GEEN_DATUM),
        (Zaaktermijn(BLIJVEND, None), Zaakreden.BLIJVEND_BEWAREN),
        (Zaaktermijn(BLIJVEND, date(2030, 2, 28)), Zaakreden.BLIJVEND_BEWAREN),
        (Zaakreden.NIET_GELEZEN, Zaakreden.NIET_GELEZEN),
    ],
)
def test_a_mail_may_go_when_its_zaak_is_to_be_destroyed_and_its_day_has_come(
    termijn: Zaaktermijn | Zaakreden, reden: Zaakreden | None
) -> None:
    assert waarom_het_bij_de_zaak_blijft([termijn], DAG) is reden


_TERMIJNEN = st.sampled_from(Zaakreden) | st.builds(
    Zaaktermijn,
    st.none() | st.sampled_from(Archiefnominatie),
    st.none() | st.dates(date(2029, 1, 1), date(2031, 1, 1)),
)


@given(st.lists(_TERMIJNEN, max_size=5), _TERMIJNEN)
def test_one_zaak_that_is_kept_keeps_the_mail_whatever_the_others_say(
    others: list[Zaaktermijn | Zaakreden], one: Zaaktermijn | Zaakreden
) -> None:
    alleen, samen = (waarom_het_bij_de_zaak_blijft(termijnen, DAG) for termijnen in ([one], [*others, one]))
    assert alleen is None or samen is not None
    if samen is None:
        assert all(
            isinstance(termijn, Zaaktermijn)
            and termijn.archiefnominatie is VERNIETIGEN
            and termijn.archiefactiedatum
            and termijn.archiefactiedatum <= DAG
            for termijn in (*others, one)
        )
