"""The invented mail of the pictures."""

import time
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final


@dataclass(frozen=True, slots=True)
class Letter:
    name: str
    address: str
    subject: str
    text: str
    html: str = ""
    attachments: tuple[tuple[str, str], ...] = ()
    """Name and MIME type of each."""

    def as_bytes(self, mailbox: str) -> bytes:
        mail = EmailMessage()
        mail["From"] = f"{self.name} <{self.address}>"
        mail["To"] = mailbox
        mail["Subject"] = self.subject
        mail["Message-ID"] = f"<{time.time_ns()}@burger.example>"
        mail.set_content(self.text)
        if self.html:
            mail.add_alternative(self.html, subtype="html")
        for name, kind in self.attachments:
            main, _, sub = kind.partition("/")
            mail.add_attachment(b"Een voorbeeld." * 3000, maintype=main, subtype=sub, filename=name)
        return mail.as_bytes()


_HTML: Final = """<div style="font-family: Georgia, serif; font-size: 16px">
<p>Goedemorgen,</p>
<p>Mijn vader is verhuisd naar de <b>Molenstraat 12</b>. Hij heeft een parkeervergunning voor zijn oude adres.</p>
<ul><li>Kan die vergunning mee naar het nieuwe adres?</li><li>Moet hij daarvoor opnieuw betalen?</li></ul>
<p>Zijn vergunning en kenteken staan in de bijlage.</p>
<p>Met vriendelijke groet,<br>Fatima el Amrani</p>
<img src="https://volgen.example/pixel.png" width="1" height="1"></div>"""

LETTERS: Final = (
    Letter(
        "Jan Jansen",
        "jan.jansen@burger.example",
        "Ophaalschema vuilnis",
        "LS,\n\nIk vraag me af wanneer u het huisvuil ophaalt rond eerste kerstdag. De vuilniswagen komt hier altijd op "
        "maandag.\n\nMet vriendelijke groet,\nJan Jansen\n",
    ),
    Letter(
        "Fatima el Amrani",
        "fatima@post.authentiek.example",
        "Parkeervergunning na verhuizing",
        "Goedemorgen,\n\nMijn vader is verhuisd naar de Molenstraat 12. Hij heeft een parkeervergunning voor zijn oude adres.\n\n"
        "Kan die mee? En moet hij opnieuw betalen?\n\nMet vriendelijke groet,\nFatima el Amrani\n",
        _HTML,
        (("vergunning.pdf", "application/pdf"), ("kentekenbewijs.jpg", "image/jpeg")),
    ),
    Letter(
        "Bank van Nederland",
        "service@bank.vervalst.example",
        "Uw rekening wordt geblokkeerd",
        "Geachte klant,\n\nBevestig vandaag uw gegevens.\n",
    ),
    Letter(
        "Wijkvereniging De Hoek",
        "bestuur@wijk.example",
        "Straatfeest op 12 juni: welke vergunning hebben wij nodig, en hoe lang van tevoren vragen wij die aan?",
        "Beste gemeente,\n\nOp 12 juni houden wij een straatfeest. Wij willen de straat afsluiten van 12 tot 22 uur.\n",
        attachments=(("plattegrond.pdf", "application/pdf"),),
    ),
    Letter(
        "Piet de Boer",
        "piet@burger.example",
        "Losse stoeptegel",
        "Hallo,\n\nVoor Kerkstraat 8 ligt een losse tegel. Mijn buurvrouw is er bijna over gevallen.\n\nPiet de Boer\n",
    ),
)
