"""What leaves is read back as it was meant, by Python's own mail reader."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from klantmail.ontleding import Adres
from klantmail.opstellen import Vraag, antwoord_onderwerp, stel_antwoord_op

VAN = Adres("Gemeente Voorbeeld", "info@gemeente.example")
AAN = Adres("Zoë, van “Dijk”", "zoe@post.example")
MOMENT = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
VRAAG = Vraag("<vraag@post.example>", (), ("<eerste@post.example>",), AAN, MOMENT, "Wanneer komt de vuilniswagen?\n\nGroet,\nZoë")


def lees(bron: bytes) -> EmailMessage:
    bericht = message_from_bytes(bron, policy=default)
    assert isinstance(bericht, EmailMessage)
    return bericht


def test_a_reply_is_read_back_as_it_was_meant() -> None:
    bron = stel_antwoord_op(
        van=VAN,
        aan=AAN,
        onderwerp=antwoord_onderwerp("AW: Afval — één vraag"),
        inhoud="Beste Zoë,\n\nMorgen.",
        vraag=VRAAG,
        message_id="<antwoord@gemeente.example>",
        datum=MOMENT,
    )
    bericht = lees(bron)
    assert bericht["Subject"] == "Re: Afval — één vraag"
    assert bericht["From"].addresses[0].display_name == "Gemeente Voorbeeld"
    assert bericht["To"].addresses[0].display_name == AAN.naam
    assert bericht["To"].addresses[0].addr_spec == AAN.adres
    assert bericht["Date"] == "Tue, 24 Nov 2026 10:15:00 +0100"
    assert bericht["In-Reply-To"] == "<vraag@post.example>"
    assert bericht["References"] == "<eerste@post.example> <vraag@post.example>"
    assert bericht.get_content().replace("\r\n", "\n") == (
        "Beste Zoë,\n\nMorgen.\n\nOp dinsdag 24 november 2026 om 10:15 schreef Zoë, van “Dijk” <zoe@post.example>:\n"
        "> Wanneer komt de vuilniswagen?\n>\n> Groet,\n> Zoë\n"
    )
    assert bericht.defects == []
