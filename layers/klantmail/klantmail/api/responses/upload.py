"""The type of the answer to the request for an upload."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Moment, Url, Uuid, example


class Uploadplek(TypedDict):
    """Een formulier waarmee één bestand kan worden klaargezet."""

    uploadId: Annotated[Uuid, example("f1d2c3b4-a596-4877-8695-a4b3c2d1e0f9")]
    """UUID van het bestand. Geef deze mee als bijlage van een antwoord."""
    url: Annotated[Url, example("https://klantmail-uploads.s3.eu-west-1.amazonaws.com/")]
    """Stuur het formulier met POST naar dit adres, als `multipart/form-data`."""
    velden: Annotated[
        dict[str, str], example({"key": "a255acc8/f1d2c3b4", "Content-Type": "application/pdf", "policy": "eyJleHAi"})
    ]
    """De velden van het formulier. Stuur ze allemaal mee, met daarna het bestand in het veld `file`."""
    geldigTot: Annotated[Moment, example("2026-11-24T09:15:00.000Z")]
    """Tot wanneer het formulier werkt, in UTC."""
