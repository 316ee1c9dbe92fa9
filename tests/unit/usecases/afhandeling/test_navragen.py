from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from uuid import UUID

import pytest
from aws_lambda_powertools.event_handler import Response

from klantmail.api.render.interne_taak import render_interne_taak_volledig
from klantmail.api.shown import note_shown
from klantmail.domain.fouten import (
    Botsing,
    GeenToegang,
    KeuzeNietMogelijk,
    OngeldigeInvoer,
    OpslagFout,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.domain.interne_taak import InterneTaak, Taakstatus, Toewijzing
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.taakgesprek import Moment, Taakgesprek
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.navragen import GelezenReactie
from klantmail.usecases.afhandeling.taken import Afronden, Hertoewijzen
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from tests.support.builders import ANNA, DAAN, FLOOR, Gemeente
from tests.support.conversation import reactie
from tests.support.fakes import BEGIN, Storing

EEN, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture
def taak(gemeente: Gemeente) -> InterneTaak:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    verzoek = Taakopdracht("Beantwoorden", Toewijzing("Burgerzaken"))
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", verzoek)
    return next(iter(gemeente.repos.taken.values()))


def _schrijft_terug(gemeente: Gemeente, verzending: UUID, number: int = 1) -> UUID:
    """Have the question leave, and the citizen answer it."""
    message_id = f"<vraag-{number}@eu-west-1.amazonses.com>"
    bezig = gemeente.repos.claim_verzending(verzending, gemeente.repos.verzendingen[verzending].generatie, gemeente.klok())
    gemeente.repos.meld_verzonden(bezig, message_id, gemeente.klok())
    return gemeente.ontvang(reactie(message_id), f"ses-terug-{number}")


def test_a_question_to_the_citizen_leaves_the_task_open(gemeente: Gemeente, taak: InterneTaak) -> None:
    gevraagd = gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat bedoelt u, {{afzender}}?")
    contact = gemeente.repos.klantcontacten[gevraagd.klantcontact.identificatie]
    assert (contact.initiatiefnemer, contact.verwijst_naar) == (Initiatiefnemer.GEMEENTE, (taak.klantcontact,))
    assert contact.inhoud.waarde == "Welke straat bedoelt u, Jan Jansen?"
    assert gemeente.repos.verzendingen[gevraagd.verzending].naar == ("jan@burger.example",)
    assert gemeente.repos.interne_taak(taak.identificatie) == taak
    (gesprek,) = gemeente.navrager.van([taak])
    assert [each.identificatie for each in gesprek.vragen] == [contact.identificatie]
    assert (gesprek.wacht_op_burger, gesprek.heeft_reactie) == (True, False)


def test_a_reply_shows_at_the_task_and_marks_it_as_well_as_the_mail(gemeente: Gemeente, taak: InterneTaak) -> None:
    gevraagd = gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat?")
    antwoord = _schrijft_terug(gemeente, gevraagd.verzending)
    bericht = gemeente.repos.emailbericht(antwoord)
    assert bericht.envelop.verband is not None
    assert bericht.envelop.verband.taak_op == taak.klantcontact
    assert antwoord in {each.identificatie for each in gemeente.raadpleger.werkvoorraad(None, None, aantal=9, na=None).resultaten}
    (gesprek,) = gemeente.navrager.van([taak])
    assert (gesprek.wacht_op_burger, gesprek.heeft_reactie) == (False, True)
    (read,) = gemeente.navrager.reacties(gesprek)
    assert read.moment.identificatie == antwoord
    assert read.tekst
    gemeente.klok.advance(timedelta(minutes=1))
    gemeente.navrager.vraag(taak.identificatie, DAAN, "k2", "En welk nummer?")
    assert gemeente.navrager.van([taak])[0].wacht_op_burger


def test_the_audit_line_of_who_reads_a_task_names_the_replies_whose_text_is_shown(gemeente: Gemeente, taak: InterneTaak) -> None:
    gevraagd = gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat?")
    reply = _schrijft_terug(gemeente, gevraagd.verzending)
    (gesprek,) = gemeente.navrager.van([taak])
    read, replies = gemeente.desk.lees(taak.identificatie, DAAN), gemeente.navrager.reacties(gesprek)
    not_read = GelezenReactie(Moment(BEGIN, EEN), None)
    shown = render_interne_taak_volledig(read, gesprek, [not_read, *replies], link=opslag.tekstlink(gemeente.archief))
    app: Any = SimpleNamespace(
        current_event=SimpleNamespace(http_method="GET", resource="/interne-taken/{identificatie}"), context={}
    )
    use_case = Mock(return_value=Response(HTTPStatus.OK, body=shown))
    note_shown(app, use_case)
    assert set(app.context["shown"].split()) == {str(each) for each in (taak.emailbericht, taak.klantcontact, reply)}


def test_a_reply_stays_with_the_task_when_it_becomes_that_of_another(gemeente: Gemeente, taak: InterneTaak) -> None:
    gevraagd = gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat?")
    old = gemeente.desk.wijzig(taak.identificatie, DAAN, "d", Hertoewijzen(Toewijzing("Belastingen"), ""))
    assert old.opvolger is not None
    antwoord = _schrijft_terug(gemeente, gevraagd.verzending)
    (gesprek,) = gemeente.navrager.van([gemeente.desk.lees(old.opvolger, FLOOR).taak])
    assert [each.identificatie for each in gesprek.reacties] == [antwoord]


def test_a_reply_that_is_taken_in_again_is_one_reply(gemeente: Gemeente, taak: InterneTaak) -> None:
    gevraagd = gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat?")
    gemeente.repos.storingen = []
    antwoord = _schrijft_terug(gemeente, gevraagd.verzending)
    moment = gemeente.repos.emailbericht(antwoord).envelop.ontvangen_op
    gemeente.repos.meld_reactie(taak.klantcontact, antwoord, moment)
    assert len(gemeente.navrager.van([taak])[0].reacties) == 1


def test_the_same_question_again_is_one_question_and_another_under_its_key_is_refused(
    gemeente: Gemeente, taak: InterneTaak
) -> None:
    eerst = gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat?")
    gemeente.desk.wijzig(taak.identificatie, DAAN, "a", Afronden("Klaar"))
    again = gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat?")
    assert again.verzending == eerst.verzending
    assert len(gemeente.repos.verzendingen) == 1
    with pytest.raises(SleutelHergebruikt):
        gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Iets anders?")
    with pytest.raises(KeuzeNietMogelijk) as caught:
        gemeente.navrager.vraag(taak.identificatie, DAAN, "k2", "Welke straat?")
    assert caught.value.toestand == "verwerkt"


@pytest.mark.parametrize(("error", "stored"), [(Botsing("x"), False), (OpslagOnbekend("x"), False), (OpslagOnbekend("x"), True)])
def test_whatever_the_storage_answers_there_is_one_question(
    gemeente: Gemeente, taak: InterneTaak, error: OpslagFout, stored: bool
) -> None:
    gemeente.repos.storingen = [Storing(error, opgeslagen=stored)]
    gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat?")
    assert len(gemeente.repos.verzendingen) == len(gemeente.navrager.van([taak])[0].vragen) == 1


def test_a_task_that_ends_meanwhile_gets_no_question(gemeente: Gemeente, taak: InterneTaak) -> None:
    end = replace(taak, status=Taakstatus.VERWERKT)
    gemeente.repos.meanwhile = [lambda: gemeente.repos.taken.update({taak.identificatie: end})]
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Welke straat?")
    assert gemeente.repos.verzendingen == {}


def test_who_may_not_do_the_task_asks_nothing_and_a_placeholder_must_be_filled_in(gemeente: Gemeente, taak: InterneTaak) -> None:
    for who in (FLOOR, ANNA):
        with pytest.raises(GeenToegang):
            gemeente.navrager.vraag(taak.identificatie, who, "k", "Welke straat?")
    with pytest.raises(OngeldigeInvoer):
        gemeente.navrager.vraag(taak.identificatie, DAAN, "k", "Op {{dag}}?")
    assert gemeente.repos.verzendingen == {}


def test_a_conversation_waits_for_the_citizen_until_they_write_back() -> None:
    vraag, later = Moment(BEGIN, EEN), Moment(BEGIN + timedelta(hours=1), TWO)
    assert not Taakgesprek().wacht_op_burger
    assert not Taakgesprek().heeft_reactie
    assert Taakgesprek((vraag,)).wacht_op_burger
    assert Taakgesprek((vraag,), (later,)).heeft_reactie
    assert Taakgesprek((vraag, replace(later, identificatie=EEN)), (Moment(BEGIN, TWO),)).wacht_op_burger
