"""The municipality's Zaken API and Documenten API (ZGW).

They hold one zaak, one of each document, and one tie, whatever goes wrong.

    make ──► 2xx with a URL      there
        ├──► 400                 looked up: an earlier attempt may have made it; not there: refused
        ├──► any other 4xx       refused, except for those that say nothing of what was asked
        └──► the rest, or none   nobody can know: looked up before it is made again

A list is never believed to be filtered: only what has our own identificatie in it is ours.
"""

from base64 import b64encode
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import urllib3

from klantmail.adapters.aws import KORT, Aws
from klantmail.adapters.zgw.zgw import Antwoord, GeenAntwoord, ZgwClient, ZgwGeheim
from klantmail.domain.document import Informatieobject
from klantmail.domain.tijd import nu
from klantmail.domain.zaak import Zaak
from klantmail.ports.zaaksysteem import Gemaakt, NietGemaakt
from klantmail.runtime.instellingen import ZaaksysteemInstellingen

_NIET_UNIEK: Final = "identificatie-niet-uniek"
"""The code of ZGW APIs for an identificatie that a bronorganisatie has used (zrc-002, drc-001)."""
_MAX_FORMAAT: Final = 255
"""The longest formaat of Documenten API 1.7. A mail may declare any type, and one that is cut off would be another."""


class _Gestopt(Exception):
    """The attempt stopped. Args: uitslag: the reason why there is nothing."""

    def __init__(self, uitslag: NietGemaakt) -> None:
        super().__init__(uitslag.reden)
        self.uitslag = uitslag


class ZgwZaaksysteem:
    """The `klantmail.ports.zaaksysteem.Zaaksysteem` over HTTP.

    Args:
        zaken: base URL of the Zaken API, up to and including its version.
        documenten: base URL of the Documenten API; empty when there is none.
        rsin: RSIN of the municipality.
        communicatiekanaal: URL of e-mail in the list of communicatiekanalen; empty leaves it out.
    """

    def __init__(self, client: ZgwClient, *, zaken: str, documenten: str, rsin: str, communicatiekanaal: str) -> None:
        self._client = client
        self._zaken = f"{zaken.rstrip('/')}/zaken"
        self._koppelingen = f"{zaken.rstrip('/')}/zaakinformatieobjecten"
        self._documenten = f"{documenten.rstrip('/')}/enkelvoudiginformatieobjecten" if documenten else ""
        self._rsin = rsin
        self._communicatiekanaal = communicatiekanaal

    @property
    def met_documenten(self) -> bool:
        return bool(self._documenten)

    def maak_zaak(self, zaak: Zaak, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        try:
            eigen = {"identificatie": str(zaak.identificatie), "bronorganisatie": self._rsin}
            return Gemaakt(self._eenmaal(self._zaken, eigen, self._zaak_velden(zaak), zoek_eerst=herhaling))
        except _Gestopt as stop:
            return stop.uitslag

    def koppel(self, zaak: str, document: Informatieobject, inhoud: bytes, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        try:
            eigen = {"identificatie": str(document.identificatie), "bronorganisatie": document.bronorganisatie}
            url = self._eenmaal(self._documenten, eigen, _document_velden(document, inhoud), zoek_eerst=herhaling)
            koppeling = {"zaak": zaak, "informatieobject": url}
            self._eenmaal(self._koppelingen, koppeling, koppeling, zoek_eerst=herhaling)
        except _Gestopt as stop:
            return stop.uitslag
        return Gemaakt(url)

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
        except GeenAntwoord as fout:
            raise _Gestopt(NietGemaakt(str(fout), tijdelijk=True)) from fout
        # The identificatie is taken, and cannot be seen (yet): that is no refusal of what was asked.
        bezet = any(code == _NIET_UNIEK for _, code in gemaakt.fouten)
        raise _Gestopt(NietGemaakt(gemaakt.reden, tijdelijk=True) if bezet else _waarom(gemaakt))

    def _zoek(self, adres: str, eigen: Mapping[str, str]) -> str:
        """Return the URL of the resource with these values; empty when there is none.

        Raises: GeenAntwoord; _Gestopt.
        """
        antwoord = self._client.zoek(adres, eigen)
        if not antwoord.goed:
            raise _Gestopt(NietGemaakt(antwoord.reden, tijdelijk=True))
        inhoud = antwoord.inhoud
        rijen = inhoud.get("results") if isinstance(inhoud, dict) else inhoud
        for rij in rijen if isinstance(rijen, list) else []:
            if isinstance(rij, dict) and all(rij.get(naam) == waarde for naam, waarde in eigen.items()):
                return Antwoord(antwoord.status, rij).url
        return ""

    def _zaak_velden(self, zaak: Zaak) -> Mapping[str, object]:
        """The fields of `zaak_create` (Zaken API 1.5)."""
        kanaal = {"communicatiekanaal": self._communicatiekanaal} if self._communicatiekanaal else {}
        return {
            "identificatie": str(zaak.identificatie),
            "bronorganisatie": self._rsin,
            "zaaktype": zaak.zaaktype,
            "verantwoordelijkeOrganisatie": self._rsin,
            "startdatum": zaak.startdatum.isoformat(),
            "omschrijving": zaak.omschrijving,
            "toelichting": zaak.toelichting,
            **kanaal,
        }


def zaaksysteem(aws: Aws, instellingen: ZaaksysteemInstellingen) -> ZgwZaaksysteem | None:
    """Make the client of the ZGW APIs; None when the municipality has set no Zaken API."""
    if not instellingen.zaken:
        return None
    geheimen = aws.client("secretsmanager", KORT)
    geheim = ZgwGeheim(lambda: str(geheimen.get_secret_value(SecretId=instellingen.geheim)["SecretString"]))
    http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=5, read=20))
    return ZgwZaaksysteem(
        ZgwClient(http, geheim, nu),
        zaken=instellingen.zaken,
        documenten=instellingen.documenten,
        rsin=aws.instellingen.organisatie.rsin,
        communicatiekanaal=instellingen.communicatiekanaal,
    )


def _waarom(antwoord: Antwoord) -> NietGemaakt:
    return NietGemaakt(antwoord.reden, tijdelijk=antwoord.tijdelijk)


def _document_velden(document: Informatieobject, inhoud: bytes) -> Mapping[str, object]:
    """The fields of `enkelvoudiginformatieobject_create` (Documenten API 1.7)."""
    return {
        "identificatie": str(document.identificatie),
        "bronorganisatie": document.bronorganisatie,
        "creatiedatum": document.creatiedatum.date().isoformat(),
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
            "datum": document.creatiedatum.date().isoformat(),
        },
        "ontvangstdatum": document.ontvangstdatum.date().isoformat() if document.ontvangstdatum else None,
        "indicatieGebruiksrecht": None,
    }
