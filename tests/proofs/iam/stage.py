"""The local AWS as the use cases of the fault matrix see it.

They make the same calls, on the deployed stack, under its real roles.
"""

import json
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import uuid4

import httpx

from klantmail_local.omgeving import Omgeving
from klantmail_local.uitrol import STACK
from tests.proofs.faults.cloud import Ingreep, Plek, Vastgelopen, Wolk, body, mislukt
from tests.proofs.faults.process import Afloop
from tests.support.aws import OMGEVING, Functies
from tests.support.scenes.place import Call
from tests.support.template import sjabloon

_WEIGERINGEN: Final = ("not authorized to perform", "AccessDenied", "Forbidden", "HTTP 403")
"""The texts of a refusal for want of a right, in an error, in a log, or in an answer of S3."""
FUNCTIES: Final = {
    str(bron["Properties"]["CodeUri"]).rpartition("/")[2]: naam
    for naam, bron in sjabloon()["Resources"].items()
    if bron["Type"] == "AWS::Serverless::Function"
}
"""The logical id of the function in each directory."""


class Gemist(Exception):
    """Something that the function is for did not come about."""


class Toneel(Wolk):
    """One municipality, on the deployed stack. Streams and rules are off: here every event comes by hand.

    The use cases name table and buckets by `OMGEVING`, so that holds the deployed ones from here on.
    """

    def __init__(self, omgeving: Omgeving) -> None:
        super().__init__(Functies({}))
        self.omgeving = omgeving
        self.aws = omgeving.aws
        self.s3 = self.aws.s3
        self.dynamodb = self.aws.dynamodb
        stack = omgeving.stack
        OMGEVING.update(TABEL=stack.tabel, ARCHIEF=stack.archief, INTAKE=stack.intake, UPLOADS=stack.uploads)
        bronnen = self.aws.cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
        self._namen = {
            een["LogicalResourceId"]: een["PhysicalResourceId"] for blad in bronnen for een in blad["StackResourceSummaries"]
        }
        self.gezegd: list[str] = []
        """The texts since `begin`: errors, and the last lines of each function's log."""
        self.stil()

    def stil(self) -> None:
        """Turn off everything that runs by itself."""
        for lezer in self.aws.functies.list_event_source_mappings()["EventSourceMappings"]:
            self.aws.functies.update_event_source_mapping(UUID=lezer["UUID"], Enabled=False)
        for regel in self.aws.gebeurtenissen.list_rules()["Rules"]:
            self.aws.gebeurtenissen.disable_rule(Name=regel["Name"])

    def begin(self) -> None:
        """Empty the table and the intake, and forget all texts."""
        self.gezegd.clear()
        self.wachtrij.clear()
        self.gestuurd.clear()
        self._in_stroom.clear()
        for rij in self._rijen():
            self.aws.dynamodb.delete_item(TableName=OMGEVING["TABEL"], Key={"PK": rij["PK"], "SK": rij["SK"]})
        for sleutel in self.sleutels("INTAKE"):
            self.s3.delete_object(Bucket=OMGEVING["INTAKE"], Key=sleutel)

    @property
    def geweigerd(self) -> str:
        """Return the text about a missing right; empty when there is none."""
        regels = [regel for gezegd in self.gezegd for regel in gezegd.splitlines()]
        return next((regel for woord in _WEIGERINGEN for regel in regels if woord in regel), "")

    def naam(self, logisch: str) -> str:
        """The physical id of a resource of the template."""
        return str(self._namen[logisch])

    def stel_in(self, functie: str, **waarden: str) -> None:
        """Give a function settings, as a parameter of the template would."""
        naam = self.naam(functie)
        oud = self.aws.functies.get_function_configuration(FunctionName=naam)["Environment"]["Variables"]
        self.aws.functies.update_function_configuration(FunctionName=naam, Environment={"Variables": oud | waarden})

    def vernieuw(self, functie: str) -> None:
        """Let the next call find a new worker."""
        self.stel_in(functie, VERNIEUWD=uuid4().hex)

    # -- as the use cases want it --------------------------------------------------------------------------------------

    def draai(self, aanroepen: Sequence[Call], ingreep: Ingreep | None = None, opname: list[Plek] | None = None) -> list[Afloop]:
        if ingreep is not None or opname is not None:
            raise Vastgelopen("no call of a deployed function can be met")
        aflopen = [self._roep(een) for een in aanroepen]
        self._volg_stroom()
        return aflopen

    def _roep(self, aanroep: Call) -> Afloop:
        antwoord = self.aws.functies.invoke(
            FunctionName=self.naam(FUNCTIES[aanroep.function]), Payload=json.dumps(aanroep.event), LogType="Tail"
        )
        inhoud = antwoord["Payload"].read().decode()
        self.gezegd.append(b64decode(antwoord.get("LogResult", "")).decode(errors="replace"))
        if antwoord.get("FunctionError"):
            self.gezegd.append(inhoud)
            return Afloop(fout=inhoud)
        return Afloop(json.loads(inhoud))

    def _rijen(self) -> list[Any]:  # type: ignore[override]  # the one of moto needs no client
        bladen = self.aws.dynamodb.get_paginator("scan").paginate(TableName=OMGEVING["TABEL"], ConsistentRead=True)
        return [rij for blad in bladen for rij in blad["Items"]]

    # -- what a step asks ----------------------------------------------------------------------------------------------

    def vraag(self, aanroep: Call, *goed: int) -> Any:
        """Return the body of an answer with one of these statuses, whose links all lead somewhere. Raises: Gemist."""
        (afloop,) = self.draai([aanroep])
        wat = f"{aanroep.event['httpMethod']} {aanroep.event['resource']}"
        if afloop.fout:
            raise Gemist(f"{wat}: error")
        if afloop.uitkomst["statusCode"] not in goed:
            raise Gemist(f"{wat}: {afloop.uitkomst['statusCode']}")
        inhoud = body(afloop)
        for adres in _links(inhoud):
            self.haal(adres, wat)
        return inhoud

    def meld(self, aanroep: Call) -> Any:
        """Send an event to a function, and return its result. Raises: Gemist (it failed, or says so of a record)."""
        (afloop,) = self.draai([aanroep])
        if mislukt(afloop):
            raise Gemist(f"{aanroep.function}: error" if afloop.fout else f"{aanroep.function}: a record failed")
        return afloop.uitkomst

    def haal(self, adres: str, wat: str) -> None:
        """Follow a link that a function signed. Raises: Gemist."""
        antwoord = httpx.get(adres, timeout=30, trust_env=False)
        if antwoord.status_code != 200:
            self.gezegd.append(f"HTTP {antwoord.status_code} {antwoord.text}")
            raise Gemist(f"{wat}: its link gives {antwoord.status_code}")

    def verdubbel(self, soort: str, identificatie: str) -> None:
        """Write an item of this kind once more, under another id."""
        rij = next(rij for rij in self._rijen() if rij["soort"]["S"] == soort)
        naam = {"PK": {"S": f"{soort.upper()}#{identificatie}"}, "identificatie": {"S": identificatie}}
        self.aws.dynamodb.put_item(TableName=OMGEVING["TABEL"], Item=rij | naam)

    def verlies(self, emmer: str, voorvoegsel: str) -> None:
        """Remove the objects under this prefix, as if they never were."""
        for een in self.s3.list_objects_v2(Bucket=OMGEVING[emmer], Prefix=voorvoegsel).get("Contents", []):
            self.s3.delete_object(Bucket=OMGEVING[emmer], Key=een["Key"])


def _links(inhoud: Any) -> Iterator[str]:
    """Every signed address in an answer."""
    match inhoud:
        case str() if "X-Amz-Signature=" in inhoud:
            yield inhoud
        case dict():
            for waarde in inhoud.values():
                yield from _links(waarde)
        case list():
            for waarde in inhoud:
                yield from _links(waarde)
