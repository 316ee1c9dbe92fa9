"""Harder mails: what standards leave open and programs do all the same."""

from tests.berichten.bouw import (
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
    qp,
    regels,
    samen,
    sha256,
    tekst,
    woord,
)

MAP = Map("lastig")
NIEUW = "Dank voor uw bericht. Dinsdag om 10 uur past mij."
VRAAG = "Kunt u dinsdag om 10 uur langskomen aan de balie?"
GEMEENTE = "Gemeente Zuiderdam <info@zuiderdam.example>"


def _citaat(name: str, toont: str, geschiedenis: str) -> None:
    source = mail("Re: Uw afspraak", plat(f"{NIEUW}\n\n{geschiedenis}\n"))
    MAP.bericht(name, toont, source, inhoudBevat=[NIEUW, VRAAG], nieuweTekst=NIEUW)


_citaat("roundcube", "Roundcube: naam, schreef op, ISO-datum", f"Gemeente Zuiderdam schreef op 2024-06-03 10:15:\n> {VRAAG}")
_citaat(
    "zimbra",
    "Zimbra: blok met naam eerst",
    f'Van: "Gemeente Zuiderdam" <info@zuiderdam.example>\nAan: "Jan" <jan@post.example>\n'
    f"Verzonden: Maandag 3 juni 2024 10:15:00\nOnderwerp: Uw afspraak\n\n{VRAAG}",
)
_citaat(
    "outlook-mac",
    "Outlook voor Mac: Datum in plaats van Verzonden",
    f"Van: {GEMEENTE}\nDatum: maandag 3 juni 2024 om 10:15\n"
    f"Aan: Jan de Vries <jan@post.example>\nOnderwerp: Uw afspraak\n\n{VRAAG}",
)
_citaat("proton", "Proton: dag voluit", f"Op maandag 3 juni 2024 om 10:15, {GEMEENTE} schreef:\n\n> {VRAAG}")
_citaat(
    "em-client",
    "eM Client: origineel bericht",
    f"------ Origineel bericht ------\nVan: {GEMEENTE}\nAan: jan@post.example\n"
    f"Verzonden: 3-6-2024 10:15:00\nOnderwerp: Uw afspraak\n\n{VRAAG}",
)
_citaat(
    "vette-koppen",
    "Outlook als platte tekst met sterretjes",
    f"*Van:* {GEMEENTE}\n*Verzonden:* maandag 3 juni 2024 10:15\n*Aan:* Jan\n*Onderwerp:* Uw afspraak\n\n{VRAAG}",
)
_citaat(
    "hele-geschiedenis",
    "Drie lagen geschiedenis",
    f"Op ma 3 jun 2024 om 10:15 schreef {GEMEENTE}:\n> {VRAAG}\n>\n> Op zo 2 jun 2024 om 9:00 schreef Jan "
    f"<jan@post.example>:\n>> Wanneer kan ik komen?",
)
MAP.bericht(
    "geen-citaat-op-datum",
    "Een zin met Op … schreef is geen aanhef",
    mail("Klacht", plat("Op 3 juni schreef mijn buurman in de krant:\nde dijk is te druk. Dat vind ik ook.")),
    nieuweTekst="Op 3 juni schreef mijn buurman in de krant:\nde dijk is te druk. Dat vind ik ook.",
)

MAP.bericht(
    "windows-getallen-in-html",
    "HTML met &#146; en &#128;: tekens van Windows",
    mail("Vraag", html("<p>Foto&#146;s kosten &#128; 5</p>", "us-ascii", "7bit")),
    inhoud="Foto\u2019s kosten € 5",
)
MAP.bericht(
    "letter-over-zacht-regeleinde",
    "Quoted-printable knipt een letter doormidden",
    mail("Vraag", deel("text/plain; charset=utf-8", b"Mijn caf=C3=\r\n=A9 in Zuiderdam.", "Quoted-Printable")),
    inhoud="Mijn café in Zuiderdam.",
)
MAP.bericht(
    "bericht-in-base64",
    "Doorgestuurde mail in base64, wat niet mag maar voorkomt",
    mail(
        "FW: Klacht",
        samen(
            "mixed",
            plat("Zie mail."),
            deel(
                "message/rfc822",
                mail("Klacht", plat("Verborgen.")),
                "base64",
                'Content-Disposition: attachment; filename="klacht.eml"',
            ),
        ),
    ),
    inhoud="Zie mail.",
    bijlagen=[{"bestandsnaam": "klacht.eml", "formaat": "message/rfc822", "sha256": sha256(mail("Klacht", plat("Verborgen.")))}],
)
MAP.bericht(
    "html-met-voettekst",
    "HTML met daaronder een voettekst van een lijst",
    mail("Vraag", samen("mixed", html("<p>De eigenlijke vraag.</p>"), plat("-- \nDit is de lijst Dorpsraad"))),
    inhoudBevat=["De eigenlijke vraag.", "Dit is de lijst Dorpsraad"],
)
MAP.bericht(
    "amp",
    "Gmail met AMP: de gewone tekst telt",
    mail(
        "Afspraak",
        samen(
            "alternative",
            plat("Uw afspraak is dinsdag."),
            deel("text/x-amp-html; charset=utf-8", b"<html amp4email><body>AMP-tekst</body></html>"),
            html("<p>Uw afspraak is dinsdag.</p>"),
        ),
    ),
    inhoud="Uw afspraak is dinsdag.",
    inhoudNiet=["AMP"],
)
MAP.bericht(
    "plaatje-niet-gebruikt",
    "Plaatje met Content-ID dat niet in de tekst staat, blijft zichtbaar als bijlage",
    mail(
        "Foto",
        samen("related", html("<p>Zie foto.</p>"), deel('image/jpeg; name="gat.jpg"', JPEG, "base64", "Content-ID: <gat@x>")),
    ),
    inhoud="Zie foto.",
    bijlagen=[{"bestandsnaam": "gat.jpg", "sha256": sha256(JPEG)}],
)
MAP.bericht(
    "tekst-met-naam",
    "Tweede tekst met een naam is een bijlage, ook zonder Content-Disposition",
    mail("Lijst", samen("mixed", plat("Zie de lijst."), deel('text/plain; charset=utf-8; name="lijst.txt"', tekst("een\ntwee")))),
    inhoud="Zie de lijst.",
    bijlagen=[{"bestandsnaam": "lijst.txt", "formaat": "text/plain"}],
)
MAP.bericht(
    "naam-met-procenten",
    "Bestandsnaam als adres gecodeerd blijft zoals de afzender hem schreef",
    mail("Stuk", samen("mixed", plat("Zie bijlage."), bijlage("Aanvraag%20een.pdf", "application/pdf", PDF))),
    bijlagen=[{"bestandsnaam": "Aanvraag%20een.pdf"}],
)
MAP.bericht(
    "naam-in-stukken-in-content-type",
    "Naam in stukken in Content-Type",
    mail(
        "Stuk",
        samen(
            "mixed",
            plat("Zie bijlage."),
            deel('application/pdf;\r\n name*0="Lange naam van ";\r\n name*1="het stuk.pdf"', PDF, "base64"),
        ),
    ),
    bijlagen=[{"bestandsnaam": "Lange naam van het stuk.pdf"}],
)
MAP.bericht(
    "naam-met-commentaar",
    "Commentaar in Content-Type",
    mail(
        "Stuk",
        samen(
            "mixed",
            plat("Zie bijlage."),
            deel(
                'Application/PDF (scan); NAME="scan.pdf" (kopie)',
                PDF,
                "base64",
                "CONTENT-DISPOSITION: ATTACHMENT; FILENAME=scan.pdf",
            ),
        ),
    ),
    bijlagen=[{"bestandsnaam": "scan.pdf", "formaat": "application/pdf", "rol": "bijlage"}],
)
MAP.bericht(
    "base64-op-een-regel",
    "Base64 zonder regeleinden",
    mail(
        "Stuk",
        samen(
            "mixed",
            plat("Zie bijlage."),
            deel(
                'application/pdf; name="a.pdf"', b64(PDF * 30).replace(b"\r\n", b""), "BASE64", "Content-Disposition: attachment"
            ),
        ),
    ),
    bijlagen=[{"bestandsnaam": "a.pdf", "sha256": sha256(PDF * 30)}],
)
MAP.bericht(
    "bijlage-niet-gecodeerd",
    "Bijlage als ruwe bytes (binary)",
    mail(
        "Stuk",
        samen(
            "mixed",
            plat("Zie bijlage."),
            deel(
                'application/octet-stream; name="a.bin"',
                bytes(range(256)).replace(b"\r", b"").replace(b"\n", b""),
                "binary",
                "Content-Disposition: attachment",
            ),
        ),
    ),
    bijlagen=[{"bestandsnaam": "a.bin", "sha256": sha256(bytes(range(256)).replace(b"\r", b"").replace(b"\n", b""))}],
)
MAP.bericht(
    "grens-in-de-tekst",
    "Een regel in de tekst lijkt op de scheiding",
    regels(
        f"From: {VAN}",
        "Subject: Vraag",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="ab"',
        "",
        "--ab",
        "Content-Type: text/plain",
        "",
        "Voor.",
        "--abc is geen scheiding",
        "Na.",
        "--ab--",
    ),
    inhoud="Voor.\n--abc is geen scheiding\nNa.",
)
MAP.bericht(
    "binnengrens-begint-gelijk",
    "Binnenste scheiding begint als de buitenste",
    regels(
        f"From: {VAN}",
        "Subject: Vraag",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="grens"',
        "",
        "--grens",
        'Content-Type: multipart/alternative; boundary="grens2"',
        "",
        "--grens2",
        "Content-Type: text/plain",
        "",
        "Platte tekst.",
        "--grens2",
        "Content-Type: text/html",
        "",
        "<p>Platte tekst.</p>",
        "--grens2--",
        "--grens",
        'Content-Type: image/png; name="a.png"',
        "Content-Transfer-Encoding: base64",
        "",
    )
    + b64(PNG)
    + regels("--grens--"),
    inhoud="Platte tekst.",
    bijlagen=[{"bestandsnaam": "a.png", "sha256": sha256(PNG)}],
)
MAP.bericht(
    "binnenste-niet-gesloten",
    "Binnenste deel is niet gesloten voor het volgende buitenste",
    mail(
        "Vraag",
        samen(
            "mixed",
            samen("alternative", plat("Platte tekst."), html("<p>Platte tekst.</p>"), dicht=False),
            bijlage("a.png", "image/png", PNG),
        ),
    ),
    inhoud="Platte tekst.",
    bijlagen=[{"bestandsnaam": "a.png", "sha256": sha256(PNG)}],
)
MAP.bericht(
    "onderwerp-iso2022jp",
    "Onderwerp in ISO-2022-JP",
    mail(woord("住民票について", "iso-2022-jp"), plat("Hallo.")),
    onderwerp="住民票について",
)
MAP.bericht(
    "onderwerp-zonder-spatie",
    "Geen spatie na de dubbele punt",
    regels(f"From:{VAN}", "Subject:Vraag", "", "Hallo."),
    onderwerp="Vraag",
    afzender=["Jan de Vries", "jan.devries@post.example"],
    inhoud="Hallo.",
)
MAP.bericht(
    "onderwerp-base64-midden-in-woord",
    "Gecodeerd woord midden in een woord",
    mail(f"Vraag:{woord('één')}", plat("Hallo.")),
    onderwerp="Vraag:één",
)
MAP.bericht(
    "onderwerp-twee-talen-gevouwen",
    "Lang onderwerp van Gmail in vier woorden",
    mail(
        "\r\n ".join(
            woord(piece, "UTF-8", "Q")
            for piece in (
                "Aanvraag gehandicaptenparkeer",
                "kaart voor mijn moeder, mevrouw ",
                "Öztürk-Çelik, geboren te ",
                "Curaçao",
            )
        ),
        plat("Hallo."),
    ),
    onderwerp="Aanvraag gehandicaptenparkeerkaart voor mijn moeder, mevrouw Öztürk-Çelik, geboren te Curaçao",
)
MAP.bericht(
    "naam-met-haakjes-en-komma",
    "Naam met afdeling tussen haakjes",
    mail("Vraag", plat("Hallo."), van='"Bos, Els (Wijkteam)" <els@wijk.example>'),
    afzender=["Bos, Els (Wijkteam)", "els@wijk.example"],
)
MAP.bericht(
    "twee-afzenders",
    "Twee adressen in From: de eerste is de afzender",
    mail(
        "Vraag", plat("Hallo."), "Sender: secretaris@vereniging.example", van="Els <els@post.example>, Piet <piet@post.example>"
    ),
    afzender=["Els", "els@post.example"],
)
MAP.bericht(
    "puntkomma-tussen-adressen",
    "Puntkomma tussen adressen, zoals Outlook ze toont",
    mail("Vraag", plat("Hallo."), "Cc: Els <els@post.example>; Piet <piet@post.example>"),
    cc=[["Els", "els@post.example"], ["Piet", "piet@post.example"]],
)
MAP.bericht(
    "kleur-wit-op-wit",
    "Witte letters op wit zijn gewoon tekst in de lezing",
    mail("Vraag", html('<p>Zichtbaar</p><p style="color:#fff">Ook dit</p>')),
    inhoudBevat=["Zichtbaar", "Ook dit"],
)
MAP.bericht(
    "geneste-lijst-van-word",
    "Lijst van Word met opsommingstekens",
    mail(
        "Vraag",
        html(
            '<p class="MsoListParagraph"><span style="font-family:Symbol">·<span>&nbsp;&nbsp;&nbsp; </span></span>paspoort</p>'
            '<p class="MsoListParagraph"><span style="font-family:Symbol">·<span>&nbsp;&nbsp;&nbsp; </span></span>rijbewijs</p>'
        ),
    ),
    inhoud="· paspoort\n· rijbewijs",
)
MAP.bericht(
    "tekst-in-plaatjesbeschrijving",
    "De beschrijving van een plaatje is te lezen",
    mail("Vraag", html('<p>Zie <img src="https://site.example/x.png" alt="plattegrond van de dijk"></p>')),
    inhoudBevat=["Zie"],
    htmlNiet=['src="https://'],
)
MAP.bericht(
    "html-regels-in-8bit-latin1",
    "HTML in ISO-8859-1 met een meta die UTF-8 zegt: de kop telt",
    mail(
        "Vraag",
        deel(
            "text/html; charset=iso-8859-1",
            qp(tekst('<meta charset="utf-8"><p>Reünie in één café</p>', "iso-8859-1")),
            "Quoted-Printable",
        ),
    ),
    inhoud="Reünie in één café",
)
