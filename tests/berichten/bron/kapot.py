"""Broken and hostile mails: whatever happens, what a person can read is read."""

from tests.berichten.bouw import AAN, DATE, PDF, VAN, Map, b64, bijlage, deel, html, mail, plat, regels, samen, sha256, tekst

MAP = Map("kapot")
KOP = (f"From: {VAN}", f"To: {AAN}", "Subject: Vraag", f"Date: {DATE}", "MIME-Version: 1.0")
PDF_WENS = {"bestandsnaam": "a.pdf", "sha256": sha256(PDF)}

MAP.bericht("leeg", "Nul bytes", b"", onderwerp="", inhoud="", bijlagen=[], afzender=None, klasse="gewoon")
MAP.bericht("alleen-koppen", "Alleen koppen, geen lege regel", regels(*KOP)[:-2], onderwerp="Vraag", inhoud="")
MAP.bericht("alleen-tekst", "Geen enkele kop", tekst("Hallo daar,\n\nik heb een vraag.\n"), inhoudBevat=["ik heb een vraag."])
MAP.bericht(
    "alleen-cr",
    "Regels eindigen op CR",
    mail("Vraag", plat("Eén.\nTwee.")).replace(b"\r\n", b"\r"),
    onderwerp="Vraag",
    inhoud="Eén.\nTwee.",
)
MAP.bericht(
    "alleen-lf",
    "Regels eindigen op LF",
    mail("Vraag", samen("mixed", plat("Eén.\nTwee."), bijlage("a.pdf", "application/pdf", PDF))).replace(b"\r\n", b"\n"),
    onderwerp="Vraag",
    inhoud="Eén.\nTwee.",
    bijlagen=[PDF_WENS],
)
MAP.bericht(
    "regeleinden-door-elkaar",
    "CRLF in de koppen, LF in de tekst",
    regels(*KOP, "Content-Type: text/plain; charset=utf-8", "") + "Eén.\nTwee.\r\nDrie.".encode(),
    inhoud="Eén.\nTwee.\nDrie.",
)
MAP.bericht(
    "geen-sluitgrens",
    "Laatste scheiding ontbreekt",
    mail("Vraag", samen("mixed", plat("Tekst."), bijlage("a.pdf", "application/pdf", PDF), dicht=False)),
    inhoud="Tekst.",
    bijlagen=[PDF_WENS],
)
MAP.bericht(
    "afgekapt",
    "Afgekapt midden in een bijlage",
    mail("Vraag", samen("mixed", plat("Tekst."), bijlage("a.pdf", "application/pdf", PDF * 20)))[:-700],
    inhoud="Tekst.",
    bijlagen=[{"bestandsnaam": "a.pdf", "herkend": "application/pdf"}],
)
MAP.bericht(
    "grens-niet-genoemd",
    "Scheiding staat niet in de kop",
    regels(
        *KOP, "Content-Type: multipart/mixed", "", "--abc", "Content-Type: text/plain; charset=utf-8", "", "Eén tekst.", "--abc--"
    ),
    inhoudBevat=["Eén tekst."],
)
MAP.bericht(
    "grens-met-spaties",
    "Spaties achter de scheiding",
    regels(
        *KOP,
        'Content-Type: multipart/mixed; boundary="a b"',
        "",
        "--a b  ",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Eén tekst.",
        "--a b--  ",
    ),
    inhoud="Eén tekst.",
)
MAP.bericht(
    "base64-met-rommel",
    "Vreemde tekens in base64",
    mail("Vraag", deel("text/plain; charset=utf-8", b64(tekst("Eén vraag over base64.")).replace(b"v", b"v!\r\n ~"), "base64 ")),
    inhoud="Eén vraag over base64.",
)
MAP.bericht(
    "base64-zonder-opvulling",
    "Base64 zonder opvulling",
    mail("Vraag", deel("text/plain; charset=utf-8", b64(tekst("Eén vraag!")).replace(b"=", b""), "BASE64")),
    inhoud="Eén vraag!",
)
MAP.bericht(
    "quoted-printable-kapot",
    "Losse is-tekens in quoted-printable",
    mail(
        "Vraag",
        deel("text/plain; charset=utf-8", b"2+2=4 en a=b, caf=C3=A9 = duur.\r\nHalve regel =\r\nverder=", "quoted-printable "),
    ),
    inhoudBevat=["2+2=4 en a=b, café = duur.", "Halve regel verder"],
)
MAP.bericht(
    "codering-onbekend",
    "Onbekende codering",
    mail("Vraag", deel("text/plain; charset=utf-8", tekst("Eén vraag."), "8-bit")),
    inhoud="Eén vraag.",
)
MAP.bericht(
    "codering-liegt",
    "Zegt base64, is gewone tekst",
    mail("Vraag", deel("text/plain; charset=utf-8", tekst("Dit is gewoon leesbare tekst, geen base64!"), "BASE64")),
    inhoudBevat=["gewoon leesbare tekst"],
)
MAP.bericht(
    "content-type-onzin",
    "Onzinnig Content-Type",
    mail("Vraag", regels("Content-Type: tekst", "") + tekst("Eén vraag.")),
    inhoud="Eén vraag.",
)
MAP.bericht(
    "content-type-kaal",
    "Content-Type: text zonder soort",
    mail("Vraag", regels("Content-Type: text", "") + tekst("Eén vraag.")),
    inhoud="Eén vraag.",
)
MAP.bericht(
    "nullen-in-tekst",
    "NUL-tekens in de tekst",
    mail("Vraag", deel("text/plain; charset=utf-8", b"Ee\0n vr\0aag.")),
    inhoudNiet=["\0"],
    inhoudBevat=["aag."],
)
MAP.bericht(
    "halve-letter",
    "Tekst eindigt midden in een letter",
    mail("Vraag", deel("text/plain; charset=utf-8", "Prijs in €".encode()[:-1])),
    inhoudBevat=["Prijs in"],
)
MAP.bericht(
    "honderd-diep",
    "Honderd delen in elkaar",
    mail("Diep", deel("text/plain", b"Onderin.")).replace(
        b"Content-Type: text/plain",
        b"".join(f'Content-Type: multipart/mixed; boundary="g{n:03}"\r\n\r\n--g{n:03}\r\n'.encode() for n in range(100))
        + b"Content-Type: text/plain",
    ),
    onderwerp="Diep",
)
MAP.bericht(
    "duizend-koppen",
    "Duizend koppen",
    mail("Vraag", plat("Hallo."), *(f"X-Nummer-{n}: {n}" for n in range(1000))),
    onderwerp="Vraag",
    inhoud="Hallo.",
)
MAP.bericht(
    "lange-regel",
    "Eén regel van honderdduizend tekens",
    mail("Vraag", deel("text/plain; charset=utf-8", b"lang " * 20_000)),
    inhoudBevat=["lang lang"],
)
MAP.bericht(
    "duizend-woorden",
    "Duizend gecodeerde woorden in het onderwerp",
    mail("\r\n ".join(["=?utf-8?Q?=C3=A9?="] * 1000), plat("Hallo.")),
    onderwerpBevat=["ééé"],
    inhoud="Hallo.",
)
MAP.bericht(
    "duizend-koppelingen",
    "Duizend koppelingen",
    mail("Vraag", html("<p>Begin</p>" + '<a href="https://a.example/">x</a> ' * 1000)),
    inhoudBevat=["Begin"],
)
MAP.bericht(
    "twee-lege-regels-in-deel",
    "Deel zonder eigen koppen",
    regels(*KOP, 'Content-Type: multipart/mixed; boundary="g"', "", "--g", "", "Eén tekst.", "--g--"),
    inhoud="Eén tekst.",
)
MAP.bericht(
    "dubbele-content-type",
    "Twee keer Content-Type: de eerste telt",
    mail(
        "Vraag",
        regels("Content-Type: text/plain; charset=utf-8", "Content-Type: text/html; charset=utf-8", "") + tekst("Eén vraag."),
    ),
    inhoud="Eén vraag.",
)
MAP.bericht(
    "koppen-gevouwen-leeg",
    "Gevouwen regel met alleen spaties",
    regels(f"From: {VAN}", "Subject: Vraag", "   ", f"To: {AAN}", "Content-Type: text/plain; charset=utf-8", "", "Hallo."),
    onderwerp="Vraag",
    inhoud="Hallo.",
)
