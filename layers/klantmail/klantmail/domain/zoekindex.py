"""The terms by which a mail is found, and the search by them.

A mail stands on a list for each word of its subject, for the beginnings of each name of who asks, for their address and
for its zaken; and on one list with all mail. Each of its places holds the terms that a list is narrowed down by. The
lists only lead to mails: whether a mail is what was asked for, is judged by the mail itself (`Zoekvraag.past`). So what
was moved, reopened or destroyed is never shown as it was.

The text of a mail is on no list. The subject is: what it says is known from the werkvoorraad, without an inzage.
"""

import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.domain.onderwerp import kaal_onderwerp

ALLES: Final = ""
"""The list of all mail."""
JAREN: Final = 8
"""Years after its receipt in which a mail is found by these terms. The longest term of the Selectielijst for what comes
by mail is seven, from the last step on.
"""
MAX_WOORDEN: Final = 20
"""Words of a subject on which a mail is found, the first ones."""
MAX_NAMEN: Final = 8
"""Names of who asks, and parts of their address, on which a mail is found, the first ones."""
MAX_GEZOCHT: Final = 6
"""Words, and names, of one search."""
_KORT: Final = 4
_LANG: Final = 7
_LANGST: Final = 10
"""Letters of the beginnings of a name: there is a list for the first four and for the first seven, and a term for each
length from four to ten. A shorter name has one list, for the whole of it.
"""
_VAN_DOMEIN: Final = 3
"""Letters of an address after the `@` by which there is a list."""
_STOPWOORDEN: Final = frozenset(
    (
        *("aan", "als", "bij", "dat", "de", "den", "der", "deze", "die", "dit", "door", "een", "el", "en", "er", "haar", "heb"),
        *("hebben", "hebt", "heeft", "hem", "het", "hij", "hoe", "ik", "in", "is", "je", "kan", "maar", "me", "met", "mij"),
        *("mijn", "na", "naar", "niet", "nog", "nu", "of", "om", "ons", "onze", "ook", "op", "over", "te", "ten", "ter", "tot"),
        *("uit", "uw", "van", "voor", "wat", "we", "wel", "wij", "wil", "zijn", "zo"),
    )
)
"""Words that a subject may hold whatever it is about: they have no list, and a search passes over them."""
_TUSSENVOEGSELS: Final = frozenset(("de", "den", "der", "des", "het", "in", "la", "le", "op", "te", "ten", "ter", "van", "von"))
"""The same of a name."""


class Zoekstatus(StrEnum):
    """The stages of a mail that can be searched for."""

    WACHTEND = "wachtend"
    """It waits, or somebody has it open."""
    AFGEHANDELD = "afgehandeld"
    QUARANTAINE = "quarantaine"


ZOEKSTATUS: Final = {
    Berichtstatus.NIEUW: Zoekstatus.WACHTEND,
    Berichtstatus.IN_BEHANDELING: Zoekstatus.WACHTEND,
    Berichtstatus.AFGEHANDELD: Zoekstatus.AFGEHANDELD,
    Berichtstatus.QUARANTAINE: Zoekstatus.QUARANTAINE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoekvraag:
    """The mail that somebody looks for: it answers to all of this."""

    woorden: tuple[str, ...] = ()
    """Words of the subject, as `lees_woorden` gives them."""
    namen: tuple[str, ...] = ()
    """Beginnings of names of who asks, as `lees_afzender` gives them; those of fewer than four letters are whole."""
    adressen: tuple[str, ...] = ()
    """Beginnings of their address, with the `@`, as `vergelijkvorm` gives them."""
    zaak: str = ""
    """The identificatie of a zaak in the Zaken API."""
    postvakken: frozenset[str] | None = None
    """None: all of them."""
    status: Zoekstatus | None = None
    medewerker: UUID | None = None
    """The medewerker who handled it."""
    uitkomst: Afhandelsoort | None = None
    """The outcome of the mail, or of one of its questions."""
    van: datetime | None = None
    tot: datetime | None = None
    """The mail was received from `van` on, and before `tot`."""

    @property
    def lijsten(self) -> tuple[str, ...]:
        """The lists that each have all mail that answers to this; the shortest is to be read."""
        if self.zaak:
            return (zaakterm(self.zaak),)
        kort = (een for een in self.adressen if not _heeft_lijst(een))
        namen = (*self.namen, *(naam for adres in kort for naam in _lokaal(adres)))
        lijsten = (
            *(adresterm(een) for een in self.adressen if _heeft_lijst(een)),
            *(f"naam:{een[: _LANG if len(een) >= _LANG else _KORT]}" for een in namen),
            *(f"woord:{een}" for een in self.woorden),
        )
        return tuple(dict.fromkeys(lijsten)) or (ALLES,)

    @property
    def vast(self) -> frozenset[str]:
        """The terms that stand with a mail that answers to this, on every list."""
        return frozenset(
            (
                *(f"woord:{een}" for een in self.woorden),
                *(f"naam:{een[:_LANGST]}" for een in self.namen),
                *(adresterm(een) for een in self.adressen if _heeft_lijst(een)),
            )
        )

    @property
    def los(self) -> tuple[frozenset[str], ...]:
        """The terms on the list of all mail: of each of these sets one stands with a mail that answers to this."""
        een_van = (
            {f"postvak:{een}" for een in self.postvakken or ()},
            {f"status:{self.status}"} if self.status else set[str](),
            {f"medewerker:{self.medewerker}"} if self.medewerker else set[str](),
            {f"uitkomst:{self.uitkomst}"} if self.uitkomst else set[str](),
        )
        return tuple(frozenset(een) for een in een_van if een)

    def past(self, bericht: Emailbericht) -> bool:
        """Tell whether this mail answers to it. Its zaken and the moment of its receipt are judged by its lists."""
        namen = namen_van(bericht)
        return (
            bericht.beperking is None
            and set(self.woorden) <= set(woorden_van(bericht))
            and all(any(_begint(naam, een) for naam in namen) for een in self.namen)
            and all(adres_van(bericht).startswith(een) for een in self.adressen)
            and (self.postvakken is None or bericht.envelop.postvak in self.postvakken)
            and (self.status is None or ZOEKSTATUS[bericht.status] is self.status)
            and (self.medewerker is None or self.medewerker in behandelaars(bericht))
            and (self.uitkomst is None or self.uitkomst in uitkomsten(bericht))
        )


def lees_woorden(tekst: str) -> tuple[str, ...]:
    """Read the words of a subject that somebody looks for. Raises: OngeldigeInvoer (none has a list; too many)."""
    gevonden = _woorden(tekst, _STOPWOORDEN)
    if not gevonden:
        raise OngeldigeInvoer(Invoerfout("woorden", "te-algemeen", "Zoek op een woord dat meer zegt."))
    return _niet_te_veel("woorden", gevonden)


def lees_afzender(tekst: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read what somebody knows of who asks. What has an `@` is the beginning of an address; anything else are names.

    Returns: the names, and the beginnings of addresses.

    Raises: OngeldigeInvoer (nothing that has a list, such as a domain alone; too many).
    """
    stukken = tekst.split()
    adressen = tuple(dict.fromkeys(vergelijkvorm(een) for een in stukken if "@" in een))
    namen = _woorden(" ".join(een for een in stukken if "@" not in een), _TUSSENVOEGSELS)
    if any(een.startswith("@") for een in adressen):  # no list goes by the domain
        raise OngeldigeInvoer(Invoerfout("afzender", "te-kort", "Geef ook wat voor de @ staat."))
    if any(not _heeft_lijst(een) and not _lokaal(een) for een in adressen) or not (namen or adressen):
        raise OngeldigeInvoer(Invoerfout("afzender", "te-kort", "Geef meer letters van de naam of van het adres."))
    _niet_te_veel("afzender", (*namen, *adressen))
    return namen, adressen


def _niet_te_veel(veld: str, gezocht: tuple[str, ...]) -> tuple[str, ...]:
    if len(gezocht) > MAX_GEZOCHT:
        raise OngeldigeInvoer(Invoerfout(veld, "te-veel", f"Zoek op ten hoogste {MAX_GEZOCHT} woorden tegelijk."))
    return gezocht


def _woorden(tekst: str, zonder: Set[str]) -> tuple[str, ...]:
    """Return the words that have a list, each once: without accents, in one case."""
    los = unicodedata.normalize("NFKD", tekst.casefold())
    kaal = "".join(teken for teken in los if not unicodedata.combining(teken))
    gevonden = re.findall(r"[^\W_]+", kaal)
    return tuple(dict.fromkeys(een for een in gevonden if len(een) > 1 and een not in zonder))


def woorden_van(bericht: Emailbericht) -> tuple[str, ...]:
    return _woorden(kaal_onderwerp(bericht.envelop.onderwerp), _STOPWOORDEN)[:MAX_WOORDEN]


def adres_van(bericht: Emailbericht) -> str:
    return vergelijkvorm(bericht.envelop.betrokkene.adres)


def namen_van(bericht: Emailbericht) -> tuple[str, ...]:
    """Return the names of who asks, and the words of their address before the `@`."""
    namen = (*_woorden(bericht.envelop.betrokkene.naam, _TUSSENVOEGSELS), *_lokaal(adres_van(bericht)))
    return tuple(dict.fromkeys(namen))[:MAX_NAMEN]


def _lokaal(adres: str) -> tuple[str, ...]:
    return _woorden(adres.partition("@")[0], _TUSSENVOEGSELS)


def lijsten_van(naam: str) -> Iterator[str]:
    yield f"naam:{naam[:_KORT]}"
    if len(naam) >= _LANG:
        yield f"naam:{naam[:_LANG]}"


def beginnen(naam: str) -> Iterator[str]:
    yield f"naam:{naam[:_KORT]}"
    for lengte in range(_KORT + 1, min(len(naam), _LANGST) + 1):
        yield f"naam:{naam[:lengte]}"


def _begint(naam: str, gezocht: str) -> bool:
    return naam.startswith(gezocht) if len(gezocht) >= _KORT else naam == gezocht


def _heeft_lijst(adres: str) -> bool:
    return len(adres.partition("@")[2]) >= _VAN_DOMEIN


def adresterm(adres: str) -> str:
    lokaal, _, domein = adres.partition("@")
    return f"adres:{lokaal}@{domein[:_VAN_DOMEIN]}"


def zaakterm(identificatie: str) -> str:
    return f"zaak:{identificatie.strip().casefold()}"


def uitkomsten(bericht: Emailbericht) -> frozenset[Afhandelsoort]:
    afhandeling = bericht.afhandeling
    return frozenset((afhandeling.soort, *(deel.soort for deel in afhandeling.delen))) if afhandeling else frozenset()


def behandelaars(bericht: Emailbericht) -> frozenset[UUID]:
    return frozenset((bericht.afhandeling.medewerker,)) if bericht.afhandeling else frozenset()
