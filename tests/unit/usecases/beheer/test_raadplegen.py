from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import NietGevonden, NietInTeZien, OngeldigeInvoer
from klantmail.domain.gesprek import Verband
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.tijd import dag_hier
from klantmail.ports.repositories import Pagina
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.beheer.raadplegen import MAX_PERIODE, Berichtenkeuze, Samenhang, Zoekopdracht
from klantmail.usecases.ontvangst.plek import intake_key
from ontleden.ontleding import Adres
from tests.support.builders import (
    ANDER_POSTVAK,
    ANNA,
    BEHEER,
    BRAM,
    GOED,
    POSTVAK,
    VRAAG,
    Gemeente,
    document,
    klantcontact,
    melding,
)
from tests.support.conversation import beantwoord, reactie, ses_id
from tests.support.fakes import BEGIN


def zoekopdracht(**velden: object) -> Zoekopdracht:
    return Zoekopdracht(**{"afzender": None, "van": None, "tot": None, "aantal": 20, "na": None, **velden})  # type: ignore[arg-type]


def test_the_werkvoorraad_holds_what_waits_and_what_is_in_hand_of_all_postvakken() -> None:
    gemeente = Gemeente()
    wachtend = gemeente.ontvang(ses_bericht_id="ses-1")
    in_behandeling = gemeente.ontvang(ses_bericht_id="ses-2", postvak=ANDER_POSTVAK)
    gemeente.inziener.open(in_behandeling, ANNA)
    gevonden = gemeente.raadpleger.werkvoorraad(None, None, aantal=20, na=None).resultaten
    assert {bericht.identificatie for bericht in gevonden} == {wachtend, in_behandeling}


def test_the_werkvoorraad_of_one_postvak_shows_no_other() -> None:
    gemeente = Gemeente()
    gemeente.ontvang(postvak=ANDER_POSTVAK)
    assert gemeente.raadpleger.werkvoorraad(POSTVAK, None, aantal=20, na=None).resultaten == ()


@pytest.mark.parametrize(
    ("keuze", "velden"),
    [
        (Berichtenkeuze(postvak="x@elders.example"), ["postvak"]),
        (Berichtenkeuze(postvak="x@elders.example", status=Berichtstatus.AFGEHANDELD), ["postvak"]),
        (Berichtenkeuze(dag=date(2026, 11, 24)), ["dag"]),
        (
            Berichtenkeuze(
                postvak="x@elders.example",
                status=Berichtstatus.NIEUW,
                dag=date(2026, 11, 24),
                medewerker=ANNA.identificatie,
                uitkomst=Afhandelsoort.ZAAK,
            ),
            ["postvak", "dag", "medewerker", "uitkomst"],
        ),
    ],
)
def test_an_impossible_choice_is_refused_with_all_that_is_wrong(keuze: Berichtenkeuze, velden: list[str]) -> None:
    with pytest.raises(OngeldigeInvoer) as gevangen:
        Gemeente().raadpleger.berichten(keuze, aantal=20, na=None)
    assert [fout.veld for fout in gevangen.value.fouten] == velden


def test_what_was_handled_is_listed_by_day_postvak_medewerker_and_outcome() -> None:
    gemeente = Gemeente()
    wachtend = gemeente.ontvang(ses_bericht_id="wacht")
    spam, bedankje = gemeente.ontvang(ses_bericht_id="spam"), gemeente.ontvang(ses_bericht_id="dank", postvak=ANDER_POSTVAK)
    for bericht, medewerker, uitkomst in (
        (spam, ANNA, GeenKlantcontact("Spam")),
        (bedankje, BRAM, GeenActieNodig("Bedankje")),
    ):
        inzage = gemeente.inziener.open(bericht, medewerker).inzage.identificatie
        gemeente.handel_af(bericht, inzage, medewerker, "s", uitkomst)
        gemeente.klok.vooruit(timedelta(minutes=1))

    def lijst(**keuze: Any) -> list[UUID]:
        gekozen = Berichtenkeuze(status=Berichtstatus.AFGEHANDELD, **keuze)
        return [een.identificatie for een in gemeente.raadpleger.berichten(gekozen, aantal=20, na=None).resultaten]

    assert lijst() == [bedankje, spam]
    assert lijst(postvak=POSTVAK) == [spam]
    assert lijst(medewerker=BRAM.identificatie) == [bedankje]
    assert lijst(uitkomst=Afhandelsoort.GEEN_KLANTCONTACT) == [spam]
    assert lijst(dag=date(2026, 11, 23)) == []
    gemeente.klok.vooruit(timedelta(days=1))
    assert lijst() == []
    assert lijst(dag=dag_hier(BEGIN)) == [bedankje, spam]
    open_ = gemeente.raadpleger.berichten(Berichtenkeuze(), aantal=20, na=None).resultaten
    assert [een.identificatie for een in open_] == [wachtend]


def test_a_file_of_a_mail_with_a_virus_is_no_download_until_a_beheerder_lets_it_in() -> None:
    gemeente = Gemeente()
    gemeente.intake.objecten[intake_key(POSTVAK, "ses-1")] = VRAAG
    bericht = gemeente.ontvanger.neem_in(melding(verdicts=replace(GOED, virus="FAIL")), POSTVAK)
    documenten = [een.identificatie for een in gemeente.register.documenten.values()]
    assert len(documenten) == 2
    for een in documenten:
        with pytest.raises(NietInTeZien) as fout:
            gemeente.raadpleger.documentlink(een, ANNA)
        assert fout.value.toestand == "quarantaine"
    gemeente.beheer.laat_toe(bericht, BEHEER)
    assert all(gemeente.raadpleger.documentlink(een, ANNA) for een in documenten)


@pytest.mark.parametrize(
    "velden",
    [
        {"van": BEGIN, "tot": BEGIN},
        {"van": BEGIN - MAX_PERIODE - timedelta(days=1), "tot": BEGIN},
        {"van": BEGIN - MAX_PERIODE - timedelta(days=1)},
    ],
)
def test_a_period_that_is_empty_or_too_long_is_refused(velden: dict[str, object]) -> None:
    with pytest.raises(OngeldigeInvoer):
        Gemeente().raadpleger.zoek(zoekopdracht(**velden))


def test_a_search_by_address_needs_no_period() -> None:
    assert Gemeente().raadpleger.zoek(zoekopdracht(afzender="jan@burger.example")).resultaten == ()


def test_beside_a_mail_its_conversation_is_shown_and_apart_what_else_its_sender_wrote() -> None:
    gemeente = Gemeente()
    los = beantwoord(gemeente)
    gemeente.klok.vooruit(timedelta(hours=1))
    eerder = beantwoord(gemeente, "ses-2")
    bericht = gemeente.ontvang(reactie(ses_id(gemeente, eerder)), "ses-3")
    samenhang = gemeente.raadpleger.samenhang(bericht, aantal=20, na_gesprek=None, na_afzender=None)
    assert _ids(samenhang.gesprek) == [eerder.vraag.identificatie, eerder.antwoord.identificatie]
    assert set(_ids(samenhang.zelfde_afzender)) == {los.vraag.identificatie, los.antwoord.identificatie}


def test_both_lists_beside_a_mail_have_pages_of_their_own() -> None:
    gemeente = Gemeente()
    gemeente.register.klantcontacten = {
        contact.identificatie: replace(contact, gesprek=UUID(int=7 if nummer % 2 else 8))
        for nummer, contact in ((nummer, klantcontact(nummer)) for nummer in range(1, 12))
    }
    bericht = gemeente.ontvang()
    verband = Verband(gesprek=UUID(int=7), antwoord_op=(UUID(int=1),), onderwerp_gewijzigd=False, afwijkende_afzender=False)
    opgeslagen = gemeente.register.emailbericht(bericht)
    gemeente.register.berichten[bericht] = replace(opgeslagen, envelop=replace(opgeslagen.envelop, verband=verband))

    def lees(na_gesprek: str | None, na_afzender: str | None) -> Samenhang:
        return gemeente.raadpleger.samenhang(bericht, aantal=4, na_gesprek=na_gesprek, na_afzender=na_afzender)

    gesprek = _alles(lambda na: lees(na, None).gesprek)
    van_adres = _alles(lambda na: lees(None, na).zelfde_afzender)
    assert gesprek == [klantcontact(nummer).identificatie for nummer in (1, 3, 5, 7, 9, 11)]
    assert van_adres == [klantcontact(nummer).identificatie for nummer in (10, 8, 6, 4, 2)]


def test_a_mail_without_a_sender_shows_its_conversation_only() -> None:
    gemeente = Gemeente()
    zonder = replace(klantcontact(), afzender="")
    gemeente.register.klantcontacten = {zonder.identificatie: zonder}
    bericht = gemeente.ontvang(b"Subject: anoniem\r\n\r\nHallo\r\n")
    opgeslagen = gemeente.register.emailbericht(bericht)
    envelop = replace(opgeslagen.envelop, afzender=Adres("", ""))
    gemeente.register.berichten[bericht] = replace(opgeslagen, envelop=envelop)
    samenhang = gemeente.raadpleger.samenhang(bericht, aantal=4, na_gesprek=None, na_afzender=None)
    assert (samenhang.gesprek.resultaten, samenhang.zelfde_afzender.resultaten) == ((), ())


def _alles(bladzijde: Callable[[str | None], Pagina[Klantcontact]]) -> list[UUID]:
    """Turn the pages to the end."""
    eerste = bladzijde(None)
    gezien, na = _ids(eerste), eerste.vervolg
    while na:
        volgende = bladzijde(na)
        gezien, na = gezien + _ids(volgende), volgende.vervolg
    return gezien


def _ids(bladzijde: Pagina[Klantcontact]) -> list[UUID]:
    return [contact.identificatie for contact in bladzijde.resultaten]


def test_a_download_link_offers_the_document_under_its_identificatie_and_not_under_the_name_that_a_sender_gave() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    (bijlage,) = [document for document in gemeente.register.documenten.values() if document.bestandsnaam == "kenteken.pdf"]
    link = gemeente.raadpleger.documentlink(bijlage.identificatie, ANNA)
    for adres in (link.download, link.weergave or ""):
        assert str(identificatie) in adres
        assert f"naam={bijlage.identificatie}.pdf&" in adres
        assert "kenteken" not in adres
    assert "/download/" in link.download
    assert "/download/" not in (link.weergave or "")
    assert link.geldig_tot > BEGIN


@pytest.mark.parametrize(
    ("formaat", "te_tonen"),
    [
        ("application/pdf", True),
        ("image/jpeg", True),
        ("image/png", True),
        ("image/svg+xml", False),
        ("text/html", False),
        ("application/xhtml+xml", False),
        ("text/plain", False),
        ("application/octet-stream", False),
        ("image/png; charset=utf-8", False),
        ("IMAGE/PNG", False),
        ("message/rfc822", False),
    ],
)
def test_only_an_image_or_a_pdf_has_a_link_that_shows_it(formaat: str, *, te_tonen: bool) -> None:
    gemeente = Gemeente()
    gemeente.register.documenten[UUID(int=7)] = replace(
        document(7), identificatie=UUID(int=7), formaat=formaat, object_key=f"klantcontacten/{UUID(int=8)}/bijlagen/1-b"
    )
    assert (gemeente.raadpleger.documentlink(UUID(int=7), ANNA).weergave is not None) == te_tonen


def test_what_is_not_there_is_not_found() -> None:
    gemeente = Gemeente()
    raadpleger = gemeente.raadpleger
    for lees in (raadpleger.emailbericht, raadpleger.informatieobject, gemeente.beheer.verzending):
        with pytest.raises(NietGevonden):
            lees(UUID(int=404))
    with pytest.raises(NietGevonden):
        raadpleger.klantcontact(UUID(int=404), ANNA)


@pytest.mark.parametrize(
    ("naam", "formaat", "extensie"),
    [
        ("Jan Jansen bezwaar 12-03.pdf", "application/pdf", ".pdf"),
        ("foto.van.mijn.jansen", "image/png", ".png"),
        ("IMG.JPEG", "application/octet-stream", ".jpeg"),
        ("brief", "application/x-onbekend", ""),
        ("e-mail.eml", "message/rfc822", ".eml"),
    ],
)
def test_a_link_to_a_document_names_no_more_than_its_identificatie(naam: str, formaat: str, extensie: str) -> None:
    een = replace(document(), bestandsnaam=naam, formaat=formaat)
    assert een.naam_in_link == f"{een.identificatie}{extensie}"
