"""Whole mails as programs, machines and web forms send them to a municipality."""

from tests.berichten.bouw import (
    AAN,
    DATE,
    JPEG,
    PDF,
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
    woord,
)

MAP = Map("programmas")

MAP.bericht(
    "gmail-telefoon",
    "Gmail op Android: paspoort",
    mail(
        woord("Paspoort verlengen - één vraag", "UTF-8", "B"),
        samen(
            "alternative",
            plat(
                "Goedemiddag,\n\nMijn paspoort verloopt 1 juli. Kan ik morgen terecht?\n\nMet vriendelijke groet,\nAnaïs "
                "Öztürk\n",
                codering="quoted-printable",
            ),
            html(
                '<div dir="auto">Goedemiddag,<div dir="auto"><br></div><div dir="auto">Mijn paspoort verloopt 1 juli. Kan '
                "ik morgen terecht?</div></div>"
            ),
        ),
        van="=?UTF-8?Q?Ana=C3=AFs_=C3=96zt=C3=BCrk?= <anais.ozturk@post.example>",
    ),
    onderwerp="Paspoort verlengen - één vraag",
    afzender=["Anaïs Öztürk", "anais.ozturk@post.example"],
    inhoud="Goedemiddag,\nMijn paspoort verloopt 1 juli. Kan ik morgen terecht?\nMet vriendelijke groet,\nAnaïs Öztürk",
    klasse="gewoon",
    taal="nl",
    waarschuwingen=[],
)
MAP.bericht(
    "outlook-woz",
    "Outlook: bezwaar tegen de WOZ met een handtekeningplaatje en een PDF",
    mail(
        "Bezwaar WOZ-beschikking 2024, aanslagnummer 118.204",
        samen(
            "mixed",
            samen(
                "related",
                samen(
                    "alternative",
                    plat(
                        "Geachte heer, mevrouw,\n\nHierbij maak ik bezwaar. De waarde is € 25.000 te hoog.\n\n"
                        "Hoogachtend,\nP. van 't Hof",
                        "windows-1252",
                        "quoted-printable",
                    ),
                    html(
                        '<p class="MsoNormal">Geachte heer, mevrouw,</p><p class="MsoNormal">Hierbij maak ik bezwaar. De '
                        "waarde is € 25.000 te hoog.</p>"
                        '<p class="MsoNormal"><img src="cid:image001.jpg@01DAB5A1.0F2C1E30"></p>',
                        "windows-1252",
                    ),
                ),
                deel(
                    'image/jpeg; name="image001.jpg"',
                    JPEG,
                    "base64",
                    "Content-ID: <image001.jpg@01DAB5A1.0F2C1E30>",
                    'Content-Disposition: inline; filename="image001.jpg"; size=85',
                ),
            ),
            bijlage("Taxatie.pdf", "application/pdf", PDF),
        ),
        "X-Mailer: Microsoft Outlook 16.0",
        "Thread-Index: Adq1oQ8sHjA",
        "Content-Language: nl",
        van='"P. van \'t Hof" <hof@post.example>',
    ),
    afzender=["P. van 't Hof", "hof@post.example"],
    inhoud="Geachte heer, mevrouw,\nHierbij maak ik bezwaar. De waarde is € 25.000 te hoog.\nHoogachtend,\nP. van 't Hof",
    bijlagen=[
        {"bestandsnaam": "image001.jpg", "rol": "inline", "contentId": "image001.jpg@01DAB5A1.0F2C1E30"},
        {"bestandsnaam": "Taxatie.pdf", "rol": "bijlage", "sha256": sha256(PDF)},
    ],
)
MAP.bericht(
    "iphone-melding",
    "iPhone: melding openbare ruimte met foto's",
    mail(
        "Losse tegel",
        samen(
            "mixed",
            plat("Op de Dijk 12 ligt een losse tegel.\n"),
            *(
                deel(
                    f"image/heic; name=IMG_{n}.HEIC",
                    b"\0\0\0\x18ftypheic\0\0\0\0" + bytes([n]),
                    "base64",
                    f"Content-Disposition: inline;\r\n\tfilename=IMG_{n}.HEIC",
                )
                for n in (1, 2)
            ),
            plat("\n\nVerstuurd vanaf mijn iPhone"),
        ),
        "X-Mailer: iPhone Mail (21F79)",
    ),
    inhoudBevat=["Op de Dijk 12 ligt een losse tegel.", "Verstuurd vanaf mijn iPhone"],
    bijlagen=[{"bestandsnaam": "IMG_1.HEIC", "herkend": "image/heic"}, {"bestandsnaam": "IMG_2.HEIC", "herkend": "image/heic"}],
)
MAP.bericht(
    "thunderbird",
    "Thunderbird: verhuizing, format=flowed",
    mail(
        "Verhuizing doorgeven",
        plat(
            "Beste mensen,\n\nPer 1 juli verhuizen wij met zijn vieren van de Kade 1 naar \nde Dijk 3. Moet ik dat voor "
            "ieder apart \ndoorgeven?\n\n-- \nFam. De Vries",
            params="; format=flowed",
        ),
        "User-Agent: Mozilla Thunderbird",
        "Content-Language: nl",
    ),
    inhoud="Beste mensen,\nPer 1 juli verhuizen wij met zijn vieren van de Kade 1 naar de Dijk 3. Moet ik dat voor ieder "
    "apart doorgeven?\n--\nFam. De Vries",
    klasse="gewoon",
)
MAP.bericht(
    "samsung",
    "Samsung: alleen HTML in base64",
    mail(
        "Afval niet opgehaald",
        deel(
            "text/html; charset=UTF-8",
            tekst(
                '<html><body dir="auto">Het GFT is weer niet opgehaald in de Reeënlaan.<div dir="auto"><br></div>'
                '<div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">Verzonden '
                "vanaf mijn Galaxy</div></div></body></html>"
            ),
            "base64",
        ),
    ),
    inhoud="Het GFT is weer niet opgehaald in de Reeënlaan.\nVerzonden vanaf mijn Galaxy",
)
MAP.bericht(
    "yahoo",
    "Yahoo: tekst en HTML",
    mail(
        "Parkeervergunning bezoekers",
        samen(
            "alternative",
            plat("Hoi, hoe vraag ik een bezoekerspas aan? Gr. Sjoukje"),
            html(
                '<html><head></head><body><div class="yahoo-style-wrap"><div dir="ltr">Hoi, hoe vraag ik een bezoekerspas '
                "aan? Gr. Sjoukje</div></div></body></html>"
            ),
        ),
        "X-Mailer: WebService/1.1.22407 YMailNorrin",
    ),
    inhoud="Hoi, hoe vraag ik een bezoekerspas aan? Gr. Sjoukje",
)
MAP.bericht(
    "outlook-express-2003",
    "Outlook Express van 2003: Windows-1252 in 8 bits, naam van bijlage niet gecodeerd",
    regels(
        'From: "Noël Bos" <n.bos@oud.example>'.encode("cp1252"),
        f"To: {AAN}",
        "Subject: Hondenbelasting één hond".encode("cp1252"),
        "Date: Mon, 3 Jun 2003 10:15:00 +0200",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed;\r\n\tboundary="----=_NextPart_000_0007_01C329A1.5B7C1D20"',
        "X-Mailer: Microsoft Outlook Express 6.00.2800.1158",
        "",
        "This is a multi-part message in MIME format.",
        "",
        "------=_NextPart_000_0007_01C329A1.5B7C1D20",
        'Content-Type: text/plain;\r\n\tcharset="iso-8859-1"',
        "Content-Transfer-Encoding: 8bit",
        "",
        "Mijn hond is één jaar. Kost dat € 60?".encode("cp1252"),
        "",
        "------=_NextPart_000_0007_01C329A1.5B7C1D20",
        'Content-Type: image/jpeg;\r\n\tname="Foto Noël.jpg"'.encode("cp1252"),
        "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment;\r\n\tfilename="Foto Noël.jpg"'.encode("cp1252"),
        "",
    )
    + b64(JPEG)
    + regels("", "------=_NextPart_000_0007_01C329A1.5B7C1D20--"),
    onderwerp="Hondenbelasting één hond",
    afzender=["Noël Bos", "n.bos@oud.example"],
    inhoud="Mijn hond is één jaar. Kost dat € 60?",
    bijlagen=[{"bestandsnaam": "Foto Noël.jpg", "sha256": sha256(JPEG)}],
)
MAP.bericht(
    "scanner-nl",
    "Multifunctional: lege tekst en een scan",
    mail(
        "Gescand document van MFP-03",
        samen(
            "mixed",
            plat("\n"),
            deel("application/pdf", PDF, "base64", 'Content-Disposition: attachment; filename="SKM_C25824060310150.pdf"'),
        ),
        van="KONICA MINOLTA <mfp03@bedrijf.example>",
    ),
    inhoud="",
    bijlagen=[{"bestandsnaam": "SKM_C25824060310150.pdf", "formaat": "application/pdf"}],
)
MAP.bericht(
    "scanner-tiff",
    "Fax naar mail: TIFF zonder MIME-Version",
    regels(
        "From: fax@bedrijf.example",
        f"To: {AAN}",
        "Subject: Fax van 0201234567",
        f"Date: {DATE}",
        "Content-Type: image/tiff; name=fax.tif",
        "Content-Transfer-Encoding: base64",
        "",
    )
    + b64(b"II*\0" + bytes(40)),
    onderwerp="Fax van 0201234567",
    inhoud="",
    bijlagen=[{"bestandsnaam": "fax.tif", "formaat": "image/tiff", "herkend": "image/tiff"}],
)
MAP.bericht(
    "webformulier",
    "Webformulier van de gemeente zelf",
    mail(
        "Melding openbare ruimte (#20240603-17)",
        plat(
            "Soort melding: Straatverlichting\nLocatie: Hoek Kade/Dijk\nNaam: Zoë Bos\nE-mail: zoe@post.example\n\n"
            "Omschrijving:\nLantaarn knippert sinds één week."
        ),
        "Reply-To: zoe@post.example",
        "X-Mailer: PHPMailer 6.8.0",
        van="Zuiderdam.example <noreply@zuiderdam.example>",
    ),
    afzender=["Zuiderdam.example", "noreply@zuiderdam.example"],
    beantwoordenAan=[["", "zoe@post.example"]],
    inhoudBevat=["Soort melding: Straatverlichting", "Lantaarn knippert sinds één week."],
    klasse="gewoon",
)
MAP.bericht(
    "webformulier-tabel",
    "Webformulier als HTML-tabel",
    mail(
        "Nieuw bericht via de site",
        html(
            "<table><tr><th>Naam</th><td>Zoë Bos</td></tr><tr><th>Vraag</th><td>Mag ik mijn carport<br>vergunningvrij "
            "bouwen?</td></tr></table>"
        ),
    ),
    inhoudBevat=["Naam", "Zoë Bos", "Mag ik mijn carport", "vergunningvrij bouwen?"],
    inhoudNiet=["NaamZoë"],
)
MAP.bericht(
    "php-mail-kaal",
    "PHP mail() met alleen LF en rauwe UTF-8",
    regels(
        "From: website@vereniging.example",
        f"To: {AAN}",
        "Subject: Subsidieaanvraag reünie",
        f"Date: {DATE}",
        "",
        "Wij vragen € 500 subsidie aan.",
        "Groet, Anaïs",
        end=b"\n",
    ),
    onderwerp="Subsidieaanvraag reünie",
    inhoud="Wij vragen € 500 subsidie aan.\nGroet, Anaïs",
)
MAP.bericht(
    "lotus-notes",
    "Lotus Notes: tekst in ISO-8859-1 en een bijlage met codering in de naam",
    mail(
        woord("Omgevingsvergunning dakkapel", "ISO-8859-1", "Q"),
        samen(
            "mixed",
            samen(
                "alternative",
                plat("L.S.,\n\nZie de tekening. Coördinatie volgt.", "ISO-8859-1", "quoted-printable"),
                html(
                    "<font size=2 face=sans-serif>L.S.,</font><br><br><font size=2>Zie de tekening. Coördinatie volgt.</font>",
                    "ISO-8859-1",
                ),
            ),
            deel(
                f'application/octet-stream; name="{woord("Tekening één.dwg", "ISO-8859-1", "Q")}"',
                b"AC1027" + bytes(30),
                "base64",
                f'Content-Disposition: attachment; filename="{woord("Tekening één.dwg", "ISO-8859-1", "Q")}"',
            ),
        ),
        "X-Mailer: Lotus Notes Release 8.5.3",
    ),
    onderwerp="Omgevingsvergunning dakkapel",
    inhoud="L.S.,\nZie de tekening. Coördinatie volgt.",
    bijlagen=[{"bestandsnaam": "Tekening één.dwg", "herkend": "image/vnd.dwg"}],
)
MAP.bericht(
    "groupwise",
    "GroupWise: koppen met vreemde volgorde en lege koppen",
    regels(
        "Mime-Version: 1.0",
        "X-Mailer: Novell GroupWise Internet Agent 8.0.2",
        f"Date: {DATE}",
        'From: "Piet Jansen" <p.jansen@school.example>',
        f"To: <{AAN.split('<')[1]}",
        "Cc: ",
        "Subject: Leerplicht",
        'Content-Type: multipart/alternative; boundary="=__Part1__="',
        "",
        "--=__Part1__=",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Leerling is =E2=82=ACloos.",
        "--=__Part1__=--",
        "",
    ),
    afzender=["Piet Jansen", "p.jansen@school.example"],
    cc=[],
    inhoud="Leerling is €loos.",
)
MAP.bericht(
    "apple-mail",
    "Apple Mail: HTML met bijlage en naam in losse accenten",
    mail(
        "Offerte",
        samen(
            "mixed",
            plat("Zie bijlage."),
            deel(
                "application/pdf;\r\n\tname*=utf-8''Re%CC%81union.pdf",
                PDF,
                "base64",
                "Content-Disposition: attachment;\r\n\tfilename*=utf-8''Re%CC%81union.pdf",
            ),
        ),
        "X-Mailer: Apple Mail (2.3774.600.62)",
    ),
    inhoud="Zie bijlage.",
    bijlagen=[{"bestandsnaam": "Réunion.pdf"}],
)
MAP.bericht(
    "smartschool-html-8bit",
    "Massamailer: HTML in 8 bits met lange regels en afmeldkop",
    mail(
        "Nieuws van de school",
        deel("text/html; charset=utf-8", tekst("<p>" + "Beste ouders, dit is één heel lange regel. " * 60 + "</p>")),
        "List-Unsubscribe: <mailto:af@school.example>",
    ),
    klasse="lijst",
    inhoudBevat=["Beste ouders, dit is één heel lange regel."],
)
MAP.bericht(
    "hotmail-2005",
    "Hotmail van 2005: quoted-printable met kleine letters",
    mail(
        "vraag",
        deel(
            "text/plain; charset=iso-8859-1; format=flowed",
            b"Hoi,\r\n\r\nhoe duur is een caf=e9vergunning? Ik betaal =\r\ngraag.\r\n",
            "Quoted-Printable",
        ),
        "X-Originating-IP: [192.0.2.7]",
    ),
    inhoud="Hoi,\nhoe duur is een cafévergunning? Ik betaal graag.",
)
