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

_LENGTE: Final = 100
"""Characters of a value that are shown."""


def herontleed(aws: Aws, emmer: str, zeg: Callable[[str], None]) -> tuple[int, int]:
    """Read the archive again. Returns: the number of mails that were read, and of those that would change."""
    archief = S3Archief(lambda: aws.s3, emmer, nu)
    object_keys = [een.object_key for een in archief.onder("emailberichten/")]
    gelezen = {tuple(object_key.split("/")[1:3]) for object_key in object_keys if object_key.endswith("/inhoud.json")}
    bekeken = veranderd = 0
    for mail in filter(None, map(gearchiveerd, object_keys)):
        emailbericht, sha256 = mail
        for versie in sorted(versie for bericht, versie in gelezen if bericht == str(emailbericht)):
            bekeken += 1
            verschillen = herlees(archief, emailbericht, sha256, versie)
            veranderd += bool(verschillen)
            for veld, (oud, nieuw) in verschillen.items():
                zeg(f"{emailbericht}  {versie} → {VERSIE}  {veld}\n  - {_kort(oud)}\n  + {_kort(nieuw)}")
    return bekeken, veranderd


def _kort(waarde: Any) -> str:
    tekst = repr(waarde)
    return tekst if len(tekst) <= _LENGTE else f"{tekst[:_LENGTE]}… ({len(tekst)} characters)"
