"""The text of a mail, from the parts that hold it."""

from typing import Final

from klantmail.ontleden.coderingen import base64_einde
from klantmail.ontleden.meldingen import Meldingen
from klantmail.ontleden.mime import Blok
from klantmail.ontleden.tekens import lees_tekst, schone_tekst

_MAX_STOMP: Final = 600
_STOMPEN: Final = (
    "does not support html",
    "not support html",
    "cannot display html",
    "view this message in html",
    "view this email in your browser",
    "view the html",
    "html-compatible",
    "html compatible",
    "html-enabled",
    "html email",
    "html-e-mail",
    "html e-mail",
    "html version",
    "html-versie",
    "ondersteunt geen html",
    "kan geen html",
    "geen html weergeven",
)


def lees_plat(blok: Blok, inhoud: bytes, meldingen: Meldingen) -> str:
    """The text of a text/plain part whose decoded bytes are `inhoud`, with \\n as line break."""
    tekst = schone_tekst(lees_tekst(inhoud, blok.parameters.get("charset", ""), meldingen))
    if blok.parameters.get("format", "").lower() == "flowed":
        tekst = vloeiend(tekst, weg=blok.parameters.get("delsp", "").lower() == "yes")
    if blok.codering == "base64":
        einde = base64_einde(blok.bron, blok.begin, blok.einde)
        voet = schone_tekst(lees_tekst(blok.bron[einde : blok.einde], "", meldingen)).strip()
        if voet:
            meldingen.meld("Achter de tekst staat nog tekst die iemand er onderweg aan toevoegde.")
            tekst = f"{tekst.rstrip()}\n\n{voet}"
    return tekst


def vloeiend(tekst: str, *, weg: bool) -> str:
    """Join the lines of format=flowed text (RFC 3676), but for quoted ones. `weg`: without the space at their end (DelSp)."""
    uit: list[str] = []
    open_ = False
    for regel in tekst.split("\n"):
        citaat = regel.startswith(">")
        kaal = regel[1:] if regel.startswith(" ") else regel
        vloeit = kaal.endswith(" ") and not citaat and kaal != "-- "
        deel = kaal[:-1] if vloeit and weg else kaal
        if open_ and not citaat and kaal != "-- ":
            uit.append(deel)
        else:
            uit.append("\n" + deel)
        open_ = vloeit
    return "".join(uit)[1:]


def is_stomp(tekst: str) -> bool:
    """Whether a plain text says no more than that one should look at the HTML."""
    kaal = " ".join(tekst[: _MAX_STOMP + 1].split()).lower()
    return len(kaal) <= 1 or (len(tekst.strip()) <= _MAX_STOMP and any(stomp in kaal for stomp in _STOMPEN))
