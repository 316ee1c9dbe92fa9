"""`python -m tests.support.largest`: the largest answers of the API, in bytes.

They are those of the largest mails and records that there can be.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from pynamodb.models import Model

from klantmail.adapters.dynamodb.emailbericht_mapping import bericht_item
from klantmail.adapters.dynamodb.records import record_item
from klantmail.api.render.basis import render_pagina
from klantmail.api.render.emailbericht import render_emailbericht, render_emailbericht_volledig, render_geopend
from klantmail.api.render.interne_taak import render_interne_taak, render_interne_taak_volledig
from klantmail.api.render.klantcontact import render_klantcontact
from klantmail.api.render.standaardantwoord import render_ingevuld, render_standaardantwoord_kort
from klantmail.api.render.uitkomst import render_afgehandeld, render_beantwoord
from klantmail.api.render.verzending import render_verzending
from klantmail.api.render.zaak import render_zaak
from klantmail.api.verzoeken.standaardantwoorden import MAX_STANDAARDANTWOORD
from klantmail.domain.document import Bijlage, Bijlagerol, Tekst
from klantmail.domain.interne_taak import Betrokkene, Taakstatus, Toewijzing
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.standaardantwoord import MAX_INGEVULD, MAX_PLAATSHOUDERS
from klantmail.domain.taakgesprek import Taakgesprek
from klantmail.domain.verzending import Hervatkeuze, Hervatting, Verzendstatus
from klantmail.domain.zaak import Zaakbesluit, Zaakkeuze, Zaakstatus
from klantmail.opstellen.kopregels import MAX_ONDERWERP
from klantmail.ports.keuzes import Voorraadkeuze
from klantmail.ports.repositories import MAX_PAGINA, Pagina, Record
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.beheer.raadplegen import MAX_PERIODE
from klantmail.usecases.beheer.standaardantwoorden import Standaardtekst
from ontleden.ontleding import Adres
from tests.support import builders as bouwers
from tests.support.aws import ENVIRONMENT, REGION, aws_in_memory
from tests.support.builders import ANNA, BEHEER, DAAN, POSTVAK, Gemeente
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories, all_repositories

GRENS: Final = 1024 * 1024
"""The most bytes of an answer (decision 7)."""
GRENS_ITEM: Final = 400 * 1024
"""The most bytes of an item: AWS, "Quotas in Amazon DynamoDB"."""
_DUUR: Final = "\U0001f600"
"""A character of four bytes in UTF-8, and as many in JSON."""
_HASH: Final = b"h" * 32
_SAMEN: Final = 100
_VOL: Final = 10


def _mail(text: str, *, bijlagen: int = 0, koppen: str = "", formaat: str = "application/octet-stream") -> bytes:
    part = f'--g\r\nContent-Type: {formaat}\r\nContent-Disposition: attachment; filename="%s{_DUUR * 250}.pdf"\r\n\r\n%s\r\n'
    parts = "".join(part % (number, number) for number in range(bijlagen))
    header = (
        f'From: "{_DUUR * 900}" <jan@burger.example>\r\nSubject: {_DUUR * MAX_ONDERWERP}\r\nMessage-ID: <m@burger.example>\r\n'
    )
    return (
        f"{header}{koppen}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n"
        f"--g\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n{parts}--g--\r\n"
    ).encode()


_LANG_FORMAAT: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ADRESSEN: Final = ",\r\n ".join(f"u{number}@burger.example" for number in range(2000))
_VERWIJZINGEN: Final = "\r\n ".join(f"<b{number}@burger.example>" for number in range(2000))
MAILS: Final[dict[str, Callable[[], bytes]]] = {
    "a text of 5 MB": lambda: _mail("Goedemorgen, \r\n" * 350_000),
    "1,990 attachments with long names": lambda: _mail("Zie de bijlagen.", bijlagen=1990, formaat=_LANG_FORMAAT),
    "200 attachments with a type of 5,000 characters": lambda: _mail("x", bijlagen=200, formaat=f"application/x-{'a' * 5000}"),
    "1,990 attachments and 255 KB of quotes": lambda: _mail(('"' * 70 + "\r\n") * 3500, bijlagen=1990, formaat=_LANG_FORMAAT),
    "2,000 recipients and References": lambda: _mail(
        "x", koppen=f"To: {_ADRESSEN}\r\nCc: {_ADRESSEN}\r\nReferences: {_VERWIJZINGEN}\r\n"
    ),
}


def bytes_of(antwoord: object) -> int:
    """Bytes of an answer as `api.middleware.to_json` writes it."""
    return len(json.dumps(antwoord, ensure_ascii=False, separators=(",", ":")).encode())


def of_mail_(mail: bytes) -> Iterator[tuple[str, int]]:
    """Do every operation on one mail, and yield the bytes of its answer."""
    gemeente = Gemeente()
    link = opslag.tekstlink(gemeente.archief)
    for name, doe in _uitkomsten(gemeente).items():
        bericht = gemeente.ontvang(mail, f"ses-{name}")
        geopend = gemeente.inziener.open(bericht, ANNA)
        if name == "antwoord":
            yield (
                "POST /emailberichten/{identificatie}/inzage",
                bytes_of(render_geopend(geopend, gemeente.klok(), archief=gemeente.archief)),
            )
        gedaan = doe(bericht, geopend.inzage.identificatie)
        everything = gemeente.repos
        antwoord = (
            render_beantwoord(gedaan, everything, link=link)
            if name == "antwoord"
            else render_afgehandeld(gedaan, everything, everything, everything, link=link)
        )
        yield f"POST /emailberichten/{{identificatie}}/{name}", bytes_of(antwoord)
        volledig = render_emailbericht_volledig(gemeente.repos.emailbericht(bericht), gemeente.klok())
        yield "GET /emailberichten/{identificatie}", bytes_of(volledig)
        if name == "interne-taken":
            read = gemeente.desk.lees(gedaan.afhandeling.interne_taak, DAAN)
            yield (
                "GET /interne-taken/{identificatie}",
                bytes_of(render_interne_taak_volledig(read, Taakgesprek(), (), link=link)),
            )
    for contact in gemeente.repos.klantcontacten.values():
        yield "GET /klantcontacten/{identificatie}", bytes_of(render_klantcontact(contact, link=link))


def klantcontacten_van(mail: bytes) -> Iterator[Klantcontact]:
    """The klantcontacten that are stored of a mail."""
    gemeente = Gemeente()
    bericht = gemeente.ontvang(mail)
    geopend = gemeente.inziener.open(bericht, ANNA)
    gemeente.handel_af(bericht, geopend.inzage.identificatie, ANNA, "s", GeenActieNodig("x"))
    yield from gemeente.repos.klantcontacten.values()


def _uitkomsten(gemeente: Gemeente) -> dict[str, Callable[[UUID, UUID], Any]]:
    text = '"' * 32_000
    return {
        "antwoord": lambda bericht, inzage: gemeente.handel_af(bericht, inzage, ANNA, "s", Antwoord(text, None)),
        "interne-taken": lambda bericht, inzage: gemeente.handel_af(
            bericht, inzage, ANNA, "s", Taakopdracht(_DUUR * 200, Toewijzing("Burgerzaken"), _DUUR * 1000, _DUUR * 200)
        ),
        "afsluiting": lambda bericht, inzage: gemeente.handel_af(bericht, inzage, ANNA, "s", GeenActieNodig(_DUUR * 1000)),
    }


# -- lists -------------------------------------------------------------------------------------------------------------


def grootte_van_item(item: Model) -> int:
    """Bytes of an item as DynamoDB counts them (AWS, "DynamoDB item sizes and formats"), and a little more."""
    return sum(len(name.encode()) + _size_of_value(value) for name, value in item.serialize().items())


def _size_of_value(value: dict[str, Any]) -> int:
    ((kind, inhoud),) = value.items()
    match kind:
        case "M":
            return 3 + sum(len(name.encode()) + 1 + _size_of_value(each) for name, each in inhoud.items())
        case "SS":
            return sum(len(each.encode()) for each in inhoud)
        case "L":
            return 3 + sum(1 + _size_of_value(each) for each in inhoud)
        case _:
            return len(str(inhoud).encode())


def _bijlagen(count: int) -> tuple[Bijlage, ...]:
    one = replace(Bijlage.van(bouwers.document(), Bijlagerol.BIJLAGE), bestandsnaam=_DUUR * 11, formaat="a" * 80)
    return tuple(replace(one, informatieobject=UUID(int=number)) for number in range(count))


def _records(number: int) -> tuple[Record, ...]:
    # The others are small, so that 100 of them are quick to read. Whole pages of the largest are at both ends of every
    # list.
    full = 1 if number <= _VOL or number > _SAMEN - _VOL else 0
    hervatting = Hervatting(
        keuze=Hervatkeuze.OPNIEUW,
        medewerker=ANNA.identificatie,
        naam="n" * 100,
        tijdstip=BEGIN,
        toelichting=_DUUR * 1000,
        idempotency_key="s" * 255,
    )
    besluit = Zaakbesluit(
        keuze=Zaakkeuze.OPNIEUW,
        medewerker=ANNA.identificatie,
        naam="n" * 100,
        tijdstip=BEGIN,
        toelichting=_DUUR * 1000,
        url="u" * 1000,
        idempotency_key="s" * 255,
    )
    return (
        replace(
            bouwers.klantcontact(number),
            onderwerp=_DUUR * MAX_ONDERWERP,
            inhoud=Tekst('"' * (opslag.MAX_TEKST_IN_RECORD * full), opslag.MAX_TEKST_IN_RECORD * full),
            bijlagen=_bijlagen(1001 if number == _SAMEN else 30 * full),
            gesprek=UUID(int=9),
        ),
        replace(
            bouwers.taak(number),
            gevraagde_handeling=_DUUR * 200,
            toelichting="\0" * 1000,
            betrokkene=Betrokkene(_DUUR * MAX_ONDERWERP, "a" * 320),
            status=Taakstatus.VERWERKT,
            resultaat=_DUUR * 1000,
        ),
        replace(
            bouwers.zaak(number),
            status=Zaakstatus.MISLUKT,
            omschrijving=_DUUR * 80,
            toelichting=_DUUR * 1000,
            informatieobjecten=tuple(UUID(int=each) for each in range(1001 * full)),
            gekoppeld=1001 * full,
            besluiten=(besluit,) * (20 * full),
        ),
        replace(
            bouwers.verzending(number),
            status=Verzendstatus.ONBEKEND,
            onderwerp=_DUUR * 200,
            hervattingen=(hervatting,) * (20 * full),
        ),
    )


def fill(repos: AllRepositories) -> None:
    """Store as many of the largest records as the largest page can ask for, in every list."""
    texts = replace(Gemeente().standaardantwoorden, standaardantwoorden=repos, emailberichten=repos)
    for number in range(1, _SAMEN + 1):
        for record in _records(number):
            record_item(record, _HASH).save()
        bericht = bouwers.bericht(number)
        envelop = replace(bericht.envelop, onderwerp=_DUUR * MAX_ONDERWERP, afzender=Adres(_DUUR * MAX_ONDERWERP, "a" * 320))
        bericht_item(replace(bericht, envelop=envelop)).save()
        texts.maak(BEHEER, f"tekst-{number}", Standaardtekst(_DUUR * 100, "x" * MAX_STANDAARDANTWOORD))


def lijsten(repos: AllRepositories) -> dict[str, tuple[Callable[[str | None], Pagina[Any]], Callable[[Any], Any]]]:
    """Every list, asked for 100 at a time, and the form of one of its results in an answer."""
    link = opslag.tekstlink(Gemeente().archief)
    contact = partial(render_klantcontact, link=link)
    burgerzaken = Toewijzing("Burgerzaken")
    helft = MAX_PAGINA // 2
    return {
        "GET /emailberichten": (
            lambda na: repos.werkvoorraad(Voorraadkeuze(postvakken=(POSTVAK,)), moment=BEGIN, aantal=_SAMEN, na=na),
            partial(render_emailbericht, moment=BEGIN),
        ),
        "GET /emailberichten/{identificatie}/samenhang (each of both)": (
            lambda na: repos.klantcontacten_in(UUID(int=9), aantal=_SAMEN, na=na, ruimte=helft),
            contact,
        ),
        "POST /klantcontacten/zoekopdrachten": (
            lambda na: repos.klantcontacten_tussen(BEGIN, BEGIN + MAX_PERIODE, aantal=_SAMEN, na=na),
            contact,
        ),
        "GET /interne-taken": (
            lambda na: repos.taken_van(burgerzaken, Taakstatus.VERWERKT, aantal=_SAMEN, na=na),
            render_interne_taak,
        ),
        "GET /zaken": (lambda na: repos.zakenlijst(Zaakstatus.MISLUKT, aantal=_SAMEN, na=na), render_zaak),
        "GET /verzendingen": (lambda na: repos.verzendingenlijst(("onbekend",), aantal=_SAMEN, na=na), render_verzending),
        "GET /standaardantwoorden": (
            lambda na: repos.standaardantwoorden(aantal=_SAMEN, na=na),
            render_standaardantwoord_kort,
        ),
    }


def invulling() -> int:
    """Bytes of a standard answer with a long subject in as many placeholders as may be filled in with one."""
    gemeente = Gemeente()
    bericht = gemeente.ontvang(_mail("x"))
    text = "{{onderwerp}}" * min(MAX_PLAATSHOUDERS, (MAX_INGEVULD - MAX_STANDAARDANTWOORD) // MAX_ONDERWERP)
    made = gemeente.standaardantwoorden.maak(BEHEER, "s", Standaardtekst("x", text + "x" * (MAX_STANDAARDANTWOORD - len(text))))
    return bytes_of(render_ingevuld(gemeente.standaardantwoorden.vul_in(made.identificatie, bericht, ANNA)))


def pages(read_: Callable[[str | None], Pagina[Any]], vorm: Callable[[Any], Any]) -> Iterator[tuple[int, list[UUID]]]:
    """Every page of a list: its bytes, and the records that are on it."""
    na: str | None = None
    while True:
        page = read_(na)
        yield bytes_of(render_pagina(page, vorm)), [each.identificatie for each in page.resultaten]
        na = page.vervolg
        if na is None:
            return


def _measurements() -> dict[str, int]:
    largest: dict[str, int] = {"POST /standaardantwoorden/{identificatie}/invulling": invulling()}
    for mail in MAILS.values():
        for operatie, count in of_mail_(mail()):
            largest[operatie] = max(largest.get(operatie, 0), count)
    with aws_in_memory():
        repos = all_repositories(ENVIRONMENT["TABEL"], REGION, ENVIRONMENT["AFZENDERSLEUTEL"])
        fill(repos)
        return largest | {operatie: max(count for count, _ in pages(*lijst)) for operatie, lijst in lijsten(repos).items()}


if __name__ == "__main__":
    os.environ |= ENVIRONMENT
    for naam, aantal_bytes in sorted(_measurements().items(), key=lambda pair: -pair[1]):
        sys.stdout.write(f"{aantal_bytes:>9,}  {naam}\n")
