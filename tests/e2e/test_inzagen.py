"""The privacy officer asks who saw a klantcontact, and nobody else may: the log of the deployed functions tells."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from klantmail_local.client import wait_for
from tests.e2e.conftest import Town


def test_who_opened_searched_and_downloaded_is_told_with_their_names(town: Town) -> None:
    adres = town.mail()
    geopend = town.geopend(adres)
    contact = geopend["klantcontact"]["identificatie"]
    document = geopend["klantcontact"]["bijlagen"][0]["informatieobject"]["identificatie"]
    assert town.antwoord(geopend).status_code == 201
    expected = {
        ("POST /emailberichten/{identificatie}/inzage", "Anna Visser"),
        ("GET /klantcontacten/{identificatie}", "Bram Bakker"),
        ("POST /klantcontacten/zoekopdrachten", "Bram Bakker"),
        ("GET /informatieobjecten/{identificatie}/inhoud", "Bram Bakker"),
    }

    town.bram.get(f"/klantcontacten/{contact}").raise_for_status()
    town.bram.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status()
    town.bram.get(f"/informatieobjecten/{document}/inhoud").raise_for_status()

    def gezien() -> bool:
        with town.privacy() as hanna:
            rows = hanna.get(f"/klantcontacten/{contact}/inzagen").raise_for_status().json()["results"]
        return expected <= {(row["actie"], row["naam"]) for row in rows} and _op_volgorde(rows)

    wait_for(gezien, "the lines of the audit log", patience=60)


def _op_volgorde(rows: list[Mapping[str, Any]]) -> bool:
    tijden = [row["tijdstip"] for row in rows]
    return tijden == sorted(tijden, reverse=True)


def test_nobody_else_may_know_and_the_privacy_officer_sees_no_mail(town: Town) -> None:
    geopend = town.geopend()
    assert town.antwoord(geopend).status_code == 201
    contact = geopend["klantcontact"]["identificatie"]
    for who in (town.anna, town.beheer):
        assert who.get(f"/klantcontacten/{contact}/inzagen").status_code == 403
    with town.privacy() as hanna:
        assert hanna.get(f"/klantcontacten/{contact}").status_code == 403
        assert hanna.get("/emailberichten").status_code == 403
        assert hanna.get(f"/klantcontacten/{uuid4()}/inzagen").status_code == 404
