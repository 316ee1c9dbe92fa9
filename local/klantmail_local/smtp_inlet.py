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
from klantmail_local.ports import HOST
from klantmail_local.rollout import Stack
from klantmail_local.ses_receiving import LIMIT, ReceivedMail, event, is_too_large, new_message_id, with_headers
from klantmail_local.spool import Spool, SpoolFull

_logger: Final = logging.getLogger(__name__)
_AT_ONCE: Final = 4
_ROUND: Final = 0.1
_PATIENCE_ROUNDS: Final = 30
"""The number of rounds of 0.1 s. A function that is broken must not hold the others up for long."""
_SWEEP_EVERY: Final = 2.0
"""The seconds between two looks at what was taken in."""
_TOO_LARGE: Final = "552 5.3.4 Message size exceeds fixed limit"
_FULL: Final = "452 4.3.1 Insufficient system storage"


class HalfStored(Exception):
    """The intake bucket holds a mail for some of its mailboxes, and neither took the rest nor gave it back."""


class _Door(SMTP):
    # Senders do break the rule of 998 characters, and nothing says that SES refuses them: the parser shall meet such
    # mails.
    line_length_limit = LIMIT


class ReceiptRules:
    """The receipt rules, for aiosmtpd: each mailbox of the stack has one, and its aliases have one or more, all with
    the prefix of the mailbox in the intake bucket."""

    def __init__(self, aws: Aws, stack: Stack, spool: Spool) -> None:
        self._aws = aws
        self._stack = stack
        self._spool = spool
        self._rules = (*((postvak, (postvak,)) for postvak in stack.postvakken), *stack.aliases)
        """The mailbox of each rule, and the addresses that the rule takes."""
        self._in_intake: dict[str, frozenset[str]] = {}
        """SES's id of a mail on the spool → the keys of its objects in the intake bucket."""
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._under_way: set[asyncio.Task[None]] = set()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names its hooks so
        self, _server: SMTP, _session: Session, envelope: Envelope, adres: str, _options: list[str]
    ) -> str:
        if not any(_fits(adres, adressen) for _, adressen in self._rules):
            return "550 5.1.1 Requested action not taken: mailbox unavailable"
        envelope.rcpt_tos.append(adres)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content
        received = ReceivedMail(
            message_id=new_message_id(),
            moment=datetime.now(UTC),
            afzender=envelope.mail_from or "",
            ontvangers=tuple(dict.fromkeys(envelope.rcpt_tos)),
            helo=session.host_name or "",
            adres=session.peer[0] if session.peer else HOST,
            raw=content or b"",
        )
        if is_too_large(received):
            return _TOO_LARGE
        try:
            await asyncio.to_thread(self._spool.keep, received)
        except SpoolFull:
            _logger.exception("the spool does not take a mail")
            return _FULL
        try:
            await self._accept(received)
        except HalfStored:
            # Some of it may be listed by now. A sender who is told no would send the mail again, under another id.
            _logger.exception("the intake bucket took a mail for some mailboxes only; the next start takes it for all")
        except (BotoCoreError, ClientError):
            _logger.exception("the intake bucket does not take a mail")
            self._spool.release(received.message_id)
            return "451 4.3.0 Requested action aborted: local error in processing"
        return f"250 OK {received.message_id}"

    async def repeat(self) -> int:
        """Take every mail on the spool again, under the id that it had.

        A mail that no rule takes any more, since its mailbox is gone, stays on the spool: its sender was told 250.

        Returns: how many were taken.
        Raises: BotoCoreError, ClientError (the intake bucket does not take it).
        """
        count = 0
        for received in self._spool.waiting():
            if await self._accept(received):
                count += 1
            else:
                _logger.error("no mailbox takes the mail %s, so it stays on the spool", received.message_id)
        return count

    async def sweep_forever(self) -> None:
        """Let go of what was taken in, every few seconds."""
        while True:
            await asyncio.sleep(_SWEEP_EVERY)
            await self.sweep()

    async def sweep(self) -> None:
        """Take every mail off the spool whose intake objects are gone.

        The function ontvangen removes them when all the rest is stored.
        """
        waiting = dict(self._in_intake)
        if not waiting:
            return
        try:
            present = await asyncio.to_thread(self._keys_in_intake)
        except (BotoCoreError, ClientError):
            _logger.exception("the intake bucket cannot be listed")
            return
        for message_id, object_keys in waiting.items():
            if not object_keys & present:
                self._spool.release(message_id)
                del self._in_intake[message_id]

    async def _accept(self, received: ReceivedMail) -> bool:
        """Tell whether a rule took it.

        Raises: HalfStored; BotoCoreError, ClientError (the bucket holds nothing of it).
        """
        object_keys = await asyncio.to_thread(self._store, received)
        if not object_keys:
            return False
        self._in_intake[received.message_id] = frozenset(object_key for object_key, _ in object_keys)
        for object_key, ontvangers in object_keys:
            task = asyncio.create_task(self._announce(received, ontvangers, object_key))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return True

    def _keys_in_intake(self) -> frozenset[str]:
        pages = self._aws.s3.get_paginator("list_objects_v2").paginate(Bucket=self._stack.intake)
        return frozenset(each["Key"] for page in pages for each in page.get("Contents", []))

    def _store(self, received: ReceivedMail) -> list[tuple[str, tuple[str, ...]]]:
        """Do the S3 action of every rule that matches. Only then is the mail taken.

        Returns: of each of these rules, the key of its object and the recipients that it matched.
        Raises: HalfStored; BotoCoreError, ClientError (the bucket holds nothing of the mail).
        """
        stored = with_headers(received)
        object_keys: list[tuple[str, tuple[str, ...]]] = []
        for postvak, adressen in self._rules:
            ontvangers = tuple(adres for adres in received.ontvangers if _fits(adres, adressen))
            if ontvangers:
                object_key = f"{postvak}/{received.message_id}"
                try:
                    self._aws.s3.put_object(Bucket=self._stack.intake, Key=object_key, Body=stored)
                except (BotoCoreError, ClientError):
                    self._take_back([key for key, _ in object_keys])
                    raise
                object_keys.append((object_key, ontvangers))
        return object_keys

    def _take_back(self, object_keys: Sequence[str]) -> None:
        """Remove what earlier rules stored of a mail, of which no event has told yet. Raises: HalfStored."""
        for object_key in object_keys:
            try:
                self._aws.s3.delete_object(Bucket=self._stack.intake, Key=object_key)
            except (BotoCoreError, ClientError) as error:
                raise HalfStored(object_key) from error

    async def _announce(self, received: ReceivedMail, ontvangers: tuple[str, ...], object_key: str) -> None:
        """Do the Lambda action of one rule.

        A few run at a time: MiniStack starts a process for every event that it cannot run at once, and drops an event
        that it has no room for after three tries, where Lambda keeps it for hours. An event counts as done when its
        object is gone.
        """
        async with self._at_once:
            try:
                await asyncio.to_thread(self._invoke, received, ontvangers)
                for _ in range(_PATIENCE_ROUNDS):
                    if await asyncio.to_thread(self._is_gone, object_key):
                        return
                    await asyncio.sleep(_ROUND)
            except (BotoCoreError, ClientError):
                # This is as on AWS: the sender has been told that the mail is in, and `vangnet` finds a mail that no
                # event told of.
                _logger.exception("the function ontvangen does not take an event")

    def _invoke(self, received: ReceivedMail, ontvangers: tuple[str, ...]) -> None:
        self._aws.functions.invoke(
            FunctionName=self._stack.ontvangen,
            InvocationType="Event",
            Payload=json.dumps(event(received, ontvangers, self._stack.ontvangen)),
        )

    def _is_gone(self, object_key: str) -> bool:
        return not self._aws.s3.list_objects_v2(Bucket=self._stack.intake, Prefix=object_key, MaxKeys=1).get("KeyCount")


def _fits(adres: str, van_regel: Sequence[str]) -> bool:
    """Tell whether a rule of these addresses takes the recipient, in any case and with any `+label`.

    https://docs.aws.amazon.com/ses/latest/dg/receiving-email-receipt-rules-console-walkthrough.html
    """
    lokaal, _, domain = adres.lower().rpartition("@")
    return f"{lokaal.partition('+')[0]}@{domain}" in van_regel


class SmtpInlet:
    def __init__(self, aws: Aws, stack: Stack, spool: Spool, port: int) -> None:
        self._rules = ReceiptRules(aws, stack, spool)
        self._port = port
        self._server: asyncio.Server | None = None
        self._sweeper: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Take what the spool still holds, and then open the door. Returns: how many mails the spool held."""
        loop = asyncio.get_running_loop()
        repeated = await self._rules.repeat()
        self._sweeper = loop.create_task(self._rules.sweep_forever())
        self._server = await loop.create_server(
            lambda: _Door(
                self._rules, data_size_limit=LIMIT, hostname="inbound-smtp.localhost", ident="Klantmail local", loop=loop
            ),
            HOST,
            self._port,
        )
        return repeated

    async def stop(self) -> None:
        """Take no new mail. A mail that is being taken may end, or its sender will try again."""
        if self._server is not None:
            self._server.close()
        if self._sweeper is not None:
            self._sweeper.cancel()
            await self._rules.sweep()
