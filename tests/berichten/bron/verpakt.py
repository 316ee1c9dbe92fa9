"""Mails inside other wrappings: winmail.dat, S/MIME, PGP."""

from tests.berichten.bouw import PDF, PNG, Map, bijlage, deel, html, mail, plat, regels, samen, sha256, tekst
from tests.support import pkcs7
from tests.support import tnef as winmail

MAP = Map("verpakt")

PDF_IN_TNEF = winmail.bijlage(
    PDF,
    titel="AANVRA~1.PDF",
    properties=[
        winmail.prop(winmail.PT_UNICODE, winmail.PR_LONG_FILENAME, "Aanvraag één.pdf"),
        winmail.prop(winmail.PT_UNICODE, winmail.PR_MIME_TAG, "application/pdf"),
    ],
)
PDF_WENS = {"bestandsnaam": "Aanvraag één.pdf", "formaat": "application/pdf", "sha256": sha256(PDF), "rol": "bijlage"}
DAT_WENS = {"bestandsnaam": "winmail.dat", "formaat": "application/ms-tnef"}


def _dat(*parts: bytes) -> bytes:
    return bijlage("winmail.dat", "application/ms-tnef", winmail.tnef(*parts))


def _props(*lijst: bytes) -> bytes:
    return winmail.attribuut(1, winmail.MAPI_PROPS, winmail.props(*lijst))


MAP.bericht(
    "winmail",
    "winmail.dat wordt uitgepakt en blijft zelf ook",
    mail("Aanvraag", samen("mixed", plat("Hierbij mijn aanvraag."), _dat(PDF_IN_TNEF))),
    inhoud="Hierbij mijn aanvraag.",
    bijlagen=[DAT_WENS, PDF_WENS],
    klasse="gewoon",
)
MAP.bericht(
    "winmail-met-tekst",
    "De tekst zit alleen in winmail.dat",
    mail(
        "Aanvraag",
        _dat(
            _props(winmail.prop(winmail.PT_UNICODE, winmail.PR_BODY, "Beste gemeente,\r\n\r\nEén vraag over € 5.")), PDF_IN_TNEF
        ),
    ),
    inhoud="Beste gemeente,\nEén vraag over € 5.",
    bijlagen=[DAT_WENS, PDF_WENS],
)
MAP.bericht(
    "winmail-met-html",
    "De HTML zit alleen in winmail.dat",
    mail(
        "Aanvraag",
        samen(
            "mixed",
            plat(" "),
            _dat(
                _props(
                    winmail.prop(winmail.PT_LONG, winmail.PR_INTERNET_CPID, 65001),
                    winmail.prop(winmail.PT_BINARY, winmail.PR_HTML, "<p>Beste gemeente,</p><p>Eén <b>vraag</b>.</p>".encode()),
                )
            ),
        ),
    ),
    inhoud="Beste gemeente,\nEén vraag.",
    bijlagen=[DAT_WENS],
)
MAP.bericht(
    "winmail-met-rtf",
    "Alleen opgemaakte tekst (RTF) in winmail.dat",
    mail(
        "Aanvraag",
        _dat(
            _props(
                winmail.prop(
                    winmail.PT_BINARY,
                    winmail.PR_RTF,
                    winmail.rtf_gecomprimeerd(
                        rb"{\rtf1\ansi\ansicpg1252\pard Beste gemeente,\par E\'e9n vraag over {\b \'80 5}.\par}"
                    ),
                )
            )
        ),
    ),
    inhoud="Beste gemeente,\nEén vraag over € 5.",
    bijlagen=[DAT_WENS],
)
BINNEN = winmail.tnef(
    _props(
        winmail.prop(winmail.PT_UNICODE, winmail.PR_SUBJECT, "Klacht lawaai"),
        winmail.prop(winmail.PT_UNICODE, winmail.PR_BODY, "Het lawaai houdt niet op."),
    ),
    PDF_IN_TNEF,
)
MAP.bericht(
    "winmail-met-bericht",
    "Een doorgestuurd bericht in winmail.dat",
    mail("FW: Klacht", samen("mixed", plat("Zie bericht."), _dat(winmail.ingesloten(BINNEN)))),
    inhoud="Zie bericht.",
    bijlagen=[DAT_WENS, {"bestandsnaam": "Klacht lawaai.eml", "formaat": "message/rfc822", "rol": "bijlage"}],
)
MAP.bericht(
    "winmail-als-octet-stream",
    "winmail.dat zonder het juiste formaat",
    mail(
        "Aanvraag",
        samen("mixed", plat("Zie bijlage."), bijlage("winmail.dat", "application/octet-stream", winmail.tnef(PDF_IN_TNEF))),
    ),
    inhoud="Zie bijlage.",
    bijlagen=[{"bestandsnaam": "winmail.dat", "herkend": "application/vnd.ms-tnef"}, PDF_WENS],
)
MAP.bericht(
    "winmail-kapot",
    "Beschadigde winmail.dat: wat er is, met een waarschuwing",
    mail(
        "Aanvraag",
        samen(
            "mixed",
            plat("Zie bijlage."),
            bijlage(
                "winmail.dat", "application/ms-tnef", winmail.tnef(PDF_IN_TNEF, winmail.bijlage(PNG * 3, titel="b.png"))[:-100]
            ),
        ),
    ),
    inhoud="Zie bijlage.",
    bijlagen=[DAT_WENS, PDF_WENS, {"bestandsnaam": "b.png"}],
    waarschuwingen=["winmail.dat"],
)
MAP.bericht(
    "winmail-geen-tnef",
    "Een winmail.dat die er geen is",
    mail("Aanvraag", samen("mixed", plat("Zie bijlage."), bijlage("winmail.dat", "application/ms-tnef", b"gewoon tekst"))),
    inhoud="Zie bijlage.",
    bijlagen=[DAT_WENS],
    waarschuwingen=["winmail.dat"],
)

INNERMOST = plat("Geachte gemeente,\n\nEén ondertekende vraag.")
P7M = 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"'


def _p7m(inhoud: bytes, formaat: str = P7M) -> bytes:
    return deel(formaat, inhoud, "base64", 'Content-Disposition: attachment; filename="smime.p7m"')


MAP.bericht(
    "smime-ondertekend",
    "Tekst in een S/MIME-handtekening: getoond, niet geverifieerd",
    mail("Vraag", _p7m(pkcs7.ondertekend(INNERMOST))),
    inhoud="Geachte gemeente,\nEén ondertekende vraag.",
    waarschuwingen=["niet geverifieerd"],
)
MAP.bericht(
    "smime-ondertekend-ber",
    "Hetzelfde in onbepaalde lengten, van Java",
    mail("Vraag", _p7m(pkcs7.ondertekend_ber(INNERMOST, 30), P7M.replace("pkcs7-mime", "x-pkcs7-mime"))),
    inhoud="Geachte gemeente,\nEén ondertekende vraag.",
    waarschuwingen=["niet geverifieerd"],
)
MAP.bericht(
    "smime-met-bijlage",
    "Bijlage in een S/MIME-handtekening",
    mail(
        "Vraag", _p7m(pkcs7.ondertekend(samen("mixed", plat("Zie aanvraag."), bijlage("aanvraag.pdf", "application/pdf", PDF))))
    ),
    inhoud="Zie aanvraag.",
    bestandsnamenBevat=["aanvraag.pdf"],
    waarschuwingen=["niet geverifieerd"],
)
MAP.bericht(
    "smime-versleuteld",
    "Versleutelde mail zegt dat hij versleuteld is",
    mail("Vraag", _p7m(pkcs7.versleuteld(), P7M.replace("signed-data", "enveloped-data"))),
    bijlagen=[{"bestandsnaam": "smime.p7m", "formaat": "application/pkcs7-mime"}],
    waarschuwingen=["versleuteld"],
)
MAP.bericht(
    "smime-losse-handtekening",
    "Losse S/MIME-handtekening: gewone tekst met een bijlage",
    mail(
        "Vraag",
        samen(
            "signed",
            plat("Gewone tekst."),
            bijlage("smime.p7s", "application/pkcs7-signature", pkcs7.los_ondertekend()),
            params='; protocol="application/pkcs7-signature"; micalg=sha-256',
        ),
    ),
    inhoud="Gewone tekst.",
    bijlagen=[{"bestandsnaam": "smime.p7s", "formaat": "application/pkcs7-signature"}],
)
MAP.bericht(
    "pgp-versleuteld",
    "Versleuteld met PGP",
    mail(
        "Vraag",
        samen(
            "encrypted",
            regels("Content-Type: application/pgp-encrypted", "", "Version: 1"),
            deel(
                'application/octet-stream; name="encrypted.asc"',
                b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQ==\r\n-----END PGP MESSAGE-----\r\n",
                "7bit",
            ),
            params='; protocol="application/pgp-encrypted"',
        ),
    ),
    bijlagen=[{"formaat": "application/pgp-encrypted"}, {"bestandsnaam": "encrypted.asc"}],
    waarschuwingen=["versleuteld"],
)
MAP.bericht(
    "word-als-webarchief",
    "HTML met plaatje op Content-Location",
    mail(
        "Folder",
        samen(
            "related",
            html('<p>Zie logo</p><img src="http://site.example/logo.png">'),
            deel("image/png", PNG, "base64", "Content-Location: http://site.example/logo.png"),
        ),
    ),
    inhoudBevat=["Zie logo"],
    htmlBevat=["deel:"],
    htmlNiet=["http://site.example/logo.png"],
)
MAP.bericht(
    "tekst-als-octet-stream",
    "Tekst als octet-stream met een .txt-naam is een bijlage",
    mail("Log", samen("mixed", plat("Zie log."), bijlage("log.txt", "application/octet-stream", tekst("één\n")))),
    inhoud="Zie log.",
    bijlagen=[{"bestandsnaam": "log.txt", "bestandsomvang": 7}],
)
