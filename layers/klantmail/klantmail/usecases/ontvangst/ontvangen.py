"""The intake of a received mail. The raw bytes are stored first, and looked into second (decision 5).

    SES ── intake object, event ──► archive the raw mail ─► list the e-mailbericht (`ontleding: ontbreekt`)
                                                               │ from here on the mail cannot be lost or missed
                                    count the try ◄────────────┘ (the first is counted by the listing itself)
                 read ─► archive the parts ─► store what was read ─► settle, confirm ─► empty the intake

Every step may come twice: ids and keys follow from the mail, so a repetition stores the same again. A crash while
reading (native code, time-out, out of memory) leaves a listed mail; after two such tries it stays raw-only.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from klantmail.domain.document import (
    BESTANDSNAAM_MAIL,
    FORMAAT_MAIL,
    Bijlage,
    Bijlagerol,
    Informatieobject,
    Organisatie,
    auteursnaam,
    maak_document,
)
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Envelop, Melding, Ontleedstand, RuweMail
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.identificatie import emailbericht_id, informatieobject_id
from klantmail.domain.postvak import zonder_label
from klantmail.domain.tijd import Klok
from klantmail.ports.objecten import Archief, Intake
from klantmail.ports.repositories import Intakelijst
from klantmail.ports.taken import Taakreacties
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.commit import Archiefobject, Samenstelling, archive
from klantmail.usecases.gelezen import aangeboden_delen, formaat_van, naam_van, namenlijst, te_archiveren
from klantmail.usecases.nazorg.bezorgen import Bezorger
from klantmail.usecases.ontvangst.bevestigen import Bevestiger
from klantmail.usecases.ontvangst.herkennen import Herkenner
from klantmail.usecases.ontvangst.plek import intake_key
from klantmail.usecases.parallel import alle, in_parallel
from ontleden.formats.namen import Naamlijst
from ontleden.lezen import Inhouden, ontleed
from ontleden.ontleding import Deel, Deelrol, Klasse, Ontleding

_MAX_ONTLEEDPOGINGEN: Final = 2
_ZELFDE_POGING: Final = timedelta(seconds=30)
"""The time within which events of one mail are one try to read it.

A mail to aliases of several mailboxes has as many events at once, and each takes it in for all of them. Lambda offers
an event again after a minute.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""
_VEEL_BIJLAGEN: Final = 200
_MAX_ALIASSEN: Final = 10
"""The aliases that an e-mailbericht names at most. A receipt rule has up to 100 recipients."""
_MEESTE_BIJLAGEN: Final = 1000
"""The most attachments that become documents of their own.

So many fit into a klantcontact (400 KB on DynamoDB) and into an answer (1 MB).
"""
_KORTE_NAAM: Final = 38
"""The bytes to which names are cut when a mail has very many attachments, for the same reason.

There is room for the number of an equal name, up to ` (1000)`, in 45. The title keeps the whole name.
"""


def _met_telling(ontleding: Ontleding) -> Ontleding:
    """Warn of attachments that do not become documents."""
    if len(aangeboden_delen(ontleding.delen)) <= _MEESTE_BIJLAGEN:
        return ontleding
    te_veel = f"De e-mail heeft meer dan {_MEESTE_BIJLAGEN} bijlagen. De rest staat alleen in de oorspronkelijke e-mail."
    return replace(ontleding, waarschuwingen=(*ontleding.waarschuwingen, te_veel))


def _ingekort(naam: str, bytes_: int) -> str:
    """The end of a name, with its extension."""
    return naam.encode()[-bytes_:].decode(errors="ignore").lstrip(". ")


def postvakken_van(melding: Melding, postvakken: tuple[str, ...], intake: Intake) -> tuple[str, ...]:
    """The postvakken that this mail came to.

    An address that is no postvak is an alias, and only its receipt rule knows of which postvak. That rule put the mail
    under the prefix of the postvak, so it is looked for under each of them. A mail that no longer stands there was
    taken in already.
    """
    letterlijk = {adres.lower() for adres in melding.ontvangers}  # a postvak may have a `+label` itself
    adressen = {zonder_label(adres) for adres in letterlijk}
    gevonden = {postvak for postvak in postvakken if postvak.lower() in letterlijk | adressen}
    if not adressen <= {zonder_label(postvak) for postvak in gevonden}:
        rest = [postvak for postvak in postvakken if postvak not in gevonden]
        er_is = alle(lambda postvak: intake.heeft(intake_key(postvak, melding.ses_bericht_id)), rest)
        gevonden |= {postvak for postvak, is_er in zip(rest, er_is, strict=True) if is_er}
    return tuple(postvak for postvak in postvakken if postvak in gevonden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontvanger:
    """The intake of mail for one municipality."""

    intake: Intake
    archief: Archief
    emailberichten: Intakelijst
    taakreacties: Taakreacties
    organisatie: Organisatie
    bevestiger: Bevestiger
    klok: Klok
    bezorger: Bezorger
    herkenner: Herkenner
    lees: Callable[[bytes], Ontleding] = ontleed

    def neem_in(self, melding: Melding, postvak: str) -> UUID:
        """Take in the mail of `melding` for `postvak`, and return the identificatie of the e-mailbericht.

        This may be called any number of times for the same mail.

        Raises: NietGevonden, when SES's object is not there and the mail was not taken in before.
        """
        identificatie = emailbericht_id(postvak, melding.ses_bericht_id)
        object_key = intake_key(postvak, melding.ses_bericht_id)
        ruw, is_vernietigd = in_parallel(
            lambda: self._uit_intake(object_key), lambda: self.emailberichten.is_vernietigd(identificatie)
        )
        if is_vernietigd:  # an event that comes late revives nothing
            self.intake.verwijder(object_key)
            return identificatie
        if ruw is None:
            # The object goes last, so a listed mail without one is complete.
            self.emailberichten.emailbericht(identificatie)
            return identificatie
        bericht = self._lijst(identificatie, melding, postvak, ruw)
        if bericht.ontleedstand is Ontleedstand.ONTBREEKT:
            bericht = self._ontleed(bericht, ruw)
        self._verwerk_bezorgbericht(bericht)
        self.bevestiger.bij_ontvangst(identificatie, postvak)
        self.intake.verwijder(object_key)
        return identificatie

    def _uit_intake(self, object_key: str) -> bytes | None:
        try:
            return self.intake.lees(object_key)
        except NietGevonden:
            return None

    def _lijst(self, identificatie: UUID, melding: Melding, postvak: str, ruw: bytes) -> Emailbericht:
        """Archive the raw mail and list it; from then on it is safe. Return the e-mailbericht as it is stored."""
        hash_ = sha256(ruw).hexdigest()
        object_key = opslag.mail_key(identificatie, hash_)
        self.archief.bewaar(object_key, ruw, FORMAAT_MAIL)
        bericht = Emailbericht(
            identificatie=identificatie,
            status=Berichtstatus.QUARANTAINE if melding.verdicts.verdacht else Berichtstatus.NIEUW,
            envelop=Envelop(
                postvak=postvak,
                ontvangen_op=melding.ontvangen_op,
                onderwerp=melding.onderwerp,
                afzender=melding.afzender,
                grootte=len(ruw),
                aantal_bijlagen=0,
                klasse=Klasse.GEWOON,
                verdicts=melding.verdicts,
                aliassen=self._aliassen(melding),
                formeel_uiterlijk=self.bevestiger.formaliteiten.bij_ontvangst(postvak, melding.ontvangen_op),
            ),
            ruw=RuweMail(object_key, hash_, len(ruw)),
            ontleedstand=Ontleedstand.ONTBREEKT,
        )
        if self.emailberichten.neem_op(bericht, self._document_van_mail(bericht)):
            return bericht
        bestaand = self.emailberichten.emailbericht(identificatie)
        if bestaand.ontleedstand is Ontleedstand.ONTBREEKT:
            moment = self.klok()
            pogingen = self.emailberichten.begin_ontleding(identificatie, moment, moment - _ZELFDE_POGING)
            if pogingen > _MAX_ONTLEEDPOGINGEN:
                self.emailberichten.leg_ontleding_vast(identificatie, Ontleedstand.MISLUKT, "", bestaand.envelop, ())
                return replace(bestaand, ontleedstand=Ontleedstand.MISLUKT)
        return bestaand

    def _aliassen(self, melding: Melding) -> tuple[str, ...]:
        """The recipients that no setting names. They are ours too, since the receipt rule took the mail in for them."""
        ontvangers = dict.fromkeys(adres.lower() for adres in melding.ontvangers)
        return tuple(adres for adres in ontvangers if adres not in self.herkenner.eigen)[:_MAX_ALIASSEN]

    def _verwerk_bezorgbericht(self, bericht: Emailbericht) -> None:
        """Settle the verzending that a delivery report is about. One that SES suspects settles nothing."""
        if bericht.envelop.verzending is None or bericht.envelop.verdicts.verdacht:
            return
        inhoud = opslag.inhoud_van(self.archief, bericht, bericht.parserversie, None)
        self.bezorger.verwerk_bericht(bericht.envelop.verzending, inhoud.bezorgfouten, bericht.envelop.ontvangen_op)

    def _ontleed(self, bericht: Emailbericht, ruw: bytes) -> Emailbericht:
        """Read the mail, store what was read, and return the e-mailbericht as it is stored then."""
        ontleding = _met_telling(self.lees(ruw))
        delen = aangeboden_delen(ontleding.delen)[:_MEESTE_BIJLAGEN]
        documenten = self._documenten(bericht, ontleding)
        rollen = [Bijlagerol.INLINE if deel.rol is Deelrol.INLINE else Bijlagerol.BIJLAGE for deel in delen]
        bijlagen = [
            Bijlage.van(self._document_van_mail(bericht), Bijlagerol.EMAIL),
            *(Bijlage.van(document, rol) for document, rol in zip(documenten, rollen, strict=True)),
        ]
        inhouden = Inhouden(ruw)
        objecten = [
            Archiefobject(document.object_key, inhouden.van(deel), document.formaat)
            for document, deel in zip(documenten, delen, strict=True)
        ]
        onder = opslag.gelezen_onder(bericht.identificatie, ontleding.versie)
        objecten += te_archiveren(ontleding, ruw, onder, bijlagen=bijlagen)
        archive(self.archief, Samenstelling(objecten=tuple(objecten)))
        envelop = replace(
            bericht.envelop,
            onderwerp=ontleding.onderwerp,
            afzender=ontleding.afzender or bericht.envelop.afzender,
            aantal_bijlagen=rollen.count(Bijlagerol.BIJLAGE),
            klasse=ontleding.classificatie.klasse,
        )
        envelop = self.herkenner.herken(bericht.identificatie, envelop, ontleding, ruw)
        if envelop.verband and envelop.verband.taak_op:  # first: a repetition does this and the reading again
            self.taakreacties.meld_reactie(envelop.verband.taak_op, bericht.identificatie, envelop.ontvangen_op)
        self.emailberichten.leg_ontleding_vast(
            bericht.identificatie, Ontleedstand.GEREED, ontleding.versie, envelop, documenten, ontleding.message_id
        )
        return replace(bericht, ontleedstand=Ontleedstand.GEREED, parserversie=ontleding.versie, envelop=envelop)

    def _documenten(self, bericht: Emailbericht, ontleding: Ontleding) -> list[Informatieobject]:
        """The document of each attachment: the name that it will have, and the key under which it will be archived."""
        bijlagen = aangeboden_delen(ontleding.delen)
        lengte = _KORTE_NAAM if len(bijlagen) > _VEEL_BIJLAGEN else None
        namen = namenlijst()
        return [self._document_van_deel(bericht, ontleding, deel, lengte, namen) for deel in bijlagen[:_MEESTE_BIJLAGEN]]

    def _document_van_deel(
        self, bericht: Emailbericht, ontleding: Ontleding, deel: Deel, naamlengte: int | None, namen: Naamlijst
    ) -> Informatieobject:
        naam = naam_van(deel)
        return maak_document(
            self.organisatie,
            identificatie=informatieobject_id(bericht.identificatie, deel.pad),
            titel=naam,
            auteur=auteursnaam(ontleding.afzender or bericht.envelop.afzender),
            bestandsnaam=namen.eigen(naam if naamlengte is None else _ingekort(naam, naamlengte)),
            formaat=formaat_van(deel),
            sha256=deel.sha256,
            omvang=deel.bestandsomvang,
            object_key=opslag.bijlage_key(bericht.identificatie, deel.pad, deel.sha256),
            moment=bericht.envelop.ontvangen_op,
            ontvangen=True,
        )

    def _document_van_mail(self, bericht: Emailbericht) -> Informatieobject:
        return maak_document(
            self.organisatie,
            identificatie=informatieobject_id(bericht.identificatie, ""),
            titel=bericht.envelop.onderwerp,
            auteur=auteursnaam(bericht.envelop.afzender),
            bestandsnaam=BESTANDSNAAM_MAIL,
            formaat=FORMAAT_MAIL,
            sha256=bericht.ruw.sha256,
            omvang=bericht.ruw.omvang,
            object_key=bericht.ruw.object_key,
            moment=bericht.envelop.ontvangen_op,
            ontvangen=True,
        )
