"""The attachments of a received mail as an agent sees them in the answer of an inzage."""

import json
from typing import Any

from klantmail.api.render.emailbericht import render_geopend
from klantmail.domain.document import Bijlagerol
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.mailinhoud import inhoud_key
from ontleden.ontleding import VERSIE
from tests.berichten.vergelijk import HERE
from tests.support.builders import ANNA, Gemeente


def _bron(directory: str, name: str) -> bytes:
    return (HERE / directory / f"{name}.eml").read_bytes()


def _geopend(gemeente: Gemeente, source: bytes) -> Any:
    geopend = gemeente.inziener.open(gemeente.ontvang(source), ANNA)
    return json.loads(json.dumps(render_geopend(geopend, gemeente.klok(), archief=gemeente.archief)))


def _getoond(antwoord: Any) -> list[tuple[str, str]]:
    bijlagen = antwoord["klantcontact"]["bijlagen"]
    return [(bijlage["rol"], bijlage["informatieobject"]["bestandsnaam"]) for bijlage in bijlagen]


def test_a_logo_in_the_text_is_told_from_a_photo_that_was_attached() -> None:
    antwoord = _geopend(Gemeente(), _bron("misleidend", "logo-en-foto"))
    assert _getoond(antwoord) == [("email", "e-mail.eml"), ("inline", "image001.png"), ("bijlage", "lantaarn.jpg")]
    assert antwoord["emailbericht"]["aantalBijlagen"] == 1


def test_an_enclosed_mail_without_a_name_has_that_of_its_subject() -> None:
    antwoord = _geopend(Gemeente(), _bron("misleidend", "ingesloten-mails-zonder-naam"))
    names = [name for _, name in _getoond(antwoord)]
    assert names == ["e-mail.eml", "Bezwaar café.eml", "Bezwaar café (2).eml", "eigen.eml"]


def test_four_photos_of_one_name_are_told_apart() -> None:
    antwoord = _geopend(Gemeente(), _bron("misleidend", "vier-keer-image0"))
    names = [name for _, name in _getoond(antwoord)]
    assert names == ["e-mail.eml", "image0.jpeg", "image0 (2).jpeg", "image0 (3).jpeg", "image0 (4).jpeg"]


def _met_bijlagen(*names: str) -> bytes:
    parts = "".join(
        f'--g\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n%PDF-1.4 {place}\r\n'
        for place, name in enumerate(names)
    )
    header = "From: jan@burger.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n"
    return f"{header}--g\r\n\r\nZie de bijlagen.\r\n{parts}--g--\r\n".encode()


def test_names_that_only_become_equal_when_they_are_made_safe_are_told_apart() -> None:
    gemeente = Gemeente()
    antwoord = _geopend(gemeente, _met_bijlagen("a:b.pdf", "a?b.pdf", "E-mail.eml", f"{'x' * 200}1.pdf", f"{'x' * 200}2.pdf"))
    names = [name for _, name in _getoond(antwoord)]
    assert names[:4] == ["e-mail.eml", "a_b.pdf", "a_b (2).pdf", "E-mail (2).eml"]
    assert names[5] == f"{names[4].removesuffix('.pdf')} (2).pdf"
    documenten = gemeente.repos.documenten.values()
    assert sorted(document.bestandsnaam for document in documenten) == sorted(names)


def test_names_that_are_cut_since_there_are_many_are_told_apart() -> None:
    antwoord = _geopend(Gemeente(), _met_bijlagen(*(f"{place} {'x' * 100}.pdf" for place in range(201))))
    names = [name.casefold() for _, name in _getoond(antwoord)]
    assert len(set(names)) == len(names) == 202


def test_an_answer_says_of_its_own_bijlagen_what_they_are() -> None:
    gemeente = Gemeente()
    geopend = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    beantwoord = gemeente.beantwoord(
        geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "k", Antwoord("Dat kan.", None)
    )
    assert [bijlage.rol for bijlage in beantwoord.antwoord.bijlagen] == [Bijlagerol.EMAIL]
    assert [bijlage.rol for bijlage in beantwoord.vraag.bijlagen] == [Bijlagerol.EMAIL, Bijlagerol.BIJLAGE]


def test_mail_that_was_read_before_roles_were_kept_shows_all_as_attached() -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(_bron("misleidend", "logo-en-foto"))
    key = inhoud_key(bericht, VERSIE)
    old = json.loads(gemeente.archief.objecten[key])
    for bijlage in old["bijlagen"]:
        del bijlage["rol"]
    gemeente.archief.objecten[key] = json.dumps(old).encode()
    geopend = gemeente.inziener.open(bericht, ANNA)
    antwoord = render_geopend(geopend, gemeente.klok(), archief=gemeente.archief)
    assert [rol for rol, _ in _getoond(antwoord)] == ["email", "bijlage", "bijlage"]
