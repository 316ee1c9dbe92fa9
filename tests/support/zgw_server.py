"""A Zaken API, a Catalogi API and a Documenten API on loopback, as far as registering a zaak and reading one need them,
which behave as the ZGW standard says (https://vng-realisatie.github.io/gemma-zaken/standaard).

They check the token, the headers, required fields, values, lengths and uniqueness, and that a type belongs to the
zaaktype; they take nothing in at a zaak that is closed, and can be told what goes wrong with their next calls. Where
the standard leaves something open, they do what its reference implementation does.
"""

import hmac
import json
import re
import ssl
import struct
import threading
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from http.server import ThreadingHTTPServer
from socket import SO_LINGER, SOL_SOCKET
from time import time
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

from tests.support.builders import KLACHT, ORGANISATIE
from tests.support.http_server import HttpHandler, serving

CLIENT_ID: Final = "klantmail-test"
GEHEIM: Final = "geheim-van-de-test-dat-lang-genoeg-is"
VAN_HET_ZAAKTYPE: Final = "zaakvertrouwelijk"
"""The vertrouwelijkheidaanduiding that the catalogue gives to every zaaktype."""
_VERTROUWELIJKHEID: Final = frozenset(
    ["openbaar", "beperkt_openbaar", "intern", "zaakvertrouwelijk", "vertrouwelijk", "confidentieel", "geheim", "zeer_geheim"]
)
_BETROKKENEN: Final = frozenset(
    ["natuurlijk_persoon", "niet_natuurlijk_persoon", "vestiging", "organisatorische_eenheid", "medewerker"]
)
_ONE: Final = frozenset({"initiator", "zaakcoordinator"})
"""The generic roltypen of which a zaak has one rol at most."""
_EMAIL: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z0-9-]{1,63}\.)+[a-z]{2,63}", re.IGNORECASE)


class Mishap(StrEnum):
    """The things that can go wrong with one call."""

    NOTHING = "nothing"
    BROKEN = "500, without effect"
    BROKEN_AFTERWARDS = "500, after its effect"
    CUT_OFF = "a reset, without effect"
    CUT_OFF_AFTERWARDS = "a reset, after its effect"
    SILENT = "no answer, without effect"
    SILENT_AFTERWARDS = "no answer, after its effect"
    UNREADABLE_AFTERWARDS = "201 with a page of HTML, after its effect"
    DRUK = "429"
    NOT_NOW = "503"
    NO_ACCESS = "403"
    REDIRECT = "307"
    REFUSES = "400 for the field `zaaktype`"
    VANISHED = "404"


WITHOUT_RESULT: Final = frozenset(set(Mishap) - {Mishap.NOTHING, Mishap.REFUSES, Mishap.VANISHED})
"""The misfortunes after which nobody can know the outcome, or the same call may succeed later."""
_AFTERWARDS: Final = frozenset(
    {Mishap.BROKEN_AFTERWARDS, Mishap.CUT_OFF_AFTERWARDS, Mishap.SILENT_AFTERWARDS, Mishap.UNREADABLE_AFTERWARDS}
)
_STATUS: Final = {
    Mishap.BROKEN: 500,
    Mishap.BROKEN_AFTERWARDS: 500,
    Mishap.DRUK: 429,
    Mishap.NOT_NOW: 503,
    Mishap.NO_ACCESS: 403,
    Mishap.REDIRECT: 307,
    Mishap.VANISHED: 404,
}


class _Refusal(Exception):
    def __init__(self, status: int, *fields: tuple[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.velden = fields


@dataclass
class ZgwServer:
    """The server: all that it holds, and all that it was asked."""

    basis: str = ""
    geheim: str = GEHEIM
    informatieobjecttype: str = ORGANISATIE.informatieobjecttype
    zaken: list[dict[str, Any]] = field(default_factory=list)
    documenten: list[dict[str, Any]] = field(default_factory=list)
    koppelingen: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    rollen: list[dict[str, Any]] = field(default_factory=list)
    statustypen: list[dict[str, Any]] = field(default_factory=lambda: [_statustype(2), _statustype(1), _statustype(3)])
    """The statustypen of the catalogue; the last one of a zaaktype closes its zaak."""
    roltypen: list[dict[str, Any]] = field(default_factory=lambda: [_roltype("behandelaar"), _roltype("initiator")])
    mag_bijwerken: bool = True
    """The application has the scope `zaken.bijwerken`, without which it gives a zaak no rol."""
    invocations: list[str] = field(default_factory=list)
    """Method and last part of the path of every call."""
    mishap: list[Mishap] = field(default_factory=list)
    """The misfortunes of the next calls, in order; nothing goes wrong with the calls after those."""
    unfindable: bool = False
    """Lists are empty, as for a client without the right to read."""
    niet_eerst: int = 0
    """The number of the next lists that are empty: what was made just now does not show yet."""
    verborgen: bool = False
    """A zaak may not be read: we lack its zaaktype or its vertrouwelijkheidaanduiding."""
    unfiltered: bool = False
    """Lists hold everything, whatever was asked for."""
    released: threading.Event = field(default_factory=threading.Event)
    """This event ends the calls that give no answer."""

    @property
    def zaken_api(self) -> str:
        return f"{self.basis}/zaken/api/v1"

    @property
    def catalogi_api(self) -> str:
        return f"{self.basis}/catalogi/api/v1"

    @property
    def documenten_api(self) -> str:
        return f"{self.basis}/documenten/api/v1"

    def antwoord(self, method: str, adres: str, headers: Mapping[str, str], source: bytes) -> tuple[int, Any]:
        """Status and body, when nothing goes wrong."""
        try:
            return self.behandel(method, adres, headers, source)
        except _Refusal as refusal:
            return refusal.status, _probleem(refusal.status, *refusal.velden)

    def behandel(self, method: str, adres: str, headers: Mapping[str, str], source: bytes) -> tuple[int, Any]:
        """Status and body. Raises: _Refusal."""
        part = urlsplit(adres)
        api, _, kind = part.path.rpartition("/")
        een_zaak = f"{self.basis}{api}" == f"{self.zaken_api}/zaken"
        self._toets_token(headers.get("Authorization", ""))
        if (een_zaak or kind == "zaken") and headers.get("Accept-Crs") != "EPSG:4326":
            raise _Refusal(406)
        if method == "GET" and een_zaak:
            return 200, self._lees_zaak(kind)
        if method == "GET":
            return 200, self._zoek(kind, dict(parse_qsl(part.query)))
        inhoud = json.loads(source)
        match kind:
            case "zaken":
                return 201, self._maak_zaak(inhoud)
            case "statussen":
                return 201, self._zet_status(inhoud)
            case "rollen":
                return 201, self._zet_rol(inhoud)
            case "enkelvoudiginformatieobjecten":
                return 201, self._maak_document(inhoud)
            case "zaakinformatieobjecten":
                return 201, self._koppel(inhoud)
            case _:
                raise _Refusal(404)

    def _toets_token(self, header: str) -> None:
        try:
            ondertekend, _, handtekening = header.removeprefix("Bearer ").rpartition(".")
            header_part, claims = (json.loads(_uit_base64url(each)) for each in ondertekend.split("."))
        except ValueError:
            raise _Refusal(401) from None
        expected = hmac.digest(self.geheim.encode(), ondertekend.encode(), sha256)
        if not hmac.compare_digest(_uit_base64url(handtekening), expected) or header_part != {"alg": "HS256", "typ": "JWT"}:
            raise _Refusal(401)
        if claims["iss"] != CLIENT_ID or claims["client_id"] != CLIENT_ID or not -60 < time() - claims["iat"] < 3600:
            raise _Refusal(401)
        if not claims["user_id"] or not claims["user_representation"]:
            raise _Refusal(401)

    def zaak(
        self,
        identificatie: str,
        *,
        bronorganisatie: str = ORGANISATIE.rsin,
        end_date: str | None = None,
        uuid: UUID | None = None,
        archiefnominatie: str | None = None,
        archiefactiedatum: str | None = None,
    ) -> str:
        """Have somebody else make a zaak here, and return its URL."""
        assert archiefnominatie in (None, "blijvend_bewaren", "vernietigen")
        assert archiefactiedatum is None or date.fromisoformat(archiefactiedatum).isoformat() == archiefactiedatum
        fields = {
            "identificatie": identificatie,
            "bronorganisatie": bronorganisatie,
            "zaaktype": KLACHT.url,
            "verantwoordelijkeOrganisatie": bronorganisatie,
            "startdatum": "2026-11-02",
            "einddatum": end_date,
            "archiefnominatie": archiefnominatie,
            "archiefactiedatum": archiefactiedatum,
            "omschrijving": "Kapvergunning eik",
            "toelichting": "",
        }
        return str(self._bewaar(self.zaken, fields, f"{self.zaken_api}/zaken", uuid)["url"])

    def _lees_zaak(self, uuid: str) -> dict[str, Any]:
        if self.verborgen:
            raise _Refusal(403)
        found = [] if self.unfindable else [each for each in self.zaken if each["url"].endswith(f"/{uuid}")]
        if not found:
            raise _Refusal(404)
        return found[0]

    def _zoek(self, kind: str, vraag: Mapping[str, str]) -> Any:
        source = {
            "zaken": self.zaken,
            "enkelvoudiginformatieobjecten": self.documenten,
            "zaakinformatieobjecten": self.koppelingen,
            "statussen": self.statuses,
            "rollen": self.rollen,
            "statustypen": self.statustypen,
            "roltypen": self.roltypen,
        }[kind]
        rows = [row for row in source if self.unfiltered or all(row[name] == value for name, value in vraag.items())]
        rows = [] if self.unfindable or self.niet_eerst else rows
        self.niet_eerst = max(0, self.niet_eerst - 1)
        if kind == "zaakinformatieobjecten":  # the one list without pages
            return rows
        return {"count": len(rows), "next": None, "previous": None, "results": rows}

    def _maak_zaak(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        _vereis(inhoud, "bronorganisatie", "zaaktype", "verantwoordelijkeOrganisatie", "startdatum")
        _limit(inhoud, identificatie=40, omschrijving=80, toelichting=1000, bronorganisatie=9)
        if inhoud["zaaktype"] != KLACHT.url:
            raise _Refusal(400, ("zaaktype", "bad-url"))
        vertrouwelijk = inhoud.get("vertrouwelijkheidaanduiding", VAN_HET_ZAAKTYPE)  # zrc-009
        if vertrouwelijk not in _VERTROUWELIJKHEID:
            raise _Refusal(400, ("vertrouwelijkheidaanduiding", "invalid_choice"))
        met = {"archiefnominatie": None, "archiefactiedatum": None} | inhoud | {"vertrouwelijkheidaanduiding": vertrouwelijk}
        return self._bewaar(self.zaken, met, f"{self.zaken_api}/zaken")

    def _open_zaak(self, inhoud: Mapping[str, Any]) -> dict[str, Any]:
        """Return the zaak that something is added to."""
        found = [each for each in self.zaken if each["url"] == inhoud["zaak"]]
        if not found:
            raise _Refusal(400, ("zaak", "does_not_exist"))
        if found[0].get("einddatum"):
            raise _Refusal(403)  # zrc-007: only who has the scope zaken.geforceerd-bijwerken
        return found[0]

    def _zet_status(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        _vereis(inhoud, "zaak", "statustype", "datumStatusGezet")
        _limit(inhoud, statustoelichting=1000)
        zaak, typen = self._open_zaak(inhoud), {each["url"]: each for each in self.statustypen}
        if inhoud["statustype"] not in typen:
            raise _Refusal(400, ("statustype", "bad-url"))
        statustype = typen[inhoud["statustype"]]
        if statustype["zaaktype"] != zaak["zaaktype"]:
            raise _Refusal(400, ("nonFieldErrors", "zaaktype-mismatch"))  # zrc-016
        gezet = _moment("datumStatusGezet", inhoud["datumStatusGezet"])
        if gezet.timestamp() > time():
            raise _Refusal(400, ("datumStatusGezet", "date-in-future"))
        earlier = [each for each in self.statuses if each["zaak"] == zaak["url"]]
        if any(_moment("datumStatusGezet", each["datumStatusGezet"]) == gezet for each in earlier):
            raise _Refusal(400, ("nonFieldErrors", "unique"))
        if earlier:
            raise _Refusal(403)  # the scope zaken.aanmaken is for the first status alone
        if statustype["isEindstatus"]:
            raise _Refusal(400, ("zaak", "resultaat-does-not-exist"))  # zrc-007
        return _voeg_toe(self.statuses, inhoud, f"{self.zaken_api}/statussen")

    def _zet_rol(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        if not self.mag_bijwerken:
            raise _Refusal(403)
        _vereis(inhoud, "zaak", "betrokkeneType", "roltype", "roltoelichting")
        _limit(inhoud, roltoelichting=1000, afwijkendeNaamBetrokkene=625)
        if inhoud["betrokkeneType"] not in _BETROKKENEN:
            raise _Refusal(400, ("betrokkeneType", "invalid_choice"))
        if not inhoud.get("betrokkene") and not inhoud.get("betrokkeneIdentificatie"):
            raise _Refusal(400, ("nonFieldErrors", "invalid-betrokkene"))
        _limit(inhoud.get("betrokkeneIdentificatie", {}), geslachtsnaam=200, voornamen=200, inpBsn=9, anpIdentificatie=17)
        if (persoon := inhoud.get("contactpersoonRol")) is not None:
            _vereis(persoon, "naam")
            _limit(persoon, naam=200, emailadres=254, functie=50, telefoonnummer=20)
            if not _EMAIL.fullmatch(persoon.get("emailadres") or "a@b.nl"):
                raise _Refusal(400, ("contactpersoonRol.emailadres", "invalid"))
        zaak, typen = self._open_zaak(inhoud), {each["url"]: each for each in self.roltypen}
        if inhoud["roltype"] not in typen:
            raise _Refusal(400, ("roltype", "bad-url"))
        roltype = typen[inhoud["roltype"]]
        if roltype["zaaktype"] != zaak["zaaktype"]:
            raise _Refusal(400, ("nonFieldErrors", "zaaktype-mismatch"))  # zrc-019
        generiek = roltype["omschrijvingGeneriek"]
        if (
            any((each["zaak"], each["omschrijvingGeneriek"]) == (zaak["url"], generiek) for each in self.rollen)
            and generiek in _ONE
        ):
            raise _Refusal(400, ("roltype", "max-occurences"))
        made = inhoud | {"omschrijving": roltype["omschrijving"], "omschrijvingGeneriek": generiek}
        return _voeg_toe(self.rollen, made, f"{self.zaken_api}/rollen")

    def _maak_document(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        _vereis(inhoud, "bronorganisatie", "creatiedatum", "titel", "auteur", "taal", "informatieobjecttype")
        _limit(inhoud, identificatie=40, titel=200, auteur=200, taal=3, bestandsnaam=255, formaat=255)
        if inhoud["informatieobjecttype"] != self.informatieobjecttype:
            raise _Refusal(400, ("informatieobjecttype", "bad-url"))
        file = b64decode(inhoud["inhoud"], validate=True)
        if len(file) != inhoud["bestandsomvang"]:
            raise _Refusal(400, ("bestandsomvang", "file-size"))
        return self._bewaar(
            self.documenten, inhoud | {"inhoud": file.hex()}, f"{self.documenten_api}/enkelvoudiginformatieobjecten"
        )

    def _koppel(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        _vereis(inhoud, "zaak", "informatieobject")
        self._open_zaak(inhoud)
        if inhoud["informatieobject"] not in {document["url"] for document in self.documenten}:
            raise _Refusal(400, ("informatieobject", "bad-url"))
        pair = (inhoud["zaak"], inhoud["informatieobject"])
        if any((each["zaak"], each["informatieobject"]) == pair for each in self.koppelingen):
            raise _Refusal(400, ("nonFieldErrors", "unique"))
        return _voeg_toe(self.koppelingen, inhoud, f"{self.zaken_api}/zaakinformatieobjecten")

    @staticmethod
    def _bewaar(waar: list[dict[str, Any]], inhoud: dict[str, Any], adres: str, uuid: UUID | None = None) -> dict[str, Any]:
        key = (inhoud["bronorganisatie"], inhoud["identificatie"])
        if any((each["bronorganisatie"], each["identificatie"]) == key for each in waar):
            raise _Refusal(400, ("identificatie", "identificatie-niet-uniek"))
        return _voeg_toe(waar, inhoud, adres, uuid)


def _voeg_toe(waar: list[dict[str, Any]], inhoud: dict[str, Any], adres: str, uuid: UUID | None = None) -> dict[str, Any]:
    made = inhoud | {"url": f"{adres}/{uuid or uuid4()}"}
    waar.append(made)
    return made


def _statustype(sequence_number: int) -> dict[str, Any]:
    return {
        "url": f"https://catalogi.gemeente.example/statustypen/{sequence_number}",
        "zaaktype": KLACHT.url,
        "omschrijving": f"Stap {sequence_number}",
        "volgnummer": sequence_number,
        "isEindstatus": sequence_number == 3,
    }


def _roltype(generiek: str) -> dict[str, Any]:
    return {
        "url": f"https://catalogi.gemeente.example/roltypen/{generiek}",
        "zaaktype": KLACHT.url,
        "omschrijving": generiek.capitalize(),
        "omschrijvingGeneriek": generiek,
    }


def _moment(member: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _Refusal(400, (member, "invalid")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _vereis(inhoud: Mapping[str, Any], *fields: str) -> None:
    ontbreekt = [(member, "required") for member in fields if not inhoud.get(member)]
    if ontbreekt:
        raise _Refusal(400, *ontbreekt)


def _limit(inhoud: Mapping[str, Any], **grenzen: int) -> None:
    te_lang = [(member, "max_length") for member, limit in grenzen.items() if len(inhoud.get(member, "")) > limit]
    if te_lang:
        raise _Refusal(400, *te_lang)


def _uit_base64url(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class _Behandelaar(HttpHandler):
    zgw: ZgwServer
    slot: threading.Lock

    def do_GET(self) -> None:
        self._antwoord("GET")

    def do_POST(self) -> None:
        self._antwoord("POST")

    def _antwoord(self, method: str) -> None:
        source = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        with self.slot:
            self.zgw.invocations.append(f"{method} {urlsplit(self.path).path.rpartition('/')[2]}")
            mishap = self.zgw.mishap.pop(0) if self.zgw.mishap else Mishap.NOTHING
            status, inhoud = self._voer_uit(method, source, mishap)
        match mishap:
            case Mishap.CUT_OFF | Mishap.CUT_OFF_AFTERWARDS:
                self._verbreek()
            case Mishap.SILENT | Mishap.SILENT_AFTERWARDS:
                self.zgw.released.wait(30)
                self._verbreek()
            case Mishap.UNREADABLE_AFTERWARDS:
                self._stuur(status, b"<html>", "text/html")
            case _:
                self._stuur(status, json.dumps(inhoud).encode(), "application/json")

    def _voer_uit(self, method: str, source: bytes, mishap: Mishap) -> tuple[int, Any]:
        if mishap is Mishap.REFUSES:
            return 400, _probleem(400, ("zaaktype", "bad-url"))
        status, inhoud = _STATUS.get(mishap, 0), _probleem(_STATUS.get(mishap, 0))
        if mishap is Mishap.NOTHING or mishap in _AFTERWARDS:
            gedaan = self.zgw.antwoord(method, self.path, dict(self.headers.items()), source)
            if not status:
                return gedaan
        return status, inhoud

    def _stuur(self, status: int, inhoud: bytes, formaat: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", formaat)
        self.send_header("Content-Length", str(len(inhoud)))
        if status == 307:
            self.send_header("Location", f"{self.zgw.basis}/elders")
        self.end_headers()
        self.wfile.write(inhoud)

    def _verbreek(self) -> None:
        """Close the connection with RST instead of FIN."""
        self.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            return  # the connection that was reset


def _probleem(status: int, *fields: tuple[str, str]) -> dict[str, Any]:
    """Describe a refusal. Its `reason` repeats what was sent, as such a server may."""
    errors = [{"name": name, "code": code, "reason": "Jan Jansen <jan@burger.example>"} for name, code in fields]
    return {
        "type": "urn:x",
        "code": "invalid",
        "title": "Invalid input.",
        "status": status,
        "detail": "",
        "invalidParams": errors,
    }


@contextmanager
def zgw_server(tls: ssl.SSLContext | None = None) -> Iterator[ZgwServer]:
    """Run a server on a free port of 127.0.0.1, over HTTPS when `tls` is given."""
    zgw = ZgwServer()
    handler = type("Behandelaar", (_Behandelaar,), {"zgw": zgw, "slot": threading.Lock()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if tls:  # each connection shakes hands in the thread that answers it
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    zgw.basis = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    with serving(server):
        try:
            yield zgw
        finally:
            zgw.released.set()
