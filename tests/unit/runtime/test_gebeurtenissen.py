import pytest
from aws_lambda_powertools.utilities.data_classes import SESEvent
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.emailbericht import Melding, Verdicts
from klantmail.runtime.gebeurtenissen import bezorggebeurtenis_van, melding_van, ses_gebeurtenis, ses_maildomein
from klantmail.usecases.nazorg.bezorgen import Gebeurtenissoort
from ontleden.ontleding import Adres
from tests.support.aws import read_event
from tests.support.fakes import BEGIN

DOMEIN = ses_maildomein("eu-west-1")
REGEL = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40)


def test_sess_event_is_read() -> None:
    melding = melding_van(next(iter(SESEvent(read_event("ses-ontvangst")).records)))
    assert melding.onderwerp == "Parkeervergunning"
    assert melding.afzender == Adres("Jan Jansen", "jan@burger.example")
    assert melding.ontvangers == ("info@gemeente.example",)
    assert melding.verdicts == Verdicts(spf="PASS", dkim="PASS", dmarc="PASS", spam="PASS", virus="PASS")


def test_a_mail_without_from_and_subject_is_known_by_its_envelope() -> None:
    melding = read_event("ses-ontvangst")
    for header in ("from", "subject"):
        del melding["Records"][0]["ses"]["mail"]["commonHeaders"][header]
    read = melding_van(next(iter(SESEvent(melding).records)))
    assert (read.afzender, read.onderwerp) == (Adres("", "jan@burger.example"), "")


def test_headers_of_any_length_leave_room_in_the_item_that_lists_the_mail() -> None:
    happened = read_event("ses-ontvangst")
    headers = happened["Records"][0]["ses"]["mail"]["commonHeaders"]
    headers["subject"] = "a " * 500_000
    headers["from"] = [f'"{"b " * 500_000}" <{"c" * 500_000}@burger.example>']
    read = melding_van(next(iter(SESEvent(happened).records)))
    assert read.onderwerp == f"{'a ' * 999}a…"
    assert read.afzender == Adres(f"{'b ' * 249}b…", "jan@burger.example")


@given(onderwerp=REGEL, name=REGEL, verdict=st.sampled_from(["PASS", "FAIL", "ONBEKEND"]))
def test_a_rebuilt_event_reads_back_as_the_same_mail(onderwerp: str, name: str, verdict: str) -> None:
    melding = Melding(
        ses_bericht_id="ses-1",
        ontvangen_op=BEGIN,
        ontvangers=("info@gemeente.example",),
        onderwerp=onderwerp,
        afzender=Adres(name, "jan@burger.example"),
        verdicts=Verdicts(spf=verdict, dkim="PASS", dmarc="GRAY", spam=verdict, virus=verdict),
    )
    (record,) = SESEvent(ses_gebeurtenis(melding)).records
    assert melding_van(record) == melding


@pytest.mark.parametrize("kind", list(Gebeurtenissoort))
def test_every_event_about_a_sent_mail_is_read(kind: Gebeurtenissoort) -> None:
    read = bezorggebeurtenis_van(read_event(f"ses-{kind.lower()}")["detail"], DOMEIN)
    assert read is not None
    assert read.soort is kind
    assert read.poging == 1
    assert read.bericht_id.endswith("@eu-west-1.amazonses.com>")
    assert [adres for adres, _ in read.ontvangers] == ([] if kind is Gebeurtenissoort.SEND else ["jan@burger.example"])


@pytest.mark.parametrize("tags", [{}, {"verzending": ["c0ffee00-1199-5a1b-8c2d-3e4f5a6b7c8d"]}])
def test_an_event_about_other_mail_is_none_of_ours(tags: dict[str, list[str]]) -> None:
    detail = read_event("ses-delivery")["detail"]
    detail["mail"]["tags"] = tags
    assert bezorggebeurtenis_van(detail, DOMEIN) is None


def test_an_event_of_a_kind_that_we_do_not_take_is_left() -> None:
    detail = read_event("ses-delivery")["detail"]
    detail["eventType"] = "Open"
    assert bezorggebeurtenis_van(detail, DOMEIN) is None
