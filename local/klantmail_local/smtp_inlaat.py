"""The SMTP inlet: it does what SES does with the receipt rules of the template.

The S3 action comes first, then the Lambda action.
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from aiosmtpd.smtp import SMTP, Envelope, Session
from botocore.exceptions import BotoCoreError, ClientError

from klantmail_local.aws import Aws
from klantmail_local.poorten import GASTHEER
from klantmail_local.ses_ontvangst import GRENS, Ontvangst, gebeurtenis, met_koppen, nieuw_bericht_id
from klantmail_local.uitrol import Stack

_logboek: Final = logging.getLogger(__name__)
_TEGELIJK: Final = 4
_RONDE: Final = 0.1
_GEDULD_RONDES: Final = 30
"""The number of rounds of 0.1 s. A function that is broken must not hold the others up for long."""


class _Deur(SMTP):
    # Senders do break the rule of 998 characters, and nothing says that SES refuses them: the parser shall meet such
    # mails.
    line_length_limit = GRENS


class Regels:
    """The receipt rules, for aiosmtpd: each mailbox of the stack has one, and its aliases have one or more, all with
    the prefix of the mailbox in the intake bucket."""

    def __init__(self, aws: Aws, stack: Stack) -> None:
        self._aws = aws
        self._stack = stack
        self._regels = (*((postvak, (postvak,)) for postvak in stack.postvakken), *stack.aliassen)
        """The mailbox of each rule, and the addresses that the rule takes."""
        self._tegelijk = asyncio.Semaphore(_TEGELIJK)
        self._op_weg: set[asyncio.Task[None]] = set()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names its hooks so
        self, _server: SMTP, _session: Session, envelope: Envelope, adres: str, _opties: list[str]
    ) -> str:
        if not any(_past(adres, adressen) for _, adressen in self._regels):
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
            sleutels = await asyncio.to_thread(self._sla_op, ontvangst)
        except (BotoCoreError, ClientError):
            _logboek.exception("the intake bucket does not take a mail")
            return "451 4.3.0 Requested action aborted: local error in processing"
        for sleutel, ontvangers in sleutels:
            taak = asyncio.create_task(self._meld(ontvangst, ontvangers, sleutel))
            self._op_weg.add(taak)
            taak.add_done_callback(self._op_weg.discard)
        return f"250 OK {ontvangst.bericht_id}"

    def _sla_op(self, ontvangst: Ontvangst) -> list[tuple[str, tuple[str, ...]]]:
        """Do the S3 action of every rule that matches. Only then is the mail taken.

        Returns: of each of these rules, the key of its object and the recipients that it matched.
        """
        opgeslagen = met_koppen(ontvangst)
        sleutels: list[tuple[str, tuple[str, ...]]] = []
        for postvak, adressen in self._regels:
            ontvangers = tuple(adres for adres in ontvangst.ontvangers if _past(adres, adressen))
            if ontvangers:
                sleutel = f"{postvak}/{ontvangst.bericht_id}"
                self._aws.s3.put_object(Bucket=self._stack.intake, Key=sleutel, Body=opgeslagen)
                sleutels.append((sleutel, ontvangers))
        return sleutels

    async def _meld(self, ontvangst: Ontvangst, ontvangers: tuple[str, ...], sleutel: str) -> None:
        """Do the Lambda action of one rule.

        A few run at a time: MiniStack starts a process for every event that it cannot run at once, and drops an event
        that it has no room for after three tries, where Lambda keeps it for hours. An event counts as done when its
        object is gone.
        """
        async with self._tegelijk:
            try:
                await asyncio.to_thread(self._roep_aan, ontvangst, ontvangers)
                for _ in range(_GEDULD_RONDES):
                    if await asyncio.to_thread(self._is_weg, sleutel):
                        return
                    await asyncio.sleep(_RONDE)
            except (BotoCoreError, ClientError):
                # This is as on AWS: the sender has been told that the mail is in, and `vangnet` finds a mail that no
                # event told of.
                _logboek.exception("the function ontvangen does not take an event")

    def _roep_aan(self, ontvangst: Ontvangst, ontvangers: tuple[str, ...]) -> None:
        self._aws.functies.invoke(
            FunctionName=self._stack.ontvangen,
            InvocationType="Event",
            Payload=json.dumps(gebeurtenis(ontvangst, ontvangers, self._stack.ontvangen)),
        )

    def _is_weg(self, sleutel: str) -> bool:
        return not self._aws.s3.list_objects_v2(Bucket=self._stack.intake, Prefix=sleutel, MaxKeys=1).get("KeyCount")


def _past(adres: str, van_regel: Sequence[str]) -> bool:
    """Tell whether a rule of these addresses takes the recipient, in any case and with any `+label`.

    https://docs.aws.amazon.com/ses/latest/dg/receiving-email-receipt-rules-console-walkthrough.html
    """
    lokaal, _, domein = adres.lower().rpartition("@")
    return f"{lokaal.partition('+')[0]}@{domein}" in van_regel


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
