"""The functions as Lambda calls them, with the payloads of `events/`, on AWS in memory."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import boto3
import pytest
from boto3.dynamodb.types import TypeDeserializer

from klantmail.domain.doorzendbericht import DOORZENDBERICHT
from klantmail.domain.identificatie import emailbericht_id, informatieobject_id
from tests.support.aws import ENVIRONMENT, REGION, Functions, count_sent, read_api_event, read_event
from tests.support.builders import POSTVAK, VRAAG

ANTWOORD = "Beste meneer Jansen,\n\nU vraagt de vergunning aan via onze website.\n\nAnna de Boer"

ZONDER_VERZENDING: dict[str, Any] = {"bezorging": [], "verzendstatus": None, "rectificaties": []}
"""The fields that reading adds to the klantcontact of a citizen's mail."""


def _te_verzenden(contact: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that reading adds to a klantcontact of the gemeente while its mail waits to be sent."""
    geen_nieuws = {"stand": None, "tijdstip": None, "reden": None}
    bezorging = [each | geen_nieuws for each in contact["ontvangers"]]
    return {"bezorging": bezorging, "verzendstatus": "te_verzenden", "rectificaties": []}


@dataclass
class Werkplek:
    """The functions with one mail that has come in."""

    functions: Functions
    bericht: str

    def open(self) -> dict[str, Any]:
        status, geopend = self.functions.invoke_api("inzien", read_api_event("api-inzage", self.bericht))
        assert status in {200, 201}
        return geopend

    def antwoord(self, inzage: str, **fields: Any) -> tuple[int, dict[str, Any]]:
        verzoek = read_api_event("api-antwoord", self.bericht, **{"inzageId": inzage, "inhoud": ANTWOORD, **fields})
        return self.functions.invoke_api("beantwoorden", verzoek)

    def lees(self, payload: str, identificatie: object) -> tuple[int, dict[str, Any]]:
        function = "beheren" if payload == "api-verzending" else "raadplegen"
        return self.functions.invoke_api(function, read_api_event(payload, identificatie))


@pytest.fixture
def werkplek(functions: Functions) -> Werkplek:
    melding = read_event("ses-ontvangst")
    ses_id = melding["Records"][0]["ses"]["mail"]["messageId"]
    s3 = boto3.client("s3", region_name=REGION)
    s3.put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=VRAAG)
    functions.invoke("ontvangen", melding)
    return Werkplek(functions, str(emailbericht_id(POSTVAK, ses_id)))


def test_a_received_mail_is_in_the_werkvoorraad_with_its_envelope_only(werkplek: Werkplek) -> None:
    status, lijst = werkplek.functions.invoke_api("raadplegen", read_event("api-werkvoorraad"))
    assert status == 200
    assert lijst == {
        "results": [
            {
                "identificatie": werkplek.bericht,
                "postvak": POSTVAK,
                "status": "nieuw",
                "ontvangenOp": "2026-11-24T08:55:03.123Z",
                "onderwerp": "Parkeervergunning",
                "afzender": {"naam": "Jan Jansen", "adres": "jan@burger.example"},
                "betrokkene": {"naam": "Jan Jansen", "adres": "jan@burger.example"},
                "grootte": len(VRAAG),
                "aantalBijlagen": 1,
                "klasse": "gewoon",
                "betreftVerzending": None,
                "gesprek": werkplek.bericht,
                "antwoordOp": [],
                "mogelijkAntwoordOp": None,
                "onderwerpGewijzigd": False,
                "afwijkendeAfzender": False,
                "reactieOpTaakVan": None,
                "verdicts": {"spf": "PASS", "dkim": "PASS", "dmarc": "PASS", "spam": "PASS", "virus": "PASS"},
                "behandelaar": None,
                "geclaimdTot": None,
                "uitkomst": None,
                "formeelUiterlijk": None,
                "versie": lijst["results"][0]["versie"],
            }
        ],
        "volgorde": None,
        "cursor": None,
    }


def test_the_same_event_twice_gives_one_emailbericht(werkplek: Werkplek) -> None:
    werkplek.functions.invoke("ontvangen", read_event("ses-ontvangst"))
    _, lijst = werkplek.functions.invoke_api("raadplegen", read_event("api-werkvoorraad"))
    assert len(lijst["results"]) == 1


def test_viewing_answers_with_the_klantcontact_and_its_documents(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    contact = geopend["klantcontact"]
    assert {name: contact[name] for name in ("kanaal", "medewerker", "organisatorischeEenheid", "initiatiefnemer")} == {
        "kanaal": "e-mail",
        "medewerker": "a255acc8-b7b9-4db3-94aa-ecba5aec9f5f",
        "organisatorischeEenheid": "Klantcontactcentrum",
        "initiatiefnemer": "klant",
    }
    assert (contact["klant"], contact["vertegenwoordiger"]) == (None, None)
    assert [bijlage["informatieobject"]["bestandsnaam"] for bijlage in contact["bijlagen"]] == ["e-mail.eml", "kenteken.pdf"]
    assert geopend["emailbericht"]["status"] == "in_behandeling"
    assert geopend["emailbericht"]["behandelaar"]["medewerker"] == contact["medewerker"]


def test_viewing_is_201_the_first_time_and_200_again(werkplek: Werkplek) -> None:
    verzoek = read_api_event("api-inzage", werkplek.bericht)
    eerst, again = (werkplek.functions.invoke_api("inzien", verzoek) for _ in range(2))
    assert (eerst[0], again[0]) == (201, 200)
    assert eerst[1]["inzageId"] == again[1]["inzageId"]
    assert eerst[1]["klantcontact"] == again[1]["klantcontact"]


def test_another_agent_is_told_who_has_the_mail(werkplek: Werkplek) -> None:
    werkplek.open()
    verzoek = read_api_event("api-inzage", werkplek.bericht)
    verzoek["requestContext"]["authorizer"]["claims"]["custom:medewerker"] = str(uuid4())
    status, probleem = werkplek.functions.invoke_api("inzien", verzoek)
    assert status == 409
    assert probleem["type"] == "urn:klantmail:probleem:bij-ander-in-behandeling"
    assert probleem["behandelaar"]["naam"] == "Anna de Boer"
    assert probleem["geclaimdTot"]


def test_a_mail_put_back_is_available_again(werkplek: Werkplek) -> None:
    werkplek.open()
    response = werkplek.functions.invoke("inzien", read_api_event("api-terugleggen", werkplek.bericht))
    assert response["statusCode"] == 204
    _, bericht = werkplek.lees("api-emailbericht", werkplek.bericht)
    assert bericht["status"] == "nieuw"
    assert len(bericht["inzagen"]) == 1


def test_an_answer_stores_both_klantcontacten_and_reads_back_the_same(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    status, beantwoord = werkplek.antwoord(geopend["inzageId"])
    assert status == 201
    vraag, reactie = beantwoord["klantcontacten"]
    assert vraag == geopend["klantcontact"]
    assert reactie["initiatiefnemer"] == "gemeente"
    assert reactie["inhoud"] == ANTWOORD
    assert reactie["verwijstNaar"] == [vraag["identificatie"]]
    assert werkplek.lees("api-klantcontact", vraag["identificatie"]) == (200, vraag | ZONDER_VERZENDING)
    assert werkplek.lees("api-klantcontact", reactie["identificatie"]) == (200, reactie | _te_verzenden(reactie))
    _, found = werkplek.functions.invoke_api("raadplegen", read_event("api-zoekopdracht"))
    assert {contact["identificatie"] for contact in found["results"]} == {vraag["identificatie"], reactie["identificatie"]}
    _, verzending = werkplek.lees("api-verzending", beantwoord["verzending"]["identificatie"])
    assert verzending["status"] == "te_verzenden"
    _, bericht = werkplek.lees("api-emailbericht", werkplek.bericht)
    assert bericht["status"] == "afgehandeld"
    assert bericht["afhandeling"]["soort"] == "antwoord"


def test_a_klantcontact_that_is_only_registered_is_not_found(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    assert werkplek.lees("api-klantcontact", geopend["klantcontact"]["identificatie"])[0] == 404


def test_the_same_answer_again_is_answered_the_same(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    assert werkplek.antwoord(geopend["inzageId"]) == werkplek.antwoord(geopend["inzageId"])


def test_the_same_key_with_another_answer_is_a_conflict(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    werkplek.antwoord(geopend["inzageId"])
    status, probleem = werkplek.antwoord(geopend["inzageId"], inhoud="Iets anders")
    assert (status, probleem["type"]) == (409, "urn:klantmail:probleem:sleutel-hergebruikt")


def test_every_document_has_a_download_that_gives_its_bytes(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    for bijlage in geopend["klantcontact"]["bijlagen"]:
        object_ = bijlage["informatieobject"]
        status, details = werkplek.lees("api-informatieobject", object_["identificatie"])
        assert status == 200
        assert details["integriteit"]["waarde"] == object_["integriteit"]["waarde"]
        status, link = werkplek.lees("api-downloadlink", object_["identificatie"])
        assert status == 200
        assert "X-Amz-Signature" in link["url"]
        assert "attachment" in link["url"]


def test_a_received_mail_is_read_by_its_document_and_again_from_what_was_kept(werkplek: Werkplek) -> None:
    document = werkplek.open()["klantcontact"]["bijlagen"][0]["informatieobject"]["identificatie"]
    (status, eerst), (_, again) = (werkplek.lees("api-ontleding", document) for _ in range(2))
    assert (status, eerst["onderwerp"], [each["bestandsnaam"] for each in eerst["onderdelen"]]) == (
        200,
        "Parkeervergunning",
        ["kenteken.pdf"],
    )
    assert again["inhoud"] == eerst["inhoud"]
    assert "attachment" in eerst["onderdelen"][0]["inhoud"]["url"]


def test_the_reply_leaves_once_and_the_verzending_says_so(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    _, beantwoord = werkplek.antwoord(geopend["inzageId"])
    record = _stroomrecord(beantwoord["verzending"]["identificatie"])
    for _ in range(2):
        assert werkplek.functions.invoke("verzenden", record) == {"batchItemFailures": []}
    _, verzending = werkplek.lees("api-verzending", beantwoord["verzending"]["identificatie"])
    assert (verzending["status"], verzending["pogingen"]) == ("verzonden", 1)
    assert count_sent() == 1


def _stroomrecord(verzending: str) -> dict[str, Any]:
    """The stream record of `events/`, of this verzending as it is stored."""
    keys = {"PK": {"S": f"VERZENDING#{verzending}"}, "SK": {"S": "VERZENDING"}}
    stored = boto3.client("dynamodb", region_name=REGION).get_item(TableName=ENVIRONMENT["TABEL"], Key=keys)["Item"]
    stroom = read_event("stroom-verzending")
    voorbeeld = stroom["Records"][0]["dynamodb"]["NewImage"]
    # an ontvangstbevestiging is no klantcontact and has no mark; a vervolgbericht keeps its request
    optional = {"klantcontact", "kenmerk", "vingerafdruk"}
    assert set(voorbeeld) - optional == set(stored) - optional, (
        "events/stroom-verzending.json has the attributes of a stored verzending"
    )
    stroom["Records"][0]["dynamodb"]["NewImage"] = stored
    return stroom


@pytest.mark.parametrize(
    ("function", "payload"),
    [
        ("inzien", "api-inzage"),
        ("inzien", "api-terugleggen"),
        ("beantwoorden", "api-antwoord"),
        ("beantwoorden", "api-voorbeeld"),
        ("raadplegen", "api-emailbericht"),
        ("raadplegen", "api-samenhang"),
        ("raadplegen", "api-berichttaken"),
        ("raadplegen", "api-klantcontacttaken"),
        ("beantwoorden", "api-vervolgbericht"),
        ("beantwoorden", "api-vervolgberichtvoorbeeld"),
        ("raadplegen", "api-klantcontact"),
        ("raadplegen", "api-informatieobject"),
        ("raadplegen", "api-downloadlink"),
        ("raadplegen", "api-ontleding"),
        ("beheren", "api-verzending"),
        ("beheren", "api-hervatting"),
        ("beheren", "api-vrijgave"),
        ("doorzetten", "api-interne-taak"),
        ("doorzetten", "api-zaak"),
        ("doorzetten", "api-zaakkoppeling"),
        ("doorzetten", "api-doorzending"),
        ("doorzetten", "api-afsluiting"),
        ("ordenen", "api-heropening"),
        ("ordenen", "api-apartzetten"),
        ("ordenen", "api-verplaatsing"),
        ("ordenen", "api-reservering-opgeven"),
        ("ordenen", "api-concept"),
        ("ordenen", "api-concept-bewaren"),
        ("ordenen", "api-notities"),
        ("ordenen", "api-notitie"),
        ("taken", "api-taaknotities"),
        ("taken", "api-taaknotitie"),
        ("raadplegen", "api-quarantainelezen"),
        ("raadplegen", "api-meekijken"),
        ("raadplegen", "api-teruglezen"),
        ("doorzetten", "api-vervolgtaak"),
        ("doorzetten", "api-vervolgzaak"),
        ("doorzetten", "api-vervolgkoppeling"),
        ("beheren", "api-zaakstand"),
        ("beheren", "api-zaakhervatting"),
        ("taken", "api-taak"),
        ("taken", "api-taakwijziging"),
        ("taken", "api-taakantwoord"),
        ("taken", "api-taakantwoordvoorbeeld"),
        ("taken", "api-taakvraagvoorbeeld"),
    ],
)
@pytest.mark.parametrize("identificatie", [uuid4(), "geen-uuid", "..%2F"])
def test_what_does_not_exist_is_a_404_problem(functions: Functions, function: str, payload: str, identificatie: object) -> None:
    response = functions.invoke(function, read_api_event(payload, identificatie))
    probleem = json.loads(response["body"])
    assert (response["statusCode"], probleem["status"]) == (404, 404)
    assert _kop(response, "Content-Type") == "application/problem+json"


@pytest.mark.parametrize("payload", ["api-werkvoorraad", "api-emailbericht", "api-zoekopdracht"])
def test_an_access_token_is_no_login(functions: Functions, payload: str) -> None:
    verzoek = read_event(payload)
    verzoek["requestContext"]["authorizer"]["claims"]["token_use"] = "access"
    assert functions.invoke_api("raadplegen", verzoek)[0] == 403


def test_all_errors_of_a_request_come_together(werkplek: Werkplek) -> None:
    status, probleem = werkplek.antwoord("geen-uuid", inhoud="", onderwerp="x" * 201, medewerker=str(uuid4()))
    assert status == 400
    assert {field["name"] for field in probleem["invalidParams"]} == {"inzageId", "inhoud", "onderwerp", "medewerker"}


def test_a_draft_with_a_number_that_no_browser_can_read_is_refused_and_not_kept(werkplek: Werkplek) -> None:
    inzage = werkplek.open()["inzageId"]
    verzoek = read_api_event("api-concept-bewaren", werkplek.bericht)
    verzoek["body"] = f'{{"soort": "antwoord", "velden": {{"inzageId": "{inzage}", "aantal": 1e999}}}}'
    status, probleem = werkplek.functions.invoke_api("ordenen", verzoek)
    assert (status, [each["code"] for each in probleem["invalidParams"]]) == (400, ["json-invalid"])
    assert werkplek.functions.invoke_api("ordenen", read_api_event("api-concept", werkplek.bericht))[0] == 404


def test_every_answer_carries_the_security_headers(werkplek: Werkplek) -> None:
    goed = werkplek.functions.invoke("raadplegen", read_event("api-werkvoorraad"))
    error = werkplek.functions.invoke("raadplegen", read_api_event("api-klantcontact", uuid4()))
    for response in (goed, error):
        for name in ("API-Version", "Cache-Control", "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options"):
            assert _kop(response, name)


def test_the_items_of_an_answer_are_those_of_the_design(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    werkplek.antwoord(geopend["inzageId"])
    rows = boto3.client("dynamodb", region_name=REGION).scan(TableName=ENVIRONMENT["TABEL"])["Items"]
    reader = TypeDeserializer()
    kinds = sorted(reader.deserialize(row["soort"]) for row in rows)
    assert kinds == ["emailbericht", *["informatieobject"] * 3, "klantcontact", "klantcontact", "ontvangst", "verzending"]


def _kop(response: dict[str, Any], name: str) -> str:
    value: str = response["multiValueHeaders"][name][0]
    return value


# -- the other outcomes ------------------------------------------------------------------------------------------------


def test_an_interne_taak_goes_to_the_desk_of_its_department_and_is_answered_there(werkplek: Werkplek) -> None:
    functions, geopend = werkplek.functions, werkplek.open()
    opdracht = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    status, made = functions.invoke_api("doorzetten", read_api_event("api-interne-taak", werkplek.bericht, **opdracht))
    assert status == 201
    assert made["klantcontact"] == geopend["klantcontact"]
    taak = made["interneTaak"]
    assert (taak["status"], taak["betrokkene"]["digitaalAdres"]["adres"]) == ("te_verwerken", "jan@burger.example")
    status, lijst = functions.invoke_api("taken", read_event("api-taken"))
    assert [each["identificatie"] for each in lijst["results"]] == [taak["identificatie"]]
    status, read = functions.invoke_api("taken", read_api_event("api-taak", taak["identificatie"]))
    assert read["klantcontact"] == geopend["klantcontact"]
    status, klaar = functions.invoke_api("taken", read_api_event("api-taakantwoord", taak["identificatie"]))
    assert (status, klaar["status"], klaar["behandelaar"]["naam"]) == (201, "verwerkt", "Daan Mulder")
    status, reactie = werkplek.lees("api-klantcontact", klaar["vervolg"])
    assert (reactie["initiatiefnemer"], reactie["verwijstNaar"]) == ("gemeente", [made["klantcontact"]["identificatie"]])


def test_a_zaak_is_an_outcome_and_its_klantcontact_names_it(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    body = json.loads(read_event("api-zaak")["body"]) | {"inzageId": geopend["inzageId"]}
    verzoek = read_api_event("api-zaak", werkplek.bericht, **body)
    status, gedaan = werkplek.functions.invoke_api("doorzetten", verzoek)
    assert (status, gedaan["soort"], gedaan["zaak"]["status"], gedaan["zaak"]["url"]) == (201, "zaak", "te_registreren", None)
    assert werkplek.functions.invoke_api("doorzetten", verzoek) == (201, gedaan)
    _, contact = werkplek.lees("api-klantcontact", geopend["klantcontact"]["identificatie"])
    assert gedaan["klantcontact"] == geopend["klantcontact"] | {"zaak": gedaan["zaak"]["identificatie"]}
    assert contact == gedaan["klantcontact"] | ZONDER_VERZENDING
    assert gedaan["zaak"]["informatieobjecten"] == [each["informatieobject"]["identificatie"] for each in contact["bijlagen"]]
    _, bericht = werkplek.lees("api-emailbericht", werkplek.bericht)
    assert (bericht["status"], bericht["afhandeling"]["zaak"]) == ("afgehandeld", gedaan["zaak"]["identificatie"])


def test_a_doorzending_and_a_closing_are_outcomes_too(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    fields = {"inzageId": geopend["inzageId"], "naar": "info@waterschap.example"}
    verzoek = read_api_event("api-doorzending", werkplek.bericht, **fields)
    status, gedaan = werkplek.functions.invoke_api("doorzetten", verzoek)
    assert (status, gedaan["soort"], len(gedaan["klantcontacten"])) == (201, "doorzending", 2)
    assert "doorgestuurd naar info@waterschap.example" in gedaan["klantcontacten"][1]["inhoud"]
    assert werkplek.functions.invoke_api("doorzetten", verzoek) == (201, gedaan)
    lock = read_api_event(
        "api-afsluiting", werkplek.bericht, inzageId=geopend["inzageId"], soort="geen_klantcontact", reden="Spam"
    )
    assert werkplek.functions.invoke_api("doorzetten", lock)[0] == 409


def test_the_reason_for_no_message_with_a_doorzending_is_kept(werkplek: Werkplek) -> None:
    fields = {
        "inzageId": werkplek.open()["inzageId"],
        "naar": "info@waterschap.example",
        "redenZonderBericht": "De burger is al gebeld",
    }
    status, gedaan = werkplek.functions.invoke_api("doorzetten", read_api_event("api-doorzending", werkplek.bericht, **fields))
    assert (status, len(gedaan["klantcontacten"]), gedaan["redenZonderBericht"]) == (201, 1, "De burger is al gebeld")
    _, bericht = werkplek.lees("api-emailbericht", werkplek.bericht)
    assert bericht["afhandeling"]["redenZonderBericht"] == "De burger is al gebeld"


def test_a_beheerder_edits_the_text_of_a_doorzending(functions: Functions) -> None:
    identificatie = DOORZENDBERICHT.identificatie
    _, eerst = functions.invoke_api("inrichting", read_api_event("api-standaardantwoord", identificatie))
    assert (eerst["versie"], eerst["inhoud"]) == (0, DOORZENDBERICHT.inhoud)
    fields = {"naam": "Doorzending", "inhoud": "Wij stuurden uw mail naar {{instantie}}.", "versie": 0}
    change = read_api_event("api-standaardantwoord-wijziging", identificatie) | {"body": json.dumps(fields)}
    assert functions.invoke_api("inrichting", change)[1]["versie"] == 1
    _, afterwards = functions.invoke_api("inrichting", read_api_event("api-standaardantwoord", identificatie))
    assert (afterwards["versie"], afterwards["inhoud"]) == (1, fields["inhoud"])


def test_geen_klantcontact_stores_no_klantcontact(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    lock = read_api_event(
        "api-afsluiting", werkplek.bericht, inzageId=geopend["inzageId"], soort="geen_klantcontact", reden="Spam"
    )
    status, gedaan = werkplek.functions.invoke_api("doorzetten", lock)
    assert (status, gedaan["klantcontact"], gedaan["reden"]) == (201, None, "Spam")
    assert werkplek.lees("api-klantcontact", geopend["klantcontact"]["identificatie"])[0] == 404
    _, bericht = werkplek.lees("api-emailbericht", werkplek.bericht)
    assert (bericht["status"], bericht["afhandeling"]["reden"]) == ("afgehandeld", "Spam")


def test_a_department_reaches_nothing_but_its_own_tasks(werkplek: Werkplek) -> None:
    desk = read_event("api-taken")["requestContext"]["authorizer"]["claims"]
    for function, payload in (
        ("raadplegen", "api-werkvoorraad"),
        ("raadplegen", "api-zoekopdracht"),
        ("beheren", "api-verzendingen"),
    ):
        verzoek = read_event(payload)
        verzoek["requestContext"]["authorizer"]["claims"] = desk
        assert werkplek.functions.invoke_api(function, verzoek)[0] == 403


def test_a_task_goes_to_a_medewerker_who_has_logged_in_and_to_no_other(werkplek: Werkplek) -> None:
    functions, geopend = werkplek.functions, werkplek.open()
    desk = read_event("api-taken")
    daan = desk["requestContext"]["authorizer"]["claims"]["custom:medewerker"]

    def vraag() -> tuple[int, dict[str, Any]]:
        opdracht = {
            "inzageId": geopend["inzageId"],
            "gevraagdeHandeling": "Beantwoorden",
            "toegewezenAan": {"medewerker": daan},
        }
        return functions.invoke_api("doorzetten", read_api_event("api-interne-taak", werkplek.bericht, **opdracht))

    status, probleem = vraag()
    assert (status, [each["name"] for each in probleem["invalidParams"]]) == (400, ["toegewezenAan.medewerker"])
    _, eenheden = functions.invoke_api("inrichting", read_event("api-eenheden"))
    assert {each["aantalBehandelaars"] for each in eenheden["results"]} == {0}
    assert functions.invoke_api("taken", desk)[0] == 200
    _, known = functions.invoke_api("inrichting", read_event("api-medewerkers"))
    (bekende,) = [each for each in known["results"] if each["medewerker"] == daan]
    assert bekende == {
        "medewerker": daan,
        "naam": "Daan Mulder",
        "organisatorischeEenheid": "Burgerzaken",
        "rollen": ["behandelaar"],
        "doetTaken": True,
        "actief": True,
        "postvakken": [],
    }
    _, eenheden = functions.invoke_api("inrichting", read_event("api-eenheden"))
    assert {each["naam"]: each["aantalBehandelaars"] for each in eenheden["results"]}["Burgerzaken"] == 1
    assert vraag()[0] == 201


def test_nothing_goes_to_who_left(werkplek: Werkplek) -> None:
    functions, geopend = werkplek.functions, werkplek.open()
    for name, function in (("api-taken", "taken"), ("api-ik", "inrichting")):
        assert functions.invoke_api(function, read_event(name))[0] == 200
    _, known = functions.invoke_api("inrichting", read_event("api-medewerkers"))
    assert {each["actief"] for each in known["results"]} == {True}
    table = boto3.client("dynamodb")
    for each in known["results"]:
        table.update_item(
            TableName=ENVIRONMENT["TABEL"],
            Key={"PK": {"S": "MEDEWERKER"}, "SK": {"S": each["medewerker"]}},
            UpdateExpression="SET gezien = :toen",
            ExpressionAttributeValues={":toen": {"S": "2020-01"}},
        )
    _, known = functions.invoke_api("inrichting", read_event("api-medewerkers"))
    assert {each["actief"] for each in known["results"]} == {False}
    _, eenheden = functions.invoke_api("inrichting", read_event("api-eenheden"))
    assert {each["aantalBehandelaars"] for each in eenheden["results"]} == {0}
    daan = read_event("api-taken")["requestContext"]["authorizer"]["claims"]["custom:medewerker"]
    opdracht = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"medewerker": daan},
    }
    for function, event, field in (
        ("doorzetten", read_api_event("api-interne-taak", werkplek.bericht, **opdracht), "toegewezenAan.medewerker"),
        ("ordenen", read_api_event("api-reservering", werkplek.bericht, medewerker=daan), "medewerker"),
    ):
        status, probleem = functions.invoke_api(function, event)
        errors = [(each["name"], each["code"]) for each in probleem["invalidParams"]]
        assert (status, errors) == (400, [(field, "niet-actief")])


def test_a_task_goes_back_to_the_contact_centre_which_follows_it_from_the_mail(werkplek: Werkplek) -> None:
    functions, geopend = werkplek.functions, werkplek.open()
    opdracht = {
        "inzageId": geopend["inzageId"],
        "gevraagdeHandeling": "Beantwoorden",
        "toegewezenAan": {"organisatorischeEenheid": "Burgerzaken"},
    }
    _, made = functions.invoke_api("doorzetten", read_api_event("api-interne-taak", werkplek.bericht, **opdracht))
    first = made["interneTaak"]["identificatie"]
    zonder = read_api_event("api-taakwijziging", first, actie="naar_kcc")
    del zonder["headers"]["Idempotency-Key"]
    status, probleem = functions.invoke_api("taken", zonder)
    assert (status, {each["name"]: each["code"] for each in probleem["invalidParams"]}) == (
        400,
        {"reden": "missing", "Idempotency-Key": "missing"},
    )
    back = read_api_event("api-taakwijziging", first, actie="naar_kcc", reden="Niet van ons")
    status, old = functions.invoke_api("taken", back)
    assert (status, old["status"]) == (200, "verwerkt")
    assert functions.invoke_api("taken", back) == (200, old)
    kcc = read_event("api-taken")
    kcc["requestContext"]["authorizer"]["claims"] = read_event("api-werkvoorraad")["requestContext"]["authorizer"]["claims"]
    status, lijst = functions.invoke_api("taken", kcc)
    assert (status, [each["identificatie"] for each in lijst["results"]]) == (200, [old["vervolg"]])
    for payload, van in (
        ("api-berichttaken", werkplek.bericht),
        ("api-klantcontacttaken", made["klantcontact"]["identificatie"]),
    ):
        _, gevolgd = werkplek.lees(payload, van)
        assert [each["identificatie"] for each in gevolgd["results"]] == [first, old["vervolg"]]


@pytest.mark.parametrize(
    ("payload", "body", "fields"),
    [
        ("api-interne-taak", {"inzageId": "x", "toegewezenAan": {}}, {"inzageId", "gevraagdeHandeling", "toegewezenAan"}),
        ("api-zaak", {"zaaktype": "", "toelichting": "x" * 1001}, {"inzageId", "zaaktype", "omschrijving", "toelichting"}),
        (
            "api-zaak",
            {"inzageId": str(UUID(int=1)), "zaaktype": "x", "omschrijving": "x", "toelichting": "a\0b"},
            {"toelichting"},
        ),
        ("api-zaak", {"inzageId": str(UUID(int=1)), "zaaktype": "Klacht", "omschrijving": "x"}, {"zaaktype"}),
        ("api-doorzending", {"naar": "", "extra": 1}, {"inzageId", "naar", "extra"}),
        ("api-afsluiting", {"soort": "antwoord", "reden": ""}, {"inzageId", "soort", "reden"}),
    ],
)
def test_what_is_wrong_with_an_outcome_comes_out_at_once(
    werkplek: Werkplek, payload: str, body: dict[str, Any], fields: set[str]
) -> None:
    status, probleem = werkplek.functions.invoke_api("doorzetten", read_api_event(payload, werkplek.bericht, **body))
    assert (status, {field["name"] for field in probleem["invalidParams"]}) == (400, fields)


# -- the conversation --------------------------------------------------------------------------------------------------


def _ontvang(functions: Functions, mail: bytes, ses_id: str) -> str:
    """Take in another mail, and return its e-mailbericht."""
    melding = read_event("ses-ontvangst")
    melding["Records"][0]["ses"]["mail"]["messageId"] = ses_id
    boto3.client("s3", region_name=REGION).put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=mail)
    functions.invoke("ontvangen", melding)
    return str(emailbericht_id(POSTVAK, ses_id))


def _reactie_op(werkplek: Werkplek, verzending: str, van: str = "jan@burger.example") -> str:
    """Have a citizen answer our mail, as SES numbered it, and return the e-mailbericht."""
    keys = {"PK": {"S": f"VERZENDING#{verzending}"}, "SK": {"S": "VERZENDING"}}
    stored = boto3.client("dynamodb", region_name=REGION).get_item(TableName=ENVIRONMENT["TABEL"], Key=keys)["Item"]
    mail = f"From: {van}\r\nSubject: Re: Parkeervergunning\r\nIn-Reply-To: {stored['sesBerichtId']['S']}\r\n\r\nDank!\r\n"
    return _ontvang(werkplek.functions, mail.encode(), uuid4().hex)


def test_a_reply_to_our_answer_shows_the_conversation(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    _, beantwoord = werkplek.antwoord(geopend["inzageId"])
    verzending = beantwoord["verzending"]["identificatie"]
    werkplek.functions.invoke("verzenden", _stroomrecord(verzending))
    reactie = _reactie_op(werkplek, verzending)
    los = _ontvang(werkplek.functions, VRAAG.replace(b"<vraag-1@", b"<los-1@"), "los-1")
    vraag, reply = beantwoord["klantcontacten"]

    _, bericht = werkplek.lees("api-emailbericht", reactie)
    assert (bericht["gesprek"], bericht["antwoordOp"]) == (werkplek.bericht, [reply["identificatie"]])
    assert (bericht["onderwerpGewijzigd"], bericht["afwijkendeAfzender"]) == (False, False)
    status, samenhang = werkplek.functions.invoke_api("raadplegen", read_api_event("api-samenhang", reactie))
    assert status == 200
    assert samenhang == {
        "gesprek": {"results": [vraag, reply], "cursor": None},
        "zelfdeAfzender": {"results": [], "cursor": None},
        "openMail": [
            {
                "identificatie": los,
                "postvak": POSTVAK,
                "onderwerp": "Parkeervergunning",
                "ontvangenOp": "2026-11-24T08:55:03.123Z",
                "status": "nieuw",
                "gesprek": los,
                "behandelaar": None,
            }
        ],
    }
    _, other = werkplek.functions.invoke_api("raadplegen", read_api_event("api-samenhang", los))
    assert other["gesprek"]["results"] == []
    assert [each["grond"] for each in other["zelfdeAfzender"]["results"]] == ["afzender", "afzender"]


def test_a_forged_reply_is_marked_and_the_agent_is_warned(werkplek: Werkplek) -> None:
    _, beantwoord = werkplek.antwoord(werkplek.open()["inzageId"])
    verzending = beantwoord["verzending"]["identificatie"]
    werkplek.functions.invoke("verzenden", _stroomrecord(verzending))
    vals = Werkplek(werkplek.functions, _reactie_op(werkplek, verzending, "oplichter@elders.example"))
    geopend = vals.open()
    assert geopend["emailbericht"]["afwijkendeAfzender"] is True
    assert any("ander adres" in waarschuwing for waarschuwing in geopend["waarschuwingen"])
    assert geopend["klantcontact"]["verwijstNaar"] == [beantwoord["klantcontacten"][1]["identificatie"]]


def test_a_vervolgbericht_is_stored_once_and_leaves(werkplek: Werkplek) -> None:
    _, beantwoord = werkplek.antwoord(werkplek.open()["inzageId"])
    vraag, _ = beantwoord["klantcontacten"]
    werkplek.functions.invoke("verzenden", _stroomrecord(beantwoord["verzending"]["identificatie"]))
    verzoek = read_api_event("api-vervolgbericht", vraag["identificatie"])
    status, vervolgd = werkplek.functions.invoke_api("beantwoorden", verzoek)
    assert (status, vervolgd["klantcontact"]["verwijstNaar"]) == (201, [vraag["identificatie"]])
    assert vervolgd["klantcontact"]["gesprek"] == werkplek.bericht
    assert werkplek.functions.invoke_api("beantwoorden", verzoek) == (201, vervolgd)
    contact = vervolgd["klantcontact"]
    assert werkplek.lees("api-klantcontact", contact["identificatie"]) == (200, contact | _te_verzenden(contact))
    other = read_api_event("api-vervolgbericht", vraag["identificatie"], inhoud="Iets anders")
    assert werkplek.functions.invoke_api("beantwoorden", other)[0] == 409
    werkplek.functions.invoke("verzenden", _stroomrecord(vervolgd["verzending"]["identificatie"]))
    assert count_sent() == 2


def test_a_vervolgbericht_needs_a_text_and_a_key(werkplek: Werkplek) -> None:
    empty = read_api_event("api-vervolgbericht", uuid4(), inhoud=" ", onderwerp="", bijlagen=["x"], extra=1)
    status, probleem = werkplek.functions.invoke_api("beantwoorden", empty)
    assert (status, {field["name"] for field in probleem["invalidParams"]}) == (
        400,
        {"inhoud", "onderwerp", "bijlagen.0", "extra"},
    )
    zonder = read_api_event("api-vervolgbericht", uuid4())
    del zonder["headers"]["Idempotency-Key"]
    status, probleem = werkplek.functions.invoke_api("beantwoorden", zonder)
    assert (status, [field["name"] for field in probleem["invalidParams"]]) == (400, ["Idempotency-Key"])


def test_both_cursors_of_the_conversation_are_checked_at_once(werkplek: Werkplek) -> None:
    verzoek = read_api_event("api-samenhang", werkplek.bericht)
    verzoek["queryStringParameters"] = {"cursorGesprek": "onzin", "cursorAfzender": "onzin"}
    status, probleem = werkplek.functions.invoke_api("raadplegen", verzoek)
    assert (status, {field["name"] for field in probleem["invalidParams"]}) == (400, {"cursorGesprek", "cursorAfzender"})


# -- what fell out of the normal way -----------------------------------------------------------------------------------


def test_delivery_events_are_kept_on_the_verzending(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    _, beantwoord = werkplek.antwoord(geopend["inzageId"])
    identificatie = beantwoord["verzending"]["identificatie"]
    werkplek.functions.invoke("verzenden", _stroomrecord(identificatie))
    for name in ("ses-bounce", "ses-delivery", "ses-send", "ses-bounce"):
        happened = read_event(name)
        happened["detail"]["mail"]["tags"]["verzending"] = [identificatie]
        werkplek.functions.invoke("bezorgstatus", happened)
    _, verzending = werkplek.lees("api-verzending", identificatie)
    assert (verzending["status"], verzending["aandacht"]) == ("verzonden", "geweigerd")
    assert [(each["ontvanger"], each["stand"]) for each in verzending["bezorgingen"]] == [("jan@burger.example", "geweigerd")]
    _, lijst = werkplek.functions.invoke_api("beheren", read_event("api-verzendingen"))
    assert [each["identificatie"] for each in lijst["results"]] == [identificatie]


def test_an_event_about_other_mail_is_left_alone(functions: Functions) -> None:
    happened = read_event("ses-bounce")
    happened["detail"]["mail"]["tags"] = {}
    functions.invoke("bezorgstatus", happened)


def test_a_beheerder_decides_and_an_agent_does_not(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    _, beantwoord = werkplek.antwoord(geopend["inzageId"])
    identificatie = beantwoord["verzending"]["identificatie"]
    record = _stroomrecord(identificatie)
    verzoek = read_api_event("api-hervatting", identificatie, keuze="vervallen", toelichting="Per ongeluk")
    gewoon = read_api_event("api-hervatting", identificatie, keuze="vervallen")
    gewoon["requestContext"]["authorizer"]["claims"]["cognito:groups"] = "kcc-medewerker"
    assert werkplek.functions.invoke_api("beheren", gewoon)[0] == 403
    status, verzending = werkplek.functions.invoke_api("beheren", verzoek)
    assert (status, verzending["status"], verzending["aandacht"]) == (201, "vervallen", None)
    assert [each["toelichting"] for each in verzending["hervattingen"]] == ["Per ongeluk"]
    werkplek.functions.invoke("verzenden", record)
    assert count_sent() == 0


def test_a_decision_without_a_key_is_refused(werkplek: Werkplek) -> None:
    verzoek = read_api_event("api-hervatting", uuid4(), keuze="opnieuw")
    del verzoek["headers"]["Idempotency-Key"]
    status, probleem = werkplek.functions.invoke_api("beheren", verzoek)
    assert (status, [field["name"] for field in probleem["invalidParams"]]) == (400, ["Idempotency-Key"])


def test_suspected_mail_is_kept_apart_until_a_beheerder_lets_it_in(functions: Functions) -> None:
    melding = read_event("ses-ontvangst")
    melding["Records"][0]["ses"]["receipt"]["spamVerdict"]["status"] = "FAIL"
    ses_id = melding["Records"][0]["ses"]["mail"]["messageId"]
    s3 = boto3.client("s3", region_name=REGION)
    s3.put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=VRAAG)
    functions.invoke("ontvangen", melding)
    identificatie = str(emailbericht_id(POSTVAK, ses_id))

    def lijst(**parameters: str) -> list[str]:
        verzoek = read_event("api-werkvoorraad")
        verzoek["queryStringParameters"] = parameters
        verzoek["multiValueQueryStringParameters"] = {name: [value] for name, value in parameters.items()}
        return [each["identificatie"] for each in functions.invoke_api("raadplegen", verzoek)[1]["results"]]

    assert (lijst(), lijst(status="quarantaine")) == ([], [identificatie])
    assert functions.invoke_api("inzien", read_api_event("api-inzage", identificatie))[0] == 409
    status, bericht = functions.invoke_api("beheren", read_api_event("api-vrijgave", identificatie))
    assert (status, bericht["status"], bericht["vrijgave"]["naam"]) == (201, "nieuw", "Carla Smit")
    assert (lijst(), lijst(status="quarantaine")) == ([identificatie], [])


def test_sweeping_leaves_what_is_named(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    werkplek.antwoord(geopend["inzageId"])
    s3 = boto3.client("s3", region_name=REGION)
    s3.put_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=f"klantcontacten/{uuid4()}/0.eml", Body=b"over")
    keys = {each["Key"] for each in s3.list_objects_v2(Bucket=ENVIRONMENT["ARCHIEF"])["Contents"]}
    assert werkplek.functions.invoke("vegen", {}) == {"bekeken": 0, "verwijderd": 0}  # all of it is too young
    assert {each["Key"] for each in s3.list_objects_v2(Bucket=ENVIRONMENT["ARCHIEF"])["Contents"]} == keys


def _van_vangnet(monkeypatch: pytest.MonkeyPatch, **anders: str) -> None:
    """Set what the template gives the vangnet only, with one message in its queue."""
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.create_queue(QueueName="mislukt")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="{}")
    variables = {
        "WACHTRIJEN": f"ontvangen={url}",
        "INTAKE_WACHTTIJD_SECONDEN": "600",
        "RONDE_SECONDEN": "80",
        "ONTVANGEN": "arn:aws:lambda:eu-west-1:123456789012:function:ontvangen",
        "VERZENDEN": "arn:aws:lambda:eu-west-1:123456789012:function:verzenden",
    }
    for name, value in (variables | anders).items():
        monkeypatch.setenv(name, value)


def test_the_vangnet_starts_what_waits_and_its_round_can_be_read(functions: Functions, monkeypatch: pytest.MonkeyPatch) -> None:
    _van_vangnet(monkeypatch)
    assert functions.invoke("vangnet", read_event("vangnet"))["wachtrijen"] == {"ontvangen": 1}
    status, stand = functions.invoke_api("beheren", read_event("api-stand"))
    assert (status, stand["intakeWachtend"], stand["wachtrijen"]) == (200, 0, [{"bron": "ontvangen", "aantal": 1}])
    assert stand["tijdstip"]


def test_what_the_vangnet_cannot_start_is_told(functions: Functions, monkeypatch: pytest.MonkeyPatch) -> None:
    _van_vangnet(monkeypatch, INTAKE_WACHTTIJD_SECONDEN="0")
    boto3.client("s3", region_name=REGION).put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/ses-1", Body=VRAAG)
    assert functions.invoke("vangnet", read_event("vangnet"))["nietGestart"] == {"ResourceNotFoundException": 1}
    _, stand = functions.invoke_api("beheren", read_event("api-stand"))
    assert (stand["intakeWachtend"], stand["nietGestart"]) == (1, [{"fout": "ResourceNotFoundException", "aantal": 1}])


def test_verzenden_sends_the_one_that_the_vangnet_offers(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    _, beantwoord = werkplek.antwoord(geopend["inzageId"])
    werkplek.functions.invoke("verzenden", {"verzending": beantwoord["verzending"]["identificatie"]})
    assert count_sent() == 1


# -- standard answers --------------------------------------------------------------------------------------------------


def test_a_standard_answer_is_kept_picked_filled_in_and_sent_only_when_nothing_is_open(werkplek: Werkplek) -> None:
    status, text = werkplek.functions.invoke_api("inrichting", read_event("api-standaardantwoord-nieuw"))
    assert (status, text["versie"]) == (201, 1)
    _, lijst = werkplek.functions.invoke_api("inrichting", read_event("api-standaardantwoorden"))
    assert [(each["naam"], "inhoud" in each) for each in lijst["results"]] == [("Afspraak maken", False)]
    vraag = read_api_event("api-invulling", text["identificatie"], emailbericht=werkplek.bericht)
    status, ingevuld = werkplek.functions.invoke_api("inrichting", vraag)
    assert (status, ingevuld["open"]) == (200, ["{{dag}}"])
    inzage = werkplek.open()["inzageId"]
    status, probleem = werkplek.antwoord(inzage, inhoud=ingevuld["inhoud"])
    assert (status, [field["code"] for field in probleem["invalidParams"]]) == (400, ["niet-ingevuld"])
    assert werkplek.antwoord(inzage, inhoud=ingevuld["inhoud"].replace("{{dag}}", "maandag"))[0] == 201


def test_a_beheerder_changes_a_standard_answer_and_an_agent_does_not(werkplek: Werkplek) -> None:
    _, text = werkplek.functions.invoke_api("inrichting", read_event("api-standaardantwoord-nieuw"))
    change = read_api_event("api-standaardantwoord-wijziging", text["identificatie"])
    gewoon = read_api_event("api-standaardantwoord-wijziging", text["identificatie"])
    gewoon["requestContext"]["authorizer"]["claims"]["cognito:groups"] = "kcc-medewerker"
    assert werkplek.functions.invoke_api("inrichting", gewoon)[0] == 403
    assert werkplek.functions.invoke_api("inrichting", change)[1]["versie"] == 2
    anders = change | {"body": json.dumps({"naam": "X", "inhoud": "Y", "versie": 1})}
    assert werkplek.functions.invoke_api("inrichting", anders)[0] == 409
    _, read = werkplek.functions.invoke_api("inrichting", read_api_event("api-standaardantwoord", text["identificatie"]))
    assert read["inhoud"] == "Beste {{afzender}}, kom langs."
    error = change | {"body": json.dumps({"naam": "", "inhoud": "x" * 10_001, "versie": -1})}
    status, probleem = werkplek.functions.invoke_api("inrichting", error)
    assert (status, {field["name"] for field in probleem["invalidParams"]}) == (400, {"naam", "inhoud", "versie"})


# -- ontvangstbevestiging ----------------------------------------------------------------------------------------------


def test_an_agent_has_a_formal_message_confirmed(werkplek: Werkplek) -> None:
    inzage = werkplek.open()["inzageId"]
    verzoek = read_api_event("api-ontvangstbevestiging", werkplek.bericht, inzageId=inzage)
    status, bevestigd = werkplek.functions.invoke_api("beantwoorden", verzoek)
    assert status == 201
    assert werkplek.functions.invoke_api("beantwoorden", verzoek) == (201, bevestigd)
    identificatie = bevestigd["verzending"]["identificatie"]
    _, verzending = werkplek.lees("api-verzending", identificatie)
    assert (verzending["status"], verzending["klantcontact"]) == ("te_verzenden", None)
    assert werkplek.lees("api-emailbericht", werkplek.bericht)[1]["ontvangstbevestiging"] == identificatie
    werkplek.functions.invoke("verzenden", _stroomrecord(identificatie))
    assert werkplek.lees("api-verzending", identificatie)[1]["status"] == "verzonden"


def test_a_message_of_an_address_that_nobody_reads_is_formal_without_a_receipt(werkplek: Werkplek) -> None:
    inzage = werkplek.open()["inzageId"]
    boto3.resource("dynamodb", region_name=REGION).Table(ENVIRONMENT["TABEL"]).update_item(
        Key={"PK": f"EMAILBERICHT#{werkplek.bericht}", "SK": "EMAILBERICHT"},
        UpdateExpression="SET envelop.afzenderAdres = :niemand",
        ExpressionAttributeValues={":niemand": "no-reply@burger.example"},
    )
    verzoek = read_api_event("api-ontvangstbevestiging", werkplek.bericht, inzageId=inzage)
    status, zonder = werkplek.functions.invoke_api("beantwoorden", verzoek)
    assert (status, zonder["redenZonderBevestiging"]) == (200, "Dit adres wordt door niemand gelezen.")
    bericht = werkplek.lees("api-emailbericht", werkplek.bericht)[1]
    assert (bericht["formeelUiterlijk"], bericht["ontvangstbevestiging"]) == (zonder["formeelUiterlijk"], None)


def test_ordinary_mail_of_a_postvak_that_confirms_is_confirmed(monkeypatch: pytest.MonkeyPatch, functions: Functions) -> None:
    monkeypatch.setenv("BEVESTIGDE_POSTVAKKEN", POSTVAK)
    ses_id = read_event("ses-ontvangst")["Records"][0]["ses"]["mail"]["messageId"]
    boto3.client("s3", region_name=REGION).put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=VRAAG)
    functions.invoke("ontvangen", read_event("ses-ontvangst"))
    verzoek = read_api_event("api-emailbericht", emailbericht_id(POSTVAK, ses_id))
    assert functions.invoke_api("raadplegen", verzoek)[1]["ontvangstbevestiging"]


# -- pages of another origin -------------------------------------------------------------------------------------------

WERKPLEK = "https://werkplek.gemeente.example"


def _van_pagina(payload: str, origin: str, method: str | None = None) -> dict[str, Any]:
    verzoek = read_event(payload)
    verzoek["headers"]["Origin"] = origin
    verzoek["multiValueHeaders"]["Origin"] = [origin]
    verzoek["httpMethod"] = method or verzoek["httpMethod"]
    return verzoek


@pytest.mark.parametrize(("origin", "mag"), [(WERKPLEK, True), ("https://elders.example", False), ("null", False)])
def test_only_pages_of_named_origins_may_call(
    monkeypatch: pytest.MonkeyPatch, functions: Functions, origin: str, mag: bool
) -> None:
    monkeypatch.setenv("HERKOMSTEN", f"http://localhost:5173,{WERKPLEK}")
    expected = [origin] if mag else None
    before = functions.invoke("openapi", _van_pagina("api-antwoord", origin, "OPTIONS") | {"resource": "/{proxy+}"})
    assert (before["statusCode"], before["multiValueHeaders"].get("Access-Control-Allow-Origin")) == (204, expected)
    if mag:
        assert "Idempotency-Key" in before["multiValueHeaders"]["Access-Control-Allow-Headers"][0]
        assert "POST" in before["multiValueHeaders"]["Access-Control-Allow-Methods"][0]
    for payload in ("api-werkvoorraad", "api-emailbericht"):  # an answer, and a problem
        response = functions.invoke("raadplegen", _van_pagina(payload, origin))
        assert response["multiValueHeaders"].get("Access-Control-Allow-Origin") == expected


def test_without_named_origins_no_page_of_elsewhere_may_call(functions: Functions) -> None:
    for function, method in (("openapi", "OPTIONS"), ("raadplegen", "GET")):
        response = functions.invoke(function, _van_pagina("api-werkvoorraad", WERKPLEK, method))
        assert "Access-Control-Allow-Origin" not in response["multiValueHeaders"]


# -- more than one question --------------------------------------------------------------------------------------------


def test_a_mail_with_two_questions_is_split(werkplek: Werkplek) -> None:
    inzage = werkplek.open()["inzageId"]
    verzoek = read_api_event("api-splitsing", werkplek.bericht)
    verzoek["body"] = json.dumps({**json.loads(verzoek["body"]), "inzageId": inzage})
    status, gesplitst = werkplek.functions.invoke_api("doorzetten", verzoek)
    assert (status, [part["soort"] for part in gesplitst["delen"]]) == (201, ["antwoord", "interne_taak"])
    assert werkplek.functions.invoke_api("doorzetten", verzoek) == (201, gesplitst)
    _, bericht = werkplek.lees("api-emailbericht", werkplek.bericht)
    assert (bericht["status"], bericht["afhandeling"]["soort"]) == ("afgehandeld", "splitsing")
    assert bericht["afhandeling"]["delen"] == gesplitst["delen"]
    onderwerpen = [werkplek.lees("api-klantcontact", part["klantcontacten"][0])[1]["onderwerp"] for part in gesplitst["delen"]]
    assert onderwerpen == ["Parkeervergunning", "Losse stoeptegel"]


def test_what_is_wrong_with_the_parts_of_a_split_comes_out_at_once(werkplek: Werkplek) -> None:
    parts = [
        {"onderwerp": "", "antwoord": {"inhoud": ""}},
        {"onderwerp": "Geen uitkomst"},
        {"onderwerp": "Twee", "antwoord": {"inhoud": "Ja"}, "geenActieNodig": {"reden": "Nee"}},
        {"onderwerp": "Zaak", "zaak": {"zaaktype": "x"}},
    ]
    verzoek = read_api_event("api-splitsing", werkplek.bericht, inzageId=str(uuid4()), delen=parts)
    status, probleem = werkplek.functions.invoke_api("doorzetten", verzoek)
    assert status == 400
    assert {field["name"] for field in probleem["invalidParams"]} == {
        "delen.0.onderwerp",
        "delen.0.antwoord.inhoud",
        "delen.1",
        "delen.2",
        "delen.3.zaak.omschrijving",
    }


# -- a table that was set back -----------------------------------------------------------------------------------------


def test_archived_mail_without_an_emailbericht_goes_back_to_the_intake(functions: Functions) -> None:
    melding = read_event("ses-ontvangst")
    ses_id = melding["Records"][0]["ses"]["mail"]["messageId"]
    header = f"Received: from mx by inbound-smtp.eu-west-1.amazonaws.com with SMTP id {ses_id} for info@gemeente.example; Tue\r\n"
    s3 = boto3.client("s3", region_name=REGION)
    s3.put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=header.encode() + VRAAG)
    functions.invoke("ontvangen", melding)
    vraag = read_event("herlijsten")
    assert functions.invoke("herlijsten", vraag) == {"bekeken": 1, "teruggelegd": 0, "opLijstGezet": 0, "onherkend": []}
    bericht = emailbericht_id(POSTVAK, ses_id)
    for kind, identificatie in (("EMAILBERICHT", bericht), ("INFORMATIEOBJECT", informatieobject_id(bericht, ""))):
        keys = {"PK": {"S": f"{kind}#{identificatie}"}, "SK": {"S": kind}}
        boto3.client("dynamodb", region_name=REGION).delete_item(TableName=ENVIRONMENT["TABEL"], Key=keys)
    assert functions.invoke("herlijsten", {}) == {"bekeken": 1, "teruggelegd": 1, "opLijstGezet": 0, "onherkend": []}
    functions.invoke("ontvangen", melding)
    _, lijst = functions.invoke_api("raadplegen", read_event("api-werkvoorraad"))
    assert [each["onderwerp"] for each in lijst["results"]] == ["Parkeervergunning"]


# -- not now -----------------------------------------------------------------------------------------------------------


def test_a_conflict_tells_the_status_as_it_is(werkplek: Werkplek) -> None:
    geopend = werkplek.open()
    strange = werkplek.antwoord(str(uuid4()))
    assert (strange[0], strange[1]["huidigeStatus"]) == (409, "in_behandeling")
    _, beantwoord = werkplek.antwoord(geopend["inzageId"])
    again = werkplek.antwoord(geopend["inzageId"], inhoud="Iets anders")
    assert (again[0], "huidigeStatus" in again[1]) == (409, False)  # the key stands in the way, not the status
    verzoek = read_api_event(
        "api-afsluiting", werkplek.bericht, inzageId=geopend["inzageId"], soort="geen_actie_nodig", reden="x"
    )
    status, probleem = werkplek.functions.invoke_api("doorzetten", verzoek)
    assert (status, probleem["huidigeStatus"]) == (409, "afgehandeld")
    hervat = read_api_event("api-hervatting", beantwoord["verzending"]["identificatie"], keuze="gezien")
    status, probleem = werkplek.functions.invoke_api("beheren", hervat)
    assert (status, probleem["huidigeStatus"]) == (409, "te_verzenden")


def test_a_document_is_downloaded_once_the_malware_scanner_found_it_clean(
    functions: Functions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEURING_VANAF", "2020-01-01")
    melding = read_event("ses-ontvangst")
    ses_id = melding["Records"][0]["ses"]["mail"]["messageId"]
    s3 = boto3.client("s3", region_name=REGION)
    s3.put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=VRAAG)
    functions.invoke("ontvangen", melding)
    document = informatieobject_id(emailbericht_id(POSTVAK, ses_id), "")
    (mail,) = (
        each["Key"] for each in s3.list_objects_v2(Bucket=ENVIRONMENT["ARCHIEF"])["Contents"] if each["Key"].endswith(".eml")
    )

    def fetch(label: str) -> tuple[int, str]:
        if label:
            tags = [{"Key": "GuardDutyMalwareScanStatus", "Value": label}]
            s3.put_object_tagging(Bucket=ENVIRONMENT["ARCHIEF"], Key=mail, Tagging={"TagSet": tags})  # type: ignore[typeddict-item]
        vraag = read_api_event("api-downloadlink", document)
        status, inhoud = functions.invoke_api("raadplegen", vraag)
        headers = functions.invoke("raadplegen", vraag)["multiValueHeaders"]
        assert ("Retry-After" in headers) == (label == "")
        return status, inhoud.get("type", "").rpartition(":")[2]

    assert fetch("") == (409, "nog-niet-gekeurd")
    assert fetch("THREATS_FOUND") == (409, "dreiging-gevonden")
    assert fetch("UNSUPPORTED") == (409, "niet-te-keuren")
    assert fetch("NO_THREATS_FOUND") == (200, "")
