"""The client of the Zaken API and the Documenten API, against a real HTTP server
that behaves as the ZGW standard says.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import urllib3
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

from klantmail.adapters.zgw.zaaksysteem import ZgwZaaksysteem
from klantmail.adapters.zgw.zgw import ZgwClient, ZgwGeheim, zgw_token
from klantmail.domain.document import Informatieobject
from klantmail.domain.tijd import als_tekst, nu
from klantmail.domain.zaak import BestaandeZaak, Zaak, Zaakverwijzing
from klantmail.domain.zaaktermijn import Archiefnominatie, Zaaktermijn
from klantmail.domain.zaaktype import Vertrouwelijkheid
from klantmail.ports.zaaksysteem import Gemaakt, NietGelezen, NietGemaakt
from klantmail_local.client import wait_for
from ontleden.ontleding import Adres
from tests.support.builders import KLACHT, ORGANISATIE, document, zaak
from tests.support.zgw_server import CLIENT_ID, GEHEIM, VAN_HET_ZAAKTYPE, WITHOUT_RESULT, Mishap, ZgwServer, zgw_server

BESTAND = b"%PDF-1.4\n%\xff\x00kenteken"
WITHOUT_EFFECT = frozenset(
    {Mishap.BROKEN, Mishap.CUT_OFF, Mishap.SILENT, Mishap.DRUK, Mishap.NOT_NOW, Mishap.NO_ACCESS, Mishap.REDIRECT}
)


@pytest.fixture
def zgw() -> Iterator[ZgwServer]:
    with zgw_server() as server:
        yield server


def zaaksysteem(zgw: ZgwServer, *, geheimen: list[str] | None = None, kanaal: str = "", geduld: float = 20) -> ZgwZaaksysteem:
    geheimen = geheimen or [GEHEIM]

    def lees() -> str:
        return json.dumps({"clientId": CLIENT_ID, "secret": geheimen.pop(0) if len(geheimen) > 1 else geheimen[0]})

    http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=5, read=geduld))
    return ZgwZaaksysteem(
        ZgwClient(http, ZgwGeheim(lees), nu),
        zaken=zgw.zaken_api + "/",
        documenten=zgw.documenten_api,
        rsin=ORGANISATIE.rsin,
        communicatiekanaal=kanaal,
        catalogi=zgw.catalogi_api,
    )


def bestand(number: int = 1, inhoud: bytes = BESTAND) -> Informatieobject:
    return replace(document(number), bestandsomvang=len(inhoud), sha256=sha256(inhoud).hexdigest())


def gemaakt(result: Gemaakt | NietGemaakt) -> str:
    assert isinstance(result, Gemaakt), result
    return result.url


def test_a_token_is_that_of_the_standard() -> None:
    moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    header, claims, handtekening = zgw_token("id", "geheim", moment).split(".")
    assert (header, claims) == (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
        "eyJpc3MiOiJpZCIsImlhdCI6MTc5NTUxMDgwMCwiY2xpZW50X2lkIjoiaWQiLCJ1c2VyX2lkIjoia2xhbnRtYWlsIiwidXNlcl9yZXByZXNlbnRhdGlvbiI6IktsYW50bWFpbCJ9",
    )
    assert "=" not in handtekening


def test_a_zaak_is_made_with_the_fields_of_the_standard(zgw: ZgwServer) -> None:
    kanaal = "https://referentielijsten.example/communicatiekanalen/1"
    url = gemaakt(zaaksysteem(zgw, kanaal=kanaal).maak_zaak(zaak(), herhaling=False))
    assert zgw.zaken == [
        {
            "url": url,
            "identificatie": str(zaak().identificatie),
            "bronorganisatie": ORGANISATIE.rsin,
            "verantwoordelijkeOrganisatie": ORGANISATIE.rsin,
            "zaaktype": zaak().zaaktype,
            "startdatum": "2026-11-24",
            "omschrijving": zaak().omschrijving,
            "toelichting": zaak().toelichting,
            "communicatiekanaal": kanaal,
            "vertrouwelijkheidaanduiding": VAN_HET_ZAAKTYPE,
            "archiefnominatie": None,
            "archiefactiedatum": None,
        }
    ]
    assert zgw.invocations == ["POST zaken"]


@pytest.mark.parametrize("vertrouwelijkheid", Vertrouwelijkheid)
def test_a_zaak_is_as_confidential_as_was_asked(zgw: ZgwServer, vertrouwelijkheid: Vertrouwelijkheid) -> None:
    gemaakt(zaaksysteem(zgw).maak_zaak(replace(zaak(), vertrouwelijkheid=vertrouwelijkheid), herhaling=False))
    assert [each["vertrouwelijkheidaanduiding"] for each in zgw.zaken] == [vertrouwelijkheid.value]


def staande_zaak(zgw: ZgwServer, afzender: Adres | None = None) -> Zaak:
    """A zaak that was made there, and has nothing yet."""
    one = replace(zaak(), initiator=afzender or zaak().initiator)
    return replace(one, url=gemaakt(zaaksysteem(zgw).maak_zaak(one, herhaling=False)))


def test_a_zaak_gets_the_first_status_of_its_zaaktype(zgw: ZgwServer) -> None:
    one = staande_zaak(zgw)
    url = gemaakt(zaaksysteem(zgw).zet_status(one))
    gezet = {"zaak": one.url, "statustype": "https://catalogi.gemeente.example/statustypen/1", "url": url}
    assert zgw.statuses == [gezet | {"datumStatusGezet": als_tekst(one.aangemaakt_op)}]
    assert zgw.invocations[1:] == ["GET statussen", "GET statustypen", "POST statussen"]


def test_the_initiator_is_who_wrote_the_mail_as_it_claims_and_no_more(zgw: ZgwServer) -> None:
    one = staande_zaak(zgw)
    gemaakt(zaaksysteem(zgw).zet_initiator(one))
    (rol,) = zgw.rollen
    assert (rol["zaak"], rol["omschrijvingGeneriek"], rol["betrokkeneType"]) == (one.url, "initiator", "natuurlijk_persoon")
    assert rol["contactpersoonRol"] == {"naam": "Jan Jansen", "emailadres": "jan@burger.example"}
    assert rol["betrokkeneIdentificatie"] == {"geslachtsnaam": "Jan Jansen"}


@pytest.mark.parametrize(
    ("afzender", "contactpersoon"),
    [
        (Adres("", "jan@burger.example"), {"naam": "jan@burger.example", "emailadres": "jan@burger.example"}),
        (Adres("J" * 300, "jan@burger.example"), {"naam": "J" * 200, "emailadres": "jan@burger.example"}),
        (Adres("Jan", ""), {"naam": "Jan"}),
        (Adres("Jan", "jan..jansen@burger.example"), {"naam": "Jan"}),
        (Adres("Jan", "jan@localhost"), {"naam": "Jan"}),
        (Adres("Jan", "jan@bürger.example"), {"naam": "Jan"}),
        (Adres("Jan", f"{'j' * 250}@burger.example"), {"naam": "Jan"}),
    ],
)
def test_no_strange_name_or_address_has_the_initiator_refused(
    zgw: ZgwServer, afzender: Adres, contactpersoon: dict[str, str]
) -> None:
    gemaakt(zaaksysteem(zgw).zet_initiator(staande_zaak(zgw, afzender)))
    assert [rol["contactpersoonRol"] for rol in zgw.rollen] == [contactpersoon]


@given(afzender=st.builds(Adres, st.text(max_size=300), st.text(max_size=300)).filter(lambda each: each.naam or each.adres))
@settings(deadline=None, max_examples=50)
def test_whatever_a_mail_claims_of_its_sender_the_zaak_gets_an_initiator(afzender: Adres) -> None:
    with zgw_server() as zgw:
        gemaakt(zaaksysteem(zgw).zet_initiator(staande_zaak(zgw, afzender)))
        assert len(zgw.rollen) == 1


@pytest.mark.parametrize("mishap", sorted(WITHOUT_RESULT - {Mishap.SILENT, Mishap.SILENT_AFTERWARDS}))
@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("what", ["status", "rol"])
def test_a_zaak_gets_each_once_whatever_goes_wrong(zgw: ZgwServer, what: str, number: int, mishap: Mishap) -> None:
    systeem, one = zaaksysteem(zgw), staande_zaak(zgw)
    geef = systeem.zet_status if what == "status" else systeem.zet_initiator
    zgw.mishap = [Mishap.NOTHING] * number + [mishap]
    result = geef(one)
    assert isinstance(result, NietGemaakt)
    assert result.tijdelijk
    gemaakt(geef(one))
    gemaakt(geef(one))
    assert len(zgw.statuses if what == "status" else zgw.rollen) == 1


def test_a_status_that_somebody_else_gave_meanwhile_is_left_as_it_is(zgw: ZgwServer) -> None:
    one = staande_zaak(zgw)
    other = {
        "zaak": one.url,
        "statustype": "x",
        "datumStatusGezet": "2026-11-25T09:00:00Z",
        "url": f"{zgw.zaken_api}/statussen/1",
    }
    zgw.statuses.append(other)
    assert zaaksysteem(zgw).zet_status(one) == Gemaakt(other["url"])
    assert zgw.statuses == [other]


def test_an_initiator_that_is_there_but_was_not_seen_is_found(zgw: ZgwServer) -> None:
    systeem, one = zaaksysteem(zgw), staande_zaak(zgw)
    first = gemaakt(systeem.zet_initiator(one))
    zgw.niet_eerst = 1
    assert systeem.zet_initiator(one) == Gemaakt(first)
    assert len(zgw.rollen) == 1


def test_the_status_and_the_rol_of_another_zaak_are_not_ours(zgw: ZgwServer) -> None:
    systeem, one = zaaksysteem(zgw), staande_zaak(zgw)
    gemaakt(systeem.zet_status(one))
    gemaakt(systeem.zet_initiator(one))
    zgw.unfiltered = True
    second = replace(zaak(2), url=gemaakt(systeem.maak_zaak(zaak(2), herhaling=False)))
    gemaakt(systeem.zet_status(second))
    gemaakt(systeem.zet_initiator(second))
    assert [[row["zaak"] for row in rows] for rows in (zgw.statuses, zgw.rollen)] == [[one.url, second.url]] * 2


@pytest.mark.parametrize("statustypen", [[], [3]])
def test_no_status_is_set_that_would_close_the_zaak(zgw: ZgwServer, statustypen: list[int]) -> None:
    zgw.statustypen = [each for each in zgw.statustypen if each["volgnummer"] in statustypen]
    result = zaaksysteem(zgw).zet_status(staande_zaak(zgw))
    assert isinstance(result, NietGemaakt)
    assert (result.tijdelijk, "statustype" in result.reden, zgw.statuses) == (False, True, [])


def test_a_zaaktype_without_an_initiator_is_for_a_beheerder(zgw: ZgwServer) -> None:
    zgw.roltypen = [each for each in zgw.roltypen if each["omschrijvingGeneriek"] != "initiator"]
    result = zaaksysteem(zgw).zet_initiator(staande_zaak(zgw))
    assert isinstance(result, NietGemaakt)
    assert (result.tijdelijk, "initiator" in result.reden) == (False, True)


def test_an_application_that_may_give_no_rol_yet_waits_for_it(zgw: ZgwServer) -> None:
    zgw.mag_bijwerken = False
    one = staande_zaak(zgw)
    assert zaaksysteem(zgw).zet_initiator(one) == NietGemaakt("HTTP 403", tijdelijk=True)
    zgw.mag_bijwerken = True
    gemaakt(zaaksysteem(zgw).zet_initiator(one))


def test_a_document_is_stored_whole_and_tied_to_its_zaak(zgw: ZgwServer) -> None:
    systeem = zaaksysteem(zgw)
    assert systeem.met_documenten
    url = gemaakt(systeem.maak_zaak(zaak(), herhaling=False))
    gemaakt(systeem.koppel(url, bestand(), BESTAND, herhaling=False))
    (stored,) = zgw.documenten
    assert bytes.fromhex(stored["inhoud"]) == BESTAND
    assert (stored["identificatie"], stored["bestandsnaam"]) == (str(bestand().identificatie), bestand().bestandsnaam)
    assert stored["integriteit"]["waarde"] == sha256(BESTAND).hexdigest()
    assert [(each["zaak"], each["informatieobject"]) for each in zgw.koppelingen] == [(url, stored["url"])]


def test_a_document_of_half_past_midnight_bears_the_day_that_it_was_here(zgw: ZgwServer) -> None:
    systeem = zaaksysteem(zgw)
    url = gemaakt(systeem.maak_zaak(zaak(), herhaling=False))
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    gemaakt(systeem.koppel(url, replace(bestand(), creatiedatum=moment, ontvangstdatum=moment), BESTAND, herhaling=False))
    (stored,) = zgw.documenten
    assert {stored["creatiedatum"], stored["ontvangstdatum"], stored["integriteit"]["datum"]} == {"2027-01-01"}


def test_a_document_of_two_zaken_is_stored_once_and_tied_to_both(zgw: ZgwServer) -> None:
    systeem = zaaksysteem(zgw)
    zaken = [gemaakt(systeem.maak_zaak(zaak(number), herhaling=False)) for number in (1, 2)]
    piece = [gemaakt(systeem.koppel(url, bestand(), BESTAND, herhaling=False)) for url in zaken]
    assert piece == [each["url"] for each in zgw.documenten] * 2
    assert [each["zaak"] for each in zgw.koppelingen] == zaken


def test_a_declared_type_that_is_too_long_stops_no_zaak(zgw: ZgwServer) -> None:
    systeem = zaaksysteem(zgw)
    url = gemaakt(systeem.maak_zaak(zaak(), herhaling=False))
    gemaakt(systeem.koppel(url, replace(bestand(), formaat="application/" + "y" * 300), BESTAND, herhaling=False))
    assert [each["formaat"] for each in zgw.documenten] == ["application/octet-stream"]


def test_a_document_of_megabytes_arrives_whole(zgw: ZgwServer) -> None:
    systeem, large = zaaksysteem(zgw), b"\x00\x01\x02" * 2_000_000
    url = gemaakt(systeem.maak_zaak(zaak(), herhaling=False))
    gemaakt(systeem.koppel(url, bestand(inhoud=large), large, herhaling=False))
    assert bytes.fromhex(zgw.documenten[0]["inhoud"]) == large


@pytest.mark.parametrize("herhaling", [False, True])
def test_what_is_there_already_is_found_and_not_made_again(zgw: ZgwServer, herhaling: bool) -> None:
    systeem = zaaksysteem(zgw)
    url = gemaakt(systeem.maak_zaak(zaak(), herhaling=False))
    piece = gemaakt(systeem.koppel(url, bestand(), BESTAND, herhaling=False))
    assert systeem.maak_zaak(zaak(), herhaling=herhaling) == Gemaakt(url)
    assert systeem.koppel(url, bestand(), BESTAND, herhaling=herhaling) == Gemaakt(piece)
    assert (len(zgw.zaken), len(zgw.documenten), len(zgw.koppelingen)) == (1, 1, 1)


def test_a_list_that_is_not_filtered_gives_nobody_elses_zaak(zgw: ZgwServer) -> None:
    systeem = zaaksysteem(zgw)
    gemaakt(systeem.maak_zaak(zaak(2), herhaling=False))
    zgw.unfiltered = True
    own = gemaakt(systeem.maak_zaak(zaak(1), herhaling=True))
    assert [each["identificatie"] for each in zgw.zaken if each["url"] == own] == [str(zaak(1).identificatie)]


def test_an_identificatie_that_is_taken_but_cannot_be_seen_waits(zgw: ZgwServer) -> None:
    systeem = zaaksysteem(zgw)
    gemaakt(systeem.maak_zaak(zaak(), herhaling=False))
    zgw.unfindable = True
    result = systeem.maak_zaak(zaak(), herhaling=False)
    assert result == NietGemaakt("HTTP 400: identificatie (identificatie-niet-uniek)", tijdelijk=True)
    assert len(zgw.zaken) == 1


@pytest.mark.parametrize("mishap", sorted(WITHOUT_RESULT))
def test_what_nobody_can_know_is_not_final_and_is_looked_up_the_next_time(zgw: ZgwServer, mishap: Mishap) -> None:
    systeem = zaaksysteem(zgw, geduld=1 if mishap in {Mishap.SILENT, Mishap.SILENT_AFTERWARDS} else 20)
    zgw.mishap = [mishap]
    result = systeem.maak_zaak(zaak(), herhaling=False)
    assert isinstance(result, NietGemaakt)
    assert result.tijdelijk
    wait_for(lambda: not zgw.mishap, "the request at the other side")
    if mishap not in WITHOUT_EFFECT:
        wait_for(lambda: zgw.zaken, "the zaak at the other side")
    assert len(zgw.zaken) == (0 if mishap in WITHOUT_EFFECT else 1)
    zgw.released.set()
    url = gemaakt(zaaksysteem(zgw).maak_zaak(zaak(), herhaling=True))
    assert [each["url"] for each in zgw.zaken] == [url]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    "mishap", [Mishap.BROKEN_AFTERWARDS, Mishap.CUT_OFF, Mishap.CUT_OFF_AFTERWARDS, Mishap.UNREADABLE_AFTERWARDS]
)
def test_a_document_is_there_once_wherever_its_tying_broke_off(zgw: ZgwServer, mishap: Mishap, number: int) -> None:
    systeem = zaaksysteem(zgw)
    url = gemaakt(systeem.maak_zaak(zaak(), herhaling=False))
    zgw.mishap = [Mishap.NOTHING] * number + [mishap]
    systeem.koppel(url, bestand(), BESTAND, herhaling=number > 1)
    zgw.mishap = []
    gemaakt(systeem.koppel(url, bestand(), BESTAND, herhaling=True))
    assert (len(zgw.documenten), len(zgw.koppelingen)) == (1, 1)


@pytest.mark.parametrize(("mishap", "reden"), [(Mishap.REFUSES, "HTTP 400: zaaktype (bad-url)"), (Mishap.VANISHED, "HTTP 404")])
def test_a_definite_refusal_is_final_and_repeats_nothing_that_was_sent(zgw: ZgwServer, mishap: Mishap, reden: str) -> None:
    zgw.mishap = [mishap]
    assert zaaksysteem(zgw).maak_zaak(zaak(), herhaling=False) == NietGemaakt(reden, tijdelijk=False)
    assert zgw.zaken == []


def test_a_zaaktype_that_the_server_does_not_know_is_refused(zgw: ZgwServer) -> None:
    result = zaaksysteem(zgw).maak_zaak(replace(zaak(), zaaktype="https://elders.example/1"), herhaling=False)
    assert result == NietGemaakt("HTTP 400: zaaktype (bad-url)", tijdelijk=False)


def test_a_wrong_secret_is_no_refusal_and_is_read_anew_afterwards(zgw: ZgwServer) -> None:
    systeem = zaaksysteem(zgw, geheimen=["oud", GEHEIM])
    assert systeem.maak_zaak(zaak(), herhaling=False) == NietGemaakt("HTTP 401", tijdelijk=True)
    gemaakt(systeem.maak_zaak(zaak(), herhaling=True))
    gemaakt(systeem.maak_zaak(zaak(2), herhaling=False))


@pytest.mark.parametrize("text", ["{}", "geen json", '["a"]', '"a"'])
def test_a_secret_that_is_none_is_no_refusal(zgw: ZgwServer, text: str) -> None:
    http = urllib3.PoolManager(retries=False, timeout=5)
    systeem = ZgwZaaksysteem(
        ZgwClient(http, ZgwGeheim(lambda: text), nu), zaken=zgw.zaken_api, documenten="", rsin="1", communicatiekanaal=""
    )
    assert not systeem.met_documenten
    result = systeem.maak_zaak(zaak(), herhaling=False)
    assert isinstance(result, NietGemaakt)
    assert result.tijdelijk
    assert zgw.invocations == []


def test_a_secret_that_cannot_be_read_is_no_refusal(zgw: ZgwServer) -> None:
    def lees() -> str:
        raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "arn"}}, "GetSecretValue")

    systeem = ZgwZaaksysteem(
        ZgwClient(urllib3.PoolManager(retries=False), ZgwGeheim(lees), nu),
        zaken=zgw.zaken_api,
        documenten="",
        rsin="1",
        communicatiekanaal="",
    )
    result = systeem.maak_zaak(zaak(), herhaling=False)
    assert result == NietGemaakt("Het geheim voor ZGW kan niet worden gelezen: ClientError", tijdelijk=True)


def test_a_server_that_is_not_there_is_no_refusal() -> None:
    with zgw_server() as gone:
        pass
    result = zaaksysteem(gone).maak_zaak(zaak(), herhaling=False)
    assert isinstance(result, NietGemaakt)
    assert result.tijdelijk


def test_a_token_is_made_for_each_call(zgw: ZgwServer) -> None:
    moments = [nu() - timedelta(days=1), nu()]
    client = ZgwClient(
        urllib3.PoolManager(retries=False),
        ZgwGeheim(lambda: json.dumps({"clientId": CLIENT_ID, "secret": GEHEIM})),
        lambda: moments.pop(0),
    )
    systeem = ZgwZaaksysteem(client, zaken=zgw.zaken_api, documenten="", rsin=ORGANISATIE.rsin, communicatiekanaal="")
    assert systeem.maak_zaak(zaak(), herhaling=False) == NietGemaakt("HTTP 401", tijdelijk=True)
    gemaakt(systeem.maak_zaak(zaak(), herhaling=False))
    assert zgw.zaken[0]["identificatie"] == str(UUID(int=0x90001))


def _gevonden(zgw: ZgwServer, verwijzing: Zaakverwijzing, *, patience: float = 20) -> list[str]:
    read = zaaksysteem(zgw, geduld=patience).zoek(verwijzing)
    assert not isinstance(read, NietGelezen), read
    return [each.url for each in read]


def test_a_zaak_that_is_there_is_read_by_its_identificatie_or_its_url(zgw: ZgwServer) -> None:
    url = zgw.zaak("ZAAK-2026-0001")
    zgw.zaak("ZAAK-2026-0002", end_date="2026-11-20")
    expected = BestaandeZaak(
        identificatie="ZAAK-2026-0001",
        url=url,
        zaaktype=KLACHT.url,
        omschrijving="Kapvergunning eik",
        startdatum=date(2026, 11, 2),
        is_gesloten=False,
    )
    systeem = zaaksysteem(zgw)
    assert systeem.zoek(Zaakverwijzing("ZAAK-2026-0001")) == [expected]
    assert systeem.zoek(Zaakverwijzing(url=url)) == (expected,)
    gesloten = systeem.zoek(Zaakverwijzing("ZAAK-2026-0002"))
    assert not isinstance(gesloten, NietGelezen)
    assert [each.is_gesloten for each in gesloten] == [True]
    assert zgw.invocations == ["GET zaken", f"GET {url.rpartition('/')[2]}", "GET zaken"]


def test_an_unknown_zaak_is_none_and_one_identificatie_of_two_organisations_is_two(zgw: ZgwServer) -> None:
    assert _gevonden(zgw, Zaakverwijzing("ZAAK-2026-0001")) == []
    assert _gevonden(zgw, Zaakverwijzing(url=f"{zgw.zaken_api}/zaken/{UUID(int=404)}")) == []
    urls = [zgw.zaak("ZAAK-2026-0001"), zgw.zaak("ZAAK-2026-0001", bronorganisatie="517439943")]
    assert _gevonden(zgw, Zaakverwijzing("ZAAK-2026-0001")) == urls


def test_a_list_of_zaken_is_not_believed_to_be_filtered(zgw: ZgwServer) -> None:
    zgw.unfiltered = True
    zgw.zaak("ZAAK-2026-0001")
    assert _gevonden(zgw, Zaakverwijzing("ZAAK-2026-0002")) == []
    assert _gevonden(zgw, Zaakverwijzing("ZAAK-2026-0001&bronorganisatie=1")) == []


@pytest.mark.parametrize(
    "strange",
    [
        "http://169.254.169.254/latest/meta-data/{uuid}",
        "http://127.0.0.1:1/zaken/api/v1/zaken/{uuid}",
        "https://{plek}/zaken/api/v1/zaken/{uuid}",
        "http://{plek}@elders.example/zaken/api/v1/zaken/{uuid}",
        "http://gast@{plek}/zaken/api/v1/zaken/{uuid}",
        "http://elders.example/zaken/api/v1/zaken/{uuid}",
        "http://{plek}.elders.example/zaken/api/v1/zaken/{uuid}",
        "http://{plek}/zaken/api/v1/resultaten/{uuid}",
        "http://{plek}/zaken/api/v1/zaken/../zaken/{uuid}",
        "http://{plek}/zaken/api/v1/zaken/%2e%2e/{uuid}",
        "http://{plek}/zaken/api/v1/zaken/{uuid}/",
        "http://{plek}/zaken/api/v1/zaken/{uuid}?expand=rollen",
        "http://{plek}/zaken/api/v1/zaken/{uuid}#x",
        "http://{plek}/zaken/api/v1/zaken/{{{uuid}}}",
        "http://{plek}/zaken/api/v1/zaken/urn:uuid:{uuid}",
        "http://{plek}/zaken/api/v1/zaken/",
        "http://{plek}:x/zaken/api/v1/zaken/{uuid}",
        "ftp://{plek}/zaken/api/v1/zaken/{uuid}",
        "{uuid}",
        "",
    ],
)
def test_a_url_that_is_no_zaak_of_this_zaken_api_is_not_asked_for(zgw: ZgwServer, strange: str) -> None:
    uuid = zgw.zaak("ZAAK-2026-0001").rpartition("/")[2]
    assert _gevonden(zgw, Zaakverwijzing(url=strange.format(plek=urlsplit(zgw.basis).netloc, uuid=uuid) or "x")) == []
    assert zgw.invocations == []


def test_the_host_and_the_uuid_of_a_url_may_be_written_in_capitals(zgw: ZgwServer) -> None:
    url = zgw.zaak("ZAAK-2026-0001", uuid=UUID("abcdefab-cdef-4abc-8def-abcdefabcdef"))
    begin, _, uuid = url.rpartition("/")
    assert _gevonden(zgw, Zaakverwijzing(url=f"{begin.replace('http', 'HTTP', 1)}/{uuid.upper()}")) == [url]


@pytest.mark.parametrize("by_url", [False, True])
@pytest.mark.parametrize("mishap", sorted(WITHOUT_RESULT - {Mishap.NO_ACCESS} | {Mishap.REFUSES}))
def test_a_zaken_api_that_does_not_tell_is_told_so(zgw: ZgwServer, mishap: Mishap, *, by_url: bool) -> None:
    url = zgw.zaak("ZAAK-2026-0001")
    zgw.mishap = [mishap]
    read = zaaksysteem(zgw, geduld=0.2).zoek(Zaakverwijzing(url=url) if by_url else Zaakverwijzing("ZAAK-2026-0001"))
    assert isinstance(read, NietGelezen)
    assert read.tijdelijk


def test_a_zaak_that_is_refused_to_us_is_not_to_be_asked_for_later(zgw: ZgwServer) -> None:
    url = zgw.zaak("ZAAK-2026-0001")
    zgw.verborgen = True
    assert zaaksysteem(zgw).zoek(Zaakverwijzing(url=url)) == NietGelezen("HTTP 403", tijdelijk=False)


@pytest.mark.parametrize(
    "anders",
    [
        {"url": ""},
        {"url": None},
        {"url": "http://x/zaken/1"},
        {"identificatie": None},
        {"startdatum": "2 november"},
        {"zaaktype": 1},
    ],
)
def test_what_is_not_the_zaak_that_was_asked_for_is_not_believed(zgw: ZgwServer, anders: dict[str, object]) -> None:
    url = zgw.zaak("ZAAK-2026-0001")
    antwoord = zgw.zaken[0] | anders
    zgw._lees_zaak = lambda uuid: antwoord  # type: ignore[method-assign]  # noqa: ARG005
    read = zaaksysteem(zgw).zoek(Zaakverwijzing(url=url))
    assert isinstance(read, NietGelezen)
    assert read.tijdelijk


# -- the term of a zaak ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nominatie", "datum", "termijn"),
    [
        ("vernietigen", "2030-01-31", Zaaktermijn(Archiefnominatie.VERNIETIGEN, date(2030, 1, 31))),
        ("blijvend_bewaren", None, Zaaktermijn(Archiefnominatie.BLIJVEND_BEWAREN, None)),
        (None, None, Zaaktermijn(None, None)),
    ],
)
def test_the_term_of_a_zaak_is_read_by_its_url(
    zgw: ZgwServer, nominatie: str | None, datum: str | None, termijn: Zaaktermijn
) -> None:
    url = zgw.zaak("ZAAK-2026-0001", archiefnominatie=nominatie, archiefactiedatum=datum)
    assert zaaksysteem(zgw).zaaktermijn(url) == termijn
    assert zgw.invocations == [f"GET {url.rpartition('/')[2]}"]


def test_a_zaak_that_we_made_has_no_term_yet(zgw: ZgwServer) -> None:
    assert zaaksysteem(zgw).zaaktermijn(staande_zaak(zgw).url) == Zaaktermijn(None, None)


@pytest.mark.parametrize("url", ["{api}/zaken/00000000-0000-0000-0000-000000000404", "https://elders.example/zaken/1", ""])
def test_the_term_of_a_zaak_that_is_not_there_is_none(zgw: ZgwServer, url: str) -> None:
    assert zaaksysteem(zgw).zaaktermijn(url.format(api=zgw.zaken_api)) is None


@pytest.mark.parametrize("mishap", sorted(WITHOUT_RESULT - {Mishap.NO_ACCESS} | {Mishap.REFUSES}))
def test_a_zaken_api_that_fails_tells_no_term(zgw: ZgwServer, mishap: Mishap) -> None:
    url = zgw.zaak("ZAAK-2026-0001", archiefnominatie="vernietigen", archiefactiedatum="2020-01-01")
    zgw.mishap = [mishap]
    read = zaaksysteem(zgw, geduld=0.2).zaaktermijn(url)
    assert isinstance(read, NietGelezen)
    assert read.tijdelijk


def test_a_zaak_that_is_refused_to_us_tells_no_term(zgw: ZgwServer) -> None:
    url = zgw.zaak("ZAAK-2026-0001", archiefnominatie="vernietigen", archiefactiedatum="2020-01-01")
    zgw.verborgen = True
    assert zaaksysteem(zgw).zaaktermijn(url) == NietGelezen("HTTP 403", tijdelijk=False)


@pytest.mark.parametrize(
    "anders",
    [
        {"url": "http://x/zaken/1"},
        {"archiefnominatie": "weg"},
        {"archiefnominatie": ["vernietigen"]},
        {"archiefactiedatum": "31-01-2020"},
        {"archiefactiedatum": 20200131},
    ],
)
def test_what_is_no_term_is_not_believed(zgw: ZgwServer, anders: dict[str, object]) -> None:
    url = zgw.zaak("ZAAK-2026-0001", archiefnominatie="vernietigen", archiefactiedatum="2020-01-01")
    antwoord = zgw.zaken[0] | anders
    zgw._lees_zaak = lambda uuid: antwoord  # type: ignore[method-assign]  # noqa: ARG005
    assert isinstance(zaaksysteem(zgw).zaaktermijn(url), NietGelezen)


def test_a_document_is_not_tied_to_a_zaak_that_was_closed_meanwhile(zgw: ZgwServer) -> None:
    url = zgw.zaak("ZAAK-2026-0001")
    zgw.zaken[0]["einddatum"] = "2026-11-24"
    result = zaaksysteem(zgw).koppel(url, bestand(), BESTAND, herhaling=False)
    assert result == NietGemaakt("HTTP 403", tijdelijk=True)
    assert zgw.koppelingen == []
