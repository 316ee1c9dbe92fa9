"""A postvak puts its salutation and signature around what is written to a citizen."""

from dataclasses import replace

import pytest

from klantmail.domain.fouten import Botsing, GeenToegang, KeuzeNietMogelijk, NietGevonden, OngeldigeInvoer, OpslagOnbekend
from klantmail.domain.ondertekening import Ondertekening
from klantmail.domain.standaardantwoord import VASTE_WAARDEN, waarden_voor
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from tests.support.builders import ANDER_POSTVAK, ANNA, BEHEER, POSTVAK, VRAAG, Gemeente, bericht
from tests.support.fakes import Storing

TEKSTEN = Ondertekening(
    postvak=POSTVAK,
    aanhef="Beste {{afzender}},",
    aanhef_zonder_naam="Geachte heer of mevrouw,",
    ondertekening="Met vriendelijke groet,\n\n{{medewerker}}\nGemeente {{gemeente}}",
)
VALUES = {"afzender": "Jan", "medewerker": "Anna", "gemeente": "Voorbeeld"}


def _sent(gemeente: Gemeente, uitkomst: Uitkomst, mail: bytes = VRAAG) -> tuple[str, str]:
    """Handle a mail so. Return the text that leaves, and the text that is kept."""
    identificatie = gemeente.ontvang(mail)
    inzage = gemeente.inziener.open(identificatie, ANNA).inzage.identificatie
    gedaan = gemeente.handel_af(identificatie, inzage, ANNA, "k", uitkomst)
    (verzending,) = gedaan.afhandeling.verzendingen
    contact = gemeente.repos.klantcontact(gedaan.afhandeling.klantcontacten[-1])
    return gemeente.tekst_van(verzending), contact.inhoud.waarde or ""


def test_it_stands_around_the_text_with_the_values_filled_in() -> None:
    assert TEKSTEN.om("Dat kan.\n", VALUES) == ("Beste Jan,\n\nDat kan.\n\nMet vriendelijke groet,\n\nAnna\nGemeente Voorbeeld")
    assert Ondertekening(postvak=POSTVAK).om("Dat kan.\n", VALUES) == "Dat kan."


def test_what_has_no_value_is_left_out_and_never_left_open() -> None:
    zonder = TEKSTEN.om("Dat kan.", VALUES | {"afzender": "", "medewerker": ""})
    assert zonder == "Geachte heer of mevrouw,\n\nDat kan.\n\nMet vriendelijke groet,\n\nGemeente Voorbeeld"
    assert replace(TEKSTEN, aanhef_zonder_naam="").om("Ja.", {"gemeente": "V"}).startswith("Ja.")


def test_an_answer_and_a_message_have_it_and_what_is_kept_is_what_the_agent_wrote(gemeente: Gemeente) -> None:
    gemeente.ondertekeningenbeheer.wijzig(BEHEER, 0, TEKSTEN)
    text, bewaard = _sent(gemeente, Antwoord("Dat kan, {{afzender}}."))
    assert text.startswith("Beste Jan Jansen,\n\nDat kan, Jan Jansen.\n\nMet vriendelijke groet,\n\nAnna")
    assert bewaard == "Dat kan, Jan Jansen."
    anders = Gemeente()
    anders.ondertekeningenbeheer.wijzig(BEHEER, 0, TEKSTEN)
    text, bewaard = _sent(anders, GeenActieNodig("Dank", "Bedankt."))
    assert text.startswith("Beste Jan Jansen,\n\nBedankt.\n\nMet vriendelijke groet,")
    assert bewaard == "Bedankt."


def test_another_postvak_has_its_own(gemeente: Gemeente) -> None:
    gemeente.ondertekeningenbeheer.wijzig(BEHEER, 0, replace(TEKSTEN, postvak=ANDER_POSTVAK))
    assert _sent(gemeente, Antwoord("Dat kan."))[0].startswith("Dat kan.\n\nKenmerk:")


def test_a_repetition_after_a_change_sends_what_was_stored(gemeente: Gemeente) -> None:
    identificatie = gemeente.ontvang()
    inzage = gemeente.inziener.open(identificatie, ANNA).inzage.identificatie
    eerst = gemeente.handel_af(identificatie, inzage, ANNA, "k", Antwoord("Dat kan."))
    objecten = dict(gemeente.archief.objecten)
    gemeente.ondertekeningenbeheer.wijzig(BEHEER, 0, TEKSTEN)
    assert gemeente.handel_af(identificatie, inzage, ANNA, "k", Antwoord("Dat kan.")).afhandeling == eerst.afhandeling
    assert gemeente.archief.objecten == objecten


def test_the_placeholders_that_fill_themselves_in_are_those_of_every_mail() -> None:
    assert tuple(waarden_voor(bericht().envelop, ANNA, "Voorbeeld")) == VASTE_WAARDEN


@pytest.mark.parametrize(
    "error",
    [{"aanhef": "Beste {{dag}},"}, {"aanhef_zonder_naam": "Beste {{afzender}},"}, {"ondertekening": "{{"}],
)
def test_a_placeholder_that_nobody_could_fill_in_is_refused(gemeente: Gemeente, error: dict[str, str]) -> None:
    with pytest.raises(OngeldigeInvoer):
        gemeente.ondertekeningenbeheer.wijzig(BEHEER, 0, replace(TEKSTEN, **error))  # type: ignore[arg-type]  # texts


def test_a_beheerder_changes_it_by_version_and_of_a_postvak_that_there_is(gemeente: Gemeente) -> None:
    beheer = gemeente.ondertekeningenbeheer
    assert beheer.lees(POSTVAK) == Ondertekening(postvak=POSTVAK)
    first = beheer.wijzig(BEHEER, 0, TEKSTEN)
    gewijzigd = replace(TEKSTEN, versie=1, gewijzigd_op=gemeente.klok(), gewijzigd_door=BEHEER.identificatie)
    assert beheer.lees(POSTVAK) == first == gewijzigd
    assert beheer.wijzig(BEHEER, 0, TEKSTEN) == first
    with pytest.raises(KeuzeNietMogelijk):
        beheer.wijzig(BEHEER, 0, replace(TEKSTEN, aanhef="Dag,"))
    assert beheer.wijzig(BEHEER, 1, replace(TEKSTEN, aanhef="Dag,")).versie == 2
    with pytest.raises(GeenToegang):
        beheer.wijzig(ANNA, 2, TEKSTEN)
    with pytest.raises(NietGevonden):
        beheer.lees("weg@gemeente.example")
    with pytest.raises(NietGevonden):
        beheer.wijzig(BEHEER, 0, replace(TEKSTEN, postvak="weg@gemeente.example"))


@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
)
def test_it_is_stored_whatever_the_storage_answered(gemeente: Gemeente, storing: Storing) -> None:
    gemeente.repos.storingen = [storing]
    assert gemeente.ondertekeningenbeheer.wijzig(BEHEER, 0, TEKSTEN).versie == 1
