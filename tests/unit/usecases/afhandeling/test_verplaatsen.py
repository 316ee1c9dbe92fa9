"""A mail in the wrong postvak goes to another, and is taken from nobody on the way."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from klantmail.domain.emailbericht import MAX_VERPLAATSINGEN, Berichtstatus, Ontleedstand
from klantmail.domain.formeel import Formaliteiten
from klantmail.domain.fouten import (
    AlAfgehandeld,
    BijAnderInBehandeling,
    Botsing,
    InzageNietGeldig,
    KeuzeNietMogelijk,
    NietGevonden,
    NietInTeZien,
    OngeldigeInvoer,
    OpslagOnbekend,
)
from klantmail.domain.kenmerk import kenmerken_in, maak_kenmerk
from klantmail.domain.verplaatsbericht import VERPLAATSBERICHT
from klantmail.domain.verzending import Verzending
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.verplaatsen import Verplaatsopdracht
from klantmail.usecases.beheer.standaardantwoorden import Standaardtekst
from ontleden.ontleding import Adres
from tests.support.builders import ANDER_POSTVAK, ANNA, BEHEER, BRAM, GOOD, POSTVAK, VRAAG, Gemeente
from tests.support.fakes import Storing


def _lijst(gemeente: Gemeente, postvak: str) -> list[UUID]:
    found = gemeente.raadpleger.werkvoorraad(postvak, None, aantal=10, na=None).resultaten
    return [each.identificatie for each in found]


def test_a_mail_that_waits_goes_to_the_other_postvak_with_its_history(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    verplaatst = gemeente.verplaatser.verplaats(bericht, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    assert (verplaatst.status, verplaatst.envelop.postvak) == (Berichtstatus.NIEUW, ANDER_POSTVAK)
    (one,) = verplaatst.verplaatsingen
    assert (one.van, one.naar, one.medewerker, one.naam) == (POSTVAK, ANDER_POSTVAK, ANNA.identificatie, ANNA.naam)
    assert (_lijst(gemeente, POSTVAK), _lijst(gemeente, ANDER_POSTVAK)) == ([], [bericht])
    assert gemeente.verplaatser.verplaats(bericht, BRAM, Verplaatsopdracht(ANDER_POSTVAK)) == verplaatst


def test_the_answer_leaves_from_the_new_postvak(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gemeente.verplaatser.verplaats(bericht, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    inzage = gemeente.inziener.open(bericht, BRAM).inzage.identificatie
    gedaan = gemeente.beantwoord(bericht, inzage, BRAM, "s", Antwoord("Goedemiddag", None))
    assert gemeente.repos.verzending(gedaan.verzending).van == ANDER_POSTVAK


def test_who_has_a_mail_open_gives_it_away_with_it_and_nobody_else_may(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    with pytest.raises(BijAnderInBehandeling):
        gemeente.verplaatser.verplaats(bericht, BRAM, Verplaatsopdracht(ANDER_POSTVAK))
    assert gemeente.verplaatser.verplaats(bericht, ANNA, Verplaatsopdracht(ANDER_POSTVAK)).inzage is None
    with pytest.raises(InzageNietGeldig):
        gemeente.handel_af(bericht, inzage, ANNA, "s", GeenKlantcontact("Spam"))


def test_a_claim_that_ran_out_hinders_nobody(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gemeente.inziener.open(bericht, ANNA)
    gemeente.klok.advance(CLAIMDUUR)
    assert gemeente.verplaatser.verplaats(bericht, BRAM, Verplaatsopdracht(ANDER_POSTVAK)).status is Berichtstatus.NIEUW


def test_what_is_handled_kept_apart_or_not_read_yet_stays(gemeente: Gemeente) -> None:
    apart, gesloten, ongelezen = gemeente.ontvang_verdacht(), gemeente.ontvang(), gemeente.ontvang(ses_bericht_id="ses-2")
    inzage = gemeente.inziener.open(gesloten, ANNA).inzage.identificatie
    gemeente.handel_af(gesloten, inzage, ANNA, "s", GeenKlantcontact("Spam"))
    nog_niet = replace(gemeente.repos.emailbericht(ongelezen), ontleedstand=Ontleedstand.ONTBREEKT)
    gemeente.repos.berichten[ongelezen] = nog_niet
    for bericht, error in ((apart, NietInTeZien), (gesloten, AlAfgehandeld), (ongelezen, KeuzeNietMogelijk)):
        with pytest.raises(error):
            gemeente.verplaatser.verplaats(bericht, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
        assert gemeente.repos.emailbericht(bericht).envelop.postvak == POSTVAK


def test_who_opens_it_meanwhile_keeps_it(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()

    def ander_was_voor() -> None:
        gemeente.inziener.open(bericht, BRAM)

    gemeente.repos.meanwhile = [ander_was_voor]
    with pytest.raises(BijAnderInBehandeling):
        gemeente.verplaatser.verplaats(bericht, ANNA, Verplaatsopdracht(ANDER_POSTVAK))


def test_an_unknown_postvak_or_mail_is_told(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    with pytest.raises(OngeldigeInvoer) as error:
        gemeente.verplaatser.verplaats(bericht, ANNA, Verplaatsopdracht("x@elders.example"))
    assert [each.veld for each in error.value.fouten] == ["postvak"]
    with pytest.raises(NietGevonden):
        gemeente.verplaatser.verplaats(UUID(int=404), ANNA, Verplaatsopdracht(POSTVAK))


def test_a_mail_remembers_the_last_moves(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    for number in range(MAX_VERPLAATSINGEN + 2):
        gemeente.verplaatser.verplaats(bericht, ANNA, Verplaatsopdracht(POSTVAK if number % 2 else ANDER_POSTVAK))
    remembered = gemeente.repos.emailbericht(bericht).verplaatsingen
    assert len(remembered) == MAX_VERPLAATSINGEN
    assert all(each.naar == other.van for each, other in pairwise(remembered))


# -- a formal message: who sent it is told -----------------------------------------------------------------------------


@pytest.fixture
def formeel() -> Gemeente:
    """A municipality whose info-postvak takes in formal messages only."""
    return Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))


def _berichten(gemeente: Gemeente, identificatie: UUID) -> list[Verzending]:
    """The messages about moves, in the order of the moves; the ontvangstbevestiging is none of them."""
    bericht = gemeente.repos.emailbericht(identificatie)
    verteld = [each.verzending for each in bericht.verplaatsingen if each.verzending]
    los = {each.identificatie for each in gemeente.repos.verzendingen.values() if each.klantcontact is None}
    assert los == {*verteld, *([bericht.ontvangstbevestiging] if bericht.ontvangstbevestiging else [])}
    return [gemeente.repos.verzending(each) for each in verteld]


def _mail(gemeente: Gemeente, verzending: Verzending) -> EmailMessage:
    return message_from_bytes(gemeente.archief.lees(verzending.object_key), policy=policy.default)


def test_who_sent_a_formal_message_hears_once_that_it_went_on_and_from_when_its_term_runs(formeel: Gemeente) -> None:
    identificatie = formeel.ontvang()
    verplaatst = formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    assert formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK)) == verplaatst
    (verzending,) = _berichten(formeel, identificatie)
    assert (verzending.naar, verzending.van) == (("jan@burger.example",), ANDER_POSTVAK)
    assert verzending.gesprek == verplaatst.gesprek
    mail = _mail(formeel, verzending)
    text = " ".join(str(mail.get_content()).split())
    assert "Op dinsdag 24 november 2026 om 10.00 uur hebben wij uw e-mail ontvangen." in text
    assert f"doorgegeven aan {ANDER_POSTVAK}." in text
    assert "De termijn om te reageren verandert niet. Die loopt vanaf dinsdag 24 november 2026" in text
    assert "uiterlijk op dinsdag 19 januari 2027" in text
    assert "Parkeervergunning" not in mail.as_string(), "the words of a sender may be somebody else's"


def test_the_message_bears_the_kenmerk_of_the_receipt(formeel: Gemeente) -> None:
    identificatie = formeel.ontvang()
    formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    bevestiging = formeel.repos.emailbericht(identificatie).ontvangstbevestiging
    assert bevestiging is not None
    texts = [str(_mail(formeel, each).get_content()) for each in formeel.repos.verzendingen.values()]
    (kenmerk,) = {each for text in texts for each in kenmerken_in(text)}
    assert len(texts) == 2
    assert kenmerk == maak_kenmerk(b"sleutel", bevestiging)


def test_each_move_has_a_message_of_its_own_and_more_of_them_than_a_mail_remembers_are_known(formeel: Gemeente) -> None:
    identificatie = formeel.ontvang()
    for number in range(MAX_VERPLAATSINGEN + 2):
        opdracht = Verplaatsopdracht(POSTVAK if number % 2 else ANDER_POSTVAK)
        formeel.verplaatser.verplaats(identificatie, ANNA, opdracht)
    bericht = formeel.repos.emailbericht(identificatie)
    assert set(bericht.losse_verzendingen) == set(formeel.repos.verzendingen)
    assert len(bericht.losse_verzendingen) == 1 + MAX_VERPLAATSINGEN + 2


@pytest.mark.parametrize(
    "storing", [Storing(Botsing("TransactionConflict")), Storing(OpslagOnbekend("Timeout")), Storing(OpslagOnbekend("T"), True)]
)
def test_whatever_the_storage_answers_the_move_and_its_message_come_once(formeel: Gemeente, storing: Storing) -> None:
    identificatie = formeel.ontvang()
    formeel.repos.storingen = [storing]
    verplaatst = formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    assert len(verplaatst.verplaatsingen) == len(_berichten(formeel, identificatie)) == 1


def test_another_mail_is_moved_without_a_message_and_takes_neither_text_nor_reason(gemeente: Gemeente) -> None:
    identificatie = gemeente.ontvang()
    for opdracht, field in (
        (Verplaatsopdracht(ANDER_POSTVAK, "Doorgegeven."), "berichtAanKlant"),
        (Verplaatsopdracht(ANDER_POSTVAK, None, "Weet het al"), "redenZonderBericht"),
    ):
        with pytest.raises(OngeldigeInvoer) as error:
            gemeente.verplaatser.verplaats(identificatie, ANNA, opdracht)
        assert [(each.veld, each.code) for each in error.value.fouten] == [(field, "niet-formeel")]
    gemeente.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    assert _berichten(gemeente, identificatie) == []


def test_the_agent_may_write_the_message_with_the_same_placeholders(formeel: Gemeente) -> None:
    identificatie = formeel.ontvang()
    opdracht = Verplaatsopdracht(ANDER_POSTVAK, "Naar {{postvak}}, ontvangen om {{tijd}}. Reactie voor {{uiterlijk}}.")
    formeel.verplaatser.verplaats(identificatie, ANNA, opdracht)
    (verzending,) = _berichten(formeel, identificatie)
    text = str(_mail(formeel, verzending).get_content())
    assert text.startswith(f"Naar {ANDER_POSTVAK}, ontvangen om 10.00 uur. Reactie voor dinsdag 19 januari 2027.")


def test_a_placeholder_that_is_left_open_is_told_and_nothing_is_moved(formeel: Gemeente) -> None:
    identificatie = formeel.ontvang()
    with pytest.raises(OngeldigeInvoer) as error:
        formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK, "Tot {{dag}}"))
    assert [(each.veld, each.code) for each in error.value.fouten] == [("berichtAanKlant", "niet-ingevuld")]
    assert formeel.repos.emailbericht(identificatie).envelop.postvak == POSTVAK


def test_leaving_the_message_out_takes_a_reason_which_is_kept(formeel: Gemeente) -> None:
    identificatie = formeel.ontvang()
    opdracht = Verplaatsopdracht(ANDER_POSTVAK, None, "De afzender is gebeld")
    (verplaatsing,) = formeel.verplaatser.verplaats(identificatie, ANNA, opdracht).verplaatsingen
    assert (verplaatsing.verzending, verplaatsing.reden_zonder_bericht) == (None, "De afzender is gebeld")
    assert _berichten(formeel, identificatie) == []


def test_a_text_and_a_reason_contradict_and_all_errors_come_at_once(formeel: Gemeente) -> None:
    identificatie = formeel.ontvang()
    with pytest.raises(OngeldigeInvoer) as error:
        formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht("x@elders.example", "Doorgegeven.", "Gebeld"))
    assert [(each.veld, each.code) for each in error.value.fouten] == [
        ("postvak", "onbekend"),
        ("redenZonderBericht", "tegenstrijdig"),
    ]


@pytest.mark.parametrize(
    ("inhoud", "vervallen", "begin"),
    [
        ("Beste {{gemeente}}-klant, wij gaven uw bericht door.", False, "Beste "),
        ("Beste klant, tot {{dag}}", False, "Geachte "),
        ("Beste klant", True, "Geachte "),
    ],
)
def test_a_beheerder_may_write_the_text_and_ours_goes_where_it_cannot(
    formeel: Gemeente, inhoud: str, vervallen: bool, begin: str
) -> None:
    own = Standaardtekst("Doorgegeven", inhoud, vervallen)
    assert formeel.standaardantwoorden.lees(VERPLAATSBERICHT.identificatie) == VERPLAATSBERICHT
    formeel.standaardantwoorden.wijzig(VERPLAATSBERICHT.identificatie, BEHEER, 0, own)
    identificatie = formeel.ontvang()
    formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    (verzending,) = _berichten(formeel, identificatie)
    assert str(_mail(formeel, verzending).get_content()).startswith(begin)


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"verdicts": replace(GOOD, dmarc="FAIL")}, "Het staat niet vast dat deze e-mail echt van de afzender komt."),
        ({"afzender": Adres("", "noreply@burger.example")}, "Dit adres wordt door niemand gelezen."),
        ({"afzender": Adres("", POSTVAK)}, "Naar dit adres kan geen e-mail."),
    ],
)
def test_who_gets_no_ontvangstbevestiging_by_itself_gets_no_message_either_and_the_move_says_why(
    formeel: Gemeente, anders: dict[str, Any], reden: str
) -> None:
    identificatie = formeel.ontvang()
    huidig = formeel.repos.emailbericht(identificatie)
    formeel.repos.berichten[identificatie] = replace(huidig, envelop=replace(huidig.envelop, **anders))
    (verplaatsing,) = formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK)).verplaatsingen
    assert (verplaatsing.verzending, verplaatsing.reden_zonder_bericht) == (None, reden)


@pytest.mark.parametrize("formulier", [b"formulier@web.example", b"no-reply@web.example", POSTVAK.encode()])
def test_who_filled_in_a_web_form_hears_of_the_move_and_the_form_does_not(formeel: Gemeente, formulier: bytes) -> None:
    identificatie = formeel.ontvang(VRAAG.replace(b"From: ", b"From: <%s>\r\nReply-To: " % formulier))
    formeel.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    assert [each.naar for each in _berichten(formeel, identificatie)] == [("jan@burger.example",)]


def test_a_mail_that_becomes_formal_meanwhile_is_not_moved_without_a_word(gemeente: Gemeente) -> None:
    identificatie = gemeente.ontvang()
    gemeente.repos.meanwhile = [lambda: gemeente.repos.markeer_formeel(identificatie, date(2027, 1, 19))]
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    assert gemeente.repos.emailbericht(identificatie).envelop.postvak == POSTVAK
    gemeente.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    assert len(_berichten(gemeente, identificatie)) == 1
