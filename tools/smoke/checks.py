"""The checks that need the API and mail: what a medewerker and a citizen notice."""

from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

import httpx

from klantmail_local.client import wait_for
from tools.smoke.mails import of_size, question
from tools.smoke.place import Place
from tools.smoke.report import Check, Failed, expect

_LARGE: Final = 39_500_000
"""Bytes: nearly what SES takes."""
_LARGE_UPLOAD: Final = (_LARGE - 20_000) // 78 * 57
"""Bytes of a file that fills such a mail: base64 makes lines of 78 out of 57."""
_HEADERS: Final = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}


def _sender(place: Place) -> str:
    """SES sends from a domain that is verified: on AWS that of the municipality."""
    return f"rooktest-{uuid4().hex[:8]}@{'burger.example' if place.local else place.stack.parameters['Maildomein']}"


def _simulator(kind: str) -> str:
    """https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html"""
    return f"{kind}+{uuid4().hex[:8]}@simulator.amazonses.com"


def _opened(place: Place, source: bytes, subject: str, sender: str) -> dict[str, Any]:
    place.send_mail(source, sender)
    mail = place.listed(subject)
    opened: dict[str, Any] = (
        place.agent.post(f"/emailberichten/{mail['identificatie']}/inzage", json={}).raise_for_status().json()
    )
    return opened


def _answered(place: Place, opened: dict[str, Any], *uploads: str) -> dict[str, Any]:
    answer = place.agent.post(
        f"/emailberichten/{opened['emailbericht']['identificatie']}/antwoord",
        json={"inzageId": opened["inzageId"], "inhoud": "Dit is een proef.", "bijlagen": list(uploads)},
        headers={"Idempotency-Key": str(uuid4())},
    )
    expect(answer.status_code == 201, f"the answer is {answer.status_code}: {answer.text[:300]}")
    stored: dict[str, Any] = answer.json()
    return stored


def _delivered(place: Place, stored: dict[str, Any], stand: str) -> str:
    """Wait until SES has told what became of a reply, and return it."""

    seen = {}

    def told() -> str:
        sending = place.agent.get(f"/verzendingen/{stored['verzending']['identificatie']}").raise_for_status().json()
        stands = {one["stand"] for one in sending["bezorgingen"]}
        seen[sending["status"]] = stands
        expect(sending["status"] not in ("mislukt", "onbekend"), f"the verzending is {sending['status']}: {sending['reden']}")
        return f"{sending['status']}, {stand}" if stand in stands else ""

    try:
        return wait_for(told, f"the word of SES that the reply is {stand}", place.patience)
    except TimeoutError as error:
        raise Failed(f"{error}; it was {seen}") from None


def problems(place: Place) -> str:
    answer = place.agent.get(f"/klantcontacten/{uuid4()}")
    expect(answer.status_code == 404, f"a klantcontact that is not there answers {answer.status_code}")
    _is_problem(answer)
    return "a problem with all headers"


def gateway(place: Place) -> str:
    """The gateway's own answers are problems, with the headers that every answer has."""
    place.only_on_aws("answers of the gateway in the words of the template")
    requests = [
        (401, place.agent.build_request("GET", "/emailberichten", headers={"Authorization": ""})),
        (401, place.agent.build_request("GET", "/emailberichten", headers={"Authorization": "Bearer onzin"})),
        (404, place.agent.build_request("GET", "/bestaat-niet")),
    ]
    for status, request in requests:
        answer = place.agent.send(request)
        expect(answer.status_code == status, f"the answer is {answer.status_code}, not {status}: {answer.text[:200]}")
        _is_problem(answer)
    return f"{len(requests)} answers are problems with all headers"


def _is_problem(answer: httpx.Response) -> None:
    for name, value in _HEADERS.items():
        expect(answer.headers.get(name, "").startswith(value), f"{name} is {answer.headers.get(name)!r}, not {value!r}")
    expect(answer.json().get("status") == answer.status_code, f"the problem is {answer.text[:200]}")


def an_answer(place: Place) -> str:
    """It proves dynamodb:LeadingKeys inside a transaction, and the key of table and archive under every role."""
    sender = _sender(place)
    subject, source = question(sender, _simulator("success"), place.mailbox)
    opened = _opened(place, source, subject, sender)
    stored = _answered(place, opened)
    for contact in stored["klantcontacten"]:
        read = place.agent.get(f"/klantcontacten/{contact['identificatie']}").raise_for_status().json()
        so_far = {"bezorging", "verzendstatus", "rectificaties"}  # what became of it, as far as it is known by now
        fixed = (read.keys() | contact.keys()) - so_far
        other = sorted(name for name in fixed if read.get(name) != contact.get(name))
        expect(not other, f"klantcontact {contact['identificatie']} reads back with another {', '.join(other)}")
    return f"two klantcontacten stored; the reply is {_delivered(place, stored, 'bezorgd')}"


def a_bounce(place: Place) -> str:
    """The bounce is that of an address on SES's suppression list: nobody answers one that is called `bounce`."""
    sender = _sender(place)
    subject, source = question(sender, _simulator("suppressionlist"), place.mailbox)
    return f"the reply is {_delivered(place, _answered(place, _opened(place, source, subject, sender)), 'geweigerd')}"


def _uploaded(place: Place, content: bytes) -> str:
    """Put a file ready as a page of another origin does. Returns: its uploadId."""
    asked = {"bestandsnaam": "proef.bin", "formaat": "application/octet-stream", "bestandsomvang": len(content)}
    form = place.agent.post("/uploads", json=asked).raise_for_status().json()
    put = httpx.post(
        form["url"],
        data=form["velden"],
        files={"file": ("proef.bin", content)},
        headers={"Origin": "https://elders.example"},
        timeout=300,
        trust_env=False,
    )
    expect(put.status_code == 204, f"S3 answers the form with {put.status_code}: {put.text[:300]}")
    if not place.local:
        expect(put.headers.get("access-control-allow-origin") == "*", "S3 does not let a page of another origin read its answer")
        expect(f".s3.{place.stack.region}." in form["url"], f"the form goes to {form['url']}, not to the region's endpoint")
    return str(form["uploadId"])


def _downloaded(place: Place, document: dict[str, Any]) -> bytes:
    link = place.agent.get(f"/informatieobjecten/{document['identificatie']}/inhoud").raise_for_status().json()["url"]
    got = httpx.get(link, headers={"Origin": "https://elders.example"}, timeout=300, trust_env=False)
    expect(got.status_code == 200, f"S3 answers the link with {got.status_code}, where it should not redirect: {got.text[:200]}")
    expect(sha256(got.content).hexdigest() == document["integriteit"]["waarde"], f"{document['bestandsnaam']} has another sha256")
    return got.content


def files(place: Place) -> str:
    """A new bucket redirects its global address for hours, so this must hold within minutes of the deployment."""
    sender = _sender(place)
    subject, source = question(sender, _simulator("success"), place.mailbox, b"bijlage")
    opened = _opened(place, source, subject, sender)
    documents = [one["informatieobject"] for one in opened["klantcontact"]["bijlagen"]]
    contents = [_downloaded(place, one) for one in documents]
    expect(b"bijlage" in contents, "the attachment is not among the documents")
    stored = _answered(place, opened, _uploaded(place, b"proef"))
    return (
        f"{len(documents)} documents fetched, a file put from another origin; the reply is {_delivered(place, stored, 'bezorgd')}"
    )


def large(place: Place) -> str:
    sender = _sender(place)
    subject, source = of_size(sender, _simulator("success"), place.mailbox, _LARGE)
    opened = _opened(place, source, subject, sender)
    sizes = [len(_downloaded(place, one["informatieobject"])) for one in opened["klantcontact"]["bijlagen"]]
    stored = _answered(place, opened, _uploaded(place, bytes(_LARGE_UPLOAD)))
    became = _delivered(place, stored, "bezorgd")
    return f"{len(source):,} bytes in (stored {max(sizes):,}), {_LARGE_UPLOAD:,} bytes out in a reply that is {became}"


CHECKS: Final = (
    Check("answers of the API", problems),
    Check("answers of the gateway", gateway),
    Check("one answer from end to end", an_answer),
    Check("a bounce", a_bounce),
    Check("upload and download from another origin", files),
    Check("39.5 MB both ways", large),
)
