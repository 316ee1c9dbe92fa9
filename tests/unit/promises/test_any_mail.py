"""A state in which nobody can do anything with a mail: no mail of at most 40 MB makes one, whatever its headers.

Each mail is taken in, opened, answered, handed on in four ways and closed. All that is stored is made into items and
weighed by the code that does so for DynamoDB, and every answer of the API by what Lambda passes on.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from klantmail.adapters.dynamodb.emailbericht_mapping import afhandeling_map, bericht_item, inzage_map
from klantmail.adapters.dynamodb.informatieobjecten import informatieobject_item
from klantmail.adapters.dynamodb.records import record_item
from klantmail.adapters.dynamodb.weight import check_item, check_transaction, weight
from klantmail.api.app import MAX_RESPONSE
from klantmail.api.render.emailbericht import render_emailbericht_volledig, render_geopend
from klantmail.api.render.klantcontact import render_klantcontact
from klantmail.domain.afhandeling import Afhandeling
from klantmail.domain.document import Informatieobject
from klantmail.domain.emailbericht import MAX_INZAGEN, Emailbericht, Envelop, Ontleedstand
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.interne_taak import Toewijzing
from klantmail.ports.repositories import Record
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.splitsing import Deel, Splitsing
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.nazorg.vangnet import melding_uit_koppen
from klantmail.usecases.ontvangst.plek import intake_key
from ontleden.lezen import ontleed
from tests.support.builders import ANNA, GOOD, KLACHT, POSTVAK, Rig
from tests.support.fakes import BEGIN, FakeRepositories

LARGEST: Final = 40 * 1024 * 1024
"""Bytes of a mail that SES receives into S3."""
MAILS: Final = 25
_HASH: Final = b"h" * 32


class Weighed(FakeRepositories):
    """Repositories that weigh what is stored."""

    heaviest = 0

    def neem_op(self, bericht: Emailbericht, mail: Informatieobject) -> bool:
        self._weigh(informatieobject_item(mail).serialize())
        opgenomen = super().neem_op(bericht, mail)
        self._weeg_bericht(bericht.identificatie)
        return opgenomen

    def leg_ontleding_vast(
        self,
        identificatie: UUID,
        stand: Ontleedstand,
        versie: str,
        envelop: Envelop,
        documenten: Sequence[Informatieobject],
        message_id: str = "",
    ) -> None:
        weighed = [self._weigh(informatieobject_item(document).serialize()) for document in documenten]
        for begin in range(0, len(weighed), 100):
            check_transaction(sum(weighed[begin : begin + 100]), 100)
        super().leg_ontleding_vast(identificatie, stand, versie, envelop, documenten, message_id)
        self._weeg_bericht(identificatie)

    def handel_af(
        self,
        emailbericht: UUID,
        inzage: UUID,
        afhandeling: Afhandeling,
        records: Sequence[Record],
        *,
        dubbelen: Sequence[UUID] = (),
        gebruikt: Sequence[UUID] = (),
    ) -> None:
        weighed = [self._weigh(record_item(record, _HASH).serialize()) for record in records]
        super().handel_af(emailbericht, inzage, afhandeling, records, dubbelen=dubbelen, gebruikt=gebruikt)
        # the mail, the draft of the medewerker, and the count of standaardantwoorden
        check_transaction(sum(weighed) + self._weeg_bericht(emailbericht), len(records) + 3)

    def _weeg_bericht(self, identificatie: UUID) -> int:
        """Weigh a mail, with as many inzagen as it can have, of a medewerker whose name is as long as one can be."""
        bericht = self.emailbericht(identificatie)
        item = bericht_item(bericht)
        if bericht.inzage:
            item.inzage = inzage_map(replace(bericht.inzage, naam="\U0001f600" * 201, organisatorische_eenheid="x" * 100))
            item.inzagen = [item.inzage] * MAX_INZAGEN
        if bericht.afhandeling:
            item.afhandeling = afhandeling_map(bericht.afhandeling)
        return self._weigh(item.serialize())

    def _weigh(self, attributen: dict[str, Any]) -> int:
        check_item(attributen)
        load = weight(attributen)
        self.heaviest = max(self.heaviest, load)
        return load


# -- mails -------------------------------------------------------------------------------------------------------------

_LENGTE: Final = st.sampled_from([0, 1, 60, 77, 200, 255, 320, 500, 998, 2_000, 2_001, 30_000, 395_000, 1_000_000])
_TEKEN: Final = st.sampled_from(
    ["x", '"', "\\", "é", "€", "\U0001f600", "<", ",", "@", "{{x}} ", "\u202e", "\x07", "=?utf-8?b?w6k=?= ", "a b ", "\xff"]
)
_TEKST: Final = st.builds(lambda character, length: (character * length)[:length], _TEKEN, _LENGTE)
_COUNT: Final = st.sampled_from([0, 0, 1, 2, 50, 1_000, 5_000])


def _adressen(count: int, name: str) -> str:
    return ", ".join(f'"{name[:2_000]}{number}" <u{number}@burger.example>' for number in range(count))


def _ids(count: int, part: str) -> str:
    return " ".join(f"<{part[:2_000].replace(' ', '')}{number}@burger.example>" for number in range(count))


_KOP: Final = st.one_of(
    st.builds("Subject: {}".format, _TEKST),
    st.builds("From: {} <jan@burger.example>".format, _TEKST),
    st.builds("From: <{}@burger.example>".format, _TEKST),
    st.builds("Reply-To: {} <jan@burger.example>".format, _TEKST),
    st.builds("Message-ID: <{}@burger.example>".format, _TEKST),
    st.builds("Date: {}".format, _TEKST),
    st.builds("{}: x".format, st.sampled_from(["X", "Auto-Submitted", "Precedence", "List-Id", "Content-Language"])),
    st.builds(lambda name, value: f"{name}: {value}", st.sampled_from(["Auto-Submitted", "X-Loop", "List-Id"]), _TEKST),
    st.builds(lambda n, text: f"To: {_adressen(n, text)}", _COUNT, _TEKST),
    st.builds(lambda n, text: f"Cc: {_adressen(n, text)}", _COUNT, _TEKST),
    st.builds(lambda n, text: f"Reply-To: {_adressen(n, text)}", _COUNT, _TEKST),
    st.builds(lambda n, text: f"References: {_ids(n, text)}", _COUNT, _TEKST),
    st.builds(lambda n, text: f"In-Reply-To: {_ids(n, text)}", _COUNT, _TEKST),
)
_BIJLAGEN: Final = st.sampled_from([0, 0, 0, 1, 3, 199, 200, 201, 999, 1_000, 1_001, 1_500])
_LIJF: Final = st.sampled_from([0, 1, 1_000, 32 * 1024, 33 * 1024, 255 * 1024, 300_000, 5_000_000])


def _mail(koppen: list[str], bijlagen: int, naam: str, formaat: str, body: int, character: str) -> bytes:
    part = '--g\r\nContent-Type: application/{}\r\nContent-Disposition: attachment; filename="{}{}.pdf"\r\n\r\n{}\r\n'
    room = 25_000_000 // max(bijlagen, 1)
    parts = "".join(part.format(formaat[: room // 8], number, naam[: room // 8], number) for number in range(bijlagen))
    header = "\r\n".join([*koppen, "From: Jan Jansen <jan@burger.example>"])
    source = (
        f"{header}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n"
        "--g\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{(character * 60 + chr(10)) * (body // 61)}\r\n{parts}--g--\r\n"
    )
    return source.encode("utf-8", "replace")[:LARGEST]


_MAIL: Final = st.builds(_mail, st.lists(_KOP, max_size=6), _BIJLAGEN, _TEKST, _TEKST, _LIJF, _TEKEN)


# -- what is done with each --------------------------------------------------------------------------------------------

_TEKST_VAN_ANNA: Final = "Dat kan.\n" * 100
_UITKOMSTEN: Final[dict[str, Callable[[], Uitkomst]]] = {
    "answered": lambda: Antwoord(_TEKST_VAN_ANNA),
    "given to a department": lambda: Taakopdracht("x" * 200, Toewijzing("Burgerzaken"), "\U0001f600" * 1000),
    "made a zaak": lambda: Zaakopdracht(KLACHT.url, "x" * 80, "\U0001f600" * 1000),
    "sent on": lambda: Doorzending("post@provincie.example", "\U0001f600" * 1000, None, "Er is geen adres"),
    "split": lambda: Splitsing((Deel("Eén", GeenActieNodig("x"), "afsluiting"), Deel("Twee", GeenActieNodig("x"), "afsluiting"))),
    "closed": lambda: GeenActieNodig("\U0001f600" * 1000),
}
_MAG_NIET: Final = {
    "answered": {"geen-adres", "adres-ongeldig", "eigen-postvak"},
    "sent on": {"te-groot"},
}
"""The reasons for which a mail of a kind cannot have this outcome, which the agent is told of: nobody can answer a mail
that has no address, and a mail that is nearly as large as one can be does not fit into another."""


def _play(mail: bytes, gedaan: Counter[str]) -> int:
    """Do everything with a mail, each in a copy of the town that took it in. Return the bytes of the heaviest item."""
    town = Rig(Weighed())
    ontleding = ontleed(mail)
    town.ontvanger = replace(town.ontvanger, lees=lambda _: ontleding)
    town.intake.objecten[intake_key(POSTVAK, "ses")] = mail
    melding = replace(melding_uit_koppen("ses", POSTVAK, BEGIN, mail[: 64 * 1024]), verdicts=GOOD)
    bericht = town.ontvanger.neem_in(melding, POSTVAK)
    heaviest = 0
    for name, uitkomst in _UITKOMSTEN.items():
        gemeente = deepcopy(town)
        repos, link = gemeente.repos, opslag.tekstlink(gemeente.archief)
        geopend = gemeente.inziener.open(bericht, ANNA)
        assert geopend.bericht.ontleedstand is Ontleedstand.GEREED
        assert _bytes(render_geopend(geopend, gemeente.klok(), archief=gemeente.archief)) <= MAX_RESPONSE
        bezwaren = _geweigerd(partial(gemeente.handel_af, bericht, geopend.inzage.identificatie, ANNA, "k", uitkomst()))
        assert bezwaren <= _MAG_NIET.get(name, set())
        assert not bezwaren or name != "sent on" or len(mail) > 25_000_000
        gedaan[f"not {name}, and told why" if bezwaren else name] += 1
        assert _bytes(render_emailbericht_volledig(repos.emailbericht(bericht), gemeente.klok())) <= MAX_RESPONSE
        assert all(_bytes(render_klantcontact(each, link=link)) <= MAX_RESPONSE for each in repos.klantcontacten.values())
        heaviest = max(heaviest, repos.heaviest)
    return heaviest


def _geweigerd(doe: Callable[[], object]) -> set[str]:
    """Return the codes for which it is refused; none when it is done."""
    try:
        doe()
    except OngeldigeInvoer as error:
        return {each.code for each in error.fouten}
    return set()


def _bytes(antwoord: object) -> int:
    """Return the bytes of an answer as Lambda counts them: its JSON is a text in JSON."""
    return len(json.dumps(json.dumps(antwoord, ensure_ascii=False), ensure_ascii=False).encode())


@pytest.mark.short_proof
@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # a mail that fails is printed whole
def test_no_mail_whatever_its_headers_makes_one_that_nobody_can_handle(capsys: pytest.CaptureFixture[str]) -> None:
    gedaan: Counter[str] = Counter()
    weighed: list[tuple[int, int]] = []

    # A mail of megabytes takes long to be made smaller, and tells enough as it is.
    @settings(max_examples=MAILS, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate])
    @given(_MAIL)
    def each_(mail: bytes) -> None:
        assert len(mail) <= LARGEST
        weighed.append((_play(mail, gedaan), len(mail)))

    each_()
    with capsys.disabled():
        heaviest, largest = max(each for each, _ in weighed), max(each for _, each in weighed)
        verteld = ", ".join(f"{count} {name}" for name, count in sorted(gedaan.items()))
        print(f"\n{len(weighed)} mails of at most {largest:,} bytes; the heaviest item {heaviest:,} bytes; {verteld}")  # noqa: T201
    assert all(gedaan[name] for name in _UITKOMSTEN)
    assert len(weighed) >= MAILS


@pytest.mark.parametrize("header", ["Subject: %s", "From: %s <jan@burger.example>", 'Reply-To: "%s" <jan@burger.example>'])
@pytest.mark.parametrize(("length", "bijlagen"), [(395_000, 0), (408_350, 0), (200_000, 1_000), (7_000_000, 0)])
def test_the_mails_that_could_once_never_be_handled(header: str, length: int, bijlagen: int) -> None:
    gedaan: Counter[str] = Counter()
    headers = ["From: jan@burger.example", header % ("x" * length)]
    _play(_mail(headers, bijlagen, "n" * 300, "pdf", 20_000, "é"), gedaan)
    assert set(gedaan) == set(_UITKOMSTEN)


def test_a_thousand_attachments_of_a_type_in_another_alphabet_fit_in_a_klantcontact() -> None:
    gedaan: Counter[str] = Counter()
    _play(_mail(["Subject: veel"], 1_000, "n" * 300, "\U0001f600" * 60, 1_000, "x"), gedaan)
    assert set(gedaan) == set(_UITKOMSTEN)


def test_a_mail_as_large_as_one_can_be_is_opened_answered_and_closed() -> None:
    gedaan: Counter[str] = Counter()
    mail = _mail(["Subject: groot"], 0, "", "", 0, "x")
    mail = mail + (b"z" * 998 + b"\r\n") * ((LARGEST - len(mail)) // 1_000)
    _play(mail, gedaan)
    assert {"answered", "closed", "given to a department"} <= set(gedaan)
