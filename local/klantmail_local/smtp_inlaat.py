"""The SMTP inlet: it does what SES does with the receipt rules of the template.

The S3 action comes first, then the Lambda action. What was answered with 250 is on the spool until it was taken in, so
that no crash loses it.
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
from klantmail_local.ses_ontvangst import GRENS, Ontvangst, gebeurtenis, is_te_groot, met_koppen, nieuw_bericht_id
from klantmail_local.spool import Spool, SpoolFull
from klantmail_local.uitrol import Stack

_logboek: Final = logging.getLogger(__name__)
_TEGELIJK: Final = 4
_RONDE: Final = 0.1
_GEDULD_RONDES: Final = 30
"""The number of rounds of 0.1 s. A function that is broken must not hold the others up for long."""
_VEGEN: Final = 2.0
"""The seconds between two looks at what was taken in."""
_TE_GROOT: Final = "552 5.3.4 Message size exceeds fixed limit"
_VOL: Final = "452 4.3.1 Insufficient system storage"


class HalfStored(Exception):
    """The intake bucket holds a mail for some of its mailboxes, and neither took the rest nor gave it back."""


class _Deur(SMTP):
    # Senders do break the rule of 998 characters, and nothing says that SES refuses them: the parser shall meet such
    # mails.
    line_length_limit = GRENS


class Regels:
    """The receipt rules, for aiosmtpd: each mailbox of the stack has one, and its aliases have one or more, all with
    the prefix of the mailbox in the intake bucket."""

    def __init__(self, aws: Aws, stack: Stack, spool: Spool) -> None:
        self._aws = aws
        self._stack = stack
        self._spool = spool
        self._regels = (*((postvak, (postvak,)) for postvak in stack.postvakken), *stack.aliassen)
        """The mailbox of each rule, and the addresses that the rule takes."""
        self._in_intake: dict[str, frozenset[str]] = {}
        """SES's id of a mail on the spool → the keys of its objects in the intake bucket."""
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
        if is_te_groot(ontvangst):
            return _TE_GROOT
        try:
            await asyncio.to_thread(self._spool.keep, ontvangst)
        except SpoolFull:
            _logboek.exception("the spool does not take a mail")
            return _VOL
        try:
            await self._neem_aan(ontvangst)
        except HalfStored:
            # Some of it may be listed by now. A sender who is told no would send the mail again, under another id.
            _logboek.exception("the intake bucket took a mail for some mailboxes only; the next start takes it for all")
        except (BotoCoreError, ClientError):
            _logboek.exception("the intake bucket does not take a mail")
            self._spool.release(ontvangst.bericht_id)
            return "451 4.3.0 Requested action aborted: local error in processing"
        return f"250 OK {ontvangst.bericht_id}"

    async def herhaal(self) -> int:
        """Take every mail on the spool again, under the id that it had.

        A mail that no rule takes any more, since its mailbox is gone, stays on the spool: its sender was told 250.

        Returns: how many were taken.
        Raises: BotoCoreError, ClientError (the intake bucket does not take it).
        """
        aantal = 0
        for ontvangst in self._spool.waiting():
            if await self._neem_aan(ontvangst):
                aantal += 1
            else:
                _logboek.error("no mailbox takes the mail %s, so it stays on the spool", ontvangst.bericht_id)
        return aantal

    async def veeg_steeds(self) -> None:
        """Let go of what was taken in, every few seconds."""
        while True:
            await asyncio.sleep(_VEGEN)
            await self.veeg()

    async def veeg(self) -> None:
        """Take every mail off the spool whose intake objects are gone.

        The function ontvangen removes them when all the rest is stored.
        """
        wachtend = dict(self._in_intake)
        if not wachtend:
            return
        try:
            aanwezig = await asyncio.to_thread(self._keys_in_intake)
        except (BotoCoreError, ClientError):
            _logboek.exception("the intake bucket cannot be listed")
            return
        for bericht_id, object_keys in wachtend.items():
            if not object_keys & aanwezig:
                self._spool.release(bericht_id)
                del self._in_intake[bericht_id]

    async def _neem_aan(self, ontvangst: Ontvangst) -> bool:
        """Tell whether a rule took it.

        Raises: HalfStored; BotoCoreError, ClientError (the bucket holds nothing of it).
        """
        object_keys = await asyncio.to_thread(self._sla_op, ontvangst)
        if not object_keys:
            return False
        self._in_intake[ontvangst.bericht_id] = frozenset(object_key for object_key, _ in object_keys)
        for object_key, ontvangers in object_keys:
            taak = asyncio.create_task(self._meld(ontvangst, ontvangers, object_key))
            self._op_weg.add(taak)
            taak.add_done_callback(self._op_weg.discard)
        return True

    def _keys_in_intake(self) -> frozenset[str]:
        bladzijden = self._aws.s3.get_paginator("list_objects_v2").paginate(Bucket=self._stack.intake)
        return frozenset(een["Key"] for bladzijde in bladzijden for een in bladzijde.get("Contents", []))

    def _sla_op(self, ontvangst: Ontvangst) -> list[tuple[str, tuple[str, ...]]]:
        """Do the S3 action of every rule that matches. Only then is the mail taken.

        Returns: of each of these rules, the key of its object and the recipients that it matched.
        Raises: HalfStored; BotoCoreError, ClientError (the bucket holds nothing of the mail).
        """
        opgeslagen = met_koppen(ontvangst)
        object_keys: list[tuple[str, tuple[str, ...]]] = []
        for postvak, adressen in self._regels:
            ontvangers = tuple(adres for adres in ontvangst.ontvangers if _past(adres, adressen))
            if ontvangers:
                object_key = f"{postvak}/{ontvangst.bericht_id}"
                try:
                    self._aws.s3.put_object(Bucket=self._stack.intake, Key=object_key, Body=opgeslagen)
                except (BotoCoreError, ClientError):
                    self._neem_terug([al for al, _ in object_keys])
                    raise
                object_keys.append((object_key, ontvangers))
        return object_keys

    def _neem_terug(self, object_keys: Sequence[str]) -> None:
        """Remove what earlier rules stored of a mail, of which no event has told yet. Raises: HalfStored."""
        for object_key in object_keys:
            try:
                self._aws.s3.delete_object(Bucket=self._stack.intake, Key=object_key)
            except (BotoCoreError, ClientError) as fout:
                raise HalfStored(object_key) from fout

    async def _meld(self, ontvangst: Ontvangst, ontvangers: tuple[str, ...], object_key: str) -> None:
        """Do the Lambda action of one rule.

        A few run at a time: MiniStack starts a process for every event that it cannot run at once, and drops an event
        that it has no room for after three tries, where Lambda keeps it for hours. An event counts as done when its
        object is gone.
        """
        async with self._tegelijk:
            try:
                await asyncio.to_thread(self._roep_aan, ontvangst, ontvangers)
                for _ in range(_GEDULD_RONDES):
                    if await asyncio.to_thread(self._is_weg, object_key):
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

    def _is_weg(self, object_key: str) -> bool:
        return not self._aws.s3.list_objects_v2(Bucket=self._stack.intake, Prefix=object_key, MaxKeys=1).get("KeyCount")


def _past(adres: str, van_regel: Sequence[str]) -> bool:
    """Tell whether a rule of these addresses takes the recipient, in any case and with any `+label`.

    https://docs.aws.amazon.com/ses/latest/dg/receiving-email-receipt-rules-console-walkthrough.html
    """
    lokaal, _, domein = adres.lower().rpartition("@")
    return f"{lokaal.partition('+')[0]}@{domein}" in van_regel


class SmtpInlaat:
    def __init__(self, aws: Aws, stack: Stack, spool: Spool, poort: int) -> None:
        self._regels = Regels(aws, stack, spool)
        self._poort = poort
        self._server: asyncio.Server | None = None
        self._veger: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Take what the spool still holds, and then open the door. Returns: how many mails the spool held."""
        lus = asyncio.get_running_loop()
        herhaald = await self._regels.herhaal()
        self._veger = lus.create_task(self._regels.veeg_steeds())
        self._server = await lus.create_server(
            lambda: _Deur(
                self._regels, data_size_limit=GRENS, hostname="inbound-smtp.localhost", ident="Klantmail local", loop=lus
            ),
            GASTHEER,
            self._poort,
        )
        return herhaald

    async def stop(self) -> None:
        """Take no new mail. A mail that is being taken may end, or its sender will try again."""
        if self._server is not None:
            self._server.close()
        if self._veger is not None:
            self._veger.cancel()
            await self._regels.veeg()
