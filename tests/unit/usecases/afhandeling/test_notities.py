"""Notes are written once, stay as they are, and no outcome takes them along."""

from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.fouten import Botsing, GeenToegang, KeuzeNietMogelijk, OpslagOnbekend, SleutelHergebruikt
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.notitie import MAX_NOTITIES
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from tests.support.builders import ANNA, BRAM, DAAN, FLOOR, Gemeente
from tests.support.fakes import Storing

GEHEIM = "Meneer belde ook al, en was boos."


def test_notes_are_listed_oldest_first_with_who_wrote_them(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    first = gemeente.notitieblok.schrijf(bericht, ANNA, "a", GEHEIM)
    gemeente.klok.advance(timedelta(minutes=1))
    second = gemeente.notitieblok.schrijf(bericht, BRAM, "a", "Ik bel terug.")
    assert list(gemeente.notitieblok.lijst(bericht)) == [first, second]
    assert (second.naam, second.medewerker, second.tekst) == (BRAM.naam, BRAM.identificatie, "Ik bel terug.")
    assert gemeente.notitieblok.lijst(UUID(int=1)) == []


def test_the_same_request_again_stores_nothing_more_and_another_with_its_key_is_refused(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    first = gemeente.notitieblok.schrijf(bericht, ANNA, "a", GEHEIM)
    gemeente.klok.advance(timedelta(minutes=1))
    assert gemeente.notitieblok.schrijf(bericht, ANNA, "a", GEHEIM) == first
    with pytest.raises(SleutelHergebruikt):
        gemeente.notitieblok.schrijf(bericht, ANNA, "a", "Iets anders")
    assert list(gemeente.notitieblok.lijst(bericht)) == [first]


@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
    ids=["conflict", "unknown, not stored", "unknown, stored"],
)
def test_whatever_the_storage_answers_a_note_is_stored_once(gemeente: Gemeente, storing: Storing) -> None:
    bericht = gemeente.ontvang()
    gemeente.repos.storingen = [storing]
    notitie = gemeente.notitieblok.schrijf(bericht, ANNA, "a", GEHEIM)
    assert list(gemeente.notitieblok.lijst(bericht)) == [notitie]


def test_a_mail_has_room_for_so_many_notes(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    for number in range(MAX_NOTITIES):
        gemeente.notitieblok.schrijf(bericht, ANNA, str(number), GEHEIM)
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.notitieblok.schrijf(bericht, ANNA, "te veel", GEHEIM)
    assert gemeente.notitieblok.schrijf(bericht, ANNA, "0", GEHEIM).tekst == GEHEIM


def test_a_note_stands_in_no_klantcontact_and_in_no_mail(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gemeente.notitieblok.schrijf(bericht, ANNA, "a", GEHEIM)
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gemeente.beantwoord(bericht, inzage, ANNA, "s", Antwoord("Goedemiddag", None))
    assert GEHEIM not in repr(gemeente.repos.klantcontacten)
    assert all(GEHEIM.encode() not in bytes_ for bytes_ in gemeente.archief.objecten.values())


def test_only_who_may_read_a_task_reads_its_notes(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gedaan = gemeente.handel_af(bericht, inzage, ANNA, "s", Taakopdracht("Bellen", Toewijzing("Burgerzaken")))
    taak = gedaan.afhandeling.interne_taak
    assert taak is not None
    assert gemeente.desk.leesbaar(taak, DAAN) == gemeente.desk.leesbaar(taak, ANNA) == taak
    with pytest.raises(GeenToegang):
        gemeente.desk.leesbaar(taak, FLOOR)
