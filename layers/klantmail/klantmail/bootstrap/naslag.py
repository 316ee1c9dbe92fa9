"""Records that few requests look up: their adapters are loaded, and their clients made, when one is first read."""

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from klantmail.bootstrap.parts import Parts

    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.domain.medewerker import BekendeMedewerker
    from klantmail.domain.ondertekening import Ondertekening
    from klantmail.domain.recordnaam import Recordnaam
    from klantmail.domain.standaardantwoord import Standaardantwoord
    from klantmail.domain.zaak import BestaandeZaak, Zaakverwijzing
    from klantmail.ports.zaaksysteem import NietGelezen


class Naslag:
    """Records that few requests look up: their adapters are loaded when one is first read."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts

    def standaardantwoord(self, identificatie: "UUID") -> "Standaardantwoord":
        return self._parts.standaardteksten.standaardantwoord(identificatie)

    def ondertekeningen(self, *, consistent: bool = False) -> "Mapping[str, Ondertekening]":
        return self._parts.ondertekeningen.ondertekeningen(consistent=consistent)

    def interne_taak(self, identificatie: "UUID") -> "InterneTaak":
        return self._parts.interne_taken.interne_taak(identificatie)

    def medewerker(self, identificatie: "UUID") -> "BekendeMedewerker":
        return self._parts.bekende_medewerkers.medewerker(identificatie)

    def emailbericht_van(self, record: "Recordnaam") -> "UUID | None":
        return self._parts.recordherkomsten.emailbericht_van(record)

    def postvak_van(self, emailbericht: "UUID") -> str | None:
        return self._parts.recordherkomsten.postvak_van(emailbericht)

    def postvakken_van(self, emailberichten: "Collection[UUID]") -> "Mapping[UUID, str]":
        return self._parts.recordherkomsten.postvakken_van(emailberichten)

    def is_beperkt(self, object_key: str) -> bool:
        return self._parts.recordherkomsten.is_beperkt(object_key)

    def meld_reactie(self, op: "UUID", emailbericht: "UUID", moment: "datetime") -> None:
        self._parts.taakgesprekken.meld_reactie(op, emailbericht, moment)


class Zaaknaslag:
    """The zaken of the municipality, in a function that has been told of a Zaken API."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts
        self._slot = Lock()

    def zoek(self, verwijzing: "Zaakverwijzing") -> "Sequence[BestaandeZaak] | NietGelezen":
        with self._slot:  # the parts of a splitsing look up their zaken side by side, and one client is made
            zaken_api = self._parts.zaken_api
        return zaken_api.zoek(verwijzing)
