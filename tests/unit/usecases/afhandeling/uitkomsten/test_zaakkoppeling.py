"""A mail belongs to a zaak that is there already: looked up first, stored whole, and never made."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import NietBeschikbaar, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.zaak import BestaandeZaak, Zaakstatus, Zaakverwijzing
from klantmail.ports.zaaksysteem import NietGelezen
from klantmail.usecases.afhandeling.afhandelen import Afgehandeld
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.splitsing import Deel, Splitsing
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.afhandeling.uitkomsten.zaakkoppeling import Zaakkoppeling
from klantmail.usecases.afhandeling.vervolgstap import Stapverzoek
from klantmail.usecases.nazorg.zaak_registreren import Zaakresultaat
from tests.support.builders import ANNA, Gemeente, bestaande_zaak

ZAAK = bestaande_zaak()
OP_NUMMER = Zaakkoppeling(Zaakverwijzing(ZAAK.identificatie))
OP_URL = Zaakkoppeling(Zaakverwijzing(url=ZAAK.url))
GONE = NietGelezen("ReadTimeoutError", tijdelijk=True)


@pytest.fixture
def geopend(gemeente: Gemeente) -> tuple[UUID, UUID]:
    bericht = gemeente.ontvang()
    return bericht, gemeente.inziener.open(bericht, ANNA).inzage.identificatie


def _koppel(gemeente: Gemeente, geopend: tuple[UUID, UUID], uitkomst: Uitkomst = OP_NUMMER) -> Afgehandeld:
    return gemeente.handel_af(*geopend, ANNA, "s", uitkomst)


def _fouten(gemeente: Gemeente, geopend: tuple[UUID, UUID], uitkomst: Uitkomst = OP_NUMMER) -> Sequence[tuple[str, str]]:
    with pytest.raises(OngeldigeInvoer) as caught:
        _koppel(gemeente, geopend, uitkomst)
    assert gemeente.repos.emailbericht(geopend[0]).status is Berichtstatus.IN_BEHANDELING
    assert not gemeente.repos.klantcontacten
    assert not gemeente.repos.zaken
    return [(error.veld, error.code) for error in caught.value.fouten]


def _zonder_zaken_api(gemeente: Gemeente) -> None:
    inrichting = replace(gemeente.afhandelaar.inrichting, zaakzoeker=None)
    gemeente.afhandelaar = replace(gemeente.afhandelaar, inrichting=inrichting)


@pytest.mark.parametrize("uitkomst", [OP_NUMMER, OP_URL])
def test_a_mail_is_stored_with_the_zaak_as_the_zaken_api_has_it(
    gemeente: Gemeente, geopend: tuple[UUID, UUID], uitkomst: Zaakkoppeling
) -> None:
    gedaan = _koppel(gemeente, geopend, uitkomst)
    (contact,) = gemeente.repos.klantcontacten.values()
    (zaak,) = gemeente.repos.zaken.values()
    assert (contact.zaak, zaak.klantcontact) == (zaak.identificatie, contact.identificatie)
    assert (zaak.bestaande_zaak, zaak.url, zaak.zaaktype) == (ZAAK.identificatie, ZAAK.url, ZAAK.zaaktype)
    assert (zaak.omschrijving, zaak.startdatum, zaak.status) == (ZAAK.omschrijving, ZAAK.startdatum, Zaakstatus.TE_REGISTREREN)
    assert zaak.informatieobjecten == tuple(bijlage.informatieobject for bijlage in contact.bijlagen)
    assert (gedaan.afhandeling.soort, gedaan.afhandeling.zaak) == (Afhandelsoort.ZAAKKOPPELING, zaak.identificatie)


def test_a_citizen_hears_of_it_in_the_same_transaction(gemeente: Gemeente, geopend: tuple[UUID, UUID]) -> None:
    gedaan = _koppel(gemeente, geopend, replace(OP_NUMMER, bericht_aan_klant="Uw e-mail ligt bij uw zaak.")).afhandeling
    vraag, bericht = (gemeente.repos.klantcontact(each) for each in gedaan.klantcontacten)
    assert (bericht.initiatiefnemer, bericht.verwijst_naar) == (Initiatiefnemer.GEMEENTE, (vraag.identificatie,))
    assert gedaan.verzendingen == tuple(gemeente.repos.verzendingen)


@pytest.mark.parametrize(
    ("zaken", "code"),
    [
        ([], "onbekend"),
        ([replace(ZAAK, is_gesloten=True)], "gesloten"),
        ([ZAAK, replace(bestaande_zaak(2), identificatie=ZAAK.identificatie)], "meer-zaken"),
    ],
)
def test_a_zaak_that_nothing_can_be_tied_to_is_an_error_of_its_field(
    gemeente: Gemeente, geopend: tuple[UUID, UUID], zaken: list[BestaandeZaak], code: str
) -> None:
    gemeente.zaaksysteem.bestaand = zaken
    assert _fouten(gemeente, geopend) == [("zaak.identificatie", code)]


def test_a_url_of_no_zaak_is_an_error_of_its_field(gemeente: Gemeente, geopend: tuple[UUID, UUID]) -> None:
    elders = Zaakkoppeling(Zaakverwijzing(url="https://elders.example/zaken/1"))
    assert _fouten(gemeente, geopend, elders) == [("zaak.url", "onbekend")]


def test_a_zaak_that_we_may_not_read_is_told_with_the_reason(gemeente: Gemeente, geopend: tuple[UUID, UUID]) -> None:
    gemeente.zaaksysteem.niet_gelezen = NietGelezen("HTTP 403", tijdelijk=False)
    assert _fouten(gemeente, geopend, OP_URL) == [("zaak.url", "geweigerd")]


def test_a_zaken_api_that_does_not_answer_may_be_asked_again_and_nothing_is_stored(
    gemeente: Gemeente, geopend: tuple[UUID, UUID]
) -> None:
    gemeente.zaaksysteem.niet_gelezen = GONE
    with pytest.raises(NietBeschikbaar):
        _koppel(gemeente, geopend)
    assert not gemeente.repos.zaken
    gemeente.zaaksysteem.niet_gelezen = None
    assert _koppel(gemeente, geopend).afhandeling.zaak in gemeente.repos.zaken


def test_a_repetition_is_answered_though_the_zaken_api_is_away(gemeente: Gemeente, geopend: tuple[UUID, UUID]) -> None:
    first = _koppel(gemeente, geopend)
    gemeente.zaaksysteem.niet_gelezen = GONE
    again = _koppel(gemeente, geopend)
    assert (again.afhandeling, again.records) == (first.afhandeling, None)
    with pytest.raises(SleutelHergebruikt):
        _koppel(gemeente, geopend, OP_URL)


def test_without_a_zaken_api_the_identificatie_is_kept_as_typed(gemeente: Gemeente, geopend: tuple[UUID, UUID]) -> None:
    _zonder_zaken_api(gemeente)
    _koppel(gemeente, geopend, Zaakkoppeling(Zaakverwijzing("Z-12 b")))
    (zaak,) = gemeente.repos.zaken.values()
    assert (zaak.bestaande_zaak, zaak.url, zaak.zaaktype, zaak.startdatum) == ("Z-12 b", "", "", None)


def test_without_a_zaken_api_a_url_cannot_be_checked(gemeente: Gemeente, geopend: tuple[UUID, UUID]) -> None:
    _zonder_zaken_api(gemeente)
    assert _fouten(gemeente, geopend, OP_URL) == [("zaak.url", "geen-zaaksysteem")]


def test_the_zaken_of_all_questions_are_looked_up_and_their_errors_come_together(
    gemeente: Gemeente, geopend: tuple[UUID, UUID]
) -> None:
    parts = [Deel("Een", OP_NUMMER, "zaakkoppeling"), Deel("Twee", OP_URL, "zaakkoppeling")]
    parts += [Deel(name, Zaakkoppeling(Zaakverwijzing(name)), "zaakkoppeling") for name in ("Drie", "Vier")]
    fields = [(f"delen.{number}.zaakkoppeling.zaak.identificatie", "onbekend") for number in (2, 3)]
    assert _fouten(gemeente, geopend, Splitsing(tuple(parts))) == fields
    _koppel(gemeente, geopend, Splitsing(tuple(parts[:2])))
    assert [each.url for each in gemeente.repos.zaken.values()] == [ZAAK.url] * 2


def test_a_klantcontact_that_is_stored_is_tied_later_on(gemeente: Gemeente, geopend: tuple[UUID, UUID]) -> None:
    gedaan = gemeente.handel_af(*geopend, ANNA, "s", GeenActieNodig("Bedankje")).afhandeling
    verzoek = Stapverzoek(op=gedaan.klantcontacten[0], medewerker=ANNA, idempotency_key="s", stap=OP_URL)
    gezet = gemeente.stappenzetter.zet(verzoek)
    gemeente.zaaksysteem.niet_gelezen = GONE
    assert gemeente.stappenzetter.zet(verzoek) == replace(gezet, records=None)
    (zaak,) = gemeente.repos.zaken.values()
    assert (zaak.bestaande_zaak, zaak.klantcontact) == (ZAAK.identificatie, gedaan.klantcontacten[0])
    assert gemeente.repos.klantcontact(gedaan.klantcontacten[0]).zaak is None
    with pytest.raises(NietBeschikbaar):
        gemeente.stappenzetter.zet(replace(verzoek, idempotency_key="anders"))


def test_nothing_is_made_elsewhere_and_the_documents_are_tied(gemeente: Gemeente, geopend: tuple[UUID, UUID]) -> None:
    _koppel(gemeente, geopend)
    (zaak,) = gemeente.repos.zaken.values()
    assert gemeente.registreerder.registreer(zaak) is Zaakresultaat.GEREGISTREERD
    assert gemeente.zaaksysteem.gevraagd == [(each, False) for each in zaak.informatieobjecten]
    klaar = gemeente.repos.zaak(zaak.identificatie)
    assert (klaar.status, klaar.url, klaar.gekoppeld) == (Zaakstatus.GEREGISTREERD, ZAAK.url, 2)
