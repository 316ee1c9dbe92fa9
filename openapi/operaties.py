"""Every operation of the API, with what the code does not say of itself.

A route that is missing here turns a test red.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from klantmail.api.app import ARCHIEF, DESK, KCC, LEIDING, PRIVACY
from klantmail.api.parameters import Bladeren, OntledingVerzoek, SamenhangVerzoek, VerzendingenVerzoek, WerkvoorraadVerzoek
from klantmail.api.responses.basis import Documentlink, Lijst
from klantmail.api.responses.beperking import Beperkingsstand, BeperkteMail
from klantmail.api.responses.bewaartermijnen import Bewaartermijnen
from klantmail.api.responses.cijfers import Cijfers
from klantmail.api.responses.concept import Concept
from klantmail.api.responses.emailbericht import (
    EmailberichtLijst,
    EmailberichtVolledig,
    GeopendeMail,
    MeegelezenMail,
    Sluiting,
    Zoekresultaat,
)
from klantmail.api.responses.informatieobject import Informatieobject
from klantmail.api.responses.inrichting import Ik, Medewerker, OrganisatorischeEenheid, Postvak, Zaaktype
from klantmail.api.responses.interne_taak import Gevraagd, InterneTaak, InterneTaakMetKlantcontact
from klantmail.api.responses.inzagen import Kijker
from klantmail.api.responses.inzageverzoek import Inzageverzoek
from klantmail.api.responses.klantcontact import Klantcontact, KlantcontactMetBezorging, Samenhang
from klantmail.api.responses.notitie import Notitie
from klantmail.api.responses.ondertekening import Ondertekening
from klantmail.api.responses.ontleding import Ontleding
from klantmail.api.responses.postvakstoring import Postvakstoring
from klantmail.api.responses.rectificatie import Rectificatie
from klantmail.api.responses.stand import Stand
from klantmail.api.responses.standaardantwoord import Ingevuld, Standaardantwoord, StandaardantwoordInLijst
from klantmail.api.responses.uitkomst import Afgehandeld, Beantwoord, Bevestigd, Gezet, Splitsing, Vervolgd, ZonderBevestiging
from klantmail.api.responses.upload import Uploadplek
from klantmail.api.responses.vernietiging import Vernietigingslijst, Vernietigingsstukken
from klantmail.api.responses.verzending import Verzending
from klantmail.api.responses.voorbeeld import Voorbeeld
from klantmail.api.responses.werkvoorraad import Werkvoorraadstand
from klantmail.api.responses.wooverzoek import Wooverzoek
from klantmail.api.responses.zaak import Zaak
from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.afsluiting import AfsluitVerzoek
from klantmail.api.verzoeken.antwoord import AntwoordVerzoek
from klantmail.api.verzoeken.basis import LeegVerzoek
from klantmail.api.verzoeken.beheren import HervatVerzoek
from klantmail.api.verzoeken.beperking import BeperkVerzoek
from klantmail.api.verzoeken.bevestigen import BevestigVerzoek
from klantmail.api.verzoeken.bewaartermijnen import BewaartermijnenWijziging
from klantmail.api.verzoeken.cijfers import CijferVerzoek
from klantmail.api.verzoeken.concepten import ConceptVerzoek, ConceptVraag
from klantmail.api.verzoeken.doorzending import DoorzendVerzoek
from klantmail.api.verzoeken.interne_taak import TaakDeel, TaakVerzoek
from klantmail.api.verzoeken.inzageverzoek import InzageVerzoek
from klantmail.api.verzoeken.notities import NotitieVerzoek
from klantmail.api.verzoeken.ondertekening import OndertekeningWijziging
from klantmail.api.verzoeken.ordenen import (
    ApartzetVerzoek,
    HeropenVerzoek,
    QuarantaineSluitVerzoek,
    ReserveerVerzoek,
    VerplaatsVerzoek,
)
from klantmail.api.verzoeken.postvakstoringen import PostvakstoringVerzoek, PostvakstoringWijziging
from klantmail.api.verzoeken.rectificatie import RectificatieVerzoek
from klantmail.api.verzoeken.splitsen import SplitsVerzoek
from klantmail.api.verzoeken.standaardantwoorden import InvulVerzoek, StandaardVerzoek, StandaardWijziging, StandaardZoekvraag
from klantmail.api.verzoeken.taken import TaakAntwoordVerzoek, TaakVraagVerzoek, TaakWijziging, TakenVerzoek
from klantmail.api.verzoeken.uploads import UploadVerzoek
from klantmail.api.verzoeken.vernietiging import GoedkeurVerzoek, WisVerzoek
from klantmail.api.verzoeken.vervolgen import VervolgVerzoek
from klantmail.api.verzoeken.wooverzoek import WooVerzoek
from klantmail.api.verzoeken.zaak import ZaakDeel, ZaakVerzoek
from klantmail.api.verzoeken.zaakkoppeling import KoppelDeel, KoppelVerzoek
from klantmail.api.verzoeken.zaken import ZaakHervatVerzoek, ZakenVerzoek
from klantmail.api.verzoeken.zoeken import Mailzoekverzoek, ZoekVerzoek
from klantmail.domain import fouten
from klantmail.domain.doorgeleidbericht import DOORGELEIDBERICHT
from klantmail.domain.doorzendbericht import DOORZENDBERICHT
from klantmail.domain.fouten import KlantmailFout
from klantmail.domain.keuring import Keuroordeel, bezwaar_tegen_gebruik
from klantmail.domain.maildossier import SOORTEN
from klantmail.domain.medewerker import Rol
from klantmail.domain.postvakstoring import MAX_OPEN
from klantmail.domain.telling import TELT_TOT
from klantmail.domain.verplaatsbericht import VERPLAATSBERICHT
from klantmail.ports.tellingen import KIJKT_TOT
from klantmail.usecases.nazorg.verzamelkeuzes import WOO_SOORTEN

BEHEER: Final = frozenset({Rol.BEHEERDER})
_LEZEN: Final = KCC | LEIDING

TAGS: Final = {
    "E-mailberichten": "De werkvoorraad: ontvangen e-mails die op een medewerker wachten.",
    "Afhandeling": "Wat er met een e-mail gebeurt. Elke uitkomst wordt in één keer opgeslagen, samen met het klantcontact.",
    "Klantcontacten": "Wat er aan contact is vastgelegd (C1199). Een klantcontact verandert niet.",
    "Informatieobjecten": "De documenten: de e-mails zelf en hun bijlagen.",
    "Interne taken": "Wat het klantcontactcentrum aan een afdeling vraagt (C1199 variant B).",
    "Standaardantwoorden": "Teksten die een medewerker als antwoord kan kiezen.",
    "Inrichting": "Hoe de gemeente Klantmail heeft ingericht, voor zover u daaruit kiest.",
    "Beheer": "Wat aandacht vraagt, en wat een beheerder daarover beslist.",
    "Archief": "Hoe lang wat wordt bewaard, en wat wordt vernietigd. Daarover beslist een archivaris.",
    "Privacy": "Wat er van een persoon is, voor wie daarom vraagt (AVG). Daarover gaat een privacyfunctionaris.",
    "Beschrijving": "Deze beschrijving.",
}


@dataclass(frozen=True, slots=True)
class Geslaagd:
    """An answer that says that the request succeeded."""

    status: HTTPStatus
    beschrijving: str
    vorm: Any = None
    """Type of the body; None when there is none."""
    csv: bool = False
    """True when the body can be asked for as CSV too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operatie:
    """A route, as its callers need to know it."""

    route: str
    """Method and path as in template.yaml."""
    naam: str
    """The operationId in the document."""
    tag: str
    samenvatting: str
    beschrijving: str
    geslaagd: tuple[Geslaagd, ...]
    verzoek: type[Verzoek] | None = None
    """The model of the body."""
    vraag: type[Verzoek] | None = None
    """The model of the query parameters."""
    idempotency_key: bool | None = None
    """True when Idempotency-Key is required; None when it is not read."""
    voorwaarde: bool | None = None
    """True when it must be told which state is changed (If-Match, or If-None-Match); None when neither is read."""
    nog_een_keer: str = ""
    """The effect of the same request again, for a POST that reads no Idempotency-Key."""
    conflicten: tuple[KlantmailFout, ...] = ()
    """One example of each error of the use case that is answered with 409."""
    rollen: frozenset[Rol] = KCC
    """The roles that may call it. When it is empty everybody may, without a login."""
    voorbeeld: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the example answer that differ from the examples of its type."""


_BIJ_ANDER: Final = fouten.BijAnderInBehandeling(
    UUID("5f1b6c1e-4f0f-4f3e-8b1f-9e0d7c6b5a41"), "Bram Bakker", datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
)
_GEVRAAGD: Final[dict[str, Any]] = {
    "status": "wordt_gemaakt",
    "gevonden": None,
    "verwerkt": 0,
    "aantallen": dict.fromkeys(SOORTEN, 0),
    "bestanden": [],
    "klaarOp": None,
}
_WOO_GEVRAAGD: Final = _GEVRAAGD | {"aantallen": dict.fromkeys((*WOO_SOORTEN, "weggelaten"), 0)}
_NIET_GELDIG: Final = fouten.InzageNietGeldig("U hebt deze e-mail niet in behandeling. Open de e-mail opnieuw.", "nieuw")
_AL_AFGEHANDELD: Final = fouten.AlAfgehandeld("Deze e-mail is al afgehandeld.", "afgehandeld")
_IN_QUARANTAINE: Final = fouten.NietInTeZien("Deze e-mail staat in quarantaine.", "quarantaine")
_ELDERS: Final = fouten.EldersAfgehandeld(
    "Dezelfde e-mail is al afgehandeld in burgerzaken@gemeente.example. Bevestig met dubbelBevestigd dat u toch antwoordt.",
    "afgehandeld",
)
_HERGEBRUIKT: Final = fouten.SleutelHergebruikt()
_VOL: Final = fouten.KeuzeNietMogelijk("Bij deze e-mail zijn al 100 vervolgstappen.", "afgehandeld")
_KEURING: Final = tuple(fout for oordeel in Keuroordeel if (fout := bezwaar_tegen_gebruik(oordeel, None)) is not None)
"""The objections of the malware scanner to a file."""
_BIJLAGE_WACHT: Final = fouten.NogNietGekeurd(
    "Een bijlage wordt nog gecontroleerd op virussen. Probeer het over een paar tellen opnieuw."
)
_AFHANDELEN: Final = (_BIJ_ANDER, _NIET_GELDIG, _AL_AFGEHANDELD, _IN_QUARANTAINE, _HERGEBRUIKT)
_IN_EEN_KEER: Final = (
    "Alles wordt in één keer opgeslagen, of niets. De e-mail moet bij u in behandeling zijn: geef de `inzageId` mee die u "
    "bij het openen kreeg. Hetzelfde verzoek met dezelfde `Idempotency-Key` geeft hetzelfde antwoord en slaat niets dubbel "
    "op. Zonder die header is de `inzageId` de sleutel."
)
_BLADEREN: Final = (
    "Vraag met `pageSize` hoeveel resultaten u wilt, en met `cursor` de volgende bladzijde. Een bladzijde kan minder "
    "resultaten hebben dan u vroeg: `cursor` zegt of er meer volgt."
)
_OPENBAAR: Final = (
    "De links zijn kort geldig. `url` geeft altijd een download. Bij een plaatje of PDF toont `weergaveUrl` het document: "
    "vanaf een eigen adres, waar niets van de werkplek bij kan."
)
_BIJGEVOEGD: Final = (
    "Een bijlage die zelf een e-mail is, om te lezen: koppen, tekst, opmaak en bestanden. De e-mail hoort bij een ontvangen "
    "e-mail. Is het document geen e-mail, dan is het antwoord 404. Een e-mail in deze e-mail leest u met `pad`."
)
_KENMERK_VOORAF: Final = (
    "Het kenmerk volgt uit de `Idempotency-Key`: geef dezelfde mee als bij het versturen. Zonder die header staat er een ander "
    "kenmerk dan straks in de e-mail."
)
_BESTAANDE_ZAAK: Final = {
    "bestaandeZaak": "ZAAK-2026-0001",
    "url": "https://zaken.gemeente.example/zaken/api/v1/zaken/6f0c1a52-6a0e-4a55-9d43-1f0b8f6f2c11",
}
_OPGESLAGEN: Final = "De uitkomst is opgeslagen."

_OPERATIES: Final = (
    # -- e-mailberichten -----------------------------------------------------------------------------------------------
    Operatie(
        route="GET /emailberichten",
        naam="lijstEmailberichten",
        tag="E-mailberichten",
        samenvatting="Werkvoorraad",
        beschrijving=(
            "Ontvangen e-mails die nog niet zijn afgehandeld, van oud naar nieuw. Alleen de envelop: een lijst bekijken is "
            "nog geen inzage. Zonder `postvak` van alle postvakken waar u recht op hebt, zonder `status` nieuw en in "
            "behandeling. Met `status=afgehandeld` krijgt u wat op één dag is afgehandeld, van nieuw naar oud; daarbij kunt u "
            "kiezen op `dag`, `medewerker` en `uitkomst`. Vraagt u een bladzijde vaker, noem dan met `bekend` de rijen die u al "
            f"hebt: u krijgt alleen de andere. {_BLADEREN}"
        ),
        vraag=WerkvoorraadVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde van de werkvoorraad.", EmailberichtLijst),),
        rollen=_LEZEN,
    ),
    Operatie(
        route="GET /werkvoorraad/stand",
        naam="leesWerkvoorraadstand",
        tag="E-mailberichten",
        samenvatting="De werkvoorraad in één oogopslag",
        beschrijving=(
            "Wat er in elk postvak wacht, in behandeling is en apart staat; wat van u is; en de taken van uw eenheid. Geteld op "
            f"het moment dat u het vraagt, tot {TELT_TOT}: `meer` zegt dat er meer kan zijn. Een e-mail in behandeling telt mee "
            f"als zij bij de oudste {KIJKT_TOT} van haar postvak hoort. U kunt dit elke 10 seconden vragen; met `If-None-Match` "
            "is het antwoord 304 als er niets is veranderd. Een `behandelaar` krijgt geen postvakken."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "Wat er nu wacht.", Werkvoorraadstand),),
        rollen=KCC | DESK | LEIDING,
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}",
        naam="leesEmailbericht",
        tag="E-mailberichten",
        samenvatting="Eén e-mailbericht",
        beschrijving="De envelop van een e-mail, met wie de e-mail heeft geopend en wat de uitkomst was. Niet de tekst.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "Het e-mailbericht.", EmailberichtVolledig),),
        rollen=_LEZEN,
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/inzage",
        naam="openEmailbericht",
        tag="E-mailberichten",
        samenvatting="E-mail openen",
        beschrijving=(
            "U krijgt de e-mail te zien en neemt hem voor 15 minuten in behandeling. Op dat moment wordt het klantcontact "
            "geregistreerd (C1199); het wordt opgeslagen bij de afhandeling. Een e-mail waarvan de tijd van een ander is "
            "verlopen, neemt u over."
        ),
        nog_een_keer="Opnieuw openen verlengt de tijd; de inzage en het klantcontact blijven dezelfde.",
        verzoek=LeegVerzoek,
        geslaagd=(
            Geslaagd(HTTPStatus.CREATED, "De e-mail is nu bij u in behandeling.", GeopendeMail),
            Geslaagd(HTTPStatus.OK, "De e-mail was al bij u in behandeling. De tijd is verlengd.", GeopendeMail),
        ),
        conflicten=(_BIJ_ANDER, _AL_AFGEHANDELD, _IN_QUARANTAINE),
        voorbeeld={
            "emailbericht": {
                "status": "in_behandeling",
                "behandelaar": {"medewerker": "a255acc8-b7b9-4db3-94aa-ecba5aec9f5f", "naam": "Anna de Boer"},
                "geclaimdTot": "2026-11-24T09:15:00.000Z",
            }
        },
    ),
    Operatie(
        route="DELETE /emailberichten/{identificatie}/inzage",
        naam="legEmailberichtTerug",
        tag="E-mailberichten",
        samenvatting="E-mail terugleggen",
        beschrijving=(
            "De e-mail gaat terug naar de werkvoorraad. Alleen uw eigen e-mail; een beheerder kan elke e-mail terugleggen."
        ),
        geslaagd=(Geslaagd(HTTPStatus.NO_CONTENT, "De e-mail ligt weer in de werkvoorraad."),),
        conflicten=(_BIJ_ANDER, _NIET_GELDIG, _AL_AFGEHANDELD, _IN_QUARANTAINE),
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}/inhoud",
        naam="leesEmailberichtTerug",
        tag="E-mailberichten",
        samenvatting="Afgehandelde e-mail teruglezen",
        beschrijving=(
            "De tekst en de veilige opmaak van een e-mail die is afgehandeld, met de bijlagen, en aan wie het antwoord ging. Er "
            "wordt niets geregistreerd en niets in behandeling genomen."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De e-mail.", MeegelezenMail),),
        conflicten=(fouten.KeuzeNietMogelijk("Deze e-mail is nog niet afgehandeld. Open de e-mail om hem te lezen.", "nieuw"),),
        voorbeeld={"emailbericht": {"status": "afgehandeld"}},
        rollen=_LEZEN,
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/meekijken",
        naam="kijkMeeMetEmailbericht",
        tag="E-mailberichten",
        samenvatting="Meekijken met een e-mail",
        beschrijving=(
            "Een teamleider ziet de tekst en de veilige opmaak van een e-mail die wacht of die een collega open heeft, zonder "
            "die over te nemen. Er wordt geen klantcontact geregistreerd. In het logboek staat wie welke e-mail heeft gezien."
        ),
        nog_een_keer="Er wordt niets opgeslagen.",
        verzoek=LeegVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De e-mail.", MeegelezenMail),),
        conflicten=(_IN_QUARANTAINE,),
        rollen=LEIDING,
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}/samenhang",
        naam="leesSamenhang",
        tag="E-mailberichten",
        samenvatting="Eerdere contacten bij een e-mail",
        beschrijving=(
            "Het gesprek waar de e-mail bij hoort; en, apart, wat er verder met hetzelfde adres was. Dat tweede is een "
            "suggestie: een adres bewijst niet wie iemand is. Elke lijst heeft een eigen cursor. `openMail` is wat "
            "hetzelfde adres nog meer schreef en nog wacht."
        ),
        vraag=SamenhangVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De eerdere contacten.", Samenhang),),
        rollen=_LEZEN,
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/ontvangstbevestiging",
        naam="bevestigOntvangst",
        tag="E-mailberichten",
        samenvatting="Formeel bericht: ontvangst bevestigen",
        beschrijving=(
            "U zegt hiermee dat het een formeel bericht is, zoals een aanvraag, een bezwaar of een klacht (Awb, afdeling 2.3). "
            "De afzender krijgt altijd bericht dat de e-mail is ontvangen, als die er nog geen kreeg, met de tijd, een kenmerk "
            "en de termijn; bij een webformulier is dat wie het invulde. Vanaf de ontvangst loopt de termijn: "
            "`formeelUiterlijk` is de laatste dag. Wordt de e-mail een "
            f"interne taak, dan hoort de afzender ook dat, met het standaardantwoord `{DOORGELEIDBERICHT.identificatie}`. "
            "Kan er geen e-mail naar de afzender, of leest niemand daar iets, dan loopt de termijn ook."
        ),
        nog_een_keer="Nog een keer vragen geeft dezelfde verzending.",
        verzoek=BevestigVerzoek,
        geslaagd=(
            Geslaagd(HTTPStatus.CREATED, "De bevestiging is op weg.", Bevestigd),
            Geslaagd(HTTPStatus.OK, "Het bericht is formeel, maar de afzender kan geen e-mail krijgen.", ZonderBevestiging),
        ),
        conflicten=(
            _BIJ_ANDER,
            _NIET_GELDIG,
            _AL_AFGEHANDELD,
            _IN_QUARANTAINE,
            fouten.KeuzeNietMogelijk("Deze e-mail wordt nog gelezen. Probeer het zo opnieuw.", "in_behandeling"),
        ),
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}/interne-taken",
        naam="lijstInterneTakenVanEmailbericht",
        tag="E-mailberichten",
        samenvatting="Interne taken bij een e-mail",
        beschrijving=(
            "De taken die uit de e-mail kwamen, en wat ervan geworden is. Een taak die is doorgezet of teruggegeven, wordt "
            "gevolgd door de taak die zij werd. Altijd één bladzijde, met ten hoogste 100 taken."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De taken.", Lijst[InterneTaak]),),
        rollen=_LEZEN,
    ),
    Operatie(
        route="PUT /emailberichten/{identificatie}/reservering",
        naam="reserveerEmailbericht",
        tag="E-mailberichten",
        samenvatting="E-mail voor een collega reserveren",
        beschrijving=(
            "De e-mail komt op de eigen lijst van een medewerker (`GET /emailberichten?eigen=true`), en blijft ook in de "
            "werkvoorraad. Anderen kunnen hem openen, en zien dan een waarschuwing. Een eerdere reservering vervalt."
        ),
        verzoek=ReserveerVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De e-mail is gereserveerd.", EmailberichtVolledig),),
        conflicten=(_AL_AFGEHANDELD, _IN_QUARANTAINE),
    ),
    Operatie(
        route="DELETE /emailberichten/{identificatie}/reservering",
        naam="geefReserveringOp",
        tag="E-mailberichten",
        samenvatting="Reservering opgeven",
        beschrijving="De e-mail staat op niemands eigen lijst meer. Zonder reservering verandert er niets.",
        geslaagd=(Geslaagd(HTTPStatus.NO_CONTENT, "De reservering is weg."),),
        conflicten=(_AL_AFGEHANDELD, _IN_QUARANTAINE),
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/verplaatsing",
        naam="verplaatsEmailbericht",
        tag="E-mailberichten",
        samenvatting="E-mail naar een ander postvak verplaatsen",
        beschrijving=(
            "Een e-mail die wacht, of die u open hebt, gaat naar de werkvoorraad van een ander postvak. U hebt de e-mail daarna "
            "niet meer in behandeling. Een antwoord vertrekt voortaan vanuit het nieuwe postvak. Wie een formeel bericht "
            "stuurde, hoort meteen dat het is doorgegeven, en vanaf wanneer de termijn loopt: met `berichtAanKlant`, en anders "
            f"met de standaardtekst. Die tekst is het standaardantwoord `{VERPLAATSBERICHT.identificatie}`; een beheerder kan "
            "hem wijzigen. `{{tijd}}`, `{{postvak}}` en `{{uiterlijk}}` worden het tijdstip van ontvangst, het nieuwe postvak "
            "en de laatste dag van de termijn. Moet het zonder bericht, geef dan `redenZonderBericht`: die wordt bewaard. Wie "
            "vanzelf geen ontvangstbevestiging zou krijgen, krijgt ook dit bericht niet vanzelf; de reden staat dan bij de "
            "verplaatsing."
        ),
        nog_een_keer="Een e-mail die al in dat postvak staat, verandert niet.",
        verzoek=VerplaatsVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De e-mail staat in het andere postvak.", EmailberichtVolledig),),
        conflicten=(
            _BIJ_ANDER,
            _AL_AFGEHANDELD,
            _IN_QUARANTAINE,
            fouten.KeuzeNietMogelijk("Deze e-mail wordt nog gelezen. Probeer het zo opnieuw.", "nieuw"),
            fouten.KeuzeNietMogelijk("Deze e-mail is net gewijzigd. Probeer het opnieuw.", "nieuw"),
        ),
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/heropening",
        naam="heropenEmailbericht",
        tag="E-mailberichten",
        samenvatting="Gesloten e-mail opnieuw openen",
        beschrijving=(
            "Een e-mail die per ongeluk is gesloten als `geen_klantcontact` komt terug in de werkvoorraad. Dat kan wie de "
            "e-mail sloot, binnen een dag; een beheerder kan het altijd. De sluiting blijft in de geschiedenis staan. Een "
            "e-mail met een klantcontact blijft afgehandeld: stuur een vervolgbericht, of maak een taak of zaak bij het "
            "klantcontact."
        ),
        nog_een_keer="Nog een keer openen verandert niets.",
        verzoek=HeropenVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De e-mail staat weer in de werkvoorraad.", EmailberichtVolledig),),
        conflicten=(
            fouten.KeuzeNietMogelijk(
                "Bij deze e-mail is een klantcontact opgeslagen. Stuur daarop een vervolgbericht, of maak er een interne taak "
                "of zaak bij.",
                "afgehandeld",
            ),
            fouten.KeuzeNietMogelijk("Deze e-mail is niet afgesloten, of intussen opnieuw afgesloten.", "nieuw"),
        ),
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}/notities",
        naam="lijstNotitiesBijEmailbericht",
        tag="E-mailberichten",
        samenvatting="Notities bij een e-mail",
        beschrijving=(
            "Wat collega's voor elkaar opschreven, van oud naar nieuw. Altijd één bladzijde, met ten hoogste 100 notities."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De notities.", Lijst[Notitie]),),
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/notities",
        naam="schrijfNotitieBijEmailbericht",
        tag="E-mailberichten",
        samenvatting="Notitie bij een e-mail schrijven",
        beschrijving=(
            "Een notitie voor collega's. Zij gaat nooit naar de burger, staat in geen klantcontact en verandert niet meer. "
            "Hetzelfde verzoek met dezelfde `Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=NotitieVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De notitie is opgeslagen.", Notitie),),
        conflicten=(_HERGEBRUIKT, fouten.KeuzeNietMogelijk("Er staan hier al 100 notities.")),
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}/concept",
        naam="leesConcept",
        tag="E-mailberichten",
        samenvatting="Concept lezen",
        beschrijving=(
            "Wat u voor deze e-mail tot nu toe hebt ingevuld, of een collega: bij het openen ziet u van wie er een concept is. "
            "Een concept verdwijnt als die medewerker de e-mail afhandelt, en 30 dagen na de laatste wijziging."
        ),
        vraag=ConceptVraag,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Het concept.", Concept),),
    ),
    Operatie(
        route="PUT /emailberichten/{identificatie}/concept",
        naam="bewaarConcept",
        tag="E-mailberichten",
        samenvatting="Concept bewaren",
        beschrijving=(
            "Bewaart wat u tot nu toe hebt ingevuld, ook als u de e-mail niet meer in behandeling hebt. Zeg met `If-Match` "
            "welke versie u vervangt, of met `If-None-Match: *` dat er nog geen is. Is het concept al precies zo bewaard, dan "
            "verandert er niets. Collega's kunnen het lezen."
        ),
        verzoek=ConceptVerzoek,
        voorwaarde=True,
        geslaagd=(
            Geslaagd(HTTPStatus.OK, "Het concept is bewaard.", Concept),
            Geslaagd(HTTPStatus.CREATED, "Het eerste concept is bewaard.", Concept),
        ),
        conflicten=(_AL_AFGEHANDELD, _IN_QUARANTAINE),
    ),
    Operatie(
        route="DELETE /emailberichten/{identificatie}/concept",
        naam="verwijderConcept",
        tag="E-mailberichten",
        samenvatting="Concept weggooien",
        beschrijving="Uw concept verdwijnt. Zonder concept verandert er niets. `If-Match` mag: dan alleen die versie.",
        voorwaarde=False,
        geslaagd=(Geslaagd(HTTPStatus.NO_CONTENT, "Het concept is weg."),),
    ),
    # -- afhandeling ---------------------------------------------------------------------------------------------------
    Operatie(
        route="POST /emailberichten/{identificatie}/voorbeeld",
        naam="toonVoorbeeld",
        tag="Afhandeling",
        samenvatting="Voorbeeld van een antwoord",
        beschrijving=(
            "De e-mail zoals zij vertrekt als u dit antwoord verstuurt: ontvangers, onderwerp, en de tekst met alles ingevuld "
            "en de vraag eronder. Het kenmerk volgt uit de `Idempotency-Key`: geef dezelfde mee als bij het versturen. Zonder "
            "die header is de `inzageId` de sleutel."
        ),
        nog_een_keer="Er wordt niets opgeslagen en niets verstuurd.",
        verzoek=AntwoordVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De e-mail zoals zij vertrekt.", Voorbeeld),),
        conflicten=(_BIJLAGE_WACHT, _BIJ_ANDER, _NIET_GELDIG, _AL_AFGEHANDELD, _IN_QUARANTAINE),
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/antwoord",
        naam="beantwoordEmailbericht",
        tag="Afhandeling",
        samenvatting="E-mail beantwoorden",
        beschrijving=(
            "Slaat het klantcontact van de e-mail en dat van het antwoord op, en verstuurt het antwoord. Zonder `aan` gaat het "
            "naar het `antwoordadres` dat u bij het openen ziet. Een antwoord waarin "
            f"nog een invulplaats tussen dubbele accolades staat, wordt geweigerd. {_IN_EEN_KEER}"
        ),
        verzoek=AntwoordVerzoek,
        idempotency_key=False,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "Het antwoord is opgeslagen en op weg.", Beantwoord),),
        conflicten=(_BIJLAGE_WACHT, *_AFHANDELEN, _ELDERS),
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/interne-taken",
        naam="maakInterneTaak",
        tag="Afhandeling",
        samenvatting="Interne taak maken",
        beschrijving=(
            "Vraagt een afdeling of medewerker om de e-mail verder te behandelen. Met `berichtAanKlant` hoort de burger dat "
            f"meteen. {_IN_EEN_KEER}"
        ),
        verzoek=TaakVerzoek,
        idempotency_key=False,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, _OPGESLAGEN, Afgehandeld),),
        conflicten=_AFHANDELEN,
        voorbeeld={"soort": "interne_taak", "interneTaak": {}},
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/zaken",
        naam="maakZaak",
        tag="Afhandeling",
        samenvatting="Zaak maken",
        beschrijving=(
            "Maakt van de e-mail een zaak. De zaak wordt daarna in het zaaksysteem geregistreerd, met de e-mail en de "
            f"bijlagen. Met `berichtAanKlant` hoort de burger dat meteen. {_IN_EEN_KEER}"
        ),
        verzoek=ZaakVerzoek,
        idempotency_key=False,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, _OPGESLAGEN, Afgehandeld),),
        conflicten=_AFHANDELEN,
        voorbeeld={
            "soort": "zaak",
            "zaak": {},
            "klantcontact": {"zaak": "c2a1f0de-4b6a-5f0f-8a5c-3d1b9e7f6042"},
            "klantcontacten": [{"zaak": "c2a1f0de-4b6a-5f0f-8a5c-3d1b9e7f6042"}],
        },
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/zaakkoppelingen",
        naam="koppelAanZaak",
        tag="Afhandeling",
        samenvatting="E-mail bij een bestaande zaak doen",
        beschrijving=(
            "De e-mail hoort bij een zaak die er al is. Noem de zaak met de `identificatie`, of met de `url` in de Zaken API "
            "van de gemeente. De zaak wordt daar eerst opgezocht: bestaat hij niet, is hij gesloten, of zijn er meer zaken "
            "met die identificatie, dan is het antwoord 400. Antwoordt het zaaksysteem niet, dan is het 503 en wordt er "
            "niets opgeslagen. De e-mail en de bijlagen worden daarna in het zaaksysteem aan de zaak gekoppeld. Zonder "
            "zaaksysteem wordt de `identificatie` bewaard zoals u die typt, en opgezocht als er een zaaksysteem is. Met "
            f"`berichtAanKlant` hoort de burger het meteen. {_IN_EEN_KEER}"
        ),
        verzoek=KoppelVerzoek,
        idempotency_key=False,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, _OPGESLAGEN, Afgehandeld),),
        conflicten=_AFHANDELEN,
        voorbeeld={
            "soort": "zaakkoppeling",
            "zaak": _BESTAANDE_ZAAK,
            "klantcontact": {"zaak": "c2a1f0de-4b6a-5f0f-8a5c-3d1b9e7f6042"},
            "klantcontacten": [{"zaak": "c2a1f0de-4b6a-5f0f-8a5c-3d1b9e7f6042"}],
        },
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/doorzendingen",
        naam="zendEmailberichtDoor",
        tag="Afhandeling",
        samenvatting="E-mail doorzenden",
        beschrijving=(
            "Stuurt de e-mail door naar een andere overheid (Awb artikel 2:3), en vertelt dat de afzender: met "
            "`berichtAanKlant`, en anders met de standaardtekst. Die tekst is het standaardantwoord "
            f"`{DOORZENDBERICHT.identificatie}`; een beheerder kan hem wijzigen. `{{{{instantie}}}}` wordt het adres van de "
            "andere overheid. Moet het zonder bericht, geef dan `redenZonderBericht`: die wordt bewaard. "
            f"{_IN_EEN_KEER}"
        ),
        verzoek=DoorzendVerzoek,
        idempotency_key=False,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, _OPGESLAGEN, Afgehandeld),),
        conflicten=(*_KEURING, *_AFHANDELEN),
        voorbeeld={
            "soort": "doorzending",
            "klantcontacten": [{}, {"initiatiefnemer": "gemeente"}],
            "verzending": {},
            "verzendingen": [{}, {"identificatie": "8e2b7c54-1d0f-5a96-b3c8-2f7a9d4e6b10"}],
        },
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/afsluiting",
        naam="sluitEmailberichtAf",
        tag="Afhandeling",
        samenvatting="E-mail afsluiten",
        beschrijving=(
            "Sluit de e-mail af met een reden. Bij `geen_actie_nodig` kan een `berichtAanKlant` mee. "
            "Bij `geen_klantcontact` (spam, een bounce, een dubbele "
            f"e-mail) is er geen klantcontact geweest en wordt dat ook niet opgeslagen. {_IN_EEN_KEER}"
        ),
        verzoek=AfsluitVerzoek,
        idempotency_key=False,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, _OPGESLAGEN, Afgehandeld),),
        conflicten=_AFHANDELEN,
        voorbeeld={"soort": "geen_actie_nodig", "reden": "Bedankje"},
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/splitsing",
        naam="splitsEmailbericht",
        tag="Afhandeling",
        samenvatting="E-mail met meer vragen splitsen",
        beschrijving=f"Elke vraag krijgt een eigen klantcontact en een eigen uitkomst. {_IN_EEN_KEER}",
        verzoek=SplitsVerzoek,
        idempotency_key=False,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, _OPGESLAGEN, Splitsing),),
        conflicten=(*_KEURING, *_AFHANDELEN, _ELDERS),
        voorbeeld={
            "soort": "splitsing",
            "delen": [{}, {"soort": "interne_taak", "verzendingen": [], "interneTaak": "1f6a2f5e-8b52-5d0f-b1d3-6a1de1f4c0aa"}],
        },
    ),
    Operatie(
        route="POST /uploads",
        naam="vraagUpload",
        tag="Afhandeling",
        samenvatting="Bijlage klaarzetten",
        beschrijving=(
            "U krijgt een formulier waarmee u één bestand kunt klaarzetten als bijlage van een antwoord. Wat niet met een "
            "e-mail meegaat, wordt na 7 dagen verwijderd."
        ),
        nog_een_keer="Hetzelfde verzoek geeft een nieuw formulier; er is niets opgeslagen zolang u het niet gebruikt.",
        verzoek=UploadVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "Het formulier.", Uploadplek),),
        rollen=KCC | DESK,
    ),
    # -- zoeken --------------------------------------------------------------------------------------------------------
    Operatie(
        route="POST /zoekopdrachten",
        naam="zoekEmailberichten",
        tag="E-mailberichten",
        samenvatting="E-mails zoeken",
        beschrijving=(
            "E-mails van nieuw naar oud: wat wacht, wat is afgehandeld en wat in quarantaine staat. Alles wat u invult, moet "
            "kloppen. De vraag staat in de body, zodat er geen persoonsgegevens in een adres komen. Elke rij is zoals de e-mail "
            "nu is. Een nieuwe e-mail vindt u na ongeveer een minuut, een e-mail van meer dan acht jaar oud niet meer. Eén "
            "verzoek leest niet alles: `gezochtTot` zegt tot waar er is gezocht. Is er een `cursor`, dan kunt u daarmee verder "
            "zoeken, ook als er niets is gevonden."
        ),
        nog_een_keer="Er wordt niets opgeslagen.",
        verzoek=Mailzoekverzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met e-mails.", Zoekresultaat),),
        rollen=_LEZEN,
    ),
    # -- klantcontacten ------------------------------------------------------------------------------------------------
    Operatie(
        route="POST /klantcontacten/zoekopdrachten",
        naam="zoekKlantcontacten",
        tag="Klantcontacten",
        samenvatting="Klantcontacten zoeken",
        beschrijving=(
            "Klantcontacten van nieuw naar oud: van één e-mailadres, of van een periode van ten hoogste 31 dagen. De vraag "
            f"staat in de body, zodat er geen persoonsgegevens in een adres komen. {_BLADEREN}"
        ),
        nog_een_keer="Er wordt niets opgeslagen.",
        verzoek=ZoekVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met klantcontacten.", Lijst[Klantcontact]),),
        rollen=_LEZEN,
    ),
    Operatie(
        route="GET /klantcontacten/{identificatie}",
        naam="leesKlantcontact",
        tag="Klantcontacten",
        samenvatting="Eén klantcontact",
        beschrijving=(
            "Een opgeslagen klantcontact. Een klantcontact dat alleen bij inzage is geregistreerd, bestaat hier nog niet: "
            "dat geeft 404. Is de verwerking beperkt (AVG artikel 18), dan lezen alleen een privacyfunctionaris en een "
            "archivaris het, en alleen dan; een ander krijgt 403."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "Het klantcontact.", KlantcontactMetBezorging),),
        rollen=_LEZEN | PRIVACY | ARCHIEF,
    ),
    Operatie(
        route="POST /klantcontacten/{identificatie}/vervolgberichten",
        naam="stuurVervolgbericht",
        tag="Klantcontacten",
        samenvatting="Vervolgbericht sturen",
        beschrijving=(
            "Schrijft nog een keer over een vraag die al is beantwoord, of is gesloten. Niet over een vraag waarover nog "
            "een taak openstaat. Slaat een klantcontact van de gemeente op en "
            "verstuurt de e-mail. Kiest u geen adres, dan gaat een bericht op een e-mail van de gemeente naar dezelfde "
            "`ontvangers`, en een bericht op een ontvangen e-mail naar het `antwoordadres`. "
            "Hetzelfde verzoek met dezelfde `Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=VervolgVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "Het vervolgbericht is opgeslagen en op weg.", Vervolgd),),
        conflicten=(
            _BIJLAGE_WACHT,
            _HERGEBRUIKT,
            fouten.KeuzeNietMogelijk("Over deze vraag staat nog een taak open. De afdeling geeft antwoord."),
        ),
        voorbeeld={"klantcontact": {"initiatiefnemer": "gemeente"}},
    ),
    Operatie(
        route="POST /klantcontacten/{identificatie}/vervolgberichten/voorbeeld",
        naam="toonVoorbeeldVanVervolgbericht",
        tag="Klantcontacten",
        samenvatting="Voorbeeld van een vervolgbericht",
        beschrijving=(
            "De e-mail zoals zij vertrekt als u dit vervolgbericht stuurt: ontvangers, onderwerp, en de tekst met alles ingevuld "
            f"en de vorige e-mail eronder. {_KENMERK_VOORAF}"
        ),
        nog_een_keer="Er wordt niets opgeslagen en niets verstuurd.",
        verzoek=VervolgVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De e-mail zoals zij vertrekt.", Voorbeeld),),
        conflicten=(
            _BIJLAGE_WACHT,
            fouten.KeuzeNietMogelijk("Over deze vraag staat nog een taak open. De afdeling geeft antwoord."),
        ),
    ),
    Operatie(
        route="GET /klantcontacten/{identificatie}/interne-taken",
        naam="lijstInterneTakenVanKlantcontact",
        tag="Klantcontacten",
        samenvatting="Interne taken bij een klantcontact",
        beschrijving=(
            "De taken die bij het klantcontact horen, en wat ervan geworden is; bij een antwoord de taak waaruit het komt. "
            "Altijd één bladzijde, met ten hoogste 100 taken."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De taken.", Lijst[InterneTaak]),),
        rollen=_LEZEN,
    ),
    Operatie(
        route="POST /klantcontacten/{identificatie}/interne-taken",
        naam="maakInterneTaakBijKlantcontact",
        tag="Klantcontacten",
        samenvatting="Interne taak maken bij een klantcontact",
        beschrijving=(
            "Vraagt een afdeling of medewerker iets over een vraag die al is afgehandeld. Het klantcontact verandert niet; de "
            "taak verwijst ernaar, en staat bij de `vervolgstappen` van de e-mail. Hetzelfde verzoek met dezelfde "
            "`Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=TaakDeel,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De taak is opgeslagen.", Gezet),),
        conflicten=(_HERGEBRUIKT, _VOL),
        voorbeeld={"soort": "interne_taak", "interneTaak": {}},
    ),
    Operatie(
        route="POST /klantcontacten/{identificatie}/zaken",
        naam="maakZaakBijKlantcontact",
        tag="Klantcontacten",
        samenvatting="Zaak maken bij een klantcontact",
        beschrijving=(
            "Maakt een zaak van een vraag die al is afgehandeld, met de documenten van het klantcontact. Het klantcontact "
            "verandert niet; de zaak verwijst ernaar, en staat bij de `vervolgstappen` van de e-mail. Hetzelfde verzoek met "
            "dezelfde `Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=ZaakDeel,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De zaak is opgeslagen.", Gezet),),
        conflicten=(_HERGEBRUIKT, _VOL),
        voorbeeld={"soort": "zaak", "zaak": {}},
    ),
    Operatie(
        route="POST /klantcontacten/{identificatie}/zaakkoppelingen",
        naam="koppelKlantcontactAanZaak",
        tag="Klantcontacten",
        samenvatting="Klantcontact bij een bestaande zaak doen",
        beschrijving=(
            "Een vraag die al is afgehandeld, hoort bij een zaak die er al is: de documenten van het klantcontact worden aan "
            "die zaak gekoppeld. De zaak wordt eerst opgezocht, zoals bij `koppelAanZaak`. Het klantcontact verandert niet; "
            "de koppeling staat bij de `vervolgstappen` van de e-mail. Hetzelfde verzoek met dezelfde `Idempotency-Key` "
            "slaat niets dubbel op."
        ),
        verzoek=KoppelDeel,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De koppeling is opgeslagen.", Gezet),),
        conflicten=(_HERGEBRUIKT, _VOL),
        voorbeeld={"soort": "zaakkoppeling", "zaak": _BESTAANDE_ZAAK},
    ),
    Operatie(
        route="POST /klantcontacten/{identificatie}/rectificaties",
        naam="rectificeerKlantcontact",
        tag="Klantcontacten",
        samenvatting="Een klantcontact rechtzetten",
        beschrijving=(
            "Voor wie zegt dat er iets over hem niet klopt (AVG artikel 16). Een klantcontact verandert nooit: wat er niet "
            "klopt en hoe het wel is, komt ernaast te staan (`rectificaties`). Ook een rectificatie verandert niet meer. "
            "Hetzelfde verzoek met dezelfde `Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=RectificatieVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De rectificatie is opgeslagen.", Rectificatie),),
        conflicten=(_HERGEBRUIKT, fouten.KeuzeNietMogelijk("Er staan hier al 20 rectificaties.")),
    ),
    Operatie(
        route="GET /klantcontacten/{identificatie}/inzagen",
        naam="lijstInzagen",
        tag="Klantcontacten",
        samenvatting="Wie een klantcontact zag",
        beschrijving=(
            "Voor de privacyfunctionaris: wie dit klantcontact, de e-mail of de documenten ervan heeft gezien of behandeld, van "
            "nieuw naar oud, ten hoogste de laatste 1.000 keer. Ook een zoekresultaat en de samenhang bij een andere e-mail "
            "tellen mee. De regels komen uit het logboek; wat net is gebeurd, staat er na enkele seconden in. Zo lang het "
            "logboek wordt bewaard, is het hier te vinden."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "Wie het zag, en wanneer.", Lijst[Kijker]),),
        rollen=PRIVACY,
    ),
    Operatie(
        route="GET /klantcontacten/{identificatie}/beperking",
        naam="leesBeperking",
        tag="Privacy",
        samenvatting="Of de verwerking van een klantcontact is beperkt",
        beschrijving="Of de verwerking nu is beperkt (AVG artikel 18), en elke keer dat dit gebeurde of werd opgeheven.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De stand en de geschiedenis.", Beperkingsstand),),
        rollen=PRIVACY | ARCHIEF,
    ),
    Operatie(
        route="PUT /klantcontacten/{identificatie}/beperking",
        naam="zetBeperking",
        tag="Privacy",
        samenvatting="De verwerking van een klantcontact beperken, of dat opheffen",
        beschrijving=(
            "Voor wie om beperking vraagt (AVG artikel 18). De beperking geldt voor de e-mail van dit klantcontact en alles wat "
            "eruit kwam. Zolang zij geldt, staat daarvan niets in een lijst, zoekresultaat of samenhang; lezen alleen een "
            "privacyfunctionaris en een archivaris het klantcontact, en krijgt een ander 403; komt er niets meer bij; en wordt "
            "er niets van vernietigd. In een inzageverzoek zit het wel: dat is het recht van de persoon. Loopt er nog iets (een "
            "taak, verzending of zaak), dan is het antwoord 409: rond dat eerst af, want niemand zou het meer zien. Hetzelfde "
            "verzoek nog een keer verandert niets."
        ),
        verzoek=BeperkVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De stand en de geschiedenis.", Beperkingsstand),),
        conflicten=(
            fouten.KeuzeNietMogelijk("Er staat nog een taak open. Rond dat eerst af.", "afgehandeld"),
            fouten.KeuzeNietMogelijk("De verwerking is al beperkt.", "beperkt"),
        ),
        rollen=PRIVACY,
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}/beperking",
        naam="leesBeperkingVanEmailbericht",
        tag="Privacy",
        samenvatting="Of de verwerking van een e-mail is beperkt",
        beschrijving="Hetzelfde als bij een klantcontact, ook voor een e-mail die zonder klantcontact is gesloten.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De stand en de geschiedenis.", Beperkingsstand),),
        rollen=PRIVACY | ARCHIEF,
    ),
    Operatie(
        route="PUT /emailberichten/{identificatie}/beperking",
        naam="zetBeperkingOpEmailbericht",
        tag="Privacy",
        samenvatting="De verwerking van een e-mail beperken, of dat opheffen",
        beschrijving=(
            "Hetzelfde als bij een klantcontact, ook voor een e-mail die zonder klantcontact is gesloten. Zolang de beperking "
            "geldt, kan die e-mail niet opnieuw worden geopend. Wacht de e-mail nog, of staat hij in quarantaine, dan is het "
            "antwoord 409: handel hem eerst af of sluit hem."
        ),
        verzoek=BeperkVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De stand en de geschiedenis.", Beperkingsstand),),
        conflicten=(
            fouten.KeuzeNietMogelijk("De e-mail is nog niet afgehandeld. Rond dat eerst af.", "nieuw"),
            fouten.KeuzeNietMogelijk("De e-mail staat in quarantaine. Laat een beheerder hem eerst sluiten.", "quarantaine"),
            fouten.KeuzeNietMogelijk("De verwerking is al beperkt.", "beperkt"),
        ),
        rollen=PRIVACY,
    ),
    # -- informatieobjecten --------------------------------------------------------------------------------------------
    Operatie(
        route="GET /informatieobjecten/{identificatie}",
        naam="leesInformatieobject",
        tag="Informatieobjecten",
        samenvatting="Eén document",
        beschrijving="De gegevens van een document: een e-mail of een bijlage. De inhoud staat achter een aparte link.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De gegevens van het document.", Informatieobject),),
        rollen=_LEZEN,
    ),
    Operatie(
        route="GET /informatieobjecten/{identificatie}/inhoud",
        naam="leesInhoud",
        tag="Informatieobjecten",
        samenvatting="Document downloaden",
        beschrijving=f"Links naar de inhoud van een document. {_OPENBAAR}",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De links.", Documentlink),),
        conflicten=(
            fouten.NietInTeZien("In deze e-mail is een virus gevonden. U kunt er geen bestand van downloaden.", "quarantaine"),
            *_KEURING,
        ),
        rollen=_LEZEN,
    ),
    Operatie(
        route="GET /informatieobjecten/{identificatie}/ontleding",
        naam="leesOntleding",
        tag="Informatieobjecten",
        samenvatting="Bijgevoegde e-mail lezen",
        beschrijving=_BIJGEVOEGD,
        vraag=OntledingVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De bijgevoegde e-mail.", Ontleding),),
        conflicten=(
            fouten.NietInTeZien("In deze e-mail is een virus gevonden. U kunt er geen bestand van downloaden.", "quarantaine"),
            *_KEURING,
        ),
        rollen=_LEZEN,
    ),
    # -- interne taken -------------------------------------------------------------------------------------------------
    Operatie(
        route="GET /interne-taken",
        naam="lijstInterneTaken",
        tag="Interne taken",
        samenvatting="Interne taken",
        beschrijving=(
            "De taken van uw organisatorische eenheid, of met `eigen=true` die van uzelf, van oud naar nieuw. Het "
            "klantcontactcentrum heeft de taken die het terugkreeg, en kan met `eenheid` die van elke eenheid bekijken. "
            "Met `teLaat=true` de taken waarvan de termijn voorbij is, van alles wat u mag zien. "
            f"Zonder `status` de taken die nog te verwerken zijn. {_BLADEREN}"
        ),
        vraag=TakenVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met taken.", Lijst[InterneTaak]),),
        rollen=KCC | DESK,
    ),
    Operatie(
        route="GET /interne-taken/{identificatie}",
        naam="leesInterneTaak",
        tag="Interne taken",
        samenvatting="Eén interne taak",
        beschrijving=(
            "Een taak van uw organisatorische eenheid of van uzelf, met het klantcontact van de e-mail. Het "
            "klantcontactcentrum kan elke taak bekijken."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De taak.", InterneTaakMetKlantcontact),),
        rollen=KCC | DESK,
    ),
    Operatie(
        route="GET /interne-taken/{identificatie}/informatieobjecten/{document}/inhoud",
        naam="leesInhoudBijTaak",
        tag="Interne taken",
        samenvatting="Document bij een taak downloaden",
        beschrijving=f"Links naar de inhoud van een document dat bij de taak hoort. {_OPENBAAR}",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De links.", Documentlink),),
        conflicten=_KEURING,
        rollen=KCC | DESK,
    ),
    Operatie(
        route="GET /interne-taken/{identificatie}/informatieobjecten/{document}/ontleding",
        naam="leesOntledingBijTaak",
        tag="Interne taken",
        samenvatting="Bijgevoegde e-mail bij een taak lezen",
        beschrijving=_BIJGEVOEGD,
        vraag=OntledingVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De bijgevoegde e-mail.", Ontleding),),
        conflicten=_KEURING,
        rollen=DESK,
    ),
    Operatie(
        route="PATCH /interne-taken/{identificatie}",
        naam="wijzigInterneTaak",
        tag="Interne taken",
        samenvatting="Interne taak oppakken, teruggeven, doorzetten of afronden",
        beschrijving=(
            "`oppakken` zet de taak op uw naam. `teruggeven` haalt de naam eraf: de taak ligt weer bij uw eenheid. "
            "`doorzetten` geeft de taak aan een andere eenheid of medewerker, en `naar_kcc` aan het klantcontactcentrum: er "
            "komt een nieuwe taak, deze wordt verwerkt. `afronden` sluit de taak met een reden. Een beheerder kan elke taak "
            "van een eenheid teruggeven, en elke taak doorzetten. Hetzelfde verzoek met dezelfde `Idempotency-Key` verandert "
            "niets meer."
        ),
        verzoek=TaakWijziging,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De taak na de wijziging.", InterneTaak),),
        conflicten=(fouten.KeuzeNietMogelijk("Deze taak is al verwerkt.", "verwerkt"), _HERGEBRUIKT),
        rollen=KCC | DESK,
        voorbeeld={"status": "verwerkt", "afgehandeldOp": "2026-11-24T10:12:00.000Z", "uitkomst": "Telefonisch beantwoord"},
    ),
    Operatie(
        route="POST /interne-taken/{identificatie}/antwoord",
        naam="beantwoordInterneTaak",
        tag="Interne taken",
        samenvatting="Burger antwoorden vanuit een taak",
        beschrijving=(
            "Verstuurt een antwoord aan de burger, slaat het klantcontact daarvan op en sluit de taak. Hetzelfde verzoek met "
            "dezelfde `Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=TaakAntwoordVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "Het antwoord is opgeslagen en op weg.", InterneTaak),),
        conflicten=(_BIJLAGE_WACHT, fouten.KeuzeNietMogelijk("Deze taak is al verwerkt.", "verwerkt"), _HERGEBRUIKT),
        rollen=KCC | DESK,
        voorbeeld={
            "status": "verwerkt",
            "afgehandeldOp": "2026-11-24T10:12:00.000Z",
            "vervolg": "6f0f3f4e-1e0b-5a3a-9d0e-8a6c2f7b1d55",
        },
    ),
    Operatie(
        route="POST /interne-taken/{identificatie}/antwoord/voorbeeld",
        naam="toonVoorbeeldVanTaakantwoord",
        tag="Interne taken",
        samenvatting="Voorbeeld van een antwoord vanuit een taak",
        beschrijving=(
            "De e-mail zoals zij vertrekt als u dit antwoord verstuurt: ontvangers, onderwerp, en de tekst met alles ingevuld "
            f"en de vraag van de burger eronder. {_KENMERK_VOORAF}"
        ),
        nog_een_keer="Er wordt niets opgeslagen en niets verstuurd.",
        verzoek=TaakAntwoordVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De e-mail zoals zij vertrekt.", Voorbeeld),),
        conflicten=(_BIJLAGE_WACHT, fouten.KeuzeNietMogelijk("Deze taak is al verwerkt.", "verwerkt")),
        rollen=KCC | DESK,
    ),
    Operatie(
        route="POST /interne-taken/{identificatie}/vragen",
        naam="vraagBurger",
        tag="Interne taken",
        samenvatting="Burger iets vragen vanuit een taak",
        beschrijving=(
            "Verstuurt een vraag aan de burger en slaat het klantcontact daarvan op. De taak blijft open. Wat de burger "
            "antwoordt, staat bij de taak en in de werkvoorraad van het klantcontactcentrum. Hetzelfde verzoek met dezelfde "
            "`Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=TaakVraagVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De vraag is opgeslagen en op weg.", Gevraagd),),
        conflicten=(_BIJLAGE_WACHT, fouten.KeuzeNietMogelijk("Deze taak is al verwerkt.", "verwerkt"), _HERGEBRUIKT),
        rollen=KCC | DESK,
        voorbeeld={"klantcontact": {"initiatiefnemer": "gemeente"}},
    ),
    Operatie(
        route="POST /interne-taken/{identificatie}/vragen/voorbeeld",
        naam="toonVoorbeeldVanTaakvraag",
        tag="Interne taken",
        samenvatting="Voorbeeld van een vraag vanuit een taak",
        beschrijving=(
            "De e-mail zoals zij vertrekt als u deze vraag verstuurt: ontvangers, onderwerp, en de tekst met alles ingevuld "
            f"en de e-mail van de burger eronder. {_KENMERK_VOORAF}"
        ),
        nog_een_keer="Er wordt niets opgeslagen en niets verstuurd.",
        verzoek=TaakVraagVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De e-mail zoals zij vertrekt.", Voorbeeld),),
        conflicten=(_BIJLAGE_WACHT, fouten.KeuzeNietMogelijk("Deze taak is al verwerkt.", "verwerkt")),
        rollen=KCC | DESK,
    ),
    Operatie(
        route="GET /interne-taken/{identificatie}/notities",
        naam="lijstNotitiesBijInterneTaak",
        tag="Interne taken",
        samenvatting="Notities bij een interne taak",
        beschrijving=(
            "Wat collega's voor elkaar opschreven, van oud naar nieuw. Altijd één bladzijde, met ten hoogste 100 notities."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De notities.", Lijst[Notitie]),),
        rollen=KCC | DESK,
    ),
    Operatie(
        route="POST /interne-taken/{identificatie}/notities",
        naam="schrijfNotitieBijInterneTaak",
        tag="Interne taken",
        samenvatting="Notitie bij een interne taak schrijven",
        beschrijving=(
            "Een notitie voor collega's. Zij gaat nooit naar de burger, staat in geen klantcontact en verandert niet meer. "
            "Hetzelfde verzoek met dezelfde `Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=NotitieVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De notitie is opgeslagen.", Notitie),),
        conflicten=(_HERGEBRUIKT, fouten.KeuzeNietMogelijk("Er staan hier al 100 notities.")),
        rollen=KCC | DESK,
    ),
    # -- standaardantwoorden -------------------------------------------------------------------------------------------
    Operatie(
        route="GET /standaardantwoorden",
        naam="lijstStandaardantwoorden",
        tag="Standaardantwoorden",
        samenvatting="Standaardantwoorden",
        beschrijving=(
            "De standaardantwoorden, zonder hun tekst, met hoe vaak elk is gebruikt. Zoek met woorden of het begin ervan, en "
            f"kies op `postvak` en `categorie`. {_BLADEREN}"
        ),
        vraag=StandaardZoekvraag,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met standaardantwoorden.", Lijst[StandaardantwoordInLijst]),),
        rollen=KCC | DESK | LEIDING,
    ),
    Operatie(
        route="POST /standaardantwoorden",
        naam="maakStandaardantwoord",
        tag="Standaardantwoorden",
        samenvatting="Standaardantwoord maken",
        beschrijving=(
            "Voegt een tekst toe. Wat tussen dubbele accolades staat, wordt per e-mail ingevuld: `afzender`, `onderwerp`, "
            "`ontvangen`, `medewerker`, `eenheid` en `gemeente` vanzelf, de rest door de medewerker. Hetzelfde verzoek met "
            "dezelfde `Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=StandaardVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "Het standaardantwoord is toegevoegd.", Standaardantwoord),),
        conflicten=(_HERGEBRUIKT,),
        rollen=BEHEER,
    ),
    Operatie(
        route="GET /standaardantwoorden/{identificatie}",
        naam="leesStandaardantwoord",
        tag="Standaardantwoorden",
        samenvatting="Eén standaardantwoord",
        beschrijving="Een standaardantwoord met zijn tekst.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "Het standaardantwoord.", Standaardantwoord),),
        rollen=KCC | DESK | LEIDING,
    ),
    Operatie(
        route="PUT /standaardantwoorden/{identificatie}",
        naam="wijzigStandaardantwoord",
        tag="Standaardantwoorden",
        samenvatting="Standaardantwoord wijzigen",
        beschrijving=(
            "Vervangt de tekst. Geef de `versie` mee die u hebt gelezen, zodat u geen wijziging van een ander overschrijft."
        ),
        verzoek=StandaardWijziging,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Het standaardantwoord is gewijzigd.", Standaardantwoord),),
        conflicten=(fouten.KeuzeNietMogelijk("Een ander heeft dit standaardantwoord gewijzigd. Het is nu versie 2."),),
        rollen=BEHEER,
        voorbeeld={"versie": 2},
    ),
    Operatie(
        route="POST /standaardantwoorden/{identificatie}/invulling",
        naam="vulStandaardantwoordIn",
        tag="Standaardantwoorden",
        samenvatting="Standaardantwoord invullen",
        beschrijving="Vult de tekst in voor één e-mail.",
        nog_een_keer="Er wordt niets opgeslagen.",
        verzoek=InvulVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De ingevulde tekst.", Ingevuld),),
        rollen=KCC | DESK | LEIDING,
    ),
    # -- inrichting ----------------------------------------------------------------------------------------------------
    Operatie(
        route="GET /ik",
        naam="leesIk",
        tag="Inrichting",
        samenvatting="Wie u bent",
        beschrijving=(
            "Uw naam, eenheid, rollen en postvakken, zoals uw aanmelding ze noemt. Hebt u recht op sommige postvakken, dan "
            "ziet u alleen e-mail daarvan, en wat eruit voortkomt. Iets van een ander postvak geeft 403, en staat in geen lijst."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "Wie u bent.", Ik),),
        rollen=frozenset(Rol),
    ),
    Operatie(
        route="GET /postvakken/{postvak}/ondertekening",
        naam="leesOndertekening",
        tag="Inrichting",
        samenvatting="Aanhef en ondertekening van een postvak",
        beschrijving=(
            "Wat dit postvak boven en onder elke e-mail zet die een medewerker aan een burger schrijft. Een voorbeeld van een "
            "antwoord laat het zien. Een doorzending aan een andere overheid en een ontvangstbevestiging krijgen het niet."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De aanhef en de ondertekening.", Ondertekening),),
        rollen=KCC | DESK | LEIDING,
    ),
    Operatie(
        route="PUT /postvakken/{postvak}/ondertekening",
        naam="wijzigOndertekening",
        tag="Inrichting",
        samenvatting="Aanhef en ondertekening wijzigen",
        beschrijving=(
            "Invulplaatsen zijn `{{afzender}}`, `{{onderwerp}}`, `{{ontvangen}}`, `{{medewerker}}`, `{{eenheid}}` en "
            "`{{gemeente}}`. Dezelfde wijziging nog een keer verandert niets."
        ),
        verzoek=OndertekeningWijziging,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De aanhef en de ondertekening zijn gewijzigd.", Ondertekening),),
        conflicten=(fouten.KeuzeNietMogelijk("Een ander heeft deze ondertekening gewijzigd. Het is nu versie 2."),),
        rollen=BEHEER,
    ),
    Operatie(
        route="GET /postvakken",
        naam="lijstPostvakken",
        tag="Inrichting",
        samenvatting="Postvakken",
        beschrijving="De postvakken waarin de gemeente e-mail ontvangt. Altijd één bladzijde.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De postvakken.", Lijst[Postvak]),),
        rollen=KCC | DESK | LEIDING,
    ),
    Operatie(
        route="GET /organisatorische-eenheden",
        naam="lijstOrganisatorischeEenheden",
        tag="Inrichting",
        samenvatting="Organisatorische eenheden",
        beschrijving=(
            "De afdelingen die interne taken kunnen krijgen, en hoeveel behandelaars van elk actief zijn. Altijd één bladzijde."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De afdelingen.", Lijst[OrganisatorischeEenheid]),),
        rollen=KCC | DESK | LEIDING,
    ),
    Operatie(
        route="GET /medewerkers",
        naam="lijstMedewerkers",
        tag="Inrichting",
        samenvatting="Medewerkers",
        beschrijving=(
            "Wie zich bij Klantmail heeft aangemeld, zoals de laatste aanmelding het zei. Aan wie `doetTaken` heeft en `actief` "
            f"is, kunt u een interne taak toewijzen. {_BLADEREN}"
        ),
        vraag=Bladeren,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met medewerkers.", Lijst[Medewerker]),),
        rollen=KCC | DESK | LEIDING,
    ),
    Operatie(
        route="GET /zaaktypen",
        naam="lijstZaaktypen",
        tag="Inrichting",
        samenvatting="Zaaktypen",
        beschrijving="De soorten zaken die een e-mail kan worden. Altijd één bladzijde.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De zaaktypen.", Lijst[Zaaktype]),),
        rollen=KCC | DESK | LEIDING,
    ),
    # -- beheer --------------------------------------------------------------------------------------------------------
    Operatie(
        route="GET /verzendingen",
        naam="lijstVerzendingen",
        tag="Beheer",
        samenvatting="Verzendingen die aandacht vragen",
        beschrijving=f"Uitgaande e-mails op één `lijst`, of zonder `lijst` alles waarover iemand moet beslissen. {_BLADEREN}",
        vraag=VerzendingenVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met verzendingen.", Lijst[Verzending]),),
    ),
    Operatie(
        route="GET /verzendingen/{identificatie}",
        naam="leesVerzending",
        tag="Beheer",
        samenvatting="Eén verzending",
        beschrijving="Hoe ver een uitgaande e-mail is, en wat er bij elke ontvanger van geworden is.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De verzending.", Verzending),),
    ),
    Operatie(
        route="POST /verzendingen/{identificatie}/hervatting",
        naam="hervatVerzending",
        tag="Beheer",
        samenvatting="Beslissen over een verzending",
        beschrijving=(
            "Wat er moet gebeuren met een verzending die niet vanzelf verder gaat. Hetzelfde verzoek met dezelfde "
            "`Idempotency-Key` telt één keer."
        ),
        verzoek=HervatVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De verzending na het besluit.", Verzending),),
        conflicten=(fouten.KeuzeNietMogelijk("Deze keuze past niet bij de status van de verzending.", "verzonden"), _HERGEBRUIKT),
        rollen=BEHEER,
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/vrijgave",
        naam="geefEmailberichtVrij",
        tag="Beheer",
        samenvatting="E-mail uit quarantaine halen",
        beschrijving="De e-mail komt in de werkvoorraad.",
        nog_een_keer="Nog een keer vrijgeven verandert niets.",
        verzoek=LeegVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De e-mail staat in de werkvoorraad.", EmailberichtVolledig),),
        conflicten=(_AL_AFGEHANDELD, fouten.KeuzeNietMogelijk("Deze e-mail staat niet in quarantaine.", "nieuw")),
        rollen=BEHEER,
        voorbeeld={
            "vrijgave": {
                "medewerker": "a255acc8-b7b9-4db3-94aa-ecba5aec9f5f",
                "naam": "Carla Smit",
                "tijdstip": "2026-11-24T09:00:00.000Z",
            }
        },
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}/quarantaine",
        naam="leesEmailberichtInQuarantaine",
        tag="Beheer",
        samenvatting="E-mail in quarantaine lezen",
        beschrijving=(
            "De tekst en de veilige opmaak van een e-mail, voordat u beslist of die in de werkvoorraad mag. Is er een virus "
            "gevonden, dan zijn de bestanden niet te downloaden."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De e-mail.", MeegelezenMail),),
        conflicten=(fouten.KeuzeNietMogelijk("Deze e-mail staat niet in quarantaine.", "nieuw"),),
        rollen=BEHEER,
        voorbeeld={"emailbericht": {"status": "quarantaine"}},
    ),
    Operatie(
        route="POST /emailberichten/{identificatie}/quarantaine",
        naam="zetEmailberichtApart",
        tag="Beheer",
        samenvatting="E-mail in quarantaine zetten",
        beschrijving=(
            "Een e-mail die wacht, gaat (terug) in quarantaine en verdwijnt uit de werkvoorraad. De reden en een eerdere "
            "vrijgave blijven in de geschiedenis staan."
        ),
        nog_een_keer="Een e-mail die al in quarantaine staat, verandert niet.",
        verzoek=ApartzetVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De e-mail staat in quarantaine.", EmailberichtVolledig),),
        conflicten=(_BIJ_ANDER, _AL_AFGEHANDELD),
        rollen=BEHEER,
        voorbeeld={"status": "quarantaine"},
    ),
    Operatie(
        route="POST /quarantaine/sluitingen",
        naam="sluitQuarantaine",
        tag="Beheer",
        samenvatting="E-mails in quarantaine sluiten",
        beschrijving=(
            "Sluit tot 100 e-mails in quarantaine met één reden, als `geen_klantcontact`. Alle, of geen: staat er één niet in "
            "quarantaine, dan verandert er niets. De e-mails komen niet in de werkvoorraad. Hetzelfde verzoek met dezelfde "
            "`Idempotency-Key` geeft hetzelfde antwoord."
        ),
        verzoek=QuarantaineSluitVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De e-mails zijn gesloten.", Sluiting),),
        conflicten=(
            fouten.KeuzeNietMogelijk("Niet in quarantaine: 3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b (nieuw).", "nieuw"),
            _HERGEBRUIKT,
        ),
        rollen=BEHEER,
        voorbeeld={"soort": "geen_klantcontact"},
    ),
    Operatie(
        route="GET /zaken",
        naam="lijstZaken",
        tag="Beheer",
        samenvatting="Zaken die nog niet geregistreerd zijn",
        beschrijving=f"Zaken met één `status`; zonder `status` de zaken die het zaaksysteem weigerde. {_BLADEREN}",
        vraag=ZakenVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met zaken.", Lijst[Zaak]),),
        voorbeeld={
            "results": [
                {
                    "status": "mislukt",
                    "aandacht": "zaak_mislukt",
                    "pogingen": 1,
                    "reden": "Het zaaksysteem weigerde het zaaktype.",
                }
            ]
        },
    ),
    Operatie(
        route="GET /zaken/{identificatie}",
        naam="leesZaak",
        tag="Beheer",
        samenvatting="Eén zaak",
        beschrijving="Een zaak waartoe een e-mail leidde, en hoe ver de registratie in het zaaksysteem is.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De zaak.", Zaak),),
    ),
    Operatie(
        route="POST /zaken/{identificatie}/hervatting",
        naam="hervatZaak",
        tag="Beheer",
        samenvatting="Beslissen over een zaak",
        beschrijving=(
            "Wat er moet gebeuren met een zaak die niet vanzelf wordt geregistreerd. Hetzelfde verzoek met dezelfde "
            "`Idempotency-Key` telt één keer."
        ),
        verzoek=ZaakHervatVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De zaak na het besluit.", Zaak),),
        conflicten=(fouten.KeuzeNietMogelijk("Deze keuze past niet bij de status van de zaak.", "geregistreerd"), _HERGEBRUIKT),
        rollen=BEHEER,
    ),
    Operatie(
        route="GET /stand",
        naam="leesStand",
        tag="Beheer",
        samenvatting="Wat het vangnet zag",
        beschrijving="Wat er de laatste keer bleek te wachten of te zijn mislukt. Het vangnet kijkt elke paar minuten.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De stand.", Stand),),
    ),
    Operatie(
        route="GET /cijfers",
        naam="leesCijfers",
        tag="Beheer",
        samenvatting="Cijfers over het werk",
        beschrijving=(
            "Hoeveel e-mails er kwamen, wat ermee gebeurde, hoe lang dat duurde en hoeveel er overbleven, per dag, week of "
            "maand; en de interne taken van elke organisatorische eenheid. De cijfers gaan over geen enkele persoon. Wat net "
            "gebeurd is, telt na ongeveer vijf minuten mee. Feestdagen, openingstijden en de norm horen bij de inrichting."
        ),
        vraag=CijferVerzoek,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De cijfers.", Cijfers, csv=True),),
        rollen=KCC | DESK | LEIDING,
    ),
    # -- archief -------------------------------------------------------------------------------------------------------
    Operatie(
        route="GET /bewaartermijnen",
        naam="leesBewaartermijnen",
        tag="Archief",
        samenvatting="De bewaartermijnen",
        beschrijving=(
            "Hoe lang e-mail met alles wat erbij hoort wordt bewaard, per uitkomst. De termijn loopt vanaf de laatste stap van "
            "het gesprek. Totdat de gemeente de tabel wijzigt, is het die van Selectielijst 2020."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De tabel van bewaartermijnen.", Bewaartermijnen),),
        rollen=KCC | ARCHIEF,
    ),
    Operatie(
        route="PUT /bewaartermijnen",
        naam="wijzigBewaartermijnen",
        tag="Archief",
        samenvatting="De bewaartermijnen wijzigen",
        beschrijving=(
            "Vervangt de hele tabel. Geef de `versie` mee die u hebt gelezen. De nieuwe termijnen gelden ook voor wat er al is. "
            "Nog een keer hetzelfde verandert niets."
        ),
        verzoek=BewaartermijnenWijziging,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De bewaartermijnen zijn gewijzigd.", Bewaartermijnen),),
        conflicten=(fouten.KeuzeNietMogelijk("Een ander heeft de bewaartermijnen gewijzigd. Het is nu versie 2."),),
        rollen=ARCHIEF,
    ),
    Operatie(
        route="GET /vernietigingslijsten",
        naam="lijstVernietigingslijsten",
        tag="Archief",
        samenvatting="Vernietigingslijsten",
        beschrijving=(
            "Wat vernietigd kan worden, geteld per resultaat, van nieuw naar oud. In de eerste nacht van een maand komt er een "
            "lijst bij van alles waarvan de termijn om is. Hoort een gesprek bij een zaak, dan telt ook de termijn van de zaak, "
            "zoals de Zaken API die dan geeft. Zonder inhoud, en zonder gegevens van personen. Altijd één bladzijde."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De lijsten.", Lijst[Vernietigingslijst]),),
        rollen=KCC | ARCHIEF,
    ),
    Operatie(
        route="POST /vernietigingslijsten",
        naam="vraagWissing",
        tag="Archief",
        samenvatting="E-mail van een persoon laten wissen",
        beschrijving=(
            "Laat een lijst opstellen van alle e-mail van een adres, of van één e-mailbericht, die gewist moet worden voordat de "
            "termijn om is (AVG artikel 17). Er wordt niets gewist voordat u de lijst goedkeurt. E-mail waar nog iets van loopt, "
            "staat er niet op: handel die eerst af. Hetzelfde verzoek met dezelfde `Idempotency-Key` geeft dezelfde lijst."
        ),
        verzoek=WisVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De lijst wordt opgesteld.", Vernietigingslijst),),
        conflicten=(_HERGEBRUIKT,),
        rollen=ARCHIEF,
        voorbeeld={
            "soort": "wissing",
            "status": "wordt_opgesteld",
            "opgesteldOp": None,
            "sha256": None,
            "aantallen": [],
            "looptNog": 0,
            "blijftBijZaak": [],
        },
    ),
    Operatie(
        route="GET /vernietigingslijsten/{identificatie}",
        naam="leesVernietigingslijst",
        tag="Archief",
        samenvatting="Eén vernietigingslijst",
        beschrijving="Een lijst, geteld per resultaat, met het besluit en hoe ver het vernietigen is.",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De lijst.", Vernietigingslijst),),
        rollen=KCC | ARCHIEF,
    ),
    Operatie(
        route="GET /vernietigingslijsten/{identificatie}/stukken",
        naam="leesVernietigingsstukken",
        tag="Archief",
        samenvatting="De lijst als CSV, en de verklaring van vernietiging",
        beschrijving=(
            "Kort geldige adressen van de lijst (CSV, een rij per e-mailbericht) en, als alles weg is, van de verklaring van "
            "vernietiging (HTML). De lijst noemt e-mailberichten bij hun UUID, met resultaat, datums en aantallen."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De adressen.", Vernietigingsstukken),),
        conflicten=(fouten.KeuzeNietMogelijk("Deze lijst wordt nog opgesteld.", "wordt_opgesteld"),),
        rollen=KCC | ARCHIEF,
    ),
    Operatie(
        route="POST /vernietigingslijsten/{identificatie}/goedkeuring",
        naam="keurVernietigingslijstGoed",
        tag="Archief",
        samenvatting="Een vernietigingslijst goedkeuren",
        beschrijving=(
            "Daarna wordt vernietigd wat op de lijst staat, behalve de uitzonderingen en waar intussen nog iets mee gebeurde. "
            "Geef de `sha256` mee van de lijst die u hebt gelezen. Dit kan niet worden teruggedraaid. Hetzelfde verzoek met "
            "dezelfde `Idempotency-Key` telt één keer."
        ),
        verzoek=GoedkeurVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De lijst is goedgekeurd.", Vernietigingslijst),),
        conflicten=(
            fouten.KeuzeNietMogelijk("Er is een nieuwere lijst. Wat hierop staat, staat ook daarop.", "opgesteld"),
            _HERGEBRUIKT,
        ),
        rollen=ARCHIEF,
        voorbeeld={
            "status": "goedgekeurd",
            "goedkeuring": {
                "medewerker": "6a4c0c59-7f0e-4ad4-8a6b-3d7c2e9b1a07",
                "naam": "Gerda Peters",
                "tijdstip": "2026-11-24T09:00:00.000Z",
                "uitzonderingen": [],
            },
        },
    ),
    Operatie(
        route="GET /woo-verzoeken",
        naam="lijstWooverzoeken",
        tag="Archief",
        samenvatting="Woo-verzoeken",
        beschrijving=(
            "De Woo-verzoeken van de laatste zeven dagen, van nieuw naar oud, en hoe ver zij zijn. Zonder links: die geeft "
            "`leesWooverzoek`. Altijd één bladzijde."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De verzoeken.", Lijst[Wooverzoek]),),
        rollen=ARCHIEF,
    ),
    Operatie(
        route="POST /woo-verzoeken",
        naam="vraagWooverzoek",
        tag="Archief",
        samenvatting="E-mail verzamelen voor een Woo-verzoek",
        beschrijving=(
            "Voor een verzoek om publieke informatie (Woo artikel 4.1). Op de achtergrond worden een of meer zip-bestanden "
            "gemaakt met alle afgehandelde e-mail uit een periode met deze woorden in het onderwerp, en wat daarover is "
            "vastgelegd en verstuurd: de e-mails zelf, JSON per soort, metagegevens (MDTO) en een pagina om te lezen. "
            "`weggelaten.csv` noemt wat past en er niet in staat, met de reden: e-mail die wacht, in quarantaine staat, zonder "
            "klantcontact is gesloten of intussen is vernietigd, en bestanden die kunnen schaden. Klantmail beoordeelt niet wat "
            "openbaar mag zijn: persoonsgegevens staan er nog in. Na zeven dagen is alles weg. Hetzelfde verzoek met dezelfde "
            "`Idempotency-Key` maakt niets dubbel."
        ),
        verzoek=WooVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.ACCEPTED, "Het verzamelen begint.", Wooverzoek),),
        conflicten=(_HERGEBRUIKT,),
        rollen=ARCHIEF,
        voorbeeld=_WOO_GEVRAAGD,
    ),
    Operatie(
        route="GET /woo-verzoeken/{identificatie}",
        naam="leesWooverzoek",
        tag="Archief",
        samenvatting="Eén Woo-verzoek",
        beschrijving=(
            "Hoe ver het is, en als alles klaar is de links van de bestanden. Een link werkt ten hoogste een dag; AWS kan hem "
            "eerder beëindigen. Lees dan opnieuw. Maak niets openbaar voordat iemand het heeft beoordeeld (Woo artikel 5.1 en "
            "5.2)."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "Het verzoek.", Wooverzoek),),
        rollen=ARCHIEF,
    ),
    # -- privacy -------------------------------------------------------------------------------------------------------
    Operatie(
        route="GET /inzageverzoeken",
        naam="lijstInzageverzoeken",
        tag="Privacy",
        samenvatting="Inzageverzoeken",
        beschrijving=(
            "De inzageverzoeken van de laatste zeven dagen, van nieuw naar oud, en hoe ver zij zijn. Zonder links: die geeft "
            "`leesInzageverzoek`. Altijd één bladzijde."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De verzoeken.", Lijst[Inzageverzoek]),),
        rollen=PRIVACY,
    ),
    Operatie(
        route="POST /inzageverzoeken",
        naam="vraagInzageverzoek",
        tag="Privacy",
        samenvatting="Alles verzamelen wat er van een persoon is",
        beschrijving=(
            "Voor een inzageverzoek (AVG artikel 15). Op de achtergrond worden een of meer zip-bestanden gemaakt met alle e-mail "
            "van deze adressen, wat er is vastgelegd en verstuurd, en wie het zag: de e-mails zelf, JSON per soort, en een "
            "pagina om te lezen (`overzicht.html`). E-mail die wacht of in quarantaine staat, hoort erbij. Een e-mail van een "
            "ander niet, ook niet als dit adres een kopie kreeg; wel wat de gemeente daarover naar dit adres stuurde. Bestanden "
            "met een virus, of die daarop niet zijn gecontroleerd, blijven erbuiten en worden genoemd. Lees het verzoek om te "
            "zien hoe ver het is. Na zeven dagen is alles weg, ook de adressen. Hetzelfde verzoek met dezelfde "
            "`Idempotency-Key` maakt niets dubbel."
        ),
        verzoek=InzageVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.ACCEPTED, "Het verzamelen begint.", Inzageverzoek),),
        conflicten=(_HERGEBRUIKT,),
        rollen=PRIVACY,
        voorbeeld=_GEVRAAGD,
    ),
    Operatie(
        route="GET /inzageverzoeken/{identificatie}",
        naam="leesInzageverzoek",
        tag="Privacy",
        samenvatting="Eén inzageverzoek",
        beschrijving=(
            "Hoe ver het is, en als alles klaar is de links van de bestanden. Een link werkt ten hoogste een dag; AWS kan hem "
            "eerder beëindigen. Lees dan opnieuw. Lees een bestand na voordat u het geeft aan wie erom vroeg: namen van "
            "medewerkers en van anderen staan er nog in."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "Het verzoek.", Inzageverzoek),),
        rollen=PRIVACY,
    ),
    Operatie(
        route="GET /beperkingen",
        naam="lijstBeperkingen",
        tag="Privacy",
        samenvatting="Waarvan de verwerking is beperkt",
        beschrijving=(
            f"De e-mails waarvan de verwerking nu is beperkt (AVG artikel 18), van oud naar nieuw. Zonder inhoud. {_BLADEREN}"
        ),
        vraag=Bladeren,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met e-mails.", Lijst[BeperkteMail]),),
        rollen=PRIVACY | ARCHIEF,
    ),
    # -- storingen -----------------------------------------------------------------------------------------------------
    Operatie(
        route="GET /storingen",
        naam="lijstPostvakstoringen",
        tag="Beheer",
        samenvatting="Storingen van postvakken",
        beschrijving=(
            "Wanneer er in een postvak geen e-mail kon binnenkomen, van nieuw naar oud. Ook wat bij vergissing is genoteerd "
            f"(`vervallen`). {_BLADEREN}"
        ),
        vraag=Bladeren,
        geslaagd=(Geslaagd(HTTPStatus.OK, "Een bladzijde met storingen.", Lijst[Postvakstoring]),),
        rollen=_LEZEN,
    ),
    Operatie(
        route="POST /storingen",
        naam="registreerPostvakstoring",
        tag="Beheer",
        samenvatting="Storing noteren",
        beschrijving=(
            "Noteert dat er in postvakken geen e-mail kon binnenkomen. Wie daardoor iets te laat stuurt, wordt dat niet "
            "aangerekend als het redelijkerwijs niet anders kon (Awb, artikel 2:21). Duurt de storing nog, laat `tot` dan weg, "
            f"en vul dat later in. Er kunnen {MAX_OPEN} storingen zonder einde zijn. Hetzelfde verzoek met dezelfde "
            "`Idempotency-Key` slaat niets dubbel op."
        ),
        verzoek=PostvakstoringVerzoek,
        idempotency_key=True,
        geslaagd=(Geslaagd(HTTPStatus.CREATED, "De storing is genoteerd.", Postvakstoring),),
        conflicten=(
            _HERGEBRUIKT,
            fouten.KeuzeNietMogelijk(
                f"Er zijn al {MAX_OPEN} storingen zonder einde. Vul eerst van een ervan in wanneer die eindigde."
            ),
        ),
        rollen=BEHEER,
    ),
    Operatie(
        route="PUT /storingen/{identificatie}",
        naam="wijzigPostvakstoring",
        tag="Beheer",
        samenvatting="Storing wijzigen",
        beschrijving=(
            "Vervangt wat er over de storing staat, zoals het einde. Is er geen storing geweest, geef dan `vervallen` mee. Geef "
            "de `versie` mee die u hebt gelezen, zodat u geen wijziging van een ander overschrijft."
        ),
        verzoek=PostvakstoringWijziging,
        geslaagd=(Geslaagd(HTTPStatus.OK, "De storing is gewijzigd.", Postvakstoring),),
        conflicten=(fouten.KeuzeNietMogelijk("Een ander heeft deze storing gewijzigd. Het is nu versie 2."),),
        rollen=BEHEER,
        voorbeeld={"versie": 2},
    ),
    Operatie(
        route="GET /emailberichten/{identificatie}/storingen",
        naam="lijstStoringenBijEmailbericht",
        tag="E-mailberichten",
        samenvatting="Storingen die bij een formeel bericht kunnen meetellen",
        beschrijving=(
            "De storingen van de postvakken waarin dit formele bericht stond, van nieuw naar oud: vanaf zes weken voor de "
            "ontvangst (Awb, artikel 6:7) tot en met de laatste dag van de termijn. Is het bericht te laat, beoordeel dan of dat "
            "door een storing kwam (Awb, artikel 2:21). Bij een ander bericht is de lijst leeg. Altijd één bladzijde."
        ),
        geslaagd=(Geslaagd(HTTPStatus.OK, "De storingen.", Lijst[Postvakstoring]),),
        rollen=_LEZEN,
    ),
    # -- beschrijving --------------------------------------------------------------------------------------------------
    Operatie(
        route="GET /openapi.json",
        naam="leesBeschrijving",
        tag="Beschrijving",
        samenvatting="Deze beschrijving",
        beschrijving="Dit document, voor iedereen, zonder aanmelding, en vanaf elke webpagina (CORS).",
        geslaagd=(Geslaagd(HTTPStatus.OK, "De beschrijving in OpenAPI 3.1.", dict[str, Any]),),
        rollen=frozenset(),
    ),
)

OPERATIES: Final = {operatie.route: operatie for operatie in _OPERATIES}
