"""A mail in the wrong postvak goes to another, and is taken from nobody on the way."""

from dataclasses import replace
from itertools import pairwise
from uuid import UUID

import pytest

from klantmail.domain.emailbericht import MAX_VERPLAATSINGEN, Berichtstatus, Ontleedstand
from klantmail.domain.fouten import (
    AlAfgehandeld,
    BijAnderInBehandeling,
    InzageNietGeldig,
    KeuzeNietMogelijk,
    NietGevonden,
    NietInTeZien,
    OngeldigeInvoer,
)
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from tests.support.builders import ANDER_POSTVAK, ANNA, BRAM, POSTVAK, Gemeente


def _lijst(gemeente: Gemeente, postvak: str) -> list[UUID]:
    gevonden = gemeente.raadpleger.werkvoorraad(postvak, None, aantal=10, na=None).resultaten
    return [een.identificatie for een in gevonden]


def test_a_mail_that_waits_goes_to_the_other_postvak_with_its_history(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    verplaatst = gemeente.verplaatser.verplaats(bericht, ANNA, ANDER_POSTVAK)
    assert (verplaatst.status, verplaatst.envelop.postvak) == (Berichtstatus.NIEUW, ANDER_POSTVAK)
    (een,) = verplaatst.verplaatsingen
    assert (een.van, een.naar, een.medewerker, een.naam) == (POSTVAK, ANDER_POSTVAK, ANNA.identificatie, ANNA.naam)
    assert (_lijst(gemeente, POSTVAK), _lijst(gemeente, ANDER_POSTVAK)) == ([], [bericht])
    assert gemeente.verplaatser.verplaats(bericht, BRAM, ANDER_POSTVAK) == verplaatst


def test_the_answer_leaves_from_the_new_postvak(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gemeente.verplaatser.verplaats(bericht, ANNA, ANDER_POSTVAK)
    inzage = gemeente.inziener.open(bericht, BRAM).inzage.identificatie
    gedaan = gemeente.beantwoord(bericht, inzage, BRAM, "s", Antwoord("Goedemiddag", None))
    assert gemeente.register.verzending(gedaan.verzending).van == ANDER_POSTVAK


def test_who_has_a_mail_open_gives_it_away_with_it_and_nobody_else_may(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    with pytest.raises(BijAnderInBehandeling):
        gemeente.verplaatser.verplaats(bericht, BRAM, ANDER_POSTVAK)
    assert gemeente.verplaatser.verplaats(bericht, ANNA, ANDER_POSTVAK).inzage is None
    with pytest.raises(InzageNietGeldig):
        gemeente.handel_af(bericht, inzage, ANNA, "s", GeenKlantcontact("Spam"))


def test_a_claim_that_ran_out_hinders_nobody(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    gemeente.inziener.open(bericht, ANNA)
    gemeente.klok.vooruit(CLAIMDUUR)
    assert gemeente.verplaatser.verplaats(bericht, BRAM, ANDER_POSTVAK).status is Berichtstatus.NIEUW


def test_what_is_handled_kept_apart_or_not_read_yet_stays(gemeente: Gemeente) -> None:
    apart, gesloten, ongelezen = gemeente.ontvang_verdacht(), gemeente.ontvang(), gemeente.ontvang(ses_bericht_id="ses-2")
    inzage = gemeente.inziener.open(gesloten, ANNA).inzage.identificatie
    gemeente.handel_af(gesloten, inzage, ANNA, "s", GeenKlantcontact("Spam"))
    nog_niet = replace(gemeente.register.emailbericht(ongelezen), ontleedstand=Ontleedstand.ONTBREEKT)
    gemeente.register.berichten[ongelezen] = nog_niet
    for bericht, fout in ((apart, NietInTeZien), (gesloten, AlAfgehandeld), (ongelezen, KeuzeNietMogelijk)):
        with pytest.raises(fout):
            gemeente.verplaatser.verplaats(bericht, ANNA, ANDER_POSTVAK)
        assert gemeente.register.emailbericht(bericht).envelop.postvak == POSTVAK


def test_who_opens_it_meanwhile_keeps_it(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()

    def ander_was_voor() -> None:
        gemeente.inziener.open(bericht, BRAM)

    gemeente.register.tussendoor = [ander_was_voor]
    with pytest.raises(BijAnderInBehandeling):
        gemeente.verplaatser.verplaats(bericht, ANNA, ANDER_POSTVAK)


def test_an_unknown_postvak_or_mail_is_told(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    with pytest.raises(OngeldigeInvoer) as fout:
        gemeente.verplaatser.verplaats(bericht, ANNA, "x@elders.example")
    assert [een.veld for een in fout.value.fouten] == ["postvak"]
    with pytest.raises(NietGevonden):
        gemeente.verplaatser.verplaats(UUID(int=404), ANNA, POSTVAK)


def test_a_mail_remembers_the_last_moves(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    for nummer in range(MAX_VERPLAATSINGEN + 2):
        gemeente.verplaatser.verplaats(bericht, ANNA, POSTVAK if nummer % 2 else ANDER_POSTVAK)
    onthouden = gemeente.register.emailbericht(bericht).verplaatsingen
    assert len(onthouden) == MAX_VERPLAATSINGEN
    assert all(een.naar == ander.van for een, ander in pairwise(onthouden))
