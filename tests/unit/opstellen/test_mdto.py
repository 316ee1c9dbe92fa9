"""The descriptions of what is handed out are as MDTO asks, whatever a citizen wrote."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.adressering import Ontvanger
from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort
from klantmail.domain.bewaartermijn import STANDAARD, Bewaarregel, Bewaartermijn
from klantmail.domain.bewaren import Bewaring, Gespreksstand, Mailstand, bewaring_van
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.maildossier import Maildossier, Meegegeven
from klantmail.opstellen.mdto import beschrijvingen
from ontleden.ontleding import Adres
from tests.support import mdto
from tests.support.builders import ANNA, ORGANISATIE, bericht, klantcontact, verzending
from tests.support.fakes import BEGIN


def _mail(*, onderwerp: str = "Paspoort", naam: str = "Jan", handled: bool = True) -> Mailstand:
    """A mail with an answer to it, and an ontvangstbevestiging of which no klantcontact is kept."""
    one = bericht()
    afhandeling = Afhandeling(
        soort=Afhandelsoort.ANTWOORD,
        klantcontacten=(),
        idempotency_key="k",
        vingerafdruk="v",
        tijdstip=BEGIN,
        medewerker=ANNA.identificatie,
    )
    envelop = replace(one.envelop, onderwerp=onderwerp, afzender=Adres(naam, "jan@burger.example"))
    vraag = replace(klantcontact(1), emailbericht=one.identificatie, onderwerp=onderwerp)
    reactie = replace(
        vraag,
        identificatie=UUID(int=2),
        initiatiefnemer=Initiatiefnemer.GEMEENTE,
        ontvangers=(Ontvanger("jan@burger.example"),),
        verzending=UUID(int=3),
    )
    return Mailstand(
        bericht=replace(one, envelop=envelop, afhandeling=afhandeling if handled else None),
        klantcontacten=(vraag, reactie),
        verzendingen=tuple(replace(verzending(), identificatie=UUID(int=number)) for number in (3, 4)),
    )


def _dossier(mail: Mailstand, *files: Meegegeven, geheel: bool = True, bewaring: Bewaring | None = None) -> Maildossier:
    return Maildossier(
        mail=mail,
        geheel=geheel,
        tekst="",
        teksten={},
        rectificaties=(),
        documenten=(),
        notities=(),
        concepten=(),
        bewaring=bewaring,
        bestanden=files,
        niet_meegegeven={},
    )


def _file(van: UUID, *, name: str = "e-mail.eml", formaat: str = "message/rfc822", inhoud: bytes = b"bytes") -> Meegegeven:
    return Meegegeven(
        pad=f"emailberichten/1/{name}",
        naam=name,
        identificatie="document 1",
        formaat=formaat,
        omvang=len(inhoud),
        sha256=sha256(inhoud).hexdigest(),
        sinds=BEGIN,
        van=van,
    )


def _described(dossier: Maildossier) -> dict[str, bytes]:
    found = list(beschrijvingen(dossier, ORGANISATIE))
    assert len(found) == len(dict(found)), "each has a place of its own"
    return dict(found)


def test_a_mail_its_klantcontacten_what_was_sent_and_each_file_are_described() -> None:
    mail = _mail()
    van = mail.bericht.identificatie
    described = _described(_dossier(mail, _file(van), _file(UUID(int=2), name="verzonden/3.eml")))
    assert described.keys() == {
        f"emailberichten/{van}/emailbericht.mdto.xml",
        *(f"emailberichten/{van}/klantcontacten/{each.identificatie}.mdto.xml" for each in mail.klantcontacten),
        f"emailberichten/{van}/verzendingen/{UUID(int=4)}.mdto.xml",
        "emailberichten/1/e-mail.eml.mdto.xml",
        "emailberichten/1/verzonden/3.eml.mdto.xml",
    }
    assert [mdto.faults(xml) for xml in described.values()] == [[]] * 6


def test_a_file_tells_its_size_format_and_sha256_and_what_it_is_a_part_of() -> None:
    mail = _mail()
    described = _described(_dossier(mail, _file(mail.bericht.identificatie, inhoud=b"abc")))
    file = mdto.read(described["emailberichten/1/e-mail.eml.mdto.xml"])
    assert {
        path: mdto.text(file, path)
        for path in ("omvang", "bestandsformaat/begripLabel", "checksum/checksumAlgoritme/begripLabel", "checksum/checksumWaarde")
    } == {
        "omvang": "3",
        "bestandsformaat/begripLabel": "message/rfc822",
        "checksum/checksumAlgoritme/begripLabel": "SHA-256",
        "checksum/checksumWaarde": sha256(b"abc").hexdigest(),
    }
    assert mdto.text(file, "isRepresentatieVan/verwijzingIdentificatie/identificatieKenmerk") == str(mail.bericht.identificatie)
    record = mdto.read(described[f"emailberichten/{mail.bericht.identificatie}/emailbericht.mdto.xml"])
    assert mdto.text(record, "heeftRepresentatie/verwijzingNaam") == "e-mail.eml"
    assert mdto.text(record, "archiefvormer/verwijzingIdentificatie/identificatieKenmerk") == ORGANISATIE.rsin
    assert mdto.text(record, "betrokkene/betrokkeneActor/verwijzingNaam") == "Jan"
    assert mdto.text(record, "event/eventTijd") == "2026-11-24T09:00:01.000Z"


def test_of_the_mail_of_another_only_what_was_sent_is_described() -> None:
    mail = replace(_mail(), klantcontacten=_mail().klantcontacten[1:])
    places = _described(_dossier(mail, geheel=False))
    assert not any(place.endswith("emailbericht.mdto.xml") for place in places)
    assert len(places) == 2


@pytest.mark.parametrize(
    ("kind", "handled", "code", "looptijd", "categorie"),
    [
        (Afhandelsoort.ANTWOORD, True, "V", "P1Y", "6.1.3"),
        (Afhandelsoort.GEEN_KLANTCONTACT, True, "V", "P30D", None),
        (Afhandelsoort.ZAAK, True, "N", None, None),
        (Afhandelsoort.ANTWOORD, False, "N", None, None),
    ],
)
def test_how_long_it_is_kept_is_told_by_the_terms(
    kind: Afhandelsoort, *, handled: bool, code: str, looptijd: str | None, categorie: str | None
) -> None:
    mail = _mail(handled=handled)
    if mail.bericht.afhandeling:
        mail = replace(mail, bericht=replace(mail.bericht, afhandeling=replace(mail.bericht.afhandeling, soort=kind)))
    bewaring = bewaring_van(mail, Gespreksstand((mail,)), STANDAARD)
    for place, xml in _described(_dossier(mail, bewaring=bewaring)).items():
        record = mdto.read(xml)
        assert mdto.faults(xml) == []
        assert mdto.text(record, "waardering/begripCode") == code, place
        assert mdto.text(record, "bewaartermijn/termijnLooptijd") == looptijd
        assert mdto.text(record, "informatiecategorie/begripCode") == categorie
        if bewaring and bewaring.vanaf:
            assert mdto.text(record, "bewaartermijn/termijnEinddatum") == bewaring.vanaf.isoformat()


def test_a_mail_that_stays_as_long_as_a_zaak_of_its_conversation_has_no_term_here() -> None:
    mail = _mail(handled=True)
    bewaring = bewaring_van(mail, Gespreksstand((mail,)), STANDAARD)
    assert bewaring is not None
    for xml in _described(_dossier(mail, bewaring=replace(bewaring, zaken=frozenset({"https://zaken.example/1"})))).values():
        record = mdto.read(xml)
        assert mdto.faults(xml) == []
        assert (mdto.text(record, "waardering/begripCode"), mdto.text(record, "bewaartermijn/termijnLooptijd")) == ("N", None)


@given(
    onderwerp=st.text(st.characters()),
    name=st.text(st.characters()),
    bestandsnaam=st.text(st.characters(), min_size=1),
    years=st.integers(0, 100),
    days=st.integers(0, 36_500),
)
def test_whatever_a_citizen_wrote_it_is_xml_and_as_mdto_asks(
    onderwerp: str, name: str, bestandsnaam: str, years: int, days: int
) -> None:
    mail = _mail(onderwerp=onderwerp, naam=name)
    line = Bewaarregel(resultaat="6.1", omschrijving=onderwerp, gronden=(), termijn=Bewaartermijn(years, days))
    bewaring = Bewaring(regel=line, laatste_stap=BEGIN.date(), vanaf=BEGIN.date() + timedelta(days=days))
    dossier = _dossier(mail, _file(mail.bericht.identificatie, name=bestandsnaam), bewaring=bewaring)
    assert [mdto.faults(xml) for xml in _described(dossier).values()] == [[]] * 5


def test_the_structure_that_is_asked_is_missed_when_it_is_not_there() -> None:
    mail = _mail()
    (xml,) = (xml for place, xml in _described(_dossier(mail)).items() if place.endswith("emailbericht.mdto.xml"))
    assert mdto.faults(xml.replace(b"<waardering>", b"<naam>").replace(b"</waardering>", b"</naam>"))
    begin, rest = xml.split(b"<naam>", 1)
    _, rest = rest.split(b"</naam>", 1)
    assert mdto.faults(begin + rest) == ["informatieobject/naam: 0 times"]
    assert mdto.faults(begin + b"<naam> </naam>" + rest) == ["informatieobject/naam: blank"]
