"""A further step on a klantcontact that is stored: a task for a department, a zaak, or a tie to a zaak that is there.

The klantcontact stays as it is. The task or zaak refers to it, and the e-mailbericht names it in the same transaction,
so that whoever reads the mail finds all that came of it.
"""

from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.afhandeling import MAX_VERVOLGSTAPPEN, Vervolgstap
from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.emailbericht import Emailbericht, Inzage
from klantmail.domain.fouten import KeuzeNietMogelijk, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Emailberichtlezer, Klantcontactlezer, Record, Vervolgstappen
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.afhandeling.uitkomsten.zaakkoppeling import Zaakkoppeling
from klantmail.usecases.commit import Samenstelling, commit
from klantmail.usecases.guarded_write import Slaap
from klantmail.usecases.mailinhoud import inhoud_van


@dataclass(frozen=True, slots=True, kw_only=True)
class Stapverzoek:
    """The request of an agent."""

    op: UUID
    """The klantcontact."""
    medewerker: Medewerker
    idempotency_key: str
    """The same key with the same request gives the same answer."""
    stap: Taakopdracht | Zaakopdracht | Zaakkoppeling

    @property
    def vingerafdruk(self) -> str:
        return self.stap.vingerafdruk(self.op)

    def is_herhaling_van(self, eerder: Vervolgstap) -> bool:
        """Tell whether the same medewerker used the same key for the same kind of step on the same klantcontact."""
        mijn = (self.op, self.medewerker.identificatie, self.idempotency_key, self.stap.soort)
        return mijn == (eerder.op, eerder.medewerker, eerder.idempotency_key, eerder.soort)


@dataclass(frozen=True, slots=True)
class Gezet:
    """The step as it is stored."""

    stap: Vervolgstap
    records: tuple[Record, ...] | None
    """The records that this request stored; None when an earlier, equal request had stored them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stappenzetter:
    """The further steps on stored klantcontacten."""

    emailberichten: Emailberichtlezer
    klantcontacten: Klantcontactlezer
    vervolgstappen: Vervolgstappen
    inrichting: Inrichting
    klok: Klok
    slaap: Slaap
    parserversie: str

    def zet(self, verzoek: Stapverzoek) -> Gezet:
        """Store the step on the klantcontact; what it starts elsewhere follows from the table's stream.

        Raises: NietGevonden; GeenToegang (it is restricted); OngeldigeInvoer (`Uitkomst.fouten`); SleutelHergebruikt;
            KeuzeNietMogelijk (the mail has `MAX_VERVOLGSTAPPEN` steps); NietBeschikbaar; and what `Uitkomst.opgezocht`
            and `Uitkomst.stel_samen` raise.
        """
        if fouten := tuple(verzoek.stap.fouten(self.inrichting)):
            raise OngeldigeInvoer(*fouten)
        klantcontact = self.klantcontacten.klantcontact(verzoek.op)
        bericht = self.emailberichten.emailbericht(klantcontact.emailbericht)
        eerder = _eerder(bericht, verzoek)
        if eerder is not None:
            return Gezet(eerder, None)
        vereis_onbeperkt(beperkt=klantcontact.beperkt)
        opgezocht = verzoek.stap.opgezocht(self.inrichting)
        stof = self._stof(verzoek, klantcontact, bericht)
        uitwerking = opgezocht.stel_samen(stof, self.inrichting)
        samenstelling = _zonder(klantcontact, uitwerking.samenstelling)
        stap = Vervolgstap(
            **uitwerking.afhandeling.velden | {"klantcontacten": samenstelling.klantcontacten},
            op=verzoek.op,
            idempotency_key=verzoek.idempotency_key,
            vingerafdruk=verzoek.vingerafdruk,
            tijdstip=stof.moment,
            medewerker=verzoek.medewerker.identificatie,
        )

        def schrijf() -> Vervolgstap:
            self.vervolgstappen.leg_stap_vast(bericht.identificatie, stap, samenstelling.records)
            return stap

        def lees_terug() -> Vervolgstap | None:
            beperkt = self.klantcontacten.klantcontact(verzoek.op).beperkt
            eerder = _eerder(self.emailberichten.emailbericht(bericht.identificatie), verzoek)
            vereis_onbeperkt(beperkt=beperkt and eerder is None)
            return eerder

        vastgelegd = commit(self.inrichting.uitgaand.archief, samenstelling, schrijf, lees_terug, self.slaap)
        return Gezet(vastgelegd, samenstelling.records if vastgelegd == stap else None)

    def _stof(self, verzoek: Stapverzoek, klantcontact: Klantcontact, bericht: Emailbericht) -> Stof:
        """Return the material of the step: the mail as it was handled, and the klantcontact as it is stored."""
        moment, medewerker = self.klok(), verzoek.medewerker
        return Stof(
            bericht=bericht,
            inzage=Inzage(
                identificatie=klantcontact.identificatie,
                klantcontact=klantcontact.identificatie,
                medewerker=medewerker.identificatie,
                naam=medewerker.naam,
                organisatorische_eenheid=medewerker.organisatorische_eenheid,
                geregistreerd_op=moment,
            ),
            inhoud=inhoud_van(self.inrichting.uitgaand.archief, bericht, self.parserversie, None),
            vraag=klantcontact,
            ondertekening=self.inrichting.uitgaand.ondertekening(bericht) if verzoek.stap.schrijft_klant else None,
            moment=moment,
            medewerker=medewerker,
            # An outcome of the mail itself under the same key makes other ids.
            idempotency_key=f"vervolgstap\n{verzoek.op}\n{verzoek.idempotency_key}",
        )


def _eerder(bericht: Emailbericht, verzoek: Stapverzoek) -> Vervolgstap | None:
    """Return the step that this very request stored before.

    Raises: SleutelHergebruikt (the same key, another request); KeuzeNietMogelijk (there is no room for a step).
    """
    eerder = next((een for een in bericht.vervolgstappen if verzoek.is_herhaling_van(een)), None)
    if eerder is None:
        if len(bericht.vervolgstappen) >= MAX_VERVOLGSTAPPEN:
            raise KeuzeNietMogelijk(f"Bij deze e-mail zijn al {MAX_VERVOLGSTAPPEN} vervolgstappen.", bericht.status.value)
        return None
    if eerder.vingerafdruk != verzoek.vingerafdruk:
        raise SleutelHergebruikt()
    return eerder


def _zonder(klantcontact: Klantcontact, samenstelling: Samenstelling) -> Samenstelling:
    """Leave out the klantcontact that the step is on: it is stored, and never changed."""
    nieuw = tuple(een for een in samenstelling.records if een.identificatie != klantcontact.identificatie)
    return Samenstelling(nieuw, samenstelling.objecten, samenstelling.uploads)
