import pytest

from klantmail_local.storingen import Soort, Storing, Storingen


def test_faults_come_in_the_order_in_which_they_were_asked_for_and_then_stop() -> None:
    storingen = Storingen()
    storingen.plan(Soort.TE_DRUK, aantal=2)
    storingen.plan("vertragen", seconden=3)
    assert [storingen.volgende(b"") for _ in range(4)] == [
        Storing(Soort.TE_DRUK, aangenomen=False),
        Storing(Soort.TE_DRUK, aangenomen=False),
        Storing(Soort.VERTRAGEN, aangenomen=True, seconden=3),
        None,
    ]


def test_a_fault_for_one_recipient_lets_the_mail_of_others_pass() -> None:
    storingen = Storingen()
    storingen.plan(Soort.GEWEIGERD, aan="jan@burger.example")
    storingen.plan(Soort.TE_DRUK)
    to_others, to_jan = b'{"ToAddresses": ["piet@burger.example"]}', b'{"ToAddresses": ["jan@burger.example"]}'
    assert [one and one.soort for one in map(storingen.volgende, (to_others, to_others, to_jan, to_jan))] == [
        Soort.TE_DRUK,
        None,
        Soort.GEWEIGERD,
        None,
    ]


def test_faults_can_be_forgotten() -> None:
    storingen = Storingen()
    storingen.plan(Soort.HANGEN)
    storingen.vergeet()
    assert storingen.volgende(b"") is None


def test_a_cut_connection_leaves_open_whether_the_mail_went_out() -> None:
    storingen = Storingen()
    storingen.plan(Soort.VERBREKEN)
    storingen.plan(Soort.VERBREKEN, aangenomen=False)
    assert [storing.aangenomen for storing in storingen.wachtend] == [True, False]


@pytest.mark.parametrize(
    "fields",
    [
        {"soort": "onbekend"},
        {"soort": "geweigerd", "aangenomen": True},
        {"soort": "te_druk", "aangenomen": True},
        {"soort": "vertragen", "aangenomen": False},
    ],
)
def test_a_fault_that_contradicts_itself_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Storing.uit(fields)
