"""Subjects of citizens who write about absence, automatic messages, mailboxes and
mail that did not arrive. All invented.
"""

from collections.abc import Iterator
from typing import Final

from tests.berichten.bouw import mail, plat, regels

ONDERWERPEN: Final = """
Niet thuis tijdens uw huisbezoek
Niet aanwezig op de hoorzitting
Afwezigheidsmelding Sem, groep 5
Afwezigheid: mijn dochter kan dinsdag niet naar school
Afwezig bij de raadsvergadering
Afwezig
Afwezigheid door ziekte
Afwezig van 3 tot 10 juni, wie tekent er dan
Melding afwezigheid stemlokaal
Afmelden wegens vakantie
Vakantie: mag ik mijn kind eerder meenemen
Vakantie
Vakantieverhuur melden
Vakantieverlof leerplicht aanvragen
Met vakantie en paspoort verlopen
Met vakantie, wie haalt mijn container op
Met verlof van de leerplicht, hoe vraag ik dat
Verlof buiten de schoolvakantie
Verlof
Op vakantie en toch stemmen
On holiday, how do I vote
On leave abroad and need a passport
Away for a year: do I pay taxes
Away from home during the census
Out of office hours wedding
Out of office
Out of the office building: broken street light
Buiten kantooruren een overlijden aangeven
Buiten kantooruren trouwen
Buiten kantoor: parkeerplaats voor personeel
Buiten kantoortijd bereikbaar?
Niet op kantoor te bereiken, wat nu
Niet op kantoor maar wel aanwezig: thuiswerkvergunning
Kantoor gesloten? Ik stond voor een dichte deur
Niet bereikbaar per telefoon
Niet bereikbaar
Uw medewerker is afwezig
De wethouder is niet aanwezig op vrijdag
Mijn bewindvoerder is met vakantie
Mijn gemachtigde is afwezig
Automatisch bericht over parkeerboete klopt niet
Automatisch bericht: klopt dit wel
Automatische bevestiging nooit gekregen
Automatische incasso stopzetten
Automatische incasso: verkeerde rekening
Automatische deur bibliotheek kapot
Automatisch antwoord gekregen, maar geen oplossing
Automatisch antwoord: en nu
Automatische reactie is geen antwoord op mijn vraag
Automatische betaling mislukt
Automatische verlenging parkeervergunning
Automatic reply does not help me
Automatic payment of local taxes
Automatic gate at the cemetery is broken
Auto reply on my complaint
Auto te water in de gracht
Autoresponder van het loket werkt niet
Auto antwoord van de belasting
Autowrak op de stoep
Ontvangstbevestiging gevraagd
Ontvangstbevestiging: die mis ik
Ontvangstbevestiging bezwaar ontbreekt
Ontvangstbevestiging van mijn brief van 3 mei
Bevestiging ontvangst subsidie gewenst
Bevestiging van ontvangst graag
Leesbevestiging gevraagd: bezwaar WOZ
Leesbevestiging
Gelezen: uw brief over de riolering
Gelezen in de krant: sluiting zwembad
Gelezen
Niet gelezen meter, toch een rekening
Niet gelezen: uw laatste brief
Read the new rules, one question
Read: your letter of May
Postvak vol, mail nogmaals
Mijn postvak is vol door uw nieuwsbrief
Mijn mailbox is vol
Mailbox full, so please write me a letter
Postbus vol met folders
Brievenbus vol met reclame ondanks sticker
Papiercontainer vol
Container is vol
Volle container Kade
Quota sociale huur
Storage limit of the container park
Mail niet bezorgd
Uw brief is niet bezorgd
Niet bezorgd: stempas
Stempas niet ontvangen
Niet afgeleverd pakket bij het gemeentehuis
Onbestelbaar: mijn brief kwam terug
Onbestelbare post van de vorige bewoner
Pakket niet bezorgd door uw wegafsluiting
Delivery failed because of your roadblock
Delivery status of my passport
Undelivered ballot paper
Undeliverable letters at my address
Returned letter from your office
Mail error on your website
Message not delivered?
Bezorging van huisvuilzakken mislukt
Bezorging paspoort thuis
Adres niet gevonden in uw formulier
Adres niet gevonden door de ambulance
Onbekende gebruiker op mijn DigiD
User unknown when I log in at your counter
Failure of the street lights
Failure notice for the school bus
Warning: dangerous crossing
Waarschuwing dakpannen vallen
Spam van uw adres
Postmaster gezocht voor buurtpost
Systeembeheer school zoekt contact
Mailer van de wijkkrant
Noreply adres werkt niet
No-reply: hoe bereik ik u dan
Mail Delivery System of the city bikes
Test
Re: Automatisch antwoord: Uw vraag over parkeren
RE: Automatische reactie: Uw aanvraag
Antw: Afwezig: uw vraag
Re: Out of Office: your question
AW: Abwesenheitsnotiz: Frage
Re: Ontvangstbevestiging Z-2024-118
Re: Gelezen: Uw aanvraag
Re: Uw aanvraag
Antw.: Uw melding 118
Betr.: afspraak
Fwd: Automatisch antwoord: vergunning
FW: Undeliverable: bezwaarschrift
Fwd: Mail delivery failed: returning message to sender
Doorst: Afwezigheidsbericht van uw collega
FW: Gelezen: zienswijze
Vraag
Vraag over mijn afwezigheid bij inburgering
Vraag over de automaat bij de pont
Kaartautomaat weigert mijn pas
Parkeerautomaat defect
Automaat Kerkplein stuk
Melding: automaat geeft geen bon
Melding losse tegel
Bericht
Bericht van verhindering
Bericht van overlijden
Verhinderd op 12 juni
Kan niet komen
Ik ben er niet op dinsdag
Ik ben met vakantie als u langskomt
Ik ben afwezig bij de schouw
Ik ben niet aanwezig bij de zitting, wilt u die verzetten
Tijdelijk adres tijdens mijn vakantie
Tijdelijk buiten dienst: lift station
Buiten gebruik: lift station
Absence of street signs
Absence from the hearing
Vacation rental permit
Vacation: who feeds the ducks
I am away in June
I am on holiday, please postpone
Respuesta automática recibida, no entiendo
Abwesend bei der Anhörung
Réponse automatique reçue
Lijst met bomen
Lijst van vragen over het plan
Nieuwsbrief afmelden
Afmelden nieuwsbrief
Uitschrijven
Uitnodiging buurtfeest
Afspraak verzetten
Afspraak: niet aanwezig
Bounce festival geluidsoverlast
Rejected permit
Weigering vergunning
Geweigerd bij de balie
Kennisgeving
Notificatie berichtenbox ontvangen, maar geen bericht
MijnOverheid: automatisch bericht gekregen
Systeemfout bij aanvraag
Error 550 op uw site
Fout 404 bij het afspraakformulier
"""

BURGERS: Final = tuple(ONDERWERPEN.strip().split("\n"))

VRAAG: Final = "Beste gemeente,\n\nKunt u mij hierbij helpen? Dit gaat over: {onderwerp}.\n\nGroet,\nNoor Bos"
AFWEZIG: Final = (
    "Beste meneer Smit,\n\nDank voor uw bericht. Tot 12 juni ben ik met vakantie en lees ik mijn mail niet elke dag. "
    "Kan het huisbezoek een week later?\n\nGroet,\nNoor Bos"
)
BACK: Final = (
    "Goedemiddag,\n\nIk kreeg dit terug: 550 5.1.1 <info@zuiderdam.example> user unknown, niet bezorgd. Klopt dat?\n\nNoor Bos"
)
VAN: Final = "Noor Bos <noor.bos@post.example>"
EARLIER: Final = ("In-Reply-To: <7@zuiderdam.example>", "References: <7@zuiderdam.example>")


def burgermails() -> Iterator[tuple[str, bytes]]:
    """Each subject as a new mail, in a conversation, from an office, with a bounce in the text; and what it is."""
    for onderwerp in BURGERS:
        text = VRAAG.format(onderwerp=onderwerp)
        path = f"Return-Path: <{VAN.partition('<')[2]}"
        yield f"nieuw: {onderwerp}", mail(onderwerp, plat(text), path, van=VAN)
        yield f"in gesprek: {onderwerp}", mail(onderwerp, plat(text), *EARLIER, van=VAN)
        yield f"in gesprek, over afwezigheid: {onderwerp}", mail(onderwerp, plat(AFWEZIG), *EARLIER, van=VAN)
        yield (
            f"van kantoor: {onderwerp}",
            mail(
                onderwerp,
                plat(AFWEZIG),
                "X-Auto-Response-Suppress: DR, OOF, AutoReply",
                "X-Mailer: Microsoft Outlook 16.0",
                van=VAN,
            ),
        )
        yield f"over een bounce: {onderwerp}", mail(onderwerp, plat(BACK), path, van=VAN)


def formuliermails() -> Iterator[tuple[str, bytes]]:
    """Yield the web forms that citizens filled in: software sent them, and an answer goes to the citizen."""
    for onderwerp in BURGERS[::5]:
        for header in (
            "Auto-Submitted: auto-generated",
            "Precedence: bulk",
            "X-Mailer: PHPMailer 6.8",
            "Auto-Submitted: auto-notified",
        ):
            yield (
                f"{header}: {onderwerp}",
                mail(
                    onderwerp,
                    plat(f"Naam: Noor Bos\nBericht: {onderwerp}"),
                    f"Reply-To: {VAN}",
                    header,
                    van="Website <formulier@zuiderdam.example>",
                ),
            )


def teruggestuurde_mails() -> Iterator[tuple[str, bytes]]:
    """Citizens who send along the mail that came back to them."""
    back = regels("Content-Type: message/rfc822", "") + mail("Vraag", plat("Hallo"), van=VAN)
    for onderwerp in BURGERS[::10]:
        yield (
            f"met bijlage: {onderwerp}",
            mail(
                onderwerp,
                regels('Content-Type: multipart/mixed; boundary="q"', "", "--q")
                + plat(BACK)
                + regels("", "--q")
                + back
                + regels("", "--q--"),
                van=VAN,
            ),
        )
