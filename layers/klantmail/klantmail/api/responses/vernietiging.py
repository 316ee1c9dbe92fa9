"""The types of answers about the lists of what is to be destroyed."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Daad, Datum, Moment, Persoon, Url, Uuid, example
from klantmail.domain.vernietiging import Lijstsoort, Lijststatus
from klantmail.domain.zaaktermijn import Zaakreden

_Sha256 = Annotated[str, example("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", pattern="^[0-9a-f]{64}$")]


class Aantallen(TypedDict):
    """Hoeveel er is van één resultaat."""

    resultaat: Annotated[str, example("6.1.3")]
    """Het nummer van het resultaat in de selectielijst."""
    omschrijving: Annotated[str, example("Verzoek om informatie")]
    """Waar het over gaat."""
    emailberichten: Annotated[Aantal, example(214)]
    """Ontvangen e-mails."""
    klantcontacten: Annotated[Aantal, example(431)]
    """Klantcontacten."""
    documenten: Annotated[Aantal, example(502)]
    """E-mails en bijlagen als document."""
    interneTaken: Annotated[Aantal, example(0)]
    """Interne taken."""
    verzendingen: Annotated[Aantal, example(214)]
    """Verstuurde e-mails."""
    zaken: Annotated[Aantal, example(0)]
    """Zaken, zoals Klantmail ze onthoudt. De zaak in het zaaksysteem blijft."""


class Uitzondering(TypedDict):
    """Wat toch bewaard blijft."""

    emailbericht: Annotated[Uuid | None, example("3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b")]
    """UUID van het e-mailbericht; `null` als het om een heel resultaat gaat."""
    resultaat: Annotated[str | None, example(None)]
    """Het resultaat waarvan alles blijft."""
    reden: Annotated[str, example("Er loopt een klacht over.")]
    """Waarom."""


class Goedkeuring(Daad):
    """Het besluit van een archivaris."""

    uitzonderingen: list[Uitzondering]
    """Wat toch bewaard blijft."""


class Wisverzoek(Persoon):
    """Waarom iets wordt gewist voordat de termijn om is."""

    reden: Annotated[str, example("Verzoek van de betrokkene, AVG artikel 17.")]
    """De reden."""
    emailbericht: Annotated[Uuid | None, example(None)]
    """Het e-mailbericht waar het om gaat; `null`: alle e-mail van één adres. Het adres zelf blijft niet staan."""


class BlijftBijZaak(TypedDict):
    """Hoeveel e-mails blijven om een zaak, en waarom."""

    reden: Annotated[Zaakreden, example("termijn_loopt")]
    """Waarom de zaak ze vasthoudt."""
    aantal: Annotated[Aantal, example(12)]
    """E-mails."""


class Vernietigingslijst(TypedDict):
    """Wat vernietigd kan worden, en hoe ver dat is. Zonder inhoud, en zonder gegevens van personen."""

    identificatie: Uuid
    """UUID van de lijst."""
    soort: Annotated[Lijstsoort, example("maand")]
    """`maand`: alles waarvan de termijn om is. `wissing`: wat op verzoek eerder weg moet."""
    status: Annotated[Lijststatus, example("opgesteld")]
    """Hoe ver het is."""
    peildatum: Annotated[Datum, example("2027-12-01")]
    """De dag tot waarop is gekeken."""
    gevraagdOp: Moment
    """Wanneer de lijst is gevraagd, in UTC."""
    opgesteldOp: Moment | None
    """Wanneer zij klaar was, in UTC."""
    sha256: _Sha256 | None
    """SHA-256 van de lijst als CSV. Die keurt een archivaris goed."""
    aantallen: list[Aantallen]
    """Wat erop staat, per resultaat."""
    looptNog: Annotated[Aantal, example(3)]
    """E-mails die er niet op staan omdat er nog iets van loopt: zij zelf, hun gesprek, een taak, verzending of zaak."""
    beperkt: Annotated[Aantal, example(0)]
    """E-mails die er niet op staan omdat de verwerking ervan, of van hun gesprek, is beperkt (AVG artikel 18)."""
    blijftBijZaak: list[BlijftBijZaak]
    """E-mails die er niet op staan omdat een zaak van hun gesprek nog niet weg mag, of omdat dat niet bekend is."""
    wisverzoek: Annotated[Wisverzoek | None, example(None)]
    """Bij een wissing: waarom."""
    goedkeuring: Annotated[Goedkeuring | None, example(None)]
    """Het besluit, als het er is."""
    vernietigdOp: Annotated[Moment | None, example(None)]
    """Wanneer alles weg was, in UTC."""
    vernietigd: Annotated[list[Aantallen], example([])]
    """Wat is vernietigd, per resultaat."""
    uitgezonderd: Annotated[Aantal, example(0)]
    """E-mails die door een uitzondering bleven."""
    overgeslagen: Annotated[Aantal, example(0)]
    """E-mails die bleven omdat er na het opstellen nog iets gebeurde."""


class Vernietigingsstukken(TypedDict):
    """De kort geldige adressen van een lijst en haar verklaring."""

    lijstUrl: Url
    """De lijst als CSV: een rij per e-mailbericht, met resultaat, datums en aantallen."""
    verklaringUrl: Annotated[Url | None, example(None)]
    """De verklaring van vernietiging als HTML. `null`: die is er nog niet."""
    geldigTot: Annotated[Moment, example("2026-11-24T09:05:00.000Z")]
    """Tot wanneer de adressen werken, in UTC."""
