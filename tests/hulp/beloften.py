"""The five promises, as checks of a `Wereld`: what Klantmail stores against what really happened."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from klantmail.domein import (
    Afhandeling,
    Afhandelsoort,
    Berichtstatus,
    Deelafhandeling,
    Emailbericht,
    Hervatkeuze,
    Initiatiefnemer,
    Inzage,
    Ontleedstand,
    Verzendstatus,
)
from klantmail.identificatie import emailbericht_id, informatieobject_id
from klantmail.internetaak import InterneTaak, Taakstatus
from klantmail.ontvangen import intake_sleutel
from tests.hulp.uitkomsten import AFHANDELINGEN, SPLITSINGEN, TAAKEINDEN, UITKOMSTEN, Vorm, delen
from tests.hulp.wereld import GIF, Tabel, Wereld

_VEEL = 1000


class Geheugen:
    """What was stored before: no klantcontact, outcome, ended task or archived object ever changes, and none disappears.

    But for a backup that is put back: then it begins anew with the table, and not with the archive.
    """

    def __init__(self) -> None:
        self._vast: dict[UUID, object] = {}
        self._archief: dict[str, bytes] = {}
        self._generatie = ""

    def keur(self, wereld: Wereld) -> None:
        register, archief = wereld.gemeente.register, wereld.gemeente.archief
        vast: dict[UUID, object] = {
            **register.klantcontacten,
            **{een.identificatie: een.afhandeling for een in register.berichten.values() if een.afhandeling},
            **{een.identificatie: een for een in register.taken.values() if een.status is Taakstatus.VERWERKT},
        }
        if self._generatie == wereld.generatie:
            for identificatie, inhoud in self._vast.items():
                assert vast[identificatie] is inhoud, identificatie
        for sleutel, bron in self._archief.items():
            assert archief.objecten[sleutel] is bron, sleutel
        self._vast, self._archief, self._generatie = vast, dict(archief.objecten), wereld.generatie


def keur_geen_wees(wereld: Wereld) -> None:
    """1. Every record belongs to the one outcome, or end of a task, that it was stored with, and each of those is whole.

    What belongs to which stands in the tables of `uitkomsten`.
    """
    register = wereld.tabel
    klantcontacten, verzendingen = Counter[UUID](), Counter[UUID]()
    taken, zaken = Counter[UUID](), Counter[UUID]()
    for bericht in register.berichten.values():
        assert (bericht.status is Berichtstatus.AFGEHANDELD) == (bericht.afhandeling is not None)
        if bericht.ontvangstbevestiging:
            assert register.verzendingen[bericht.ontvangstbevestiging].klantcontact is None
            verzendingen[bericht.ontvangstbevestiging] += 1
        if bericht.afhandeling:
            _keur_afhandeling(register, bericht, bericht.afhandeling)
            klantcontacten.update(bericht.afhandeling.klantcontacten)
            verzendingen.update(bericht.afhandeling.verzendingen)
            taken.update(deel.interne_taak for deel in delen(bericht.afhandeling) if deel.interne_taak)
            zaken.update(deel.zaak for deel in delen(bericht.afhandeling) if deel.zaak)
    for taak in register.taken.values():
        assert (taak.status is Taakstatus.VERWERKT) == (taak.identificatie in register.door)
        if taak.status is Taakstatus.VERWERKT:
            contacten = [taak.vervolg] if taak.vervolg and taak.vervolg not in register.taken else []
            van_contacten = [een.identificatie for een in register.verzendingen.values() if een.klantcontact in contacten]
            _keur_taakeinde(register, taak, contacten, van_contacten)
            klantcontacten.update(contacten)
            verzendingen.update(van_contacten)
            taken.update([taak.vervolg] if taak.vervolg and not contacten else [])
    assert klantcontacten == Counter(register.klantcontacten.keys()), "a klantcontact without its one outcome"
    assert verzendingen == Counter(register.verzendingen.keys()), "a verzending without its one outcome"
    assert taken == Counter(register.taken.keys()), "a task without its one outcome"
    assert zaken == Counter(register.zaken.keys()), "a zaak without its one outcome"


def _keur_afhandeling(register: Tabel, bericht: Emailbericht, afhandeling: Afhandeling) -> None:
    wat = register.door[bericht.identificatie].wat
    opgeslagen, rijen = delen(afhandeling), [AFHANDELINGEN[naam] for naam in UITKOMSTEN[wat]]
    assert [deel.soort for deel in opgeslagen] == [rij.soort for rij in rijen], "not the questions that it was split in"
    assert (afhandeling.soort is Afhandelsoort.SPLITSING) == (wat in SPLITSINGEN)
    assert afhandeling.klantcontacten == tuple(een for deel in opgeslagen for een in deel.klantcontacten)
    assert afhandeling.verzendingen == tuple(een for deel in opgeslagen for een in deel.verzendingen)
    inzage = bericht.inzage
    assert inzage is not None
    assert inzage in bericht.inzagen
    assert inzage.medewerker == afhandeling.medewerker
    assert afhandeling.klantcontacten[:1] in {(), (inzage.klantcontact,)}, "not the klantcontact that was registered"
    for deel, rij in zip(opgeslagen, rijen, strict=True):
        _keur_vorm(register, rij.vorm, deel.klantcontacten, deel.verzendingen)
        assert (deel.interne_taak is not None, deel.zaak is not None) == (rij.vorm.taak, rij.vorm.zaak)
        _keur_deel(register, bericht, inzage, deel)


def _keur_deel(register: Tabel, bericht: Emailbericht, inzage: Inzage, deel: Afhandeling | Deelafhandeling) -> None:
    """What one question led to is about that question."""
    for contact in (register.klantcontacten[een] for een in deel.klantcontacten):
        assert (contact.emailbericht, contact.medewerker) == (bericht.identificatie, inzage.medewerker)
        if contact.initiatiefnemer is Initiatiefnemer.KLANT:
            assert contact.geregistreerd_op == inzage.geregistreerd_op, "not registered when it was viewed"
            assert contact.zaak == deel.zaak, "a klantcontact that names another zaak, or none"
        else:
            assert contact.verwijst_naar == deel.klantcontacten[:1], "a reply without its question"
    for taak in [register.taken[deel.interne_taak]] if deel.interne_taak else []:
        assert (taak.klantcontact, taak.emailbericht) == (deel.klantcontacten[0], bericht.identificatie)
    for zaak in [register.zaken[deel.zaak]] if deel.zaak else []:
        assert (zaak.klantcontact, zaak.emailbericht) == (deel.klantcontacten[0], bericht.identificatie)


def _keur_taakeinde(register: Tabel, taak: InterneTaak, contacten: Sequence[UUID], verzendingen: Sequence[UUID]) -> None:
    verzoek = register.door[taak.identificatie]
    vorm = TAAKEINDEN[verzoek.wat].vorm
    assert taak.behandelaar == verzoek.medewerker.identificatie
    _keur_vorm(register, vorm, contacten, verzendingen)
    assert (taak.vervolg is not None) == (vorm.taak or bool(vorm.klantcontacten))
    for contact in (register.klantcontacten[een] for een in contacten):
        assert contact.verwijst_naar == (taak.klantcontact,), "a reply without its question"
    if vorm.taak and taak.vervolg:
        assert register.taken[taak.vervolg].klantcontact == taak.klantcontact


def _keur_vorm(register: Tabel, vorm: Vorm, klantcontacten: Sequence[UUID], verzendingen: Sequence[UUID]) -> None:
    contacten = [register.klantcontacten[een] for een in klantcontacten]
    assert tuple(contact.initiatiefnemer for contact in contacten) == vorm.klantcontacten
    bij = tuple(register.verzendingen[een].klantcontact for een in verzendingen)
    assert bij == tuple(klantcontacten[nummer] for nummer in vorm.verzendingen), "not the verzendingen that belong to it"
    for contact in contacten:
        for bijlage in contact.bijlagen:
            assert register.documenten[bijlage.informatieobject].sha256 == bijlage.sha256, "a bijlage without its document"


def keur_niets_kwijt(wereld: Wereld) -> None:
    """2. Every accepted mail is still in the intake bucket, or listed with its raw bytes archived; mostly one of the two."""
    register, intake, archief = wereld.gemeente.register, wereld.gemeente.intake, wereld.gemeente.archief
    for brief in wereld.brieven:
        identificatie = emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)
        sleutel = intake_sleutel(brief.postvak, brief.melding.ses_bericht_id)
        if identificatie not in register.berichten:
            op_archief = identificatie in wereld.teruggezet and brief.mail in archief.objecten.values()
            assert op_archief or intake.objecten.get(sleutel) == brief.mail, "a mail is neither waiting nor listed"
            continue
        bericht = register.berichten[identificatie]
        assert bericht.ruw.sha256 == sha256(brief.mail).hexdigest()
        assert archief.objecten[bericht.ruw.sleutel] == brief.mail, "the raw bytes are not those that came in"
        assert register.documenten[informatieobject_id(identificatie, "")].sleutel == bericht.ruw.sleutel
        if sleutel not in intake.objecten and identificatie not in wereld.teruggezet:
            assert bericht.ontleedstand is not Ontleedstand.ONTBREEKT, "a mail that nobody will read any more"
        if bericht.envelop.verdicts.verdacht and bericht.status is not Berichtstatus.QUARANTAINE:
            assert bericht.vrijgave is not None, "suspected mail left quarantine by itself"
    assert len(register.berichten) <= len(wereld.brieven), "an e-mailbericht of a mail that never came"


def keur_nooit_twee_keer(wereld: Wereld) -> None:
    """3. At most one SendEmail that was not definitely refused, unless a person chose so; the bytes that are stored."""
    register, archief = wereld.tabel, wereld.gemeente.archief
    pogingen = [(oproep.verzending, oproep.van.generatie, oproep.van.pogingen) for oproep in wereld.ses.oproepen]
    assert len(pogingen) == len(set(pogingen)), "one attempt made twice"
    niet_geweigerd = Counter(oproep.verzending for oproep in wereld.ses.oproepen if not oproep.geweigerd)
    for identificatie, aantal in niet_geweigerd.items():
        assert aantal <= 1 + register.nog_eens[identificatie], "sent again though it may have left"
    for oproep in wereld.ses.oproepen:
        assert oproep.mail == archief.objecten[oproep.van.sleutel], "other bytes left than were stored"
    for verzending in register.verzendingen.values():
        oproepen = [oproep for oproep in wereld.ses.oproepen if oproep.verzending == verzending.identificatie]
        deze = [oproep for oproep in oproepen if oproep.van.generatie == verzending.generatie]
        for oproep in deze:
            assert (oproep.van.sleutel, oproep.van.naar) == (verzending.sleutel, verzending.naar)
        besluiten = {hervatting.keuze for hervatting in verzending.hervattingen}
        if verzending.status is Verzendstatus.VERZONDEN and Hervatkeuze.IS_VERZONDEN not in besluiten:
            assert any(oproep.weg for oproep in oproepen), "called sent, though it never left"
        if verzending.generatie != wereld.generatie:
            continue  # of a table that was set back, which knows nothing of what has left since
        if verzending.status in {Verzendstatus.TE_VERZENDEN, Verzendstatus.MISLUKT} and Hervatkeuze.OPNIEUW not in besluiten:
            assert all(oproep.geweigerd for oproep in deze), "called not sent, though it may have left"


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
    """All that holds at every moment. Promise 4 is checked where people act (`Wereld.opent`, `Wereld._vraagt`)."""
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
        identificatie = emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)
        if identificatie in wereld.teruggezet:
            continue
        bericht = register.berichten[identificatie]
        assert bericht.ontleedstand is not Ontleedstand.ONTBREEKT
        if GIF in brief.mail:
            assert bericht.ontleedstand is Ontleedstand.MISLUKT
    for verzending in register.verzendingen.values():
        assert verzending.status not in {Verzendstatus.TE_VERZENDEN, Verzendstatus.BEZIG}, "a verzending is under way for ever"
    assert register.gezien is not None
    gezien = register.gezien
    assert (gezien.intake_wachtend, gezien.aangeboden, gezien.onbekend_geworden, gezien.niet_gestart) == (0, 0, 0, ())
