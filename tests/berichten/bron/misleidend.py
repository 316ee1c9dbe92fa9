"""Mails that are read wrongly at first sight: footers, half headers, forms that differ, text that is struck out."""

from tests.berichten.bouw import (
    AAN,
    DATE,
    JPEG,
    PDF,
    PNG,
    VAN,
    Map,
    b64,
    bijlage,
    deel,
    html,
    mail,
    plat,
    regels,
    samen,
    sha256,
    tekst,
)

MAP = Map("misleidend")

# -- texts that something was put behind, or between ------------------------------------------------------------------
EQUAL = "Beste gemeente,\n\nkan ik één container extra krijgen voor het oud papier?!!"
"""A text of a length for which base64 needs no padding."""
UNEQUAL = EQUAL + " Dank!!"


def _met_voet(vraag: str, voet: bytes) -> bytes:
    return mail("Container", deel("text/plain; charset=utf-8", b64(tekst(vraag)) + voet, "BASE64"))


for naam, toont, vraag, voet in (
    (
        "voet-zonder-opvulling",
        "Base64 zonder opvulling, met een voet erachter",
        EQUAL,
        "\r\nGescand door MailWacht. Geen virussen.\r\n",
    ),
    ("voet-vast-aan-de-tekst", "Voet op de regel na de base64", EQUAL, "Gescand door MailWacht. Geen virussen.\r\n"),
    ("voet-met-streep", "Voet die met een streep begint", EQUAL, "\r\n________\r\nGescand door MailWacht = geen virussen.\r\n"),
    (
        "voet-een-woord",
        "Voet waarvan de eerste regel één woord is",
        UNEQUAL,
        "Toelichting\r\n\r\nDeze mail is alleen voor u bedoeld.\r\n",
    ),
    (
        "voet-woord-van-acht",
        "Voet met een woord dat base64 kan zijn",
        EQUAL,
        "\r\nMailwach\r\nscande deze mail op virussen, en vond er geen.\r\n",
    ),
    ("voet-een-woord-zonder-opvulling", "Voet van één woord, zonder opvulling ervoor", EQUAL, "Gescand\r\n"),
    ("voet-alleen-een-woord", "Voet van één woord", UNEQUAL, "Gescand\r\n"),
):
    MAP.bericht(
        naam,
        toont,
        _met_voet(vraag, voet.encode()),
        inhoud=f"{vraag}\n{voet.strip().replace('\r', '')}",
        waarschuwingen=["Achter de tekst staat nog tekst"],
    )
MAP.bericht(
    "banier-boven-base64",
    "Een poort zet een regel boven de base64",
    mail(
        "Container",
        deel("text/plain; charset=utf-8", b"LET OP: deze mail komt van buiten.\r\n\r\n" + b64(tekst(EQUAL)), "BASE64"),
    ),
    inhoud=f"LET OP: deze mail komt van buiten.\n{EQUAL}",
    waarschuwingen=["Boven de tekst staat nog tekst"],
)
MAP.bericht(
    "banier-van-een-woord",
    "Een poort zet één woord boven de base64",
    mail("Container", deel("text/plain; charset=utf-8", b"Extern\r\n\r\n" + b64(tekst(EQUAL)), "BASE64")),
    inhoud=f"Extern\n{EQUAL}",
)
MAP.bericht(
    "banier-boven-html-in-base64",
    "Een poort zet een regel boven HTML in base64",
    mail(
        "Container",
        deel(
            "text/html; charset=utf-8",
            b"LET OP: deze mail komt van buiten.\r\n\r\n"
            + b64(tekst("<p>Kan ik één container extra krijgen voor oud papier?</p>")),
            "BASE64",
        ),
    ),
    inhoud="LET OP: deze mail komt van buiten.\nKan ik één container extra krijgen voor oud papier?",
)
MAP.bericht(
    "voet-achter-latin1",
    "Voet achter een korte base64 in ISO-8859-1",
    mail(
        "Container",
        deel(
            "text/plain; charset=iso-8859-1",
            b64("Eén extra container graag!!".encode("latin-1")) + b"\r\nGescand, geen virussen.\r\n",
            "BASE64",
        ),
    ),
    inhoud="Eén extra container graag!!\nGescand, geen virussen.",
)
MAP.bericht(
    "base64-in-twee-stukken",
    "Twee stukken base64 achter elkaar: geen voet",
    mail("Vraag", deel("text/plain; charset=utf-8", b64(tekst("Eén deel. ")) + b64(tekst("En nog een deel.")), "BASE64")),
    inhoud="Eén deel. En nog een deel.",
    waarschuwingen=[],
)
MAP.bericht(
    "bijlage-met-voet",
    "Voet achter een bijlage hoort niet bij het bestand",
    mail(
        "Stuk",
        samen(
            "mixed",
            plat("Zie het stuk."),
            bijlage("stuk.pdf", "application/pdf", PDF * 6)[:-2] + b"\r\nGescand door MailWacht. Geen virussen.\r\n",
        ),
    ),
    bijlagen=[{"bestandsnaam": "stuk.pdf", "sha256": sha256(PDF * 6)}],
    waarschuwingen=["Achter een bijlage staat tekst"],
)
MAP.bericht(
    "kop-met-rommel-voor-content-type",
    "Twintig regels zonder dubbele punt, daarna alleen nog Content-Type",
    regels(
        f"From: {VAN}",
        f"To: {AAN}",
        "Subject: Grafrechten",
        f"Date: {DATE}",
        "MIME-Version: 1.0",
        "X-Wacht-Spoor: v2",
        *(f"dHJhY2U6IGV2ZW4gZ2VkdWxkIGFzdHVibGllZnQ{number:04}" for number in range(20)),
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>Kan ik het grafrecht <b>verlengen</b>?</p>",
    ),
    inhoud="Kan ik het grafrecht verlengen?",
    waarschuwingen=["Tussen de kopregels"],
)
MAP.bericht(
    "voet-achter-html",
    "Voet achter HTML in base64",
    mail(
        "Container",
        deel(
            "text/html; charset=utf-8",
            b64(tekst("<p>Kan ik één container extra krijgen voor het oud papier?</p>\n"))
            + b"\r\nGescand door <MailWacht>. Geen virussen.\r\n",
            "BASE64",
        ),
    ),
    inhoud="Kan ik één container extra krijgen voor het oud papier?\nGescand door <MailWacht>. Geen virussen.",
    htmlBevat=["Geen virussen."],
    waarschuwingen=["Achter de tekst staat nog tekst"],
)
RUBBISH = [f"dHJhY2U6IGV2ZW4gZ2VkdWxkIGFzdHVibGllZnQ{number:04}" for number in range(40)]
MAP.bericht(
    "kop-met-veertig-regels-rommel",
    "Veertig regels zonder dubbele punt boven de kopregels",
    regels(
        "Received: from wacht.example by mx.zuiderdam.example; Mon, 03 Jun 2024 10:15:01 +0200",
        "X-Wacht-Spoor: v2",
        *RUBBISH,
        f"From: {VAN}",
        f"To: {AAN}",
        "Subject: Grafrechten",
        f"Date: {DATE}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Kan ik het grafrecht verlengen?",
    ),
    onderwerp="Grafrechten",
    afzender=["Jan de Vries", "jan.devries@post.example"],
    datum="2024-06-03T08:15:00+00:00",
    inhoud="Kan ik het grafrecht verlengen?",
    waarschuwingen=["Tussen de kopregels"],
)
MAP.bericht(
    "kop-zonder-lege-regel",
    "Geen lege regel onder de kop, en een citaat met kopregels in de tekst",
    regels(
        f"From: {VAN}",
        f"To: {AAN}",
        "Subject: Bomen",
        "Content-Type: text/plain; charset=utf-8",
        *(f"Regel {number} van mijn verhaal over bomen" for number in range(14)),
        "From: een buurman die dat ook vindt",
        "To: de hele straat",
        "Subject: bomen",
        "Einde.",
    ),
    onderwerp="Bomen",
    inhoudBevat=["Regel 0 van mijn verhaal", "From: een buurman", "Einde."],
    waarschuwingen=["geen lege regel"],
)
GRENS = "stuk-" + "x" * 800
MAP.bericht(
    "grens-van-800-tekens",
    "Een scheiding die veel langer is dan mag",
    mail(
        "Stuk",
        regels(f'Content-Type: multipart/mixed; boundary="{GRENS}"', "", f"--{GRENS}")
        + plat("Zie het stuk.")
        + regels("", f"--{GRENS}")
        + bijlage("stuk.pdf", "application/pdf", PDF)
        + regels("", f"--{GRENS}--"),
    ),
    inhoud="Zie het stuk.",
    bijlagen=[{"bestandsnaam": "stuk.pdf", "sha256": sha256(PDF)}],
)
MAP.bericht(
    "datum-onleesbaar",
    "Een datum die er geen is, wordt gemeld",
    mail("Vraag", plat("Hallo.")).replace(DATE.encode(), b"gisteren na het eten"),
    datum=None,
    waarschuwingen=["datum"],
)
for naam, toont, with_text, erbij in (
    (
        "afspraak-genoemd-zonder-tijd",
        "De tekst noemt de afspraak, niet wanneer",
        "Hierbij de uitnodiging voor de Keukentafel.",
        True,
    ),
    (
        "afspraak-genoemd-met-andere-tijd",
        "De tekst noemt een andere tijd",
        "De Keukentafel is verplaatst, eerst 11 juni 9:00 uur.",
        True,
    ),
    (
        "afspraak-genoemd-met-tijd",
        "De tekst vertelt de afspraak zelf",
        "De Keukentafel is op dinsdag 11 juni om 14.00 uur in zaal 3.",
        False,
    ),
    (
        "afspraak-genoemd-in-engels",
        "De tekst vertelt de afspraak in het Engels",
        "Keukentafel: Tuesday, June 11, 2024 2:00 PM, zaal 3",
        False,
    ),
):
    MAP.bericht(
        naam,
        toont,
        mail(
            "Afspraak",
            samen(
                "alternative",
                plat(with_text),
                deel(
                    "text/calendar; charset=utf-8; method=REQUEST",
                    tekst(
                        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Keukentafel\nLOCATION:Zaal 3\n"
                        "DTSTART:20240611T120000Z\nDTEND:20240611T130000Z\nEND:VEVENT\nEND:VCALENDAR\n"
                    ),
                ),
            ),
        ),
        **(
            {"inhoudBevat": ["Wanneer: dinsdag 11 juni 2024, 14:00 tot 15:00 uur", "Waar: Zaal 3"]}
            if erbij
            else {"inhoud": with_text}
        ),
    )

# -- two forms of one text ---------------------------------------------------------------------------------------------
VRAAG_HTML = html(
    "<h2>Klacht afval</h2><table><tr><td>Naam<td>Noor Bos</table><p>De ondergrondse container bij de Kade zit al drie weken "
    "vol. Wanneer wordt hij geleegd? Er lopen inmiddels ratten rond.</p>"
)
for naam, toont, platte, verwacht in (
    (
        "plat-over-programma",
        "De platte tekst zegt alleen dat het programma geen opmaak kan tonen",
        "U heeft een mailprogramma nodig dat opgemaakte berichten kan laten zien.",
        {"inhoudBevat": ["De ondergrondse container", "Noor Bos"], "waarschuwingen": []},
    ),
    (
        "plat-engels-browser",
        "De platte tekst verwijst naar de browser",
        "Please view this message in your browser: https://formulier.example/bericht/7",
        {"inhoudBevat": ["De ondergrondse container"], "waarschuwingen": []},
    ),
    (
        "plat-eerste-regel",
        "De platte tekst is alleen het begin",
        "Klacht afval Naam Noor Bos",
        {"inhoudBevat": ["Er lopen inmiddels ratten rond."], "waarschuwingen": []},
    ),
    (
        "plat-korte-melding",
        "Een korte platte tekst die iets anders zegt",
        "Nieuw bericht van de website.",
        {"inhoudBevat": ["De ondergrondse container"], "waarschuwingen": ["Hier staat de opgemaakte tekst"]},
    ),
    (
        "plat-alleen-adres",
        "De platte tekst is alleen een adres op internet",
        "https://formulier.example/inzending/118",
        {"inhoudBevat": ["De ondergrondse container"], "waarschuwingen": []},
    ),
    (
        "plat-alleen-plaatje",
        "De platte tekst noemt alleen een afbeelding",
        "[cid:image001.png@01DA]",
        {"inhoudBevat": ["De ondergrondse container"], "waarschuwingen": []},
    ),
    (
        "plat-andere-vraag",
        "Twee vormen met elk een eigen verhaal: beide worden genoemd",
        "Beste mensen, op onze hoek brandt sinds zondag geen enkele lantaarnpaal meer. Kan iemand dat alsjeblieft snel nakijken? "
        "Mijn moeder durft zo niet naar buiten.",
        {"inhoudBevat": ["lantaarnpaal"], "waarschuwingen": ["Hier staat de platte tekst"]},
    ),
):
    MAP.bericht(naam, toont, mail("Klacht", samen("alternative", plat(platte), VRAAG_HTML)), **verwacht)
MAP.bericht(
    "plat-over-browser-en-html-ook",
    "Een burger schrijft over zijn browser, in beide vormen",
    mail(
        "Formulier",
        samen(
            "alternative",
            plat("In mijn browser kan ik het formulier niet bekijken."),
            html("<p>In mijn browser kan ik het formulier niet bekijken.</p>"),
        ),
    ),
    inhoud="In mijn browser kan ik het formulier niet bekijken.",
    waarschuwingen=[],
)
MAP.bericht(
    "html-zegt-niets",
    "De HTML zegt alleen dat men de platte tekst moet lezen",
    mail(
        "Boom",
        samen(
            "alternative",
            plat(
                "Beste gemeente, de eik voor ons huis heeft een grote scheur in zijn stam en helt gevaarlijk over het trottoir. "
                "Kunt u hem laten keuren door een deskundige?"
            ),
            html("<p>Zie bijgevoegde versie.</p>"),
        ),
    ),
    inhoudBevat=["de eik voor ons huis"],
    waarschuwingen=["Hier staat de platte tekst"],
)

# -- text that is struck out -------------------------------------------------------------------------------------------
for naam, toont, bron, inhoud in (
    (
        "doorgehaald-tags",
        "s, strike en del",
        "<p>Ik kom <s>wel</s> niet, op <strike>ma</strike> di, met <del>2</del> 3.</p>",
        "Ik kom [doorgehaald: wel] niet, op [doorgehaald: ma] di, met [doorgehaald: 2] 3.",
    ),
    (
        "doorgehaald-stijl",
        "Doorgehaald met een stijl",
        '<p>Ja<span style="text-decoration: line-through red">, graag</span>.</p>',
        "Ja[doorgehaald: , graag].",
    ),
    (
        "doorgehaald-met-opmaak",
        "Opmaak binnen wat is doorgehaald",
        "<p><s>Ik <b>ga</b> mee</s> Nee.</p>",
        "[doorgehaald: Ik ga mee] Nee.",
    ),
    (
        "doorgehaald-alineas",
        "Alinea's die zijn doorgehaald",
        "<del><p>Eerste.</p><p>Tweede.</p></del><p>Derde.</p>",
        "[doorgehaald: Eerste.]\n[doorgehaald: Tweede.]\nDerde.",
    ),
    (
        "doorgehaald-klasse",
        "Doorgehaald met een klasse uit het stijlblad",
        "<style>p{margin:0} .weg, span.oud {color:red; text-decoration: line-through}</style>"
        "<p>Ik kom <span class='rood weg'>wel</span> niet, om <span class=oud>10</span> 11 <b class=oud>uur</b>.</p>",
        "Ik kom [doorgehaald: wel] niet, om [doorgehaald: 10] 11 uur.",
    ),
    (
        "doorgehaald-klasse-teruggenomen",
        "Een latere regel, een regel met een element of de stijl van het element zelf wint",
        "<style>.a,.b,.c{text-decoration:line-through}.a{text-decoration:none}p.b{text-decoration:underline}</style>"
        "<p class=a>Eén.</p><p class=b>Twee.</p><p class=c style='text-decoration:none'>Drie.</p><p class=c>Vier.</p>",
        "Eén.\nTwee.\nDrie.\n[doorgehaald: Vier.]",
    ),
    (
        "doorgehaald-klasse-onzeker",
        "Wat alleen soms geldt of over iets anders gaat, telt niet",
        "<style>@media print{.a{text-decoration:line-through}} /* .b{text-decoration:line-through} */ "
        ".c a{text-decoration:line-through} .d:hover{text-decoration:line-through}</style>"
        "<p class=a>Eén.</p><p class=b>Twee.</p><p class=c>Drie.</p><p class=d>Vier.</p>",
        "Eén.\nTwee.\nDrie.\nVier.",
    ),
    ("doorgehaald-leeg", "Niets is doorgehaald", "<p>Dag<s> </s>allemaal<del></del></p>", "Dag allemaal"),
    (
        "doorgehaald-lijst",
        "Doorgehaald in een lijst en een tabel",
        "<ul><li><s>melk</s><li>brood</ul><table><tr><td><s>1</s><td>2</table>",
        "• [doorgehaald: melk]\n• brood\n[doorgehaald: 1]\t2",
    ),
):
    MAP.bericht(naam, toont, mail("Akkoord", html(bron)), inhoud=inhoud)
MAP.bericht(
    "doorgehaald-blijft-zichtbaar",
    "Wat is doorgehaald, is dat ook in de veilige HTML",
    mail("Akkoord", html('<p>Ik ga <span style="text-decoration: line-through solid red">niet</span> akkoord.</p>')),
    htmlBevat=["text-decoration:line-through"],
)
MAP.bericht(
    "doorgehaald-klasse-blijft-zichtbaar",
    "Wat een klasse doorhaalt, is in de veilige HTML ook doorgehaald",
    mail("Akkoord", html("<style>.weg{text-decoration:line-through}</style><p>Ik ga <b class=weg>niet</b> akkoord.</p>")),
    inhoud="Ik ga [doorgehaald: niet] akkoord.",
    htmlBevat=["text-decoration:line-through"],
)
MAP.bericht(
    "loze-eindtags",
    "Eindtags zonder naam horen niet bij de tekst",
    mail("Korting", html("<p>Gra</ >tis</ 1> mee</!>doen, prijs </ b <b>5</b></p>")),
    inhoud="Gratis meedoen, prijs </ b 5",
)

# -- what is new, and what is history ----------------------------------------------------------------------------------
HEADER_BLOCK = (
    "Van: Noor Bos <noor@post.example>\nVerzonden: zondag 2 juni 2024 20:15\nAan: jan.devries@post.example\nOnderwerp: Schutting"
)
MAP.bericht(
    "doorgestuurd-met-fw",
    "Outlook stuurt door: alleen het onderwerp zegt het",
    mail("FW: Schutting", plat(f"Is dit voor u?\n\n{HEADER_BLOCK}\n\nMijn schutting ligt in de sloot.")),
    nieuweTekstBevat=["Is dit voor u?", "Mijn schutting ligt in de sloot."],
)
MAP.bericht(
    "doorgestuurd-beantwoord",
    "Antwoord op een doorgestuurde mail is een antwoord",
    mail("RE: FW: Schutting", plat(f"Ja, dat is goed.\n\n{HEADER_BLOCK}\n\nMijn schutting ligt in de sloot.")),
    nieuweTekst="Ja, dat is goed.",
)
MAP.bericht(
    "doorgestuurd-samsung",
    "Samsung noemt ook een doorgestuurde mail oorspronkelijk",
    mail(
        "Fwd: Schutting", plat(f"Kijk eens.\n\n-------- Oorspronkelijk bericht --------\n{HEADER_BLOCK}\n\nDe schutting is stuk.")
    ),
    nieuweTekstBevat=["Kijk eens.", "De schutting is stuk."],
)
MAP.bericht(
    "doorgestuurd-apple-html",
    "iPhone stuurt door in HTML, zonder eigen woorden",
    mail(
        "Schutting",
        html(
            "<div><br></div><blockquote type='cite'><div>Begin doorgestuurd bericht:</div><div><b>Van:</b> Noor Bos</div>"
            "<div><b>Datum:</b> 2 juni 2024 om 20:15</div><br><div>De schutting is stuk.</div></blockquote>"
        ),
    ),
    nieuweTekstBevat=["De schutting is stuk."],
)
MAP.bericht(
    "tussendoor-gmail-html",
    "Antwoorden tussen vragen van één regel, in HTML",
    mail(
        "Re: Vergunning",
        html(
            '<div class="gmail_quote"><div class="gmail_attr">Op ma 3 jun 2024 om 10:15 schreef Gemeente Zuiderdam '
            "&lt;info@zuiderdam.example&gt;:</div><blockquote>Hoe hoog wordt het hek?</blockquote></div><div>1,80 meter</div>"
            "<blockquote>En welke kleur?</blockquote><div>Groen</div>"
        ),
    ),
    nieuweTekstBevat=["> Hoe hoog wordt het hek?", "1,80 meter", "> En welke kleur?", "Groen"],
)
MAP.bericht(
    "brief-met-briefhoofd",
    "Een brief met een briefhoofd, onder een regel van de afzender",
    mail(
        "Zienswijze",
        plat(
            "Hieronder mijn zienswijze.\n\nVan: J. de Vries (jan.devries@post.example)\nAan: de raad\nDatum: 03.06.2024\n"
            "Onderwerp: zienswijze windmolens\n\nGeachte raad,\n\nDe molens staan te dicht bij mijn huis."
        ),
    ),
    nieuweTekstBevat=["Hieronder mijn zienswijze.", "De molens staan te dicht bij mijn huis."],
)

# -- senders and attachments -------------------------------------------------------------------------------------------
for naam, toont, van, afzender in (
    (
        "van-gesplitst",
        "Een naam met een komma die het programma splitste",
        '"Smit " <>, "Zoon" <info@smit.example>',
        ["Smit, Zoon", "info@smit.example"],
    ),
    ("van-mailto", "Een adres tussen vierkante haken", "Noor Bos [mailto:noor@post.example]", ["Noor Bos", "noor@post.example"]),
    ("van-twee-woorden", "Twee woorden tussen de haken", "Noor <post.example noor@post.example>", ["Noor", "noor@post.example"]),
    (
        "van-twee-regels",
        "Twee kopregels From, alleen de tweede met een adres",
        "[??]\r\nFrom: Noor Bos <noor@post.example>",
        ["Noor Bos", "noor@post.example"],
    ),
):
    MAP.bericht(naam, toont, mail("Vraag", plat("Hallo."), van=van), afzender=afzender)
LOGO = deel("image/png; name=image001.png", PNG, "base64", "Content-ID: <logo@kantoor>", "Content-Disposition: inline")
MAP.bericht(
    "logo-en-foto",
    "Een logo in de handtekening hoort bij de tekst, een foto in hetzelfde deel niet",
    mail(
        "Lantaarn",
        samen(
            "related",
            html('<p>Zie de foto.</p><p>Groet<br><img src="cid:logo@kantoor" alt=""></p>'),
            LOGO,
            deel("image/jpeg; name=lantaarn.jpg", JPEG, "base64", "Content-ID: <foto@kantoor>"),
        ),
    ),
    bijlagen=[{"bestandsnaam": "image001.png", "rol": "inline"}, {"bestandsnaam": "lantaarn.jpg", "rol": "bijlage"}],
)
MAP.bericht(
    "vier-keer-image0",
    "Vier foto's van een telefoon met dezelfde naam worden uit elkaar gehouden",
    mail(
        "Zwerfvuil",
        samen(
            "mixed",
            plat("Kijk."),
            *(
                deel(
                    "image/jpeg; name=image0.jpeg",
                    JPEG + bytes([number]),
                    "base64",
                    "Content-Disposition: inline; filename=image0.jpeg",
                )
                for number in range(4)
            ),
        ),
    ),
    bijlagen=[
        {"bestandsnaam": name, "rol": "bijlage"}
        for name in ("image0.jpeg", "image0 (2).jpeg", "image0 (3).jpeg", "image0 (4).jpeg")
    ],
)
MAP.bericht(
    "ingesloten-mails-zonder-naam",
    "Een bijgevoegde mail zonder naam heet naar zijn onderwerp",
    mail(
        "Stukken",
        samen(
            "mixed",
            plat("Zie de mails."),
            regels("Content-Type: message/rfc822", "") + mail("=?utf-8?Q?Bezwaar_caf=C3=A9?=", plat("Eén.")),
            regels("Content-Type: message/rfc822", "") + mail("=?utf-8?Q?Bezwaar_caf=C3=A9?=", plat("Twee.")),
            regels("Content-Type: message/rfc822", "Content-Disposition: attachment; filename=eigen.eml", "")
            + mail("x", plat("Drie.")),
        ),
    ),
    bijlagen=[{"bestandsnaam": "Bezwaar café.eml"}, {"bestandsnaam": "Bezwaar café (2).eml"}, {"bestandsnaam": "eigen.eml"}],
)
MAP.bericht(
    "lege-delen",
    "Delen zonder naam en zonder inhoud zijn geen bijlagen",
    mail(
        "Stuk",
        samen(
            "mixed",
            plat("Zie het stuk."),
            regels("Content-Type: application/octet-stream", ""),
            bijlage("a.pdf", "application/pdf", PDF),
        ),
    ),
    bijlagen=[{"bestandsnaam": "a.pdf"}],
    waarschuwingen=["lege delen"],
)
MAP.bericht(
    "delen-in-base64-die-er-niet-zijn",
    "Een gecodeerd deel dat zegt uit delen te bestaan en dat niet doet, gaat niet verloren",
    mail("Stuk", samen("mixed", plat("Zie het stuk."), deel("multipart/mixed; boundary=weg", b"toch een tekst", "base64"))),
    bijlagen=[{"formaat": "application/octet-stream", "bestandsomvang": 14}],
    waarschuwingen=["niet te vinden"],
)
