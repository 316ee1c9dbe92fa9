"""The lists of a function, in Parameter Store in memory."""

import boto3
import pytest

from klantmail.adapters.ssm import met_lijsten
from klantmail.runtime.instellingen import Instellingen, OntbrekendeInstelling
from tests.support.aws import OMGEVING, REGIO, Functies, gebeurtenis

LIJSTEN = "EENHEDEN=/klantmail/eenheden,ZAAKTYPEN=/klantmail/zaaktypen"

ZONDER = {naam: waarde for naam, waarde in OMGEVING.items() if naam not in {"EENHEDEN", "ZAAKTYPEN"}}


def _bewaar(eenheden: str, zaaktypen: str) -> None:
    ssm = boto3.client("ssm", region_name=REGIO)
    ssm.put_parameter(Name="/klantmail/eenheden", Value=eenheden, Type="String")
    ssm.put_parameter(Name="/klantmail/zaaktypen", Value=zaaktypen, Type="String")


def test_a_function_finds_its_lists_in_parameter_store(functies: Functies, monkeypatch: pytest.MonkeyPatch) -> None:
    _bewaar("Parken,Water", ",")
    monkeypatch.setenv("LIJSTEN", LIJSTEN)
    monkeypatch.delenv("EENHEDEN")
    monkeypatch.delenv("ZAAKTYPEN")
    _, eenheden = functies.roep_api("inrichting", gebeurtenis("api-eenheden"))
    assert [een["naam"] for een in eenheden["results"]] == ["Parken", "Water"]
    _, zaaktypen = functies.roep_api("inrichting", gebeurtenis("api-zaaktypen"))
    assert zaaktypen["results"] == []


@pytest.mark.usefixtures("functies")
def test_lists_of_any_allowed_length_are_read_whole() -> None:
    lang = ",".join(f"Eenheid {nummer:04}" for nummer in range(315))
    assert len(lang) == 4094
    _bewaar(lang, "Klacht=https://catalogi.gemeente.example/1")
    gelezen = Instellingen.uit(met_lijsten(ZONDER | {"LIJSTEN": LIJSTEN}))
    assert (len(gelezen.eenheden), len(gelezen.zaaktypen)) == (315, 1)


@pytest.mark.usefixtures("functies")
def test_a_list_that_is_not_there_fails_at_once() -> None:
    with pytest.raises(OntbrekendeInstelling, match="zaaktypen"):
        met_lijsten(OMGEVING | {"LIJSTEN": LIJSTEN})


def test_a_function_without_lists_asks_nothing() -> None:
    assert met_lijsten(OMGEVING) is OMGEVING


@pytest.mark.parametrize("functie", ["inzien", "beantwoorden", "taken", "doorzetten", "ontvangen"])
def test_an_alias_is_ours_before_any_mail_came_in_at_it(
    functies: Functies, monkeypatch: pytest.MonkeyPatch, functie: str
) -> None:
    ssm = boto3.client("ssm", region_name=REGIO)
    for naam, alias in (("aliassen", "balie"), ("meer-aliassen", "pas")):
        ssm.put_parameter(Name=f"/klantmail/{naam}", Value=f"info@gemeente.example={alias}@gemeente.example", Type="String")
    monkeypatch.setenv("LIJSTEN", "ALIASSEN=/klantmail/aliassen,MEER_ALIASSEN=/klantmail/meer-aliassen")
    eigen = functies.laad(functie).wiring.eigen
    assert all(f"{naam}@gemeente.example" in eigen for naam in ("info", "Balie", "pas+label"))
    assert "jan@burger.example" not in eigen
