"""The test mails, by topic.

Every expectation is what a person reads in the mail, written down before our reader read it.
"""

from tests.berichten.bouw import Bericht
from tests.berichten.bron import (
    bijlagen,
    citaten,
    html,
    kapot,
    koppen,
    lastig,
    misleidend,
    opbouw,
    programmas,
    soorten,
    tekens,
    verpakt,
)


def alle() -> list[Bericht]:
    mappen = (tekens, koppen, opbouw, bijlagen, html, citaten, soorten, verpakt, programmas, kapot, lastig, misleidend)
    return [bericht for topic in mappen for bericht in topic.MAP.berichten]
