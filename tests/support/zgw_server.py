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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SO_LINGER, SOL_SOCKET
from time import time
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

from tests.support.builders import KLACHT, ORGANISATIE

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
_EEN: Final = frozenset({"initiator", "zaakcoordinator"})
"""The generic roltypen of which a zaak has one rol at most."""
_EMAIL: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z0-9-]{1,63}\.)+[a-z]{2,63}", re.IGNORECASE)


class Onheil(StrEnum):
    """The things that can go wrong with one call."""

    NIETS = "nothing"
    STUK = "500, without effect"
    STUK_ERNA = "500, after its effect"
    VERBROKEN = "a reset, without effect"
    VERBROKEN_ERNA = "a reset, after its effect"
    STIL = "no answer, without effect"
    STIL_ERNA = "no answer, after its effect"
    ONLEESBAAR_ERNA = "201 with a page of HTML, after its effect"
    DRUK = "429"
    NIET_NU = "503"
    GEEN_TOEGANG = "403"
    OMLEIDING = "307"
    WEIGERT = "400 for the field `zaaktype`"
    VERDWENEN = "404"


ZONDER_UITSLAG: Final = frozenset(set(Onheil) - {Onheil.NIETS, Onheil.WEIGERT, Onheil.VERDWENEN})
"""The misfortunes after which nobody can know the outcome, or the same call may succeed later."""
_ERNA: Final = frozenset({Onheil.STUK_ERNA, Onheil.VERBROKEN_ERNA, Onheil.STIL_ERNA, Onheil.ONLEESBAAR_ERNA})
_STATUS: Final = {
    Onheil.STUK: 500,
    Onheil.STUK_ERNA: 500,
    Onheil.DRUK: 429,
    Onheil.NIET_NU: 503,
    Onheil.GEEN_TOEGANG: 403,
    Onheil.OMLEIDING: 307,
    Onheil.VERDWENEN: 404,
}


class _Weigering(Exception):
    def __init__(self, status: int, *velden: tuple[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.velden = velden


@dataclass
class ZgwServer:
    """The server: all that it holds, and all that it was asked."""

    basis: str = ""
    geheim: str = GEHEIM
    informatieobjecttype: str = ORGANISATIE.informatieobjecttype
    zaken: list[dict[str, Any]] = field(default_factory=list)
    documenten: list[dict[str, Any]] = field(default_factory=list)
    koppelingen: list[dict[str, Any]] = field(default_factory=list)
    statussen: list[dict[str, Any]] = field(default_factory=list)
    rollen: list[dict[str, Any]] = field(default_factory=list)
    statustypen: list[dict[str, Any]] = field(default_factory=lambda: [_statustype(2), _statustype(1), _statustype(3)])
    """The statustypen of the catalogue; the last one of a zaaktype closes its zaak."""
    roltypen: list[dict[str, Any]] = field(default_factory=lambda: [_roltype("behandelaar"), _roltype("initiator")])
    mag_bijwerken: bool = True
    """The application has the scope `zaken.bijwerken`, without which it gives a zaak no rol."""
    oproepen: list[str] = field(default_factory=list)
    """Method and last part of the path of every call."""
    onheil: list[Onheil] = field(default_factory=list)
    """The misfortunes of the next calls, in order; nothing goes wrong with the calls after those."""
    onvindbaar: bool = False
    """Lists are empty, as for a client without the right to read."""
    niet_eerst: int = 0
    """The number of the next lists that are empty: what was made just now does not show yet."""
    verborgen: bool = False
    """A zaak may not be read: we lack its zaaktype or its vertrouwelijkheidaanduiding."""
    ongefilterd: bool = False
    """Lists hold everything, whatever was asked for."""
    losgelaten: threading.Event = field(default_factory=threading.Event)
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

    def antwoord(self, methode: str, adres: str, koppen: Mapping[str, str], bron: bytes) -> tuple[int, Any]:
        """Status and body, when nothing goes wrong."""
        try:
            return self.behandel(methode, adres, koppen, bron)
        except _Weigering as weigering:
            return weigering.status, _probleem(weigering.status, *weigering.velden)

    def behandel(self, methode: str, adres: str, koppen: Mapping[str, str], bron: bytes) -> tuple[int, Any]:
        """Status and body. Raises: _Weigering."""
        deel = urlsplit(adres)
        api, _, soort = deel.path.rpartition("/")
        een_zaak = f"{self.basis}{api}" == f"{self.zaken_api}/zaken"
        self._toets_token(koppen.get("Authorization", ""))
        if (een_zaak or soort == "zaken") and koppen.get("Accept-Crs") != "EPSG:4326":
            raise _Weigering(406)
        if methode == "GET" and een_zaak:
            return 200, self._lees_zaak(soort)
        if methode == "GET":
            return 200, self._zoek(soort, dict(parse_qsl(deel.query)))
        inhoud = json.loads(bron)
        match soort:
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
                raise _Weigering(404)

    def _toets_token(self, kop: str) -> None:
        try:
            ondertekend, _, handtekening = kop.removeprefix("Bearer ").rpartition(".")
            kopdeel, claims = (json.loads(_uit_base64url(een)) for een in ondertekend.split("."))
        except ValueError:
            raise _Weigering(401) from None
        verwacht = hmac.digest(self.geheim.encode(), ondertekend.encode(), sha256)
        if not hmac.compare_digest(_uit_base64url(handtekening), verwacht) or kopdeel != {"alg": "HS256", "typ": "JWT"}:
            raise _Weigering(401)
        if claims["iss"] != CLIENT_ID or claims["client_id"] != CLIENT_ID or not -60 < time() - claims["iat"] < 3600:
            raise _Weigering(401)
        if not claims["user_id"] or not claims["user_representation"]:
            raise _Weigering(401)

    def zaak(
        self,
        identificatie: str,
        *,
        bronorganisatie: str = ORGANISATIE.rsin,
        einddatum: str | None = None,
        uuid: UUID | None = None,
        archiefnominatie: str | None = None,
        archiefactiedatum: str | None = None,
    ) -> str:
        """Have somebody else make a zaak here, and return its URL."""
        assert archiefnominatie in (None, "blijvend_bewaren", "vernietigen")
        assert archiefactiedatum is None or date.fromisoformat(archiefactiedatum).isoformat() == archiefactiedatum
        velden = {
            "identificatie": identificatie,
            "bronorganisatie": bronorganisatie,
            "zaaktype": KLACHT.url,
            "verantwoordelijkeOrganisatie": bronorganisatie,
            "startdatum": "2026-11-02",
            "einddatum": einddatum,
            "archiefnominatie": archiefnominatie,
            "archiefactiedatum": archiefactiedatum,
            "omschrijving": "Kapvergunning eik",
            "toelichting": "",
        }
        return str(self._bewaar(self.zaken, velden, f"{self.zaken_api}/zaken", uuid)["url"])

    def _lees_zaak(self, uuid: str) -> dict[str, Any]:
        if self.verborgen:
            raise _Weigering(403)
        gevonden = [] if self.onvindbaar else [een for een in self.zaken if een["url"].endswith(f"/{uuid}")]
        if not gevonden:
            raise _Weigering(404)
        return gevonden[0]

    def _zoek(self, soort: str, vraag: Mapping[str, str]) -> Any:
        bron = {
            "zaken": self.zaken,
            "enkelvoudiginformatieobjecten": self.documenten,
            "zaakinformatieobjecten": self.koppelingen,
            "statussen": self.statussen,
            "rollen": self.rollen,
            "statustypen": self.statustypen,
            "roltypen": self.roltypen,
        }[soort]
        rijen = [rij for rij in bron if self.ongefilterd or all(rij[naam] == waarde for naam, waarde in vraag.items())]
        rijen = [] if self.onvindbaar or self.niet_eerst else rijen
        self.niet_eerst = max(0, self.niet_eerst - 1)
        if soort == "zaakinformatieobjecten":  # the one list without pages
            return rijen
        return {"count": len(rijen), "next": None, "previous": None, "results": rijen}

    def _maak_zaak(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        _vereis(inhoud, "bronorganisatie", "zaaktype", "verantwoordelijkeOrganisatie", "startdatum")
        _begrens(inhoud, identificatie=40, omschrijving=80, toelichting=1000, bronorganisatie=9)
        if inhoud["zaaktype"] != KLACHT.url:
            raise _Weigering(400, ("zaaktype", "bad-url"))
        vertrouwelijk = inhoud.get("vertrouwelijkheidaanduiding", VAN_HET_ZAAKTYPE)  # zrc-009
        if vertrouwelijk not in _VERTROUWELIJKHEID:
            raise _Weigering(400, ("vertrouwelijkheidaanduiding", "invalid_choice"))
        met = {"archiefnominatie": None, "archiefactiedatum": None} | inhoud | {"vertrouwelijkheidaanduiding": vertrouwelijk}
        return self._bewaar(self.zaken, met, f"{self.zaken_api}/zaken")

    def _open_zaak(self, inhoud: Mapping[str, Any]) -> dict[str, Any]:
        """Return the zaak that something is added to."""
        gevonden = [een for een in self.zaken if een["url"] == inhoud["zaak"]]
        if not gevonden:
            raise _Weigering(400, ("zaak", "does_not_exist"))
        if gevonden[0].get("einddatum"):
            raise _Weigering(403)  # zrc-007: only who has the scope zaken.geforceerd-bijwerken
        return gevonden[0]

    def _zet_status(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        _vereis(inhoud, "zaak", "statustype", "datumStatusGezet")
        _begrens(inhoud, statustoelichting=1000)
        zaak, typen = self._open_zaak(inhoud), {een["url"]: een for een in self.statustypen}
        if inhoud["statustype"] not in typen:
            raise _Weigering(400, ("statustype", "bad-url"))
        statustype = typen[inhoud["statustype"]]
        if statustype["zaaktype"] != zaak["zaaktype"]:
            raise _Weigering(400, ("nonFieldErrors", "zaaktype-mismatch"))  # zrc-016
        gezet = _moment("datumStatusGezet", inhoud["datumStatusGezet"])
        if gezet.timestamp() > time():
            raise _Weigering(400, ("datumStatusGezet", "date-in-future"))
        eerder = [een for een in self.statussen if een["zaak"] == zaak["url"]]
        if any(_moment("datumStatusGezet", een["datumStatusGezet"]) == gezet for een in eerder):
            raise _Weigering(400, ("nonFieldErrors", "unique"))
        if eerder:
            raise _Weigering(403)  # the scope zaken.aanmaken is for the first status alone
        if statustype["isEindstatus"]:
            raise _Weigering(400, ("zaak", "resultaat-does-not-exist"))  # zrc-007
        return _voeg_toe(self.statussen, inhoud, f"{self.zaken_api}/statussen")

    def _zet_rol(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        if not self.mag_bijwerken:
            raise _Weigering(403)
        _vereis(inhoud, "zaak", "betrokkeneType", "roltype", "roltoelichting")
        _begrens(inhoud, roltoelichting=1000, afwijkendeNaamBetrokkene=625)
        if inhoud["betrokkeneType"] not in _BETROKKENEN:
            raise _Weigering(400, ("betrokkeneType", "invalid_choice"))
        if not inhoud.get("betrokkene") and not inhoud.get("betrokkeneIdentificatie"):
            raise _Weigering(400, ("nonFieldErrors", "invalid-betrokkene"))
        _begrens(inhoud.get("betrokkeneIdentificatie", {}), geslachtsnaam=200, voornamen=200, inpBsn=9, anpIdentificatie=17)
        if (persoon := inhoud.get("contactpersoonRol")) is not None:
            _vereis(persoon, "naam")
            _begrens(persoon, naam=200, emailadres=254, functie=50, telefoonnummer=20)
            if not _EMAIL.fullmatch(persoon.get("emailadres") or "a@b.nl"):
                raise _Weigering(400, ("contactpersoonRol.emailadres", "invalid"))
        zaak, typen = self._open_zaak(inhoud), {een["url"]: een for een in self.roltypen}
        if inhoud["roltype"] not in typen:
            raise _Weigering(400, ("roltype", "bad-url"))
        roltype = typen[inhoud["roltype"]]
        if roltype["zaaktype"] != zaak["zaaktype"]:
            raise _Weigering(400, ("nonFieldErrors", "zaaktype-mismatch"))  # zrc-019
        generiek = roltype["omschrijvingGeneriek"]
        if any((een["zaak"], een["omschrijvingGeneriek"]) == (zaak["url"], generiek) for een in self.rollen) and generiek in _EEN:
            raise _Weigering(400, ("roltype", "max-occurences"))
        gemaakt = inhoud | {"omschrijving": roltype["omschrijving"], "omschrijvingGeneriek": generiek}
        return _voeg_toe(self.rollen, gemaakt, f"{self.zaken_api}/rollen")

    def _maak_document(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        _vereis(inhoud, "bronorganisatie", "creatiedatum", "titel", "auteur", "taal", "informatieobjecttype")
        _begrens(inhoud, identificatie=40, titel=200, auteur=200, taal=3, bestandsnaam=255, formaat=255)
        if inhoud["informatieobjecttype"] != self.informatieobjecttype:
            raise _Weigering(400, ("informatieobjecttype", "bad-url"))
        bestand = b64decode(inhoud["inhoud"], validate=True)
        if len(bestand) != inhoud["bestandsomvang"]:
            raise _Weigering(400, ("bestandsomvang", "file-size"))
        return self._bewaar(
            self.documenten, inhoud | {"inhoud": bestand.hex()}, f"{self.documenten_api}/enkelvoudiginformatieobjecten"
        )

    def _koppel(self, inhoud: dict[str, Any]) -> dict[str, Any]:
        _vereis(inhoud, "zaak", "informatieobject")
        self._open_zaak(inhoud)
        if inhoud["informatieobject"] not in {document["url"] for document in self.documenten}:
            raise _Weigering(400, ("informatieobject", "bad-url"))
        paar = (inhoud["zaak"], inhoud["informatieobject"])
        if any((een["zaak"], een["informatieobject"]) == paar for een in self.koppelingen):
            raise _Weigering(400, ("nonFieldErrors", "unique"))
        return _voeg_toe(self.koppelingen, inhoud, f"{self.zaken_api}/zaakinformatieobjecten")

    @staticmethod
    def _bewaar(waar: list[dict[str, Any]], inhoud: dict[str, Any], adres: str, uuid: UUID | None = None) -> dict[str, Any]:
        key = (inhoud["bronorganisatie"], inhoud["identificatie"])
        if any((een["bronorganisatie"], een["identificatie"]) == key for een in waar):
            raise _Weigering(400, ("identificatie", "identificatie-niet-uniek"))
        return _voeg_toe(waar, inhoud, adres, uuid)


def _voeg_toe(waar: list[dict[str, Any]], inhoud: dict[str, Any], adres: str, uuid: UUID | None = None) -> dict[str, Any]:
    gemaakt = inhoud | {"url": f"{adres}/{uuid or uuid4()}"}
    waar.append(gemaakt)
    return gemaakt


def _statustype(volgnummer: int) -> dict[str, Any]:
    return {
        "url": f"https://catalogi.gemeente.example/statustypen/{volgnummer}",
        "zaaktype": KLACHT.url,
        "omschrijving": f"Stap {volgnummer}",
        "volgnummer": volgnummer,
        "isEindstatus": volgnummer == 3,
    }


def _roltype(generiek: str) -> dict[str, Any]:
    return {
        "url": f"https://catalogi.gemeente.example/roltypen/{generiek}",
        "zaaktype": KLACHT.url,
        "omschrijving": generiek.capitalize(),
        "omschrijvingGeneriek": generiek,
    }


def _moment(veld: str, tekst: str) -> datetime:
    try:
        moment = datetime.fromisoformat(tekst)
    except ValueError:
        raise _Weigering(400, (veld, "invalid")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _vereis(inhoud: Mapping[str, Any], *velden: str) -> None:
    ontbreekt = [(veld, "required") for veld in velden if not inhoud.get(veld)]
    if ontbreekt:
        raise _Weigering(400, *ontbreekt)


def _begrens(inhoud: Mapping[str, Any], **grenzen: int) -> None:
    te_lang = [(veld, "max_length") for veld, grens in grenzen.items() if len(inhoud.get(veld, "")) > grens]
    if te_lang:
        raise _Weigering(400, *te_lang)


def _uit_base64url(tekst: str) -> bytes:
    return urlsafe_b64decode(tekst + "=" * (-len(tekst) % 4))


class _Behandelaar(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    zgw: ZgwServer
    slot: threading.Lock

    def do_GET(self) -> None:
        self._antwoord("GET")

    def do_POST(self) -> None:
        self._antwoord("POST")

    def _antwoord(self, methode: str) -> None:
        bron = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        with self.slot:
            self.zgw.oproepen.append(f"{methode} {urlsplit(self.path).path.rpartition('/')[2]}")
            onheil = self.zgw.onheil.pop(0) if self.zgw.onheil else Onheil.NIETS
            status, inhoud = self._voer_uit(methode, bron, onheil)
        match onheil:
            case Onheil.VERBROKEN | Onheil.VERBROKEN_ERNA:
                self._verbreek()
            case Onheil.STIL | Onheil.STIL_ERNA:
                self.zgw.losgelaten.wait(30)
                self._verbreek()
            case Onheil.ONLEESBAAR_ERNA:
                self._stuur(status, b"<html>", "text/html")
            case _:
                self._stuur(status, json.dumps(inhoud).encode(), "application/json")

    def _voer_uit(self, methode: str, bron: bytes, onheil: Onheil) -> tuple[int, Any]:
        if onheil is Onheil.WEIGERT:
            return 400, _probleem(400, ("zaaktype", "bad-url"))
        status, inhoud = _STATUS.get(onheil, 0), _probleem(_STATUS.get(onheil, 0))
        if onheil is Onheil.NIETS or onheil in _ERNA:
            gedaan = self.zgw.antwoord(methode, self.path, dict(self.headers.items()), bron)
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

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _probleem(status: int, *velden: tuple[str, str]) -> dict[str, Any]:
    """Describe a refusal. Its `reason` repeats what was sent, as such a server may."""
    fouten = [{"name": naam, "code": code, "reason": "Jan Jansen <jan@burger.example>"} for naam, code in velden]
    return {
        "type": "urn:x",
        "code": "invalid",
        "title": "Invalid input.",
        "status": status,
        "detail": "",
        "invalidParams": fouten,
    }


@contextmanager
def zgw_server(tls: ssl.SSLContext | None = None) -> Iterator[ZgwServer]:
    """Run a server on a free port of 127.0.0.1, over HTTPS when `tls` is given."""
    zgw = ZgwServer()
    handler = type("Behandelaar", (_Behandelaar,), {"zgw": zgw, "slot": threading.Lock()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if tls:  # each connection shakes hands in the thread that answers it
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    zgw.basis = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    draad.start()
    try:
        yield zgw
    finally:
        zgw.losgelaten.set()
        server.shutdown()
        server.server_close()
        draad.join()
