from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from uuid import UUID

import pytest

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.doorgeleidbericht import DOORGELEIDBERICHT
from klantmail.domain.doorzendbericht import DOORZENDBERICHT
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.formeel import Formaliteiten
from klantmail.domain.fouten import AlAfgehandeld, KeuzeNietMogelijk, OngeldigeInvoer, OpslagOnbekend, SleutelHergebruikt
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.zaak import Zaakstatus
from klantmail.domain.zaaktype import Vertrouwelijkheid
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.taken import Afronden
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht
from klantmail.usecases.beheer.medewerkers import Medewerkers
from klantmail.usecases.beheer.standaardantwoorden import Standaardtekst
from ontleden.ontleding import Adres
from tests.support.builders import ACTIEF_MAANDEN, ANNA, BEHEER, DAAN, GENERATIE, KLACHT, POSTVAK, VRAAG, Gemeente
from tests.support.fakes import Storing


def geopend(gemeente: Gemeente) -> GeopendeMail:
    return gemeente.inziener.open(gemeente.ontvang(), ANNA)


def taakverzoek(**fields: object) -> Taakopdracht:
    basis = Taakopdracht("Bel de burger terug", Toewijzing("Burgerzaken"), "Zie de e-mail", None)
    return replace(basis, **fields)  # type: ignore[arg-type]


def test_an_interne_taak_is_stored_with_its_klantcontact() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    uitkomst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek())
    (contact,) = gemeente.repos.klantcontacten.values()
    (taak,) = gemeente.repos.taken.values()
    assert contact.identificatie == mail.klantcontact.identificatie == taak.klantcontact
    assert contact.initiatiefnemer is Initiatiefnemer.KLANT
    assert taak.status is Taakstatus.TE_VERWERKEN
    assert (taak.betrokkene.naam, taak.betrokkene.digitaal_adres) == ("Jan Jansen", "jan@burger.example")
    assert uitkomst.afhandeling.interne_taak == taak.identificatie
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.AFGEHANDELD


def test_a_given_name_replaces_that_of_the_mail() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek(naam="J. Jansen-de Wit"))
    (taak,) = gemeente.repos.taken.values()
    assert taak.betrokkene.naam == "J. Jansen-de Wit"


def test_a_task_for_an_unknown_eenheid_is_refused_and_changes_nothing() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    with pytest.raises(OngeldigeInvoer):
        gemeente.handel_af(
            mail.bericht.identificatie,
            mail.inzage.identificatie,
            ANNA,
            "s",
            taakverzoek(toegewezen_aan=Toewijzing("Onbekend")),
        )
    assert not gemeente.repos.taken
    assert not gemeente.repos.klantcontacten
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


@pytest.mark.parametrize(("who", "code"), [(UUID(int=404), "onbekend"), (BEHEER.identificatie, "geen-taken")])
def test_a_task_for_who_is_unknown_or_does_no_tasks_is_refused_and_changes_nothing(who: UUID, code: str) -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    opdracht = taakverzoek(toegewezen_aan=Toewijzing(None, who))
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", opdracht)
    assert [(error.veld, error.code) for error in caught.value.fouten] == [("toegewezenAan.medewerker", code)]
    assert not gemeente.repos.taken
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


def test_a_task_for_who_left_is_refused_until_they_are_back() -> None:
    gemeente = Gemeente()
    gemeente.klok.advance(timedelta(days=31 * (ACTIEF_MAANDEN + 1)))
    mail = geopend(gemeente)
    opdracht = taakverzoek(toegewezen_aan=Toewijzing(None, DAAN.identificatie))
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", opdracht)
    assert [(error.veld, error.code) for error in caught.value.fouten] == [("toegewezenAan.medewerker", "niet-actief")]
    assert not gemeente.repos.taken
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING
    Medewerkers(gemeente.repos, gemeente.klok, ACTIEF_MAANDEN).meld_aan(DAAN)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", opdracht)
    assert [each.toegewezen_aan.medewerker for each in gemeente.repos.taken.values()] == [DAAN.identificatie]


def test_the_same_task_again_is_one_task_and_another_under_its_key_is_refused() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    eerst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek())
    again = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek())
    assert again.records is None
    assert again.afhandeling == eerst.afhandeling
    with pytest.raises(SleutelHergebruikt):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek(toelichting="Anders"))
    assert len(gemeente.repos.taken) == 1


def zaakverzoek(**fields: object) -> Zaakopdracht:
    basis = Zaakopdracht(KLACHT.url, "Klacht over grofvuil", "Zie de e-mail")
    return replace(basis, **fields)  # type: ignore[arg-type]


def test_a_zaak_is_stored_with_its_klantcontact_and_each_names_the_other() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    uitkomst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    (contact,) = gemeente.repos.klantcontacten.values()
    (zaak,) = gemeente.repos.zaken.values()
    assert replace(contact, zaak=None, opgeslagen_op=None) == mail.klantcontact
    assert (contact.zaak, zaak.klantcontact) == (zaak.identificatie, contact.identificatie)
    assert (zaak.status, zaak.generatie, zaak.url) == (Zaakstatus.TE_REGISTREREN, GENERATIE, "")
    assert zaak.informatieobjecten == tuple(bijlage.informatieobject for bijlage in contact.bijlagen)
    assert len(zaak.informatieobjecten) == 2
    assert (uitkomst.afhandeling.soort, uitkomst.afhandeling.zaak) == (Afhandelsoort.ZAAK, zaak.identificatie)
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.AFGEHANDELD


def test_a_zaak_knows_who_wrote_the_mail_and_how_confidential_its_zaaktype_is() -> None:
    gemeente = Gemeente()
    klacht = replace(KLACHT, vertrouwelijkheid=Vertrouwelijkheid.VERTROUWELIJK)
    gemeente.afhandelaar = replace(gemeente.afhandelaar, inrichting=replace(gemeente.afhandelaar.inrichting, zaaktypen=(klacht,)))
    mail = geopend(gemeente)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    (zaak,) = gemeente.repos.zaken.values()
    assert (zaak.initiator, zaak.vertrouwelijkheid) == (mail.bericht.envelop.afzender, Vertrouwelijkheid.VERTROUWELIJK)
    assert (zaak.heeft_status, zaak.heeft_initiator) == (False, False)


def test_the_initiator_of_a_web_form_is_the_citizen() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    burger = Adres("Piet Peters", "piet@burger.example")
    bericht = gemeente.repos.berichten[mail.bericht.identificatie]
    via_formulier = replace(bericht, envelop=replace(bericht.envelop, indiener=burger))
    gemeente.repos.berichten[bericht.identificatie] = via_formulier
    gemeente.handel_af(bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    (zaak,) = gemeente.repos.zaken.values()
    assert zaak.initiator == burger


def test_a_zaak_starts_on_the_day_that_it_is_here() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    gemeente.klok.moment = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    (zaak,) = gemeente.repos.zaken.values()
    assert zaak.startdatum == date(2026, 11, 25)


def test_a_zaak_of_an_unknown_zaaktype_is_refused_and_changes_nothing() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    with pytest.raises(OngeldigeInvoer):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek(zaaktype=KLACHT.naam))
    assert (gemeente.repos.zaken, gemeente.repos.klantcontacten) == ({}, {})
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


@pytest.mark.parametrize("stored", [True, False])
def test_the_same_zaak_again_is_one_zaak_also_after_a_doubtful_answer(stored: bool) -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    gemeente.repos.storingen = [Storing(OpslagOnbekend("timeout"), opgeslagen=stored)]
    eerst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    again = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek())
    assert again.afhandeling == eerst.afhandeling
    with pytest.raises(SleutelHergebruikt):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", zaakverzoek(omschrijving="Anders"))
    assert len(gemeente.repos.zaken) == len(gemeente.repos.klantcontacten) == 1


def test_one_mail_has_one_outcome_whatever_its_kind() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek())
    afsluiting = GeenActieNodig("Klaar")
    with pytest.raises(AlAfgehandeld):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", afsluiting)


@pytest.mark.parametrize(("uitkomst", "contacten"), [(GeenActieNodig("Bedankje"), 1), (GeenKlantcontact("Bedankje"), 0)])
def test_a_closing_keeps_its_reason_and_only_a_contact_is_a_klantcontact(uitkomst: Uitkomst, contacten: int) -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", uitkomst)
    afhandeling = gemeente.repos.emailbericht(mail.bericht.identificatie).afhandeling
    assert afhandeling is not None
    assert (afhandeling.soort, afhandeling.reden) == (uitkomst.soort, "Bedankje")
    assert len(gemeente.repos.klantcontacten) == len(afhandeling.klantcontacten) == contacten


def test_a_doorzending_sends_the_original_mail_whole_to_the_other_authority() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    verzoek = Doorzending("info@waterschap.example", "Gaat over de sloot.", None, "De burger vroeg er zelf om")
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", verzoek)
    (verzending,) = gemeente.repos.verzendingen.values()
    assert (verzending.van, verzending.naar) == (POSTVAK, ("info@waterschap.example",))
    uit = message_from_bytes(gemeente.archief.lees(verzending.object_key), policy=policy.default)
    (bijlage,) = uit.iter_attachments()
    inhoud = bijlage.get_content()
    assert (inhoud if isinstance(inhoud, bytes) else bytes(inhoud)).replace(b"\r\n", b"\n") == VRAAG.replace(b"\r\n", b"\n")
    assert len(gemeente.repos.klantcontacten) == 1
    afhandeling = gemeente.repos.emailbericht(mail.bericht.identificatie).afhandeling
    assert afhandeling is not None
    assert afhandeling.reden_zonder_bericht == "De burger vroeg er zelf om"


def test_a_doorzending_tells_the_citizen_by_itself_who_has_their_mail_now() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    gemeente.handel_af(
        mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", Doorzending("info@waterschap.example", "", None)
    )
    (contact,) = [each for each in gemeente.repos.klantcontacten.values() if each.initiatiefnemer is Initiatiefnemer.GEMEENTE]
    assert contact.inhoud.waarde is not None
    assert "Op dinsdag 24 november 2026" in contact.inhoud.waarde
    assert "doorgestuurd naar info@waterschap.example." in contact.inhoud.waarde
    assert contact.inhoud.waarde.endswith("Met vriendelijke groet,\nGemeente Voorbeeld")


@pytest.mark.parametrize(("vervallen", "begin"), [(False, "Beste Jan Jansen, wij"), (True, "Geachte heer/mevrouw")])
def test_a_beheerder_writes_the_text_of_a_doorzending(vervallen: bool, begin: str) -> None:
    gemeente = Gemeente()
    own = Standaardtekst("Doorzending", "Beste {{afzender}}, wij gaven uw mail aan {{instantie}}.", vervallen)
    identificatie = DOORZENDBERICHT.identificatie
    assert gemeente.standaardantwoorden.lees(identificatie) == DOORZENDBERICHT
    assert gemeente.standaardantwoorden.wijzig(identificatie, BEHEER, 0, own).versie == 1
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.standaardantwoorden.wijzig(identificatie, BEHEER, 0, replace(own, naam="Anders"))
    mail = geopend(gemeente)
    gemeente.handel_af(
        mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", Doorzending("info@waterschap.example", "", None)
    )
    (contact,) = [each for each in gemeente.repos.klantcontacten.values() if each.initiatiefnemer is Initiatiefnemer.GEMEENTE]
    assert (contact.inhoud.waarde or "").startswith(begin)


def test_a_message_and_a_reason_for_none_contradict_each_other() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    verzoek = Doorzending("geen adres", "", "Doorgestuurd.", "Niet nodig")
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", verzoek)
    assert {error.veld for error in caught.value.fouten} == {"naar", "redenZonderBericht"}
    assert not gemeente.repos.klantcontacten


@pytest.mark.parametrize(
    "uitkomst",
    [
        Taakopdracht("Bel terug", Toewijzing("Burgerzaken"), bericht_aan_klant="Beste {{afzender}}, u hoort van ons."),
        Zaakopdracht(KLACHT.url, "Klacht", bericht_aan_klant="Beste {{afzender}}, u hoort van ons."),
        GeenActieNodig("Bedankje", "Beste {{afzender}}, u hoort van ons."),
        Doorzending("info@waterschap.example", "", "Beste {{afzender}}, u hoort van ons."),
    ],
    ids=lambda uitkomst: uitkomst.soort,
)
def test_every_outcome_takes_a_message_to_the_citizen_along(uitkomst: Uitkomst) -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    gedaan = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", uitkomst)
    vraag, bericht = (gemeente.repos.klantcontacten[each] for each in gedaan.afhandeling.klantcontacten)
    assert (vraag.initiatiefnemer, bericht.initiatiefnemer) == (Initiatiefnemer.KLANT, Initiatiefnemer.GEMEENTE)
    assert (bericht.inhoud.waarde, bericht.verwijst_naar) == ("Beste Jan Jansen, u hoort van ons.", (vraag.identificatie,))
    verzending = gemeente.repos.verzendingen[gedaan.afhandeling.verzendingen[-1]]
    assert (verzending.naar, verzending.klantcontact) == (("jan@burger.example",), bericht.identificatie)
    assert b"u hoort van ons" in gemeente.archief.lees(verzending.object_key)
    again = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", uitkomst)
    assert (again.records, again.afhandeling) == (None, gedaan.afhandeling)


@pytest.mark.parametrize(
    "uitkomst",
    [
        Taakopdracht("Bel terug", Toewijzing("Burgerzaken"), bericht_aan_klant="Tot {{dag}}"),
        Zaakopdracht(KLACHT.url, "Klacht", bericht_aan_klant="Tot {{dag}}"),
        GeenActieNodig("Bedankje", "Tot {{dag}}"),
        GeenKlantcontact("Spam", "Hallo"),
    ],
    ids=lambda uitkomst: uitkomst.soort,
)
def test_a_message_that_cannot_go_is_refused_with_its_outcome(uitkomst: Uitkomst) -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", uitkomst)
    assert [error.veld for error in caught.value.fouten] == ["berichtAanKlant"]
    assert (gemeente.repos.klantcontacten, gemeente.repos.taken, gemeente.repos.zaken) == ({}, {}, {})
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


def test_a_doorzending_can_tell_the_citizen_in_the_same_transaction() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    verzoek = Doorzending("info@waterschap.example", "", "Wij hebben uw e-mail doorgestuurd.")
    uitkomst = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", verzoek)
    assert [contact.initiatiefnemer for contact in gemeente.repos.klantcontacten.values()] == [
        Initiatiefnemer.KLANT,
        Initiatiefnemer.GEMEENTE,
    ]
    assert {verzending.naar for verzending in gemeente.repos.verzendingen.values()} == {
        ("info@waterschap.example",),
        ("jan@burger.example",),
    }
    assert set(uitkomst.afhandeling.verzendingen) == set(gemeente.repos.verzendingen)


EIGEN = [
    "info@gemeente.example",
    "info+werk@gemeente.example",
    "INFO+a+b@Gemeente.Example",
    '"info"@gemeente.example',
    '"Info+werk"@gemeente.example',
    r'"in\fo"@gemeente.example',
    "info@\uff47emeente.example",  # IDNA takes the wide g for a g (UTS 46)
    "burgerzaken+x@gemeente.example",
    "kcc@gemeente.example",
    "kcc+antwoord@gemeente.example",
    "postmaster@gemeente.example",
    "Abuse+x@gemeente.example",
]


def _eigen_zegt(doe: Callable[[], object]) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        doe()
    assert [error.code for error in caught.value.fouten] == ["eigen-postvak"]


@pytest.mark.parametrize("naar", EIGEN)
def test_an_own_address_is_known_in_every_way_of_writing_it(naar: str) -> None:
    gewoon = Gemeente().uitgaand
    uitgaand = replace(gewoon, eigen=gewoon.eigen.met(["kcc+antwoord@gemeente.example"]))
    _eigen_zegt(lambda: uitgaand.ontvanger(naar, "naar"))


@pytest.mark.parametrize("header", ["From: <%s>", "Reply-To: Balie <%s>"])
@pytest.mark.parametrize("own", [each for each in EIGEN if each.isascii() and "kcc" not in each])
def test_no_mail_of_the_gemeente_goes_back_to_itself_whatever_chose_the_recipient(own: str, header: str) -> None:
    """The ways to write to a sender are the answer, the word beside a doorzending, the task, and the later mail."""
    gemeente = Gemeente()
    mail = (header % own).encode() + b"\r\nSubject: Vraag\r\n\r\nWat kost het?\r\n"
    open_ = gemeente.inziener.open(gemeente.ontvang(mail), ANNA)
    bericht, inzage = open_.bericht.identificatie, open_.inzage.identificatie
    _eigen_zegt(lambda: gemeente.handel_af(bericht, inzage, ANNA, "a", Antwoord("Dat kan.")))
    _eigen_zegt(lambda: gemeente.handel_af(bericht, inzage, ANNA, "b", Doorzending("a@provincie.example", "", "Doorgestuurd.")))
    _eigen_zegt(lambda: gemeente.handel_af(bericht, inzage, ANNA, "c", Doorzending(own)))
    if header.startswith("From: <%s>"):
        _eigen_zegt(lambda: gemeente.uitgaand.ontvanger(open_.bericht.envelop.afzender.adres, ""))
    gemeente.handel_af(bericht, inzage, ANNA, "d", taakverzoek())
    (taak,) = gemeente.repos.taken.values()
    _eigen_zegt(lambda: gemeente.desk.beantwoord(taak.identificatie, DAAN, "e", "Dat kan."))
    gemeente.desk.wijzig(taak.identificatie, DAAN, "f", Afronden("Gebeld"))
    _eigen_zegt(lambda: gemeente.vervolger.vervolg(taak.klantcontact, ANNA, "g", Vervolgbericht("Dat kan.", None)))
    assert gemeente.repos.verzendingen == {}


@pytest.mark.parametrize("own", [each for each in EIGEN if each.isascii() and "kcc" not in each])
def test_a_mail_that_asks_for_answers_to_ourselves_is_answered_to_who_wrote(own: str) -> None:
    gemeente = Gemeente()
    mail = f"From: Jan <jan@burger.example>\r\nReply-To: <{own}>\r\nSubject: Vraag\r\n\r\nWat kost het?\r\n".encode()
    open_ = gemeente.inziener.open(gemeente.ontvang(mail), ANNA)
    gemeente.handel_af(open_.bericht.identificatie, open_.inzage.identificatie, ANNA, "a", Antwoord("Dat kan."))
    (verzending,) = gemeente.repos.verzendingen.values()
    assert verzending.naar == ("jan@burger.example",)


def test_an_address_that_only_looks_like_an_own_one_is_written_to() -> None:
    for naar in ("info@gemeente.example.nl", "mijn+info@gemeente.example", '"in fo"@gemeente.example'):
        assert Gemeente().uitgaand.ontvanger(naar, "naar") == naar


@pytest.mark.parametrize("naar", ["geen adres", "a@b@c", POSTVAK, "Info@Gemeente.example", "josé@post.example"])
def test_a_doorzending_to_what_is_no_address_or_our_own_is_refused(naar: str) -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    with pytest.raises(OngeldigeInvoer):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", Doorzending(naar, "", None))
    assert gemeente.repos.klantcontacten == {}


def test_a_doorzending_that_ses_would_refuse_for_its_size_is_refused_before_anything_is_stored() -> None:
    gemeente = Gemeente()
    large = VRAAG + b"x" * 70 + b"\r\n" * (16 * 1024 * 1024)
    mail = gemeente.inziener.open(gemeente.ontvang(large), ANNA)
    with pytest.raises(OngeldigeInvoer):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", Doorzending("a@b.example", "", None))
    assert not gemeente.repos.klantcontacten
    assert not gemeente.repos.verzendingen


def test_a_doubtful_outcome_that_was_stored_is_success() -> None:
    gemeente = Gemeente()
    mail = geopend(gemeente)
    gemeente.repos.storingen = [Storing(OpslagOnbekend("timeout"), opgeslagen=True)]
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taakverzoek())
    assert len(gemeente.repos.taken) == 1


def test_who_sent_a_formal_message_hears_that_it_goes_on_and_from_when_its_term_runs() -> None:
    gemeente = Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    known = set(gemeente.repos.verzendingen)
    taak = Taakopdracht("Beslis hierop", Toewijzing("Burgerzaken"))
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taak)
    (new,) = (each for name, each in gemeente.repos.verzendingen.items() if name not in known)
    assert new.naar == ("jan@burger.example",)
    text = gemeente.archief.lees(new.object_key).decode()
    assert "De afdeling Burgerzaken behandelt uw e-mail verder" in " ".join(text.replace("=\r\n", "").split())
    assert "uiterlijk op dinsdag 19 januari 2027" in " ".join(text.replace("=\r\n", "").split())


@pytest.mark.parametrize(
    ("inhoud", "vervallen", "staat_er"),
    [
        (
            "Beste {{afzender}}, {{behandelaar}} reageert voor {{uiterlijk}}.",
            False,
            "De afdeling Burgerzaken reageert voor dinsdag",
        ),
        ("Beste {{afzender}}, {{behandelaar}} reageert voor {{uiterlijk}}.", True, "De termijn om te reageren loopt"),
        ("Wij bellen u op {{dag}}.", False, "De termijn om te reageren loopt"),
    ],
)
def test_a_beheerder_writes_the_text_about_a_formal_message_and_what_leaves_something_open_gives_way_to_ours(
    inhoud: str, vervallen: bool, staat_er: str
) -> None:
    gemeente = Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))
    own, identificatie = Standaardtekst("Doorgeleid", inhoud, vervallen), DOORGELEIDBERICHT.identificatie
    assert gemeente.standaardantwoorden.lees(identificatie) == DOORGELEIDBERICHT
    assert gemeente.standaardantwoorden.wijzig(identificatie, BEHEER, 0, own).versie == 1
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    taak = Taakopdracht("Beslis hierop", Toewijzing("Burgerzaken"))
    gedaan = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taak)
    (verzending,) = gedaan.afhandeling.verzendingen
    assert staat_er in " ".join(gemeente.tekst_van(verzending).split())


def test_an_agents_own_words_take_the_place_of_those_of_a_formal_message() -> None:
    gemeente = Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    taak = Taakopdracht("Beslis hierop", Toewijzing("Burgerzaken"), bericht_aan_klant="Wij zoeken het uit.")
    gedaan = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taak)
    (verzending,) = gedaan.afhandeling.verzendingen
    assert b"Wij zoeken het uit." in gemeente.archief.lees(gemeente.repos.verzendingen[verzending].object_key)


def test_a_formal_message_whose_sender_cannot_be_mailed_becomes_a_task_all_the_same() -> None:
    gemeente = Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))
    vraag = VRAAG.replace(b"jan@burger.example", b"info@gemeente.example")
    mail = gemeente.inziener.open(gemeente.ontvang(vraag), ANNA)
    taak = Taakopdracht("Beslis hierop", Toewijzing("Burgerzaken"))
    gedaan = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taak)
    assert gedaan.afhandeling.interne_taak
    assert gedaan.afhandeling.verzendingen == ()
