"""The lists of a function, in Parameter Store in memory."""

import boto3
import pytest

from klantmail.adapters.aws import Sessie
from klantmail.adapters.ssm import met_lijsten
from klantmail.runtime.instellingen import Instellingen, OntbrekendeInstelling
from tests.support.aws import ENVIRONMENT, REGION, Functions, read_event

LISTS = "EENHEDEN=/klantmail/eenheden,ZAAKTYPEN=/klantmail/zaaktypen"

WITHOUT = {name: value for name, value in ENVIRONMENT.items() if name not in {"EENHEDEN", "ZAAKTYPEN"}}


def _bewaar(eenheden: str, zaaktypen: str) -> None:
    ssm = boto3.client("ssm", region_name=REGION)
    ssm.put_parameter(Name="/klantmail/eenheden", Value=eenheden, Type="String")
    ssm.put_parameter(Name="/klantmail/zaaktypen", Value=zaaktypen, Type="String")


def test_a_function_finds_its_lists_in_parameter_store(functions: Functions, monkeypatch: pytest.MonkeyPatch) -> None:
    _bewaar("Parken,Water", ",")
    monkeypatch.setenv("LIJSTEN", LISTS)
    monkeypatch.delenv("EENHEDEN")
    monkeypatch.delenv("ZAAKTYPEN")
    _, eenheden = functions.invoke_api("inrichting", read_event("api-eenheden"))
    assert [each["naam"] for each in eenheden["results"]] == ["Parken", "Water"]
    _, zaaktypen = functions.invoke_api("inrichting", read_event("api-zaaktypen"))
    assert zaaktypen["results"] == []


@pytest.mark.usefixtures("functions")
def test_lists_of_any_allowed_length_are_read_whole() -> None:
    lang = ",".join(f"Eenheid {number:04}" for number in range(315))
    assert len(lang) == 4094
    _bewaar(lang, "Klacht=https://catalogi.gemeente.example/1")
    read = Instellingen.uit(met_lijsten(WITHOUT | {"LIJSTEN": LISTS}, Sessie(REGION)))
    assert (len(read.eenheden), len(read.zaaktypen)) == (315, 1)


@pytest.mark.usefixtures("functions")
def test_a_list_that_is_not_there_fails_at_once() -> None:
    boto3.client("ssm", region_name=REGION).put_parameter(Name="/klantmail/eenheden", Value="Parken", Type="String")
    with pytest.raises(OntbrekendeInstelling, match=r"^/klantmail/zaaktypen: "):
        met_lijsten(ENVIRONMENT | {"LIJSTEN": LISTS}, Sessie(REGION))


@pytest.mark.parametrize("function", ["inzien", "beantwoorden", "taken", "doorzetten", "ontvangen"])
def test_an_alias_is_ours_before_any_mail_came_in_at_it(
    functions: Functions, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    ssm = boto3.client("ssm", region_name=REGION)
    for name, alias in (("aliassen", "balie"), ("meer-aliassen", "pas")):
        ssm.put_parameter(Name=f"/klantmail/{name}", Value=f"info@gemeente.example={alias}@gemeente.example", Type="String")
    monkeypatch.setenv("LIJSTEN", "ALIASSEN=/klantmail/aliassen,MEER_ALIASSEN=/klantmail/meer-aliassen")
    own = functions.load(function).wiring.eigen
    assert all(f"{name}@gemeente.example" in own for name in ("info", "Balie", "pas+label"))
    assert "jan@burger.example" not in own
