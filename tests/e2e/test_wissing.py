"""A mail of a person is erased over HTTP, and then looked for in all that the deployed stack holds: table, buckets with
all versions, queues with those of what failed, and logs.
"""

import json
import re
import zlib
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from botocore.exceptions import ClientError

from klantmail.adapters.dynamodb.feiten import feiten_uit_beeld
from klantmail.runtime.cloudevents import cloudevent
from klantmail.usecases.ontvangst.plek import plek_in_intake
from klantmail_local.client import wait_for
from klantmail_local.rollout import STACK
from tests.e2e.conftest import Town, vraag
from tests.support.aws import ENVIRONMENT, read_event

_UNWRAP: Final = re.compile(r"=?\r?\n")
"""The end of a line of base64 or quoted-printable."""
_OF_SES: Final = {"OntvangenMislukt", "BezorgstatusMislukt"}
"""The queues that hold an event of SES, with the addresses that SES puts in it."""


def _resources(town: Town, kind: str) -> dict[str, str]:
    """Return what was deployed of one kind: the physical name by the one in the template."""
    pages = town.environment.aws.cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
    made = (each for page in pages for each in page["StackResourceSummaries"] if each["ResourceType"] == kind)
    return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in made}


def _messages(sqs: Any, queue: str) -> list[str]:
    """Read all messages of a queue, and leave them there."""
    seen: dict[str, str] = {}
    while True:
        got = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=30).get("Messages", [])
        if not got:
            break
        seen |= {each["MessageId"]: each["ReceiptHandle"] + "\n" + each["Body"] for each in got}
    for held in seen.values():
        sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=held.partition("\n")[0], VisibilityTimeout=0)
    return [held.partition("\n")[2] for held in seen.values()]


def _everything(town: Town, since: datetime) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of all that the stack holds.

    Args:
        since: the contents of objects and log lines from before are left out, since they never change.
    """
    aws = town.environment.aws
    (table,) = _resources(town, "AWS::DynamoDB::Table").values()
    for page in aws.client("dynamodb").get_paginator("scan").paginate(TableName=table):
        yield from ((f"table {item['PK']['S']}", f"{item} {_inflated(item)}") for item in page["Items"])
    s3 = aws.client("s3")
    for name, bucket in _resources(town, "AWS::S3::Bucket").items():
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for each in page.get("Versions", ()):
                content = _content(s3, bucket, each) if each["LastModified"] >= since else b""
                yield name, f"{each['Key']} {content.decode('utf-8', 'replace')}"
            yield from ((name, each["Key"]) for each in page.get("DeleteMarkers", ()))
    sqs = aws.client("sqs")
    for name, queue in _resources(town, "AWS::SQS::Queue").items():
        yield from ((name, body) for body in _messages(sqs, queue))
    for page in aws.logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            pages = aws.logs.get_paginator("filter_log_events")
            events = pages.paginate(logGroupName=group["logGroupName"], startTime=int(since.timestamp() * 1000))
            lines = [event["message"] for part in events for event in part["events"]]
            yield f"log {group['logGroupName']}", "\n".join(lines)


def _content(s3: Any, bucket: str, version: dict[str, Any]) -> bytes:
    """Read one version of an object; what was destroyed since it was listed has no content."""
    try:
        read: bytes = s3.get_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"NoSuchVersion", "NoSuchKey"}:
            raise
        return b""
    return read


def _places(town: Town, word: str, since: datetime) -> set[str]:
    """Return the places at which the word of a person is found that nobody wrote before, however it is written there.

    It has letters and digits only, which no escaping changes: it stands there as it is, in base64, or compressed.
    """
    shifted = [b64encode(b" " * shift + word.encode()).decode() for shift in range(3)]
    forms = [word, *(each[4:-4] for each in shifted)]  # what its neighbours have no part in
    return {
        place.partition(" ")[0]
        for place, text in _everything(town, since)
        if any(form in once for once in [_UNWRAP.sub("", text)] for form in forms)
    }


def _inflated(value: Any) -> str:
    """Return all that is compressed in a value of an item."""
    match value:
        case dict():
            return "".join(_inflated(each) for each in value.values())
        case list():
            return "".join(_inflated(each) for each in value)
        case bytes():
            return zlib.decompress(value).decode()
        case _:
            return ""


def _failed(town: Town, mail: str, sent: str, word: str) -> dict[str, str]:
    """Return a message about this mail and its verzending for each queue of what failed, with what its source puts in
    it.
    """
    aws = town.environment.aws
    (table,) = _resources(town, "AWS::DynamoDB::Table").values()
    key = {"PK": {"S": f"EMAILBERICHT#{mail}"}, "SK": {"S": "EMAILBERICHT"}}
    item = aws.client("dynamodb").get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    told = [cloudevent(feit, ENVIRONMENT["OIN"]) for feit in feiten_uit_beeld(item)]
    assert told, "something happened with the mail"
    of_the_bus = json.dumps([{"detail-type": each["type"], "detail": each} for each in told])
    received, delivered = read_event("ses-ontvangst"), read_event("ses-delivery")
    s3, archive = aws.client("s3"), _resources(town, "AWS::S3::Bucket")["Archief"]
    raw = s3.get_object(Bucket=archive, Key=item["ruw"]["M"]["sleutel"]["S"])["Body"].read()
    place = plek_in_intake(UUID(mail), raw, [town.postvak])
    assert place is not None
    of_ses = received["Records"][0]["ses"]["mail"]
    of_ses |= {"source": f"mies-{word}@burger.example", "messageId": place.rpartition("/")[2]}
    delivered["detail"]["mail"] |= {"destination": [f"mies-{word}@burger.example"]}
    delivered["detail"]["mail"]["tags"]["verzending"] = [sent]
    own = {"OntvangenMislukt": json.dumps({"requestPayload": received}), "BezorgstatusMislukt": json.dumps(delivered)}
    names = [name for name in _resources(town, "AWS::SQS::Queue") if name.endswith("Mislukt")]
    assert set(names) > _OF_SES
    return {name: own.get(name, of_the_bus) for name in names}


def test_nothing_of_an_erased_mail_is_found_in_table_buckets_queues_and_logs(town: Town) -> None:
    since = datetime.now(UTC) - timedelta(seconds=2)  # S3 and logs round
    word = f"zoek{uuid4().hex[:12]}"
    address = f"mies-{word}@burger.example"
    town.client.send_mail(vraag(f"Mies {word} <{address}>", f"Vraag van {word}"), [town.postvak], address)
    opened = town.geopend(address)
    mail = opened["emailbericht"]["identificatie"]
    key = {"Idempotency-Key": str(uuid4())}
    town.anna.post(f"/emailberichten/{mail}/notities", json={"tekst": f"{word} belde ook"}, headers=key).raise_for_status()
    sent = town.antwoord(opened, inhoud=f"Dag {word}, dat kan.").raise_for_status().json()["verzending"]["identificatie"]
    town.bezorgd(sent)
    sqs, queues = town.environment.aws.client("sqs"), _resources(town, "AWS::SQS::Queue")
    for name, body in _failed(town, mail, sent, word).items():
        sqs.send_message(QueueUrl=queues[name], MessageBody=body)
    assert _places(town, word, since) == {"table", "Archief", *_OF_SES}

    with town.archivaris() as gerda:
        asked = {"emailbericht": mail, "reden": "Verzoek, AVG artikel 17"}
        made = gerda.post("/vernietigingslijsten", json=asked, headers=key).raise_for_status().json()["identificatie"]

        def listed() -> dict[str, Any] | None:
            read: dict[str, Any] = gerda.get(f"/vernietigingslijsten/{made}").raise_for_status().json()
            return read if read["status"] == "opgesteld" else None

        approval = {"sha256": wait_for(listed, "the list of what is erased", patience=120)["sha256"], "uitzonderingen": []}
        gerda.post(f"/vernietigingslijsten/{made}/goedkeuring", json=approval, headers=key).raise_for_status()
    wait_for(lambda: not _places(town, word, since), "the end of all that the mail consisted of", patience=120)

    sqs.send_message(QueueUrl=queues["VerzamelenMislukt"], MessageBody=json.dumps({"van": address}))
    assert _places(town, word, since) == {"VerzamelenMislukt"}, "a trace that is left is found"
    for name in queues:
        if name.endswith("Mislukt"):
            sqs.purge_queue(QueueUrl=queues[name])
