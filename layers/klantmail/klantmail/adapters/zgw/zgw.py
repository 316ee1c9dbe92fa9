"""Calls of ZGW APIs: a token for each, one attempt, and an honest account of what became of it."""

import hmac
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

import urllib3
from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

from klantmail.domain.tijd import Klok

_NIET_NU: Final = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
)
"""The 4xx statuses that say nothing of what was asked.

They stand for a secret or an authorisation that has to be mended there, or for too many calls.
"""
_WOORD: Final = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_MAX_GENOEMD: Final = 5
_BLOK: Final = 64 * 1024


def zgw_token(client_id: str, geheim: str, moment: datetime) -> str:
    """The JWT that ZGW APIs take: JWS with HS256 in compact form (RFC 7515), with the claims of RFC 7519 and of ZGW.

    https://vng-realisatie.github.io/gemma-zaken/themas/achtergronddocumentatie/authenticatie-autorisatie
    """
    claims = {
        "iss": client_id,
        "iat": int(moment.timestamp()),
        "client_id": client_id,
        "user_id": "klantmail",
        "user_representation": "Klantmail",
    }
    ondertekend = f"{_deel({'alg': 'HS256', 'typ': 'JWT'})}.{_deel(claims)}"
    handtekening = hmac.new(geheim.encode(), ondertekend.encode("ascii"), sha256).digest()
    return f"{ondertekend}.{_base64url(handtekening)}"


def _deel(inhoud: Mapping[str, object]) -> str:
    return _base64url(json.dumps(inhoud, separators=(",", ":")).encode())


def _base64url(inhoud: bytes) -> str:
    return urlsafe_b64encode(inhoud).rstrip(b"=").decode("ascii")


class NoResponse(Exception):
    """No connection, a time-out, a reset, or an answer that is no JSON: nobody can know what became of the call.

    Its text says why, without anything of the call.
    """


class ZgwGeheim:
    """Client id and secret, from Secrets Manager. They are read once, and again after they were refused.

    Args:
        lees: reads the text of a secret that holds `{"clientId": "…", "secret": "…"}` from AWS.
    """

    def __init__(self, lees: Callable[[], str]) -> None:
        self._lees = lees
        self._paar: tuple[str, str] | None = None

    def token(self, moment: datetime) -> str:
        """Make a token. Raises: NoResponse (the secret cannot be read, or is not what it should be)."""
        if self._paar is None:
            try:
                inhoud = json.loads(self._lees())
                self._paar = (inhoud["clientId"], inhoud["secret"])
            except (BotoCoreError, ClientError, ValueError, KeyError, TypeError) as fout:
                raise NoResponse(f"Het geheim voor ZGW kan niet worden gelezen: {type(fout).__name__}") from fout
        return zgw_token(*self._paar, moment)

    def vergeet(self) -> None:
        """Forget client id and secret, since they may have been replaced."""
        self._paar = None


@dataclass(frozen=True, slots=True)
class Response:
    """An answer with JSON in it."""

    status: int
    inhoud: Any

    @property
    def goed(self) -> bool:
        return 200 <= self.status < 300

    @property
    def tijdelijk(self) -> bool:
        """Tell whether the same call may succeed later. A status that is no 4xx is no refusal."""
        return not 400 <= self.status < 500 or self.status in _NIET_NU

    @property
    def url(self) -> str:
        """URL of the thing that was made; empty when the answer does not tell."""
        url = self.inhoud.get("url") if isinstance(self.inhoud, dict) else None
        return url if isinstance(url, str) else ""

    @property
    def fouten(self) -> list[tuple[str, str]]:
        """Field and code of each error, where both are plain words.

        No text of the answer is taken, since it may repeat what was sent.
        """
        velden = self.inhoud.get("invalidParams") if isinstance(self.inhoud, dict) else None
        paren = [
            (str(veld.get("name", "")), str(veld.get("code", "")))
            for veld in (velden if isinstance(velden, list) else [])
            if isinstance(veld, dict)
        ]
        return [paar for paar in paren if all(_WOORD.fullmatch(woord) for woord in paar)]

    @property
    def reden(self) -> str:
        genoemd = ", ".join(f"{veld} ({code})" for veld, code in self.fouten[:_MAX_GENOEMD])
        return f"HTTP {self.status}" + (f": {genoemd}" if genoemd else "")


class ZgwClient:
    """Calls of ZGW APIs. Nothing is repeated and no redirect followed: the caller looks up what may have happened.

    Args:
        http: a pool with time-outs, and without retries.
    """

    def __init__(self, http: urllib3.PoolManager, geheim: ZgwGeheim, klok: Klok) -> None:
        self._http = http
        self._geheim = geheim
        self._klok = klok

    def maak(self, url: str, inhoud: Mapping[str, object]) -> Response:
        """POST the fields. Raises: NoResponse."""
        bron = json.dumps(inhoud).encode()
        koppen = {"Content-Type": "application/json", "Content-Length": str(len(bron))}
        return self._roep("POST", url, body=_blokken(bron), headers=koppen)

    def zoek(self, url: str, velden: Mapping[str, str]) -> Response:
        """GET with these query parameters. Raises: NoResponse."""
        return self._roep("GET", url, fields=velden, headers={})

    def lees(self, url: str) -> Response:
        """GET one resource. Raises: NoResponse."""
        return self._roep("GET", url, headers={})

    def _roep(self, methode: str, url: str, *, headers: Mapping[str, str], **opties: Any) -> Response:
        koppen = {
            "Accept": "application/json",
            "Accept-Crs": "EPSG:4326",
            "Authorization": f"Bearer {self._geheim.token(self._klok())}",
            "Content-Crs": "EPSG:4326",
            **headers,
        }
        try:
            response = self._http.request(methode, url, headers=koppen, redirect=False, **opties)
        except HTTPError as fout:
            raise NoResponse(type(fout).__name__) from fout
        if response.status == HTTPStatus.UNAUTHORIZED:
            self._geheim.vergeet()
        return Response(response.status, _json(response.data, response.status))


def _blokken(bron: bytes) -> Iterator[bytes]:
    """Send the bytes in blocks: a socket's time-out holds for all of one write, and a large document needs many."""
    for begin in range(0, len(bron), _BLOK):
        yield bron[begin : begin + _BLOK]


def _json(bron: bytes, status: int) -> Any:
    try:
        return json.loads(bron)
    except ValueError as fout:
        if 200 <= status < 300:
            raise NoResponse("no JSON") from fout
        return None  # the status of a refusal says enough
