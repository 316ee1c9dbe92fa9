"""AWS's events as values of the domain."""

import json
from collections.abc import Mapping, Sequence
from email.utils import parseaddr, quote
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from aws_lambda_powertools.utilities.data_classes.ses_event import SESEventRecord

from klantmail.domain.aanmelding import Aanmelding, Gebruiker
from klantmail.domain.emailbericht import Melding, Verdicts
from klantmail.domain.tijd import als_tekst, uit_tekst
from klantmail.usecases.nazorg.bezorgen import Bezorggebeurtenis, Gebeurtenissoort
from ontleden.ontleding import MAX_ADRES, MAX_NAAM, MAX_ONDERWERP, Adres, ingekort

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.cognito_user_pool_event import PreTokenGenerationTriggerEvent


def aanmelding_van(token: "PreTokenGenerationTriggerEvent") -> Aanmelding:
    """Read the event that Cognito sends before it makes tokens.

    Somebody comes in by another login over the login page (`HostedAuth`); Cognito knows them as EXTERNAL_PROVIDER.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
    """
    kenmerken = token.request.user_attributes
    van_elders = kenmerken.get("cognito:user_status") == "EXTERNAL_PROVIDER"
    return Aanmelding(
        gebruiker=Gebruiker(token.user_pool_id, token.user_name),
        groepen=tuple(token.request.group_configuration.groups_to_override),
        is_van_gemeente=van_elders and token.trigger_source == "TokenGeneration_HostedAuth",
        rolclaim=kenmerken.get("custom:rollen", ""),
    )


def melding_van(record: SESEventRecord) -> Melding:
    """Read one record of the event that an SES receipt rule's Lambda action sends.

    A subject, name or address of any length is cut as the reader cuts it. The mail is listed with them before it is
    read, and an item of the table has room for 400 KB.

    https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
    """
    mail, ontvangst = record.ses.mail, record.ses.receipt
    koppen = mail.common_headers
    # This is the sender before our own reader has read the mail. It is shown as it is when reading fails.
    naam, adres = parseaddr(next(iter(koppen.get("from") or ()), ""))  # a mail may have no From at all
    return Melding(
        ses_bericht_id=mail.message_id,
        ontvangen_op=uit_tekst(mail.timestamp),
        ontvangers=tuple(ontvangst.recipients),
        onderwerp=ingekort(_een_regel(koppen.get("subject") or ""), MAX_ONDERWERP),
        afzender=Adres(ingekort(_een_regel(naam), MAX_NAAM), next(filter(_kan_bestaan, (adres, mail.source)), "")),
        verdicts=Verdicts(
            spf=ontvangst.spf_verdict.status,
            dkim=ontvangst.dkim_verdict.status,
            dmarc=ontvangst.dmarc_verdict.status,
            spam=ontvangst.spam_verdict.status,
            virus=ontvangst.virus_verdict.status,
        ),
    )


def _kan_bestaan(adres: str) -> bool:
    return 0 < len(adres) <= MAX_ADRES


def _een_regel(tekst: str) -> str:
    return " ".join("".join(teken if teken.isprintable() else " " for teken in tekst).split())


def ses_gebeurtenis(melding: Melding) -> dict[str, Any]:
    """Make the event that `melding_van` reads as `melding`, to take in a mail whose own event was lost."""
    afzender = f'"{quote(melding.afzender.naam)}" <{melding.afzender.adres}>'
    verdicts = melding.verdicts
    return {
        "Records": [
            {
                "eventSource": "aws:ses",
                "eventVersion": "1.0",
                "ses": {
                    "mail": {
                        "timestamp": als_tekst(melding.ontvangen_op),
                        "source": melding.afzender.adres,
                        "messageId": melding.ses_bericht_id,
                        "destination": list(melding.ontvangers),
                        "commonHeaders": {"from": [afzender], "subject": melding.onderwerp},
                    },
                    "receipt": {
                        "timestamp": als_tekst(melding.ontvangen_op),
                        "recipients": list(melding.ontvangers),
                        "spfVerdict": {"status": verdicts.spf},
                        "dkimVerdict": {"status": verdicts.dkim},
                        "dmarcVerdict": {"status": verdicts.dmarc},
                        "spamVerdict": {"status": verdicts.spam},
                        "virusVerdict": {"status": verdicts.virus},
                    },
                },
            }
        ]
    }


TAG_VERZENDING: Final = "verzending"
TAG_POGING: Final = "poging"
"""The tags under which every mail is sent, and by which its events come back."""


def mislukt_in(tekst: str) -> tuple[tuple[str, ...], UUID | None]:
    """Read what an event of SES that failed is about: SES's ids of received mails, and the verzending.

    It stands in its queue as it is (EventBridge), or in what Lambda says of its failed invocation. Whatever is not
    understood is about nothing.

    https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    """
    try:
        bericht = json.loads(tekst)
        gebeurtenis = bericht.get("requestPayload", bericht)
        ontvangen = tuple(str(een["ses"]["mail"]["messageId"]) for een in gebeurtenis.get("Records", ()))
        tags = gebeurtenis.get("detail", {}).get("mail", {}).get("tags", {}).get(TAG_VERZENDING)
        return ontvangen, UUID(tags[0]) if tags else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return (), None


def ses_maildomein(regio: str) -> str:
    """Domain of the Message-IDs that SES makes in a region.

    https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
    """
    return "email.amazonses.com" if regio == "us-east-1" else f"{regio}.amazonses.com"


def bezorggebeurtenis_van(detail: Mapping[str, Any], maildomein: str) -> Bezorggebeurtenis | None:
    """Read the `detail` of an SES event from EventBridge.

    It returns None when the event is not about a mail of ours, or is of a kind that we do not take.

    Args:
        maildomein: domain of the Message-IDs that SES makes in this region.

    https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
    """
    mail = detail["mail"]
    tags: Mapping[str, Sequence[str]] = mail.get("tags", {})
    soort = detail["eventType"]
    if soort not in set(Gebeurtenissoort) or not tags.get(TAG_VERZENDING) or not tags.get(TAG_POGING):
        return None
    uitleg: Mapping[str, Any] = detail.get(soort[0].lower() + soort[1:], {})
    return Bezorggebeurtenis(
        soort=Gebeurtenissoort(soort),
        verzending=UUID(tags[TAG_VERZENDING][0]),
        poging=int(tags[TAG_POGING][0]),
        bericht_id=f"<{mail['messageId']}@{maildomein}>",
        verzonden_op=uit_tekst(mail["timestamp"]),
        tijdstip=uit_tekst(uitleg.get("timestamp", mail["timestamp"])),
        ontvangers=tuple(_ontvangers(Gebeurtenissoort(soort), uitleg, mail["destination"])),
    )


def _ontvangers(soort: Gebeurtenissoort, uitleg: Mapping[str, Any], bestemming: Sequence[str]) -> list[tuple[str, str]]:
    """Address and reason of the recipients that the event is about."""
    match soort:
        case Gebeurtenissoort.SEND:
            return []
        case Gebeurtenissoort.DELIVERY:
            return [(adres, "") for adres in uitleg["recipients"]]
        case Gebeurtenissoort.DELIVERY_DELAY:
            reden = uitleg.get("delayType", "")
            return [(o["emailAddress"], o.get("diagnosticCode") or reden) for o in uitleg["delayedRecipients"]]
        case Gebeurtenissoort.BOUNCE:
            reden = f"{uitleg.get('bounceType', '')} {uitleg.get('bounceSubType', '')}".strip()
            return [(o["emailAddress"], o.get("diagnosticCode") or reden) for o in uitleg["bouncedRecipients"]]
        case Gebeurtenissoort.COMPLAINT:
            reden = uitleg.get("complaintFeedbackType") or ""
            return [(o["emailAddress"], reden) for o in uitleg["complainedRecipients"]]
        case Gebeurtenissoort.REJECT:
            return [(adres, uitleg.get("reason", "")) for adres in bestemming]
