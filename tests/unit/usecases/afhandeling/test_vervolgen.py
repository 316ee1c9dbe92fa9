from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.fouten import (
    Botsing,
    Geweigerd,
    KeuzeNietMogelijk,
    NietBeschikbaar,
    NietGevonden,
    OngeldigeInvoer,
    OpslagFout,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.domain.identificatie import emailbericht_id
from klantmail.domain.interne_taak import InterneTaak, Toewijzing
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.verzending import Verzendstatus
from klantmail.usecases.afhandeling.eerder_bericht import OpgeslagenBericht
from klantmail.usecases.afhandeling.taken import Afronden, Hertoewijzen
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.splitsing import Deel, Splitsing
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht
from klantmail.usecases.uitgaand.uploads import Uploadaanvraag
from ontleden.ontleding import Ontleding
from tests.support.builders import ANNA, BRAM, DAAN, FLOOR, POSTVAK, VRAAG, Gemeente
from tests.support.conversation import beantwoord, reactie, ses_id
from tests.support.fakes import Storing

FORGOTTEN = Vervolgbericht("Ik vergat het tarief: 45 euro per jaar.", None)


def vervolg(gemeente: Gemeente, op: UUID, idempotency_key: str = "k", verzoek: Vervolgbericht = FORGOTTEN) -> OpgeslagenBericht:
    return gemeente.vervolger.vervolg(op, ANNA, idempotency_key, verzoek)


def mail(gemeente: Gemeente, verzending: UUID) -> EmailMessage:
    source = gemeente.archief.lees(gemeente.repos.verzending(verzending).object_key)
    return message_from_bytes(source, policy=policy.default)


def stand(gemeente: Gemeente) -> tuple[int, int, int]:
    repos = gemeente.repos
    return len(repos.klantcontacten), len(repos.documenten), len(repos.verzendingen)


def test_one_klantcontact_of_the_gemeente_is_stored_with_its_document_and_its_verzending() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    before = stand(gemeente)
    gemeente.klok.advance(timedelta(days=1))
    vervolgd = vervolg(gemeente, gedaan.vraag.identificatie)
    assert stand(gemeente) == tuple(count + 1 for count in before)
    contact = vervolgd.klantcontact
    assert gemeente.repos.klantcontacten[contact.identificatie] == contact
    assert (contact.initiatiefnemer, contact.medewerker) == (Initiatiefnemer.GEMEENTE, ANNA.identificatie)
    assert contact.geregistreerd_op == contact.opgeslagen_op == gemeente.klok()
    assert (contact.verwijst_naar, contact.gesprek) == ((gedaan.vraag.identificatie,), gedaan.vraag.gesprek)
    assert (contact.onderwerp, contact.inhoud.waarde) == ("Parkeervergunning", FORGOTTEN.inhoud)
    verzending = gemeente.repos.verzending(vervolgd.verzending)
    assert (verzending.status, verzending.van, verzending.naar) == (Verzendstatus.TE_VERZENDEN, POSTVAK, ("jan@burger.example",))
    assert verzending.klantcontact == contact.identificatie
    assert sha256(gemeente.archief.lees(verzending.object_key)).hexdigest() == verzending.sha256
    assert contact.bijlagen[0].informatieobject in gemeente.repos.documenten


def test_the_mail_follows_on_our_last_one_and_quotes_it() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    gemeente.klok.advance(timedelta(minutes=1))
    first = vervolg(gemeente, gedaan.vraag.identificatie, "een")
    gemeente.verzender.verzend(gemeente.repos.verzending(first.verzending))
    gemeente.klok.advance(timedelta(minutes=1))
    verzending = vervolg(gemeente, gedaan.vraag.identificatie, "twee").verzending
    second = mail(gemeente, verzending)
    van_antwoord, van_vervolg = ses_id(gemeente, gedaan), gemeente.repos.verzending(first.verzending).ses_bericht_id
    assert mail(gemeente, first.verzending)["In-Reply-To"] == van_antwoord
    assert mail(gemeente, first.verzending)["References"] == f"<vraag-1@burger.example> {van_antwoord}"
    assert "> Via de website." in gemeente.tekst_van(first.verzending)
    assert second["In-Reply-To"] == van_vervolg
    assert second["References"].split() == ["<vraag-1@burger.example>", van_antwoord, van_vervolg]
    assert (second["Subject"], second["To"]) == ("Re: Parkeervergunning", "Jan Jansen <jan@burger.example>")
    assert "> Ik vergat het tarief: 45 euro per jaar." in gemeente.tekst_van(verzending)


def test_while_our_answer_has_not_left_it_follows_on_the_question() -> None:
    gemeente = Gemeente()
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gedaan = gemeente.beantwoord(bericht, inzage, ANNA, "sleutel", Antwoord("Via de website.", None))
    verzending = vervolg(gemeente, gedaan.vraag.identificatie).verzending
    sent = mail(gemeente, verzending)
    assert sent["In-Reply-To"] == sent["References"] == "<vraag-1@burger.example>"
    assert "> Hoe vraag ik een parkeervergunning aan?" in gemeente.tekst_van(verzending)


def test_what_we_wrote_to_another_address_of_the_conversation_is_not_quoted() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    gemeente.klok.advance(timedelta(minutes=1))
    strange = beantwoord(
        gemeente, "ses-2", reactie(ses_id(gemeente, gedaan), van="ander@elders.example"), "Alleen voor de ander."
    )
    assert strange.vraag.gesprek == gedaan.vraag.gesprek
    verzending = vervolg(gemeente, gedaan.vraag.identificatie).verzending
    sent = mail(gemeente, verzending)
    assert sent["To"] == "Jan Jansen <jan@burger.example>"
    assert sent["In-Reply-To"] == ses_id(gemeente, gedaan)
    assert "Alleen voor de ander" not in gemeente.tekst_van(verzending)


def test_a_reply_to_it_is_in_the_conversation_and_answers_it() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    vervolgd = vervolg(gemeente, gedaan.antwoord.identificatie)
    gemeente.verzender.verzend(gemeente.repos.verzending(vervolgd.verzending))
    op = gemeente.repos.verzending(vervolgd.verzending).ses_bericht_id
    verband = gemeente.repos.emailbericht(gemeente.ontvang(reactie(op), "ses-2")).envelop.verband
    assert verband is not None
    assert (verband.gesprek, verband.antwoord_op) == (gedaan.vraag.gesprek, (vervolgd.klantcontact.identificatie,))


def test_an_own_subject_replaces_that_of_what_it_refers_to() -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    vervolgd = vervolg(gemeente, op, verzoek=Vervolgbericht("Tekst", "Tarief"))
    assert vervolgd.klantcontact.onderwerp == "Tarief"
    assert mail(gemeente, vervolgd.verzending)["Subject"] == "Re: Tarief"


# -- once --------------------------------------------------------------------------------------------------------------


def test_the_same_request_again_is_answered_the_same_and_stores_nothing_more() -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    eerst = vervolg(gemeente, op)
    stored, objecten = stand(gemeente), dict(gemeente.archief.objecten)
    gemeente.klok.advance(timedelta(hours=3))
    again = vervolg(gemeente, op)
    assert (again.klantcontact.identificatie, again.verzending) == (eerst.klantcontact.identificatie, eerst.verzending)
    assert (stand(gemeente), gemeente.archief.objecten) == (stored, objecten)


@pytest.mark.parametrize("anders", [Vervolgbericht("Iets anders", None), Vervolgbericht(FORGOTTEN.inhoud, "Tarief")])
def test_the_same_key_with_another_request_is_refused(anders: Vervolgbericht) -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    vervolg(gemeente, op)
    stored = stand(gemeente)
    with pytest.raises(SleutelHergebruikt):
        vervolg(gemeente, op, verzoek=anders)
    assert stand(gemeente) == stored


def test_another_key_another_medewerker_or_another_klantcontact_makes_another_mail() -> None:
    gemeente = Gemeente()
    gedaan = beantwoord(gemeente)
    sent = {
        vervolg(gemeente, gedaan.vraag.identificatie).verzending,
        vervolg(gemeente, gedaan.vraag.identificatie, "ander").verzending,
        vervolg(gemeente, gedaan.antwoord.identificatie).verzending,
        gemeente.vervolger.vervolg(gedaan.vraag.identificatie, BRAM, "k", FORGOTTEN).verzending,
    }
    assert len(sent) == 4


@pytest.mark.parametrize(
    "storing",
    [
        Storing(OpslagOnbekend()),
        Storing(OpslagOnbekend(), opgeslagen=True),
        Storing(Botsing()),
        Storing(Geweigerd(), opgeslagen=True),
    ],
)
def test_after_a_doubtful_answer_it_is_stored_once(storing: Storing) -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    before = stand(gemeente)
    gemeente.repos.storingen = [storing]
    vervolgd = vervolg(gemeente, op)
    assert stand(gemeente) == tuple(count + 1 for count in before)
    assert gemeente.repos.verzending(vervolgd.verzending).klantcontact == vervolgd.klantcontact.identificatie


def test_two_equal_requests_at_once_store_one_mail() -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    before = stand(gemeente)
    others: list[OpgeslagenBericht] = []
    gemeente.repos.meanwhile = [lambda: others.append(vervolg(gemeente, op))]
    assert vervolg(gemeente, op).verzending == others[0].verzending
    assert stand(gemeente) == tuple(count + 1 for count in before)


def test_two_requests_with_the_same_key_at_once_store_one_and_refuse_the_other() -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    others: list[OpgeslagenBericht] = []
    anders = Vervolgbericht("Iets anders", None)
    gemeente.repos.meanwhile = [lambda: others.append(vervolg(gemeente, op, verzoek=anders))]
    with pytest.raises(SleutelHergebruikt):
        vervolg(gemeente, op)
    assert others[0].klantcontact.inhoud.waarde == "Iets anders"


@pytest.mark.parametrize("error", [Botsing(), OpslagOnbekend(), Geweigerd()])
def test_what_cannot_be_stored_for_a_while_can_be_sent_again(error: OpslagFout) -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    before = stand(gemeente)
    gemeente.repos.storingen = [Storing(error)] * 5
    with pytest.raises(NietBeschikbaar):
        vervolg(gemeente, op)
    assert stand(gemeente) == before
    vervolg(gemeente, op)


@given(
    storingen=st.lists(
        st.builds(Storing, st.sampled_from([Botsing(), OpslagOnbekend(), Geweigerd()]), st.booleans()), max_size=12
    ),
    verzoeken=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["Eén", "Twee"])), min_size=1, max_size=6),
)
def test_whatever_the_storage_answers_a_key_stores_one_mail_and_hears_one_answer(
    storingen: list[Storing], verzoeken: list[tuple[str, str]]
) -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    before = stand(gemeente)
    gemeente.repos.storingen = [each for each in storingen if not (isinstance(each.fout, Botsing) and each.opgeslagen)]
    promised: dict[str, tuple[str, UUID]] = {}
    for idempotency_key, text in verzoeken:
        try:
            vervolgd = vervolg(gemeente, op, idempotency_key, Vervolgbericht(text, None))
        except SleutelHergebruikt:
            assert promised.get(idempotency_key, ("", op))[0] != text
            continue
        except NietBeschikbaar:
            continue
        assert gemeente.repos.klantcontacten[vervolgd.klantcontact.identificatie].inhoud.waarde == text
        assert promised.setdefault(idempotency_key, (text, vervolgd.verzending)) == (text, vervolgd.verzending)
    erbij = {na - voor for na, voor in zip(stand(gemeente), before, strict=True)}
    assert len(erbij) == 1, "a klantcontact, a document and a verzending, or none of them"
    assert len(promised) <= erbij.pop() <= len({idempotency_key for idempotency_key, _ in verzoeken})


def test_an_upload_goes_along_and_once() -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    place = gemeente.uploader.vraag_aan(ANNA, Uploadaanvraag("tarieven.pdf", "application/pdf", 8))
    gemeente.uploads.put_down(ANNA.identificatie, place.identificatie, b"%PDF-1.4")
    verzoek = Vervolgbericht("Zie de bijlage.", None, (place.identificatie,))
    vervolgd = vervolg(gemeente, op, verzoek=verzoek)
    assert [bijlage.bestandsnaam for bijlage in vervolgd.klantcontact.bijlagen] == ["e-mail.eml", "tarieven.pdf"]
    stored = stand(gemeente)
    with pytest.raises(OngeldigeInvoer) as caught:
        vervolg(gemeente, op, "ander", verzoek)
    assert [(error.veld, error.code) for error in caught.value.fouten] == [("bijlagen.0", "al-gebruikt")]
    assert stand(gemeente) == stored
    assert vervolg(gemeente, op, verzoek=verzoek).verzending == vervolgd.verzending


# -- refused -----------------------------------------------------------------------------------------------------------


def test_on_a_klantcontact_that_is_not_there_nothing_is_written() -> None:
    gemeente = Gemeente()
    with pytest.raises(NietGevonden):
        vervolg(gemeente, UUID(int=404))
    assert stand(gemeente) == (0, 0, 0)


def test_on_a_klantcontact_that_is_destroyed_meanwhile_nothing_is_stored() -> None:
    gemeente = Gemeente()
    op = beantwoord(gemeente).vraag.identificatie
    gemeente.repos.meanwhile = [gemeente.repos.klantcontacten.clear]
    with pytest.raises(NietGevonden):
        vervolg(gemeente, op)
    assert len(gemeente.repos.verzendingen) == 1


def test_to_a_mail_without_an_address_nothing_can_be_written() -> None:
    gemeente = Gemeente()
    zonder = VRAAG.replace(b"From: Jan Jansen <jan@burger.example>\r\n", b"")
    bericht = gemeente.ontvang(zonder)
    geopend = gemeente.inziener.open(bericht, ANNA)
    vraag = geopend.klantcontact
    gemeente.repos.klantcontacten[vraag.identificatie] = vraag
    before = stand(gemeente)
    with pytest.raises(OngeldigeInvoer) as caught:
        vervolg(gemeente, vraag.identificatie)
    assert [error.code for error in caught.value.fouten] == ["geen-adres"]
    assert stand(gemeente) == before


def test_a_further_mail_stays_in_the_conversation_of_its_question_also_when_the_mail_was_read_after_it_was_handled() -> None:
    gemeente = Gemeente()
    first = beantwoord(gemeente)

    def never(_: bytes) -> Ontleding:
        raise MemoryError

    normal, gemeente.ontvanger = gemeente.ontvanger, replace(gemeente.ontvanger, lees=never)
    with pytest.raises(MemoryError):
        gemeente.ontvang(reactie(ses_id(gemeente, first)), "ses-2")
    ongelezen = emailbericht_id(POSTVAK, "ses-2")
    inzage = gemeente.inziener.open(ongelezen, ANNA).inzage.identificatie
    vraag = gemeente.beantwoord(ongelezen, inzage, ANNA, "k", Antwoord("Wij lezen uw e-mail nog.", None)).vraag
    gemeente.ontvanger = normal
    gemeente.ontvang(reactie(ses_id(gemeente, first)), "ses-2")
    assert gemeente.repos.emailbericht(ongelezen).gesprek == first.vraag.gesprek != vraag.gesprek
    vervolgd = vervolg(gemeente, vraag.identificatie)
    assert vervolgd.klantcontact.gesprek == vraag.gesprek
    assert gemeente.repos.verzending(vervolgd.verzending).gesprek == vraag.gesprek


# -- a question that is with a department ------------------------------------------------------------------------------


def _als_taak(gemeente: Gemeente) -> InterneTaak:
    open_ = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    taak = Taakopdracht("Beantwoorden", Toewijzing("Burgerzaken"))
    gemeente.handel_af(open_.bericht.identificatie, open_.inzage.identificatie, ANNA, "t", taak)
    return next(iter(gemeente.repos.taken.values()))


def test_a_question_that_has_only_an_open_task_is_the_departments_to_answer() -> None:
    gemeente = Gemeente()
    taak = _als_taak(gemeente)
    before = stand(gemeente)
    with pytest.raises(KeuzeNietMogelijk):
        vervolg(gemeente, taak.klantcontact)
    gemeente.desk.wijzig(taak.identificatie, DAAN, "d", Hertoewijzen(Toewijzing("Belastingen"), ""))
    with pytest.raises(KeuzeNietMogelijk):
        vervolg(gemeente, taak.klantcontact)
    assert stand(gemeente) == before


@pytest.mark.parametrize("doorgezet", [False, True])
@pytest.mark.parametrize("beantwoordt", [False, True])
def test_once_the_task_has_ended_anybody_may_write_further(doorgezet: bool, beantwoordt: bool) -> None:
    gemeente = Gemeente()
    taak, who = _als_taak(gemeente), DAAN
    if doorgezet:
        gemeente.desk.wijzig(taak.identificatie, DAAN, "d", Hertoewijzen(Toewijzing("Belastingen"), ""))
        (taak,) = (each for each in gemeente.repos.taken.values() if each.identificatie != taak.identificatie)
        who = FLOOR
    if beantwoordt:
        gemeente.desk.beantwoord(taak.identificatie, who, "b", "Dat kan.")
    else:
        gemeente.desk.wijzig(taak.identificatie, who, "a", Afronden("Gebeld"))
    assert vervolg(gemeente, taak.klantcontact).klantcontact.verwijst_naar == (taak.klantcontact,)


def test_of_a_mail_with_two_questions_only_the_one_with_the_open_task_waits() -> None:
    gemeente = Gemeente()
    open_ = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    parts = (
        Deel("Tarief", Antwoord("Dat is 45 euro."), "antwoord"),
        Deel("Klacht", Taakopdracht("Bellen", Toewijzing("Burgerzaken")), "interneTaak"),
    )
    gedaan = gemeente.handel_af(open_.bericht.identificatie, open_.inzage.identificatie, ANNA, "s", Splitsing(parts))
    beantwoorde, waiting = (each.klantcontacten[0] for each in gedaan.afhandeling.delen)
    assert vervolg(gemeente, beantwoorde).verzending in gemeente.repos.verzendingen
    with pytest.raises(KeuzeNietMogelijk):
        vervolg(gemeente, waiting)
