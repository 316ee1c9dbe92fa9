"""Everything that can be wrong, as one small tree. `klantmail.api.problemen` maps it to HTTP, once.

KlantmailFout
├── NietGevonden                 there is no such thing (or not for you)
├── GeenToegang                  the login lacks the role
├── OngeldigeInvoer              the request cannot be right; holds every error at once
├── ConceptGewijzigd             the draft is not the one that the request expects
├── VoorwaardeOntbreekt          the request does not say which state it expects
├── Toestandsfout                right, but not now
│   ├── BijAnderInBehandeling    another medewerker has the mail
│   ├── InzageNietGeldig         this inzage is not (or no longer) the one that counts
│   ├── AlAfgehandeld            the mail has its outcome already
│   ├── EldersAfgehandeld       the same mail has its outcome in another postvak
│   ├── NietInTeZien             the mail is in quarantine
│   ├── NogNietGekeurd           the malware scanner did not come to the file yet
│   ├── DreigingGevonden         the scanner found a threat in the file
│   ├── NietTeKeuren             the scanner cannot judge the file
│   ├── KeuzeNietMogelijk        the state leaves nothing to decide, or not this
│   └── SleutelHergebruikt       the same Idempotency-Key came with another request
├── NietBeschikbaar              try again: a conflict or throttling outlasted our own attempts
└── OpslagFout                   what the storage answers to a write; handled by the use cases
    ├── Geweigerd                a condition did not hold: nothing was stored
    │   └── UploadGebruikt       the condition that an upload is used once
    ├── Botsing                  conflict or throttling: nothing was stored, the same write may follow
    └── OpslagOnbekend           no answer: stored or not, only reading can tell
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from klantmail.domain.concept import Concept

MAX_GENOEMD: Final = 100
"""Errors of one request that an answer names: a body of megabytes may have more than fit in an answer."""


class KlantmailFout(Exception):
    """Base of all errors that Klantmail raises itself."""


class NietGevonden(KlantmailFout):
    """Nothing with this identification exists.

    Args:
        soort: what was looked for, as an agent calls it, such as `e-mailbericht`.
        identificatie: what it was looked for by.
    """

    def __init__(self, soort: str, identificatie: object) -> None:
        super().__init__(f"{soort} {identificatie} bestaat niet")
        self.soort = soort


class GeenToegang(KlantmailFout):
    """The login may not do this."""


@dataclass(frozen=True, slots=True)
class Invoerfout:
    """One thing that is wrong with one field of a request."""

    veld: str
    """Path of the field as the client wrote it, such as `bijlagen.0`; empty for the request as a whole."""
    code: str
    """A code that stays the same, for programs."""
    reden: str
    """The reason in Dutch, for people."""


class OngeldigeInvoer(KlantmailFout):
    """The request is wrong in one or more places.

    Args:
        fouten: all errors of the request together, at least one.
    """

    def __init__(self, *fouten: Invoerfout) -> None:
        super().__init__("; ".join(f"{fout.veld}: {fout.reden}" for fout in fouten))
        self.fouten = fouten


class VoorwaardeOntbreekt(KlantmailFout):
    """The request does not say which state it expects, so it might overwrite what nobody saw (RFC 6585 section 3)."""


class ConceptGewijzigd(KlantmailFout):
    """The draft is not in the state that the request expects: nothing was changed.

    Args:
        huidig: the draft as it is; None when there is none.
    """

    def __init__(self, huidig: "Concept | None") -> None:
        super().__init__("Dit concept is intussen gewijzigd." if huidig else "Dit concept is er niet meer.")
        self.huidig = huidig


def samen[A, B](een: Callable[[], A], ander: Callable[[], B]) -> tuple[A, B]:
    """Judge two parts of a request. Raises: OngeldigeInvoer with the errors of both."""
    try:
        eerste = een()
    except OngeldigeInvoer as fout:
        try:
            ander()
        except OngeldigeInvoer as meer:
            raise OngeldigeInvoer(*fout.fouten, *meer.fouten) from None
        raise
    return eerste, ander()


class Toestandsfout(KlantmailFout):
    """The state of what was asked about does not allow this now.

    Args:
        tekst: Dutch, for people.
        toestand: the status as it is; empty where no status but something else stands in the way.
    """

    def __init__(self, tekst: str, toestand: str = "") -> None:
        super().__init__(tekst)
        self.toestand = toestand


class BijAnderInBehandeling(Toestandsfout):
    """Another medewerker has the mail.

    Args:
        medewerker: identification of who has it.
        naam: name of who has it, as the login gives it.
        geclaimd_tot: until when, UTC.
    """

    def __init__(self, medewerker: UUID, naam: str, geclaimd_tot: datetime) -> None:
        super().__init__("Een andere medewerker heeft deze e-mail in behandeling.", "in_behandeling")
        self.medewerker = medewerker
        self.naam = naam
        self.geclaimd_tot = geclaimd_tot


class InzageNietGeldig(Toestandsfout):
    """The inzage of the request is not the one under which the mail is being handled."""


class AlAfgehandeld(Toestandsfout):
    """The mail has been handled; a mail is handled at most once."""


class EldersAfgehandeld(Toestandsfout):
    """The same mail came in elsewhere too, and has been handled there: a second answer needs to be confirmed."""


class NietInTeZien(Toestandsfout):
    """The mail is kept apart (quarantine)."""


class NogNietGekeurd(Toestandsfout):
    """The malware scanner did not come to the file yet: the same request may be sent again in a moment."""


class DreigingGevonden(Toestandsfout):
    """The malware scanner found a threat in the file."""


class NietTeKeuren(Toestandsfout):
    """The malware scanner cannot judge the file."""


class KeuzeNietMogelijk(Toestandsfout):
    """The state does not allow this choice."""


class SleutelHergebruikt(Toestandsfout):
    """The same Idempotency-Key was used for another request on the same record."""

    def __init__(self) -> None:
        super().__init__("Deze Idempotency-Key is al gebruikt voor een ander verzoek.")


class NietBeschikbaar(KlantmailFout):
    """It could not be done now, or nobody can tell yet whether it was; the same request may be sent again."""


class OpslagFout(KlantmailFout):
    """The storage did not confirm a write."""


class Geweigerd(OpslagFout):
    """A condition of the write did not hold: nothing was stored."""


class UploadGebruikt(Geweigerd):
    """Uploads of the write went along with a mail already: nothing was stored.

    Args:
        uploads: which ones.
    """

    def __init__(self, uploads: Set[UUID]) -> None:
        super().__init__(f"{len(uploads)} uploads have been used")
        self.uploads = uploads


class Botsing(OpslagFout):
    """Another write was under way, or the storage was too busy: nothing was stored."""


class OpslagOnbekend(OpslagFout):
    """The storage gave no answer: whether the write took place can only be read."""
