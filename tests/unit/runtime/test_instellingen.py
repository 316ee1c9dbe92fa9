import pytest

from klantmail.domain.zaaktype import Vertrouwelijkheid
from klantmail.runtime.instellingen import Instellingen, OntbrekendeInstelling
from tests.support.aws import ENVIRONMENT


@pytest.mark.parametrize("name", ["TABEL", "POSTVAKKEN", "RSIN", "GENERATIE"])
def test_a_missing_or_empty_setting_fails_at_once(name: str) -> None:
    for variables in ({**ENVIRONMENT, name: ""}, {key: value for key, value in ENVIRONMENT.items() if key != name}):
        with pytest.raises(OntbrekendeInstelling, match=name):
            Instellingen.uit(variables)


@pytest.mark.parametrize(
    "origin", ["https://werkplek.gemeente.example", "https://a.example:8443", "http://localhost:5173", "http://127.0.0.1:*"]
)
def test_an_origin_is_taken_as_a_browser_names_it(origin: str) -> None:
    assert Instellingen.uit({**ENVIRONMENT, "HERKOMSTEN": origin}).origins == (origin,)


@pytest.mark.parametrize(
    "origin",
    ["*", "null", "http://werkplek.gemeente.example", "https://a.example/", "a.example", "https://a.example:*", "http://*:80"],
)
def test_what_is_no_origin_or_every_origin_fails_at_once(origin: str) -> None:
    with pytest.raises(ValueError, match="origin"):
        Instellingen.uit({**ENVIRONMENT, "HERKOMSTEN": origin})


@pytest.mark.parametrize(("text", "bevestigd"), [("", ()), ("info@gemeente.example", ("info@gemeente.example",)), ("*", None)])
def test_mail_to_some_postvakken_is_confirmed_or_to_all_of_them(text: str, bevestigd: tuple[str, ...] | None) -> None:
    settings = Instellingen.uit({**ENVIRONMENT, "BEVESTIGDE_POSTVAKKEN": text})
    assert settings.bevestigde_postvakken == (settings.postvakken if bevestigd is None else bevestigd)


def test_aliases_of_all_postvakken_are_read_from_both_lists() -> None:
    lijsten = {
        "ALIASSEN": "info@gemeente.example=balie@gemeente.example/contact@gemeente.example,burgerzaken@gemeente.example=",
        "MEER_ALIASSEN": "burgerzaken@gemeente.example=pas@gemeente.example",
    }
    read = Instellingen.uit(ENVIRONMENT | lijsten).aliassen
    assert read == ("balie@gemeente.example", "contact@gemeente.example", "pas@gemeente.example")
    assert Instellingen.uit(ENVIRONMENT | {"ALIASSEN": ",", "MEER_ALIASSEN": ","}).aliassen == ()


def test_the_confidentiality_of_a_zaaktype_is_its_own_or_that_of_all_others() -> None:
    zaaktypen = "Klacht=https://catalogi.example/1,Bezwaar=https://catalogi.example/2"
    read = Instellingen.uit(ENVIRONMENT | {"ZAAKTYPEN": zaaktypen, "ZAAKVERTROUWELIJKHEID": "*=intern,Bezwaar=vertrouwelijk"})
    assert [each.vertrouwelijkheid for each in read.zaaktypen] == [Vertrouwelijkheid.INTERN, Vertrouwelijkheid.VERTROUWELIJK]
    zonder = Instellingen.uit(ENVIRONMENT | {"ZAAKTYPEN": zaaktypen})
    assert [each.vertrouwelijkheid for each in zonder.zaaktypen] == [None, None]


@pytest.mark.parametrize("error", ["Klacht=supergeheim", "Klagt=vertrouwelijk", "vertrouwelijk"])
def test_a_confidentiality_that_is_none_or_of_no_zaaktype_fails_at_once(error: str) -> None:
    with pytest.raises(ValueError, match=error.split("=", maxsplit=1)[0] if "Klagt" in error else "not"):
        Instellingen.uit(ENVIRONMENT | {"ZAAKTYPEN": "Klacht=https://catalogi.example/1", "ZAAKVERTROUWELIJKHEID": error})
