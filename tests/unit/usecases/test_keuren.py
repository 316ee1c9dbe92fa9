"""Nothing is handed out or sent on before the malware scanner found it clean, once scanning is on."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.fouten import DreigingGevonden, NietTeKeuren, NogNietGekeurd, OngeldigeInvoer, Toestandsfout
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.keuring import Keuroordeel
from klantmail.usecases.afhandeling.afhandelen import Afgehandeld
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.uitgaand.uploads import Uploadaanvraag
from tests.support.builders import ANNA, BEHEER, DAAN, Gemeente
from tests.support.fakes import BEGIN
from tests.unit.usecases.test_ingesloten import BINNEN, buiten

REFUSALS = {
    Keuroordeel.NOG_NIET: NogNietGekeurd,
    Keuroordeel.DREIGING: DreigingGevonden,
    Keuroordeel.NIET_TE_KEUREN: NietTeKeuren,
}
EACH = pytest.mark.parametrize(("oordeel", "error"), REFUSALS.items())


@pytest.fixture
def gemeente() -> Gemeente:
    return Gemeente(keuring_vanaf=BEGIN - timedelta(days=365))


def _keur(gemeente: Gemeente, oordeel: Keuroordeel) -> None:
    gemeente.archief.oordelen = dict.fromkeys(gemeente.archief.objecten, oordeel)


def _documenten(gemeente: Gemeente) -> list[UUID]:
    return [each.identificatie for each in gemeente.repos.documenten.values()]


def _handel_af(gemeente: Gemeente, mail: GeopendeMail, uitkomst: Uitkomst) -> Afgehandeld:
    return gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", uitkomst)


def _bij_taak(gemeente: Gemeente) -> tuple[UUID, UUID]:
    """Return a task of a department, and the attachment of its mail, which is a mail itself."""
    bericht = gemeente.ontvang(buiten(BINNEN), "ses-2")
    mail = gemeente.inziener.open(bericht, ANNA)
    opdracht = Taakopdracht("Uitzoeken", Toewijzing("Burgerzaken"))
    gedaan = _handel_af(gemeente, mail, opdracht)
    assert gedaan.afhandeling.interne_taak
    taak = gemeente.repos.taken[gedaan.afhandeling.interne_taak]
    return taak.identificatie, gemeente.repos.klantcontacten[taak.klantcontact].bijlagen[1].informatieobject


@EACH
def test_no_document_is_downloaded_before_it_was_found_clean(
    gemeente: Gemeente, oordeel: Keuroordeel, error: type[Toestandsfout]
) -> None:
    gemeente.ontvang()
    _keur(gemeente, oordeel)
    for document in _documenten(gemeente):
        with pytest.raises(error):
            gemeente.raadpleger.documentlink(document, ANNA)
    _keur(gemeente, Keuroordeel.SCHOON)
    assert all(gemeente.raadpleger.documentlink(document, ANNA) for document in _documenten(gemeente))


@EACH
def test_a_department_downloads_and_reads_nothing_before_it_was_found_clean(
    gemeente: Gemeente, oordeel: Keuroordeel, error: type[Toestandsfout]
) -> None:
    taak, document = _bij_taak(gemeente)
    _keur(gemeente, oordeel)
    deed: list[Callable[[], object]] = [
        lambda: gemeente.desk.documentlink(taak, document, DAAN),
        lambda: gemeente.desk.ontleding(taak, document, DAAN, ()),
        lambda: gemeente.raadpleger.ontleding(document, ANNA, ()),
    ]
    for doe in deed:
        with pytest.raises(error):
            doe()
    _keur(gemeente, Keuroordeel.SCHOON)
    assert all(doe() for doe in deed)


def test_what_cannot_be_judged_is_for_a_beheerder_and_a_threat_is_for_nobody(gemeente: Gemeente) -> None:
    gemeente.ontvang()
    (document, *_) = _documenten(gemeente)
    _keur(gemeente, Keuroordeel.NIET_TE_KEUREN)
    assert gemeente.raadpleger.documentlink(document, BEHEER).download
    _keur(gemeente, Keuroordeel.DREIGING)
    with pytest.raises(DreigingGevonden):
        gemeente.raadpleger.documentlink(document, BEHEER)


@EACH
def test_a_mail_is_not_sent_on_before_it_was_found_clean_and_then_nothing_is_stored(
    gemeente: Gemeente, oordeel: Keuroordeel, error: type[Toestandsfout]
) -> None:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    _keur(gemeente, oordeel)
    doorzending = Doorzending("info@waterschap.example", "", None)
    with pytest.raises(error):
        _handel_af(gemeente, mail, doorzending)
    assert not gemeente.repos.verzendingen
    assert not gemeente.repos.klantcontacten
    _keur(gemeente, Keuroordeel.SCHOON)
    _handel_af(gemeente, mail, doorzending)
    assert gemeente.repos.verzendingen


def test_an_upload_goes_along_once_it_was_found_clean(gemeente: Gemeente) -> None:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    uploads = []
    for name in ("kaart.pdf", "factuur.pdf"):
        place = gemeente.uploader.vraag_aan(ANNA, Uploadaanvraag(name, "application/pdf", 4))
        gemeente.uploads.put_down(ANNA.identificatie, place.identificatie, b"%PDF")
        uploads.append(place.identificatie)
    antwoord = Antwoord("Zie de bijlagen.", None, tuple(uploads))
    with pytest.raises(NogNietGekeurd):
        _handel_af(gemeente, mail, antwoord)
    gemeente.uploads.oordelen = {uploads[0]: Keuroordeel.DREIGING, uploads[1]: Keuroordeel.NIET_TE_KEUREN}
    with pytest.raises(OngeldigeInvoer) as caught:
        _handel_af(gemeente, mail, antwoord)
    assert [(each.veld, each.code) for each in caught.value.fouten] == [
        ("bijlagen.0", "dreiging-gevonden"),
        ("bijlagen.1", "niet-te-keuren"),
    ]
    assert gemeente.uploads.gelezen == []
    gemeente.uploads.oordelen = dict.fromkeys(uploads, Keuroordeel.SCHOON)
    _handel_af(gemeente, mail, antwoord)
    assert sorted(gemeente.uploads.gelezen) == sorted(uploads)


def test_an_upload_that_is_not_there_is_no_matter_of_the_scanner(gemeente: Gemeente) -> None:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    with pytest.raises(OngeldigeInvoer) as caught:
        _handel_af(gemeente, mail, Antwoord("Zie de bijlage.", None, (UUID(int=404),)))
    assert [(each.veld, each.code) for each in caught.value.fouten] == [("bijlagen.0", "onbekend")]


def test_what_came_in_before_the_scanning_began_has_no_judgement_and_needs_none() -> None:
    later = Gemeente(keuring_vanaf=BEGIN + timedelta(days=1))
    later.ontvang()
    assert all(later.raadpleger.documentlink(document, ANNA) for document in _documenten(later))
