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
from tests.support.builders import ANDER_POSTVAK, ANNA, GOED, POSTVAK, VRAAG, Gemeente, bezorgbericht, melding
from tests.support.fakes import NepArchief, NepIntake
from tests.support.tnef import bijlage as tnef_bijlage
from tests.support.tnef import tnef


class NeergestortError(Exception):
    """The error that stands for a crash of the function."""


def test_a_received_mail_is_archived_byte_for_byte_and_listed_without_a_klantcontact() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    bericht = gemeente.register.emailbericht(identificatie)
    assert bericht.status is Berichtstatus.NIEUW
    assert gemeente.archief.objecten[bericht.ruw.object_key] == VRAAG
    assert bericht.ruw.sha256 == sha256(VRAAG).hexdigest()
    assert bericht.ruw.sha256 in bericht.ruw.object_key
    assert gemeente.register.klantcontacten == {}


def test_the_intake_object_goes_once_all_is_stored() -> None:
    gemeente = Gemeente()
    gemeente.ontvang()
    assert gemeente.intake.objecten == {}


def test_every_part_becomes_a_document_with_a_deterministic_identificatie() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    mail = gemeente.register.informatieobject(informatieobject_id(identificatie, ""))
    bijlage = gemeente.register.informatieobject(informatieobject_id(identificatie, "2"))
    assert (mail.bestandsnaam, mail.formaat, mail.bestandsomvang) == ("e-mail.eml", "message/rfc822", len(VRAAG))
    assert (bijlage.bestandsnaam, bijlage.formaat) == ("kenteken.pdf", "application/pdf")
    inhoud = gemeente.archief.lees(bijlage.object_key)
    assert inhoud == b"%PDF-1.4\n%kenteken"
    assert bijlage.sha256 == sha256(inhoud).hexdigest()
    assert bijlage.bestandsomvang == len(inhoud)


def test_the_same_event_twice_gives_one_emailbericht() -> None:
    gemeente = Gemeente()
    eerste = gemeente.ontvang()
    voorraad = dict(gemeente.archief.objecten)
    assert gemeente.ontvang() == eerste
    assert gemeente.ontvanger.neem_in(melding(), POSTVAK) == eerste  # and once more, now without its object
    assert len(gemeente.register.berichten) == 1
    assert gemeente.archief.objecten == voorraad


def test_a_mail_to_two_postvakken_gives_one_emailbericht_in_each() -> None:
    gemeente = Gemeente()
    assert gemeente.ontvang(postvak=POSTVAK) != gemeente.ontvang(postvak=ANDER_POSTVAK)
    assert {bericht.envelop.postvak for bericht in gemeente.register.berichten.values()} == {POSTVAK, ANDER_POSTVAK}


def test_an_event_without_object_of_a_mail_never_taken_in_is_an_error() -> None:
    with pytest.raises(NietGevonden):
        Gemeente().ontvanger.neem_in(melding(), POSTVAK)


@pytest.mark.parametrize("verdicts", [replace(GOED, virus="FAIL"), replace(GOED, spam="FAIL")])
def test_mail_that_ses_suspects_is_kept_apart(verdicts: Verdicts) -> None:
    gemeente = Gemeente()
    gemeente.intake.objecten[intake_key(POSTVAK, "ses-1")] = VRAAG
    identificatie = gemeente.ontvanger.neem_in(replace(melding(), verdicts=verdicts), POSTVAK)
    assert gemeente.register.emailbericht(identificatie).status is Berichtstatus.QUARANTAINE


def test_a_mail_that_cannot_be_archived_is_not_listed_and_stays_in_the_intake() -> None:
    class VolArchief(NepArchief):
        def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:  # noqa: ARG002  # refuses all
            raise NeergestortError

    gemeente = Gemeente()
    gemeente.ontvanger = replace(gemeente.ontvanger, archief=VolArchief())
    with pytest.raises(NeergestortError):
        gemeente.ontvang()
    assert gemeente.register.berichten == {}
    assert list(gemeente.intake.objecten.values()) == [VRAAG]


@pytest.mark.parametrize("aantal", range(2, 6))
def test_events_of_one_mail_at_once_are_one_try_to_read_it(aantal: int) -> None:
    """A mail to aliases of several mailboxes has as many events, and each takes it in for every one of them."""
    gemeente = Gemeente()
    begonnen = 0

    def leest_nog(_: bytes) -> Ontleding:
        nonlocal begonnen
        begonnen += 1
        if begonnen < aantal:  # while this one reads, the next event comes
            gemeente.klok.vooruit(timedelta(seconds=1))
            gemeente.ontvang()
        raise NeergestortError

    gemeente.ontvanger = replace(gemeente.ontvanger, lees=leest_nog)
    with pytest.raises(NeergestortError):
        gemeente.ontvang()
    identificatie = emailbericht_id(POSTVAK, "ses-1")
    assert begonnen == aantal
    assert gemeente.register.ontleedpogingen[identificatie] == 1
    assert gemeente.register.emailbericht(identificatie).ontleedstand is Ontleedstand.ONTBREEKT
    gemeente.klok.vooruit(timedelta(minutes=1))
    gemeente.ontvanger = replace(gemeente.ontvanger, lees=ontleed)
    gemeente.ontvang()
    assert gemeente.register.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


def test_an_alias_costs_one_look_for_each_mailbox_however_many_mails_wait() -> None:
    class Geteld(NepIntake):
        gezocht = 0

        def heeft(self, key: str) -> bool:
            self.gezocht += 1
            return super().heeft(key)

        def wachtend(self) -> Sequence[Opslagobject]:
            raise AssertionError("the whole intake was listed")

    intake = Geteld({intake_key(POSTVAK, f"ses-{nummer}"): VRAAG for nummer in range(100)})
    gemeld = melding("ses-7", ontvangers=("contact@gemeente.example", "hulp@gemeente.example"))
    assert postvakken_van(gemeld, (POSTVAK, ANDER_POSTVAK), intake) == (POSTVAK,)
    assert intake.gezocht == 2


def test_a_crash_while_reading_leaves_a_listed_mail_and_its_intake_object() -> None:
    gemeente = Gemeente()
    _lees_kapot(gemeente)
    with pytest.raises(NeergestortError):
        gemeente.ontvang()
    bericht = gemeente.register.emailbericht(emailbericht_id(POSTVAK, "ses-1"))
    assert bericht.status is Berichtstatus.NIEUW
    assert bericht.ontleedstand is Ontleedstand.ONTBREEKT
    assert gemeente.archief.objecten[bericht.ruw.object_key] == VRAAG
    assert gemeente.intake.objecten


def test_after_two_crashes_the_mail_stays_raw_only_and_can_be_viewed() -> None:
    gemeente = Gemeente()
    _lees_kapot(gemeente)
    for _ in range(2):
        with pytest.raises(NeergestortError):
            gemeente.ontvang()
        gemeente.klok.vooruit(timedelta(minutes=1))
    identificatie = gemeente.ontvang()
    assert gemeente.register.emailbericht(identificatie).ontleedstand is Ontleedstand.MISLUKT
    assert gemeente.intake.objecten == {}
    geopend = gemeente.inziener.open(identificatie, ANNA)
    assert [bijlage.bestandsnaam for bijlage in geopend.klantcontact.bijlagen] == ["e-mail.eml"]
    assert geopend.inhoud.waarschuwingen


def test_a_second_try_after_one_crash_reads_the_mail() -> None:
    gemeente = Gemeente()
    heel = gemeente.ontvanger
    _lees_kapot(gemeente)
    with pytest.raises(NeergestortError):
        gemeente.ontvang()
    gemeente.ontvanger = heel
    identificatie = gemeente.ontvang()
    assert gemeente.register.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


def test_a_mail_that_is_no_mail_is_listed_all_the_same() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang(b"\x00\xff geen e-mail \xfe")
    assert gemeente.register.emailbericht(identificatie).status is Berichtstatus.NIEUW


def test_a_text_of_more_than_32_kb_is_whole_in_an_object_of_its_own() -> None:
    gemeente = Gemeente()
    tekst = "Lange vraag. " * 4000
    identificatie = gemeente.ontvang(b"Subject: lang\r\nContent-Type: text/plain\r\n\r\n" + tekst.encode())
    teksten = [inhoud for object_key, inhoud in gemeente.archief.objecten.items() if object_key.endswith("inhoud.txt")]
    assert [deel.decode().strip() for deel in teksten] == [tekst.strip()]
    assert gemeente.register.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


@pytest.mark.parametrize("van_ons", [True, False])
def test_a_delivery_report_is_tied_to_our_verzending_and_stays_in_the_werkvoorraad(van_ons: bool) -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.verzender.verzend(klaar)
    bericht_id = gemeente.register.verzending(klaar.identificatie).ses_bericht_id if van_ons else "<x@elders.example>"
    bericht = gemeente.register.emailbericht(gemeente.ontvang(bezorgbericht(bericht_id)))
    assert bericht.envelop.klasse is Klasse.BOUNCE
    assert bericht.envelop.verzending == (klaar.identificatie if van_ons else None)
    assert bericht.status is Berichtstatus.NIEUW


@pytest.mark.parametrize(
    ("ontvangers", "verwacht"),
    [
        (("INFO@Gemeente.example",), (POSTVAK,)),
        (("info+werk@gemeente.example",), (POSTVAK,)),
        (("info@gemeente.example", "burgerzaken@gemeente.example"), (POSTVAK, ANDER_POSTVAK)),
        (("iemand@elders.example",), ()),
    ],
)
def test_recipients_match_as_a_receipt_rule_does(ontvangers: tuple[str, ...], verwacht: tuple[str, ...]) -> None:
    assert postvakken_van(melding(ontvangers=ontvangers), (POSTVAK, ANDER_POSTVAK), NepIntake()) == verwacht


@pytest.mark.parametrize("alias", ["postmaster@gemeente.example", "Contact+werk@gemeente.example"])
def test_mail_to_an_alias_is_of_the_postvak_under_whose_prefix_its_rule_put_it(alias: str) -> None:
    intake = NepIntake({intake_key(ANDER_POSTVAK, "ses-1"): VRAAG, intake_key(POSTVAK, "ses-2"): VRAAG})
    gemeld = melding("ses-1", ontvangers=(alias,))
    assert postvakken_van(gemeld, (POSTVAK, ANDER_POSTVAK), intake) == (ANDER_POSTVAK,)
    intake.verwijder(intake_key(ANDER_POSTVAK, "ses-1"))  # taken in: the event may come again
    assert postvakken_van(gemeld, (POSTVAK, ANDER_POSTVAK), intake) == ()


def test_a_postvak_with_a_label_is_told_from_the_one_without() -> None:
    met_label, intake = "info+wmo@gemeente.example", NepIntake()
    beide = (POSTVAK, met_label)
    assert postvakken_van(melding(ontvangers=(POSTVAK,)), beide, intake) == (POSTVAK,)
    # The rule of the postvak without a label takes this recipient too.
    assert postvakken_van(melding(ontvangers=("Info+WMO@gemeente.example",)), beide, intake) == beide
    intake.leg_neer(intake_key(ANDER_POSTVAK, "ses-1"), VRAAG)
    gemeld = melding("ses-1", ontvangers=(met_label, "contact@gemeente.example"))
    assert postvakken_van(gemeld, (*beide, ANDER_POSTVAK), intake) == (*beide, ANDER_POSTVAK)


def test_an_alias_of_a_postvak_that_is_no_longer_ours_leads_nowhere() -> None:
    intake = NepIntake({"weg@gemeente.example/ses-1": VRAAG})
    assert postvakken_van(melding(ontvangers=("oud@gemeente.example",)), (POSTVAK,), intake) == ()


def test_a_mail_to_a_postvak_and_to_an_alias_of_it_is_taken_in_once() -> None:
    gemeente = Gemeente()
    gemeente.intake.leg_neer(intake_key(POSTVAK, "ses-1"), VRAAG)
    for ontvangers in ((POSTVAK,), ("contact@gemeente.example",), ("contact@gemeente.example",)):
        gemeld = melding("ses-1", ontvangers=ontvangers)
        for postvak in postvakken_van(gemeld, (POSTVAK, ANDER_POSTVAK), gemeente.intake):
            gemeente.ontvanger.neem_in(gemeld, postvak)
        gemeente.intake.leg_neer(intake_key(POSTVAK, "ses-1"), VRAAG)  # each rule writes its own
    assert set(gemeente.register.berichten) == {emailbericht_id(POSTVAK, "ses-1")}


def _lees_kapot(gemeente: Gemeente) -> None:
    def stort_in(_: bytes) -> Ontleding:
        raise NeergestortError

    gemeente.ontvanger = replace(gemeente.ontvanger, lees=stort_in)


class Weegschaal(NepArchief):
    """An archive that keeps only the size and the hash of the bytes as they pass.

    So the memory that is measured is what the use case itself holds.
    """

    def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:  # noqa: ARG002  # nothing is kept
        som = sha256()
        omvang = 0
        for stuk in (inhoud,) if isinstance(inhoud, bytes) else inhoud:
            som.update(stuk)
            omvang += len(stuk)
        self.objecten[object_key] = f"{omvang} {som.hexdigest()}".encode()


class Uitgelezen(NepIntake):
    """An intake whose bytes each reading makes anew, as S3 does: the mail itself counts too."""

    def lees(self, object_key: str) -> bytes:
        return memoryview(super().lees(object_key)).tobytes()


def _grote_mail(aantal: int, omvang: int, *, in_regels: bool = True) -> tuple[bytes, list[bytes]]:
    bijlagen = [Random(nummer).randbytes(omvang // aantal) for nummer in range(aantal)]  # noqa: S311  # repeatable, not secret
    delen = b"".join(
        b"--grens\r\nContent-Type: application/pdf; name=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + (encodebytes(bijlage).replace(b"\n", b"\r\n") if in_regels else b64encode(bijlage) + b"\r\n")
        for bijlage in bijlagen
    )
    koppen = b"From: jan@burger.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=grens\r\n\r\n"
    return koppen + b"--grens\r\n\r\nZie de bijlage\r\n" + delen + b"--grens--\r\n", bijlagen


def _ingesloten() -> tuple[bytes, list[bytes]]:
    binnen, _ = _grote_mail(2, 7_500_000)
    koppen = b"From: jan@burger.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=buiten\r\n\r\n"
    return koppen + b"--buiten\r\nContent-Type: message/rfc822\r\n\r\n" + binnen + b"\r\n--buiten--\r\n", [binnen]


@pytest.mark.parametrize(
    ("bron", "bijlagen"),
    [
        _grote_mail(1, 7_500_000),
        _grote_mail(2, 7_500_000),
        _grote_mail(200, 7_500_000),
        _ingesloten(),
        _grote_mail(1, 7_500_000, in_regels=False),
    ],
    ids=["one", "two", "200", "an enclosed mail", "without line breaks"],
)
def test_taking_in_a_large_mail_needs_little_more_memory_than_the_mail_itself(bron: bytes, bijlagen: list[bytes]) -> None:
    """Taking in 10 MB needs little more memory than the mail itself.

    tracemalloc counts what Python allocates and not what the machine makes of that, so the same work gives the same
    figure; `make bench BENCH=large` measures the resident set of the real function.
    """
    gemeente = Gemeente()
    gemeente.ontvang()  # this makes what is made once for all mails
    weegschaal, intake = Weegschaal(), Uitgelezen()
    ontvanger = replace(gemeente.ontvanger, archief=weegschaal, intake=intake)
    intake.leg_neer(intake_key(POSTVAK, "ses-groot"), bron)
    tracemalloc.start()
    try:
        ontvanger.neem_in(melding("ses-groot"), POSTVAK)
        piek = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert piek <= 1.5 * len(bron)
    gevonden = {waarde.decode() for object_key, waarde in weegschaal.objecten.items() if "/bijlagen/" in object_key}
    assert gevonden == {f"{len(bijlage)} {sha256(bijlage).hexdigest()}" for bijlage in bijlagen}


def test_attachments_inside_an_attachment_are_stored_without_taking_the_mail_apart_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gemeente = Gemeente()
    aantal = 0

    def geteld(bron: bytes, meldingen: Meldingen) -> Mail:
        nonlocal aantal
        aantal += 1
        return lees_mail(bron, meldingen)

    monkeypatch.setattr("ontleden.lezen.lees_mail", geteld)
    bestanden = [(f"foto{nummer}.png", b"\x89PNG\r\n\x1a\n" + bytes([nummer])) for nummer in range(5)]
    winmail = encodebytes(tnef(*(tnef_bijlage(inhoud, titel=naam) for naam, inhoud in bestanden)))
    koppen = b"From: jan@burger.example\r\nMIME-Version: 1.0\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
    identificatie = gemeente.ontvang(koppen + b"Content-Transfer-Encoding: base64\r\n\r\n" + winmail)
    documenten = [een for een in gemeente.register.documenten.values() if een.bestandsnaam.startswith("foto")]
    inhouden = {een.bestandsnaam: gemeente.archief.objecten[een.object_key] for een in documenten}
    assert inhouden == dict(bestanden)
    assert gemeente.register.emailbericht(identificatie).envelop.aantal_bijlagen == 1 + len(bestanden)
    assert aantal == 2  # one to read it, and one for all of them together
