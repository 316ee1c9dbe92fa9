"""A message to the citizen goes along with an outcome."""

from dataclasses import replace

import pytest

from klantmail.domain.doorgeleidbericht import DOORGELEIDBERICHT
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.formeel import Formaliteiten
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.beheer.standaardantwoorden import Standaardtekst
from klantmail.usecases.uitgaand.vanzelf import GEEN_ADRES, LEEST_NIEMAND
from tests.support.builders import ANNA, BEHEER, KLACHT, POSTVAK, VRAAG, Gemeente


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
def test_every_outcome_takes_a_message_to_the_citizen_along(gemeente: Gemeente, mail: GeopendeMail, uitkomst: Uitkomst) -> None:
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
def test_a_message_that_cannot_go_is_refused_with_its_outcome(gemeente: Gemeente, mail: GeopendeMail, uitkomst: Uitkomst) -> None:
    with pytest.raises(OngeldigeInvoer) as caught:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", uitkomst)
    assert [error.veld for error in caught.value.fouten] == ["berichtAanKlant"]
    assert (gemeente.repos.klantcontacten, gemeente.repos.taken, gemeente.repos.zaken) == ({}, {}, {})
    assert gemeente.repos.emailbericht(mail.bericht.identificatie).status is Berichtstatus.IN_BEHANDELING


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
    assert gedaan.afhandeling.reden_zonder_bericht == GEEN_ADRES


@pytest.mark.parametrize(
    ("address", "dmarc", "reden"),
    [
        (b"jan@burger.example", "FAIL", "Het staat niet vast dat deze e-mail echt van de afzender komt."),
        (b"no-reply@burger.example", "PASS", LEEST_NIEMAND),
    ],
)
def test_of_a_formal_message_nothing_goes_by_itself_to_who_gets_no_receipt_by_itself(
    address: bytes, dmarc: str, reden: str
) -> None:
    gemeente = Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))
    identificatie = gemeente.ontvang(VRAAG.replace(b"jan@burger.example", address))
    bericht = gemeente.repos.berichten[identificatie]
    verdicts = replace(bericht.envelop.verdicts, dmarc=dmarc)
    gemeente.repos.berichten[identificatie] = replace(bericht, envelop=replace(bericht.envelop, verdicts=verdicts))
    inzage = gemeente.inziener.open(identificatie, ANNA).inzage.identificatie
    gedaan = gemeente.handel_af(identificatie, inzage, ANNA, "s", Taakopdracht("Beslis hierop", Toewijzing("Burgerzaken")))
    assert (gedaan.afhandeling.verzendingen, gedaan.afhandeling.reden_zonder_bericht) == ((), reden)
    opgeslagen = gemeente.repos.emailbericht(identificatie).afhandeling
    assert opgeslagen is not None
    assert opgeslagen.reden_zonder_bericht == reden


def test_an_agents_own_words_about_a_formal_message_go_also_to_who_gets_no_receipt_by_itself() -> None:
    gemeente = Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))
    mail = gemeente.inziener.open(gemeente.ontvang(VRAAG.replace(b"jan@burger", b"no-reply@burger")), ANNA)
    taak = Taakopdracht("Beslis hierop", Toewijzing("Burgerzaken"), bericht_aan_klant="Wij zoeken het uit.")
    gedaan = gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", taak)
    assert (len(gedaan.afhandeling.verzendingen), gedaan.afhandeling.reden_zonder_bericht) == (1, "")
