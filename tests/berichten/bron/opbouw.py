"""The structure of a mail: which part is the text, what is an attachment, and what lies in between."""

from tests.berichten.bouw import JPEG, PDF, PNG, Map, bijlage, deel, html, mail, plat, regels, samen, sha256, tekst

MAP = Map("opbouw")

TEKST = "Beste gemeente,\n\nHierbij mijn aanvraag voor één parkeervergunning.\n\nGroet, Jan"
HTML = "<html><body><p>Beste gemeente,</p><p>Hierbij mijn aanvraag voor één parkeervergunning.</p><p>Groet, Jan</p></body></html>"
PDF_WENS = {
    "bestandsnaam": "aanvraag.pdf",
    "formaat": "application/pdf",
    "bestandsomvang": len(PDF),
    "sha256": sha256(PDF),
    "rol": "bijlage",
}
PLAATJE = deel('image/png; name="logo.png"', PNG, "base64", "Content-ID: <logo@post.example>", "Content-Disposition: inline")
PLAATJE_WENS = {
    "bestandsnaam": "logo.png",
    "formaat": "image/png",
    "rol": "inline",
    "contentId": "logo@post.example",
    "sha256": sha256(PNG),
}
CID_HTML = html(f'{HTML[:-14]}<img src="cid:logo@post.example" alt="logo"></body></html>')

MAP.bericht(
    "alleen-tekst",
    "Alleen platte tekst",
    mail("Aanvraag", plat(TEKST)),
    inhoud=TEKST,
    nieuweTekst=TEKST,
    html="",
    bijlagen=[],
    klasse="gewoon",
    taal="nl",
)
MAP.bericht(
    "alleen-html", "Alleen HTML", mail("Aanvraag", html(HTML)), inhoud=TEKST, bijlagen=[], htmlBevat=["parkeervergunning"]
)
MAP.bericht(
    "tekst-en-html",
    "Platte tekst en HTML van hetzelfde",
    mail("Aanvraag", samen("alternative", plat(TEKST), html(HTML))),
    inhoud=TEKST,
    bijlagen=[],
    htmlBevat=["parkeervergunning"],
)
MAP.bericht(
    "lege-tekst-en-html",
    "Lege platte tekst: de HTML is de tekst",
    mail("Aanvraag", samen("alternative", plat(" \n"), html(HTML))),
    inhoud=TEKST,
)
MAP.bericht(
    "stomp-en-html",
    "Platte tekst zegt alleen dat er HTML is",
    mail(
        "Aanvraag", samen("alternative", plat("This message contains HTML. Please use an HTML capable mail reader."), html(HTML))
    ),
    inhoud=TEKST,
)
MAP.bericht(
    "plaatje-in-html",
    "Plaatje in de HTML, uit de mail zelf",
    mail("Aanvraag", samen("related", CID_HTML, PLAATJE, params='; type="text/html"')),
    inhoudBevat=["Hierbij mijn aanvraag voor één parkeervergunning."],
    bijlagen=[PLAATJE_WENS],
    htmlBevat=["deel:"],
    htmlNiet=["cid:"],
)
MAP.bericht(
    "alles-door-elkaar",
    "Tekst, HTML met plaatje en een bijlage: Outlook",
    mail(
        "Aanvraag",
        samen(
            "mixed",
            samen("related", samen("alternative", plat(TEKST), CID_HTML), PLAATJE),
            bijlage("aanvraag.pdf", "application/pdf", PDF),
        ),
    ),
    inhoud=TEKST,
    bijlagen=[PLAATJE_WENS, PDF_WENS],
)
MAP.bericht(
    "gmail-met-bijlage",
    "Tekst en HTML met een bijlage: Gmail",
    mail(
        "Aanvraag", samen("mixed", samen("alternative", plat(TEKST), html(HTML)), bijlage("aanvraag.pdf", "application/pdf", PDF))
    ),
    inhoud=TEKST,
    bijlagen=[PDF_WENS],
)
MAP.bericht(
    "tekst-na-bijlage",
    "Tekst voor en na de bijlage: Apple Mail",
    mail(
        "Aanvraag",
        samen("mixed", plat("Eerst dit.\n"), bijlage("aanvraag.pdf", "application/pdf", PDF), plat("\nEn dan nog dit.\n")),
    ),
    inhoud="Eerst dit.\nEn dan nog dit.",
    bijlagen=[PDF_WENS],
)
MAP.bericht(
    "apple-html-in-stukken",
    "HTML in stukken om een bijlage heen: Apple Mail",
    mail(
        "Aanvraag",
        samen(
            "alternative",
            plat("Zie mijn aanvraag.\n\n\nHoor graag."),
            samen(
                "mixed",
                html("<div>Zie mijn aanvraag.</div>"),
                bijlage("aanvraag.pdf", "application/pdf", PDF),
                html("<div>Hoor graag.</div>"),
            ),
        ),
    ),
    inhoud="Zie mijn aanvraag.\nHoor graag.",
    bijlagen=[PDF_WENS],
)
MAP.bericht(
    "foto-in-tekst",
    "Foto tussen de tekst: iPhone",
    mail(
        "Melding",
        samen(
            "mixed",
            plat("Losse stoeptegel:\n"),
            deel("image/jpeg; name=IMG_0042.jpeg", JPEG, "base64", "Content-Disposition: inline; filename=IMG_0042.jpeg"),
            plat("\nVerstuurd vanaf mijn iPhone"),
        ),
    ),
    inhoudBevat=["Losse stoeptegel:"],
    bijlagen=[{"bestandsnaam": "IMG_0042.jpeg", "formaat": "image/jpeg", "herkend": "image/jpeg", "sha256": sha256(JPEG)}],
)
MAP.bericht(
    "alleen-pdf",
    "Scanner: de hele mail is een PDF",
    mail("Scan van MFP-03", bijlage("aanvraag.pdf", "application/pdf", PDF), van="scanner@kantoor.example"),
    inhoud="",
    bijlagen=[PDF_WENS],
)
MAP.bericht(
    "alleen-foto",
    "De hele mail is een foto zonder naam",
    mail("Foto", deel("image/jpeg", JPEG, "base64")),
    inhoud="",
    bijlagen=[{"bestandsnaam": "", "formaat": "image/jpeg", "sha256": sha256(JPEG)}],
)
MAP.bericht(
    "tekstbestand-als-bijlage",
    "Tekstbestand als bijlage hoort niet bij de tekst",
    mail("Lijst", samen("mixed", plat("Zie de lijst."), bijlage("lijst.txt", "text/plain; charset=utf-8", b"naam\r\nadres\r\n"))),
    inhoud="Zie de lijst.",
    bijlagen=[{"bestandsnaam": "lijst.txt", "formaat": "text/plain", "bestandsomvang": 13, "rol": "bijlage"}],
)
MAP.bericht(
    "html-als-bijlage",
    "HTML als bijlage hoort niet bij de tekst",
    mail("Lijst", samen("mixed", plat("Zie de pagina."), bijlage("pagina.html", "text/html", b"<p>Geheim</p>"))),
    inhoud="Zie de pagina.",
    inhoudNiet=["Geheim"],
    html="",
    bijlagen=[{"bestandsnaam": "pagina.html", "formaat": "text/html"}],
)
DOORGESTUURD = mail("Klacht over lawaai", plat("Het is weer één en al lawaai."), van="Els Bos <els@post.example>")
MAP.bericht(
    "bericht-als-bijlage",
    "Een hele mail als bijlage doorgestuurd",
    mail(
        "FW: Klacht",
        samen("mixed", plat("Zie de mail van mijn buurvrouw."), regels("Content-Type: message/rfc822", "") + DOORGESTUURD),
    ),
    onderwerp="FW: Klacht",
    inhoud="Zie de mail van mijn buurvrouw.",
    bijlagen=[{"formaat": "message/rfc822", "bestandsomvang": len(DOORGESTUURD), "rol": "bijlage"}],
)
MAP.bericht(
    "bericht-met-bijlage-als-bijlage",
    "Doorgestuurde mail met eigen bijlage is één bijlage",
    mail(
        "FW: Klacht",
        samen(
            "mixed",
            plat("Zie mail."),
            regels("Content-Type: message/rfc822", 'Content-Disposition: attachment; filename="klacht.eml"', "")
            + mail("Klacht", samen("mixed", plat("Verborgen tekst."), bijlage("aanvraag.pdf", "application/pdf", PDF))),
        ),
    ),
    inhoud="Zie mail.",
    inhoudNiet=["Verborgen tekst"],
    bijlagen=[{"bestandsnaam": "klacht.eml", "formaat": "message/rfc822"}],
)
MAP.bericht(
    "ondertekend-pgp",
    "Ondertekend met PGP: tekst leesbaar, handtekening als bijlage",
    mail(
        "Aanvraag",
        samen(
            "signed",
            plat(TEKST),
            deel(
                'application/pgp-signature; name="signature.asc"',
                b"-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n-----END PGP SIGNATURE-----\r\n",
                "7bit",
            ),
            params='; micalg=pgp-sha256; protocol="application/pgp-signature"',
        ),
    ),
    inhoud=TEKST,
    bijlagen=[{"bestandsnaam": "signature.asc", "formaat": "application/pgp-signature"}],
)
MAP.bericht(
    "zachte-regels",
    "Format=flowed: zachte regeleinden van Thunderbird",
    mail(
        "Vraag", plat("Dit is één lange zin die bij het \nversturen in tweeën is geknipt.\n\n Van mij.", params="; format=flowed")
    ),
    inhoud="Dit is één lange zin die bij het versturen in tweeën is geknipt.\nVan mij.",
)
MAP.bericht(
    "zachte-regels-delsp",
    "Format=flowed met DelSp: de spatie telt niet",
    mail("Vraag", plat("Aanvraag gehandicapten \nparkeerkaart.", params="; format=flowed; delsp=yes")),
    inhoud="Aanvraag gehandicaptenparkeerkaart.",
)
MAP.bericht(
    "veertig-bijlagen",
    "Veertig bijlagen zijn er veertig",
    mail(
        "Foto's",
        samen("mixed", plat("Alle foto's."), *(bijlage(f"foto{n:02}.jpg", "image/jpeg", JPEG + bytes([n])) for n in range(40))),
    ),
    inhoud="Alle foto's.",
    bijlagen=[{"bestandsnaam": f"foto{n:02}.jpg", "sha256": sha256(JPEG + bytes([n]))} for n in range(40)],
)
MAP.bericht(
    "twee-plaatjes-zelfde-naam",
    "Twee bijlagen met dezelfde naam",
    mail(
        "Scans",
        samen("mixed", plat("Twee scans."), bijlage("scan.png", "image/png", PNG), bijlage("scan.png", "image/png", PNG + b"2")),
    ),
    bijlagen=[
        {"bestandsnaam": "scan.png", "sha256": sha256(PNG)},
        {"bestandsnaam": "scan (2).png", "sha256": sha256(PNG + b"2")},
    ],
)
MAP.bericht(
    "digest",
    "Een bundel mails: elke mail is een bijlage",
    mail("Bundel", samen("digest", b"\r\n" + mail("Eén", plat("Eerste.")), b"\r\n" + mail("Twee", plat("Tweede.")))),
    bijlagen=[
        {"formaat": "message/rfc822", "bestandsnaam": "Eén.eml"},
        {"formaat": "message/rfc822", "bestandsnaam": "Twee.eml"},
    ],
)
MAP.bericht(
    "voor-en-nawoord",
    "Tekst voor en na de delen is geen inhoud",
    mail(
        "Aanvraag",
        samen("mixed", plat("Echte tekst.")).replace(
            b"\r\n\r\n--=_", b"\r\n\r\nThis is a multi-part message in MIME format.\r\n--=_", 1
        )
        + b"Na de delen.\r\n",
    ),
    inhoud="Echte tekst.",
    inhoudNiet=["multi-part", "Na de delen"],
)
MAP.bericht(
    "kleine-plaatjes-los",
    "Plaatje zonder Content-Disposition naast de tekst",
    mail("Groet", samen("mixed", plat("Groet, Jan"), deel("image/gif; name=kaart.gif", b"GIF89a" + bytes(20), "base64"))),
    inhoud="Groet, Jan",
    bijlagen=[{"bestandsnaam": "kaart.gif", "formaat": "image/gif", "herkend": "image/gif"}],
)
MAP.bericht(
    "uuencode",
    "Bijlage in uuencode midden in de tekst: Outlook Express",
    mail("Bestand", regels("") + tekst("Hierbij het bestand.\n\nbegin 644 notitie.txt\n#0V%T\n`\nend\n\nGroet, Jan\n", "ascii")),
    inhoud="Hierbij het bestand.\nGroet, Jan",
    bijlagen=[{"bestandsnaam": "notitie.txt", "bestandsomvang": 3, "sha256": sha256(b"Cat")}],
)
MAP.bericht(
    "lang-diep-maar-leesbaar",
    "Tekst tien lagen diep",
    mail(
        "Diep",
        samen(
            "mixed",
            samen("mixed", samen("mixed", samen("mixed", samen("mixed", samen("mixed", plat("Onderin."), params="; a=1"))))),
        ),
    ),
    inhoud="Onderin.",
    bijlagen=[],
)
MAP.bericht(
    "apple-dubbel",
    "Mac-bestand in twee delen (AppleDouble)",
    mail(
        "Foto",
        samen(
            "mixed",
            plat("Foto bijgevoegd."),
            samen(
                "appledouble",
                deel('application/applefile; name="kat.jpg"', b"\x00\x05\x16\x07" + bytes(22), "base64"),
                bijlage("kat.jpg", "image/jpeg", JPEG),
            ),
        ),
    ),
    inhoud="Foto bijgevoegd.",
    bijlagen=[{"formaat": "application/applefile"}, {"bestandsnaam": "kat.jpg", "formaat": "image/jpeg", "sha256": sha256(JPEG)}],
)
