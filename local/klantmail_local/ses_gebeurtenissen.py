"""The events of SES to EventBridge about a mail that it took: sent, delivered, bounced, complained about or rejected.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html (the shape of the `detail`)
https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html (the mailbox simulator)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from klantmail_local.aws import REGIO
from klantmail_local.keuring import heeft_virus
from klantmail_local.ses_ontvangst import algemene_koppen, als_json, binnen_grens, iso, lees_koppen
from klantmail_local.ses_verzending import Verzoek, nieuw_bericht_id

ACCOUNT: Final = "000000000000"
_SIMULATOR: Final = "@simulator.amazonses.com"
_SOORTEN: Final = {
    "Send": "Email Sent",
    "Delivery": "Email Delivered",
    "Bounce": "Email Bounced",
    "Complaint": "Email Complaint Received",
    "Reject": "Email Rejected",
}
"""The `detail-type` of the event for each eventType in its detail."""


@dataclass(frozen=True, slots=True)
class Verstuurd:
    """A mail that SES took."""

    verzoek: Verzoek
    bericht_id: str
    tijdstip: datetime
    mail: bytes
    """The mail as it leaves SES."""

    @property
    def geweigerd(self) -> bool:
        """True when SES found a virus in it, and does not deliver it."""
        return heeft_virus(self.verzoek.bron)


def gebeurtenissen(verstuurd: Verstuurd) -> Iterator[dict[str, Any]]:
    """The events in the order in which they come: one Send, and then the fate of the mail at each recipient."""
    yield _gebeurtenis(verstuurd, "Send", {"send": {}})
    if verstuurd.geweigerd:
        yield _gebeurtenis(verstuurd, "Reject", {"reject": {"reason": "Bad content"}})
        return
    for ontvanger in verstuurd.verzoek.ontvangers:
        for soort, inhoud in _lot(verstuurd, ontvanger):
            yield _gebeurtenis(verstuurd, soort, inhoud)


def _lot(verstuurd: Verstuurd, ontvanger: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fate of the mail at one recipient.

    Every address gets its mail here, but for those of the mailbox simulator, labels (`bounce+x@`) included.
    """
    deel, _, domein = ontvanger.lower().rpartition("@")
    wie = deel.partition("+")[0] if f"@{domein}" == _SIMULATOR else ""
    tijdstip = iso(verstuurd.tijdstip + timedelta(seconds=1))
    match wie:
        case "bounce":
            yield "Bounce", _bounce(ontvanger, tijdstip, verstuurd.tijdstip, "General", "smtp; 550 5.1.1 user unknown")
        case "suppressionlist":
            uitleg = "Amazon SES has suppressed sending to this address"
            yield "Bounce", _bounce(ontvanger, tijdstip, verstuurd.tijdstip, "Suppressed", uitleg)
        case "complaint":
            yield "Delivery", _bezorging(ontvanger, tijdstip)
            yield "Complaint", _klacht(ontvanger, tijdstip, verstuurd.tijdstip)
        case _:
            yield "Delivery", _bezorging(ontvanger, tijdstip)


def _bezorging(ontvanger: str, tijdstip: str) -> dict[str, Any]:
    return {
        "delivery": {
            "timestamp": tijdstip,
            "processingTimeMillis": 1000,
            "recipients": [ontvanger],
            "smtpResponse": "250 2.6.0 Message received",
            "remoteMtaIp": "127.0.0.1",
            "reportingMTA": f"a4-1.smtp-out.{REGIO}.amazonses.com",
        }
    }


def _bounce(ontvanger: str, tijdstip: str, verstuurd_op: datetime, subsoort: str, uitleg: str) -> dict[str, Any]:
    return {
        "bounce": {
            "feedbackId": nieuw_bericht_id(verstuurd_op),
            "bounceType": "Permanent",
            "bounceSubType": subsoort,
            "bouncedRecipients": [
                {"emailAddress": ontvanger, "action": "failed", "status": "5.1.1", "diagnosticCode": uitleg},
            ],
            "timestamp": tijdstip,
            "reportingMTA": f"dns; a4-1.smtp-out.{REGIO}.amazonses.com",
        }
    }


def _klacht(ontvanger: str, tijdstip: str, verstuurd_op: datetime) -> dict[str, Any]:
    return {
        "complaint": {
            "feedbackId": nieuw_bericht_id(verstuurd_op),
            "complaintSubType": None,
            "complainedRecipients": [{"emailAddress": ontvanger}],
            "timestamp": tijdstip,
            "userAgent": "Amazon SES Mailbox Simulator",
            "complaintFeedbackType": "abuse",
            "arrivalDate": tijdstip,
        }
    }


def _gebeurtenis(verstuurd: Verstuurd, soort: str, inhoud: dict[str, Any]) -> dict[str, Any]:
    verzoek = verstuurd.verzoek
    alle = lees_koppen(verstuurd.mail)
    koppen, afgekapt = binnen_grens(alle)
    domein = verzoek.van.rpartition("@")[2]
    eigen_tags = {naam: [waarde] for naam, waarde in verzoek.tags.items()}
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": _SOORTEN[soort],
        "source": "aws.ses",
        "account": ACCOUNT,
        "time": verstuurd.tijdstip.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGIO,
        "resources": [f"arn:aws:ses:{REGIO}:{ACCOUNT}:configuration-set/{verzoek.configuratieset}"],
        "detail": {
            "eventType": soort,
            "mail": {
                "timestamp": iso(verstuurd.tijdstip),
                "source": verzoek.van,
                "sourceArn": f"arn:aws:ses:{REGIO}:{ACCOUNT}:identity/{domein}",
                "sendingAccountId": ACCOUNT,
                "messageId": verstuurd.bericht_id,
                "destination": list(verzoek.ontvangers),
                "headersTruncated": afgekapt,
                "headers": als_json(koppen),
                "commonHeaders": algemene_koppen(koppen, {"messageId": verstuurd.bericht_id}),
                "tags": {
                    "ses:operation": ["SendEmail"],
                    "ses:configuration-set": [verzoek.configuratieset],
                    "ses:source-ip": ["127.0.0.1"],
                    "ses:from-domain": [domein],
                    "ses:caller-identity": ["klantmail"],
                    **eigen_tags,
                },
            },
            **inhoud,
        },
    }
