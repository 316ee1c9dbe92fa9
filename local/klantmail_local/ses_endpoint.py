"""A small SES v2 endpoint: `SendEmail` with raw content, into the sink.

MiniStack's own rewrites raw mail, loses its headers and tells nothing to EventBridge. Identities and configuration sets
are MiniStack's all the same: what the stack did not make, is not there.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aiohttp import web

from klantmail_local.aws import REGION, Aws
from klantmail_local.disk import has_room
from klantmail_local.event_bus import publish
from klantmail_local.faults import Fault, FaultKind, Faults
from klantmail_local.ports import HOST
from klantmail_local.sending_rights import SendingRights
from klantmail_local.ses_events import ACCOUNT, SentMail, events
from klantmail_local.ses_sending import LIMIT, Sending, SesError, afzenders, as_sent, new_message_id, read_sending
from klantmail_local.workdir import write_whole

_logger: Final = logging.getLogger(__name__)
_ARN: Final = f"arn:aws:ses:{REGION}:{ACCOUNT}"


class SesEndpoint:
    """The endpoint, with its faults on demand.

    Args:
        uitgaand: the sink.
        room: whether so many bytes fit there.
    """

    def __init__(self, aws: Aws, uitgaand: Path, port: int, room: Callable[[Path, int], bool] = has_room) -> None:
        self.faults = Faults()
        self._aws = aws
        self._uitgaand = uitgaand
        self._room = room
        self._port = port
        self._rights = SendingRights(aws)
        self._under_way: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=2 * LIMIT)
        app.router.add_post("/v2/email/outbound-emails", self._send)
        app.router.add_get("/_klantmail/storingen", self._show_faults)
        app.router.add_post("/_klantmail/storingen", self._plan_faults)
        app.router.add_delete("/_klantmail/storingen", self._forget_faults)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _send(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        fault = self.faults.take_next(raw)
        try:
            if fault is not None and not fault.accepted:
                return await self._fail(request, fault, None)
            sending = read_sending(json.loads(raw))
            await asyncio.to_thread(self._check, sending, request.headers.get("Authorization", ""))
            response = web.json_response({"MessageId": await self._accept(sending)})
            return response if fault is None else await self._fail(request, fault, response)
        except SesError as error:
            return _as_response(error)

    async def _accept(self, sending: Sending) -> str:
        moment = datetime.now(UTC)
        message_id = new_message_id(moment)
        sent = SentMail(sending, message_id, moment, as_sent(sending.raw, message_id, moment))
        await asyncio.to_thread(self._write, sent)
        task = asyncio.create_task(asyncio.to_thread(self._announce, sent))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return message_id

    def _check(self, sending: Sending, authorization: str) -> None:
        """Check what SES refuses because of the account, and that the disk has room. Raises: SesError."""
        if not self._room(self._uitgaand, len(sending.raw)):
            raise SesError(429, "TooManyRequestsException", "The sink has no room: the disk is full.")
        verified = {
            identity["IdentityName"].lower()
            for identity in self._aws.ses.list_email_identities()["EmailIdentities"]
            if identity.get("SendingEnabled") and identity.get("VerificationStatus") == "SUCCESS"
        }
        resources: list[str] = []
        for adres in afzenders(sending):
            domain = adres.rpartition("@")[2].lower()
            if not {adres.lower(), domain} & verified:
                raise SesError(
                    400,
                    "MessageRejected",
                    "Email address is not verified. The following identities failed the check in region "
                    f"{REGION.upper()}: {adres}",
                )
            resources.append(f"{_ARN}:identity/{domain if domain in verified else adres}")
        if sending.configuration_set:
            if sending.configuration_set not in self._aws.ses.list_configuration_sets()["ConfigurationSets"]:
                raise SesError(404, "NotFoundException", f"Configuration set {sending.configuration_set} does not exist.")
            resources.append(f"{_ARN}:configuration-set/{sending.configuration_set}")
        self._rights.check(authorization, tuple(dict.fromkeys(resources)))

    def _write(self, sent: SentMail) -> None:
        """Write the mail, and what SES was told about it.

        The mail comes last, so that a reader who sees it finds the other.
        """
        if sent.rejected:
            return
        name = f"{sent.moment:%Y%m%dT%H%M%S.%f}-{sent.message_id}"
        envelop = {
            "messageId": sent.message_id,
            "tijdstip": sent.moment.isoformat(),
            "van": sent.sending.sender,
            "naar": list(sent.sending.ontvangers),
            "tags": dict(sent.sending.tags),
            "configuratieset": sent.sending.configuration_set,
        }
        write_whole(self._uitgaand / f"{name}.json", json.dumps(envelop, indent=2).encode())
        write_whole(self._uitgaand / f"{name}.eml", sent.mail)

    def _announce(self, sent: SentMail) -> None:
        for event in events(sent):
            publish(self._aws, sent.sending.configuration_set, event)

    async def _fail(self, request: web.Request, fault: Fault, response: web.Response | None) -> web.StreamResponse:
        """Answer with this fault.

        Args:
            response: the answer that SES would have given, when it took the mail.
        """
        match fault.kind:
            case FaultKind.REJECTED:
                raise SesError(400, "MessageRejected", "The message was rejected (as asked).")
            case FaultKind.TOO_BUSY:
                raise SesError(429, "TooManyRequestsException", "Too many requests (as asked).")
            case FaultKind.ERROR:
                raise SesError(500, "InternalServiceErrorException", "Something went wrong (as asked).")
            case FaultKind.CUT:
                if request.transport is not None:
                    request.transport.abort()
            case FaultKind.HANG:
                await asyncio.Event().wait()
            case FaultKind.DELAY:
                await asyncio.sleep(fault.seconds)
        return response or web.Response(status=503)

    async def _show_faults(self, _: web.Request) -> web.Response:
        return web.json_response([fault.kind for fault in self.faults.waiting])

    async def _plan_faults(self, request: web.Request) -> web.Response:
        details = await request.json()
        try:
            self.faults.plan(
                details["soort"],
                count=int(details.get("aantal", 1)),
                seconds=float(details.get("seconden", 0)),
                accepted=details.get("aangenomen"),
                to=str(details.get("aan", "")),
            )
        except (KeyError, TypeError, ValueError) as error:
            return web.json_response({"fout": str(error)}, status=400)
        return web.Response(status=204)

    async def _forget_faults(self, _: web.Request) -> web.Response:
        self.faults.forget()
        return web.Response(status=204)


def _as_response(error: SesError) -> web.Response:
    """The refusal as SES v2 gives it: the kind of error stands in a header and in the body."""
    _logger.warning("SendEmail refused: %s", error.code)
    return web.json_response(
        {"__type": error.code, "message": str(error)}, status=error.status, headers={"x-amzn-ErrorType": error.code}
    )
