"""`make reindex STACK=…`: work out anew where each mail stands in the index by which mail is found, and compare.

It reads the whole table once (DynamoDB charges that). `DO=write` puts each mail right that differs, and takes out what
belongs to no mail. It may be stopped and run again, and the stack works on meanwhile. Without STACK it is the local
system.

Exit code 1 when something differs, or differed. Passed over are mail that was not read yet, and mail past the term of
its places, which DynamoDB removes one by one. What happened within the last minute may differ for that reason alone.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from botocore.session import Session

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, bericht_uit
from klantmail.adapters.dynamodb.emailberichten import Emailberichten
from klantmail.adapters.dynamodb.table import Table, connect
from klantmail.adapters.dynamodb.zaken import Zaken, zaak_uit_beeld
from klantmail.adapters.dynamodb.zoekindex import GELDIG, Zoekindex, ZoektermItem, zoekitems
from klantmail.domain.emailbericht import Emailbericht, Ontleedstand
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.tijd import Klok, nu
from klantmail.domain.zaak import Zaak
from klantmail.domain.zoekingang import Zoekingang
from klantmail.usecases.nazorg.indexeren import Indexeerder
from tools.deployed import Deployed, asked
from tools.restore import Item, items

type Place = tuple[str, str]
"""PK and SK of an item of the index."""


@dataclass(frozen=True, slots=True)
class Reindex:
    """The findings of a comparison.

    Args:
        mails: the number of mails that should be in the index.
        wrong: those of them that are not in it as they should be.
        stray: places that belong to no mail, or to a mail that should not be there.
    """

    mails: int
    wrong: tuple[Zoekingang, ...]
    stray: tuple[Place, ...]


@dataclass(slots=True)
class _Known:
    """The records of a table that the index follows from, and the index."""

    mails: list[Emailbericht] = field(default_factory=list)
    zaken: dict[UUID, Zaak] = field(default_factory=dict)
    places: dict[Place, Item] = field(default_factory=dict)

    def zaak(self, identificatie: UUID) -> Zaak:
        return self.zaken[identificatie]


def compare(rows: Iterable[Item], hash_key: bytes, klok: Klok = nu) -> Reindex:
    """Compare the index in a table with the mails that stand there too."""
    known = _read(rows, klok())
    left = dict(known.places)
    nobody: Any = None  # no mail is looked up, and nothing written
    entry = Indexeerder(emailberichten=nobody, zaken=known, index=nobody).ingang
    wrong: list[Zoekingang] = []
    for ingang in map(entry, known.mails):
        expected = _items(ingang, hash_key)
        found = [left.pop((item.pk, item.sk), None) for item in expected]
        if not all(
            row is not None and _values(item.serialize()) == _values(row) for item, row in zip(expected, found, strict=True)
        ):
            wrong.append(ingang)
    return Reindex(len(known.mails), tuple(wrong), tuple(sorted(left)))


def _read(rows: Iterable[Item], moment: datetime) -> _Known:
    known = _Known()
    for row in rows:
        match row["soort"]["S"]:
            case "emailbericht":
                mail = bericht_uit(EmailberichtItem.from_raw_data(dict(row)))
                if mail.ontleedstand is not Ontleedstand.ONTBREEKT and mail.envelop.ontvangen_op + GELDIG > moment:
                    known.mails.append(mail)
            case "zaak":
                zaak = zaak_uit_beeld(row)
                known.zaken[zaak.identificatie] = zaak
            case "zoekterm" if int(row["vervaltOp"]["N"]) > moment.timestamp():
                known.places[row["PK"]["S"], row["SK"]["S"]] = row
    return known


def _items(ingang: Zoekingang, hash_key: bytes) -> tuple[ZoektermItem, ...]:
    whole, others = zoekitems(ingang, hash_key)
    return (whole, *others)


def _values(row: Item) -> dict[str, Any]:
    return {name: frozenset(value["SS"]) if "SS" in value else value for name, value in row.items()}


def write(found: Reindex, table: Table) -> None:
    """Put right what differs: each mail as it is by now."""
    mails, index = Emailberichten(table), Zoekindex(table)
    keeper = Indexeerder(emailberichten=mails, zaken=Zaken(table), index=index)
    for ingang in found.wrong:
        index.verwijder_uit_index(ingang)
        keeper.indexeer(ingang.emailbericht)
    for place in found.stray:
        if place not in _places_now(place, keeper, table.hash_key):
            ZoektermItem(*place).delete()


def _places_now(place: Place, keeper: Indexeerder, hash_key: bytes) -> Iterator[Place]:
    """Yield the places of the mail that a place leads to: it may have come in since the table was read."""
    try:
        mail = keeper.emailberichten.emailbericht(UUID(place[1].rpartition("#")[2]))
    except NietGevonden:
        return
    yield from ((item.pk, item.sk) for item in _items(keeper.ingang(mail), hash_key))


def key_of(deployed: Deployed, client: Callable[[str], Any]) -> str:
    """Read the key of the hashes of a stack."""
    resource = client("cloudformation").describe_stack_resource(StackName=deployed.name, LogicalResourceId="Afzendersleutel")
    secret = resource["StackResourceDetail"]["PhysicalResourceId"]
    return str(json.loads(client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])["sleutel"])


def main(arguments: Sequence[str] | None = None) -> int:
    given = asked("make reindex", ("compare", "write"), arguments)
    client, deployed = given.client, given.deployed
    name, key = deployed.outputs["TabelNaam"], key_of(deployed, client)
    found = compare(items(client("dynamodb"), name), key.encode())
    sys.stdout.write(
        f"{found.mails} mails, {len(found.wrong)} of them not found as they should be; {len(found.stray)} places of none\n"
    )
    if given.do == "write":
        write(found, connect(name, deployed.region, key, Session(profile=given.profile or None)))
        sys.stdout.write("put right\n")
    return int(bool(found.wrong or found.stray))


if __name__ == "__main__":
    sys.exit(main())
