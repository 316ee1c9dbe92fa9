"""The mails of the smoke test: each names itself by its subject, and says where its reply goes."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import uuid4


def question(sender: str, reply_to: str, to: str, attachment: bytes = b"") -> tuple[str, bytes]:
    """Return the subject of a new mail, and its source."""
    mail = EmailMessage(policy=SMTP)
    subject = f"Rooktest {uuid4().hex[:12]}"
    mail["From"] = sender
    mail["Reply-To"] = reply_to
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{uuid4()}@{sender.rpartition('@')[2]}>"
    mail.set_content("Dit is een proef. Wie dit leest, hoeft niets te doen.\n")
    if attachment:
        mail.add_attachment(attachment, maintype="application", subtype="octet-stream", filename="groot.bin")
    return subject, bytes(mail)


def of_size(sender: str, reply_to: str, to: str, size: int) -> tuple[str, bytes]:
    """Return the subject and source of a mail of at most `size` bytes, and hardly less."""
    bare = len(question(sender, reply_to, to, b"x")[1])
    return question(sender, reply_to, to, bytes((size - bare - 100) // 78 * 57))
