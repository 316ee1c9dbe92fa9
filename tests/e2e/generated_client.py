"""C1199 from login to answer, with a client that openapi-python-client generated from the document and nothing else.

`python generated_client.py omgeving.json address`, under a Python that has the generated package `klantmail_client`:
plays an agent who answers the mail from that address, and prints the identificaties of the two klantcontacten and of
the verzending.
"""

import json
import sys
import time
from http import HTTPStatus
from pathlib import Path
from uuid import UUID, uuid4

import httpx
from klantmail_client import AuthenticatedClient
from klantmail_client.api.afhandeling import beantwoord_emailbericht
from klantmail_client.api.beheer import lees_verzending
from klantmail_client.api.e_mailberichten import lijst_emailberichten, open_emailbericht
from klantmail_client.api.informatieobjecten import lees_informatieobject, lees_inhoud
from klantmail_client.api.klantcontacten import lees_klantcontact
from klantmail_client.models import (
    AntwoordVerzoek,
    Beantwoord,
    Berichtstatus,
    Conflict,
    Documentlink,
    EmailberichtLijst,
    EmailberichtRij,
    GeopendeMail,
    Informatieobject,
    Initiatiefnemer,
    KlantcontactMetBezorging,
    LeegVerzoek,
    OngeldigVerzoek,
    Probleem,
    Verzending,
    Verzendstatus,
)

from klantmail_local.client import Client

ANSWER = "Beste mevrouw,\n\nDe wagen komt op dinsdag.\n\nKlantcontactcentrum"
PATIENCE = 60.0
"""Seconds to wait for what a function does by itself: taking in, sending."""


def login(environment: Client, number: int) -> AuthenticatedClient:
    return AuthenticatedClient(
        base_url=environment.details["api"],
        token=environment.token(number),
        raise_on_unexpected_status=True,
        timeout=httpx.Timeout(120),
        httpx_args={"trust_env": False},
    )


def find_mail(agent: AuthenticatedClient, postvak: str, address: str) -> EmailberichtRij:
    """Read page by page until the mail of that address is there."""
    end = time.monotonic() + PATIENCE
    cursor: str | None = None
    while time.monotonic() < end:
        if cursor is None:
            page = lijst_emailberichten.sync(client=agent, postvak=postvak, page_size=2)
        else:
            page = lijst_emailberichten.sync(client=agent, postvak=postvak, page_size=2, cursor=cursor)
        assert isinstance(page, EmailberichtLijst)
        for mail in page.results:
            if mail.afzender.adres == address:
                return mail
        cursor = page.cursor
    raise TimeoutError("the mail did not come")


def view(agent: AuthenticatedClient, colleague: AuthenticatedClient, mail: EmailberichtRij, medewerker: UUID) -> GeopendeMail:
    opened = open_emailbericht.sync(mail.identificatie, client=agent, body=LeegVerzoek())
    assert isinstance(opened, GeopendeMail)
    assert opened.emailbericht.status == Berichtstatus.IN_BEHANDELING
    assert opened.geclaimd_tot is not None
    contact = opened.klantcontact
    assert contact.kanaal == "e-mail"
    assert contact.medewerker == medewerker
    assert contact.organisatorische_eenheid == "Klantcontactcentrum"
    assert contact.initiatiefnemer == Initiatiefnemer.KLANT
    assert contact.klant is None
    assert contact.vertegenwoordiger is None
    assert contact.geregistreerd_op > mail.ontvangen_op
    document = lees_informatieobject.sync(contact.bijlagen[0].informatieobject.identificatie, client=agent)
    assert isinstance(document, Informatieobject)
    assert document.integriteit.waarde == contact.bijlagen[0].informatieobject.integriteit.waarde
    link = lees_inhoud.sync(document.identificatie, client=agent)
    assert isinstance(link, Documentlink)
    taken = open_emailbericht.sync(mail.identificatie, client=colleague, body=LeegVerzoek())
    assert isinstance(taken, Conflict)
    assert taken.status == HTTPStatus.CONFLICT
    unknown = lees_klantcontact.sync(contact.identificatie, client=agent)
    assert isinstance(unknown, Probleem)
    assert unknown.status == HTTPStatus.NOT_FOUND
    return opened


def answer(agent: AuthenticatedClient, opened: GeopendeMail) -> Beantwoord:
    mail, key = opened.emailbericht.identificatie, str(uuid4())
    empty = beantwoord_emailbericht.sync(
        mail, client=agent, body=AntwoordVerzoek(inzage_id=opened.inzage_id, inhoud=""), idempotency_key=key
    )
    assert isinstance(empty, OngeldigVerzoek)
    assert [field.name for field in empty.invalid_params] == ["inhoud"]
    request = AntwoordVerzoek(inzage_id=opened.inzage_id, inhoud=ANSWER)
    answered = beantwoord_emailbericht.sync(mail, client=agent, body=request, idempotency_key=key)
    assert isinstance(answered, Beantwoord)
    assert beantwoord_emailbericht.sync(mail, client=agent, body=request, idempotency_key=key) == answered
    return answered


def read_back(agent: AuthenticatedClient, opened: GeopendeMail, answered: Beantwoord) -> None:
    question, reply = answered.klantcontacten
    assert question.identificatie == opened.klantcontact.identificatie
    assert question.geregistreerd_op == opened.klantcontact.geregistreerd_op
    assert reply.initiatiefnemer == Initiatiefnemer.GEMEENTE
    assert reply.inhoud == ANSWER
    assert reply.verwijst_naar == [question.identificatie]
    for stored in (question, reply):
        contact = lees_klantcontact.sync(stored.identificatie, client=agent)
        assert isinstance(contact, KlantcontactMetBezorging)
        read = contact.to_dict()
        assert {name: read[name] for name in stored.to_dict()} == stored.to_dict()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        verzending = lees_verzending.sync(answered.verzending.identificatie, client=agent)
        assert isinstance(verzending, Verzending)
        if verzending.status == Verzendstatus.VERZONDEN:
            return
        time.sleep(0.2)
    raise TimeoutError("the reply was not sent")


def main(variables: Path, address: str) -> None:
    environment = Client.load(variables)
    agent, colleague = login(environment, 0), login(environment, 1)
    mail = find_mail(agent, environment.details["postvakken"][0], address)
    opened = view(agent, colleague, mail, UUID(environment.details["medewerkers"][0]["medewerker"]))
    answered = answer(agent, opened)
    read_back(agent, opened, answered)
    question, reply = answered.klantcontacten
    print(json.dumps([str(one.identificatie) for one in (question, reply, answered.verzending)]))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
