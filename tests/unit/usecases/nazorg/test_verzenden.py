from dataclasses import replace

import pytest

from klantmail.domain.verzending import Verzendstatus
from klantmail.ports.postkantoor import MisschienVerzonden, NietVerzonden
from klantmail.usecases.nazorg.verzenden import Resultaat
from tests.support.builders import MAIL_UIT, Gemeente


def test_the_stored_bytes_are_sent_once_and_the_verzending_says_so() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    assert gemeente.verzender.verzend(klaar) is Resultaat.VERZONDEN
    assert [mail for _, mail in gemeente.postkantoor.weg] == [MAIL_UIT]
    verzonden = gemeente.repos.verzending(klaar.identificatie)
    assert verzonden.status is Verzendstatus.VERZONDEN
    assert verzonden.verzonden_op == gemeente.klok()
    assert verzonden.ses_bericht_id == "<0@eu-west-1.amazonses.com>"
    assert verzonden.pogingen == 1


def test_the_same_stream_record_twice_sends_once() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.verzender.verzend(klaar)
    assert gemeente.verzender.verzend(klaar) is Resultaat.NIET_AAN_DE_BEURT
    assert len(gemeente.postkantoor.weg) == 1


def test_what_another_is_sending_is_left_alone() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.repos.claim_verzending(klaar.identificatie, klaar.generatie, gemeente.klok())
    assert gemeente.verzender.verzend(klaar) is Resultaat.NIET_AAN_DE_BEURT
    assert gemeente.postkantoor.weg == []


def test_a_doubtful_outcome_becomes_onbekend_and_is_never_sent_again_by_itself() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.postkantoor.antwoorden = [MisschienVerzonden("ReadTimeoutError")]
    assert gemeente.verzender.verzend(klaar) is Resultaat.ONBEKEND
    assert gemeente.verzender.verzend(klaar) is Resultaat.NIET_AAN_DE_BEURT
    assert gemeente.postkantoor.weg == []
    assert gemeente.repos.verzending(klaar.identificatie).reden == "ReadTimeoutError"


def test_a_temporary_refusal_may_be_tried_again_and_then_sends_once() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.postkantoor.antwoorden = [NietVerzonden("TooManyRequestsException", tijdelijk=True)]
    assert gemeente.verzender.verzend(klaar) is Resultaat.LATER
    assert gemeente.verzender.verzend(klaar) is Resultaat.VERZONDEN
    assert len(gemeente.postkantoor.weg) == 1
    assert gemeente.repos.verzending(klaar.identificatie).pogingen == 2


def test_a_definite_refusal_is_the_end_of_it() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.postkantoor.antwoorden = [NietVerzonden("MessageRejected", tijdelijk=False)]
    assert gemeente.verzender.verzend(klaar) is Resultaat.MISLUKT
    assert gemeente.verzender.verzend(klaar) is Resultaat.NIET_AAN_DE_BEURT
    assert gemeente.repos.verzending(klaar.identificatie).status is Verzendstatus.MISLUKT


@pytest.mark.parametrize("bytes_", [b"iets anders", None])
def test_bytes_that_are_not_those_that_were_stored_are_never_sent(bytes_: bytes | None) -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    if bytes_ is None:
        del gemeente.archief.objecten[klaar.object_key]
    else:
        gemeente.archief.objecten[klaar.object_key] = bytes_
    assert gemeente.verzender.verzend(klaar) is Resultaat.MISLUKT
    assert gemeente.postkantoor.weg == []
    assert gemeente.repos.verzending(klaar.identificatie).pogingen == 0


def test_a_table_restored_under_a_new_generation_sends_nothing() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    hersteld = replace(gemeente.verzender, generatie="2")
    assert hersteld.verzend(klaar) is Resultaat.NIET_AAN_DE_BEURT
    assert gemeente.postkantoor.weg == []
    assert gemeente.repos.verzending(klaar.identificatie).status is Verzendstatus.TE_VERZENDEN
