"""The feiten: each says what happened to a mail, a task or a zaak, and is told once to whoever follows.

A feit follows from the record alone: an e-mailbericht keeps its whole history, so all its feiten can be told again at
any time, each under the same identificatie. It holds ids, places and times, and nothing about a person: no address,
no subject, no medewerker.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID, uuid5

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort, Deelafhandeling
from klantmail.domain.emailbericht import Emailbericht, Inzage
from klantmail.domain.interne_taak import InterneTaak
from klantmail.domain.tijd import als_tekst
from klantmail.domain.zaak import Zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Feit:
    """Base of all feiten."""

    soort: ClassVar[str]
    """The name of the kind, as followers know it."""

    tijdstip: datetime

    @property
    def over(self) -> UUID:
        """The record that it is about, by identificatie."""
        raise NotImplementedError

    @property
    def identificatie(self) -> UUID:
        """The same for the same feit, however often it is told, and another for any other."""
        return uuid5(self.over, f"{self.soort}\n{als_tekst(self.tijdstip)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtfeit(Feit):
    """Base of the feiten about an e-mailbericht."""

    emailbericht: UUID
    postvak: str
    """The postvak in which the mail stood then."""

    @property
    def over(self) -> UUID:
        return self.emailbericht


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtOntvangen(Berichtfeit):
    """A mail was received and listed."""

    soort = "emailbericht-ontvangen"

    in_quarantaine: bool
    """The mail was kept apart from the werkvoorraad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtAfgehandeld(Berichtfeit):
    """A mail got its outcome, or was closed without a klantcontact."""

    soort = "emailbericht-afgehandeld"

    in_quarantaine: bool
    """The mail was closed in quarantine."""
    soorten: tuple[Afhandelsoort, ...]
    """The kind of outcome of each question; one, when the mail was not split."""
    ontvangen_op: datetime
    geopend_op: datetime | None
    """The moment at which somebody first opened it, since it was received or reopened; None when nobody did."""
    klantcontacten: tuple[UUID, ...]
    verzendingen: tuple[UUID, ...]
    interne_taken: tuple[UUID, ...]
    zaken: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtVervolgd(Berichtfeit):
    """A zaak was asked for on a klantcontact of a mail that was handled before, or the mail was tied to one."""

    soort = "emailbericht-vervolgd"

    uitkomst: Afhandelsoort
    """`zaak`, or `zaakkoppeling` for a zaak that was there."""
    klantcontact: UUID
    zaak: UUID

    @property
    def identificatie(self) -> UUID:
        """One for each zaak, since two medewerkers may ask for one at the same moment."""
        return uuid5(self.zaak, f"{self.soort}\n{als_tekst(self.tijdstip)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtHeropend(Berichtfeit):
    """A closing without a klantcontact was undone."""

    soort = "emailbericht-heropend"

    in_quarantaine: bool
    """The mail went back into quarantine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtVerplaatst(Berichtfeit):
    """A mail was moved from `postvak` to another."""

    soort = "emailbericht-verplaatst"

    naar: str
    """The postvak in which the mail stands since then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtApartgezet(Berichtfeit):
    """A mail was put into quarantine by a beheerder."""

    soort = "emailbericht-apartgezet"


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtVrijgegeven(Berichtfeit):
    """A mail was let out of quarantine."""

    soort = "emailbericht-vrijgegeven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakfeit(Feit):
    """Base of the feiten about an interne taak."""

    interne_taak: UUID
    emailbericht: UUID
    klantcontact: UUID
    organisatorische_eenheid: str | None
    """None when the task is for one medewerker."""

    @property
    def over(self) -> UUID:
        return self.interne_taak


@dataclass(frozen=True, slots=True, kw_only=True)
class TaakGemaakt(Taakfeit):
    """An interne taak was made."""

    soort = "interne-taak-gemaakt"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaakVerwerkt(Taakfeit):
    """An interne taak was ended."""

    soort = "interne-taak-verwerkt"

    gemaakt_op: datetime
    opvolger: UUID | None
    """The task that it became; None when it was not passed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaakGevraagd(Feit):
    """A zaak was stored, to be registered in the Zaken API of the municipality."""

    soort = "zaak-gevraagd"

    zaak: UUID
    emailbericht: UUID
    klantcontact: UUID

    @property
    def over(self) -> UUID:
        return self.zaak


FEITEN: Final[tuple[type[Feit], ...]] = (
    BerichtOntvangen,
    BerichtAfgehandeld,
    BerichtVervolgd,
    BerichtHeropend,
    BerichtVerplaatst,
    BerichtApartgezet,
    BerichtVrijgegeven,
    TaakGemaakt,
    TaakVerwerkt,
    ZaakGevraagd,
)


def feiten_van_bericht(bericht: Emailbericht) -> tuple[Feit, ...]:
    """Return all that happened to a mail, oldest first.

    A mail remembers its last ten moves, reopenings and times in quarantine: of more, the first ones are missing.
    """
    return tuple(_in_volgorde(bericht, sorted(_los(bericht), key=lambda feit: feit.tijdstip)))


def feiten_van_taak(taak: InterneTaak) -> tuple[Feit, ...]:
    """Return all that happened to a task, oldest first."""
    eenheid = taak.toegewezen_aan.organisatorische_eenheid
    gemaakt = TaakGemaakt(
        tijdstip=taak.toegewezen_op,
        interne_taak=taak.identificatie,
        emailbericht=taak.emailbericht,
        klantcontact=taak.klantcontact,
        organisatorische_eenheid=eenheid,
    )
    if taak.afgehandeld_op is None:
        return (gemaakt,)
    verwerkt = TaakVerwerkt(
        tijdstip=taak.afgehandeld_op,
        interne_taak=taak.identificatie,
        emailbericht=taak.emailbericht,
        klantcontact=taak.klantcontact,
        organisatorische_eenheid=eenheid,
        gemaakt_op=taak.toegewezen_op,
        opvolger=taak.opvolger,
    )
    return (gemaakt, verwerkt)


def feiten_van_zaak(zaak: Zaak) -> tuple[Feit, ...]:
    """Return the one feit about a zaak. What became of it elsewhere, the Zaken API tells."""
    return (
        ZaakGevraagd(
            tijdstip=zaak.aangemaakt_op, zaak=zaak.identificatie, emailbericht=zaak.emailbericht, klantcontact=zaak.klantcontact
        ),
    )


def nieuwste(feiten: Iterable[Feit]) -> tuple[Feit, ...]:
    """Return the feiten of the last moment: what a change of the record added.

    A clock that runs behind can hide one behind an older feit; whoever checks what was told finds it.
    """
    alle = tuple(feiten)
    laatste = max((feit.tijdstip for feit in alle), default=None)
    return tuple(feit for feit in alle if feit.tijdstip == laatste)


def _los(bericht: Emailbericht) -> Iterator[Berichtfeit]:
    """Yield the feiten as if the mail had always stood in its postvak, out of quarantine."""
    envelop = bericht.envelop
    wat, waar = bericht.identificatie, envelop.postvak
    yield BerichtOntvangen(tijdstip=envelop.ontvangen_op, emailbericht=wat, postvak=waar, in_quarantaine=False)
    vrijgaven = (*(een.vrijgave for een in bericht.apartzettingen), bericht.vrijgave)
    for vrijgave in vrijgaven:
        if vrijgave is not None:
            yield BerichtVrijgegeven(tijdstip=vrijgave.tijdstip, emailbericht=wat, postvak=waar)
    for apart in bericht.apartzettingen:
        yield BerichtApartgezet(tijdstip=apart.tijdstip, emailbericht=wat, postvak=waar)
    for verplaatsing in bericht.verplaatsingen:
        yield BerichtVerplaatst(
            tijdstip=verplaatsing.tijdstip, emailbericht=wat, postvak=verplaatsing.van, naar=verplaatsing.naar
        )
    sinds = envelop.ontvangen_op
    for heropening in bericht.heropeningen:
        yield _afgehandeld(bericht, heropening.afhandeling, sinds)
        yield BerichtHeropend(tijdstip=heropening.tijdstip, emailbericht=wat, postvak=waar, in_quarantaine=False)
        sinds = heropening.tijdstip
    if bericht.afhandeling is not None:
        yield _afgehandeld(bericht, bericht.afhandeling, sinds)
    for stap in bericht.vervolgstappen:
        if stap.zaak is not None:  # a task tells of itself, to whichever eenheid it went
            yield BerichtVervolgd(
                tijdstip=stap.tijdstip,
                emailbericht=wat,
                postvak=waar,
                uitkomst=stap.soort,
                klantcontact=stap.op,
                zaak=stap.zaak,
            )


def _afgehandeld(bericht: Emailbericht, afhandeling: Afhandeling, sinds: datetime) -> BerichtAfgehandeld:
    delen: tuple[Deelafhandeling, ...] = afhandeling.delen or (afhandeling,)
    inzagen: tuple[Inzage, ...] = (*bericht.inzagen, *((bericht.inzage,) if bericht.inzage else ()))
    geopend = [een.geregistreerd_op for een in inzagen if sinds <= een.geregistreerd_op <= afhandeling.tijdstip]
    return BerichtAfgehandeld(
        tijdstip=afhandeling.tijdstip,
        emailbericht=bericht.identificatie,
        postvak=bericht.envelop.postvak,
        in_quarantaine=False,
        soorten=tuple(deel.soort for deel in delen),
        ontvangen_op=bericht.envelop.ontvangen_op,
        geopend_op=min(geopend, default=None),
        klantcontacten=afhandeling.klantcontacten,
        verzendingen=afhandeling.verzendingen,
        interne_taken=_ids(deel.interne_taak for deel in delen),
        zaken=_ids(deel.zaak for deel in delen),
    )


def _ids(ids: Iterable[UUID | None]) -> tuple[UUID, ...]:
    return tuple(een for een in ids if een is not None)


def _in_volgorde(bericht: Emailbericht, feiten: Iterable[Berichtfeit]) -> Iterator[Feit]:
    """Give each feit the place where the mail was then."""
    postvak = next((een.van for een in bericht.verplaatsingen), bericht.envelop.postvak)
    apart = bericht.envelop.verdicts.verdacht
    for feit in feiten:
        match feit:
            case BerichtVerplaatst():
                yield feit
                postvak = feit.naar
                continue
            case BerichtApartgezet():
                apart = True
            case BerichtVrijgegeven():
                apart = False
            case BerichtOntvangen() | BerichtAfgehandeld() | BerichtHeropend():
                feit = replace(feit, in_quarantaine=apart)
        yield replace(feit, postvak=postvak)
