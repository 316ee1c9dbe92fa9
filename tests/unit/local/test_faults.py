import pytest

from klantmail_local.faults import Fault, FaultKind, Faults


def test_faults_come_in_the_order_in_which_they_were_asked_for_and_then_stop() -> None:
    faults = Faults()
    faults.plan(FaultKind.TOO_BUSY, count=2)
    faults.plan("vertragen", seconds=3)
    assert [faults.take_next(b"") for _ in range(4)] == [
        Fault(FaultKind.TOO_BUSY, accepted=False),
        Fault(FaultKind.TOO_BUSY, accepted=False),
        Fault(FaultKind.DELAY, accepted=True, seconds=3),
        None,
    ]


def test_a_fault_for_one_recipient_lets_the_mail_of_others_pass() -> None:
    faults = Faults()
    faults.plan(FaultKind.REJECTED, to="jan@burger.example")
    faults.plan(FaultKind.TOO_BUSY)
    to_others, to_jan = b'{"ToAddresses": ["piet@burger.example"]}', b'{"ToAddresses": ["jan@burger.example"]}'
    assert [one and one.kind for one in map(faults.take_next, (to_others, to_others, to_jan, to_jan))] == [
        FaultKind.TOO_BUSY,
        None,
        FaultKind.REJECTED,
        None,
    ]


def test_faults_can_be_forgotten() -> None:
    faults = Faults()
    faults.plan(FaultKind.HANG)
    faults.forget()
    assert faults.take_next(b"") is None


def test_a_cut_connection_leaves_open_whether_the_mail_went_out() -> None:
    faults = Faults()
    faults.plan(FaultKind.CUT)
    faults.plan(FaultKind.CUT, accepted=False)
    assert [fault.accepted for fault in faults.waiting] == [True, False]


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
        Fault.parse(fields)
