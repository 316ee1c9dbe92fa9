"""Letters, in every character set that a citizen's program sends, declared rightly, wrongly or not at all."""

from tests.berichten.bouw import Map, b64, deel, html, mail, plat, qp, regels, tekst

MAP = Map("tekens")

SENTENCE = "Beste gemeente,\n\nIk wil mijn reünie en coöperatie in één café. Het kost € 12,50, zei de ambtenaar: “geen probleem”."
GEEN_EURO = "Beste gemeente,\n\nMijn zoon Noël zit in groep één. Is zijn diëet geregeld? À propos: crèche."
HTML_ZIN = "<p>Beste gemeente,</p><p>Eén vraag over mijn pasfoto\u2019s: kost dat € 6 extra?</p>"
HTML_TEKST = "Beste gemeente,\nEén vraag over mijn pasfoto\u2019s: kost dat € 6 extra?"
SCHOON: list[str] = []


def _goed(name: str, toont: str, rest: bytes, inhoud: str = SENTENCE) -> None:
    """A mail that rightly says what it is: there is nothing to warn of."""
    MAP.bericht(name, toont, mail("Vraag over de zaal", rest), inhoud=inhoud, waarschuwingen=[])


def _guessed(name: str, toont: str, rest: bytes, inhoud: str = SENTENCE) -> None:
    """A mail that wrongly says what it is: the text must be right all the same."""
    MAP.bericht(name, toont, mail("Vraag over de zaal", rest), inhoud=inhoud)


_goed("utf8-8bit", "UTF-8, zoals Gmail op een telefoon", plat(SENTENCE))
_goed("utf8-quoted-printable", "UTF-8 in quoted-printable", plat(SENTENCE, codering="quoted-printable"))
_goed("utf8-base64", "UTF-8 in base64", plat(SENTENCE, codering="base64"))
_goed("cp1252-quoted-printable", "Windows-1252, zoals oude Outlook", plat(SENTENCE, "windows-1252", "quoted-printable"))
_goed("cp1252-8bit", "Windows-1252, niet gecodeerd", plat(SENTENCE, "windows-1252"))
_goed("latin1-8bit", "ISO-8859-1, niet gecodeerd", plat(GEEN_EURO, "iso-8859-1"), GEEN_EURO)
_goed(
    "latin9-euroteken",
    "ISO-8859-15 met het euroteken",
    plat("Dat kost € 15, zegt Noël.", "iso-8859-15"),
    "Dat kost € 15, zegt Noël.",
)
_goed("utf16-base64", "UTF-16 met byte order mark", deel("text/plain; charset=utf-16", tekst(SENTENCE, "utf-16"), "base64"))
_goed(
    "macintosh", "Tekenset van oude Macs", deel("text/plain; charset=macintosh", tekst(GEEN_EURO, "mac-roman"), "8bit"), GEEN_EURO
)
_goed("dos-cp850", "Tekenset van MS-DOS", plat(GEEN_EURO, "ibm850"), GEEN_EURO)
_goed(
    "utf7",
    "UTF-7, van oude Exchange",
    deel("text/plain; charset=utf-7", tekst("E+AOk-n vraag over +IKw- 5."), "7bit"),
    "Eén vraag over € 5.",
)
_goed(
    "utf8-bom",
    "Byte order mark aan het begin is geen letter",
    deel("text/plain; charset=utf-8", b"\xef\xbb\xbf" + tekst(SENTENCE)),
)
_goed(
    "pools-latin2",
    "Pools in ISO-8859-2",
    plat("Dzień dobry, proszę o zaświadczenie.", "iso-8859-2"),
    "Dzień dobry, proszę o zaświadczenie.",
)
_goed(
    "turks-latin5",
    "Turks in ISO-8859-9",
    plat("Merhaba, \u015fu belgeyi nas\u0131l al\u0131r\u0131m? Te\u015fekkürler.", "iso-8859-9", "quoted-printable"),
    "Merhaba, \u015fu belgeyi nas\u0131l al\u0131r\u0131m? Te\u015fekkürler.",
)
_goed("oekraiens-koi8u", "Oekraïens in KOI8-U", plat("Потрібна довідка.", "koi8-u"), "Потрібна довідка.")
_goed("russisch-cp1251", "Russisch in Windows-1251", plat("Нужна справка.", "windows-1251", "base64"), "Нужна справка.")
_goed("arabisch-utf8", "Arabisch, van rechts naar links", plat("مرحبا، اريد موعدا من فضلك."), "مرحبا، اريد موعدا من فضلك.")
_goed("japans-iso2022jp", "Japans in ISO-2022-JP", plat("住民票をください。", "iso-2022-jp", "7bit"), "住民票をください。")
_goed("chinees-gb18030", "Chinees in GB18030", plat("我需要一份证明。", "gb18030", "base64"), "我需要一份证明。")
_goed("emoji", "Emoji en een vlag", plat("Top geregeld 👍🏽 🇳🇱 dank!"), "Top geregeld 👍🏽 🇳🇱 dank!")
_goed(
    "namen-met-tekens",
    "Friese, Turkse en Antilliaanse namen",
    plat("Sjoukje Hûster, Çağla Öztürk, Curaçao, ĳsbaan, Zoë"),
    "Sjoukje Hûster, Çağla Öztürk, Curaçao, ĳsbaan, Zoë",
)
_goed(
    "html-entiteiten",
    "Letters als HTML-entiteit",
    html("<p>Co&ouml;rdinatie &amp; caf&eacute;, &euro;&nbsp;5 &ldquo;nu&rdquo; &#235; &#x20AC;</p>", "us-ascii", "7bit"),
    "Coördinatie & café, € 5 “nu” ë €",
)

_guessed(
    "cp1252-als-latin1",
    "Zegt ISO-8859-1, maar is Windows-1252",
    deel("text/plain; charset=iso-8859-1", tekst(SENTENCE, "cp1252")),
)
_guessed("cp1252-als-utf8", "Zegt UTF-8, maar is Windows-1252", deel("text/plain; charset=utf-8", tekst(SENTENCE, "cp1252")))
_guessed(
    "cp1252-als-ascii", "Zegt US-ASCII, maar is Windows-1252", deel("text/plain; charset=us-ascii", tekst(SENTENCE, "cp1252"))
)
_guessed("utf8-als-ascii", "Zegt US-ASCII, maar is UTF-8", deel("text/plain; charset=us-ascii", tekst(SENTENCE)))
_guessed(
    "utf8-als-latin1-quoted",
    "Windows-1252 onder de naam latin1",
    deel("text/plain; charset=latin1", tekst(SENTENCE, "cp1252"), "quoted-printable"),
)
_guessed("zonder-tekenset-utf8", "Geen tekenset genoemd, is UTF-8", deel("text/plain", tekst(SENTENCE)))
_guessed("zonder-tekenset-cp1252", "Geen tekenset genoemd, is Windows-1252", deel("text/plain", tekst(SENTENCE, "cp1252")))
_guessed("zonder-content-type", "Geen Content-Type, is Windows-1252", regels("") + tekst(SENTENCE, "cp1252"))
_guessed("tekenset-onbekend", "Tekenset X-UNKNOWN, is UTF-8", deel("text/plain; charset=X-UNKNOWN", tekst(SENTENCE)))
_guessed("tekenset-leeg", "Lege tekenset, is Windows-1252", deel('text/plain; charset=""', tekst(SENTENCE, "cp1252")))
_guessed(
    "tekenset-dubbel-genoemd",
    "Tekenset staat er twee keer: charset=charset=…",
    deel("text/plain; charset=charset=utf-8", tekst(SENTENCE)),
)
_guessed("tekenset-utf8-zonder-streepje", "Tekenset UTF8", deel("text/plain; charset=UTF8", tekst(SENTENCE)))
_guessed("tekenset-tussen-enkele-aanhalingstekens", "Tekenset 'utf-8'", deel("text/plain; charset='utf-8'", tekst(SENTENCE)))
_guessed(
    "tekenset-met-spaties",
    "Spaties om het is-teken",
    regels("Content-Type: text/plain; charset = utf-8 ", "Content-Transfer-Encoding: base64", "") + b64(tekst(SENTENCE)),
)
_guessed(
    "html-meta-cp1252",
    "Tekenset staat alleen in de HTML",
    deel(
        "text/html",
        b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"></head><body>'
        + tekst(HTML_ZIN, "cp1252")
        + b"</body></html>",
    ),
    HTML_TEKST,
)
_guessed(
    "html-cp1252-als-latin1",
    "HTML: zegt ISO-8859-1, is Windows-1252",
    deel("text/html; charset=iso-8859-1", qp(tekst(HTML_ZIN, "cp1252")), "Quoted-Printable"),
    HTML_TEKST,
)
MAP.bericht(
    "korte-zin-cp1252",
    "Eén losse letter buiten ASCII, zonder tekenset",
    mail("Melding", deel("text/plain", "Kapotte lantaarn bij café de Roskam".encode("cp1252"))),
    inhoud="Kapotte lantaarn bij café de Roskam",
)
MAP.bericht(
    "frans-accent-cp1252",
    "Franse tekst zonder tekenset, Windows-1252",
    mail("Demande", deel("text/plain", tekst("Bonjour, où puis-je déposer ma demande ? À bientôt, Zoé", "cp1252"))),
    inhoud="Bonjour, où puis-je déposer ma demande ? À bientôt, Zoé",
    taal="fr",
)
