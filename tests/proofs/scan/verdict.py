"""A scanner's findings, compared with those that are explained."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.proofs.scan.explained import Explained


@dataclass(frozen=True, slots=True)
class Finding:
    """A resource that fails a check."""

    check: str
    name: str
    resource: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings, judged. Args: not_needed: check and resource of what is explained and was not found."""

    explained: Mapping[Explained, int]
    unexplained: Sequence[Finding]
    not_needed: Sequence[str]


def judge(findings: Iterable[Finding], explained: Sequence[Explained]) -> Verdict:
    """Judge the findings: each has to be explained.

    Every explanation has to be needed, down to each resource that it names.
    """
    counted: Counter[Explained] = Counter()
    unexplained: list[Finding] = []
    not_needed = {(one.check, resource) for one in explained for resource in one.resources}
    for finding in findings:
        for one in explained:
            if (resource := one.covering(finding.check, finding.resource)) is not None:
                counted[one] += 1
                not_needed.discard((one.check, resource))
                break
        else:
            unexplained.append(finding)
    return Verdict(counted, unexplained, sorted(f"{check} of {resource}" for check, resource in not_needed))
