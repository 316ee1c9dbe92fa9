"""Zaken as people see them: which wait, which were refused, and what a beheerder decides on one.

All decisions are recorded.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.fouten import KeuzeNietMogelijk, SleutelHergebruikt
from klantmail.domain.medewerker import Medewerker, vereis_beheerder
from klantmail.domain.tijd import Klok
from klantmail.domain.zaak import Zaak, Zaakbesluit, Zaakkeuze, Zaakstatus
from klantmail.ports.repositories import Pagina
from klantmail.ports.zaken import Zakenlijst
from klantmail.usecases.guarded_write import Slaap, leg_vast

_TE_BESLISSEN: Final = frozenset({Zaakstatus.TE_REGISTREREN, Zaakstatus.MISLUKT})
"""The statuses in which a beheerder can decide: not while an attempt is under way, or when it is over."""


@dataclass(frozen=True, slots=True)
class Zaakbeslissing:
    """A beheerder's decision on a zaak."""

    keuze: Zaakkeuze
    toelichting: str
    url: str
    """URL of the zaak that was registered by hand; empty with any other choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zakenbeheer:
    """The zaken of one municipality."""

    zaken: Zakenlijst
    klok: Klok
    slaap: Slaap
    generatie: str

    def lijst(self, status: Zaakstatus, *, aantal: int, na: str | None) -> Pagina[Zaak]:
        """Zaken that are not registered, of one status, longest waiting first."""
        return self.zaken.zakenlijst(status, aantal=aantal, na=na)

    def lees(self, identificatie: UUID) -> Zaak:
        """Raises: NietGevonden; GeenToegang (the mail that it came from is restricted)."""
        zaak = self.zaken.zaak(identificatie)
        vereis_onbeperkt(beperkt=zaak.beperkt)
        return zaak

    def beslis(self, identificatie: UUID, medewerker: Medewerker, idempotency_key: str, beslissing: Zaakbeslissing) -> Zaak:
        """Decide on a zaak, and return the zaak as it is then.

        Args:
            idempotency_key: the same one with the same decision changes nothing more.

        Raises: GeenToegang, NietGevonden, KeuzeNietMogelijk, SleutelHergebruikt, NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        besluit = Zaakbesluit(
            keuze=beslissing.keuze,
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=self.klok(),
            toelichting=beslissing.toelichting,
            url=beslissing.url,
            idempotency_key=idempotency_key,
        )

        def lees_en_schrijf() -> Zaak:
            oud = self.zaken.zaak(identificatie)
            nieuw = self._besloten(oud, besluit)
            if nieuw != oud:
                self.zaken.werk_zaak_bij(oud, nieuw)
            return nieuw

        return leg_vast(lees_en_schrijf, lambda: None, self.slaap)

    def _besloten(self, zaak: Zaak, besluit: Zaakbesluit) -> Zaak:
        for eerder in zaak.besluiten:
            if (eerder.medewerker, eerder.idempotency_key) == (besluit.medewerker, besluit.idempotency_key):
                if (eerder.keuze, eerder.toelichting, eerder.url) != (besluit.keuze, besluit.toelichting, besluit.url):
                    raise SleutelHergebruikt()
                return zaak
        if zaak.status not in _TE_BESLISSEN:
            raise KeuzeNietMogelijk("Deze keuze past niet bij de status van de zaak.", zaak.status.value)
        return zaak.besloten(besluit, self.generatie)
