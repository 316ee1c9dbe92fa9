"""The table of who may do what, made from the same `OPERATIES` as the document. `test_roles.py` walks it whole."""

from typing import Final

from klantmail.domain.medewerker import Rol
from openapi.operaties import OPERATIES, TAGS, Operatie

_INTRODUCTION: Final = """\
# Wie mag wat

Deze tabel komt uit de code (`make openapi`); `make check` faalt als zij verschilt.
`.venv/bin/pytest tests/integration/functions/test_roles.py` loopt haar helemaal na: elke operatie met elke rol, en met
aanmeldingen van een andere soort (geen groep, een access-token, geen `token_use`, geen medewerker, geen eenheid).
Wie iets niet mag, krijgt 403 met een probleem, en er is niets veranderd.

- Wie u bent, wat u mag en bij welke eenheid u hoort, staat alleen in het ID-token. Met meer dan één rol mag u wat elk
  ervan mag.
- Een `behandelaar` ziet de interne taken van de eigen eenheid en die van zichzelf, met het klantcontact en de
  documenten van hun e-mail. Een taak van een andere eenheid geeft 403, een document van een andere e-mail 404.
- Een `teamleider` leest mee: met wat wacht, met wat een collega open heeft, en met wat is afgehandeld. Wie ook e-mail
  afhandelt, heeft daarnaast de rol `kcc-medewerker`.
- Een `archivaris` gaat over bewaren en vernietigen, en ziet daarvoor geen e-mail. Voor een Woo-verzoek laat hij
  e-mail verzamelen; dat kan niet met een aanmelding die postvakken noemt.
- Een `privacyfunctionaris` ziet wie een klantcontact heeft gezien, en laat verzamelen wat er van een persoon is. Dat
  kan niet met een aanmelding die postvakken noemt: het is van alle postvakken. Andere e-mail ziet hij niet.
- Noemt de aanmelding postvakken (`custom:postvakken`), dan ziet en doet u alleen wat uit die postvakken komt: e-mail,
  klantcontacten, documenten, taken, verzendingen en zaken. Iets van een ander postvak geeft 403 en staat in geen lijst.
  Noemt zij er geen, of `*`, dan zijn het alle postvakken. `test_postvakrechten_walk.py` loopt ook dat helemaal na.
- Een e-mail afhandelen kan alleen wie haar in behandeling heeft; een `beheerder` kan de inzage van een ander
  beëindigen.
"""


def table() -> str:
    """Markdown with a row for each operation under its tag, and a column for each role."""
    parts = [_INTRODUCTION]
    for tag in TAGS:
        lines = "".join(_row(een) for een in OPERATIES.values() if een.tag == tag)
        parts.append(f"## {tag}\n\n| operatie | | {' | '.join(Rol)} |\n| --- | --- |{' :-: |' * len(Rol)}\n{lines}")
    return "\n".join(parts)


def _row(operation: Operatie) -> str:
    mag = ["ja" if rol in operation.rollen else "" for rol in Rol] if operation.rollen else ["ook zonder aanmelding"] * len(Rol)
    return f"| `{operation.route}` | {operation.samenvatting} | {' | '.join(mag)} |\n"
