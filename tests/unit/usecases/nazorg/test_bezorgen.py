from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.adressering import Ontvanger
from klantmail.domain.fouten import Botsing, Geweigerd, NietBeschikbaar, NietGevonden, OpslagOnbekend
from klantmail.domain.verzending import Bezorgstand, Verzending, Verzendstatus
from klantmail.ports.postkantoor import MisschienVerzonden
from klantmail.usecases.nazorg.bezorgen import Bezorggebeurtenis, Gebeurtenissoort, pas_bericht_toe, pas_toe
from klantmail.usecases.nazorg.verzenden import Resultaat
from ontleden.ontleding import Bezorgfout
from tests.support.builders import GENERATIE, Gemeente, verzending
from tests.support.fakes import BEGIN, Storing

BURGER, SECOND = "jan@burger.example", "els@burger.example"
BERICHT_ID = "<0102@eu-west-1.amazonses.com>"


def gebeurtenis(
    kind: Gebeurtenissoort, *, ontvanger: str = BURGER, na: int = 60, poging: int = 1, reden: str = ""
) -> Bezorggebeurtenis:
    return Bezorggebeurtenis(
        soort=kind,
        verzending=verzending().identificatie,
        poging=poging,
        bericht_id=BERICHT_ID,
        verzonden_op=BEGIN + timedelta(seconds=1),
        tijdstip=BEGIN + timedelta(seconds=na),
        ontvangers=() if kind is Gebeurtenissoort.SEND else ((ontvanger, reden),),
    )


BEZIG = replace(verzending(), status=Verzendstatus.BEZIG, pogingen=1)
VERZONDEN = replace(BEZIG, status=Verzendstatus.VERZONDEN, ses_bericht_id=BERICHT_ID, verzonden_op=BEGIN)


@pytest.mark.parametrize("kind", list(Gebeurtenissoort))
@pytest.mark.parametrize(
    "status", [Verzendstatus.BEZIG, Verzendstatus.ONBEKEND, Verzendstatus.TE_VERZENDEN, Verzendstatus.MISLUKT]
)
def test_any_event_proves_that_its_attempt_was_accepted(kind: Gebeurtenissoort, status: Verzendstatus) -> None:
    na = pas_toe(replace(BEZIG, status=status), gebeurtenis(kind))
    assert na.status is Verzendstatus.VERZONDEN
    assert na.ses_bericht_id == BERICHT_ID
    assert na.verzonden_op == BEGIN + timedelta(seconds=1)


def test_an_event_of_an_older_attempt_leaves_the_attempt_under_way_alone() -> None:
    tweede_poging = replace(BEZIG, pogingen=2)
    assert pas_toe(tweede_poging, gebeurtenis(Gebeurtenissoort.SEND)).status is Verzendstatus.BEZIG


def test_an_event_of_an_attempt_that_this_table_never_made_changes_nothing() -> None:
    assert pas_toe(BEZIG, gebeurtenis(Gebeurtenissoort.BOUNCE, poging=2)) == BEZIG


@pytest.mark.parametrize(
    ("kind", "stand", "aandacht"),
    [
        (Gebeurtenissoort.DELIVERY, Bezorgstand.BEZORGD, None),
        (Gebeurtenissoort.DELIVERY_DELAY, Bezorgstand.VERTRAAGD, None),
        (Gebeurtenissoort.BOUNCE, Bezorgstand.GEWEIGERD, "geweigerd"),
        (Gebeurtenissoort.REJECT, Bezorgstand.GEWEIGERD, "geweigerd"),
        (Gebeurtenissoort.COMPLAINT, Bezorgstand.KLACHT, "klacht"),
    ],
)
def test_each_event_says_what_became_of_the_mail_at_its_recipient(
    kind: Gebeurtenissoort, stand: Bezorgstand, aandacht: str | None
) -> None:
    na = pas_toe(VERZONDEN, gebeurtenis(kind, ontvanger="Jan@Burger.example"))
    assert [(bezorging.ontvanger, bezorging.stand) for bezorging in na.bezorgingen] == [(BURGER, stand)]
    assert na.aandacht == aandacht


@pytest.mark.parametrize("named", ['"jan..jansen"@burger.example', "Jan..Jansen@burger.example"])
def test_the_fate_is_that_of_the_recipient_whether_or_not_quotation_marks_stand_around_its_local_part(named: str) -> None:
    to = '"jan..jansen"@burger.example'
    sent = replace(VERZONDEN, naar=(to,), ontvangers=(Ontvanger(to),))
    na = pas_toe(sent, gebeurtenis(Gebeurtenissoort.BOUNCE, ontvanger=named))
    na = pas_bericht_toe(na, [Bezorgfout(to, "5.1.1"), Bezorgfout(named, "5.1.1")], BEGIN)
    (fate,) = na.bezorgingen
    assert na.bezorging_bij(Ontvanger(to)) == fate


def test_a_delay_after_the_delivery_is_old_news() -> None:
    bezorgd = pas_toe(VERZONDEN, gebeurtenis(Gebeurtenissoort.DELIVERY, na=30))
    assert pas_toe(bezorgd, gebeurtenis(Gebeurtenissoort.DELIVERY_DELAY, na=60)) == bezorgd


EVENTS = st.lists(
    st.builds(
        gebeurtenis,
        st.sampled_from(list(Gebeurtenissoort)),
        ontvanger=st.sampled_from([BURGER, SECOND]),
        na=st.integers(1, 5),
        reden=st.sampled_from(["", "smtp; 550 5.1.1"]),
    ),
    min_size=1,
    max_size=8,
)


@given(events=EVENTS, data=st.data())
def test_events_in_any_order_and_number_come_to_the_same(events: list[Bezorggebeurtenis], data: st.DataObject) -> None:
    anders = data.draw(st.permutations(events)) + data.draw(st.lists(st.sampled_from(events)))

    def na(series: list[Bezorggebeurtenis], begin: Verzending) -> Verzending:
        for each in series:
            begin = pas_toe(begin, each)
        return replace(begin, wijziging=0)

    for begin in (BEZIG, VERZONDEN, replace(BEZIG, status=Verzendstatus.ONBEKEND)):
        assert na(events, begin) == na(anders, begin)


def test_an_event_settles_what_nobody_could_know() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.postkantoor.antwoorden = [MisschienVerzonden("ReadTimeoutError")]
    assert gemeente.verzender.verzend(klaar) is Resultaat.ONBEKEND
    gemeente.bezorger.verwerk(gebeurtenis(Gebeurtenissoort.DELIVERY))
    na = gemeente.repos.verzending(klaar.identificatie)
    assert (na.status, na.aandacht) == (Verzendstatus.VERZONDEN, None)
    assert gemeente.repos.eigen_berichten([BERICHT_ID], ())[BERICHT_ID].verzending == klaar.identificatie


def test_an_event_that_comes_before_the_function_could_report_is_kept() -> None:
    gemeente = Gemeente()
    repos = gemeente.repos
    repos.verzendingen[verzending().identificatie] = verzending()
    bezig = repos.claim_verzending(verzending().identificatie, GENERATIE, BEGIN)
    gemeente.bezorger.verwerk(gebeurtenis(Gebeurtenissoort.SEND))
    with pytest.raises(Geweigerd):
        repos.meld_onbekend(bezig, "ReadTimeoutError", BEGIN)
    assert repos.verzending(bezig.identificatie).status is Verzendstatus.VERZONDEN


def test_an_event_about_another_table_is_not_found() -> None:
    with pytest.raises(NietGevonden):
        Gemeente().bezorger.verwerk(replace(gebeurtenis(Gebeurtenissoort.SEND), verzending=UUID(int=404)))


@pytest.mark.parametrize(
    "storing",
    [
        Storing(Geweigerd("x")),
        Storing(Botsing("x")),
        Storing(OpslagOnbekend("x")),
        Storing(OpslagOnbekend("x"), opgeslagen=True),
        Storing(Geweigerd("x"), opgeslagen=True),
    ],
    ids=["another was first", "conflict", "unknown, not stored", "unknown, stored", "refused by itself"],
)
def test_whatever_the_storage_answers_an_event_is_kept_once(storing: Storing) -> None:
    gemeente = Gemeente()
    gemeente.repos.verzendingen[BEZIG.identificatie] = BEZIG
    gemeente.repos.storingen = [storing]
    assert gemeente.bezorger.verwerk(gebeurtenis(Gebeurtenissoort.SEND)).status is Verzendstatus.VERZONDEN
    stored = gemeente.repos.verzending(BEZIG.identificatie)
    assert (stored.status, stored.wijziging) == (Verzendstatus.VERZONDEN, 1)


def test_an_event_that_cannot_be_kept_is_to_be_offered_again() -> None:
    gemeente = Gemeente()
    gemeente.repos.verzendingen[BEZIG.identificatie] = BEZIG
    gemeente.repos.storingen = [Storing(OpslagOnbekend("x"))] * 20
    with pytest.raises(NietBeschikbaar):
        gemeente.bezorger.verwerk(gebeurtenis(Gebeurtenissoort.SEND))
    assert gemeente.repos.verzending(BEZIG.identificatie) == BEZIG
    assert gemeente.slept
    assert gemeente.slept == sorted(gemeente.slept)
