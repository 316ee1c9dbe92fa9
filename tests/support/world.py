"""The world around Klantmail: SES on both sides, what starts the functions, agents,
beheerders, time; all of it can go wrong.

Outside truth is kept apart from what Klantmail stores: the mails that SES accepted at the door, and what it was asked
to send. `tests/support/promises.py` compares the two.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from hashlib import sha256
from typing import Final, cast
from uuid import UUID

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort
from klantmail.domain.concept import Voorwaarde
from klantmail.domain.document import Informatieobject, Upload
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Heropening, Melding, Ontleedstand, Verdicts
from klantmail.domain.fouten import KlantmailFout, OngeldigeInvoer, SleutelHergebruikt, Toestandsfout
from klantmail.domain.identificatie import emailbericht_id, uitkomst_id
from klantmail.domain.interne_taak import KCC_EENHEID, InterneTaak, Taakstatus, Toewijzing
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.notitie import Notitie
from klantmail.domain.verzending import Hervatkeuze, Verzending, Verzendstatus
from klantmail.domain.zaak import BestaandeZaak, Zaak, Zaakkeuze, Zaakverwijzing
from klantmail.ports.postkantoor import MisschienVerzonden, NietVerzonden, Verzonden
from klantmail.ports.repositories import Record
from klantmail.ports.zaaksysteem import Gemaakt, NietGelezen, NietGemaakt
from klantmail.usecases.afhandeling.afhandelen import Afgehandeld
from klantmail.usecases.afhandeling.eerder_bericht import OpgeslagenBericht
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from klantmail.usecases.afhandeling.taken import Oppakken, Teruggeven
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.afhandeling.uitkomsten.zaakkoppeling import Zaakkoppeling
from klantmail.usecases.afhandeling.verplaatsen import Verplaatsopdracht
from klantmail.usecases.afhandeling.vervolgstap import Stapverzoek
from klantmail.usecases.beheer.beperken import Beperker
from klantmail.usecases.beheer.zaken import Zaakbeslissing
from klantmail.usecases.nazorg.bezorgen import Bezorggebeurtenis, Gebeurtenissoort
from klantmail.usecases.ontvangst.plek import intake_key
from ontleden.lezen import ontleed
from ontleden.ontleding import Ontleding
from tests.support.builders import (
    ANDER_POSTVAK,
    ANNA,
    BEHEER,
    BRAM,
    DAAN,
    EENHEDEN,
    EVA,
    FLOOR,
    GENERATIE,
    GOED,
    KLACHT,
    POSTVAK,
    VRAAG,
    WACHTTIJD_INTAKE,
    ZAAKLEASE,
    Gemeente,
    bestaande_zaak,
    bezorgbericht,
    melding,
)
from tests.support.conversation import reactie
from tests.support.fake_privacy import NepBeperkingen
from tests.support.fakes import NepKlok, NepPostkantoor, NepRepositories, NepZaaksysteem
from tests.support.misfortune import Died, Fate, Misfortune, Outage
from tests.support.outcomes import (
    GEEN_INZAGE,
    TAAKEINDEN,
    TAAKVRAAG,
    UITKOMSTEN,
    VERVOLGBERICHT,
    Verzoek,
    genoemd,
    neemt_bijlagen_mee,
    verteld,
    vraag_burger,
    vraag_uitkomst,
    vraag_vervolg,
)

MEDEWERKERS: Final = (ANNA, BRAM, BEHEER)
BEHANDELAARS: Final = (DAAN, EVA, FLOOR)
HANNA: Final = replace(ANNA, identificatie=UUID(int=18), naam="Hanna", rollen=frozenset({Rol.PRIVACYFUNCTIONARIS}))
_OPEN: Final = (Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING)
LEASE: Final = timedelta(seconds=90)
DURATIONS: Final = (
    timedelta(seconds=1),
    LEASE,
    WACHTTIJD_INTAKE,
    CLAIMDUUR - timedelta(milliseconds=1),
    CLAIMDUUR,
    timedelta(hours=6),
)
HEADERS_OF_SES: Final = (
    b"Received: from mail.burger.example ([192.0.2.10])\r\n"
    b" by inbound-smtp.eu-west-1.amazonaws.com with SMTP id abc for info@gemeente.example; Tue, 24 Nov 2026 08:55:03 +0000\r\n"
    b"X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
)
NOTITIES: Final = ("NOTITIE: belt morgen terug", "NOTITIE: is al boos geweest")
"""Words of colleagues, which no citizen may get."""
POISON: Final = b"X-Gif: dit kost de lezer zijn leven"
POST: Final[tuple[tuple[bytes, Verdicts], ...]] = (
    (HEADERS_OF_SES + VRAAG, GOED),
    (VRAAG, GOED),
    (HEADERS_OF_SES + VRAAG, replace(GOED, spam="FAIL")),
    (HEADERS_OF_SES + VRAAG + POISON, GOED),
    (b"", GOED),
)
"""An ordinary mail, one without SES's headers, spam, one that kills the reader, and nothing at all."""


@lru_cache(maxsize=32)
def read_once(bron: bytes) -> Ontleding:
    return ontleed(bron)


def lees(bron: bytes) -> Ontleding:
    """The reader; one mail kills it."""
    if POISON in bron:
        raise Died
    return read_once(bron)


class Mood(StrEnum):
    """The mood in which SES, or the Zaken API, takes what it is asked."""

    ACCEPTS = "accepts"
    ANSWER_LOST = "accepts, and the answer is lost"
    BROKEN = "breaks down with no effect"
    BUSY = "refuses for now"
    REFUSES = "refuses"


@dataclass(frozen=True)
class Request:
    """One SendEmail that reached SES."""

    van: Verzending
    """The attempt, as it was claimed."""
    mail: bytes
    mood: Mood
    moment: datetime
    bericht_id: str

    @property
    def verzending(self) -> UUID:
        return self.van.identificatie

    @property
    def weg(self) -> bool:
        """True when the mail left."""
        return self.mood in {Mood.ACCEPTS, Mood.ANSWER_LOST}

    @property
    def geweigerd(self) -> bool:
        """True when SES definitely refused it."""
        return self.mood in {Mood.BUSY, Mood.REFUSES}


@dataclass
class NepSes(NepPostkantoor):
    """A SES that remembers what really happened, whatever it answered."""

    mood: Mood = Mood.ACCEPTS
    requests: list[Request] = field(default_factory=list)
    klok: Callable[[], datetime] = field(default_factory=NepKlok)

    def verstuur(self, verzending: Verzending, mail: bytes) -> Verzonden | NietVerzonden | MisschienVerzonden:
        bericht_id = f"<{len(self.requests)}@eu-west-1.amazonses.com>"
        self.requests.append(Request(verzending, mail, self.mood, self.klok(), bericht_id))
        match self.mood:
            case Mood.ACCEPTS:
                return Verzonden(bericht_id)
            case Mood.ANSWER_LOST:
                return MisschienVerzonden("ReadTimeoutError")
            case Mood.BROKEN:
                return MisschienVerzonden("InternalFailure (500)")
            case Mood.BUSY:
                return NietVerzonden("TooManyRequestsException", tijdelijk=True)
            case Mood.REFUSES:
                return NietVerzonden("MessageRejected", tijdelijk=False)


@dataclass
class NepZaken(NepZaaksysteem):
    """A Zaken API that remembers what it really made, whatever it answered, and makes again what it is asked again.

    So it does less than the ZGW standard asks, by which no identificatie is taken twice: only looking first prevents a
    second.
    """

    mood: Mood = Mood.ACCEPTS
    zaken: list[tuple[str, UUID]] = field(default_factory=list)
    """URL and identificatie of every zaak that was made."""
    koppelingen: list[tuple[str, UUID]] = field(default_factory=list)
    """Each tie that was made: the URL of the zaak, and the identificatie of the document."""

    def zoek(self, verwijzing: Zaakverwijzing) -> Sequence[BestaandeZaak] | NietGelezen:
        match self.mood:
            case Mood.ACCEPTS:
                return super().zoek(verwijzing)
            case Mood.ANSWER_LOST | Mood.BROKEN | Mood.BUSY:
                return NietGelezen("503", tijdelijk=True)
            case Mood.REFUSES:
                return NietGelezen("403", tijdelijk=False)

    def maak_zaak(self, zaak: Zaak, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        if herhaling:
            for url, identificatie in self.zaken:
                if identificatie == zaak.identificatie:
                    return Gemaakt(url)
        url = f"https://zaken.example/{len(self.zaken)}"
        return self._maak(url, lambda: self.zaken.append((url, zaak.identificatie)))

    def koppel(self, zaak: str, document: Informatieobject, inhoud: bytes, *, herhaling: bool) -> Gemaakt | NietGemaakt:
        assert sha256(inhoud).hexdigest() == document.sha256
        url, koppeling = f"https://documenten.example/{document.identificatie}", (zaak, document.identificatie)
        if herhaling and koppeling in self.koppelingen:
            return Gemaakt(url)
        return self._maak(url, lambda: self.koppelingen.append(koppeling))

    def _maak(self, url: str, maak: Callable[[], None]) -> Gemaakt | NietGemaakt:
        match self.mood:
            case Mood.ACCEPTS:
                maak()
                return Gemaakt(url)
            case Mood.ANSWER_LOST:
                maak()
                return NietGemaakt("ReadTimeout", tijdelijk=True)
            case Mood.BROKEN | Mood.BUSY:
                return NietGemaakt("503", tijdelijk=True)
            case Mood.REFUSES:
                return NietGemaakt("400", tijdelijk=False)


@dataclass
class Tabel(NepRepositories):
    """A table that remembers which request stored what, and what people decided. It can be set back to a backup."""

    door: dict[UUID, Verzoek] = field(default_factory=dict)
    """The request that ended this e-mailbericht or task, or stored this klantcontact of a vervolgbericht."""
    nu: Verzoek | None = None
    """The request that is being made."""
    stroom: list[Verzending | Zaak] = field(default_factory=list)
    """Every verzending and every zaak as it was when it was stored."""
    ongedaan: list[Verzoek] = field(default_factory=list)
    """The closings that were undone."""
    nog_eens: Counter[UUID] = field(default_factory=Counter)
    """The number of times that a person had a verzending sent that may have left, or
    a zaak registered that may be there.

    It was resumed, or made again on a table that was set back.
    """

    @contextmanager
    def tijdens(self, verzoek: Verzoek) -> Iterator[None]:
        """Store everything inside for this request; others that come between have their own."""
        vorige, self.nu = self.nu, verzoek
        try:
            yield
        finally:
            self.nu = vorige

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
        super().handel_af(emailbericht, inzage, afhandeling, records, dubbelen=dubbelen, gebruikt=gebruikt)
        self._onthoud_verzoek(emailbericht)

    def verwerk_taak(self, taak: InterneTaak, records: Sequence[Record]) -> None:
        super().verwerk_taak(taak, records)
        self._onthoud_verzoek(taak.identificatie)

    def heropen(self, bericht: Emailbericht, heropening: Heropening) -> None:
        super().heropen(bericht, heropening)
        ongedaan = self.door.pop(bericht.identificatie, None)  # None: it was closed in quarantine
        if ongedaan is not None:
            self.ongedaan.append(ongedaan)

    def leg_vervolg_vast(self, emailbericht: UUID, op: UUID, records: Sequence[Record]) -> None:
        super().leg_vervolg_vast(emailbericht, op, records)
        self._onthoud_verzoek(next(een.identificatie for een in records if isinstance(een, Klantcontact)))

    def leg_vraag_vast(self, taak: InterneTaak, klantcontact: UUID, moment: datetime, records: Sequence[Record]) -> None:
        super().leg_vraag_vast(taak, klantcontact, moment, records)
        self._onthoud_verzoek(klantcontact)

    def werk_zaak_bij(self, oud: Zaak, nieuw: Zaak) -> None:
        super().werk_zaak_bij(oud, nieuw)
        if oud.generatie != nieuw.generatie:
            self.nog_eens[oud.identificatie] += 1

    def gedaan(self, verzoek: Verzoek) -> UUID | None:
        """Return what this request ended or made, as it is stored."""
        if verzoek.wat in {VERVOLGBERICHT, TAAKVRAAG}:
            return next((wat for wat, door in self.door.items() if door == verzoek), None)
        return verzoek.van if self.door.get(verzoek.van) == verzoek else None

    def _onthoud_verzoek(self, wat: UUID) -> None:
        assert self.nu is not None
        self.door[wat] = self.nu

    def _bewaar_nieuw(self, records: Sequence[Record]) -> None:
        super()._bewaar_nieuw(records)
        nieuw = [record for record in records if isinstance(record, Verzending | Zaak)]
        eerder = {een.identificatie for een in self.stroom}
        self.nog_eens.update(een.identificatie for een in nieuw if een.identificatie in eerder)
        self.stroom += nieuw

    def werk_verzending_bij(self, oud: Verzending, nieuw: Verzending) -> None:
        super().werk_verzending_bij(oud, nieuw)
        besloten = nieuw.hervattingen[len(oud.hervattingen) :]
        twijfel = oud.status is Verzendstatus.ONBEKEND or oud.generatie != nieuw.generatie
        if twijfel and any(een.keuze is Hervatkeuze.OPNIEUW for een in besloten):
            self.nog_eens[oud.identificatie] += 1

    def reservekopie(self) -> Mapping[str, object]:
        return {naam: copy(getattr(self, naam)) for naam in _IN_DE_TABEL}

    def zet_terug(self, kopie: Mapping[str, object]) -> None:
        for naam, inhoud in kopie.items():
            setattr(self, naam, copy(inhoud))


_IN_DE_TABEL: Final = {veld.name for veld in fields(NepRepositories)} - {"storingen", "tussendoor"} | {"door"}


@dataclass(frozen=True)
class Brief:
    """A mail that SES accepted at the door."""

    postvak: str
    melding: Melding
    mail: bytes
    op: Request | None
    """The mail of ours that it answers."""


@dataclass(frozen=True)
class Deed:
    """A deed of somebody, with numbers that choose who, what and how among what there is then."""

    soort: str
    """A key of `DEEDS`."""
    een: int = 0
    twee: int = 0
    drie: int = 0


type Plan = Mapping[int, Misfortune | tuple[Deed, ...]]
CALM: Final[Plan] = {}


def met_andere_poorten[T](gebruik: T, poorten: Sequence[tuple[object, object]]) -> T:
    """The same use case, with the second of each pair wherever it uses the first, also deeper."""
    for oud, nieuw in poorten:
        if gebruik is oud:
            return cast(T, nieuw)
    if not type(gebruik).__module__.startswith("klantmail.") or not is_dataclass(gebruik) or isinstance(gebruik, type):
        return gebruik
    waarden = {veld.name: met_andere_poorten(getattr(gebruik, veld.name), poorten) for veld in fields(gebruik)}
    return cast(T, replace(gebruik, **waarden))


def met_generatie[T](gebruik: T, generatie: str) -> T:
    """The same use case of another generation of the table, also deeper."""
    if not type(gebruik).__module__.startswith("klantmail.") or not is_dataclass(gebruik) or isinstance(gebruik, type):
        return gebruik
    waarden = {
        veld.name: generatie if veld.name == "generatie" else met_generatie(getattr(gebruik, veld.name), generatie)
        for veld in fields(gebruik)
    }
    return cast(T, replace(gebruik, **waarden))


class World:
    """One municipality and all that can happen to it. Every number is taken modulo what there is to choose from."""

    def __init__(self) -> None:
        self.fate = Fate()
        self.gemeente = Gemeente(bevestigd=(ANDER_POSTVAK,))
        self.ses, self.tabel = NepSes(klok=self.gemeente.klok), Tabel(bekend=dict(self.gemeente.register.bekend))
        self.zaken = NepZaken(bestaand=list(self.gemeente.zaaksysteem.bestaand))
        self._wrap_ports()
        self.brieven: list[Brief] = []
        self.inzagen: list[tuple[UUID, UUID, Medewerker]] = []
        self.beloofd: dict[Verzoek, tuple[UUID | None, ...]] = {}
        """The answer that each confirmed request got; a repetition must hear the same."""
        self.uploads = {medewerker: self._legt_klaar(medewerker) for medewerker in (*MEDEWERKERS, *BEHANDELAARS)}
        self.genoteerd: dict[tuple[UUID, UUID, str], Notitie] = {}
        """The note that each confirmed request got."""
        self.generatie = GENERATIE
        self.teruggezet: set[UUID] = set()
        """The e-mailberichten of mails that came in after the backup: only the archive has them still."""

    def _legt_klaar(self, medewerker: Medewerker) -> tuple[UUID, UUID]:
        """Two files that this medewerker put ready; no other file is the same."""
        uploads = tuple(Upload(self.gemeente.ids(), "kaart.pdf", "application/pdf", 36) for _ in range(2))
        for upload in uploads:
            inhoud = str(upload.identificatie).encode()
            self.gemeente.uploads.objecten[medewerker.identificatie, upload.identificatie] = (upload, inhoud)
        een, ander = uploads
        return een.identificatie, ander.identificatie

    def _wrap_ports(self) -> None:
        """Have every use case work on the ports of this world, and every call of them go wrong when fate says so."""
        gemeente, wrap = self.gemeente, self.fate.wrap
        poorten = (
            (gemeente.register, wrap(self.tabel)),
            (gemeente.postkantoor, wrap(self.ses)),
            (gemeente.zaaksysteem, wrap(self.zaken)),
            (gemeente.archief, wrap(gemeente.archief)),
            (gemeente.uploads, wrap(gemeente.uploads)),
            (gemeente.intake, wrap(gemeente.intake)),
            (gemeente.uitvoering, wrap(gemeente.uitvoering)),
            (gemeente.wachtrijen, wrap(gemeente.wachtrijen)),
            (ontleed, self.fate.wrap_call("lees_mail", lees)),
        )
        for naam, gebruik in vars(gemeente).items():
            if type(gebruik).__module__.startswith("klantmail."):
                setattr(gemeente, naam, met_andere_poorten(gebruik, poorten))
        gemeente.register, gemeente.postkantoor, gemeente.zaaksysteem = self.tabel, self.ses, self.zaken
        register, beperkingen = wrap(self.tabel), wrap(NepBeperkingen(self.tabel))
        self.beperker = Beperker(
            klantcontacten=register,
            emailberichten=register,
            dossiers=beperkingen,
            beperkingen=beperkingen,
            klok=gemeente.klok,
            slaap=gemeente.geslapen.append,
        )

    # -- the outside ---------------------------------------------------------------------------------------------------

    def komt_binnen(self, post: int, naam: int, postvak: int) -> None:
        """SES accepts a mail and puts it in the intake bucket. Its event may come, or not, or often."""
        mail, verdicts = POST[post % len(POST)]
        self._bezorg(mail, verdicts, naam, postvak, None)

    def _bezorg(self, mail: bytes, verdicts: Verdicts, naam: int, postvak: int, op: Request | None) -> None:
        gekozen = (POSTVAK, ANDER_POSTVAK)[postvak % 2]
        for gelijk in (b"<vraag-1@", b"<r-1@"):  # else it would be the same mail
            mail = mail.replace(b"Message-ID: " + gelijk, b"Message-ID: %s-%d-%d@" % (gelijk[:-1], naam, postvak % 2))
        self._neem_aan(Brief(gekozen, replace(melding(f"ses-{naam}", ontvangers=(gekozen,)), verdicts=verdicts), mail, op))

    def komt_nog_eens(self, nummer: int, naam: int, postvak: int) -> None:
        """The very same mail comes in again, in this postvak or in another: it was sent to both, or sent twice."""
        if self.brieven:
            eerder, gekozen = self.brieven[nummer % len(self.brieven)], (POSTVAK, ANDER_POSTVAK)[postvak % 2]
            gemeld = replace(melding(f"ses-{naam}", ontvangers=(gekozen,)), verdicts=eerder.melding.verdicts)
            self._neem_aan(replace(eerder, postvak=gekozen, melding=gemeld))

    def _neem_aan(self, brief: Brief) -> None:
        gekozen, naam = brief.postvak, brief.melding.ses_bericht_id
        if any((een.postvak, een.melding.ses_bericht_id) == (gekozen, naam) for een in self.brieven):
            return
        self.brieven.append(brief)
        object_key = intake_key(gekozen, naam)
        self.gemeente.intake.objecten[object_key] = brief.mail
        self.gemeente.intake.sinds[object_key] = self.gemeente.klok()

    def burger_antwoordt(self, nummer: int, naam: int, postvak: int) -> None:
        """A citizen, or an authority, writes back to a mail that really left, whether Klantmail knows that or not."""
        weg = [request for request in self.ses.requests if request.weg]
        if weg:
            op = weg[nummer % len(weg)]
            self._bezorg(HEADERS_OF_SES + reactie(op.bericht_id), GOED, naam, postvak, op)

    def mail_komt_terug(self, nummer: int, naam: int, postvak: int) -> None:
        """A mail system reports by mail that a mail of ours, which really left, was refused."""
        weg = [request for request in self.ses.requests if request.weg]
        if weg:
            op = weg[nummer % len(weg)]
            self._bezorg(HEADERS_OF_SES + bezorgbericht(op.bericht_id, op.van.naar[0]), GOED, naam, postvak, None)

    def wacht(self, duur: int) -> None:
        self.gemeente.klok.vooruit(DURATIONS[duur % len(DURATIONS)])

    def ses_wordt(self, mood: int) -> None:
        self.ses.mood = list(Mood)[mood % len(Mood)]

    def zaaksysteem_wordt(self, mood: int) -> None:
        self.zaken.mood = list(Mood)[mood % len(Mood)]

    # -- functions: whatever they raise, their platform offers the same again, or not ----------------------------------

    def neemt_in(self, brief: int, plan: Plan = CALM) -> None:
        """SES's own event of a mail, also of one that was taken in long ago."""
        if not self.brieven:
            return
        gekozen = self.brieven[brief % len(self.brieven)]
        vooraf = self._van(gekozen)
        bekend = gekozen.op and any(een.ses_bericht_id == gekozen.op.bericht_id for een in self.tabel.verzendingen.values())
        gelukt = self._function(plan, partial(self.gemeente.ontvanger.neem_in, gekozen.melding, gekozen.postvak))
        if not gelukt or plan or (vooraf is not None and vooraf.ontleedstand is not Ontleedstand.ONTBREEKT):
            return
        bericht = self._van(gekozen)
        if bericht is not None and bericht.ontleedstand is Ontleedstand.GEREED:
            assert bericht.envelop.verband or not bekend, "an answer to ours that is not tied to it"

    def _van(self, brief: Brief) -> Emailbericht | None:
        return self.tabel.berichten.get(emailbericht_id(brief.postvak, brief.melding.ses_bericht_id))

    def ronde(self, plan: Plan = CALM) -> None:
        self._function(plan, self.gemeente.vangnet.ronde)

    def start(self, nummer: int, plan: Plan = CALM) -> None:
        """Run what the vangnet started, in any order, any number of times."""
        gestart = self._started()
        if gestart:
            gestart[nummer % len(gestart)](plan)

    def _started(self) -> list[Callable[[Plan], object]]:
        gemeente, uitvoering = self.gemeente, self.gemeente.uitvoering

        def functie(werk: Callable[[], object], duur: timedelta = timedelta.max) -> Callable[[Plan], object]:
            return lambda plan: self._function(plan, werk, duur)

        return [
            *(functie(partial(gemeente.ontvanger.neem_in, een, een.ontvangers[0])) for een in uitvoering.ingenomen),
            *(functie(partial(gemeente.verzender.verzend_op_naam, een)) for een in uitvoering.verzonden),
            *(functie(partial(gemeente.registreerder.registreer_op_naam, een), ZAAKLEASE) for een in uitvoering.geregistreerd),
        ]

    def stroomt(self, nummer: int, plan: Plan = CALM) -> None:
        """A record of the table's stream, also one of before a backup was put back."""
        if self.tabel.stroom:
            record = self.tabel.stroom[nummer % len(self.tabel.stroom)]
            if isinstance(record, Zaak):
                self._function(plan, partial(self.gemeente.registreerder.registreer, record), ZAAKLEASE)
            else:
                self._function(plan, partial(self.gemeente.verzender.verzend, record))

    def ses_meldt(self, nummer: int, soort: int, plan: Plan = CALM) -> None:
        """An event of SES about a mail that left."""
        weg = [request for request in self.ses.requests if request.weg]
        if not weg:
            return
        request, gekozen = weg[nummer % len(weg)], list(Gebeurtenissoort)[soort % len(Gebeurtenissoort)]
        gebeurtenis = Bezorggebeurtenis(
            soort=gekozen,
            verzending=request.verzending,
            poging=request.van.pogingen,
            bericht_id=request.bericht_id,
            verzonden_op=request.moment,
            tijdstip=self.gemeente.klok(),
            ontvangers=tuple((adres, "") for adres in request.van.naar),
        )
        self._function(plan, partial(self.gemeente.bezorger.verwerk, gebeurtenis))

    def _function(self, plan: Plan, werk: Callable[[], object], duur: timedelta = timedelta.max) -> bool:
        """One invocation. Whether it ended well.

        Args:
            duur: after which its platform ends it.
        """
        begin = self.gemeente.klok()
        with self.fate.process(self._course(plan), lambda: self.gemeente.klok() - begin >= duur):
            try:
                werk()
            except (KlantmailFout, Outage, Died):
                return False
        return True

    # -- people --------------------------------------------------------------------------------------------------------

    def opent(self, wie: int, bericht: int, plan: Plan = CALM) -> None:
        gekozen, medewerker = self._bericht(bericht), MEDEWERKERS[wie % len(MEDEWERKERS)]
        if gekozen is None:
            return
        vooraf = self.tabel.berichten[gekozen]
        houder = vooraf.claim_op(self.gemeente.klok())
        with self.fate.process(self._course(plan)):
            try:
                geopend = self.gemeente.inziener.open(gekozen, medewerker)
            except (KlantmailFout, Outage, Died):
                return
        self.inzagen.append((gekozen, geopend.inzage.identificatie, medewerker))
        if not plan:
            assert houder is None or houder.medewerker == medewerker.identificatie, "a held mail was given to another"
        assert geopend.inzage.medewerker == medewerker.identificatie

    def legt_terug(self, wie: int, bericht: int, plan: Plan = CALM) -> None:
        gekozen = self._bericht(bericht)
        if gekozen is not None:
            medewerker = MEDEWERKERS[wie % len(MEDEWERKERS)]
            self._function(plan, lambda: self.gemeente.inziener.leg_terug(gekozen, medewerker))

    def handelt_af(self, inzage: int, wat: int, hoe: int, plan: Plan = CALM) -> None:
        """An agent ends a mail; `hoe` chooses the Idempotency-Key, the text and the uploads that go along."""
        if not self.inzagen:
            return
        bericht, identificatie, medewerker = self.inzagen[inzage % len(self.inzagen)]
        naam = list(UITKOMSTEN)[wat % len(UITKOMSTEN)]
        verzoek = self._verzoek(naam, bericht, medewerker, hoe, identificatie, met_bijlagen=neemt_bijlagen_mee(naam))
        elders = "antwoord" in UITKOMSTEN[naam] and self._elders_afgehandeld(bericht)
        mag, al_gedaan = self._telt(bericht, identificatie) and not elders, self.tabel.gedaan(verzoek)
        self._vraagt(verzoek, partial(vraag_uitkomst, self.gemeente, verzoek), plan, mag=mag)
        assert plan or not elders or self.tabel.gedaan(verzoek) == al_gedaan, "answered twice, and nobody confirmed it"

    def _elders_afgehandeld(self, bericht: UUID) -> bool:
        """Tell whether the same mail has its outcome elsewhere: to answer it too needs a confirmation."""
        dubbelen = self.tabel.berichten[bericht].dubbelen if bericht in self.tabel.berichten else ()
        return any(een.is_elders_afgehandeld for een in self.tabel.emailberichten_van(dubbelen))

    def noteert(self, waarover: int, wie: int, hoe: int, plan: Plan = CALM) -> None:
        """A colleague writes a note on a mail or a task; `hoe` chooses the Idempotency-Key and the text."""
        over = (*self.tabel.berichten, *self.tabel.taken)
        if not over:
            return
        medewerkers = (*MEDEWERKERS, *BEHANDELAARS)
        gekozen, medewerker = over[waarover % len(over)], medewerkers[wie % len(medewerkers)]
        key, tekst = "ab"[hoe % 2], NOTITIES[hoe // 2 % 2]
        wat = (gekozen, medewerker.identificatie, key)
        with self.fate.process(self._course(plan)):
            try:
                notitie = self.gemeente.notitieblok.schrijf(gekozen, medewerker, key, tekst)
            except SleutelHergebruikt:
                eerder = self.tabel.geschreven[uitkomst_id("notitie", *wat)]
                assert eerder.tekst != tekst, "a repetition of a note was refused"
                return
            except (KlantmailFout, Outage, Died):
                return
        assert self.tabel.geschreven[notitie.identificatie] == notitie, "a note that was confirmed is not stored"
        assert (notitie.over, notitie.medewerker, notitie.tekst) == (gekozen, medewerker.identificatie, tekst)
        assert self.genoteerd.setdefault(wat, notitie) == notitie, "a repetition was told another note"

    def reserveert(self, bericht: int, wie: int, voor: int, plan: Plan = CALM) -> None:
        """An agent reserves a mail for a colleague, or ends that."""
        gekozen, medewerker = self._bericht(bericht), MEDEWERKERS[wie % len(MEDEWERKERS)]
        if gekozen is None:
            return
        voor_wie = (*MEDEWERKERS, None)[voor % (len(MEDEWERKERS) + 1)]
        vooraf = self.tabel.berichten[gekozen]
        if voor_wie is None:
            gelukt = self._function(plan, lambda: self.gemeente.reserveerder.geef_op(gekozen))
        else:
            reserveer = partial(self.gemeente.reserveerder.reserveer, gekozen, medewerker, voor_wie.identificatie)
            gelukt = self._function(plan, reserveer)
        if not plan:
            nu = self.tabel.berichten[gekozen]
            assert gelukt == (vooraf.status in {Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING})
            assert replace(nu, reservering=vooraf.reservering) == vooraf, "a reservation changed the mail"
            wie_nu = nu.reservering.medewerker if nu.reservering else None
            assert not gelukt or wie_nu == (voor_wie.identificatie if voor_wie else None)

    def vervolgt(self, contact: int, wie: int, hoe: int, plan: Plan = CALM) -> None:
        """An agent writes again on a klantcontact, also on one that was registered
        at an inzage and is not stored (yet).
        """
        ingezien = (inzage.klantcontact for bericht in self.tabel.berichten.values() for inzage in bericht.inzagen)
        contacten = list(dict.fromkeys((*self.tabel.klantcontacten, *ingezien)))
        if not contacten:
            return
        gekozen, medewerker = contacten[contact % len(contacten)], MEDEWERKERS[wie % len(MEDEWERKERS)]
        verzoek = self._verzoek(VERVOLGBERICHT, gekozen, medewerker, hoe, GEEN_INZAGE, met_bijlagen=True)
        wie_vroeg = (gekozen, medewerker, verzoek.idempotency_key)
        vrij = all((een.van, een.medewerker, een.idempotency_key) != wie_vroeg for een in self.tabel.door.values())
        wacht = self._wacht_op_afdeling(gekozen)
        mag = vrij and gekozen in self.tabel.klantcontacten and not wacht
        self._vraagt(verzoek, partial(vraag_vervolg, self.gemeente, verzoek), plan, mag=mag)
        assert plan or not wacht or self.tabel.gedaan(verzoek) is None, "the department was to answer, and an agent did"

    def _wacht_op_afdeling(self, contact: UUID) -> bool:
        """Tell whether a task is all that came of this question so far."""
        vragen = {een.identificatie for gesprek in self.tabel.taakgesprekken.values() for een in gesprek.vragen}
        gevolgd = (een for een in self.tabel.klantcontacten.values() if een.identificatie not in vragen)
        beschreven = any(contact in een.verwijst_naar for een in gevolgd)
        later = self._taken_van_stappen()
        return not beschreven and any(
            taak.klantcontact == contact and taak.status is Taakstatus.TE_VERWERKEN and taak.identificatie not in later
            for taak in self.tabel.taken.values()
        )

    def _taken_van_stappen(self) -> set[UUID]:
        """Return the tasks that were made later on, and what they became."""
        stappen = (stap for bericht in self.tabel.berichten.values() for stap in bericht.vervolgstappen)
        volgende, gevonden = [stap.interne_taak for stap in stappen], set[UUID]()
        while volgende:
            taak = volgende.pop()
            if taak is not None:
                gevonden.add(taak)
                volgende.append(self.tabel.taken[taak].opvolger)
        return gevonden

    def pakt_op(self, taak: int, wie: int, plan: Plan = CALM) -> None:
        """Somebody of a department, or of the contact centre, takes a task."""
        gekozen = self._taak(taak)
        if gekozen is not None:
            medewerker = self._bij_taak(gekozen, wie)
            gelukt = self._function(plan, lambda: self.gemeente.desk.wijzig(gekozen, medewerker, "", Oppakken()))
            assert plan or not gelukt or self.tabel.taken[gekozen].behandelaar == medewerker.identificatie

    def geeft_terug(self, taak: int, wie: int, plan: Plan = CALM) -> None:
        """Somebody leaves a task to the colleagues."""
        gekozen = self._taak(taak)
        if gekozen is not None and self.tabel.taken[gekozen].toegewezen_aan.medewerker is None:
            medewerker = self._bij_taak(gekozen, wie)
            gelukt = self._function(plan, lambda: self.gemeente.desk.wijzig(gekozen, medewerker, "", Teruggeven()))
            assert plan or not gelukt or self.tabel.taken[gekozen].behandelaar is None

    def vraagt_burger(self, taak: int, wie: int, hoe: int, plan: Plan = CALM) -> None:
        """Somebody asks the citizen something, and keeps the task."""
        gekozen = self._taak(taak)
        if gekozen is None:
            return
        medewerker = self._bij_taak(gekozen, wie)
        verzoek = self._verzoek(TAAKVRAAG, gekozen, medewerker, hoe, GEEN_INZAGE, met_bijlagen=True)
        wie_vroeg = (TAAKVRAAG, gekozen, medewerker, verzoek.idempotency_key)
        vrij = all((een.wat, een.van, een.medewerker, een.idempotency_key) != wie_vroeg for een in self.tabel.door.values())
        mag = vrij and self.tabel.taken[gekozen].status is Taakstatus.TE_VERWERKEN
        self._vraagt(verzoek, partial(vraag_burger, self.gemeente, verzoek), plan, mag=mag)

    def _bij_taak(self, taak: UUID, wie: int) -> Medewerker:
        """Choose one of those who handle the tasks of departments, or of those who handle what came back."""
        terug = self.tabel.taken[taak].toegewezen_aan.organisatorische_eenheid == KCC_EENHEID
        kandidaten = MEDEWERKERS if terug else BEHANDELAARS
        return kandidaten[wie % len(kandidaten)]

    def rondt_af(self, taak: int, wat: int, hoe: int, plan: Plan = CALM) -> None:
        """Somebody of a department ends a task; `hoe` chooses who, and the rest as in `handelt_af`."""
        gekozen = self._taak(taak)
        if gekozen is None:
            return
        naam, rij = list(TAAKEINDEN.items())[wat % len(TAAKEINDEN)]
        if rij.van_een and self.tabel.taken[gekozen].toegewezen_aan.medewerker is None:
            return
        medewerker = BEHEER if rij.door_beheerder else self._bij_taak(gekozen, hoe // 4)
        verzoek = self._verzoek(naam, gekozen, medewerker, hoe, GEEN_INZAGE, met_bijlagen=rij.met_bijlagen)
        verzoek = replace(verzoek, tekst="") if rij.van_een else verzoek
        mag = self.tabel.taken[gekozen].status is Taakstatus.TE_VERWERKEN
        self._vraagt(verzoek, partial(rij.vraag, self.gemeente, verzoek), plan, mag=mag)

    def _verzoek(self, wat: str, van: UUID, medewerker: Medewerker, hoe: int, inzage: UUID, *, met_bijlagen: bool) -> Verzoek:
        een, ander = self.uploads[medewerker]
        return Verzoek(
            wat=wat,
            van=van,
            medewerker=medewerker,
            idempotency_key="ab"[hoe % 2],
            tekst=("Beste Jan", "Geachte heer")[hoe // 2 % 2],
            bijlagen=((een,), (), (ander, een))[hoe % 3] if met_bijlagen else (),
            inzage=inzage,
        )

    def _vraagt(
        self, verzoek: Verzoek, vraag: Callable[[], Afgehandeld | InterneTaak | OpgeslagenBericht], plan: Plan, *, mag: bool
    ) -> None:
        """Somebody asks this, and hears something: that must be so, and a repetition must hear the same.

        Args:
            mag: the state allows it, as long as nobody comes between.
        """
        eerder = self.beloofd.get(verzoek)
        with self.tabel.tijdens(verzoek), self.fate.process(self._course(plan)):
            try:
                antwoord = vraag()
            except OngeldigeInvoer:
                self._keur_weigering(verzoek, eerder)
                return
            except Toestandsfout:
                self._keur_weigering(verzoek, eerder)
                assert plan or not mag, "what the state allows was refused"
                return
            except (KlantmailFout, Outage, Died):
                return
        gehoord = verteld(antwoord)
        gedaan = self.tabel.gedaan(verzoek)
        assert gedaan is not None, "what was confirmed is not stored"
        assert gehoord == self._opgeslagen(gedaan), "something else is stored than was confirmed"
        assert self.beloofd.setdefault(verzoek, gehoord) == gehoord, "a repetition was told something else"

    def _keur_weigering(self, verzoek: Verzoek, eerder: tuple[UUID | None, ...] | None) -> None:
        assert eerder is None or verzoek in self.tabel.ongedaan, "a repetition of what was done was refused"
        assert self.tabel.gedaan(verzoek) is None, "what was refused is stored"

    def _opgeslagen(self, wat: UUID) -> tuple[UUID | None, ...]:
        """Return what the ended e-mailbericht or task names; a vervolgbericht is named by its verzending."""
        if wat in self.tabel.taken:
            return (self.tabel.taken[wat].vervolg,)
        if wat in self.tabel.klantcontacten:
            return (wat, *(een.identificatie for een in self.tabel.verzendingen.values() if een.klantcontact == wat))
        afhandeling = self.tabel.berichten[wat].afhandeling
        assert afhandeling is not None
        return genoemd(afhandeling)

    def hervat(self, nummer: int, keuze: int, plan: Plan = CALM) -> None:
        """A beheerder decides on a verzending, each time anew."""
        if self.tabel.verzendingen:
            verzending = list(self.tabel.verzendingen)[nummer % len(self.tabel.verzendingen)]
            gekozen, idempotency_key = list(Hervatkeuze)[keuze % len(Hervatkeuze)], str(self.gemeente.ids())
            self._function(plan, lambda: self.gemeente.beheer.hervat(verzending, BEHEER, idempotency_key, gekozen, ""))

    def beslist(self, nummer: int, keuze: int, plan: Plan = CALM) -> None:
        """A beheerder decides on a zaak, each time anew."""
        if self.tabel.zaken:
            zaak = list(self.tabel.zaken)[nummer % len(self.tabel.zaken)]
            gekozen, idempotency_key = list(Zaakkeuze)[keuze % len(Zaakkeuze)], str(self.gemeente.ids())
            url = "https://zaken.example/met-de-hand" if gekozen is Zaakkeuze.IS_GEREGISTREERD else ""
            besluit = Zaakbeslissing(gekozen, "", url)
            self._function(plan, lambda: self.gemeente.zakenbeheer.beslis(zaak, BEHEER, idempotency_key, besluit))

    def laat_toe(self, bericht: int, plan: Plan = CALM) -> None:
        gekozen = self._bericht(bericht)
        if gekozen is not None:
            self._function(plan, lambda: self.gemeente.beheer.laat_toe(gekozen, BEHEER))

    def heropent(self, wie: int, bericht: int, plan: Plan = CALM) -> None:
        """Somebody opens a mail again, who may or may not."""
        gekozen, medewerker = self._bericht(bericht), MEDEWERKERS[wie % len(MEDEWERKERS)]
        if gekozen is None:
            return
        vooraf = self.tabel.berichten[gekozen]
        self._function(plan, lambda: self.gemeente.heropener.heropen(gekozen, medewerker, ""))
        if vooraf.afhandeling and vooraf.afhandeling.soort is not Afhandelsoort.GEEN_KLANTCONTACT and not plan:
            assert self.tabel.berichten[gekozen] == vooraf, "a mail with a klantcontact was opened again"

    def schrijft_concept(self, wie: int, bericht: int, hoe: int, plan: Plan = CALM) -> None:
        """Somebody keeps what they have so far, or throws it away, with what they saw last or with nothing seen."""
        gekozen, medewerker = self._bericht(bericht), MEDEWERKERS[wie % len(MEDEWERKERS)]
        if gekozen is None:
            return
        map_, moment = self.gemeente.conceptenmap, self.gemeente.klok()
        gezien = self.tabel.concept(gekozen, medewerker.identificatie, moment)
        voorwaarde = Voorwaarde(gezien is not None, frozenset({gezien.versie}) if gezien else None)
        if hoe % 4 == 3:
            self._function(plan, lambda: map_.verwijder(gekozen, medewerker, voorwaarde))
            return
        velden = f'{{"inhoud":"{hoe % 4}"}}'
        self._function(plan, lambda: map_.bewaar(gekozen, medewerker, Afhandelsoort.ANTWOORD, velden, voorwaarde))
        if not plan and self.tabel.berichten[gekozen].status in _OPEN:
            bewaard = self.tabel.concept(gekozen, medewerker.identificatie, moment)
            assert bewaard is not None
            assert bewaard.velden == velden, "a draft was not kept"

    def verplaatst(self, wie: int, bericht: int, naar: int, plan: Plan = CALM) -> None:
        gekozen, medewerker = self._bericht(bericht), MEDEWERKERS[wie % len(MEDEWERKERS)]
        if gekozen is None:
            return
        houder = self.tabel.berichten[gekozen].claim_op(self.gemeente.klok())
        postvak = (POSTVAK, ANDER_POSTVAK)[naar % 2]
        self._function(plan, lambda: self.gemeente.verplaatser.verplaats(gekozen, medewerker, Verplaatsopdracht(postvak)))
        if houder is not None and houder.medewerker != medewerker.identificatie and not plan:
            assert self.tabel.berichten[gekozen].inzage == houder, "a held mail was moved by another"

    def zet_apart(self, bericht: int, plan: Plan = CALM) -> None:
        gekozen = self._bericht(bericht)
        if gekozen is None:
            return
        houder = self.tabel.berichten[gekozen].claim_op(self.gemeente.klok())
        self._function(plan, lambda: self.gemeente.quarantaine.zet_apart(gekozen, BEHEER, "Phishing"))
        if houder is not None and not plan:
            assert self.tabel.berichten[gekozen].inzage == houder, "a held mail was put apart"

    def sluit_quarantaine(self, eerste: int, aantal: int, hoe: int, plan: Plan = CALM) -> None:
        """A beheerder closes some of the mail that is there, in quarantine or not."""
        alle = list(self.tabel.berichten)
        begin = eerste % len(alle) if alle else 0
        gekozen, key = alle[begin : begin + 1 + aantal % 3], "ab"[hoe % 2]
        if gekozen:
            vooraf = [self.tabel.berichten[een].afhandeling for een in gekozen]
            self._function(plan, lambda: self.gemeente.quarantaine.sluit(gekozen, BEHEER, key, "Spam"))
            nieuw = [self.tabel.berichten[een].afhandeling for een in gekozen]
            if not plan:
                veranderd = [een != ander for een, ander in zip(vooraf, nieuw, strict=True)]
                assert all(veranderd) or not any(veranderd), "some of what was asked was closed"

    def zet_stap(self, contact: int, wie: int, wat: int, hoe: int, plan: Plan = CALM) -> None:
        """An agent makes a task or a zaak of a klantcontact that is stored, or ties it to a zaak that is there."""
        if not self.tabel.klantcontacten:
            return
        verzoek = Stapverzoek(
            op=list(self.tabel.klantcontacten)[contact % len(self.tabel.klantcontacten)],
            medewerker=MEDEWERKERS[wie % len(MEDEWERKERS)],
            idempotency_key="ab"[hoe % 2],
            stap=_STAPPEN[wat % len(_STAPPEN)],
        )
        self._function(plan, lambda: self.gemeente.stappenzetter.zet(verzoek))

    def beperkt(self, contact: int, hoe: int, plan: Plan = CALM) -> None:
        """A privacy officer restricts what is done with the mail of a klantcontact, or lifts that, for some reason."""
        if not self.tabel.klantcontacten:
            return
        gekozen, staat = list(self.tabel.klantcontacten)[contact % len(self.tabel.klantcontacten)], hoe % 2 == 0
        reden = ("Betwist", "Onrechtmatig")[hoe // 2 % 2]
        gelukt = self._function(plan, lambda: self.beperker.zet(gekozen, HANNA, beperkt=staat, reden=reden))
        if gelukt and not plan:
            bericht = self.tabel.berichten[self.tabel.klantcontacten[gekozen].emailbericht]
            assert (bericht.beperking is not None) == staat, "a restriction that was confirmed is not stored"

    def _bericht(self, nummer: int) -> UUID | None:
        return list(self.tabel.berichten)[nummer % len(self.tabel.berichten)] if self.tabel.berichten else None

    def _taak(self, nummer: int) -> UUID | None:
        return list(self.tabel.taken)[nummer % len(self.tabel.taken)] if self.tabel.taken else None

    def _telt(self, bericht: UUID, inzage: UUID) -> bool:
        """This inzage is the one under which the mail is being handled; never a clock."""
        huidig = self.tabel.berichten.get(bericht)
        return (
            huidig is not None
            and huidig.afhandeling is None
            and huidig.inzage is not None
            and huidig.inzage.identificatie == inzage
        )

    # -- a backup ------------------------------------------------------------------------------------------------------

    def zet_terug(self, deeds: Sequence[Deed]) -> None:
        """A backup is made, this happens, and then the table is set back, under a new generation; nothing else is.

        What was stored and promised since is gone from the table. The functions of the older generation work on another
        table.
        """
        inhoud, beloofd, genoteerd = self.tabel.reservekopie(), dict(self.beloofd), dict(self.genoteerd)
        self._do_all(deeds)
        self.tabel.zet_terug(inhoud)
        self.beloofd, self.genoteerd = beloofd, genoteerd
        self.generatie = str(int(self.generatie) + 1)
        for naam, gebruik in vars(self.gemeente).items():
            setattr(self.gemeente, naam, met_generatie(gebruik, self.generatie))
        for brief in self.brieven:
            identificatie = emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)
            bericht = self.tabel.berichten.get(identificatie)
            weg = intake_key(brief.postvak, brief.melding.ses_bericht_id) not in self.gemeente.intake.objecten
            if weg and (bericht is None or bericht.ontleedstand is Ontleedstand.ONTBREEKT):
                self.teruggezet.add(identificatie)

    # -- others who come between ---------------------------------------------------------------------------------------

    def _course(self, plan: Plan) -> dict[int, Misfortune | Callable[[], None]]:
        return {bij: wat if isinstance(wat, Misfortune) else partial(self._do_all, wat) for bij, wat in plan.items()}

    def _do_all(self, deeds: Sequence[Deed]) -> None:
        for daad in deeds:
            DEEDS[daad.soort](self, daad.een, daad.twee, daad.drie)

    # -- when nothing goes wrong any more ------------------------------------------------------------------------------

    def kom_tot_rust(self) -> None:
        """Everything works again; time passes, the vangnet makes its rounds, what it starts is carried out once each.

        Then the stream offers all that was ever stored once more.
        """
        self.ses.mood = self.zaken.mood = Mood.ACCEPTS
        uitvoering = self.gemeente.uitvoering
        for _ in range(4):
            self.gemeente.klok.vooruit(max(DURATIONS))
            self.ronde()
            for nummer in range(len(self._started())):
                self.start(nummer)
            uitvoering.ingenomen.clear()
            uitvoering.verzonden.clear()
            uitvoering.geregistreerd.clear()
        for nummer in range(len(self.tabel.stroom)):
            self.stroomt(nummer)
        self.ronde()


_STAPPEN: Final = (
    Taakopdracht("Bellen", Toewijzing(EENHEDEN[0])),
    Zaakopdracht(KLACHT.url, "Klacht"),
    Zaakkoppeling(Zaakverwijzing(bestaande_zaak().identificatie)),
)
DEEDS: Final[Mapping[str, Callable[[World, int, int, int], None]]] = {
    "neemt in": lambda world, een, _, __: world.neemt_in(een),
    "burger antwoordt": lambda world, een, twee, drie: world.burger_antwoordt(een, 1 + twee % 5, drie),
    "mail komt terug": lambda world, een, twee, drie: world.mail_komt_terug(een, 1 + twee % 5, drie),
    "ronde": lambda world, _, __, ___: world.ronde(),
    "start": lambda world, een, _, __: world.start(een),
    "opent": lambda world, een, twee, _: world.opent(een, twee),
    "legt terug": lambda world, een, twee, _: world.legt_terug(een, twee),
    "handelt af": lambda world, een, twee, drie: world.handelt_af(een, twee, drie),
    "vervolgt": lambda world, een, twee, drie: world.vervolgt(een, twee, drie),
    "pakt op": lambda world, een, twee, _: world.pakt_op(een, twee),
    "vraagt burger": lambda world, een, twee, drie: world.vraagt_burger(een, twee, drie),
    "geeft terug": lambda world, een, twee, _: world.geeft_terug(een, twee),
    "rondt af": lambda world, een, twee, drie: world.rondt_af(een, twee, drie),
    "stroomt": lambda world, een, _, __: world.stroomt(een),
    "SES verandert": lambda world, een, _, __: world.ses_wordt(een),
    "SES meldt": lambda world, een, twee, _: world.ses_meldt(een, twee),
    "hervat": lambda world, een, twee, _: world.hervat(een, twee),
    "Zaken API verandert": lambda world, een, _, __: world.zaaksysteem_wordt(een),
    "beslist": lambda world, een, twee, _: world.beslist(een, twee),
    "heropent": lambda world, een, twee, _: world.heropent(een, twee),
    "schrijft concept": lambda world, een, twee, drie: world.schrijft_concept(een, twee, drie),
    "verplaatst": lambda world, een, twee, drie: world.verplaatst(een, twee, drie),
    "zet apart": lambda world, een, _, __: world.zet_apart(een),
    "sluit quarantaine": lambda world, een, twee, drie: world.sluit_quarantaine(een, twee, drie),
    "komt nog eens": lambda world, een, twee, drie: world.komt_nog_eens(een, 1 + twee % 5, drie),
    "noteert": lambda world, een, twee, drie: world.noteert(een, twee, drie),
    "reserveert": lambda world, een, twee, drie: world.reserveert(een, twee, drie),
    "zet stap": lambda world, een, twee, drie: world.zet_stap(een, twee, drie, een + drie),
    "beperkt": lambda world, een, twee, _: world.beperkt(een, twee),
    "wacht": lambda world, een, _, __: world.wacht(een),
}
"""The deeds that others can do between two calls of a process."""
