"""The collecting of mail, step by step: what is handed out, what is not, and how it goes on."""

import json
import tracemalloc
from collections.abc import Iterator, Sequence
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
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Verdicts
from klantmail.domain.inzageverzoek import Inzageverzoek
from klantmail.domain.keuring import Keuroordeel
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.maildossier import Maildossier, deel_van
from klantmail.domain.notitie import Notitie
from klantmail.domain.rectificatie import Rectificatie
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzamelverzoek import Verzamelverzoek, Verzoekstatus
from klantmail.domain.wooverzoek import Wooverzoek
from klantmail.domain.zoekindex import lees_woorden
from klantmail.ports.objecten import Stroom
from klantmail.usecases.keuren import Keurmeester
from klantmail.usecases.kijkers import Kijkerslezer
from klantmail.usecases.mail_van_personen import Mailzoeker
from klantmail.usecases.nazorg import verzamelen
from klantmail.usecases.nazorg.verzamelen import Keuze, Verzamelaar
from klantmail.usecases.nazorg.verzamelkeuzes import WOO_SOORTEN, Inzagekeuze, Wookeuze
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
    NepVerzamelwachtrij,
    NepVerzoekenkast,
    VasteTermijnen,
    VolLog,
    audit_line,
    inzageverzoek,
    wooverzoek,
)
from tests.support.fakes import BEGIN, NepArchief, NepKlok

JAN = "jan@burger.example"
EVIL = "<script>alert('x')</script>"


@dataclass
class NepDossiers:
    mails: dict[UUID, Mailstand] = field(default_factory=dict)
    stukken: dict[UUID, tuple[Informatieobject, ...]] = field(default_factory=dict)

    def zet_neer(self, mail: Mailstand, *stukken: Informatieobject) -> None:
        self.mails[mail.bericht.identificatie] = mail
        self.stukken[mail.bericht.identificatie] = stukken

    def contacten_met(self, adres: str) -> Sequence[UUID]:  # noqa: ARG002
        return []

    def niet_afgehandeld(self, postvak: str) -> Sequence[Emailbericht]:
        return [
            een.bericht for een in self.mails.values() if een.bericht.envelop.postvak == postvak and not een.bericht.afhandeling
        ]

    def afgehandeld_op(self, dag: date) -> Sequence[Emailbericht]:
        return [een.bericht for een in self.mails.values() if een.bericht.afhandeling and dag == dag_hier(BEGIN)]

    def emailberichten_van(self, identificaties: Sequence[UUID]) -> Sequence[Emailbericht]:
        return [self.mails[een].bericht for een in identificaties if een in self.mails]

    def gesprek(self, gesprek: UUID) -> Gespreksstand:
        return Gespreksstand(tuple(een for een in self.mails.values() if een.bericht.gesprek == gesprek))

    def documenten(self, mail: Mailstand, *, geheel: bool) -> Sequence[Informatieobject]:
        return self.stukken[mail.bericht.identificatie] if geheel else ()

    def notities(self, mail: Mailstand) -> Sequence[Notitie]:
        over = mail.bericht.identificatie
        return [Notitie(identificatie=over, over=over, tekst=EVIL, medewerker=ANNA.identificatie, naam=ANNA.naam, tijdstip=BEGIN)]

    def rectificaties(self, mail: Mailstand) -> Sequence[Rectificatie]:
        return [
            Rectificatie(
                identificatie=een.identificatie,
                klantcontact=een.identificatie,
                tekst="Met dubbel s",
                medewerker=ANNA.identificatie,
                naam=ANNA.naam,
                tijdstip=BEGIN,
            )
            for een in mail.klantcontacten
        ]

    def concepten(self, mail: Mailstand) -> Sequence[Concept]:
        return [replace(concept(), emailbericht=mail.bericht.identificatie)]


@dataclass
class Opzet:
    kast: NepVerzoekenkast[Inzageverzoek] = field(default_factory=NepVerzoekenkast)
    wookast: NepVerzoekenkast[Wooverzoek] = field(default_factory=NepVerzoekenkast)
    dossiers: NepDossiers = field(default_factory=NepDossiers)
    archief: NepArchief = field(default_factory=NepArchief)
    wachtrij: NepVerzamelwachtrij = field(default_factory=NepVerzamelwachtrij)
    log: VolLog = field(default_factory=lambda: VolLog([]))
    klok: NepKlok = field(default_factory=NepKlok)
    genoteerd: list[UUID] = field(default_factory=list)
    vol: int = 1_000_000
    keurt: bool = False

    def mail(self, nummer: int, *, van: str = JAN, verdicts: Verdicts | None = None) -> Mailstand:
        """Have a mail with everything that can come of it, and its objects."""
        een = bericht(nummer)
        envelop = replace(een.envelop, afzender=Adres("Jan", van), onderwerp=EVIL, verdicts=verdicts or een.envelop.verdicts)
        stuk = replace(
            document(nummer), bestandsnaam="ken/teken.pdf", object_key=f"emailberichten/{een.identificatie}/bijlagen/2-b"
        )
        ruw = replace(een.ruw, object_key=f"emailberichten/{een.identificatie}/abc.eml")
        stand = Mailstand(
            bericht=replace(een, envelop=envelop, ruw=ruw),
            klantcontacten=(replace(klantcontact(nummer, tekst=EVIL), emailbericht=een.identificatie),),
            taken=(taak(nummer),),
            verzendingen=(verzending(nummer),),
            zaken=(zaak(nummer),),
        )
        self.dossiers.zet_neer(stand, stuk)
        for key in (ruw.object_key, stuk.object_key, stand.verzendingen[0].object_key):
            self.archief.objecten[key] = f"bytes of {key}".encode()
        return stand

    def vraag(self) -> UUID:
        verzoek = inzageverzoek(JAN)
        self.kast.bewaard[verzoek.identificatie] = verzoek
        return verzoek.identificatie

    def vraag_woo(self, woorden: str = "windmolens", van: date | None = None, tot: date | None = None) -> UUID:
        """Ask for the mail of the day of `BEGIN`."""
        verzoek = wooverzoek(*lees_woorden(woorden), van=van, tot=tot)
        self.wookast.bewaard[verzoek.identificatie] = verzoek
        return verzoek.identificatie

    def over(self, nummer: int, onderwerp: str, soort: Afhandelsoort | None = Afhandelsoort.ANTWOORD) -> Mailstand:
        """Have a mail with this subject, and with this outcome."""
        mail = self.mail(nummer)
        bericht_ = replace(mail.bericht, envelop=replace(mail.bericht.envelop, onderwerp=onderwerp))
        if soort:
            bericht_ = replace(bericht_, status=Berichtstatus.AFGEHANDELD, afhandeling=_uitkomst(soort))
        anders = replace(mail, bericht=bericht_)
        self.dossiers.mails[bericht_.identificatie] = anders
        return anders

    def noteer(self, verzoek: Verzamelverzoek, dossier: Maildossier) -> None:  # noqa: ARG002
        self.genoteerd.append(dossier.mail.bericht.identificatie)

    def verzamel(self, identificatie: UUID) -> int:
        """Take steps until no more is offered, and return how many there were."""
        self.wachtrij.aangeboden = [identificatie]
        stappen = 0
        while self.wachtrij.aangeboden:
            self.stap(self.wachtrij.aangeboden.pop())
            stappen += 1
        return stappen

    def stap(self, identificatie: UUID) -> str:
        if identificatie in self.wookast.bewaard:
            woo = Wookeuze(self.dossiers, (POSTVAK,), "Gemeente <Voorbeeld>", self.klok)
            return self._verzamelaar(self.wookast, woo).ga_door(identificatie, self.noteer)
        inzage = Inzagekeuze(Mailzoeker(self.dossiers, (POSTVAK,), self.klok), "Gemeente <Voorbeeld>")
        return self._verzamelaar(self.kast, inzage).ga_door(identificatie, self.noteer)

    def _verzamelaar[V: Verzamelverzoek](self, kast: NepVerzoekenkast[V], keuze: Keuze[V]) -> Verzamelaar[V]:
        return Verzamelaar(
            kast=kast,
            keuze=keuze,
            dossiers=self.dossiers,
            termijnen=VasteTermijnen(),
            archief=self.archief,
            keurmeester=Keurmeester(self.archief, BEGIN - timedelta(days=1) if self.keurt else None),
            kijkers=Kijkerslezer(self.log, Gemeente().register, self.klok),
            wachtrij=self.wachtrij,
            organisatie=replace(ORGANISATIE, naam="Gemeente <Voorbeeld>"),
            vol=self.vol,
            klok=self.klok,
            slaap=lambda _: None,
        )

    def zips(self, identificatie: UUID) -> list[dict[str, bytes]]:
        uit = []
        for bestand in {**self.kast.bewaard, **self.wookast.bewaard}[identificatie].bestanden:
            with ZipFile(BytesIO(self.archief.objecten[bestand.object_key])) as zip_:
                uit.append({naam: zip_.read(naam) for naam in zip_.namelist()})
        return uit


def _uitkomst(soort: Afhandelsoort) -> Afhandeling:
    return Afhandeling(
        soort=soort,
        klantcontacten=(),
        reden="doublure" if soort is Afhandelsoort.GEEN_KLANTCONTACT else "",
        idempotency_key="k",
        vingerafdruk="v",
        tijdstip=BEGIN,
        medewerker=ANNA.identificatie,
    )


def _zonder_bestand(mail: Mailstand) -> Iterator[str]:
    """Yield what is described of a mail, beside its files."""
    yield "emailbericht"
    yield from (f"klantcontacten/{een.identificatie}" for een in mail.klantcontacten)
    yield from (f"verzendingen/{een.identificatie}" for een in mail.verzendingen)


@pytest.fixture
def opzet() -> Opzet:
    return Opzet()


def test_a_zip_has_the_files_the_records_by_kind_and_a_page_that_runs_nothing(opzet: Opzet) -> None:
    mail = opzet.mail(1)
    gezocht = opzet.vraag()
    assert opzet.verzamel(gezocht) == 2
    (bestanden,) = opzet.zips(gezocht)
    map_ = f"emailberichten/{mail.bericht.identificatie}/"
    assert bestanden[f"{map_}e-mail.eml"] == opzet.archief.objecten[mail.bericht.ruw.object_key]
    assert f"{map_}bijlagen/1 ken_teken.pdf" in bestanden
    assert f"{map_}verzonden/{mail.verzendingen[0].identificatie}.eml" in bestanden
    beschreven = {naam: inhoud for naam, inhoud in bestanden.items() if naam.endswith(".mdto.xml")}
    assert {naam for naam in bestanden if naam.startswith(map_) and naam not in beschreven} == {
        naam.removesuffix(".mdto.xml") for naam in beschreven
    } - {f"{map_}{soort}" for soort in _zonder_bestand(mail)}
    assert [mdto.faults(xml) for xml in beschreven.values()] == [[]] * 6
    for soort, aantal in opzet.kast.bewaard[gezocht].aantallen.items():
        assert len(json.loads(bestanden[f"gegevens/{soort}.json"])) == aantal == (0 if soort == "inzagen" else 1)
    (contact,) = json.loads(bestanden["gegevens/klantcontacten.json"])
    assert (contact["inhoud"], contact["geregistreerdOp"]) == (EVIL, "2026-11-24T09:01:00.000Z")
    assert "idempotencyKey" not in bestanden["gegevens/emailberichten.json"].decode()
    pagina = bestanden["overzicht.html"].decode()
    assert "<script" not in pagina
    assert pagina.count("&lt;script&gt;") >= 2
    assert "Gemeente &lt;Voorbeeld&gt;" in pagina
    assert "Met dubbel s" in pagina
    assert f'href="{map_}bijlagen/1%20ken_teken.pdf"' in pagina
    assert "default-src 'none'" in pagina


def test_who_looked_is_named_by_what_is_of_this_person_only(opzet: Opzet) -> None:
    mail = opzet.mail(1)
    gezien = str(mail.bericht.identificatie)
    opzet.log.regels = [audit_line(1, gezien, "iets van een ander"), audit_line(2, "iets van een ander")]
    gezocht = opzet.vraag()
    opzet.verzamel(gezocht)
    (bestanden,) = opzet.zips(gezocht)
    (regel,) = json.loads(bestanden["gegevens/inzagen.json"])
    assert (regel["records"], regel["naam"], regel["actie"]) == ([gezien], ANNA.naam, "GET /emailberichten/{identificatie}")
    assert "iets van een ander" not in bestanden["overzicht.html"].decode()


def test_a_full_zip_is_followed_by_another_each_in_a_step_of_its_own(opzet: Opzet) -> None:
    for nummer in (1, 2, 3):
        opzet.mail(nummer)
    opzet.vol = 10
    gezocht = opzet.vraag()
    assert opzet.stap(gezocht) == "wordt_gemaakt"
    assert (opzet.kast.bewaard[gezocht].gevonden, opzet.genoteerd) == (3, [])
    opzet.stap(gezocht)
    half = opzet.kast.bewaard[gezocht]
    assert (half.verwerkt, half.status) == (1, Verzoekstatus.WORDT_GEMAAKT)
    assert opzet.wachtrij.aangeboden == [gezocht] * 2
    assert opzet.verzamel(gezocht) == 2
    assert [een.emailberichten for een in opzet.kast.bewaard[gezocht].bestanden] == [1, 1, 1]
    assert len(opzet.genoteerd) == 3
    assert opzet.stap(gezocht) == "klaar"
    assert len(opzet.genoteerd) == 3, "what is done is not read again"
    assert opzet.wachtrij.aangeboden == []


def test_a_mail_that_was_destroyed_meanwhile_is_passed_over(opzet: Opzet) -> None:
    eerste, tweede = opzet.mail(1), opzet.mail(2)
    gezocht = opzet.vraag()
    opzet.vol = 10
    noteer = opzet.noteer

    def weg(verzoek: Verzamelverzoek, dossier: Maildossier) -> None:
        noteer(verzoek, dossier)
        opzet.dossiers.mails.pop(tweede.bericht.identificatie, None)

    opzet.noteer = weg  # type: ignore[method-assign]
    opzet.verzamel(gezocht)
    klaar = opzet.kast.bewaard[gezocht]
    assert (klaar.status, klaar.verwerkt, klaar.aantallen["emailberichten"]) == (Verzoekstatus.KLAAR, 2, 1)
    assert opzet.genoteerd == [eerste.bericht.identificatie]


def test_what_may_harm_is_named_and_left_out(opzet: Opzet) -> None:
    mail = opzet.mail(1)
    opzet.keurt = True
    (stuk,) = opzet.dossiers.stukken[mail.bericht.identificatie]
    opzet.archief.oordelen = {
        mail.bericht.ruw.object_key: Keuroordeel.SCHOON,
        stuk.object_key: Keuroordeel.DREIGING,
        mail.verzendingen[0].object_key: Keuroordeel.NOG_NIET,
    }
    gezocht = opzet.vraag()
    opzet.verzamel(gezocht)
    (bestanden,) = opzet.zips(gezocht)
    assert [naam for naam in bestanden if naam.startswith("emailberichten/") and not naam.endswith(".mdto.xml")] == [
        f"emailberichten/{mail.bericht.identificatie}/e-mail.eml"
    ]
    (record,) = json.loads(bestanden["gegevens/emailberichten.json"])
    assert record["nietMeegegeven"].keys() == {"1 ken_teken.pdf", f"verzonden/{mail.verzendingen[0].identificatie}.eml"}
    assert "virus of andere dreiging" in bestanden["overzicht.html"].decode()


def test_a_mail_in_which_ses_found_a_virus_is_described_and_not_handed_out(opzet: Opzet) -> None:
    goed = bericht().envelop.verdicts
    mail = opzet.mail(1, verdicts=replace(goed, virus="FAIL"))
    gezocht = opzet.vraag()
    opzet.verzamel(gezocht)
    (bestanden,) = opzet.zips(gezocht)
    (record,) = json.loads(bestanden["gegevens/emailberichten.json"])
    assert record["identificatie"] == str(mail.bericht.identificatie)
    assert set(record["nietMeegegeven"].values()) == {"In deze e-mail is een virus gevonden."}
    assert not any(naam.endswith(("e-mail.eml", ".pdf")) for naam in bestanden)


def test_a_long_text_is_whole(opzet: Opzet) -> None:
    mail = opzet.mail(1)
    lang = replace(mail.klantcontacten[0], inhoud=Tekst(None, 5, "emailberichten/x/inhoud.txt"))
    opzet.dossiers.mails[mail.bericht.identificatie] = replace(mail, klantcontacten=(lang,))
    opzet.archief.objecten["emailberichten/x/inhoud.txt"] = "héél".encode()
    gezocht = opzet.vraag()
    opzet.verzamel(gezocht)
    (contact,) = json.loads(opzet.zips(gezocht)[0]["gegevens/klantcontacten.json"])
    assert contact["inhoud"] == "héél"


def test_of_the_mail_of_another_only_what_was_sent_to_this_person_is_theirs(opzet: Opzet) -> None:
    mail = opzet.mail(1, van="eva@burger.example")
    van_ons = replace(
        mail.klantcontacten[0],
        identificatie=UUID(int=9),
        initiatiefnemer=Initiatiefnemer.GEMEENTE,
        ontvangers=(Ontvanger(JAN.upper()),),
    )
    aan_eva = replace(van_ons, identificatie=UUID(int=10), ontvangers=(Ontvanger("eva@burger.example"),))
    heel = replace(mail, klantcontacten=(*mail.klantcontacten, van_ons, aan_eva))
    deel, geheel = deel_van(heel, {JAN})
    assert not geheel
    assert [een.identificatie for een in deel.klantcontacten] == [UUID(int=9)]
    assert (deel.verzendingen, deel.taken, deel.zaken) == (mail.verzendingen, (), ())
    assert deel_van(heel, {"eva@burger.example"}) == (heel, True)
    niets, _ = deel_van(heel, {"niemand@burger.example"})
    assert (niets.klantcontacten, niets.verzendingen) == ((), ())


class GroteArchief(NepArchief):
    """An archive of mails of a megabyte each, which forgets the zips that it gets."""

    def lees(self, object_key: str) -> bytes:
        if not object_key.endswith(".eml"):
            return super().lees(object_key)
        return Random(object_key).randbytes(1024 * 1024)  # noqa: S311  # bytes that deflating leaves as long

    def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:
        if not object_key.endswith(".zip"):
            super().bewaar(object_key, inhoud, formaat)


def test_what_is_in_memory_does_not_grow_with_what_a_person_wrote(opzet: Opzet) -> None:
    opzet.archief = GroteArchief()
    for nummer in range(1, 25):
        mail = opzet.mail(nummer)
        opzet.dossiers.zet_neer(replace(mail, verzendingen=()))
    opzet.vol = 2 * 1024 * 1024
    gezocht = opzet.vraag()
    tracemalloc.start()
    try:
        opzet.verzamel(gezocht)
        _, hoogste = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert opzet.kast.bewaard[gezocht].aantallen["emailberichten"] == 24
    assert hoogste < 4 * opzet.vol, "of 24 MB"


# -- for a Woo-verzoek -------------------------------------------------------------------------------------------------


def _weggelaten(zip_: dict[str, bytes]) -> dict[str, str]:
    """Return the reason of each line, by the number of its mail and the name of its file."""
    return {
        f"{rij['emailbericht']} {rij['bestand']}".strip(): rij["reden"]
        for rij in DictReader(StringIO(zip_["weggelaten.csv"].decode()))
    }


def test_mail_about_a_matter_is_handed_out_with_what_came_of_it_and_without_how_colleagues_work(opzet: Opzet) -> None:
    gevraagd, ander = opzet.over(1, "Wíndmolens in het dorp"), opzet.over(2, "Paspoort")
    gezocht = opzet.vraag_woo()
    assert opzet.verzamel(gezocht) == 2
    (bestanden,) = opzet.zips(gezocht)
    klaar = opzet.wookast.bewaard[gezocht]
    assert (klaar.gevonden, klaar.aantallen) == (1, {**dict.fromkeys(WOO_SOORTEN, 1), "weggelaten": 0})
    for soort in WOO_SOORTEN:
        assert len(json.loads(bestanden[f"gegevens/{soort}.json"])) == 1
    assert {naam for naam in bestanden if naam.startswith("gegevens/")} == {f"gegevens/{soort}.json" for soort in WOO_SOORTEN}
    map_ = f"emailberichten/{gevraagd.bericht.identificatie}/"
    assert {f"{map_}e-mail.eml", f"{map_}e-mail.eml.mdto.xml", f"{map_}emailbericht.mdto.xml"} <= bestanden.keys()
    assert not any(str(ander.bericht.identificatie) in naam for naam in bestanden)
    assert opzet.genoteerd == [gevraagd.bericht.identificatie]
    pagina = bestanden["overzicht.html"].decode()
    assert "artikel 5.1 en 5.2" in pagina
    assert "Klantcontact van de burger" in pagina
    assert "<script" not in pagina
    assert _weggelaten(bestanden) == {}


def test_what_matches_and_is_not_handed_out_is_named_with_the_reason(opzet: Opzet) -> None:
    wacht = opzet.over(1, "Windmolens", None)
    dubbel = opzet.over(2, "windmolens", Afhandelsoort.GEEN_KLANTCONTACT)
    spam = opzet.over(3, "=WINDMOLENS()", None)
    in_quarantaine = replace(spam.bericht, status=Berichtstatus.QUARANTAINE)
    opzet.dossiers.mails[spam.bericht.identificatie] = replace(spam, bericht=in_quarantaine)
    heel = opzet.over(4, "Over windmolens")
    weg = opzet.over(5, "Windmolens, alweer")
    beperkt = opzet.over(6, "Windmolens, en over mij")
    stil = replace(
        beperkt.bericht, beperkingen=(Beperking(medewerker=UUID(int=7), naam="Hanna", tijdstip=BEGIN, reden="bezwaar"),)
    )
    opzet.dossiers.mails[beperkt.bericht.identificatie] = replace(beperkt, bericht=stil)
    opzet.keurt = True
    (stuk,) = opzet.dossiers.stukken[heel.bericht.identificatie]
    opzet.archief.oordelen = {
        heel.bericht.ruw.object_key: Keuroordeel.SCHOON,
        stuk.object_key: Keuroordeel.DREIGING,
        heel.verzendingen[0].object_key: Keuroordeel.SCHOON,
    }
    gezocht = opzet.vraag_woo()
    opzet.stap(gezocht)
    del opzet.dossiers.mails[weg.bericht.identificatie]
    opzet.verzamel(gezocht)
    (bestanden,) = opzet.zips(gezocht)
    assert _weggelaten(bestanden) == {
        str(wacht.bericht.identificatie): "niet_afgehandeld",
        str(dubbel.bericht.identificatie): "geen_klantcontact",
        str(spam.bericht.identificatie): "quarantaine",
        str(weg.bericht.identificatie): "vernietigd",
        str(beperkt.bericht.identificatie): "beperkt",
        f"{heel.bericht.identificatie} 1 ken_teken.pdf": "bestand",
    }
    klaar = opzet.wookast.bewaard[gezocht]
    assert (klaar.verwerkt, klaar.aantallen["emailberichten"], klaar.aantallen["weggelaten"]) == (6, 1, 6)
    tekst = bestanden["weggelaten.csv"].decode()
    assert "Gesloten zonder klantcontact: doublure." in tekst
    assert "over mij" not in tekst, "of a restricted mail only that it is there is told"
    assert ",'=WINDMOLENS()," in tekst, "no spreadsheet takes what a citizen wrote for a formula"
    assert opzet.genoteerd == [heel.bericht.identificatie]


def test_what_is_left_out_fills_a_zip_too(opzet: Opzet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verzamelen, "MAX_MAILS", 2)
    for nummer in range(1, 6):
        opzet.over(nummer, "Windmolens", None)
    gezocht = opzet.vraag_woo()
    assert opzet.verzamel(gezocht) == 4
    regels = [_weggelaten(een) for een in opzet.zips(gezocht)]
    assert [len(een) for een in regels] == [2, 2, 1]
    assert len({naam for een in regels for naam in een}) == 5


def test_mail_of_another_day_is_not_asked_for(opzet: Opzet) -> None:
    opzet.over(1, "Windmolens")
    gisteren = dag_hier(BEGIN) - timedelta(days=1)
    gezocht = opzet.vraag_woo(van=gisteren, tot=gisteren)
    opzet.verzamel(gezocht)
    assert opzet.wookast.bewaard[gezocht].gevonden == 0
    assert "geen e-mail gevonden" in opzet.zips(gezocht)[0]["overzicht.html"].decode()
