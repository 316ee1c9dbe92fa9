"""The right person, over SMTP and HTTP: who wrote, whom an answer goes to, and what the agent is told about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any
from uuid import uuid4

import boto3
import httpx

from klantmail_local.client import wacht_op
from tests.e2e.conftest import Stad, platte_tekst


def _mail(stad: Stad, afzender: str, *, envelop: str | None = None, **koppen: str) -> dict[str, Any]:
    """Have somebody send a mail with these headers, and return the e-mailbericht, once it was read."""
    gewoon = {"from": afzender, "to": stad.postvak, "subject": "Vraag", "message-id": f"<{uuid4()}@burger.example>"}
    regels = [f"{naam}: {waarde}" for naam, waarde in {**gewoon, **{n.replace("_", "-"): w for n, w in koppen.items()}}.items()]
    stad.client.stuur_mail(("\r\n".join(regels) + "\r\n\r\nWanneer kan dat?\r\n").encode(), [stad.postvak], envelop or afzender)
    pad = f"/emailberichten/{stad.ontvangen(afzender)['identificatie']}"

    def gelezen() -> dict[str, Any] | None:
        bericht: dict[str, Any] = stad.anna.get(pad).raise_for_status().json()
        return bericht if bericht["ontleding"] == "gereed" else None

    return wacht_op(gelezen, "a mail that was read")


def _open(stad: Stad, bericht: dict[str, Any]) -> dict[str, Any]:
    geopend: dict[str, Any] = (
        stad.anna.post(f"/emailberichten/{bericht['identificatie']}/inzage", json={}).raise_for_status().json()
    )
    return geopend


def _antwoord(stad: Stad, geopend: dict[str, Any], **velden: Any) -> httpx.Response:
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/antwoord"
    return stad.anna.post(pad, json={"inzageId": geopend["inzageId"], "inhoud": "Dat kan.", **velden})


def _adres(naam: str) -> str:
    return f"{naam}-{uuid4().hex[:12]}@burger.example"


def _fouten(antwoord: httpx.Response) -> list[tuple[str, str]]:
    assert antwoord.status_code == 400, antwoord.text
    return [(een["name"], een["code"]) for een in antwoord.json()["invalidParams"]]


def test_an_answer_goes_to_the_first_address_that_works_and_the_others_are_shown(stad: Stad) -> None:
    jan, els = _adres("jan"), _adres("els")
    geopend = _open(stad, _mail(stad, jan, reply_to=f"{stad.postvak}, els, {els}"))
    assert geopend["antwoordadres"] == {"naam": "", "adres": els}
    assert [(een["adres"], een["herkomst"], een["bezwaar"]) for een in geopend["antwoordadressen"]] == [
        (els, "reply-to", None),
        (jan, "from", None),
        (stad.postvak, "reply-to", "eigen-postvak"),
        ("els", "reply-to", "ongeldig"),
    ]
    gedaan = _antwoord(stad, geopend).raise_for_status().json()
    assert stad.verzending(gedaan["verzending"]["identificatie"], "verzonden")["ontvangers"][0]["adres"] == els


def test_an_alias_is_ours_before_any_mail_came_in_at_it(stad: Stad) -> None:
    balie, jan = "balie@gemeente.example", _adres("jan")
    with _aliassen(stad, f"{stad.postvak}={balie}"):
        geopend = _open(stad, _mail(stad, jan, reply_to=balie, cc=balie))
        assert geopend["antwoordadres"] == {"naam": "", "adres": jan}
        assert [(een["adres"], een["bezwaar"]) for een in geopend["antwoordadressen"]] == [(jan, None), (balie, "eigen-postvak")]
        assert _fouten(_antwoord(stad, geopend, aan=[balie], anderAdresBevestigd=True)) == [("aan.0", "eigen-postvak")]
        gedaan = _antwoord(stad, geopend, allen=True).raise_for_status().json()
        assert [een["adres"] for een in gedaan["klantcontacten"][1]["ontvangers"]] == [jan]


@contextmanager
def _aliassen(stad: Stad, waarde: str) -> Iterator[None]:
    """Give the parameter of the stack this value. The functions that answer start anew, as after a deployment."""
    aws, functies = stad.client.gegevens["aws"], stad.omgeving.aws.functies
    ssm = boto3.client(
        "ssm",
        endpoint_url=aws["endpoint"],
        region_name=aws["region"],
        aws_access_key_id=aws["accessKeyId"],
        aws_secret_access_key=aws["secretAccessKey"],
    )
    namen = [stad.functie(een) for een in ("Inzien", "Beantwoorden")]
    variabelen = {naam: functies.get_function_configuration(FunctionName=naam)["Environment"]["Variables"] for naam in namen}
    (parameter,) = re.findall(r"MEER_ALIASSEN=([^,]+)", variabelen[namen[0]]["LIJSTEN"])
    vooraf = ssm.get_parameter(Name=parameter)["Parameter"]["Value"]

    def zet(nieuw: str) -> None:
        ssm.put_parameter(Name=parameter, Value=nieuw, Type="String", Overwrite=True)
        for naam in namen:
            functies.update_function_configuration(
                FunctionName=naam, Environment={"Variables": variabelen[naam] | {"UITGEROLD": str(uuid4())}}
            )

    zet(waarde)
    try:
        yield
    finally:
        zet(vooraf)


def test_an_agent_types_another_address_and_confirms_it(stad: Stad) -> None:
    collega, burger = _adres("collega"), _adres("burger")
    geopend = _open(stad, _mail(stad, collega, subject="FW: Vraag"))
    assert _fouten(_antwoord(stad, geopend, aan=[burger], cc=["niets"], inhoud="Beste {{naam}}")) == [
        ("aan.0", "niet-bevestigd"),
        ("cc.0", "adres-ongeldig"),
        ("inhoud", "niet-ingevuld"),
    ]
    gedaan = _antwoord(stad, geopend, aan=[burger], anderAdresBevestigd=True).raise_for_status().json()
    assert gedaan["klantcontacten"][1]["ontvangers"] == [{"adres": burger, "soort": "aan", "anderAdres": True}]
    stad.verzending(gedaan["verzending"]["identificatie"], "verzonden")
    (pad,) = stad.verstuurd_aan(burger)
    assert message_from_bytes(pad.read_bytes(), policy=policy.default)["To"] == burger
    gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": burger}).raise_for_status().json()
    assert [een["identificatie"] for een in gevonden["results"]] == [gedaan["klantcontacten"][1]["identificatie"]]


def test_to_and_cc_are_told_and_everybody_but_ourselves_gets_the_answer(stad: Stad) -> None:
    jan, els, piet = _adres("jan"), _adres("els"), _adres("piet")
    mail = _mail(stad, jan, to=f"{els}", cc=f"Info <{stad.postvak}>, {piet}", date="Tue, 24 Nov 2026 09:55:00 +0100")
    geopend = _open(stad, mail)
    assert geopend["aan"] == [{"naam": "", "adres": els}]
    assert geopend["cc"] == [{"naam": "Info", "adres": stad.postvak}, {"naam": "", "adres": piet}]
    assert (geopend["aantalAan"], geopend["aantalCc"], geopend["ontvangenAls"]) == (1, 2, "cc")
    assert geopend["geschrevenOp"] == "2026-11-24T08:55:00.000Z"
    velen = [f"u{nummer}@burger.example" for nummer in range(50)]
    assert _fouten(_antwoord(stad, geopend, cc=velen, anderAdresBevestigd=True)) == [("aan", "te-veel")]

    gedaan = _antwoord(stad, geopend, allen=True).raise_for_status().json()
    vraag, antwoord = gedaan["klantcontacten"]
    verwacht = [(jan, "aan"), (els, "aan"), (piet, "cc")]
    assert vraag["ontvangers"] == []
    assert [(een["adres"], een["soort"]) for een in antwoord["ontvangers"]] == verwacht
    verzending = gedaan["verzending"]["identificatie"]
    assert antwoord["verzending"] == verzending
    bezorgd = stad.bezorgd(verzending)
    assert [(een["adres"], een["soort"], een["stand"]) for een in bezorgd["ontvangers"]] == [
        (adres, soort, "bezorgd") for adres, soort in verwacht
    ]
    gelezen = stad.anna.get(f"/klantcontacten/{antwoord['identificatie']}").raise_for_status().json()
    assert (gelezen["bezorging"], gelezen["verzendstatus"]) == (bezorgd["ontvangers"], "verzonden")
    (uit,) = stad.verstuurd_aan(piet)
    mail_uit = message_from_bytes(uit.read_bytes(), policy=policy.default)
    assert (mail_uit["To"], mail_uit["Cc"]) == (f"{jan}, {els}", piet)


def test_an_agent_is_warned_of_who_may_not_be_who_they_seem(stad: Stad) -> None:
    def waarschuwingen(afzender: str, **koppen: str) -> list[str]:
        gevonden: list[str] = _open(stad, _mail(stad, afzender, **koppen))["waarschuwingen"]
        return gevonden

    bekend = _adres("bekend")
    eerste = waarschuwingen(bekend)
    assert [een for een in eerste if "nog geen contact" in een] == eerste != []
    assert any("mailinglijst" in een for een in waarschuwingen(_adres("lid"), list_id="<club.example>"))
    assert any("niemand leest" in een for een in waarschuwingen(f"no-reply-{uuid4().hex}@winkel.example"))
    vals = _adres("vals")
    assert any("adres van ons" in een for een in waarschuwingen(vals, **{"from": f'"{stad.postvak}" <{vals}>'}))
    assert any("alleen in Cc" in een for een in waarschuwingen(_adres("cc"), to="els@burger.example", cc=stad.postvak))


def test_a_citizen_who_filled_in_a_web_form_is_who_asks_and_sees_nothing_of_others(stad: Stad) -> None:
    els, piet = _adres("els"), _adres("piet")

    def ingevuld(burger: str) -> dict[str, Any]:
        return _mail(stad, f"no-reply-{uuid4().hex}@web.example", reply_to=burger)

    een = _open(stad, ingevuld(f"Els Smit <{els}>"))
    assert een["emailbericht"]["betrokkene"] == een["antwoordadres"] == {"naam": "Els Smit", "adres": els}
    gedaan = _antwoord(stad, een, inhoud="Beste {{afzender}}").raise_for_status().json()
    assert gedaan["klantcontacten"][1]["inhoud"] == "Beste Els Smit"
    gevonden = stad.anna.post("/klantcontacten/zoekopdrachten", json={"afzender": els}).raise_for_status().json()
    assert len(gevonden["results"]) == 2

    def eerdere(burger: str) -> int:
        pad = f"/emailberichten/{ingevuld(burger)['identificatie']}/samenhang"
        return len(stad.anna.get(pad).raise_for_status().json()["zelfdeAfzender"]["results"])

    assert eerdere(piet) == 0
    assert eerdere(els) == 2


def _afsluiting(stad: Stad, geopend: dict[str, Any], soort: str) -> None:
    pad = f"/emailberichten/{geopend['emailbericht']['identificatie']}/afsluiting"
    stad.anna.post(pad, json={"inzageId": geopend["inzageId"], "soort": soort, "reden": "Spam"}).raise_for_status()


def test_the_same_mail_in_two_postvakken_is_answered_twice_only_when_that_is_confirmed(stad: Stad) -> None:
    jan, ander = _adres("jan"), str(stad.client.gegevens["postvakken"][1])
    mail = (
        f"From: {jan}\r\nTo: {stad.postvak}, {ander}\r\nSubject: Vraag\r\nMessage-ID: <{uuid4()}@burger.example>\r\n\r\n"
        "Wanneer?\r\n"
    ).encode()
    stad.client.stuur_mail(mail, [stad.postvak], jan)
    stad.client.stuur_mail(mail, [ander], jan)
    een, twee = stad.ontvangen(jan), stad.ontvangen(jan, ander)

    def zegt_het() -> bool:
        paden = [f"/emailberichten/{bericht['identificatie']}" for bericht in (een, twee)]
        return all(stad.anna.get(pad).raise_for_status().json()["dubbelen"] for pad in paden)

    wacht_op(zegt_het, "two mails that know of each other")
    stad.bram.post(f"/emailberichten/{twee['identificatie']}/inzage", json={}).raise_for_status()
    geopend = _open(stad, een)
    (dubbel,) = geopend["dubbelen"]
    assert (dubbel["identificatie"], dubbel["postvak"], dubbel["status"]) == (twee["identificatie"], ander, "in_behandeling")
    assert dubbel["behandelaar"]["medewerker"] == stad.client.gegevens["medewerkers"][1]["medewerker"]
    assert any("vaker binnengekomen" in zin for zin in geopend["waarschuwingen"])
    _antwoord(stad, geopend).raise_for_status()

    inzage = stad.bram.post(f"/emailberichten/{twee['identificatie']}/inzage", json={}).raise_for_status().json()
    assert inzage["dubbelen"][0]["afgehandeldAls"] == "antwoord"
    verzoek = {"inzageId": inzage["inzageId"], "inhoud": "Dat kan ook."}
    geweigerd = stad.bram.post(f"/emailberichten/{twee['identificatie']}/antwoord", json=verzoek)
    assert (geweigerd.status_code, geweigerd.json()["type"]) == (409, "urn:klantmail:probleem:elders-afgehandeld")
    bevestigd = stad.bram.post(f"/emailberichten/{twee['identificatie']}/antwoord", json={**verzoek, "dubbelBevestigd": True})
    assert bevestigd.status_code == 201


def test_an_addition_to_ones_own_mail_joins_it_and_open_mail_is_shown(stad: Stad) -> None:
    jan, eerste_id = _adres("jan"), f"<{uuid4()}@burger.example>"
    eerste = _mail(stad, jan, message_id=eerste_id)
    mail = (
        f"From: {jan}\r\nTo: {stad.postvak}\r\nSubject: Re: Vraag\r\nIn-Reply-To: {eerste_id}\r\n\r\nEn op zaterdag?\r\n".encode()
    )
    stad.client.stuur_mail(mail, [stad.postvak], jan)

    def open_mail() -> list[dict[str, Any]]:
        gelezen = stad.anna.get(f"/emailberichten/{eerste['identificatie']}/samenhang").raise_for_status().json()
        gevonden: list[dict[str, Any]] = gelezen["openMail"]
        return gevonden

    (tweede,) = wacht_op(open_mail, "the other open mail")
    assert (tweede["gesprek"], tweede["onderwerp"]) == (eerste["identificatie"], "Re: Vraag")
    geopend = stad.anna.post(f"/emailberichten/{tweede['identificatie']}/inzage", json={}).raise_for_status().json()
    _afsluiting(stad, geopend, "geen_actie_nodig")
    assert open_mail() == []


def test_a_mail_that_lost_its_headers_is_tied_by_the_mark_in_ours(stad: Stad) -> None:
    jan, els = _adres("jan"), _adres("els")
    gedaan = _antwoord(stad, _open(stad, _mail(stad, jan))).raise_for_status().json()
    vraag, antwoord = gedaan["klantcontacten"]
    stad.verzending(gedaan["verzending"]["identificatie"], "verzonden")
    (pad,) = stad.verstuurd_aan(jan)
    tekst = platte_tekst(message_from_bytes(pad.read_bytes(), policy=policy.default))
    kenmerk = next(regel for regel in tekst.splitlines() if regel.startswith("Kenmerk: KM-")).removeprefix("Kenmerk: ")

    def schrijft(van: str) -> dict[str, Any]:
        return _mail(stad, van, subject=f"[EXTERN] Vraag [{kenmerk}]", message_id=f"<{uuid4()}@ander.example>")

    assert stad.anna.post(f"/emailberichten/{(v := schrijft(els))['identificatie']}/inzage", json={}).status_code == 201
    assert (v["antwoordOp"], v["mogelijkAntwoordOp"]) == ([], antwoord["identificatie"])
    terug = schrijft(jan)
    assert (terug["gesprek"], terug["antwoordOp"]) == (vraag["gesprek"], [antwoord["identificatie"]])
    assert (terug["onderwerpGewijzigd"], terug["mogelijkAntwoordOp"]) == (False, None)
