from datetime import date
from json import dumps
from uuid import UUID

import pytest

from klantmail.api.parameters import WerkvoorraadVerzoek
from klantmail.api.reader import lees_idempotent, lees_json, lees_onder_inzage, lees_parameters, lees_voorbeeld
from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.antwoord import AntwoordVerzoek
from klantmail.api.verzoeken.basis import MAX_ANTWOORD, LeegVerzoek
from klantmail.api.verzoeken.cijfers import CijferVerzoek
from klantmail.api.verzoeken.interne_taak import TaakVerzoek
from klantmail.api.verzoeken.standaardantwoorden import StandaardVerzoek
from klantmail.api.verzoeken.wooverzoek import WooVerzoek
from klantmail.api.verzoeken.zaken import ZaakHervatVerzoek
from klantmail.api.verzoeken.zoeken import ZoekVerzoek
from klantmail.domain.fouten import OngeldigeInvoer

INZAGE = "7d3f2f9e-0d8f-4d0c-9f4b-5b8f0f8a0001"


def test_a_good_answer_is_read() -> None:
    verzoek = lees_json(AntwoordVerzoek, f'{{"inzageId": "{INZAGE}", "inhoud": "Beste Jan", "onderwerp": "Uw vraag"}}')
    assert (verzoek.inzage_id, verzoek.inhoud, verzoek.onderwerp) == (UUID(INZAGE), "Beste Jan", "Uw vraag")


def test_all_errors_of_a_request_come_together_and_in_dutch() -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        lees_json(AntwoordVerzoek, '{"inzageId": "x", "onderwerp": "a\\r\\nBcc: b@c.example", "medewerker": "ik"}')
    assert {error.veld: error.reden for error in caught.value.fouten} == {
        "inzageId": "Dit is geen UUID.",
        "inhoud": "Dit veld is verplicht.",
        "onderwerp": "Vul hier leesbare tekst in.",
        "medewerker": "Dit veld bestaat niet.",
    }


@pytest.mark.parametrize("inhoud", ["", "  \n ", "x" * (MAX_ANTWOORD + 1)])
def test_an_answer_that_says_nothing_or_too_much_is_refused(inhoud: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_json(AntwoordVerzoek, dumps({"inzageId": INZAGE, "inhoud": inhoud}))


@pytest.mark.parametrize("text", ["{", "[]", '"tekst"', "null"])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_json(LeegVerzoek, text)


def test_no_body_at_all_reads_as_an_empty_one() -> None:
    assert lees_json(LeegVerzoek, None) == LeegVerzoek()


@pytest.mark.parametrize(
    ("vorm", "field", "value"),
    [
        (StandaardVerzoek, "vervallen", 0),
        (StandaardVerzoek, "vervallen", "true"),
        (ZoekVerzoek, "pageSize", "20"),
        (ZoekVerzoek, "pageSize", True),
        (ZoekVerzoek, "van", 1_795_510_800),
    ],
)
def test_a_value_that_merely_resembles_what_is_described_is_refused(vorm: type[Verzoek], field: str, value: object) -> None:
    """A JSON Schema knows no number in a string, and no moment in a number."""
    goed = {"naam": "Afspraak", "inhoud": "Kom langs."} if vorm is StandaardVerzoek else {}
    with pytest.raises(OngeldigeInvoer) as error:
        lees_json(vorm, dumps(goed | {field: value}))
    assert [each.veld for each in error.value.fouten] == [field]


def test_a_whole_number_may_be_written_with_a_point() -> None:
    assert lees_json(ZoekVerzoek, '{"pageSize": 20.0}').page_size == 20
    with pytest.raises(OngeldigeInvoer):
        lees_json(ZoekVerzoek, '{"pageSize": 20.5}')


def test_query_parameters_are_read_with_their_limits() -> None:
    assert lees_parameters(WerkvoorraadVerzoek, {"pageSize": "100", "status": "nieuw"}).page_size == 100
    for parameters in ({"pageSize": "0"}, {"pageSize": "101"}, {"pageSize": "tien"}, {"status": "weg"}, {"anders": "1"}):
        with pytest.raises(OngeldigeInvoer):
            lees_parameters(WerkvoorraadVerzoek, parameters)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        lees_json(ZoekVerzoek, '{"van": "2026-11-24T09:00:00"}')
    assert "tijdzone" in caught.value.fouten[0].reden


FAR_DAYS = ("0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31")
GOOD = f'{{"inzageId": "{INZAGE}", "inhoud": "Beste Jan"}}'


@pytest.mark.parametrize("field", ["van", "tot"])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "1899-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00"])
def test_a_time_so_early_or_late_that_nothing_can_be_reckoned_from_it_is_refused(field: str, moment: str) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        lees_json(ZoekVerzoek, dumps({field: moment}))
    assert [(each.veld, each.code) for each in error.value.fouten] == [(field, "moment-buiten-bereik")]


@pytest.mark.parametrize(("vorm", "field"), [(CijferVerzoek, "van"), (CijferVerzoek, "tot"), (WerkvoorraadVerzoek, "dag")])
@pytest.mark.parametrize("dag", FAR_DAYS)
def test_a_day_in_a_url_from_which_nothing_can_be_reckoned_is_refused(vorm: type[Verzoek], field: str, dag: str) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        lees_parameters(vorm, {field: dag})
    assert [(each.veld, each.code) for each in error.value.fouten] == [(field, "datum-buiten-bereik")]


@pytest.mark.parametrize(("vorm", "field"), [(WooVerzoek, "van"), (WooVerzoek, "tot"), (TaakVerzoek, "uiterlijk")])
@pytest.mark.parametrize("dag", FAR_DAYS)
def test_a_day_in_a_body_from_which_nothing_can_be_reckoned_is_refused(vorm: type[Verzoek], field: str, dag: str) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        lees_json(vorm, dumps({field: dag}))
    assert (field, "datum-buiten-bereik") in [(each.veld, each.code) for each in error.value.fouten]


def test_the_first_and_the_last_day_are_read() -> None:
    verzoek = lees_parameters(CijferVerzoek, {"van": "1900-01-01", "tot": "2999-12-31"})
    assert (verzoek.van, verzoek.tot) == (date(1900, 1, 1), date(2999, 12, 31))


def test_the_inzage_is_the_key_when_there_is_no_idempotency_key() -> None:
    assert lees_onder_inzage(AntwoordVerzoek, GOOD, {})[1] == INZAGE
    assert lees_onder_inzage(AntwoordVerzoek, GOOD, {"Idempotency-Key": "mijn-sleutel"})[1] == "mijn-sleutel"


def test_a_preview_needs_no_key_and_takes_that_of_the_mail() -> None:
    assert lees_voorbeeld(AntwoordVerzoek, GOOD, {})[1] == ""
    assert lees_voorbeeld(AntwoordVerzoek, GOOD, {"Idempotency-Key": "mijn-sleutel"})[1] == "mijn-sleutel"
    with pytest.raises(OngeldigeInvoer):  # so none is mixed up with none at all
        lees_voorbeeld(AntwoordVerzoek, GOOD, {"Idempotency-Key": ""})


@pytest.mark.parametrize("key", ["", "x" * 256, "é", "a\tb"])
def test_a_key_that_cannot_be_one_is_refused(key: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_onder_inzage(AntwoordVerzoek, GOOD, {"Idempotency-Key": key})


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "x" * 256}])
def test_what_is_wrong_with_the_body_and_with_the_key_comes_together(headers: dict[str, str]) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        lees_idempotent(AntwoordVerzoek, '{"inhoud": " "}', headers)
    assert {error.veld for error in caught.value.fouten} == {"inhoud", "inzageId", "Idempotency-Key"}
    (key,) = [error.code for error in caught.value.fouten if error.veld == "Idempotency-Key"]
    assert key == ("ongeldig" if headers else "missing")


@pytest.mark.parametrize("url", ["http://\x06é", "https://zaken.example/a b", "https://zaken.example/%zz", "https:///zaken"])
def test_an_address_of_a_zaak_that_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        lees_json(ZaakHervatVerzoek, dumps({"keuze": "is_geregistreerd", "url": url}))
    assert [each.veld for each in error.value.fouten] == ["url"]
    assert lees_json(ZaakHervatVerzoek, '{"keuze": "is_geregistreerd", "url": "https://zaken.example:8443/zaken/1?a=%20"}').url
