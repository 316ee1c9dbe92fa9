"""The types of the answer with figures."""

from typing import Annotated, Literal, TypedDict

from klantmail.api.responses.basis import Aantal, Datum, example


class Percentielen(TypedDict):
    """Hoe lang het duurde."""

    mediaan: Annotated[float | None, example(3.5)]
    """De helft duurde ten hoogste zo lang, in uren. `null` als er niets was."""
    p90: Annotated[float | None, example(21.0)]
    """Negen van de tien duurden ten hoogste zo lang, in uren. `null` als er niets was."""


class Duur(TypedDict):
    """Hoe lang het duurde, op twee manieren geteld."""

    uren: Percentielen
    """De uren van de klok."""
    werkuren: Percentielen
    """De uren waarin de gemeente open is."""


class Cijferperiode(TypedDict):
    """De cijfers over e-mails in één periode."""

    van: Datum
    """Eerste dag."""
    tot: Annotated[Datum, example("2026-11-30")]
    """Laatste dag."""
    ontvangen: Annotated[Aantal, example(120)]
    """Ontvangen e-mails, ook in quarantaine."""
    inQuarantaine: Annotated[Aantal, example(4)]
    """Daarvan in quarantaine gekomen."""
    afgehandeld: Annotated[Aantal, example(112)]
    """Afgehandelde e-mails."""
    antwoorden: Annotated[Aantal, example(80)]
    """Vragen met een antwoord als uitkomst. Een e-mail kan meer vragen hebben."""
    interneTaken: Annotated[Aantal, example(14)]
    """Vragen die een interne taak werden."""
    zaken: Annotated[Aantal, example(3)]
    """Vragen die een zaak werden, of bij een bestaande zaak kwamen. Kwam de zaak later, dan telt de dag van de zaak."""
    doorzendingen: Annotated[Aantal, example(2)]
    """Vragen die naar een ander bestuursorgaan gingen."""
    geenActieNodig: Annotated[Aantal, example(9)]
    """Vragen waarvoor niets hoefde te gebeuren."""
    geenKlantcontact: Annotated[Aantal, example(8)]
    """E-mails zonder contact: spam, een bounce, een dubbele e-mail."""
    heropend: Annotated[Aantal, example(1)]
    """Afsluitingen die zijn teruggedraaid."""
    verplaatstUit: Annotated[Aantal, example(2)]
    """E-mails die naar een ander postvak gingen."""
    verplaatstNaar: Annotated[Aantal, example(2)]
    """E-mails die uit een ander postvak kwamen."""
    doorKcc: Annotated[Aantal, example(87)]
    """E-mails die het klantcontactcentrum zelf heeft afgehandeld."""
    doorgezet: Annotated[Aantal, example(17)]
    """E-mails waarvan ten minste één vraag naar een ander ging: een taak, een zaak of een doorzending."""
    binnenNorm: Annotated[Aantal, example(99)]
    """E-mails die binnen de norm zijn afgehandeld, van `doorKcc` en `doorgezet` samen."""
    voorraad: Annotated[int, example(31)]
    """E-mails die aan het eind van de laatste dag openstonden, zonder quarantaine."""
    wachttijd: Duur
    """Van de ontvangst tot iemand de e-mail opende."""
    behandeltijd: Duur
    """Van het openen tot de uitkomst."""
    doorlooptijd: Duur
    """Van de ontvangst tot de uitkomst."""


class Taakperiode(TypedDict):
    """De cijfers over interne taken in één periode."""

    van: Datum
    """Eerste dag."""
    tot: Annotated[Datum, example("2026-11-30")]
    """Laatste dag."""
    gemaakt: Annotated[Aantal, example(14)]
    """Gemaakte taken."""
    verwerkt: Annotated[Aantal, example(12)]
    """Verwerkte taken."""
    doorgezet: Annotated[Aantal, example(1)]
    """Daarvan een taak van een ander geworden."""
    voorraad: Annotated[int, example(6)]
    """Taken die aan het eind van de laatste dag openstonden."""
    leeftijd: Duur
    """Hoe oud een taak was toen zij werd verwerkt."""


class Eenheidcijfers(TypedDict):
    """De cijfers van één organisatorische eenheid."""

    organisatorischeEenheid: Annotated[str, example("Burgerzaken")]
    """Naam van de eenheid."""
    perioden: list[Taakperiode]
    """De perioden, oudste eerst."""


class Cijfers(TypedDict):
    """De cijfers over een tijd."""

    van: Datum
    """Eerste dag."""
    tot: Annotated[Datum, example("2026-11-30")]
    """Laatste dag."""
    per: Annotated[Literal["dag", "week", "maand"], example("week")]
    """Hoe lang een periode is."""
    postvak: Annotated[str | None, example(None)]
    """Alleen e-mails in dit postvak; `null`: alle postvakken."""
    foutmarge: Annotated[float, example(0.091)]
    """Het deel dat een mediaan of p90 ten hoogste kan afwijken van de duren zelf, vanaf een minuut."""
    perioden: list[Cijferperiode]
    """De perioden, oudste eerst."""
    eenheden: list[Eenheidcijfers]
    """De interne taken van elke organisatorische eenheid, uit alle postvakken."""
