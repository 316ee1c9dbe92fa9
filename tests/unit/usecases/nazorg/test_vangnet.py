from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event

import pytest

from klantmail.domain.emailbericht import VERDICT_ONBEKEND, Berichtstatus, Verdicts
from klantmail.domain.fouten import OpslagOnbekend
from klantmail.domain.verzending import EERSTE_AANBOD, Hervatkeuze, Verzending, Verzendstatus, wachttijd
from klantmail.ports.postkantoor import NietVerzonden
from klantmail.usecases.beheer.verzendingen import Beheer
from klantmail.usecases.nazorg.vangnet import Vangnet, melding_uit_koppen
from klantmail.usecases.nazorg.verzenden import Resultaat, Verzender
from klantmail.usecases.ontvangst.plek import SES_PROEFBERICHT, intake_key
from ontleden.lezen import ontleed
from ontleden.ontleding import Ontleding
from tests.support.builders import ANDER_POSTVAK, BEHEER, GENERATIE, POSTVAK, VRAAG, WACHTTIJD_INTAKE, Gemeente, verzending
from tests.support.fakes import BEGIN
from tests.support.machine import one_by_one

GOEDGEKEURD = b"X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
OF_SES = (
    b"Return-Path: <jan@burger.example>\r\n"
    b"Received: from mail.burger.example (mail.burger.example [192.0.2.10])\r\n"
    b" by inbound-smtp.eu-west-1.amazonaws.com with SMTP id abc123\r\n"
    b" for info@gemeente.example;\r\n Tue, 24 Nov 2026 08:55:03 +0000 (UTC)\r\n"
    + GOEDGEKEURD
    + b"Received-SPF: pass (spfCheck: domain of burger.example designates 192.0.2.10 as permitted sender)\r\n"
    b"Authentication-Results: amazonses.com;\r\n spf=pass (spfCheck: ok) client-ip=192.0.2.10;\r\n"
    b" dkim=pass header.i=@burger.example;\r\n dmarc=fail header.from=burger.example;\r\n"
)


def _laat_liggen(gemeente: Gemeente, mail: bytes, name: str = "ses-1", postvak: str = POSTVAK) -> str:
    key = intake_key(postvak, name)
    gemeente.intake.objecten[key] = mail
    gemeente.intake.sinds[key] = gemeente.klok()
    return key


def test_a_mail_whose_event_was_lost_is_taken_in_with_what_ses_wrote_on_top_of_it() -> None:
    gemeente = Gemeente()
    _laat_liggen(gemeente, OF_SES + VRAAG)
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    stand = gemeente.vangnet.ronde()
    assert (stand.intake_wachtend, stand.intake_oudste) == (1, BEGIN)
    (melding,) = gemeente.uitvoering.ingenomen
    assert (melding.ses_bericht_id, melding.ontvangers, melding.ontvangen_op) == ("ses-1", (POSTVAK,), BEGIN)
    assert (melding.onderwerp, melding.afzender.adres) == ("Parkeervergunning", "jan@burger.example")
    assert melding.verdicts == Verdicts(spf="PASS", dkim="PASS", dmarc="FAIL", spam="PASS", virus="PASS")
    identificatie = gemeente.ontvanger.neem_in(melding, POSTVAK)
    assert gemeente.repos.emailbericht(identificatie).status is Berichtstatus.NIEUW
    assert gemeente.vangnet.ronde().intake_wachtend == 0


def test_a_young_mail_is_left_to_its_own_event() -> None:
    gemeente = Gemeente()
    _laat_liggen(gemeente, VRAAG)
    gemeente.klok.advance(WACHTTIJD_INTAKE - timedelta(seconds=1))
    assert gemeente.vangnet.ronde().intake_wachtend == 0
    assert gemeente.uitvoering.ingenomen == []


def test_one_start_that_fails_stops_no_other_and_is_counted() -> None:
    gemeente = Gemeente()
    for name in ("a", "b", "c"):
        _laat_liggen(gemeente, VRAAG, name)
    for number in (1, 2, 3):
        gemeente.repos.verzendingen[verzending(number).identificatie] = verzending(number)
    gemeente.uitvoering.unwilling = {"a", verzending(1).identificatie}
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    stand = gemeente.vangnet.ronde()
    assert (stand.intake_wachtend, stand.aangeboden) == (3, 3)
    assert stand.niet_gestart == (("ConnectionError", 2),)
    assert gemeente.beheer.stand() == stand
    assert {melding.ses_bericht_id for melding in gemeente.uitvoering.ingenomen} == {"b", "c"}
    assert set(gemeente.uitvoering.verzonden) == {verzending(2).identificatie, verzending(3).identificatie}


def test_one_mail_whose_headers_cannot_be_read_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def lees(source: bytes) -> Ontleding:
        if b"gif" in source:
            raise RecursionError
        return ontleed(source)

    monkeypatch.setattr("klantmail.usecases.nazorg.vangnet.ontleed", lees)
    gemeente = Gemeente()
    _laat_liggen(gemeente, b"Subject: gif\r\n\r\n", "a")
    _laat_liggen(gemeente, VRAAG, "b")
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    assert gemeente.vangnet.ronde().niet_gestart == (("RecursionError", 1),)
    assert [melding.ses_bericht_id for melding in gemeente.uitvoering.ingenomen] == ["b"]


def test_a_round_does_not_wait_for_a_start_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    gemeente, los = Gemeente(), Event()
    monkeypatch.setattr(gemeente.uitvoering, "neem_in", lambda _: los.wait(60))
    _laat_liggen(gemeente, VRAAG)
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    stand = replace(gemeente.vangnet, rondeduur=timedelta()).ronde()
    los.set()
    assert stand.niet_gestart == (("TimeoutError", 1),)
    assert gemeente.beheer.stand() == stand


def test_a_round_takes_in_hundreds_of_mails_each_once() -> None:
    gemeente = Gemeente()
    for number in range(500):
        _laat_liggen(gemeente, VRAAG, f"ses-{number}")
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    assert gemeente.vangnet.ronde().niet_gestart == ()
    assert sorted(melding.ses_bericht_id for melding in gemeente.uitvoering.ingenomen) == sorted(
        f"ses-{number}" for number in range(500)
    )


def test_mails_are_taken_in_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("klantmail.usecases.nazorg.vangnet.side_by_side", one_by_one)
    gemeente = Gemeente()
    for name in ("b", "a", "c"):
        _laat_liggen(gemeente, VRAAG, name)
        gemeente.klok.advance(timedelta(seconds=1))
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    gemeente.vangnet.ronde()
    assert [melding.ses_bericht_id for melding in gemeente.uitvoering.ingenomen] == ["b", "a", "c"]


@pytest.mark.parametrize(("name", "postvak"), [(SES_PROEFBERICHT, POSTVAK), ("ses-1", "vreemd@elders.example"), ("los", "")])
def test_what_is_no_mail_of_ours_is_left_alone(name: str, postvak: str) -> None:
    gemeente = Gemeente()
    key = _laat_liggen(gemeente, VRAAG, name, postvak)
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    assert gemeente.vangnet.ronde().intake_wachtend == 0
    assert key in gemeente.intake.objecten


@pytest.mark.parametrize(
    "mail",
    [
        VRAAG,
        GOEDGEKEURD + VRAAG,
        b"Received: from x by mail.elders.example; Tue, 24 Nov 2026\r\n" + GOEDGEKEURD + VRAAG,
        b"",
        b"\xff\x00 geen mail",
    ],
    ids=["no headers of SES", "no door", "another door", "empty", "no mail"],
)
def test_without_ses_own_word_a_mail_goes_to_quarantine(mail: bytes) -> None:
    melding = melding_uit_koppen("ses-1", POSTVAK, BEGIN, mail)
    assert melding.verdicts.virus == VERDICT_ONBEKEND
    assert melding.verdicts.verdacht


def test_verdicts_that_the_sender_wrote_below_count_for_nothing() -> None:
    zonder_verdicts = OF_SES.replace(GOEDGEKEURD, b"")
    forged = b"Received: from thuis by mail.burger.example; Tue, 24 Nov 2026\r\nX-SES-Virus-Verdict: PASS\r\n"
    melding = melding_uit_koppen("ses-1", POSTVAK, BEGIN, zonder_verdicts + forged + VRAAG)
    assert melding.verdicts.virus == VERDICT_ONBEKEND
    melding = melding_uit_koppen(
        "ses-1", POSTVAK, BEGIN, OF_SES.replace(b"Virus-Verdict: PASS", b"Virus-Verdict: FAIL") + forged + VRAAG
    )
    assert melding.verdicts.virus == "FAIL"


def test_a_result_that_the_envelope_sender_smuggled_in_does_not_count() -> None:
    erbij = (b"client-ip=192.0.2.10;", b'envelope-from="x; dmarc=pass; dkim=pass; spf=pass y"@burger.example;')
    verdicts = melding_uit_koppen("ses-1", POSTVAK, BEGIN, OF_SES.replace(*erbij) + VRAAG).verdicts
    assert (verdicts.spf, verdicts.dkim, verdicts.dmarc) == ("GRAY", "GRAY", "FAIL")


@pytest.mark.parametrize("method", ["spf", "dkim", "dmarc"])
@pytest.mark.parametrize("echt", ["pass", "fail", "none", "softfail"])
@pytest.mark.parametrize("erbij", ["pass", "fail", "none", "neutral"])
@pytest.mark.parametrize("place", [1, 99])
def test_no_envelope_sender_makes_a_verdict_better(method: str, echt: str, erbij: str, place: int) -> None:
    parts = ["amazonses.com", *(f"{each}={echt} x" for each in ("spf", "dkim", "dmarc"))]
    parts.insert(place, f'envelope-from="x; {method}={erbij}')

    def verdict(parts: list[str]) -> str:
        headers = OF_SES.partition(b"Authentication-Results")[0] + f"Authentication-Results: {'; '.join(parts)}\r\n".encode()
        return str(getattr(melding_uit_koppen("ses-1", POSTVAK, BEGIN, headers + VRAAG).verdicts, method))

    orde = ["FAIL", "GRAY", "PASS"]
    zonder, met = verdict([each for each in parts if "envelope" not in each]), verdict(parts)
    assert orde.index(met) <= orde.index(zonder)
    assert zonder != "FAIL" or met == "FAIL"


def test_an_attempt_whose_lease_ran_out_becomes_onbekend_and_is_not_sent_again() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.repos.claim_verzending(klaar.identificatie, GENERATIE, gemeente.klok() + timedelta(seconds=90))
    gemeente.klok.advance(timedelta(seconds=89))
    assert gemeente.vangnet.ronde().onbekend_geworden == 0
    gemeente.klok.advance(timedelta(seconds=1))
    assert gemeente.vangnet.ronde().onbekend_geworden == 1
    assert gemeente.repos.verzending(klaar.identificatie).status is Verzendstatus.ONBEKEND
    gemeente.klok.advance(timedelta(days=1))
    gemeente.vangnet.ronde()
    assert gemeente.uitvoering.verzonden == []


def test_an_attempt_that_cannot_be_given_up_now_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    gemeente = Gemeente()
    for number in (1, 2):
        gemeente.repos.verzendingen[verzending(number).identificatie] = verzending(number)
        gemeente.repos.claim_verzending(verzending(number).identificatie, GENERATIE, BEGIN)
    meld_onbekend = gemeente.repos.meld_onbekend

    def meld(one: Verzending, reden: str, moment: datetime) -> None:
        if one.identificatie == verzending(1).identificatie:
            raise OpslagOnbekend("timeout")
        meld_onbekend(one, reden, moment)

    monkeypatch.setattr(gemeente.repos, "meld_onbekend", meld)
    assert gemeente.vangnet.ronde().onbekend_geworden == 1
    assert gemeente.repos.verzending(verzending(2).identificatie).status is Verzendstatus.ONBEKEND


def test_a_verzending_that_the_stream_never_offered_is_offered_after_five_minutes() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.klok.advance(EERSTE_AANBOD - timedelta(seconds=1))
    assert gemeente.vangnet.ronde().aangeboden == 0
    gemeente.klok.advance(timedelta(seconds=1))
    assert gemeente.vangnet.ronde().aangeboden == 1
    assert gemeente.uitvoering.verzonden == [klaar.identificatie]


def test_what_was_refused_for_now_is_offered_again_with_back_off() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.postkantoor.antwoorden = [NietVerzonden("TooManyRequestsException", tijdelijk=True)] * 3
    intervals = []
    previous = gemeente.klok()
    assert gemeente.verzender.verzend(klaar) is Resultaat.LATER
    for _ in range(3):
        while not gemeente.uitvoering.verzonden:
            gemeente.klok.advance(timedelta(minutes=1))
            gemeente.vangnet.ronde()
        gemeente.uitvoering.verzonden.clear()
        intervals.append(gemeente.klok() - previous)
        previous = gemeente.klok()
        gemeente.verzender.verzend_op_naam(klaar.identificatie)
    assert intervals == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert len(gemeente.postkantoor.weg) == 1


def test_the_wait_grows_to_six_hours_and_no_further() -> None:
    assert [wachttijd(1), wachttijd(2), wachttijd(50)] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(hours=6)]


def test_two_rounds_at_once_do_no_harm() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    _laat_liggen(gemeente, VRAAG)
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    gemeente.vangnet.ronde()
    gemeente.vangnet.ronde()
    for melding in gemeente.uitvoering.ingenomen:
        gemeente.ontvanger.neem_in(melding, POSTVAK)
    for identificatie in gemeente.uitvoering.verzonden:
        gemeente.verzender.verzend_op_naam(identificatie)
    assert len(gemeente.repos.berichten) == 1
    assert [gone.identificatie for gone, _ in gemeente.postkantoor.weg] == [klaar.identificatie]


def test_the_round_is_kept_for_the_api_with_the_queues_of_what_failed() -> None:
    gemeente = Gemeente()
    gemeente.wachtrijen.inhoud = {"verzenden": 0, "ontvangen": 2}
    stand = gemeente.vangnet.ronde()
    assert stand.wachtrijen == (("ontvangen", 2), ("verzenden", 0))
    assert gemeente.beheer.stand() == stand


def test_another_postvak_is_looked_after_too() -> None:
    gemeente = Gemeente()
    _laat_liggen(gemeente, VRAAG, postvak=ANDER_POSTVAK)
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    gemeente.vangnet.ronde()
    assert [melding.ontvangers for melding in gemeente.uitvoering.ingenomen] == [(ANDER_POSTVAK,)]


def _teruggezet(gemeente: Gemeente) -> tuple[Vangnet, Verzender, Beheer]:
    """The functions of a new generation, on a table that was set back."""
    return (
        replace(gemeente.vangnet, generatie="2"),
        replace(gemeente.verzender, generatie="2"),
        replace(gemeente.beheer, generatie="2"),
    )


def test_what_an_older_generation_left_is_not_sent_and_not_silent() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    vangnet, verzender, _ = _teruggezet(gemeente)
    assert verzender.verzend_op_naam(klaar.identificatie) is Resultaat.NIET_AAN_DE_BEURT
    gemeente.klok.advance(EERSTE_AANBOD)
    stand = vangnet.ronde()
    assert (stand.aangeboden, stand.onbekend_geworden) == (0, 1)
    (lijst,) = gemeente.beheer.lijst(None, aantal=9, na=None).resultaten
    assert (lijst.identificatie, lijst.status) == (klaar.identificatie, Verzendstatus.ONBEKEND)
    assert "reservekopie" in lijst.reden
    gemeente.klok.advance(timedelta(days=1))
    assert vangnet.ronde().onbekend_geworden == 0
    assert verzender.verzend(klaar) is Resultaat.NIET_AAN_DE_BEURT
    assert (gemeente.uitvoering.verzonden, gemeente.postkantoor.weg) == ([], [])


@pytest.mark.parametrize(
    ("choice", "status", "verstuurd"),
    [
        (Hervatkeuze.OPNIEUW, Verzendstatus.VERZONDEN, 1),
        (Hervatkeuze.IS_VERZONDEN, Verzendstatus.VERZONDEN, 0),
        (Hervatkeuze.VERVALLEN, Verzendstatus.VERVALLEN, 0),
    ],
)
def test_a_person_decides_what_becomes_of_it(choice: Hervatkeuze, status: Verzendstatus, verstuurd: int) -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    vangnet, verzender, beheer = _teruggezet(gemeente)
    gemeente.klok.advance(EERSTE_AANBOD)
    vangnet.ronde()
    beheer.hervat(klaar.identificatie, BEHEER, "k", choice, "")
    vangnet.ronde()
    verzender.verzend_op_naam(klaar.identificatie)
    assert gemeente.repos.verzending(klaar.identificatie).status is status
    assert len(gemeente.postkantoor.weg) == verstuurd


def test_many_of_an_older_generation_do_not_keep_a_newer_one_waiting() -> None:
    gemeente = Gemeente()
    for number in range(1, 251):
        gemeente.repos.verzendingen[verzending(number).identificatie] = verzending(number)
    new = replace(verzending(999), generatie="2", aan_de_beurt_op=BEGIN + EERSTE_AANBOD * 2)
    gemeente.repos.verzendingen[new.identificatie] = new
    vangnet, _, _ = _teruggezet(gemeente)
    gemeente.klok.advance(EERSTE_AANBOD * 2)
    stand = vangnet.ronde()
    assert (stand.aangeboden, stand.onbekend_geworden) == (1, 250)
    assert gemeente.uitvoering.verzonden == [new.identificatie]


def test_a_mail_that_kills_its_reader_does_not_take_the_vangnet_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def lees(source: bytes) -> Ontleding:
        assert b"kenteken.pdf" not in source, "the body was read"
        return ontleed(source)

    monkeypatch.setattr("klantmail.usecases.nazorg.vangnet.ontleed", lees)
    gemeente = Gemeente()
    _laat_liggen(gemeente, OF_SES + VRAAG)
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    gemeente.vangnet.ronde()
    (melding,) = gemeente.uitvoering.ingenomen
    assert (melding.onderwerp, melding.afzender.adres) == ("Parkeervergunning", "jan@burger.example")
