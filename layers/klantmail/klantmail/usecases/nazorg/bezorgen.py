"""The news about a sent mail: accepted, delivered, delayed, refused, complained of.

SES tells it by events. Some mail systems tell it by mail, which the intake hands over.

Events come in any order, any number of times.

An event is about one attempt, by our tags. Any event of it proves that SES accepted that attempt, so it settles what
nobody could know (`onbekend`, an expired lease). Per recipient the worst word stands (`Bezorgstand`), so that order
does not matter.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import NietGevonden
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.domain.verzending import Bezorging, Bezorgstand, Verzending, Verzendstatus
from klantmail.ports.verzendingen import Verzendwijzigingen
from klantmail.usecases.guarded_write import Slaap, leg_vast
from ontleden.ontleding import Bezorgfout, ingekort

_MAX_REDEN: Final = 1_000
"""Characters of a reason. Another server writes it, of any length."""


class Gebeurtenissoort(StrEnum):
    """SES's event types that we take.

    https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
    """

    SEND = "Send"
    DELIVERY = "Delivery"
    DELIVERY_DELAY = "DeliveryDelay"
    BOUNCE = "Bounce"
    COMPLAINT = "Complaint"
    REJECT = "Reject"

    @property
    def stand(self) -> Bezorgstand | None:
        """The fate of the recipients that the event names; None when it tells no fate.

        A mail that SES rejects after it accepted it reaches nobody, so it counts as refused.
        """
        match self:
            case Gebeurtenissoort.SEND:
                return None
            case Gebeurtenissoort.DELIVERY:
                return Bezorgstand.BEZORGD
            case Gebeurtenissoort.DELIVERY_DELAY:
                return Bezorgstand.VERTRAAGD
            case Gebeurtenissoort.BOUNCE | Gebeurtenissoort.REJECT:
                return Bezorgstand.GEWEIGERD
            case Gebeurtenissoort.COMPLAINT:
                return Bezorgstand.KLACHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorggebeurtenis:
    """One event of SES about one of our verzendingen."""

    soort: Gebeurtenissoort
    verzending: UUID
    poging: int
    bericht_id: str
    """Message-ID that SES gave the mail, with angle brackets."""
    verzonden_op: datetime
    """The moment at which SES accepted the mail: it is the same in all its events."""
    tijdstip: datetime
    ontvangers: tuple[tuple[str, str], ...]
    """Address and reason of each recipient that it is about."""


def pas_toe(verzending: Verzending, gebeurtenis: Bezorggebeurtenis) -> Verzending:
    """The verzending after this event. Any order and any repetition of events leads to the same."""
    if gebeurtenis.poging > verzending.pogingen:
        # The table was set back to before this attempt. An older generation is not sent by itself.
        return verzending
    nieuw = replace(verzending, ses_bericht_id=verzending.ses_bericht_id or gebeurtenis.bericht_id)
    if _telt_als_verzonden(verzending, gebeurtenis):
        nieuw = replace(nieuw, status=Verzendstatus.VERZONDEN, verzonden_op=gebeurtenis.verzonden_op, reden="")
    if gebeurtenis.soort.stand is None:
        return nieuw
    stand = gebeurtenis.soort.stand
    bezorgingen = (Bezorging(vergelijkvorm(adres), stand, gebeurtenis.tijdstip, reden) for adres, reden in gebeurtenis.ontvangers)
    return _met_bezorgingen(nieuw, bezorgingen)


def pas_bericht_toe(verzending: Verzending, fouten: Iterable[Bezorgfout], ontvangen_op: datetime) -> Verzending:
    """The verzending after a delivery report that came by mail, in any order with the events of SES.

    Anyone may write such a mail who knows the Message-ID of ours, so it counts only for whom we wrote to.
    """
    aan = set(map(vergelijkvorm, verzending.naar))
    bezorgingen = (
        Bezorging(vergelijkvorm(fout.ontvanger), Bezorgstand.bij(fout), ontvangen_op, _met_code(fout))
        for fout in fouten
        if vergelijkvorm(fout.ontvanger) in aan
    )
    return _met_bezorgingen(verzending, bezorgingen)


def _met_code(fout: Bezorgfout) -> str:
    return fout.reden if fout.statuscode in fout.reden else f"{fout.statuscode} {fout.reden}".strip()


def _met_bezorgingen(verzending: Verzending, nieuwe: Iterable[Bezorging]) -> Verzending:
    """The verzending with the worst word about each recipient."""
    bezorgingen = {bezorging.ontvanger: bezorging for bezorging in verzending.bezorgingen}
    for een in (replace(een, reden=ingekort(een.reden, _MAX_REDEN)) for een in nieuwe):
        bezorgingen[een.ontvanger] = max(bezorgingen.get(een.ontvanger, een), een, key=_gewicht)
    nieuw = replace(verzending, bezorgingen=tuple(bezorgingen[adres] for adres in sorted(bezorgingen)))
    if nieuw.status is Verzendstatus.VERZONDEN and nieuw.aandacht:
        nieuw = replace(nieuw, aan_de_beurt_op=max(bezorging.tijdstip for bezorging in nieuw.bezorgingen))
    return nieuw


def _telt_als_verzonden(verzending: Verzending, gebeurtenis: Bezorggebeurtenis) -> bool:
    """Tell whether the event makes the verzending verzonden. While an attempt is under way, only its own events do."""
    nieuwere_bezig = verzending.status is Verzendstatus.BEZIG and gebeurtenis.poging < verzending.pogingen
    return verzending.status is not Verzendstatus.VERZONDEN and not nieuwere_bezig


def _gewicht(bezorging: Bezorging) -> tuple[int, datetime, str]:
    return bezorging.stand.rang, bezorging.tijdstip, bezorging.reden


type Wijziging = Callable[[Verzending], Verzending]


@dataclass(frozen=True, slots=True)
class Bezorger:
    """The keeper of what SES tells."""

    verzendingen: Verzendwijzigingen
    slaap: Slaap

    def verwerk(self, gebeurtenis: Bezorggebeurtenis) -> Verzending:
        """Store what this event says, and return the verzending as it is then.

        Raises: NietGevonden (not a verzending of this table); NietBeschikbaar (to be offered again).
        """
        return wijzig(self.verzendingen, gebeurtenis.verzending, lambda verzending: pas_toe(verzending, gebeurtenis), self.slaap)

    def verwerk_bericht(self, verzending: UUID, fouten: Sequence[Bezorgfout], ontvangen_op: datetime) -> None:
        """Store what a delivery report by mail says of this verzending, if that exists. It may be called any number of
        times.

        Raises: NietBeschikbaar (to be offered again).
        """
        with suppress(NietGevonden):
            wijzig(self.verzendingen, verzending, lambda oud: pas_bericht_toe(oud, fouten, ontvangen_op), self.slaap)


def wijzig(verzendingen: Verzendwijzigingen, identificatie: UUID, wijziging: Wijziging, slaap: Slaap) -> Verzending:
    """Read, change and store, again when another changed it meanwhile, and return the verzending as it is then.

    Args:
        wijziging: the change. Applied to its own result it changes nothing, so that an attempt finds what an earlier
            one had stored.

    Raises: NietGevonden; NietBeschikbaar; and what `wijziging` raises.
    """

    def lees_en_schrijf() -> Verzending:
        oud = verzendingen.verzending(identificatie)
        nieuw = wijziging(oud)
        if nieuw != oud:
            verzendingen.werk_verzending_bij(oud, nieuw)
        return nieuw

    return leg_vast(lees_en_schrijf, lambda: None, slaap)
