from typing import Any
from uuid import uuid4

import pytest

from klantmail.usecases.ontvangst.herontleden import gearchiveerd, herlees
from ontleden.ontleding import VERSIE
from tests.support.builders import VRAAG, Gemeente

HTML = (
    b"From: Jan <jan@burger.example>\r\nSubject: opmaak\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b"<p>Goede<b>morgen</b></p>\r\n"
)
LONG = b"From: Jan <jan@burger.example>\r\nSubject: lang\r\n\r\n" + b"Een lange vraag. " * 30_000


def _herlees(gemeente: Gemeente, mail: bytes) -> dict[str, tuple[Any, Any]]:
    bericht = gemeente.repos.emailbericht(gemeente.ontvang(mail))
    return herlees(gemeente.archief, bericht.identificatie, bericht.ruw.sha256, VERSIE)


@pytest.mark.parametrize("mail", [VRAAG, HTML, LONG], ids=["attachment", "html", "long text"])
def test_the_same_reader_makes_the_same_of_an_archived_mail(mail: bytes) -> None:
    assert _herlees(Gemeente(), mail) == {}


@pytest.mark.parametrize(
    ("mail", "place", "old", "anders", "field"),
    [
        (VRAAG, "inhoud.json", "Parkeervergunning", "Parkeren", "onderwerp"),
        (VRAAG, "inhoud.json", "Hoe vraag ik", "Hoe vroeg ik", "inhoud"),
        (LONG, "inhoud.txt", "Een lange", "Een korte", "inhoud"),
        (HTML, "weergave.html", "morgen", "avond", "weergave"),
    ],
)
def test_what_an_older_reader_made_of_it_is_shown_per_field(mail: bytes, place: str, old: str, anders: str, field: str) -> None:
    gemeente = Gemeente()
    bericht = gemeente.repos.emailbericht(gemeente.ontvang(mail))
    (key,) = [key for key in gemeente.archief.objecten if key.endswith(place)]
    gemeente.archief.objecten[key] = gemeente.archief.objecten[key].replace(old.encode(), anders.encode())
    differences = herlees(gemeente.archief, bericht.identificatie, bericht.ruw.sha256, VERSIE)
    assert field in differences
    was, wordt = differences[field]
    assert anders in was
    assert old in wordt


def test_reading_again_changes_nothing() -> None:
    gemeente = Gemeente()
    gemeente.ontvang()
    voorraad = dict(gemeente.archief.objecten)
    _herlees(gemeente, VRAAG)
    assert gemeente.archief.objecten == voorraad


def test_only_the_raw_mail_of_a_received_mail_is_read() -> None:
    one = uuid4()
    assert gearchiveerd(f"emailberichten/{one}/{'a' * 64}.eml") == (one, "a" * 64)
    for other in (f"emailberichten/{one}/1/inhoud.json", f"emailberichten/{one}/bijlagen/2-a", f"klantcontacten/{one}/a.eml"):
        assert gearchiveerd(other) is None
