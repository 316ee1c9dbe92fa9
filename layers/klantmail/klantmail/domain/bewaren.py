"""The rules of keeping: what selection result a mail has, and from which day all of it may be destroyed.

    each outcome of the mail ─► the rules of the municipality that fit ─► of all of these the longest term
    last step of its conversation + that term ─► the first day on which it may be destroyed
    the zaken of its conversation ─► not before each of these may be destroyed too (`zaaktermijn`)

A rule that names eenheden, postvakken or zaaktypen goes before those that name none.

Nothing of it is stored with a record. It follows from what is stored and from the table of terms, so that a changed
table holds for all that is there, and a step that is added to a conversation keeps the whole of it longer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Deelafhandeling
from klantmail.domain.bewaartermijn import MET_ZAAK, Aanleiding, Bewaargrond, Bewaarregel, Bewaartermijnen
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.interne_taak import InterneTaak, Taakstatus
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzending import Verzending, Verzendstatus
from klantmail.domain.zaak import Zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailstand:
    """A mail with all that came of it."""

    bericht: Emailbericht
    klantcontacten: tuple[Klantcontact, ...] = ()
    taken: tuple[InterneTaak, ...] = ()
    """The tasks, and those that they became."""
    verzendingen: tuple[Verzending, ...] = ()
    zaken: tuple[Zaak, ...] = ()

    @property
    def is_spam(self) -> bool:
        """True for what SES took for spam, or found a virus in, and nobody let in."""
        verdicts = self.bericht.envelop.verdicts
        return self.bericht.status is Berichtstatus.QUARANTAINE and "FAIL" in (verdicts.spam, verdicts.virus)

    @property
    def aanleidingen(self) -> tuple[Aanleiding, ...]:
        """All that it led to; nothing while it waits."""
        if self.is_spam:
            return (Aanleiding(grond=Bewaargrond.SPAM, postvak=self.bericht.envelop.postvak),)
        return tuple(self._van(deel) for deel in self.bericht.delen)

    def _van(self, deel: Deelafhandeling) -> Aanleiding:
        zaak = next((zaak for zaak in self.zaken if zaak.identificatie == deel.zaak), None)
        return Aanleiding(
            grond=Bewaargrond(deel.soort),
            postvak=self.bericht.envelop.postvak,
            eenheden=frozenset(self._eenheden(deel.interne_taak)),
            zaaktype=zaak.zaaktype if zaak else "",
            zaak=zaak.url if zaak else None,
        )

    def _eenheden(self, taak: UUID | None) -> Iterator[str]:
        """Yield the eenheid of a task, and of each that it became."""
        per_taak = {een.identificatie: een for een in self.taken}
        while taak in per_taak:
            een = per_taak.pop(taak)
            if een.toegewezen_aan.organisatorische_eenheid:
                yield een.toegewezen_aan.organisatorische_eenheid
            taak = een.opvolger

    @property
    def laatste_stap(self) -> datetime:
        """The last moment at which something happened with it."""
        return max(self._momenten())

    def _momenten(self) -> Iterator[datetime]:
        bericht = self.bericht
        yield bericht.envelop.ontvangen_op
        yield from (een.tijdstip for een in bericht.vervolgstappen)
        yield from (een.tijdstip for een in bericht.heropeningen)
        yield from (een.tijdstip for een in bericht.apartzettingen)
        if bericht.afhandeling:
            yield bericht.afhandeling.tijdstip
        yield from (een.opgeslagen_op or een.geregistreerd_op for een in self.klantcontacten)
        yield from (een.afgehandeld_op or een.toegewezen_op for een in self.taken)
        for verzending in self.verzendingen:
            yield verzending.verzonden_op or verzending.aangemaakt_op
            yield from (een.tijdstip for een in verzending.hervattingen)
        for zaak in self.zaken:
            yield zaak.geregistreerd_op or zaak.aangemaakt_op
            yield from (een.tijdstip for een in zaak.besluiten)

    @property
    def is_beperkt(self) -> bool:
        """True while its processing is restricted: it is kept until that is lifted (AVG article 18, paragraph 2)."""
        return self.bericht.beperking is not None

    @property
    def loopt_nog(self) -> str:
        """The reason, in Dutch, why it may not be destroyed or restricted yet; empty when nothing is under way."""
        if not (self.bericht.status is Berichtstatus.AFGEHANDELD or self.is_spam):
            return "De e-mail is nog niet afgehandeld."
        if any(taak.status is not Taakstatus.VERWERKT for taak in self.taken):
            return "Er staat nog een taak open."
        if any(een.status not in _KLAAR_MET_VERZENDEN or een.aandacht for een in self.verzendingen):
            return "Er vraagt nog een verzending aandacht."
        if any(zaak.aandacht for zaak in self.zaken):
            return "Er is nog een zaak niet geregistreerd."
        return ""


_KLAAR_MET_VERZENDEN: Final = frozenset({Verzendstatus.VERZONDEN, Verzendstatus.VERVALLEN})


@dataclass(frozen=True, slots=True)
class Gespreksstand:
    """A conversation: all its mails, with what came of each."""

    mails: tuple[Mailstand, ...]

    @property
    def laatste_stap(self) -> datetime:
        return max(mail.laatste_stap for mail in self.mails)

    @property
    def loopt_nog(self) -> str:
        """The reason why none of it may be destroyed yet.

        Mail in quarantine that claims to belong to it says nothing.
        """
        mee = (mail.loopt_nog for mail in self.mails if mail.bericht.status is not Berichtstatus.QUARANTAINE)
        return next(filter(None, mee), "")

    @property
    def is_beperkt(self) -> bool:
        """True while one of its mails is restricted: a conversation is kept whole."""
        return any(mail.is_beperkt for mail in self.mails)

    @property
    def zaken(self) -> frozenset[str]:
        """The URLs of its zaken that were registered."""
        return frozenset(zaak.url for mail in self.mails for zaak in mail.zaken if zaak.url)

    def mail(self, identificatie: UUID) -> Mailstand | None:
        return next((mail for mail in self.mails if mail.bericht.identificatie == identificatie), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaring:
    """The judgement of one mail."""

    regel: Bewaarregel
    laatste_stap: date
    vanaf: date | None
    """The first day on which it may be destroyed by our own terms; None when it is not destroyed here."""
    zaken: frozenset[str] = frozenset()
    """URLs of the zaken whose own terms count too; an empty one is of a zaak that was never registered."""


def bewaring_van(mail: Mailstand, gesprek: Gespreksstand, termijnen: Bewaartermijnen) -> Bewaring | None:
    """Judge a mail with its conversation. Of all rules that count, the one that keeps longest does.

    The zaken of a conversation keep all of it, but for spam that claims to belong to it.

    Returns: None when there is none: it waits for its outcome, or the table of terms does not name it.
    """
    passend = [(aanleiding, regel) for aanleiding in mail.aanleidingen for regel in termijnen.voor(aanleiding)]
    if not passend:
        return None
    laatste = dag_hier(gesprek.laatste_stap)
    einden = [_einde(aanleiding, regel, laatste) for aanleiding, regel in passend]
    zonder_eigen = {een.zaak for een, regel in passend if regel.termijn is None and een.zaak is not None}
    return Bewaring(
        regel=max((regel for _, regel in passend), key=lambda een: een.termijn.na(laatste) if een.termijn else date.max),
        laatste_stap=laatste,
        vanaf=None if None in einden else max(einde for einde in einden if einde),
        zaken=frozenset() if mail.is_spam else gesprek.zaken | zonder_eigen,
    )


def _einde(aanleiding: Aanleiding, regel: Bewaarregel, laatste: date) -> date | None:
    """Return the end of our own term. With a zaak and without such a term there is nothing to wait for here."""
    if regel.termijn is not None:
        return regel.termijn.na(laatste)
    return None if aanleiding.zaak is None else laatste


def kan_al(bericht: Emailbericht, termijnen: Bewaartermijnen, peildatum: date) -> bool:
    """Tell from a mail alone whether it may be due on `peildatum`, so that not every conversation need be read.

    It is never False for one that is due: the rest of a conversation only makes it later.
    """
    mail = Mailstand(bericht=bericht)
    sinds = dag_hier(mail.laatste_stap)
    return all(_kan_al(aanleiding, termijnen.regels, sinds, peildatum) for aanleiding in mail.aanleidingen)


def _kan_al(aanleiding: Aanleiding, regels: Sequence[Bewaarregel], sinds: date, peildatum: date) -> bool:
    bij_grond = [regel.termijn for regel in regels if aanleiding.grond in regel.gronden]
    zonder = aanleiding.grond in MET_ZAAK  # then the term of the zaak alone counts
    return not bij_grond or any(termijn.na(sinds) <= peildatum if termijn else zonder for termijn in bij_grond)
