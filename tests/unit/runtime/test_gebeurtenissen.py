import pytest
from aws_lambda_powertools.utilities.data_classes import SESEvent
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.emailbericht import Melding, Verdicts
from klantmail.runtime.gebeurtenissen import bezorggebeurtenis_van, melding_van, ses_gebeurtenis, ses_maildomein
from klantmail.usecases.nazorg.bezorgen import Gebeurtenissoort
from ontleden.ontleding import Adres
from tests.support.aws import gebeurtenis
from tests.support.fakes import BEGIN

DOMEIN = ses_maildomein("eu-west-1")
REGEL = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40)


def test_sess_event_is_read() -> None:
    melding = melding_van(next(iter(SESEvent(gebeurtenis("ses-ontvangst")).records)))
    assert melding.onderwerp == "Parkeervergunning"
    assert melding.afzender == Adres("Jan Jansen", "jan@burger.example")
    assert melding.ontvangers == ("info@gemeente.example",)
    assert melding.verdicts == Verdicts(spf="PASS", dkim="PASS", dmarc="PASS", spam="PASS", virus="PASS")


def test_a_mail_without_from_and_subject_is_known_by_its_envelope() -> None:
    melding = gebeurtenis("ses-ontvangst")
    for kop in ("from", "subject"):
        del melding["Records"][0]["ses"]["mail"]["commonHeaders"][kop]
    gelezen = melding_van(next(iter(SESEvent(melding).records)))
    assert (gelezen.afzender, gelezen.onderwerp) == (Adres("", "jan@burger.example"), "")


def test_headers_of_any_length_leave_room_in_the_item_that_lists_the_mail() -> None:
    gebeurd = gebeurtenis("ses-ontvangst")
    koppen = gebeurd["Records"][0]["ses"]["mail"]["commonHeaders"]
    koppen["subject"] = "a " * 500_000
    koppen["from"] = [f'"{"b " * 500_000}" <{"c" * 500_000}@burger.example>']
    gelezen = melding_van(next(iter(SESEvent(gebeurd).records)))
    assert gelezen.onderwerp == f"{'a ' * 999}a…"
    assert gelezen.afzender == Adres(f"{'b ' * 249}b…", "jan@burger.example")


@given(onderwerp=REGEL, naam=REGEL, verdict=st.sampled_from(["PASS", "FAIL", "ONBEKEND"]))
def test_a_rebuilt_event_reads_back_as_the_same_mail(onderwerp: str, naam: str, verdict: str) -> None:
    melding = Melding(
        ses_bericht_id="ses-1",
        ontvangen_op=BEGIN,
        ontvangers=("info@gemeente.example",),
        onderwerp=onderwerp,
        afzender=Adres(naam, "jan@burger.example"),
        verdicts=Verdicts(spf=verdict, dkim="PASS", dmarc="GRAY", spam=verdict, virus=verdict),
    )
    (record,) = SESEvent(ses_gebeurtenis(melding)).records
    assert melding_van(record) == melding


@pytest.mark.parametrize("soort", list(Gebeurtenissoort))
def test_every_event_about_a_sent_mail_is_read(soort: Gebeurtenissoort) -> None:
    gelezen = bezorggebeurtenis_van(gebeurtenis(f"ses-{soort.lower()}")["detail"], DOMEIN)
    assert gelezen is not None
    assert gelezen.soort is soort
    assert gelezen.poging == 1
    assert gelezen.bericht_id.endswith("@eu-west-1.amazonses.com>")
    assert [adres for adres, _ in gelezen.ontvangers] == ([] if soort is Gebeurtenissoort.SEND else ["jan@burger.example"])


@pytest.mark.parametrize("tags", [{}, {"verzending": ["c0ffee00-1199-5a1b-8c2d-3e4f5a6b7c8d"]}])
def test_an_event_about_other_mail_is_none_of_ours(tags: dict[str, list[str]]) -> None:
    detail = gebeurtenis("ses-delivery")["detail"]
    detail["mail"]["tags"] = tags
    assert bezorggebeurtenis_van(detail, DOMEIN) is None


def test_an_event_of_a_kind_that_we_do_not_take_is_left() -> None:
    detail = gebeurtenis("ses-delivery")["detail"]
    detail["eventType"] = "Open"
    assert bezorggebeurtenis_van(detail, DOMEIN) is None
