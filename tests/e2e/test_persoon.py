"""The right person, over SMTP and HTTP: who wrote, whom an answer goes to, and what the agent is told about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any
from uuid import uuid4

import boto3
import httpx

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town, plain_text


def _mail(town: Town, afzender: str, *, envelop: str | None = None, **koppen: str) -> dict[str, Any]:
    """Have somebody send a mail with these headers, and return the e-mailbericht, once it was read."""
    gewoon = {"from": afzender, "to": town.postvak, "subject": "Vraag", "message-id": f"<{uuid4()}@burger.example>"}
    lines = [f"{name}: {value}" for name, value in {**gewoon, **{n.replace("_", "-"): w for n, w in koppen.items()}}.items()]
    town.client.send_mail(("\r\n".join(lines) + "\r\n\r\nWanneer kan dat?\r\n").encode(), [town.postvak], envelop or afzender)
    path = f"/emailberichten/{town.ontvangen(afzender)['identificatie']}"

    def gelezen() -> dict[str, Any] | None:
        bericht: dict[str, Any] = town.anna.get(path).raise_for_status().json()
        return bericht if bericht["ontleding"] == "gereed" else None

    return wait_for(gelezen, "a mail that was read")


def _open(town: Town, bericht: dict[str, Any]) -> dict[str, Any]:
    geopend: dict[str, Any] = (
        town.anna.post(f"/emailberichten/{bericht['identificatie']}/inzage", json={}).raise_for_status().json()
    )
    return geopend


def _antwoord(town: Town, geopend: dict[str, Any], **fields: Any) -> httpx.Response:
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/antwoord"
    return town.anna.post(path, json={"inzageId": geopend["inzageId"], "inhoud": "Dat kan.", **fields})


def _adres(name: str) -> str:
    return f"{name}-{uuid4().hex[:12]}@burger.example"


def _fouten(antwoord: httpx.Response) -> list[tuple[str, str]]:
    assert antwoord.status_code == 400, antwoord.text
    return [(each["name"], each["code"]) for each in antwoord.json()["invalidParams"]]


def test_an_answer_goes_to_the_first_address_that_works_and_the_others_are_shown(town: Town) -> None:
    jan, els = _adres("jan"), _adres("els")
    geopend = _open(town, _mail(town, jan, reply_to=f"{town.postvak}, els, {els}"))
    assert geopend["antwoordadres"] == {"naam": "", "adres": els}
    assert [(each["adres"], each["herkomst"], each["bezwaar"]) for each in geopend["antwoordadressen"]] == [
        (els, "reply-to", None),
        (jan, "from", None),
        (town.postvak, "reply-to", "eigen-postvak"),
        ("els", "reply-to", "ongeldig"),
    ]
    gedaan = _antwoord(town, geopend).raise_for_status().json()
    assert town.verzending(gedaan["verzending"]["identificatie"], "verzonden")["ontvangers"][0]["adres"] == els


def test_an_alias_is_ours_before_any_mail_came_in_at_it(town: Town) -> None:
    balie, jan = "balie@gemeente.example", _adres("jan")
    with _aliassen(town, f"{town.postvak}={balie}"):
        geopend = _open(town, _mail(town, jan, reply_to=balie, cc=balie))
        assert geopend["antwoordadres"] == {"naam": "", "adres": jan}
        assert [(each["adres"], each["bezwaar"]) for each in geopend["antwoordadressen"]] == [
            (jan, None),
            (balie, "eigen-postvak"),
        ]
        assert _fouten(_antwoord(town, geopend, aan=[balie], anderAdresBevestigd=True)) == [("aan.0", "eigen-postvak")]
        gedaan = _antwoord(town, geopend, allen=True).raise_for_status().json()
        assert [each["adres"] for each in gedaan["klantcontacten"][1]["ontvangers"]] == [jan]


@contextmanager
def _aliassen(town: Town, value: str) -> Iterator[None]:
    """Give the parameter of the stack this value. The functions that answer start anew, as after a deployment."""
    aws, functions = town.client.details["aws"], town.environment.aws.functions
    ssm = boto3.client(
        "ssm",
        endpoint_url=aws["endpoint"],
        region_name=aws["region"],
        aws_access_key_id=aws["accessKeyId"],
        aws_secret_access_key=aws["secretAccessKey"],
    )
    names = [town.function(each) for each in ("Inzien", "Beantwoorden")]
    variables = {name: functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"] for name in names}
    (parameter,) = re.findall(r"MEER_ALIASSEN=([^,]+)", variables[names[0]]["LIJSTEN"])
    before = ssm.get_parameter(Name=parameter)["Parameter"]["Value"]

    def zet(new: str) -> None:
        ssm.put_parameter(Name=parameter, Value=new, Type="String", Overwrite=True)
        for name in names:
            functions.update_function_configuration(
                FunctionName=name, Environment={"Variables": variables[name] | {"UITGEROLD": str(uuid4())}}
            )

    zet(value)
    try:
        yield
    finally:
        zet(before)


def test_an_agent_types_another_address_and_confirms_it(town: Town) -> None:
    collega, burger = _adres("collega"), _adres("burger")
    geopend = _open(town, _mail(town, collega, subject="FW: Vraag"))
    assert _fouten(_antwoord(town, geopend, aan=[burger], cc=["niets"], inhoud="Beste {{naam}}")) == [
        ("aan.0", "niet-bevestigd"),
        ("cc.0", "adres-ongeldig"),
        ("inhoud", "niet-ingevuld"),
    ]
    gedaan = _antwoord(town, geopend, aan=[burger], anderAdresBevestigd=True).raise_for_status().json()
    assert gedaan["klantcontacten"][1]["ontvangers"] == [{"adres": burger, "soort": "aan", "anderAdres": True}]
    town.verzending(gedaan["verzending"]["identificatie"], "verzonden")
    (path,) = town.sent_to(burger)
    assert message_from_bytes(path.read_bytes(), policy=policy.default)["To"] == burger
    found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": burger}).raise_for_status().json()
    assert [each["identificatie"] for each in found["results"]] == [gedaan["klantcontacten"][1]["identificatie"]]


def test_to_and_cc_are_told_and_everybody_but_ourselves_gets_the_answer(town: Town) -> None:
    jan, els, piet = _adres("jan"), _adres("els"), _adres("piet")
    mail = _mail(town, jan, to=f"{els}", cc=f"Info <{town.postvak}>, {piet}", date="Tue, 24 Nov 2026 09:55:00 +0100")
    geopend = _open(town, mail)
    assert geopend["aan"] == [{"naam": "", "adres": els}]
    assert geopend["cc"] == [{"naam": "Info", "adres": town.postvak}, {"naam": "", "adres": piet}]
    assert (geopend["aantalAan"], geopend["aantalCc"], geopend["ontvangenAls"]) == (1, 2, "cc")
    assert geopend["geschrevenOp"] == "2026-11-24T08:55:00.000Z"
    velen = [f"u{number}@burger.example" for number in range(50)]
    assert _fouten(_antwoord(town, geopend, cc=velen, anderAdresBevestigd=True)) == [("aan", "te-veel")]

    gedaan = _antwoord(town, geopend, allen=True).raise_for_status().json()
    vraag, antwoord = gedaan["klantcontacten"]
    expected = [(jan, "aan"), (els, "aan"), (piet, "cc")]
    assert vraag["ontvangers"] == []
    assert [(each["adres"], each["soort"]) for each in antwoord["ontvangers"]] == expected
    verzending = gedaan["verzending"]["identificatie"]
    assert antwoord["verzending"] == verzending
    bezorgd = town.bezorgd(verzending)
    assert [(each["adres"], each["soort"], each["stand"]) for each in bezorgd["ontvangers"]] == [
        (adres, kind, "bezorgd") for adres, kind in expected
    ]
    read = town.anna.get(f"/klantcontacten/{antwoord['identificatie']}").raise_for_status().json()
    assert (read["bezorging"], read["verzendstatus"]) == (bezorgd["ontvangers"], "verzonden")
    (uit,) = town.sent_to(piet)
    mail_uit = message_from_bytes(uit.read_bytes(), policy=policy.default)
    assert (mail_uit["To"], mail_uit["Cc"]) == (f"{jan}, {els}", piet)


def test_an_agent_is_warned_of_who_may_not_be_who_they_seem(town: Town) -> None:
    def waarschuwingen(afzender: str, **headers: str) -> list[str]:
        found: list[str] = _open(town, _mail(town, afzender, **headers))["waarschuwingen"]
        return found

    known = _adres("bekend")
    first = waarschuwingen(known)
    assert [each for each in first if "nog geen contact" in each] == first != []
    assert any("mailinglijst" in each for each in waarschuwingen(_adres("lid"), list_id="<club.example>"))
    assert any("niemand leest" in each for each in waarschuwingen(f"no-reply-{uuid4().hex}@winkel.example"))
    vals = _adres("vals")
    assert any("adres van ons" in each for each in waarschuwingen(vals, **{"from": f'"{town.postvak}" <{vals}>'}))
    assert any("alleen in Cc" in each for each in waarschuwingen(_adres("cc"), to="els@burger.example", cc=town.postvak))


def test_a_citizen_who_filled_in_a_web_form_is_who_asks_and_sees_nothing_of_others(town: Town) -> None:
    els, piet = _adres("els"), _adres("piet")

    def ingevuld(burger: str) -> dict[str, Any]:
        return _mail(town, f"no-reply-{uuid4().hex}@web.example", reply_to=burger)

    one = _open(town, ingevuld(f"Els Smit <{els}>"))
    assert one["emailbericht"]["betrokkene"] == one["antwoordadres"] == {"naam": "Els Smit", "adres": els}
    gedaan = _antwoord(town, one, inhoud="Beste {{afzender}}").raise_for_status().json()
    assert gedaan["klantcontacten"][1]["inhoud"] == "Beste Els Smit"
    found = town.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": els}).raise_for_status().json()
    assert len(found["results"]) == 2

    def eerdere(burger: str) -> int:
        path = f"/emailberichten/{ingevuld(burger)['identificatie']}/samenhang"
        return len(town.anna.get(path).raise_for_status().json()["zelfdeAfzender"]["results"])

    assert eerdere(piet) == 0
    assert eerdere(els) == 2


def _afsluiting(town: Town, geopend: dict[str, Any], kind: str) -> None:
    path = f"/emailberichten/{geopend['emailbericht']['identificatie']}/afsluiting"
    town.anna.post(path, json={"inzageId": geopend["inzageId"], "soort": kind, "reden": "Spam"}).raise_for_status()


def test_the_same_mail_in_two_postvakken_is_answered_twice_only_when_that_is_confirmed(town: Town) -> None:
    jan, other = _adres("jan"), str(town.client.details["postvakken"][1])
    mail = (
        f"From: {jan}\r\nTo: {town.postvak}, {other}\r\nSubject: Vraag\r\nMessage-ID: <{uuid4()}@burger.example>\r\n\r\n"
        "Wanneer?\r\n"
    ).encode()
    town.client.send_mail(mail, [town.postvak], jan)
    town.client.send_mail(mail, [other], jan)
    one, two = town.ontvangen(jan), town.ontvangen(jan, other)

    def zegt_het() -> bool:
        paths = [f"/emailberichten/{bericht['identificatie']}" for bericht in (one, two)]
        return all(town.anna.get(path).raise_for_status().json()["dubbelen"] for path in paths)

    wait_for(zegt_het, "two mails that know of each other")
    town.bram.post(f"/emailberichten/{two['identificatie']}/inzage", json={}).raise_for_status()
    geopend = _open(town, one)
    (dubbel,) = geopend["dubbelen"]
    assert (dubbel["identificatie"], dubbel["postvak"], dubbel["status"]) == (two["identificatie"], other, "in_behandeling")
    assert dubbel["behandelaar"]["medewerker"] == town.client.details["medewerkers"][1]["medewerker"]
    assert any("vaker binnengekomen" in sentence for sentence in geopend["waarschuwingen"])
    _antwoord(town, geopend).raise_for_status()

    inzage = town.bram.post(f"/emailberichten/{two['identificatie']}/inzage", json={}).raise_for_status().json()
    assert inzage["dubbelen"][0]["afgehandeldAls"] == "antwoord"
    verzoek = {"inzageId": inzage["inzageId"], "inhoud": "Dat kan ook."}
    geweigerd = town.bram.post(f"/emailberichten/{two['identificatie']}/antwoord", json=verzoek)
    assert (geweigerd.status_code, geweigerd.json()["type"]) == (409, "urn:klantmail:probleem:elders-afgehandeld")
    bevestigd = town.bram.post(f"/emailberichten/{two['identificatie']}/antwoord", json={**verzoek, "dubbelBevestigd": True})
    assert bevestigd.status_code == 201


def test_an_addition_to_ones_own_mail_joins_it_and_open_mail_is_shown(town: Town) -> None:
    jan, eerste_id = _adres("jan"), f"<{uuid4()}@burger.example>"
    first = _mail(town, jan, message_id=eerste_id)
    mail = (
        f"From: {jan}\r\nTo: {town.postvak}\r\nSubject: Re: Vraag\r\nIn-Reply-To: {eerste_id}\r\n\r\nEn op zaterdag?\r\n".encode()
    )
    town.client.send_mail(mail, [town.postvak], jan)

    def open_mail() -> list[dict[str, Any]]:
        read = town.anna.get(f"/emailberichten/{first['identificatie']}/samenhang").raise_for_status().json()
        found: list[dict[str, Any]] = read["openMail"]
        return found

    (second,) = wait_for(open_mail, "the other open mail")
    assert (second["gesprek"], second["onderwerp"]) == (first["identificatie"], "Re: Vraag")
    geopend = town.anna.post(f"/emailberichten/{second['identificatie']}/inzage", json={}).raise_for_status().json()
    _afsluiting(town, geopend, "geen_actie_nodig")
    assert open_mail() == []


def test_a_mail_that_lost_its_headers_is_tied_by_the_mark_in_ours(town: Town) -> None:
    jan, els = _adres("jan"), _adres("els")
    gedaan = _antwoord(town, _open(town, _mail(town, jan))).raise_for_status().json()
    vraag, antwoord = gedaan["klantcontacten"]
    town.verzending(gedaan["verzending"]["identificatie"], "verzonden")
    (path,) = town.sent_to(jan)
    text = plain_text(message_from_bytes(path.read_bytes(), policy=policy.default))
    kenmerk = next(line for line in text.splitlines() if line.startswith("Kenmerk: KM-")).removeprefix("Kenmerk: ")

    def schrijft(van: str) -> dict[str, Any]:
        return _mail(town, van, subject=f"[EXTERN] Vraag [{kenmerk}]", message_id=f"<{uuid4()}@ander.example>")

    assert town.anna.post(f"/emailberichten/{(v := schrijft(els))['identificatie']}/inzage", json={}).status_code == 201
    assert (v["antwoordOp"], v["mogelijkAntwoordOp"]) == ([], antwoord["identificatie"])
    back = schrijft(jan)
    assert (back["gesprek"], back["antwoordOp"]) == (vraag["gesprek"], [antwoord["identificatie"]])
    assert (back["onderwerpGewijzigd"], back["mogelijkAntwoordOp"]) == (False, None)
