"""A stored klantcontact gets a task or a zaak: once, named on its mail, and without a change of its own."""

from dataclasses import replace
from uuid import UUID

import pytest

from klantmail.domain.afhandeling import MAX_VERVOLGSTAPPEN, Afhandelsoort
from klantmail.domain.fouten import (
    Botsing,
    KeuzeNietMogelijk,
    NietBeschikbaar,
    NietGevonden,
    OngeldigeInvoer,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.domain.interne_taak import InterneTaak, Toewijzing
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.zaak import Zaak
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.afhandeling.vervolgstap import Gezet, Stapverzoek
from tests.support.builders import ANNA, BRAM, EENHEDEN, KLACHT, Gemeente
from tests.support.fakes import Storing

TAAK = Taakopdracht("Terugbellen", Toewijzing(EENHEDEN[0]), "Vroeg er later naar")
ZAAK = Zaakopdracht(KLACHT.url, "Klacht over grofvuil")


@pytest.fixture
def contact(gemeente: Gemeente) -> Klantcontact:
    """A klantcontact of which nothing had to be done."""
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gedaan = gemeente.handel_af(bericht, inzage, ANNA, "sleutel", GeenActieNodig("Bedankje"))
    return gemeente.repos.klantcontact(gedaan.afhandeling.klantcontacten[0])


def _zet(
    gemeente: Gemeente,
    contact: Klantcontact,
    step: Taakopdracht | Zaakopdracht = TAAK,
    key: str = "sleutel",
    medewerker: Medewerker = ANNA,
) -> Gezet:
    verzoek = Stapverzoek(op=contact.identificatie, medewerker=medewerker, idempotency_key=key, stap=step)
    return gemeente.stappenzetter.zet(verzoek)


def test_a_task_is_made_on_a_klantcontact_that_stays_as_it_is(gemeente: Gemeente, contact: Klantcontact) -> None:
    gezet = _zet(gemeente, contact)
    (taak,) = gezet.records or ()
    assert isinstance(taak, InterneTaak)
    assert gemeente.repos.interne_taak(taak.identificatie) == taak
    assert (taak.klantcontact, taak.emailbericht) == (contact.identificatie, contact.emailbericht)
    assert (taak.gevraagde_handeling, taak.betrokkene.digitaal_adres) == ("Terugbellen", "jan@burger.example")
    assert gemeente.repos.klantcontact(contact.identificatie) == contact
    (step,) = gemeente.repos.emailbericht(contact.emailbericht).vervolgstappen
    assert (step.soort, step.op, step.interne_taak) == (Afhandelsoort.INTERNE_TAAK, contact.identificatie, taak.identificatie)
    assert step.klantcontacten == ()


def test_a_zaak_is_made_with_the_documents_of_the_klantcontact(gemeente: Gemeente, contact: Klantcontact) -> None:
    (zaak,) = _zet(gemeente, contact, ZAAK).records or ()
    assert isinstance(zaak, Zaak)
    assert zaak.informatieobjecten == tuple(bijlage.informatieobject for bijlage in contact.bijlagen)
    assert gemeente.repos.klantcontact(contact.identificatie).zaak is None
    (step,) = gemeente.repos.emailbericht(contact.emailbericht).vervolgstappen
    assert (step.soort, step.zaak) == (Afhandelsoort.ZAAK, zaak.identificatie)


def test_the_same_request_again_stores_nothing_more(gemeente: Gemeente, contact: Klantcontact) -> None:
    first, second = _zet(gemeente, contact), _zet(gemeente, contact)
    assert (second.stap, second.records) == (first.stap, None)
    assert len(gemeente.repos.taken) == 1
    with pytest.raises(SleutelHergebruikt):
        _zet(gemeente, contact, replace(TAAK, toelichting="Iets anders"))
    assert len(gemeente.repos.taken) == 1


def test_a_step_under_the_key_of_the_outcome_makes_a_task_of_its_own(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    first = gemeente.handel_af(bericht, inzage, ANNA, "k", TAAK).afhandeling
    op = gemeente.repos.klantcontact(first.klantcontacten[0])
    second = _zet(gemeente, op, TAAK, "k").stap
    assert second.interne_taak != first.interne_taak
    assert set(gemeente.repos.taken) == {first.interne_taak, second.interne_taak}


def test_each_agent_and_key_and_kind_makes_a_step_of_its_own(gemeente: Gemeente, contact: Klantcontact) -> None:
    _zet(gemeente, contact)
    _zet(gemeente, contact, key="anders")
    _zet(gemeente, contact, medewerker=BRAM)
    _zet(gemeente, contact, ZAAK)
    assert (len(gemeente.repos.taken), len(gemeente.repos.zaken)) == (3, 1)
    assert len(gemeente.repos.emailbericht(contact.emailbericht).vervolgstappen) == 4


@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
    ids=["conflict", "unknown, not stored", "unknown, stored"],
)
def test_whatever_the_storage_answers_a_step_is_stored_once(gemeente: Gemeente, contact: Klantcontact, storing: Storing) -> None:
    gemeente.repos.storingen = [storing]
    gezet = _zet(gemeente, contact)
    assert list(gemeente.repos.taken) == [gezet.stap.interne_taak]
    assert gemeente.repos.emailbericht(contact.emailbericht).vervolgstappen == (gezet.stap,)


def test_a_storage_that_never_answers_is_told_to_the_client(gemeente: Gemeente, contact: Klantcontact) -> None:
    gemeente.repos.storingen = [Storing(Botsing("x"))] * 5
    with pytest.raises(NietBeschikbaar):
        _zet(gemeente, contact)
    assert gemeente.repos.taken == {}


def test_what_does_not_exist_is_told_at_once_and_stores_nothing(gemeente: Gemeente, contact: Klantcontact) -> None:
    with pytest.raises(OngeldigeInvoer):
        _zet(gemeente, contact, replace(TAAK, toegewezen_aan=Toewijzing("Bestaat niet")))
    with pytest.raises(OngeldigeInvoer):
        _zet(gemeente, contact, replace(ZAAK, zaaktype="https://elders.example/1"))
    with pytest.raises(NietGevonden):
        _zet(gemeente, replace(contact, identificatie=UUID(int=404)))
    assert gemeente.repos.emailbericht(contact.emailbericht).vervolgstappen == ()


def test_a_mail_has_room_for_so_many_steps(gemeente: Gemeente, contact: Klantcontact) -> None:
    for number in range(MAX_VERVOLGSTAPPEN):
        _zet(gemeente, contact, key=str(number))
    with pytest.raises(KeuzeNietMogelijk) as error:
        _zet(gemeente, contact, key="te veel")
    assert error.value.toestand == "afgehandeld"
    assert _zet(gemeente, contact, key="0").records is None
    assert len(gemeente.repos.taken) == MAX_VERVOLGSTAPPEN
