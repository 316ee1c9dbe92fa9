"""The mails that are measured: of the shapes that a contact centre gets, the same bytes at every run."""

import random
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

_SENTENCES: Final = (
    "Kunt u mij zeggen wanneer het café aan de kade 's avonds open is?",
    "Het gaat om een bedrag van € 25 voor de vergunning van vorig jaar.",
    "Ik heb uw brief van 3 juni gekregen, maar daarin staat een andere datum.",
    "Mijn buurman, de heer Coenraad van Écluse, heeft dezelfde vraag.",
    "Zie ook https://www.dorp.example/vergunningen?van=mail&n=1 voor de aanvraag.",
)
_RECEIVED: Final = (
    "Received: from mx{0}.post.example (mx{0}.post.example [192.0.2.{0}])\r\n"
    "\tby in.gemeente.example with ESMTPS id 4bT{0}; Tue, 3 Jun 2025 10:11:12 +0200\r\n"
)
_OUTLOOK_BEGIN: Final = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<style><!-- p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif} --></style>
</head><body lang="NL" link="#0563C1" vlink="#954F72"><div class="WordSection1">
"""
_OUTLOOK_PIECE: Final = """<p class="MsoNormal"><span style="font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif">Beste
gemeente, zaak {0} over de vergunning voor caf&eacute; <b>De Brug</b>; zie <a href='https://www.dorp.example/zaak/{0}?van=mail&amp;n=1'>de
aanvraag</a> en <i>bijlage {0}</i>. De kosten zijn &euro; {0},50.<o:p></o:p></span></p>
<ul><li>eerste punt {0}</li><li>tweede <span style="color:red">punt</span></li></ul>
"""
_NEWSLETTER_PIECE: Final = """<table border="0" cellpadding="0" cellspacing="0" width="600"
style="border-collapse:collapse;margin:0 auto">
<tbody><tr><td style="padding:4px 8px;color:#333333;width:120px" valign="top">Onderwerp</td><td>Parkeren {0}</td></tr>
<tr><td style="padding:4px 8px;color:#333333;width:120px" valign="top">Adres</td><td>Kade {0}</td></tr></tbody></table>
<img src="cid:beeld@dorp.example" width="40" alt=""><br>
<a href="https://www.dorp.example/nieuws/{0}" style="background:#154273;color:#fff;padding:8px">Lees verder over zaak {0}</a>
"""
_REPLY_PIECE: Final = """<div dir="ltr">Goedemorgen, dat is goed. Ik kom op dag {0}.<br></div><br>
<div class="gmail_quote"><div dir="ltr">Op di 3 jun 2025 om 10:11 schreef Gemeente &lt;<a
href="mailto:info@gemeente.example">info@gemeente.example</a>&gt;:<br></div>
<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">
<p>Geachte mevrouw, kunt u op dag {0} langskomen?</p><p>Met vriendelijke groet, de gemeente</p></blockquote></div>
"""
HTML_SHAPES: Final[Mapping[str, tuple[str, str, str]]] = {
    "Outlook": (_OUTLOOK_BEGIN, _OUTLOOK_PIECE, "</div></body></html>"),
    "newsletter": ("<html><body>", _OUTLOOK_PIECE + _NEWSLETTER_PIECE, "</body></html>"),
    "reply with quotes": ("<html><body>", _REPLY_PIECE, "</body></html>"),
}
"""The beginning, the piece that is repeated, and the end of each shape."""


def html(shape: str, size: int) -> str:
    """About `size` characters of HTML of this shape."""
    begin, piece, end = HTML_SHAPES[shape]
    return "".join([begin, *(piece.format(number) for number in range(max(1, (size - len(begin)) // len(piece)))), end])


def text(size: int, quote: str = "") -> str:
    """About `size` characters of text in paragraphs, each line behind `quote`."""
    lines: list[str] = []
    length = 0
    while length < size:
        lines.append(f"{quote}{_SENTENCES[len(lines) % len(_SENTENCES)]}" if len(lines) % 6 != 5 else quote.rstrip())
        length += len(lines[-1]) + 2
    return "\n".join(lines)


def envelope(number: int = 1) -> EmailMessage:
    """A mail without its content, with the headers that three relays leave."""
    mail = EmailMessage(policy=SMTP)
    mail["Authentication-Results"] = "in.gemeente.example; dkim=pass header.d=post.example; spf=pass"
    mail["From"] = "Renée Post <renee@post.example>"
    mail["To"] = "Gemeente Voorbeeld <info@gemeente.example>"
    mail["Subject"] = "Vraag over café De Brug"
    mail["Date"] = "Tue, 3 Jun 2025 10:11:12 +0200"
    mail["Message-ID"] = f"<{number}@post.example>"
    return mail


def as_received(mail: EmailMessage) -> bytes:
    return "".join(_RECEIVED.format(number) for number in range(1, 4)).encode() + mail.as_bytes()


def _plain() -> EmailMessage:
    mail = envelope()
    mail.set_content(text(4_200), cte="8bit")
    return mail


def _quoted_printable() -> EmailMessage:
    mail = envelope()
    mail.set_content(text(4_000), cte="quoted-printable")
    return mail


def _alternative() -> EmailMessage:
    mail = envelope()
    mail.set_content(text(1_900), cte="quoted-printable")
    lines = text(1_900).replace("&", "&amp;").replace("\n", "<br>\n")
    mail.add_alternative(f"<html><body><div>{lines}</div></body></html>", subtype="html", cte="quoted-printable")
    return mail


def _reply() -> EmailMessage:
    mail = envelope()
    mail["In-Reply-To"] = "<0@gemeente.example>"
    mail["References"] = "<a@gemeente.example> <0@gemeente.example>"
    quoted = text(3_200, "> ")
    mail.set_content(
        f"{text(700)}\n\nOp di 3 jun 2025 om 10:11 schreef Gemeente <info@gemeente.example>:\n{quoted}\n", cte="8bit"
    )
    return mail


def _html(shape: str) -> Callable[[], EmailMessage]:
    def make() -> EmailMessage:
        mail = envelope()
        mail.set_content(html(shape, 3_800), subtype="html", cte="quoted-printable")
        return mail

    return make


SMALL: Final[Mapping[str, Callable[[], EmailMessage]]] = {
    "text": _plain,
    "text in quoted-printable": _quoted_printable,
    "reply with quotes": _reply,
    "text and HTML": _alternative,
    "HTML of Outlook": _html("Outlook"),
    "HTML of a newsletter": _html("newsletter"),
}
"""Mails of about 5 KB."""


def html_mail(shape: str, size: int = 100_000) -> bytes:
    """A mail with about `size` bytes of HTML, an inline image and an attachment."""
    chance = random.Random(100)  # noqa: S311 - repeatable, not secret
    mail = envelope()
    mail.set_content(html(shape, size), subtype="html", cte="quoted-printable")
    mail.add_related(b"\x89PNG\r\n\x1a\n" + chance.randbytes(4_000), "image", "png", cid="<beeld@dorp.example>")
    mail.add_attachment(b"%PDF-1.7\n" + chance.randbytes(20_000), "application", "pdf", filename="aanvraag.pdf")
    return as_received(mail)
