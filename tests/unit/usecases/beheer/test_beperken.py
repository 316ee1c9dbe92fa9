"""A mail that is restricted is kept, and nothing else is done with it (AVG article 18)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.beperking import MAX_BEPERKINGEN
from klantmail.domain.doorzendbericht import DOORZENDBERICHT
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.fouten import Botsing, GeenToegang, KeuzeNietMogelijk, NietGevonden
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.verzending import Verzendstatus
from klantmail.domain.zoekindex import Zoekvraag
from klantmail.ports.keuzes import Afhandelkeuze
from klantmail.usecases.afhandeling.notities import Notitieblok
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht
from klantmail.usecases.beheer.beperken import Beperker
from klantmail.usecases.beheer.raadplegen import Zoekopdracht
from tests.support.builders import ANNA, BRAM, Beantwoord, Gemeente
from tests.support.fake_privacy import FakeBeperkingen

HANNA = replace(ANNA, identificatie=UUID(int=18), naam="Hanna Visser", rollen=frozenset({Rol.PRIVACYFUNCTIONARIS}))
ARCHIVARIS = replace(HANNA, identificatie=UUID(int=19), rollen=frozenset({Rol.ARCHIVARIS}))


@pytest.fixture
def gemeente() -> Gemeente:
    return Gemeente()


@pytest.fixture
def beantwoord(gemeente: Gemeente) -> Beantwoord:
    """A mail that was answered, and whose answer has left."""
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    made = gemeente.beantwoord(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", Antwoord("Dat kan."))
    gone = gemeente.repos.verzendingen[made.verzending]
    gemeente.repos.verzendingen[gone.identificatie] = replace(gone, status=Verzendstatus.VERZONDEN)
    return made


def _beperker(gemeente: Gemeente, fake: FakeBeperkingen | None = None) -> Beperker:
    fake = fake or FakeBeperkingen(gemeente.repos)
    return Beperker(
        klantcontacten=gemeente.repos,
        emailberichten=gemeente.repos,
        dossiers=fake,
        beperkingen=fake,
        klok=gemeente.klok,
        slaap=gemeente.slept.append,
    )


def _beperk(gemeente: Gemeente, contact: UUID) -> Emailbericht:
    return _zet(gemeente, contact, HANNA, beperkt=True, reden="De persoon betwist het")


def _hef_op(gemeente: Gemeente, contact: UUID) -> Emailbericht:
    return _zet(gemeente, contact, HANNA, beperkt=False, reden="Het is nagegaan")


def _zet(
    gemeente: Gemeente, contact: UUID, who: Medewerker, fake: FakeBeperkingen | None = None, *, beperkt: bool = True, reden: str
) -> Emailbericht:
    """Restrict by a klantcontact."""
    beperker = _beperker(gemeente, fake)
    return beperker.zet(beperker.mail_van(contact, who), who, beperkt=beperkt, reden=reden)


def test_it_is_on_no_list_until_the_restriction_is_lifted(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    vraag, adres = beantwoord.vraag, gemeente.repos.klantcontacten[beantwoord.vraag.identificatie].afzender
    second = gemeente.ontvang(ses_bericht_id="ses-2")

    def zichtbaar() -> list[int]:
        opdracht = Zoekopdracht(afzender=adres, van=None, tot=None, aantal=10, na=None)
        samenhang = gemeente.raadpleger.samenhang(second, aantal=10, na_gesprek=None, na_afzender=None)
        day = gemeente.klok().date()
        choice = Afhandelkeuze(dag=day, postvakken=None, medewerker=None, soort=None)
        return [
            len(gemeente.raadpleger.zoek(opdracht).resultaten),
            len(gemeente.raadpleger.zoek(replace(opdracht, afzender=None)).resultaten),
            len(samenhang.zelfde_afzender.resultaten),
            len(gemeente.repos.afgehandelden(choice, aantal=10, na=None).resultaten),
            len(gemeente.repos.laatste_klantcontacten(vraag.gesprek, 10)),
            int(Zoekvraag().past(gemeente.repos.emailbericht(vraag.emailbericht))),
        ]

    voor = zichtbaar()
    assert all(voor)
    _beperk(gemeente, vraag.identificatie)
    assert not any(zichtbaar())
    _hef_op(gemeente, vraag.identificatie)
    assert zichtbaar() == voor


def test_only_a_privacy_officer_and_an_archivist_read_it(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    vraag, antwoord = beantwoord.vraag, beantwoord.antwoord
    raadpleger, documenten = gemeente.raadpleger, [each.informatieobject for each in (*vraag.bijlagen, *antwoord.bijlagen)]
    notities = Notitieblok(gemeente.repos, gemeente.repos, gemeente.klok, gemeente.slept.append)
    for who in (HANNA, ARCHIVARIS):
        with pytest.raises(GeenToegang, match="alleen zolang"):
            raadpleger.klantcontact(vraag.identificatie, who)
    _beperk(gemeente, antwoord.identificatie)
    for contact in (vraag.identificatie, antwoord.identificatie):
        for who in (HANNA, ARCHIVARIS):
            assert raadpleger.klantcontact(contact, who).klantcontact.identificatie == contact
        with pytest.raises(GeenToegang, match="privacyfunctionaris"):
            raadpleger.klantcontact(contact, ANNA)
        with pytest.raises(GeenToegang):
            raadpleger.taken_van_klantcontact(contact)
    with pytest.raises(GeenToegang):
        raadpleger.emailbericht(vraag.emailbericht)
    with pytest.raises(GeenToegang):
        raadpleger.samenhang(vraag.emailbericht, aantal=1, na_gesprek=None, na_afzender=None)
    with pytest.raises(GeenToegang):
        gemeente.meelezer.afgehandeld(vraag.emailbericht)
    with pytest.raises(GeenToegang):
        notities.op_bericht(vraag.emailbericht)
    with pytest.raises(GeenToegang):
        gemeente.standaardantwoorden.vul_in(DOORZENDBERICHT.identificatie, vraag.emailbericht, ANNA)
    with pytest.raises(GeenToegang):
        gemeente.beheer.verzending(beantwoord.verzending)
    assert len(documenten) >= 2
    for document in documenten:
        with pytest.raises(GeenToegang):
            raadpleger.informatieobject(document)
        with pytest.raises(GeenToegang):
            raadpleger.documentlink(document, ANNA)


def test_nothing_more_comes_of_it(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    _beperk(gemeente, beantwoord.vraag.identificatie)
    with pytest.raises(GeenToegang):
        gemeente.vervolger.vervolg(beantwoord.vraag.identificatie, ANNA, "v", Vervolgbericht("Nog iets.", None))
    assert len(gemeente.repos.klantcontacten) == 2


def test_what_is_open_is_not_restricted_and_says_what_is(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    gone = beantwoord.verzending
    gemeente.repos.verzendingen[gone] = replace(gemeente.repos.verzendingen[gone], status=Verzendstatus.TE_VERZENDEN)
    with pytest.raises(KeuzeNietMogelijk, match="verzending") as error:
        _beperk(gemeente, beantwoord.vraag.identificatie)
    assert error.value.toestand == "afgehandeld"
    assert gemeente.repos.emailbericht(beantwoord.vraag.emailbericht).beperkingen == ()


def test_an_open_task_keeps_its_mail_on_the_lists_and_an_ended_one_leaves_them(gemeente: Gemeente) -> None:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    opdracht = Taakopdracht("Bellen", Toewijzing("Burgerzaken"))
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", opdracht)
    (taak,) = gemeente.repos.taken.values()
    with pytest.raises(KeuzeNietMogelijk, match="taak"):
        _beperk(gemeente, taak.klantcontact)
    gemeente.repos.taken[taak.identificatie] = replace(taak, status=Taakstatus.VERWERKT)
    _beperk(gemeente, taak.klantcontact)
    aan = Toewijzing(taak.toegewezen_aan.organisatorische_eenheid)
    assert gemeente.repos.taken_van(aan, Taakstatus.VERWERKT, aantal=10, na=None).resultaten == ()


def test_the_history_says_who_when_and_why_and_nothing_goes_from_it(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    contact = beantwoord.vraag.identificatie
    begin = gemeente.klok()
    _beperk(gemeente, contact)
    gemeente.klok.advance(timedelta(days=1))
    _hef_op(gemeente, contact)
    gemeente.klok.advance(timedelta(days=1))
    first, second = _beperk(gemeente, contact).beperkingen
    assert (first.naam, first.tijdstip, first.reden) == (HANNA.naam, begin, "De persoon betwist het")
    assert first.opheffing is not None
    assert (first.opheffing.tijdstip, first.opheffing.reden) == (begin + timedelta(days=1), "Het is nagegaan")
    assert second.opheffing is None
    assert _beperker(gemeente).lees(beantwoord.vraag.emailbericht, ARCHIVARIS).beperkingen == (first, second)
    (op_lijst,) = _beperker(gemeente).lijst(ARCHIVARIS, aantal=10, na=None).resultaten
    assert op_lijst.identificatie == beantwoord.vraag.emailbericht


def test_the_same_again_changes_nothing_and_another_reason_is_refused(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    contact = beantwoord.vraag.identificatie
    with pytest.raises(KeuzeNietMogelijk, match="niet beperkt"):
        _hef_op(gemeente, contact)
    first = _beperk(gemeente, contact)
    assert _beperk(gemeente, contact) == first
    with pytest.raises(KeuzeNietMogelijk, match="al beperkt"):
        _zet(gemeente, contact, HANNA, reden="Iets anders")
    opgeheven = _hef_op(gemeente, contact)
    assert _hef_op(gemeente, contact) == opgeheven


def test_it_can_be_done_so_many_times(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    for _ in range(MAX_BEPERKINGEN):
        _beperk(gemeente, beantwoord.vraag.identificatie)
        _hef_op(gemeente, beantwoord.vraag.identificatie)
    with pytest.raises(KeuzeNietMogelijk):
        _beperk(gemeente, beantwoord.vraag.identificatie)


def test_a_conflict_is_tried_again(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    fake = FakeBeperkingen(gemeente.repos, [Botsing("conflict")])
    gezet = _zet(gemeente, beantwoord.vraag.identificatie, HANNA, fake, reden="Zo gevraagd")
    assert gemeente.repos.emailbericht(beantwoord.vraag.emailbericht) == gezet


def test_nobody_else_sets_or_sees_it(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    mail, beperker = beantwoord.vraag.emailbericht, _beperker(gemeente)
    for who in (ANNA, BRAM, ARCHIVARIS):
        with pytest.raises(GeenToegang):
            beperker.zet(mail, who, beperkt=True, reden="Zo gevraagd")
    for who in (ANNA, BRAM):
        with pytest.raises(GeenToegang):
            beperker.lees(mail, who)
        with pytest.raises(GeenToegang):
            beperker.mail_van(beantwoord.vraag.identificatie, who)
        with pytest.raises(GeenToegang):
            _beperker(gemeente).lijst(who, aantal=1, na=None)
    with pytest.raises(NietGevonden):
        beperker.zet(UUID(int=404), HANNA, beperkt=True, reden="Zo gevraagd")
    with pytest.raises(NietGevonden):
        beperker.mail_van(UUID(int=404), HANNA)


def test_a_mail_that_was_closed_without_a_klantcontact_is_restricted_and_not_reopened(gemeente: Gemeente) -> None:
    mail, beperker = gemeente.ontvang(), _beperker(gemeente)
    with pytest.raises(KeuzeNietMogelijk, match="nog niet afgehandeld"):
        beperker.zet(mail, HANNA, beperkt=True, reden="Betwist")
    inzage = gemeente.inziener.open(mail, ANNA).inzage.identificatie
    gemeente.handel_af(mail, inzage, ANNA, "s", GeenKlantcontact("Spam"))
    assert beperker.zet(mail, HANNA, beperkt=True, reden="Betwist").beperking is not None
    for lezing in (
        lambda: gemeente.heropener.heropen(mail, ANNA, "Toch geen spam"),
        lambda: gemeente.raadpleger.emailbericht(mail),
        lambda: gemeente.meelezer.afgehandeld(mail),
    ):
        with pytest.raises(GeenToegang, match="privacyfunctionaris"):
            lezing()
    beperker.zet(mail, HANNA, beperkt=False, reden="Nagegaan")
    assert gemeente.heropener.heropen(mail, ANNA, "Toch geen spam").status is Berichtstatus.NIEUW


def test_what_is_in_quarantine_is_closed_before_it_is_restricted(gemeente: Gemeente) -> None:
    mail = gemeente.ontvang_verdacht()
    with pytest.raises(KeuzeNietMogelijk, match="quarantaine") as error:
        _beperker(gemeente).zet(mail, HANNA, beperkt=True, reden="Betwist")
    assert error.value.toestand == "quarantaine"
    assert gemeente.repos.emailbericht(mail).beperkingen == ()
