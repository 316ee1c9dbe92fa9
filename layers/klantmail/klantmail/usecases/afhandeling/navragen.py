"""A department asks the citizen something, and keeps the task.

The question is a klantcontact of the gemeente with its verzending. The citizen's reply comes into the werkvoorraad as
any mail, and shows at the task too: reading it there is looking along, which registers no klantcontact. Its own comes
when the contact centre handles it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import GeenToegang, KeuzeNietMogelijk
from klantmail.domain.identificatie import record_id, vingerafdruk
from klantmail.domain.interne_taak import InterneTaak, Taakstatus
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.taakgesprek import Moment, Taakgesprek
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Emailberichtlezer, Klantcontactlezer
from klantmail.ports.taken import Taakgesprekken, Taaklezer
from klantmail.ports.verzendingen import Verzendinglezer
from klantmail.usecases.afhandeling.eerder_bericht import OpgeslagenBericht, eerder_bericht
from klantmail.usecases.commit import commit
from klantmail.usecases.guarded_write import Slaap
from klantmail.usecases.mailinhoud import inhoud_van
from klantmail.usecases.parallel import alle
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht, Uitgaand, Voorbeeld

MEESTE_REACTIES: Final = 3
"""The most replies whose text comes with a task: the last ones."""
LANGSTE_REACTIE: Final = 50_000
"""The most bytes of a reply whose text comes with a task: all of them fit in an answer, beside the mail itself."""


@dataclass(frozen=True, slots=True)
class GelezenReactie:
    """A reply of the citizen, as the department reads it."""

    moment: Moment
    tekst: str | None
    """The text that the citizen wrote this time, without the quoted history; None when it is long, or not the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Navrager:
    """The questions of departments to citizens."""

    taken: Taaklezer
    gesprekken: Taakgesprekken
    emailberichten: Emailberichtlezer
    klantcontacten: Klantcontactlezer
    verzendingen: Verzendinglezer
    uitgaand: Uitgaand
    klok: Klok
    slaap: Slaap
    parserversie: str

    def van(self, taken: Sequence[InterneTaak]) -> Sequence[Taakgesprek]:
        """Return what was asked and said about each of these tasks."""
        gevonden = self.gesprekken.gesprekken([een.klantcontact for een in taken])
        return [gevonden.get(een.klantcontact, Taakgesprek()) for een in taken]

    def reacties(self, gesprek: Taakgesprek) -> Sequence[GelezenReactie]:
        """Return the replies, oldest first, the last ones with their text. Raises: NietBeschikbaar."""
        eerder = [GelezenReactie(een, None) for een in gesprek.reacties[:-MEESTE_REACTIES]]
        return [*eerder, *alle(self._gelezen, gesprek.reacties[-MEESTE_REACTIES:])]

    def vraag(
        self, identificatie: UUID, medewerker: Medewerker, idempotency_key: str, tekst: str, bijlagen: tuple[UUID, ...] = ()
    ) -> OpgeslagenBericht:
        """Ask the citizen something; the task stays te_verwerken.

        Args:
            idempotency_key: the same one with the same request gives the same answer.
            bijlagen: uploads of this medewerker that go along, in this order.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk (ended), SleutelHergebruikt, OngeldigeInvoer (no address
            that a mail can go to, or uploads cannot go along), NietBeschikbaar.
        """
        taak = self._van(identificatie, medewerker)
        contact_id, verzending_id = _namen(identificatie, medewerker, idempotency_key)
        afdruk = vingerafdruk("vraag", tekst, *bijlagen)

        def lees_terug() -> OpgeslagenBericht | None:
            eerder = eerder_bericht(self.klantcontacten, self.verzendingen, contact_id, verzending_id, afdruk)
            if eerder is None:
                _vereis_open(self.taken.interne_taak(identificatie))
            return eerder

        eerder = eerder_bericht(self.klantcontacten, self.verzendingen, contact_id, verzending_id, afdruk)
        if eerder is not None:
            return eerder
        _vereis_open(taak)
        opdracht = self._opdracht(taak, medewerker, tekst, bijlagen, contact_id, verzending_id)
        reactie = self.uitgaand.reageer(opdracht)
        verzending = replace(reactie.verzending, vingerafdruk=afdruk, taak_op=taak.klantcontact)
        samenstelling = replace(reactie, verzending=verzending).samenstelling

        def schrijf() -> OpgeslagenBericht:
            moment = verzending.aangemaakt_op
            self.gesprekken.leg_vraag_vast(taak, contact_id, moment, samenstelling.records)
            return OpgeslagenBericht(reactie.klantcontact, verzending_id)

        return commit(self.uitgaand.archief, samenstelling, schrijf, lees_terug, self.slaap)

    def voorbeeld(
        self, identificatie: UUID, medewerker: Medewerker, idempotency_key: str, tekst: str, bijlagen: tuple[UUID, ...] = ()
    ) -> Voorbeeld:
        """Show the mail that `vraag` would store under this key: the same code composes it. Nothing is stored.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk, OngeldigeInvoer, NietBeschikbaar (as `vraag`).
        """
        taak = self._van(identificatie, medewerker)
        _vereis_open(taak)
        namen = _namen(identificatie, medewerker, idempotency_key)
        return self.uitgaand.voorbeeld(self._opdracht(taak, medewerker, tekst, bijlagen, *namen))

    def _van(self, identificatie: UUID, medewerker: Medewerker) -> InterneTaak:
        """Read the task. Raises: NietGevonden; GeenToegang (it is not of this medewerker)."""
        taak = self.taken.interne_taak(identificatie)
        if not taak.is_voor(medewerker):
            raise GeenToegang("Deze taak is van een andere organisatorische eenheid.")
        return taak

    def _opdracht(
        self,
        taak: InterneTaak,
        medewerker: Medewerker,
        tekst: str,
        bijlagen: tuple[UUID, ...],
        klantcontact: UUID,
        verzending: UUID,
    ) -> Reactieopdracht:
        bericht, moment = self.emailberichten.emailbericht(taak.emailbericht), self.klok()
        return Reactieopdracht(
            klantcontact=klantcontact,
            verzending=verzending,
            op=self.klantcontacten.klantcontact(taak.klantcontact),
            bericht=bericht,
            inhoud=inhoud_van(self.uitgaand.archief, bericht, self.parserversie, None),
            medewerker=medewerker,
            tekst=tekst,
            onderwerp=None,
            uploads=bijlagen,
            moment=moment,
            datum=moment,
            ondertekening=self.uitgaand.ondertekening(bericht),
        )

    def _gelezen(self, moment: Moment) -> GelezenReactie:
        bericht = self.emailberichten.emailbericht(moment.identificatie)
        tekst = inhoud_van(self.uitgaand.archief, bericht, self.parserversie, None).nieuwe_tekst
        return GelezenReactie(moment, tekst.waarde if tekst.omvang <= LANGSTE_REACTIE else None)


def _namen(taak: UUID, medewerker: Medewerker, idempotency_key: str) -> tuple[UUID, UUID]:
    """The identificaties of the klantcontact and the verzending that a request under this key makes."""
    van = (taak, medewerker.identificatie, idempotency_key)
    return record_id("taakvraag", *van), record_id("taakvraagverzending", *van)


def _vereis_open(taak: InterneTaak) -> None:
    """Raises: KeuzeNietMogelijk."""
    if taak.status is not Taakstatus.TE_VERWERKEN:
        raise KeuzeNietMogelijk("Deze taak is al verwerkt.", taak.status.value)
