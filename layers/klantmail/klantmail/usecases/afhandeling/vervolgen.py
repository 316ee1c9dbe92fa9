"""A further mail of the gemeente on a question that was answered: something was forgotten, or has become known since.

The e-mailbericht stays as it is: it was handled, once. One klantcontact of the gemeente comes to it, with its document
and its verzending in one transaction, guarded by the klantcontact that it refers to. The verzending keeps the
fingerprint of the request.
"""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from klantmail.domain.adressering import NAAR_DE_AFZENDER, Adressering, Ontvangersoort
from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.fouten import KeuzeNietMogelijk
from klantmail.domain.identificatie import record_id, vingerafdruk
from klantmail.domain.interne_taak import Taakstatus
from klantmail.domain.klantcontact import Initiatiefnemer, Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok
from klantmail.opstellen.bericht import Vraag
from klantmail.ports.repositories import Emailberichtlezer, Gesprekken, Vervolgberichten
from klantmail.ports.taken import Taaklezer
from klantmail.ports.verzendingen import Vertrokken
from klantmail.usecases.afhandeling.eerder_bericht import OpgeslagenBericht, eerder_bericht
from klantmail.usecases.commit import commit
from klantmail.usecases.guarded_write import Slaap
from klantmail.usecases.mailinhoud import Mailinhoud, inhoud_van
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht, Uitgaand, Voorbeeld, bericht_id

_MAX_EERDERE: Final = 20
"""The number of last klantcontacten of the conversation among which our own mails are looked for."""


@dataclass(frozen=True, slots=True)
class Vervolgbericht:
    """The agent's request."""

    inhoud: str
    onderwerp: str | None
    """None when it is that of the klantcontact that it refers to."""
    bijlagen: tuple[UUID, ...] = ()
    """Uploads of this medewerker that go along, in this order."""
    adressering: Adressering = NAAR_DE_AFZENDER
    """The chosen recipients.

    Without any it goes to whom the mail of the gemeente went that it refers to, else to the address to answer.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Vervolger:
    """The further mails to citizens, on behalf of the municipality."""

    emailberichten: Emailberichtlezer
    klantcontacten: Gesprekken
    verzendingen: Vertrokken
    vervolgberichten: Vervolgberichten
    taken: Taaklezer
    uitgaand: Uitgaand
    klok: Klok
    slaap: Slaap
    parserversie: str

    def vervolg(self, op: UUID, medewerker: Medewerker, idempotency_key: str, verzoek: Vervolgbericht) -> OpgeslagenBericht:
        """Store a further mail that refers to the klantcontact `op`; the stream sends it afterwards.

        Args:
            idempotency_key: the same one with the same request gives the same answer.

        Raises: NietGevonden; GeenToegang (it is restricted); SleutelHergebruikt; KeuzeNietMogelijk (the question is
            with a department, which answers it); OngeldigeInvoer (the mail has no address to write to, a placeholder is
            open, or uploads cannot go along); NietBeschikbaar.
        """
        contact_id, verzending_id = _namen(op, medewerker, idempotency_key)
        afdruk = vingerafdruk(verzoek.inhoud, verzoek.onderwerp, *verzoek.bijlagen, *verzoek.adressering.afdruk)

        def lees_terug() -> OpgeslagenBericht | None:
            eerder = eerder_bericht(self.klantcontacten, self.verzendingen, contact_id, verzending_id, afdruk)
            vereis_onbeperkt(beperkt=eerder is None and self.klantcontacten.klantcontact(op).beperkt)
            return eerder

        eerder = eerder_bericht(self.klantcontacten, self.verzendingen, contact_id, verzending_id, afdruk)
        if eerder is not None:
            return eerder
        opdracht = self._opdracht(self.klantcontacten.klantcontact(op), medewerker, verzoek, contact_id, verzending_id)
        reactie = self.uitgaand.reageer(opdracht)
        samenstelling = replace(reactie, verzending=replace(reactie.verzending, vingerafdruk=afdruk)).samenstelling

        def schrijf() -> OpgeslagenBericht:
            self.vervolgberichten.leg_vervolg_vast(reactie.klantcontact.emailbericht, op, samenstelling.records)
            return OpgeslagenBericht(reactie.klantcontact, verzending_id)

        return commit(self.uitgaand.archief, samenstelling, schrijf, lees_terug, self.slaap)

    def voorbeeld(self, op: UUID, medewerker: Medewerker, idempotency_key: str, verzoek: Vervolgbericht) -> Voorbeeld:
        """Show the mail that `vervolg` would store under this key: the same code composes it. Nothing is stored.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk, OngeldigeInvoer, NietBeschikbaar (as `vervolg`).
        """
        namen = _namen(op, medewerker, idempotency_key)
        return self.uitgaand.voorbeeld(self._opdracht(self.klantcontacten.klantcontact(op), medewerker, verzoek, *namen))

    def _opdracht(
        self, op: Klantcontact, medewerker: Medewerker, verzoek: Vervolgbericht, klantcontact: UUID, verzending: UUID
    ) -> Reactieopdracht:
        """Raises: GeenToegang, KeuzeNietMogelijk, NietBeschikbaar (as `vervolg`)."""
        vereis_onbeperkt(beperkt=op.beperkt)
        bericht = self.emailberichten.emailbericht(op.emailbericht)
        if self._heeft_open_taak(op, bericht):
            raise KeuzeNietMogelijk("Over deze vraag staat nog een taak open. De afdeling geeft antwoord.")
        inhoud = inhoud_van(self.uitgaand.archief, bericht, self.parserversie, None)
        moment = self.klok()
        return Reactieopdracht(
            klantcontact=klantcontact,
            verzending=verzending,
            op=op,
            bericht=bericht,
            inhoud=inhoud,
            medewerker=medewerker,
            tekst=verzoek.inhoud,
            onderwerp=verzoek.onderwerp or op.onderwerp,
            uploads=verzoek.bijlagen,
            adressering=_adressering(op, verzoek.adressering),
            moment=moment,
            datum=moment,
            ondertekening=self.uitgaand.ondertekening(bericht),
            vorige=self._onze_laatste(op, bericht, inhoud),
        )

    def _heeft_open_taak(self, op: Klantcontact, bericht: Emailbericht) -> bool:
        """Tell whether this question waits for a department: it became a task that has not ended.

        It does not count as waiting when a mail to the citizen went along with the task.
        """
        if op.initiatiefnemer is not Initiatiefnemer.KLANT or bericht.afhandeling is None:
            return False
        delen = bericht.afhandeling.delen or (bericht.afhandeling,)
        deze = next((deel for deel in delen if op.identificatie in deel.klantcontacten), None)
        volgende = deze.interne_taak if deze and not deze.verzendingen else None
        while volgende is not None:
            taak = self.taken.interne_taak(volgende)
            if taak.status is not Taakstatus.VERWERKT:
                return True
            volgende = taak.opvolger
        return False

    def _onze_laatste(self, op: Klantcontact, bericht: Emailbericht, inhoud: Mailinhoud) -> Vraag | None:
        """Return our last sent mail about this e-mailbericht, to be quoted; None when none is known.

        Its References name all mails before it. Only mails about this e-mailbericht count: another one of the
        conversation may have gone to another address.
        """
        van = self.uitgaand.afzender(bericht.envelop.postvak)
        ons = {
            bericht_id(een.identificatie, van): een
            for een in self.klantcontacten.laatste_klantcontacten(op.gesprek, _MAX_EERDERE)
            if een.initiatiefnemer is Initiatiefnemer.GEMEENTE and een.emailbericht == bericht.identificatie
        }
        weg = self.verzendingen.eigen_berichten(list(ons), ())
        if not weg:
            return None
        *eerder, laatste = weg
        begin = inhoud.references or (inhoud.in_reply_to if len(inhoud.in_reply_to) == 1 else ())
        return Vraag(
            message_id=weg[laatste].ses_bericht_id,
            in_reply_to=(),
            references=(*begin, inhoud.message_id, *(weg[een].ses_bericht_id for een in eerder)),
            afzender=van,
            datum=ons[laatste].geregistreerd_op,
            inhoud=self.uitgaand.om_te_citeren(ons[laatste].inhoud),
        )


def _namen(op: UUID, medewerker: Medewerker, idempotency_key: str) -> tuple[UUID, UUID]:
    """The identificaties of the klantcontact and the verzending that a request under this key makes."""
    van = (op, medewerker.identificatie, idempotency_key)
    return record_id("vervolgbericht", *van), record_id("vervolgverzending", *van)


def _adressering(op: Klantcontact, gekozen: Adressering) -> Adressering:
    """Return the choice of the medewerker.

    Without one these are the recipients of the mail of the gemeente that it follows on; they were confirmed then.
    """
    if gekozen.aan or gekozen.allen or not op.ontvangers:
        return gekozen
    return replace(
        gekozen,
        aan=tuple(een.adres for een in op.ontvangers if een.soort is Ontvangersoort.AAN),
        cc=gekozen.cc or tuple(een.adres for een in op.ontvangers if een.soort is Ontvangersoort.CC),
        ander_adres_bevestigd=gekozen.ander_adres_bevestigd or not gekozen.cc,
    )
