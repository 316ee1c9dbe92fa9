"""The text that the sender wrote this time, beside the whole text, in the answers of an inzage and of a task."""

import json
from dataclasses import replace
from typing import Any

import pytest

from klantmail.api.render.emailbericht import render_geopend
from klantmail.api.render.interne_taak import render_interne_taak_volledig
from klantmail.domain.emailbericht import Ontleedstand
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.taakgesprek import Taakgesprek
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from ontleden.ontleding import VERSIE
from tests.support.builders import ANNA, DAAN, Gemeente

NIEUW = "Dank, maar wat kost het?"
LARGE = opslag.MAX_TEKST_IN_ANTWOORD


def _mail(text: str) -> bytes:
    header = "From: jan@burger.example\r\nSubject: Re: Vraag\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    return (header + text.replace("\n", "\r\n")).encode()


def _antwoord(new: str, citaat: int) -> bytes:
    """A mail of `new` above a quotation of so many bytes."""
    line = "> Dat kan via onze website.\n"
    aanhef = "Op ma 1 jun 2026 om 10:00 schreef Gemeente <info@gemeente.example>:"
    return _mail(f"{new}\n\n{aanhef}\n{line * (citaat // len(line))}")


def _open(gemeente: Gemeente, source: bytes) -> Any:
    bericht = gemeente.ontvang(source)
    geopend = gemeente.inziener.open(bericht, ANNA)
    return json.loads(json.dumps(render_geopend(geopend, gemeente.klok(), archief=gemeente.archief)))


def _taak(gemeente: Gemeente, antwoord: Any) -> Any:
    bericht = next(iter(gemeente.repos.berichten))
    opdracht = Taakopdracht("Bel terug", Toewijzing("Burgerzaken"), "", None)
    inzage = gemeente.repos.berichten[bericht].inzage
    assert inzage is not None
    assert str(inzage.identificatie) == antwoord["inzageId"]
    gedaan = gemeente.handel_af(bericht, inzage.identificatie, ANNA, "s", opdracht)
    assert gedaan.afhandeling.interne_taak is not None
    read = gemeente.desk.lees(gedaan.afhandeling.interne_taak, DAAN)
    return json.loads(json.dumps(render_interne_taak_volledig(read, Taakgesprek(), (), link=opslag.tekstlink(gemeente.archief))))


def _behind(gemeente: Gemeente, url: str) -> str:
    return gemeente.archief.lees(url.partition("/download/")[2].partition("?")[0]).decode()


def test_an_answer_has_the_new_text_beside_the_whole_one_for_agent_and_department() -> None:
    gemeente = Gemeente()
    geopend = _open(gemeente, _antwoord(NIEUW, 2000))
    for antwoord in (geopend, _taak(gemeente, geopend)):
        assert (antwoord["nieuweTekst"], antwoord["nieuweTekstUrl"]) == (NIEUW, None)
        assert antwoord["klantcontact"]["inhoud"].startswith(f"{NIEUW}\n\nOp ma 1 jun")


def test_a_short_answer_above_a_history_of_megabytes_is_in_the_answer_itself() -> None:
    gemeente = Gemeente()
    geopend = _open(gemeente, _antwoord(NIEUW, 2 * 1024 * 1024))
    for antwoord in (geopend, _taak(gemeente, geopend)):
        assert antwoord["klantcontact"]["inhoud"] is None
        assert (antwoord["nieuweTekst"], antwoord["nieuweTekstUrl"]) == (NIEUW, None)


@pytest.mark.parametrize(
    ("new", "citaat"), [(LARGE * 3 // 4, LARGE // 8), (2 * LARGE, LARGE)], ids=["both would fit", "neither fits"]
)
def test_a_new_text_that_does_not_fit_beside_the_whole_one_goes_by_link(new: int, citaat: int) -> None:
    gemeente = Gemeente()
    words = ("Waarom duurt dit zo lang?\n" * (new // 26)).strip()
    geopend = _open(gemeente, _antwoord(words, citaat))
    for antwoord in (geopend, _taak(gemeente, geopend)):
        assert antwoord["nieuweTekst"] is None
        assert _behind(gemeente, antwoord["nieuweTekstUrl"]) == words


def test_a_large_text_without_quotes_is_stored_once() -> None:
    gemeente = Gemeente()
    antwoord = _open(gemeente, _mail("Waarom duurt dit zo lang?\n" * 20_000))
    assert antwoord["nieuweTekstUrl"] == antwoord["klantcontact"]["inhoudUrl"]
    assert not [key for key in gemeente.archief.objecten if key.endswith("nieuw.txt")]


@pytest.mark.parametrize("citaat", [2000, 2 * 1024 * 1024])
def test_of_mail_that_was_read_before_it_was_kept_apart_the_whole_text_counts_in_doubt(citaat: int) -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(_antwoord(NIEUW, citaat))
    key = opslag.inhoud_key(bericht, VERSIE)
    old = json.loads(gemeente.archief.objecten[key])
    del old["nieuweTekst"]
    if not old["tekst"]["ingesloten"]:
        old["ontleding"]["nieuwe_tekst"] = ""
    gemeente.archief.objecten[key] = json.dumps(old).encode()
    geopend = gemeente.inziener.open(bericht, ANNA)
    antwoord = render_geopend(geopend, gemeente.klok(), archief=gemeente.archief)
    if citaat == 2000:
        assert antwoord["nieuweTekst"] == NIEUW
    else:
        assert (antwoord["nieuweTekst"], antwoord["nieuweTekstUrl"]) == (None, antwoord["klantcontact"]["inhoudUrl"])


def test_of_a_mail_that_could_not_be_read_there_is_no_new_text() -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(_antwoord(NIEUW, 2000))
    repos = gemeente.repos
    repos.berichten[bericht] = replace(repos.berichten[bericht], ontleedstand=Ontleedstand.MISLUKT)
    antwoord = render_geopend(gemeente.inziener.open(bericht, ANNA), gemeente.klok(), archief=gemeente.archief)
    assert (antwoord["klantcontact"]["inhoud"], antwoord["nieuweTekst"], antwoord["nieuweTekstUrl"]) == ("", "", None)
