"""The index by which mail is found, on DynamoDB. One partition is a list in one year, and each place on it is an item.

ZOEK#<year>#<hash>  <ontvangenOp>#<id>   a mail on the list whose name has this hash

Names of lists and terms are kept as keyed hashes only: whoever reads the table cannot tell what they say. All places of
a mail follow from its place on the list of all mail, which names its other lists, and that place follows from the mail.

A list ends with its year, so that no partition grows without end, and what is old is not in the way of what is new.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pynamodb.attributes import TTLAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, of_niets, sort_key
from klantmail.adapters.dynamodb.writing import nieuw, vertaald
from klantmail.domain.fouten import Botsing, Geweigerd, NietBeschikbaar, OpslagOnbekend
from klantmail.domain.tijd import als_tekst
from klantmail.domain.zoekindex import ALLES, JAREN

if TYPE_CHECKING:
    from klantmail.domain.zoekingang import Zoekingang  # who searches need not load what it follows from

_HASH: Final = 10
"""Characters of a hash, of 6 bits. Of a million terms two have the same one with a chance of one in two million; then a
list leads to mail that is judged and left out."""
GELDIG: Final = timedelta(days=366 * JAREN)
"""The time from the receipt of a mail after which DynamoDB removes its places."""


class ZoektermItem(Item, discriminator="zoekterm"):
    """A mail on a list. The last three attributes are on the list of all mail only."""

    termen = UnicodeSetAttribute()
    vervalt_op = TTLAttribute(attr_name="vervaltOp")
    lijsten = UnicodeSetAttribute(null=True)
    """The hashes of the other lists that it is on."""
    vast = UnicodeAttribute(null=True)
    """The hash of the terms that its other places have."""
    stand = TijdstipAttribute(null=True)


def term_hash(hash_key: bytes, term: str) -> str:
    """Keyed hash of the name of a list, or of a term."""
    return urlsafe_b64encode(hmac.new(hash_key, f"zoekterm\n{term}".encode(), sha256).digest()).decode("ascii")[:_HASH]


def lijst_in(jaar: int, lijst: str) -> str:
    """PK of a list in one year.

    Args:
        lijst: hash of its name.
    """
    return f"ZOEK#{jaar}#{lijst}"


def zoekitems(ingang: "Zoekingang", hash_key: bytes) -> tuple[ZoektermItem, tuple[ZoektermItem, ...]]:
    """Return the item of a mail on the list of all mail, and those on its other lists."""
    vast = {term_hash(hash_key, een) for een in ingang.vast}
    los = {term_hash(hash_key, een) for een in ingang.los}
    lijsten = {term_hash(hash_key, een) for een in ingang.lijsten}
    vervalt_op = ingang.ontvangen_op + GELDIG
    alles = ZoektermItem(
        *_plek(ingang, term_hash(hash_key, ALLES)),
        termen=vast | los,
        vervalt_op=vervalt_op,
        lijsten=lijsten or None,
        vast=term_hash(hash_key, "\n".join(sorted(ingang.vast))),
        stand=ingang.stand,
    )
    # A set is never empty: a place has at least the term of the list of all mail.
    termen = vast or {term_hash(hash_key, ALLES)}
    return alles, tuple(ZoektermItem(*_plek(ingang, een), termen=termen, vervalt_op=vervalt_op) for een in sorted(lijsten))


def _plek(ingang: "Zoekingang", lijst: str) -> tuple[str, str]:
    """PK and SK of a mail on a list."""
    jaar = int(als_tekst(ingang.ontvangen_op)[:4])
    return lijst_in(jaar, lijst), sort_key(ingang.ontvangen_op, ingang.emailbericht)


def _niet_later(ingang: "Zoekingang") -> Condition:
    """Return the condition that no later state of the mail is stored: an earlier state never replaces a later one."""
    return nieuw() | (ZoektermItem.stand <= ingang.stand)


class Zoekindex(Repository):
    """The places of mails in the index."""

    def bewaar(self, ingang: "Zoekingang") -> bool:
        """The place on the list of all mail is written last, so it says that the others are there."""
        alles, andere = zoekitems(ingang, self._table.hash_key)
        er_is = self._op_alles(ingang)
        if er_is is not None and (_gelijk(er_is, alles) or er_is.stand > ingang.stand):
            return False
        stond_op = _lijsten(er_is)
        zelfde = er_is is not None and er_is.vast == alles.vast
        erbij = [item for item in andere if not (zelfde and _lijst(item) in stond_op)]
        with _beschikbaar():
            self._schrijf(erbij, ingang, stond_op - set(map(_lijst, andere)))
            try:
                with vertaald():
                    alles.save(condition=_niet_later(ingang))
            except Geweigerd:
                return False
        return True

    def plekken(self, ingang: "Zoekingang") -> Sequence[tuple[str, str]]:
        """Return PK and SK of every place of a mail, for who destroys it."""
        return [_plek(ingang, lijst) for lijst in self._alle_lijsten(ingang)]

    def verwijder_uit_index(self, ingang: "Zoekingang") -> None:
        """The place on the list of all mail goes last, since it names the others."""
        *andere, alles = self._alle_lijsten(ingang)
        with _beschikbaar():
            self._schrijf([], ingang, set(andere))
            self._schrijf([], ingang, {alles})

    def _alle_lijsten(self, ingang: "Zoekingang") -> Sequence[str]:
        """Hashes of every list that a mail is on or should be on. That of all mail, which names the others, is last."""
        alles, andere = zoekitems(ingang, self._table.hash_key)
        return [*sorted(_lijsten(self._op_alles(ingang)) | set(map(_lijst, andere))), _lijst(alles)]

    def _op_alles(self, ingang: "Zoekingang") -> ZoektermItem | None:
        try:
            plek = _plek(ingang, term_hash(self._table.hash_key, ALLES))
            return ZoektermItem.get(*plek, consistent_read=True)
        except DoesNotExist:
            return None

    @staticmethod
    def _schrijf(erbij: list[ZoektermItem], ingang: "Zoekingang", eraf: Set[str]) -> None:
        with vertaald(), ZoektermItem.batch_write() as stapel:
            for item in erbij:
                stapel.save(item)
            for lijst in sorted(eraf):
                stapel.delete(ZoektermItem(*_plek(ingang, lijst)))


def _gelijk(een: ZoektermItem, ander: ZoektermItem) -> bool:
    return (een.termen, een.lijsten, een.vast, een.stand) == (ander.termen, ander.lijsten, ander.vast, ander.stand)


def _lijst(item: ZoektermItem) -> str:
    return item.pk.rpartition("#")[2]


def _lijsten(item: ZoektermItem | None) -> frozenset[str]:
    return frozenset((of_niets(item.lijsten) or ()) if item else ())


@contextmanager
def _beschikbaar() -> Iterator[None]:
    """Let a write that was not confirmed be one that may be made again. Raises: NietBeschikbaar."""
    try:
        yield
    except (Botsing, OpslagOnbekend) as fout:
        raise NietBeschikbaar(str(fout)) from fout
