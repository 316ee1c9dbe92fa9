import tracemalloc
from base64 import b64encode, encodebytes
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from random import Random

import pytest

from klantmail.domain.emailbericht import Berichtstatus, Ontleedstand, Verdicts
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.identificatie import emailbericht_id, informatieobject_id
from klantmail.ports.objecten import Opslagobject, Stroom
from klantmail.usecases.ontvangst.ontvangen import postvakken_van
from klantmail.usecases.ontvangst.plek import intake_key
from ontleden.bladen import Mail, lees_mail
from ontleden.lezen import ontleed
from ontleden.meldingen import Meldingen
from ontleden.ontleding import Klasse, Ontleding
from tests.support.builders import ANDER_POSTVAK, ANNA, GOOD, POSTVAK, VRAAG, Gemeente, bezorgbericht, melding
from tests.support.fakes import FakeArchief, FakeIntake
from tests.support.tnef import bijlage as tnef_bijlage
from tests.support.tnef import tnef


class CrashedError(Exception):
    """The error that stands for a crash of the function."""


def test_a_received_mail_is_archived_byte_for_byte_and_listed_without_a_klantcontact() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    bericht = gemeente.repos.emailbericht(identificatie)
    assert bericht.status is Berichtstatus.NIEUW
    assert gemeente.archief.objecten[bericht.ruw.object_key] == VRAAG
    assert bericht.ruw.sha256 == sha256(VRAAG).hexdigest()
    assert bericht.ruw.sha256 in bericht.ruw.object_key
    assert gemeente.repos.klantcontacten == {}


def test_the_intake_object_goes_once_all_is_stored() -> None:
    gemeente = Gemeente()
    gemeente.ontvang()
    assert gemeente.intake.objecten == {}


def test_every_part_becomes_a_document_with_a_deterministic_identificatie() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    mail = gemeente.repos.informatieobject(informatieobject_id(identificatie, ""))
    bijlage = gemeente.repos.informatieobject(informatieobject_id(identificatie, "2"))
    assert (mail.bestandsnaam, mail.formaat, mail.bestandsomvang) == ("e-mail.eml", "message/rfc822", len(VRAAG))
    assert (bijlage.bestandsnaam, bijlage.formaat) == ("kenteken.pdf", "application/pdf")
    inhoud = gemeente.archief.lees(bijlage.object_key)
    assert inhoud == b"%PDF-1.4\n%kenteken"
    assert bijlage.sha256 == sha256(inhoud).hexdigest()
    assert bijlage.bestandsomvang == len(inhoud)


def test_the_same_event_twice_gives_one_emailbericht() -> None:
    gemeente = Gemeente()
    first = gemeente.ontvang()
    voorraad = dict(gemeente.archief.objecten)
    assert gemeente.ontvang() == first
    assert gemeente.ontvanger.neem_in(melding(), POSTVAK) == first  # and once more, now without its object
    assert len(gemeente.repos.berichten) == 1
    assert gemeente.archief.objecten == voorraad


def test_a_mail_to_two_postvakken_gives_one_emailbericht_in_each() -> None:
    gemeente = Gemeente()
    assert gemeente.ontvang(postvak=POSTVAK) != gemeente.ontvang(postvak=ANDER_POSTVAK)
    assert {bericht.envelop.postvak for bericht in gemeente.repos.berichten.values()} == {POSTVAK, ANDER_POSTVAK}


def test_an_event_without_object_of_a_mail_never_taken_in_is_an_error() -> None:
    with pytest.raises(NietGevonden):
        Gemeente().ontvanger.neem_in(melding(), POSTVAK)


@pytest.mark.parametrize("verdicts", [replace(GOOD, virus="FAIL"), replace(GOOD, spam="FAIL")])
def test_mail_that_ses_suspects_is_kept_apart(verdicts: Verdicts) -> None:
    gemeente = Gemeente()
    gemeente.intake.objecten[intake_key(POSTVAK, "ses-1")] = VRAAG
    identificatie = gemeente.ontvanger.neem_in(replace(melding(), verdicts=verdicts), POSTVAK)
    assert gemeente.repos.emailbericht(identificatie).status is Berichtstatus.QUARANTAINE


def test_a_mail_that_cannot_be_archived_is_not_listed_and_stays_in_the_intake() -> None:
    class FullArchief(FakeArchief):
        def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:  # noqa: ARG002  # refuses all
            raise CrashedError

    gemeente = Gemeente()
    gemeente.ontvanger = replace(gemeente.ontvanger, archief=FullArchief())
    with pytest.raises(CrashedError):
        gemeente.ontvang()
    assert gemeente.repos.berichten == {}
    assert list(gemeente.intake.objecten.values()) == [VRAAG]


@pytest.mark.parametrize("count", range(2, 6))
def test_events_of_one_mail_at_once_are_one_try_to_read_it(count: int) -> None:
    """A mail to aliases of several mailboxes has as many events, and each takes it in for every one of them."""
    gemeente = Gemeente()
    begonnen = 0

    def leest_nog(_: bytes) -> Ontleding:
        nonlocal begonnen
        begonnen += 1
        if begonnen < count:  # while this one reads, the next event comes
            gemeente.klok.advance(timedelta(seconds=1))
            gemeente.ontvang()
        raise CrashedError

    gemeente.ontvanger = replace(gemeente.ontvanger, lees=leest_nog)
    with pytest.raises(CrashedError):
        gemeente.ontvang()
    identificatie = emailbericht_id(POSTVAK, "ses-1")
    assert begonnen == count
    assert gemeente.repos.ontleedpogingen[identificatie] == 1
    assert gemeente.repos.emailbericht(identificatie).ontleedstand is Ontleedstand.ONTBREEKT
    gemeente.klok.advance(timedelta(minutes=1))
    gemeente.ontvanger = replace(gemeente.ontvanger, lees=ontleed)
    gemeente.ontvang()
    assert gemeente.repos.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


def test_an_alias_costs_one_look_for_each_mailbox_however_many_mails_wait() -> None:
    class Counted(FakeIntake):
        gezocht = 0

        def heeft(self, key: str) -> bool:
            self.gezocht += 1
            return super().heeft(key)

        def wachtend(self) -> Sequence[Opslagobject]:
            raise AssertionError("the whole intake was listed")

    intake = Counted({intake_key(POSTVAK, f"ses-{number}"): VRAAG for number in range(100)})
    gemeld = melding("ses-7", ontvangers=("contact@gemeente.example", "hulp@gemeente.example"))
    assert postvakken_van(gemeld, (POSTVAK, ANDER_POSTVAK), intake) == (POSTVAK,)
    assert intake.gezocht == 2


def test_a_crash_while_reading_leaves_a_listed_mail_and_its_intake_object() -> None:
    gemeente = Gemeente()
    _lees_kapot(gemeente)
    with pytest.raises(CrashedError):
        gemeente.ontvang()
    bericht = gemeente.repos.emailbericht(emailbericht_id(POSTVAK, "ses-1"))
    assert bericht.status is Berichtstatus.NIEUW
    assert bericht.ontleedstand is Ontleedstand.ONTBREEKT
    assert gemeente.archief.objecten[bericht.ruw.object_key] == VRAAG
    assert gemeente.intake.objecten


def test_after_two_crashes_the_mail_stays_raw_only_and_can_be_viewed() -> None:
    gemeente = Gemeente()
    _lees_kapot(gemeente)
    for _ in range(2):
        with pytest.raises(CrashedError):
            gemeente.ontvang()
        gemeente.klok.advance(timedelta(minutes=1))
    identificatie = gemeente.ontvang()
    assert gemeente.repos.emailbericht(identificatie).ontleedstand is Ontleedstand.MISLUKT
    assert gemeente.intake.objecten == {}
    geopend = gemeente.inziener.open(identificatie, ANNA)
    assert [bijlage.bestandsnaam for bijlage in geopend.klantcontact.bijlagen] == ["e-mail.eml"]
    assert geopend.inhoud.waarschuwingen


def test_a_second_try_after_one_crash_reads_the_mail() -> None:
    gemeente = Gemeente()
    whole = gemeente.ontvanger
    _lees_kapot(gemeente)
    with pytest.raises(CrashedError):
        gemeente.ontvang()
    gemeente.ontvanger = whole
    identificatie = gemeente.ontvang()
    assert gemeente.repos.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


def test_a_mail_that_is_no_mail_is_listed_all_the_same() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang(b"\x00\xff geen e-mail \xfe")
    assert gemeente.repos.emailbericht(identificatie).status is Berichtstatus.NIEUW


def test_a_text_of_more_than_32_kb_is_whole_in_an_object_of_its_own() -> None:
    gemeente = Gemeente()
    text = "Lange vraag. " * 4000
    identificatie = gemeente.ontvang(b"Subject: lang\r\nContent-Type: text/plain\r\n\r\n" + text.encode())
    texts = [inhoud for object_key, inhoud in gemeente.archief.objecten.items() if object_key.endswith("inhoud.txt")]
    assert [part.decode().strip() for part in texts] == [text.strip()]
    assert gemeente.repos.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


@pytest.mark.parametrize("van_ons", [True, False])
def test_a_delivery_report_is_tied_to_our_verzending_and_stays_in_the_werkvoorraad(van_ons: bool) -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.verzender.verzend(klaar)
    message_id = gemeente.repos.verzending(klaar.identificatie).ses_bericht_id if van_ons else "<x@elders.example>"
    bericht = gemeente.repos.emailbericht(gemeente.ontvang(bezorgbericht(message_id)))
    assert bericht.envelop.klasse is Klasse.BOUNCE
    assert bericht.envelop.verzending == (klaar.identificatie if van_ons else None)
    assert bericht.status is Berichtstatus.NIEUW


@pytest.mark.parametrize(
    ("ontvangers", "expected"),
    [
        (("INFO@Gemeente.example",), (POSTVAK,)),
        (("info+werk@gemeente.example",), (POSTVAK,)),
        (("info@gemeente.example", "burgerzaken@gemeente.example"), (POSTVAK, ANDER_POSTVAK)),
        (("iemand@elders.example",), ()),
    ],
)
def test_recipients_match_as_a_receipt_rule_does(ontvangers: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert postvakken_van(melding(ontvangers=ontvangers), (POSTVAK, ANDER_POSTVAK), FakeIntake()) == expected


@pytest.mark.parametrize("alias", ["postmaster@gemeente.example", "Contact+werk@gemeente.example"])
def test_mail_to_an_alias_is_of_the_postvak_under_whose_prefix_its_rule_put_it(alias: str) -> None:
    intake = FakeIntake({intake_key(ANDER_POSTVAK, "ses-1"): VRAAG, intake_key(POSTVAK, "ses-2"): VRAAG})
    gemeld = melding("ses-1", ontvangers=(alias,))
    assert postvakken_van(gemeld, (POSTVAK, ANDER_POSTVAK), intake) == (ANDER_POSTVAK,)
    intake.verwijder(intake_key(ANDER_POSTVAK, "ses-1"))  # taken in: the event may come again
    assert postvakken_van(gemeld, (POSTVAK, ANDER_POSTVAK), intake) == ()


def test_a_postvak_with_a_label_is_told_from_the_one_without() -> None:
    with_label, intake = "info+wmo@gemeente.example", FakeIntake()
    beide = (POSTVAK, with_label)
    assert postvakken_van(melding(ontvangers=(POSTVAK,)), beide, intake) == (POSTVAK,)
    # The rule of the postvak without a label takes this recipient too.
    assert postvakken_van(melding(ontvangers=("Info+WMO@gemeente.example",)), beide, intake) == beide
    intake.leg_neer(intake_key(ANDER_POSTVAK, "ses-1"), VRAAG)
    gemeld = melding("ses-1", ontvangers=(with_label, "contact@gemeente.example"))
    assert postvakken_van(gemeld, (*beide, ANDER_POSTVAK), intake) == (*beide, ANDER_POSTVAK)


def test_an_alias_of_a_postvak_that_is_no_longer_ours_leads_nowhere() -> None:
    intake = FakeIntake({"weg@gemeente.example/ses-1": VRAAG})
    assert postvakken_van(melding(ontvangers=("oud@gemeente.example",)), (POSTVAK,), intake) == ()


def test_a_mail_to_a_postvak_and_to_an_alias_of_it_is_taken_in_once() -> None:
    gemeente = Gemeente()
    gemeente.intake.leg_neer(intake_key(POSTVAK, "ses-1"), VRAAG)
    for ontvangers in ((POSTVAK,), ("contact@gemeente.example",), ("contact@gemeente.example",)):
        gemeld = melding("ses-1", ontvangers=ontvangers)
        for postvak in postvakken_van(gemeld, (POSTVAK, ANDER_POSTVAK), gemeente.intake):
            gemeente.ontvanger.neem_in(gemeld, postvak)
        gemeente.intake.leg_neer(intake_key(POSTVAK, "ses-1"), VRAAG)  # each rule writes its own
    assert set(gemeente.repos.berichten) == {emailbericht_id(POSTVAK, "ses-1")}


def _lees_kapot(gemeente: Gemeente) -> None:
    def stort_in(_: bytes) -> Ontleding:
        raise CrashedError

    gemeente.ontvanger = replace(gemeente.ontvanger, lees=stort_in)


class Scales(FakeArchief):
    """An archive that keeps only the size and the hash of the bytes as they pass.

    So the memory that is measured is what the use case itself holds.
    """

    def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:  # noqa: ARG002  # nothing is kept
        som = sha256()
        size = 0
        for piece in (inhoud,) if isinstance(inhoud, bytes) else inhoud:
            som.update(piece)
            size += len(piece)
        self.objecten[object_key] = f"{size} {som.hexdigest()}".encode()


class ReadOut(FakeIntake):
    """An intake whose bytes each reading makes anew, as S3 does: the mail itself counts too."""

    def lees(self, object_key: str) -> bytes:
        return memoryview(super().lees(object_key)).tobytes()


def _large_mail(count: int, size: int, *, in_lines: bool = True) -> tuple[bytes, list[bytes]]:
    bijlagen = [Random(number).randbytes(size // count) for number in range(count)]  # noqa: S311  # repeatable, not secret
    parts = b"".join(
        b"--grens\r\nContent-Type: application/pdf; name=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + (encodebytes(bijlage).replace(b"\n", b"\r\n") if in_lines else b64encode(bijlage) + b"\r\n")
        for bijlage in bijlagen
    )
    headers = b"From: jan@burger.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=grens\r\n\r\n"
    return headers + b"--grens\r\n\r\nZie de bijlage\r\n" + parts + b"--grens--\r\n", bijlagen


def _ingesloten() -> tuple[bytes, list[bytes]]:
    binnen, _ = _large_mail(2, 7_500_000)
    headers = b"From: jan@burger.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=buiten\r\n\r\n"
    return headers + b"--buiten\r\nContent-Type: message/rfc822\r\n\r\n" + binnen + b"\r\n--buiten--\r\n", [binnen]


@pytest.mark.parametrize(
    ("source", "bijlagen"),
    [
        _large_mail(1, 7_500_000),
        _large_mail(2, 7_500_000),
        _large_mail(200, 7_500_000),
        _ingesloten(),
        _large_mail(1, 7_500_000, in_lines=False),
    ],
    ids=["one", "two", "200", "an enclosed mail", "without line breaks"],
)
def test_taking_in_a_large_mail_needs_little_more_memory_than_the_mail_itself(source: bytes, bijlagen: list[bytes]) -> None:
    """Taking in 10 MB needs little more memory than the mail itself.

    tracemalloc counts what Python allocates and not what the machine makes of that, so the same work gives the same
    figure; `make bench BENCH=large` measures the resident set of the real function.
    """
    gemeente = Gemeente()
    gemeente.ontvang()  # this makes what is made once for all mails
    scales, intake = Scales(), ReadOut()
    ontvanger = replace(gemeente.ontvanger, archief=scales, intake=intake)
    intake.leg_neer(intake_key(POSTVAK, "ses-groot"), source)
    tracemalloc.start()
    try:
        ontvanger.neem_in(melding("ses-groot"), POSTVAK)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 1.5 * len(source)
    found = {value.decode() for object_key, value in scales.objecten.items() if "/bijlagen/" in object_key}
    assert found == {f"{len(bijlage)} {sha256(bijlage).hexdigest()}" for bijlage in bijlagen}


def test_attachments_inside_an_attachment_are_stored_without_taking_the_mail_apart_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gemeente = Gemeente()
    count = 0

    def geteld(source: bytes, meldingen: Meldingen) -> Mail:
        nonlocal count
        count += 1
        return lees_mail(source, meldingen)

    monkeypatch.setattr("ontleden.lezen.lees_mail", geteld)
    files = [(f"foto{number}.png", b"\x89PNG\r\n\x1a\n" + bytes([number])) for number in range(5)]
    winmail = encodebytes(tnef(*(tnef_bijlage(inhoud, titel=name) for name, inhoud in files)))
    headers = b"From: jan@burger.example\r\nMIME-Version: 1.0\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
    identificatie = gemeente.ontvang(headers + b"Content-Transfer-Encoding: base64\r\n\r\n" + winmail)
    documenten = [each for each in gemeente.repos.documenten.values() if each.bestandsnaam.startswith("foto")]
    inhouden = {each.bestandsnaam: gemeente.archief.objecten[each.object_key] for each in documenten}
    assert inhouden == dict(files)
    assert gemeente.repos.emailbericht(identificatie).envelop.aantal_bijlagen == 1 + len(files)
    assert count == 2  # one to read it, and one for all of them together
