"""`make herontleed`: read the whole archive again, and show for each mail and field what would change.

Nothing is written.
"""

from collections.abc import Callable
from typing import Any, Final

from klantmail.adapters.s3 import S3Archief
from klantmail.domain.tijd import nu
from klantmail.usecases.ontvangst.herontleden import gearchiveerd, herlees
from klantmail_local.aws import Aws
from ontleden.ontleding import VERSIE

_LENGTH: Final = 100
"""Characters of a value that are shown."""


def herontleed(aws: Aws, bucket: str, say: Callable[[str], None]) -> tuple[int, int]:
    """Read the archive again. Returns: the number of mails that were read, and of those that would change."""
    archief = S3Archief(lambda: aws.s3, bucket, nu)
    object_keys = [each.object_key for each in archief.onder("emailberichten/")]
    read = {tuple(object_key.split("/")[1:3]) for object_key in object_keys if object_key.endswith("/inhoud.json")}
    seen = changed = 0
    for mail in filter(None, map(gearchiveerd, object_keys)):
        emailbericht, sha256 = mail
        for version in sorted(version for bericht, version in read if bericht == str(emailbericht)):
            seen += 1
            differences = herlees(archief, emailbericht, sha256, version)
            changed += bool(differences)
            for field, (old, new) in differences.items():
                say(f"{emailbericht}  {version} → {VERSIE}  {field}\n  - {_short(old)}\n  + {_short(new)}")
    return seen, changed


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LENGTH else f"{text[:_LENGTH]}… ({len(text)} characters)"
