"""The types of the API's answers: mypy holds `antwoorden` to them, and `make openapi` describes the API from them."""

from typing import Annotated, Literal, NotRequired, TypedDict

from klantmail.api.schema import Beschreven
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus, Ontleedstand
from klantmail.domain.fouten import MAX_GENOEMD
from klantmail.domain.interne_taak import Taakstatus
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.verzending import Bezorgstand, Hervatkeuze, Verzendstatus
from klantmail.domain.zaak import Zaakkeuze, Zaakstatus
from ontleden.ontleding import Klasse


def _bv(*voorbeelden: object, **grenzen: object) -> Beschreven:
    """Examples of a field, and its limits."""
    return Beschreven({"examples": list(voorbeelden), **grenzen})


Uuid = Annotated[str, _bv("3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b", format="uuid")]
Moment = Annotated[str, _bv("2026-11-24T09:00:00.000Z", format="date-time")]
"""UTC."""
Datum = Annotated[str, _bv("2026-11-24", format="date")]
Url = Annotated[
    str,
    _bv(
        "https://klantmail-archief.s3.eu-west-1.amazonaws.com/voorbeeld?X-Amz-Expires=300&X-Amz-Signature=0f0e0d",
        format="uri",
    ),
]
Aantal = Annotated[int, Beschreven({"minimum": 0})]


class Lijst[V](TypedDict):
    """Een bladzijde van een lijst."""

    results: list[V]
    """De resultaten, ten hoogste `pageSize`. Een bladzijde kan minder resultaten hebben terwijl er nog meer volgen."""
    cursor: Annotated[str | None, _bv(None)]
    """Geef deze waarde mee om de volgende bladzijde te krijgen. `null`: dit was de laatste bladzijde."""


class Persoon(TypedDict):
    """Een medewerker, zoals de aanmelding die noemt."""

    medewerker: Annotated[Uuid, _bv("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    naam: Annotated[str, _bv("Anna de Boer")]
    """Naam van de medewerker."""


class Mailadres(TypedDict):
    """Een naam en een e-mailadres uit een e-mail."""

    naam: Annotated[str, _bv("Jan Jansen")]
    """De naam die erbij staat. Leeg als er geen naam is."""
    adres: Annotated[str, _bv("jan@burger.example")]
    """Het e-mailadres. Leeg als de e-mail geen adres noemt."""


class Verdicts(TypedDict):
    """Wat de controles bij ontvangst vonden: `PASS`, `FAIL`, `GRAY`, `PROCESSING_FAILED`, of `ONBEKEND`."""

    spf: Annotated[str, _bv("PASS")]
    """Mag deze server mail versturen voor het domein van de afzender?"""
    dkim: Annotated[str, _bv("PASS")]
    """Is de e-mail ondertekend door het domein van de afzender?"""
    dmarc: Annotated[str, _bv("PASS")]
    """Voldoet de e-mail aan het beleid van het domein van de afzender?"""
    spam: Annotated[str, _bv("PASS")]
    """Lijkt de e-mail op spam? `FAIL` betekent ja: de e-mail staat in quarantaine."""
    virus: Annotated[str, _bv("PASS")]
    """Is er een virus gevonden? `FAIL` betekent ja: de e-mail staat in quarantaine."""


class Emailbericht(TypedDict):
    """De envelop van een ontvangen e-mail. De tekst staat er niet in: lezen is pas inzien."""

    identificatie: Uuid
    """UUID van het e-mailbericht."""
    postvak: Annotated[str, _bv("info@gemeente.example")]
    """Het postvak waarin de e-mail is ontvangen."""
    status: Berichtstatus
    """`nieuw`: wacht op een medewerker. `in_behandeling`: een medewerker heeft de e-mail open. `afgehandeld`: de
    uitkomst is opgeslagen. `quarantaine`: apart gezet, omdat het spam lijkt of een virus kan hebben."""
    ontvangenOp: Annotated[Moment, _bv("2026-11-24T08:55:02.000Z")]
    """Wanneer de e-mail is ontvangen, in UTC."""
    onderwerp: Annotated[str, _bv("Vergunning voor een dakkapel")]
    """Het onderwerp. Kan leeg zijn."""
    afzender: Mailadres
    """Wie de e-mail stuurde, volgens de e-mail zelf."""
    grootte: Annotated[Aantal, _bv(18432)]
    """Grootte van de hele e-mail, in bytes."""
    aantalBijlagen: Annotated[Aantal, _bv(1)]
    """Het aantal bijlagen."""
    klasse: Klasse
    """Het soort e-mail, volgens de kopregels: `gewoon`, `automatisch_antwoord`, `bounce` (een e-mail kon niet worden
    bezorgd), `lijst` (mailinglijst) of `agenda` (uitnodiging)."""
    betreftVerzending: Annotated[Uuid | None, _bv(None)]
    """Bij een bounce: de verzending die niet kon worden bezorgd."""
    gesprek: Uuid
    """UUID van het gesprek waar de e-mail bij hoort. Dat is het e-mailbericht waarmee het gesprek begon."""
    antwoordOp: Annotated[list[Uuid], _bv([])]
    """De klantcontacten waarop deze e-mail een antwoord is."""
    onderwerpGewijzigd: bool
    """De e-mail is een antwoord aan ons, maar heeft een ander onderwerp."""
    afwijkendeAfzender: bool
    """De e-mail is een antwoord op een e-mail die naar een ander adres ging. Controleer wie de afzender is."""
    verdicts: Verdicts
    """Wat de controles bij ontvangst vonden."""
    behandelaar: Annotated[Persoon | None, _bv(None)]
    """Wie de e-mail nu in behandeling heeft."""
    geclaimdTot: Annotated[Moment | None, _bv(None)]
    """Tot wanneer de behandelaar de e-mail heeft, in UTC. Daarna kan een ander de e-mail overnemen."""


class Inzage(TypedDict):
    """Een medewerker heeft de e-mail geopend."""

    inzageId: Annotated[Uuid, _bv("7d3f2f9e-0d8f-4d0c-9f4b-5b8f0f8a0001")]
    """UUID van de inzage."""
    medewerker: Annotated[Uuid, _bv("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    naam: Annotated[str, _bv("Anna de Boer")]
    """Naam van de medewerker."""
    geregistreerdOp: Moment
    """Wanneer de medewerker de e-mail opende, in UTC."""


class Deelafhandeling(TypedDict):
    """Wat er met één van de vragen van een gesplitste e-mail is gedaan."""

    soort: Afhandelsoort
    """De uitkomst van deze vraag."""
    klantcontacten: Annotated[list[Uuid], _bv(["0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11"])]
    """De klantcontacten van deze vraag: eerst dat van de vraag zelf, dan dat van de gemeente."""
    verzendingen: Annotated[list[Uuid], _bv(["5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21"])]
    """De e-mails die hierdoor op weg zijn."""
    interneTaak: Annotated[Uuid | None, _bv(None)]
    """De interne taak, als de uitkomst dat is."""
    zaak: Annotated[Uuid | None, _bv(None)]
    """De zaak, als de uitkomst dat is."""
    reden: Annotated[str | None, _bv(None)]
    """Waarom deze vraag zonder meer is afgesloten."""


class Splitsing(TypedDict):
    """Een e-mail die in vragen is gesplitst."""

    soort: Afhandelsoort
    """Altijd `splitsing`."""
    delen: list[Deelafhandeling]
    """De uitkomst van elke vraag, in de volgorde van het verzoek."""


class Afhandeling(TypedDict):
    """Wat er met de e-mail is gedaan."""

    soort: Afhandelsoort
    """De uitkomst."""
    tijdstip: Moment
    """Wanneer de uitkomst is opgeslagen, in UTC."""
    medewerker: Annotated[Uuid, _bv("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker die de e-mail heeft afgehandeld."""
    klantcontacten: Annotated[list[Uuid], _bv(["0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11"])]
    """De klantcontacten die zijn opgeslagen: eerst dat van de e-mail, dan dat van de gemeente."""
    verzendingen: Annotated[list[Uuid], _bv(["5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21"])]
    """De e-mails die hierdoor op weg zijn."""
    interneTaak: Annotated[Uuid | None, _bv(None)]
    """De interne taak, als de uitkomst dat is."""
    zaak: Annotated[Uuid | None, _bv(None)]
    """De zaak, als de uitkomst dat is."""
    reden: Annotated[str | None, _bv(None)]
    """Waarom de e-mail zonder meer is afgesloten."""
    delen: list[Deelafhandeling]
    """Van een gesplitste e-mail: de uitkomst van elke vraag. Anders leeg."""


class Vrijgave(TypedDict):
    """Een beheerder heeft de e-mail uit quarantaine gehaald."""

    medewerker: Annotated[Uuid, _bv("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de beheerder."""
    naam: Annotated[str, _bv("Carla Smit")]
    """Naam van de beheerder."""
    tijdstip: Moment
    """Wanneer, in UTC."""


class EmailberichtVolledig(Emailbericht):
    """De envelop van een e-mail, met zijn geschiedenis."""

    ontleding: Ontleedstand
    """`gereed`: de e-mail is leesbaar gemaakt. `ontbreekt`: dat moet nog. `mislukt`: alleen de ruwe e-mail is te
    zien.
    """
    inzagen: list[Inzage]
    """Wie de e-mail heeft geopend, van oud naar nieuw: ten hoogste de eerste 100 keer."""
    afhandeling: Annotated[Afhandeling | None, _bv(None)]
    """De uitkomst. `null` zolang de e-mail niet is afgehandeld."""
    vrijgave: Annotated[Vrijgave | None, _bv(None)]
    """Wie de e-mail uit quarantaine haalde."""
    ontvangstbevestiging: Annotated[Uuid | None, _bv(None)]
    """De verzending van de ontvangstbevestiging."""


class Integriteit(TypedDict):
    """Waarmee te controleren is dat een document niet is veranderd."""

    algoritme: Literal["sha_256"]
    """De manier van berekenen."""
    waarde: Annotated[str, _bv("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", pattern="^[0-9a-f]{64}$")]
    """De controlewaarde, in hexadecimale cijfers."""


class IntegriteitMetDatum(Integriteit):
    """Waarmee te controleren is dat een document niet is veranderd, en wanneer dat is berekend."""

    datum: Datum
    """Wanneer de controlewaarde is berekend."""


class Bijlagedocument(TypedDict):
    """Wat een lijst van een document laat zien."""

    identificatie: Annotated[Uuid, _bv("e6b1f1d0-7a4e-5c1f-9b57-2f6d1c0b8a90")]
    """UUID van het informatieobject."""
    bestandsnaam: Annotated[str, _bv("tekening.pdf", maxLength=255)]
    """Veilige naam voor een download."""
    formaat: Annotated[str, _bv("application/pdf")]
    """MIME-type."""
    bestandsomvang: Annotated[Aantal, _bv(14210)]
    """Grootte in bytes."""
    integriteit: Integriteit
    """Controlewaarde van de bytes."""


class Bijlage(TypedDict):
    """De band tussen een klantcontact en een document."""

    identificatie: Annotated[Uuid, _bv("8d1c6e57-0b7f-5d0a-b0a4-6c9f2e3d1a75")]
    """UUID van de bijlage."""
    informatieobject: Bijlagedocument
    """Het document."""


class Klantcontact(TypedDict):
    """De vastlegging dat er contact was (C1199). Een klantcontact heeft geen status en verandert niet meer."""

    identificatie: Annotated[Uuid, _bv("0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11")]
    """UUID van het klantcontact."""
    geregistreerdOp: Moment
    """Wanneer het contact is geregistreerd, in UTC: bij een ontvangen e-mail het moment van inzage."""
    kanaal: Annotated[str, _bv("e-mail", maxLength=50)]
    """Het kanaal van het contact."""
    medewerker: Annotated[Uuid, _bv("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    organisatorischeEenheid: Annotated[str, _bv("Klantcontactcentrum")]
    """De organisatorische eenheid van de medewerker."""
    initiatiefnemer: Initiatiefnemer
    """Wie het contact begon: `klant` bij een ontvangen e-mail, `gemeente` bij een antwoord."""
    onderwerp: Annotated[str, _bv("Vergunning voor een dakkapel")]
    """Het onderwerp van de e-mail."""
    inhoud: Annotated[str | None, _bv("Goedemorgen,\n\nHoe vraag ik een vergunning aan?\n\nJan Jansen")]
    """De hele tekst van de e-mail. `null` als de tekst groter is dan 256 kB: dan staat zij achter `inhoudUrl`."""
    inhoudUrl: Annotated[Url | None, _bv(None)]
    """Kort geldig adres van de tekst, als die te groot is voor een antwoord."""
    klant: None
    """Leeg: wie de klant is, staat niet vast door alleen een e-mailadres (C1199)."""
    vertegenwoordiger: None
    """Leeg (C1199)."""
    gesprek: Uuid
    """UUID van het gesprek waar het contact bij hoort."""
    verwijstNaar: Annotated[list[Uuid], _bv([])]
    """Eerdere klantcontacten: bij een antwoord de vraag; bij een e-mail die een antwoord aan ons is, wat die
    beantwoordt.
    """
    zaak: Annotated[Uuid | None, _bv(None)]
    """De zaak waartoe het contact leidde."""
    emailbericht: Uuid
    """Het ontvangen e-mailbericht waar het over gaat."""
    bijlagen: list[Bijlage]
    """De documenten: de e-mail zelf, en elke bijlage daarvan."""


class VerwantKlantcontact(Klantcontact):
    """Een klantcontact van hetzelfde adres, dat niet bij het gesprek hoort."""

    grond: Literal["afzender"]
    """Waarom het hier staat: alleen het adres is hetzelfde. Dat bewijst niet dat het dezelfde persoon is."""


class Samenhang(TypedDict):
    """Wat een medewerker naast een e-mail kan willen weten."""

    gesprek: Lijst[Klantcontact]
    """Het gesprek waar de e-mail bij hoort, van oud naar nieuw."""
    zelfdeAfzender: Lijst[VerwantKlantcontact]
    """Andere contacten met hetzelfde adres, van nieuw naar oud. Een suggestie, geen bewijs."""


class Link(TypedDict):
    """Een kort geldig adres van een document of tekst."""

    url: Url
    """Het adres. Iedereen die het adres heeft, kan het openen: deel het niet."""
    geldigTot: Annotated[Moment, _bv("2026-11-24T09:05:00.000Z")]
    """Tot wanneer het adres werkt, in UTC."""


class GeopendeMail(TypedDict):
    """Een e-mail die de medewerker heeft geopend."""

    inzageId: Annotated[Uuid, _bv("7d3f2f9e-0d8f-4d0c-9f4b-5b8f0f8a0001")]
    """UUID van de inzage. Geef deze mee bij de afhandeling."""
    geclaimdTot: Annotated[Moment | None, _bv("2026-11-24T09:15:00.000Z")]
    """Tot wanneer de e-mail van u is, in UTC. Open de e-mail opnieuw om de tijd te verlengen."""
    emailbericht: Emailbericht
    """De envelop."""
    klantcontact: Klantcontact
    """Het geregistreerde klantcontact. Het wordt pas opgeslagen bij de afhandeling."""
    antwoordadres: Mailadres
    """Waar een antwoord naartoe gaat."""
    html: Link | None
    """De e-mail met opmaak, veilig gemaakt. Toon dit in een afgeschermd frame. `null` als de e-mail geen opmaak
    heeft.
    """
    geblokkeerd: Annotated[list[str], _bv(["1 afbeelding van internet niet geladen"])]
    """Wat er niet wordt getoond, en waarom."""
    waarschuwingen: Annotated[list[str], _bv([])]
    """Wat u moet weten voordat u antwoordt."""


class Verwijzing(TypedDict):
    """Een verzending bij haar UUID."""

    identificatie: Annotated[Uuid, _bv("5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21")]
    """UUID van de verzending."""


class Beantwoord(TypedDict):
    """Wat er met het antwoord is opgeslagen, in één keer."""

    klantcontacten: list[Klantcontact]
    """Het klantcontact van de e-mail, en dat van het antwoord."""
    verzending: Verwijzing
    """Het antwoord dat op weg is."""


class Vervolgd(TypedDict):
    """Wat er met het vervolgbericht is opgeslagen, in één keer."""

    klantcontact: Klantcontact
    """Het klantcontact van het vervolgbericht."""
    verzending: Verwijzing
    """Het vervolgbericht dat op weg is."""


class Bevestigd(TypedDict):
    """De ontvangstbevestiging die op weg is."""

    verzending: Verwijzing
    """De verzending van de ontvangstbevestiging."""


class Uploadplek(TypedDict):
    """Een formulier waarmee één bestand kan worden klaargezet."""

    uploadId: Annotated[Uuid, _bv("f1d2c3b4-a596-4877-8695-a4b3c2d1e0f9")]
    """UUID van het bestand. Geef deze mee als bijlage van een antwoord."""
    url: Annotated[Url, _bv("https://klantmail-uploads.s3.eu-west-1.amazonaws.com/")]
    """Stuur het formulier met POST naar dit adres, als `multipart/form-data`."""
    velden: Annotated[dict[str, str], _bv({"key": "a255acc8/f1d2c3b4", "Content-Type": "application/pdf", "policy": "eyJleHAi"})]
    """De velden van het formulier. Stuur ze allemaal mee, met daarna het bestand in het veld `file`."""
    geldigTot: Annotated[Moment, _bv("2026-11-24T09:15:00.000Z")]
    """Tot wanneer het formulier werkt, in UTC."""


class Informatieobject(TypedDict):
    """Een opgeslagen document (EnkelvoudigInformatieObject, Documenten API 1.7)."""

    identificatie: Annotated[Uuid, _bv("e6b1f1d0-7a4e-5c1f-9b57-2f6d1c0b8a90")]
    """UUID van het document."""
    bronorganisatie: Annotated[str, _bv("002564440", pattern=r"^\d{9}$")]
    """RSIN van de gemeente."""
    creatiedatum: Datum
    """De dag waarop het document is gemaakt."""
    titel: Annotated[str, _bv("tekening.pdf", maxLength=200)]
    """Titel van het document."""
    auteur: Annotated[str, _bv("Jan Jansen", maxLength=200)]
    """Wie het document maakte."""
    taal: Annotated[str, _bv("dut", pattern="^[a-z]{3}$")]
    """Taal, in drie letters (ISO 639-2/B)."""
    informatieobjecttype: Annotated[
        str,
        _bv(
            "https://catalogi.gemeente.example/catalogi/api/v1/informatieobjecttypen/00000000-0000-4000-8000-000000000001",
            format="uri",
        ),
    ]
    """Het type in de catalogus van de gemeente."""
    status: Literal["definitief"]
    """Een document verandert niet meer."""
    bestandsnaam: Annotated[str, _bv("tekening.pdf", maxLength=255)]
    """Veilige naam voor een download."""
    formaat: Annotated[str, _bv("application/pdf")]
    """MIME-type."""
    bestandsomvang: Annotated[Aantal, _bv(14210)]
    """Grootte in bytes."""
    integriteit: IntegriteitMetDatum
    """Controlewaarde van de bytes."""
    ontvangstdatum: Datum | None
    """De dag waarop het document is ontvangen."""
    verzenddatum: Annotated[Datum | None, _bv(None)]
    """De dag waarop het document is verzonden."""


class Toewijzing(TypedDict):
    """Voor wie een taak is: een organisatorische eenheid, of één medewerker."""

    organisatorischeEenheid: Annotated[str | None, _bv("Burgerzaken")]
    """Naam van de organisatorische eenheid."""
    medewerker: Annotated[Uuid | None, _bv(None)]
    """UUID van de medewerker."""


class DigitaalAdres(TypedDict):
    """Hoe de betrokkene te bereiken is."""

    adres: Annotated[str, _bv("jan@burger.example")]
    """Het e-mailadres."""
    soortDigitaalAdres: Literal["email"]
    """Soort adres."""


class Betrokkene(TypedDict):
    """De persoon aan de andere kant, voor zover de e-mail dat zegt."""

    rol: Literal["klant"]
    """De rol van de betrokkene."""
    naam: Annotated[str, _bv("Jan Jansen")]
    """Naam van de betrokkene. Kan leeg zijn."""
    digitaalAdres: DigitaalAdres
    """Het adres van de afzender."""


class InterneTaak(TypedDict):
    """Wat het klantcontactcentrum aan een afdeling vraagt (C1199 variant B, Klantinteracties)."""

    identificatie: Annotated[Uuid, _bv("1f6a2f5e-8b52-5d0f-b1d3-6a1de1f4c0aa")]
    """UUID van de taak."""
    gevraagdeHandeling: Annotated[str, _bv("Bel de burger terug", maxLength=200)]
    """Wat er gevraagd wordt."""
    aanleidinggevendKlantcontact: Annotated[Uuid, _bv("0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11")]
    """Het klantcontact waar de taak uit voortkomt."""
    emailbericht: Uuid
    """Het e-mailbericht waar de taak over gaat."""
    toegewezenAan: Toewijzing
    """Voor wie de taak is."""
    toegewezenOp: Moment
    """Wanneer de taak is toegewezen, in UTC."""
    toelichting: Annotated[str, _bv("Graag vandaag nog.", maxLength=1000)]
    """Toelichting van de medewerker. Kan leeg zijn."""
    status: Taakstatus
    """`te_verwerken` of `verwerkt`."""
    behandelaar: Annotated[Persoon | None, _bv(None)]
    """Wie de taak heeft opgepakt."""
    afgehandeldOp: Annotated[Moment | None, _bv(None)]
    """Wanneer de taak is verwerkt, in UTC."""
    uitkomst: Annotated[str | None, _bv(None)]
    """Hoe de taak is afgelopen."""
    vervolg: Annotated[Uuid | None, _bv(None)]
    """Waar de taak toe leidde: het klantcontact van het antwoord, of de taak die ervoor in de plaats kwam."""
    betrokkene: Betrokkene
    """De burger."""


class InterneTaakMetKlantcontact(InterneTaak):
    """Een interne taak, met het klantcontact waar zij uit voortkomt."""

    klantcontact: Klantcontact
    """Het klantcontact van de e-mail."""


class Zaakbesluit(TypedDict):
    """Wat een beheerder besloot over een zaak die niet geregistreerd kon worden."""

    keuze: Zaakkeuze
    """`opnieuw` proberen, `vervallen`, of `is_geregistreerd`: met de hand gedaan."""
    medewerker: Annotated[Uuid, _bv("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de beheerder."""
    naam: Annotated[str, _bv("Carla Smit")]
    """Naam van de beheerder."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    toelichting: Annotated[str | None, _bv("Het zaaksysteem werkt weer.")]
    """Waarom."""
    url: Annotated[Url | None, _bv(None)]
    """Het adres van de zaak die met de hand is geregistreerd."""


class Zaak(TypedDict):
    """De zaak waartoe een e-mail leidde, en hoe ver de registratie in het zaaksysteem is (ZGW Zaken API)."""

    identificatie: Annotated[Uuid, _bv("c2a1f0de-4b6a-5f0f-8a5c-3d1b9e7f6042")]
    """UUID van de zaak. Ook de identificatie in het zaaksysteem."""
    status: Zaakstatus
    """`te_registreren`: wacht. `bezig`: wordt nu geregistreerd. `geregistreerd`: staat in het zaaksysteem. `mislukt`:
    geweigerd, een beheerder moet kiezen. `vervallen`: wordt niet meer geregistreerd."""
    zaaktype: Annotated[Url, _bv("https://catalogi.gemeente.example/zaaktypen/1")]
    """Het zaaktype in de catalogus van de gemeente."""
    omschrijving: Annotated[str, _bv("Klacht over grofvuil", maxLength=80)]
    """Korte omschrijving."""
    toelichting: Annotated[str, _bv("Zie de e-mail", maxLength=1000)]
    """Toelichting. Kan leeg zijn."""
    startdatum: Datum
    """De dag waarop de zaak begon."""
    emailbericht: Uuid
    """Het e-mailbericht dat tot de zaak leidde."""
    klantcontact: Annotated[Uuid, _bv("0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11")]
    """Het klantcontact van dat e-mailbericht."""
    url: Annotated[Url | None, _bv(None)]
    """Het adres van de zaak in het zaaksysteem, zodra dat bekend is."""
    informatieobjecten: Annotated[list[Uuid], _bv(["e6b1f1d0-7a4e-5c1f-9b57-2f6d1c0b8a90"])]
    """De documenten die bij de zaak horen."""
    gekoppeldeInformatieobjecten: Annotated[list[Uuid], _bv([])]
    """De documenten die al in het zaaksysteem aan de zaak hangen."""
    aangemaaktOp: Moment
    """Wanneer de zaak hier is opgeslagen, in UTC."""
    geregistreerdOp: Annotated[Moment | None, _bv(None)]
    """Wanneer de zaak in het zaaksysteem is geregistreerd, in UTC."""
    pogingen: Annotated[Aantal, _bv(0)]
    """Hoe vaak registreren is geprobeerd."""
    reden: Annotated[str | None, _bv(None)]
    """Waarom registreren de laatste keer niet lukte."""
    aandacht: Annotated[str | None, _bv("zaak_te_registreren")]
    """De lijst met aandachtspunten waar de zaak op staat. `null`: er hoeft niets te gebeuren."""
    besluiten: Annotated[list[Zaakbesluit], _bv([])]
    """Wat beheerders over de zaak hebben besloten."""


class Zaaktype(TypedDict):
    """Een soort zaak die een e-mail kan worden."""

    naam: Annotated[str, _bv("Klacht")]
    """De naam, om uit te kiezen."""
    url: Annotated[Url, _bv("https://catalogi.gemeente.example/zaaktypen/1")]
    """Het zaaktype in de catalogus van de gemeente. Dit staat in een nieuwe zaak."""


class Postvak(TypedDict):
    """Een postvak van de gemeente."""

    adres: Annotated[str, _bv("info@gemeente.example")]
    """Het e-mailadres."""
    ontvangstbevestiging: Annotated[bool, _bv(False)]
    """Of gewone e-mail aan dit postvak vanzelf een ontvangstbevestiging krijgt."""


class OrganisatorischeEenheid(TypedDict):
    """Een afdeling die interne taken kan krijgen."""

    naam: Annotated[str, _bv("Burgerzaken")]
    """De naam."""


class Afgehandeld(TypedDict):
    """De uitkomst van een e-mail, met alles wat in één keer is opgeslagen."""

    soort: Afhandelsoort
    """De uitkomst."""
    reden: Annotated[str | None, _bv(None)]
    """Waarom de e-mail zonder meer is afgesloten."""
    klantcontact: Klantcontact | None
    """Het klantcontact van de e-mail. `null` bij `geen_klantcontact`."""
    klantcontacten: list[Klantcontact]
    """Alle klantcontacten die zijn opgeslagen: eerst dat van de e-mail, dan dat van de gemeente."""
    interneTaak: Annotated[InterneTaak | None, _bv(None)]
    """De interne taak, als de uitkomst dat is."""
    zaak: Annotated[Zaak | None, _bv(None)]
    """De zaak, als de uitkomst dat is."""
    verzending: Annotated[Verwijzing | None, _bv(None)]
    """De eerste e-mail die hierdoor op weg is."""
    verzendingen: Annotated[list[Verwijzing], _bv([])]
    """Alle e-mails die hierdoor op weg zijn."""


class Bezorging(TypedDict):
    """Wat er bij één ontvanger van een verzonden e-mail is geworden."""

    ontvanger: Annotated[str, _bv("jan@burger.example")]
    """Het e-mailadres."""
    stand: Bezorgstand
    """`vertraagd`, `bezorgd`, `geweigerd`, of `klacht`: de ontvanger noemt het spam."""
    tijdstip: Moment
    """Wanneer dat bekend werd, in UTC."""
    reden: Annotated[str | None, _bv(None)]
    """Wat de andere mailserver erover zei."""


class Hervatting(TypedDict):
    """Wat een beheerder besloot over een verzending die niet vanzelf verder gaat."""

    keuze: Hervatkeuze
    """`opnieuw` versturen, `is_verzonden`, `vervallen`, of `gezien`: de melding is bekend."""
    medewerker: Annotated[Uuid, _bv("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de beheerder."""
    naam: Annotated[str, _bv("Carla Smit")]
    """Naam van de beheerder."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    toelichting: Annotated[str | None, _bv("De burger heeft niets ontvangen.")]
    """Waarom."""


class Verzending(TypedDict):
    """Een e-mail van de gemeente die op weg is of was."""

    identificatie: Annotated[Uuid, _bv("5b0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e21")]
    """UUID van de verzending."""
    status: Verzendstatus
    """`te_verzenden`: wacht. `bezig`: wordt nu verzonden. `verzonden`. `mislukt`: zeker niet verzonden. `onbekend`:
    niemand weet of de e-mail is verzonden, een beheerder moet kiezen. `vervallen`: wordt niet verzonden."""
    emailbericht: Uuid
    """Het e-mailbericht waar de verzending over gaat."""
    klantcontact: Annotated[Uuid | None, _bv("0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11")]
    """Het klantcontact van de gemeente. `null` bij een ontvangstbevestiging."""
    aangemaaktOp: Moment
    """Wanneer de verzending is opgeslagen, in UTC."""
    pogingen: Annotated[Aantal, _bv(0)]
    """Hoe vaak versturen is geprobeerd."""
    verzondenOp: Annotated[Moment | None, _bv(None)]
    """Wanneer de e-mail is verzonden, in UTC."""
    reden: Annotated[str | None, _bv(None)]
    """Waarom versturen de laatste keer niet lukte."""
    aandacht: Annotated[str | None, _bv("te_verzenden")]
    """De lijst met aandachtspunten waar de verzending op staat. `null`: er hoeft niets te gebeuren."""
    bezorgingen: Annotated[list[Bezorging], _bv([])]
    """Wat er bij elke ontvanger is geworden."""
    hervattingen: Annotated[list[Hervatting], _bv([])]
    """Wat beheerders over de verzending hebben besloten."""


class StandaardantwoordKort(TypedDict):
    """Een standaardantwoord in de lijst."""

    identificatie: Annotated[Uuid, _bv("9d5d7a3c-54f1-5b4f-a1a7-2c6b0a4fd2b3")]
    """UUID van het standaardantwoord."""
    naam: Annotated[str, _bv("Afspraak maken", maxLength=100)]
    """Waaraan een medewerker het herkent."""
    versie: Annotated[int, _bv(1, minimum=1)]
    """Telt de wijzigingen. Geef de versie mee die u hebt gelezen als u wijzigt."""
    gewijzigdOp: Moment
    """Wanneer het is gewijzigd, in UTC."""
    vervallen: bool
    """Het is niet meer te kiezen."""


class Standaardantwoord(StandaardantwoordKort):
    """Een tekst die een medewerker als antwoord kan kiezen."""

    inhoud: Annotated[str, _bv("Beste {{afzender}},\n\nU kunt op {{dag}} langskomen.\n\n{{medewerker}}", maxLength=10_000)]
    """De tekst, met invulplaatsen tussen dubbele accolades."""
    gewijzigdDoor: Annotated[Uuid, _bv("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van wie het laatst wijzigde."""


class Ingevuld(TypedDict):
    """Een standaardantwoord, ingevuld voor één e-mail."""

    inhoud: Annotated[str, _bv("Beste Jan Jansen,\n\nU kunt op {{dag}} langskomen.\n\nAnna de Boer")]
    """De tekst met wat er ingevuld kon worden."""
    open: Annotated[list[str], _bv(["{{dag}}"])]
    """Wat de medewerker zelf nog moet invullen."""


class NietGestart(TypedDict):
    """Een soort fout waardoor het vangnet iets niet opnieuw kon aanbieden."""

    fout: Annotated[str, _bv("ThrottlingException")]
    """Soort fout."""
    aantal: Annotated[Aantal, _bv(2)]
    """Hoe vaak."""


class Wachtrij(TypedDict):
    """Een wachtrij met wat voorgoed mislukte."""

    bron: Annotated[str, _bv("ontvangen")]
    """Waar het mislukte."""
    aantal: Annotated[Aantal, _bv(0)]
    """Aantal berichten in de wachtrij."""


class Stand(TypedDict):
    """Wat het vangnet de laatste keer zag."""

    tijdstip: Moment | None
    """Wanneer, in UTC. `null` vóór de eerste ronde."""
    intakeWachtend: Annotated[Aantal, _bv(0)]
    """Ontvangen e-mails die nog niet in de werkvoorraad staan."""
    intakeOudste: Annotated[Moment | None, _bv(None)]
    """Wanneer de oudste daarvan is ontvangen, in UTC."""
    nietGestart: Annotated[list[NietGestart], _bv([])]
    """Wat niet opnieuw kon worden aangeboden. De volgende ronde probeert het weer."""
    wachtrijen: list[Wachtrij]
    """De wachtrijen met wat voorgoed mislukte."""


class Probleem(TypedDict):
    """Een fout (RFC 9457)."""

    type: Annotated[str, _bv("urn:klantmail:probleem:niet-gevonden", pattern="^urn:klantmail:probleem:[a-z-]+$")]
    """Vaste naam van het soort probleem, voor programma's."""
    title: Annotated[str, _bv("Niet gevonden")]
    """Korte titel, voor mensen."""
    status: Annotated[int, _bv(404, minimum=400, maximum=599)]
    """De HTTP-status."""
    detail: Annotated[str, _bv("E-mailbericht bestaat niet.")]
    """Wat er mis is, voor mensen."""


class OngeldigVeld(TypedDict):
    """Wat er mis is met één veld."""

    name: Annotated[str, _bv("toegewezenAan.medewerker")]
    """Het veld, de queryparameter of de header. Leeg als het om het hele verzoek gaat."""
    code: Annotated[str, _bv("missing")]
    """Vaste naam van de fout, voor programma's."""
    reason: Annotated[str, _bv("Dit veld is verplicht.")]
    """Wat er mis is, voor mensen."""


class OngeldigVerzoek(Probleem):
    """Alles wat er mis is met een verzoek, in één keer."""

    invalidParams: Annotated[list[OngeldigVeld], Beschreven({"minItems": 1, "maxItems": MAX_GENOEMD})]
    """De fouten, per veld, ten hoogste 100."""


class Conflict(Probleem):
    """Het verzoek past niet bij de toestand van nu. Er is niets veranderd."""

    huidigeStatus: NotRequired[str]
    """De status op dit moment, van de e-mail, taak, verzending of zaak waar het verzoek over gaat."""
    behandelaar: NotRequired[Persoon]
    """Bij `bij-ander-in-behandeling`: wie de e-mail heeft."""
    geclaimdTot: NotRequired[Moment]
    """Bij `bij-ander-in-behandeling`: tot wanneer, in UTC."""
