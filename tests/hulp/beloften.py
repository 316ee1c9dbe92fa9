"""The five promises, as checks of a `Wereld`: what Klantmail stores against what really happened."""

from hashlib import sha256
from uuid import UUID

from klantmail.domein import (
    Berichtstatus,
    Emailbericht,
    Hervatkeuze,
    Initiatiefnemer,
    Klantcontact,
    Ontleedstand,
    Verzendstatus,
)
from klantmail.identificatie import emailbericht_id, informatieobject_id
from klantmail.ontvangen import intake_sleutel
from tests.hulp.wereld import GIF, Wereld

_VEEL = 1000


class Geheugen:
    """What was stored before: a klantcontact never changes, an archived object neither, nothing disappears."""

    def __init__(self) -> None:
        self._klantcontacten: dict[UUID, Klantcontact] = {}
        self._archief: dict[str, bytes] = {}

    def keur(self, wereld: Wereld) -> None:
        register, archief = wereld.gemeente.register, wereld.gemeente.archief
        for identificatie, contact in self._klantcontacten.items():
            assert register.klantcontacten[contact.identificatie] is contact, identificatie
        for sleutel, inhoud in self._archief.items():
            assert archief.objecten[sleutel] is inhoud, sleutel
        self._klantcontacten, self._archief = dict(register.klantcontacten), dict(archief.objecten)


def keur_geen_wees(wereld: Wereld) -> None:
    """1. Every stored klantcontact has its one afhandeling; every reply its question."""
    register = wereld.gemeente.register
    afhandelingen = [bericht.afhandeling for bericht in register.berichten.values() if bericht.afhandeling]
    contacten = [contact for afhandeling in afhandelingen for contact in afhandeling.klantcontacten]
    assert sorted(contacten) == sorted(register.klantcontacten), "a klantcontact without its afhandeling"
    verzonden = [verzending.klantcontact for verzending in register.verzendingen.values() if verzending.klantcontact]
    assert set(verzonden) <= set(contacten), "a verzending without its afhandeling"
    reacties = [c.identificatie for c in register.klantcontacten.values() if c.initiatiefnemer is Initiatiefnemer.GEMEENTE]
    assert sorted(verzonden) == sorted(reacties), "a reply that nobody will send, or a verzending without reply"
    for bericht in register.berichten.values():
        assert (bericht.status is Berichtstatus.AFGEHANDELD) == (bericht.afhandeling is not None)
        if bericht.afhandeling:
            _keur_paar(wereld, bericht)


def _keur_paar(wereld: Wereld, bericht: Emailbericht) -> None:
    assert bericht.afhandeling is not None
    register = wereld.gemeente.register
    vraag, antwoord = (register.klantcontacten[contact] for contact in bericht.afhandeling.klantcontacten)
    assert (vraag.initiatiefnemer, antwoord.initiatiefnemer) == (Initiatiefnemer.KLANT, Initiatiefnemer.GEMEENTE)
    assert vraag.emailbericht == antwoord.emailbericht == bericht.identificatie
    assert antwoord.verwijst_naar == (vraag.identificatie,)
    assert bericht.inzage is not None
    assert bericht.inzage in bericht.inzagen
    registratie = (bericht.inzage.klantcontact, bericht.inzage.geregistreerd_op, bericht.inzage.medewerker)
    assert (vraag.identificatie, vraag.geregistreerd_op, vraag.medewerker) == registratie
    assert antwoord.medewerker == vraag.medewerker == bericht.afhandeling.medewerker
    for contact in (vraag, antwoord):
        for bijlage in contact.bijlagen:
            assert register.documenten[bijlage.informatieobject].sha256 == bijlage.sha256, "a bijlage without its document"


def keur_niets_kwijt(wereld: Wereld) -> None:
    """2. Every accepted mail is still in the intake bucket, or listed with its raw bytes archived; mostly one of the two."""
    register, intake, archief = wereld.gemeente.register, wereld.gemeente.intake, wereld.gemeente.archief
    for brief in wereld.brieven:
        identificatie = emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)
        sleutel = intake_sleutel(brief.postvak, brief.melding.ses_bericht_id)
        if identificatie not in register.berichten:
            assert intake.objecten.get(sleutel) == brief.mail, "a mail is neither waiting nor listed"
            continue
        bericht = register.berichten[identificatie]
        assert bericht.ruw.sha256 == sha256(brief.mail).hexdigest()
        assert archief.objecten[bericht.ruw.sleutel] == brief.mail, "the raw bytes are not those that came in"
        assert register.documenten[informatieobject_id(identificatie, "")].sleutel == bericht.ruw.sleutel
        if sleutel not in intake.objecten:
            assert bericht.ontleedstand is not Ontleedstand.ONTBREEKT, "a mail that nobody will read any more"
        if bericht.envelop.verdicts.verdacht and bericht.status is not Berichtstatus.QUARANTAINE:
            assert bericht.vrijgave is not None, "suspected mail left quarantine by itself"
    assert len(register.berichten) <= len(wereld.brieven), "an e-mailbericht of a mail that never came"


def keur_nooit_twee_keer(wereld: Wereld) -> None:
    """3. At most one SendEmail that was not definitely refused, unless a person chose so; the bytes that are stored."""
    register, archief = wereld.gemeente.register, wereld.gemeente.archief
    pogingen = [(oproep.verzending, oproep.poging) for oproep in wereld.ses.oproepen]
    assert len(pogingen) == len(set(pogingen)), "one attempt made twice"
    for verzending in register.verzendingen.values():
        oproepen = [oproep for oproep in wereld.ses.oproepen if oproep.verzending == verzending.identificatie]
        niet_geweigerd = [oproep for oproep in oproepen if not oproep.geweigerd]
        toegestaan = 1 + wereld.tabel.opnieuw_ondanks_twijfel[verzending.identificatie]
        assert len(niet_geweigerd) <= toegestaan, "sent again though it may have left"
        for oproep in oproepen:
            assert oproep.mail == archief.objecten[verzending.sleutel], "other bytes left than were stored"
            assert oproep.naar == verzending.naar
        besluiten = {hervatting.keuze for hervatting in verzending.hervattingen}
        weg = any(oproep.weg for oproep in oproepen)
        if verzending.status is Verzendstatus.VERZONDEN and Hervatkeuze.IS_VERZONDEN not in besluiten:
            assert weg, "called sent, though it never left"
        if verzending.status in {Verzendstatus.TE_VERZENDEN, Verzendstatus.MISLUKT} and Hervatkeuze.OPNIEUW not in besluiten:
            assert not niet_geweigerd, "called not sent, though it may have left"


def keur_uploads_een_keer(wereld: Wereld) -> None:
    """4. A file that a medewerker put ready is a bijlage of one klantcontact at most, of theirs, and that is kept with it."""
    register = wereld.gemeente.register
    reacties = [contact for contact in register.klantcontacten.values() if contact.initiatiefnemer is Initiatiefnemer.GEMEENTE]
    meegestuurd = [
        (contact.identificatie, contact.medewerker, bijlage.sha256) for contact in reacties for bijlage in contact.bijlagen[1:]
    ]
    gebruikt = [
        (een.klantcontact, een.medewerker, sha256(str(een.identificatie).encode()).hexdigest())
        for een in register.gebruikt.values()
    ]
    assert sorted(meegestuurd) == sorted(gebruikt), "an upload went along twice, or by another, or nobody would know"
    for contact in reacties:
        for bijlage in contact.bijlagen:
            archief = wereld.gemeente.archief.objecten[register.documenten[bijlage.informatieobject].sleutel]
            assert sha256(archief).hexdigest() == bijlage.sha256, "a bijlage that is not archived"


def keur_niets_stil(wereld: Wereld) -> None:
    """5. Whatever is not done is on a list."""
    gemeente = wereld.gemeente
    lijst = gemeente.raadpleger.werkvoorraad(None, None, aantal=_VEEL, na=None).resultaten
    apart = gemeente.raadpleger.werkvoorraad(None, Berichtstatus.QUARANTAINE, aantal=_VEEL, na=None).resultaten
    open_ = {b.identificatie for b in gemeente.register.berichten.values() if b.status is not Berichtstatus.AFGEHANDELD}
    assert {bericht.identificatie for bericht in (*lijst, *apart)} == open_
    voor_mensen = {v.identificatie for v in gemeente.raadpleger.verzendingen(None, aantal=_VEEL, na=None).resultaten}
    for verzending in gemeente.register.verzendingen.values():
        if verzending.status in {Verzendstatus.ONBEKEND, Verzendstatus.MISLUKT}:
            assert verzending.identificatie in voor_mensen
        if verzending.status in {Verzendstatus.TE_VERZENDEN, Verzendstatus.BEZIG}:
            later = gemeente.register.verzendingen_aan_de_beurt(verzending.status, verzending.aan_de_beurt_op)
            assert verzending in later, "the vangnet will not come back to it"


def keur(wereld: Wereld) -> None:
    """All that holds at every moment. Promise 4 is checked where agents act (`Wereld.opent`, `Wereld.beantwoordt`)."""
    keur_geen_wees(wereld)
    keur_niets_kwijt(wereld)
    keur_nooit_twee_keer(wereld)
    keur_uploads_een_keer(wereld)
    keur_niets_stil(wereld)


def keur_in_rust(wereld: Wereld) -> None:
    """All that must have come about once nothing goes wrong any more and the vangnet has made its rounds."""
    keur(wereld)
    register = wereld.gemeente.register
    assert wereld.gemeente.intake.objecten == {}, "a mail was left in the intake bucket"
    for brief in wereld.brieven:
        bericht = register.berichten[emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)]
        assert bericht.ontleedstand is not Ontleedstand.ONTBREEKT
        if GIF in brief.mail:
            assert bericht.ontleedstand is Ontleedstand.MISLUKT
    for verzending in register.verzendingen.values():
        assert verzending.status not in {Verzendstatus.TE_VERZENDEN, Verzendstatus.BEZIG}, "a verzending is under way for ever"
    assert register.gezien is not None
    gezien = register.gezien
    assert (gezien.intake_wachtend, gezien.aangeboden, gezien.onbekend_geworden, gezien.niet_gestart) == (0, 0, 0, ())
