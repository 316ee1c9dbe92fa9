"""A mail becomes a new zaak."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import OngeldigeInvoer, OpslagOnbekend, SleutelHergebruikt
from klantmail.domain.zaak import Zaakstatus
from klantmail.domain.zaaktype import Vertrouwelijkheid
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from ontleden.ontleding import Adres
from tests.support.builders import ANNA, GENERATIE, KLACHT, Gemeente
from tests.support.fakes import Storing


def zaakverzoek(**fields: object) -> Zaakopdracht:
    basis = Zaakopdracht(KLACHT.url, "Klacht over grofvuil", "Zie de e-mail")
    return replace(basis, **fields)  # type: ignore[arg-type]


def test_a_zaak_is_stored_with_its_klantcontact_and_each_names_the_other(gemeente: Gemeente, mail: GeopendeMail) -> None:
    uitkomst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    (contact,) = gemeente.repos.klantcontacten.values()
    (zaak,) = gemeente.repos.zaken.values()
    assert replace(contact, zaak=None, opgeslagen_op=None) == mail.klantcontact
    assert (contact.zaak, zaak.klantcontact) == (zaak.identificatie, contact.identificatie)
    assert (zaak.status, zaak.generatie, zaak.url) == (Zaakstatus.TE_REGISTREREN, GENERATIE, "")
    assert zaak.informatieobjecten == tuple(bijlage.informatieobject for bijlage in contact.bijlagen)
    assert len(zaak.informatieobjecten) == 2
    assert (uitkomst.afhandeling.soort, uitkomst.afhandeling.zaak) == (Afhandelsoort.ZAAK, zaak.identificatie)
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.AFGEHANDELD


def test_a_zaak_knows_who_wrote_the_mail_and_how_confidential_its_zaaktype_is() -> None:
    gemeente = Gemeente()
    klacht = replace(KLACHT, vertrouwelijkheid=Vertrouwelijkheid.VERTROUWELIJK)
    gemeente.afhandelaar = replace(gemeente.afhandelaar, inrichting=replace(gemeente.afhandelaar.inrichting, zaaktypen=(klacht,)))
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    (zaak,) = gemeente.repos.zaken.values()
    assert (zaak.initiator, zaak.vertrouwelijkheid) == (mail.bericht.envelop.afzender, Vertrouwelijkheid.VERTROUWELIJK)
    assert (zaak.heeft_status, zaak.heeft_initiator) == (False, False)


def test_the_initiator_of_a_web_form_is_the_citizen(gemeente: Gemeente, mail: GeopendeMail) -> None:
    burger = Adres("Piet Peters", "piet@burger.example")
    bericht = gemeente.repos.berichten[mail.bericht.identificatie]
    via_formulier = replace(bericht, envelop=replace(bericht.envelop, indiener=burger))
    gemeente.repos.berichten[bericht.identificatie] = via_formulier
    gemeente.handel_af(bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    (zaak,) = gemeente.repos.zaken.values()
    assert zaak.initiator == burger


def test_a_zaak_starts_on_the_day_that_it_is_here(gemeente: Gemeente, mail: GeopendeMail) -> None:
    gemeente.klok.moment = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    (zaak,) = gemeente.repos.zaken.values()
    assert zaak.startdatum == date(2026, 11, 25)


def test_a_zaak_of_an_unknown_zaaktype_is_refused_and_changes_nothing(gemeente: Gemeente, mail: GeopendeMail) -> None:
    with pytest.raises(OngeldigeInvoer):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek(zaaktype=KLACHT.naam))
    assert (gemeente.repos.zaken, gemeente.repos.klantcontacten) == ({}, {})
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


@pytest.mark.parametrize("stored", [True, False])
def test_the_same_zaak_again_is_one_zaak_also_after_a_doubtful_answer(
    gemeente: Gemeente, mail: GeopendeMail, stored: bool
) -> None:
    gemeente.repos.storingen = [Storing(OpslagOnbekend("timeout"), opgeslagen=stored)]
    eerst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    again = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    assert again.afhandeling == eerst.afhandeling
    with pytest.raises(SleutelHergebruikt):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek(omschrijving="Anders"))
    assert len(gemeente.repos.zaken) == len(gemeente.repos.klantcontacten) == 1
