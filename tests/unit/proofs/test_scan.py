"""The findings of the scanners are explained, one by one, or mended."""

from tests.proofs.scan.explained import Explained
from tests.proofs.scan.verdict import Finding, judge

QUEUE = Explained("CKV_1", ("AWS::SQS::Queue.Een", "AWS::SQS::Queue.Twee"), "They are ours.")
FUNCTIONS = Explained("CKV_2", ("AWS::Lambda::Function.",), "They are short.")


def _finding(check: str, resource: str) -> Finding:
    return Finding(check, "What was looked at", resource)


def test_what_is_found_and_explained_is_right() -> None:
    found = [_finding("CKV_1", f"AWS::SQS::Queue.{name}") for name in ("Een", "Twee")]
    found += [_finding("CKV_2", f"AWS::Lambda::Function.{name}") for name in ("Inzien", "Taken")]
    verdict = judge(found, [QUEUE, FUNCTIONS])
    assert dict(verdict.explained) == {QUEUE: 2, FUNCTIONS: 2}
    assert (verdict.unexplained, verdict.not_needed) == ([], [])


def test_an_explanation_is_of_its_own_check_and_resource_only() -> None:
    other_check, other_resource = _finding("CKV_3", "AWS::SQS::Queue.Een"), _finding("CKV_1", "AWS::SQS::Queue.EenMeer")
    assert judge([other_check, other_resource], [QUEUE]).unexplained == [other_check, other_resource]


def test_an_explanation_of_what_is_found_no_more_has_to_go() -> None:
    verdict = judge([_finding("CKV_1", "AWS::SQS::Queue.Een")], [QUEUE, FUNCTIONS])
    assert verdict.not_needed == ["CKV_1 of AWS::SQS::Queue.Twee", "CKV_2 of AWS::Lambda::Function."]
