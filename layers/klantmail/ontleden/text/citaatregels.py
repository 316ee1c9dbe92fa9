"""The lines of a mail's text that begin quoted history.

They are `Op … schreef …:`, `Van:/Verzonden:/Aan:` and `--Oorspronkelijk bericht--`. Every rule looks at one line, or at
a bounded number of them, and takes them apart with string methods: no backtracking.
"""

import re
from collections.abc import Sequence
from typing import Final

MAX_AANHEF_REGELS: Final = 4
"""Lines over which mail programs fold the line above a quotation."""
MAX_AANHEF: Final = 600
"""Characters of such a line. A longer paragraph is prose."""
MAX_AANHEF_WOORDEN: Final = 40
MAX_NAAM: Final = 12
"""Words of a person's name with the address behind it."""
MAX_KOPBLOK: Final = 24
"""Lines of an Outlook header block, long lists of recipients included."""
MAX_VERVOLGREGELS: Final = 8
"""Successive lines in such a block that continue a field."""

_WERKWOORDEN: Final = (
    "schreef",
    "geschreven",
    "wrote",
    "schrieb",
    "a écrit",
    "escribió",
    "ha scritto",
    "napisał",
    "yazd\u0131",
    "escreveu",
)
_VROEGERE_MAIL: Final = ("citeren ", "quoting ", "zitat von ")
_BEGINWOORDEN: Final = frozenset({"op", "on", "am", "le", "el", "il", "em", "w", "dnia"})
_IN_DATUMS: Final = """
om at um à a de dias las alle ore uur uhr h am pm a.m p.m cet cest gmt utc mez mesz giorno dniu o
zondag maandag dinsdag woensdag donderdag vrijdag zaterdag zo ma di wo do vr za
sunday monday tuesday wednesday thursday friday saturday sun mon tue wed thu fri sat
sonntag montag dienstag mittwoch donnerstag freitag samstag so mo mi fr sa
dimanche lundi mardi mercredi jeudi vendredi samedi dim lun mar mer jeu ven sam
januari februari maart april mei juni juli augustus september oktober november december
january february march may june july august october jan feb mrt apr jun jul aug sep sept okt oct nov dec
januar februar märz mai dezember mär dez
janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil déc
"""
_DATUMWOORDEN: Final = frozenset(_IN_DATUMS.split())
_TUSSENVOEGSELS: Final = frozenset({"van", "de", "den", "der", "het", "'t", "ten", "ter", "te", "von", "le", "la", "du"})
_TIJD: Final = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_KLOK: Final = re.compile(r"(?<![.\d])\d{1,2}[:.]\d\d(?!\d|\.\d)")
"""A time, and no date such as 3.03.2026."""
_JAAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[-/.]\d{1,2}[-/.]\d\d(?!\d)")
_GROUPWISE: Final = re.compile(r">>> .{1,300}\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)? >>>\s*")
_PLAATSEN: Final = ("onder", "below", "inline", "tussen de", " rood", " red")
"""One of these stands in each match of the next pattern: a cheap look before it."""
_HIERONDER: Final = re.compile(
    r"\b(?:zie|lees|see|(?:mijn|onze|my|our) (?:antwoord|reactie|opmerking|aanvulling|answer|repl|comment|respon)\w*)\b.{0,60}"
    r"\b(?:onder|hieronder|onderstaand\w*|onderin|tussen de (?:tekst|regels)|in (?:het )?rood|below|inline"
    r"|in red)\b",
    re.DOTALL,
)
_MAX_VERWIJZING: Final = 2000
_TEKST_ERACHTER: Final = re.compile(r":\s{2,}(?=\S)")
_CIJFER: Final = re.compile(r"\d")
_LEESTEKENS: Final = "()[]{}<>\"'“”„\u2018\u2019,.;:"

BEGIN_VAN_STREEP: Final = "-_—\u2013*= \t\xa0\r"
"""A line with a text between dashes begins with one of these."""
_STREEPJES: Final = " \t\xa0-_=—\u2013*>"
_OORSPRONKELIJK: Final = (
    "oorspronkelijk bericht",
    "oorspronkelijke bericht",
    "oorspronkelijk e-mailbericht",
    "origineel bericht",
    "original message",
    "original email",
    "ursprüngliche nachricht",
    "message d'origine",
    "message d\u2019origine",
    "message original",
    "mensaje original",
    "messaggio originale",
)
_DOORGESTUURD: Final = (
    "forwarded message",
    "doorgestuurd bericht",
    "doorgezonden bericht",
    "weitergeleitete nachricht",
    "message transféré",
    "begin forwarded message",
    "begin doorgestuurd bericht",
    "start van doorgestuurd bericht",
)
_IN_DOORGESTUURD: Final = ("orwarded ", "oorge", "eitergel", "essage transf")
"""One of these stands in each line that begins a forwarded mail, as mail programs write it."""

_VAN: Final = frozenset({"van", "from", "von", "de", "od", "kimden", "da"})
_DATUM: Final = frozenset(
    {
        "verzonden",
        "verstuurd",
        "datum",
        "sent",
        "date",
        "gesendet",
        "envoyé",
        "enviado",
        "inviato",
        "data",
        "wysłano",
        "gönderildi",
    }
)
_DATUM_VAN_BRIEF: Final = frozenset({"datum", "date", "data"})
_AAN: Final = frozenset({"aan", "to", "an", "à", "para", "a", "do", "kime", "per"})
_ONDERWERP: Final = frozenset({"onderwerp", "subject", "betreff", "objet", "asunto", "oggetto", "temat", "konu", "assunto"})
_OVERIG: Final = frozenset(
    {
        "cc",
        "bcc",
        "kopie",
        "beantwoorden aan",
        "reply-to",
        "bijlagen",
        "bijlage",
        "attachments",
        "urgentie",
        "prioriteit",
        "importance",
    }
)
_SOORTEN: Final = {
    label: soort
    for soort, labels in (("van", _VAN), ("datum", _DATUM), ("aan", _AAN), ("onderwerp", _ONDERWERP), ("overig", _OVERIG))
    for label in labels
}
_VREEMD: Final = frozenset(
    {"bericht", "vraag", "opmerking", "opmerkingen", "toelichting", "naam", "telefoon", "telefoonnummer", "postcode", "adres"}
    | {"message", "message-id", "received", "return-path", "mime-version", "content-type"}
)
"""Labels of a web form, and of a raw mail in a bounce.

A block with one of these is no header block of a mail program.
"""
_LANGSTE_LABEL: Final = 24

ONDERWERP_DOORGESTUURD: Final = re.compile(
    r"\s*(?:\[[^\[\]]{1,40}\]\s*)?(?:fwd?|wg|doorgestuurd|doorgezonden|doorst|tr|rv|enc|pd)\s*:", re.IGNORECASE
)
"""The beginning of the subject of a forwarded mail, in the languages of the mail programs here."""

_HANDTEKENING_BEGIN: Final = (
    "verstuurd va",
    "verstuurd me",
    "verstuurd via",
    "verzonden va",
    "verzonden me",
    "verzonden via",
    "sent from",
    "sent via",
    "sent with",
    "gesendet von",
    "von meinem",
    "envoyé de",
    "envoyé depuis",
    "get outlook for",
    "download outlook",
    "outlook voor",
    "outlook for",
)
_LANGSTE_HANDTEKENING: Final = 160


def is_citaat(regel: str) -> bool:
    """Tell whether the line is quoted with `>`; mbox's escaped `>From ` is not."""
    return (regel[0:1] == ">" or regel[:4].lstrip().startswith(">")) and not regel.startswith(">From ")


def _kaal(regel: str) -> str:
    return regel.strip(" \t\xa0*\r")


def is_oorspronkelijk(regel: str) -> bool:
    """Tell whether it is `-----Oorspronkelijk bericht-----` or alike, such as `-----"Jan" <…> schreef: -----`."""
    return _tussen_strepen(regel, _OORSPRONKELIJK) or _is_aanhef_tussen_strepen(regel)


def _is_aanhef_tussen_strepen(regel: str) -> bool:
    kaal = regel.strip()
    if not kaal.startswith("----") or not kaal.endswith("----"):
        return False
    midden = kaal.strip("- ")
    return len(midden) <= MAX_AANHEF and midden.rpartition(" ")[2].rstrip(":").casefold() in _WERKWOORDEN


def is_groupwise(regel: str) -> bool:
    """Tell whether it is `>>> Jan <jan@post.example> 3-3-2026 9:58 >>>` or `>>> On 3/3/2026 at 9:58 AM, … wrote:`."""
    if not regel.startswith(">>> ") or len(regel) > MAX_AANHEF:
        return False
    return _GROUPWISE.fullmatch(regel) is not None or (regel.rstrip().endswith(":") and _is_zekere_aanhef(_kaal(regel[4:])))


def kan_doorgestuurd_zijn(tekst: str) -> bool:
    """Look cheaply at a whole text before `is_doorgestuurd` looks at its lines."""
    return any(merkteken in tekst for merkteken in _IN_DOORGESTUURD)


def is_doorgestuurd(regel: str) -> bool:
    """Tell whether it is `---------- Forwarded message ---------` or alike: the sender wants the rest to be read."""
    kaal = _kaal(regel).casefold()
    return _tussen_strepen(regel, _DOORGESTUURD) or kaal.removesuffix(":") in _DOORGESTUURD


def _tussen_strepen(regel: str, teksten: tuple[str, ...]) -> bool:
    kaal = regel.strip(" \t\xa0\r")
    if not kaal.startswith(("-", "_", "—", "\u2013", "*", "=")):
        return False
    midden = kaal.strip(_STREEPJES)
    return midden.casefold() in teksten and len(kaal) - len(midden) >= 4


def is_tussenkop(regel: str) -> bool:
    """Tell whether it is `Oorspronkelijk bericht` without dashes: history only when a header block follows."""
    return _kaal(regel).removesuffix(":").casefold() in _OORSPRONKELIJK


def staat_elders(tekst: str) -> bool:
    """Tell whether the sender says that the answers stand in the quoted text: `Zie
    mijn antwoorden hieronder, in rood`.
    """
    begin = tekst[:_MAX_VERWIJZING]
    for plaats in _PLAATSEN:
        if plaats in begin:
            return _HIERONDER.search(begin.lower()) is not None
    return False


def is_streep(regel: str) -> bool:
    """Tell whether a line only separates."""
    kaal = _kaal(regel)
    return len(kaal) >= 2 and not kaal.strip("-_=—\u2013─ ")


def is_toestelregel(regel: str) -> bool:
    """Tell whether it is `Verstuurd vanaf mijn iPhone` or alike: what a telephone or mail program says of itself."""
    return len(regel) <= _LANGSTE_HANDTEKENING and _kaal(regel).lstrip("[<").casefold().startswith(_HANDTEKENING_BEGIN)


def _label(regel: str) -> str:
    label, dubbele_punt, _ = regel[: _LANGSTE_LABEL + 8].partition(":")
    return label.strip(" \t\xa0*_").casefold() if dubbele_punt else ""


def kan_kopblok_beginnen(regels: Sequence[str], nummer: int) -> bool:
    """Look cheaply before `einde_kopblok`: a line names a sender; or, below one that only separates, another field."""
    regel = regels[nummer]
    soort = _SOORTEN.get(_label(regel)) if ":" in regel[: _LANGSTE_LABEL + 8] else None
    if soort == "van" or soort not in {"datum", "onderwerp", "aan"}:
        return soort == "van"
    return (nummer > 0 and is_streep(regels[nummer - 1])) or (
        soort == "aan" and nummer + 1 < len(regels) and _SOORTEN.get(_label(regels[nummer + 1])) == "van"
    )


def einde_kopblok(regels: Sequence[str], begin: int) -> int:
    """Return the index after the header block at `begin`; `begin` when there is none.

    A block (`Van:`, `Verzonden:`, `Aan:`, `Onderwerp:`) names a sender, a date and a recipient or subject, each once.
    One with labels of `_VREEMD` is none. Nor is the head of a letter: a mail program writes the year and the time, and
    an address, or all four fields, or a line above them.

    Args:
        begin: a line that passes `kan_kopblok_beginnen`.
    """
    if _is_kopblok_op_een_regel(regels[begin]):
        return begin + 1
    gezien: set[str] = set()
    met_tijd = verzonden = False
    einde, vervolgregels = begin, 0
    for nummer in range(begin, min(len(regels), begin + MAX_KOPBLOK)):
        label = _label(regels[nummer])
        if label in _VREEMD:
            return begin
        volledig = {"van", "datum"} <= gezien and ("aan" in gezien or "onderwerp" in gezien)
        soort = _SOORTEN.get(label)
        if soort is None:
            leeg = not _kaal(regels[nummer])
            vervolgregels += not leeg
            gaat_door = _SOORTEN.get(_label(regels[nummer + 1])) == "onderwerp" if nummer + 1 < len(regels) else False
            if (leeg and volledig and not gaat_door) or vervolgregels > MAX_VERVOLGREGELS:
                break
            continue
        if (soort in gezien and soort != "overig") or (soort == "datum" and not _CIJFER.search(regels[nummer])):
            break
        gezien.add(soort)
        if soort == "datum" and _KLOK.search(regels[nummer]) and _JAAR.search(regels[nummer]):
            met_tijd = True
            verzonden = label not in _DATUM_VAN_BRIEF
        einde, vervolgregels = nummer + 1, 0
    volledig = {"van", "datum"} <= gezien and ("aan" in gezien or "onderwerp" in gezien)
    return (
        einde if volledig and _is_van_programma(regels, begin, einde, gezien, met_tijd=met_tijd, verzonden=verzonden) else begin
    )


def _is_van_programma(
    regels: Sequence[str], begin: int, einde: int, gezien: set[str], *, met_tijd: bool, verzonden: bool
) -> bool:
    """Tell whether a mail program wrote this block, and not a person above a letter.

    `verzonden`: it says when it was sent.
    """
    erboven = next((regel for regel in reversed(regels[max(0, begin - 2) : begin]) if regel.strip()), "")
    if is_streep(erboven) or is_tussenkop(erboven) or is_oorspronkelijk(erboven) or is_toestelregel(erboven):
        return True
    return met_tijd and (verzonden or {"aan", "onderwerp"} <= gezien or any("@" in regel for regel in regels[begin:einde]))


def _is_kopblok_op_een_regel(regel: str) -> bool:
    """Tell whether some converter put the whole block on one line."""
    return ("Verzonden:" in regel and "Aan:" in regel) or ("Sent:" in regel and "To:" in regel and "Subject:" in regel)


def begin_aanhef(regels: Sequence[str], einde: int) -> tuple[int, bool] | None:
    """Return where the line above a quotation begins that ends on line `einde`
    (with its colon), and whether it is sure.

    A line that is in doubt, such as `Jan Jansen schreef:`, counts only when a quoted line follows.
    """
    tekst = ""
    gevonden = None
    for begin in range(einde, max(-1, einde - MAX_AANHEF_REGELS), -1):
        kaal = _kaal(regels[begin])
        if not kaal or is_citaat(regels[begin]) or len(tekst) + len(kaal) > MAX_AANHEF:
            break
        tekst = f"{kaal} {tekst}" if tekst else kaal
        met_datum = _begint_met_datum(kaal.casefold().split())
        if (gevonden is None or met_datum) and _is_zekere_aanhef(tekst):
            gevonden = begin
    if gevonden is not None:
        return gevonden, True
    laatste = _kaal(regels[einde])
    return (einde, False) if len(laatste) <= MAX_AANHEF and _is_mogelijke_aanhef(laatste) else None


def is_aanhef_met_tekst(regel: str) -> bool:
    """Tell whether a quoted text begins on the same line, some spaces behind the colon, as Yahoo writes it."""
    gevonden = _TEKST_ERACHTER.search(regel, 0, MAX_AANHEF)
    if gevonden is None:
        return False
    aanhef = _kaal(regel[: gevonden.start() + 1])
    return _begint_met_datum(aanhef.casefold().split()) and _is_zekere_aanhef(aanhef)


def _is_mogelijke_aanhef(tekst: str) -> bool:
    klein = tekst.casefold()
    if klein.startswith(_VROEGERE_MAIL):
        return True
    if not any(werkwoord in klein for werkwoord in _WERKWOORDEN):
        return False
    namen = tekst.split()
    is_naam = namen[-1].strip(_LEESTEKENS).casefold() in _WERKWOORDEN and _is_naam(namen[:-1])
    return is_naam or "@" in klein or _begint_met_datum(klein.split())


def _is_zekere_aanhef(tekst: str) -> bool:
    klein = tekst.casefold()
    namen = [woord for woord in tekst.lstrip(_STREEPJES).split() if woord.strip(_LEESTEKENS)]
    woorden = [woord.casefold() for woord in namen]
    if not woorden or len(woorden) > MAX_AANHEF_WOORDEN:
        return False
    heeft_adres, heeft_tijd = "@" in klein, _TIJD.search(klein) is not None
    if not any(werkwoord in klein for werkwoord in _WERKWOORDEN):
        # This is Gmail of before 2015: 2011/5/3 Jan Jansen <jan@post.example>:
        return heeft_adres and klein.endswith(">:") and _CIJFER.match(klein) is not None and len(woorden) <= MAX_NAAM
    if _begint_met_datum(woorden):
        return (heeft_adres or heeft_tijd) and _is_datum_en_naam(woorden, namen)
    if 1 < len(woorden) <= MAX_NAAM and woorden[-1].strip(_LEESTEKENS) in _WERKWOORDEN and woorden[-2].endswith(">"):
        return heeft_adres
    if heeft_tijd and heeft_adres and ("napisał" in klein or "yazd\u0131" in klein):
        return True
    return heeft_tijd and _is_naam_en_datum(woorden)


def _begint_met_datum(woorden: Sequence[str]) -> bool:
    return len(woorden) > 1 and woorden[0].lstrip(_STREEPJES) in _BEGINWOORDEN and _is_datumwoord(woorden[1])


def _is_datumwoord(woord: str) -> bool:
    return "@" not in woord and (_CIJFER.search(woord) is not None or woord.strip(_LEESTEKENS) in _DATUMWOORDEN)


def _is_datum_en_naam(woorden: Sequence[str], namen: Sequence[str]) -> bool:
    """Tell whether it has the form `Op 24-11-2026 om 10:15 schreef Jan:` or `Op … heeft Jan het volgende geschreven:`.

    `On Nov 24, 2026, at 10:15, Jan wrote:` has it too.

    Args:
        woorden: in small letters.
        namen: the same words as they were written.
    """
    einde = 1
    while einde < len(woorden) and _is_datumwoord(woorden[einde]):
        einde += 1
    if not any(_CIJFER.search(woord) for woord in woorden[1:einde]):
        return False
    rest = [woord.strip(_LEESTEKENS) for woord in woorden[einde:]]
    if not rest:
        return False
    if rest[0] in _WERKWOORDEN:
        naam = namen[einde + 1 :]
    elif rest[0] == "heeft" and rest[-1] == "geschreven":
        naam = namen[einde + 1 : -1]
    elif " ".join(rest[-2:]) in _WERKWOORDEN:
        naam = namen[einde:-2]
    elif rest[-1] in _WERKWOORDEN:
        naam = namen[einde:-1]
    else:
        return False
    while len(naam) > 1 and naam[-1].strip(_LEESTEKENS).casefold() in {"het", "volgende"}:
        naam = naam[:-1]
    return _is_naam(naam)


def _is_naam(naam: Sequence[str]) -> bool:
    """Tell whether these words can be a mail program's name for a person: few,
    with an address, or each with a capital.
    """
    if len(naam) > MAX_NAAM:
        return False
    if len(naam) <= 1 or any("@" in woord and ">" in woord for woord in naam):
        return True
    return all(
        "@" in woord or not woord.strip(_LEESTEKENS)[:1].islower() or woord.casefold() in _TUSSENVOEGSELS for woord in naam
    )


def _is_naam_en_datum(woorden: Sequence[str]) -> bool:
    """Tell whether it has the form `Jan Jansen schreef op 24-11-2026 10:15:`."""
    for nummer, woord in enumerate(woorden[:-2]):
        if woord in _WERKWOORDEN and woorden[nummer + 1] in _BEGINWOORDEN:
            return 0 < nummer <= MAX_NAAM and all(_is_datumwoord(rest) for rest in woorden[nummer + 2 :])
    return False
