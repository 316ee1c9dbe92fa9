"""The findings of checkov that stay, each with its reason."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Explained:
    """A check that the template fails, and the reason.

    Args:
        check: the id of the check.
        resources: the resources that may fail it, as checkov names them; one that ends in `.` stands for every resource
            of its type.
        reason: the reason why that stays.
    """

    check: str
    resources: tuple[str, ...]
    reason: str

    def covering(self, check: str, resource: str) -> str | None:
        """Return the one of `resources` that stands for this one; None when it does not explain that."""
        if check != self.check:
            return None
        return next((one for one in self.resources if resource == one or (one.endswith(".") and resource.startswith(one))), None)


_FUNCTIONS: Final = ("AWS::Lambda::Function.",)

EXPLAINED: Final = (
    Explained(
        "CKV_AWS_18",
        ("AWS::S3::Bucket.Intake", "AWS::S3::Bucket.Archief", "AWS::S3::Bucket.Uploads", "AWS::S3::Bucket.Werkplek"),
        "Access logging. Only the roles of the functions and links of minutes reach the buckets, and every link that is given "
        "leaves an audit line. An account that wants more has the data events of CloudTrail.",
    ),
    Explained(
        "CKV_AWS_21",
        ("AWS::S3::Bucket.Intake", "AWS::S3::Bucket.Uploads"),
        "Versioning. What was taken in or sent is in the archive, which has versions; here they would be mail that was removed, "
        "kept after all.",
    ),
    Explained(
        "CKV_AWS_27",
        ("AWS::SQS::Queue.",),
        "A key of our own. The queues are encrypted with keys of SQS, which this check does not know. With ours the last word on "
        "what failed would be lost whenever a role, EventBridge or the Scheduler lacked a right to the key.",
    ),
    Explained(
        "CKV_AWS_86",
        ("AWS::CloudFront::Distribution.WerkplekDistributie",),
        "Access logging. The page is the same for everybody and holds nothing of anybody; who did what stands in the log of the "
        "API. A log of CloudFront would keep the addresses of agents for nothing.",
    ),
    Explained(
        "CKV_AWS_174",
        ("AWS::CloudFront::Distribution.WerkplekDistributie",),
        "TLS 1.2. It is the least with Werkplekdomein. The address that CloudFront gives takes what CloudFront chooses, which "
        "nobody can change; it is for trying out.",
    ),
    Explained(
        "CKV_AWS_73",
        ("AWS::ApiGateway::Stage.Apiv1Stage",),
        "X-Ray. It is there with the parameter MetTracering, off by default: a trace of each request would be a quarter of what "
        "a mail costs, and the logs tell of each request already.",
    ),
    Explained(
        "CKV_AWS_115",
        _FUNCTIONS,
        "Reserved concurrency. It takes from all other functions of the account. The API is throttled at the gateway, the stream "
        "has one invocation a shard, and what waits in the intake waits safely.",
    ),
    Explained(
        "CKV_AWS_116",
        _FUNCTIONS,
        "A dead-letter queue. What runs on events has a destination for failures with an alarm, which this check does not know "
        "(tests/unit/template/test_template.py holds them to it). The others answer a caller, who hears of an error.",
    ),
    Explained(
        "CKV_AWS_117",
        _FUNCTIONS,
        "A VPC. The functions open no port, and reach APIs of AWS with a role and the Zaken API over TLS with a token. A VPC "
        "would need endpoints or a NAT gateway for the same: more that can fail.",
    ),
    Explained(
        "CKV_AWS_120",
        ("AWS::ApiGateway::Stage.Apiv1Stage",),
        "Caching in the gateway. Answers differ by login and hold personal data: they are no-store, and ETags save the work.",
    ),
)
