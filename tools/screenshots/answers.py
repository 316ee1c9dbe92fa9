"""Invented answers of the API, for what a new environment does not have: a month of figures, and mail of years ago."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from tests.support.contract import DOCUMENT, SCHEMAS

type Answer = dict[str, Any]

CONTACT: Final = "3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b"
_LAST: Final = date(2026, 11, 27)
_DAYS: Final = 30
_SATURDAY: Final = 5


def _checked(path: str, answer: Answer) -> Answer:
    schema = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    wrong = list(SCHEMAS.errors(schema, answer))
    if wrong:
        raise ValueError(f"{path}: {wrong}")
    return answer


def _example(path: str) -> Answer:
    response = DOCUMENT["paths"][path]["get"]["responses"]["200"]
    given = response["content"]["application/json"].get("example")
    example: Answer = given or SCHEMAS.followed(response["x-voorbeeld"])["value"]
    return example


def figures() -> Answer:
    """Thirty days of a contact centre: quiet weekends, and Mondays on which the mail of those is handled."""
    example = _example("/cijfers")
    days, left = [], 26
    for number in range(_DAYS):
        day = _LAST - timedelta(days=_DAYS - 1 - number)
        works = day.weekday() < _SATURDAY
        came = (38 + 7 * number % 11 if works else 9 + number % 4) + (12 if day.weekday() == 0 else 0)
        done = min(left + came, 44 + 5 * number % 13) if works else 0
        left += came - done
        onward = done // 6
        days.append(
            {
                **example["perioden"][0],
                "van": day.isoformat(),
                "tot": day.isoformat(),
                "ontvangen": came,
                "inQuarantaine": number % 3,
                "afgehandeld": done,
                "antwoorden": done - onward - done // 8,
                "interneTaken": onward - done // 20,
                "zaken": done // 20,
                "doorzendingen": done // 25,
                "geenActieNodig": done // 12,
                "geenKlantcontact": done // 25,
                "doorKcc": done - onward,
                "doorgezet": onward,
                "binnenNorm": done - done // 15,
                "voorraad": left,
            }
        )
    unit = example["eenheden"][0]["perioden"][0]
    units = [
        {
            "organisatorischeEenheid": name,
            "perioden": [
                {**unit, "van": each["van"], "tot": each["tot"], "gemaakt": count, "verwerkt": count, "voorraad": left}
                for each in days
            ],
        }
        for name, count, left in (("Burgerzaken", 2, 6), ("Openbare ruimte", 3, 11), ("Parkeren", 1, 2))
    ]
    return _checked(
        "/cijfers", {**example, "van": days[0]["van"], "tot": days[-1]["tot"], "per": "dag", "perioden": days, "eenheden": units}
    )


def lists() -> Answer:
    """A list of a month that waits for its decision, one that is carried out, and one of which nothing is left."""
    example = _example("/vernietigingslijsten")["results"][0]
    approval = {"medewerker": "6a4c0c59-7f0e-4ad4-8a6b-3d7c2e9b1a07", "naam": "Gerda Peters", "uitzonderingen": []}

    def counts(information: int, reports: int) -> list[Answer]:
        one = example["aantallen"][0]
        return [
            {
                **one,
                "emailberichten": information,
                "klantcontacten": 2 * information + 3,
                "documenten": 2 * information + 74,
                "verzendingen": information,
            },
            {
                **one,
                "resultaat": "geen",
                "omschrijving": "Geen klantcontact of spam",
                "emailberichten": reports,
                "klantcontacten": 0,
                "documenten": reports + 5,
                "verzendingen": 0,
            },
        ]

    def month(number: int, peildatum: str, **also: Any) -> Answer:
        return {
            **example,
            "identificatie": str(UUID(int=number)),
            "peildatum": peildatum,
            "gevraagdOp": f"{peildatum}T01:00:00.000Z",
            "opgesteldOp": f"{peildatum}T01:00:20.000Z",
            **also,
        }

    destroying = {"status": "goedgekeurd", "goedkeuring": {**approval, "tijdstip": "2028-01-31T14:55:00.000Z"}}
    destroyed = {
        "status": "vernietigd",
        "goedkeuring": {**approval, "tijdstip": "2027-12-02T09:12:00.000Z"},
        "vernietigd": counts(198, 52),
        "vernietigdOp": "2027-12-02T09:31:00.000Z",
    }
    results = [
        month(1, "2028-02-01", aantallen=counts(214, 61)),
        month(2, "2028-01-01", aantallen=counts(187, 40), **destroying),
        month(3, "2027-12-01", aantallen=counts(198, 52), **destroyed),
    ]
    return _checked("/vernietigingslijsten", {"results": results, "cursor": None})


def viewings() -> Answer:
    """Everybody who saw one klantcontact."""
    anna, bram, carla = (
        ("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f", "Anna Visser", "192.0.2.44"),
        ("5d1f0c52-6f0e-4c43-9d0b-2f5a7e0c9b11", "Bram Bakker", "192.0.2.51"),
        ("c7a3a1de-2b64-4f1e-8f0f-91d5c26b7e42", "Carla Smit", "198.51.100.7"),
    )
    lines = (
        ("2026-11-27T13:20:04.000Z", carla, "GET /informatieobjecten/{identificatie}/inhoud"),
        ("2026-11-27T13:19:31.000Z", carla, "GET /klantcontacten/{identificatie}"),
        ("2026-11-27T13:19:12.000Z", carla, "POST /klantcontacten/zoekopdrachten"),
        ("2026-11-26T10:41:00.000Z", bram, "GET /klantcontacten/{identificatie}"),
        ("2026-11-26T10:12:00.000Z", bram, "GET /klantcontacten/{identificatie}"),
        ("2026-11-24T09:16:40.000Z", anna, "POST /emailberichten/{identificatie}/antwoord"),
        ("2026-11-24T09:12:08.000Z", anna, "GET /emailberichten/{identificatie}/samenhang"),
        ("2026-11-24T09:12:06.000Z", anna, "POST /emailberichten/{identificatie}/inzage"),
    )
    results = [
        {"tijdstip": moment, "medewerker": who, "naam": name, "actie": what, "oorsprong": where}
        for moment, (who, name, where), what in lines
    ]
    return _checked("/klantcontacten/{identificatie}/inzagen", {"results": results, "cursor": None})
