"""One zaak is made, whatever goes wrong.

The use case meets faults of the table and the network, against a real HTTP server; the function itself is started
from the bus.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import boto3
import pytest
import urllib3
from hypothesis import given, settings
from hypothesis import strategies as st

from klantmail.adapters.dynamodb.informatieobjecten import informatieobject_item
from klantmail.adapters.dynamodb.zaken import zaak_item
from klantmail.adapters.zgw.zaaksysteem import ZgwZaaksysteem
from klantmail.adapters.zgw.zgw import ZgwClient, ZgwGeheim
from klantmail.domain.fouten import OpslagOnbekend
from klantmail.domain.tijd import nu
from klantmail.domain.verzending import wachttijd
from klantmail.domain.zaak import Zaakstatus
from klantmail.usecases.keuren import Keurmeester
from klantmail.usecases.nazorg.zaak_registreren import Registreerder
from tests.support.aws import ENVIRONMENT, REGION, Functions, read_api_event, read_event
from tests.support.builders import GENERATIE, KLACHT, ORGANISATIE, WERKTIJD, ZAAKLEASE, document, zaak
from tests.support.fakes import FakeArchief, FakeKlok, FakeRepositories
from tests.support.misfortune import Died
from tests.support.repositories import AllRepositories, all_repositories
from tests.support.scenes.events import told_of
from tests.support.zgw_server import CLIENT_ID, GEHEIM, Mishap, ZgwServer, zgw_server

IN_VAIN = [each for each in Mishap if each not in {Mishap.SILENT, Mishap.SILENT_AFTERWARDS, Mishap.REFUSES, Mishap.VANISHED}]
"""The misfortunes that pass.

A missing answer takes a test as long as the client waits; `test_zaaksysteem` has it.
"""
FILES = (b"From: jan\r\n\r\nHoi", b"%PDF-1.4\n\xff")


@pytest.fixture
def zgw() -> Iterator[ZgwServer]:
    with zgw_server() as server:
        yield server


class Shaky(FakeRepositories):
    """A repository whose process dies, hears nothing, or is overtaken by another
    attempt, at the writes whose turn it is.
    """

    lot: list[str]
    ander: Callable[[], object]
    """Another attempt, after the lease of this one."""

    def _try(self, write: Callable[[], Any]) -> Any:
        mishap = self.lot.pop(0) if self.lot else "niets"
        if mishap == "dood ervoor":
            raise Died
        if mishap == "ingehaald":
            self.ander()
        uitkomst = write()
        if mishap == "dood erna":
            raise Died
        if mishap == "onbekend":
            raise OpslagOnbekend("ReadTimeoutError")
        return uitkomst

    def claim_zaak(self, *args: Any) -> Any:
        return self._try(lambda: FakeRepositories.claim_zaak(self, *args))

    def meld_gemaakt(self, *args: Any) -> None:
        self._try(lambda: FakeRepositories.meld_gemaakt(self, *args))

    def meld_met_status(self, *args: Any) -> None:
        self._try(lambda: FakeRepositories.meld_met_status(self, *args))

    def meld_met_initiator(self, *args: Any) -> None:
        self._try(lambda: FakeRepositories.meld_met_initiator(self, *args))

    def meld_gekoppeld(self, *args: Any) -> None:
        self._try(lambda: FakeRepositories.meld_gekoppeld(self, *args))

    def meld_geregistreerd(self, *args: Any) -> None:
        self._try(lambda: FakeRepositories.meld_geregistreerd(self, *args))

    def meld_niet_geregistreerd(self, *args: Any, **opties: Any) -> None:
        self._try(lambda: FakeRepositories.meld_niet_geregistreerd(self, *args, **opties))


@settings(max_examples=60, deadline=None)
@given(
    mishap=st.lists(st.sampled_from(IN_VAIN), max_size=12),
    lot=st.lists(st.sampled_from(["niets", "niets", "dood ervoor", "dood erna", "onbekend", "ingehaald"]), max_size=12),
)
def test_whatever_goes_wrong_one_zaak_with_its_documents_once_is_registered(mishap: list[Mishap], lot: list[str]) -> None:
    repos, archief, clock = Shaky(), FakeArchief(), FakeKlok()
    repos.lot = list(lot)
    for number, inhoud in enumerate(FILES, 1):
        file = replace(document(number), bestandsomvang=len(inhoud), sha256=sha256(inhoud).hexdigest())
        repos.documenten[file.identificatie] = file
        archief.objecten[file.object_key] = inhoud
    new = replace(zaak(), informatieobjecten=tuple(repos.documenten))
    repos.zaken[new.identificatie] = new
    with zgw_server() as server:
        server.mishap = list(mishap)
        client = ZgwClient(
            urllib3.PoolManager(retries=False, timeout=20),
            ZgwGeheim(lambda: json.dumps({"clientId": CLIENT_ID, "secret": GEHEIM})),
            nu,
        )
        registreerder = Registreerder(
            zaken=repos,
            informatieobjecten=repos,
            archief=archief,
            keurmeester=Keurmeester(archief, None),
            zaaksysteem=ZgwZaaksysteem(
                client,
                zaken=server.zaken_api,
                documenten=server.documenten_api,
                rsin=ORGANISATIE.rsin,
                communicatiekanaal="",
                catalogi=server.catalogi_api,
            ),
            klok=clock,
            generatie=GENERATIE,
            lease=ZAAKLEASE,
            werktijd=WERKTIJD,
        )

        def attempt_(wacht: timedelta) -> None:
            clock.advance(wacht)
            with suppress(Died, OpslagOnbekend):
                registreerder.registreer(new)
            assert max(len(server.zaken), len(server.statuses), len(server.rollen)) <= 1

        repos.ander = partial(attempt_, ZAAKLEASE)
        for poging in range(len(mishap) + len(lot) + 3):
            attempt_(max(ZAAKLEASE, wachttijd(poging)))
        klaar = repos.zaak(new.identificatie)
        (made,) = server.zaken
        assert (klaar.status, klaar.url, klaar.gekoppeld) == (Zaakstatus.GEREGISTREERD, made["url"], len(FILES))
        assert [[each["zaak"] for each in what] for what in (server.statuses, server.rollen)] == [[made["url"]]] * 2
        assert [each["identificatie"] for each in server.documenten] == [str(each) for each in new.informatieobjecten]
        assert [(each["zaak"], each["informatieobject"]) for each in server.koppelingen] == [
            (made["url"], each["url"]) for each in server.documenten
        ]


# -- the function ------------------------------------------------------------------------------------------------------


@pytest.fixture
def ingericht(aws: None, zgw: ZgwServer, monkeypatch: pytest.MonkeyPatch) -> AllRepositories:  # noqa: ARG001  # moto
    """The function's environment for this server, and a zaak with one document in the table."""
    secrets = boto3.client("secretsmanager", region_name=REGION)
    inhoud = json.dumps({"clientId": CLIENT_ID, "secret": GEHEIM})
    monkeypatch.setenv("ZGW_GEHEIM", secrets.create_secret(Name="zgw", SecretString=inhoud)["ARN"])
    monkeypatch.setenv("ZAKEN_API", zgw.zaken_api)
    monkeypatch.setenv("DOCUMENTEN_API", zgw.documenten_api)
    monkeypatch.setenv("CATALOGI_API", zgw.catalogi_api)
    repos = all_repositories(ENVIRONMENT["TABEL"], REGION, ENVIRONMENT["AFZENDERSLEUTEL"])
    file = replace(document(), bestandsomvang=len(FILES[1]), sha256=sha256(FILES[1]).hexdigest())
    boto3.client("s3", region_name=REGION).put_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=file.object_key, Body=FILES[1])
    informatieobject_item(file).save()
    zaak_item(zaak()).save()
    return repos


def from_the_bus() -> dict[str, Any]:
    """The message by which the bus tells of the new zaak."""
    key = {"PK": {"S": f"ZAAK#{zaak().identificatie}"}, "SK": {"S": "ZAAK"}}
    (told,) = told_of(boto3.client("dynamodb", region_name=REGION).get_item(TableName=ENVIRONMENT["TABEL"], Key=key)["Item"])
    return told.event


def test_a_zaak_that_the_bus_tells_of_is_registered_once(
    ingericht: AllRepositories, functions: Functions, zgw: ZgwServer
) -> None:
    record = from_the_bus()
    for _ in range(2):
        assert functions.invoke("registreren", record) == {"batchItemFailures": []}
    klaar = ingericht.zaak(zaak().identificatie)
    assert (klaar.status, [each["url"] for each in zgw.zaken], klaar.gekoppeld) == (Zaakstatus.GEREGISTREERD, [klaar.url], 1)
    assert [bytes.fromhex(each["inhoud"]) for each in zgw.documenten] == [FILES[1]]
    assert [[each["zaak"] for each in what] for what in (zgw.statuses, zgw.rollen)] == [[klaar.url], [klaar.url]]
    assert (klaar.heeft_status, klaar.heeft_initiator) == (True, True)


def test_a_document_with_a_threat_is_kept_from_the_zaak_and_is_seen(
    ingericht: AllRepositories, functions: Functions, zgw: ZgwServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEURING_VANAF", "2026-01-01")
    tags = [{"Key": "GuardDutyMalwareScanStatus", "Value": "THREATS_FOUND"}]
    s3 = boto3.client("s3", region_name=REGION)
    s3.put_object_tagging(Bucket=ENVIRONMENT["ARCHIEF"], Key=document().object_key, Tagging={"TagSet": tags})  # type: ignore[typeddict-item]
    functions.invoke("registreren", from_the_bus())
    mislukt = ingericht.zaak(zaak().identificatie)
    assert (mislukt.status, mislukt.geweigerd, zgw.documenten) == (Zaakstatus.MISLUKT, (document().identificatie,), [])
    _, read = functions.invoke_api("beheren", read_api_event("api-zaakstand", zaak().identificatie))
    assert read["geweigerdeInformatieobjecten"] == [str(document().identificatie)]
    assert read["gekoppeldeInformatieobjecten"] == []


def test_the_vangnet_has_a_zaak_registered_by_its_name(ingericht: AllRepositories, functions: Functions, zgw: ZgwServer) -> None:
    zgw.mishap = [Mishap.BROKEN_AFTERWARDS]
    functions.invoke("registreren", from_the_bus())
    assert ingericht.zaak(zaak().identificatie).status is Zaakstatus.TE_REGISTREREN
    functions.invoke("registreren", {"zaak": str(zaak().identificatie)})
    assert ingericht.zaak(zaak().identificatie).status is Zaakstatus.GEREGISTREERD
    assert len(zgw.zaken) == 1


def test_without_a_zaken_api_nothing_fails_and_the_zaak_waits(
    ingericht: AllRepositories, functions: Functions, zgw: ZgwServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ZAKEN_API", "DOCUMENTEN_API", "ZGW_GEHEIM"):
        monkeypatch.setenv(name, "")
    assert functions.invoke("registreren", from_the_bus()) == {"batchItemFailures": []}
    assert ingericht.zaak(zaak().identificatie) == zaak()
    assert zgw.invocations == []


# -- people ------------------------------------------------------------------------------------------------------------


def test_a_refused_zaak_is_seen_and_a_beheerder_decides_on_it(
    ingericht: AllRepositories, functions: Functions, zgw: ZgwServer
) -> None:
    identificatie = zaak().identificatie
    zgw.mishap = [Mishap.REFUSES, Mishap.NOTHING]
    functions.invoke("registreren", from_the_bus())
    _, lijst = functions.invoke_api("beheren", read_event("api-zaken"))
    (seen,) = lijst["results"]
    assert (seen["status"], seen["reden"], seen["aandacht"]) == (
        "mislukt",
        "HTTP 400: zaaktype (bad-url)",
        "zaak_mislukt",
    )
    assert functions.invoke_api("beheren", read_api_event("api-zaakstand", identificatie)) == (200, seen)
    gewoon = read_api_event("api-zaakhervatting", identificatie)
    gewoon["requestContext"]["authorizer"]["claims"]["cognito:groups"] = "kcc-medewerker"
    assert functions.invoke_api("beheren", gewoon)[0] == 403
    status, besloten = functions.invoke_api("beheren", read_api_event("api-zaakhervatting", identificatie))
    assert (status, besloten["status"]) == (201, "te_registreren")
    assert [(each["keuze"], each["toelichting"]) for each in besloten["besluiten"]] == [("opnieuw", "Het zaaktype is hersteld")]
    functions.invoke("registreren", {"zaak": str(identificatie)})
    klaar = ingericht.zaak(identificatie)
    assert (klaar.status, len(zgw.zaken), len(klaar.besluiten)) == (Zaakstatus.GEREGISTREERD, 1, 1)
    assert functions.invoke_api("beheren", read_api_event("api-zaakhervatting", identificatie, keuze="opnieuw"))[0] == 409


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"keuze": "gezien"}, "keuze"),
        ({"keuze": "vervallen"}, "toelichting"),
        ({"keuze": "is_geregistreerd"}, "url"),
        ({"keuze": "is_geregistreerd", "url": "javascript:alert(1)"}, "url"),
        ({"keuze": "opnieuw", "url": "https://zaken.example/1"}, "url"),
    ],
)
def test_a_decision_that_cannot_be_right_is_refused(
    ingericht: AllRepositories, functions: Functions, body: Any, field: str
) -> None:
    status, probleem = functions.invoke_api("beheren", read_api_event("api-zaakhervatting", zaak().identificatie, **body))
    assert (status, [each["name"] for each in probleem["invalidParams"]]) == (400, [field])
    assert ingericht.zaak(zaak().identificatie) == zaak()


@pytest.mark.usefixtures("ingericht")
def test_the_list_of_zaken_is_chosen_by_status(functions: Functions) -> None:
    def lijst(status: str) -> tuple[int, Any]:
        verzoek = read_event("api-zaken")
        verzoek["queryStringParameters"] = {"status": status}
        verzoek["multiValueQueryStringParameters"] = {"status": [status]}
        return functions.invoke_api("beheren", verzoek)

    assert [each["identificatie"] for each in lijst("te_registreren")[1]["results"]] == [str(zaak().identificatie)]
    assert lijst("mislukt")[1]["results"] == []
    assert lijst("geregistreerd")[0] == 400


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("group", ["kcc-medewerker", "behandelaar", "beheerder"])
def test_everybody_reads_how_the_municipality_is_set_up(functions: Functions, group: str) -> None:
    def lees(name: str) -> Any:
        verzoek = read_event(name)
        verzoek["requestContext"]["authorizer"]["claims"]["cognito:groups"] = group
        status, inhoud = functions.invoke_api("inrichting", verzoek)
        assert (status, inhoud["cursor"]) == (200, None)
        return inhoud["results"]

    assert lees("api-postvakken") == [
        {"adres": adres, "ontvangstbevestiging": False} for adres in ("info@gemeente.example", "burgerzaken@gemeente.example")
    ]
    assert lees("api-eenheden") == [
        {"naam": "Burgerzaken", "aantalBehandelaars": 0},
        {"naam": "Belastingen", "aantalBehandelaars": 0},
    ]
    assert lees("api-zaaktypen") == [{"naam": KLACHT.naam, "url": KLACHT.url}]
