"""The new text of a mail, for every way in which mail programs quote what came before. All people are invented."""

from dataclasses import dataclass
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.text.citaat import nieuwe_tekst


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    naam: str
    inhoud: str
    nieuw: str


def _voorbeeld(name: str, inhoud: str, new: str) -> Voorbeeld:
    return Voorbeeld(name, dedent(inhoud).strip("\n") + "\n", dedent(new).strip("\n"))


EIGEN = "Dank u wel, dat is duidelijk.\n\nGroet,\nFatima"
HISTORIE = "Beste mevrouw,\n\nUw pas ligt klaar.\n\nGemeente Voorbeeld"
GECITEERD = "> Beste mevrouw,\n>\n> Uw pas ligt klaar.\n>\n> Gemeente Voorbeeld"

AANHEFFEN = {
    "gmail-nl": "Op di 24 nov 2026 om 10:15 schreef Gemeente Voorbeeld <info@gemeente.example>:",
    "gmail-nl-gevouwen": "Op di 24 nov 2026 om 10:15 schreef Gemeente Voorbeeld <\ninfo@gemeente.example>:",
    "gmail-nl-in-drieen": (
        "Op dinsdag 24 november 2026 om 10:15 schreef\nKlantcontactcentrum van de Gemeente Voorbeeld\n<info@gemeente.example>:"
    ),
    "gmail-en": "On Tue, Nov 24, 2026 at 10:15 AM Gemeente Voorbeeld <info@gemeente.example> wrote:",
    "gmail-en-gevouwen": "On Tue, Nov 24, 2026 at 10:15 AM Gemeente Voorbeeld <info@gemeente.example>\nwrote:",
    "gmail-en-smalle-spatie": "On Tue, Nov 24, 2026 at 10:15\u202fAM Gemeente Voorbeeld <info@gemeente.example> wrote:",
    "gmail-oud": "2012/5/3 Gemeente Voorbeeld <info@gemeente.example>:",
    "gmail-oud-met-zone": "2014-05-03 10:15 GMT+02:00 Gemeente Voorbeeld <info@gemeente.example>:",
    "gmail-de": "Am Di., 24. Nov. 2026 um 10:15 Uhr schrieb Gemeente Voorbeeld <info@gemeente.example>:",
    "gmail-fr": "Le mar. 24 nov. 2026 à 10:15, Gemeente Voorbeeld <info@gemeente.example> a écrit :",
    "gmail-es": "El mar, 24 nov 2026 a las 10:15, Gemeente Voorbeeld (<info@gemeente.example>) escribió:",
    "gmail-it": "Il giorno mar 24 nov 2026 alle ore 10:15 Gemeente Voorbeeld <info@gemeente.example> ha scritto:",
    "gmail-pl": "wt., 24 lis 2026 o 10:15 Gemeente Voorbeeld <info@gemeente.example> napisał(a):",
    "gmail-tr": "Gemeente Voorbeeld <info@gemeente.example>, 24 Kas 2026 Sal, 10:15 tarihinde şunu yazd\u0131:",
    "apple-nl": "Op 24 nov. 2026 om 10:15 heeft Gemeente Voorbeeld <info@gemeente.example> het volgende geschreven:",
    "apple-nl-komma": "Op 24 nov. 2026, om 10:15 heeft Gemeente Voorbeeld <info@gemeente.example> het volgende geschreven:",
    "apple-nl-gevouwen": "Op 24 nov. 2026 om 10:15 heeft Gemeente Voorbeeld\n<info@gemeente.example> het volgende\ngeschreven:",
    "apple-nl-zonder-adres": "Op 24 nov. 2026 om 10:15 heeft Gemeente Voorbeeld het volgende geschreven:",
    "apple-en": "On 24 Nov 2026, at 10:15, Gemeente Voorbeeld <info@gemeente.example> wrote:",
    "apple-de": "Am 24.11.2026 um 10:15 schrieb Gemeente Voorbeeld <info@gemeente.example>:",
    "apple-fr": "Le 24 nov. 2026 à 10:15, Gemeente Voorbeeld <info@gemeente.example> a écrit :",
    "thunderbird-nl": "Op 24-11-2026 om 10:15 schreef Gemeente Voorbeeld:",
    "thunderbird-nl-oud": "Gemeente Voorbeeld schreef op 24-11-2026 10:15:",
    "thunderbird-en": "On 24-11-2026 10:15, Gemeente Voorbeeld wrote:",
    "thunderbird-en-am": "On 11/24/26 10:15 AM, Gemeente Voorbeeld wrote:",
    "thunderbird-de": "Am 24.11.26 um 10:15 schrieb Gemeente Voorbeeld:",
    "thunderbird-fr": "Le 24/11/2026 à 10:15, Gemeente Voorbeeld a écrit :",
    "evolution-nl": "Gemeente Voorbeeld schreef op di 24-11-2026 om 10:15 [+0100]:",
    "roundcube-nl": "Gemeente Voorbeeld schreef op 2026-11-24 10:15:",
    "roundcube-en": "On 2026-11-24 10:15, Gemeente Voorbeeld wrote:",
    "yahoo-nl": "Op dinsdag 24 november 2026 10:15:22 CET schreef Gemeente Voorbeeld <info@gemeente.example>:",
    "yahoo-en": "On Tuesday, November 24, 2026, 10:15:22 AM GMT+1, Gemeente Voorbeeld <info@gemeente.example> wrote:",
    "yahoo-adres": 'Op dinsdag 24 november 2026 10:15 schreef "info@gemeente.example" <info@gemeente.example>:',
    "zimbra-nl": "----- Op 24 nov 2026 om 10:15 schreef Gemeente Voorbeeld info@gemeente.example:",
    "ziggo": 'Op 24 november 2026 10:15 schreef "Gemeente Voorbeeld" <info@gemeente.example>:',
    "alleen-adres": "Gemeente Voorbeeld <info@gemeente.example> schreef:",
    "tussenvoegsels": "Op 24-11-2026 om 10:15 schreef Ans van der Berg - de Wit:",
    "kleine-letters": "Op 24-11-2026 om 10:15 schreef info:",
    "gmail-zonder-naam": "On Tue, 24 Nov 2026 at 10:15, <info@gemeente.example> wrote:",
    "gmail-via-lijst": "On Tue, Nov 24, 2026 at 10:15 AM 'Loket' via Groep <groep@gemeente.example> wrote:",
    "spark-nl": "Op 24 nov. 2026 10:15 +0100 heeft Loket <info@gemeente.example>, geschreven:",
    "vlaams": "Op 24/11/2026 om 10:15, Gemeente Voorbeeld schreef:",
    "zonder-tijd": "Op dinsdag 24 november 2026 schreef Loket <info@gemeente.example>:",
    "eigen-aanhef": "Op dinsdag 24 november 2026 om 10:15 schreef u:",
}

HEADER_BLOCKS = {
    "outlook-nl": (
        "Van: Gemeente Voorbeeld <info@gemeente.example>\n"
        "Verzonden: dinsdag 24 november 2026 10:15\n"
        "Aan: Fatima Example\n"
        "Onderwerp: Uw pas"
    ),
    "outlook-nl-streep": (
        "________________________________\n"
        "Van: Gemeente Voorbeeld <info@gemeente.example>\n"
        "Verzonden: dinsdag 24 november 2026 10:15\n"
        "Aan: Fatima\n"
        "Onderwerp: Uw pas"
    ),
    "outlook-en": (
        "From: Gemeente Voorbeeld <info@gemeente.example>\n"
        "Sent: Tuesday, November 24, 2026 10:15 AM\n"
        "To: Fatima\n"
        "Subject: Your card"
    ),
    "outlook-de": "Von: Gemeente Voorbeeld\nGesendet: Dienstag, 24. November 2026 10:15\nAn: Fatima\nBetreff: Ihr Ausweis",
    "outlook-fr": "De : Gemeente Voorbeeld\nEnvoyé : mardi 24 novembre 2026 10:15\nÀ : Fatima\nObjet : Votre carte",
    "outlook-vet": (
        "*Van:* Gemeente Voorbeeld [mailto:info@gemeente.example]\n"
        "*Verzonden:* dinsdag 24 november 2026 10:15\n"
        "*Aan:* Fatima\n"
        "*Onderwerp:* Uw pas"
    ),
    "outlook-cc": (
        "Van: Gemeente Voorbeeld\n"
        "Verzonden: dinsdag 24 november 2026 10:15\n"
        "Aan: Fatima; Jan Jansen; Piet de Wit;\n"
        " Ans Bakker;\n"
        " Kees Smit\n"
        "CC: Burgerzaken\n"
        "Onderwerp: Uw pas\n"
        "Urgentie: Hoog"
    ),
    "outlook-oorspronkelijk": (
        "-----Oorspronkelijk bericht-----\n"
        "Van: Gemeente Voorbeeld [mailto:info@gemeente.example]\n"
        "Verzonden: dinsdag 24 november 2026 10:15\n"
        "Aan: Fatima\n"
        "Onderwerp: Uw pas"
    ),
    "outlook-original": (
        "-----Original Message-----\nFrom: Gemeente Voorbeeld\nSent: dinsdag 24 november 2026 10:15\nTo: Fatima\nSubject: Uw pas"
    ),
    "outlook-witregels": (
        "Van: Gemeente Voorbeeld\n\nVerzonden: dinsdag 24 november 2026 10:15\n\nAan: Fatima\n\nOnderwerp: Uw pas"
    ),
    "outlook-mac": (
        "Van: Gemeente Voorbeeld <info@gemeente.example>\n"
        "Datum: dinsdag 24 november 2026 om 10:15\n"
        "Aan: Fatima <fatima@post.example>\n"
        "Onderwerp: Uw pas"
    ),
    "outlook-en-datum": (
        "From: Gemeente Voorbeeld <info@gemeente.example>\nDate: Tuesday, 24 November 2026 at 10:15\nTo: Fatima\nSubject: Uw pas"
    ),
    "outlook-plat": "Van: Gemeente Voorbeeld Verzonden: dinsdag 24 november 2026 10:15 Aan: Fatima Onderwerp: Uw pas",
    "tussenkop": (
        "Oorspronkelijk bericht\n"
        "Van: Gemeente Voorbeeld\nVerzonden: dinsdag 24 november 2026 10:15\nAan: Fatima\nOnderwerp: Uw pas"
    ),
    "em-client": (
        '------ Oorspronkelijk bericht ------\nVan "Gemeente Voorbeeld" <info@gemeente.example>\nAan fatima@post.example\n'
        "Datum 24-11-2026 10:15:00\nOnderwerp Uw pas"
    ),
    "samsung-nl": (
        "-------- Oorspronkelijk bericht --------\n"
        "Van: Gemeente Voorbeeld <info@gemeente.example>\n"
        "Datum: 24-11-2026 10:15 (GMT+01:00)\n"
        "Aan: fatima@post.example\n"
        "Onderwerp: Uw pas"
    ),
    "samsung-en": (
        "-------- Original message --------\n"
        "From: Gemeente Voorbeeld <info@gemeente.example>\n"
        "Date: 24/11/2026 10:15 (GMT+01:00)\n"
        "To: fatima@post.example\n"
        "Subject: Uw pas"
    ),
    "proton": (
        "------- Original Message -------\n"
        "On Tuesday, November 24th, 2026 at 10:15, Gemeente Voorbeeld <info@gemeente.example> wrote:"
    ),
    "hotmail-oud": (
        "________________________________\nDate: Tue, 24 Nov 2026 10:15:00 +0100\nFrom: info@gemeente.example\n"
        "To: fatima@post.example\nSubject: Uw pas"
    ),
    "ursprunglich": "-----Ursprüngliche Nachricht-----\nVon: Gemeente Voorbeeld",
    "origine": "-----Message d'origine-----\nDe : Gemeente Voorbeeld",
}

TOESTELREGELS = (
    "Verstuurd vanaf mijn iPhone",
    "Verstuurd vanaf mijn iPad",
    "Verzonden vanaf mijn Samsung Galaxy-smartphone.",
    "Verzonden vanuit Outlook voor Android<https://aka.example/x>",
    "Verzonden vanuit Mail voor Windows",
    "Outlook voor iOS downloaden<https://aka.example/x>",
    "Sent from my iPhone",
    "Get Outlook for Android<https://aka.example/x>",
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone",
)


@pytest.mark.parametrize("aanhef", AANHEFFEN.values(), ids=AANHEFFEN.keys())
@pytest.mark.parametrize("historie", [HISTORIE, GECITEERD], ids=["kaal", "gemarkeerd"])
def test_what_follows_the_line_of_a_mail_program_is_history(aanhef: str, historie: str) -> None:
    assert nieuwe_tekst(f"{EIGEN}\n\n{aanhef}\n\n{historie}\n") == EIGEN
    assert nieuwe_tekst(f"{EIGEN}\n{aanhef}\n{historie}") == EIGEN


@pytest.mark.parametrize("block", HEADER_BLOCKS.values(), ids=HEADER_BLOCKS.keys())
def test_what_follows_a_header_block_is_history(block: str) -> None:
    assert nieuwe_tekst(f"{EIGEN}\n\n{block}\n\n{HISTORIE}\n") == EIGEN
    assert nieuwe_tekst(f"{EIGEN}\n{block}\n{HISTORIE}\n".replace("\n", "\r\n")).replace("\r\n", "\n") == EIGEN


@pytest.mark.parametrize("line", TOESTELREGELS)
def test_what_a_device_says_goes_with_the_history_below_it_and_stays_otherwise(line: str) -> None:
    assert nieuwe_tekst(f"{EIGEN}\n\n{line}\n\n{AANHEFFEN['apple-nl']}\n\n{GECITEERD}\n") == EIGEN
    assert nieuwe_tekst(f"{EIGEN}\n\n{line}\n{HEADER_BLOCKS['outlook-nl-streep']}\n\n{HISTORIE}\n") == EIGEN
    assert nieuwe_tekst(f"{EIGEN}\n\n{line}\n") == f"{EIGEN}\n\n{line}\n"


BIJZONDER = (
    _voorbeeld(
        "antwoord-onder",
        """
        Op 24-11-2026 om 10:15 schreef Gemeente Voorbeeld:
        > Wilt u een afspraak?
        > Dat kan morgen.

        Ja, graag om tien uur.
        """,
        "Ja, graag om tien uur.",
    ),
    _voorbeeld(
        "puntsgewijs",
        """
        Hallo,

        Op 24-11-2026 om 10:15 schreef Gemeente Voorbeeld:
        > Wat is uw adres?

        Dorpsstraat 1.

        > En uw telefoonnummer?
        > Dat mag ook een mobiel nummer zijn.
        Dat geef ik liever niet.

        > Met vriendelijke groet,
        > Gemeente Voorbeeld
        """,
        """
        Hallo,

        > Wat is uw adres?

        Dorpsstraat 1.

        > En uw telefoonnummer?
        > Dat mag ook een mobiel nummer zijn.
        Dat geef ik liever niet.
        """,
    ),
    _voorbeeld(
        "puntsgewijs-zonder-aanhef",
        """
        > Wat is uw adres?
        > Wij missen het.
        Dorpsstraat 1.
        > En uw nummer?
        > Mobiel mag.
        Liever niet.
        """,
        """
        > Wat is uw adres?
        > Wij missen het.
        Dorpsstraat 1.
        > En uw nummer?
        > Mobiel mag.
        Liever niet.
        """,
    ),
    _voorbeeld(
        "citaat-zonder-aanhef",
        """
        Dat is goed.

        > Past dinsdag u?
        > Anders woensdag.
        """,
        "Dat is goed.",
    ),
    _voorbeeld(
        "handtekening-onder-citaat",
        """
        Dat is goed.

        Op 24-11-2026 om 10:15 schreef Gemeente Voorbeeld:
        > Past dinsdag u?

        --
        Ahmed Voorbeeldman
        """,
        """
        Dat is goed.

        --
        Ahmed Voorbeeldman
        """,
    ),
    _voorbeeld(
        "weergavenaam-met-dubbele-punt",
        """
        Prima.

        Op di 24 nov 2026 om 10:15 schreef Loket: Burgerzaken <info@gemeente.example>:
        > Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "eigen-woorden-boven-citaat",
        """
        Goedemiddag,

        Daarin schreef u:
        > U moet betalen.
        > Dat moet voor 1 juni.
        """,
        """
        Goedemiddag,

        Daarin schreef u:
        """,
    ),
    _voorbeeld(
        "antwoord-onder-naam-schreef",
        """
        Op 3 november schreef u:
        > Past dinsdag u?

        Ja.

        U schreef ook:
        > Neem uw pas mee.

        Goed.
        """,
        """
        Op 3 november schreef u:
        > Past dinsdag u?

        Ja.

        U schreef ook:
        > Neem uw pas mee.

        Goed.
        """,
    ),
    _voorbeeld(
        "naam-schreef",
        """
        Prima.

        Gemeente Voorbeeld schreef:
        > Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "citeren",
        """
        Prima.

        Citeren Gemeente Voorbeeld <info@gemeente.example>:

        > Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "historie-van-historie",
        """
        Prima.

        Van: Gemeente Voorbeeld
        Verzonden: dinsdag 24 november 2026 10:15
        Aan: Ahmed
        Onderwerp: RE: Afspraak

        Past dinsdag u?

        Van: Ahmed
        Verzonden: maandag 23 november 2026 9:00
        Aan: Gemeente Voorbeeld
        Onderwerp: Afspraak

        Wanneer kan ik komen?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "tussendoor-op-een-regel",
        """
        Op di 24 nov 2026 om 10:15 schreef Gemeente Voorbeeld <info@gemeente.example>:

        > Wat is uw adres?

        Kade 3.

        > En uw telefoonnummer?

        Dat heb ik niet.

        > Met vriendelijke groet
        """,
        """
        > Wat is uw adres?

        Kade 3.

        > En uw telefoonnummer?

        Dat heb ik niet.
        """,
    ),
    _voorbeeld(
        "groupwise",
        """
        Prima.

        >>> "Loket" <info@gemeente.example> 24-11-2026 10:15 >>>
        Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "groupwise-engels",
        """
        Prima.

        >>> Gemeente Voorbeeld 11/24/2026 10:15 AM >>>
        > Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "groupwise-in-message",
        """
        Prima.

        >>> On 11/24/2026 at 10:15 AM, in message <5F@gw.example>, Gemeente Voorbeeld <info@gemeente.example> wrote:
        Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "zoho",
        """
        Prima.

        ---- Op di, 24 nov. 2026 10:15:00 +0100 Gemeente Voorbeeld <info@gemeente.example> schreef ----

        Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "verzonden-zonder-onderwerp",
        """
        Prima.

        Van: Gemeente Voorbeeld
        Verzonden: dinsdag 24 november 2026 10:15
        Aan: Ahmed

        Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "yahoo-op-een-regel",
        """
        Prima.

        Sent from Yahoo Mail on Android

          On Tue, Nov 24, 2026 at 10:15 AM, Gemeente Voorbeeld<info@gemeente.example> wrote:   Past dinsdag u?

        Met vriendelijke groet
        """,
        "Prima.",
    ),
    _voorbeeld(
        "notes",
        """
        Prima.

        -----"Gemeente Voorbeeld" <info@gemeente.example> wrote: -----
        To: ahmed@post.example
        From: "Gemeente Voorbeeld" <info@gemeente.example>
        Date: 11/24/2026 10:15AM
        Subject: Afspraak

        Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "aan-boven-van",
        """
        Prima.

        Aan: ahmed@post.example
        Van: "Gemeente Voorbeeld" <info@gemeente.example>
        Datum: 24-11-2026 10:15
        Onderwerp: Afspraak

        Past dinsdag u?
        """,
        "Prima.",
    ),
    _voorbeeld(
        "doorgestuurd-in-gemarkeerde-historie",
        """
        Prima.

        Op di 24 nov 2026 om 10:15 schreef Gemeente <info@gemeente.example>:

        > Begin doorgestuurd bericht:
        >
        > Van: Jan <jan@post.example>
        """,
        "Prima.",
    ),
    _voorbeeld(
        "doorgestuurd-in-historie",
        """
        Prima.

        Op di 24 nov 2026 om 10:15 schreef Gemeente <info@gemeente.example>:

        Zie onder.

        ---------- Forwarded message ---------
        From: Jan
        """,
        "Prima.",
    ),
)


@pytest.mark.parametrize("voorbeeld", BIJZONDER, ids=[voorbeeld.naam for voorbeeld in BIJZONDER])
def test_answers_stay_with_the_quotations_that_they_answer(voorbeeld: Voorbeeld) -> None:
    assert nieuwe_tekst(voorbeeld.inhoud).strip("\n") == voorbeeld.nieuw


WHOLE = {
    "gewoon": "Goedemiddag,\n\nWanneer wordt het oud papier opgehaald?\n\nGroet,\nKees\n",
    "leeg": "",
    "wit": "\n \n",
    "proza-schreef": "Op 3 november schreef u mij een brief. U schreef:\nDe aanvraag is afgewezen.\n\nDat begrijp ik niet.\n",
    "proza-met-tijd": "Op dinsdag 24 november om 10:15 kreeg ik een brief waarin u schreef:\n\nDe aanvraag is afgewezen.\n",
    "proza-met-tijd-2": (
        "Op dinsdag 24 november om 10.15 was ik bij het loket en daar schreef de medewerker:\nkom morgen terug.\n"
    ),
    "proza-met-tijd-3": "Op 24-11-2026 om 10:15 schreef ik een brief aan de wethouder met het volgende:\nDe weg is stuk.\n",
    "proza-gevouwen": "Op maandag om 9:30 belde ik u.\nIk kreeg een mail. Die mail schreef uw collega aan mij:\nDe bak is vol.\n",
    "lijst-van": "Ik kom op deze dagen:\nVan: 9:00\nTot: 12:00\nKan dat?\n",
    "webformulier": (
        "Er is een formulier ingevuld.\n\nVan: Kees Example\nDatum: 24-11-2026\nOnderwerp: Afval\nBericht:\nDe bak is vol.\n"
    ),
    "webformulier-zonder-datum": (
        "Nieuw bericht van de website\n\nVan: Kees Example\nAan: info@gemeente.example\nOnderwerp: Afval\n\nDe bak is vol.\n"
    ),
    "brief": (
        "Hierbij de brief van mijn vader.\n\nVan: W. Post, Kade 3, Voorbeeld\nAan: het college\nDatum: 24 november 2026\n"
        "Onderwerp: bezwaar tegen de aanslag\n\nGeacht college,\n\nDe aanslag is te hoog.\n"
    ),
    "brief-met-adres-en-punten": (
        "Zie mijn brief.\n\nVan: W. Post <w.post@post.example>\nAan: het college\nDatum: 24.11.2026\nOnderwerp: bezwaar\n\n"
        "Geacht college,\n"
    ),
    "antwoord-in-rood": (
        "Beste mensen,\n\nZie mijn antwoorden hieronder, in rood.\n\nVan: Loket <info@gemeente.example>\n"
        "Verzonden: dinsdag 24 november 2026 10:15\nAan: Fatima\nOnderwerp: Uw pas\n\nWat is uw adres? Kade 3.\n"
    ),
    "answers-inline": (
        "My comments are inline.\n\nOn Tue, Nov 24, 2026 at 10:15 AM Loket <info@gemeente.example> wrote:\n\n"
        "> What is your address?\nKade 3.\n> And your number?\n"
    ),
    "rooster": "Hallo,\n\nVan: 10:00\nAan: de balie\nDatum: 24 november 10:00\nOnderwerp: dienst\n\nKlopt dit?\n",
    "rit": "Graag een rolstoeltaxi:\nVan: Kade 3\nDatum: 24 november 2026 10:00\nAan: het stadhuis\nDank u wel.\n",
    "zelf-aangehaald-op-een-regel": (
        "Op 24 november 2026 om 10:15 schreef Jan Jansen <jan@post.example>: dat is goed.\nMaar dat klopt niet.\n"
    ),
    "apple-gemarkeerd-doorgestuurd": (
        "Ter info.\n\nBegin doorgestuurd bericht:\n\n> Van: Jan <jan@post.example>\n> Onderwerp: Uw pas\n"
        "> Datum: 24 november 2026 om 10:15:00 CET\n> Aan: fatima@post.example\n>\n> Uw pas ligt klaar.\n"
    ),
    "apple-zonder-eigen-woorden": (
        "Begin forwarded message:\n\n> From: Jan <jan@post.example>\n> Subject: Uw pas\n> Date: 24 November 2026 at 10:15 CET\n"
        "> To: fatima@post.example\n>\n> Uw pas ligt klaar.\n"
    ),
    "apple-kop-in-citaat": (
        "Ter info.\n\n> Begin doorgestuurd bericht:\n>\n> Van: Jan <jan@post.example>\n> Datum: 24 november 2026 om 10:15\n"
        "> Aan: fatima@post.example\n>\n> Uw pas ligt klaar.\n"
    ),
    "tussendoor-zonder-aanhef": "> Wat is uw adres?\n\nKade 3.\n\n> En uw nummer?\n\nGeen.\n",
    "drie-haken": "Ik zoek de knop >>>\n>>> staat erop, met een pijl >>>\n",
    "leeftijd": "Geldt de regeling voor mensen\n> 65 jaar\nof ook voor anderen?\n",
    "leeftijd-onderaan": "Geldt de regeling voor mensen\n> 65 jaar\n",
    "mbox-from": ">From hier kan ik u niet volgen.\n>From dat punt is het onduidelijk.\nGroet\n",
    "streep": "Eerste punt\n-----\nTweede punt\n________________________________\nDerde punt, original.\n",
    "doorgestuurd": (
        "Ter info.\n\n"
        "---------- Forwarded message ---------\n"
        "Van: Jan Jansen <jan@post.example>\n"
        "Date: di 24 nov 2026 om 10:15\n"
        "Subject: Uw pas\n"
        "To: <fatima@post.example>\n\n"
        "Uw pas ligt klaar.\n\n"
        "Op ma 23 nov 2026 om 9:00 schreef Fatima <fatima@post.example>:\n"
        "> Ligt mijn pas klaar?\n"
    ),
    "doorgestuurd-nl": (
        "Ter info.\n\n"
        "-------- Doorgestuurd bericht --------\n"
        "Onderwerp: Uw pas\n"
        "Datum: Tue, 24 Nov 2026 10:15:00 +0100\n"
        "Van: Jan <jan@post.example>\n"
        "Aan: fatima@post.example\n\n"
        "Uw pas ligt klaar.\n"
    ),
    "doorgestuurd-apple": (
        "Ter info.\n\n"
        "Begin doorgestuurd bericht:\n\n"
        "Van: Jan <jan@post.example>\n"
        "Onderwerp: Uw pas\n"
        "Datum: 24 november 2026 om 10:15:00 CET\n"
        "Aan: fatima@post.example\n\n"
        "Uw pas ligt klaar.\n"
    ),
    "contactformulier": (
        "Van: Kees Example <kees@post.example>\nOnderwerp: Afval\n\nBerichtinhoud:\nDe bak is vol.\n\n-- \n"
        "Ingezonden met het contactformulier van de gemeente.\n"
    ),
    "bounce": (
        "Dit gaat over uw bericht:\n\n"
        "  Date: Tue, 24 Nov 2026 10:15:00 +0100\n  From: kees@post.example\n  To: ans@post.example\n"
        "  Subject: Afval\n\nHet kon niet worden bezorgd.\n"
    ),
    "rauwe-koppen": (
        "Het kon niet worden bezorgd.\n\nFrom: kees@post.example\nDate: Tue, 24 Nov 2026 10:15:00 +0100\nTo: ans@post.example\n"
        "Message-ID: <1@post.example>\nSubject: Afval\n\nHet bericht zelf.\n"
    ),
    "ingesprongen-begin": "> Dit heb ik ingesprongen geschreven,\n> over twee regels.\n\nEn dit hoort erbij.\n",
    "eigen-woorden-boven-citaat": (
        "In uw brief van 3 mei schreef u:\n> U moet betalen.\n> Dat moet voor 1 juni.\nDat heb ik gedaan.\n"
    ),
    "alleen-historie": (
        "Van: Jan\nVerzonden: dinsdag 24 november 2026 10:15\nAan: Fatima\nOnderwerp: Uw pas\n\nUw pas ligt klaar.\n"
    ),
    "alleen-citaat": "> Uw pas ligt klaar.\n> Komt u?\n",
    "alleen-toestel": (
        "Verstuurd vanaf mijn iPhone\n\n> Op 24 nov. 2026 om 10:15 heeft Jan het volgende geschreven:\n>\n> Uw pas\n"
    ),
    "alleen-toestel-onder": "> Uw pas ligt klaar.\n> Komt u?\n\nVerstuurd vanaf mijn iPhone\n",
    "vraag-antwoord": "Dit zijn de zinnen:\n\nGemeente schreef:\nDe bak is vol.\n\nDat klopt niet.\n",
}


@pytest.mark.parametrize("inhoud", WHOLE.values(), ids=WHOLE.keys())
def test_a_text_without_history_or_with_nothing_else_stays_whole(inhoud: str) -> None:
    assert nieuwe_tekst(inhoud) == inhoud


def test_history_marked_inside_apples_quotation_goes() -> None:
    inhoud = f"{EIGEN}\n\nVerstuurd vanaf mijn iPhone\n\n> {AANHEFFEN['apple-nl']}\n> \n{GECITEERD}\n"
    assert nieuwe_tekst(inhoud) == EIGEN


@pytest.mark.parametrize(
    "onderwerp", ["FW: Schade", "Fwd: Schade", "fw:", "Doorst: RE: Schade", "[EXTERN] Fwd: Schade", "WG: Schade"]
)
@pytest.mark.parametrize("block", [*HEADER_BLOCKS.values(), *AANHEFFEN.values()], ids=[*HEADER_BLOCKS, *AANHEFFEN])
def test_a_mail_that_was_forwarded_stays_whole(block: str, onderwerp: str) -> None:
    inhoud = f"{EIGEN}\n\n{block}\n\n{HISTORIE}\n"
    assert nieuwe_tekst(inhoud, onderwerp) == inhoud


@pytest.mark.parametrize("onderwerp", ["RE: FW: Schade", "Antw: Fwd: Schade", "Schade", "Forwarden van mail", "Fw aan de Kade"])
def test_a_reply_to_what_was_forwarded_is_a_reply(onderwerp: str) -> None:
    assert nieuwe_tekst(f"{EIGEN}\n\n{HEADER_BLOCKS['outlook-nl']}\n\n{HISTORIE}\n", onderwerp) == EIGEN


HOSTILE = {
    "groupwise": ">>> a <b@c.example> 1-1-2026 10:15 >> \n" * 20_000,
    "yahoo": "Op 1 a:  b\n" * 20_000,
    "notes": "-----x schreef: ----\n" * 20_000,
    "een-regel-met-dubbele-punten": ":  a" * 50_000,
    "begin-doorgestuurd-in-citaat": "a\n> Begin forwarded message:x\n" * 20_000,
    "dubbele-punten": ":\n" * 20_000,
    "schreef": "schreef:\n" * 20_000,
    "aanheffen-zonder-einde": "Op 24-11-2026 om 10:15 schreef\n" * 20_000 + ":",
    "van": "Van:\n" * 20_000,
    "kopblok-in-stukken": "Van: x\nDatum: 1\n" * 20_000,
    "citaattekens": ">" * 100_000 + " schreef:",
    "wisselend": "> a\nb\n" * 20_000,
    "voetregels": "> a\n> b\nVerstuurd vanaf mijn iPhone\n" * 20_000,
    "lange-regel": "Op " + "1 " * 100_000 + "schreef:",
    "lege-regels": "schreef" + "\n" * 100_000,
    "streepjes": "-" * 100_000 + "Original Message" + "-" * 100_000,
    "wit": " " * 100_000 + "> schreef:",
    "doorgestuurd": "Begin forwarded message:\n" * 20_000,
    "surrogaat": "\ud800 schreef:\n> \udfff\n",
}


@pytest.mark.parametrize("inhoud", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_keep_their_own_lines(inhoud: str) -> None:
    new = nieuwe_tekst(inhoud)
    assert new.strip() or not inhoud.strip()
    assert set(new.split("\n")) <= {*inhoud.split("\n"), ""}


STUKKEN = st.sampled_from(
    [
        *AANHEFFEN.values(),
        *HEADER_BLOCKS.values(),
        *TOESTELREGELS,
        EIGEN,
        HISTORIE,
        GECITEERD,
        "",
        "-- ",
        ">",
        "> een\n> twee",
        "Van:",
    ]
)


@given(st.lists(STUKKEN | st.text(max_size=40), max_size=12))
def test_the_new_text_consists_of_lines_of_the_text_in_their_order(pieces: list[str]) -> None:
    inhoud = "\n".join(pieces)
    lines = iter(inhoud.split("\n"))
    new = nieuwe_tekst(inhoud)
    assert all(any(line.strip("\r") == source.strip("\r") for source in lines) for line in new.split("\n") if line.strip())
    assert bool(new.strip()) == bool(inhoud.strip())


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters=">:"), max_size=400))
def test_a_text_without_a_colon_or_a_quotation_mark_is_new(text: str) -> None:
    assert nieuwe_tekst(text) == text
