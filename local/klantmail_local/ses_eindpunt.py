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

from klantmail_local.aws import REGIO, Aws
from klantmail_local.disk import has_room
from klantmail_local.gebeurtenisbus import publiceer
from klantmail_local.poorten import GASTHEER
from klantmail_local.ses_gebeurtenissen import ACCOUNT, Verstuurd, gebeurtenissen
from klantmail_local.ses_verzending import GRENS, SesFout, Verzoek, afzenders, bereid_voor, lees_verzoek, nieuw_bericht_id
from klantmail_local.storingen import Soort, Storing, Storingen
from klantmail_local.toegang import Toegang
from klantmail_local.werkmap import schrijf_ineens

_logboek: Final = logging.getLogger(__name__)
_ARN: Final = f"arn:aws:ses:{REGIO}:{ACCOUNT}"


class SesEindpunt:
    """The endpoint, with its faults on demand.

    Args:
        uitgaand: the sink.
        room: whether so many bytes fit there.
    """

    def __init__(self, aws: Aws, uitgaand: Path, poort: int, room: Callable[[Path, int], bool] = has_room) -> None:
        self.storingen = Storingen()
        self._aws = aws
        self._uitgaand = uitgaand
        self._room = room
        self._poort = poort
        self._toegang = Toegang(aws)
        self._op_weg: set[asyncio.Task[None]] = set()
        self._loper: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=2 * GRENS)
        app.router.add_post("/v2/email/outbound-emails", self._verstuur)
        app.router.add_get("/_klantmail/storingen", self._toon_storingen)
        app.router.add_post("/_klantmail/storingen", self._plan_storingen)
        app.router.add_delete("/_klantmail/storingen", self._vergeet_storingen)
        self._loper = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._loper.setup()
        await web.TCPSite(self._loper, GASTHEER, self._poort).start()

    async def stop(self) -> None:
        if self._loper is not None:
            await self._loper.cleanup()

    async def _verstuur(self, aanvraag: web.Request) -> web.StreamResponse:
        bron = await aanvraag.read()
        storing = self.storingen.volgende(bron)
        try:
            if storing is not None and not storing.aangenomen:
                return await self._faal(aanvraag, storing, None)
            verzoek = lees_verzoek(json.loads(bron))
            await asyncio.to_thread(self._controleer, verzoek, aanvraag.headers.get("Authorization", ""))
            response = web.json_response({"MessageId": await self._neem_aan(verzoek)})
            return response if storing is None else await self._faal(aanvraag, storing, response)
        except SesFout as fout:
            return _als_antwoord(fout)

    async def _neem_aan(self, verzoek: Verzoek) -> str:
        tijdstip = datetime.now(UTC)
        bericht_id = nieuw_bericht_id(tijdstip)
        verstuurd = Verstuurd(verzoek, bericht_id, tijdstip, bereid_voor(verzoek.bron, bericht_id, tijdstip))
        await asyncio.to_thread(self._schrijf, verstuurd)
        taak = asyncio.create_task(asyncio.to_thread(self._meld, verstuurd))
        self._op_weg.add(taak)
        taak.add_done_callback(self._op_weg.discard)
        return bericht_id

    def _controleer(self, verzoek: Verzoek, autorisatie: str) -> None:
        """Check what SES refuses because of the account, and that the disk has room. Raises: SesFout."""
        if not self._room(self._uitgaand, len(verzoek.bron)):
            raise SesFout(429, "TooManyRequestsException", "The sink has no room: the disk is full.")
        bekend = {
            identiteit["IdentityName"].lower()
            for identiteit in self._aws.ses.list_email_identities()["EmailIdentities"]
            if identiteit.get("SendingEnabled") and identiteit.get("VerificationStatus") == "SUCCESS"
        }
        bronnen: list[str] = []
        for adres in afzenders(verzoek):
            domein = adres.rpartition("@")[2].lower()
            if not {adres.lower(), domein} & bekend:
                raise SesFout(
                    400,
                    "MessageRejected",
                    "Email address is not verified. The following identities failed the check in region "
                    f"{REGIO.upper()}: {adres}",
                )
            bronnen.append(f"{_ARN}:identity/{domein if domein in bekend else adres}")
        if verzoek.configuratieset:
            if verzoek.configuratieset not in self._aws.ses.list_configuration_sets()["ConfigurationSets"]:
                raise SesFout(404, "NotFoundException", f"Configuration set {verzoek.configuratieset} does not exist.")
            bronnen.append(f"{_ARN}:configuration-set/{verzoek.configuratieset}")
        self._toegang.controleer(autorisatie, tuple(dict.fromkeys(bronnen)))

    def _schrijf(self, verstuurd: Verstuurd) -> None:
        """Write the mail, and what SES was told about it.

        The mail comes last, so that a reader who sees it finds the other.
        """
        if verstuurd.geweigerd:
            return
        naam = f"{verstuurd.tijdstip:%Y%m%dT%H%M%S.%f}-{verstuurd.bericht_id}"
        envelop = {
            "messageId": verstuurd.bericht_id,
            "tijdstip": verstuurd.tijdstip.isoformat(),
            "van": verstuurd.verzoek.van,
            "naar": list(verstuurd.verzoek.ontvangers),
            "tags": dict(verstuurd.verzoek.tags),
            "configuratieset": verstuurd.verzoek.configuratieset,
        }
        schrijf_ineens(self._uitgaand / f"{naam}.json", json.dumps(envelop, indent=2).encode())
        schrijf_ineens(self._uitgaand / f"{naam}.eml", verstuurd.mail)

    def _meld(self, verstuurd: Verstuurd) -> None:
        for gebeurtenis in gebeurtenissen(verstuurd):
            publiceer(self._aws, verstuurd.verzoek.configuratieset, gebeurtenis)

    async def _faal(self, aanvraag: web.Request, storing: Storing, response: web.Response | None) -> web.StreamResponse:
        """Answer with this fault.

        Args:
            response: the answer that SES would have given, when it took the mail.
        """
        match storing.soort:
            case Soort.GEWEIGERD:
                raise SesFout(400, "MessageRejected", "The message was rejected (as asked).")
            case Soort.TE_DRUK:
                raise SesFout(429, "TooManyRequestsException", "Too many requests (as asked).")
            case Soort.FOUT:
                raise SesFout(500, "InternalServiceErrorException", "Something went wrong (as asked).")
            case Soort.VERBREKEN:
                if aanvraag.transport is not None:
                    aanvraag.transport.abort()
            case Soort.HANGEN:
                await asyncio.Event().wait()
            case Soort.VERTRAGEN:
                await asyncio.sleep(storing.seconden)
        return response or web.Response(status=503)

    async def _toon_storingen(self, _: web.Request) -> web.Response:
        return web.json_response([storing.soort for storing in self.storingen.wachtend])

    async def _plan_storingen(self, aanvraag: web.Request) -> web.Response:
        gegevens = await aanvraag.json()
        try:
            self.storingen.plan(
                gegevens["soort"],
                aantal=int(gegevens.get("aantal", 1)),
                seconden=float(gegevens.get("seconden", 0)),
                aangenomen=gegevens.get("aangenomen"),
                aan=str(gegevens.get("aan", "")),
            )
        except (KeyError, TypeError, ValueError) as fout:
            return web.json_response({"fout": str(fout)}, status=400)
        return web.Response(status=204)

    async def _vergeet_storingen(self, _: web.Request) -> web.Response:
        self.storingen.vergeet()
        return web.Response(status=204)


def _als_antwoord(fout: SesFout) -> web.Response:
    """The refusal as SES v2 gives it: the kind of error stands in a header and in the body."""
    _logboek.warning("SendEmail refused: %s", fout.code)
    return web.json_response(
        {"__type": fout.code, "message": str(fout)}, status=fout.status, headers={"x-amzn-ErrorType": fout.code}
    )
