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
    GOOD,
    POSTVAK,
    VRAAG,
    Gemeente,
    document,
    klantcontact,
    melding,
)
from tests.support.conversation import beantwoord, reactie, ses_id
from tests.support.fakes import BEGIN


def zoekopdracht(**fields: object) -> Zoekopdracht:
    return Zoekopdracht(**{"afzender": None, "van": None, "tot": None, "aantal": 20, "na": None, **fields})  # type: ignore[arg-type]


def test_the_werkvoorraad_holds_what_waits_and_what_is_in_hand_of_all_postvakken() -> None:
    gemeente = Gemeente()
    wachtend = gemeente.ontvang(ses_bericht_id="ses-1")
    in_behandeling = gemeente.ontvang(ses_bericht_id="ses-2", postvak=ANDER_POSTVAK)
    gemeente.inziener.open(in_behandeling, ANNA)
    found = gemeente.raadpleger.werkvoorraad(None, None, aantal=20, na=None).resultaten
    assert {bericht.identificatie for bericht in found} == {wachtend, in_behandeling}


def test_the_werkvoorraad_of_one_postvak_shows_no_other() -> None:
    gemeente = Gemeente()
    gemeente.ontvang(postvak=ANDER_POSTVAK)
    assert gemeente.raadpleger.werkvoorraad(POSTVAK, None, aantal=20, na=None).resultaten == ()


@pytest.mark.parametrize(
    ("choice", "fields"),
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
def test_an_impossible_choice_is_refused_with_all_that_is_wrong(choice: Berichtenkeuze, fields: list[str]) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        Gemeente().raadpleger.berichten(choice, aantal=20, na=None)
    assert [error.veld for error in caught.value.fouten] == fields


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
        gemeente.klok.advance(timedelta(minutes=1))

    def lijst(**keuze: Any) -> list[UUID]:
        chosen = Berichtenkeuze(status=Berichtstatus.AFGEHANDELD, **keuze)
        return [each.identificatie for each in gemeente.raadpleger.berichten(chosen, aantal=20, na=None).resultaten]

    assert lijst() == [bedankje, spam]
    assert lijst(postvak=POSTVAK) == [spam]
    assert lijst(medewerker=BRAM.identificatie) == [bedankje]
    assert lijst(uitkomst=Afhandelsoort.GEEN_KLANTCONTACT) == [spam]
    assert lijst(dag=date(2026, 11, 23)) == []
    gemeente.klok.advance(timedelta(days=1))
    assert lijst() == []
    assert lijst(dag=dag_hier(BEGIN)) == [bedankje, spam]
    open_ = gemeente.raadpleger.berichten(Berichtenkeuze(), aantal=20, na=None).resultaten
    assert [each.identificatie for each in open_] == [wachtend]


def test_a_file_of_a_mail_with_a_virus_is_no_download_until_a_beheerder_lets_it_in() -> None:
    gemeente = Gemeente()
    gemeente.intake.objecten[intake_key(POSTVAK, "ses-1")] = VRAAG
    bericht = gemeente.ontvanger.neem_in(melding(verdicts=replace(GOOD, virus="FAIL")), POSTVAK)
    documenten = [each.identificatie for each in gemeente.repos.documenten.values()]
    assert len(documenten) == 2
    for each in documenten:
        with pytest.raises(NietInTeZien) as error:
            gemeente.raadpleger.documentlink(each, ANNA)
        assert error.value.toestand == "quarantaine"
    gemeente.beheer.laat_toe(bericht, BEHEER)
    assert all(gemeente.raadpleger.documentlink(each, ANNA) for each in documenten)


@pytest.mark.parametrize(
    "fields",
    [
        {"van": BEGIN, "tot": BEGIN},
        {"van": BEGIN - MAX_PERIODE - timedelta(days=1), "tot": BEGIN},
        {"van": BEGIN - MAX_PERIODE - timedelta(days=1)},
    ],
)
def test_a_period_that_is_empty_or_too_long_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(OngeldigeInvoer):
        Gemeente().raadpleger.zoek(zoekopdracht(**fields))


def test_a_search_by_address_needs_no_period() -> None:
    assert Gemeente().raadpleger.zoek(zoekopdracht(afzender="jan@burger.example")).resultaten == ()


def test_beside_a_mail_its_conversation_is_shown_and_apart_what_else_its_sender_wrote() -> None:
    gemeente = Gemeente()
    los = beantwoord(gemeente)
    gemeente.klok.advance(timedelta(hours=1))
    earlier = beantwoord(gemeente, "ses-2")
    bericht = gemeente.ontvang(reactie(ses_id(gemeente, earlier)), "ses-3")
    samenhang = gemeente.raadpleger.samenhang(bericht, aantal=20, na_gesprek=None, na_afzender=None)
    assert _ids(samenhang.gesprek) == [earlier.vraag.identificatie, earlier.antwoord.identificatie]
    assert set(_ids(samenhang.zelfde_afzender)) == {los.vraag.identificatie, los.antwoord.identificatie}


def test_both_lists_beside_a_mail_have_pages_of_their_own() -> None:
    gemeente = Gemeente()
    gemeente.repos.klantcontacten = {
        contact.identificatie: replace(contact, gesprek=UUID(int=7 if number % 2 else 8))
        for number, contact in ((number, klantcontact(number)) for number in range(1, 12))
    }
    bericht = gemeente.ontvang()
    verband = Verband(gesprek=UUID(int=7), antwoord_op=(UUID(int=1),), onderwerp_gewijzigd=False, afwijkende_afzender=False)
    stored = gemeente.repos.emailbericht(bericht)
    gemeente.repos.berichten[bericht] = replace(stored, envelop=replace(stored.envelop, verband=verband))

    def lees(na_gesprek: str | None, na_afzender: str | None) -> Samenhang:
        return gemeente.raadpleger.samenhang(bericht, aantal=4, na_gesprek=na_gesprek, na_afzender=na_afzender)

    gesprek = _everything(lambda na: lees(na, None).gesprek)
    van_adres = _everything(lambda na: lees(None, na).zelfde_afzender)
    assert gesprek == [klantcontact(number).identificatie for number in (1, 3, 5, 7, 9, 11)]
    assert van_adres == [klantcontact(number).identificatie for number in (10, 8, 6, 4, 2)]


def test_a_mail_without_a_sender_shows_its_conversation_only() -> None:
    gemeente = Gemeente()
    zonder = replace(klantcontact(), afzender="")
    gemeente.repos.klantcontacten = {zonder.identificatie: zonder}
    bericht = gemeente.ontvang(b"Subject: anoniem\r\n\r\nHallo\r\n")
    stored = gemeente.repos.emailbericht(bericht)
    envelop = replace(stored.envelop, afzender=Adres("", ""))
    gemeente.repos.berichten[bericht] = replace(stored, envelop=envelop)
    samenhang = gemeente.raadpleger.samenhang(bericht, aantal=4, na_gesprek=None, na_afzender=None)
    assert (samenhang.gesprek.resultaten, samenhang.zelfde_afzender.resultaten) == ((), ())


def _everything(page: Callable[[str | None], Pagina[Klantcontact]]) -> list[UUID]:
    """Turn the pages to the end."""
    first = page(None)
    seen, na = _ids(first), first.vervolg
    while na:
        following = page(na)
        seen, na = seen + _ids(following), following.vervolg
    return seen


def _ids(page: Pagina[Klantcontact]) -> list[UUID]:
    return [contact.identificatie for contact in page.resultaten]


def test_a_download_link_offers_the_document_under_its_identificatie_and_not_under_the_name_that_a_sender_gave() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    (bijlage,) = [document for document in gemeente.repos.documenten.values() if document.bestandsnaam == "kenteken.pdf"]
    link = gemeente.raadpleger.documentlink(bijlage.identificatie, ANNA)
    for adres in (link.download, link.weergave or ""):
        assert str(identificatie) in adres
        assert f"naam={bijlage.identificatie}.pdf&" in adres
        assert "kenteken" not in adres
    assert "/download/" in link.download
    assert "/download/" not in (link.weergave or "")
    assert link.geldig_tot > BEGIN


@pytest.mark.parametrize(
    ("formaat", "to_show"),
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
def test_only_an_image_or_a_pdf_has_a_link_that_shows_it(formaat: str, *, to_show: bool) -> None:
    gemeente = Gemeente()
    gemeente.repos.documenten[UUID(int=7)] = replace(
        document(7), identificatie=UUID(int=7), formaat=formaat, object_key=f"klantcontacten/{UUID(int=8)}/bijlagen/1-b"
    )
    assert (gemeente.raadpleger.documentlink(UUID(int=7), ANNA).weergave is not None) == to_show


def test_what_is_not_there_is_not_found() -> None:
    gemeente = Gemeente()
    raadpleger = gemeente.raadpleger
    for read_ in (raadpleger.emailbericht, raadpleger.informatieobject, gemeente.beheer.verzending):
        with pytest.raises(NietGevonden):
            read_(UUID(int=404))
    with pytest.raises(NietGevonden):
        raadpleger.klantcontact(UUID(int=404), ANNA)


@pytest.mark.parametrize(
    ("name", "formaat", "extensie"),
    [
        ("Jan Jansen bezwaar 12-03.pdf", "application/pdf", ".pdf"),
        ("foto.van.mijn.jansen", "image/png", ".png"),
        ("IMG.JPEG", "application/octet-stream", ".jpeg"),
        ("brief", "application/x-onbekend", ""),
        ("e-mail.eml", "message/rfc822", ".eml"),
    ],
)
def test_a_link_to_a_document_names_no_more_than_its_identificatie(name: str, formaat: str, extensie: str) -> None:
    one = replace(document(), bestandsnaam=name, formaat=formaat)
    assert one.naam_in_link == f"{one.identificatie}{extensie}"
