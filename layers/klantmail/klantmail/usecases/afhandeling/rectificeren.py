"""The rectification of a klantcontact: what is right is stored beside it, since it never changes (AVG article 16)."""

from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.fouten import KeuzeNietMogelijk, NietGevonden, SleutelHergebruikt
from klantmail.domain.identificatie import record_id
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.recordnaam import Recordnaam, Recordsoort
from klantmail.domain.rectificatie import MAX_RECTIFICATIES, Rectificatie
from klantmail.domain.tijd import Klok
from klantmail.ports.recordherkomst import Recordherkomst
from klantmail.ports.rectificaties import Rectificaties
from klantmail.usecases.guarded_write import Slaap, leg_vast


@dataclass(frozen=True, slots=True)
class Rectificeerder:
    """The rectifying of klantcontacten."""

    rectificaties: Rectificaties
    recordherkomst: Recordherkomst
    klok: Klok
    slaap: Slaap

    def rectificeer(self, klantcontact: UUID, medewerker: Medewerker, idempotency_key: str, tekst: str) -> Rectificatie:
        """Store what is wrong in a klantcontact, and what it should be.

        Args:
            idempotency_key: the same one with the same text gives the same rectification.

        Raises: NietGevonden; SleutelHergebruikt; KeuzeNietMogelijk (there are `MAX_RECTIFICATIES`); NietBeschikbaar
            (its mail may be under destruction).
        """
        emailbericht = self.recordherkomst.emailbericht_van(Recordnaam(Recordsoort.KLANTCONTACT, klantcontact))
        if emailbericht is None:
            raise NietGevonden("Klantcontact", klantcontact)
        rectificatie = Rectificatie(
            identificatie=record_id("rectificatie", klantcontact, medewerker.identificatie, idempotency_key),
            klantcontact=klantcontact,
            tekst=tekst,
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=self.klok(),
        )

        def schrijf() -> Rectificatie:
            self.rectificaties.schrijf_rectificatie(rectificatie, emailbericht)
            return rectificatie

        def lees_terug() -> Rectificatie | None:
            alle = self.rectificaties.rectificaties(klantcontact)
            eerder = next((een for een in alle if een.identificatie == rectificatie.identificatie), None)
            if eerder is None and len(alle) >= MAX_RECTIFICATIES:
                raise KeuzeNietMogelijk(f"Er staan hier al {MAX_RECTIFICATIES} rectificaties.")
            if eerder is not None and eerder.tekst != tekst:
                raise SleutelHergebruikt()
            return eerder

        return lees_terug() or leg_vast(schrijf, lees_terug, self.slaap)
