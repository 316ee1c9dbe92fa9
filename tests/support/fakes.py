"""Fakes of `klantmail.ports`: the same promises, in memory.

`tests/integration/adapters/dynamodb/test_repositories.py` holds them to it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from klantmail.domain.afhandeling import MAX_VERVOLGSTAPPEN, Afhandeling, Vervolgstap
from klantmail.domain.concept import Concept
from klantmail.domain.document import Informatieobject, Upload, Uploadgebruik
from klantmail.domain.emailbericht import (
    MAX_APARTZETTINGEN,
    MAX_HEROPENINGEN,
    MAX_INZAGEN,
    MAX_VERPLAATSINGEN,
    Apartzetting,
    Berichtstatus,
    Emailbericht,
    Envelop,
    Heropening,
    Inzage,
    Melding,
    Ontleedstand,
    Reservering,
    Verplaatsing,
    Vrijgave,
)
from klantmail.domain.fouten import Geweigerd, NietGevonden, OpslagFout, UploadGebruikt
from klantmail.domain.gesprek import EigenBericht
from klantmail.domain.interne_taak import InterneTaak, Taakstatus, Toewijzing
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.domain.medewerker import BekendeMedewerker
from klantmail.domain.notitie import Notitie
from klantmail.domain.ondertekening import Ondertekening
from klantmail.domain.recordnaam import Recordnaam, Recordsoort
from klantmail.domain.rectificatie import Rectificatie
from klantmail.domain.stand import Stand
from klantmail.domain.standaardantwoord import Standaardantwoord
from klantmail.domain.taakgesprek import Moment, Taakgesprek
from klantmail.domain.telling import Mailstand, Telling
from klantmail.domain.termijn import einde_van
from klantmail.domain.tijd import als_tekst, dag_hier
from klantmail.domain.verzending import Verzending, Verzendstatus
from klantmail.domain.zaak import BestaandeZaak, Zaak, Zaakstatus, Zaakverwijzing
from klantmail.ports.keuzes import Afhandelkeuze, Reserveringskeuze, Voorraadkeuze
from klantmail.ports.objecten import LINKDUUR, Opslagobject, Stroom, Uploadformulier
from klantmail.ports.postkantoor import MisschienVerzonden, NietVerzonden, Verzonden
from klantmail.ports.repositories import MAX_PAGINA, Pagina, Record
from klantmail.ports.tellingen import KIJKT_TOT
from klantmail.ports.zaaksysteem import Gemaakt, NietGelezen, NietGemaakt

BEGIN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class FakeKlok:
    """A clock that stands still until a test moves it."""

    moment: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, duration: timedelta) -> None:
        self.moment += duration


@dataclass
class FakeIds:
    """A source of UUIDs that count up."""

    teller: int = 0

    def __call__(self) -> UUID:
        self.teller += 1
        return UUID(int=self.teller)


@dataclass
class FakeArchief:
    objecten: dict[str, bytes] = field(default_factory=dict)
    formaten: dict[str, str] = field(default_factory=dict)
    sinds: dict[str, datetime] = field(default_factory=dict)
    oordelen: dict[str, Keuroordeel] = field(default_factory=dict)
    """The judgements of the malware scanner."""

    def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:
        self.objecten.setdefault(object_key, inhoud if isinstance(inhoud, bytes) else b"".join(inhoud))
        self.formaten.setdefault(object_key, formaat)

    def lees(self, object_key: str) -> bytes:
        try:
            return self.objecten[object_key]
        except KeyError:
            raise NietGevonden("Object", object_key) from None

    def oordeel(self, object_key: str) -> Keuroordeel:
        self.lees(object_key)
        return self.oordelen.get(object_key, Keuroordeel.NOG_NIET)

    def onder(self, voorvoegsel: str) -> Iterable[Opslagobject]:
        return [Opslagobject(each, self.sinds.get(each, BEGIN)) for each in self.objecten if each.startswith(voorvoegsel)]

    def verwijder(self, object_key: str) -> None:
        self.objecten.pop(object_key, None)

    def heeft(self, object_key: str) -> bool:
        return object_key in self.objecten

    def link(
        self, object_key: str, *, bestandsnaam: str, formaat: str, als_download: bool = True, duur: timedelta = LINKDUUR
    ) -> tuple[str, datetime]:
        kind = "download" if als_download else "weergave"
        return f"https://archief.example/{kind}/{object_key}?naam={bestandsnaam}&formaat={formaat}", BEGIN + duur


@dataclass
class FakeRectificaties:
    geschreven: dict[UUID, Rectificatie] = field(default_factory=dict)
    weg: set[UUID] = field(default_factory=set)
    """The mails that are being destroyed."""
    storingen: list[OpslagFout] = field(default_factory=list)

    def rectificaties(self, klantcontact: UUID) -> Sequence[Rectificatie]:
        found = (each for each in self.geschreven.values() if each.klantcontact == klantcontact)
        return sorted(found, key=lambda each: (each.tijdstip, each.identificatie))

    def schrijf_rectificatie(self, rectificatie: Rectificatie, emailbericht: UUID) -> None:
        if self.storingen:
            raise self.storingen.pop()
        if emailbericht in self.weg or rectificatie.identificatie in self.geschreven:
            raise Geweigerd
        self.geschreven[rectificatie.identificatie] = rectificatie


@dataclass
class FakeUploads:
    formulieren: dict[tuple[UUID, UUID], Upload] = field(default_factory=dict)
    """The forms by medewerker and upload."""
    objecten: dict[tuple[UUID, UUID], tuple[Upload, bytes]] = field(default_factory=dict)
    gelezen: list[UUID] = field(default_factory=list)
    oordelen: dict[UUID, Keuroordeel] = field(default_factory=dict)
    """The judgements of the malware scanner, by upload."""

    def formulier(self, upload: Upload, medewerker: UUID) -> Uploadformulier:
        self.formulieren[medewerker, upload.identificatie] = upload
        return Uploadformulier("https://uploads.example/", {"key": f"{medewerker}/{upload.identificatie}"}, BEGIN)

    def put_down(self, medewerker: UUID, upload: UUID, inhoud: bytes) -> None:
        """The form is sent with this file; what is not of the announced size is refused."""
        aangekondigd = self.formulieren[medewerker, upload]
        if len(inhoud) == aangekondigd.bestandsomvang:
            self.objecten[medewerker, upload] = (aangekondigd, inhoud)

    def zoek(self, upload: UUID, medewerker: UUID) -> Upload | None:
        return self.objecten[medewerker, upload][0] if (medewerker, upload) in self.objecten else None

    def oordeel(self, upload: UUID, medewerker: UUID) -> Keuroordeel:
        if (medewerker, upload) not in self.objecten:
            raise NietGevonden("Object", upload)
        return self.oordelen.get(upload, Keuroordeel.NOG_NIET)

    def lees(self, upload: UUID, medewerker: UUID) -> bytes:
        self.gelezen.append(upload)
        try:
            return self.objecten[medewerker, upload][1]
        except KeyError:
            raise NietGevonden("Upload", upload) from None


@dataclass
class FakeIntake:
    objecten: dict[str, bytes] = field(default_factory=dict)
    sinds: dict[str, datetime] = field(default_factory=dict)

    def lees(self, object_key: str) -> bytes:
        try:
            return self.objecten[object_key]
        except KeyError:
            raise NietGevonden("Object", object_key) from None

    def heeft(self, object_key: str) -> bool:
        return object_key in self.objecten

    def verwijder(self, object_key: str) -> None:
        self.objecten.pop(object_key, None)

    def leg_neer(self, object_key: str, inhoud: bytes) -> None:
        self.objecten[object_key] = inhoud

    def wachtend(self) -> Sequence[Opslagobject]:
        objecten = [Opslagobject(object_key, self.sinds.get(object_key, BEGIN)) for object_key in self.objecten]
        return sorted(objecten, key=lambda each: (each.sinds, each.object_key))

    def begin(self, object_key: str) -> bytes:
        return self.lees(object_key)[: 64 * 1024]


@dataclass(frozen=True)
class Storing:
    """The fault of one write: the error that the caller gets, and whether it was stored all the same."""

    fout: OpslagFout
    opgeslagen: bool = False


@dataclass
class FakeRepositories:
    """All repositories on one dictionary."""

    berichten: dict[UUID, Emailbericht] = field(default_factory=dict)
    klantcontacten: dict[UUID, Klantcontact] = field(default_factory=dict)
    documenten: dict[UUID, Informatieobject] = field(default_factory=dict)
    verzendingen: dict[UUID, Verzending] = field(default_factory=dict)
    taken: dict[UUID, InterneTaak] = field(default_factory=dict)
    bevestigd: dict[str, datetime] = field(default_factory=dict)
    times: Counter[UUID] = field(default_factory=Counter)
    """The number of times that each standaardantwoord was used."""
    vernietigd: set[UUID] = field(default_factory=set)
    ondertekend: dict[str, Ondertekening] = field(default_factory=dict)
    """The salutations and signatures by postvak."""
    teksten: dict[UUID, Standaardantwoord] = field(default_factory=dict)
    taakgesprekken: dict[UUID, Taakgesprek] = field(default_factory=dict)
    bekend: dict[UUID, BekendeMedewerker] = field(default_factory=dict)
    """The medewerkers who have logged in."""
    zaken: dict[UUID, Zaak] = field(default_factory=dict)
    gebruikt: dict[UUID, Uploadgebruik] = field(default_factory=dict)
    ontleedpogingen: dict[UUID, int] = field(default_factory=dict)
    ontleedpoging_op: dict[UUID, datetime] = field(default_factory=dict)
    berichtids: dict[str, tuple[UUID, str]] = field(default_factory=dict)
    ontvangsten: dict[str, set[UUID]] = field(default_factory=dict)
    """The verzending and the Message-ID under which it left, by each Message-ID."""
    geschreven: dict[UUID, Notitie] = field(default_factory=dict)
    klad: dict[tuple[UUID, UUID], Concept] = field(default_factory=dict)
    """The drafts by mail and medewerker."""
    op_geen_lijst: set[UUID] = field(default_factory=set)
    """Mail that was handled before the handled were listed."""
    gezien: Stand | None = None
    storingen: list[Storing] = field(default_factory=list)
    """The faults of the next guarded writes, in order."""
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    """The deeds of others just before the next of those writes, in order."""

    # -- receiving -----------------------------------------------------------------------------------------------------

    def neem_op(self, bericht: Emailbericht, mail: Informatieobject) -> bool:
        if bericht.identificatie in self.berichten:
            return False
        self.berichten[bericht.identificatie] = bericht
        self.documenten[mail.identificatie] = mail
        self.ontleedpogingen[bericht.identificatie] = 1
        return True

    def begin_ontleding(self, identificatie: UUID, moment: datetime, sinds: datetime) -> int:
        if self.ontleedpoging_op.get(identificatie, self.emailbericht(identificatie).envelop.ontvangen_op) > sinds:
            return 0
        self.ontleedpoging_op[identificatie] = moment
        self.ontleedpogingen[identificatie] += 1
        return self.ontleedpogingen[identificatie]

    def registreer_ontvangst(self, message_id: str, identificatie: UUID) -> Sequence[UUID]:
        onder = self.ontvangsten.setdefault(message_id, set())
        onder.add(identificatie)
        return sorted(onder - {identificatie})

    def ontvangen_onder(self, bericht_ids: Sequence[str]) -> dict[str, Sequence[UUID]]:
        return {each: sorted(self.ontvangsten[each]) for each in bericht_ids if each in self.ontvangsten}

    def emailberichten_van(self, identificaties: Sequence[UUID]) -> Sequence[Emailbericht]:
        found = {each: self.berichten[each] for each in identificaties if each in self.berichten}
        return sorted(found.values(), key=lambda bericht: (bericht.envelop.ontvangen_op, bericht.identificatie))

    def meld_dubbel(self, identificatie: UUID, other: UUID) -> None:
        bericht = self._bericht(identificatie)
        self._bewaar(replace(bericht, dubbelen=tuple(sorted({*bericht.dubbelen, other}))))

    def open_mail_van(self, adres: str, count: int) -> Sequence[Emailbericht]:
        van_hen = [
            each
            for each in self.berichten.values()
            if vergelijkvorm(each.envelop.betrokkene.adres) == vergelijkvorm(adres)
            and each.ontleedstand is not Ontleedstand.ONTBREEKT
            and each.status in (Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING)
        ]
        return sorted(van_hen, key=lambda each: (each.envelop.ontvangen_op, each.identificatie), reverse=True)[:count]

    def had_contact(self, adres: str) -> bool:
        return any(vergelijkvorm(each.afzender) == vergelijkvorm(adres) for each in self.klantcontacten.values())

    def eigen_berichten(self, bericht_ids: Sequence[str], adressen: Sequence[str]) -> dict[str, EigenBericht]:
        found = {each: self.berichtids[_same_at_ses(each)] for each in bericht_ids if _same_at_ses(each) in self.berichtids}
        return {each: self._eigen_bericht(*waarheen, adressen) for each, waarheen in found.items()}

    def _eigen_bericht(self, identificatie: UUID, ses_bericht_id: str, adressen: Sequence[str]) -> EigenBericht:
        verzending = self.verzendingen[identificatie]
        return EigenBericht(
            verzending=identificatie,
            emailbericht=verzending.emailbericht,
            klantcontact=verzending.klantcontact,
            gesprek=verzending.gesprek,
            onderwerp=verzending.onderwerp,
            ses_bericht_id=ses_bericht_id,
            aan_hen=set(map(vergelijkvorm, adressen)) <= set(map(vergelijkvorm, verzending.naar)),
            taak_op=verzending.taak_op,
        )

    def is_vernietigd(self, identificatie: UUID) -> bool:
        return identificatie in self.vernietigd

    def leg_ontleding_vast(
        self,
        identificatie: UUID,
        stand: Ontleedstand,
        versie: str,
        envelop: Envelop,
        documenten: Sequence[Informatieobject],
        message_id: str = "",  # noqa: ARG002  # for who destroys
    ) -> None:
        self.documenten.update({document.identificatie: document for document in documenten})
        bericht = self._bericht(identificatie)
        mag_ook = stand is Ontleedstand.GEREED and not bericht.verplaatsingen
        to_overwrite = {Ontleedstand.ONTBREEKT} | ({Ontleedstand.MISLUKT} if mag_ook else set())
        if bericht.ontleedstand in to_overwrite:
            read = replace(envelop, formeel_uiterlijk=envelop.formeel_uiterlijk or bericht.envelop.formeel_uiterlijk)
            self.berichten[identificatie] = replace(bericht, ontleedstand=stand, parserversie=versie, envelop=read)

    def bevestig(
        self, verzending: Verzending, adres: str, moment: datetime, sinds: datetime, formeel_uiterlijk: date | None = None
    ) -> None:
        self._met_storing(lambda: self._bevestig(verzending, adres, moment, sinds, formeel_uiterlijk))

    def markeer_formeel(self, emailbericht: UUID, formeel_uiterlijk: date) -> None:
        def markeer() -> None:
            bericht = self._bericht(emailbericht)
            if bericht.envelop.formeel_uiterlijk is None:
                self._bewaar(replace(bericht, envelop=replace(bericht.envelop, formeel_uiterlijk=formeel_uiterlijk)))

        self._met_storing(markeer)

    def _bevestig(
        self, verzending: Verzending, adres: str, moment: datetime, sinds: datetime, formeel_uiterlijk: date | None
    ) -> None:
        bericht, last = self._bericht(verzending.emailbericht), self.bevestigd.get(vergelijkvorm(adres))
        if bericht.ontvangstbevestiging or bericht.beperking is not None or (last and last > sinds):
            raise Geweigerd
        self._bewaar_nieuw([verzending])
        self.bevestigd[vergelijkvorm(adres)] = moment
        envelop = replace(bericht.envelop, formeel_uiterlijk=formeel_uiterlijk or bericht.envelop.formeel_uiterlijk)
        self._bewaar(replace(bericht, ontvangstbevestiging=verzending.identificatie, envelop=envelop))

    # -- standard answers ----------------------------------------------------------------------------------------------

    def standaardantwoorden(self, *, aantal: int, na: str | None) -> Pagina[Standaardantwoord]:
        found = sorted((str(each), text) for each, text in self.teksten.items() if not na or str(each) > na)
        page = found[:aantal]
        return Pagina(
            tuple(text for _, text in page if not text.vervallen),
            page[-1][0] if len(found) > aantal else None,
        )

    def standaardantwoord(self, identificatie: UUID) -> Standaardantwoord:
        try:
            return self.teksten[identificatie]
        except KeyError:
            raise NietGevonden("Standaardantwoord", identificatie) from None

    def bewaar_standaardantwoord(self, standaardantwoord: Standaardantwoord) -> None:
        self._met_storing(lambda: self._bewaar_standaardantwoord(standaardantwoord))

    def _bewaar_standaardantwoord(self, standaardantwoord: Standaardantwoord) -> None:
        old = self.teksten.get(standaardantwoord.identificatie)
        if (old.versie if old else 0) != standaardantwoord.versie - 1:
            raise Geweigerd
        self.teksten[standaardantwoord.identificatie] = standaardantwoord

    def gebruik(self) -> Mapping[UUID, int]:
        return dict(self.times)

    def ondertekeningen(self, *, consistent: bool = False) -> Mapping[str, Ondertekening]:  # noqa: ARG002  # always so here
        return dict(self.ondertekend)

    def bewaar_ondertekening(self, ondertekening: Ondertekening) -> None:
        self._met_storing(lambda: self._bewaar_ondertekening(ondertekening))

    def _bewaar_ondertekening(self, ondertekening: Ondertekening) -> None:
        old = self.ondertekend.get(ondertekening.postvak)
        if (old.versie if old else 0) != ondertekening.versie - 1:
            raise Geweigerd
        self.ondertekend[ondertekening.postvak] = ondertekening

    # -- medewerkers ---------------------------------------------------------------------------------------------------

    def medewerker(self, identificatie: UUID) -> BekendeMedewerker:
        try:
            return self.bekend[identificatie]
        except KeyError:
            raise NietGevonden("Medewerker", identificatie) from None

    def medewerkers(self, *, aantal: int, na: str | None) -> Pagina[BekendeMedewerker]:
        rows = {str(identificatie): each for identificatie, each in self.bekend.items()}
        return _pagina(rows, sorted(rows), aantal, na)

    def onthoud_medewerker(self, bekende: BekendeMedewerker) -> None:
        self._met_storing(lambda: self._onthoud_medewerker(bekende))

    def _onthoud_medewerker(self, bekende: BekendeMedewerker) -> None:
        who = bekende.medewerker.identificatie
        if self.bekend.get(who) == bekende:
            raise Geweigerd
        self.bekend[who] = bekende

    # -- notes ---------------------------------------------------------------------------------------------------------

    def notities(self, over: UUID) -> Sequence[Notitie]:
        found = [each for each in self.geschreven.values() if each.over == over]
        return sorted(found, key=lambda each: (each.tijdstip, each.identificatie))

    def schrijf_notitie(self, notitie: Notitie) -> None:
        self._met_storing(lambda: self._schrijf_notitie(notitie))

    def _schrijf_notitie(self, notitie: Notitie) -> None:
        if notitie.identificatie in self.geschreven:
            raise Geweigerd
        self.geschreven[notitie.identificatie] = notitie

    # -- drafts --------------------------------------------------------------------------------------------------------

    def concepten(self, emailbericht: UUID, moment: datetime) -> Sequence[Concept]:
        of_mail_ = (each for (mail, _), each in self.klad.items() if mail == emailbericht)
        return sorted(
            (each for each in of_mail_ if each.vervalt_op > moment),
            key=lambda each: (each.gewijzigd_op, each.medewerker),
            reverse=True,
        )

    def concept(self, emailbericht: UUID, medewerker: UUID, moment: datetime) -> Concept | None:
        concept = self.klad.get((emailbericht, medewerker))
        return concept if concept and concept.vervalt_op > moment else None

    def maak_concept(self, concept: Concept) -> None:
        self._met_storing(lambda: self._maak_concept(concept))

    def _maak_concept(self, concept: Concept) -> None:
        bericht = self.berichten.get(concept.emailbericht)
        if bericht is None or bericht.status not in (Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING):
            raise Geweigerd
        if self.concept(concept.emailbericht, concept.medewerker, concept.gewijzigd_op) is not None:
            raise Geweigerd
        self.klad[concept.emailbericht, concept.medewerker] = concept

    def wijzig_concept(self, old: Concept, concept: Concept) -> None:
        self._met_storing(lambda: self._vervang_concept(old, concept))

    def verwijder_concept(self, concept: Concept) -> None:
        self._met_storing(lambda: self._vervang_concept(concept, None))

    def _vervang_concept(self, old: Concept, concept: Concept | None) -> None:
        huidig = self.klad.get((old.emailbericht, old.medewerker))
        if huidig is None or huidig.versie != old.versie:
            raise Geweigerd
        del self.klad[old.emailbericht, old.medewerker]
        if concept is not None:
            self.klad[concept.emailbericht, concept.medewerker] = concept

    # -- viewing -------------------------------------------------------------------------------------------------------

    def aanwezige_berichten(self, identificaties: Sequence[UUID]) -> Set[UUID]:
        return {each for each in identificaties if each in self.berichten}

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        try:
            return self.berichten[identificatie]
        except KeyError:
            raise NietGevonden("E-mailbericht", identificatie) from None

    def claim(self, identificatie: UUID, inzage: Inzage, geclaimd_tot: datetime, *, onthoud: bool = True) -> Emailbericht:
        bericht = self._bericht(identificatie)
        verlopen_van_ander = (
            bericht.status is Berichtstatus.IN_BEHANDELING
            and bericht.claim_op(inzage.geregistreerd_op) is None
            and bericht.inzage is not None
            and bericht.inzage.medewerker != inzage.medewerker
        )
        if bericht.status is not Berichtstatus.NIEUW and not verlopen_van_ander:
            raise Geweigerd
        if onthoud and len(bericht.inzagen) >= MAX_INZAGEN:
            raise Geweigerd
        return self._bewaar(
            replace(
                bericht,
                status=Berichtstatus.IN_BEHANDELING,
                inzage=inzage,
                geclaimd_tot=geclaimd_tot,
                inzagen=(*bericht.inzagen, inzage) if onthoud else bericht.inzagen,
            )
        )

    def verleng(self, identificatie: UUID, inzage: UUID, geclaimd_tot: datetime) -> Emailbericht:
        return self._bewaar(replace(self._onder(identificatie, inzage), geclaimd_tot=geclaimd_tot))

    def geef_vrij(self, identificatie: UUID, inzage: UUID) -> None:
        bericht = self._onder(identificatie, inzage)
        self._bewaar(replace(bericht, status=Berichtstatus.NIEUW, inzage=None, geclaimd_tot=None))

    def laat_toe(self, bericht: Emailbericht, vrijgave: Vrijgave) -> None:
        huidig = self._bericht(bericht.identificatie)
        if huidig.status is not Berichtstatus.QUARANTAINE:
            raise Geweigerd
        self._bewaar(replace(huidig, status=Berichtstatus.NIEUW, vrijgave=vrijgave))

    # -- handling ------------------------------------------------------------------------------------------------------

    def handel_af(
        self,
        emailbericht: UUID,
        inzage: UUID,
        afhandeling: Afhandeling,
        records: Sequence[Record],
        *,
        dubbelen: Sequence[UUID] = (),
        gebruikt: Sequence[UUID] = (),
    ) -> None:
        self._met_storing(lambda: self._handel_af(emailbericht, inzage, afhandeling, records, dubbelen, gebruikt))

    def _handel_af(
        self,
        emailbericht: UUID,
        inzage: UUID,
        afhandeling: Afhandeling,
        records: Sequence[Record],
        dubbelen: Sequence[UUID],
        used: Sequence[UUID],
    ) -> None:
        bericht = self._onder(emailbericht, inzage)
        if any(each.is_elders_afgehandeld for each in self.emailberichten_van(dubbelen)):
            raise Geweigerd
        self._bewaar_nieuw(records)
        self.klad.pop((emailbericht, afhandeling.medewerker), None)
        self.times = self.times + Counter(used)
        self._bewaar(
            replace(bericht, status=Berichtstatus.AFGEHANDELD, afhandeling=afhandeling, geclaimd_tot=None, reservering=None)
        )

    def heropen(self, bericht: Emailbericht, heropening: Heropening) -> None:
        self._met_storing(lambda: self._heropen(bericht.identificatie, heropening))

    def _heropen(self, identificatie: UUID, heropening: Heropening) -> None:
        huidig = self._bericht(identificatie)
        if huidig.afhandeling != heropening.afhandeling or huidig.beperking is not None:
            raise Geweigerd
        heropeningen = (*huidig.heropeningen, heropening)[-MAX_HEROPENINGEN:]
        self._bewaar(replace(huidig, status=huidig.plek_terug, afhandeling=None, inzage=None, heropeningen=heropeningen))

    def reserveer(self, identificatie: UUID, ontvangen_op: datetime, reservering: Reservering) -> None:  # noqa: ARG002  # the place in the list
        self._met_storing(lambda: self._reserveer(identificatie, reservering))

    def geef_reservering_op(self, identificatie: UUID) -> None:
        self._met_storing(lambda: self._reserveer(identificatie, None))

    def _reserveer(self, identificatie: UUID, reservering: Reservering | None) -> None:
        huidig = self._bericht(identificatie)
        if huidig.status not in {Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING}:
            raise Geweigerd
        self._bewaar(replace(huidig, reservering=reservering))

    def gereserveerd_voor(self, choice: Reserveringskeuze, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        rows = {
            f"{als_tekst(each.envelop.ontvangen_op)}#{each.identificatie}": each
            for each in self.berichten.values()
            if each.reservering
            and each.reservering.medewerker == choice.medewerker
            and choice.postvak in {None, each.envelop.postvak}
            and choice.klasse in {None, each.envelop.klasse}
            and (not choice.met_bijlagen or each.envelop.aantal_bijlagen)
        }
        return _pagina(rows, sorted(rows, reverse=choice.nieuwste_eerst), aantal, na)

    def verplaats(self, bericht: Emailbericht, verplaatsing: Verplaatsing, verzending: Verzending | None = None) -> None:
        self._met_storing(lambda: self._verplaats(bericht, verplaatsing, verzending))

    def _verplaats(self, bericht: Emailbericht, verplaatsing: Verplaatsing, verzending: Verzending | None) -> None:
        huidig = self._bericht(bericht.identificatie)
        own = (
            huidig.inzage is not None and huidig.inzage == bericht.inzage and huidig.inzage.medewerker == verplaatsing.medewerker
        )
        vrij = huidig.status_op(verplaatsing.tijdstip) is Berichtstatus.NIEUW
        if not vrij and not (own and huidig.status is Berichtstatus.IN_BEHANDELING):
            raise Geweigerd
        if huidig.envelop.postvak != verplaatsing.van or huidig.ontleedstand is Ontleedstand.ONTBREEKT:
            raise Geweigerd
        if bericht.envelop.formeel_uiterlijk is None and huidig.envelop.formeel_uiterlijk is not None:
            raise Geweigerd
        if verzending is not None:
            self._bewaar_nieuw([verzending])
        self._bewaar(
            replace(
                huidig,
                status=Berichtstatus.NIEUW,
                envelop=replace(huidig.envelop, postvak=verplaatsing.naar),
                verplaatsingen=(*bericht.verplaatsingen, verplaatsing)[-MAX_VERPLAATSINGEN:],
                verplaatsberichten=bericht.verplaatsberichten + (verzending is not None),
                reservering=None,
                inzage=None,
                geclaimd_tot=None,
            )
        )

    def zet_apart(self, bericht: Emailbericht, apartzetting: Apartzetting) -> None:
        self._met_storing(lambda: self._zet_apart(bericht, apartzetting))

    def _zet_apart(self, bericht: Emailbericht, apartzetting: Apartzetting) -> None:
        huidig = self._bericht(bericht.identificatie)
        if huidig.status_op(apartzetting.tijdstip) is not Berichtstatus.NIEUW or huidig.vrijgave != bericht.vrijgave:
            raise Geweigerd
        self._bewaar(
            replace(
                huidig,
                status=Berichtstatus.QUARANTAINE,
                apartzettingen=(*bericht.apartzettingen, apartzetting)[-MAX_APARTZETTINGEN:],
                reservering=None,
                vrijgave=None,
                inzage=None,
                geclaimd_tot=None,
            )
        )

    def sluit_in_quarantaine(self, identificaties: Sequence[UUID], afhandeling: Afhandeling) -> None:
        self._met_storing(lambda: self._sluit_in_quarantaine(identificaties, afhandeling))

    def _sluit_in_quarantaine(self, identificaties: Sequence[UUID], afhandeling: Afhandeling) -> None:
        berichten = [self._bericht(each) for each in identificaties]
        if any(each.status is not Berichtstatus.QUARANTAINE for each in berichten):
            raise Geweigerd
        for each in berichten:
            self._bewaar(replace(each, status=Berichtstatus.AFGEHANDELD, afhandeling=afhandeling))

    def leg_stap_vast(self, emailbericht: UUID, step: Vervolgstap, records: Sequence[Record]) -> None:
        self._met_storing(lambda: self._leg_stap_vast(emailbericht, step, records))

    def _leg_stap_vast(self, emailbericht: UUID, step: Vervolgstap, records: Sequence[Record]) -> None:
        bericht = self._bericht(emailbericht)
        full = len(bericht.vervolgstappen) >= MAX_VERVOLGSTAPPEN or bericht.beperking is not None
        if step.op not in self.klantcontacten or bericht.status is not Berichtstatus.AFGEHANDELD or full:
            raise Geweigerd
        self._bewaar_nieuw(records)
        self._bewaar(replace(bericht, vervolgstappen=(*bericht.vervolgstappen, step)))

    def leg_vervolg_vast(self, emailbericht: UUID, op: UUID, records: Sequence[Record]) -> None:
        self._met_storing(lambda: self._leg_vervolg_vast(emailbericht, op, records))

    def _leg_vervolg_vast(self, emailbericht: UUID, op: UUID, records: Sequence[Record]) -> None:
        bericht = self._bericht(emailbericht)
        if op not in self.klantcontacten or bericht.beperking is not None:
            raise Geweigerd
        self._bewaar_nieuw(records)
        self._bewaar(replace(bericht, vervolgberichten=bericht.vervolgberichten + 1))

    def _soort(self, record: Record) -> dict[UUID, Record]:
        kinds: dict[type, dict[UUID, Record]] = {
            Klantcontact: self.klantcontacten,  # type: ignore[dict-item]  # each holds its own kind of record
            Informatieobject: self.documenten,  # type: ignore[dict-item]
            Verzending: self.verzendingen,  # type: ignore[dict-item]
            InterneTaak: self.taken,  # type: ignore[dict-item]
            Zaak: self.zaken,  # type: ignore[dict-item]
            Uploadgebruik: self.gebruikt,  # type: ignore[dict-item]
        }
        return kinds[type(record)]

    # -- counts --------------------------------------------------------------------------------------------------------

    def mailstand(self, postvak: str, medewerker: UUID, moment: datetime) -> Mailstand:
        rows = self.werkvoorraad(Voorraadkeuze(postvakken=(postvak,)), moment=moment, aantal=KIJKT_TOT, na=None).resultaten
        wachtend = [each for each in rows if each.status_op(moment) is Berichtstatus.NIEUW]
        meer = len(rows) >= KIJKT_TOT
        return Mailstand(
            wachtend=Telling.van(len(wachtend), meer=meer),
            oudste=wachtend[0].envelop.ontvangen_op if wachtend else None,
            in_behandeling=Telling.van(len(rows) - len(wachtend), meer=meer),
            van_mij=Telling.van(sum(_heeft(each, medewerker, moment) for each in rows), meer=meer),
        )

    def quarantaine(self, postvak: str) -> Telling:
        apart = Voorraadkeuze(postvakken=(postvak,), status=Berichtstatus.QUARANTAINE)
        return Telling.van(len(self.werkvoorraad(apart, moment=BEGIN, aantal=KIJKT_TOT, na=None).resultaten))

    def gereserveerd(self, medewerker: UUID) -> Telling:
        return Telling.van(
            len(self.gereserveerd_voor(Reserveringskeuze(medewerker=medewerker), aantal=KIJKT_TOT, na=None).resultaten)
        )

    def ids_voor(self, medewerker: UUID) -> Set[UUID]:
        return self._ids(self.taken_van(Toewijzing(None, medewerker), Taakstatus.TE_VERWERKEN, aantal=KIJKT_TOT, na=None))

    def ids_bij(self, medewerker: UUID) -> Set[UUID]:
        return self._ids(self.taken_bij(medewerker, Taakstatus.TE_VERWERKEN, aantal=KIJKT_TOT, na=None))

    def open_taken(self, eenheid: str) -> Mapping[UUID, datetime]:
        page = self.taken_van(Toewijzing(eenheid), Taakstatus.TE_VERWERKEN, aantal=KIJKT_TOT, na=None)
        return {taak.identificatie: taak.toegewezen_op for taak in page.resultaten}

    def ids_te_laat(self, moment: datetime) -> Set[UUID]:
        return self._ids(self.taken_te_laat(moment, aantal=KIJKT_TOT, na=None))

    @staticmethod
    def _ids(page: Pagina[InterneTaak]) -> Set[UUID]:
        return {taak.identificatie for taak in page.resultaten}

    # -- rights by postvak ---------------------------------------------------------------------------------------------

    def emailbericht_van(self, record: Recordnaam) -> UUID | None:
        match record.soort:
            case Recordsoort.EMAILBERICHT:
                return record.identificatie
            case Recordsoort.INFORMATIEOBJECT:
                document = self.documenten.get(record.identificatie)
                if document is None:
                    return None
                eigenaar = UUID(document.object_key.split("/")[1])
                return eigenaar if eigenaar in self.berichten else self.klantcontacten[eigenaar].emailbericht
            case kind:
                records: Mapping[Recordsoort, Mapping[UUID, Klantcontact | InterneTaak | Verzending | Zaak]] = {
                    Recordsoort.KLANTCONTACT: self.klantcontacten,
                    Recordsoort.INTERNE_TAAK: self.taken,
                    Recordsoort.VERZENDING: self.verzendingen,
                    Recordsoort.ZAAK: self.zaken,
                }
                found = records[kind].get(record.identificatie)
                return found.emailbericht if found else None

    def postvak_van(self, emailbericht: UUID) -> str | None:
        return self.postvakken_van([emailbericht]).get(emailbericht)

    def postvakken_van(self, emailberichten: Collection[UUID]) -> dict[UUID, str]:
        return {each: self.berichten[each].envelop.postvak for each in emailberichten if each in self.berichten}

    # -- reading back --------------------------------------------------------------------------------------------------

    def werkvoorraad(self, choice: Voorraadkeuze, *, moment: datetime, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        apart = choice.status is Berichtstatus.QUARANTAINE
        rows = {
            f"{als_tekst(bericht.envelop.ontvangen_op)}#{bericht.identificatie}": bericht
            for bericht in self.berichten.values()
            if bericht.envelop.postvak in choice.postvakken
            and bericht.status is not Berichtstatus.AFGEHANDELD
            and (bericht.status is Berichtstatus.QUARANTAINE) == apart
            and (choice.status is None or bericht.status_op(moment) is choice.status)
            and choice.klasse in {None, bericht.envelop.klasse}
            and (not choice.met_bijlagen or bericht.envelop.aantal_bijlagen)
            and (choice.behandelaar is None or _heeft(bericht, choice.behandelaar, moment))
        }
        return _pagina(rows, sorted(rows, reverse=choice.nieuwste_eerst), aantal, na)

    def afgehandelden(self, choice: Afhandelkeuze, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        rows = {
            f"{als_tekst(each.afhandeling.tijdstip)}#{each.identificatie}": each
            for each in self.berichten.values()
            if each.afhandeling is not None
            and each.beperking is None
            and each.identificatie not in self.op_geen_lijst
            and dag_hier(each.afhandeling.tijdstip) == choice.dag
            and (choice.postvakken is None or each.envelop.postvak in choice.postvakken)
            and choice.medewerker in {None, each.afhandeling.medewerker}
            and choice.soort in {None, each.afhandeling.soort}
        }
        return _pagina(rows, sorted(rows, reverse=True), aantal, na)

    def zet_afgehandelde_op_lijst(self, identificaties: Sequence[UUID]) -> int:
        gezet = self.op_geen_lijst & {
            each for each in identificaties if each in self.berichten and self.berichten[each].afhandeling
        }
        self.op_geen_lijst -= gezet
        return len(gezet)

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        try:
            return replace(self.klantcontacten[identificatie], afzender="")
        except KeyError:
            raise NietGevonden("Klantcontact", identificatie) from None

    def klantcontacten_van(
        self,
        afzender: str,
        van: datetime | None,
        tot: datetime | None,
        *,
        aantal: int,
        na: str | None,
        ruimte: int = MAX_PAGINA,  # noqa: ARG002  # the fake knows no sizes
    ) -> Pagina[Klantcontact]:
        return self._zoek(
            lambda contact: contact.geregistreerd_op,
            [c for c in self.klantcontacten.values() if vergelijkvorm(c.afzender) == vergelijkvorm(afzender)],
            van,
            tot,
            aantal,
            na,
        )

    def klantcontacten_in(
        self,
        gesprek: UUID,
        *,
        aantal: int,
        na: str | None,
        ruimte: int = MAX_PAGINA,  # noqa: ARG002  # as above
    ) -> Pagina[Klantcontact]:
        rows = {
            f"{als_tekst(contact.geregistreerd_op)}#{contact.identificatie}": replace(contact, afzender="")
            for contact in self.klantcontacten.values()
            if contact.gesprek == gesprek and not contact.beperkt
        }
        return _pagina(rows, sorted(rows), aantal, na)

    def laatste_klantcontacten(self, gesprek: UUID, count: int) -> Sequence[Klantcontact]:
        in_gesprek = [contact for contact in self.klantcontacten.values() if contact.gesprek == gesprek and not contact.beperkt]
        in_gesprek.sort(key=lambda contact: (contact.geregistreerd_op, str(contact.identificatie)))
        return [replace(contact, afzender="") for contact in in_gesprek[-count:]]

    def klantcontacten_tussen(self, van: datetime, tot: datetime, *, aantal: int, na: str | None) -> Pagina[Klantcontact]:
        return self._zoek(lambda contact: contact.opgeslagen_op or BEGIN, self.klantcontacten.values(), van, tot, aantal, na)

    @staticmethod
    def _zoek(
        tijd: Callable[[Klantcontact], datetime],
        contacten: Iterable[Klantcontact],
        van: datetime | None,
        tot: datetime | None,
        count: int,
        na: str | None,
    ) -> Pagina[Klantcontact]:
        rows = {
            f"{als_tekst(tijd(contact))}#{contact.identificatie}": replace(contact, afzender="")
            for contact in contacten
            if not contact.beperkt and (van is None or tijd(contact) >= van) and (tot is None or tijd(contact) < tot)
        }
        return _pagina(rows, sorted(rows, reverse=True), count, na)

    def is_beperkt(self, object_key: str) -> bool:
        eigenaar = UUID(object_key.split("/")[1])
        bericht = self.berichten.get(eigenaar)
        records = (self.klantcontacten.get(eigenaar), self.verzendingen.get(eigenaar))
        return (bericht is not None and bericht.beperking is not None) or any(each.beperkt for each in records if each)

    def informatieobject(self, identificatie: UUID) -> Informatieobject:
        try:
            return self.documenten[identificatie]
        except KeyError:
            raise NietGevonden("Informatieobject", identificatie) from None

    def verzending(self, identificatie: UUID) -> Verzending:
        try:
            return self.verzendingen[identificatie]
        except KeyError:
            raise NietGevonden("Verzending", identificatie) from None

    def genoemde_object_keys(self, eigenaren: Sequence[UUID]) -> set[str]:
        contacten = [self.klantcontacten[each] for each in eigenaren if each in self.klantcontacten]
        documenten = [bijlage.informatieobject for each in contacten for bijlage in each.bijlagen]
        return {
            *(self.documenten[each].object_key for each in documenten if each in self.documenten),
            *(each.inhoud.object_key for each in contacten if each.inhoud.object_key),
            *(self.verzendingen[each].object_key for each in eigenaren if each in self.verzendingen),
        }

    # -- interne taken -------------------------------------------------------------------------------------------------

    def interne_taak(self, identificatie: UUID) -> InterneTaak:
        try:
            return self.taken[identificatie]
        except KeyError:
            raise NietGevonden("Interne taak", identificatie) from None

    def taken_van(
        self, aan: Toewijzing, status: Taakstatus, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        rows = {
            f"{als_tekst(taak.toegewezen_op)}#{taak.identificatie}": taak
            for taak in self.taken.values()
            if taak.toegewezen_aan == aan and taak.status is status and not taak.beperkt
        }
        return _pagina(rows, sorted(rows, reverse=nieuwste_eerst), aantal, na)

    def taken_bij(
        self, medewerker: UUID, status: Taakstatus, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        rows = {
            f"{als_tekst(taak.toegewezen_op)}#{taak.identificatie}": taak
            for taak in self.taken.values()
            if medewerker in (taak.toegewezen_aan.medewerker, taak.behandelaar) and taak.status is status
        }
        return _pagina(rows, sorted(rows, reverse=nieuwste_eerst), aantal, na)

    def taken_te_laat(
        self, moment: datetime, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        rows = {
            f"{als_tekst(einde_van(taak.uiterlijk))}#{taak.identificatie}": taak
            for taak in self.taken.values()
            if taak.uiterlijk and taak.is_te_laat(moment)
        }
        return _pagina(rows, sorted(rows, reverse=nieuwste_eerst), aantal, na)

    def gesprekken(self, klantcontacten: Sequence[UUID]) -> dict[UUID, Taakgesprek]:
        return {each: self.taakgesprekken[each] for each in klantcontacten if each in self.taakgesprekken}

    def leg_vraag_vast(self, taak: InterneTaak, klantcontact: UUID, moment: datetime, records: Sequence[Record]) -> None:
        self._met_storing(lambda: self._leg_vraag_vast(taak, klantcontact, moment, records))

    def _leg_vraag_vast(self, taak: InterneTaak, klantcontact: UUID, moment: datetime, records: Sequence[Record]) -> None:
        self._te_verwerken(taak)
        self._bewaar_nieuw(records)
        gesprek = self.taakgesprekken.get(taak.klantcontact, Taakgesprek())
        vragen = tuple(sorted({*gesprek.vragen, Moment(moment, klantcontact)}))
        self.taakgesprekken[taak.klantcontact] = replace(gesprek, vragen=vragen)

    def meld_reactie(self, op: UUID, emailbericht: UUID, moment: datetime) -> None:
        self._met_storing(lambda: self._meld_reactie(op, emailbericht, moment))

    def _meld_reactie(self, op: UUID, emailbericht: UUID, moment: datetime) -> None:
        gesprek = self.taakgesprekken.get(op, Taakgesprek())
        reacties = tuple(sorted({*gesprek.reacties, Moment(moment, emailbericht)}))
        self.taakgesprekken[op] = replace(gesprek, reacties=reacties)

    def tel_te_laat(self, moment: datetime) -> tuple[int, datetime | None]:
        eindes = [einde_van(taak.uiterlijk) for taak in self.taken.values() if taak.uiterlijk and taak.is_te_laat(moment)]
        return len(eindes), min(eindes, default=None)

    def pak_taak_op(self, taak: InterneTaak, previous: UUID | None) -> None:
        self._met_storing(lambda: self._pak_taak_op(taak, previous))

    def _pak_taak_op(self, taak: InterneTaak, previous: UUID | None) -> None:
        huidig = self._te_verwerken(taak)
        if huidig.behandelaar != previous:
            raise Geweigerd
        self.taken[taak.identificatie] = replace(huidig, behandelaar=taak.behandelaar, behandelaar_naam=taak.behandelaar_naam)

    def verwerk_taak(self, taak: InterneTaak, records: Sequence[Record]) -> None:
        self._met_storing(lambda: self._verwerk_taak(taak, records))

    def _verwerk_taak(self, taak: InterneTaak, records: Sequence[Record]) -> None:
        self._te_verwerken(taak)
        self._bewaar_nieuw(records)
        self.taken[taak.identificatie] = taak

    def _te_verwerken(self, taak: InterneTaak) -> InterneTaak:
        huidig = self.taken.get(taak.identificatie)
        if huidig is None or huidig.status is not Taakstatus.TE_VERWERKEN:
            raise Geweigerd
        return huidig

    # -- zaken ---------------------------------------------------------------------------------------------------------

    def zaak(self, identificatie: UUID) -> Zaak:
        try:
            return self.zaken[identificatie]
        except KeyError:
            raise NietGevonden("Zaak", identificatie) from None

    def claim_zaak(self, identificatie: UUID, generatie: str, moment: datetime, bezig_tot: datetime) -> Zaak:
        zaak = self.zaken.get(identificatie)
        if zaak is None or zaak.generatie != generatie:
            raise Geweigerd
        verlopen = zaak.status is Zaakstatus.BEZIG and zaak.aan_de_beurt_op <= moment
        if zaak.status is not Zaakstatus.TE_REGISTREREN and not verlopen:
            raise Geweigerd
        bezig = replace(zaak, status=Zaakstatus.BEZIG, pogingen=zaak.pogingen + 1, aan_de_beurt_op=bezig_tot)
        self.zaken[identificatie] = bezig
        return bezig

    def meld_gemaakt(self, zaak: Zaak, url: str) -> None:
        self._werk_zaak_bij(zaak, url=url)

    def meld_met_status(self, zaak: Zaak) -> None:
        self._werk_zaak_bij(zaak, heeft_status=True)

    def meld_met_initiator(self, zaak: Zaak) -> None:
        self._werk_zaak_bij(zaak, heeft_initiator=True)

    def meld_gekoppeld(self, zaak: Zaak, count: int, geweigerd: Sequence[UUID]) -> None:
        self._werk_zaak_bij(zaak, gekoppeld=count, geweigerd=tuple(geweigerd))

    def meld_geregistreerd(self, zaak: Zaak, moment: datetime) -> None:
        self._werk_zaak_bij(zaak, status=Zaakstatus.GEREGISTREERD, geregistreerd_op=moment, reden="")

    def meld_niet_geregistreerd(self, zaak: Zaak, reden: str, *, opnieuw_op: datetime | None, moment: datetime) -> None:
        status = Zaakstatus.TE_REGISTREREN if opnieuw_op else Zaakstatus.MISLUKT
        self._werk_zaak_bij(zaak, status=status, reden=reden, aan_de_beurt_op=opnieuw_op or moment)

    def _werk_zaak_bij(self, bezig: Zaak, **changes: object) -> None:
        huidig = self.zaken.get(bezig.identificatie)
        if huidig is None or huidig.status is not Zaakstatus.BEZIG or huidig.pogingen != bezig.pogingen:
            raise Geweigerd
        self.zaken[bezig.identificatie] = replace(huidig, **changes)  # type: ignore[arg-type]

    def werk_zaak_bij(self, old: Zaak, new: Zaak) -> None:
        huidig = self.zaken.get(old.identificatie, new)
        if (huidig.status, huidig.pogingen, huidig.wijziging) != (old.status, old.pogingen, old.wijziging):
            raise Geweigerd
        self.zaken[old.identificatie] = replace(new, wijziging=old.wijziging + 1)

    def zaken_aan_de_beurt(self, status: Zaakstatus, moment: datetime) -> Iterator[Zaak]:
        rows = [zaak for zaak in self.zaken.values() if zaak.status is status and zaak.aan_de_beurt_op <= moment]
        return iter(sorted(rows, key=lambda zaak: (zaak.aan_de_beurt_op, str(zaak.identificatie))))

    def zakenlijst(self, status: Zaakstatus, *, aantal: int, na: str | None) -> Pagina[Zaak]:
        rows = {
            f"{als_tekst(zaak.aan_de_beurt_op)}#{zaak.identificatie}": zaak
            for zaak in self.zaken.values()
            if zaak.status is status and zaak.aandacht
        }
        return _pagina(rows, sorted(rows), aantal, na)

    # -- sending -------------------------------------------------------------------------------------------------------

    def claim_verzending(self, identificatie: UUID, generatie: str, bezig_tot: datetime) -> Verzending:
        verzending = self._verzending(identificatie)
        if verzending.status is not Verzendstatus.TE_VERZENDEN or verzending.generatie != generatie:
            raise Geweigerd
        bezig = replace(verzending, status=Verzendstatus.BEZIG, pogingen=verzending.pogingen + 1, aan_de_beurt_op=bezig_tot)
        self.verzendingen[identificatie] = bezig
        return bezig

    def meld_verzonden(self, verzending: Verzending, ses_bericht_id: str, moment: datetime) -> None:
        huidig = self._verzending(verzending.identificatie)
        if huidig.status is Verzendstatus.VERZONDEN or huidig.pogingen != verzending.pogingen:
            raise Geweigerd
        self.verzendingen[huidig.identificatie] = replace(
            huidig, status=Verzendstatus.VERZONDEN, ses_bericht_id=ses_bericht_id, verzonden_op=moment
        )
        self._remember(huidig, ses_bericht_id)

    def meld_niet_verzonden(self, verzending: Verzending, reden: str, *, opnieuw_op: datetime | None, moment: datetime) -> None:
        status = Verzendstatus.TE_VERZENDEN if opnieuw_op else Verzendstatus.MISLUKT
        self._sluit(verzending, status=status, reden=reden, aan_de_beurt_op=opnieuw_op or moment)

    def meld_onbekend(self, verzending: Verzending, reden: str, moment: datetime) -> None:
        self._sluit(verzending, status=Verzendstatus.ONBEKEND, reden=reden, aan_de_beurt_op=moment)

    def meld_achtergebleven(self, verzending: Verzending, reden: str, moment: datetime) -> None:
        huidig = self._verzending(verzending.identificatie)
        if huidig.status is not Verzendstatus.TE_VERZENDEN or huidig.generatie != verzending.generatie:
            raise Geweigerd
        self.verzendingen[huidig.identificatie] = replace(
            huidig, status=Verzendstatus.ONBEKEND, reden=reden, aan_de_beurt_op=moment
        )

    def meld_onbruikbaar(self, identificatie: UUID, reden: str, moment: datetime) -> None:
        verzending = self._verzending(identificatie)
        if verzending.status is not Verzendstatus.TE_VERZENDEN:
            raise Geweigerd
        self.verzendingen[identificatie] = replace(verzending, status=Verzendstatus.MISLUKT, reden=reden, aan_de_beurt_op=moment)

    def werk_verzending_bij(self, old: Verzending, new: Verzending) -> None:
        self._met_storing(lambda: self._werk_verzending_bij(old, new))

    def _werk_verzending_bij(self, old: Verzending, new: Verzending) -> None:
        huidig = self._verzending(old.identificatie)
        if (huidig.status, huidig.pogingen, huidig.wijziging) != (old.status, old.pogingen, old.wijziging):
            raise Geweigerd
        self.verzendingen[old.identificatie] = replace(new, wijziging=old.wijziging + 1)
        if new.ses_bericht_id:
            self._remember(new, new.ses_bericht_id)

    def _remember(self, verzending: Verzending, ses_bericht_id: str) -> None:
        for each in filter(None, (ses_bericht_id, verzending.bericht_id, verzending.kenmerk)):
            self.berichtids[_same_at_ses(each)] = (verzending.identificatie, ses_bericht_id)

    def verzendingen_aan_de_beurt(self, status: Verzendstatus, moment: datetime) -> Iterator[Verzending]:
        rows = [v for v in self.verzendingen.values() if v.aandacht == status.value and v.aan_de_beurt_op <= moment]
        return iter(sorted(rows, key=lambda v: (v.aan_de_beurt_op, str(v.identificatie))))

    def verzendingenlijst(self, lijsten: Sequence[str], *, aantal: int, na: str | None) -> Pagina[Verzending]:
        rows = {
            f"{als_tekst(v.aan_de_beurt_op)}#{v.identificatie}": v for v in self.verzendingen.values() if v.aandacht in lijsten
        }
        return _pagina(rows, sorted(rows), aantal, na)

    def bewaar_stand(self, stand: Stand) -> None:
        self.gezien = stand

    def stand(self) -> Stand | None:
        return self.gezien

    # -- shared --------------------------------------------------------------------------------------------------------

    def _met_storing(self, write: Callable[[], None]) -> None:
        """A write that others may come before, and that may go wrong, with or without its effect."""
        if self.meanwhile:
            self.meanwhile.pop(0)()
        storing = self.storingen.pop(0) if self.storingen else None
        if storing is None or storing.opgeslagen:
            write()
        if storing is not None:
            raise storing.fout

    def _bewaar_nieuw(self, records: Sequence[Record]) -> None:
        used = {each.identificatie for each in records if isinstance(each, Uploadgebruik)} & self.gebruikt.keys()
        if used:
            raise UploadGebruikt(used)
        if any(record.identificatie in self._soort(record) for record in records):
            raise Geweigerd
        for record in records:
            self._soort(record)[record.identificatie] = record

    def _bericht(self, identificatie: UUID) -> Emailbericht:
        """Return the mail as DynamoDB's conditions see it: a mail that is not there meets none."""
        if identificatie not in self.berichten:
            raise Geweigerd
        return self.berichten[identificatie]

    def _onder(self, identificatie: UUID, inzage: UUID) -> Emailbericht:
        bericht = self._bericht(identificatie)
        geldig = bericht.status is Berichtstatus.IN_BEHANDELING and bericht.inzage and bericht.inzage.identificatie == inzage
        if not geldig:
            raise Geweigerd
        return bericht

    def _bewaar(self, bericht: Emailbericht) -> Emailbericht:
        self.berichten[bericht.identificatie] = bericht
        return bericht

    def _verzending(self, identificatie: UUID) -> Verzending:
        if identificatie not in self.verzendingen:
            raise Geweigerd
        return self.verzendingen[identificatie]

    def _sluit(self, bezig: Verzending, **changes: object) -> None:
        huidig = self._verzending(bezig.identificatie)
        if huidig.status is not Verzendstatus.BEZIG or huidig.pogingen != bezig.pogingen:
            raise Geweigerd
        self.verzendingen[bezig.identificatie] = replace(huidig, **changes)  # type: ignore[arg-type]


def _same_at_ses(message_id: str) -> str:
    """SES's own Message-IDs are the same under each of its domains."""
    voor, _, domein = message_id.rpartition("@")
    return f"{voor}@amazonses.com>" if domein.endswith(".amazonses.com>") else message_id


def _heeft(bericht: Emailbericht, medewerker: UUID, moment: datetime) -> bool:
    claim = bericht.claim_op(moment)
    return claim is not None and claim.medewerker == medewerker


def _pagina[T](rows: dict[str, T], volgorde: list[str], count: int, na: str | None) -> Pagina[T]:
    begin = volgorde.index(na) + 1 if na else 0
    page = volgorde[begin : begin + count]
    meer = len(volgorde) > begin + count
    return Pagina(tuple(rows[key] for key in page), page[-1] if meer else None)


@dataclass
class FakePostkantoor:
    """A SES that gives the answers it was told to give, then accepts everything, and keeps what really left."""

    antwoorden: list[Verzonden | NietVerzonden | MisschienVerzonden] = field(default_factory=list)
    weg: list[tuple[Verzending, bytes]] = field(default_factory=list)

    def verstuur(self, verzending: Verzending, mail: bytes) -> Verzonden | NietVerzonden | MisschienVerzonden:
        antwoord = self.antwoorden.pop(0) if self.antwoorden else Verzonden(f"<{len(self.weg)}@eu-west-1.amazonses.com>")
        if isinstance(antwoord, Verzonden):
            self.weg.append((verzending, mail))
        return antwoord


@dataclass
class FakeZaaksysteem:
    """A ZGW system that gives the answers it was told to give, then makes everything, and keeps what it was asked."""

    met_documenten: bool = True
    met_catalogus: bool = False
    antwoorden: list[Gemaakt | NietGemaakt] = field(default_factory=list)
    gevraagd: list[tuple[UUID, bool]] = field(default_factory=list)
    """Identificatie of the zaak or document, and whether it may have been made before."""
    gegeven: list[tuple[str, str]] = field(default_factory=list)
    """The kind of thing that a zaak got beside documents, and the URL of the zaak."""
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    """The deeds during each of the next calls."""
    bestaand: list[BestaandeZaak] = field(default_factory=list)
    """The zaken that are there already."""
    niet_gelezen: NietGelezen | None = None
    """The answer to whoever looks one up; None when it tells."""

    def zoek(self, verwijzing: Zaakverwijzing) -> Sequence[BestaandeZaak] | NietGelezen:
        if self.niet_gelezen:
            return self.niet_gelezen
        if verwijzing.url:
            return [each for each in self.bestaand if each.url == verwijzing.url]
        return [each for each in self.bestaand if each.identificatie == verwijzing.identificatie]

    def maak_zaak(self, zaak: Zaak, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        return self._antwoord(zaak.identificatie, herhaling=herhaling)

    def zet_status(self, zaak: Zaak) -> Gemaakt | NietGemaakt:
        return self._geef("status", zaak)

    def zet_initiator(self, zaak: Zaak) -> Gemaakt | NietGemaakt:
        return self._geef("initiator", zaak)

    def _geef(self, what: str, zaak: Zaak) -> Gemaakt | NietGemaakt:
        self.gegeven.append((what, zaak.url))
        return self.antwoorden.pop(0) if self.antwoorden else Gemaakt(f"{zaak.url}/{what}")

    def koppel(self, zaak: str, document: Informatieobject, inhoud: bytes, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        assert zaak
        assert len(inhoud) == document.bestandsomvang
        return self._antwoord(document.identificatie, herhaling=herhaling)

    def _antwoord(self, identificatie: UUID, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        self.gevraagd.append((identificatie, herhaling))
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return self.antwoorden.pop(0) if self.antwoorden else Gemaakt(f"https://zaken.example/{identificatie}")


@dataclass
class FakeUitvoering:
    """A Lambda that keeps what it was asked to start."""

    ingenomen: list[Melding] = field(default_factory=list)
    verzonden: list[UUID] = field(default_factory=list)
    geregistreerd: list[UUID] = field(default_factory=list)
    unwilling: set[str | UUID] = field(default_factory=set)
    """SES's ids of mails, and verzendingen, whose start fails."""

    def neem_in(self, melding: Melding) -> None:
        self._mag(melding.ses_bericht_id)
        self.ingenomen.append(melding)

    def verzend(self, verzending: UUID) -> None:
        self._mag(verzending)
        self.verzonden.append(verzending)

    def registreer(self, zaak: UUID) -> None:
        self.geregistreerd.append(zaak)

    def _mag(self, what: str | UUID) -> None:
        if what in self.unwilling:
            raise ConnectionError("refused")


@dataclass
class FakeWachtrijen:
    inhoud: dict[str, int] = field(default_factory=dict)

    def aantallen(self) -> dict[str, int]:
        return self.inhoud
