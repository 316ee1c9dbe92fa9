"""The municipality's Zaken API and Documenten API (ZGW), with the types of its Catalogi API.

They hold one zaak, its first status and its initiator, one of each document, and one tie, whatever goes wrong.

    make ──► 2xx with a URL      there
        ├──► 400                 looked up: an earlier attempt may have made it; not there: refused
        ├──► any other 4xx       refused, except for those that say nothing of what was asked
        └──► the rest, or none   nobody can know: looked up before it is made again

A list is never believed to be filtered: only what has our own identificatie in it is ours.

A zaak that is there already is read by its identificatie, or by a URL. That URL comes from a person: it is asked for
only when it is one of a zaak at this very Zaken API, and then under the address that the municipality has set.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

import urllib3
from botocore.config import Config

from klantmail.adapters.aws import KORT, Aws
from klantmail.adapters.zgw.clientcertificaat import PoolMetCertificaat
from klantmail.adapters.zgw.zgw import NoResponse, Response, ZgwClient, ZgwGeheim
from klantmail.domain.document import Informatieobject
from klantmail.domain.tijd import als_tekst, dag_hier, nu
from klantmail.domain.zaak import (
    MAX_ZAAKIDENTIFICATIE,
    MAX_ZAAKOMSCHRIJVING,
    BestaandeZaak,
    Zaak,
    Zaakverwijzing,
)
from klantmail.domain.zaaktermijn import Archiefnominatie, Zaaktermijn
from klantmail.ports.zaaksysteem import Gemaakt, NietGelezen, NietGemaakt
from klantmail.runtime.instellingen import ZgwInstellingen
from ontleden.ontleding import Adres

_NIET_UNIEK: Final = "identificatie-niet-uniek"
"""The code of ZGW APIs for an identificatie that a bronorganisatie has used (zrc-002, drc-001)."""
_MAX_FORMAAT: Final = 255
"""The longest formaat of Documenten API 1.7. A mail may declare any type, and one that is cut off would be another."""

_INITIATOR: Final = "initiator"
"""The omschrijvingGeneriek of the roltype of who asks. A zaak has one rol of it."""
_MAX_NAAM: Final = 200
"""Characters of a name in a rol (Zaken API 1.5)."""
_E_MAILADRES: Final = re.compile(
    r"(?=.{1,254}$)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
    re.ASCII | re.IGNORECASE,
)
"""The addresses that each Zaken API takes. One that is stranger is left out, or it would have the whole rol refused."""

_AAN_DE_BALIE: Final = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2, "mode": "standard"})
"""The configuration of reading the secret while an agent waits: with the call after it, it ends within the function."""
_POORTEN: Final = {"http": 80, "https": 443}


class _Gestopt(Exception):
    """The attempt stopped. Args: uitslag: the reason why there is nothing."""

    def __init__(self, uitslag: NietGemaakt) -> None:
        super().__init__(uitslag.reden)
        self.uitslag = uitslag


class ZgwZaaksysteem:
    """The `Zaaksysteem` and the `Zaaktermijnen` of `klantmail.ports.zaaksysteem` over HTTP.

    Args:
        zaken: base URL of the Zaken API, up to and including its version.
        documenten: base URL of the Documenten API; empty when there is none.
        rsin: RSIN of the municipality.
        communicatiekanaal: URL of e-mail in the list of communicatiekanalen; empty leaves it out.
        catalogi: base URL of the Catalogi API; empty when a zaak gets no status and no initiator.
    """

    def __init__(
        self, client: ZgwClient, *, zaken: str, documenten: str, rsin: str, communicatiekanaal: str, catalogi: str = ""
    ) -> None:
        self._client = client
        self._statussen = f"{zaken.rstrip('/')}/statussen"
        self._rollen = f"{zaken.rstrip('/')}/rollen"
        self._catalogi = catalogi.rstrip("/")
        self._zaken = f"{zaken.rstrip('/')}/zaken"
        self._koppelingen = f"{zaken.rstrip('/')}/zaakinformatieobjecten"
        self._documenten = f"{documenten.rstrip('/')}/enkelvoudiginformatieobjecten" if documenten else ""
        self._rsin = rsin
        self._communicatiekanaal = communicatiekanaal

    @property
    def met_documenten(self) -> bool:
        return bool(self._documenten)

    @property
    def met_catalogus(self) -> bool:
        return bool(self._catalogi)

    def maak_zaak(self, zaak: Zaak, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        try:
            eigen = {"identificatie": str(zaak.identificatie), "bronorganisatie": self._rsin}
            return Gemaakt(self._eenmaal(self._zaken, eigen, self._zaak_velden(zaak), zoek_eerst=herhaling))
        except _Gestopt as stop:
            return stop.uitslag

    def zet_status(self, zaak: Zaak) -> Gemaakt | NietGemaakt:
        return self._eigenschap(self._statussen, {"zaak": zaak.url}, lambda: self._status_velden(zaak))

    def zet_initiator(self, zaak: Zaak) -> Gemaakt | NietGemaakt:
        eigen = {"zaak": zaak.url, "omschrijvingGeneriek": _INITIATOR}
        return self._eigenschap(self._rollen, eigen, lambda: self._rol_velden(zaak))

    def koppel(self, zaak: str, document: Informatieobject, inhoud: bytes, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        try:
            eigen = {"identificatie": str(document.identificatie), "bronorganisatie": document.bronorganisatie}
            url = self._eenmaal(self._documenten, eigen, _document_velden(document, inhoud), zoek_eerst=herhaling)
            koppeling = {"zaak": zaak, "informatieobject": url}
            self._eenmaal(self._koppelingen, koppeling, koppeling, zoek_eerst=herhaling)
        except _Gestopt as stop:
            return stop.uitslag
        return Gemaakt(url)

    def zoek(self, verwijzing: Zaakverwijzing) -> Sequence[BestaandeZaak] | NietGelezen:
        try:
            return self._bij_url(verwijzing.url) if verwijzing.url else self._bij_identificatie(verwijzing.identificatie)
        except NoResponse as fout:
            return NietGelezen(str(fout), tijdelijk=True)

    def zaaktermijn(self, url: str) -> Zaaktermijn | NietGelezen | None:
        try:
            gelezen = self._gelezen(url)
            return _termijn(gelezen.inhoud) if isinstance(gelezen, Response) else gelezen
        except NoResponse as fout:
            return NietGelezen(str(fout), tijdelijk=True)

    def _bij_url(self, url: str) -> Sequence[BestaandeZaak] | NietGelezen:
        gelezen = self._gelezen(url)
        if isinstance(gelezen, Response):
            return (_bestaand(gelezen.inhoud),)
        return gelezen or ()

    def _gelezen(self, url: str) -> Response | NietGelezen | None:
        """Read the zaak of this URL; None when it is not there. Raises: NoResponse (also for another zaak)."""
        uuid = self._uuid_hier(url)
        if uuid is None:
            return None
        response = self._client.lees(f"{self._zaken}/{uuid}")
        if response.status == HTTPStatus.NOT_FOUND:
            return None
        if not response.goed:
            return _ongelezen(response)
        if not response.url.lower().endswith(f"/{uuid}"):
            raise NoResponse("another zaak")
        return response

    def _bij_identificatie(self, identificatie: str) -> Sequence[BestaandeZaak] | NietGelezen:
        response = self._client.zoek(self._zaken, {"identificatie": identificatie})
        if not response.goed:
            return _ongelezen(response)
        return [_bestaand(rij) for rij in _rijen(response) if rij.get("identificatie") == identificatie]

    def _uuid_hier(self, url: str) -> UUID | None:
        """Return the UUID of a zaak at this Zaken API; None when the URL is of anything else."""
        try:
            delen, hier = urlsplit(url), urlsplit(self._zaken)
            pad, _, laatste = delen.path.rpartition("/")
            zelfde = (_plek(delen), pad, delen.query, delen.fragment) == (_plek(hier), hier.path, "", "")
            uuid = UUID(laatste)
        except ValueError:
            return None
        return uuid if zelfde and laatste.lower() == str(uuid) else None

    def _eigenschap(
        self, adres: str, eigen: Mapping[str, str], velden: Callable[[], Mapping[str, object]]
    ) -> Gemaakt | NietGemaakt:
        """Give a zaak what it has once.

        It is always looked up first, since others work on a zaak as soon as it is there.
        """
        try:
            return Gemaakt(self._zoek(adres, eigen) or self._eenmaal(adres, eigen, velden(), zoek_eerst=False))
        except NoResponse as fout:
            return NietGemaakt(str(fout), tijdelijk=True)
        except _Gestopt as stop:
            return stop.uitslag

    def _eenmaal(self, adres: str, eigen: Mapping[str, str], velden: Mapping[str, object], *, zoek_eerst: bool) -> str:
        """Return the URL of the one resource with these own values: the one that is there, or one that is made now.

        Raises: _Gestopt.
        """
        try:
            if zoek_eerst and (gevonden := self._zoek(adres, eigen)):
                return gevonden
            gemaakt = self._client.maak(adres, velden)
            if gemaakt.goed and gemaakt.url:
                return gemaakt.url
            # This is about values that have to be unique. The standard does not say which code a tie that is there
            # gives.
            if gemaakt.status != HTTPStatus.BAD_REQUEST:
                raise _Gestopt(_waarom(gemaakt))
            if gevonden := self._zoek(adres, eigen):
                return gevonden
        except NoResponse as fout:
            raise _Gestopt(NietGemaakt(str(fout), tijdelijk=True)) from fout
        # The identificatie is taken, and cannot be seen (yet): that is no refusal of what was asked.
        bezet = any(code == _NIET_UNIEK for _, code in gemaakt.fouten)
        raise _Gestopt(NietGemaakt(gemaakt.reden, tijdelijk=True) if bezet else _waarom(gemaakt))

    def _zoek(self, adres: str, eigen: Mapping[str, str]) -> str:
        """Return the URL of the resource with these values; empty when there is none.

        Raises: NoResponse; _Gestopt.
        """
        return next((Response(HTTPStatus.OK, rij).url for rij in self._gevonden(adres, eigen)), "")

    def _gevonden(self, adres: str, eigen: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the resources with these values. Raises: NoResponse; _Gestopt."""
        response = self._client.zoek(adres, eigen)
        if not response.goed:
            raise _Gestopt(NietGemaakt(response.reden, tijdelijk=True))
        return [rij for rij in _rijen(response) if all(rij.get(naam) == waarde for naam, waarde in eigen.items())]

    def _zaak_velden(self, zaak: Zaak) -> Mapping[str, object]:
        """The fields of `zaak_create` (Zaken API 1.5)."""
        kanaal = {"communicatiekanaal": self._communicatiekanaal} if self._communicatiekanaal else {}
        vertrouwelijk = {"vertrouwelijkheidaanduiding": zaak.vertrouwelijkheid.value} if zaak.vertrouwelijkheid else {}
        return {
            "identificatie": str(zaak.identificatie),
            "bronorganisatie": self._rsin,
            "zaaktype": zaak.zaaktype,
            "verantwoordelijkeOrganisatie": self._rsin,
            "startdatum": zaak.startdatum.isoformat() if zaak.startdatum else None,
            "omschrijving": zaak.omschrijving,
            "toelichting": zaak.toelichting,
            **kanaal,
            **vertrouwelijk,
        }

    def _status_velden(self, zaak: Zaak) -> Mapping[str, object]:
        """The fields of `status_create` (Zaken API 1.5).

        The moment is that of the zaak here, and the same at each attempt: a zaak has one status of a moment.

        Raises: NoResponse; _Gestopt (its zaaktype has no statustype that leaves it open).
        """
        typen = self._gevonden(f"{self._catalogi}/statustypen", {"zaaktype": zaak.zaaktype})
        open_ = [
            een for een in typen if een.get("url") and isinstance(een.get("volgnummer"), int) and not een.get("isEindstatus")
        ]
        if not open_:
            raise _Gestopt(NietGemaakt("Het zaaktype heeft in de catalogus geen statustype om mee te beginnen.", tijdelijk=False))
        eerste = min(open_, key=lambda een: een["volgnummer"])
        return {"zaak": zaak.url, "statustype": eerste["url"], "datumStatusGezet": als_tekst(zaak.aangemaakt_op)}

    def _rol_velden(self, zaak: Zaak) -> Mapping[str, object]:
        """The fields of `rol_create` (Zaken API 1.5), for the initiator.

        A mail tells a name and an address, and not who somebody is: no field says more than that.

        Raises: NoResponse; _Gestopt (its zaaktype has no such roltype).
        """
        eigen = {"zaaktype": zaak.zaaktype, "omschrijvingGeneriek": _INITIATOR}
        roltype = self._zoek(f"{self._catalogi}/roltypen", eigen)
        if not roltype:
            raise _Gestopt(NietGemaakt("Het zaaktype heeft in de catalogus geen roltype voor de initiator.", tijdelijk=False))
        afzender = zaak.initiator or Adres("", "")
        naam = (afzender.naam or afzender.adres)[:_MAX_NAAM]
        adres = {"emailadres": afzender.adres} if _E_MAILADRES.fullmatch(afzender.adres) else {}
        return {
            "zaak": zaak.url,
            "roltype": roltype,
            "roltoelichting": "Afzender van de e-mail. Wie dat is, is niet vastgesteld.",
            "betrokkeneType": "natuurlijk_persoon",
            "betrokkeneIdentificatie": {"geslachtsnaam": naam},
            "contactpersoonRol": {"naam": naam, **adres},
        }


def zaaksysteem(aws: Aws, instellingen: ZgwInstellingen) -> ZgwZaaksysteem | None:
    """Make the client of the ZGW APIs; None when the municipality has set no Zaken API."""
    return _verbonden(aws, instellingen, KORT, urllib3.Timeout(connect=5, read=20)) if instellingen.zaken else None


def zaakzoeker(aws: Aws, instellingen: ZgwInstellingen) -> ZgwZaaksysteem:
    """Make the client of a Zaken API that is set, with times in which an agent can wait.

    They end within a function's time of 25 seconds.
    """
    return _verbonden(aws, instellingen, _AAN_DE_BALIE, urllib3.Timeout(connect=2, read=6))


def _verbonden(aws: Aws, instellingen: ZgwInstellingen, van_geheim: Config, wachttijd: urllib3.Timeout) -> ZgwZaaksysteem:
    geheimen = aws.client("secretsmanager", van_geheim)

    def lees(arn: str) -> str:
        return str(geheimen.get_secret_value(SecretId=arn)["SecretString"])

    http = (
        PoolMetCertificaat(partial(lees, instellingen.certificaat), retries=False, timeout=wachttijd)
        if instellingen.certificaat
        else urllib3.PoolManager(retries=False, timeout=wachttijd)
    )
    return ZgwZaaksysteem(
        ZgwClient(http, ZgwGeheim(partial(lees, instellingen.geheim)), nu),
        zaken=instellingen.zaken,
        documenten=instellingen.documenten,
        rsin=aws.instellingen.organisatie.rsin,
        communicatiekanaal=instellingen.communicatiekanaal,
        catalogi=instellingen.catalogi,
    )


def _waarom(response: Response) -> NietGemaakt:
    return NietGemaakt(response.reden, tijdelijk=response.tijdelijk)


def _rijen(response: Response) -> list[dict[str, Any]]:
    """Return the resources of a list, with pages or without."""
    rijen = response.inhoud.get("results") if isinstance(response.inhoud, dict) else response.inhoud
    return [rij for rij in rijen if isinstance(rij, dict)] if isinstance(rijen, list) else []


def _ongelezen(response: Response) -> NietGelezen:
    """Say why a zaak cannot be read. Only a 403 is about this zaak: we lack its zaaktype or its vertrouwelijkheid."""
    return NietGelezen(response.reden, tijdelijk=response.status != HTTPStatus.FORBIDDEN)


def _plek(delen: SplitResult) -> tuple[str, str | None, int | None, str | None, str | None]:
    """Return where a URL leads, whatever its path. Raises: ValueError (a port that is none)."""
    poort = delen.port or _POORTEN.get(delen.scheme)
    return delen.scheme, delen.hostname, poort, delen.username, delen.password


def _bestaand(rij: Mapping[str, Any]) -> BestaandeZaak:
    """Read the fields of `zaak_read` (Zaken API 1.5). Raises: NoResponse (it is none)."""
    try:
        url, zaaktype, identificatie = rij["url"], rij["zaaktype"], rij["identificatie"]
        startdatum = date.fromisoformat(rij["startdatum"])
    except (KeyError, TypeError, ValueError) as fout:
        raise NoResponse("no zaak") from fout
    if not (isinstance(url, str) and isinstance(zaaktype, str) and isinstance(identificatie, str) and url and identificatie):
        raise NoResponse("no zaak")
    return BestaandeZaak(
        identificatie=identificatie[:MAX_ZAAKIDENTIFICATIE],
        url=url,
        zaaktype=zaaktype,
        omschrijving=str(rij.get("omschrijving") or "")[:MAX_ZAAKOMSCHRIJVING],
        startdatum=startdatum,
        is_gesloten=bool(rij.get("einddatum")),
    )


def _termijn(rij: Mapping[str, Any]) -> Zaaktermijn:
    """Read `archiefnominatie` and `archiefactiedatum` of `zaak_read` (Zaken API 1.5); each may be null, or left out.

    Raises: NoResponse (they are something else).
    """
    nominatie, datum = rij.get("archiefnominatie"), rij.get("archiefactiedatum")
    try:
        return Zaaktermijn(
            archiefnominatie=Archiefnominatie(nominatie) if nominatie else None,
            archiefactiedatum=date.fromisoformat(datum) if datum else None,
        )
    except (TypeError, ValueError) as fout:
        raise NoResponse("no term") from fout


def _document_velden(document: Informatieobject, inhoud: bytes) -> Mapping[str, object]:
    """The fields of `enkelvoudiginformatieobject_create` (Documenten API 1.7)."""
    return {
        "identificatie": str(document.identificatie),
        "bronorganisatie": document.bronorganisatie,
        "creatiedatum": dag_hier(document.creatiedatum).isoformat(),
        "titel": document.titel,
        "auteur": document.auteur,
        "taal": document.taal,
        "informatieobjecttype": document.informatieobjecttype,
        "status": "definitief",
        "bestandsnaam": document.bestandsnaam,
        "formaat": document.formaat if len(document.formaat) <= _MAX_FORMAAT else "application/octet-stream",
        "bestandsomvang": document.bestandsomvang,
        "inhoud": b64encode(inhoud).decode("ascii"),
        "integriteit": {
            "algoritme": "sha_256",
            "waarde": document.sha256,
            "datum": dag_hier(document.creatiedatum).isoformat(),
        },
        "ontvangstdatum": dag_hier(document.ontvangstdatum).isoformat() if document.ontvangstdatum else None,
        "indicatieGebruiksrecht": None,
    }
