"""A request that has nothing to say: `{}`, or no body at all."""


def lees_leeg(tekst: str | None) -> None:
    """Raises: OngeldigeInvoer with every error of a body that says something all the same."""
    if tekst and tekst.strip() != "{}":
        from klantmail.api.verzoeken.basis import LeegVerzoek, lees_json  # here: pydantic is loaded for what is wrong only

        lees_json(LeegVerzoek, tekst)
