from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from hashlib import sha256
from itertools import count
from uuid import UUID, uuid4

import pytest

from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.fouten import (
    AlAfgehandeld,
    BijAnderInBehandeling,
    Botsing,
    Geweigerd,
    InzageNietGeldig,
    NietBeschikbaar,
    NietGevonden,
    OngeldigeInvoer,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.domain.identificatie import vingerafdruk
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.verzending import Verzendstatus
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR, GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from ontleden.ontleding import Adres
from tests.support.builders import ANNA, BRAM, POSTVAK, Gemeente
from tests.support.fakes import Storing

TEKST = "Beste meneer Jansen,\n\nU vraagt de vergunning aan via onze website.\n\nAnna de Boer"


def _geopend(gemeente: Gemeente, medewerker: Medewerker = ANNA) -> GeopendeMail:
    return gemeente.inziener.open(gemeente.ontvang(), medewerker)


def test_question_and_answer_are_stored_together_with_all_that_belongs_to_them() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.klok.advance(timedelta(minutes=5))
    antwoord = Antwoord(TEKST, None)
    beantwoord = gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", antwoord)

    vraag, reactie = beantwoord.vraag, beantwoord.antwoord
    assert vraag.identificatie == geopend.klantcontact.identificatie
    assert vraag.geregistreerd_op == geopend.klantcontact.geregistreerd_op
    assert vraag.opgeslagen_op == reactie.opgeslagen_op == gemeente.klok()
    assert reactie.geregistreerd_op == gemeente.klok()
    assert reactie.initiatiefnemer is Initiatiefnemer.GEMEENTE
    assert reactie.onderwerp == "Parkeervergunning"
    assert reactie.inhoud.waarde == TEKST
    assert reactie.verwijst_naar == (vraag.identificatie,)
    assert gemeente.repos.klantcontacten == {vraag.identificatie: vraag, reactie.identificatie: reactie}

    verzending = gemeente.repos.verzending(beantwoord.verzending)
    assert verzending.status is Verzendstatus.TE_VERZENDEN
    assert (verzending.van, verzending.naar) == (POSTVAK, ("jan@burger.example",))
    mail = gemeente.archief.lees(verzending.object_key)
    assert sha256(mail).hexdigest() == verzending.sha256
    assert [bijlage.sha256 for bijlage in reactie.bijlagen] == [verzending.sha256]
    assert reactie.bijlagen[0].informatieobject in gemeente.repos.documenten
    assert gemeente.repos.emailbericht(geopend.bericht.identificatie).status is Berichtstatus.AFGEHANDELD


def test_the_reply_is_a_correct_reply_to_the_citizen() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None))
    (verzending,) = gemeente.repos.verzendingen.values()
    mail = message_from_bytes(gemeente.archief.lees(verzending.object_key), policy=policy.default)
    assert mail["From"] == f"Gemeente Voorbeeld <{POSTVAK}>"
    assert mail["To"] == "Jan Jansen <jan@burger.example>"
    assert mail["Subject"] == "Re: Parkeervergunning"
    assert mail["In-Reply-To"] == "<vraag-1@burger.example>"
    assert mail["References"] == "<vraag-1@burger.example>"
    text = gemeente.tekst_van(verzending.identificatie)
    assert text.startswith("Beste meneer Jansen,")
    assert "> Hoe vraag ik een parkeervergunning aan?" in text


def test_an_own_subject_replaces_that_of_the_mail() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    beantwoord = gemeente.beantwoord(
        geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, "Uw vergunning")
    )
    assert beantwoord.antwoord.onderwerp == "Uw vergunning"
    assert beantwoord.vraag.onderwerp == "Parkeervergunning"


def test_the_same_request_again_gives_the_same_answer_and_stores_nothing_more() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    antwoord = Antwoord(TEKST, None)
    eerst = gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", antwoord)
    stored = (dict(gemeente.repos.klantcontacten), dict(gemeente.repos.documenten), dict(gemeente.archief.objecten))
    gemeente.klok.advance(timedelta(hours=3))
    again = gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", antwoord)
    assert again.herhaling
    assert (again.vraag.identificatie, again.antwoord.identificatie, again.verzending) == (
        eerst.vraag.identificatie,
        eerst.antwoord.identificatie,
        eerst.verzending,
    )
    assert (gemeente.repos.klantcontacten, gemeente.repos.documenten, gemeente.archief.objecten) == stored


def test_the_same_key_with_another_text_is_refused() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    identificatie, inzage = geopend.bericht.identificatie, geopend.inzage.identificatie
    gemeente.beantwoord(identificatie, inzage, ANNA, "sleutel", Antwoord(TEKST, None))
    with pytest.raises(SleutelHergebruikt):
        gemeente.beantwoord(identificatie, inzage, ANNA, "sleutel", Antwoord("Iets anders", None))


def test_another_key_on_a_handled_mail_is_refused() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    identificatie, antwoord = geopend.bericht.identificatie, Antwoord(TEKST, None)
    gemeente.beantwoord(identificatie, geopend.inzage.identificatie, ANNA, "sleutel", antwoord)
    with pytest.raises(AlAfgehandeld):
        gemeente.beantwoord(identificatie, geopend.inzage.identificatie, ANNA, "andere sleutel", antwoord)


def test_another_agent_with_the_same_key_is_refused() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    identificatie, antwoord = geopend.bericht.identificatie, Antwoord(TEKST, None)
    gemeente.beantwoord(identificatie, geopend.inzage.identificatie, ANNA, "sleutel", antwoord)
    with pytest.raises(AlAfgehandeld):
        gemeente.beantwoord(identificatie, geopend.inzage.identificatie, BRAM, "sleutel", antwoord)


def test_a_late_answer_is_stored_when_nobody_took_over() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.klok.advance(CLAIMDUUR * 10)
    antwoord = Antwoord(TEKST, None)
    gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", antwoord)
    assert len(gemeente.repos.klantcontacten) == 2


def test_a_late_answer_is_refused_when_another_took_over() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.klok.advance(CLAIMDUUR)
    gemeente.inziener.open(geopend.bericht.identificatie, BRAM)
    with pytest.raises(BijAnderInBehandeling):
        gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None))
    assert gemeente.repos.klantcontacten == {}


def test_an_answer_loses_from_a_takeover_that_comes_between_reading_and_storing() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.klok.advance(CLAIMDUUR)
    gemeente.repos.meanwhile.append(lambda: _neem_over(gemeente, geopend))
    with pytest.raises(BijAnderInBehandeling):
        gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None))
    assert gemeente.repos.klantcontacten == {}


def _neem_over(gemeente: Gemeente, geopend: GeopendeMail) -> None:
    gemeente.inziener.open(geopend.bericht.identificatie, BRAM)


def test_an_inzage_of_another_medewerker_cannot_be_used() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    with pytest.raises(InzageNietGeldig):
        gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, BRAM, "sleutel", Antwoord(TEKST, None))


def test_an_unknown_inzage_is_refused() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    with pytest.raises(BijAnderInBehandeling):
        gemeente.beantwoord(geopend.bericht.identificatie, uuid4(), ANNA, "sleutel", Antwoord(TEKST, None))


def test_a_mail_that_was_never_viewed_cannot_be_answered() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    with pytest.raises(InzageNietGeldig):
        gemeente.beantwoord(identificatie, uuid4(), ANNA, "sleutel", Antwoord(TEKST, None))


def test_a_mail_that_is_not_there_cannot_be_answered() -> None:
    with pytest.raises(NietGevonden):
        Gemeente().beantwoord(UUID(int=404), uuid4(), ANNA, "sleutel", Antwoord(TEKST, None))


def test_a_mail_without_any_address_to_answer_to_is_refused_and_stays_in_hand() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang(b"From: \r\nSubject: anoniem\r\n\r\nGeen afzender\r\n")
    ontvangen = gemeente.repos.emailbericht(identificatie)
    gemeente.repos.berichten[identificatie] = replace(ontvangen, envelop=replace(ontvangen.envelop, afzender=Adres("", "")))
    geopend = gemeente.inziener.open(identificatie, ANNA)
    with pytest.raises(OngeldigeInvoer):
        gemeente.beantwoord(identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None))
    assert gemeente.repos.emailbericht(identificatie).status is Berichtstatus.IN_BEHANDELING


# -- what the storage may answer (decision 3) --------------------------------------------------------------------------


def test_a_conflict_is_tried_again_and_never_shown() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.repos.storingen = [Storing(Botsing("TransactionConflict")), Storing(Botsing("ThrottlingError"))]
    gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None))
    assert len(gemeente.repos.klantcontacten) == 2
    assert gemeente.slept == sorted(gemeente.slept)
    assert len(gemeente.slept) == 2


@pytest.mark.parametrize("error", [OpslagOnbekend("timeout"), Geweigerd("ConditionalCheckFailed")])
def test_an_outcome_that_was_stored_though_the_answer_says_otherwise_is_success(
    error: OpslagOnbekend | Geweigerd,
) -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.repos.storingen = [Storing(error, opgeslagen=True)]
    beantwoord = gemeente.beantwoord(
        geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None)
    )
    assert set(gemeente.repos.klantcontacten) == {beantwoord.vraag.identificatie, beantwoord.antwoord.identificatie}
    assert len(gemeente.repos.verzendingen) == 1


def test_an_unknown_outcome_that_was_not_stored_is_written_again() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.repos.storingen = [Storing(OpslagOnbekend("timeout"))]
    gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None))
    assert len(gemeente.repos.klantcontacten) == 2
    assert len(gemeente.repos.verzendingen) == 1


@pytest.mark.parametrize("eerst", range(5))
def test_who_only_meets_conflicts_hears_that_the_mail_was_handled_meanwhile(eerst: int) -> None:
    """Fifty answers at once stay in each other's way after one of them is stored: asking again would help none."""
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    bericht, inzage = geopend.bericht.identificatie, geopend.inzage.identificatie

    def ander() -> None:
        botsingen, gemeente.repos.storingen = gemeente.repos.storingen, []
        gemeente.beantwoord(bericht, inzage, ANNA, "van een ander", Antwoord(TEKST, None))
        gemeente.repos.storingen = botsingen

    gemeente.repos.storingen = [Storing(Botsing("TransactionConflict"))] * 20
    gemeente.repos.meanwhile = [lambda: None] * eerst + [ander]
    with pytest.raises(AlAfgehandeld):
        gemeente.beantwoord(bericht, inzage, ANNA, "sleutel", Antwoord(TEKST, None))
    assert len(gemeente.slept) == eerst
    assert len(gemeente.repos.klantcontacten) == 2


def test_a_storage_that_is_too_busy_to_be_read_after_a_conflict_is_no_answer_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    read_, read = gemeente.repos.emailbericht, count()

    def te_druk(identificatie: UUID) -> Emailbericht:
        if next(read):
            raise NietBeschikbaar
        return read_(identificatie)

    monkeypatch.setattr(gemeente.repos, "emailbericht", te_druk)
    gemeente.repos.storingen = [Storing(Botsing("ThrottlingError"))] * 2
    gemeente.handel_af(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None))
    assert len(gemeente.repos.klantcontacten) == 2


def test_a_storage_that_stays_too_busy_is_said_so_with_nothing_stored() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    gemeente.repos.storingen = [Storing(Botsing("ThrottlingError"))] * 20
    with pytest.raises(NietBeschikbaar):
        gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", Antwoord(TEKST, None))
    assert gemeente.repos.klantcontacten == {}
    assert gemeente.repos.emailbericht(geopend.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


def test_a_repetition_that_overtakes_the_first_request_gives_one_pair() -> None:
    gemeente = Gemeente()
    geopend = _geopend(gemeente)
    antwoord = Antwoord(TEKST, None)
    uitkomsten = []
    gemeente.repos.meanwhile.append(
        lambda: uitkomsten.append(
            gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", antwoord)
        )
    )
    uitkomsten.append(gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "sleutel", antwoord))
    eerst, later = uitkomsten
    assert eerst.antwoord.identificatie == later.antwoord.identificatie
    assert len(gemeente.repos.klantcontacten) == 2
    assert len(gemeente.repos.verzendingen) == 1


def test_the_fingerprint_of_an_answer_is_what_it_was_when_older_answers_were_stored() -> None:
    inzage, upload = UUID(int=1), UUID(int=2)
    antwoord = Antwoord("Dat kan.", "Uw vraag", (upload,))
    assert antwoord.vingerafdruk(inzage) == vingerafdruk(inzage, "Dat kan.", "Uw vraag", upload)


def test_each_field_of_an_outcome_makes_another_request() -> None:
    basis = Taakopdracht("Bel terug", Toewijzing("Burgerzaken"), "", None)
    anders = (
        replace(basis, gevraagde_handeling="Mail terug"),
        replace(basis, toegewezen_aan=Toewijzing("Belastingen")),
        replace(basis, toelichting="Vandaag"),
        replace(basis, naam="J. Jansen"),
    )
    assert len({each.vingerafdruk(UUID(int=1)) for each in (basis, *anders)} | {basis.vingerafdruk(UUID(int=2))}) == 6
