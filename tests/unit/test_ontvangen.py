from dataclasses import replace
from hashlib import sha256

import pytest

from klantmail.domein import Berichtstatus, Ontleedstand, Verdicts
from klantmail.fouten import NietGevonden
from klantmail.identificatie import emailbericht_id, informatieobject_id
from klantmail.ontleding import Klasse, Ontleding
from klantmail.ontvangen import intake_sleutel, postvakken_van
from tests.hulp.bouwers import ANDER_POSTVAK, ANNA, GOED, POSTVAK, VRAAG, Gemeente, melding
from tests.hulp.nep import NepArchief


class NeergestortError(Exception):
    """Stands for a crash of the function."""


def test_a_received_mail_is_archived_byte_for_byte_and_listed_without_a_klantcontact() -> None:
    gemeente = Gemeente()
    identificatie = gemeente.ontvang()
    bericht = gemeente.register.emailbericht(identificatie)
    assert bericht.status is Berichtstatus.NIEUW
    assert gemeente.archief.objecten[bericht.ruw.sleutel] == VRAAG
    assert bericht.ruw.sha256 == sha256(VRAAG).hexdigest()
    assert bericht.ruw.sha256 in bericht.ruw.sleutel
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
    inhoud = gemeente.archief.lees(bijlage.sleutel)
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
    gemeente.intake.objecten[intake_sleutel(POSTVAK, "ses-1")] = VRAAG
    identificatie = gemeente.ontvanger.neem_in(replace(melding(), verdicts=verdicts), POSTVAK)
    assert gemeente.register.emailbericht(identificatie).status is Berichtstatus.QUARANTAINE


def test_a_mail_that_cannot_be_archived_is_not_listed_and_stays_in_the_intake() -> None:
    class VolArchief(NepArchief):
        def bewaar(self, sleutel: str, inhoud: bytes | memoryview, formaat: str) -> None:  # noqa: ARG002  # refuses all
            raise NeergestortError

    gemeente = Gemeente()
    gemeente.ontvanger = replace(gemeente.ontvanger, archief=VolArchief())
    with pytest.raises(NeergestortError):
        gemeente.ontvang()
    assert gemeente.register.berichten == {}
    assert list(gemeente.intake.objecten.values()) == [VRAAG]


def test_a_crash_while_reading_leaves_a_listed_mail_and_its_intake_object() -> None:
    gemeente = Gemeente()
    _lees_kapot(gemeente)
    with pytest.raises(NeergestortError):
        gemeente.ontvang()
    bericht = gemeente.register.emailbericht(emailbericht_id(POSTVAK, "ses-1"))
    assert bericht.status is Berichtstatus.NIEUW
    assert bericht.ontleedstand is Ontleedstand.ONTBREEKT
    assert gemeente.archief.objecten[bericht.ruw.sleutel] == VRAAG
    assert gemeente.intake.objecten


def test_after_two_crashes_the_mail_stays_raw_only_and_can_be_viewed() -> None:
    gemeente = Gemeente()
    _lees_kapot(gemeente)
    for _ in range(2):
        with pytest.raises(NeergestortError):
            gemeente.ontvang()
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
    teksten = [inhoud for sleutel, inhoud in gemeente.archief.objecten.items() if sleutel.endswith("inhoud.txt")]
    assert [deel.decode().strip() for deel in teksten] == [tekst.strip()]
    assert gemeente.register.emailbericht(identificatie).ontleedstand is Ontleedstand.GEREED


def _bezorgbericht(bericht_id: str) -> bytes:
    """A delivery report (RFC 3464) about a mail that left under this Message-ID."""
    return (
        "From: Mail Delivery <mailer-daemon@burger.example>\r\nTo: info@gemeente.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.burger.example\r\n\r\n"
        "Final-Recipient: rfc822; jan@burger.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {bericht_id}\r\nSubject: Re: Parkeervergunning\r\n\r\n"
        "Beste meneer\r\n--r--\r\n"
    ).encode()


@pytest.mark.parametrize("van_ons", [True, False])
def test_a_delivery_report_is_tied_to_our_verzending_and_stays_in_the_werkvoorraad(van_ons: bool) -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.verzender.verzend(klaar)
    bericht_id = gemeente.register.verzending(klaar.identificatie).ses_bericht_id if van_ons else "<x@elders.example>"
    bericht = gemeente.register.emailbericht(gemeente.ontvang(_bezorgbericht(bericht_id)))
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
    assert postvakken_van(ontvangers, (POSTVAK, ANDER_POSTVAK)) == verwacht


def _lees_kapot(gemeente: Gemeente) -> None:
    def stort_in(_: bytes) -> Ontleding:
        raise NeergestortError

    gemeente.ontvanger = replace(gemeente.ontvanger, lees=stort_in)
