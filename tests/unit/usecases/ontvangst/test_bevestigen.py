import re
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.emailbericht import Envelop, Ontleedstand, Verdicts
from klantmail.domain.formeel import Awbtermijn, Formaliteiten
from klantmail.domain.fouten import Botsing, InzageNietGeldig, KeuzeNietMogelijk, NietBeschikbaar, OpslagOnbekend
from klantmail.domain.verzending import Verzending
from klantmail.usecases.ontvangst.bevestigen import RUSTTIJD, ZonderBevestiging
from klantmail.usecases.ontvangst.plek import intake_key
from klantmail.usecases.uitgaand.vanzelf import waarom_niet_vanzelf
from ontleden.lezen import ontleed
from ontleden.ontleding import VERSIE, Adres, Klasse
from tests.support.builders import ANDER_POSTVAK, ANNA, BRAM, GOOD, POSTVAK, VRAAG, Gemeente, bericht, melding
from tests.support.fakes import Storing


@pytest.fixture
def gemeente() -> Gemeente:
    """A municipality whose info-postvak confirms what comes in."""
    return Gemeente(bevestigd=(POSTVAK,))


def _bevestigingen(gemeente: Gemeente) -> list[Verzending]:
    return list(gemeente.repos.verzendingen.values())


def _mail(gemeente: Gemeente, verzending: Verzending) -> EmailMessage:
    return message_from_bytes(gemeente.archief.lees(verzending.object_key), policy=policy.default)


# -- by itself ---------------------------------------------------------------------------------------------------------


def test_ordinary_mail_of_the_postvak_is_confirmed_to_its_sender(gemeente: Gemeente) -> None:
    identificatie = gemeente.ontvang()
    (verzending,) = _bevestigingen(gemeente)
    assert (verzending.naar, verzending.van, verzending.klantcontact) == (("jan@burger.example",), POSTVAK, None)
    assert gemeente.repos.emailbericht(identificatie).ontvangstbevestiging == verzending.identificatie
    mail = _mail(gemeente, verzending)
    assert (mail["Subject"], mail["Auto-Submitted"]) == ("Ontvangstbevestiging", "auto-replied")
    assert mail["In-Reply-To"] == mail["References"] == "<vraag-1@burger.example>"
    assert "op dinsdag 24 november 2026 om 10.00 uur ontvangen" in mail.get_content()


def test_our_own_reader_takes_the_confirmation_for_automatic_so_that_two_systems_never_answer_each_other(
    gemeente: Gemeente,
) -> None:
    gemeente.ontvang()
    back = gemeente.archief.lees(_bevestigingen(gemeente)[0].object_key)
    assert ontleed(back).classificatie.klasse is not Klasse.GEWOON
    gemeente.ontvang(back, "ses-terug")
    assert len(_bevestigingen(gemeente)) == 1


def test_a_mail_that_answers_the_confirmation_is_of_the_same_conversation_and_refers_to_no_klantcontact(
    gemeente: Gemeente,
) -> None:
    first = gemeente.ontvang()
    (verzending,) = _bevestigingen(gemeente)
    gemeente.verzender.verzend(verzending)
    message_id = gemeente.repos.verzendingen[verzending.identificatie].ses_bericht_id
    antwoord = VRAAG.replace(b"Message-ID: <vraag-1", f"In-Reply-To: {message_id}\r\nMessage-ID: <vraag-2".encode())
    second = gemeente.inziener.open(gemeente.ontvang(antwoord, "ses-2"), ANNA)
    assert second.bericht.gesprek == first
    assert second.klantcontact.verwijst_naar == ()


def test_it_is_off_where_nobody_turned_it_on(gemeente: Gemeente) -> None:
    gemeente.ontvang(postvak=ANDER_POSTVAK)
    Gemeente().ontvang()
    assert _bevestigingen(gemeente) == []


def test_nothing_that_the_sender_wrote_is_repeated(gemeente: Gemeente) -> None:
    mail = VRAAG.replace(b"Parkeervergunning", b"KOOP NU").replace(b"Jan Jansen", b"WIN GELD").replace(b"Hoe vraag", b"KLIK HIER")
    gemeente.ontvang(mail)
    inhoud = gemeente.archief.lees(_bevestigingen(gemeente)[0].object_key)
    for word in (b"KOOP", b"GELD", b"KLIK"):
        assert word in mail
        assert word not in inhoud


def test_an_address_gets_one_in_24_hours_whatever_it_sends(gemeente: Gemeente) -> None:
    first = gemeente.ontvang()
    for number in range(3):
        gemeente.klok.advance(RUSTTIJD / 4)
        gemeente.ontvang(VRAAG.replace(b"jan@", b"JAN@"), f"ses-weer-{number}")
    assert [each.emailbericht for each in _bevestigingen(gemeente)] == [first]
    gemeente.klok.advance(RUSTTIJD / 4)
    gemeente.ontvang(ses_bericht_id="ses-later")
    assert len(_bevestigingen(gemeente)) == 2


def test_the_same_event_again_confirms_nothing_again_even_a_day_later(gemeente: Gemeente) -> None:
    gemeente.ontvang()
    gemeente.klok.advance(RUSTTIJD + timedelta(seconds=1))
    gemeente.ontvang()
    assert len(_bevestigingen(gemeente)) == 1


@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
)
def test_a_mail_whose_confirmation_was_not_stored_is_offered_again_and_confirmed_once(
    gemeente: Gemeente, storing: Storing
) -> None:
    gemeente.repos.storingen = [storing]
    with pytest.raises(type(storing.fout)):
        gemeente.ontvang()
    assert intake_key(POSTVAK, "ses-1") in gemeente.intake.objecten
    gemeente.ontvang()
    assert len(_bevestigingen(gemeente)) == 1
    assert gemeente.intake.objecten == {}


KOPPEN = {
    "an automatic answer": b"Auto-Submitted: auto-replied\r\n",
    "a mailing list": b"List-Id: <nieuws.burger.example>\r\nList-Unsubscribe: <mailto:af@burger.example>\r\n",
    "bulk": b"Precedence: bulk\r\nAuto-Submitted: auto-generated\r\n",
}


SILENT = {
    "all": b"X-Auto-Response-Suppress: All\r\n",
    "some": b"X-Auto-Response-Suppress: DR, OOF, AutoReply\r\n",
    "twice": b"X-Auto-Response-Suppress: None\r\nX-Auto-Response-Suppress: OOF\r\n",
    "a machine that says no first": b"Auto-Submitted: no\r\nAuto-Submitted: auto-generated\r\n",
    "a form": b"Auto-Submitted: auto-generated\r\nReply-To: kim@elders.example\r\n",
    "bulk second": b"Precedence: normal\r\nPrecedence: bulk\r\nReply-To: kim@elders.example\r\n",
    "a null reverse-path": b"Return-Path: <>\r\n",
}


@pytest.mark.parametrize("header", SILENT.values(), ids=SILENT.keys())
def test_who_asks_for_no_automatic_answers_gets_none_by_itself(gemeente: Gemeente, header: bytes) -> None:
    gemeente.ontvang(header + VRAAG)
    assert _bevestigingen(gemeente) == []


@pytest.mark.parametrize(
    "header", [b"Auto-Submitted: no\r\n", b"X-Auto-Response-Suppress: None\r\n", b"Auto-Submitted: No (mens)\r\n"]
)
def test_who_says_that_a_person_wrote_it_gets_one(gemeente: Gemeente, header: bytes) -> None:
    gemeente.ontvang(header + VRAAG)
    assert len(_bevestigingen(gemeente)) == 1


@pytest.mark.parametrize("header", KOPPEN.values(), ids=KOPPEN.keys())
def test_automatic_mail_is_never_confirmed(gemeente: Gemeente, header: bytes) -> None:
    gemeente.ontvang(header + VRAAG)
    assert _bevestigingen(gemeente) == []


@pytest.mark.parametrize("adres", [b"info@gemeente.example", b"no-reply@burger.example", b"mailer-daemon@burger.example"])
def test_our_own_postvak_and_addresses_that_nobody_reads_are_never_confirmed(gemeente: Gemeente, adres: bytes) -> None:
    gemeente.ontvang(VRAAG.replace(b"jan@burger.example", adres))
    assert _bevestigingen(gemeente) == []


@pytest.mark.parametrize("dmarc", ["FAIL", "GRAY", "PROCESSING_FAILED", "ONBEKEND"])
def test_mail_that_dmarc_does_not_vouch_for_is_never_confirmed(gemeente: Gemeente, dmarc: str) -> None:
    gemeente.intake.objecten[intake_key(POSTVAK, "ses-1")] = VRAAG
    gemeente.ontvanger.neem_in(melding(verdicts=replace(GOOD, dmarc=dmarc)), POSTVAK)
    assert _bevestigingen(gemeente) == []


@pytest.mark.parametrize("value", ["FAIL", "ONBEKEND"])
@pytest.mark.parametrize("toets", ["spam", "virus"])
def test_suspected_mail_is_never_confirmed(gemeente: Gemeente, toets: str, value: str) -> None:
    gemeente.intake.objecten[intake_key(POSTVAK, "ses-1")] = VRAAG
    gemeente.ontvanger.neem_in(melding(verdicts=replace(GOOD, **{toets: value})), POSTVAK)
    assert _bevestigingen(gemeente) == []


VERDICT = st.sampled_from(["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "ONBEKEND"])


@given(
    verdicts=st.builds(Verdicts, spf=VERDICT, dkim=VERDICT, dmarc=VERDICT, spam=VERDICT, virus=VERDICT),
    klasse=st.sampled_from(Klasse),
)
def test_only_ordinary_mail_that_passes_dmarc_and_is_not_suspected_may_be_confirmed(verdicts: Verdicts, klasse: Klasse) -> None:
    envelop: Envelop = replace(bericht().envelop, verdicts=verdicts, klasse=klasse, afzender=Adres("", "jan@burger.example"))
    mag = waarom_niet_vanzelf(replace(bericht(), envelop=envelop)) is None
    assert mag == (klasse is Klasse.GEWOON and verdicts.dmarc == "PASS" and not verdicts.verdacht)


# -- on an agent's word ------------------------------------------------------------------------------------------------


@pytest.fixture
def formeel() -> tuple[Gemeente, UUID, UUID]:
    """A mail that Anna has open, in a postvak that confirms nothing by itself."""
    gemeente = Gemeente()
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    return gemeente, mail.bericht.identificatie, mail.inzage.identificatie


def test_an_agent_can_have_a_formal_message_confirmed_once(formeel: tuple[Gemeente, UUID, UUID]) -> None:
    gemeente, identificatie, inzage = formeel
    verzending = gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA)
    assert gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA) == verzending
    assert [each.identificatie for each in _bevestigingen(gemeente)] == [verzending]


def test_only_who_has_the_mail_can_have_it_confirmed(formeel: tuple[Gemeente, UUID, UUID]) -> None:
    gemeente, identificatie, inzage = formeel
    with pytest.raises(InzageNietGeldig):
        gemeente.bevestiger.op_verzoek(identificatie, inzage, BRAM)
    assert _bevestigingen(gemeente) == []


def test_an_agents_word_outweighs_dmarc_the_kind_of_mail_the_wishes_of_its_sender_and_a_first_one_on_the_day() -> None:
    gemeente = Gemeente()
    mails = [VRAAG, KOPPEN["a mailing list"] + VRAAG, SILENT["all"] + VRAAG]
    for number, mail in enumerate(mails):
        gemeente.intake.objecten[intake_key(POSTVAK, f"ses-{number}")] = mail.replace(b"<vraag-1", b"<vraag-%d" % number)
        bericht = gemeente.ontvanger.neem_in(melding(f"ses-{number}", verdicts=replace(GOOD, dmarc="GRAY")), POSTVAK)
        geopend = gemeente.inziener.open(bericht, ANNA)
        gemeente.bevestiger.op_verzoek(bericht, geopend.inzage.identificatie, ANNA)
    assert len(_bevestigingen(gemeente)) == len(mails)


@pytest.mark.parametrize(
    ("adres", "reden"),
    [
        ("no-reply@burger.example", "Dit adres wordt door niemand gelezen."),
        (POSTVAK, "Dit adres is een postvak van de gemeente zelf."),
        ("jan@-", "Het adres van de ontvanger heeft een onmogelijke domeinnaam."),
        ("", "Deze e-mail heeft geen adres om naar te antwoorden."),
    ],
)
def test_a_message_to_whose_sender_no_mail_can_go_is_formal_all_the_same(
    formeel: tuple[Gemeente, UUID, UUID], adres: str, reden: str
) -> None:
    gemeente, identificatie, inzage = formeel
    read = gemeente.repos.emailbericht(identificatie)
    envelop = replace(read.envelop, afzender=Adres("Jan", adres))
    gemeente.repos.berichten[identificatie] = replace(read, envelop=envelop)
    for _ in range(2):
        zonder = gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA)
        assert zonder == ZonderBevestiging(date(2027, 1, 19), reden)
    assert _bevestigingen(gemeente) == []
    assert gemeente.repos.emailbericht(identificatie).envelop.formeel_uiterlijk == date(2027, 1, 19)


def test_a_mail_that_is_still_being_read_is_made_formal_after_that(formeel: tuple[Gemeente, UUID, UUID]) -> None:
    gemeente, identificatie, inzage = formeel
    read = gemeente.repos.emailbericht(identificatie)
    gemeente.repos.berichten[identificatie] = replace(read, ontleedstand=Ontleedstand.ONTBREEKT, parserversie="")
    with pytest.raises(KeuzeNietMogelijk, match="nog gelezen"):
        gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA)
    assert gemeente.repos.emailbericht(identificatie).envelop.formeel_uiterlijk is None
    gemeente.repos.berichten[identificatie] = read
    gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA)
    assert gemeente.repos.emailbericht(identificatie).envelop.formeel_uiterlijk == date(2027, 1, 19)


def _lees_vroeger(gemeente: Gemeente, identificatie: UUID) -> None:
    """Have an earlier version of the reader have read this mail."""
    objecten = gemeente.archief.objecten
    for object_key in [each for each in objecten if f"/{VERSIE}/" in each]:
        objecten[object_key.replace(f"/{VERSIE}/", "/1/")] = objecten.pop(object_key)
    read = gemeente.repos.emailbericht(identificatie)
    gemeente.repos.berichten[identificatie] = replace(read, parserversie="1")


def test_the_receipt_of_a_mail_that_waited_through_an_update_of_the_reader_answers_it(
    formeel: tuple[Gemeente, UUID, UUID],
) -> None:
    gemeente, identificatie, inzage = formeel
    _lees_vroeger(gemeente, identificatie)
    gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA)
    mail = _mail(gemeente, _bevestigingen(gemeente)[0])
    assert mail["In-Reply-To"] == mail["References"] == "<vraag-1@burger.example>"


def test_who_wants_no_automatic_mail_gets_none_after_an_update_of_the_reader_either() -> None:
    gemeente = _formele_gemeente()
    identificatie = _neem_in(gemeente, 1, mail=SILENT["all"] + VRAAG)
    _lees_vroeger(gemeente, identificatie)
    gemeente.bevestiger.bij_ontvangst(identificatie, POSTVAK)
    assert _bevestigingen(gemeente) == []


FORMULIEREN = [b"formulier@web.example", b"no-reply@web.example", POSTVAK.encode()]


def _van_formulier(formulier: bytes) -> bytes:
    return VRAAG.replace(b"From: ", b"From: <%s>\r\nReply-To: " % formulier)


@pytest.mark.parametrize("formulier", FORMULIEREN)
def test_the_receipt_of_what_came_by_a_web_form_goes_to_who_filled_it_in_on_an_agents_word(formulier: bytes) -> None:
    gemeente = Gemeente()
    mail = gemeente.inziener.open(gemeente.ontvang(_van_formulier(formulier)), ANNA)
    gemeente.bevestiger.op_verzoek(mail.bericht.identificatie, mail.inzage.identificatie, ANNA)
    assert [each.naar for each in _bevestigingen(gemeente)] == [("jan@burger.example",)]
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).envelop.formeel_uiterlijk == date(2027, 1, 19)


@pytest.mark.parametrize("formulier", FORMULIEREN)
def test_what_came_by_a_web_form_is_confirmed_to_nobody_by_itself_so_that_an_agent_still_can(formulier: bytes) -> None:
    gemeente = _formele_gemeente()
    mail = gemeente.inziener.open(_neem_in(gemeente, 1, mail=_van_formulier(formulier)), ANNA)
    assert (_bevestigingen(gemeente), mail.bericht.ontvangstbevestiging) == ([], None)
    gemeente.bevestiger.op_verzoek(mail.bericht.identificatie, mail.inzage.identificatie, ANNA)
    assert [each.naar for each in _bevestigingen(gemeente)] == [("jan@burger.example",)]


def test_a_formal_message_has_a_term_and_its_receipt_says_when_it_came_and_until_when_the_term_runs(
    formeel: tuple[Gemeente, UUID, UUID],
) -> None:
    gemeente, identificatie, inzage = formeel
    gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA)
    assert gemeente.repos.emailbericht(identificatie).envelop.formeel_uiterlijk == date(2027, 1, 19)
    text = _mail(gemeente, _bevestigingen(gemeente)[0]).get_content()
    assert "op dinsdag 24 november 2026 om 10.00 uur ontvangen" in text
    assert "De termijn om te reageren loopt vanaf deze dag." in text
    assert "uiterlijk op dinsdag 19 januari 2027" in text
    assert re.search(r"^Kenmerk: KM-\w{5}-\w{5}\s*$", text, re.MULTILINE)
    assert "Parkeervergunning" not in text


def test_a_mail_that_was_confirmed_by_itself_becomes_formal_without_a_second_receipt(gemeente: Gemeente) -> None:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    (verzending,) = _bevestigingen(gemeente)
    for _ in range(2):
        gedaan = gemeente.bevestiger.op_verzoek(mail.bericht.identificatie, mail.inzage.identificatie, ANNA)
        assert gedaan == verzending.identificatie
    assert len(_bevestigingen(gemeente)) == 1
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).envelop.formeel_uiterlijk == date(2027, 1, 19)


# -- a postvak whose mail is formal ------------------------------------------------------------------------------------


def _formele_gemeente(**anders: Any) -> Gemeente:
    return Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,), **anders))


def _neem_in(gemeente: Gemeente, number: int, dmarc: str = "PASS", mail: bytes = VRAAG) -> UUID:
    gemeente.intake.objecten[intake_key(POSTVAK, f"ses-{number}")] = mail.replace(b"<vraag-1", b"<vraag-%d" % number)
    return gemeente.ontvanger.neem_in(melding(f"ses-{number}", verdicts=replace(GOOD, dmarc=dmarc)), POSTVAK)


def test_every_message_of_a_formal_postvak_is_confirmed_also_a_second_one_on_a_day_and_without_dmarc() -> None:
    gemeente = _formele_gemeente(termijn=Awbtermijn(10, in_weken=False))
    berichten = [_neem_in(gemeente, 1), _neem_in(gemeente, 2), _neem_in(gemeente, 3, "GRAY")]
    assert [each.emailbericht for each in _bevestigingen(gemeente)] == berichten
    assert {gemeente.repos.emailbericht(each).envelop.formeel_uiterlijk for each in berichten} == {date(2026, 12, 8)}


def test_a_forged_or_automatic_message_of_a_formal_postvak_is_formal_and_gets_no_word_by_itself() -> None:
    gemeente = _formele_gemeente()
    berichten = [_neem_in(gemeente, 1, "FAIL"), _neem_in(gemeente, 2, mail=KOPPEN["an automatic answer"] + VRAAG)]
    assert _bevestigingen(gemeente) == []
    assert all(gemeente.repos.emailbericht(each).envelop.formeel_uiterlijk for each in berichten)


def test_what_answers_our_word_gets_no_other_on_the_same_day_so_that_no_machine_goes_on_for_ever() -> None:
    gemeente = _formele_gemeente()
    _neem_in(gemeente, 1)
    (verzending,) = _bevestigingen(gemeente)
    gemeente.verzender.verzend(verzending)
    message_id = gemeente.repos.verzendingen[verzending.identificatie].ses_bericht_id
    _neem_in(gemeente, 2, mail=f"In-Reply-To: {message_id}\r\n".encode() + VRAAG)
    assert len(_bevestigingen(gemeente)) == 1


def test_what_quotes_our_word_without_naming_its_message_id_gets_no_other_on_the_same_day_either() -> None:
    gemeente = _formele_gemeente()
    _neem_in(gemeente, 1)
    (verzending,) = _bevestigingen(gemeente)
    gemeente.verzender.verzend(verzending)
    _neem_in(gemeente, 2, mail=VRAAG.replace(b"Hoe vraag", gemeente.tekst_van(verzending.identificatie).encode()))
    assert len(_bevestigingen(gemeente)) == 1


def test_the_subject_is_repeated_where_the_municipality_wants_it_and_to_who_certainly_wrote_it() -> None:
    gemeente = _formele_gemeente(met_onderwerp=True)
    for number, dmarc in enumerate(("PASS", "GRAY")):
        _neem_in(gemeente, number, dmarc)
    zeker, uncertain = (_mail(gemeente, each).get_content() for each in _bevestigingen(gemeente))
    assert "Onderwerp: Parkeervergunning" in zeker
    assert "Parkeervergunning" not in uncertain


@pytest.mark.parametrize(
    "storing",
    [Storing(OpslagOnbekend("x"), opgeslagen=True), Storing(OpslagOnbekend("x")), Storing(Botsing("x"))],
)
def test_whatever_the_storage_answers_the_message_is_confirmed_once(
    formeel: tuple[Gemeente, UUID, UUID], storing: Storing
) -> None:
    gemeente, identificatie, inzage = formeel
    gemeente.repos.storingen = [storing]
    assert gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA) == _bevestigingen(gemeente)[0].identificatie


def test_a_storage_that_stays_busy_confirms_nothing(formeel: tuple[Gemeente, UUID, UUID]) -> None:
    gemeente, identificatie, inzage = formeel
    gemeente.repos.storingen = [Storing(Botsing("x"))] * 9
    with pytest.raises(NietBeschikbaar):
        gemeente.bevestiger.op_verzoek(identificatie, inzage, ANNA)
    assert _bevestigingen(gemeente) == []
