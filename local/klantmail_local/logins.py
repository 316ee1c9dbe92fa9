"""The logins of an environment: three agents, and one of each other role.

The last agent has a right to one postvak only.
"""

import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from klantmail_local.aws import Aws
from klantmail_local.errors import BrokenFile
from klantmail_local.rollout import Stack
from klantmail_local.workdir import Workdir, write_whole

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

_KCC: Final = "Klantcontactcentrum"
"""The organisatorische eenheid of C1199."""


@dataclass(frozen=True, slots=True)
class Login:
    """A login as it stands in omgeving.json."""

    gebruikersnaam: str
    wachtwoord: str
    medewerker: str
    groep: str


_PEOPLE: Final = (
    # The first is the medewerker of C1199's example.
    ("anna.visser@gemeente.example", "Anna Visser", "a255acc8-b7b9-4db3-94aa-ecba5aec9f5f", "kcc-medewerker", _KCC),
    ("bram.bakker@gemeente.example", "Bram Bakker", "5d1f0c52-6f0e-4c43-9d0b-2f5a7e0c9b11", "kcc-medewerker", _KCC),
    ("carla.smit@gemeente.example", "Carla Smit", "c7a3a1de-2b64-4f1e-8f0f-91d5c26b7e42", "beheerder", _KCC),
    ("daan.mulder@gemeente.example", "Daan Mulder", "9c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e04", "behandelaar", "Burgerzaken"),
    ("eva.jansen@gemeente.example", "Eva Jansen", "4e7b9a10-3c52-4f0d-8a6e-6d1f2b3c4d05", "teamleider", _KCC),
    ("farid.amrani@gemeente.example", "Farid Amrani", "7d2c4b6a-91e3-4f58-b7a0-3c5d6e7f8a06", "kcc-medewerker", _KCC),
    ("gerda.peters@gemeente.example", "Gerda Peters", "6a4c0c59-7f0e-4ad4-8a6b-3d7c2e9b1a07", "archivaris", "Archief"),
    (
        "hanna.kok@gemeente.example",
        "Hanna Kok",
        "2b9d7e51-0c4f-4e6a-9a3d-8f1e6c5b4a08",
        "privacyfunctionaris",
        "Juridische zaken",
    ),
)
_WITH_ONE_POSTVAK: Final = frozenset({"farid.amrani@gemeente.example"})
"""The people who have a right to the last postvak of the environment only."""


def make_logins(aws: Aws, stack: Stack, workdir: Workdir) -> tuple[Login, ...]:
    """Make the logins that are missing. A login that is there keeps its password. Raises: BrokenFile."""
    passwords = _passwords(workdir)
    logins = []
    for adres, name, medewerker, groep, eenheid in _PEOPLE:
        login = Login(adres, passwords[adres], medewerker, groep)
        ensure_login(aws, stack, login, name, eenheid, stack.postvakken[-1] if adres in _WITH_ONE_POSTVAK else "")
        logins.append(login)
    return tuple(logins)


def as_json(logins: tuple[Login, ...]) -> list[dict[str, str]]:
    return [asdict(login) for login in logins]


def _passwords(workdir: Workdir) -> dict[str, str]:
    """The passwords, made once for each environment: nothing in the repository opens a user pool."""
    file = workdir.logins
    try:
        passwords = {str(adres): str(password) for adres, password in json.loads(file.read_bytes()).items()}
    except FileNotFoundError:
        passwords = {}
    except (ValueError, AttributeError):
        raise BrokenFile(f"{file} should hold the passwords: remove it, and the logins get new ones") from None
    for adres, *_ in _PEOPLE:
        passwords.setdefault(adres, f"Aa1-{secrets.token_urlsafe(15)}")
    write_whole(file, json.dumps(passwords, indent=2).encode())
    return passwords


def ensure_login(aws: Aws, stack: Stack, login: Login, name: str, eenheid: str, postvakken: str = "") -> None:
    """Make this login with this password. A login that is there gets the password.

    Args:
        postvakken: the postvakken that it has a right to, with commas between them; empty: all of them.
    """
    cognito, pool = aws.cognito, stack.user_pool
    rights: Sequence[AttributeTypeTypeDef] = [{"Name": "custom:postvakken", "Value": postvakken}] if postvakken else []
    with suppress(cognito.exceptions.UsernameExistsException):
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=login.gebruikersnaam,
            TemporaryPassword=login.wachtwoord,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": login.gebruikersnaam},
                {"Name": "email_verified", "Value": "true"},
                {"Name": "name", "Value": name},
                {"Name": "custom:medewerker", "Value": login.medewerker},
                {"Name": "custom:eenheid", "Value": eenheid},
                *rights,
            ],
        )
    cognito.admin_set_user_password(UserPoolId=pool, Username=login.gebruikersnaam, Password=login.wachtwoord, Permanent=True)
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=login.gebruikersnaam, GroupName=login.groep)
