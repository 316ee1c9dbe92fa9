"""The SMTP inlet: does what SES does with its receipt rules, one for each mailbox. S3 action first, then the Lambda action."""

import asyncio
import json
import logging
from datetime import UTC, datetime
from typing import Final

from aiosmtpd.smtp import SMTP, Envelope, Session
from botocore.exceptions import BotoCoreError, ClientError

from klantmail_local.aws import Aws
from klantmail_local.poorten import GASTHEER
from klantmail_local.ses_ontvangst import GRENS, Ontvangst, gebeurtenis, met_koppen, nieuw_bericht_id
from klantmail_local.uitrol import Stack

_logboek: Final = logging.getLogger(__name__)


class _Deur(SMTP):
    # Senders do break the rule of 998 characters, and nothing says that SES refuses them: the parser shall meet such mails.
    line_length_limit = GRENS


class Regels:
    """The receipt rules, for aiosmtpd: each mailbox of the stack has one, with its own prefix in the intake bucket."""

    def __init__(self, aws: Aws, stack: Stack) -> None:
        self._aws = aws
        self._stack = stack

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names its hooks so
        self, _server: SMTP, _session: Session, envelope: Envelope, adres: str, _opties: list[str]
    ) -> str:
        if adres.lower() not in self._stack.postvakken:
            return "550 5.1.1 Requested action not taken: mailbox unavailable"
        envelope.rcpt_tos.append(adres)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        inhoud = envelope.original_content
        ontvangst = Ontvangst(
            bericht_id=nieuw_bericht_id(),
            tijdstip=datetime.now(UTC),
            afzender=envelope.mail_from or "",
            ontvangers=tuple(dict.fromkeys(envelope.rcpt_tos)),
            helo=session.host_name or "",
            adres=session.peer[0] if session.peer else GASTHEER,
            bron=inhoud or b"",
        )
        try:
            await asyncio.to_thread(self._verwerk, ontvangst)
        except (BotoCoreError, ClientError):
            _logboek.exception("the intake bucket does not take a mail")
            return "451 4.3.0 Requested action aborted: local error in processing"
        return f"250 OK {ontvangst.bericht_id}"

    def _verwerk(self, ontvangst: Ontvangst) -> None:
        """All rules have their object before the first event goes out: only then was the mail taken."""
        per_postvak = {
            postvak: tuple(adres for adres in ontvangst.ontvangers if adres.lower() == postvak)
            for postvak in self._stack.postvakken
        }
        geraakt = {postvak: ontvangers for postvak, ontvangers in per_postvak.items() if ontvangers}
        opgeslagen = met_koppen(ontvangst)
        for postvak in geraakt:
            self._aws.s3.put_object(Bucket=self._stack.intake, Key=f"{postvak}/{ontvangst.bericht_id}", Body=opgeslagen)
        for ontvangers in geraakt.values():
            try:
                self._aws.functies.invoke(
                    FunctionName=self._stack.ontvangen,
                    InvocationType="Event",
                    Payload=json.dumps(gebeurtenis(ontvangst, ontvangers, self._stack.ontvangen)),
                )
            except (BotoCoreError, ClientError):
                # As on AWS: the sender has been told that the mail is in; `vangnet` finds what no event told of.
                _logboek.exception("the function ontvangen does not take an event")


class SmtpInlaat:
    def __init__(self, aws: Aws, stack: Stack, poort: int) -> None:
        self._regels = Regels(aws, stack)
        self._poort = poort
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        lus = asyncio.get_running_loop()
        self._server = await lus.create_server(
            lambda: _Deur(
                self._regels, data_size_limit=GRENS, hostname="inbound-smtp.localhost", ident="Klantmail local", loop=lus
            ),
            GASTHEER,
            self._poort,
        )

    async def stop(self) -> None:
        """Take no new mail. A mail that is being taken may end, or its sender will try again."""
        if self._server is not None:
            self._server.close()
