"""The privacy officer sees who saw a klantcontact: its mail, the record, its documents and lists that showed it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from klantmail.domain.fouten import GeenToegang, NietGevonden
from klantmail.domain.inzagen import Auditvermelding
from klantmail.domain.medewerker import Medewerker
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.beheer.inzagen import Inzagenlezer
from klantmail.usecases.kijkers import Kijkerslezer
from tests.support.builders import ANNA, BEHEER, BRAM, HANNA, Beantwoord, Gemeente
from tests.support.fakes import BEGIN


@dataclass
class FakeAuditlog:
    regels: list[Auditvermelding] = field(default_factory=list)
    gevraagd: list[tuple[set[str], datetime, datetime]] = field(default_factory=list)

    def vermeldingen(self, records: Collection[str], van: datetime, tot: datetime) -> Sequence[Auditvermelding]:
        self.gevraagd.append((set(records), van, tot))
        return [each for each in self.regels if not each.records.isdisjoint(records)]


def _line(record: object, medewerker: UUID | None = ANNA.identificatie, **anders: object) -> Auditvermelding:
    line = Auditvermelding(
        tijdstip=BEGIN,
        medewerker=medewerker,
        actie="GET /klantcontacten/{identificatie}",
        resultaat="gelukt",
        oorsprong="192.0.2.44",
        records=frozenset({str(record)}),
    )
    return replace(line, **anders)  # type: ignore[arg-type]


@pytest.fixture
def beantwoord(gemeente: Gemeente) -> Beantwoord:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    return gemeente.beantwoord(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", Antwoord("Dat kan."))


def _reader(gemeente: Gemeente, log: FakeAuditlog) -> Inzagenlezer:
    return Inzagenlezer(Kijkerslezer(log, gemeente.repos, gemeente.klok), gemeente.repos, gemeente.repos)


def test_everybody_who_saw_the_record_its_mail_or_a_document_is_named(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    vraag = beantwoord.vraag
    bijlage = vraag.bijlagen[1].informatieobject
    onbekend = UUID(int=404)
    log = FakeAuditlog(
        [
            _line(vraag.identificatie),
            _line(vraag.emailbericht, BRAM.identificatie),
            _line(bijlage, onbekend),
            _line(UUID(int=7)),
        ]
    )
    gemeente.klok.advance(timedelta(days=3))
    kijkers = _reader(gemeente, log).inzagen(vraag.identificatie, HANNA)
    assert [each.naam for each in kijkers] == [ANNA.naam, BRAM.naam, None]
    ((records, van, tot),) = log.gevraagd
    assert records == {
        str(each) for each in (vraag.identificatie, vraag.emailbericht, *(b.informatieobject for b in vraag.bijlagen))
    }
    assert (van, tot) == (gemeente.repos.berichten[vraag.emailbericht].envelop.ontvangen_op, gemeente.klok())


def test_what_was_refused_showed_nothing(gemeente: Gemeente, beantwoord: Beantwoord) -> None:
    who = beantwoord.vraag.identificatie
    log = FakeAuditlog([_line(who, resultaat="GeenToegang"), _line(who, resultaat="fout"), _line(who, None)])
    (kijker,) = _reader(gemeente, log).inzagen(who, HANNA)
    assert (kijker.vermelding.medewerker, kijker.naam) == (None, None)


@pytest.mark.parametrize("medewerker", [ANNA, BEHEER])
def test_only_the_privacy_officer_may_know(gemeente: Gemeente, beantwoord: Beantwoord, medewerker: Medewerker) -> None:
    log = FakeAuditlog()
    with pytest.raises(GeenToegang):
        _reader(gemeente, log).inzagen(beantwoord.vraag.identificatie, medewerker)
    assert log.gevraagd == []


def test_of_what_is_not_there_nobody_saw_anything(gemeente: Gemeente) -> None:
    with pytest.raises(NietGevonden):
        _reader(gemeente, FakeAuditlog()).inzagen(UUID(int=404), HANNA)
