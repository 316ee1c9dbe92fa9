"""The index by which mail is found, on DynamoDB and in memory: what it leads to, and what stays behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from klantmail.adapters.dynamodb.emailbericht_mapping import afhandeling_map, bericht_item
from klantmail.adapters.dynamodb.zoekindex import Zoekindex, ZoektermItem, term_hash, zoekitems
from klantmail.adapters.dynamodb.zoeklijsten import Zoeklijsten
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.fouten import Geweigerd, NietBeschikbaar, OngeldigeInvoer
from klantmail.domain.zoekindex import JAREN, Zoekstatus, Zoekvraag
from klantmail.domain.zoekingang import zoekingang
from klantmail.ports.zoekindex import Zoekpagina
from ontleden.ontleding import Adres
from tests.support.aws import ENVIRONMENT
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK, afhandeling, bericht
from tests.support.fake_zoekindex import FakeZoekindex
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

JAN = Adres("Jan Jansen", "jan@burger.example")
PIET = Adres("Piet de Vries", "p.devries@burger.example")
HASH_KEY = ENVIRONMENT["AFZENDERSLEUTEL"].encode()
NU = BEGIN + timedelta(days=1)


@dataclass
class Kast:
    """Mails, and the index that leads to them."""

    index: Zoekindex | FakeZoekindex
    lijsten: Zoeklijsten | FakeZoekindex
    berichten: dict[Any, Emailbericht]
    opgeslagen: Callable[[Emailbericht], None]

    def leg(self, *berichten: Emailbericht, zaken: Sequence[str] = ()) -> None:
        for each in berichten:
            self.berichten[each.identificatie] = each
            self.opgeslagen(each)
            self.index.bewaar(zoekingang(each, zaken))

    def zoek(self, vraag: Zoekvraag, *, aantal: int = 20, na: str | None = None, moment: datetime = NU) -> Zoekpagina:
        return self.lijsten.zoek(vraag, moment=moment, aantal=aantal, na=na)

    def alle(self, vraag: Zoekvraag, *, aantal: int = 100, moment: datetime = NU) -> list[Emailbericht]:
        """Read page after page, to the end."""
        found: list[Emailbericht] = []
        na: str | None = None
        for _ in range(50):
            page = self.zoek(vraag, aantal=aantal, na=na, moment=moment)
            assert len(page.resultaten) <= aantal
            assert (page.vervolg is None) == (page.gezocht_tot is None)
            found += page.resultaten
            na = page.vervolg
            if na is None:
                return found
        raise AssertionError("the search does not end")


def op_tafel(one: Emailbericht) -> None:
    item = bericht_item(one)
    if one.afhandeling:
        item.afhandeling = afhandeling_map(one.afhandeling)
    item.save()


@pytest.fixture(params=["dynamodb", "in memory"])
def kast(request: pytest.FixtureRequest, dynamodb: AllRepositories) -> Kast:
    if request.param == "dynamodb":
        store = dynamodb._table
        return Kast(Zoekindex(store), Zoeklijsten(store), {}, op_tafel)
    berichten: dict[Any, Emailbericht] = {}
    fake = FakeZoekindex(lambda: berichten)
    return Kast(fake, fake, berichten, lambda _: None)


@pytest.fixture
def in_table(dynamodb: AllRepositories) -> Kast:
    store = dynamodb._table
    return Kast(Zoekindex(store), Zoeklijsten(store), {}, op_tafel)


def mail(number: int, onderwerp: str = "Parkeervergunning", van: Adres = JAN, op: datetime | None = None) -> Emailbericht:
    one = bericht(number)
    moment = op or BEGIN + timedelta(seconds=number)
    return replace(one, envelop=replace(one.envelop, onderwerp=onderwerp, afzender=van, ontvangen_op=moment))


def afgehandeld(one: Emailbericht, kind: Afhandelsoort = Afhandelsoort.ANTWOORD, na: int = 60) -> Emailbericht:
    moment = one.envelop.ontvangen_op + timedelta(seconds=na)
    return replace(one, status=Berichtstatus.AFGEHANDELD, afhandeling=replace(afhandeling(), soort=kind, tijdstip=moment))


def ids(berichten: Sequence[Emailbericht]) -> list[int]:
    return [each.identificatie.int - 0xE0000 for each in berichten]


def test_what_is_found_comes_newest_first_by_words_names_addresses_zaken_and_what_became_of_it(kast: Kast) -> None:
    kast.leg(mail(1), mail(2, "Dakkapel en vergunning", PIET), mail(4, "Vergunning"))
    kast.leg(afgehandeld(mail(3, "Dakkapel en vergunning", JAN)), zaken=["ZAAK-2026-7"])
    gezocht = {
        "woord": Zoekvraag(woorden=("vergunning",)),
        "woorden": Zoekvraag(woorden=("vergunning", "dakkapel")),
        "naam": Zoekvraag(namen=("jans",)),
        "naam en woord": Zoekvraag(namen=("vries",), woorden=("dakkapel",)),
        "adres": Zoekvraag(adressen=("p.devries@bur",)),
        "zaak": Zoekvraag(zaak="zaak-2026-7"),
        "zaak van een ander": Zoekvraag(zaak="zaak-2026-7", namen=("vries",)),
        "medewerker": Zoekvraag(medewerker=ANNA.identificatie),
        "wacht": Zoekvraag(status=Zoekstatus.WACHTEND, woorden=("vergunning",)),
        "alles": Zoekvraag(),
        "niets": Zoekvraag(woorden=("riool",)),
        "periode": Zoekvraag(van=BEGIN + timedelta(seconds=2), tot=BEGIN + timedelta(seconds=4)),
    }
    assert {name: ids(kast.alle(vraag)) for name, vraag in gezocht.items()} == {
        "woord": [4, 3, 2],
        "woorden": [3, 2],
        "naam": [4, 3, 1],
        "naam en woord": [2],
        "adres": [2],
        "zaak": [3],
        "zaak van een ander": [],
        "medewerker": [3],
        "wacht": [4, 2],
        "alles": [4, 3, 2, 1],
        "niets": [],
        "periode": [3, 2],
    }


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100])
def test_pages_follow_each_other_without_a_gap_or_a_double_over_the_years(kast: Kast, count: int) -> None:
    moments = [
        datetime(jaar, month, 1, tzinfo=UTC)
        for jaar in (2020, 2023, 2025, 2026)
        for month in (1, 6, 12)
        if (jaar, month) < (2026, 12)
    ]
    kast.leg(*(mail(number, f"Vergunning {number:02}", op=op) for number, op in enumerate(moments, 1)))
    expected = list(range(len(moments), 0, -1))
    assert ids(kast.alle(Zoekvraag(woorden=("vergunning",)), aantal=count)) == expected
    assert ids(kast.alle(Zoekvraag(woorden=("vergunning",), namen=("jansen",)), aantal=count)) == expected
    assert ids(kast.alle(Zoekvraag(), aantal=count)) == expected
    halfway = Zoekvraag(van=moments[2], tot=moments[7])
    assert ids(kast.alle(halfway, aantal=count)) == [7, 6, 5, 4, 3]


def test_a_new_year_begins_with_what_came_in_the_old_one(kast: Kast) -> None:
    kast.leg(mail(1, op=datetime(2026, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)), mail(2, op=datetime(2027, 1, 1, tzinfo=UTC)))
    oudjaar, nieuwjaar = datetime(2026, 12, 31, 23, 59, 59, 999000, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert ids(kast.alle(Zoekvraag(), aantal=1, moment=nieuwjaar)) == [2, 1]
    assert ids(kast.alle(Zoekvraag(tot=nieuwjaar), moment=nieuwjaar)) == [1]
    assert ids(kast.alle(Zoekvraag(van=nieuwjaar), moment=nieuwjaar)) == [2]
    assert ids(kast.alle(Zoekvraag(van=oudjaar), moment=nieuwjaar)) == [2, 1]


def test_the_state_of_a_mail_is_that_of_now_whatever_the_index_says(kast: Kast) -> None:
    kast.leg(mail(1))
    verplaatst = replace(mail(1), envelop=replace(mail(1).envelop, postvak=ANDER_POSTVAK))
    kast.berichten[verplaatst.identificatie] = verplaatst
    kast.opgeslagen(verplaatst)
    assert ids(kast.alle(Zoekvraag(woorden=("parkeervergunning",), postvakken=frozenset((POSTVAK,))))) == []
    assert ids(kast.alle(Zoekvraag(woorden=("parkeervergunning",), postvakken=frozenset((ANDER_POSTVAK,))))) == [1]


def test_a_mail_has_its_places_once_and_a_later_state_takes_the_place_of_an_earlier_one(kast: Kast) -> None:
    vroeg, laat = zoekingang(mail(1)), zoekingang(afgehandeld(mail(1)))
    assert kast.index.bewaar(vroeg)
    assert not kast.index.bewaar(vroeg)
    assert kast.index.bewaar(laat)
    assert not kast.index.bewaar(vroeg)
    kast.berichten[laat.emailbericht] = afgehandeld(mail(1))
    kast.opgeslagen(afgehandeld(mail(1)))
    assert ids(kast.alle(Zoekvraag(status=Zoekstatus.AFGEHANDELD))) == [1]
    assert ids(kast.alle(Zoekvraag(status=Zoekstatus.WACHTEND))) == []


def test_a_cursor_that_is_none_of_ours_is_refused(kast: Kast) -> None:
    with pytest.raises(OngeldigeInvoer):
        kast.zoek(Zoekvraag(), na="iets")


# -- what lies in the table --------------------------------------------------------------------------------------------


def rijen() -> list[dict[str, Any]]:
    return [each for page in ZoektermItem.scan().page_iter for each in page["Items"] if each["PK"]["S"].startswith("ZOEK#")]


def test_nothing_of_a_mail_that_was_taken_out_stays_also_of_an_earlier_state(in_table: Kast) -> None:
    in_table.leg(mail(1, "Iets heel anders"), mail(2))
    in_table.leg(mail(1, "Dakkapel"), zaken=["ZAAK-1"])
    earlier = [each for each in rijen() if each["SK"]["S"].endswith(str(bericht(1).identificatie))]
    assert len(earlier) == len(zoekingang(mail(1, "Dakkapel"), ["ZAAK-1"]).lijsten) + 1
    for _ in range(2):
        in_table.index.verwijder_uit_index(zoekingang(mail(1, "Dakkapel")))
        assert {each["SK"]["S"].rpartition("#")[2] for each in rijen()} == {str(bericht(2).identificatie)}


@pytest.mark.parametrize("schrijfactie", [1, 2])
@pytest.mark.parametrize("actie", ["bewaar", "verwijder_uit_index"])
def test_what_was_broken_off_ends_whole_when_it_is_done_again(in_table: Kast, actie: str, schrijfactie: int) -> None:
    """The places, and the one on the list of all mail, are two writes: it can end before and between them."""
    in_table.leg(mail(1, "Iets heel anders"))
    ingang = zoekingang(mail(1, "Dakkapel"), ["ZAAK-1"])
    if actie == "verwijder_uit_index":
        in_table.index.bewaar(ingang)
    write, gedaan = Zoekindex._schrijf, iter(range(1, 9))

    def sterft(*args: Any) -> None:
        if next(gedaan) == schrijfactie:
            raise NietBeschikbaar("killed")
        write(*args)

    bewaar = ZoektermItem.save
    last = NietBeschikbaar("killed") if schrijfactie == 2 else None  # of what `bewaar` writes
    with (
        patch.object(Zoekindex, "_schrijf", side_effect=sterft),
        patch.object(ZoektermItem, "save", autospec=True, side_effect=last or bewaar),
        pytest.raises(NietBeschikbaar),
    ):
        getattr(in_table.index, actie)(ingang)
    getattr(in_table.index, actie)(ingang)
    everything, others = zoekitems(ingang, HASH_KEY)
    assert {each["PK"]["S"] for each in rijen()} == ({each.pk for each in (everything, *others)} if actie == "bewaar" else set())


def test_a_state_that_comes_late_while_a_later_one_is_written_does_not_replace_it(in_table: Kast) -> None:
    vroeg, laat = zoekingang(mail(1)), zoekingang(afgehandeld(mail(1)))
    write = Zoekindex._schrijf

    def eerst_de_ander(*args: Any) -> None:
        write(*args)
        with patch.object(Zoekindex, "_schrijf", side_effect=write):
            assert in_table.index.bewaar(laat)

    with patch.object(Zoekindex, "_schrijf", side_effect=eerst_de_ander):
        assert not in_table.index.bewaar(vroeg)
    in_table.berichten[laat.emailbericht] = afgehandeld(mail(1))
    in_table.opgeslagen(afgehandeld(mail(1)))
    assert ids(in_table.alle(Zoekvraag(status=Zoekstatus.AFGEHANDELD))) == [1]


def test_no_item_says_what_a_mail_is_about_or_whom_it_is_from(in_table: Kast) -> None:
    in_table.leg(afgehandeld(mail(1, "Schuldhulp", PIET)), zaken=["ZAAK-2026-1"])
    everything = repr(rijen()).casefold()
    for word in ("schuldhulp", "piet", "vries", "burger", "gemeente", "zaak-2026-1", str(ANNA.identificatie), "antwoord"):
        assert word not in everything
    assert term_hash(b"een", "woord:schuldhulp") != term_hash(b"ander", "woord:schuldhulp")


def test_every_place_ends_by_itself(in_table: Kast) -> None:
    in_table.leg(mail(1))
    end = (BEGIN + timedelta(seconds=1, days=366 * JAREN)).timestamp()
    assert {int(each["vervaltOp"]["N"]) for each in rijen()} == {int(end)}


def test_a_state_of_now_is_written_by_one_item_when_the_mail_has_its_places(in_table: Kast) -> None:
    in_table.leg(mail(1))
    with patch.object(Zoekindex, "_schrijf") as write:
        in_table.index.bewaar(zoekingang(afgehandeld(mail(1))))
    (erbij, _, eraf) = write.call_args.args
    assert (erbij, eraf) == ([], frozenset())


def test_a_storage_that_refuses_a_state_for_another_reason_is_not_taken_for_a_later_one(in_table: Kast) -> None:
    with patch.object(ZoektermItem, "save", side_effect=Geweigerd("x")):
        assert not in_table.index.bewaar(zoekingang(mail(1)))
