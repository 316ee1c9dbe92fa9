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
from klantmail.domain.identificatie import emailbericht_id, record_id
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
    GOOD,
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
from tests.support.fake_privacy import FakeBeperkingen
from tests.support.fakes import FakeKlok, FakePostkantoor, FakeRepositories, FakeZaaksysteem
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
    (HEADERS_OF_SES + VRAAG, GOOD),
    (VRAAG, GOOD),
    (HEADERS_OF_SES + VRAAG, replace(GOOD, spam="FAIL")),
    (HEADERS_OF_SES + VRAAG + POISON, GOOD),
    (b"", GOOD),
)
"""An ordinary mail, one without SES's headers, spam, one that kills the reader, and nothing at all."""


@lru_cache(maxsize=32)
def read_once(source: bytes) -> Ontleding:
    return ontleed(source)


def lees(source: bytes) -> Ontleding:
    """The reader; one mail kills it."""
    if POISON in source:
        raise Died
    return read_once(source)


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
class FakeSes(FakePostkantoor):
    """A SES that remembers what really happened, whatever it answered."""

    mood: Mood = Mood.ACCEPTS
    requests: list[Request] = field(default_factory=list)
    klok: Callable[[], datetime] = field(default_factory=FakeKlok)

    def verstuur(self, verzending: Verzending, mail: bytes) -> Verzonden | NietVerzonden | MisschienVerzonden:
        message_id = f"<{len(self.requests)}@eu-west-1.amazonses.com>"
        self.requests.append(Request(verzending, mail, self.mood, self.klok(), message_id))
        match self.mood:
            case Mood.ACCEPTS:
                return Verzonden(message_id)
            case Mood.ANSWER_LOST:
                return MisschienVerzonden("ReadTimeoutError")
            case Mood.BROKEN:
                return MisschienVerzonden("InternalFailure (500)")
            case Mood.BUSY:
                return NietVerzonden("TooManyRequestsException", tijdelijk=True)
            case Mood.REFUSES:
                return NietVerzonden("MessageRejected", tijdelijk=False)


@dataclass
class FakeZaken(FakeZaaksysteem):
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
class Tabel(FakeRepositories):
    """A table that remembers which request stored what, and what people decided. It can be set back to a backup."""

    door: dict[UUID, Verzoek] = field(default_factory=dict)
    """The request that ended this e-mailbericht or task, or stored this klantcontact of a vervolgbericht."""
    nu: Verzoek | None = None
    """The request that is being made."""
    stroom: list[Verzending | Zaak] = field(default_factory=list)
    """Every verzending and every zaak as it was when it was stored."""
    undone: list[Verzoek] = field(default_factory=list)
    """The closings that were undone."""
    again: Counter[UUID] = field(default_factory=Counter)
    """The number of times that a person had a verzending sent that may have left, or
    a zaak registered that may be there.

    It was resumed, or made again on a table that was set back.
    """

    @contextmanager
    def during(self, verzoek: Verzoek) -> Iterator[None]:
        """Store everything inside for this request; others that come between have their own."""
        previous, self.nu = self.nu, verzoek
        try:
            yield
        finally:
            self.nu = previous

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
        self._remember_request(emailbericht)

    def verwerk_taak(self, taak: InterneTaak, records: Sequence[Record]) -> None:
        super().verwerk_taak(taak, records)
        self._remember_request(taak.identificatie)

    def heropen(self, bericht: Emailbericht, heropening: Heropening) -> None:
        super().heropen(bericht, heropening)
        undone = self.door.pop(bericht.identificatie, None)  # None: it was closed in quarantine
        if undone is not None:
            self.undone.append(undone)

    def leg_vervolg_vast(self, emailbericht: UUID, op: UUID, records: Sequence[Record]) -> None:
        super().leg_vervolg_vast(emailbericht, op, records)
        self._remember_request(next(each.identificatie for each in records if isinstance(each, Klantcontact)))

    def leg_vraag_vast(self, taak: InterneTaak, klantcontact: UUID, moment: datetime, records: Sequence[Record]) -> None:
        super().leg_vraag_vast(taak, klantcontact, moment, records)
        self._remember_request(klantcontact)

    def werk_zaak_bij(self, old: Zaak, new: Zaak) -> None:
        super().werk_zaak_bij(old, new)
        if old.generatie != new.generatie:
            self.again[old.identificatie] += 1

    def gedaan(self, verzoek: Verzoek) -> UUID | None:
        """Return what this request ended or made, as it is stored."""
        if verzoek.wat in {VERVOLGBERICHT, TAAKVRAAG}:
            return next((what for what, door in self.door.items() if door == verzoek), None)
        return verzoek.van if self.door.get(verzoek.van) == verzoek else None

    def _remember_request(self, what: UUID) -> None:
        assert self.nu is not None
        self.door[what] = self.nu

    def _bewaar_nieuw(self, records: Sequence[Record]) -> None:
        super()._bewaar_nieuw(records)
        new = [record for record in records if isinstance(record, Verzending | Zaak)]
        earlier = {each.identificatie for each in self.stroom}
        self.again.update(each.identificatie for each in new if each.identificatie in earlier)
        self.stroom += new

    def werk_verzending_bij(self, old: Verzending, new: Verzending) -> None:
        super().werk_verzending_bij(old, new)
        besloten = new.hervattingen[len(old.hervattingen) :]
        twijfel = old.status is Verzendstatus.ONBEKEND or old.generatie != new.generatie
        if twijfel and any(each.keuze is Hervatkeuze.OPNIEUW for each in besloten):
            self.again[old.identificatie] += 1

    def backup(self) -> Mapping[str, object]:
        return {name: copy(getattr(self, name)) for name in _IN_THE_TABLE}

    def zet_terug(self, duplicate: Mapping[str, object]) -> None:
        for name, inhoud in duplicate.items():
            setattr(self, name, copy(inhoud))


_IN_THE_TABLE: Final = {member.name for member in fields(FakeRepositories)} - {"storingen", "tussendoor"} | {"door"}


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


def met_andere_poorten[T](gebruik: T, ports: Sequence[tuple[object, object]]) -> T:
    """The same use case, with the second of each pair wherever it uses the first, also deeper."""
    for old, new in ports:
        if gebruik is old:
            return cast(T, new)
    if not type(gebruik).__module__.startswith("klantmail.") or not is_dataclass(gebruik) or isinstance(gebruik, type):
        return gebruik
    values = {member.name: met_andere_poorten(getattr(gebruik, member.name), ports) for member in fields(gebruik)}
    return cast(T, replace(gebruik, **values))


def met_generatie[T](gebruik: T, generatie: str) -> T:
    """The same use case of another generation of the table, also deeper."""
    if not type(gebruik).__module__.startswith("klantmail.") or not is_dataclass(gebruik) or isinstance(gebruik, type):
        return gebruik
    values = {
        member.name: generatie if member.name == "generatie" else met_generatie(getattr(gebruik, member.name), generatie)
        for member in fields(gebruik)
    }
    return cast(T, replace(gebruik, **values))


class World:
    """One municipality and all that can happen to it. Every number is taken modulo what there is to choose from."""

    def __init__(self) -> None:
        self.fate = Fate()
        self.gemeente = Gemeente(bevestigd=(ANDER_POSTVAK,))
        self.ses, self.tabel = FakeSes(klok=self.gemeente.klok), Tabel(bekend=dict(self.gemeente.repos.bekend))
        self.zaken = FakeZaken(bestaand=list(self.gemeente.zaaksysteem.bestaand))
        self._wrap_ports()
        self.letters: list[Brief] = []
        self.inzagen: list[tuple[UUID, UUID, Medewerker]] = []
        self.promised: dict[Verzoek, tuple[UUID | None, ...]] = {}
        """The answer that each confirmed request got; a repetition must hear the same."""
        self.uploads = {medewerker: self._legt_klaar(medewerker) for medewerker in (*MEDEWERKERS, *BEHANDELAARS)}
        self.noted: dict[tuple[UUID, UUID, str], Notitie] = {}
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
        one, other = uploads
        return one.identificatie, other.identificatie

    def _wrap_ports(self) -> None:
        """Have every use case work on the ports of this world, and every call of them go wrong when fate says so."""
        gemeente, wrap = self.gemeente, self.fate.wrap
        ports = (
            (gemeente.repos, wrap(self.tabel)),
            (gemeente.postkantoor, wrap(self.ses)),
            (gemeente.zaaksysteem, wrap(self.zaken)),
            (gemeente.archief, wrap(gemeente.archief)),
            (gemeente.uploads, wrap(gemeente.uploads)),
            (gemeente.intake, wrap(gemeente.intake)),
            (gemeente.uitvoering, wrap(gemeente.uitvoering)),
            (gemeente.wachtrijen, wrap(gemeente.wachtrijen)),
            (ontleed, self.fate.wrap_call("lees_mail", lees)),
        )
        for name, gebruik in vars(gemeente).items():
            if type(gebruik).__module__.startswith("klantmail."):
                setattr(gemeente, name, met_andere_poorten(gebruik, ports))
        gemeente.repos, gemeente.postkantoor, gemeente.zaaksysteem = self.tabel, self.ses, self.zaken
        repos, beperkingen = wrap(self.tabel), wrap(FakeBeperkingen(self.tabel))
        self.beperker = Beperker(
            klantcontacten=repos,
            emailberichten=repos,
            dossiers=beperkingen,
            beperkingen=beperkingen,
            klok=gemeente.klok,
            slaap=gemeente.slept.append,
        )

    # -- the outside ---------------------------------------------------------------------------------------------------

    def komt_binnen(self, post: int, name: int, postvak: int) -> None:
        """SES accepts a mail and puts it in the intake bucket. Its event may come, or not, or often."""
        mail, verdicts = POST[post % len(POST)]
        self._bezorg(mail, verdicts, name, postvak, None)

    def _bezorg(self, mail: bytes, verdicts: Verdicts, name: int, postvak: int, op: Request | None) -> None:
        chosen = (POSTVAK, ANDER_POSTVAK)[postvak % 2]
        for gelijk in (b"<vraag-1@", b"<r-1@"):  # else it would be the same mail
            mail = mail.replace(b"Message-ID: " + gelijk, b"Message-ID: %s-%d-%d@" % (gelijk[:-1], name, postvak % 2))
        self._neem_aan(Brief(chosen, replace(melding(f"ses-{name}", ontvangers=(chosen,)), verdicts=verdicts), mail, op))

    def komt_nog_eens(self, number: int, name: int, postvak: int) -> None:
        """The very same mail comes in again, in this postvak or in another: it was sent to both, or sent twice."""
        if self.letters:
            earlier, chosen = self.letters[number % len(self.letters)], (POSTVAK, ANDER_POSTVAK)[postvak % 2]
            gemeld = replace(melding(f"ses-{name}", ontvangers=(chosen,)), verdicts=earlier.melding.verdicts)
            self._neem_aan(replace(earlier, postvak=chosen, melding=gemeld))

    def _neem_aan(self, brief: Brief) -> None:
        chosen, name = brief.postvak, brief.melding.ses_bericht_id
        if any((each.postvak, each.melding.ses_bericht_id) == (chosen, name) for each in self.letters):
            return
        self.letters.append(brief)
        object_key = intake_key(chosen, name)
        self.gemeente.intake.objecten[object_key] = brief.mail
        self.gemeente.intake.sinds[object_key] = self.gemeente.klok()

    def burger_antwoordt(self, number: int, name: int, postvak: int) -> None:
        """A citizen, or an authority, writes back to a mail that really left, whether Klantmail knows that or not."""
        gone = [request for request in self.ses.requests if request.weg]
        if gone:
            op = gone[number % len(gone)]
            self._bezorg(HEADERS_OF_SES + reactie(op.bericht_id), GOOD, name, postvak, op)

    def mail_komt_terug(self, number: int, name: int, postvak: int) -> None:
        """A mail system reports by mail that a mail of ours, which really left, was refused."""
        gone = [request for request in self.ses.requests if request.weg]
        if gone:
            op = gone[number % len(gone)]
            self._bezorg(HEADERS_OF_SES + bezorgbericht(op.bericht_id, op.van.naar[0]), GOOD, name, postvak, None)

    def wacht(self, duration: int) -> None:
        self.gemeente.klok.advance(DURATIONS[duration % len(DURATIONS)])

    def ses_wordt(self, mood: int) -> None:
        self.ses.mood = list(Mood)[mood % len(Mood)]

    def zaaksysteem_wordt(self, mood: int) -> None:
        self.zaken.mood = list(Mood)[mood % len(Mood)]

    # -- functions: whatever they raise, their platform offers the same again, or not ----------------------------------

    def neemt_in(self, brief: int, plan: Plan = CALM) -> None:
        """SES's own event of a mail, also of one that was taken in long ago."""
        if not self.letters:
            return
        chosen = self.letters[brief % len(self.letters)]
        before = self._van(chosen)
        known = chosen.op and any(each.ses_bericht_id == chosen.op.bericht_id for each in self.tabel.verzendingen.values())
        succeeded = self._function(plan, partial(self.gemeente.ontvanger.neem_in, chosen.melding, chosen.postvak))
        if not succeeded or plan or (before is not None and before.ontleedstand is not Ontleedstand.ONTBREEKT):
            return
        bericht = self._van(chosen)
        if bericht is not None and bericht.ontleedstand is Ontleedstand.GEREED:
            assert bericht.envelop.verband or not known, "an answer to ours that is not tied to it"

    def _van(self, brief: Brief) -> Emailbericht | None:
        return self.tabel.berichten.get(emailbericht_id(brief.postvak, brief.melding.ses_bericht_id))

    def ronde(self, plan: Plan = CALM) -> None:
        self._function(plan, self.gemeente.vangnet.ronde)

    def start(self, number: int, plan: Plan = CALM) -> None:
        """Run what the vangnet started, in any order, any number of times."""
        gestart = self._started()
        if gestart:
            gestart[number % len(gestart)](plan)

    def _started(self) -> list[Callable[[Plan], object]]:
        gemeente, uitvoering = self.gemeente, self.gemeente.uitvoering

        def functie(werk: Callable[[], object], duration: timedelta = timedelta.max) -> Callable[[Plan], object]:
            return lambda plan: self._function(plan, werk, duration)

        return [
            *(functie(partial(gemeente.ontvanger.neem_in, each, each.ontvangers[0])) for each in uitvoering.ingenomen),
            *(functie(partial(gemeente.verzender.verzend_op_naam, each)) for each in uitvoering.verzonden),
            *(functie(partial(gemeente.registreerder.registreer_op_naam, each), ZAAKLEASE) for each in uitvoering.geregistreerd),
        ]

    def stroomt(self, number: int, plan: Plan = CALM) -> None:
        """A record of the table's stream, also one of before a backup was put back."""
        if self.tabel.stroom:
            record = self.tabel.stroom[number % len(self.tabel.stroom)]
            if isinstance(record, Zaak):
                self._function(plan, partial(self.gemeente.registreerder.registreer, record), ZAAKLEASE)
            else:
                self._function(plan, partial(self.gemeente.verzender.verzend, record))

    def ses_meldt(self, number: int, kind: int, plan: Plan = CALM) -> None:
        """An event of SES about a mail that left."""
        gone = [request for request in self.ses.requests if request.weg]
        if not gone:
            return
        request, chosen = gone[number % len(gone)], list(Gebeurtenissoort)[kind % len(Gebeurtenissoort)]
        event = Bezorggebeurtenis(
            soort=chosen,
            verzending=request.verzending,
            poging=request.van.pogingen,
            bericht_id=request.bericht_id,
            verzonden_op=request.moment,
            tijdstip=self.gemeente.klok(),
            ontvangers=tuple((adres, "") for adres in request.van.naar),
        )
        self._function(plan, partial(self.gemeente.bezorger.verwerk, event))

    def _function(self, plan: Plan, werk: Callable[[], object], duration: timedelta = timedelta.max) -> bool:
        """One invocation. Whether it ended well.

        Args:
            duration: after which its platform ends it.
        """
        begin = self.gemeente.klok()
        with self.fate.process(self._course(plan), lambda: self.gemeente.klok() - begin >= duration):
            try:
                werk()
            except (KlantmailFout, Outage, Died):
                return False
        return True

    # -- people --------------------------------------------------------------------------------------------------------

    def opent(self, who: int, bericht: int, plan: Plan = CALM) -> None:
        chosen, medewerker = self._bericht(bericht), MEDEWERKERS[who % len(MEDEWERKERS)]
        if chosen is None:
            return
        before = self.tabel.berichten[chosen]
        holder = before.claim_op(self.gemeente.klok())
        with self.fate.process(self._course(plan)):
            try:
                geopend = self.gemeente.inziener.open(chosen, medewerker)
            except (KlantmailFout, Outage, Died):
                return
        self.inzagen.append((chosen, geopend.inzage.identificatie, medewerker))
        if not plan:
            assert holder is None or holder.medewerker == medewerker.identificatie, "a held mail was given to another"
        assert geopend.inzage.medewerker == medewerker.identificatie

    def legt_terug(self, who: int, bericht: int, plan: Plan = CALM) -> None:
        chosen = self._bericht(bericht)
        if chosen is not None:
            medewerker = MEDEWERKERS[who % len(MEDEWERKERS)]
            self._function(plan, lambda: self.gemeente.inziener.leg_terug(chosen, medewerker))

    def handelt_af(self, inzage: int, what: int, how: int, plan: Plan = CALM) -> None:
        """An agent ends a mail; `how` chooses the Idempotency-Key, the text and the uploads that go along."""
        if not self.inzagen:
            return
        bericht, identificatie, medewerker = self.inzagen[inzage % len(self.inzagen)]
        name = list(UITKOMSTEN)[what % len(UITKOMSTEN)]
        verzoek = self._verzoek(name, bericht, medewerker, how, identificatie, met_bijlagen=neemt_bijlagen_mee(name))
        elders = "antwoord" in UITKOMSTEN[name] and self._elders_afgehandeld(bericht)
        mag, al_gedaan = self._telt(bericht, identificatie) and not elders, self.tabel.gedaan(verzoek)
        self._vraagt(verzoek, partial(vraag_uitkomst, self.gemeente, verzoek), plan, mag=mag)
        assert plan or not elders or self.tabel.gedaan(verzoek) == al_gedaan, "answered twice, and nobody confirmed it"

    def _elders_afgehandeld(self, bericht: UUID) -> bool:
        """Tell whether the same mail has its outcome elsewhere: to answer it too needs a confirmation."""
        dubbelen = self.tabel.berichten[bericht].dubbelen if bericht in self.tabel.berichten else ()
        return any(each.is_elders_afgehandeld for each in self.tabel.emailberichten_van(dubbelen))

    def noteert(self, waarover: int, who: int, how: int, plan: Plan = CALM) -> None:
        """A colleague writes a note on a mail or a task; `how` chooses the Idempotency-Key and the text."""
        over = (*self.tabel.berichten, *self.tabel.taken)
        if not over:
            return
        medewerkers = (*MEDEWERKERS, *BEHANDELAARS)
        chosen, medewerker = over[waarover % len(over)], medewerkers[who % len(medewerkers)]
        key, text = "ab"[how % 2], NOTITIES[how // 2 % 2]
        what = (chosen, medewerker.identificatie, key)
        with self.fate.process(self._course(plan)):
            try:
                notitie = self.gemeente.notitieblok.schrijf(chosen, medewerker, key, text)
            except SleutelHergebruikt:
                earlier = self.tabel.geschreven[record_id("notitie", *what)]
                assert earlier.tekst != text, "a repetition of a note was refused"
                return
            except (KlantmailFout, Outage, Died):
                return
        assert self.tabel.geschreven[notitie.identificatie] == notitie, "a note that was confirmed is not stored"
        assert (notitie.over, notitie.medewerker, notitie.tekst) == (chosen, medewerker.identificatie, text)
        assert self.noted.setdefault(what, notitie) == notitie, "a repetition was told another note"

    def reserveert(self, bericht: int, who: int, voor: int, plan: Plan = CALM) -> None:
        """An agent reserves a mail for a colleague, or ends that."""
        chosen, medewerker = self._bericht(bericht), MEDEWERKERS[who % len(MEDEWERKERS)]
        if chosen is None:
            return
        for_whom = (*MEDEWERKERS, None)[voor % (len(MEDEWERKERS) + 1)]
        before = self.tabel.berichten[chosen]
        if for_whom is None:
            succeeded = self._function(plan, lambda: self.gemeente.reserveerder.geef_op(chosen))
        else:
            reserveer = partial(self.gemeente.reserveerder.reserveer, chosen, medewerker, for_whom.identificatie)
            succeeded = self._function(plan, reserveer)
        if not plan:
            nu = self.tabel.berichten[chosen]
            assert succeeded == (before.status in {Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING})
            assert replace(nu, reservering=before.reservering) == before, "a reservation changed the mail"
            who_now = nu.reservering.medewerker if nu.reservering else None
            assert not succeeded or who_now == (for_whom.identificatie if for_whom else None)

    def vervolgt(self, contact: int, who: int, how: int, plan: Plan = CALM) -> None:
        """An agent writes again on a klantcontact, also on one that was registered
        at an inzage and is not stored (yet).
        """
        ingezien = (inzage.klantcontact for bericht in self.tabel.berichten.values() for inzage in bericht.inzagen)
        contacten = list(dict.fromkeys((*self.tabel.klantcontacten, *ingezien)))
        if not contacten:
            return
        chosen, medewerker = contacten[contact % len(contacten)], MEDEWERKERS[who % len(MEDEWERKERS)]
        verzoek = self._verzoek(VERVOLGBERICHT, chosen, medewerker, how, GEEN_INZAGE, met_bijlagen=True)
        who_asked = (chosen, medewerker, verzoek.idempotency_key)
        vrij = all((each.van, each.medewerker, each.idempotency_key) != who_asked for each in self.tabel.door.values())
        wacht = self._wacht_op_afdeling(chosen)
        mag = vrij and chosen in self.tabel.klantcontacten and not wacht
        self._vraagt(verzoek, partial(vraag_vervolg, self.gemeente, verzoek), plan, mag=mag)
        assert plan or not wacht or self.tabel.gedaan(verzoek) is None, "the department was to answer, and an agent did"

    def _wacht_op_afdeling(self, contact: UUID) -> bool:
        """Tell whether a task is all that came of this question so far."""
        vragen = {each.identificatie for gesprek in self.tabel.taakgesprekken.values() for each in gesprek.vragen}
        gevolgd = (each for each in self.tabel.klantcontacten.values() if each.identificatie not in vragen)
        described = any(contact in each.verwijst_naar for each in gevolgd)
        later = self._taken_van_stappen()
        return not described and any(
            taak.klantcontact == contact and taak.status is Taakstatus.TE_VERWERKEN and taak.identificatie not in later
            for taak in self.tabel.taken.values()
        )

    def _taken_van_stappen(self) -> set[UUID]:
        """Return the tasks that were made later on, and what they became."""
        steps = (step for bericht in self.tabel.berichten.values() for step in bericht.vervolgstappen)
        following, found = [step.interne_taak for step in steps], set[UUID]()
        while following:
            taak = following.pop()
            if taak is not None:
                found.add(taak)
                following.append(self.tabel.taken[taak].opvolger)
        return found

    def pakt_op(self, taak: int, who: int, plan: Plan = CALM) -> None:
        """Somebody of a department, or of the contact centre, takes a task."""
        chosen = self._taak(taak)
        if chosen is not None:
            medewerker = self._bij_taak(chosen, who)
            succeeded = self._function(plan, lambda: self.gemeente.desk.wijzig(chosen, medewerker, "", Oppakken()))
            assert plan or not succeeded or self.tabel.taken[chosen].behandelaar == medewerker.identificatie

    def geeft_terug(self, taak: int, who: int, plan: Plan = CALM) -> None:
        """Somebody leaves a task to the colleagues."""
        chosen = self._taak(taak)
        if chosen is not None and self.tabel.taken[chosen].toegewezen_aan.medewerker is None:
            medewerker = self._bij_taak(chosen, who)
            succeeded = self._function(plan, lambda: self.gemeente.desk.wijzig(chosen, medewerker, "", Teruggeven()))
            assert plan or not succeeded or self.tabel.taken[chosen].behandelaar is None

    def vraagt_burger(self, taak: int, who: int, how: int, plan: Plan = CALM) -> None:
        """Somebody asks the citizen something, and keeps the task."""
        chosen = self._taak(taak)
        if chosen is None:
            return
        medewerker = self._bij_taak(chosen, who)
        verzoek = self._verzoek(TAAKVRAAG, chosen, medewerker, how, GEEN_INZAGE, met_bijlagen=True)
        who_asked = (TAAKVRAAG, chosen, medewerker, verzoek.idempotency_key)
        vrij = all((each.wat, each.van, each.medewerker, each.idempotency_key) != who_asked for each in self.tabel.door.values())
        mag = vrij and self.tabel.taken[chosen].status is Taakstatus.TE_VERWERKEN
        self._vraagt(verzoek, partial(vraag_burger, self.gemeente, verzoek), plan, mag=mag)

    def _bij_taak(self, taak: UUID, who: int) -> Medewerker:
        """Choose one of those who handle the tasks of departments, or of those who handle what came back."""
        back = self.tabel.taken[taak].toegewezen_aan.organisatorische_eenheid == KCC_EENHEID
        kandidaten = MEDEWERKERS if back else BEHANDELAARS
        return kandidaten[who % len(kandidaten)]

    def rondt_af(self, taak: int, what: int, how: int, plan: Plan = CALM) -> None:
        """Somebody of a department ends a task; `how` chooses who, and the rest as in `handelt_af`."""
        name, row = list(TAAKEINDEN.items())[what % len(TAAKEINDEN)]
        chosen = self._taak(taak, of_one=row.of_one)
        if chosen is None:
            return
        medewerker = BEHEER if row.door_beheerder else self._bij_taak(chosen, how // 4)
        verzoek = self._verzoek(name, chosen, medewerker, how, GEEN_INZAGE, met_bijlagen=row.met_bijlagen)
        verzoek = replace(verzoek, tekst="") if row.of_one else verzoek
        mag = self.tabel.taken[chosen].status is Taakstatus.TE_VERWERKEN
        self._vraagt(verzoek, partial(row.vraag, self.gemeente, verzoek), plan, mag=mag)

    def _verzoek(self, what: str, van: UUID, medewerker: Medewerker, how: int, inzage: UUID, *, met_bijlagen: bool) -> Verzoek:
        one, other = self.uploads[medewerker]
        return Verzoek(
            wat=what,
            van=van,
            medewerker=medewerker,
            idempotency_key="ab"[how % 2],
            tekst=("Beste Jan", "Geachte heer")[how // 2 % 2],
            bijlagen=((one,), (), (other, one))[how % 3] if met_bijlagen else (),
            inzage=inzage,
        )

    def _vraagt(
        self, verzoek: Verzoek, vraag: Callable[[], Afgehandeld | InterneTaak | OpgeslagenBericht], plan: Plan, *, mag: bool
    ) -> None:
        """Somebody asks this, and hears something: that must be so, and a repetition must hear the same.

        Args:
            mag: the state allows it, as long as nobody comes between.
        """
        earlier = self.promised.get(verzoek)
        with self.tabel.during(verzoek), self.fate.process(self._course(plan)):
            try:
                antwoord = vraag()
            except OngeldigeInvoer:
                self._keur_weigering(verzoek, earlier)
                return
            except Toestandsfout:
                self._keur_weigering(verzoek, earlier)
                assert plan or not mag, "what the state allows was refused"
                return
            except (KlantmailFout, Outage, Died):
                return
        heard = verteld(antwoord)
        gedaan = self.tabel.gedaan(verzoek)
        assert gedaan is not None, "what was confirmed is not stored"
        assert heard == self._opgeslagen(gedaan), "something else is stored than was confirmed"
        assert self.promised.setdefault(verzoek, heard) == heard, "a repetition was told something else"

    def _keur_weigering(self, verzoek: Verzoek, earlier: tuple[UUID | None, ...] | None) -> None:
        assert earlier is None or verzoek in self.tabel.undone, "a repetition of what was done was refused"
        assert self.tabel.gedaan(verzoek) is None, "what was refused is stored"

    def _opgeslagen(self, what: UUID) -> tuple[UUID | None, ...]:
        """Return what the ended e-mailbericht or task names; a vervolgbericht is named by its verzending."""
        if what in self.tabel.taken:
            return (self.tabel.taken[what].vervolg,)
        if what in self.tabel.klantcontacten:
            return (what, *(each.identificatie for each in self.tabel.verzendingen.values() if each.klantcontact == what))
        afhandeling = self.tabel.berichten[what].afhandeling
        assert afhandeling is not None
        return genoemd(afhandeling)

    def hervat(self, number: int, choice: int, plan: Plan = CALM) -> None:
        """A beheerder decides on a verzending, each time anew."""
        if self.tabel.verzendingen:
            verzending = list(self.tabel.verzendingen)[number % len(self.tabel.verzendingen)]
            chosen, idempotency_key = list(Hervatkeuze)[choice % len(Hervatkeuze)], str(self.gemeente.ids())
            self._function(plan, lambda: self.gemeente.beheer.hervat(verzending, BEHEER, idempotency_key, chosen, ""))

    def decided(self, number: int, choice: int, plan: Plan = CALM) -> None:
        """A beheerder decides on a zaak, each time anew."""
        if self.tabel.zaken:
            zaak = list(self.tabel.zaken)[number % len(self.tabel.zaken)]
            chosen, idempotency_key = list(Zaakkeuze)[choice % len(Zaakkeuze)], str(self.gemeente.ids())
            url = "https://zaken.example/met-de-hand" if chosen is Zaakkeuze.IS_GEREGISTREERD else ""
            besluit = Zaakbeslissing(chosen, "", url)
            self._function(plan, lambda: self.gemeente.zakenbeheer.beslis(zaak, BEHEER, idempotency_key, besluit))

    def laat_toe(self, bericht: int, plan: Plan = CALM) -> None:
        chosen = self._bericht(bericht)
        if chosen is not None:
            self._function(plan, lambda: self.gemeente.beheer.laat_toe(chosen, BEHEER))

    def heropent(self, who: int, bericht: int, plan: Plan = CALM) -> None:
        """Somebody opens a mail again, who may or may not."""
        chosen, medewerker = self._bericht(bericht), MEDEWERKERS[who % len(MEDEWERKERS)]
        if chosen is None:
            return
        before = self.tabel.berichten[chosen]
        self._function(plan, lambda: self.gemeente.heropener.heropen(chosen, medewerker, ""))
        if before.afhandeling and before.afhandeling.soort is not Afhandelsoort.GEEN_KLANTCONTACT and not plan:
            assert self.tabel.berichten[chosen] == before, "a mail with a klantcontact was opened again"

    def schrijft_concept(self, who: int, bericht: int, how: int, plan: Plan = CALM) -> None:
        """Somebody keeps what they have so far, or throws it away, with what they saw last or with nothing seen."""
        chosen, medewerker = self._bericht(bericht), MEDEWERKERS[who % len(MEDEWERKERS)]
        if chosen is None:
            return
        directory, moment = self.gemeente.conceptenmap, self.gemeente.klok()
        seen = self.tabel.concept(chosen, medewerker.identificatie, moment)
        voorwaarde = Voorwaarde(seen is not None, frozenset({seen.versie}) if seen else None)
        if how % 4 == 3:
            self._function(plan, lambda: directory.verwijder(chosen, medewerker, voorwaarde))
            return
        members = f'{{"inhoud":"{how % 4}"}}'
        self._function(plan, lambda: directory.bewaar(chosen, medewerker, Afhandelsoort.ANTWOORD, members, voorwaarde))
        if not plan and self.tabel.berichten[chosen].status in _OPEN:
            bewaard = self.tabel.concept(chosen, medewerker.identificatie, moment)
            assert bewaard is not None
            assert bewaard.velden == members, "a draft was not kept"

    def verplaatst(self, who: int, bericht: int, naar: int, plan: Plan = CALM) -> None:
        chosen, medewerker = self._bericht(bericht), MEDEWERKERS[who % len(MEDEWERKERS)]
        if chosen is None:
            return
        holder = self.tabel.berichten[chosen].claim_op(self.gemeente.klok())
        postvak = (POSTVAK, ANDER_POSTVAK)[naar % 2]
        self._function(plan, lambda: self.gemeente.verplaatser.verplaats(chosen, medewerker, Verplaatsopdracht(postvak)))
        if holder is not None and holder.medewerker != medewerker.identificatie and not plan:
            assert self.tabel.berichten[chosen].inzage == holder, "a held mail was moved by another"

    def maakt_formeel(self, inzage: int, plan: Plan = CALM) -> None:
        """An agent makes a mail formal, and has its receipt confirmed."""
        if self.inzagen:
            bericht, identificatie, medewerker = self.inzagen[inzage % len(self.inzagen)]
            self._function(plan, lambda: self.gemeente.bevestiger.op_verzoek(bericht, identificatie, medewerker))

    def zet_apart(self, bericht: int, plan: Plan = CALM) -> None:
        chosen = self._bericht(bericht)
        if chosen is None:
            return
        holder = self.tabel.berichten[chosen].claim_op(self.gemeente.klok())
        self._function(plan, lambda: self.gemeente.quarantaine.zet_apart(chosen, BEHEER, "Phishing"))
        if holder is not None and not plan:
            assert self.tabel.berichten[chosen].inzage == holder, "a held mail was put apart"

    def sluit_quarantaine(self, first: int, count: int, how: int, plan: Plan = CALM) -> None:
        """A beheerder closes some of the mail that is there, in quarantine or not."""
        everything = list(self.tabel.berichten)
        begin = first % len(everything) if everything else 0
        chosen, key = everything[begin : begin + 1 + count % 3], "ab"[how % 2]
        if chosen:
            before = [self.tabel.berichten[each].afhandeling for each in chosen]
            self._function(plan, lambda: self.gemeente.quarantaine.sluit(chosen, BEHEER, key, "Spam"))
            new = [self.tabel.berichten[each].afhandeling for each in chosen]
            if not plan:
                changed = [each != other for each, other in zip(before, new, strict=True)]
                assert all(changed) or not any(changed), "some of what was asked was closed"

    def zet_stap(self, contact: int, who: int, what: int, how: int, plan: Plan = CALM) -> None:
        """An agent makes a task or a zaak of a klantcontact that is stored, or ties it to a zaak that is there."""
        if not self.tabel.klantcontacten:
            return
        verzoek = Stapverzoek(
            op=list(self.tabel.klantcontacten)[contact % len(self.tabel.klantcontacten)],
            medewerker=MEDEWERKERS[who % len(MEDEWERKERS)],
            idempotency_key="ab"[how % 2],
            stap=_STEPS[what % len(_STEPS)],
        )
        self._function(plan, lambda: self.gemeente.stappenzetter.zet(verzoek))

    def beperkt(self, contact: int, how: int, plan: Plan = CALM) -> None:
        """A privacy officer restricts what is done with the mail of a klantcontact, or lifts that, for some reason."""
        if not self.tabel.klantcontacten:
            return
        chosen, state = list(self.tabel.klantcontacten)[contact % len(self.tabel.klantcontacten)], how % 2 == 0
        reden = ("Betwist", "Onrechtmatig")[how // 2 % 2]
        succeeded = self._function(plan, lambda: self.beperker.zet(chosen, HANNA, beperkt=state, reden=reden))
        if succeeded and not plan:
            bericht = self.tabel.berichten[self.tabel.klantcontacten[chosen].emailbericht]
            assert (bericht.beperking is not None) == state, "a restriction that was confirmed is not stored"

    def _bericht(self, number: int) -> UUID | None:
        return list(self.tabel.berichten)[number % len(self.tabel.berichten)] if self.tabel.berichten else None

    def _taak(self, number: int, *, of_one: bool = False) -> UUID | None:
        """Choose one of all tasks, or of those that were given to one person."""
        among = [taak for taak, each in self.tabel.taken.items() if not of_one or each.toegewezen_aan.medewerker is not None]
        return among[number % len(among)] if among else None

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
        inhoud, promised, noted = self.tabel.backup(), dict(self.promised), dict(self.noted)
        self._do_all(deeds)
        self.tabel.zet_terug(inhoud)
        self.promised, self.noted = promised, noted
        self.generatie = str(int(self.generatie) + 1)
        for name, gebruik in vars(self.gemeente).items():
            setattr(self.gemeente, name, met_generatie(gebruik, self.generatie))
        for brief in self.letters:
            identificatie = emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)
            bericht = self.tabel.berichten.get(identificatie)
            gone = intake_key(brief.postvak, brief.melding.ses_bericht_id) not in self.gemeente.intake.objecten
            if gone and (bericht is None or bericht.ontleedstand is Ontleedstand.ONTBREEKT):
                self.teruggezet.add(identificatie)

    # -- others who come between ---------------------------------------------------------------------------------------

    def _course(self, plan: Plan) -> dict[int, Misfortune | Callable[[], None]]:
        return {bij: what if isinstance(what, Misfortune) else partial(self._do_all, what) for bij, what in plan.items()}

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
            self.gemeente.klok.advance(max(DURATIONS))
            self.ronde()
            for number in range(len(self._started())):
                self.start(number)
            uitvoering.ingenomen.clear()
            uitvoering.verzonden.clear()
            uitvoering.geregistreerd.clear()
        for number in range(len(self.tabel.stroom)):
            self.stroomt(number)
        self.ronde()


_STEPS: Final = (
    Taakopdracht("Bellen", Toewijzing(EENHEDEN[0])),
    Zaakopdracht(KLACHT.url, "Klacht"),
    Zaakkoppeling(Zaakverwijzing(bestaande_zaak().identificatie)),
)
DEEDS: Final[Mapping[str, Callable[[World, int, int, int], None]]] = {
    "neemt in": lambda world, each, _, __: world.neemt_in(each),
    "burger antwoordt": lambda world, each, two, three: world.burger_antwoordt(each, 1 + two % 5, three),
    "mail komt terug": lambda world, each, two, three: world.mail_komt_terug(each, 1 + two % 5, three),
    "ronde": lambda world, _, __, ___: world.ronde(),
    "start": lambda world, each, _, __: world.start(each),
    "opent": lambda world, each, two, _: world.opent(each, two),
    "legt terug": lambda world, each, two, _: world.legt_terug(each, two),
    "handelt af": lambda world, each, two, three: world.handelt_af(each, two, three),
    "vervolgt": lambda world, each, two, three: world.vervolgt(each, two, three),
    "pakt op": lambda world, each, two, _: world.pakt_op(each, two),
    "vraagt burger": lambda world, each, two, three: world.vraagt_burger(each, two, three),
    "geeft terug": lambda world, each, two, _: world.geeft_terug(each, two),
    "rondt af": lambda world, each, two, three: world.rondt_af(each, two, three),
    "stroomt": lambda world, each, _, __: world.stroomt(each),
    "SES verandert": lambda world, each, _, __: world.ses_wordt(each),
    "SES meldt": lambda world, each, two, _: world.ses_meldt(each, two),
    "hervat": lambda world, each, two, _: world.hervat(each, two),
    "Zaken API verandert": lambda world, each, _, __: world.zaaksysteem_wordt(each),
    "beslist": lambda world, each, two, _: world.decided(each, two),
    "heropent": lambda world, each, two, _: world.heropent(each, two),
    "schrijft concept": lambda world, each, two, three: world.schrijft_concept(each, two, three),
    "maakt formeel": lambda world, each, _, __: world.maakt_formeel(each),
    "verplaatst": lambda world, each, two, three: world.verplaatst(each, two, three),
    "zet apart": lambda world, each, _, __: world.zet_apart(each),
    "sluit quarantaine": lambda world, each, two, three: world.sluit_quarantaine(each, two, three),
    "komt nog eens": lambda world, each, two, three: world.komt_nog_eens(each, 1 + two % 5, three),
    "noteert": lambda world, each, two, three: world.noteert(each, two, three),
    "reserveert": lambda world, each, two, three: world.reserveert(each, two, three),
    "zet stap": lambda world, each, two, three: world.zet_stap(each, two, three, each + three),
    "beperkt": lambda world, each, two, _: world.beperkt(each, two),
    "wacht": lambda world, each, _, __: world.wacht(each),
}
"""The deeds that others can do between two calls of a process."""
