"""The privacy officer asks who saw a klantcontact, and nobody else may: the log of the deployed functions tells."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from klantmail_local.client import wacht_op
from tests.e2e.conftest import Stad


def test_who_opened_searched_and_downloaded_is_told_with_their_names(stad: Stad) -> None:
    adres = stad.mail()
    geopend = stad.geopend(adres)
    contact = geopend["klantcontact"]["identificatie"]
    document = geopend["klantcontact"]["bijlagen"][0]["informatieobject"]["identificatie"]
    assert stad.antwoord(geopend).status_code == 201
    verwacht = {
        ("POST /emailberichten/{identificatie}/inzage", "Anna Visser"),
        ("GET /klantcontacten/{identificatie}", "Bram Bakker"),
        ("POST /klantcontacten/zoekopdrachten", "Bram Bakker"),
        ("GET /informatieobjecten/{identificatie}/inhoud", "Bram Bakker"),
    }

    stad.bram.get(f"/klantcontacten/{contact}").raise_for_status()
    stad.bram.post("/klantcontacten/zoekopdrachten", json={"afzender": adres}).raise_for_status()
    stad.bram.get(f"/informatieobjecten/{document}/inhoud").raise_for_status()

    def gezien() -> bool:
        with stad.privacy() as hanna:
            rijen = hanna.get(f"/klantcontacten/{contact}/inzagen").raise_for_status().json()["results"]
        return verwacht <= {(rij["actie"], rij["naam"]) for rij in rijen} and _op_volgorde(rijen)

    wacht_op(gezien, "the lines of the audit log", geduld=60)


def _op_volgorde(rijen: list[Mapping[str, Any]]) -> bool:
    tijden = [rij["tijdstip"] for rij in rijen]
    return tijden == sorted(tijden, reverse=True)


def test_nobody_else_may_know_and_the_privacy_officer_sees_no_mail(stad: Stad) -> None:
    geopend = stad.geopend()
    assert stad.antwoord(geopend).status_code == 201
    contact = geopend["klantcontact"]["identificatie"]
    for wie in (stad.anna, stad.beheer):
        assert wie.get(f"/klantcontacten/{contact}/inzagen").status_code == 403
    with stad.privacy() as hanna:
        assert hanna.get(f"/klantcontacten/{contact}").status_code == 403
        assert hanna.get("/emailberichten").status_code == 403
        assert hanna.get(f"/klantcontacten/{uuid4()}/inzagen").status_code == 404
