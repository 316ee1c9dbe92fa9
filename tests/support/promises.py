"""The five promises, as checks of a `World`: what Klantmail stores against what really happened."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from email.parser import BytesHeaderParser
from hashlib import sha256
from uuid import UUID

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort, Deelafhandeling
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Inzage, Ontleedstand
from klantmail.domain.identificatie import emailbericht_id, informatieobject_id
from klantmail.domain.interne_taak import InterneTaak, Taakstatus, eenheden_van
from klantmail.domain.klantcontact import Initiatiefnemer, Klantcontact
from klantmail.domain.telling import Telling
from klantmail.domain.verzending import Bezorgstand, Hervatkeuze, Verzending, Verzendstatus
from klantmail.domain.zaak import Zaak, Zaakkeuze, Zaakstatus
from klantmail.usecases.beheer.raadplegen import Berichtenkeuze
from klantmail.usecases.ontvangst.plek import intake_key
from tests.support.builders import ANNA, BEHEER, BRAM, GENERATIE
from tests.support.outcomes import (
    AFHANDELINGEN,
    SPLITSINGEN,
    TAAKEINDEN,
    TAAKVRAAG,
    UITKOMSTEN,
    VERVOLG,
    VERVOLGBERICHT,
    Shape,
    Verzoek,
    delen,
)
from tests.support.world import BEHANDELAARS, MEDEWERKERS, NOTITIES, POISON, Tabel, World

_VEEL = 1000
_ZAAK_KLAAR = frozenset({Zaakstatus.GEREGISTREERD, Zaakstatus.MISLUKT, Zaakstatus.VERVALLEN})


class Memory:
    """The memory of what was stored before.

    No klantcontact, outcome, ended task or zaak, note, term of a formal message, or archived object ever changes, and
    none disappears.

    But for a backup that is put back: then it begins anew with the table, and not with the archive.
    """

    def __init__(self) -> None:
        self._vast: dict[UUID, object] = {}
        self._termijnen: dict[UUID, date] = {}
        self._archief: dict[str, bytes] = {}
        self._generatie = ""

    def keur(self, world: World) -> None:
        repos, archief = world.gemeente.repos, world.gemeente.archief
        vast: dict[UUID, object] = {
            **repos.klantcontacten,
            **{each.identificatie: each.afhandeling for each in repos.berichten.values() if each.afhandeling},
            **{each.identificatie: each for each in repos.taken.values() if each.status is Taakstatus.VERWERKT},
            **{each.identificatie: each for each in repos.zaken.values() if each.aandacht is None},
            **repos.geschreven,
        }
        envelopes = {each.identificatie: each.envelop for each in repos.berichten.values()}
        termijnen = {each: envelop.formeel_uiterlijk for each, envelop in envelopes.items() if envelop.formeel_uiterlijk}
        if self._generatie == world.generatie:
            assert self._termijnen.items() <= termijnen.items(), "a formal message lost its term"
            undone = [each.afhandeling for bericht in repos.berichten.values() for each in bericht.heropeningen]
            for identificatie, inhoud in self._vast.items():
                nu = vast.get(identificatie)
                hetzelfde = nu is inhoud or any(each is inhoud for each in undone)
                assert hetzelfde or _zonder_merk(nu) == _zonder_merk(inhoud) is not None, identificatie
        for object_key, source in self._archief.items():
            assert archief.objecten[object_key] is source, object_key
        self._vast, self._termijnen, self._generatie = vast, termijnen, world.generatie
        self._archief = dict(archief.objecten)


def _zonder_merk(record: object) -> object:
    """Return a record as it was stored, whether its mail is restricted or not; None of what bears no such mark."""
    return replace(record, beperkt=False) if isinstance(record, Klantcontact | InterneTaak | Zaak) else None


def keur_geen_wees(world: World) -> None:
    """1. Every record belongs to the one outcome, or end of a task, that it was stored with. Each of those is whole.

    The tables of `uitkomsten` say which records belong to which outcome.
    """
    repos = world.tabel
    klantcontacten, verzendingen = Counter[UUID](), Counter[UUID]()
    taken, zaken = Counter[UUID](), Counter[UUID]()
    for bericht in repos.berichten.values():
        assert (bericht.status is Berichtstatus.AFGEHANDELD) == (bericht.afhandeling is not None)
        if bericht.ontvangstbevestiging:
            assert repos.verzendingen[bericht.ontvangstbevestiging].klantcontact is None
            verzendingen[bericht.ontvangstbevestiging] += 1
        for verplaatsbericht in bericht.losse_verzendingen[1:]:
            assert repos.verzendingen[verplaatsbericht].klantcontact is None
            verzendingen[verplaatsbericht] += 1
        if bericht.afhandeling:
            _keur_afhandeling(repos, bericht, bericht.afhandeling)
            klantcontacten.update(bericht.afhandeling.klantcontacten)
            verzendingen.update(bericht.afhandeling.verzendingen)
            taken.update(part.interne_taak for part in delen(bericht.afhandeling) if part.interne_taak)
            zaken.update(part.zaak for part in delen(bericht.afhandeling) if part.zaak)
        for step in bericht.vervolgstappen:
            assert repos.klantcontacten[step.op].emailbericht == bericht.identificatie, "a step on another's klantcontact"
            if step.klantcontacten:  # who sent a formal message hears that it became a task
                assert step.interne_taak is not None
                assert bericht.envelop.formeel_uiterlijk is not None
                _keur_vorm(repos, VERVOLG, step.klantcontacten, step.verzendingen)
            klantcontacten.update(step.klantcontacten)
            verzendingen.update(step.verzendingen)
            taken.update([step.interne_taak] if step.interne_taak else [])
            zaken.update([step.zaak] if step.zaak else [])
    for taak in repos.taken.values():
        assert (taak.status is Taakstatus.VERWERKT) == (taak.identificatie in repos.door)
        if taak.status is Taakstatus.VERWERKT:
            contacten = [taak.vervolg] if taak.vervolg and taak.vervolg not in repos.taken else []
            van_contacten = [each.identificatie for each in repos.verzendingen.values() if each.klantcontact in contacten]
            _keur_taakeinde(repos, taak, contacten, van_contacten)
            klantcontacten.update(contacten)
            verzendingen.update(van_contacten)
            taken.update([taak.vervolg] if taak.vervolg and not contacten else [])
    for contact, verzoek in repos.door.items():
        if verzoek.wat in {VERVOLGBERICHT, TAAKVRAAG}:
            van_contact = [each for each in repos.verzendingen.values() if each.klantcontact == contact]
            _keur_vervolg(repos, contact, verzoek, van_contact)
            klantcontacten[contact] += 1
            verzendingen.update(each.identificatie for each in van_contact)
    assert klantcontacten == Counter(repos.klantcontacten.keys()), "a klantcontact without its one outcome"
    assert verzendingen == Counter(repos.verzendingen.keys()), "a verzending without its one outcome"
    assert taken == Counter(repos.taken.keys()), "a task without its one outcome"
    assert zaken == Counter(repos.zaken.keys()), "a zaak without its one outcome"


def _keur_afhandeling(repos: Tabel, bericht: Emailbericht, afhandeling: Afhandeling) -> None:
    if bericht.inzage is None:
        assert afhandeling.soort is Afhandelsoort.GEEN_KLANTCONTACT, "nobody had it open, and it has more than a reason"
        assert (*afhandeling.klantcontacten, *afhandeling.verzendingen) == ()
        assert afhandeling.medewerker == BEHEER.identificatie
        return
    what = repos.door[bericht.identificatie].wat
    stored, rows = delen(afhandeling), [AFHANDELINGEN[name] for name in UITKOMSTEN[what]]
    assert [part.soort for part in stored] == [row.soort for row in rows], "not the questions that it was split in"
    assert (afhandeling.soort is Afhandelsoort.SPLITSING) == (what in SPLITSINGEN)
    assert afhandeling.klantcontacten == tuple(each for part in stored for each in part.klantcontacten)
    assert afhandeling.verzendingen == tuple(each for part in stored for each in part.verzendingen)
    inzage = bericht.inzage
    assert inzage is not None
    assert inzage in bericht.inzagen
    assert inzage.medewerker == afhandeling.medewerker
    assert afhandeling.klantcontacten[:1] in {(), (inzage.klantcontact,)}, "not the klantcontact that was registered"
    for part, row in zip(stored, rows, strict=True):
        is_told = row.vorm.taak and bericht.envelop.formeel_uiterlijk is not None and bool(part.verzendingen)
        # Who sent a formal message hears that it became a task, also when the agent writes nothing.
        vorm = AFHANDELINGEN["interne taak met bericht"].vorm if is_told else row.vorm
        _keur_vorm(repos, vorm, part.klantcontacten, part.verzendingen)
        assert (part.interne_taak is not None, part.zaak is not None) == (row.vorm.taak, row.vorm.zaak)
        _keur_deel(repos, bericht, inzage, part)


def _keur_deel(repos: Tabel, bericht: Emailbericht, inzage: Inzage, part: Afhandeling | Deelafhandeling) -> None:
    """Check that the records of one question are about that question."""
    for contact in (repos.klantcontacten[each] for each in part.klantcontacten):
        assert (contact.emailbericht, contact.medewerker) == (bericht.identificatie, inzage.medewerker)
        if contact.initiatiefnemer is Initiatiefnemer.KLANT:
            assert contact.geregistreerd_op == inzage.geregistreerd_op, "not registered when it was viewed"
            assert contact.zaak == part.zaak, "a klantcontact that names another zaak, or none"
        else:
            assert contact.verwijst_naar == part.klantcontacten[:1], "a reply without its question"
    for taak in [repos.taken[part.interne_taak]] if part.interne_taak else []:
        assert (taak.klantcontact, taak.emailbericht) == (part.klantcontacten[0], bericht.identificatie)
    for zaak in [repos.zaken[part.zaak]] if part.zaak else []:
        assert (zaak.klantcontact, zaak.emailbericht) == (part.klantcontacten[0], bericht.identificatie)


def _keur_taakeinde(repos: Tabel, taak: InterneTaak, contacten: Sequence[UUID], verzendingen: Sequence[UUID]) -> None:
    verzoek = repos.door[taak.identificatie]
    vorm = TAAKEINDEN[verzoek.wat].vorm
    assert taak.behandelaar == verzoek.medewerker.identificatie
    _keur_vorm(repos, vorm, contacten, verzendingen)
    assert (taak.vervolg is not None) == (vorm.taak or bool(vorm.klantcontacten))
    assert taak.opvolger == (taak.vervolg if vorm.taak else None)
    for contact in (repos.klantcontacten[each] for each in contacten):
        assert contact.verwijst_naar == (taak.klantcontact,), "a reply without its question"
    if vorm.taak and taak.vervolg:
        assert repos.taken[taak.vervolg].klantcontact == taak.klantcontact


def _keur_vervolg(repos: Tabel, contact: UUID, verzoek: Verzoek, verzendingen: Sequence[Verzending]) -> None:
    van = repos.taken[verzoek.van].klantcontact if verzoek.wat == TAAKVRAAG else verzoek.van
    op, laid = repos.klantcontacten[van], repos.klantcontacten[contact]
    _keur_vorm(repos, VERVOLG, [contact], [each.identificatie for each in verzendingen])
    assert laid.verwijst_naar == (op.identificatie,), "a vervolgbericht that does not refer to what it follows on"
    assert (laid.emailbericht, laid.gesprek) == (op.emailbericht, op.gesprek)
    assert laid.medewerker == verzoek.medewerker.identificatie
    assert all(each.vingerafdruk for each in verzendingen), "nothing tells what the request was"
    if verzoek.wat == TAAKVRAAG:
        assert all(each.taak_op == op.identificatie for each in verzendingen), "a reply would not find the task"
        vragen = repos.taakgesprekken[op.identificatie].vragen
        assert [each.identificatie for each in vragen].count(contact) == 1, "a question that its task does not show"


def _keur_vorm(repos: Tabel, vorm: Shape, klantcontacten: Sequence[UUID], verzendingen: Sequence[UUID]) -> None:
    contacten = [repos.klantcontacten[each] for each in klantcontacten]
    assert tuple(contact.initiatiefnemer for contact in contacten) == vorm.klantcontacten
    bij = tuple(repos.verzendingen[each].klantcontact for each in verzendingen)
    assert bij == tuple(klantcontacten[number] for number in vorm.verzendingen), "not the verzendingen that belong to it"
    for contact in contacten:
        for bijlage in contact.bijlagen:
            assert repos.documenten[bijlage.informatieobject].sha256 == bijlage.sha256, "a bijlage without its document"


def keur_niets_kwijt(world: World) -> None:
    """2. Every accepted mail is still in the intake bucket, or listed with its raw bytes archived.

    Mostly it is one of the two.
    """
    repos, intake, archief = world.gemeente.repos, world.gemeente.intake, world.gemeente.archief
    for brief in world.letters:
        identificatie = emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)
        object_key = intake_key(brief.postvak, brief.melding.ses_bericht_id)
        if identificatie not in repos.berichten:
            op_archief = identificatie in world.teruggezet and brief.mail in archief.objecten.values()
            assert op_archief or intake.objecten.get(object_key) == brief.mail, "a mail is neither waiting nor listed"
            continue
        bericht = repos.berichten[identificatie]
        assert bericht.ruw.sha256 == sha256(brief.mail).hexdigest()
        assert archief.objecten[bericht.ruw.object_key] == brief.mail, "the raw bytes are not those that came in"
        assert repos.documenten[informatieobject_id(identificatie, "")].object_key == bericht.ruw.object_key
        if object_key not in intake.objecten and identificatie not in world.teruggezet:
            assert bericht.ontleedstand is not Ontleedstand.ONTBREEKT, "a mail that nobody will read any more"
        gesloten_apart = bericht.afhandeling is not None and bericht.inzage is None
        if bericht.envelop.verdicts.verdacht and bericht.status is not Berichtstatus.QUARANTAINE and not gesloten_apart:
            assert bericht.vrijgave is not None, "suspected mail left quarantine by itself"
    assert len(repos.berichten) <= len(world.letters), "an e-mailbericht of a mail that never came"


def keur_nooit_twee_keer(world: World) -> None:
    """3. A mail has at most one SendEmail that was not definitely refused, unless a person chose so.

    The bytes that are sent are those that are stored.
    """
    repos, archief = world.tabel, world.gemeente.archief
    pogingen = [(request.verzending, request.van.generatie, request.van.pogingen) for request in world.ses.requests]
    assert len(pogingen) == len(set(pogingen)), "one attempt made twice"
    niet_geweigerd = Counter(request.verzending for request in world.ses.requests if not request.geweigerd)
    for identificatie, count in niet_geweigerd.items():
        assert count <= 1 + repos.again[identificatie], "sent again though it may have left"
    for request in world.ses.requests:
        assert request.mail == archief.objecten[request.van.object_key], "other bytes left than were stored"
    for verzending in repos.verzendingen.values():
        requests = [request for request in world.ses.requests if request.verzending == verzending.identificatie]
        deze = [request for request in requests if request.van.generatie == verzending.generatie]
        for request in deze:
            assert (request.van.object_key, request.van.naar) == (verzending.object_key, verzending.naar)
        besluiten = {hervatting.keuze for hervatting in verzending.hervattingen}
        if verzending.status is Verzendstatus.VERZONDEN and Hervatkeuze.IS_VERZONDEN not in besluiten:
            assert any(request.weg for request in requests), "called sent, though it never left"
        if verzending.generatie != world.generatie:
            continue  # it belongs to a table that was set back, which knows nothing of what has left since
        if verzending.status in {Verzendstatus.TE_VERZENDEN, Verzendstatus.MISLUKT} and Hervatkeuze.OPNIEUW not in besluiten:
            assert all(request.geweigerd for request in deze), "called not sent, though it may have left"


def keur_zaken_een_keer(world: World) -> None:
    """3, of zaken: each is made and tied elsewhere once, unless a person chose so.

    It is called registered only when it is.
    """
    repos, elders = world.tabel, world.zaken
    made = Counter(identificatie for _, identificatie in elders.zaken)
    for identificatie, count in made.items():
        assert count <= 1 + repos.again[identificatie], "a second zaak elsewhere"
    of_url, bestaand = dict(elders.zaken), {each.url for each in elders.bestaand}
    for (url, document), count in Counter(elders.koppelingen).items():
        # Each tie of a mail to a zaak that was there may tie the same document, which the standard refuses to do twice.
        ooit = {each.identificatie for each in repos.stroom if isinstance(each, Zaak) and document in each.informatieobjecten}
        door = ooit - set(of_url.values()) if url in bestaand else {of_url[url]}
        assert count <= sum(1 + repos.again[each] for each in door), "a document that is tied twice"
    for zaak in repos.zaken.values():
        if any(besluit.keuze is Zaakkeuze.IS_GEREGISTREERD for besluit in zaak.besluiten):
            continue  # a person decided
        if zaak.bestaande_zaak:
            assert zaak.identificatie not in of_url.values(), "made, though it was there"
            assert zaak.url in bestaand | {""}, "a URL of no zaak that was there"
        else:
            assert not zaak.url or of_url[zaak.url] == zaak.identificatie, "a URL of another zaak, or of none"
        for document in zaak.informatieobjecten[: zaak.gekoppeld]:
            assert (zaak.url, document) in elders.koppelingen, "called tied, and it is not"
        if zaak.status is Zaakstatus.GEREGISTREERD:
            assert zaak.url, "called registered, and it is not"
            assert zaak.gekoppeld == len(zaak.informatieobjecten), "registered without all its documents"


def keur_gesprek(world: World) -> None:
    """1, of conversations: a mail that answers ours is tied to just that mail.

    Every reference leads to a stored klantcontact.
    """
    repos = world.tabel
    antwoord_op = {emailbericht_id(brief.postvak, brief.melding.ses_bericht_id): brief.op for brief in world.letters}
    for bericht in repos.berichten.values():
        verband, op = bericht.envelop.verband, antwoord_op[bericht.identificatie]
        if verband is None:
            continue
        assert op is not None, "tied to mail of ours that it does not answer"
        assert verband.antwoord_op == tuple(each for each in (op.van.klantcontact,) if each), "an answer to something else"
        assert verband.gesprek == op.van.gesprek
        assert verband.taak_op == op.van.taak_op, "a reply that is with another task, or with none"
        if verband.taak_op:
            reacties = repos.taakgesprekken[verband.taak_op].reacties
            assert [each.identificatie for each in reacties].count(bericht.identificatie) == 1, "a reply that no task shows"
    for contact in repos.klantcontacten.values():
        bericht = repos.berichten[contact.emailbericht]
        for earlier in (repos.klantcontacten[each] for each in contact.verwijst_naar):
            assert earlier.gesprek == contact.gesprek, "a reference out of the conversation"
        if contact.initiatiefnemer is Initiatiefnemer.KLANT:
            expected = bericht.envelop.verband.antwoord_op if bericht.envelop.verband else ()
            read = (contact.gesprek, contact.verwijst_naar) == (bericht.gesprek, expected)
            # Nobody had read the mail yet when it was handled. A klantcontact never changes, though more may be known
            # of the mail.
            ongelezen = (contact.gesprek, contact.verwijst_naar, contact.inhoud.omvang) == (bericht.identificatie, (), 0)
            assert read or ongelezen, "an answer that does not refer to what it answers"


def keur_dubbele_mail(world: World) -> None:
    """4, of the same mail: only what is the same is called so, and a mail never of itself."""
    mails = {emailbericht_id(brief.postvak, brief.melding.ses_bericht_id): brief.mail for brief in world.letters}
    for bericht in world.tabel.berichten.values():
        assert bericht.identificatie not in bericht.dubbelen
        assert all(mails[each] == mails[bericht.identificatie] for each in bericht.dubbelen), "another mail is called the same"


def keur_notities(world: World) -> None:
    """2 and 5, of notes: each that was confirmed is read where it was written, and no citizen ever gets one."""
    for (over, _, _), notitie in world.noted.items():
        if _is_beperkt(world.tabel, over):
            continue  # nobody reads it
        assert notitie in world.gemeente.notitieblok.lijst(over), "a note that its mail or task does not show"
    for source in world.gemeente.archief.objecten.values():
        assert not any(each.encode() in source for each in NOTITIES), "a note in what goes to citizens"


def _is_beperkt(repos: Tabel, over: UUID) -> bool:
    """Tell whether the mail, or the mail of the task, of this identificatie is restricted."""
    mail = repos.taken[over].emailbericht if over in repos.taken else over
    return repos.berichten[mail].beperking is not None


def keur_beperkt_geheel(world: World) -> None:
    """5, of restrictions: all that came of a mail is restricted with it, and free with it."""
    repos = world.tabel
    kinds = (repos.klantcontacten, repos.taken, repos.verzendingen, repos.zaken)
    for each in (each for kind in kinds for each in kind.values()):
        state = repos.berichten[each.emailbericht].beperking is not None
        assert each.beperkt is state, "a part of what is restricted, or of what is free"


def keur_uploads_een_keer(world: World) -> None:
    """4. A file that a medewerker put ready is a bijlage of at most one klantcontact, which is theirs.

    The file is kept with it.
    """
    repos = world.gemeente.repos
    reacties = [contact for contact in repos.klantcontacten.values() if contact.initiatiefnemer is Initiatiefnemer.GEMEENTE]
    meegestuurd = [
        (contact.identificatie, contact.medewerker, bijlage.sha256) for contact in reacties for bijlage in contact.bijlagen[1:]
    ]
    used = [
        (each.klantcontact, each.medewerker, sha256(str(each.identificatie).encode()).hexdigest())
        for each in repos.gebruikt.values()
    ]
    assert sorted(meegestuurd) == sorted(used), "an upload went along twice, or by another, or nobody would know"
    for contact in reacties:
        for bijlage in contact.bijlagen:
            archief = world.gemeente.archief.objecten[repos.documenten[bijlage.informatieobject].object_key]
            assert sha256(archief).hexdigest() == bijlage.sha256, "a bijlage that is not archived"


def keur_niets_stil(world: World) -> None:
    """5. Everything that is not done is on a list, and every open question has an owner who can see it."""
    gemeente = world.gemeente
    lijst = gemeente.raadpleger.werkvoorraad(None, None, aantal=_VEEL, na=None).resultaten
    apart = gemeente.raadpleger.werkvoorraad(None, Berichtstatus.QUARANTAINE, aantal=_VEEL, na=None).resultaten
    open_ = {b.identificatie for b in gemeente.repos.berichten.values() if b.status is not Berichtstatus.AFGEHANDELD}
    assert {bericht.identificatie for bericht in (*lijst, *apart)} == open_
    _keur_stand(world, lijst, apart)
    _keur_open_taken(world)
    _keur_gereserveerd(world)
    _keur_teruggekomen_mail(world)
    voor_mensen = {v.identificatie for v in gemeente.beheer.lijst(None, aantal=_VEEL, na=None).resultaten}
    for verzending in gemeente.repos.verzendingen.values():
        if verzending.status in {Verzendstatus.ONBEKEND, Verzendstatus.MISLUKT}:
            assert verzending.identificatie in voor_mensen
        if verzending.status in {Verzendstatus.TE_VERZENDEN, Verzendstatus.BEZIG}:
            later = gemeente.repos.verzendingen_aan_de_beurt(verzending.status, verzending.aan_de_beurt_op)
            assert verzending in later, "the vangnet will not come back to it"
    for status in (Zaakstatus.TE_REGISTREREN, Zaakstatus.BEZIG, Zaakstatus.MISLUKT):
        zaken = [zaak for zaak in gemeente.repos.zaken.values() if zaak.status is status]
        op_lijst = gemeente.zakenbeheer.lijst(status, aantal=_VEEL, na=None).resultaten
        assert {each.identificatie for each in op_lijst} == {each.identificatie for each in zaken}, (
            "a zaak on no list, or on another"
        )
        for zaak in zaken if status is not Zaakstatus.MISLUKT else []:
            assert zaak in gemeente.repos.zaken_aan_de_beurt(status, zaak.aan_de_beurt_op), "the vangnet will not come back to it"


def _keur_stand(world: World, lijst: Sequence[Emailbericht], apart: Sequence[Emailbericht]) -> None:
    """The werkvoorraad at a glance counts what stands on its lists."""
    gemeente, nu = world.gemeente, world.gemeente.klok()
    for medewerker in (ANNA, BRAM):
        for each in gemeente.overzicht.stand(medewerker).postvakken:
            here = [bericht for bericht in lijst if bericht.envelop.postvak == each.postvak]
            in_hand = [claim for bericht in here if (claim := bericht.claim_op(nu)) is not None]
            wachtend = [bericht.envelop.ontvangen_op for bericht in here if bericht.claim_op(nu) is None]
            assert each.mail.wachtend == Telling(len(wachtend), meer=False)
            assert each.mail.oudste == min(wachtend, default=None)
            assert each.mail.in_behandeling == Telling(len(in_hand), meer=False)
            assert each.mail.van_mij.aantal == sum(claim.medewerker == medewerker.identificatie for claim in in_hand)
            assert each.quarantaine.aantal == sum(bericht.envelop.postvak == each.postvak for bericht in apart)


def _keur_teruggekomen_mail(world: World) -> None:
    """A report that our mail was refused stands with the verzending, once the report is out of the intake.

    A table that was set back may have forgotten it.
    """
    repos = world.gemeente.repos
    for brief in world.letters if world.generatie == GENERATIE else []:
        bericht = repos.berichten.get(emailbericht_id(brief.postvak, brief.melding.ses_bericht_id))
        key = intake_key(brief.postvak, brief.melding.ses_bericht_id)
        if bericht is None or bericht.envelop.verzending is None or key in world.gemeente.intake.objecten:
            continue
        standen = [each.stand for each in repos.verzendingen[bericht.envelop.verzending].bezorgingen]
        assert max(standen, key=lambda stand: stand.rang, default=Bezorgstand.VERTRAAGD).rang >= Bezorgstand.GEWEIGERD.rang


def _keur_gereserveerd(world: World) -> None:
    """A reserved mail is open, in the werkvoorraad all the same, and on the own list of just one who handles mail."""
    gemeente = world.gemeente
    for medewerker in MEDEWERKERS:
        choice = Berichtenkeuze(eigen=medewerker.identificatie)
        own = gemeente.raadpleger.berichten(choice, aantal=_VEEL, na=None).resultaten
        hun = [each for each in gemeente.repos.berichten.values() if _gereserveerd_voor(each) == medewerker.identificatie]
        assert {each.identificatie for each in own} == {each.identificatie for each in hun}
    lijst = gemeente.raadpleger.werkvoorraad(None, None, aantal=_VEEL, na=None).resultaten
    for bericht in gemeente.repos.berichten.values():
        if bericht.reservering is not None:
            assert bericht in lijst, "a reserved mail that others cannot see"
            assert _gereserveerd_voor(bericht) in {each.identificatie for each in MEDEWERKERS}, "reserved for who handles no mail"


def _gereserveerd_voor(bericht: Emailbericht) -> UUID | None:
    return bericht.reservering.medewerker if bericht.reservering else None


def _keur_open_taken(world: World) -> None:
    """Every open task is on the list of who it is for and of who has it, and is found from its mail."""
    gemeente = world.gemeente
    for taak in gemeente.repos.taken.values():
        if taak.status is not Taakstatus.TE_VERWERKEN:
            continue
        aan = taak.toegewezen_aan.organisatorische_eenheid
        if aan is not None:
            van_eenheid = gemeente.desk.lijst(BEHEER, taak.status, eigen=False, eenheid=aan, aantal=_VEEL, na=None).resultaten
            assert taak in van_eenheid, "a task on no list"
            assert any(aan in eenheden_van(each) for each in (*MEDEWERKERS, *BEHANDELAARS)), "a task of nobody"
        for who in (taak.toegewezen_aan.medewerker, taak.behandelaar):
            if who is not None:
                medewerker = gemeente.repos.medewerker(who).medewerker
                assert medewerker.doet_taken or who == taak.behandelaar, "a task for who does none"
                own = gemeente.desk.lijst(medewerker, taak.status, eigen=True, aantal=_VEEL, na=None).resultaten
                assert taak in own, "a task that is not among those of who has it"
        assert taak.uiterlijk is not None, "a task without a term"
        laat = gemeente.desk.te_laat(BEHEER, aantal=_VEEL, na=None).resultaten
        assert (taak in laat) == taak.is_te_laat(gemeente.klok()), "an overdue task on no list, or one in time on it"
        assert taak in gemeente.raadpleger.taken_van_bericht(taak.emailbericht).resultaten, "a task that its mail does not name"


def keur_concepten(world: World) -> None:
    """Check that whoever handled a mail has no draft for it any more, and that each draft is for a mail that exists."""
    repos = world.tabel
    for mail, medewerker in repos.klad:
        door = repos.door.get(mail)
        assert mail in repos.berichten, "a draft for no mail"
        assert door is None or repos.berichten[mail].afhandeling is None or door.medewerker.identificatie != medewerker, (
            "a draft outlived its outcome"
        )


def keur(world: World) -> None:
    """Check all that holds at every moment.

    Promise 4 is checked where people act (`World.opent`, `World._vraagt`).
    """
    keur_geen_wees(world)
    keur_gesprek(world)
    keur_niets_kwijt(world)
    keur_nooit_twee_keer(world)
    keur_zaken_een_keer(world)
    keur_dubbele_mail(world)
    keur_notities(world)
    keur_beperkt_geheel(world)
    keur_uploads_een_keer(world)
    keur_niets_stil(world)
    keur_concepten(world)


def keur_in_rust(world: World) -> None:
    """Check all that must have come about once nothing goes wrong any more and the vangnet has made its rounds."""
    keur(world)
    repos = world.gemeente.repos
    assert world.gemeente.intake.objecten == {}, "a mail was left in the intake bucket"
    for brief in world.letters:
        identificatie = emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)
        if identificatie in world.teruggezet:
            continue
        bericht = repos.berichten[identificatie]
        assert bericht.ontleedstand is not Ontleedstand.ONTBREEKT
        if POISON in brief.mail:
            assert bericht.ontleedstand is Ontleedstand.MISLUKT
    _keur_dubbelen_bekend(world)
    for verzending in repos.verzendingen.values():
        assert verzending.status not in {Verzendstatus.TE_VERZENDEN, Verzendstatus.BEZIG}, "a verzending is under way for ever"
    for zaak in repos.zaken.values():
        assert zaak.status in _ZAAK_KLAAR, "a zaak is under way for ever"
    assert repos.gezien is not None
    seen = repos.gezien
    assert (seen.intake_wachtend, seen.aangeboden, seen.onbekend_geworden, seen.niet_gestart) == (0, 0, 0, ())
    assert (seen.zaken_aangeboden, seen.zaken_achtergebleven) == (0, 0)
    assert seen.taken_te_laat == sum(taak.is_te_laat(seen.tijdstip) for taak in repos.taken.values())


def _keur_dubbelen_bekend(world: World) -> None:
    """5, of the same mail: once both were read, each names the other, so that whoever has one knows of the other.

    A table that was set back may have forgotten it.
    """
    if world.generatie != GENERATIE:
        return
    read = {
        identificatie: (brief.mail, bericht)
        for brief in world.letters
        if (identificatie := emailbericht_id(brief.postvak, brief.melding.ses_bericht_id)) in world.tabel.berichten
        and (bericht := world.tabel.berichten[identificatie]).ontleedstand is Ontleedstand.GEREED
        and BytesHeaderParser().parsebytes(brief.mail)["Message-ID"]
    }
    for identificatie, (mail, bericht) in read.items():
        zelfde = {each for each, (other, _) in read.items() if other == mail and each != identificatie}
        assert zelfde <= set(bericht.dubbelen), "the same mail came in twice, and one does not say so"
