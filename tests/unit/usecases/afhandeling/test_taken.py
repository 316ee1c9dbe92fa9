from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from klantmail.domain.fouten import (
    Botsing,
    GeenToegang,
    Geweigerd,
    KeuzeNietMogelijk,
    NietBeschikbaar,
    NietGevonden,
    OngeldigeInvoer,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.domain.interne_taak import KCC_EENHEID, InterneTaak, Taakstatus, Toewijzing, eenheden_van
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.termijn import einde_van
from klantmail.domain.verzending import Verzendstatus
from klantmail.usecases.afhandeling.taken import Afronden, Hertoewijzen, NaarKcc, Oppakken, Teruggeven
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.splitsing import Deel, Splitsing
from tests.support.builders import ANNA, BEHEER, BRAM, DAAN, EVA, FLOOR, Gemeente
from tests.support.fakes import Storing


@pytest.fixture
def taak(gemeente: Gemeente) -> InterneTaak:
    """A task of Burgerzaken, as it came from a mail."""
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    verzoek = Taakopdracht("Beantwoorden", Toewijzing("Burgerzaken"), "", None)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", verzoek)
    return next(iter(gemeente.repos.taken.values()))


def test_a_department_sees_its_own_tasks_and_no_other(gemeente: Gemeente, taak: InterneTaak) -> None:
    def lijst(who: object) -> tuple[InterneTaak, ...]:
        return gemeente.desk.lijst(who, Taakstatus.TE_VERWERKEN, eigen=False, aantal=10, na=None).resultaten  # type: ignore[arg-type]

    assert lijst(DAAN) == (taak,)
    assert lijst(FLOOR) == ()
    assert gemeente.desk.lees(taak.identificatie, DAAN).klantcontact.identificatie == taak.klantcontact
    with pytest.raises(GeenToegang):
        gemeente.desk.lees(taak.identificatie, FLOOR)


def test_a_task_for_one_medewerker_is_on_that_desk(gemeente: Gemeente, taak: InterneTaak) -> None:
    gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Hertoewijzen(Toewijzing(None, FLOOR.identificatie), "Weet jij dit?"))
    own = gemeente.desk.lijst(FLOOR, Taakstatus.TE_VERWERKEN, eigen=True, aantal=10, na=None).resultaten
    assert [(each.klantcontact, each.toelichting) for each in own] == [(taak.klantcontact, "Weet jij dit?")]


def test_documents_of_the_task_can_be_downloaded_and_others_not(gemeente: Gemeente, taak: InterneTaak) -> None:
    contact = gemeente.repos.klantcontact(taak.klantcontact)
    for bijlage in contact.bijlagen:
        link = gemeente.desk.documentlink(taak.identificatie, bijlage.informatieobject, DAAN)
        assert "/download/" in link.download
        assert (link.weergave is not None) == (bijlage.formaat == "application/pdf")
    with pytest.raises(NietGevonden):
        gemeente.desk.documentlink(taak.identificatie, UUID(int=404), DAAN)
    with pytest.raises(GeenToegang):
        gemeente.desk.documentlink(taak.identificatie, contact.bijlagen[0].informatieobject, FLOOR)


def test_a_task_is_taken_by_one_and_can_be_taken_over_by_a_colleague(gemeente: Gemeente, taak: InterneTaak) -> None:
    assert gemeente.desk.wijzig(taak.identificatie, DAAN, "", Oppakken()).behandelaar == DAAN.identificatie
    assert gemeente.desk.wijzig(taak.identificatie, DAAN, "", Oppakken()).behandelaar == DAAN.identificatie
    assert gemeente.desk.wijzig(taak.identificatie, EVA, "", Oppakken()).behandelaar_naam == EVA.naam


@pytest.mark.parametrize(
    "storing",
    [
        Storing(Botsing("x")),
        Storing(OpslagOnbekend("x")),
        Storing(OpslagOnbekend("x"), opgeslagen=True),
        Storing(Geweigerd("x"), opgeslagen=True),
    ],
    ids=["conflict", "unknown, not stored", "unknown, stored", "refused by itself"],
)
def test_whatever_the_storage_answers_a_task_is_taken(gemeente: Gemeente, taak: InterneTaak, storing: Storing) -> None:
    gemeente.repos.storingen = [storing]
    assert gemeente.desk.wijzig(taak.identificatie, DAAN, "", Oppakken()).behandelaar == DAAN.identificatie
    assert gemeente.repos.interne_taak(taak.identificatie).behandelaar == DAAN.identificatie


def test_a_task_that_a_colleague_has_just_taken_is_not_taken_from_them(gemeente: Gemeente, taak: InterneTaak) -> None:
    gemeente.repos.meanwhile = [lambda: gemeente.repos.pak_taak_op(taak.opgepakt(EVA), None)]
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.desk.wijzig(taak.identificatie, DAAN, "", Oppakken())
    assert gemeente.repos.interne_taak(taak.identificatie).behandelaar == EVA.identificatie


def _lijst(gemeente: Gemeente, who: Medewerker, *, eigen: bool = False, eenheid: str | None = None) -> list[UUID]:
    page = gemeente.desk.lijst(who, Taakstatus.TE_VERWERKEN, eigen=eigen, eenheid=eenheid, aantal=10, na=None)
    return [each.identificatie for each in page.resultaten]


def test_what_a_medewerker_took_is_among_their_own_and_still_in_the_list_of_the_eenheid(
    gemeente: Gemeente, taak: InterneTaak
) -> None:
    assert _lijst(gemeente, DAAN, eigen=True) == []
    gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Oppakken())
    assert _lijst(gemeente, DAAN, eigen=True) == [taak.identificatie]
    assert (_lijst(gemeente, EVA, eigen=True), _lijst(gemeente, EVA)) == ([], [taak.identificatie])


def test_a_task_that_is_given_back_is_nobodys_and_can_be_taken_by_another(gemeente: Gemeente, taak: InterneTaak) -> None:
    assert gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Teruggeven()) == taak
    gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Oppakken())
    assert gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Teruggeven()) == taak
    assert gemeente.repos.interne_taak(taak.identificatie) == taak
    assert _lijst(gemeente, DAAN, eigen=True) == []
    assert gemeente.desk.wijzig(taak.identificatie, EVA, "k", Oppakken()).behandelaar == EVA.identificatie
    with pytest.raises(GeenToegang):
        gemeente.desk.wijzig(taak.identificatie, FLOOR, "k", Teruggeven())
    gemeente.desk.wijzig(taak.identificatie, EVA, "k", Afronden("Klaar"))
    with pytest.raises(KeuzeNietMogelijk) as caught:
        gemeente.desk.wijzig(taak.identificatie, EVA, "k", Teruggeven())
    assert caught.value.toestand == "verwerkt"


def test_a_task_for_one_medewerker_that_is_given_back_goes_to_their_eenheid(gemeente: Gemeente, taak: InterneTaak) -> None:
    old = gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Hertoewijzen(Toewijzing(None, FLOOR.identificatie), ""))
    assert old.vervolg is not None
    back = gemeente.desk.wijzig(old.vervolg, FLOOR, "k", Teruggeven())
    assert gemeente.desk.wijzig(old.vervolg, FLOOR, "k", Teruggeven()) == back
    assert back.opvolger is not None
    assert gemeente.repos.interne_taak(back.opvolger).toegewezen_aan == Toewijzing("Belastingen")
    assert _lijst(gemeente, FLOOR) == [back.opvolger]


def test_what_goes_back_to_the_contact_centre_waits_in_its_own_list_and_is_handled_there(
    gemeente: Gemeente, taak: InterneTaak
) -> None:
    old = gemeente.desk.wijzig(taak.identificatie, DAAN, "k", NaarKcc("Dit is iets van een ander"))
    assert (old.status, old.opvolger is not None) == (Taakstatus.VERWERKT, True)
    assert old.opvolger is not None
    for agent in (ANNA, BRAM, BEHEER):
        assert _lijst(gemeente, agent) == [old.opvolger]
    assert _lijst(gemeente, DAAN) == []
    assert gemeente.repos.interne_taak(old.opvolger).toelichting == "Dit is iets van een ander"
    gemeente.desk.wijzig(old.opvolger, BRAM, "k", Oppakken())
    assert _lijst(gemeente, BRAM, eigen=True) == [old.opvolger]
    with pytest.raises(GeenToegang):
        gemeente.desk.beantwoord(old.opvolger, DAAN, "k", "Beste Jan")
    with pytest.raises(OngeldigeInvoer):
        gemeente.desk.wijzig(old.opvolger, BRAM, "k", NaarKcc("Nog eens"))
    klaar = gemeente.desk.beantwoord(old.opvolger, BRAM, "k", "Beste Jan")
    assert (klaar.status, klaar.behandelaar, klaar.opvolger) == (Taakstatus.VERWERKT, BRAM.identificatie, None)


def test_the_contact_centre_reads_every_task_and_only_a_beheerder_reroutes_one_of_a_department(
    gemeente: Gemeente, taak: InterneTaak
) -> None:
    for agent in (ANNA, BEHEER):
        assert gemeente.desk.lees(taak.identificatie, agent).taak == taak
        assert _lijst(gemeente, agent, eenheid="Burgerzaken") == [taak.identificatie]
        with pytest.raises(GeenToegang):
            gemeente.desk.wijzig(taak.identificatie, agent, "k", Oppakken())
    with pytest.raises(GeenToegang):
        gemeente.desk.wijzig(taak.identificatie, ANNA, "k", Hertoewijzen(Toewijzing("Belastingen"), ""))
    with pytest.raises(GeenToegang):
        _lijst(gemeente, FLOOR, eenheid="Burgerzaken")
    with pytest.raises(OngeldigeInvoer):
        _lijst(gemeente, FLOOR, eenheid="Belastingen", eigen=True)
    gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Oppakken())
    old = gemeente.desk.wijzig(taak.identificatie, BEHEER, "k", Hertoewijzen(Toewijzing("Belastingen"), ""))
    assert _lijst(gemeente, FLOOR) == [old.opvolger]


def test_what_became_of_a_mail_is_read_from_the_mail_and_from_its_klantcontacten(gemeente: Gemeente, taak: InterneTaak) -> None:
    old = gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Hertoewijzen(Toewijzing("Belastingen"), ""))
    assert old.vervolg is not None
    klaar = gemeente.desk.beantwoord(old.vervolg, FLOOR, "k", "Beste Jan")
    assert klaar.vervolg is not None
    assert gemeente.raadpleger.taken_van_bericht(taak.emailbericht).resultaten == (old, klaar)
    assert gemeente.raadpleger.taken_van_klantcontact(taak.klantcontact).resultaten == (old, klaar)
    assert gemeente.raadpleger.taken_van_klantcontact(klaar.vervolg).resultaten == (klaar,)
    other = gemeente.ontvang(ses_bericht_id="ses-2")
    assert gemeente.raadpleger.taken_van_bericht(other).resultaten == ()
    with pytest.raises(NietGevonden):
        gemeente.raadpleger.taken_van_bericht(UUID(int=404))


def test_each_question_of_a_split_mail_has_its_own_tasks() -> None:
    gemeente = Gemeente()
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    vraag = Taakopdracht("Beantwoorden", Toewijzing("Burgerzaken"))
    splitsing = Splitsing((Deel("Een", vraag, "interneTaak"), Deel("Twee", vraag, "interneTaak")))
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", splitsing)
    first, second = gemeente.raadpleger.taken_van_bericht(mail.bericht.identificatie).resultaten
    assert gemeente.raadpleger.taken_van_klantcontact(first.klantcontact).resultaten == (first,)
    assert gemeente.raadpleger.taken_van_klantcontact(second.klantcontact).resultaten == (second,)


def test_a_task_has_the_term_of_its_eenheid_and_waits_since_its_mail_came(gemeente: Gemeente, taak: InterneTaak) -> None:
    assert taak.uiterlijk == date(2026, 11, 24)
    assert taak.sinds == gemeente.repos.emailbericht(taak.emailbericht).envelop.ontvangen_op
    gemeente.klok.advance(timedelta(days=2))
    assert taak.leeftijd(gemeente.klok()) == 2
    doorgezet = gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Hertoewijzen(Toewijzing("Belastingen"), ""))
    assert doorgezet.opvolger is not None
    new = gemeente.repos.interne_taak(doorgezet.opvolger)
    assert (new.uiterlijk, new.sinds, new.leeftijd(gemeente.klok())) == (taak.uiterlijk, taak.sinds, 2)
    later = Hertoewijzen(Toewijzing("Burgerzaken"), "", date(2026, 12, 1))
    opnieuw = gemeente.desk.wijzig(doorgezet.opvolger, FLOOR, "k", later)
    assert opnieuw.opvolger is not None
    assert gemeente.repos.interne_taak(opnieuw.opvolger).uiterlijk == date(2026, 12, 1)


def test_a_term_that_is_over_cannot_be_given(gemeente: Gemeente, taak: InterneTaak) -> None:
    yesterday = Hertoewijzen(Toewijzing("Belastingen"), "", date(2026, 11, 23))
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.desk.wijzig(taak.identificatie, DAAN, "k", yesterday)
    assert [error.veld for error in caught.value.fouten] == ["uiterlijk"]
    assert gemeente.repos.interne_taak(taak.identificatie) == taak


def test_a_task_of_before_terms_gets_one_when_it_is_rerouted(gemeente: Gemeente, taak: InterneTaak) -> None:
    gemeente.repos.taken[taak.identificatie] = replace(taak, uiterlijk=None, sinds=None)
    old = gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Hertoewijzen(Toewijzing("Belastingen"), ""))
    assert old.opvolger is not None
    assert gemeente.repos.interne_taak(old.opvolger).uiterlijk == date(2026, 12, 1)


def test_what_is_overdue_is_listed_for_who_may_see_it_and_counted(gemeente: Gemeente, taak: InterneTaak) -> None:
    def te_laat(who: Medewerker, eenheid: str | None = None) -> list[UUID]:
        page = gemeente.desk.te_laat(who, eenheid=eenheid, aantal=10, na=None)
        return [each.identificatie for each in page.resultaten]

    gemeente.klok.moment = einde_van(date(2026, 11, 24)) - timedelta(milliseconds=1)
    assert te_laat(BEHEER) == []
    gemeente.klok.advance(timedelta(milliseconds=1))
    assert te_laat(BEHEER) == te_laat(ANNA) == te_laat(DAAN) == te_laat(ANNA, "Burgerzaken") == [taak.identificatie]
    assert te_laat(FLOOR) == te_laat(ANNA, "Belastingen") == []
    stand = gemeente.vangnet.ronde()
    assert (stand.taken_te_laat, stand.taken_oudste) == (1, einde_van(date(2026, 11, 24)))
    gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Afronden("Klaar"))
    assert te_laat(BEHEER) == []
    assert gemeente.vangnet.ronde().taken_te_laat == 0


def test_rerouting_makes_a_new_task_on_the_same_klantcontact_and_ends_the_old_one(gemeente: Gemeente, taak: InterneTaak) -> None:
    old = gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Hertoewijzen(Toewijzing("Belastingen"), ""))
    assert (old.status, old.resultaat, old.behandelaar) == (Taakstatus.VERWERKT, "Doorgezet", DAAN.identificatie)
    assert old.vervolg is not None
    new = gemeente.repos.interne_taak(old.vervolg)
    assert (new.status, new.klantcontact) == (Taakstatus.TE_VERWERKEN, taak.klantcontact)
    assert new.is_voor(FLOOR)


@pytest.mark.parametrize(
    "aan",
    [
        Toewijzing("Onbekend"),
        Toewijzing("Burgerzaken"),
        Toewijzing(None, UUID(int=404)),
        Toewijzing(None, BEHEER.identificatie),
    ],
)
def test_rerouting_to_nobody_or_to_itself_is_refused(gemeente: Gemeente, taak: InterneTaak, aan: Toewijzing) -> None:
    with pytest.raises(OngeldigeInvoer):
        gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Hertoewijzen(aan, ""))
    assert gemeente.repos.interne_taak(taak.identificatie) == taak


def test_finishing_keeps_the_reason(gemeente: Gemeente, taak: InterneTaak) -> None:
    klaar = gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Afronden("Telefonisch beantwoord"))
    assert (klaar.status, klaar.resultaat, klaar.vervolg) == (Taakstatus.VERWERKT, "Telefonisch beantwoord", None)
    assert klaar.afgehandeld_op == gemeente.klok()


def test_finishing_with_an_answer_stores_the_klantcontact_of_the_gemeente_with_it(gemeente: Gemeente, taak: InterneTaak) -> None:
    klaar = gemeente.desk.beantwoord(taak.identificatie, DAAN, "k", "Beste Jan, het is geregeld.")
    assert klaar.vervolg is not None
    reactie = gemeente.repos.klantcontacten[klaar.vervolg]
    assert (reactie.initiatiefnemer, reactie.verwijst_naar) == (Initiatiefnemer.GEMEENTE, (taak.klantcontact,))
    assert (reactie.medewerker, reactie.organisatorische_eenheid) == (DAAN.identificatie, "Burgerzaken")
    (verzending,) = gemeente.repos.verzendingen.values()
    assert (verzending.status, verzending.naar) == (Verzendstatus.TE_VERZENDEN, ("jan@burger.example",))
    assert b"In-Reply-To: <vraag-1@burger.example>" in gemeente.archief.lees(verzending.object_key)


HANDELINGEN: list[Callable[[Gemeente, UUID], InterneTaak]] = [
    lambda g, taak: g.desk.wijzig(taak, DAAN, "k", Afronden("Klaar")),
    lambda g, taak: g.desk.wijzig(taak, DAAN, "k", Hertoewijzen(Toewijzing("Belastingen"), "")),
    lambda g, taak: g.desk.beantwoord(taak, DAAN, "k", "Beste Jan"),
]


@pytest.mark.parametrize("handeling", HANDELINGEN, ids=["finish", "reroute", "answer"])
def test_a_task_is_ended_once_and_a_repetition_is_answered_the_same(
    gemeente: Gemeente, taak: InterneTaak, handeling: Callable[[Gemeente, UUID], InterneTaak]
) -> None:
    eerst = handeling(gemeente, taak.identificatie)
    stored = (dict(gemeente.repos.klantcontacten), dict(gemeente.repos.taken), dict(gemeente.repos.verzendingen))
    assert handeling(gemeente, taak.identificatie) == eerst
    with pytest.raises(SleutelHergebruikt):
        gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Afronden("Iets anders"))
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.desk.wijzig(taak.identificatie, EVA, "andere sleutel", Afronden("Klaar"))
    with pytest.raises(KeuzeNietMogelijk):  # a colleague's equal request, under the same key, is another request
        gemeente.desk.wijzig(taak.identificatie, EVA, "k", Afronden("Klaar"))
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.desk.wijzig(taak.identificatie, EVA, "", Oppakken())
    assert (gemeente.repos.klantcontacten, gemeente.repos.taken, gemeente.repos.verzendingen) == stored


@pytest.mark.parametrize("handeling", HANDELINGEN, ids=["finish", "reroute", "answer"])
@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
    ids=["conflict", "unknown, not stored", "unknown, stored"],
)
def test_whatever_the_storage_answers_the_task_is_ended_once(
    gemeente: Gemeente, taak: InterneTaak, handeling: Callable[[Gemeente, UUID], InterneTaak], storing: Storing
) -> None:
    gemeente.repos.storingen = [storing]
    assert handeling(gemeente, taak.identificatie).status is Taakstatus.VERWERKT
    assert len(gemeente.repos.verzendingen) <= 1
    assert len(gemeente.repos.taken) <= 2


def test_a_busy_storage_is_given_time_before_a_task_is_tried_again(gemeente: Gemeente, taak: InterneTaak) -> None:
    gemeente.repos.storingen = [Storing(Botsing("x"))] * 20
    with pytest.raises(NietBeschikbaar):
        gemeente.desk.wijzig(taak.identificatie, DAAN, "k", Afronden("Klaar"))
    assert gemeente.repos.interne_taak(taak.identificatie) == taak
    assert len(gemeente.slept) > 1
    assert gemeente.slept == sorted(gemeente.slept)


def test_a_task_that_is_not_there_is_not_found(gemeente: Gemeente) -> None:
    with pytest.raises(NietGevonden):
        gemeente.desk.lees(UUID(int=404), DAAN)


def test_a_task_of_a_mail_without_address_cannot_be_answered_and_stays_open(gemeente: Gemeente, taak: InterneTaak) -> None:
    for key in [key for key in gemeente.archief.objecten if key.endswith("inhoud.json")]:
        old = gemeente.archief.objecten[key]
        gemeente.archief.objecten[key] = old.replace(b"jan@burger.example", b"")
    with pytest.raises(OngeldigeInvoer):
        gemeente.desk.beantwoord(taak.identificatie, DAAN, "k", "Beste Jan")
    assert gemeente.repos.interne_taak(taak.identificatie) == replace(taak)


@pytest.mark.parametrize(
    ("rollen", "eenheden"),
    [
        ({Rol.KCC_MEDEWERKER}, (KCC_EENHEID,)),
        ({Rol.BEHANDELAAR}, ("Balie",)),
        ({Rol.BEHANDELAAR, Rol.KCC_MEDEWERKER}, ("Balie", KCC_EENHEID)),
        ({Rol.ARCHIVARIS}, ()),
    ],
)
def test_what_came_back_to_the_contact_centre_is_on_the_desk_of_its_agents_whatever_eenheid_their_login_names(
    rollen: set[Rol], eenheden: tuple[str, ...]
) -> None:
    assert eenheden_van(replace(ANNA, organisatorische_eenheid="Balie", rollen=frozenset(rollen))) == eenheden
