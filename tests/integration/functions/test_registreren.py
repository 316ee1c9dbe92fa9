"""One zaak is made, whatever goes wrong.

The use case meets faults of the register and the network, against a real HTTP server; the function itself is started
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
from tests.support.aws import OMGEVING, REGIO, Functies, api_gebeurtenis, gebeurtenis
from tests.support.builders import GENERATIE, KLACHT, ORGANISATIE, WERKTIJD, ZAAKLEASE, document, zaak
from tests.support.fakes import NepArchief, NepKlok, NepRepositories
from tests.support.misfortune import Died
from tests.support.repositories import AllRepositories, all_repositories
from tests.support.scenes.events import told_of
from tests.support.zgw_server import CLIENT_ID, GEHEIM, Onheil, ZgwServer, zgw_server

VERGEEFS = [een for een in Onheil if een not in {Onheil.STIL, Onheil.STIL_ERNA, Onheil.WEIGERT, Onheil.VERDWENEN}]
"""The misfortunes that pass.

A missing answer takes a test as long as the client waits; `test_zaaksysteem` has it.
"""
BESTANDEN = (b"From: jan\r\n\r\nHoi", b"%PDF-1.4\n\xff")


@pytest.fixture
def zgw() -> Iterator[ZgwServer]:
    with zgw_server() as server:
        yield server


class Wankel(NepRepositories):
    """A register whose process dies, hears nothing, or is overtaken by another
    attempt, at the writes whose turn it is.
    """

    lot: list[str]
    ander: Callable[[], object]
    """Another attempt, after the lease of this one."""

    def _beproef(self, schrijf: Callable[[], Any]) -> Any:
        onheil = self.lot.pop(0) if self.lot else "niets"
        if onheil == "dood ervoor":
            raise Died
        if onheil == "ingehaald":
            self.ander()
        uitkomst = schrijf()
        if onheil == "dood erna":
            raise Died
        if onheil == "onbekend":
            raise OpslagOnbekend("ReadTimeoutError")
        return uitkomst

    def claim_zaak(self, *args: Any) -> Any:
        return self._beproef(lambda: NepRepositories.claim_zaak(self, *args))

    def meld_gemaakt(self, *args: Any) -> None:
        self._beproef(lambda: NepRepositories.meld_gemaakt(self, *args))

    def meld_met_status(self, *args: Any) -> None:
        self._beproef(lambda: NepRepositories.meld_met_status(self, *args))

    def meld_met_initiator(self, *args: Any) -> None:
        self._beproef(lambda: NepRepositories.meld_met_initiator(self, *args))

    def meld_gekoppeld(self, *args: Any) -> None:
        self._beproef(lambda: NepRepositories.meld_gekoppeld(self, *args))

    def meld_geregistreerd(self, *args: Any) -> None:
        self._beproef(lambda: NepRepositories.meld_geregistreerd(self, *args))

    def meld_niet_geregistreerd(self, *args: Any, **opties: Any) -> None:
        self._beproef(lambda: NepRepositories.meld_niet_geregistreerd(self, *args, **opties))


@settings(max_examples=60, deadline=None)
@given(
    onheil=st.lists(st.sampled_from(VERGEEFS), max_size=12),
    lot=st.lists(st.sampled_from(["niets", "niets", "dood ervoor", "dood erna", "onbekend", "ingehaald"]), max_size=12),
)
def test_whatever_goes_wrong_one_zaak_with_its_documents_once_is_registered(onheil: list[Onheil], lot: list[str]) -> None:
    register, archief, klok = Wankel(), NepArchief(), NepKlok()
    register.lot = list(lot)
    for nummer, inhoud in enumerate(BESTANDEN, 1):
        bestand = replace(document(nummer), bestandsomvang=len(inhoud), sha256=sha256(inhoud).hexdigest())
        register.documenten[bestand.identificatie] = bestand
        archief.objecten[bestand.object_key] = inhoud
    nieuw = replace(zaak(), informatieobjecten=tuple(register.documenten))
    register.zaken[nieuw.identificatie] = nieuw
    with zgw_server() as server:
        server.onheil = list(onheil)
        client = ZgwClient(
            urllib3.PoolManager(retries=False, timeout=20),
            ZgwGeheim(lambda: json.dumps({"clientId": CLIENT_ID, "secret": GEHEIM})),
            nu,
        )
        registreerder = Registreerder(
            zaken=register,
            informatieobjecten=register,
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
            klok=klok,
            generatie=GENERATIE,
            lease=ZAAKLEASE,
            werktijd=WERKTIJD,
        )

        def probeer(wacht: timedelta) -> None:
            klok.vooruit(wacht)
            with suppress(Died, OpslagOnbekend):
                registreerder.registreer(nieuw)
            assert max(len(server.zaken), len(server.statussen), len(server.rollen)) <= 1

        register.ander = partial(probeer, ZAAKLEASE)
        for poging in range(len(onheil) + len(lot) + 3):
            probeer(max(ZAAKLEASE, wachttijd(poging)))
        klaar = register.zaak(nieuw.identificatie)
        (gemaakt,) = server.zaken
        assert (klaar.status, klaar.url, klaar.gekoppeld) == (Zaakstatus.GEREGISTREERD, gemaakt["url"], len(BESTANDEN))
        assert [[een["zaak"] for een in wat] for wat in (server.statussen, server.rollen)] == [[gemaakt["url"]]] * 2
        assert [een["identificatie"] for een in server.documenten] == [str(een) for een in nieuw.informatieobjecten]
        assert [(een["zaak"], een["informatieobject"]) for een in server.koppelingen] == [
            (gemaakt["url"], een["url"]) for een in server.documenten
        ]


# -- the function ------------------------------------------------------------------------------------------------------


@pytest.fixture
def ingericht(aws: None, zgw: ZgwServer, monkeypatch: pytest.MonkeyPatch) -> AllRepositories:  # noqa: ARG001  # moto
    """The function's environment for this server, and a zaak with one document in the table."""
    secrets = boto3.client("secretsmanager", region_name=REGIO)
    inhoud = json.dumps({"clientId": CLIENT_ID, "secret": GEHEIM})
    monkeypatch.setenv("ZGW_GEHEIM", secrets.create_secret(Name="zgw", SecretString=inhoud)["ARN"])
    monkeypatch.setenv("ZAKEN_API", zgw.zaken_api)
    monkeypatch.setenv("DOCUMENTEN_API", zgw.documenten_api)
    monkeypatch.setenv("CATALOGI_API", zgw.catalogi_api)
    register = all_repositories(OMGEVING["TABEL"], REGIO, OMGEVING["AFZENDERSLEUTEL"])
    bestand = replace(document(), bestandsomvang=len(BESTANDEN[1]), sha256=sha256(BESTANDEN[1]).hexdigest())
    boto3.client("s3", region_name=REGIO).put_object(Bucket=OMGEVING["ARCHIEF"], Key=bestand.object_key, Body=BESTANDEN[1])
    informatieobject_item(bestand).save()
    zaak_item(zaak()).save()
    return register


def van_de_bus() -> dict[str, Any]:
    """The message by which the bus tells of the new zaak."""
    key = {"PK": {"S": f"ZAAK#{zaak().identificatie}"}, "SK": {"S": "ZAAK"}}
    (told,) = told_of(boto3.client("dynamodb", region_name=REGIO).get_item(TableName=OMGEVING["TABEL"], Key=key)["Item"])
    return told.event


def test_a_zaak_that_the_bus_tells_of_is_registered_once(ingericht: AllRepositories, functies: Functies, zgw: ZgwServer) -> None:
    record = van_de_bus()
    for _ in range(2):
        assert functies.roep("registreren", record) == {"batchItemFailures": []}
    klaar = ingericht.zaak(zaak().identificatie)
    assert (klaar.status, [een["url"] for een in zgw.zaken], klaar.gekoppeld) == (Zaakstatus.GEREGISTREERD, [klaar.url], 1)
    assert [bytes.fromhex(een["inhoud"]) for een in zgw.documenten] == [BESTANDEN[1]]
    assert [[een["zaak"] for een in wat] for wat in (zgw.statussen, zgw.rollen)] == [[klaar.url], [klaar.url]]
    assert (klaar.heeft_status, klaar.heeft_initiator) == (True, True)


def test_a_document_with_a_threat_is_kept_from_the_zaak_and_is_seen(
    ingericht: AllRepositories, functies: Functies, zgw: ZgwServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEURING_VANAF", "2026-01-01")
    tags = [{"Key": "GuardDutyMalwareScanStatus", "Value": "THREATS_FOUND"}]
    s3 = boto3.client("s3", region_name=REGIO)
    s3.put_object_tagging(Bucket=OMGEVING["ARCHIEF"], Key=document().object_key, Tagging={"TagSet": tags})  # type: ignore[typeddict-item]
    functies.roep("registreren", van_de_bus())
    mislukt = ingericht.zaak(zaak().identificatie)
    assert (mislukt.status, mislukt.geweigerd, zgw.documenten) == (Zaakstatus.MISLUKT, (document().identificatie,), [])
    _, gelezen = functies.roep_api("beheren", api_gebeurtenis("api-zaakstand", zaak().identificatie))
    assert gelezen["geweigerdeInformatieobjecten"] == [str(document().identificatie)]
    assert gelezen["gekoppeldeInformatieobjecten"] == []


def test_the_vangnet_has_a_zaak_registered_by_its_name(ingericht: AllRepositories, functies: Functies, zgw: ZgwServer) -> None:
    zgw.onheil = [Onheil.STUK_ERNA]
    functies.roep("registreren", van_de_bus())
    assert ingericht.zaak(zaak().identificatie).status is Zaakstatus.TE_REGISTREREN
    functies.roep("registreren", {"zaak": str(zaak().identificatie)})
    assert ingericht.zaak(zaak().identificatie).status is Zaakstatus.GEREGISTREERD
    assert len(zgw.zaken) == 1


def test_without_a_zaken_api_nothing_fails_and_the_zaak_waits(
    ingericht: AllRepositories, functies: Functies, zgw: ZgwServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for naam in ("ZAKEN_API", "DOCUMENTEN_API", "ZGW_GEHEIM"):
        monkeypatch.setenv(naam, "")
    assert functies.roep("registreren", van_de_bus()) == {"batchItemFailures": []}
    assert ingericht.zaak(zaak().identificatie) == zaak()
    assert zgw.oproepen == []


# -- people ------------------------------------------------------------------------------------------------------------


def test_a_refused_zaak_is_seen_and_a_beheerder_decides_on_it(
    ingericht: AllRepositories, functies: Functies, zgw: ZgwServer
) -> None:
    identificatie = zaak().identificatie
    zgw.onheil = [Onheil.WEIGERT, Onheil.NIETS]
    functies.roep("registreren", van_de_bus())
    _, lijst = functies.roep_api("beheren", gebeurtenis("api-zaken"))
    (gezien,) = lijst["results"]
    assert (gezien["status"], gezien["reden"], gezien["aandacht"]) == (
        "mislukt",
        "HTTP 400: zaaktype (bad-url)",
        "zaak_mislukt",
    )
    assert functies.roep_api("beheren", api_gebeurtenis("api-zaakstand", identificatie)) == (200, gezien)
    gewoon = api_gebeurtenis("api-zaakhervatting", identificatie)
    gewoon["requestContext"]["authorizer"]["claims"]["cognito:groups"] = "kcc-medewerker"
    assert functies.roep_api("beheren", gewoon)[0] == 403
    status, besloten = functies.roep_api("beheren", api_gebeurtenis("api-zaakhervatting", identificatie))
    assert (status, besloten["status"]) == (201, "te_registreren")
    assert [(een["keuze"], een["toelichting"]) for een in besloten["besluiten"]] == [("opnieuw", "Het zaaktype is hersteld")]
    functies.roep("registreren", {"zaak": str(identificatie)})
    klaar = ingericht.zaak(identificatie)
    assert (klaar.status, len(zgw.zaken), len(klaar.besluiten)) == (Zaakstatus.GEREGISTREERD, 1, 1)
    assert functies.roep_api("beheren", api_gebeurtenis("api-zaakhervatting", identificatie, keuze="opnieuw"))[0] == 409


@pytest.mark.parametrize(
    ("body", "veld"),
    [
        ({"keuze": "gezien"}, "keuze"),
        ({"keuze": "vervallen"}, "toelichting"),
        ({"keuze": "is_geregistreerd"}, "url"),
        ({"keuze": "is_geregistreerd", "url": "javascript:alert(1)"}, "url"),
        ({"keuze": "opnieuw", "url": "https://zaken.example/1"}, "url"),
    ],
)
def test_a_decision_that_cannot_be_right_is_refused(ingericht: AllRepositories, functies: Functies, body: Any, veld: str) -> None:
    status, probleem = functies.roep_api("beheren", api_gebeurtenis("api-zaakhervatting", zaak().identificatie, **body))
    assert (status, [een["name"] for een in probleem["invalidParams"]]) == (400, [veld])
    assert ingericht.zaak(zaak().identificatie) == zaak()


@pytest.mark.usefixtures("ingericht")
def test_the_list_of_zaken_is_chosen_by_status(functies: Functies) -> None:
    def lijst(status: str) -> tuple[int, Any]:
        verzoek = gebeurtenis("api-zaken")
        verzoek["queryStringParameters"] = {"status": status}
        verzoek["multiValueQueryStringParameters"] = {"status": [status]}
        return functies.roep_api("beheren", verzoek)

    assert [een["identificatie"] for een in lijst("te_registreren")[1]["results"]] == [str(zaak().identificatie)]
    assert lijst("mislukt")[1]["results"] == []
    assert lijst("geregistreerd")[0] == 400


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("groep", ["kcc-medewerker", "behandelaar", "beheerder"])
def test_everybody_reads_how_the_municipality_is_set_up(functies: Functies, groep: str) -> None:
    def lees(naam: str) -> Any:
        verzoek = gebeurtenis(naam)
        verzoek["requestContext"]["authorizer"]["claims"]["cognito:groups"] = groep
        status, inhoud = functies.roep_api("inrichting", verzoek)
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
