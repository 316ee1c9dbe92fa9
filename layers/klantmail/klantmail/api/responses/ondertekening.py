"""The type of an answer about the salutation and signature of a postvak."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Moment, Uuid, example


class Ondertekening(TypedDict):
    """Wat een postvak boven en onder de tekst van elke e-mail aan een burger zet."""

    postvak: Annotated[str, example("info@gemeente.example")]
    """Het adres van het postvak."""
    aanhef: Annotated[str, example("Beste {{afzender}},", maxLength=200)]
    """De aanhef, met invulplaatsen. Leeg: geen."""
    aanhefZonderNaam: Annotated[str, example("Geachte heer of mevrouw,", maxLength=200)]
    """De aanhef als de afzender geen naam geeft."""
    ondertekening: Annotated[str, example("Met vriendelijke groet,\n\n{{medewerker}}\n{{gemeente}}", maxLength=2000)]
    """De ondertekening, met invulplaatsen. Leeg: geen."""
    versie: Annotated[int, example(1, minimum=0)]
    """Telt de wijzigingen. Geef de versie mee die u hebt gelezen als u wijzigt. 0: er is nog geen."""
    gewijzigdOp: Moment | None
    """Wanneer zij is gewijzigd, in UTC."""
    gewijzigdDoor: Annotated[Uuid | None, example("5f3c0c59-7f0e-4ad4-8a6b-3d7c2e9b1a03")]
    """UUID van wie het laatst wijzigde."""
