"""Every operation of the API as a request that can succeed: on records of its own, by a login of choice."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any, Final
from uuid import UUID

import boto3

from klantmail.domain.identificatie import emailbericht_id
from klantmail.domain.tijd import nu
from openapi.operaties import OPERATIES
from tests.support.aws import OMGEVING, REGIO, Functies, gebeurtenis
from tests.support.builders import POSTVAK, VRAAG
from tests.support.repositories import AllRepositories, all_repositories
from tests.support.template import PROJECT, routes

type Claims = dict[str, str]
type Gebeurtenis = dict[str, Any]

FUNCTIES: Final = {route.naam: route.functie for route in routes()}
"""The directory of its function, by route of the template."""
PAYLOADS: Final = {
    f"{inhoud['httpMethod']} {inhoud['resource']}": pad.stem
    for pad in sorted((PROJECT / "events").glob("api-*.json"))
    for inhoud in [json.loads(pad.read_text())]
}
"""The payload in `events/`, by route."""
MET_LOGIN: Final = sorted(route for route, operatie in OPERATIES.items() if operatie.rollen)
"""The routes that need a login."""
CLAIMS: Final[Claims] = gebeurtenis("api-werkvoorraad")["requestContext"]["authorizer"]["claims"]
BEHEERDER: Final[Claims] = gebeurtenis("api-vrijgave")["requestContext"]["authorizer"]["claims"]
BEHANDELAAR: Final[Claims] = gebeurtenis("api-taken")["requestContext"]["authorizer"]["claims"]
EENHEID: Final = BEHANDELAAR["custom:eenheid"]


@dataclass
class Toneel:
    """The functions and the records that each operation needs, which are made anew for every request."""

    functies: Functies
    _nummers: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    def roep(self, verzoek: Gebeurtenis) -> tuple[int, dict[str, Any]]:
        """Have the request answered by the function that the template sends it to."""
        return self.functies.roep_api(FUNCTIES[f"{verzoek['httpMethod']} {verzoek['resource']}"], verzoek)

    def met_recht(self, route: str) -> Gebeurtenis:
        """The request of a login that may make it."""
        rol = min(OPERATIES[route].rollen)
        return self.verzoek(route, {**CLAIMS, "custom:eenheid": EENHEID, "cognito:groups": rol.value})

    def verzoek(self, route: str, claims: Claims) -> Gebeurtenis:
        """The request of this login, on records that are there; its claims need not be those of a medewerker."""
        verzoek = gebeurtenis(PAYLOADS[route])
        verzoek["requestContext"]["authorizer"]["claims"] = claims
        pad = route.partition(" ")[2]
        body = json.loads(verzoek["body"] or "{}")
        if "{" in pad:
            for naam, waarde in self._in_pad(route, pad, claims, body).items():
                verzoek["pathParameters"][naam] = waarde
        if "Idempotency-Key" in verzoek["headers"]:
            sleutel = f"sleutel-{self._nummers()}"
            verzoek["headers"]["Idempotency-Key"] = sleutel
            verzoek["multiValueHeaders"]["Idempotency-Key"] = [sleutel]
        if verzoek["body"] is not None:
            verzoek["body"] = json.dumps(body)
        verzoek["path"] = pad.format(**verzoek["pathParameters"] or {})
        verzoek["requestContext"]["path"] = f"/v1{verzoek['path']}"
        return verzoek

    def _in_pad(self, route: str, pad: str, claims: Claims, body: dict[str, Any]) -> dict[str, str]:
        """The parameters of the path. The names that the body must hold are put into it."""
        match pad.split("/")[1]:
            case "emailberichten":
                return {"identificatie": self._bericht_voor(route, claims, body)}
            case "klantcontacten":
                return {"identificatie": self.beantwoord()["klantcontacten"][0]["identificatie"]}
            case "informatieobjecten":
                (document, *_) = self.beantwoord()["klantcontacten"][0]["bijlagen"]
                return {"identificatie": document["informatieobject"]["identificatie"]}
            case "interne-taken":
                return self.taak(EENHEID)
            case "verzendingen":
                return {"identificatie": self._verzending(onbekend=route.endswith("/hervatting"))}
            case "zaken":
                return {"identificatie": self._zaak(mislukt=route.endswith("/hervatting"))}
            case "standaardantwoorden":
                if "emailbericht" in body:
                    body["emailbericht"] = self.bericht()
                return {"identificatie": self._lukt("POST /standaardantwoorden", BEHEERDER)["identificatie"]}
            case deel:
                raise LookupError(deel)

    def _bericht_voor(self, route: str, claims: Claims, body: dict[str, Any]) -> str:
        if route.endswith("/vrijgave"):
            return self.bericht(spam="FAIL")
        bericht = self.bericht()
        if "inzageId" in body or route.startswith("DELETE "):
            # The asker has the mail, whatever else they lack, so that they are refused for that alone.
            iemand = claims.get("custom:medewerker") or CLAIMS["custom:medewerker"]
            body |= {"inzageId": self.open(bericht, CLAIMS | {"custom:medewerker": iemand})["inzageId"]}
        return bericht

    # -- what happens before -------------------------------------------------------------------------------------------

    def bericht(self, *, spam: str = "PASS") -> str:
        """Take in a mail, each from another sender, and return its e-mailbericht."""
        melding = gebeurtenis("ses-ontvangst")
        ses = melding["Records"][0]["ses"]
        ses["receipt"]["spamVerdict"]["status"] = spam
        ses["mail"]["messageId"] = ses_id = f"toneel-{self._nummers()}"
        mail = VRAAG.replace(b"<jan@", f"<{ses_id}@".encode()).replace(b"<vraag-1@", f"<{ses_id}@".encode())
        boto3.client("s3", region_name=REGIO).put_object(Bucket=OMGEVING["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=mail)
        self.functies.roep("ontvangen", melding)
        return str(emailbericht_id(POSTVAK, ses_id))

    def open(self, bericht: str, claims: Claims = CLAIMS) -> dict[str, Any]:
        verzoek = gebeurtenis("api-inzage")
        verzoek["requestContext"]["authorizer"]["claims"] = claims
        verzoek["pathParameters"]["identificatie"] = bericht
        verzoek["path"] = f"/emailberichten/{bericht}/inzage"
        status, geopend = self.roep(verzoek)
        assert status < 300, geopend
        return geopend

    def beantwoord(self, **velden: str) -> dict[str, Any]:
        return self._lukt("POST /emailberichten/{identificatie}/antwoord", CLAIMS, **velden)

    def taak(self, eenheid: str) -> dict[str, str]:
        """Make a task of this eenheid, and a document of its mail."""
        gemaakt = self._lukt(
            "POST /emailberichten/{identificatie}/interne-taken", CLAIMS, toegewezenAan={"organisatorischeEenheid": eenheid}
        )
        document = gemaakt["klantcontact"]["bijlagen"][0]["informatieobject"]["identificatie"]
        return {"identificatie": gemaakt["interneTaak"]["identificatie"], "document": document}

    def _verzending(self, *, onbekend: bool) -> str:
        verzending: str = self.beantwoord()["verzending"]["identificatie"]
        if onbekend:
            bezig = _register().claim_verzending(UUID(verzending), OMGEVING["GENERATIE"], nu())
            _register().meld_onbekend(bezig, "Geen antwoord.", nu())
        return verzending

    def _zaak(self, *, mislukt: bool) -> str:
        zaak: str = self._lukt("POST /emailberichten/{identificatie}/zaken", CLAIMS)["zaak"]["identificatie"]
        if mislukt:
            bezig = _register().claim_zaak(UUID(zaak), OMGEVING["GENERATIE"], nu(), nu() + timedelta(minutes=1))
            _register().meld_niet_geregistreerd(bezig, "Geweigerd.", opnieuw_op=None, moment=nu())
        return zaak

    def _lukt(self, route: str, claims: Claims, **velden: Any) -> dict[str, Any]:
        verzoek = self.verzoek(route, claims)
        status, gemaakt = self.roep(verzoek | {"body": json.dumps(json.loads(verzoek["body"]) | velden)})
        assert status == 201, gemaakt
        return gemaakt


def _register() -> AllRepositories:
    return all_repositories(OMGEVING["TABEL"], REGIO, OMGEVING["AFZENDERSLEUTEL"])


def opgeslagen() -> tuple[list[dict[str, Any]], list[str]]:
    """Everything in the table, and the keys of everything in the buckets."""
    tabel = boto3.client("dynamodb", region_name=REGIO).get_paginator("scan").paginate(TableName=OMGEVING["TABEL"])
    s3 = boto3.client("s3", region_name=REGIO)
    return (
        sorted((item for bladzijde in tabel for item in bladzijde["Items"]), key=lambda item: (item["PK"]["S"], item["SK"]["S"])),
        [
            een["Key"]
            for emmer in ("ARCHIEF", "INTAKE", "UPLOADS")
            for bladzijde in s3.get_paginator("list_objects_v2").paginate(Bucket=OMGEVING[emmer])
            for een in bladzijde.get("Contents", [])
        ],
    )
