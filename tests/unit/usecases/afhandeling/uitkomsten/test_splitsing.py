from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.document import Bijlage, Upload
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import Botsing, InzageNietGeldig, OngeldigeInvoer, OpslagOnbekend, SleutelHergebruikt
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.opstellen.bericht import MAX_MAIL
from klantmail.usecases.afhandeling.afhandelen import Afgehandeld
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.splitsing import MAX_BIJLAGEN_SAMEN, MAX_DELEN, Deel, Splitsing
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.uitgaand.uploads import MAX_BIJLAGEN
from tests.support.builders import ANNA, BRAM, KLACHT, Gemeente
from tests.support.fakes import Storing

MAX_ACTIES = 100
"""The most actions of one TransactWriteItems."""


def antwoord(inhoud: str = "Dat kan.", bijlagen: tuple[UUID, ...] = (), onderwerp: str = "Een") -> Deel:
    return Deel(onderwerp, Antwoord(inhoud, None, bijlagen), "antwoord")


def taak(eenheid: str = "Burgerzaken", onderwerp: str = "Twee") -> Deel:
    verzoek = Taakopdracht("Beantwoorden", Toewijzing(eenheid), "", None)
    return Deel(onderwerp, verzoek, "interneTaak")


def zaak(zaaktype: str = KLACHT.url) -> Deel:
    return Deel("Drie", Zaakopdracht(zaaktype, "Klacht", ""), "zaak")


def doorzending(bericht: str | None = None) -> Deel:
    verzoek = Doorzending("post@waterschap.example", "", bericht, "" if bericht else "Op verzoek van de burger")
    return Deel("Vier", verzoek, "doorzending")


def geen_actie() -> Deel:
    verzoek = GeenActieNodig("Bedankje")
    return Deel("Vijf", verzoek, "geenActieNodig")


def splits(
    gemeente: Gemeente, mail: GeopendeMail, *parts: Deel, wie: Medewerker = ANNA, idempotency_key: str = "k"
) -> Afgehandeld:
    return gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, wie, idempotency_key, Splitsing(parts))


def vragen(gemeente: Gemeente, uitkomst: Afgehandeld) -> list[Klantcontact]:
    return [gemeente.repos.klantcontacten[part.klantcontacten[0]] for part in uitkomst.afhandeling.delen]


def test_each_question_gets_its_own_klantcontact_and_outcome_in_one_transaction(gemeente: Gemeente, mail: GeopendeMail) -> None:
    everything = (antwoord(), taak(), zaak(), doorzending("Wij stuurden uw e-mail door."), geen_actie())
    uitkomst = splits(gemeente, mail, *everything)
    repos = gemeente.repos
    bericht = repos.emailbericht(mail.bericht.identificatie)
    assert (bericht.status, bericht.afhandeling) == (Berichtstatus.AFGEHANDELD, uitkomst.afhandeling)
    assert uitkomst.afhandeling.soort is Afhandelsoort.SPLITSING
    assert [part.soort.value for part in uitkomst.afhandeling.delen] == [
        "antwoord",
        "interne_taak",
        "zaak",
        "doorzending",
        "geen_actie_nodig",
    ]
    assert [vraag.onderwerp for vraag in vragen(gemeente, uitkomst)] == ["Een", "Twee", "Drie", "Vier", "Vijf"]
    assert set(uitkomst.afhandeling.klantcontacten) == set(repos.klantcontacten)
    assert len(repos.klantcontacten) == 7
    assert (len(repos.taken), len(repos.zaken), len(repos.verzendingen)) == (1, 1, 3)
    first, second, *_ = vragen(gemeente, uitkomst)
    assert first.identificatie == mail.klantcontact.identificatie
    assert (second.geregistreerd_op, second.inhoud, second.bijlagen) == (
        mail.klantcontact.geregistreerd_op,
        mail.klantcontact.inhoud,
        mail.klantcontact.bijlagen,
    )


def test_each_answer_refers_to_its_own_question_and_carries_its_onderwerp(gemeente: Gemeente, mail: GeopendeMail) -> None:
    uitkomst = splits(gemeente, mail, antwoord(onderwerp="Paspoort"), antwoord(onderwerp="Grofvuil"))
    for part, onderwerp in zip(uitkomst.afhandeling.delen, ("Paspoort", "Grofvuil"), strict=True):
        vraag, reactie = (gemeente.repos.klantcontacten[each] for each in part.klantcontacten)
        assert (reactie.verwijst_naar, reactie.onderwerp) == ((vraag.identificatie,), onderwerp)
        (verzending,) = part.verzendingen
        uit = gemeente.repos.verzendingen[verzending]
        assert uit.klantcontact == reactie.identificatie
        assert f"Subject: Re: {onderwerp}".encode() in gemeente.archief.lees(uit.object_key)


def test_a_repetition_is_answered_from_what_is_stored_and_another_request_is_refused(
    gemeente: Gemeente, mail: GeopendeMail
) -> None:
    eerst = splits(gemeente, mail, antwoord(), taak())
    assert splits(gemeente, mail, antwoord(), taak()).afhandeling == eerst.afhandeling
    with pytest.raises(SleutelHergebruikt):
        splits(gemeente, mail, taak(), antwoord())
    assert len(gemeente.repos.klantcontacten) == 3


@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
)
def test_whatever_the_storage_answers_all_of_it_is_stored_once(gemeente: Gemeente, mail: GeopendeMail, storing: Storing) -> None:
    gemeente.repos.storingen = [storing]
    splits(gemeente, mail, antwoord(), taak())
    assert (len(gemeente.repos.klantcontacten), len(gemeente.repos.taken)) == (3, 1)


def test_a_mail_of_another_is_not_split(gemeente: Gemeente, mail: GeopendeMail) -> None:
    with pytest.raises(InzageNietGeldig):
        splits(gemeente, mail, antwoord(), taak(), wie=BRAM)
    assert gemeente.repos.klantcontacten == {}


def _geweigerd(gemeente: Gemeente, mail: GeopendeMail, *parts: Deel) -> set[tuple[str, str]]:
    """Return the errors, after checking that nothing at all was stored."""
    archief = dict(gemeente.archief.objecten)
    with pytest.raises(OngeldigeInvoer) as error:
        splits(gemeente, mail, *parts)
    assert gemeente.archief.objecten == archief
    assert (gemeente.repos.klantcontacten, gemeente.repos.verzendingen, gemeente.repos.taken) == ({}, {}, {})
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING
    return {(each.veld, each.code) for each in error.value.fouten}


def test_what_is_wrong_with_any_question_comes_out_at_once(gemeente: Gemeente, mail: GeopendeMail) -> None:
    errors = _geweigerd(gemeente, mail, antwoord(), taak("Onbekend"), zaak("https://elders.example/1"))
    assert errors == {
        ("delen.1.interneTaak.toegewezenAan.organisatorischeEenheid", "onbekend"),
        ("delen.2.zaak.zaaktype", "onbekend"),
    }


def test_a_later_question_that_cannot_be_composed_leaves_nothing_of_the_earlier_ones(
    gemeente: Gemeente, mail: GeopendeMail
) -> None:
    strange = uuid4()
    parts = (antwoord(), antwoord("Op {{dag}}"), doorzending("{{wat}}"), antwoord(bijlagen=(strange,)))
    assert _geweigerd(gemeente, mail, *parts) == {
        ("delen.1.antwoord.inhoud", "niet-ingevuld"),
        ("delen.2.doorzending.berichtAanKlant", "niet-ingevuld"),
        ("delen.3.antwoord.bijlagen.0", "onbekend"),
    }


@pytest.mark.parametrize("count", [0, 1, MAX_DELEN + 1])
def test_a_mail_is_split_in_two_to_ten(gemeente: Gemeente, mail: GeopendeMail, count: int) -> None:
    assert _geweigerd(gemeente, mail, *[geen_actie()] * count) == {("delen", "aantal")}


def _upload(gemeente: Gemeente, inhoud: bytes = b"%PDF") -> UUID:
    upload = Upload(uuid4(), "plan.pdf", "application/pdf", len(inhoud))
    gemeente.uploads.formulier(upload, ANNA.identificatie)
    gemeente.uploads.put_down(ANNA.identificatie, upload.identificatie, inhoud)
    return upload.identificatie


def test_uploads_go_with_one_question_and_are_counted_together(gemeente: Gemeente, mail: GeopendeMail) -> None:
    one, other = _upload(gemeente), _upload(gemeente)
    assert _geweigerd(gemeente, mail, antwoord(bijlagen=(one,)), antwoord(bijlagen=(one,))) == {("delen", "dubbel")}
    veel = tuple(_upload(gemeente) for _ in range(MAX_BIJLAGEN))
    assert _geweigerd(gemeente, mail, antwoord(bijlagen=(one,)), antwoord(bijlagen=veel)) == {("delen", "te-veel")}
    uitkomst = splits(gemeente, mail, antwoord(bijlagen=(one,)), antwoord(bijlagen=(other,)))
    assert [len(gemeente.repos.klantcontacten[part.klantcontacten[1]].bijlagen) for part in uitkomst.afhandeling.delen] == [
        2,
        2,
    ]


def test_an_upload_that_was_used_is_named_where_the_agent_put_it(gemeente: Gemeente, mail: GeopendeMail) -> None:
    used, new = _upload(gemeente), _upload(gemeente)
    other = gemeente.inziener.open(gemeente.ontvang(ses_bericht_id="ses-2"), ANNA)
    earlier = Antwoord("Bijgevoegd", None, (used,))
    gemeente.beantwoord(other.bericht.identificatie, other.inzage.identificatie, ANNA, "k", earlier)
    with pytest.raises(OngeldigeInvoer) as error:
        splits(gemeente, mail, antwoord(bijlagen=(new,)), taak(), antwoord(bijlagen=(used,)))
    assert [(each.veld, each.code) for each in error.value.fouten] == [("delen.2.antwoord.bijlagen.0", "al-gebruikt")]


def test_mails_that_together_are_too_large_are_refused(gemeente: Gemeente, mail: GeopendeMail) -> None:
    large = [_upload(gemeente, b"x" * (MAX_MAIL // 2)) for _ in range(3)]
    assert _geweigerd(gemeente, mail, *[antwoord(bijlagen=(each,)) for each in large]) == {("delen", "te-groot")}


def test_a_mail_with_very_many_bijlagen_is_not_split(gemeente: Gemeente, mail: GeopendeMail) -> None:
    key = next(key for key in gemeente.archief.objecten if key.endswith("inhoud.json"))
    bijlage: Bijlage = mail.klantcontact.bijlagen[1]
    inhoud = gemeente.archief.objecten[key].decode()
    one = inhoud[inhoud.index('{"informatieobject"') :].partition("}")[0] + "}"
    assert str(mail.klantcontact.bijlagen[0].informatieobject) in one
    assert bijlage.bestandsnaam in inhoud
    veel = ", ".join([one] * (MAX_BIJLAGEN_SAMEN // 2))
    gemeente.archief.objecten[key] = inhoud.replace(one, veel, 1).encode()
    assert _geweigerd(gemeente, mail, antwoord(), taak()) == {("delen", "te-veel-bijlagen")}


DEEL = st.sampled_from([antwoord, taak, zaak, doorzending, geen_actie, lambda: doorzending("Doorgestuurd.")])


@settings(deadline=None)
@given(st.lists(DEEL, min_size=2, max_size=MAX_DELEN), st.integers(0, MAX_BIJLAGEN))
def test_whatever_the_questions_are_all_of_them_fit_in_one_transaction_and_none_is_an_orphan(parts: list, count: int) -> None:  # type: ignore[type-arg]
    gemeente = Gemeente()
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    verzoeken = [maak() for maak in parts]
    antwoorden = [place for place, part in enumerate(verzoeken) if isinstance(part.uitkomst, Antwoord)]
    if antwoorden:
        bijlagen = tuple(_upload(gemeente) for _ in range(count))
        verzoeken[antwoorden[-1]] = antwoord(bijlagen=bijlagen)
    uitkomst = splits(gemeente, mail, *verzoeken)
    assert uitkomst.records is not None
    assert len(uitkomst.records) + 1 <= MAX_ACTIES
    identificaties = [record.identificatie for record in uitkomst.records]
    assert len(identificaties) == len(set(identificaties))
    of_parts = [contact for part in uitkomst.afhandeling.delen for contact in part.klantcontacten]
    assert sorted(of_parts) == sorted(gemeente.repos.klantcontacten)
    for verzending in gemeente.repos.verzendingen.values():
        assert verzending.klantcontact in of_parts
    assert replace(uitkomst.afhandeling, delen=()).klantcontacten == tuple(of_parts)
