"""The types of an answer about a received mail."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Datum, Link, Mailadres, Moment, NieuweTekst, Persoon, Url, Uuid, example
from klantmail.api.responses.concept import ConceptKort
from klantmail.api.responses.klantcontact import Bijlagedocument, Klantcontact
from klantmail.api.schema import Beschreven
from klantmail.domain.adressering import Ontvangersoort
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus, Ontleedstand
from klantmail.domain.verzending import Bezorgstand, Verzendstatus
from klantmail.usecases.mailinhoud import MAX_BEZORGFOUTEN
from klantmail.usecases.uitgaand.adresseren import Bezwaar, Herkomst
from ontleden.ontleding import MAX_REDEN, Klasse


class Verdicts(TypedDict):
    """Wat de controles bij ontvangst vonden: `PASS`, `FAIL`, `GRAY`, `PROCESSING_FAILED`, of `ONBEKEND`."""

    spf: Annotated[str, example("PASS")]
    """Mag deze server mail versturen voor het domein van de afzender?"""
    dkim: Annotated[str, example("PASS")]
    """Is de e-mail ondertekend door het domein van de afzender?"""
    dmarc: Annotated[str, example("PASS")]
    """Voldoet de e-mail aan het beleid van het domein van de afzender?"""
    spam: Annotated[str, example("PASS")]
    """Lijkt de e-mail op spam? `FAIL` betekent ja: de e-mail staat in quarantaine."""
    virus: Annotated[str, example("PASS")]
    """Is er een virus gevonden? `FAIL` betekent ja: de e-mail staat in quarantaine."""


class Uitkomst(TypedDict):
    """De uitkomst van een e-mail, in het kort."""

    soort: Afhandelsoort
    """De uitkomst."""
    tijdstip: Moment
    """Wanneer de uitkomst is opgeslagen, in UTC."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker die de e-mail heeft afgehandeld."""


class Emailbericht(TypedDict):
    """De envelop van een ontvangen e-mail. De tekst staat er niet in: lezen is pas inzien."""

    identificatie: Uuid
    """UUID van het e-mailbericht."""
    postvak: Annotated[str, example("info@gemeente.example")]
    """Het postvak waarin de e-mail is ontvangen."""
    status: Berichtstatus
    """`nieuw`: wacht op een medewerker. `in_behandeling`: een medewerker heeft de e-mail open. `afgehandeld`: de
    uitkomst is opgeslagen. `quarantaine`: apart gezet, omdat het spam lijkt of een virus kan hebben."""
    ontvangenOp: Annotated[Moment, example("2026-11-24T08:55:02.000Z")]
    """Wanneer de e-mail is ontvangen, in UTC."""
    onderwerp: Annotated[str, example("Vergunning voor een dakkapel")]
    """Het onderwerp. Kan leeg zijn."""
    afzender: Mailadres
    """Wie de e-mail stuurde, volgens de e-mail zelf."""
    betrokkene: Mailadres
    """Wie iets vraagt: bij een webformulier wie het heeft ingevuld, anders de afzender."""
    grootte: Annotated[Aantal, example(18432)]
    """Grootte van de hele e-mail, in bytes."""
    aantalBijlagen: Annotated[Aantal, example(1)]
    """Hoeveel bestanden iemand heeft bijgevoegd. Plaatjes in de tekst tellen niet mee."""
    klasse: Klasse
    """Het soort e-mail, volgens de kopregels: `gewoon`, `automatisch_antwoord`, `bounce` (een e-mail kon niet worden
    bezorgd), `lijst` (mailinglijst) of `agenda` (uitnodiging)."""
    formeelUiterlijk: Annotated[Datum | None, example(None)]
    """Bij een formeel bericht: de laatste dag van de termijn om te reageren. Anders `null`."""
    betreftVerzending: Annotated[Uuid | None, example(None)]
    """Bij een bounce: de verzending die niet kon worden bezorgd."""
    gesprek: Uuid
    """UUID van het gesprek waar de e-mail bij hoort. Dat is het e-mailbericht waarmee het gesprek begon."""
    antwoordOp: Annotated[list[Uuid], example([])]
    """De klantcontacten waarop deze e-mail een antwoord is."""
    mogelijkAntwoordOp: Annotated[Uuid | None, example(None)]
    """Het klantcontact waarvan het kenmerk in de e-mail staat, terwijl onze e-mail naar een ander adres ging. Een
    suggestie, geen bewijs."""
    onderwerpGewijzigd: bool
    """De e-mail is een antwoord aan ons, maar heeft een ander onderwerp."""
    afwijkendeAfzender: bool
    """De e-mail is een antwoord op een e-mail die naar een ander adres ging. Controleer wie de afzender is."""
    reactieOpTaakVan: Annotated[Uuid | None, example(None)]
    """De e-mail antwoordt op een vraag van een afdeling: het klantcontact waar de taak bij hoort. De afdeling ziet het
    antwoord bij de taak."""
    verdicts: Verdicts
    """Wat de controles bij ontvangst vonden."""
    behandelaar: Annotated[Persoon | None, example(None)]
    """Wie de e-mail nu in behandeling heeft."""
    geclaimdTot: Annotated[Moment | None, example(None)]
    """Tot wanneer de behandelaar de e-mail heeft, in UTC. Daarna kan een ander de e-mail overnemen."""
    uitkomst: Annotated[Uitkomst | None, example(None)]
    """Wat er met de e-mail is gedaan. `null` zolang de e-mail niet is afgehandeld."""


class EmailberichtRij(Emailbericht):
    """Een e-mail op een lijst."""

    versie: Annotated[str, example("5f0c9a1b2d3e", pattern="^[0-9a-f]{12}$")]
    """Zegt hoe deze rij nu is: verandert er iets aan, dan is zij anders."""


class EmailberichtLijst(TypedDict):
    """Een bladzijde van de werkvoorraad, of van wat op een dag is afgehandeld."""

    results: list[EmailberichtRij]
    """De resultaten, ten hoogste `pageSize`. Een bladzijde kan minder resultaten hebben terwijl er nog meer volgen. Met
    `bekend` alleen de rijen die u nog niet hebt."""
    cursor: Annotated[str | None, example(None)]
    """Geef deze waarde mee om de volgende bladzijde te krijgen. `null`: dit was de laatste bladzijde."""
    volgorde: Annotated[list[str] | None, example(None)]
    """Met `bekend`: de `versie` van elke rij van de bladzijde, op volgorde. Rijen die u hebt en die hier niet bij
    staan, zijn veranderd of weg."""


class Zoekresultaat(TypedDict):
    """Een bladzijde van gevonden e-mails, van nieuw naar oud."""

    results: list[EmailberichtRij]
    """De resultaten, ten hoogste `pageSize`. Een bladzijde kan minder resultaten hebben, of geen, terwijl er nog meer
    volgen: kijk naar `cursor`."""
    cursor: Annotated[str | None, example(None)]
    """Geef deze waarde mee om verder te zoeken. `null`: alles is doorzocht."""
    gezochtTot: Annotated[Moment | None, example(None)]
    """Klantmail heeft de e-mails doorzocht die vanaf dit moment zijn ontvangen. `null`: alles is doorzocht."""


class Inzage(TypedDict):
    """Een medewerker heeft de e-mail geopend."""

    inzageId: Annotated[Uuid, example("7d3f2f9e-0d8f-4d0c-9f4b-5b8f0f8a0001")]
    """UUID van de inzage."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    naam: Annotated[str, example("Anna de Boer")]
    """Naam van de medewerker."""
    geregistreerdOp: Moment
    """Wanneer de medewerker de e-mail opende, in UTC."""


class Deelafhandeling(TypedDict):
    """Wat er met één van de vragen van een gesplitste e-mail is gedaan."""

    soort: Afhandelsoort
    """De uitkomst van deze vraag."""
    klantcontacten: Annotated[list[Uuid], example(["0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11"])]
    """De klantcontacten van deze vraag: eerst dat van de vraag zelf, dan dat van de gemeente."""
    verzendingen: Annotated[list[Uuid], example(["5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21"])]
    """De e-mails die hierdoor op weg zijn."""
    interneTaak: Annotated[Uuid | None, example(None)]
    """De interne taak, als de uitkomst dat is."""
    zaak: Annotated[Uuid | None, example(None)]
    """De zaak, als de uitkomst dat is."""
    reden: Annotated[str | None, example(None)]
    """Waarom deze vraag zonder meer is afgesloten."""
    redenZonderBericht: Annotated[str | None, example(None)]
    """Waarom de burger geen bericht kreeg: dat de e-mail is doorgezonden, of dat een formeel bericht een taak werd."""


class Afhandeling(TypedDict):
    """Wat er met de e-mail is gedaan."""

    soort: Afhandelsoort
    """De uitkomst."""
    tijdstip: Moment
    """Wanneer de uitkomst is opgeslagen, in UTC."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker die de e-mail heeft afgehandeld."""
    klantcontacten: Annotated[list[Uuid], example(["0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11"])]
    """De klantcontacten die zijn opgeslagen: eerst dat van de e-mail, dan dat van de gemeente."""
    verzendingen: Annotated[list[Uuid], example(["5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21"])]
    """De e-mails die hierdoor op weg zijn."""
    interneTaak: Annotated[Uuid | None, example(None)]
    """De interne taak, als de uitkomst dat is."""
    zaak: Annotated[Uuid | None, example(None)]
    """De zaak, als de uitkomst dat is."""
    reden: Annotated[str | None, example(None)]
    """Waarom de e-mail zonder meer is afgesloten."""
    redenZonderBericht: Annotated[str | None, example(None)]
    """Waarom de burger geen bericht kreeg: dat de e-mail is doorgezonden, of dat een formeel bericht een taak werd."""
    delen: list[Deelafhandeling]
    """Van een gesplitste e-mail: de uitkomst van elke vraag. Anders leeg."""


class Vrijgave(TypedDict):
    """Een beheerder heeft de e-mail uit quarantaine gehaald."""

    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de beheerder."""
    naam: Annotated[str, example("Carla Smit")]
    """Naam van de beheerder."""
    tijdstip: Moment
    """Wanneer, in UTC."""


class Apartzetting(TypedDict):
    """Een beheerder heeft de e-mail in quarantaine gezet."""

    medewerker: Annotated[Uuid, example("c7a3a1de-2b64-4f1e-8f0f-91d5c26b7e42")]
    """UUID van de beheerder."""
    naam: Annotated[str, example("Carla Smit")]
    """Naam van de beheerder."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    reden: Annotated[str, example("Lijkt op phishing")]
    """Waarom."""
    vrijgave: Annotated[Vrijgave | None, example(None)]
    """De vrijgave die hiermee niet meer geldt."""


class Verplaatsing(TypedDict):
    """De e-mail is naar een ander postvak verplaatst."""

    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    naam: Annotated[str, example("Anna de Boer")]
    """Naam van de medewerker."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    van: Annotated[str, example("info@gemeente.example")]
    """Het postvak waar de e-mail in stond."""
    naar: Annotated[str, example("burgerzaken@gemeente.example")]
    """Het postvak waar de e-mail naartoe ging."""
    verzending: Annotated[Uuid | None, example(None)]
    """De verzending van het bericht aan de afzender. Alleen bij een formeel bericht."""
    redenZonderBericht: Annotated[str | None, example(None)]
    """Waarom de afzender van een formeel bericht geen bericht kreeg."""


class Reservering(TypedDict):
    """De e-mail is voor een medewerker bedoeld. Anderen kunnen hem ook openen."""

    medewerker: Annotated[Uuid, example("5d1f0c52-6f0e-4c43-9d0b-2f5a7e0c9b11")]
    """UUID van de medewerker."""
    naam: Annotated[str, example("Bram Bakker")]
    """Naam van de medewerker."""
    door: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van wie de e-mail reserveerde."""
    tijdstip: Moment
    """Wanneer, in UTC."""


class Heropening(TypedDict):
    """Een gesloten e-mail is opnieuw geopend."""

    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    naam: Annotated[str, example("Anna de Boer")]
    """Naam van de medewerker."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    reden: Annotated[str | None, example("Per ongeluk gesloten")]
    """Waarom de e-mail opnieuw is geopend."""
    afhandeling: Afhandeling
    """Wat er met de e-mail was gedaan."""


class Vervolgstap(Deelafhandeling):
    """Een interne taak of zaak die later is gemaakt, bij een klantcontact van deze e-mail."""

    op: Uuid
    """UUID van het klantcontact waar de stap bij hoort."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""


class EmailberichtVolledig(Emailbericht):
    """De envelop van een e-mail, met zijn geschiedenis."""

    ontleding: Ontleedstand
    """`gereed`: de e-mail is leesbaar gemaakt. `ontbreekt`: dat moet nog. `mislukt`: alleen de ruwe e-mail is te
    zien.
    """
    inzagen: list[Inzage]
    """Wie de e-mail heeft geopend, van oud naar nieuw: ten hoogste de eerste 100 keer."""
    afhandeling: Annotated[Afhandeling | None, example(None)]
    """De uitkomst. `null` zolang de e-mail niet is afgehandeld."""
    vrijgave: Annotated[Vrijgave | None, example(None)]
    """Wie de e-mail uit quarantaine haalde."""
    dubbelen: Annotated[list[Uuid], example([])]
    """De e-mailberichten die dezelfde e-mail zijn."""
    ontvangstbevestiging: Annotated[Uuid | None, example(None)]
    """De verzending van de ontvangstbevestiging."""
    apartzettingen: Annotated[list[Apartzetting], example([])]
    """Hoe vaak de e-mail in quarantaine is gezet, van oud naar nieuw: ten hoogste de laatste 10 keer."""
    reservering: Annotated[Reservering | None, example(None)]
    """Voor wie de e-mail is gereserveerd."""
    verplaatsingen: Annotated[list[Verplaatsing], example([])]
    """Hoe vaak de e-mail naar een ander postvak ging, van oud naar nieuw: ten hoogste de laatste 10 keer."""
    heropeningen: Annotated[list[Heropening], example([])]
    """Hoe vaak de e-mail is gesloten en weer geopend, van oud naar nieuw: ten hoogste de laatste 10 keer."""
    vervolgstappen: Annotated[list[Vervolgstap], example([])]
    """Wat er na de afhandeling nog is gedaan, van oud naar nieuw. Vervolgberichten staan hier niet bij."""


class Bezorgfout(TypedDict):
    """Een ontvanger die een e-mail van ons niet kreeg, of nog niet, volgens een bericht over de bezorging."""

    ontvanger: Annotated[str, example("jan@burger.example")]
    """Het adres."""
    stand: Bezorgstand
    """`geweigerd`: de ontvanger krijgt de e-mail niet. `vertraagd`: het wordt nog geprobeerd."""
    statuscode: Annotated[str | None, example("5.1.1")]
    """De code van de mailserver (RFC 3463)."""
    reden: Annotated[str | None, example("550 5.1.1 User unknown", maxLength=MAX_REDEN)]
    """Wat de mailserver erover zegt."""


class Mailbijlage(TypedDict):
    """Een bestand van een e-mail, of de e-mail zelf."""

    informatieobject: Bijlagedocument
    """Het document."""
    downloadbaar: bool
    """Onwaar als in de e-mail een virus is gevonden: dan is geen bestand te downloaden."""


class Verstuurd(TypedDict):
    """Een e-mail die over deze e-mail is gestuurd."""

    verzending: Annotated[Uuid, example("5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21")]
    """UUID van de verzending."""
    naar: Annotated[list[str], example(["jan@burger.example"])]
    """De e-mailadressen waar de e-mail naartoe ging."""
    onderwerp: Annotated[str, example("Re: Vergunning voor een dakkapel")]
    """Het onderwerp."""
    status: Verzendstatus
    """`verzonden`, of hoe ver het versturen is."""


class MeegelezenMail(TypedDict):
    """De inhoud van een e-mail, zonder dat u de e-mail in behandeling neemt."""

    emailbericht: EmailberichtVolledig
    """De envelop, met de geschiedenis."""
    inhoud: Annotated[str | None, example("Goedemorgen,\n\nHoe vraag ik een vergunning aan?\n\nJan Jansen")]
    """De hele tekst. `null` als de tekst groter is dan 256 kB: dan staat zij achter `inhoudUrl`."""
    inhoudUrl: Annotated[Url | None, example(None)]
    """Kort geldig adres van de tekst, als die te groot is voor een antwoord."""
    html: Link | None
    """De e-mail met opmaak, veilig gemaakt. Toon dit in een afgeschermd frame. `null` als de e-mail geen opmaak
    heeft.
    """
    geblokkeerd: Annotated[list[str], example([])]
    """Wat er niet wordt getoond, en waarom."""
    waarschuwingen: Annotated[list[str], example([])]
    """Wat u over de e-mail moet weten."""
    bijlagen: list[Mailbijlage]
    """De e-mail zelf, en zijn bijlagen."""
    antwoordadres: Mailadres
    """Waar een vervolgbericht op het klantcontact van deze e-mail naartoe gaat. Leeg als daarvoor geen adres is: noem
    dan zelf een adres."""
    verstuurd: list[Verstuurd]
    """Wat er over deze e-mail is gestuurd, en aan wie."""


class Dubbel(TypedDict):
    """Dezelfde e-mail, in een ander postvak of nog een keer binnengekomen."""

    identificatie: Uuid
    """UUID van dat e-mailbericht."""
    postvak: Annotated[str, example("burgerzaken@gemeente.example")]
    """Het postvak."""
    ontvangenOp: Moment
    """Wanneer die e-mail is ontvangen, in UTC."""
    status: Berichtstatus
    """De status ervan."""
    behandelaar: Annotated[Persoon | None, example(None)]
    """Wie die e-mail nu in behandeling heeft."""
    afgehandeldAls: Annotated[Afhandelsoort | None, example(None)]
    """De uitkomst, als die er is."""


class Antwoordadres(Mailadres):
    """Een adres van de afzender."""

    herkomst: Herkomst
    """Waar de e-mail het adres noemt: `reply-to`, `from`, `sender`, of `envelop`."""
    bruikbaar: bool
    """Een antwoord kan naar dit adres."""
    bezwaar: Annotated[Bezwaar | None, example(None)]
    """`niet-gelezen`: niemand leest wat hier binnenkomt. En waarom het niet kan: `ongeldig`, `eigen-postvak` (van de
    gemeente zelf) of `lijst` (een mailinglijst)."""


class GeopendeMail(NieuweTekst, TypedDict):
    """Een e-mail die de medewerker heeft geopend."""

    inzageId: Annotated[Uuid, example("7d3f2f9e-0d8f-4d0c-9f4b-5b8f0f8a0001")]
    """UUID van de inzage. Geef deze mee bij de afhandeling."""
    geclaimdTot: Annotated[Moment | None, example("2026-11-24T09:15:00.000Z")]
    """Tot wanneer de e-mail van u is, in UTC. Open de e-mail opnieuw om de tijd te verlengen."""
    emailbericht: Emailbericht
    """De envelop."""
    klantcontact: Klantcontact
    """Het geregistreerde klantcontact. Het wordt pas opgeslagen bij de afhandeling."""
    antwoordadres: Mailadres
    """Waar een antwoord naartoe gaat. Leeg als daarvoor geen adres is: typ er dan zelf een."""
    antwoordadressen: list[Antwoordadres]
    """Alle adressen van de afzender. Het `antwoordadres` staat voorop."""
    aan: Annotated[list[Mailadres], example([{"naam": "", "adres": "info@gemeente.example"}])]
    """Aan wie de e-mail is gericht, ten hoogste 100."""
    cc: Annotated[list[Mailadres], example([])]
    """Wie een kopie kreeg, ten hoogste 100."""
    aantalAan: Annotated[Aantal, example(1)]
    """Hoeveel adressen de e-mail in Aan noemt."""
    aantalCc: Annotated[Aantal, example(0)]
    """Hoeveel adressen de e-mail in Cc noemt."""
    dubbelen: Annotated[list[Dubbel], example([])]
    """Dezelfde e-mail, als die vaker is binnengekomen. Zeg dan of u toch antwoordt met `dubbelBevestigd`."""
    ontvangenAls: Annotated[Ontvangersoort | None, example("aan")]
    """Waar de e-mail een adres van ons noemt: `aan`, of alleen in `cc`. `null`: nergens."""
    geschrevenOp: Annotated[Moment | None, example("2026-11-24T08:55:00.000Z")]
    """Wanneer de e-mail is geschreven volgens de afzender, in UTC."""
    html: Link | None
    """De e-mail met opmaak, veilig gemaakt. Toon dit in een afgeschermd frame. `null` als de e-mail geen opmaak
    heeft.
    """
    bezorgfouten: Annotated[list[Bezorgfout], Beschreven({"maxItems": MAX_BEZORGFOUTEN})]
    """Bij een bounce: wie onze e-mail niet kreeg, en waarom. Ten hoogste de eerste 20."""
    geblokkeerd: Annotated[list[str], example(["1 afbeelding van internet niet geladen"])]
    """Wat er niet wordt getoond, en waarom."""
    concepten: Annotated[list[ConceptKort], example([])]
    """Van wie er een concept is, ook van u zelf; het laatste voorop."""
    waarschuwingen: Annotated[list[str], example([])]
    """Wat u moet weten voordat u antwoordt."""


class Sluiting(TypedDict):
    """E-mails in quarantaine die zijn gesloten."""

    soort: Afhandelsoort
    """Altijd `geen_klantcontact`."""
    reden: Annotated[str, example("Spam")]
    """Waarom."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    emailberichten: list[Uuid]
    """De gesloten e-mails, in de volgorde van het verzoek."""
