"""A delivery report that comes by mail settles the verzending that it is about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.api.render.emailbericht import render_geopend
from klantmail.domain.fouten import Botsing, NietBeschikbaar
from klantmail.domain.verzending import Bezorging, Bezorgstand, Verzending, Verzendstatus
from klantmail.usecases.nazorg.bezorgen import Bezorggebeurtenis, Gebeurtenissoort, pas_bericht_toe, pas_toe
from klantmail.usecases.ontvangst.plek import intake_key
from ontleden.ontleding import Bezorgfout
from tests.support.builders import ANNA, GOOD, POSTVAK, Gemeente, bezorgbericht, melding, verzending
from tests.support.fakes import BEGIN, Storing

JAN = "jan@burger.example"


class KilledError(Exception):
    """The error that stands for the death of the function."""


def _verzonden(gemeente: Gemeente) -> Verzending:
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.verzender.verzend(klaar)
    return gemeente.repos.verzending(klaar.identificatie)


def test_a_refusal_by_mail_is_kept_with_the_verzending_and_asks_for_attention() -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    gemeente.ontvang(bezorgbericht(verzonden.ses_bericht_id, reden="550 5.1.1 User unknown"))
    na = gemeente.repos.verzending(verzonden.identificatie)
    assert na.bezorgingen == (Bezorging(JAN, Bezorgstand.GEWEIGERD, melding().ontvangen_op, "550 5.1.1 User unknown"),)
    assert (na.status, na.aandacht) == (Verzendstatus.VERZONDEN, "geweigerd")
    assert na.aan_de_beurt_op == melding().ontvangen_op


def test_the_code_stands_before_words_that_do_not_name_it() -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    gemeente.ontvang(bezorgbericht(verzonden.ses_bericht_id, code="5.2.2", reden="Mailbox vol"))
    assert [each.reden for each in gemeente.repos.verzending(verzonden.identificatie).bezorgingen] == ["5.2.2 Mailbox vol"]


def test_a_delay_by_mail_asks_for_no_attention_and_never_undoes_a_delivery() -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    gemeente.ontvang(bezorgbericht(verzonden.ses_bericht_id, actie="delayed", code="4.4.1"))
    na = gemeente.repos.verzending(verzonden.identificatie)
    assert [(each.stand, na.aandacht) for each in na.bezorgingen] == [(Bezorgstand.VERTRAAGD, None)]
    bezorgd = replace(na, bezorgingen=(Bezorging(JAN, Bezorgstand.BEZORGD, BEGIN, ""),))
    assert pas_bericht_toe(bezorgd, [Bezorgfout(JAN, "4.4.1", vertraagd=True)], BEGIN + timedelta(hours=1)) == bezorgd


def test_a_failure_with_a_temporary_code_is_a_failure_all_the_same() -> None:
    """RFC 3464 section 2.3.3: `failed` says that it is given up, whatever the reason was."""
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    gemeente.ontvang(bezorgbericht(verzonden.ses_bericht_id, code="4.4.7"))
    assert gemeente.repos.verzending(verzonden.identificatie).aandacht == "geweigerd"


@pytest.mark.parametrize(("message_id", "ontvanger"), [("<x@elders.example>", JAN), ("", "els@elders.example")])
def test_a_report_about_another_mail_or_recipient_changes_no_verzending(message_id: str, ontvanger: str) -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    gemeente.ontvang(bezorgbericht(message_id or verzonden.ses_bericht_id, ontvanger))
    assert gemeente.repos.verzending(verzonden.identificatie) == verzonden


def test_a_report_that_ses_suspects_changes_no_verzending() -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    gemeente.intake.leg_neer(intake_key(POSTVAK, "ses-1"), bezorgbericht(verzonden.ses_bericht_id))
    gemeente.ontvanger.neem_in(replace(melding(), verdicts=replace(GOOD, spam="FAIL")), POSTVAK)
    assert gemeente.repos.verzending(verzonden.identificatie) == verzonden


def test_a_report_about_a_verzending_that_is_gone_is_taken_in_all_the_same() -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    source = bezorgbericht(verzonden.ses_bericht_id)
    bericht = gemeente.ontvang(source)
    del gemeente.repos.verzendingen[verzonden.identificatie]
    assert gemeente.ontvang(source) == bericht
    assert gemeente.intake.objecten == {}


def test_the_same_report_twice_is_one_change() -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    source = bezorgbericht(verzonden.ses_bericht_id)
    gemeente.ontvang(source)
    na = gemeente.repos.verzending(verzonden.identificatie)
    gemeente.ontvang(source)
    assert gemeente.repos.verzending(verzonden.identificatie) == na
    assert na.wijziging == verzonden.wijziging + 1


def test_a_death_between_reading_and_settling_is_made_good_by_the_next_event() -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    whole = gemeente.ontvanger

    class Gedood:
        def verwerk_bericht(self, *_: object) -> None:
            raise KilledError

    gemeente.ontvanger = replace(whole, bezorger=Gedood())  # type: ignore[arg-type]  # dies at its one call
    source = bezorgbericht(verzonden.ses_bericht_id)
    with pytest.raises(KilledError):
        gemeente.ontvang(source)
    assert gemeente.intake.objecten
    assert gemeente.repos.verzending(verzonden.identificatie) == verzonden
    gemeente.ontvanger = whole
    gemeente.ontvang(source)
    assert gemeente.repos.verzending(verzonden.identificatie).aandacht == "geweigerd"
    assert gemeente.intake.objecten == {}


def test_a_report_that_cannot_be_settled_now_stays_in_the_intake() -> None:
    gemeente = Gemeente()
    verzonden = _verzonden(gemeente)
    gemeente.repos.storingen = [Storing(Botsing())] * 5
    with pytest.raises(NietBeschikbaar):
        gemeente.ontvang(bezorgbericht(verzonden.ses_bericht_id))
    assert gemeente.intake.objecten


@given(st.permutations(["bounce", "bezorgd", "klacht", "vertraagd"]))
def test_mail_and_events_of_ses_lead_to_the_same_in_any_order(volgorde: list[str]) -> None:
    def van_ses(kind: Gebeurtenissoort) -> Bezorggebeurtenis:
        return Bezorggebeurtenis(
            soort=kind,
            verzending=verzending().identificatie,
            poging=1,
            bericht_id="<1@ses.example>",
            verzonden_op=BEGIN,
            tijdstip=BEGIN + timedelta(minutes=1),
            ontvangers=((JAN, ""),),
        )

    nieuws: dict[str, Callable[[Verzending], Verzending]] = {
        "bounce": lambda each: pas_bericht_toe(each, [Bezorgfout(JAN, "5.1.1", "weg")], BEGIN + timedelta(minutes=2)),
        "bezorgd": lambda each: pas_toe(each, van_ses(Gebeurtenissoort.DELIVERY)),
        "klacht": lambda each: pas_toe(each, van_ses(Gebeurtenissoort.COMPLAINT)),
        "vertraagd": lambda each: pas_toe(each, van_ses(Gebeurtenissoort.DELIVERY_DELAY)),
    }
    uit = replace(verzending(), status=Verzendstatus.VERZONDEN, pogingen=1, ses_bericht_id="<1@ses.example>")
    for kind in (*volgorde, *volgorde):
        uit = nieuws[kind](uit)
    assert uit.bezorgingen == (Bezorging(JAN, Bezorgstand.KLACHT, BEGIN + timedelta(minutes=1), ""),)


def test_who_opens_the_report_sees_recipient_code_and_words() -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang(bezorgbericht("<x@elders.example>", code="5.2.2", reden="552 Mailbox full"))
    antwoord = render_geopend(gemeente.inziener.open(bericht, ANNA), gemeente.klok(), archief=gemeente.archief)
    assert antwoord["bezorgfouten"] == [
        {"ontvanger": JAN, "stand": "geweigerd", "statuscode": "5.2.2", "reden": "552 Mailbox full"}
    ]


def test_an_ordinary_mail_names_no_failed_recipient() -> None:
    gemeente = Gemeente()
    antwoord = render_geopend(gemeente.inziener.open(gemeente.ontvang(), ANNA), gemeente.klok(), archief=gemeente.archief)
    assert antwoord["bezorgfouten"] == []
