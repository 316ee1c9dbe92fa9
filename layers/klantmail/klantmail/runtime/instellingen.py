"""Settings.

They are read once from the environment that `template.yaml` gives every function, and are frozen. A missing one fails
at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from klantmail.domain.document import Organisatie
from klantmail.domain.formeel import Formaliteiten, lees_awbtermijn
from klantmail.domain.kenmerk import Kenmerkplaats
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.domain.medewerker import Rol
from klantmail.domain.termijn import Termijnen
from klantmail.domain.zaaktype import Vertrouwelijkheid, Zaaktype

_HERKOMST: Final = r"https://[a-z0-9.-]+(:\d+)?|http://(localhost|127\.0\.0\.1)(:(\d+|\*))?"


class OntbrekendeInstelling(RuntimeError):
    """A function was deployed without a setting that it needs."""


def vereist(omgeving: Mapping[str, str], naam: str) -> str:
    """Return the setting, which may not be empty. Raises: OntbrekendeInstelling."""
    waarde = omgeving.get(naam, "")
    if not waarde:
        raise OntbrekendeInstelling(f"environment variable {naam} is missing or empty")
    return waarde


def seconden(omgeving: Mapping[str, str], naam: str) -> timedelta:
    """Return the time that a setting gives in seconds. Raises: OntbrekendeInstelling; ValueError (no whole number)."""
    return timedelta(seconds=int(vereist(omgeving, naam)))


@dataclass(frozen=True, slots=True)
class Instellingen:
    """The settings of all functions."""

    regio: str
    tabel: str
    archief: str
    intake: str
    uploads: str
    postvakken: tuple[str, ...]
    aliassen: tuple[str, ...]
    """The other addresses at which the postvakken take mail in; none in functions that judge no address."""
    bevestigde_postvakken: tuple[str, ...]
    """The postvakken whose ordinary mail gets an ontvangstbevestiging."""
    formaliteiten: Formaliteiten
    formulieren: tuple[str, ...]
    """The addresses from which web forms are sent, as `vergelijkvorm` gives them."""
    eenheden: tuple[str, ...]
    """The organisatorische eenheden that interne taken can go to; none in functions that make no such taken."""
    termijnen: Termijnen
    actief_maanden: int
    """The months that a medewerker may stay away before mail and tasks go to them no more."""
    zaaktypen: tuple[Zaaktype, ...]
    """The kinds of zaak that a mail can become; none where the municipality makes no zaken of mail."""
    origins: tuple[str, ...]
    """Origins whose pages may call the API from a browser."""
    organisatie: Organisatie
    afzenderadres: str
    """The From of every reply. When it is empty, that is the postvak to which the question came."""
    kenmerkplaats: Kenmerkplaats
    """The place of the mark in mail to citizens."""
    keuring_vanaf: datetime | None
    """The moment from which everything is scanned for malware; None when nothing is."""
    generatie: str
    hash_key: str
    """The key of the hash of addresses; empty for functions that hash none."""
    configuratieset: str
    verzendlease: timedelta

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """Read the settings.

        Raises: OntbrekendeInstelling; ValueError (a number or an origin that is none, a zaaktype that is not
        `naam=url`, a confidentiality that is none or of a zaaktype that is not there).
        """
        bevestigd = omgeving.get("BEVESTIGDE_POSTVAKKEN", "")
        return cls(
            regio=vereist(omgeving, "AWS_REGION"),
            tabel=vereist(omgeving, "TABEL"),
            archief=vereist(omgeving, "ARCHIEF"),
            intake=vereist(omgeving, "INTAKE"),
            uploads=vereist(omgeving, "UPLOADS"),
            postvakken=(postvakken := _lijst(vereist(omgeving, "POSTVAKKEN"))),
            aliassen=tuple(adres for naam in ("ALIASSEN", "MEER_ALIASSEN") for adres in _aliassen(omgeving.get(naam, ""))),
            bevestigde_postvakken=_lijst(bevestigd) if bevestigd != "*" else postvakken,
            formaliteiten=Formaliteiten(
                termijn=lees_awbtermijn(omgeving.get("AWBTERMIJN", "8w")),
                postvakken=_lijst(omgeving.get("FORMELE_POSTVAKKEN", "")),
                met_onderwerp=omgeving.get("BEVESTIGING_MET_ONDERWERP") == "ja",
            ),
            formulieren=tuple(map(vergelijkvorm, _lijst(omgeving.get("FORMULIEREN", "")))),
            eenheden=_lijst(omgeving.get("EENHEDEN", "")),
            termijnen=_termijnen(omgeving.get("TAAKTERMIJNEN", "")),
            actief_maanden=int(vereist(omgeving, "ACTIEF_MAANDEN")),
            zaaktypen=_zaaktypen(omgeving.get("ZAAKTYPEN", ""), omgeving.get("ZAAKVERTROUWELIJKHEID", "")),
            origins=tuple(_origin(een) for een in _lijst(omgeving.get("HERKOMSTEN", ""))),
            organisatie=Organisatie(
                naam=vereist(omgeving, "ORGANISATIENAAM"),
                rsin=vereist(omgeving, "RSIN"),
                informatieobjecttype=vereist(omgeving, "INFORMATIEOBJECTTYPE"),
            ),
            afzenderadres=omgeving.get("AFZENDERADRES", ""),
            kenmerkplaats=Kenmerkplaats(omgeving.get("KENMERKPLAATS", Kenmerkplaats.SLOTREGEL)),
            keuring_vanaf=_dag(omgeving.get("KEURING_VANAF", "")),
            generatie=vereist(omgeving, "GENERATIE"),
            hash_key=omgeving.get("AFZENDERSLEUTEL", ""),
            configuratieset=vereist(omgeving, "CONFIGURATIESET"),
            verzendlease=seconden(omgeving, "VERZENDLEASE_SECONDEN"),
        )


@dataclass(frozen=True, slots=True)
class VangnetInstellingen:
    """The settings of the vangnet only."""

    ontvangen: str
    """ARN of the function that takes mail in."""
    verzenden: str
    """ARN of the function that sends."""
    registreren: str
    """ARN of the function that registers zaken.

    It is empty when the municipality has set no Zaken API, and zaken wait.
    """
    intake_wachttijd: timedelta
    """The time that a mail waits in the intake bucket before its event counts as lost.

    It is longer than Lambda's retries of the event take.
    """
    rondeduur: timedelta
    """The time that a round waits for what it starts; it is shorter than its function's time-out."""
    wachtrijen: Mapping[str, str]
    """The address of the queue of what failed for good, by its source."""

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """Read the settings. Raises: OntbrekendeInstelling; ValueError (WACHTRIJEN is not `name=address,…`)."""
        paren = (_paar(rij) for rij in vereist(omgeving, "WACHTRIJEN").split(","))
        return cls(
            ontvangen=vereist(omgeving, "ONTVANGEN"),
            verzenden=vereist(omgeving, "VERZENDEN"),
            registreren=omgeving.get("REGISTREREN", ""),
            intake_wachttijd=seconden(omgeving, "INTAKE_WACHTTIJD_SECONDEN"),
            rondeduur=seconden(omgeving, "RONDE_SECONDEN"),
            wachtrijen=dict(paren),
        )


@dataclass(frozen=True, slots=True)
class ZgwInstellingen:
    """The settings of the municipality's Zaken API and Documenten API."""

    zaken: str
    """Base URL of the municipality's Zaken API. It is empty when there is none, and zaken wait."""
    documenten: str
    """Base URL of its Documenten API. It is empty when documents are not tied to zaken."""
    geheim: str
    """ARN of the secret with client id and secret of both APIs."""
    certificaat: str
    """ARN of the secret with the client certificate that both APIs ask for. It is empty when they ask for none."""
    communicatiekanaal: str
    """URL of e-mail among the communicatiekanalen; may be empty."""
    catalogi: str
    """Base URL of its Catalogi API. It is empty when zaken get no status and no initiator."""

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """Read the settings. Raises: OntbrekendeInstelling (an API without a secret to call it with)."""
        zaken = omgeving.get("ZAKEN_API", "")
        return cls(
            zaken=zaken,
            documenten=omgeving.get("DOCUMENTEN_API", ""),
            geheim=vereist(omgeving, "ZGW_GEHEIM") if zaken else "",
            certificaat=omgeving.get("ZGW_CERTIFICAAT", ""),
            communicatiekanaal=omgeving.get("COMMUNICATIEKANAAL", ""),
            catalogi=omgeving.get("CATALOGI_API", ""),
        )


@dataclass(frozen=True, slots=True)
class RegistreerInstellingen:
    """The settings of the registering of zaken only."""

    lease: timedelta
    werktijd: timedelta

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """Read the settings. Raises: OntbrekendeInstelling; ValueError (a number that is none)."""
        return cls(
            lease=seconden(omgeving, "ZAAKLEASE_SECONDEN"),
            werktijd=seconden(omgeving, "ZAAKWERKTIJD_SECONDEN"),
        )


@dataclass(frozen=True, slots=True)
class BusInstellingen:
    """The settings of whoever tells on the bus."""

    bus: str
    """Name of the bus."""
    oin: str
    """Organisatie-identificatienummer of the municipality, the source of its events."""

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """Read the settings. Raises: OntbrekendeInstelling."""
        return cls(bus=vereist(omgeving, "BUS"), oin=vereist(omgeving, "OIN"))


@dataclass(frozen=True, slots=True)
class VernietigInstellingen:
    """The settings of destroying only."""

    werktijd: timedelta
    """The time after which the rest is left to a next message."""
    naloop: timedelta
    """The time before a mail is destroyed for the second time."""
    mislukten: tuple[str, ...]
    """Addresses of the queues of events of SES that failed."""
    leeswacht: int
    """Seconds to wait for a message of these."""

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """Read the settings. Raises: OntbrekendeInstelling; ValueError (a number that is none)."""
        return cls(
            werktijd=seconden(omgeving, "VERNIETIGWERKTIJD_SECONDEN"),
            naloop=seconden(omgeving, "NALOOP_SECONDEN"),
            mislukten=tuple(vereist(omgeving, "MISLUKTWACHTRIJEN").split(",")),
            leeswacht=int(vereist(omgeving, "LEESWACHT_SECONDEN")),
        )


@dataclass(frozen=True, slots=True)
class AanmeldInstellingen:
    """The settings of logins by the municipality's own login only."""

    rolwaarden: Mapping[str, Rol]
    """The role of each value that the municipality's own login may give."""

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """Read the settings. Raises: OntbrekendeInstelling; ValueError (ROLWAARDEN is not `role=value,…`)."""
        paren = (_paar(een) for een in _lijst(vereist(omgeving, "ROLWAARDEN")))
        return cls(rolwaarden={waarde: Rol(rol) for rol, waarde in paren})


def _origin(tekst: str) -> str:
    """An origin as a browser names it (RFC 6454 section 6.2): it is never `*`,
    and in the clear on this machine only.
    """
    if not re.fullmatch(_HERKOMST, tekst):
        raise ValueError(f"{tekst} is not an origin such as https://werkplek.gemeente.example")
    return tekst


def _dag(tekst: str) -> datetime | None:
    """Read the beginning of a day such as 2026-12-01, in UTC; None when there is none. Raises: ValueError."""
    return datetime.strptime(tekst, "%Y-%m-%d").replace(tzinfo=UTC) if tekst else None


def _termijnen(tekst: str) -> Termijnen:
    """Read `eenheid=working days`, where `*` is every eenheid that is not named. Raises: ValueError."""
    gelezen = {eenheid: int(dagen) for eenheid, dagen in map(_paar, _lijst(tekst))}
    return Termijnen({**Termijnen().dagen, **gelezen})


def _zaaktypen(tekst: str, vertrouwelijkheden: str) -> tuple[Zaaktype, ...]:
    """Read `naam=url`, with `naam=vertrouwelijkheidaanduiding`, where `*` is every zaaktype that is not named.

    Raises: ValueError. A name of no zaaktype is refused: its zaken would be less confidential than was meant.
    """
    per_naam = {naam: Vertrouwelijkheid(waarde) for naam, waarde in map(_paar, _lijst(vertrouwelijkheden))}
    overig = per_naam.pop("*", None)
    zaaktypen = tuple(Zaaktype(naam, url, per_naam.pop(naam, overig)) for naam, url in map(_paar, _lijst(tekst)))
    if per_naam:
        raise ValueError(f"{', '.join(per_naam)}: no such zaaktype")
    return zaaktypen


def _aliassen(tekst: str) -> tuple[str, ...]:
    """Read the addresses of `postvak=address/address,…`, as the receipt rules have them."""
    return tuple(adres for een in _lijst(tekst) for adres in een.partition("=")[2].split("/") if adres)


def _lijst(tekst: str) -> tuple[str, ...]:
    return tuple(een for een in tekst.split(",") if een)


def _paar(rij: str) -> tuple[str, str]:
    bron, _, url = rij.partition("=")
    if not bron or not url:
        raise ValueError(f"{rij} is not name=address")
    return bron, url
