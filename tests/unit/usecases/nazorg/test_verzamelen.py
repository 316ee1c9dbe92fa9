"""The collecting of mail, step by step: what is handed out, what is not, and how it goes on."""

import json
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from csv import DictReader
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from random import Random
from uuid import UUID
from zipfile import ZipFile

import pytest

from klantmail.domain.adressering import Ontvanger
from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort
from klantmail.domain.beperking import Beperking
from klantmail.domain.bewaren import Gespreksstand, Mailstand
from klantmail.domain.concept import Concept
from klantmail.domain.document import Informatieobject, Tekst
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Ontleedstand, Verdicts
from klantmail.domain.identificatie import emailbericht_id
from klantmail.domain.inzageverzoek import Inzageverzoek
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.maildossier import Maildossier, deel_van
from klantmail.domain.notitie import Notitie
from klantmail.domain.rectificatie import Rectificatie
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzamelverzoek import GEDULD, Verzamelverzoek, Verzoekstatus
from klantmail.domain.wooverzoek import Wooverzoek
from klantmail.domain.zoekindex import lees_woorden
from klantmail.ports.objecten import Stroom
from klantmail.usecases.keuren import Keurmeester
from klantmail.usecases.kijkers import Kijkerslezer
from klantmail.usecases.mail_van_personen import Mailzoeker
from klantmail.usecases.nazorg import verzamelen
from klantmail.usecases.nazorg.niet_ingenomen import Intaketeller
from klantmail.usecases.nazorg.verzamelen import WACHT, Keuze, Verzamelaar
from klantmail.usecases.nazorg.verzamelkeuzes import WOO_SOORTEN, Inzagekeuze, Wookeuze
from klantmail.usecases.ontvangst.plek import SES_PROEFBERICHT, intake_key
from ontleden.ontleding import Adres
from tests.support import mdto
from tests.support.builders import (
    ANNA,
    ORGANISATIE,
    POSTVAK,
    Gemeente,
    bericht,
    concept,
    document,
    klantcontact,
    taak,
    verzending,
    zaak,
)
from tests.support.fake_privacy import (
    FakeVerzamelwachtrij,
    FakeVerzoekenkast,
    FullLog,
    VasteTermijnen,
    audit_line,
    inzageverzoek,
    wooverzoek,
)
from tests.support.fakes import BEGIN, FakeArchief, FakeIntake, FakeKlok

JAN = "jan@burger.example"
EVIL = "<script>alert('x')</script>"


@dataclass
class FakeDossiers:
    mails: dict[UUID, Mailstand] = field(default_factory=dict)
    stukken: dict[UUID, tuple[Informatieobject, ...]] = field(default_factory=dict)
    stenen: set[UUID] = field(default_factory=set)
    """The mails of which a tombstone is left."""

    def zet_neer(self, mail: Mailstand, *pieces: Informatieobject) -> None:
        self.mails[mail.bericht.identificatie] = mail
        self.stukken[mail.bericht.identificatie] = pieces

    def contacten_met(self, adres: str) -> Sequence[UUID]:  # noqa: ARG002
        return []

    def niet_afgehandeld(self, postvak: str) -> Sequence[Emailbericht]:
        return [
            each.bericht
            for each in self.mails.values()
            if each.bericht.envelop.postvak == postvak and not each.bericht.afhandeling
        ]

    def afgehandeld_op(self, day: date) -> Sequence[Emailbericht]:
        return [each.bericht for each in self.mails.values() if each.bericht.afhandeling and day == dag_hier(BEGIN)]

    def emailberichten_van(self, identificaties: Sequence[UUID]) -> Sequence[Emailbericht]:
        return [self.mails[each].bericht for each in identificaties if each in self.mails]

    def gesprek(self, gesprek: UUID) -> Gespreksstand:
        return Gespreksstand(tuple(each for each in self.mails.values() if each.bericht.gesprek == gesprek))

    def documenten(self, mail: Mailstand, *, geheel: bool) -> Sequence[Informatieobject]:
        return self.stukken[mail.bericht.identificatie] if geheel else ()

    def vernietigd(self, emailberichten: Sequence[UUID]) -> frozenset[UUID]:
        return frozenset(self.stenen.intersection(emailberichten))

    def notities(self, mail: Mailstand) -> Sequence[Notitie]:
        over = mail.bericht.identificatie
        return [Notitie(identificatie=over, over=over, tekst=EVIL, medewerker=ANNA.identificatie, naam=ANNA.naam, tijdstip=BEGIN)]

    def rectificaties(self, mail: Mailstand) -> Sequence[Rectificatie]:
        return [
            Rectificatie(
                identificatie=each.identificatie,
                klantcontact=each.identificatie,
                tekst="Met dubbel s",
                medewerker=ANNA.identificatie,
                naam=ANNA.naam,
                tijdstip=BEGIN,
            )
            for each in mail.klantcontacten
        ]

    def concepten(self, mail: Mailstand) -> Sequence[Concept]:
        return [replace(concept(), emailbericht=mail.bericht.identificatie)]


@dataclass
class Setup:
    kast: FakeVerzoekenkast[Inzageverzoek] = field(default_factory=FakeVerzoekenkast)
    wookast: FakeVerzoekenkast[Wooverzoek] = field(default_factory=FakeVerzoekenkast)
    dossiers: FakeDossiers = field(default_factory=FakeDossiers)
    archief: FakeArchief = field(default_factory=FakeArchief)
    intake: FakeIntake = field(default_factory=FakeIntake)
    wachtrij: FakeVerzamelwachtrij = field(default_factory=FakeVerzamelwachtrij)
    log: FullLog = field(default_factory=lambda: FullLog([]))
    klok: FakeKlok = field(default_factory=FakeKlok)
    noted: list[UUID] = field(default_factory=list)
    vol: int = 1_000_000
    keurt: bool = False

    def mail(self, number: int, *, van: str = JAN, verdicts: Verdicts | None = None) -> Mailstand:
        """Have a mail with everything that can come of it, and its objects."""
        one = bericht(number)
        envelop = replace(one.envelop, afzender=Adres("Jan", van), onderwerp=EVIL, verdicts=verdicts or one.envelop.verdicts)
        piece = replace(
            document(number), bestandsnaam="ken/teken.pdf", object_key=f"emailberichten/{one.identificatie}/bijlagen/2-b"
        )
        raw = replace(one.ruw, object_key=f"emailberichten/{one.identificatie}/abc.eml")
        stand = Mailstand(
            bericht=replace(one, envelop=envelop, ruw=raw),
            klantcontacten=(replace(klantcontact(number, tekst=EVIL), emailbericht=one.identificatie),),
            taken=(taak(number),),
            verzendingen=(verzending(number),),
            zaken=(zaak(number),),
        )
        self.dossiers.zet_neer(stand, piece)
        for key in (raw.object_key, piece.object_key, stand.verzendingen[0].object_key):
            self.archief.objecten[key] = f"bytes of {key}".encode()
        return stand

    def vraag(self) -> UUID:
        verzoek = inzageverzoek(JAN)
        self.kast.bewaard[verzoek.identificatie] = verzoek
        return verzoek.identificatie

    def vraag_woo(self, words: str = "windmolens", van: date | None = None, tot: date | None = None) -> UUID:
        """Ask for the mail of the day of `BEGIN`."""
        verzoek = wooverzoek(*lees_woorden(words), van=van, tot=tot)
        self.wookast.bewaard[verzoek.identificatie] = verzoek
        return verzoek.identificatie

    def over(self, number: int, onderwerp: str, kind: Afhandelsoort | None = Afhandelsoort.ANTWOORD) -> Mailstand:
        """Have a mail with this subject, and with this outcome."""
        mail = self.mail(number)
        bericht_ = replace(mail.bericht, envelop=replace(mail.bericht.envelop, onderwerp=onderwerp))
        if kind:
            bericht_ = replace(bericht_, status=Berichtstatus.AFGEHANDELD, afhandeling=_uitkomst(kind))
        anders = replace(mail, bericht=bericht_)
        self.dossiers.mails[bericht_.identificatie] = anders
        return anders

    def noteer(self, verzoek: Verzamelverzoek, dossier: Maildossier) -> None:  # noqa: ARG002
        self.noted.append(dossier.mail.bericht.identificatie)

    def verzamel(self, identificatie: UUID) -> int:
        """Take steps until no more is offered, and return how many there were."""
        self.wachtrij.aangeboden = [identificatie]
        steps = 0
        while self.wachtrij.aangeboden:
            self.stap(self.wachtrij.aangeboden.pop())
            steps += 1
            assert steps < 50, "it waits for what does not come here"
        return steps

    def stap(self, identificatie: UUID) -> str:
        if identificatie in self.wookast.bewaard:
            woo = Wookeuze(self.dossiers, (POSTVAK,), "Gemeente <Voorbeeld>", self.klok)
            return self._verzamelaar(self.wookast, woo).ga_door(identificatie, self.noteer)
        inzage = Inzagekeuze(Mailzoeker(self.dossiers, (POSTVAK,), self.klok), "Gemeente <Voorbeeld>")
        return self._verzamelaar(self.kast, inzage).ga_door(identificatie, self.noteer)

    def _verzamelaar[V: Verzamelverzoek](self, kast: FakeVerzoekenkast[V], choice: Keuze[V]) -> Verzamelaar[V]:
        return Verzamelaar(
            kast=kast,
            keuze=choice,
            dossiers=self.dossiers,
            intake=Intaketeller(self.intake, self.dossiers, (POSTVAK,)),
            termijnen=VasteTermijnen(),
            archief=self.archief,
            keurmeester=Keurmeester(self.archief, BEGIN - timedelta(days=1) if self.keurt else None),
            kijkers=Kijkerslezer(self.log, Gemeente().repos, self.klok),
            wachtrij=self.wachtrij,
            organisatie=replace(ORGANISATIE, naam="Gemeente <Voorbeeld>"),
            vol=self.vol,
            klok=self.klok,
            slaap=lambda _: None,
        )

    def zips(self, identificatie: UUID) -> list[dict[str, bytes]]:
        uit = []
        for file in {**self.kast.bewaard, **self.wookast.bewaard}[identificatie].bestanden:
            with ZipFile(BytesIO(self.archief.objecten[file.object_key])) as zip_:
                uit.append({name: zip_.read(name) for name in zip_.namelist()})
        return uit


def _uitkomst(kind: Afhandelsoort) -> Afhandeling:
    return Afhandeling(
        soort=kind,
        klantcontacten=(),
        reden="doublure" if kind is Afhandelsoort.GEEN_KLANTCONTACT else "",
        idempotency_key="k",
        vingerafdruk="v",
        tijdstip=BEGIN,
        medewerker=ANNA.identificatie,
    )


def _zonder_bestand(mail: Mailstand) -> Iterator[str]:
    """Yield what is described of a mail, beside its files."""
    yield "emailbericht"
    yield from (f"klantcontacten/{each.identificatie}" for each in mail.klantcontacten)
    yield from (f"verzendingen/{each.identificatie}" for each in mail.verzendingen)


@pytest.fixture
def setup() -> Setup:
    return Setup()


def test_a_zip_has_the_files_the_records_by_kind_and_a_page_that_runs_nothing(setup: Setup) -> None:
    mail = setup.mail(1)
    gezocht = setup.vraag()
    assert setup.verzamel(gezocht) == 2
    (files,) = setup.zips(gezocht)
    directory = f"emailberichten/{mail.bericht.identificatie}/"
    assert files[f"{directory}e-mail.eml"] == setup.archief.objecten[mail.bericht.ruw.object_key]
    assert f"{directory}bijlagen/1 ken_teken.pdf" in files
    assert f"{directory}verzonden/{mail.verzendingen[0].identificatie}.eml" in files
    described = {name: inhoud for name, inhoud in files.items() if name.endswith(".mdto.xml")}
    assert {name for name in files if name.startswith(directory) and name not in described} == {
        name.removesuffix(".mdto.xml") for name in described
    } - {f"{directory}{kind}" for kind in _zonder_bestand(mail)}
    assert [mdto.faults(xml) for xml in described.values()] == [[]] * 6
    for kind, count in setup.kast.bewaard[gezocht].aantallen.items():
        assert len(json.loads(files[f"gegevens/{kind}.json"])) == count == (0 if kind == "inzagen" else 1)
    (contact,) = json.loads(files["gegevens/klantcontacten.json"])
    assert (contact["inhoud"], contact["geregistreerdOp"]) == (EVIL, "2026-11-24T09:01:00.000Z")
    assert "idempotencyKey" not in files["gegevens/emailberichten.json"].decode()
    page = files["overzicht.html"].decode()
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 2
    assert "Gemeente &lt;Voorbeeld&gt;" in page
    assert "Met dubbel s" in page
    assert f'href="{directory}bijlagen/1%20ken_teken.pdf"' in page
    assert "default-src 'none'" in page


def test_who_looked_is_named_by_what_is_of_this_person_only(setup: Setup) -> None:
    mail = setup.mail(1)
    seen = str(mail.bericht.identificatie)
    setup.log.regels = [audit_line(1, seen, "iets van een ander"), audit_line(2, "iets van een ander")]
    gezocht = setup.vraag()
    setup.verzamel(gezocht)
    (files,) = setup.zips(gezocht)
    (line,) = json.loads(files["gegevens/inzagen.json"])
    assert (line["records"], line["naam"], line["actie"]) == ([seen], ANNA.naam, "GET /emailberichten/{identificatie}")
    assert "iets van een ander" not in files["overzicht.html"].decode()


def test_a_full_zip_is_followed_by_another_each_in_a_step_of_its_own(setup: Setup) -> None:
    for number in (1, 2, 3):
        setup.mail(number)
    setup.vol = 10
    gezocht = setup.vraag()
    assert setup.stap(gezocht) == "wordt_gemaakt"
    assert (setup.kast.bewaard[gezocht].gevonden, setup.noted) == (3, [])
    setup.stap(gezocht)
    half = setup.kast.bewaard[gezocht]
    assert (half.verwerkt, half.status) == (1, Verzoekstatus.WORDT_GEMAAKT)
    assert setup.wachtrij.aangeboden == [gezocht] * 2
    assert setup.verzamel(gezocht) == 2
    assert [each.emailberichten for each in setup.kast.bewaard[gezocht].bestanden] == [1, 1, 1]
    assert len(setup.noted) == 3
    assert setup.stap(gezocht) == "klaar"
    assert len(setup.noted) == 3, "what is done is not read again"
    assert setup.wachtrij.aangeboden == []


def test_a_mail_that_was_destroyed_meanwhile_is_passed_over(setup: Setup) -> None:
    first, second = setup.mail(1), setup.mail(2)
    gezocht = setup.vraag()
    setup.vol = 10
    noteer = setup.noteer

    def weg(verzoek: Verzamelverzoek, dossier: Maildossier) -> None:
        noteer(verzoek, dossier)
        setup.dossiers.mails.pop(second.bericht.identificatie, None)

    setup.noteer = weg  # type: ignore[method-assign]
    setup.verzamel(gezocht)
    klaar = setup.kast.bewaard[gezocht]
    assert (klaar.status, klaar.verwerkt, klaar.aantallen["emailberichten"]) == (Verzoekstatus.KLAAR, 2, 1)
    assert setup.noted == [first.bericht.identificatie]


def test_what_may_harm_is_named_and_left_out(setup: Setup) -> None:
    mail = setup.mail(1)
    setup.keurt = True
    (piece,) = setup.dossiers.stukken[mail.bericht.identificatie]
    setup.archief.oordelen = {
        mail.bericht.ruw.object_key: Keuroordeel.SCHOON,
        piece.object_key: Keuroordeel.DREIGING,
        mail.verzendingen[0].object_key: Keuroordeel.NIET_TE_KEUREN,
    }
    gezocht = setup.vraag()
    setup.verzamel(gezocht)
    (files,) = setup.zips(gezocht)
    assert [name for name in files if name.startswith("emailberichten/") and not name.endswith(".mdto.xml")] == [
        f"emailberichten/{mail.bericht.identificatie}/e-mail.eml"
    ]
    (record,) = json.loads(files["gegevens/emailberichten.json"])
    assert record["nietMeegegeven"].keys() == {"1 ken_teken.pdf", f"verzonden/{mail.verzendingen[0].identificatie}.eml"}
    assert "virus of andere dreiging" in files["overzicht.html"].decode()


def _keur_alles_behalve(setup: Setup, *mails: Mailstand) -> None:
    """Have the scanner call all clean that is there, but the attachment of these mails: it did not come to that yet."""
    setup.keurt = True
    setup.archief.oordelen = dict.fromkeys(setup.archief.objecten, Keuroordeel.SCHOON)
    for mail in mails:
        (piece,) = setup.dossiers.stukken[mail.bericht.identificatie]
        setup.archief.oordelen[piece.object_key] = Keuroordeel.NOG_NIET


def test_a_file_that_is_yet_to_be_judged_is_waited_for_and_handed_out(setup: Setup) -> None:
    first, second, third = setup.mail(1), setup.mail(2), setup.mail(3)
    _keur_alles_behalve(setup, second)
    gezocht = setup.vraag()
    setup.stap(gezocht)
    setup.stap(gezocht)
    half = setup.kast.bewaard[gezocht]
    assert (half.verwerkt, half.status) == (1, Verzoekstatus.WORDT_GEMAAKT)
    assert not any(str(second.bericht.identificatie) in name for name in setup.zips(gezocht)[0]), "nothing of it is in yet"
    for _ in range(2):
        assert setup.stap(gezocht) == "wordt_gemaakt"
        assert setup.kast.bewaard[gezocht] is half, "nothing is written while nothing changes"
    assert setup.wachtrij.over == [0, 0, WACHT, WACHT]
    _keur_alles_behalve(setup)
    setup.stap(gezocht)
    klaar = setup.kast.bewaard[gezocht]
    assert (klaar.status, [each.emailberichten for each in klaar.bestanden]) == (Verzoekstatus.KLAAR, [1, 2])
    assert setup.noted == [each.bericht.identificatie for each in (first, second, third)], "each is read once"
    assert not any(
        record["nietMeegegeven"] for files in setup.zips(gezocht) for record in json.loads(files["gegevens/emailberichten.json"])
    )


def test_a_zip_without_mail_says_that_there_is_none_only_when_it_is_all(setup: Setup) -> None:
    first, second = setup.mail(1), setup.mail(2)
    _keur_alles_behalve(setup, second)
    gezocht = setup.vraag()
    setup.stap(gezocht)
    del setup.dossiers.mails[first.bericht.identificatie]
    setup.stap(gezocht)
    _keur_alles_behalve(setup)
    setup.stap(gezocht)
    without, last = (each["overzicht.html"].decode() for each in setup.zips(gezocht))
    assert "geen e-mail van dit adres" not in without
    assert "In dit bestand staat geen e-mail." in without
    assert "geen e-mail" not in last


def test_a_file_that_is_not_judged_for_hours_is_named_and_left_out(setup: Setup) -> None:
    _keur_alles_behalve(setup, setup.mail(1))
    gezocht = setup.vraag()
    setup.stap(gezocht)
    setup.klok.advance(GEDULD - timedelta(seconds=1))
    assert setup.stap(gezocht) == "wordt_gemaakt"
    setup.klok.advance(timedelta(seconds=1))
    assert setup.stap(gezocht) == "klaar"
    (files,) = setup.zips(gezocht)
    (record,) = json.loads(files["gegevens/emailberichten.json"])
    assert record["nietMeegegeven"].keys() == {"1 ken_teken.pdf"}
    assert "wordt nog gecontroleerd op virussen" in files["overzicht.html"].decode()


def test_a_mail_in_which_ses_found_a_virus_is_described_and_not_handed_out(setup: Setup) -> None:
    goed = bericht().envelop.verdicts
    mail = setup.mail(1, verdicts=replace(goed, virus="FAIL"))
    gezocht = setup.vraag()
    setup.verzamel(gezocht)
    (files,) = setup.zips(gezocht)
    (record,) = json.loads(files["gegevens/emailberichten.json"])
    assert record["identificatie"] == str(mail.bericht.identificatie)
    assert set(record["nietMeegegeven"].values()) == {"In deze e-mail is een virus gevonden."}
    assert not any(name.endswith(("e-mail.eml", ".pdf")) for name in files)


def test_a_long_text_is_whole(setup: Setup) -> None:
    mail = setup.mail(1)
    lang = replace(mail.klantcontacten[0], inhoud=Tekst(None, 5, "emailberichten/x/inhoud.txt"))
    setup.dossiers.mails[mail.bericht.identificatie] = replace(mail, klantcontacten=(lang,))
    setup.archief.objecten["emailberichten/x/inhoud.txt"] = "héél".encode()
    gezocht = setup.vraag()
    setup.verzamel(gezocht)
    (contact,) = json.loads(setup.zips(gezocht)[0]["gegevens/klantcontacten.json"])
    assert contact["inhoud"] == "héél"


def test_of_the_mail_of_another_only_what_was_sent_to_this_person_is_theirs(setup: Setup) -> None:
    mail = setup.mail(1, van="eva@burger.example")
    van_ons = replace(
        mail.klantcontacten[0],
        identificatie=UUID(int=9),
        initiatiefnemer=Initiatiefnemer.GEMEENTE,
        ontvangers=(Ontvanger(JAN.upper()),),
    )
    aan_eva = replace(van_ons, identificatie=UUID(int=10), ontvangers=(Ontvanger("eva@burger.example"),))
    complete = replace(mail, klantcontacten=(*mail.klantcontacten, van_ons, aan_eva))
    part, whole = deel_van(complete, {JAN})
    assert not whole
    assert [each.identificatie for each in part.klantcontacten] == [UUID(int=9)]
    assert (part.verzendingen, part.taken, part.zaken) == (mail.verzendingen, (), ())
    assert deel_van(complete, {"eva@burger.example"}) == (complete, True)
    niets, _ = deel_van(complete, {"niemand@burger.example"})
    assert (niets.klantcontacten, niets.verzendingen) == ((), ())


class LargeArchief(FakeArchief):
    """An archive of mails of a megabyte each, which forgets the zips that it gets."""

    def lees(self, object_key: str) -> bytes:
        if not object_key.endswith(".eml"):
            return super().lees(object_key)
        return Random(object_key).randbytes(1024 * 1024)  # noqa: S311  # bytes that deflating leaves as long

    def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:
        if not object_key.endswith(".zip"):
            super().bewaar(object_key, inhoud, formaat)


def test_what_is_in_memory_does_not_grow_with_what_a_person_wrote(setup: Setup) -> None:
    setup.archief = LargeArchief()
    for number in range(1, 25):
        mail = setup.mail(number)
        setup.dossiers.zet_neer(replace(mail, verzendingen=()))
    setup.vol = 2 * 1024 * 1024
    gezocht = setup.vraag()
    tracemalloc.start()
    try:
        setup.verzamel(gezocht)
        _, hoogste = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert setup.kast.bewaard[gezocht].aantallen["emailberichten"] == 24
    assert hoogste < 4 * setup.vol, "of 24 MB"


# -- for a Woo-verzoek -------------------------------------------------------------------------------------------------


def _weggelaten(zip_: dict[str, bytes]) -> dict[str, str]:
    """Return the reason of each line, by the number of its mail and the name of its file."""
    return {
        f"{row['emailbericht']} {row['bestand']}".strip(): row["reden"]
        for row in DictReader(StringIO(zip_["weggelaten.csv"].decode()))
    }


def test_mail_about_a_matter_is_handed_out_with_what_came_of_it_and_without_how_colleagues_work(setup: Setup) -> None:
    gevraagd, other = setup.over(1, "Wíndmolens in het dorp"), setup.over(2, "Paspoort")
    gezocht = setup.vraag_woo()
    assert setup.verzamel(gezocht) == 2
    (files,) = setup.zips(gezocht)
    klaar = setup.wookast.bewaard[gezocht]
    assert (klaar.gevonden, klaar.aantallen) == (1, {**dict.fromkeys(WOO_SOORTEN, 1), "weggelaten": 0})
    for kind in WOO_SOORTEN:
        assert len(json.loads(files[f"gegevens/{kind}.json"])) == 1
    assert {name for name in files if name.startswith("gegevens/")} == {
        f"gegevens/{kind}.json" for kind in (*WOO_SOORTEN, "verzoek")
    }
    directory = f"emailberichten/{gevraagd.bericht.identificatie}/"
    assert {f"{directory}e-mail.eml", f"{directory}e-mail.eml.mdto.xml", f"{directory}emailbericht.mdto.xml"} <= files.keys()
    assert not any(str(other.bericht.identificatie) in name for name in files)
    assert setup.noted == [gevraagd.bericht.identificatie]
    page = files["overzicht.html"].decode()
    assert "artikel 5.1 en 5.2" in page
    assert "Klantcontact van de burger" in page
    assert "<script" not in page
    assert _weggelaten(files) == {}


def test_what_matches_and_is_not_handed_out_is_named_with_the_reason(setup: Setup) -> None:
    wacht = setup.over(1, "Windmolens", None)
    dubbel = setup.over(2, "windmolens", Afhandelsoort.GEEN_KLANTCONTACT)
    spam = setup.over(3, "=WINDMOLENS()", None)
    in_quarantaine = replace(spam.bericht, status=Berichtstatus.QUARANTAINE)
    setup.dossiers.mails[spam.bericht.identificatie] = replace(spam, bericht=in_quarantaine)
    whole = setup.over(4, "Over windmolens")
    gone = setup.over(5, "Windmolens, alweer")
    beperkt = setup.over(6, "Windmolens, en over mij")
    stil = replace(
        beperkt.bericht, beperkingen=(Beperking(medewerker=UUID(int=7), naam="Hanna", tijdstip=BEGIN, reden="bezwaar"),)
    )
    setup.dossiers.mails[beperkt.bericht.identificatie] = replace(beperkt, bericht=stil)
    setup.keurt = True
    (piece,) = setup.dossiers.stukken[whole.bericht.identificatie]
    setup.archief.oordelen = {
        whole.bericht.ruw.object_key: Keuroordeel.SCHOON,
        piece.object_key: Keuroordeel.DREIGING,
        whole.verzendingen[0].object_key: Keuroordeel.SCHOON,
    }
    gezocht = setup.vraag_woo()
    setup.stap(gezocht)
    del setup.dossiers.mails[gone.bericht.identificatie]
    setup.verzamel(gezocht)
    (files,) = setup.zips(gezocht)
    assert _weggelaten(files) == {
        str(wacht.bericht.identificatie): "niet_afgehandeld",
        str(dubbel.bericht.identificatie): "geen_klantcontact",
        str(spam.bericht.identificatie): "quarantaine",
        str(gone.bericht.identificatie): "vernietigd",
        str(beperkt.bericht.identificatie): "beperkt",
        f"{whole.bericht.identificatie} 1 ken_teken.pdf": "bestand",
    }
    klaar = setup.wookast.bewaard[gezocht]
    assert (klaar.verwerkt, klaar.aantallen["emailberichten"], klaar.aantallen["weggelaten"]) == (6, 1, 6)
    text = files["weggelaten.csv"].decode()
    assert "Gesloten zonder klantcontact: doublure." in text
    assert "over mij" not in text, "of a restricted mail only that it is there is told"
    assert ",'=WINDMOLENS()," in text, "no spreadsheet takes what a citizen wrote for a formula"
    assert setup.noted == [whole.bericht.identificatie]


def test_what_is_left_out_fills_a_zip_too(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verzamelen, "MAX_MAILS", 2)
    for number in range(1, 6):
        setup.over(number, "Windmolens", None)
    gezocht = setup.vraag_woo()
    assert setup.verzamel(gezocht) == 4
    lines = [_weggelaten(each) for each in setup.zips(gezocht)]
    assert [len(each) for each in lines] == [2, 2, 1]
    assert len({name for each in lines for name in each}) == 5


def test_mail_of_another_day_is_not_asked_for(setup: Setup) -> None:
    setup.over(1, "Windmolens")
    yesterday = dag_hier(BEGIN) - timedelta(days=1)
    gezocht = setup.vraag_woo(van=yesterday, tot=yesterday)
    setup.verzamel(gezocht)
    assert setup.wookast.bewaard[gezocht].gevonden == 0
    assert "geen e-mail gevonden" in setup.zips(gezocht)[0]["overzicht.html"].decode()


# -- mail that was not taken in ----------------------------------------------------------------------------------------


def _in_intake(setup: Setup, name: str, *, over: timedelta = timedelta(), postvak: str = POSTVAK) -> UUID:
    """Have SES leave a mail, so long after it was asked; return the e-mailbericht that it becomes."""
    key = intake_key(postvak, name)
    setup.intake.objecten[key], setup.intake.sinds[key] = b"", BEGIN + over
    return emailbericht_id(postvak, name)


def _verzoek(setup: Setup, gezocht: UUID) -> Verzamelverzoek:
    return {**setup.kast.bewaard, **setup.wookast.bewaard}[gezocht]


@pytest.mark.parametrize("vraag", [Setup.vraag, Setup.vraag_woo])
def test_a_request_waits_while_mail_that_was_there_before_it_is_not_taken_in(
    setup: Setup, vraag: Callable[[Setup], UUID]
) -> None:
    gezocht = vraag(setup)
    for name in ("ses-1", "ses-2"):
        _in_intake(setup, name)
    assert setup.stap(gezocht) == "wordt_gemaakt"
    wacht = _verzoek(setup, gezocht)
    assert (wacht.niet_ingenomen, wacht.gevonden_key, wacht.versie) == (2, "", 2)
    setup.stap(gezocht)
    assert _verzoek(setup, gezocht) == wacht, "nothing is written while nothing changes"
    assert (setup.wachtrij.aangeboden, setup.wachtrij.over) == ([gezocht] * 2, [WACHT] * 2)
    setup.intake.objecten.clear()
    assert setup.verzamel(gezocht) == 2
    klaar = _verzoek(setup, gezocht)
    assert (klaar.status, klaar.niet_ingenomen, setup.wachtrij.over[2:]) == (Verzoekstatus.KLAAR, 0, [0])
    (files,) = setup.zips(gezocht)
    assert json.loads(files["gegevens/verzoek.json"]) == {"nietIngenomen": 0}
    assert "ingenomen" not in files["overzicht.html"].decode()


def test_mail_that_was_taken_in_while_a_request_waited_is_part_of_it(setup: Setup) -> None:
    gezocht = setup.vraag()
    _in_intake(setup, "ses-1")
    setup.stap(gezocht)
    setup.intake.objecten.clear()
    setup.mail(1)
    setup.verzamel(gezocht)
    assert _verzoek(setup, gezocht).gevonden == 1


def test_after_hours_a_request_goes_on_and_says_how_much_mail_was_not_taken_in(setup: Setup) -> None:
    gezocht = setup.vraag()
    setup.mail(1)
    for name in ("ses-1", "ses-2", "ses-3"):
        _in_intake(setup, name)
    setup.stap(gezocht)
    setup.klok.advance(GEDULD - timedelta(seconds=1))
    setup.stap(gezocht)
    assert _verzoek(setup, gezocht).gevonden_key == ""
    setup.klok.advance(timedelta(seconds=1))
    setup.verzamel(gezocht)
    klaar = _verzoek(setup, gezocht)
    assert (klaar.status, klaar.gevonden, klaar.niet_ingenomen) == (Verzoekstatus.KLAAR, 1, 3)
    (files,) = setup.zips(gezocht)
    assert json.loads(files["gegevens/verzoek.json"]) == {"nietIngenomen": 3}
    assert "nog niet had ingenomen" in (page := files["overzicht.html"].decode())
    assert "Aantal: 3." in page


def test_a_request_does_not_wait_for_what_came_later_nor_for_what_is_no_mail_of_ours(setup: Setup) -> None:
    gezocht = setup.vraag()
    _in_intake(setup, "later", over=timedelta(seconds=1))
    _in_intake(setup, SES_PROEFBERICHT)
    _in_intake(setup, "ses-1", postvak="vreemd@elders.example")
    assert (setup.verzamel(gezocht), _verzoek(setup, gezocht).niet_ingenomen) == (2, 0)


@pytest.mark.parametrize(
    ("stand", "wacht"), [(Ontleedstand.GEREED, False), (Ontleedstand.MISLUKT, False), (Ontleedstand.ONTBREEKT, True)]
)
def test_an_object_that_is_left_of_a_mail_counts_only_until_that_mail_was_read(
    setup: Setup, stand: Ontleedstand, *, wacht: bool
) -> None:
    gezocht = setup.vraag()
    mail = setup.mail(1)
    ingenomen = replace(mail.bericht, identificatie=_in_intake(setup, "ses-1"), ontleedstand=stand)
    setup.dossiers.mails[ingenomen.identificatie] = replace(mail, bericht=ingenomen)
    setup.stap(gezocht)
    assert (_verzoek(setup, gezocht).gevonden_key == "") is wacht


def test_an_object_that_is_left_of_a_mail_that_was_destroyed_does_not_count(setup: Setup) -> None:
    gezocht = setup.vraag()
    setup.dossiers.stenen.add(_in_intake(setup, "ses-1"))
    setup.stap(gezocht)
    assert _verzoek(setup, gezocht).gevonden_key


def test_mails_in_the_intake_are_counted_however_many_there_are(setup: Setup) -> None:
    gezocht = setup.vraag()
    for number in range(250):
        _in_intake(setup, f"ses-{number}")
    setup.dossiers.stenen |= {_in_intake(setup, f"ses-{number}") for number in range(0, 250, 5)}
    setup.stap(gezocht)
    assert _verzoek(setup, gezocht).niet_ingenomen == 200
