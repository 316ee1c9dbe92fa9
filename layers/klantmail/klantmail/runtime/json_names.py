"""The names of fields in JSON, for the API and for events alike."""


def in_json(naam: str) -> str:
    """Return the name that a client reads and writes for a field: `organisatorischeEenheid`."""
    kop, *rest = naam.split("_")
    return kop + "".join(deel.title() for deel in rest)
