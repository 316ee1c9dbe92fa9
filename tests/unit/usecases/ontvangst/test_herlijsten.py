from dataclasses import replace
from datetime import timedelta

import pytest

from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.identificatie import emailbericht_id
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenKlantcontact
from klantmail.usecases.beheer.raadplegen import Berichtenkeuze
from klantmail.usecases.ontvangst.herlijsten import Herlijster, Herlijstresultaat
from klantmail.usecases.ontvangst.plek import intake_key
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK, VRAAG, WACHTTIJD_INTAKE, Gemeente, melding
from tests.support.fakes import BEGIN


def mail(ses_bericht_id: str) -> bytes:
    """A mail as SES stores it."""
    door = f"by inbound-smtp.eu-west-1.amazonaws.com with SMTP id {ses_bericht_id}\r\n for info@gemeente.example; Tue\r\n"
    verdicts = b"X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\n"
    return f"Received: from mail.burger.example ([192.0.2.10])\r\n {door}".encode() + verdicts + VRAAG


@pytest.fixture
def herlijster(gemeente: Gemeente) -> Herlijster:
    return Herlijster(
        archief=gemeente.archief, emailberichten=gemeente.repos, intake=gemeente.intake, postvakken=(POSTVAK, ANDER_POSTVAK)
    )


def ontvang(gemeente: Gemeente, ses_bericht_id: str, postvak: str = POSTVAK) -> None:
    gemeente.intake.objecten[intake_key(postvak, ses_bericht_id)] = mail(ses_bericht_id)
    gemeente.ontvanger.neem_in(melding(ses_bericht_id), postvak)


def test_mail_that_a_table_set_back_has_forgotten_is_listed_again_as_it_was(gemeente: Gemeente, herlijster: Herlijster) -> None:
    ontvang(gemeente, "oud1")
    backup = dict(gemeente.repos.berichten), dict(gemeente.repos.documenten)
    ontvang(gemeente, "nieuw1")
    ontvang(gemeente, "nieuw2", ANDER_POSTVAK)
    was = dict(gemeente.repos.berichten)
    gemeente.repos.berichten, gemeente.repos.documenten = backup
    assert herlijster.herlijst(None) == Herlijstresultaat(3, 2, ())
    assert set(gemeente.intake.objecten) == {intake_key(POSTVAK, "nieuw1"), intake_key(ANDER_POSTVAK, "nieuw2")}
    gemeente.klok.advance(WACHTTIJD_INTAKE)
    gemeente.vangnet.ronde()
    for started in gemeente.uitvoering.ingenomen:
        gemeente.ontvanger.neem_in(started, started.ontvangers[0])
    assert set(gemeente.repos.berichten) == set(was)
    for identificatie, bericht in gemeente.repos.berichten.items():
        assert (bericht.ruw, bericht.status) == (was[identificatie].ruw, Berichtstatus.NIEUW)
    assert gemeente.intake.objecten == {}


def test_mail_that_was_handled_before_there_were_lists_gets_onto_that_of_its_day(
    gemeente: Gemeente, herlijster: Herlijster
) -> None:
    for name in ("een", "twee"):
        ontvang(gemeente, name)
    gesloten = emailbericht_id(POSTVAK, "een")
    inzage = gemeente.inziener.open(gesloten, ANNA).inzage.identificatie
    gemeente.handel_af(gesloten, inzage, ANNA, "s", GeenKlantcontact("Spam"))
    gemeente.repos.op_geen_lijst = {gesloten}
    choice = Berichtenkeuze(status=Berichtstatus.AFGEHANDELD)
    assert gemeente.raadpleger.berichten(choice, aantal=5, na=None).resultaten == ()
    assert herlijster.herlijst(None) == Herlijstresultaat(2, 0, (), 1)
    assert herlijster.herlijst(None) == Herlijstresultaat(2, 0, (), 0)
    assert [each.identificatie for each in gemeente.raadpleger.berichten(choice, aantal=5, na=None).resultaten] == [gesloten]


def test_what_is_listed_is_left_alone_however_often_it_is_looked_at(gemeente: Gemeente, herlijster: Herlijster) -> None:
    ontvang(gemeente, "een")
    assert herlijster.herlijst(None) == herlijster.herlijst(None) == Herlijstresultaat(1, 0, ())
    assert gemeente.intake.objecten == {}


def test_only_what_was_archived_since_is_looked_at(gemeente: Gemeente, herlijster: Herlijster) -> None:
    ontvang(gemeente, "een")
    gemeente.repos.berichten.clear()
    assert herlijster.herlijst(BEGIN + timedelta(seconds=1)) == Herlijstresultaat(0, 0, ())
    assert herlijster.herlijst(BEGIN).teruggelegd == 1


def test_a_sender_who_writes_an_smtp_id_of_another_mail_leads_nowhere(gemeente: Gemeente, herlijster: Herlijster) -> None:
    other = emailbericht_id(POSTVAK, "ander")
    vals = b"Received: x\r\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP id ander\r\n for y; Tue\r\n"
    echt = mail("echt")
    gemeente.intake.objecten[intake_key(POSTVAK, "echt")] = vals + echt
    gemeente.ontvanger.neem_in(melding("echt"), POSTVAK)
    gemeente.repos.berichten.clear()
    assert herlijster.herlijst(None).teruggelegd == 1
    assert list(gemeente.intake.objecten) == [intake_key(POSTVAK, "echt")]
    assert other not in gemeente.repos.berichten


def test_a_mail_that_does_not_tell_what_it_was_is_named_for_a_person(gemeente: Gemeente, herlijster: Herlijster) -> None:
    gemeente.ontvang()
    (key,) = [each for each in gemeente.archief.objecten if each.endswith(".eml")]
    gemeente.repos.berichten.clear()
    assert herlijster.herlijst(None) == Herlijstresultaat(1, 0, (key,))
    elders = replace(herlijster, postvakken=("elders@gemeente.example",))
    assert elders.herlijst(None).onherkend == (key,)
