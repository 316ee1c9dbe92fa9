"""AWS's events as values of the domain."""

from email.utils import parseaddr

from aws_lambda_powertools.utilities.data_classes.ses_event import SESEventRecord

from klantmail.domein import Verdicts
from klantmail.ontleding import Adres
from klantmail.ontvangen import Melding
from klantmail.tijd import uit_tekst


def melding_van(record: SESEventRecord) -> Melding:
    """One record of the event that an SES receipt rule's Lambda action sends.

    https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
    """
    mail, ontvangst = record.ses.mail, record.ses.receipt
    koppen = mail.common_headers
    # The sender before the mail has been read by our own reader; shown as it is when reading should fail.
    naam, adres = parseaddr(next(iter(koppen.get_from), ""))
    return Melding(
        ses_bericht_id=mail.message_id,
        ontvangen_op=uit_tekst(mail.timestamp),
        ontvangers=tuple(ontvangst.recipients),
        onderwerp=_een_regel(koppen.subject or ""),
        afzender=Adres(_een_regel(naam), adres or mail.source),
        verdicts=Verdicts(
            spf=ontvangst.spf_verdict.status,
            dkim=ontvangst.dkim_verdict.status,
            dmarc=ontvangst.dmarc_verdict.status,
            spam=ontvangst.spam_verdict.status,
            virus=ontvangst.virus_verdict.status,
        ),
    )


def _een_regel(tekst: str) -> str:
    return " ".join("".join(teken if teken.isprintable() else " " for teken in tekst).split())
