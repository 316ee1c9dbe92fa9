"""The types of an answer about klantcontacten."""

from typing import Annotated, Literal, TypedDict

from klantmail.api.responses.basis import Aantal, Lijst, Moment, Ontvanger, OntvangerMetBezorging, Persoon, Url, Uuid, example
from klantmail.api.responses.informatieobject import Integriteit
from klantmail.api.responses.rectificatie import Rectificatie
from klantmail.domain.bestandsgevaar import Bestandsgevaar
from klantmail.domain.document import Bijlagerol
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.verzending import Verzendstatus


class Bijlagedocument(TypedDict):
    """Wat een lijst van een document laat zien."""

    identificatie: Annotated[Uuid, example("e6b1f1d0-7a4e-5c1f-9b57-2f6d1c0b8a90")]
    """UUID van het informatieobject."""
    bestandsnaam: Annotated[str, example("tekening.pdf", maxLength=255)]
    """Veilige naam voor een download."""
    formaat: Annotated[str, example("application/pdf")]
    """MIME-type."""
    gevaar: Annotated[Bestandsgevaar | None, example(None)]
    """Wat het bestand kan doen als iemand het opent. `programma`: het is een programma, een script of een
    snelkoppeling. `macro`: er zitten macro's in, of dat kan bij deze soort. `null`: niets vanzelf. Dit volgt uit de
    naam, het MIME-type en de eerste bytes.
    """
    bestandsomvang: Annotated[Aantal, example(14210)]
    """Grootte in bytes."""
    integriteit: Integriteit
    """Controlewaarde van de bytes."""


class Bijlage(TypedDict):
    """De band tussen een klantcontact en een document."""

    identificatie: Annotated[Uuid, example("8d1c6e57-0b7f-5d0a-b0a4-6c9f2e3d1a75")]
    """UUID van de bijlage."""
    rol: Bijlagerol
    """`email`: de e-mail zelf. `inline`: staat in de tekst, zoals een logo in een handtekening. `bijlage`: iemand heeft
    het bijgevoegd. Van vóór deze gegevens telt alles na de e-mail zelf als `bijlage`."""
    informatieobject: Bijlagedocument
    """Het document."""


class Klantcontact(TypedDict):
    """De vastlegging dat er contact was (C1199). Een klantcontact heeft geen status en verandert niet meer."""

    identificatie: Annotated[Uuid, example("0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11")]
    """UUID van het klantcontact."""
    geregistreerdOp: Moment
    """Wanneer het contact is geregistreerd, in UTC: bij een ontvangen e-mail het moment van inzage."""
    kanaal: Annotated[str, example("e-mail", maxLength=50)]
    """Het kanaal van het contact."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    organisatorischeEenheid: Annotated[str, example("Klantcontactcentrum")]
    """De organisatorische eenheid van de medewerker."""
    initiatiefnemer: Initiatiefnemer
    """Wie het contact begon: `klant` bij een ontvangen e-mail, `gemeente` bij een antwoord."""
    onderwerp: Annotated[str, example("Vergunning voor een dakkapel")]
    """Het onderwerp van de e-mail."""
    inhoud: Annotated[str | None, example("Goedemorgen,\n\nHoe vraag ik een vergunning aan?\n\nJan Jansen")]
    """De hele tekst van de e-mail. `null` als de tekst groter is dan 256 kB: dan staat zij achter `inhoudUrl`."""
    inhoudUrl: Annotated[Url | None, example(None)]
    """Kort geldig adres van de tekst, als die te groot is voor een antwoord."""
    klant: None
    """Leeg: wie de klant is, staat niet vast door alleen een e-mailadres (C1199)."""
    vertegenwoordiger: None
    """Leeg (C1199)."""
    gesprek: Uuid
    """UUID van het gesprek waar het contact bij hoort."""
    verwijstNaar: Annotated[list[Uuid], example([])]
    """Eerdere klantcontacten: bij een antwoord de vraag; bij een e-mail die een antwoord aan ons is, wat die
    beantwoordt.
    """
    zaak: Annotated[Uuid | None, example(None)]
    """De zaak waartoe het contact leidde."""
    emailbericht: Uuid
    """Het ontvangen e-mailbericht waar het over gaat."""
    ontvangers: list[Ontvanger]
    """Bij een e-mail van de gemeente: naar wie die ging. Anders leeg."""
    verzending: Annotated[Uuid | None, example(None)]
    """Bij een e-mail van de gemeente: de verzending."""
    bijlagen: list[Bijlage]
    """De documenten: de e-mail zelf, en elke bijlage daarvan."""


class KlantcontactMetBezorging(Klantcontact):
    """Een klantcontact, en bij een e-mail van de gemeente wat er bij elke ontvanger is geworden."""

    bezorging: list[OntvangerMetBezorging]
    """De ontvangers, elk met wat daar is geworden."""
    verzendstatus: Annotated[Verzendstatus | None, example(None)]
    """De stand van de verzending. `null` bij een ontvangen e-mail."""
    rectificaties: Annotated[list[Rectificatie], example([])]
    """Wat er volgens de betrokkene niet klopt, van oud naar nieuw. Het klantcontact zelf verandert nooit."""


class VerwantKlantcontact(Klantcontact):
    """Een klantcontact van hetzelfde adres, dat niet bij het gesprek hoort."""

    grond: Literal["afzender"]
    """Waarom het hier staat: alleen het adres is hetzelfde. Dat bewijst niet dat het dezelfde persoon is."""


class OpenMail(TypedDict):
    """Een e-mail van hetzelfde adres die nog niet is afgehandeld."""

    identificatie: Uuid
    """UUID van het e-mailbericht."""
    postvak: Annotated[str, example("info@gemeente.example")]
    """Het postvak."""
    onderwerp: Annotated[str, example("Vergunning voor een dakkapel")]
    """Het onderwerp."""
    ontvangenOp: Moment
    """Wanneer de e-mail is ontvangen, in UTC."""
    status: Berichtstatus
    """`nieuw` of `in_behandeling`."""
    gesprek: Uuid
    """UUID van het gesprek."""
    behandelaar: Annotated[Persoon | None, example(None)]
    """Wie de e-mail nu in behandeling heeft."""


class Samenhang(TypedDict):
    """Wat een medewerker naast een e-mail kan willen weten."""

    gesprek: Lijst[Klantcontact]
    """Het gesprek waar de e-mail bij hoort, van oud naar nieuw."""
    zelfdeAfzender: Lijst[VerwantKlantcontact]
    """Andere contacten met hetzelfde adres, van nieuw naar oud. Een suggestie, geen bewijs."""
    openMail: list[OpenMail]
    """Andere e-mails van hetzelfde adres die nog niet zijn afgehandeld, van nieuw naar oud: ten hoogste 20."""
