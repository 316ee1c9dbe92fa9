"""The smoke test's own parts. What it sees of a stack is shown by `tests/e2e/test_smoke.py`."""

from contextlib import ExitStack
from email import message_from_bytes, policy

import pytest

from tools.deployed import Deployed
from tools.smoke.__main__ import main
from tools.smoke.checks import _LARGE, _LARGE_UPLOAD
from tools.smoke.mails import of_size
from tools.smoke.operating import second
from tools.smoke.place import Place
from tools.smoke.report import Check, Failed, Skipped, run


def _fails(_: object) -> str:
    raise Failed("another status")


def _breaks(_: object) -> str:
    raise KeyError("identificatie")


def _skips(_: object) -> str:
    raise Skipped("not here")


def test_every_check_is_made_and_said_by_name_whatever_became_of_the_others() -> None:
    said: list[str] = []
    checks = [Check("one", _fails), Check("two", _breaks), Check("three", _skips), Check[object]("four", lambda _: "seen")]
    outcomes = run(checks, object(), said.append)
    assert [one.verdict for one in outcomes] == ["failed", "failed", "skipped", "held"]
    assert said == [
        "✗ one: another status",
        "✗ two: KeyError: 'identificatie'",
        "- three: not here",
        "✓ four: seen",
        "1 held, 2 failed, 1 skipped",
    ]


def test_the_large_mail_and_the_large_reply_are_nearly_what_ses_takes() -> None:
    _, source = of_size("a@burger.example", "b@burger.example", "c@gemeente.example", _LARGE)
    assert _LARGE - 1000 < len(source) <= _LARGE
    assert message_from_bytes(source, policy=policy.default)["Reply-To"] == "b@burger.example"
    assert _LARGE - 30_000 < _LARGE_UPLOAD // 57 * 78 <= _LARGE


def _place(**parameters: str) -> Place:
    stack = Deployed("klantmail", "eu-west-1", "123456789012", parameters, {})
    return Place(stack, lambda service: pytest.fail(f"{service} was asked"), None, patience=1, cleaning=ExitStack())


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"Aanmelding": "saml", "MfaVerplicht": "nee"}, "municipality's own login"),
        ({"Aanmelding": "cognito", "MfaVerplicht": "ja"}, "second factor"),
    ],
)
def test_a_login_that_a_program_cannot_make_is_skipped_by_name(parameters: dict[str, str], why: str) -> None:
    with pytest.raises(Skipped, match=why):
        _ = _place(**parameters).token


def test_no_second_stack_is_looked_for_unless_it_is_named() -> None:
    with pytest.raises(Skipped, match="SECOND"):
        second(_place(), "")


def test_without_a_system_here_it_says_so(tmp_path: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--here", f"{tmp_path}/omgeving.json"]) == 2
    assert "no stack to look at" in capsys.readouterr().err
