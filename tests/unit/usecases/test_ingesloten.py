"""A mail that came along is read in the API: its own headers, text, safe HTML and parts, whatever is in it."""

import json
import re
from typing import Any
from uuid import UUID

import pytest

from klantmail.api.parameters import OntledingVerzoek
from klantmail.api.reader import lees_parameters
from klantmail.api.render.ontleding import render_ontleding
from klantmail.domain.fouten import GeenToegang, NietGevonden, OngeldigeInvoer
from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.interne_taak import Toewijzing
from klantmail.ports.objecten import Stroom
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.ingesloten import MAX_ONDERDELEN, IngeslotenLezer
from ontleden.ontleding import VERSIE
from tests.support.builders import ANNA, DAAN, VRAAG, Gemeente
from tests.support.fakes import FakeArchief
from tests.support.largest import GRENS, MAILS, bytes_of
from tests.unit.ontleden.hostile import HOSTILE

KOP = "From: Els Bos <els@post.example>\r\nTo: Jan <jan@burger.example>\r\nDate: Mon, 01 Jun 2026 10:00:00 +0200\r\n"
PDF = "Content-Type: application/pdf; name=kaart.pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF-1.4 kaart"
BINNEN = (
    f"{KOP}Subject: =?utf-8?Q?Offerte_caf=C3=A9?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<p>Dag</p><script>alert(1)</script><img src=http://spion.example/x.png>\r\n"
    f"--b\r\n{PDF}\r\n--b--\r\n"
).encode()


def buiten(*mails: bytes, headers: str = "Content-Type: message/rfc822", limit: str = "a") -> bytes:
    streep = f"--{limit}".encode()
    parts = b"".join(streep + b"\r\n" + headers.encode() + b"\r\n\r\n" + mail + b"\r\n" for mail in mails)
    header = (
        f"From: jan@burger.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary={limit}\r\n"
    )
    return header.encode() + b"\r\n" + streep + b"\r\n\r\nZie de bijlage.\r\n" + parts + streep + b"--\r\n"


def _lees(gemeente: Gemeente, bericht: UUID, path: str = "2", *paths: str) -> Any:
    mail = gemeente.raadpleger.ontleding(informatieobject_id(bericht, path), ANNA, paths)
    return json.loads(json.dumps(render_ontleding(mail, archief=gemeente.archief)))


def _behind(gemeente: Gemeente, link: Any) -> bytes:
    return gemeente.archief.lees(re.sub(r"^https://archief.example/\w+/|\?.*$", "", link["url"]))


def test_headers_text_and_parts_of_a_mail_that_came_along_are_read() -> None:
    gemeente = Gemeente()
    mail = _lees(gemeente, gemeente.ontvang(buiten(BINNEN)))
    assert mail["onderwerp"] == "Offerte café"
    assert mail["afzender"] == {"naam": "Els Bos", "adres": "els@post.example"}
    assert (mail["aan"], mail["cc"]) == ([{"naam": "Jan", "adres": "jan@burger.example"}], [])
    assert mail["geschrevenOp"] == "2026-06-01T08:00:00.000Z"
    assert (mail["inhoud"], mail["nieuweTekst"], mail["inhoudUrl"]) == ("Dag", "Dag", None)
    (kaart,) = mail["onderdelen"]
    assert (kaart["pad"], kaart["rol"], kaart["bestandsnaam"], kaart["formaat"]) == (
        "2",
        "bijlage",
        "kaart.pdf",
        "application/pdf",
    )
    assert "/download/" in kaart["inhoud"]["url"]
    assert _behind(gemeente, kaart["inhoud"]) == b"%PDF-1.4 kaart"


def test_its_html_is_as_safe_as_that_of_any_mail() -> None:
    gemeente = Gemeente()
    mail = _lees(gemeente, gemeente.ontvang(buiten(BINNEN)))
    page = _behind(gemeente, mail["html"]).decode()
    assert "Content-Security-Policy" in page
    assert "<p>Dag</p>" in page
    assert "script" not in page.partition("<body>")[2]
    assert "spion.example" not in page
    assert mail["geblokkeerd"]


def test_the_received_mail_itself_is_read_by_its_own_document() -> None:
    gemeente = Gemeente()
    mail = _lees(gemeente, gemeente.ontvang(), "")
    assert mail["onderwerp"] == "Parkeervergunning"
    assert [each["bestandsnaam"] for each in mail["onderdelen"]] == ["kenteken.pdf"]


@pytest.mark.parametrize("headers", ["Content-Type: application/octet-stream; name=vraag.eml", "Content-Type: message/global"])
def test_a_mail_is_known_by_its_name_too(headers: str) -> None:
    gemeente = Gemeente()
    assert _lees(gemeente, gemeente.ontvang(buiten(BINNEN, headers=headers)))["onderwerp"] == "Offerte café"


def test_a_mail_within_a_mail_is_read_by_its_path() -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(buiten(buiten(buiten(BINNEN, limit="d"), limit="c")))
    assert _lees(gemeente, bericht)["onderwerp"] == "Fwd"
    assert [each["bestandsnaam"] for each in _lees(gemeente, bericht, "2")["onderdelen"]] == ["Fwd.eml"]
    assert _lees(gemeente, bericht, "2", "2")["onderwerp"] == "Fwd"
    diepste = _lees(gemeente, bericht, "2", "2", "2")
    assert diepste["onderwerp"] == "Offerte café"
    assert _behind(gemeente, diepste["onderdelen"][0]["inhoud"]) == b"%PDF-1.4 kaart"


@pytest.mark.parametrize("paths", [("9",), ("1",), ("2", "2")])
def test_a_path_that_leads_to_no_mail_is_not_found(paths: tuple[str, ...]) -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(buiten(buiten(BINNEN, limit="c")))
    with pytest.raises(NietGevonden):
        _lees(gemeente, bericht, "2", *paths, "3")


def test_a_document_that_is_no_mail_has_no_reading() -> None:
    gemeente = Gemeente()
    with pytest.raises(NietGevonden):
        _lees(gemeente, gemeente.ontvang(VRAAG), "2")


def test_nor_has_a_mail_of_our_own_which_its_klantcontact_has_whole() -> None:
    gemeente = Gemeente()
    geopend = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    beantwoord = gemeente.beantwoord(
        geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "k", Antwoord("Dat kan.", None)
    )
    with pytest.raises(NietGevonden):
        gemeente.raadpleger.ontleding(beantwoord.antwoord.bijlagen[0].informatieobject, ANNA, ())


@pytest.mark.parametrize("path", ["1/2/3/4/5/6", "1//2", "/1", "../x", "1/", "A", "", "1" * 10])
def test_a_path_is_bounded_in_form_and_depth(path: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_parameters(OntledingVerzoek, {"pad": path})


def test_a_path_is_read_from_the_outermost_mail_on() -> None:
    assert lees_parameters(OntledingVerzoek, {"pad": "2/1.t3"}).paden == ("2", "1.t3")
    assert lees_parameters(OntledingVerzoek, {}).paden == ()


def test_it_is_read_once_and_the_second_time_from_what_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(buiten(BINNEN))
    first, voorraad = _lees(gemeente, bericht), dict(gemeente.archief.objecten)
    monkeypatch.setattr("ontleden.lezen.ontleed", lambda _: pytest.fail("it is read again"))
    assert _lees(gemeente, bericht) == first
    assert gemeente.archief.objecten == voorraad


class KilledError(Exception):
    """The error that stands for the death of the function."""


@pytest.mark.parametrize("na", range(4))
def test_a_reading_that_is_broken_off_is_done_again(na: int) -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(buiten(BINNEN))
    document = gemeente.repos.informatieobject(informatieobject_id(bericht, "2"))

    class Mortal(FakeArchief):
        over = na

        def bewaar(self, key: str, inhoud: bytes | Stroom, formaat: str) -> None:
            if self.over == 0:
                raise KilledError
            self.over -= 1
            super().bewaar(key, inhoud, formaat)

    archief = Mortal(gemeente.archief.objecten)
    reader = IngeslotenLezer(archief, VERSIE)
    if na < 3:  # the part, the page, and what was read of it
        with pytest.raises(KilledError):
            reader.lees(document, ())
        archief.over = 9
    read = reader.lees(document, ())
    assert read.inhoud.onderwerp == "Offerte café"
    genoemd = {read.inhoud.weergave, *(each.object_key for each in read.onderdelen)}
    assert genoemd <= archief.objecten.keys()


def test_a_mail_with_very_many_parts_says_which_it_leaves_out() -> None:
    gemeente = Gemeente()
    mail = _lees(gemeente, gemeente.ontvang(buiten(MAILS["1,990 attachments with long names"]())))
    assert len(mail["onderdelen"]) == MAX_ONDERDELEN
    assert len({each["bestandsnaam"].casefold() for each in mail["onderdelen"]}) == MAX_ONDERDELEN
    assert any("meer dan 100 bijlagen" in each for each in mail["waarschuwingen"])


@pytest.mark.parametrize("name", MAILS)
def test_the_largest_mail_gives_an_answer_within_the_bound(name: str) -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(buiten(MAILS[name]()))
    assert bytes_of(_lees(gemeente, bericht)) < GRENS


@pytest.mark.parametrize("name", ["niets", "1.000 mails in elkaar", "10.000 delen in elkaar", "base64 in base64, 12 diep"])
def test_a_hostile_mail_that_came_along_is_read_like_any_other(name: str) -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(buiten(HOSTILE[name]() or b"x"))
    mail = _lees(gemeente, bericht)
    assert isinstance(mail["inhoud"], str)
    assert all(len(key.encode()) <= 1024 for key in gemeente.archief.objecten)  # the most that S3 takes


def test_the_department_reads_what_came_along_with_its_own_task_only() -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(buiten(BINNEN))
    geopend = gemeente.inziener.open(bericht, ANNA)
    opdracht = Taakopdracht("Bel terug", Toewijzing("Burgerzaken"))
    taak = gemeente.handel_af(bericht, geopend.inzage.identificatie, ANNA, "s", opdracht).afhandeling.interne_taak
    assert taak is not None
    document, other = informatieobject_id(bericht, "2"), informatieobject_id(gemeente.ontvang(buiten(BINNEN), "ses-2"), "2")
    assert gemeente.desk.ontleding(taak, document, DAAN, ()).inhoud.onderwerp == "Offerte café"
    with pytest.raises(NietGevonden):
        gemeente.desk.ontleding(taak, other, DAAN, ())
    with pytest.raises(GeenToegang):
        gemeente.desk.ontleding(taak, document, ANNA, ())
