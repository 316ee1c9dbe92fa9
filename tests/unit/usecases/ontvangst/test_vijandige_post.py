"""One regression mail for each published advisory of mail readers and helpdesks: what hurt them may not hurt us."""

import json
from email import message_from_bytes, policy
from uuid import UUID

import pytest

from klantmail.adapters.s3 import S3Archief
from klantmail.api.render.basis import render_pagina
from klantmail.api.render.emailbericht import render_emailbericht
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.mailinhoud import gelezen_onder
from ontleden.ontleding import VERSIE
from tests.benchmarks.hostile import HOSTILE_MAILS, MEGABYTE, MOST_OBJECTS, take_in
from tests.support.builders import ANNA, VRAAG, Gemeente
from tests.support.fakes import FakeKlok


def mail(
    koppen: str = "", lijf: str = "Tekst", *, soort: str = "text/plain; charset=utf-8", van: str = "jan@burger.example"
) -> bytes:
    return (
        f"From: {van}\r\nTo: info@gemeente.example\r\nMessage-ID: <m1@burger.example>\r\n{koppen}"
        f"MIME-Version: 1.0\r\nContent-Type: {soort}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{lijf}\r\n"
    ).encode()


def met_bijlage(bestandsnaam: str, kind: str, inhoud: str) -> bytes:
    return mail(
        soort='multipart/mixed; boundary="g"',
        lijf=(
            "--g\r\nContent-Type: text/plain\r\n\r\nZie de bijlage\r\n--g\r\n"
            f"Content-Type: {kind}\r\nContent-Disposition: inline; {bestandsnaam}\r\n\r\n{inhoud}\r\n--g--"
        ),
    )


def open_(gemeente: Gemeente, source: bytes, ses_bericht_id: str = "ses-1") -> GeopendeMail:
    return gemeente.inziener.open(gemeente.ontvang(source, ses_bericht_id), ANNA)


def html_van(gemeente: Gemeente, geopend: GeopendeMail) -> str:
    return gemeente.archief.lees(f"{gelezen_onder(geopend.bericht.identificatie, VERSIE)}/weergave.html").decode()


@pytest.mark.parametrize(
    "bestandsnaam",
    [
        "filename*=utf-8''%E2%80%8B.htaccess",
        "filename*=utf-8''.%E2%80%8Bhtaccess",
        "filename*=utf-8''%EF%BB%BF.htaccess",
        'filename=".htaccess"',
        "filename*=utf-8''..%2F..%2F.htaccess",
    ],
)
def test_cve_2026_28289_no_invisible_character_hides_a_name_that_a_server_obeys(gemeente: Gemeente, bestandsnaam: str) -> None:
    """FreeScout: a zero-width space before `.htaccess` passed the check and was gone when the file was stored."""
    geopend = open_(gemeente, met_bijlage(bestandsnaam, "text/plain", "SetHandler application/x-httpd-php"))
    name = geopend.klantcontact.bijlagen[1].bestandsnaam
    assert not name.startswith(".")
    assert name.isprintable()
    assert "/" not in name
    for document in gemeente.repos.documenten.values():
        assert "htaccess" not in document.object_key  # no name of the sender is part of a key


@pytest.mark.parametrize(
    "body",
    [
        "<p>Dag</p><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<a href='java&#9;script:alert(1)'>klik</a>",
    ],
)
def test_cve_2026_32754_a_body_never_runs(gemeente: Gemeente, body: str) -> None:
    """FreeScout: HTML of a body reached the agent's page unescaped."""
    weergave = html_van(gemeente, open_(gemeente, mail(lijf=body, soort="text/html; charset=utf-8"))).lower()
    for gevaar in ("<script", "onerror", "onbegin", "javascript:", "<svg", "<math"):
        assert gevaar not in weergave
    assert "content-security-policy" in weergave


@pytest.mark.parametrize("van", ["info@gemeente.example", "Anna de Boer <anna@gemeente.example>"])
def test_cve_2026_47123_a_sender_never_passes_for_a_medewerker(gemeente: Gemeente, van: str) -> None:
    """FreeScout: a Message-ID of its own in In-Reply-To, with an agent's address as From, was taken for the agent's
    reply and sent on to the citizen."""
    first = open_(gemeente, VRAAG)
    beantwoord = gemeente.beantwoord(
        first.bericht.identificatie, first.inzage.identificatie, ANNA, "k", Antwoord("Dat kan.", None)
    )
    gemeente.verzender.verzend(gemeente.repos.verzendingen[beantwoord.verzending])
    ons = gemeente.repos.verzendingen[beantwoord.verzending].ses_bericht_id
    vals = open_(gemeente, mail(f"In-Reply-To: {ons}\r\nSubject: Re: Parkeervergunning\r\n", "Maak geld over", van=van), "ses-2")
    assert vals.klantcontact.initiatiefnemer is Initiatiefnemer.KLANT
    assert vals.klantcontact.medewerker == ANNA.identificatie  # who viewed it, never who it says it is from
    verband = vals.bericht.envelop.verband
    assert verband is not None
    assert verband.afwijkende_afzender
    assert list(gemeente.repos.verzendingen) == [beantwoord.verzending]  # nothing leaves by itself


@pytest.mark.parametrize("onderwerp", ["<script>alert(1)</script>", "=?utf-8?q?=3Csvg_onload=3Dalert(1)=3E?=", '"><img src=x>'])
def test_cve_2018_1000154_a_subject_is_text_and_stands_in_no_page(gemeente: Gemeente, onderwerp: str) -> None:
    """Zammad: the subject was put into the page as HTML."""
    geopend = open_(gemeente, mail(f"Subject: {onderwerp}\r\n", "<p>Dag</p>", soort="text/html"))
    weergave = html_van(gemeente, geopend)
    assert geopend.klantcontact.onderwerp.startswith(("<", '"'))
    assert geopend.klantcontact.onderwerp not in weergave
    assert "alert" not in weergave


def test_cve_2021_21441_a_list_answers_text_that_no_browser_takes_for_a_page(gemeente: Gemeente) -> None:
    """OTRS: a sender's name and subject ran in the overview of tickets."""
    gemeente.ontvang(mail("Subject: <img src=x onerror=alert(1)>\r\n", van='"<script>alert(1)</script>" <jan@burger.example>'))
    lijst = gemeente.raadpleger.werkvoorraad(None, None, aantal=10, na=None)
    antwoord = render_pagina(lijst, lambda bericht: render_emailbericht(bericht, gemeente.klok()))
    (bericht,) = json.loads(json.dumps(antwoord))["results"]
    assert bericht["onderwerp"] == "<img src=x onerror=alert(1)>"
    assert bericht["afzender"]["naam"] == "<script>alert(1)</script>"


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/pdf"])
def test_cve_2005_3895_an_attachment_is_only_ever_a_download(gemeente: Gemeente, kind: str) -> None:
    """OTRS: an HTML attachment opened in the agent's browser, on the helpdesk's own address."""
    geopend = open_(gemeente, met_bijlage('filename="x.html"', kind, "<script>alert(1)</script>"))
    gevraagd: dict[str, str] = {}

    class S3:
        def generate_presigned_url(self, _: str, Params: dict[str, str], ExpiresIn: int) -> str:  # noqa: N803  # boto3's
            gevraagd.update(Params, geldig=str(ExpiresIn))
            return "https://voorbeeld.example/download"

    archief = S3Archief(S3, "archief", FakeKlok())  # type: ignore[arg-type]  # the one call of S3 that a link makes
    document = gemeente.repos.informatieobject(geopend.klantcontact.bijlagen[1].informatieobject)
    archief.link(document.object_key, bestandsnaam=document.bestandsnaam, formaat=document.formaat)
    assert gevraagd["ResponseContentDisposition"].startswith("attachment;")


@pytest.mark.parametrize("character", ["(", ")", "<", ">", "@", ",", ";", ":", "\\", '"', ".", "[", "]"])
def test_cve_2023_27043_of_a_doubtful_address_never_the_other_part_is_taken(gemeente: Gemeente, character: str) -> None:
    """Python: `parseaddr` gave `bob` for a malformed address that any reader shows
    as `alice`'s, or the other way around.

    The address that the agent sees has to be the one that an answer goes to.
    """
    geopend = open_(gemeente, mail(van=f"alice@burger.example{character}<bob@elders.example>"))
    seen = geopend.bericht.envelop.afzender.adres
    assert seen in {"", "alice@burger.example", "bob@elders.example"}
    assert geopend.antwoordadres.adres == seen
    try:
        beantwoord = gemeente.beantwoord(
            geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "k", Antwoord("Dat kan.", None)
        )
    except OngeldigeInvoer:
        assert seen == ""
        return
    assert gemeente.repos.verzendingen[beantwoord.verzending].naar == (seen,)


INJECTION = "\r\nBcc: geheim@elders.example\r\n\r\nAndere tekst"


@pytest.mark.parametrize(
    "headers",
    [
        "Subject: =?utf-8?q?Vraag=0D=0ABcc:_geheim@elders.example?=\r\n",
        "Subject: =?utf-8?b?VnJhYWcKQmNjOiBnZWhlaW1AZWxkZXJzLmV4YW1wbGU=?=\r\n",
        "Reply-To: =?utf-8?q?Jan=0ABcc:_geheim@elders.example?= <jan@burger.example>\r\n",
        "References: <a@b>\r\n Bcc: geheim@elders.example\r\n",
        "Subject: Vraag\rBcc: geheim@elders.example\r\n",
    ],
)
def test_cve_2026_1299_no_header_of_a_mail_becomes_another_header_of_its_answer(gemeente: Gemeente, headers: str) -> None:
    """Python: a line break in a header value was written as it was, and became a header of its own."""
    geopend = open_(gemeente, mail(headers))
    beantwoord = gemeente.beantwoord(
        geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "k", Antwoord("Dat kan.", None)
    )
    _keur_koppen(gemeente, beantwoord.verzending)


@pytest.mark.parametrize("field", ["onderwerp", "inhoud"])
def test_cve_2026_1299_nor_does_what_an_agent_writes(gemeente: Gemeente, field: str) -> None:
    geopend = open_(gemeente, mail())
    fields = {"inhoud": "Dat kan.", "onderwerp": None, field: f"Vraag{INJECTION}"}
    antwoord = Antwoord(**fields)  # type: ignore[arg-type]  # text, or none
    if field == "onderwerp":
        with pytest.raises(OngeldigeInvoer):
            gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "k", antwoord)
        return
    beantwoord = gemeente.beantwoord(geopend.bericht.identificatie, geopend.inzage.identificatie, ANNA, "k", antwoord)
    _keur_koppen(gemeente, beantwoord.verzending)


def _keur_koppen(gemeente: Gemeente, verzending: UUID) -> None:
    uit = gemeente.repos.verzendingen[verzending]
    antwoord = message_from_bytes(gemeente.archief.lees(uit.object_key), policy=policy.default)
    assert antwoord["Bcc"] is None
    assert not antwoord.defects
    assert uit.naar == ("jan@burger.example",)
    assert set(antwoord.keys()) <= {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }


@pytest.mark.parametrize("name", HOSTILE_MAILS)
def test_a_mail_of_any_form_takes_a_bounded_number_of_writes(name: str) -> None:
    assert take_in(HOSTILE_MAILS[name](MEGABYTE // 100)).objects <= MOST_OBJECTS
