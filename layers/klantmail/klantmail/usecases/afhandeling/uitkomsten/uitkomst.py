"""The outcome of a viewed mail: its kind, its checks, and the records that are stored for it.

A new outcome is a class here, in a module of its own, and a member of `Afhandelsoort`. `Afhandelaar` stores it, alone
or as a part of a splitsing, without knowing which one it is.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort, Deelafhandeling
from klantmail.domain.emailbericht import Emailbericht, Inzage
from klantmail.domain.fouten import Invoerfout, NietGevonden
from klantmail.domain.identificatie import record_id
from klantmail.domain.identificatie import vingerafdruk as afdruk_van
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.ondertekening import Ondertekening
from klantmail.domain.standaardantwoord import Standaardantwoord
from klantmail.domain.termijn import Termijnen
from klantmail.domain.zaaktype import Zaaktype
from klantmail.ports.inrichting import Standaardtekstlezer
from klantmail.ports.zaaksysteem import Zaakzoeker
from klantmail.usecases.afhandeling.ontvangers import Ontvangers
from klantmail.usecases.commit import Samenstelling
from klantmail.usecases.mailinhoud import Mailinhoud
from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand


@dataclass(frozen=True, slots=True, kw_only=True)
class Inrichting:
    """The settings of this municipality that outcomes depend on."""

    uitgaand: Uitgaand
    eenheden: tuple[str, ...]
    """The organisatorische eenheden that tasks can go to."""
    zaaktypen: tuple[Zaaktype, ...]
    teksten: Standaardtekstlezer
    ontvangers: Ontvangers
    termijnen: Termijnen
    zaakzoeker: Zaakzoeker | None = None
    """None where the municipality has set no Zaken API, and in functions that tie no mail to a zaak."""

    def heeft_tekst(self, standaardantwoord: UUID) -> bool:
        """Tell whether there is such a standaardantwoord, vervallen or not."""
        try:
            return self.teksten.standaardantwoord(standaardantwoord) is not None
        except NietGevonden:
            return False

    def tekst_voor(self, vast: Standaardantwoord) -> str:
        """Return the text for a citizen that is there from the start, such as that of a doorzending.

        It is the municipality's own, if it has one that is not vervallen.
        """
        return tekst_voor(self.teksten, vast)


def tekst_voor(teksten: Standaardtekstlezer, vast: Standaardantwoord) -> str:
    """Return the text to use for `vast`, a standaardantwoord that is there from the start.

    It is the municipality's own text, unless there is none or that is vervallen: then it is the text of `vast`.
    """
    try:
        eigen = teksten.standaardantwoord(vast.identificatie)
    except NietGevonden:
        return vast.inhoud
    return vast.inhoud if eigen.vervallen else eigen.inhoud


@dataclass(frozen=True, slots=True, kw_only=True)
class Stof:
    """The material of an outcome: the viewed mail, its klantcontact as it is about to be stored, and who handles it."""

    bericht: Emailbericht
    inzage: Inzage
    inhoud: Mailinhoud
    vraag: Klantcontact
    moment: datetime
    medewerker: Medewerker
    idempotency_key: str
    ondertekening: Ondertekening | None
    """The salutation and signature of the postvak; None when it has none, or nobody is written to."""
    deel: int = 0
    """The number of the question in a mail that is split; 0 is the first one, or the only one."""

    def maak_id(self, operatie: str) -> UUID:
        """Identificatie of what this request makes; the same when the request comes again."""
        operatie = f"{operatie}#{self.deel}" if self.deel else operatie
        return record_id(operatie, self.bericht.identificatie, self.medewerker.identificatie, self.idempotency_key)


@dataclass(frozen=True, slots=True)
class Uitwerking:
    """A composed outcome."""

    samenstelling: Samenstelling
    """Records that are stored together with the change of the e-mailbericht."""
    afhandeling: Deelafhandeling
    """The part that the e-mailbericht keeps."""
    delen: tuple[Deelafhandeling, ...] = ()


@dataclass(frozen=True, slots=True)
class Uitkomst(ABC):
    """An outcome that an agent chose. Each is a frozen dataclass of the agent's own request."""

    soort: ClassVar[Afhandelsoort]

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:  # noqa: ARG002  # for those that depend on it
        """Return what is wrong with the request, whatever the mail."""
        return ()

    @property
    def uploads(self) -> tuple[UUID, ...]:
        """Uploads of this medewerker that go along, in this order."""
        return ()

    @property
    def schrijft_klant(self) -> bool:
        """True when the outcome has a mail to the person who asks."""
        return False

    @property
    def gebruikt(self) -> tuple[UUID, ...]:
        """The standaardantwoorden that its texts were made of, each as often as it was used."""
        return ()

    @property
    def bevestigt_dubbel(self) -> bool:
        """True when the outcome may be stored even if the same mail has been handled elsewhere."""
        return True

    def vingerafdruk(self, inzage: UUID) -> str:
        """Return the sha256 that tells this request, under this inzage, from any other of the same soort."""
        return afdruk_van(inzage, asdict(self))

    def opgezocht(self, inrichting: Inrichting) -> Self:  # noqa: ARG002  # for those that look something up
        """Return the outcome with what has to be looked up outside Klantmail. A repeated request skips this step.

        Raises: OngeldigeInvoer (there is no such thing, or it cannot be used); NietBeschikbaar.
        """
        return self

    @abstractmethod
    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Compose all that is stored for this outcome, which has no `fouten` and is `opgezocht`. Nothing is stored yet.

        Raises: OngeldigeInvoer (the outcome is not possible for this mail).
        """

    def als_afhandeling(self, samenstelling: Samenstelling) -> Deelafhandeling:
        """Return the part that the e-mailbericht keeps of every kind of outcome."""
        return Deelafhandeling(
            soort=self.soort, klantcontacten=samenstelling.klantcontacten, verzendingen=samenstelling.verzendingen
        )
