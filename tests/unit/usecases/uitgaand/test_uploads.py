from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.document import Bijlage, Bijlagerol
from klantmail.domain.fouten import AlAfgehandeld, OngeldigeInvoer, OpslagOnbekend, SleutelHergebruikt, UploadGebruikt
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.medewerker import Medewerker
from klantmail.opstellen.bericht import MAX_MAIL, Aanhangsel, bijlageomvang, stel_bericht_op
from klantmail.opstellen.bestandssoorten import NIET_PER_SES
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.nazorg.vegen import RUST
from klantmail.usecases.uitgaand.uploads import MAX_BIJLAGEN, MAX_UPLOAD, Uploadaanvraag
from ontleden.ontleding import Adres
from tests.support.builders import ANNA, BRAM, DAAN, POSTVAK, Beantwoord, Gemeente
from tests.support.fakes import BEGIN, Storing

PDF = Uploadaanvraag("plattegrond café.pdf", "application/pdf", 18)


def _upload(gemeente: Gemeente, inhoud: bytes, medewerker: Medewerker = ANNA, naam: str = "plattegrond.pdf") -> UUID:
    place = gemeente.uploader.vraag_aan(medewerker, Uploadaanvraag(naam, "application/pdf", len(inhoud)))
    gemeente.uploads.put_down(medewerker.identificatie, place.identificatie, inhoud)
    return place.identificatie


def _geopend(gemeente: Gemeente, number: int = 1) -> GeopendeMail:
    return gemeente.inziener.open(gemeente.ontvang(ses_bericht_id=f"ses-{number}"), ANNA)


def _antwoord(gemeente: Gemeente, geopend: GeopendeMail, *bijlagen: UUID, idempotency_key: str = "s") -> Beantwoord:
    antwoord = Antwoord("Zie de bijlage.", None, bijlagen)
    return gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, idempotency_key, antwoord)


def _codes(caught: pytest.ExceptionInfo[OngeldigeInvoer]) -> list[tuple[str, str]]:
    return [(error.veld, error.code) for error in caught.value.fouten]


def _state(gemeente: Gemeente) -> tuple[object, ...]:
    repos = gemeente.repos
    return (
        dict(gemeente.archief.objecten),
        dict(repos.berichten),
        dict(repos.klantcontacten),
        dict(repos.documenten),
        dict(repos.verzendingen),
        dict(repos.gebruikt),
        dict(repos.taken),
    )


# -- asking for a form -------------------------------------------------------------------------------------------------


def test_a_form_is_for_the_file_that_was_announced_under_a_safe_name() -> None:
    gemeente = Gemeente()
    place = gemeente.uploader.vraag_aan(ANNA, Uploadaanvraag("C:\\Mijn stukken\\plattegrond: café", "Application/PDF", 18))
    aangekondigd = gemeente.uploads.formulieren[ANNA.identificatie, place.identificatie]
    assert (aangekondigd.bestandsnaam, aangekondigd.formaat, aangekondigd.bestandsomvang) == (
        "plattegrond_ café.pdf",
        "application/pdf",
        18,
    )


def test_everything_that_is_wrong_with_a_file_is_said_at_once() -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        Gemeente().uploader.vraag_aan(ANNA, Uploadaanvraag("factuur.EXE", "pdf", 0))
    assert _codes(caught) == [("bestandsnaam", "bestandssoort"), ("formaat", "ongeldig"), ("bestandsomvang", "leeg")]


@pytest.mark.parametrize("name", ["", " ", "...", "___", "een\nX-Kop: twee.pdf", "een\0.pdf", "een\u2028.pdf", "\ud800.pdf"])
def test_a_name_that_says_nothing_or_holds_controls_is_refused(name: str) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        Gemeente().uploader.vraag_aan(ANNA, replace(PDF, bestandsnaam=name))
    assert _codes(caught) == [("bestandsnaam", "geen-naam")]


@pytest.mark.parametrize("name", ["a.pif ", "a.js.", "../x.VBS", "a.pdf.scr"])
def test_a_name_that_becomes_what_ses_does_not_send_is_refused(name: str) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        Gemeente().uploader.vraag_aan(ANNA, replace(PDF, bestandsnaam=name))
    assert _codes(caught) == [("bestandsnaam", "bestandssoort")]


@pytest.mark.parametrize("formaat", ["", "pdf", "application/", "text/plain; charset=utf-8", "a/b\r\nX: y", "multipart/mixed"])
def test_what_is_no_mime_type_of_a_file_is_refused(formaat: str) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        Gemeente().uploader.vraag_aan(ANNA, replace(PDF, formaat=formaat))
    assert _codes(caught) == [("formaat", "ongeldig")]


@pytest.mark.parametrize(("size", "goed"), [(0, False), (-1, False), (1, True), (MAX_UPLOAD, True), (MAX_UPLOAD + 1, False)])
def test_a_file_has_bytes_and_fits_in_a_mail(size: int, goed: bool) -> None:
    gemeente = Gemeente()
    if goed:
        gemeente.uploader.vraag_aan(ANNA, replace(PDF, bestandsomvang=size))
    else:
        with pytest.raises(OngeldigeInvoer):
            gemeente.uploader.vraag_aan(ANNA, replace(PDF, bestandsomvang=size))
    assert bool(gemeente.uploads.formulieren) == goed


@given(name=st.text(max_size=300), formaat=st.text(max_size=40) | st.just("text/plain"), size=st.integers(-5, MAX_UPLOAD * 2))
def test_whatever_is_asked_a_form_is_for_a_safe_name_and_a_size_that_fits(name: str, formaat: str, size: int) -> None:
    gemeente = Gemeente()
    with suppress(OngeldigeInvoer):
        gemeente.uploader.vraag_aan(ANNA, Uploadaanvraag(name, formaat, size))
    for upload in gemeente.uploads.formulieren.values():
        assert 1 <= upload.bestandsomvang <= MAX_UPLOAD
        assert upload.bestandsnaam.rpartition(".")[2].lower() not in NIET_PER_SES
        assert not set(upload.bestandsnaam) & set('<>:"/\\|?*\r\n\0')


@given(size=st.integers(0, 5000), formaat=st.sampled_from(["application/pdf", "message/rfc822"]))
def test_a_file_takes_at_least_what_is_reckoned_for_it(size: int, formaat: str) -> None:
    def mail(inhoud: bytes) -> int:
        part = Aanhangsel("a", formaat, inhoud)
        adres = Adres("", POSTVAK)
        return len(
            stel_bericht_op(
                van=adres, aan=[adres], onderwerp="o", inhoud="i", message_id="<a@b.example>", datum=BEGIN, bijlagen=[part]
            )
        )

    empty, full = mail(b""), mail(b"\xff" * size)
    assert full - empty >= bijlageomvang(formaat, size)
    if formaat == "application/pdf":
        assert full - empty == bijlageomvang(formaat, size)


# -- going along with an answer ----------------------------------------------------------------------------------------


def test_uploads_go_along_and_are_archived_as_documents_of_the_reply() -> None:
    gemeente = Gemeente()
    each, other = _upload(gemeente, b"%PDF een"), _upload(gemeente, b"%PDF ander", naam="tweede café.pdf")
    beantwoord = _antwoord(gemeente, _geopend(gemeente), each, other)
    (verzending,) = gemeente.repos.verzendingen.values()
    mail = message_from_bytes(gemeente.archief.lees(verzending.object_key), policy=policy.default)
    verzonden = [
        (part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in mail.iter_attachments()
    ]
    assert verzonden == [
        ("plattegrond.pdf", "application/pdf", b"%PDF een"),
        ("tweede café.pdf", "application/pdf", b"%PDF ander"),
    ]
    documenten = [gemeente.repos.informatieobject(bijlage.informatieobject) for bijlage in beantwoord.antwoord.bijlagen]
    rollen = (Bijlagerol.EMAIL, Bijlagerol.BIJLAGE, Bijlagerol.BIJLAGE)
    assert tuple(map(Bijlage.van, documenten, rollen)) == beantwoord.antwoord.bijlagen
    assert [document.bestandsnaam for document in documenten] == ["e-mail.eml", "plattegrond.pdf", "tweede café.pdf"]
    for document, inhoud in zip(documenten[1:], (b"%PDF een", b"%PDF ander"), strict=True):
        assert gemeente.archief.lees(document.object_key) == inhoud
        assert document.sha256 == sha256(inhoud).hexdigest()
        assert document.object_key.startswith(f"klantcontacten/{beantwoord.antwoord.identificatie}/bijlagen/")
        assert (document.verzenddatum, document.ontvangstdatum) == (gemeente.klok(), None)
    assert [(each.klantcontact, each.medewerker) for each in gemeente.repos.gebruikt.values()] == [
        (beantwoord.antwoord.identificatie, ANNA.identificatie)
    ] * 2


def test_an_answer_without_uploads_is_the_same_request_as_it_always_was() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    _antwoord(gemeente, geopend)
    bewaard = gemeente.repos.emailbericht(geopend.bericht.identificatie).afhandeling
    assert bewaard is not None
    old = f'["{geopend.inzage.identificatie}", "Zie de bijlage.", null]'
    assert bewaard.vingerafdruk == sha256(old.encode()).hexdigest()


def test_everything_that_is_wrong_with_the_uploads_is_said_at_once_and_nothing_is_stored() -> None:
    gemeente = Gemeente()
    own, strange = _upload(gemeente, b"x"), _upload(gemeente, b"y", BRAM)
    geopend = _geopend(gemeente)
    voor = _state(gemeente)
    with pytest.raises(OngeldigeInvoer) as caught:
        _antwoord(gemeente, geopend, own, strange, own, uuid4(), *(uuid4() for _ in range(MAX_BIJLAGEN)))
    assert _codes(caught)[:4] == [
        ("bijlagen", "te-veel"),
        ("bijlagen.1", "onbekend"),
        ("bijlagen.2", "dubbel"),
        ("bijlagen.3", "onbekend"),
    ]
    assert _state(gemeente) == voor
    assert gemeente.uploads.gelezen == []


def test_a_large_upload_that_is_named_twice_is_double_and_not_too_large() -> None:
    gemeente = Gemeente()
    upload = _upload(gemeente, bytes(MAX_UPLOAD // 2 + 57))
    geopend = _geopend(gemeente)
    with pytest.raises(OngeldigeInvoer) as caught:
        _antwoord(gemeente, geopend, upload, upload)
    assert _codes(caught) == [("bijlagen.1", "dubbel")]


def test_an_open_placeholder_and_an_unknown_upload_are_said_at_once() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    antwoord = Antwoord("Kom {{dag}}.", None, (uuid4(),))
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "s", antwoord)
    assert _codes(caught) == [("inhoud", "niet-ingevuld"), ("bijlagen.0", "onbekend")]


def test_twenty_uploads_go_along() -> None:
    gemeente = Gemeente()
    uploads = [_upload(gemeente, b"%d" % number) for number in range(MAX_BIJLAGEN)]
    beantwoord = _antwoord(gemeente, _geopend(gemeente), *uploads)
    assert len(beantwoord.antwoord.bijlagen) == MAX_BIJLAGEN + 1
    assert set(gemeente.repos.gebruikt) == set(uploads)


@pytest.mark.parametrize("size", [MAX_UPLOAD // 2 + 57, MAX_UPLOAD])
def test_a_mail_that_ses_would_not_take_is_refused_before_anything_is_stored(size: int) -> None:
    """Two files that are certainly too large are not read; one that fills the mail
    by itself is too large with the rest.
    """
    gemeente = Gemeente()
    zeker = size < MAX_UPLOAD
    uploads = [_upload(gemeente, bytes(size)) for _ in range(2 if zeker else 1)]
    geopend = _geopend(gemeente)
    voor = _state(gemeente)
    with pytest.raises(OngeldigeInvoer) as caught:
        _antwoord(gemeente, geopend, *uploads)
    assert _codes(caught) == [("bijlagen", "te-groot")]
    assert _state(gemeente) == voor
    assert bool(gemeente.uploads.gelezen) != zeker


def test_the_largest_mail_that_ses_takes_leaves() -> None:
    gemeente = Gemeente()
    _antwoord(gemeente, _geopend(gemeente), _upload(gemeente, bytes(MAX_UPLOAD - 57 * 100)))
    (verzending,) = gemeente.repos.verzendingen.values()
    assert MAX_MAIL - 78 * 100 < len(gemeente.archief.lees(verzending.object_key)) <= MAX_MAIL


# -- used once ---------------------------------------------------------------------------------------------------------


def test_an_upload_goes_along_once() -> None:
    gemeente = Gemeente()
    new, old = _upload(gemeente, b"x"), _upload(gemeente, b"y")
    _antwoord(gemeente, _geopend(gemeente, 1), old)
    geopend = _geopend(gemeente, 2)
    contacten = dict(gemeente.repos.klantcontacten)
    with pytest.raises(OngeldigeInvoer) as caught:
        _antwoord(gemeente, geopend, new, old)
    assert _codes(caught) == [("bijlagen.1", "al-gebruikt")]
    assert gemeente.repos.klantcontacten == contacten
    assert set(gemeente.repos.gebruikt) == {old}
    _antwoord(gemeente, geopend, new)
    assert set(gemeente.repos.gebruikt) == {old, new}


def test_of_two_answers_at_once_with_one_upload_one_is_stored_and_the_other_is_refused_whole() -> None:
    gemeente = Gemeente()
    upload = _upload(gemeente, b"x")
    first, second = _geopend(gemeente, 1), _geopend(gemeente, 2)
    gemeente.repos.meanwhile.append(lambda: _tussendoor(gemeente, second, upload))
    with pytest.raises(OngeldigeInvoer):
        _antwoord(gemeente, first, upload)
    assert {contact.emailbericht for contact in gemeente.repos.klantcontacten.values()} == {second.bericht.identificatie}
    assert len(gemeente.repos.verzendingen) == 1


def _tussendoor(gemeente: Gemeente, geopend: GeopendeMail, upload: UUID) -> None:
    _antwoord(gemeente, geopend, upload)


def test_a_repetition_is_answered_from_what_is_stored_also_when_the_upload_has_expired() -> None:
    gemeente = Gemeente()
    geopend, upload = _geopend(gemeente), _upload(gemeente, b"x")
    eerst = _antwoord(gemeente, geopend, upload)
    gemeente.uploads.objecten.clear()
    gemeente.klok.advance(timedelta(days=8))
    again = _antwoord(gemeente, geopend, upload)
    assert (again.herhaling, again.antwoord.identificatie) == (True, eerst.antwoord.identificatie)
    with pytest.raises(SleutelHergebruikt):
        _antwoord(gemeente, geopend)
    with pytest.raises(AlAfgehandeld):
        _antwoord(gemeente, geopend, upload, idempotency_key="ander")


@pytest.mark.parametrize("error", [OpslagOnbekend("timeout"), UploadGebruikt(frozenset())])
def test_an_answer_that_was_stored_though_the_storage_says_otherwise_is_success(
    error: OpslagOnbekend | UploadGebruikt,
) -> None:
    gemeente = Gemeente()
    upload = _upload(gemeente, b"x")
    gemeente.repos.storingen = [Storing(error, opgeslagen=True)]
    beantwoord = _antwoord(gemeente, _geopend(gemeente), upload)
    assert set(gemeente.repos.klantcontacten) == {beantwoord.vraag.identificatie, beantwoord.antwoord.identificatie}


def test_an_answer_of_unknown_outcome_that_was_not_stored_is_stored_with_its_upload() -> None:
    gemeente = Gemeente()
    upload = _upload(gemeente, b"x")
    gemeente.repos.storingen = [Storing(OpslagOnbekend("timeout"))]
    _antwoord(gemeente, _geopend(gemeente), upload)
    assert set(gemeente.repos.gebruikt) == {upload}


# -- the department's desk, and sweeping -------------------------------------------------------------------------------


def test_a_department_sends_its_own_uploads_along_and_once() -> None:
    gemeente = Gemeente()
    taken = [_taak(gemeente, number) for number in (1, 2)]
    upload = _upload(gemeente, b"%PDF", DAAN)
    gemeente.desk.beantwoord(taken[0], DAAN, "s", "Zie de bijlage.", (upload,))
    contact = next(each for each in gemeente.repos.klantcontacten.values() if each.verwijst_naar)
    assert [bijlage.bestandsnaam for bijlage in contact.bijlagen] == ["e-mail.eml", "plattegrond.pdf"]
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.desk.beantwoord(taken[1], DAAN, "s", "Zie de bijlage.", (upload,))
    assert _codes(caught) == [("bijlagen.0", "al-gebruikt")]
    assert gemeente.repos.taken[taken[1]].status is Taakstatus.TE_VERWERKEN
    assert gemeente.desk.beantwoord(taken[0], DAAN, "s", "Zie de bijlage.", (upload,)).status is Taakstatus.VERWERKT


def _taak(gemeente: Gemeente, number: int) -> UUID:
    geopend = _geopend(gemeente, number)
    verzoek = Taakopdracht("Beantwoorden", Toewijzing("Burgerzaken"), "", None)
    taak = gemeente.handel_af(
        geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "s", verzoek
    ).afhandeling.interne_taak
    assert taak is not None
    return taak


def test_archived_uploads_in_use_are_never_swept_and_those_of_a_refused_answer_are() -> None:
    gemeente = Gemeente()
    upload = _upload(gemeente, b"x")
    _antwoord(gemeente, _geopend(gemeente, 1), upload)
    nodig = set(gemeente.archief.objecten)
    geopend = _geopend(gemeente, 2)
    met_mail = set(gemeente.archief.objecten)
    with pytest.raises(OngeldigeInvoer):
        _antwoord(gemeente, geopend, upload)
    assert len(gemeente.archief.objecten) > len(met_mail)
    gemeente.klok.advance(RUST)
    gemeente.veger.veeg()
    assert set(gemeente.archief.objecten) == met_mail >= nodig
