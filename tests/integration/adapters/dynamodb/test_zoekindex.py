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
from tests.support.aws import OMGEVING
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK, afhandeling, bericht
from tests.support.fake_zoekindex import NepZoekindex
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

JAN = Adres("Jan Jansen", "jan@burger.example")
PIET = Adres("Piet de Vries", "p.devries@burger.example")
HASH_KEY = OMGEVING["AFZENDERSLEUTEL"].encode()
NU = BEGIN + timedelta(days=1)


@dataclass
class Kast:
    """Mails, and the index that leads to them."""

    index: Zoekindex | NepZoekindex
    lijsten: Zoeklijsten | NepZoekindex
    berichten: dict[Any, Emailbericht]
    opgeslagen: Callable[[Emailbericht], None]

    def leg(self, *berichten: Emailbericht, zaken: Sequence[str] = ()) -> None:
        for een in berichten:
            self.berichten[een.identificatie] = een
            self.opgeslagen(een)
            self.index.bewaar(zoekingang(een, zaken))

    def zoek(self, vraag: Zoekvraag, *, aantal: int = 20, na: str | None = None, moment: datetime = NU) -> Zoekpagina:
        return self.lijsten.zoek(vraag, moment=moment, aantal=aantal, na=na)

    def alle(self, vraag: Zoekvraag, *, aantal: int = 100, moment: datetime = NU) -> list[Emailbericht]:
        """Read page after page, to the end."""
        gevonden: list[Emailbericht] = []
        na: str | None = None
        for _ in range(50):
            pagina = self.zoek(vraag, aantal=aantal, na=na, moment=moment)
            assert len(pagina.resultaten) <= aantal
            assert (pagina.vervolg is None) == (pagina.gezocht_tot is None)
            gevonden += pagina.resultaten
            na = pagina.vervolg
            if na is None:
                return gevonden
        raise AssertionError("the search does not end")


def op_tafel(een: Emailbericht) -> None:
    item = bericht_item(een)
    if een.afhandeling:
        item.afhandeling = afhandeling_map(een.afhandeling)
    item.save()


@pytest.fixture(params=["dynamodb", "in memory"])
def kast(request: pytest.FixtureRequest, dynamodb: AllRepositories) -> Kast:
    if request.param == "dynamodb":
        tabel = dynamodb._table
        return Kast(Zoekindex(tabel), Zoeklijsten(tabel), {}, op_tafel)
    berichten: dict[Any, Emailbericht] = {}
    nep = NepZoekindex(lambda: berichten)
    return Kast(nep, nep, berichten, lambda _: None)


@pytest.fixture
def in_tabel(dynamodb: AllRepositories) -> Kast:
    tabel = dynamodb._table
    return Kast(Zoekindex(tabel), Zoeklijsten(tabel), {}, op_tafel)


def mail(nummer: int, onderwerp: str = "Parkeervergunning", van: Adres = JAN, op: datetime | None = None) -> Emailbericht:
    een = bericht(nummer)
    moment = op or BEGIN + timedelta(seconds=nummer)
    return replace(een, envelop=replace(een.envelop, onderwerp=onderwerp, afzender=van, ontvangen_op=moment))


def afgehandeld(een: Emailbericht, soort: Afhandelsoort = Afhandelsoort.ANTWOORD, na: int = 60) -> Emailbericht:
    moment = een.envelop.ontvangen_op + timedelta(seconds=na)
    return replace(een, status=Berichtstatus.AFGEHANDELD, afhandeling=replace(afhandeling(), soort=soort, tijdstip=moment))


def ids(berichten: Sequence[Emailbericht]) -> list[int]:
    return [een.identificatie.int - 0xE0000 for een in berichten]


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
    assert {naam: ids(kast.alle(vraag)) for naam, vraag in gezocht.items()} == {
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


@pytest.mark.parametrize("aantal", [1, 2, 3, 7, 100])
def test_pages_follow_each_other_without_a_gap_or_a_double_over_the_years(kast: Kast, aantal: int) -> None:
    momenten = [
        datetime(jaar, maand, 1, tzinfo=UTC)
        for jaar in (2020, 2023, 2025, 2026)
        for maand in (1, 6, 12)
        if (jaar, maand) < (2026, 12)
    ]
    kast.leg(*(mail(nummer, f"Vergunning {nummer:02}", op=op) for nummer, op in enumerate(momenten, 1)))
    verwacht = list(range(len(momenten), 0, -1))
    assert ids(kast.alle(Zoekvraag(woorden=("vergunning",)), aantal=aantal)) == verwacht
    assert ids(kast.alle(Zoekvraag(woorden=("vergunning",), namen=("jansen",)), aantal=aantal)) == verwacht
    assert ids(kast.alle(Zoekvraag(), aantal=aantal)) == verwacht
    halverwege = Zoekvraag(van=momenten[2], tot=momenten[7])
    assert ids(kast.alle(halverwege, aantal=aantal)) == [7, 6, 5, 4, 3]


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
    return [
        een for bladzijde in ZoektermItem.scan().page_iter for een in bladzijde["Items"] if een["PK"]["S"].startswith("ZOEK#")
    ]


def test_nothing_of_a_mail_that_was_taken_out_stays_also_of_an_earlier_state(in_tabel: Kast) -> None:
    in_tabel.leg(mail(1, "Iets heel anders"), mail(2))
    in_tabel.leg(mail(1, "Dakkapel"), zaken=["ZAAK-1"])
    eerder = [een for een in rijen() if een["SK"]["S"].endswith(str(bericht(1).identificatie))]
    assert len(eerder) == len(zoekingang(mail(1, "Dakkapel"), ["ZAAK-1"]).lijsten) + 1
    for _ in range(2):
        in_tabel.index.verwijder_uit_index(zoekingang(mail(1, "Dakkapel")))
        assert {een["SK"]["S"].rpartition("#")[2] for een in rijen()} == {str(bericht(2).identificatie)}


@pytest.mark.parametrize("schrijfactie", [1, 2])
@pytest.mark.parametrize("actie", ["bewaar", "verwijder_uit_index"])
def test_what_was_broken_off_ends_whole_when_it_is_done_again(in_tabel: Kast, actie: str, schrijfactie: int) -> None:
    """The places, and the one on the list of all mail, are two writes: it can end before and between them."""
    in_tabel.leg(mail(1, "Iets heel anders"))
    ingang = zoekingang(mail(1, "Dakkapel"), ["ZAAK-1"])
    if actie == "verwijder_uit_index":
        in_tabel.index.bewaar(ingang)
    schrijf, gedaan = Zoekindex._schrijf, iter(range(1, 9))

    def sterft(*args: Any) -> None:
        if next(gedaan) == schrijfactie:
            raise NietBeschikbaar("killed")
        schrijf(*args)

    bewaar = ZoektermItem.save
    laatste = NietBeschikbaar("killed") if schrijfactie == 2 else None  # of what `bewaar` writes
    with (
        patch.object(Zoekindex, "_schrijf", side_effect=sterft),
        patch.object(ZoektermItem, "save", autospec=True, side_effect=laatste or bewaar),
        pytest.raises(NietBeschikbaar),
    ):
        getattr(in_tabel.index, actie)(ingang)
    getattr(in_tabel.index, actie)(ingang)
    alles, andere = zoekitems(ingang, HASH_KEY)
    assert {een["PK"]["S"] for een in rijen()} == ({een.pk for een in (alles, *andere)} if actie == "bewaar" else set())


def test_a_state_that_comes_late_while_a_later_one_is_written_does_not_replace_it(in_tabel: Kast) -> None:
    vroeg, laat = zoekingang(mail(1)), zoekingang(afgehandeld(mail(1)))
    schrijf = Zoekindex._schrijf

    def eerst_de_ander(*args: Any) -> None:
        schrijf(*args)
        with patch.object(Zoekindex, "_schrijf", side_effect=schrijf):
            assert in_tabel.index.bewaar(laat)

    with patch.object(Zoekindex, "_schrijf", side_effect=eerst_de_ander):
        assert not in_tabel.index.bewaar(vroeg)
    in_tabel.berichten[laat.emailbericht] = afgehandeld(mail(1))
    in_tabel.opgeslagen(afgehandeld(mail(1)))
    assert ids(in_tabel.alle(Zoekvraag(status=Zoekstatus.AFGEHANDELD))) == [1]


def test_no_item_says_what_a_mail_is_about_or_whom_it_is_from(in_tabel: Kast) -> None:
    in_tabel.leg(afgehandeld(mail(1, "Schuldhulp", PIET)), zaken=["ZAAK-2026-1"])
    alles = repr(rijen()).casefold()
    for woord in ("schuldhulp", "piet", "vries", "burger", "gemeente", "zaak-2026-1", str(ANNA.identificatie), "antwoord"):
        assert woord not in alles
    assert term_hash(b"een", "woord:schuldhulp") != term_hash(b"ander", "woord:schuldhulp")


def test_every_place_ends_by_itself(in_tabel: Kast) -> None:
    in_tabel.leg(mail(1))
    einde = (BEGIN + timedelta(seconds=1, days=366 * JAREN)).timestamp()
    assert {int(een["vervaltOp"]["N"]) for een in rijen()} == {int(einde)}


def test_a_state_of_now_is_written_by_one_item_when_the_mail_has_its_places(in_tabel: Kast) -> None:
    in_tabel.leg(mail(1))
    with patch.object(Zoekindex, "_schrijf") as schrijf:
        in_tabel.index.bewaar(zoekingang(afgehandeld(mail(1))))
    (erbij, _, eraf) = schrijf.call_args.args
    assert (erbij, eraf) == ([], frozenset())


def test_a_storage_that_refuses_a_state_for_another_reason_is_not_taken_for_a_later_one(in_tabel: Kast) -> None:
    with patch.object(ZoektermItem, "save", side_effect=Geweigerd("x")):
        assert not in_tabel.index.bewaar(zoekingang(mail(1)))
