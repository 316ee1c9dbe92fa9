"""Every operation of the API as a request that can succeed: the records that it works on are made first.

A new operation is a payload `events/api-<name>.json`, and one line in `NEEDS` when its path or its body names a
record. Who plays it is the login of the payload, unless another is given.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from openapi.operaties import OPERATIES
from tests.support.aws import read_event
from tests.support.scenes.place import Body, Call, Claims, Event, Place, overwrite
from tests.support.template import PROJECT, routes

FUNCTIONS: Final = {route.naam: route.function for route in routes()}
"""The directory of its function, by route of the template."""
PAYLOADS: Final = {
    f"{event['httpMethod']} {event['resource']}": path.stem
    for path in sorted((PROJECT / "events").glob("api-*.json"))
    for event in [json.loads(path.read_text())]
}
"""The payload in `events/`, by route."""
PREVIEWS: Final = {
    "toonVoorbeeld",
    "toonVoorbeeldVanVervolgbericht",
    "toonVoorbeeldVanTaakantwoord",
    "toonVoorbeeldVanTaakvraag",
}
"""The operations that show a mail as it will leave."""
READING: Final = {
    *("kijkMeeMetEmailbericht", "vulStandaardantwoordIn", "zoekEmailberichten", "zoekKlantcontacten"),
    *PREVIEWS,
}
"""The operations that store nothing, though their method is POST: a body says what is asked for."""
ROUTES: Final = {operation.naam: route for route, operation in OPERATIES.items()}
"""The route of each operationId."""


def _claims_in(payload: str) -> Claims:
    claims: Claims = read_event(payload)["requestContext"]["authorizer"]["claims"]
    return claims


def medewerker(operation: str) -> str:
    """Return the medewerker who makes the request of the payload."""
    return _claims_in(PAYLOADS[ROUTES[operation]])["custom:medewerker"]


CLAIMS: Final = _claims_in("api-werkvoorraad")
BEHANDELAAR: Final = _claims_in("api-taken")
EENHEID: Final = BEHANDELAAR["custom:eenheid"]


@dataclass(frozen=True, slots=True)
class Given:
    """The records that a request works on: parameters of its path, and fields of its body."""

    path: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)


type Make = Callable[[Place, Claims], Given]


def request(place: Place, operation: str, claims: Claims | None = None, given: Given | None = None, **fields: Any) -> Call:
    """Make a request of this operation.

    Args:
        operation: its operationId.
        claims: the login; None for that of the payload. They need not be those of a medewerker.
        given: records that are there; None to make new ones.
        fields: fields of the body that differ from those of the payload; None leaves one out.
    """
    route = ROUTES[operation]
    event = read_event(PAYLOADS[route])
    if claims is not None:
        event["requestContext"]["authorizer"]["claims"] = dict(claims)
    if given is None:
        given = needs(place, operation, event["requestContext"]["authorizer"]["claims"])
    if given.path:
        event["pathParameters"] = dict(given.path)
        event["path"] = event["resource"].format(**given.path)
        event["requestContext"]["path"] = f"/v1{event['path']}"
    if "Idempotency-Key" in event["headers"]:
        key = str(uuid4())
        event["headers"]["Idempotency-Key"] = key
        event["multiValueHeaders"]["Idempotency-Key"] = [key]
    if event["body"] is not None:
        body: Body = json.loads(event["body"])
        body |= {name: value for name, value in given.body.items() if name in body} | fields
        event["body"] = json.dumps({name: value for name, value in body.items() if value is not None})
    return Call(FUNCTIONS[route], event)


def needs(place: Place, operation: str, claims: Claims) -> Given:
    """Make the records that a request of this operation works on."""
    return NEEDS[operation](place, claims) if operation in NEEDS else Given()


def operation_of(call: Call) -> str | None:
    """Return the operationId of a request; None for a call that is no request of the API."""
    operation = OPERATIES.get(f"{call.event.get('httpMethod')} {call.event.get('resource')}")
    return operation.naam if operation else None


def writing_operations() -> list[str]:
    """The operationIds of all that the API can be asked to store, change or take away."""
    return [name for name, route in ROUTES.items() if not route.startswith("GET ") and name not in READING]


def query(call: Call, **parameters: str) -> Call:
    """Set the query parameters of a request."""
    event: Event = call.event
    event["queryStringParameters"] = parameters or None
    event["multiValueQueryStringParameters"] = {name: [value] for name, value in parameters.items()} or None
    return call


def replacing(call: Call, version: str = "*") -> Call:
    """Let a request replace this version, or any version that there is."""
    for headers, value in ((call.event["headers"], version), (call.event["multiValueHeaders"], [version])):
        headers.pop("If-None-Match", None)
        headers["If-Match"] = value
    return call


def on(identificatie: object, **body: Any) -> Given:
    """Work on this one record."""
    return Given({"identificatie": str(identificatie)}, body)


# -- what happens before -----------------------------------------------------------------------------------------------


def done(place: Place, operation: str, claims: Claims | None = None, given: Given | None = None, **fields: Any) -> Body:
    """Play an operation, and return the body of its answer."""
    return place.ask(request(place, operation, claims, given, **fields))


def opened(place: Place, claims: Claims = CLAIMS, mail: str = "") -> Given:
    """Have this medewerker open a mail.

    Args:
        mail: empty for a new one.
    """
    mail = mail or place.received()
    # The asker has the mail, whatever else they lack, so that they are refused for that alone.
    who = {**CLAIMS, "custom:medewerker": claims.get("custom:medewerker") or CLAIMS["custom:medewerker"]}
    return on(mail, inzageId=done(place, "openEmailbericht", who, on(mail))["inzageId"])


def answered(place: Place, **fields: Any) -> Body:
    return done(place, "beantwoordEmailbericht", **fields)


def sending(place: Place) -> str:
    """Make a verzending that waits."""
    return str(answered(place)["verzending"]["identificatie"])


def contact(place: Place) -> str:
    """Make the klantcontact of a question that was answered."""
    return str(answered(place)["klantcontacten"][0]["identificatie"])


def reply(place: Place) -> str:
    """Make the klantcontact of an answer: it is a mail of the gemeente, with its verzending."""
    return str(answered(place)["klantcontacten"][1]["identificatie"])


def document(place: Place) -> str:
    return str(answered(place)["klantcontacten"][0]["bijlagen"][0]["informatieobject"]["identificatie"])


def task(place: Place, eenheid: str = EENHEID) -> dict[str, str]:
    """Make a task of this eenheid, and return its identificatie and a document of its mail."""
    made = done(place, "maakInterneTaak", toegewezenAan={"organisatorischeEenheid": eenheid})
    first = made["klantcontact"]["bijlagen"][0]["informatieobject"]
    return {"identificatie": made["interneTaak"]["identificatie"], "document": first["identificatie"]}


def returned_task(place: Place) -> dict[str, str]:
    """Make a task that a department gave back to the contact centre, and return it as `task` does."""
    made = task(place)
    given = on(made["identificatie"])
    back = done(place, "wijzigInterneTaak", BEHANDELAAR, given, actie="naar_kcc", reden="Niet van ons")
    return made | {"identificatie": back["vervolg"]}


def task_for(place: Place, claims: Claims) -> dict[str, str]:
    """Make a task that is on the desk of this login."""
    groups = claims.get("cognito:groups", "")
    return returned_task(place) if groups and BEHANDELAAR["cognito:groups"] not in groups else task(place)


def zaak(place: Place) -> str:
    """Make a zaak that waits."""
    return str(done(place, "maakZaak")["zaak"]["identificatie"])


def refused_zaak(place: Place) -> str:
    """Make a zaak that the Zaken API would have refused: its item says so."""
    made = zaak(place)
    overwrite(place, "zaak", made, status={"S": "mislukt"}, AANDACHT_PK={"S": "zaak_mislukt"})
    return made


def closed(place: Place, claims: Claims = CLAIMS) -> str:
    """Have this medewerker close a mail without a klantcontact, and return its identificatie."""
    who = {**CLAIMS, "custom:medewerker": claims.get("custom:medewerker") or CLAIMS["custom:medewerker"]}
    mail = opened(place, claims)
    done(place, "sluitEmailberichtAf", who, mail, soort="geen_klantcontact")
    return mail.path["identificatie"]


def formal(place: Place) -> str:
    """Have a medewerker mark a mail as formal and put it back, and return its identificatie."""
    mail = opened(place)
    done(place, "bevestigOntvangst", given=mail)
    done(place, "legEmailberichtTerug", given=mail)
    return mail.path["identificatie"]


def quiet(place: Place) -> str:
    """Make a klantcontact of which nothing is open any more."""
    made = done(place, "sluitEmailberichtAf", soort="geen_actie_nodig")
    return str(made["klantcontacten"][0]["identificatie"])


def readable(place: Place, claims: Claims) -> str:
    """Make a klantcontact that this login may read: some read it while it is restricted, and others while it is not."""
    if claims.get("cognito:groups") not in ("privacyfunctionaris", "archivaris"):
        return reply(place)
    made = quiet(place)
    done(place, "zetBeperking", given=on(made))
    return made


def for_anna(place: Place) -> str:
    """Have a citizen mail, which can be reserved for Anna: she is here now, by the name that she has."""
    here = {
        "soort": "medewerker",
        "identificatie": CLAIMS["custom:medewerker"],
        "organisatorischeEenheid": CLAIMS["custom:eenheid"],
        "rollen": CLAIMS["cognito:groups"],
        "gezien": f"{datetime.now(UTC):%Y-%m}",
    }
    fields = ", ".join(f"{name} = :{name}" for name in here)
    place.dynamodb.update_item(
        TableName=place.table,
        Key={"PK": {"S": "MEDEWERKER"}, "SK": {"S": CLAIMS["custom:medewerker"]}},
        UpdateExpression=f"SET naam = if_not_exists(naam, :naam), {fields} REMOVE postvakken",
        ExpressionAttributeValues={f":{name}": {"S": value} for name, value in (here | {"naam": CLAIMS["name"]}).items()},
    )
    return place.received()


def draft(place: Place, claims: Claims = CLAIMS) -> str:
    """Have this medewerker draft an answer, and return the identificatie of the mail."""
    who = {**CLAIMS, "custom:medewerker": claims.get("custom:medewerker") or CLAIMS["custom:medewerker"]}
    mail = place.received()
    done(place, "bewaarConcept", who, on(mail))
    return mail


def erasure(place: Place) -> str:
    """Make a list that was asked for."""
    return str(done(place, "vraagWissing")["identificatie"])


def asked_for(place: Place) -> str:
    """Have all collected that is held about a person."""
    return str(done(place, "vraagInzageverzoek")["identificatie"])


def asked_for_woo(place: Place) -> str:
    """Have the mail about a matter collected."""
    return str(done(place, "vraagWooverzoek")["identificatie"])


def listed(place: Place) -> dict[str, str]:
    """Make a list that can be approved: its item says that it was made, and of nothing."""
    made = erasure(place)
    key = {"PK": {"S": "VERNIETIGINGSLIJST"}, "SK": {"S": made}}
    sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    object_key = f"vernietiging/{made}/{sha256}.csv"
    place.dynamodb.update_item(
        TableName=place.table,
        Key=key,
        UpdateExpression="SET #status = :status, sleutel = :key, sha256 = :sha256",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={":status": {"S": "opgesteld"}, ":key": {"S": object_key}, ":sha256": {"S": sha256}},
    )
    return {"identificatie": made, "sha256": sha256}


def approval(place: Place) -> Given:
    made = listed(place)
    return on(made["identificatie"], sha256=made["sha256"])


def text(place: Place) -> str:
    return str(done(place, "maakStandaardantwoord")["identificatie"])


def outage(place: Place) -> str:
    """Register an outage that has ended: only so many may go on at a time."""
    ended = done(place, "registreerPostvakstoring", van="2026-01-05T08:00:00Z", tot="2026-01-05T09:00:00Z")
    return str(ended["identificatie"])


def _on(make: Callable[[Place], str]) -> Make:
    return lambda place, _: on(make(place))


_mail: Final = _on(lambda place: place.received())
_task: Final[Make] = lambda place, claims: on(task_for(place, claims)["identificatie"])  # noqa: E731 - beside its neighbours

NEEDS: Final[Mapping[str, Make]] = {
    "leesEmailbericht": _mail,
    "leesSamenhang": _mail,
    "lijstInterneTakenVanEmailbericht": _mail,
    "openEmailbericht": _mail,
    "geefEmailberichtVrij": _on(lambda place: place.received(spam=True)),
    "heropenEmailbericht": lambda place, claims: on(closed(place, claims)),
    "verplaatsEmailbericht": _mail,
    "reserveerEmailbericht": _on(for_anna),
    "geefReserveringOp": _mail,
    "leesConcept": lambda place, claims: on(draft(place, claims)),
    "bewaarConcept": _mail,
    "verwijderConcept": _mail,
    "lijstNotitiesBijEmailbericht": _mail,
    "schrijfNotitieBijEmailbericht": _mail,
    "lijstNotitiesBijInterneTaak": _task,
    "schrijfNotitieBijInterneTaak": _task,
    "leesEmailberichtTerug": _on(closed),
    "kijkMeeMetEmailbericht": _mail,
    "leesEmailberichtInQuarantaine": _on(lambda place: place.received(spam=True)),
    "zetEmailberichtApart": _mail,
    "sluitQuarantaine": lambda place, _: Given(body={"emailberichten": [place.received(spam=True)]}),
    "legEmailberichtTerug": opened,
    "bevestigOntvangst": opened,
    "beantwoordEmailbericht": opened,
    "toonVoorbeeld": opened,
    "maakInterneTaak": opened,
    "maakZaak": opened,
    "koppelAanZaak": opened,
    "zendEmailberichtDoor": opened,
    "sluitEmailberichtAf": opened,
    "splitsEmailbericht": opened,
    "leesKlantcontact": lambda place, claims: on(readable(place, claims)),
    "stuurVervolgbericht": _on(contact),
    "toonVoorbeeldVanVervolgbericht": _on(contact),
    "lijstInterneTakenVanKlantcontact": _on(contact),
    "lijstInzagen": _on(contact),
    "rectificeerKlantcontact": _on(contact),
    "leesBeperking": _on(contact),
    "zetBeperking": _on(quiet),
    "leesBeperkingVanEmailbericht": _mail,
    "zetBeperkingOpEmailbericht": _on(closed),
    "maakInterneTaakBijKlantcontact": _on(contact),
    "maakZaakBijKlantcontact": _on(contact),
    "koppelKlantcontactAanZaak": _on(contact),
    "leesInformatieobject": _on(document),
    "leesInhoud": _on(document),
    "leesOntleding": _on(document),
    "leesInterneTaak": _task,
    "leesInhoudBijTaak": lambda place, claims: Given(task_for(place, claims)),
    "leesOntledingBijTaak": lambda place, claims: Given(task_for(place, claims)),
    "wijzigInterneTaak": _task,
    "beantwoordInterneTaak": _task,
    "toonVoorbeeldVanTaakantwoord": _task,
    "vraagBurger": _task,
    "toonVoorbeeldVanTaakvraag": _task,
    "leesStandaardantwoord": _on(text),
    "wijzigStandaardantwoord": _on(text),
    "vulStandaardantwoordIn": lambda place, _: on(text(place), emailbericht=place.received()),
    "wijzigPostvakstoring": _on(outage),
    "lijstStoringenBijEmailbericht": _mail,
    "leesVernietigingslijst": lambda place, _: on(erasure(place)),
    "leesVernietigingsstukken": lambda place, _: on(listed(place)["identificatie"]),
    "keurVernietigingslijstGoed": lambda place, _: approval(place),
    "leesInzageverzoek": _on(asked_for),
    "leesWooverzoek": _on(asked_for_woo),
    "leesVerzending": _on(sending),
    "hervatVerzending": _on(lambda place: place.doubtful()),
    "leesZaak": _on(zaak),
    "hervatZaak": _on(refused_zaak),
}
"""The maker of the records that the path and the body of a request name, by operationId."""
