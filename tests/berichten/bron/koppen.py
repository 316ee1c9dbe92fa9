"""Subject, sender and the other headers, as programs of every age write them."""

from tests.berichten.bouw import AAN, DATE, VAN, Map, mail, plat, regels, woord

MAP = Map("koppen")
RUST = plat("Goedemorgen, kunt u mij helpen? Groet, Jan")
INHOUD = "Goedemorgen, kunt u mij helpen? Groet, Jan"


def _onderwerp(name: str, toont: str, raw: str | bytes, onderwerp: str) -> None:
    MAP.bericht(name, toont, mail(raw, RUST), onderwerp=onderwerp, inhoud=INHOUD)


def _van(name: str, toont: str, raw: str | bytes, weergave: str, adres: str) -> None:
    MAP.bericht(name, toont, mail("Vraag", RUST, van=raw), afzender=[weergave, adres], onderwerp="Vraag")


_onderwerp(
    "q-utf8",
    "Onderwerp in quoted-printable",
    "=?UTF-8?Q?Vraag_over_mijn_rijbewijs=3A_geldt_=E2=82=AC_48=3F?=",
    "Vraag over mijn rijbewijs: geldt € 48?",
)
_onderwerp("b-latin1", "Onderwerp in base64, ISO-8859-1", woord("Bezwaar België", "iso-8859-1", "B"), "Bezwaar België")
_onderwerp(
    "letter-over-twee-woorden",
    "Outlook knipt een letter doormidden",
    "=?utf-8?B?SWsgd2lsIMM=?=\r\n =?utf-8?B?qcOpbiB2cmFhZw==?=",
    "Ik wil één vraag",
)
_onderwerp(
    "twee-woorden-aaneen",
    "Witruimte tussen gecodeerde woorden telt niet",
    f"{woord('Parkeer')}\r\n {woord('vergunning')} aanvragen",
    "Parkeervergunning aanvragen",
)
_onderwerp(
    "woorden-zonder-spatie",
    "Twee gecodeerde woorden zonder spatie ertussen",
    woord("WOZ-") + woord("beschikking één"),
    "WOZ-beschikking één",
)
_onderwerp(
    "twee-tekensets",
    "Twee tekensets in één onderwerp",
    f"{woord('Zoë', 'iso-8859-1', 'q')} en {woord('€ 5', 'utf-8')}",
    "Zoë en € 5",
)
_onderwerp("rauw-utf8", "Onderwerp niet gecodeerd, UTF-8", "Vraag over één café".encode(), "Vraag over één café")
_onderwerp(
    "rauw-cp1252",
    "Onderwerp niet gecodeerd, Windows-1252",
    "Vraag over één café: € 5".encode("cp1252"),
    "Vraag over één café: € 5",
)
_onderwerp(
    "spaties-in-woord",
    "Gecodeerd woord met echte spaties",
    "=?utf-8?Q?Mijn vraag over caf=C3=A9 en zaal?=",
    "Mijn vraag over café en zaal",
)
_onderwerp("opvulling-weg", "Base64 zonder opvulling", "=?utf-8?B?VmVyaHVpemluZyDDqcOpbg?=", "Verhuizing één")
_onderwerp("tekenset-onbekend", "Onbekende tekenset in het onderwerp", "=?x-unknown?Q?Caf=C3=A9?=", "Café")
_onderwerp("taal-in-woord", "Gecodeerd woord met taal (RFC 2231)", "=?utf-8*nl?Q?Re=C3=BCnie?=", "Reünie")
_onderwerp("kleine-letters", "ISO-8859-15 en kleine letters", "=?iso-8859-15?q?Kosten_=A4_10?=", "Kosten € 10")
_onderwerp(
    "gevouwen-tab", "Gevouwen met een tab", "Aanvraag gehandicapten-\r\n\tparkeerkaart", "Aanvraag gehandicapten- parkeerkaart"
)
_onderwerp("leeg", "Leeg onderwerp", "", "")
MAP.bericht(
    "regeleinde-erin",
    "Regeleinde verstopt in het onderwerp: het blijft één regel",
    mail("=?utf-8?Q?Vraag=0D=0ABcc:_iemand@kwaad.example?=", RUST),
    onderwerpBevat=["Vraag Bcc: iemand@kwaad.example"],
    onderwerpNiet=["\r", "\n"],
    aan=[["Gemeente Zuiderdam", "info@zuiderdam.example"]],
)
_onderwerp(
    "geen-gecodeerd-woord",
    "Lijkt gecodeerd, maar is het niet",
    "Wat betekent =?dit? in mijn aanslag",
    "Wat betekent =?dit? in mijn aanslag",
)
_onderwerp("antw", "Antw: van een Nederlandse Outlook blijft staan", "Antw: Uw aanvraag 2024-118", "Antw: Uw aanvraag 2024-118")
MAP.bericht(
    "nul-in-onderwerp",
    "NUL-teken in het onderwerp",
    mail(b"Vraag\x00 over afval", RUST),
    onderwerpNiet=["\0"],
    onderwerpBevat=["over afval"],
)
MAP.bericht(
    "zonder-onderwerp",
    "Geen Subject",
    regels(f"From: {VAN}", f"To: {AAN}", f"Date: {DATE}", "MIME-Version: 1.0") + RUST,
    onderwerp="",
    inhoud=INHOUD,
)

_van(
    "naam-gecodeerd",
    "Naam van de afzender gecodeerd",
    f"{woord('José Noël', 'utf-8', 'Q')} <jose@post.example>",
    "José Noël",
    "jose@post.example",
)
_van(
    "naam-tussen-aanhalingstekens",
    "Achternaam eerst, met komma",
    '"Vries, Jan de" <jan@post.example>',
    "Vries, Jan de",
    "jan@post.example",
)
_van(
    "gecodeerd-tussen-aanhalingstekens",
    "Gecodeerd woord tussen aanhalingstekens",
    f'"{woord("Zoë Öz")}" <zoe@post.example>',
    "Zoë Öz",
    "zoe@post.example",
)
_van("zonder-naam", "Alleen een adres", "jan@post.example", "", "jan@post.example")
_van(
    "naam-als-commentaar",
    "Naam tussen haakjes, van oude Unix",
    "jan@post.example (Jan de Vries)",
    "Jan de Vries",
    "jan@post.example",
)
_van(
    "naam-rauw-utf8",
    "Naam niet gecodeerd",
    "Daniëlle Çelik <danielle@post.example>".encode(),
    "Daniëlle Çelik",
    "danielle@post.example",
)
_van(
    "naam-met-punt",
    "Punt in de naam zonder aanhalingstekens",
    "J. van 't Hof <hof@post.example>",
    "J. van 't Hof",
    "hof@post.example",
)
_van(
    "adres-met-accent", "Adres met letters buiten ASCII (RFC 6532)", "Zoë <zoë@café.example>".encode(), "Zoë", "zoë@café.example"
)
_van("naam-is-adres", "Naam is zelf een adres", '"jan@post.example" <jan@post.example>', "jan@post.example", "jan@post.example")
_van(
    "naam-ontsnapt",
    "Aanhalingsteken in de naam",
    '"Jan \\"Sjonnie\\" Bos" <bos@post.example>',
    'Jan "Sjonnie" Bos',
    "bos@post.example",
)

MAP.bericht(
    "beantwoorden-aan",
    "Reply-To van een webformulier",
    mail("Melding", RUST, f"Reply-To: {woord('Anaïs Bos')} <anais@post.example>", van="Webformulier <noreply@formulier.example>"),
    afzender=["Webformulier", "noreply@formulier.example"],
    beantwoordenAan=[["Anaïs Bos", "anais@post.example"]],
)
MAP.bericht(
    "geadresseerden",
    "Meer geadresseerden, gevouwen, met een groep",
    mail(
        "Klacht",
        RUST,
        'Cc: "Bos, A." <a.bos@post.example>,\r\n =?utf-8?Q?Zo=C3=AB?= <zoe@post.example>',
        aan="Wijkteam: Els <els@wijk.example>, piet@wijk.example;, info@zuiderdam.example",
    ),
    aan=[["Els", "els@wijk.example"], ["", "piet@wijk.example"], ["", "info@zuiderdam.example"]],
    cc=[["Bos, A.", "a.bos@post.example"], ["Zoë", "zoe@post.example"]],
)
MAP.bericht(
    "verborgen-geadresseerden",
    "Undisclosed recipients",
    mail("Klacht", RUST, aan="undisclosed-recipients:;"),
    aan=[],
    afzender=["Jan de Vries", "jan.devries@post.example"],
)
MAP.bericht(
    "draad",
    "In-Reply-To en References, gevouwen",
    mail(
        "Re: Uw aanvraag",
        RUST,
        "In-Reply-To: <b@zuiderdam.example>",
        "References: <a@zuiderdam.example>\r\n\t<b@zuiderdam.example>",
    ),
    inReplyTo=["<b@zuiderdam.example>"],
    references=["<a@zuiderdam.example>", "<b@zuiderdam.example>"],
)
MAP.bericht(
    "draad-exchange",
    "Message-ID van Exchange met rechte haken",
    mail("RE: Uw aanvraag", RUST, "In-Reply-To: <[a1b2@server.example]>", "References: <[a1b2@server.example]>"),
    inReplyTo=["<[a1b2@server.example]>"],
    references=["<[a1b2@server.example]>"],
)
MAP.bericht(
    "draad-met-woorden",
    "In-Reply-To met tekst ervoor, van oude programma's",
    mail("Re: Uw aanvraag", RUST, 'In-Reply-To: "Uw bericht van 3 mei" <b@zuiderdam.example>'),
    inReplyTo=["<b@zuiderdam.example>"],
)


def _date(name: str, toont: str, raw: str, datum: str | None) -> None:
    source = regels(f"From: {VAN}", f"To: {AAN}", "Subject: Vraag", f"Date: {raw}", "MIME-Version: 1.0") + RUST
    MAP.bericht(name, toont, source, datum=datum, onderwerp="Vraag")


_date(
    "datum-zone-naam", "Datum met de naam van de tijdzone", "Mon, 3 Jun 2024 10:15:00 +0200 (CEST)", "2024-06-03T08:15:00+00:00"
)
_date("datum-gmt-plus", "Datum als GMT+0200", "Mon, 03 Jun 2024 10:15:00 GMT+0200", "2024-06-03T08:15:00+00:00")
_date("datum-twee-cijfers", "Jaar in twee cijfers, van 2003", "3 Jun 03 10:15 +0200", "2003-06-03T08:15:00+00:00")
_date("datum-onzin", "Onleesbare datum", "gisteren", None)

MAP.bericht(
    "spatie-voor-dubbele-punt",
    "Spatie voor de dubbele punt",
    regels(f"From : {VAN}", f"To: {AAN}", "Subject : Vraag over afval", f"Date: {DATE}") + RUST,
    onderwerp="Vraag over afval",
    afzender=["Jan de Vries", "jan.devries@post.example"],
    inhoud=INHOUD,
)
MAP.bericht(
    "rommelregel",
    "Regel zonder dubbele punt tussen de koppen",
    regels(f"From: {VAN}", "dit hoort hier niet", f"To: {AAN}", "Subject: Vraag over afval") + RUST,
    onderwerp="Vraag over afval",
    inhoud=INHOUD,
)
MAP.bericht(
    "mbox-regel",
    "Eerste regel van een mbox",
    regels("From jan@post.example Mon Jun  3 10:15:00 2024") + mail("Vraag over afval", RUST),
    onderwerp="Vraag over afval",
    afzender=["Jan de Vries", "jan.devries@post.example"],
    inhoud=INHOUD,
)
MAP.bericht(
    "kop-hoofdletters",
    "Koppen in hoofdletters",
    regels(
        f"FROM: {VAN}",
        f"TO: {AAN}",
        "SUBJECT: VRAAG",
        "CONTENT-TYPE: TEXT/PLAIN; CHARSET=UTF-8",
        "CONTENT-TRANSFER-ENCODING: QUOTED-PRINTABLE",
        "",
        "Caf=C3=A9",
    ),
    onderwerp="VRAAG",
    inhoud="Café",
)
