"""Invented people, mail and records for the tests."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from typing import Final, Protocol
from uuid import UUID

from klantmail.domain.adressering import EigenAdressen
from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort
from klantmail.domain.concept import Concept
from klantmail.domain.document import Bijlage, Bijlagerol, Informatieobject, Organisatie, Tekst
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Envelop, Inzage, Melding, Ontleedstand, RuweMail, Verdicts
from klantmail.domain.formeel import Formaliteiten
from klantmail.domain.interne_taak import Betrokkene, InterneTaak, Taakstatus, Toewijzing
from klantmail.domain.kenmerk import Kenmerkplaats
from klantmail.domain.klantcontact import Initiatiefnemer, Klantcontact
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.termijn import STANDAARD, Termijnen
from klantmail.domain.verzending import EERSTE_AANBOD, Verzending, Verzendstatus
from klantmail.domain.zaak import BestaandeZaak, Zaak, Zaakstatus
from klantmail.domain.zaaktype import Zaaktype
from klantmail.ports.beperkingen import Beperkingslezer
from klantmail.ports.inrichting import Ondertekeningen, Standaardgebruik, Standaardteksten, Standen
from klantmail.ports.keuzes import Afgehandelden, Gereserveerden
from klantmail.ports.repositories import (
    Afhandelingen,
    Apartzettingen,
    Archiefverwijzingen,
    Bekenden,
    Berichtenlijst,
    Concepten,
    Gesprekken,
    Heropeningen,
    Informatieobjectlezer,
    Intakelijst,
    Inzagen,
    Klantcontactenlijst,
    Medewerkerlezer,
    Medewerkerslijst,
    Notities,
    Ontvangsten,
    OpenMail,
    Quarantaine,
    Reserveringen,
    Verplaatsingen,
    Vervolgberichten,
    Vervolgstappen,
    Werkvoorraad,
)
from klantmail.ports.taken import Taakachterstand, Taakgesprekken, Taken
from klantmail.ports.tellingen import Tellingen
from klantmail.ports.verzendingen import Bevestigingen, Vertrokken, Verzendachterstand, Verzendingenbeheer, Verzendpogingen
from klantmail.ports.zaken import Zaakachterstand, Zaakpogingen, Zakenlijst
from klantmail.usecases.afhandeling.afhandelen import Afgehandeld, Afhandelaar, Afhandelverzoek
from klantmail.usecases.afhandeling.concepten import Conceptenmap
from klantmail.usecases.afhandeling.heropenen import Heropener
from klantmail.usecases.afhandeling.inzien import Inziener
from klantmail.usecases.afhandeling.navragen import Navrager
from klantmail.usecases.afhandeling.notities import Notitieblok
from klantmail.usecases.afhandeling.ontvangers import Ontvangers
from klantmail.usecases.afhandeling.reserveren import Reserveerder
from klantmail.usecases.afhandeling.taken import Takendesk
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Uitkomst
from klantmail.usecases.afhandeling.verplaatsen import Verplaatser
from klantmail.usecases.afhandeling.vervolgen import Vervolger
from klantmail.usecases.afhandeling.vervolgstap import Stappenzetter
from klantmail.usecases.beheer.medewerkers import Medewerkers
from klantmail.usecases.beheer.meelezen import Meelezer
from klantmail.usecases.beheer.ondertekeningen import Ondertekeningenbeheer
from klantmail.usecases.beheer.overzicht import Overzicht
from klantmail.usecases.beheer.quarantaine import Quarantainebeheer
from klantmail.usecases.beheer.raadplegen import Raadpleger
from klantmail.usecases.beheer.standaardantwoorden import Standaardantwoorden
from klantmail.usecases.beheer.verzendingen import Beheer
from klantmail.usecases.beheer.zaken import Zakenbeheer
from klantmail.usecases.ingesloten import IngeslotenLezer
from klantmail.usecases.keuren import Keurmeester
from klantmail.usecases.nazorg.bezorgen import Bezorger
from klantmail.usecases.nazorg.vangnet import Vangnet
from klantmail.usecases.nazorg.vegen import Veger
from klantmail.usecases.nazorg.verzenden import Verzender
from klantmail.usecases.nazorg.zaak_registreren import Registreerder
from klantmail.usecases.ontvangst.bevestigen import Bevestiger
from klantmail.usecases.ontvangst.herkennen import Herkenner
from klantmail.usecases.ontvangst.ontvangen import Ontvanger
from klantmail.usecases.ontvangst.plek import intake_key
from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand
from klantmail.usecases.uitgaand.uploads import Uploader
from ontleden.ontleding import VERSIE, Adres, Klasse
from tests.support.fakes import (
    BEGIN,
    FakeArchief,
    FakeIds,
    FakeIntake,
    FakeKlok,
    FakePostkantoor,
    FakeRectificaties,
    FakeRepositories,
    FakeUitvoering,
    FakeUploads,
    FakeWachtrijen,
    FakeZaaksysteem,
)

POSTVAK = "info@gemeente.example"
ANDER_POSTVAK = "burgerzaken@gemeente.example"
EIGEN = EigenAdressen((POSTVAK, ANDER_POSTVAK))
ANNA = Medewerker(
    UUID("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f"), "Anna de Boer", "Klantcontactcentrum", frozenset({Rol.KCC_MEDEWERKER})
)
BRAM = Medewerker(
    UUID("0b7a4dd1-3a2e-4f57-8d1f-5a1f3a4b9c02"), "Bram Visser", "Klantcontactcentrum", frozenset({Rol.KCC_MEDEWERKER})
)
BEHEER = Medewerker(UUID("5f3c0c59-7f0e-4ad4-8a6b-3d7c2e9b1a03"), "Carla Smit", "Klantcontactcentrum", frozenset({Rol.BEHEERDER}))
LEIDER = Medewerker(
    UUID("4e7b9a10-3c52-4f0d-8a6e-6d1f2b3c4d05"), "Eva Jansen", "Klantcontactcentrum", frozenset({Rol.TEAMLEIDER})
)
ARCHIVARIS = Medewerker(UUID("6a4c0c59-7f0e-4ad4-8a6b-3d7c2e9b1a07"), "Gerda Peters", "Archief", frozenset({Rol.ARCHIVARIS}))
HANNA = Medewerker(
    UUID("7b5d0c59-7f0e-4ad4-8a6b-3d7c2e9b1a08"), "Hanna Kok", "Juridische zaken", frozenset({Rol.PRIVACYFUNCTIONARIS})
)
ORGANISATIE = Organisatie("Gemeente Voorbeeld", "002564440", "https://catalogi.gemeente.example/informatieobjecttypen/1")
GOOD = Verdicts(spf="PASS", dkim="PASS", dmarc="PASS", spam="PASS", virus="PASS")
DAAN = Medewerker(UUID("9c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e04"), "Daan Mulder", "Burgerzaken", frozenset({Rol.BEHANDELAAR}))
EVA = Medewerker(UUID("1d2e3f4a-5b6c-4d7e-8f90-1a2b3c4d5e05"), "Eva Kok", "Burgerzaken", frozenset({Rol.BEHANDELAAR}))
FLOOR = Medewerker(UUID("2e3f4a5b-6c7d-4e8f-9011-2b3c4d5e6f06"), "Floor Bos", "Belastingen", frozenset({Rol.BEHANDELAAR}))
EENHEDEN = ("Burgerzaken", "Belastingen")
ACTIEF_MAANDEN: Final = 6
TERMIJNEN = Termijnen({STANDAARD: 5, "Burgerzaken": 0})
"""Burgerzaken has until the end of the day, so that terms end while things happen."""
KLACHT = Zaaktype("Klacht", "https://catalogi.gemeente.example/zaaktypen/1")
GENERATIE = "1"
ZAAKLEASE = timedelta(minutes=4)
WERKTIJD = timedelta(seconds=90)
WACHTTIJD_INTAKE = timedelta(minutes=10)
ROUND_LENGTH = timedelta(seconds=80)

VRAAG = (
    "From: Jan Jansen <jan@burger.example>\r\n"
    "To: info@gemeente.example\r\n"
    "Subject: Parkeervergunning\r\n"
    "Date: Tue, 24 Nov 2026 09:55:00 +0100\r\n"
    "Message-ID: <vraag-1@burger.example>\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="grens"\r\n'
    "\r\n"
    "--grens\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: 8bit\r\n"
    "\r\n"
    "Hoe vraag ik een parkeervergunning aan?\r\nIk woon in het café op de hoek.\r\n"
    "--grens\r\n"
    'Content-Type: application/pdf; name="kenteken.pdf"\r\n'
    'Content-Disposition: attachment; filename="kenteken.pdf"\r\n'
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "JVBERi0xLjQKJWtlbnRla2Vu\r\n"
    "--grens--\r\n"
).encode()
"""A question with one attachment."""

MAIL_UIT = b"Subject: antwoord\r\n\r\nBeste meneer Jansen\r\n"
"""The bytes that stand for a composed reply."""


def melding(ses_bericht_id: str = "ses-1", *, ontvangers: tuple[str, ...] = (POSTVAK,), verdicts: Verdicts = GOOD) -> Melding:
    return Melding(
        ses_bericht_id=ses_bericht_id,
        ontvangen_op=BEGIN,
        ontvangers=ontvangers,
        onderwerp="Parkeervergunning",
        afzender=Adres("Jan Jansen", "jan@burger.example"),
        verdicts=verdicts,
    )


def bericht(number: int = 1, *, postvak: str = POSTVAK, status: Berichtstatus = Berichtstatus.NIEUW) -> Emailbericht:
    return Emailbericht(
        identificatie=UUID(int=0xE0000 + number),
        status=status,
        envelop=Envelop(
            postvak=postvak,
            ontvangen_op=BEGIN + timedelta(seconds=number),
            onderwerp=f"Vraag {number}",
            afzender=Adres("Jan Jansen", "jan@burger.example"),
            grootte=1234,
            aantal_bijlagen=1,
            klasse=Klasse.GEWOON,
            verdicts=GOOD,
        ),
        ruw=RuweMail(f"emailberichten/{number}/abc.eml", "a" * 64, 1234),
        ontleedstand=Ontleedstand.GEREED,
        parserversie=VERSIE,
    )


def document(number: int = 1) -> Informatieobject:
    return Informatieobject(
        identificatie=UUID(int=0xD0000 + number),
        bronorganisatie=ORGANISATIE.rsin,
        creatiedatum=BEGIN,
        titel="Parkeervergunning",
        auteur="Jan Jansen",
        taal="dut",
        informatieobjecttype=ORGANISATIE.informatieobjecttype,
        bestandsnaam="kenteken café.pdf",
        formaat="application/pdf",
        bestandsomvang=18,
        sha256="b" * 64,
        object_key=f"emailberichten/{number}/bijlagen/2-b",
        ontvangstdatum=BEGIN,
    )


def inzage(number: int = 1, *, medewerker: Medewerker = ANNA, na: timedelta = timedelta()) -> Inzage:
    return Inzage(
        identificatie=UUID(int=0xA0000 + number),
        klantcontact=UUID(int=0xC0000 + number),
        medewerker=medewerker.identificatie,
        naam=medewerker.naam,
        organisatorische_eenheid=medewerker.organisatorische_eenheid,
        geregistreerd_op=BEGIN + na,
    )


def klantcontact(number: int = 1, *, afzender: str = "jan@burger.example", tekst: str = "Goedemorgen") -> Klantcontact:
    return Klantcontact(
        identificatie=UUID(int=0xC0000 + number),
        geregistreerd_op=BEGIN + timedelta(minutes=number),
        medewerker=ANNA.identificatie,
        organisatorische_eenheid="Klantcontactcentrum",
        initiatiefnemer=Initiatiefnemer.KLANT,
        onderwerp=f"Vraag {number}",
        inhoud=Tekst(tekst, len(tekst.encode())),
        bijlagen=(Bijlage.van(document(number), Bijlagerol.EMAIL),),
        emailbericht=bericht(number).identificatie,
        afzender=afzender,
        gesprek=bericht(number).identificatie,
        verwijst_naar=(UUID(int=7),),
        opgeslagen_op=BEGIN + timedelta(minutes=number, seconds=30),
    )


def verzending(number: int = 1, *, hash_: str = "c" * 64) -> Verzending:
    return Verzending(
        identificatie=UUID(int=0xF0000 + number),
        status=Verzendstatus.TE_VERZENDEN,
        generatie=GENERATIE,
        emailbericht=bericht(number).identificatie,
        klantcontact=UUID(int=0xC1000 + number),
        gesprek=bericht(number).identificatie,
        van=POSTVAK,
        naar=("jan@burger.example",),
        object_key=f"klantcontacten/{number}/c.eml",
        sha256=hash_,
        onderwerp=f"Vraag {number}",
        bericht_id=f"<antwoord-{number}@gemeente.example>",
        aangemaakt_op=BEGIN,
        aan_de_beurt_op=BEGIN + EERSTE_AANBOD,
    )


def taak(number: int = 1, *, aan: Toewijzing = Toewijzing("Burgerzaken")) -> InterneTaak:  # noqa: B008  # frozen
    return InterneTaak(
        identificatie=UUID(int=0xB0000 + number),
        klantcontact=klantcontact(number).identificatie,
        emailbericht=bericht(number).identificatie,
        gevraagde_handeling="Terugmailen",
        toegewezen_aan=aan,
        toelichting="Gaat over de vergunning",
        betrokkene=Betrokkene("Jan Jansen", "jan@burger.example"),
        status=Taakstatus.TE_VERWERKEN,
        toegewezen_op=BEGIN + timedelta(minutes=number),
    )


def bestaande_zaak(number: int = 1) -> BestaandeZaak:
    """A zaak that is in the municipality's Zaken API, whoever made it."""
    return BestaandeZaak(
        identificatie=f"ZAAK-2026-{number:04}",
        url=f"https://zaken.gemeente.example/zaken/api/v1/zaken/{UUID(int=number)}",
        zaaktype=KLACHT.url,
        omschrijving="Kapvergunning eik",
        startdatum=date(2026, 11, 2),
        is_gesloten=False,
    )


def zaak(number: int = 1) -> Zaak:
    return Zaak(
        identificatie=UUID(int=0x90000 + number),
        status=Zaakstatus.TE_REGISTREREN,
        generatie=GENERATIE,
        emailbericht=bericht(number).identificatie,
        klantcontact=klantcontact(number).identificatie,
        zaaktype=KLACHT.url,
        omschrijving="Klacht over grofvuil",
        toelichting="Zie de e-mail",
        startdatum=date(2026, 11, 24),
        informatieobjecten=(document(number).identificatie,),
        aangemaakt_op=BEGIN,
        aan_de_beurt_op=BEGIN + EERSTE_AANBOD,
        initiator=Adres("Jan Jansen", "jan@burger.example"),
    )


def afhandeling(number: int = 1, *, key: str = "sleutel-1", vingerafdruk: str = "v1") -> Afhandeling:
    return Afhandeling(
        soort=Afhandelsoort.ANTWOORD,
        idempotency_key=key,
        vingerafdruk=vingerafdruk,
        tijdstip=BEGIN,
        medewerker=ANNA.identificatie,
        klantcontacten=(UUID(int=0xC0000 + number), UUID(int=0xC1000 + number)),
        verzendingen=(UUID(int=0xF0000 + number),),
    )


def concept(inhoud: str = "Beste", van: Medewerker = ANNA, op: datetime = BEGIN) -> Concept:
    """A draft for the first mail."""
    return Concept(
        emailbericht=bericht().identificatie,
        medewerker=van.identificatie,
        naam=van.naam,
        soort=Afhandelsoort.ANTWOORD,
        velden=json.dumps({"inhoud": inhoud}, ensure_ascii=False, separators=(",", ":")),
        gewijzigd_op=op,
    )


def bezorgbericht(
    message_id: str, ontvanger: str = "jan@burger.example", *, actie: str = "failed", code: str = "5.1.1", reden: str = "550 no"
) -> bytes:
    """A delivery report (RFC 3464) about a mail that left under this Message-ID."""
    return (
        "From: Mail Delivery <mailer-daemon@burger.example>\r\nTo: info@gemeente.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.burger.example\r\n\r\n"
        f"Final-Recipient: rfc822; {ontvanger}\r\nAction: {actie}\r\nStatus: {code}\r\n"
        f"Diagnostic-Code: smtp; {reden}\r\n\r\n"
        f"--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {message_id}\r\nSubject: Re: Parkeervergunning\r\n\r\n"
        "Beste meneer\r\n--r--\r\n"
    ).encode()


class Repositories(
    Intakelijst,
    Inzagen,
    Quarantaine,
    Apartzettingen,
    Verplaatsingen,
    Reserveringen,
    Gereserveerden,
    Heropeningen,
    Werkvoorraad,
    Afgehandelden,
    Berichtenlijst,
    Afhandelingen,
    Gesprekken,
    Klantcontactenlijst,
    Vervolgberichten,
    Vervolgstappen,
    Informatieobjectlezer,
    Archiefverwijzingen,
    Bekenden,
    Ontvangsten,
    OpenMail,
    Vertrokken,
    Verzendpogingen,
    Verzendingenbeheer,
    Verzendachterstand,
    Bevestigingen,
    Taken,
    Taakachterstand,
    Taakgesprekken,
    Zaakpogingen,
    Zakenlijst,
    Zaakachterstand,
    Standaardteksten,
    Ondertekeningen,
    Standaardgebruik,
    Notities,
    Concepten,
    Medewerkerlezer,
    Medewerkerslijst,
    Standen,
    Tellingen,
    Beperkingslezer,
    Protocol,
):
    """All of them in one, as the fake is."""


@dataclass(frozen=True)
class Beantwoord:
    """C1199's two klantcontacten, and the sending of the reply."""

    vraag: Klantcontact
    antwoord: Klantcontact
    verzending: UUID
    herhaling: bool
    """An earlier, equal request had stored it all."""


GEEN_FORMALITEITEN = Formaliteiten()
"""No postvak whose mail is formal by itself; a term of eight weeks."""


class Rig[R: Repositories]:
    """The whole of Klantmail on repositories of choice and on fakes of all else."""

    def __init__(
        self,
        repos: R,
        *,
        bevestigd: tuple[str, ...] = (),
        keuring_vanaf: datetime | None = None,
        formeel: Formaliteiten = GEEN_FORMALITEITEN,
    ) -> None:
        """Set up the use cases.

        Args:
            bevestigd: the postvakken whose mail gets an ontvangstbevestiging.
            formeel: the rules for formal messages.
            keuring_vanaf: the moment from which everything is scanned for malware.
        """
        self.klok = FakeKlok()
        self.ids = FakeIds()
        self.repos = repos
        self.archief = FakeArchief()
        self.intake = FakeIntake()
        self.uploads = FakeUploads()
        self.keurmeester = Keurmeester(self.archief, keuring_vanaf)
        self.uploader = Uploader(self.uploads, self.ids)
        self.postkantoor = FakePostkantoor()
        self.slept: list[float] = []
        self.inziener = Inziener(self.repos, self.archief, self.klok, self.ids, VERSIE, EIGEN, self.repos)
        self.uitgaand = Uitgaand(
            archief=self.archief,
            uploads=self.uploads,
            keurmeester=self.keurmeester,
            ondertekeningen=self.repos,
            organisatie=ORGANISATIE,
            afzenderadres="",
            eigen=EIGEN,
            generatie=GENERATIE,
            kenmerk_key=b"sleutel",
            kenmerkplaats=Kenmerkplaats.SLOTREGEL,
        )
        self.zaaksysteem = FakeZaaksysteem(bestaand=[bestaande_zaak()])
        self.ontvangers = Ontvangers(self.repos, self.klok, ACTIEF_MAANDEN)
        self.afhandelaar = Afhandelaar(
            emailberichten=self.repos,
            afhandelingen=self.repos,
            inrichting=Inrichting(
                uitgaand=self.uitgaand,
                eenheden=EENHEDEN,
                zaaktypen=(KLACHT,),
                teksten=self.repos,
                ontvangers=self.ontvangers,
                termijnen=TERMIJNEN,
                zaakzoeker=self.zaaksysteem,
            ),
            klok=self.klok,
            slaap=self.slept.append,
            parserversie=VERSIE,
        )
        self.bevestiger = Bevestiger(
            emailberichten=self.repos,
            bevestigingen=self.repos,
            uitgaand=self.uitgaand,
            klok=self.klok,
            slaap=self.slept.append,
            postvakken=bevestigd,
            formaliteiten=formeel,
        )
        self.bezorger = Bezorger(self.repos, self.slept.append)
        self.ontvanger = Ontvanger(
            intake=self.intake,
            archief=self.archief,
            emailberichten=self.repos,
            taakreacties=self.repos,
            organisatie=ORGANISATIE,
            bevestiger=self.bevestiger,
            klok=self.klok,
            bezorger=self.bezorger,
            herkenner=Herkenner(
                verzendingen=self.repos,
                bekenden=self.repos,
                ontvangsten=self.repos,
                eigen=EIGEN,
                formulieren=("formulier@web.example",),
            ),
        )
        self.vervolger = Vervolger(
            emailberichten=self.repos,
            klantcontacten=self.repos,
            verzendingen=self.repos,
            vervolgberichten=self.repos,
            taken=self.repos,
            uitgaand=self.uitgaand,
            klok=self.klok,
            slaap=self.slept.append,
            parserversie=VERSIE,
        )
        self.stappenzetter = Stappenzetter(
            emailberichten=self.repos,
            klantcontacten=self.repos,
            vervolgstappen=self.repos,
            inrichting=self.afhandelaar.inrichting,
            klok=self.klok,
            slaap=self.slept.append,
            parserversie=VERSIE,
        )
        self.notitieblok = Notitieblok(self.repos, self.repos, self.klok, self.slept.append)
        self.conceptenmap = Conceptenmap(self.repos, self.repos, self.klok, self.slept.append)
        self.ondertekeningenbeheer = Ondertekeningenbeheer(self.repos, self.klok, self.slept.append, (POSTVAK, ANDER_POSTVAK))
        self.reserveerder = Reserveerder(self.repos, self.ontvangers, self.klok)
        self.verplaatser = Verplaatser(
            emailberichten=self.repos,
            teksten=self.repos,
            uitgaand=self.uitgaand,
            klok=self.klok,
            slaap=self.slept.append,
            postvakken=(POSTVAK, ANDER_POSTVAK),
        )
        self.heropener = Heropener(self.repos, self.klok)
        self.desk = Takendesk(
            taken=self.repos,
            emailberichten=self.repos,
            klantcontacten=self.repos,
            informatieobjecten=self.repos,
            uitgaand=self.uitgaand,
            ingesloten=IngeslotenLezer(self.archief, VERSIE),
            eenheden=EENHEDEN,
            ontvangers=self.ontvangers,
            termijnen=TERMIJNEN,
            klok=self.klok,
            slaap=self.slept.append,
            parserversie=VERSIE,
        )
        self.navrager = Navrager(
            taken=self.repos,
            gesprekken=self.repos,
            emailberichten=self.repos,
            klantcontacten=self.repos,
            verzendingen=self.repos,
            uitgaand=self.uitgaand,
            klok=self.klok,
            slaap=self.slept.append,
            parserversie=VERSIE,
        )
        self.verzender = Verzender(
            verzendingen=self.repos,
            archief=self.archief,
            postkantoor=self.postkantoor,
            klok=self.klok,
            generatie=GENERATIE,
            lease=timedelta(seconds=90),
        )
        self.uitvoering = FakeUitvoering()
        self.wachtrijen = FakeWachtrijen()
        self.vangnet = Vangnet(
            intake=self.intake,
            verzendingen=self.repos,
            zaken=self.repos,
            taken=self.repos,
            standen=self.repos,
            uitvoering=self.uitvoering,
            wachtrijen=self.wachtrijen,
            postvakken=(POSTVAK, ANDER_POSTVAK),
            met_zaken=True,
            generatie=GENERATIE,
            intake_wachttijd=WACHTTIJD_INTAKE,
            rondeduur=ROUND_LENGTH,
            klok=self.klok,
        )
        self.registreerder = Registreerder(
            zaken=self.repos,
            informatieobjecten=self.repos,
            archief=self.archief,
            keurmeester=self.keurmeester,
            zaaksysteem=self.zaaksysteem,
            klok=self.klok,
            generatie=GENERATIE,
            lease=ZAAKLEASE,
            werktijd=WERKTIJD,
        )
        self.zakenbeheer = Zakenbeheer(zaken=self.repos, klok=self.klok, slaap=self.slept.append, generatie=GENERATIE)
        self.veger = Veger(self.archief, self.repos, self.klok)
        self.beheer = Beheer(self.repos, self.repos, self.repos, self.klok, self.slept.append, GENERATIE)
        self.standaardantwoorden = Standaardantwoorden(
            standaardantwoorden=self.repos,
            emailberichten=self.repos,
            klok=self.klok,
            slaap=self.slept.append,
            gemeente=ORGANISATIE.naam,
            standaardgebruik=self.repos,
            postvakken=(POSTVAK, ANDER_POSTVAK),
        )
        self.quarantaine = Quarantainebeheer(self.repos, self.klok, self.slept.append)
        self.meelezer = Meelezer(self.repos, self.repos, self.archief, VERSIE, EIGEN)
        self.rectificaties = FakeRectificaties()
        self.raadpleger = Raadpleger(
            emailberichten=self.repos,
            klantcontacten=self.repos,
            informatieobjecten=self.repos,
            taken=self.repos,
            verzendingen=self.repos,
            rectificaties=self.rectificaties,
            beperkingen=self.repos,
            archief=self.archief,
            keurmeester=self.keurmeester,
            ingesloten=IngeslotenLezer(self.archief, VERSIE),
            klok=self.klok,
            postvakken=(POSTVAK, ANDER_POSTVAK),
        )
        self.overzicht = Overzicht(lambda: self.repos, self.klok, (POSTVAK, ANDER_POSTVAK))

    def ontvang(self, mail: bytes = VRAAG, ses_bericht_id: str = "ses-1", postvak: str = POSTVAK) -> UUID:
        """Put a mail in the intake bucket and take it in.

        A second one has a Message-ID of its own, since it would be the same mail otherwise.
        """
        if ses_bericht_id != "ses-1":
            mail = mail.replace(b"<vraag-1@burger", f"<vraag-1-{ses_bericht_id}@burger".encode())
        self.intake.objecten[intake_key(postvak, ses_bericht_id)] = mail
        return self.ontvanger.neem_in(melding(ses_bericht_id), postvak)

    def ontvang_verdacht(self, ses_bericht_id: str = "spam-1", *, virus: str = "PASS") -> UUID:
        """Take in a mail that SES takes for spam."""
        self.intake.objecten[intake_key(POSTVAK, ses_bericht_id)] = VRAAG
        verdicts = replace(GOOD, spam="FAIL", virus=virus)
        return self.ontvanger.neem_in(melding(ses_bericht_id, verdicts=verdicts), POSTVAK)

    def tekst_van(self, verzending: UUID) -> str:
        """Return the plain text of the mail that this verzending sends, with LF between its lines."""
        source = self.archief.objecten[self.repos.verzending(verzending).object_key]
        body = message_from_bytes(source, _class=EmailMessage, policy=default).get_body(("plain",))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")

    def handel_af(self, bericht: UUID, inzage: UUID, medewerker: Medewerker, key: str, uitkomst: Uitkomst) -> Afgehandeld:
        """Give a mail this outcome.

        Args:
            key: Idempotency-Key.
        """
        verzoek = Afhandelverzoek(bericht=bericht, inzage=inzage, medewerker=medewerker, idempotency_key=key, uitkomst=uitkomst)
        return self.afhandelaar.handel_af(verzoek)

    def beantwoord(self, bericht: UUID, inzage: UUID, medewerker: Medewerker, key: str, antwoord: Antwoord) -> Beantwoord:
        """Answer a mail; return the records that the answer stored."""
        gedaan = self.handel_af(bericht, inzage, medewerker, key, antwoord)
        own = [each for each in gedaan.records or () if isinstance(each, Klantcontact)]
        vraag, reactie = own or [self.repos.klantcontact(each) for each in gedaan.afhandeling.klantcontacten]
        (verzending,) = gedaan.afhandeling.verzendingen
        return Beantwoord(vraag, reactie, verzending, herhaling=gedaan.records is None)


class Gemeente(Rig[FakeRepositories]):
    """One municipality on fakes, with its mail, its agents' actions and its clock."""

    def __init__(
        self,
        *,
        bevestigd: tuple[str, ...] = (),
        keuring_vanaf: datetime | None = None,
        formeel: Formaliteiten = GEEN_FORMALITEITEN,
    ) -> None:
        super().__init__(FakeRepositories(), bevestigd=bevestigd, keuring_vanaf=keuring_vanaf, formeel=formeel)
        known = Medewerkers(self.repos, self.klok, ACTIEF_MAANDEN)
        for each in (ANNA, BRAM, BEHEER, DAAN, EVA, FLOOR):
            known.meld_aan(each)

    def klaar_om_te_verzenden(self) -> Verzending:
        """Make a verzending whose bytes are in the archive."""
        klaar = verzending(hash_=sha256(MAIL_UIT).hexdigest())
        self.archief.objecten[klaar.object_key] = MAIL_UIT
        self.repos.verzendingen[klaar.identificatie] = klaar
        return klaar
