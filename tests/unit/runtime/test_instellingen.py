import pytest

from klantmail.domain.zaaktype import Vertrouwelijkheid
from klantmail.runtime.instellingen import Instellingen, OntbrekendeInstelling
from tests.support.aws import OMGEVING


@pytest.mark.parametrize("naam", ["TABEL", "POSTVAKKEN", "RSIN", "GENERATIE"])
def test_a_missing_or_empty_setting_fails_at_once(naam: str) -> None:
    for omgeving in ({**OMGEVING, naam: ""}, {key: waarde for key, waarde in OMGEVING.items() if key != naam}):
        with pytest.raises(OntbrekendeInstelling, match=naam):
            Instellingen.uit(omgeving)


@pytest.mark.parametrize(
    "herkomst", ["https://werkplek.gemeente.example", "https://a.example:8443", "http://localhost:5173", "http://127.0.0.1:*"]
)
def test_an_origin_is_taken_as_a_browser_names_it(herkomst: str) -> None:
    assert Instellingen.uit({**OMGEVING, "HERKOMSTEN": herkomst}).herkomsten == (herkomst,)


@pytest.mark.parametrize(
    "herkomst",
    ["*", "null", "http://werkplek.gemeente.example", "https://a.example/", "a.example", "https://a.example:*", "http://*:80"],
)
def test_what_is_no_origin_or_every_origin_fails_at_once(herkomst: str) -> None:
    with pytest.raises(ValueError, match="origin"):
        Instellingen.uit({**OMGEVING, "HERKOMSTEN": herkomst})


@pytest.mark.parametrize(("tekst", "bevestigd"), [("", ()), ("info@gemeente.example", ("info@gemeente.example",)), ("*", None)])
def test_mail_to_some_postvakken_is_confirmed_or_to_all_of_them(tekst: str, bevestigd: tuple[str, ...] | None) -> None:
    instellingen = Instellingen.uit({**OMGEVING, "BEVESTIGDE_POSTVAKKEN": tekst})
    assert instellingen.bevestigde_postvakken == (instellingen.postvakken if bevestigd is None else bevestigd)


def test_aliases_of_all_postvakken_are_read_from_both_lists() -> None:
    lijsten = {
        "ALIASSEN": "info@gemeente.example=balie@gemeente.example/contact@gemeente.example,burgerzaken@gemeente.example=",
        "MEER_ALIASSEN": "burgerzaken@gemeente.example=pas@gemeente.example",
    }
    gelezen = Instellingen.uit(OMGEVING | lijsten).aliassen
    assert gelezen == ("balie@gemeente.example", "contact@gemeente.example", "pas@gemeente.example")
    assert Instellingen.uit(OMGEVING | {"ALIASSEN": ",", "MEER_ALIASSEN": ","}).aliassen == ()


def test_the_confidentiality_of_a_zaaktype_is_its_own_or_that_of_all_others() -> None:
    zaaktypen = "Klacht=https://catalogi.example/1,Bezwaar=https://catalogi.example/2"
    gelezen = Instellingen.uit(OMGEVING | {"ZAAKTYPEN": zaaktypen, "ZAAKVERTROUWELIJKHEID": "*=intern,Bezwaar=vertrouwelijk"})
    assert [een.vertrouwelijkheid for een in gelezen.zaaktypen] == [Vertrouwelijkheid.INTERN, Vertrouwelijkheid.VERTROUWELIJK]
    zonder = Instellingen.uit(OMGEVING | {"ZAAKTYPEN": zaaktypen})
    assert [een.vertrouwelijkheid for een in zonder.zaaktypen] == [None, None]


@pytest.mark.parametrize("fout", ["Klacht=supergeheim", "Klagt=vertrouwelijk", "vertrouwelijk"])
def test_a_confidentiality_that_is_none_or_of_no_zaaktype_fails_at_once(fout: str) -> None:
    with pytest.raises(ValueError, match=fout.split("=", maxsplit=1)[0] if "Klagt" in fout else "not"):
        Instellingen.uit(OMGEVING | {"ZAAKTYPEN": "Klacht=https://catalogi.example/1", "ZAAKVERTROUWELIJKHEID": fout})
