"""The quarantine is read, closed and filled again by a beheerder, and the werkvoorraad sees none of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import MAX_APARTZETTINGEN, Berichtstatus
from klantmail.domain.fouten import (
    AlAfgehandeld,
    BijAnderInBehandeling,
    Botsing,
    GeenToegang,
    KeuzeNietMogelijk,
    NietGevonden,
    NietInTeZien,
    OngeldigeInvoer,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenKlantcontact
from klantmail.usecases.beheer.quarantaine import MAX_TEGELIJK
from klantmail.usecases.beheer.raadplegen import Berichtenkeuze
from tests.support.builders import ANNA, BEHEER, BRAM, Gemeente
from tests.support.fakes import Storing


def _verdacht(gemeente: Gemeente, count: int = 3) -> list[UUID]:
    return [gemeente.ontvang_verdacht(f"spam-{number}") for number in range(count)]


def _statussen(gemeente: Gemeente, berichten: Sequence[UUID]) -> set[str]:
    return {gemeente.repos.emailbericht(each).status.value for each in berichten}


def _lijst(gemeente: Gemeente, status: Berichtstatus | None = None) -> list[UUID]:
    found = gemeente.raadpleger.berichten(Berichtenkeuze(status=status), aantal=100, na=None)
    return [each.identificatie for each in found.resultaten]


def test_a_beheerder_closes_many_at_once_with_one_reason_and_none_comes_into_the_werkvoorraad(gemeente: Gemeente) -> None:
    berichten = _verdacht(gemeente, MAX_TEGELIJK)
    gedaan = gemeente.quarantaine.sluit(berichten, BEHEER, "s", "Spam")
    assert (gedaan.soort, gedaan.reden, gedaan.medewerker) == (
        Afhandelsoort.GEEN_KLANTCONTACT,
        "Spam",
        BEHEER.identificatie,
    )
    assert all(gemeente.repos.emailbericht(each).afhandeling == gedaan for each in berichten)
    assert _statussen(gemeente, berichten) == {"afgehandeld"}
    assert _lijst(gemeente) == _lijst(gemeente, Berichtstatus.QUARANTAINE) == []
    assert set(_lijst(gemeente, Berichtstatus.AFGEHANDELD)) == set(berichten)
    assert gemeente.repos.klantcontacten == {}


def test_the_same_request_again_gives_the_same_and_another_with_its_key_is_refused(gemeente: Gemeente) -> None:
    berichten = _verdacht(gemeente)
    gedaan = gemeente.quarantaine.sluit(berichten, BEHEER, "s", "Spam")
    gemeente.klok.advance(timedelta(minutes=1))
    assert gemeente.quarantaine.sluit(berichten, BEHEER, "s", "Spam") == gedaan
    for other, reden in ((berichten, "Phishing"), (berichten[:2], "Spam")):
        with pytest.raises(SleutelHergebruikt):
            gemeente.quarantaine.sluit(other, BEHEER, "s", reden)


def test_what_was_closed_by_another_or_under_another_key_is_told_with_its_state(gemeente: Gemeente) -> None:
    berichten = _verdacht(gemeente)
    gemeente.quarantaine.sluit(berichten, BEHEER, "s", "Spam")
    for who, key in ((BEHEER, "t"), (replace(BEHEER, identificatie=UUID(int=9)), "s")):
        with pytest.raises(KeuzeNietMogelijk) as error:
            gemeente.quarantaine.sluit(berichten, who, key, "Spam")
        assert error.value.toestand == "afgehandeld"


def test_one_that_is_not_in_quarantine_stops_all_and_is_named_with_its_state(gemeente: Gemeente) -> None:
    berichten = _verdacht(gemeente)
    gemeente.beheer.laat_toe(berichten[1], BEHEER)
    gewoon = gemeente.ontvang()
    gemeente.inziener.open(gewoon, ANNA)
    with pytest.raises(KeuzeNietMogelijk) as error:
        gemeente.quarantaine.sluit([*berichten, gewoon], BEHEER, "s", "Spam")
    assert f"{berichten[1]} (nieuw), {gewoon} (in_behandeling)" in str(error.value)
    assert error.value.toestand == "nieuw"
    assert set(_lijst(gemeente, Berichtstatus.QUARANTAINE)) == {berichten[0], berichten[2]}


def test_everything_that_is_wrong_with_a_request_is_told_at_once(gemeente: Gemeente) -> None:
    (bericht,) = _verdacht(gemeente, 1)

    def fouten(berichten: Sequence[UUID]) -> list[tuple[str, str]]:
        with pytest.raises(OngeldigeInvoer) as error:
            gemeente.quarantaine.sluit(berichten, BEHEER, "s", "Spam")
        return [(each.veld, each.code) for each in error.value.fouten]

    assert fouten([]) == [("emailberichten", "aantal")]
    assert fouten([bericht, bericht]) == [("emailberichten.1", "dubbel")]
    assert fouten([UUID(int=1), bericht, UUID(int=2)]) == [("emailberichten.0", "onbekend"), ("emailberichten.2", "onbekend")]
    assert fouten([UUID(int=number) for number in range(101)])[0] == ("emailberichten", "aantal")
    assert _lijst(gemeente, Berichtstatus.QUARANTAINE) == [bericht]


@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
    ids=["conflict", "unknown, not stored", "unknown, stored"],
)
def test_whatever_the_storage_answers_all_are_closed_once(gemeente: Gemeente, storing: Storing) -> None:
    berichten = _verdacht(gemeente)
    gemeente.repos.storingen = [storing]
    gedaan = gemeente.quarantaine.sluit(berichten, BEHEER, "s", "Spam")
    assert [gemeente.repos.emailbericht(each).afhandeling for each in berichten] == [gedaan] * 3


def test_who_is_let_in_meanwhile_stays_in_and_nothing_is_closed(gemeente: Gemeente) -> None:
    berichten = _verdacht(gemeente)

    def ander_was_voor() -> None:
        gemeente.beheer.laat_toe(berichten[2], BEHEER)

    gemeente.repos.meanwhile = [ander_was_voor]
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.quarantaine.sluit(berichten, BEHEER, "s", "Spam")
    assert set(_lijst(gemeente, Berichtstatus.QUARANTAINE)) == set(berichten[:2])
    assert _lijst(gemeente) == [berichten[2]]


def test_a_closing_in_quarantine_is_undone_into_quarantine(gemeente: Gemeente) -> None:
    (bericht,) = _verdacht(gemeente, 1)
    gemeente.quarantaine.sluit([bericht], BEHEER, "s", "Spam")
    with pytest.raises(GeenToegang):
        gemeente.heropener.heropen(bericht, ANNA, "")
    assert gemeente.heropener.heropen(bericht, BEHEER, "Toch niet").status is Berichtstatus.QUARANTAINE
    assert _lijst(gemeente) == []
    with pytest.raises(NietInTeZien):
        gemeente.inziener.open(bericht, ANNA)


def test_a_mail_that_waits_is_put_back_into_quarantine_and_its_release_is_kept(gemeente: Gemeente) -> None:
    (bericht,) = _verdacht(gemeente, 1)
    vrijgave = gemeente.beheer.laat_toe(bericht, BEHEER).vrijgave
    apart = gemeente.quarantaine.zet_apart(bericht, BEHEER, "Toch phishing")
    assert (apart.status, apart.vrijgave) == (Berichtstatus.QUARANTAINE, None)
    (apartzetting,) = apart.apartzettingen
    assert (apartzetting.reden, apartzetting.vrijgave, apartzetting.medewerker) == (
        "Toch phishing",
        vrijgave,
        BEHEER.identificatie,
    )
    assert _lijst(gemeente) == []
    assert gemeente.quarantaine.zet_apart(bericht, BEHEER, "Nog eens") == apart
    assert gemeente.beheer.laat_toe(bericht, BEHEER).status is Berichtstatus.NIEUW


def test_any_mail_that_waits_can_be_put_apart_and_what_somebody_has_open_cannot(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    with pytest.raises(BijAnderInBehandeling):
        gemeente.quarantaine.zet_apart(bericht, BEHEER, "Phishing")
    gemeente.klok.advance(CLAIMDUUR)
    assert gemeente.quarantaine.zet_apart(bericht, BEHEER, "Phishing").status is Berichtstatus.QUARANTAINE
    with pytest.raises(NietInTeZien):
        gemeente.handel_af(bericht, inzage, ANNA, "s", GeenKlantcontact("Spam"))
    assert gemeente.repos.emailbericht(bericht).afhandeling is None


def test_a_handled_mail_stays_where_it_is(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gemeente.handel_af(bericht, inzage, ANNA, "s", GeenKlantcontact("Spam"))
    with pytest.raises(AlAfgehandeld):
        gemeente.quarantaine.zet_apart(bericht, BEHEER, "Phishing")


def test_who_opens_a_mail_meanwhile_keeps_it(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()

    def ander_was_voor() -> None:
        gemeente.inziener.open(bericht, BRAM)

    gemeente.repos.meanwhile = [ander_was_voor]
    with pytest.raises(BijAnderInBehandeling):
        gemeente.quarantaine.zet_apart(bericht, BEHEER, "Phishing")


def test_a_mail_remembers_the_last_times_that_it_was_put_apart(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    for number in range(MAX_APARTZETTINGEN + 1):
        gemeente.quarantaine.zet_apart(bericht, BEHEER, str(number))
        gemeente.klok.advance(timedelta(minutes=1))
        gemeente.beheer.laat_toe(bericht, BEHEER)
    remembered = gemeente.repos.emailbericht(bericht).apartzettingen
    assert [each.reden for each in remembered] == [str(number) for number in range(1, MAX_APARTZETTINGEN + 1)]


def test_only_a_beheerder_may_and_only_what_is_there(gemeente: Gemeente) -> None:
    (bericht,) = _verdacht(gemeente, 1)
    with pytest.raises(GeenToegang):
        gemeente.quarantaine.sluit([bericht], ANNA, "s", "Spam")
    with pytest.raises(GeenToegang):
        gemeente.quarantaine.zet_apart(bericht, ANNA, "Spam")
    with pytest.raises(GeenToegang):
        gemeente.meelezer.in_quarantaine(bericht, ANNA)
    with pytest.raises(NietGevonden):
        gemeente.quarantaine.zet_apart(UUID(int=404), BEHEER, "Spam")


def test_a_beheerder_reads_before_letting_in_and_gets_no_file_of_a_mail_with_a_virus(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang_verdacht(virus="FAIL")
    read = gemeente.meelezer.in_quarantaine(bericht, BEHEER)
    assert "parkeervergunning" in (read.inhoud.tekst.waarde or "")
    assert not read.bericht.downloadbaar
    assert _statussen(gemeente, [bericht]) == {"quarantaine"}
    gemeente.beheer.laat_toe(bericht, BEHEER)
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.meelezer.in_quarantaine(bericht, BEHEER)
