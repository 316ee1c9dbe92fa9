"""The table, as the use cases need it: one small protocol for one need, by record.

`klantmail.adapters.dynamodb` has a repository for each record, which serves several of these needs. The tests have a
fake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set
    from datetime import datetime
    from uuid import UUID

    from klantmail.domain.afhandeling import Afhandeling, Vervolgstap
    from klantmail.domain.concept import Concept
    from klantmail.domain.document import Informatieobject, Uploadgebruik
    from klantmail.domain.emailbericht import (
        Apartzetting,
        Emailbericht,
        Envelop,
        Heropening,
        Inzage,
        Ontleedstand,
        Reservering,
        Verplaatsing,
        Vrijgave,
    )
    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.domain.klantcontact import Klantcontact
    from klantmail.domain.medewerker import BekendeMedewerker
    from klantmail.domain.notitie import Notitie
    from klantmail.domain.verzending import Verzending
    from klantmail.domain.zaak import Zaak
    from klantmail.ports.keuzes import Voorraadkeuze

MAX_PAGINA: Final = 480 * 1024
"""Bytes of records (`omvang`) on one page. An answer names some of it twice, and may not exceed 1 MB (decision 7)."""
MAX_PAGINA_GROOTTE: Final = 100
"""The most records that a list is asked for at once."""
type Record = Klantcontact | Informatieobject | Verzending | InterneTaak | Zaak | Uploadgebruik


@dataclass(frozen=True, slots=True)
class Pagina[T]:
    """One page of a list. `vervolg` leads to the next one; None at the end."""

    resultaten: tuple[T, ...]
    vervolg: str | None


# -- e-mailberichten ---------------------------------------------------------------------------------------------------


class Emailberichtlezer(Protocol):
    """One e-mailbericht."""

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        """Read it consistently. Raises: NietGevonden."""


class Emailberichten(Protocol):
    """E-mailberichten by their identificaties."""

    def emailberichten_van(self, identificaties: Sequence[UUID]) -> Sequence[Emailbericht]:
        """Read consistently those of these that there are, in the order in which they came, at most 100."""


class Mailnaslag(Emailberichtlezer, Emailberichten, Protocol):
    """One e-mailbericht, and the same mail elsewhere."""


class Intakelijst(Emailberichtlezer, Protocol):
    """E-mailberichten as they are taken in and read."""

    def neem_op(self, bericht: Emailbericht, mail: Informatieobject) -> bool:
        """Store the document of the mail, if it is not there, and then list the mail: a listed one has its document.

        False when that mail was listed already; nothing is changed then.
        """

    def begin_ontleding(self, identificatie: UUID, moment: datetime, sinds: datetime) -> int:
        """Count one try to read the mail, before it begins at `moment`. Return the number of tries, this one included.

        A try that was counted after `sinds` is the same one: nothing is counted then, and 0 is returned. The first one
        counts from the moment at which the mail was received.

        Raises: NietGevonden.
        """

    def leg_ontleding_vast(
        self,
        identificatie: UUID,
        stand: Ontleedstand,
        versie: str,
        envelop: Envelop,
        documenten: Sequence[Informatieobject],
        bericht_id: str = "",
    ) -> None:
        """Store the documents of the parts, then what was read.

        Args:
            bericht_id: the Message-ID of the mail, when it has one.
        """

    def is_vernietigd(self, identificatie: UUID) -> bool:
        """Tell whether this mail was destroyed, or is being; consistent read."""


class Inzagen(Emailberichtlezer, Emailberichten, Protocol):
    """The claim of an agent on a mail."""

    def claim(self, identificatie: UUID, inzage: Inzage, geclaimd_tot: datetime, *, onthoud: bool = True) -> Emailbericht:
        """Give the mail to this inzage.

        It must be free at `inzage.geregistreerd_op`, or held by an expired claim of another.

        Args:
            onthoud: whether the inzage joins `inzagen`, which must have room for it (`MAX_INZAGEN`).

        Raises: NietGevonden; Geweigerd (not free, or no room).
        """

    def verleng(self, identificatie: UUID, inzage: UUID, geclaimd_tot: datetime) -> Emailbericht:
        """Extend the claim of this very inzage. Raises: Geweigerd (no longer the one that counts)."""

    def geef_vrij(self, identificatie: UUID, inzage: UUID) -> None:
        """Put the mail back. Raises: Geweigerd (no longer the one that counts)."""


class Reserveringen(Emailberichtlezer, Protocol):
    """Mail that is meant for one medewerker."""

    def reserveer(self, identificatie: UUID, ontvangen_op: datetime, reservering: Reservering) -> None:
        """Put an open mail on the list of this medewerker, and of nobody else.

        It stays in the werkvoorraad. Raises: Geweigerd (it is handled, or in quarantine).
        """

    def geef_reservering_op(self, identificatie: UUID) -> None:
        """Take an open mail from the list of whoever it was reserved for. Raises: Geweigerd (as `reserveer`)."""


class Verplaatsingen(Emailberichtlezer, Protocol):
    """The moving of mail between postvakken."""

    def verplaats(self, bericht: Emailbericht, verplaatsing: Verplaatsing, verzending: Verzending | None = None) -> None:
        """Put the mail, which was read, in the werkvoorraad of another postvak, with nobody.

        Guard: it is in the postvak that it was read in, and waits, or its claim ran out at `verplaatsing.tijdstip`, or
        it is in_behandeling under the inzage of this medewerker that was read; and it did not become formal since.

        Args:
            verzending: the message that tells the sender, stored in the same transaction.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """


class Apartzettingen(Emailberichtlezer, Emailberichten, Protocol):
    """The way back into quarantine, and the end there."""

    def zet_apart(self, bericht: Emailbericht, apartzetting: Apartzetting) -> None:
        """nieuw → quarantaine; or from in_behandeling, when the claim ran out at `apartzetting.tijdstip`.

        Raises: Geweigerd (somebody has the mail, or it was put apart or let out meanwhile).
        """

    def sluit_in_quarantaine(self, identificaties: Sequence[UUID], afhandeling: Afhandeling) -> None:
        """quarantaine → afgehandeld, all of these or none, at most 100; none of them passes through the werkvoorraad.

        Raises: Geweigerd (one of them is not in quarantine), Botsing, OpslagOnbekend.
        """


class Quarantaine(Emailberichtlezer, Protocol):
    """The way out of quarantine."""

    def laat_toe(self, bericht: Emailbericht, vrijgave: Vrijgave) -> None:
        """quarantaine → nieuw, in the werkvoorraad of its postvak. Raises: Geweigerd (not in quarantine any more)."""


class Heropeningen(Emailberichtlezer, Protocol):
    """The way back of a mail that was closed by mistake."""

    def heropen(self, bericht: Emailbericht, heropening: Heropening) -> None:
        """afgehandeld → `bericht.plek_terug`, on the list of that; the afhandeling goes to the history.

        Guard: the mail still has the afhandeling that `heropening` undoes. Raises: Geweigerd (it has not).
        """


class OpenMail(Protocol):
    """The mail that waits, by who asks."""

    def open_mail_van(self, adres: str, aantal: int) -> Sequence[Emailbericht]:
        """Read the mail of a person at this address that waits or is being handled, newest first, at most `aantal`."""


class Werkvoorraad(Emailberichtlezer, OpenMail, Protocol):
    """The list of the mails that wait."""

    def werkvoorraad(self, keuze: Voorraadkeuze, *, moment: datetime, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Mail that waits or is being handled at `moment`; with `quarantaine`, the mail that is kept apart.

        A page may hold fewer than `aantal` and still have a next one.
        """


class Berichtenlijst(Protocol):
    """The list of the mails that have a record."""

    def zet_afgehandelde_op_lijst(self, identificaties: Sequence[UUID]) -> int:
        """Put those of these that are handled and on no list on that of their day; return how many.

        Mail that was handled before there was such a list is on none.
        """

    def aanwezige_berichten(self, identificaties: Sequence[UUID]) -> Set[UUID]:
        """The identificaties among these that have an e-mailbericht; consistent read."""


class Afhandelingen(Protocol):
    """The one transaction (decision 3)."""

    def handel_af(
        self,
        emailbericht: UUID,
        inzage: UUID,
        afhandeling: Afhandeling,
        records: Sequence[Record],
        *,
        dubbelen: Sequence[UUID] = (),
        gebruikt: Sequence[UUID] = (),
    ) -> None:
        """Store the outcome and all its records, and nothing else, and all of it or nothing.

        Guard: the e-mailbericht is in_behandeling under this very inzage; never a clock. No record exists already.
        None of the e-mailberichten `dubbelen` has an outcome, but for a closing without a klantcontact. The draft of
        `afhandeling.medewerker` for this mail goes. Each standaardantwoord in `gebruikt` counts once for each time that
        it stands there.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """


# -- klantcontacten and documents --------------------------------------------------------------------------------------


class Klantcontactlezer(Protocol):
    """One klantcontact."""

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        """Raises: NietGevonden."""


class Gesprekken(Klantcontactlezer, Protocol):
    """The klantcontacten of a conversation."""

    def laatste_klantcontacten(self, gesprek: UUID, aantal: int) -> Sequence[Klantcontact]:
        """The last ones of a conversation, at most `aantal`, oldest first."""


class Klantcontactenlijst(Klantcontactlezer, Protocol):
    """The lists of klantcontacten."""

    def klantcontacten_van(
        self,
        afzender: str,
        van: datetime | None,
        tot: datetime | None,
        *,
        aantal: int,
        na: str | None,
        ruimte: int = MAX_PAGINA,
    ) -> Pagina[Klantcontact]:
        """The klantcontacten of a person on the other side, by address, newest first; as many as fit into `ruimte`."""

    def klantcontacten_in(self, gesprek: UUID, *, aantal: int, na: str | None, ruimte: int = MAX_PAGINA) -> Pagina[Klantcontact]:
        """The klantcontacten of one conversation, oldest first; as many as fit into `ruimte`."""

    def klantcontacten_tussen(self, van: datetime, tot: datetime, *, aantal: int, na: str | None) -> Pagina[Klantcontact]:
        """The klantcontacten that were stored between these moments, newest first."""


class Vervolgberichten(Protocol):
    """The transaction of a further mail on an answered question."""

    def leg_vervolg_vast(self, emailbericht: UUID, op: UUID, records: Sequence[Record]) -> None:
        """Store the records, all or none, while the klantcontact `op` is there and none of them is.

        The mail of `op` counts it, unless it is restricted or being destroyed.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """


class Vervolgstappen(Protocol):
    """The transaction of a step on a klantcontact that is stored."""

    def leg_stap_vast(self, emailbericht: UUID, stap: Vervolgstap, records: Sequence[Record]) -> None:
        """Store the records and name them on the handled mail, all or none.

        Guard: the klantcontact `stap.op` is there, the mail is afgehandeld and has room for a step
        (`MAX_VERVOLGSTAPPEN`), and no record is there already.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """


class Informatieobjectlezer(Protocol):
    """One document."""

    def informatieobject(self, identificatie: UUID) -> Informatieobject:
        """Raises: NietGevonden."""


class Archiefverwijzingen(Protocol):
    """The archive keys that the records name."""

    def genoemde_object_keys(self, eigenaren: Sequence[UUID]) -> Set[str]:
        """The archive keys that klantcontacten or verzendingen of these identificaties name, or their documents."""


# -- senders and recipients of mail ------------------------------------------------------------------------------------


class Ontvangsten(Emailberichten, Protocol):
    """The Message-IDs under which mail was received."""

    def registreer_ontvangst(self, bericht_id: str, identificatie: UUID) -> Sequence[UUID]:
        """Keep that this mail came under that Message-ID, and return the others that did, before or meanwhile.

        Of two that come at once, at least one hears of the other. It may be called any number of times.
        """

    def ontvangen_onder(self, bericht_ids: Sequence[str]) -> Mapping[str, Sequence[UUID]]:
        """Find the e-mailberichten that came under these Message-IDs, at most 100."""

    def meld_dubbel(self, identificatie: UUID, ander: UUID) -> None:
        """Keep with a mail that it is the same as `ander`, as long as it has room for it (`MAX_DUBBELEN`)."""


class Bekenden(Protocol):
    """The people whom we had contact with."""

    def had_contact(self, adres: str) -> bool:
        """Tell whether there is a klantcontact with a person at this address."""


# -- notes -------------------------------------------------------------------------------------------------------------


class Notities(Protocol):
    """Internal notes. There is no way to change or remove one."""

    def notities(self, over: UUID) -> Sequence[Notitie]:
        """The notes on a mail or a task, oldest first; consistent read."""

    def schrijf_notitie(self, notitie: Notitie) -> None:
        """Store a note that is not there yet. Raises: Geweigerd (it is), Botsing, OpslagOnbekend."""


# -- drafts ------------------------------------------------------------------------------------------------------------


class Conceptenlijst(Protocol):
    """The drafts for one mail."""

    def concepten(self, emailbericht: UUID, moment: datetime) -> Sequence[Concept]:
        """The drafts that are not past their term at `moment`, the last one first."""


class Concepten(Conceptenlijst, Protocol):
    """The drafts: one for each mail and medewerker."""

    def concept(self, emailbericht: UUID, medewerker: UUID, moment: datetime) -> Concept | None:
        """Read it consistently; None when there is none, or it is past its term at `moment`."""

    def maak_concept(self, concept: Concept) -> None:
        """Store the first draft of this medewerker, as long as the mail waits for an outcome.

        Raises: Geweigerd (there is a draft, or the mail does not wait), Botsing, OpslagOnbekend.
        """

    def wijzig_concept(self, oud: Concept, concept: Concept) -> None:
        """Store it in place of this version. Raises: Geweigerd (another is there, or none), Botsing, OpslagOnbekend."""

    def verwijder_concept(self, concept: Concept) -> None:
        """Remove this version. Raises: Geweigerd (another is there, or none), Botsing, OpslagOnbekend."""


# -- medewerkers -------------------------------------------------------------------------------------------------------


class Medewerkerlezer(Protocol):
    """One medewerker who has logged in."""

    def medewerker(self, identificatie: UUID) -> BekendeMedewerker:
        """Read it consistently. Raises: NietGevonden (nobody with this identificatie has logged in)."""


class Medewerkerslijst(Protocol):
    """The medewerkers who have logged in."""

    def medewerkers(self, *, aantal: int, na: str | None) -> Pagina[BekendeMedewerker]:
        """The medewerkers, by identificatie."""

    def onthoud_medewerker(self, bekende: BekendeMedewerker) -> None:
        """Keep this medewerker as they are now.

        Raises: Geweigerd (they are kept as they are already), Botsing, OpslagOnbekend.
        """
