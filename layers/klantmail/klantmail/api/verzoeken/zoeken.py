"""The search among klantcontacten, and that for mail."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from klantmail.api.schema import Getal, Moment, Tekst, Verzoek
from klantmail.api.verzoeken.basis import een_regel
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.zoekindex import Zoekstatus
from klantmail.usecases.beheer.zoeken import Mailzoekopdracht

_EERSTE: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LAATSTE: Final = datetime(3000, 1, 1, tzinfo=UTC)
"""Nearer to the first and the last year that there are, a period of 31 days or another time zone leads outside."""

_Moment = Annotated[datetime, Moment(_EERSTE, _LAATSTE)]


@dataclass(frozen=True, kw_only=True)
class ZoekVerzoek(Verzoek):
    """Welke klantcontacten u zoekt."""

    page_size: Annotated[int, Getal(1, 100)] = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: Annotated[str, Tekst(200)] | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""
    afzender: Annotated[str, een_regel(320)] | None = None
    """E-mailadres van de burger. Zonder dit veld zoekt u in een periode van ten hoogste 31 dagen."""
    van: _Moment | None = None
    """Vanaf dit moment, met tijdzone, in de jaren 1900 tot en met 2999. Zonder `van` en `afzender`: vanaf 31 dagen voor
    `tot`.
    """
    tot: _Moment | None = None
    """Tot dit moment, met tijdzone, in de jaren 1900 tot en met 2999. Zonder `tot`: tot nu."""


@dataclass(frozen=True, kw_only=True)
class Mailzoekverzoek(Verzoek):
    """Welke e-mails u zoekt. Een e-mail wordt gevonden als alles klopt wat u invult. Zonder iets: alle e-mails."""

    page_size: Annotated[int, Getal(1, 100)] = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: Annotated[str, Tekst(200)] | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""
    woorden: Annotated[str, een_regel(200)] | None = None
    """Woorden uit het onderwerp, in elke volgorde. Hoofdletters en accenten maken niet uit. Woorden als `de` en `voor`
    tellen niet mee. In de tekst van e-mails zoekt Klantmail niet.
    """
    afzender: Annotated[str, een_regel(320)] | None = None
    """Naam of e-mailadres van wie iets vraagt. Het begin is genoeg, vanaf vier letters. Een korter woord moet de hele
    naam zijn. Met `@`: het begin van het adres, met alles wat voor de `@` staat. Op een domein alleen zoekt Klantmail
    niet.
    """
    kenmerk: Annotated[str, een_regel(100)] | None = None
    """Het kenmerk uit een e-mail van de gemeente, zoals `KM-7F3K9-Q2XAB`. U vindt de e-mail waarover zij ging."""
    zaak: Annotated[str, een_regel(40)] | None = None
    """De identificatie van een zaak in het zaaksysteem. U vindt de e-mails die bij deze zaak horen."""
    postvak: str | None = None
    """Alleen e-mails van dit postvak."""
    status: Zoekstatus | None = None
    """`wachtend`: e-mails die wachten of die iemand open heeft. `afgehandeld` of `quarantaine`: alleen die."""
    medewerker: UUID | None = None
    """Alleen wat deze medewerker heeft afgehandeld."""
    uitkomst: Afhandelsoort | None = None
    """Alleen e-mails met deze uitkomst. Is een e-mail gesplitst, dan telt de uitkomst van elke vraag."""
    van: _Moment | None = None
    """Ontvangen vanaf dit moment, met tijdzone, in de jaren 1900 tot en met 2999."""
    tot: _Moment | None = None
    """Ontvangen voor dit moment, met tijdzone, in de jaren 1900 tot en met 2999."""

    @property
    def opdracht(self) -> Mailzoekopdracht:
        """The search that is asked for."""
        return Mailzoekopdracht(
            woorden=self.woorden,
            afzender=self.afzender,
            kenmerk=self.kenmerk,
            zaak=self.zaak,
            postvak=self.postvak,
            status=self.status,
            medewerker=self.medewerker,
            uitkomst=self.uitkomst,
            van=self.van,
            tot=self.tot,
            aantal=self.page_size,
            na=self.cursor,
        )
