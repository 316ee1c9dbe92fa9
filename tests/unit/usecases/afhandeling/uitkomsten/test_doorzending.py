"""A mail goes on to another authority, and its sender hears so."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from klantmail.domain.doorzendbericht import DOORZENDBERICHT
from klantmail.domain.fouten import KeuzeNietMogelijk, OngeldigeInvoer
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.beheer.standaardantwoorden import Standaardtekst
from tests.support.builders import ANNA, BEHEER, POSTVAK, VRAAG, Gemeente


def test_a_doorzending_sends_the_original_mail_whole_to_the_other_authority(gemeente: Gemeente, mail: GeopendeMail) -> None:
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


def test_a_doorzending_tells_the_citizen_by_itself_who_has_their_mail_now(gemeente: Gemeente, mail: GeopendeMail) -> None:
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
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    gemeente.handel_af(
        mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", Doorzending("info@waterschap.example", "", None)
    )
    (contact,) = [each for each in gemeente.repos.klantcontacten.values() if each.initiatiefnemer is Initiatiefnemer.GEMEENTE]
    assert (contact.inhoud.waarde or "").startswith(begin)


def test_a_doorzending_can_tell_the_citizen_in_the_same_transaction(gemeente: Gemeente, mail: GeopendeMail) -> None:
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


@pytest.mark.parametrize("naar", ["geen adres", "a@b@c", POSTVAK, "Info@Gemeente.example", "josé@post.example"])
def test_a_doorzending_to_what_is_no_address_or_our_own_is_refused(gemeente: Gemeente, mail: GeopendeMail, naar: str) -> None:
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


def test_a_message_and_a_reason_for_none_contradict_each_other(gemeente: Gemeente, mail: GeopendeMail) -> None:
    verzoek = Doorzending("geen adres", "", "Doorgestuurd.", "Niet nodig")
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", verzoek)
    assert {error.veld for error in caught.value.fouten} == {"naar", "redenZonderBericht"}
    assert not gemeente.repos.klantcontacten
