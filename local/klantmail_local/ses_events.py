"""The events of SES to EventBridge about a mail that it took: sent, delivered, bounced, complained about or rejected.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html (the shape of the `detail`)
https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html (the mailbox simulator)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from klantmail_local.aws import REGION
from klantmail_local.ses_receiving import as_json, common_headers, iso, read_headers, within_limit
from klantmail_local.ses_sending import Sending, new_message_id
from klantmail_local.verdicts import has_virus

ACCOUNT: Final = "000000000000"
_SIMULATOR: Final = "@simulator.amazonses.com"
_DETAIL_TYPES: Final = {
    "Send": "Email Sent",
    "Delivery": "Email Delivered",
    "Bounce": "Email Bounced",
    "Complaint": "Email Complaint Received",
    "Reject": "Email Rejected",
}
"""The `detail-type` of the event for each eventType in its detail."""


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail that SES took."""

    sending: Sending
    message_id: str
    moment: datetime
    mail: bytes
    """The mail as it leaves SES."""

    @property
    def rejected(self) -> bool:
        """True when SES found a virus in it, and does not deliver it."""
        return has_virus(self.sending.raw)


def events(sent: SentMail) -> Iterator[dict[str, Any]]:
    """The events in the order in which they come: one Send, and then the fate of the mail at each recipient."""
    yield _event(sent, "Send", {"send": {}})
    if sent.rejected:
        yield _event(sent, "Reject", {"reject": {"reason": "Bad content"}})
        return
    for ontvanger in sent.sending.ontvangers:
        for kind, content in _fate(sent, ontvanger):
            yield _event(sent, kind, content)


def _fate(sent: SentMail, ontvanger: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fate of the mail at one recipient.

    Every address gets its mail here, but for those of the mailbox simulator, labels (`bounce+x@`) included.
    """
    local_part, _, domain = ontvanger.lower().rpartition("@")
    who = local_part.partition("+")[0] if f"@{domain}" == _SIMULATOR else ""
    moment = iso(sent.moment + timedelta(seconds=1))
    match who:
        case "bounce":
            yield "Bounce", _bounce(ontvanger, moment, sent.moment, "General", "smtp; 550 5.1.1 user unknown")
        case "suppressionlist":
            explanation = "Amazon SES has suppressed sending to this address"
            yield "Bounce", _bounce(ontvanger, moment, sent.moment, "Suppressed", explanation)
        case "complaint":
            yield "Delivery", _delivery(ontvanger, moment)
            yield "Complaint", _complaint(ontvanger, moment, sent.moment)
        case _:
            yield "Delivery", _delivery(ontvanger, moment)


def _delivery(ontvanger: str, moment: str) -> dict[str, Any]:
    return {
        "delivery": {
            "timestamp": moment,
            "processingTimeMillis": 1000,
            "recipients": [ontvanger],
            "smtpResponse": "250 2.6.0 Message received",
            "remoteMtaIp": "127.0.0.1",
            "reportingMTA": f"a4-1.smtp-out.{REGION}.amazonses.com",
        }
    }


def _bounce(ontvanger: str, moment: str, sent_at: datetime, subtype: str, explanation: str) -> dict[str, Any]:
    return {
        "bounce": {
            "feedbackId": new_message_id(sent_at),
            "bounceType": "Permanent",
            "bounceSubType": subtype,
            "bouncedRecipients": [
                {"emailAddress": ontvanger, "action": "failed", "status": "5.1.1", "diagnosticCode": explanation},
            ],
            "timestamp": moment,
            "reportingMTA": f"dns; a4-1.smtp-out.{REGION}.amazonses.com",
        }
    }


def _complaint(ontvanger: str, moment: str, sent_at: datetime) -> dict[str, Any]:
    return {
        "complaint": {
            "feedbackId": new_message_id(sent_at),
            "complaintSubType": None,
            "complainedRecipients": [{"emailAddress": ontvanger}],
            "timestamp": moment,
            "userAgent": "Amazon SES Mailbox Simulator",
            "complaintFeedbackType": "abuse",
            "arrivalDate": moment,
        }
    }


def _event(sent: SentMail, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    sending = sent.sending
    all_headers = read_headers(sent.mail)
    headers, truncated = within_limit(all_headers)
    domain = sending.sender.rpartition("@")[2]
    own_tags = {name: [value] for name, value in sending.tags.items()}
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": _DETAIL_TYPES[kind],
        "source": "aws.ses",
        "account": ACCOUNT,
        "time": sent.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/{sending.configuration_set}"],
        "detail": {
            "eventType": kind,
            "mail": {
                "timestamp": iso(sent.moment),
                "source": sending.sender,
                "sourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/{domain}",
                "sendingAccountId": ACCOUNT,
                "messageId": sent.message_id,
                "destination": list(sending.ontvangers),
                "headersTruncated": truncated,
                "headers": as_json(headers),
                "commonHeaders": common_headers(headers, {"messageId": sent.message_id}),
                "tags": {
                    "ses:operation": ["SendEmail"],
                    "ses:configuration-set": [sending.configuration_set],
                    "ses:source-ip": ["127.0.0.1"],
                    "ses:from-domain": [domain],
                    "ses:caller-identity": ["klantmail"],
                    **own_tags,
                },
            },
            **content,
        },
    }
