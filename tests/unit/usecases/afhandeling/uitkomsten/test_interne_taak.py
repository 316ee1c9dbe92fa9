"""A mail becomes a task of an eenheid or of one medewerker."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.beheer.medewerkers import Medewerkers
from tests.support.builders import ACTIEF_MAANDEN, ANNA, BEHEER, DAAN, Gemeente


def taakverzoek(**fields: object) -> Taakopdracht:
    basis = Taakopdracht("Bel de burger terug", Toewijzing("Burgerzaken"), "Zie de e-mail", None)
    return replace(basis, **fields)  # type: ignore[arg-type]


def test_an_interne_taak_is_stored_with_its_klantcontact(gemeente: Gemeente, mail: GeopendeMail) -> None:
    uitkomst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek())
    (contact,) = gemeente.repos.klantcontacten.values()
    (taak,) = gemeente.repos.taken.values()
    assert contact.identificatie == mail.klantcontact.identificatie == taak.klantcontact
    assert contact.initiatiefnemer is Initiatiefnemer.KLANT
    assert taak.status is Taakstatus.TE_VERWERKEN
    assert (taak.betrokkene.naam, taak.betrokkene.digitaal_adres) == ("Jan Jansen", "jan@burger.example")
    assert uitkomst.afhandeling.interne_taak == taak.identificatie
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.AFGEHANDELD


def test_a_given_name_replaces_that_of_the_mail(gemeente: Gemeente, mail: GeopendeMail) -> None:
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek(naam="J. Jansen-de Wit"))
    (taak,) = gemeente.repos.taken.values()
    assert taak.betrokkene.naam == "J. Jansen-de Wit"


def test_a_task_for_an_unknown_eenheid_is_refused_and_changes_nothing(gemeente: Gemeente, mail: GeopendeMail) -> None:
    with pytest.raises(OngeldigeInvoer):
        gemeente.handel_af(
            mail.bericht.identificatie,
            mail.inzage.identificatie,
            ANNA,
            "s",
            taakverzoek(toegewezen_aan=Toewijzing("Onbekend")),
        )
    assert not gemeente.repos.taken
    assert not gemeente.repos.klantcontacten
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


@pytest.mark.parametrize(("who", "code"), [(UUID(int=404), "onbekend"), (BEHEER.identificatie, "geen-taken")])
def test_a_task_for_who_is_unknown_or_does_no_tasks_is_refused_and_changes_nothing(
    gemeente: Gemeente, mail: GeopendeMail, who: UUID, code: str
) -> None:
    opdracht = taakverzoek(toegewezen_aan=Toewijzing(None, who))
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", opdracht)
    assert [(error.veld, error.code) for error in caught.value.fouten] == [("toegewezenAan.medewerker", code)]
    assert not gemeente.repos.taken
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


def test_a_task_for_who_left_is_refused_until_they_are_back() -> None:
    gemeente = Gemeente()
    gemeente.klok.advance(timedelta(days=31 * (ACTIEF_MAANDEN + 1)))
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    opdracht = taakverzoek(toegewezen_aan=Toewijzing(None, DAAN.identificatie))
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", opdracht)
    assert [(error.veld, error.code) for error in caught.value.fouten] == [("toegewezenAan.medewerker", "niet-actief")]
    assert not gemeente.repos.taken
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING
    Medewerkers(gemeente.repos, gemeente.klok, ACTIEF_MAANDEN).meld_aan(DAAN)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", opdracht)
    assert [each.toegewezen_aan.medewerker for each in gemeente.repos.taken.values()] == [DAAN.identificatie]


def test_the_same_task_again_is_one_task_and_another_under_its_key_is_refused(gemeente: Gemeente, mail: GeopendeMail) -> None:
    eerst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek())
    again = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek())
    assert again.records is None
    assert again.afhandeling == eerst.afhandeling
    with pytest.raises(SleutelHergebruikt):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek(toelichting="Anders"))
    assert len(gemeente.repos.taken) == 1
