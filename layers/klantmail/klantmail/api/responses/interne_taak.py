"""The types of an answer about an interne taak."""

from typing import Annotated, Literal, TypedDict

from klantmail.api.responses.basis import Aantal, Datum, Mailadres, Moment, NieuweTekst, Persoon, Uuid, Verwijzing, example
from klantmail.api.responses.klantcontact import Klantcontact
from klantmail.domain.interne_taak import Taakstatus


class Toewijzing(TypedDict):
    """Voor wie een taak is: een organisatorische eenheid, of één medewerker."""

    organisatorischeEenheid: Annotated[str | None, example("Burgerzaken")]
    """Naam van de organisatorische eenheid."""
    medewerker: Annotated[Uuid | None, example(None)]
    """UUID van de medewerker."""


class DigitaalAdres(TypedDict):
    """Hoe de betrokkene te bereiken is."""

    adres: Annotated[str, example("jan@burger.example")]
    """Het e-mailadres."""
    soortDigitaalAdres: Literal["email"]
    """Soort adres."""


class Betrokkene(TypedDict):
    """De persoon aan de andere kant, voor zover de e-mail dat zegt."""

    rol: Literal["klant"]
    """De rol van de betrokkene."""
    naam: Annotated[str, example("Jan Jansen")]
    """Naam van de betrokkene. Kan leeg zijn."""
    digitaalAdres: DigitaalAdres
    """Het adres van de afzender."""


class InterneTaak(TypedDict):
    """Wat het klantcontactcentrum aan een afdeling vraagt (C1199 variant B, Klantinteracties)."""

    identificatie: Annotated[Uuid, example("1f6a2f5e-8b52-5d0f-b1d3-6a1de1f4c0aa")]
    """UUID van de taak."""
    gevraagdeHandeling: Annotated[str, example("Bel de burger terug", maxLength=200)]
    """Wat er gevraagd wordt."""
    aanleidinggevendKlantcontact: Annotated[Uuid, example("0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11")]
    """Het klantcontact waar de taak uit voortkomt."""
    emailbericht: Uuid
    """Het e-mailbericht waar de taak over gaat."""
    toegewezenAan: Toewijzing
    """Voor wie de taak is."""
    toegewezenOp: Moment
    """Wanneer de taak is toegewezen, in UTC."""
    toelichting: Annotated[str, example("Graag vandaag nog.", maxLength=1000)]
    """Toelichting van de medewerker. Kan leeg zijn."""
    status: Taakstatus
    """`te_verwerken` of `verwerkt`."""
    behandelaar: Annotated[Persoon | None, example(None)]
    """Wie de taak heeft opgepakt."""
    afgehandeldOp: Annotated[Moment | None, example(None)]
    """Wanneer de taak is verwerkt, in UTC."""
    uitkomst: Annotated[str | None, example(None)]
    """Hoe de taak is afgelopen."""
    vervolg: Annotated[Uuid | None, example(None)]
    """Waar de taak toe leidde: het klantcontact van het antwoord, of de taak die ervoor in de plaats kwam."""
    uiterlijk: Annotated[Datum | None, example("2026-12-01")]
    """De laatste dag om de taak af te ronden. `null` bij een taak van voor er termijnen waren."""
    teLaat: Annotated[bool, example(False)]
    """De termijn is voorbij, en de taak is nog niet verwerkt."""
    leeftijd: Annotated[Aantal, example(0)]
    """Hoeveel hele dagen de burger wacht, vanaf de ontvangst van de e-mail; na het verwerken: hoelang het duurde."""
    wachtOpBurger: Annotated[bool | None, example(False)]
    """De burger is iets gevraagd, en heeft nog niet geantwoord. `null` waar dit niet is opgezocht."""
    heeftReactie: Annotated[bool | None, example(False)]
    """De burger heeft geantwoord op de laatste vraag. `null` waar dit niet is opgezocht."""
    betrokkene: Betrokkene
    """De burger."""


class Taakvraag(TypedDict):
    """Een vraag van een afdeling aan de burger, terwijl de taak open bleef."""

    klantcontact: Uuid
    """Het klantcontact van de vraag."""
    gevraagdOp: Moment
    """Wanneer, in UTC."""


class Taakreactie(TypedDict):
    """Een antwoord van de burger op een vraag van een afdeling."""

    emailbericht: Uuid
    """Het e-mailbericht. Het staat ook in de werkvoorraad van het klantcontactcentrum."""
    ontvangenOp: Moment
    """Wanneer het is ontvangen, in UTC."""
    nieuweTekst: Annotated[str | None, example("Het gaat om de Dorpsstraat.")]
    """Wat de burger deze keer schreef. `null` als dat meer is dan 50 kB, en bij wat voor de laatste drie kwam."""


class InterneTaakMetKlantcontact(InterneTaak, NieuweTekst):
    """Een interne taak, met het klantcontact waar zij uit voortkomt."""

    klantcontact: Klantcontact
    """Het klantcontact van de e-mail."""
    antwoordadres: Mailadres
    """Waar een antwoord en een vraag aan de burger naartoe gaan. Leeg als daarvoor geen adres is: noem in een antwoord
    dan zelf een adres."""
    vragen: Annotated[list[Taakvraag], example([])]
    """Wat de afdeling de burger vroeg, van oud naar nieuw."""
    reacties: Annotated[list[Taakreactie], example([])]
    """Wat de burger terugschreef, van oud naar nieuw."""


class Gevraagd(TypedDict):
    """Wat er met de vraag is opgeslagen, in één keer."""

    klantcontact: Klantcontact
    """Het klantcontact van de vraag."""
    verzending: Verwijzing
    """De vraag die op weg is."""
