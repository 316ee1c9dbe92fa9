"""The new text of a reply, below or above the history that programs quote."""

from tests.berichten.bouw import Map, html, mail, plat

MAP = Map("citaten")

NIEUW = "Dank voor uw bericht. Dinsdag om 10 uur past mij."
VRAAG = "Kunt u dinsdag om 10 uur langskomen aan de balie?"
GEMEENTE = "Gemeente Zuiderdam <info@zuiderdam.example>"


def _citaat(name: str, toont: str, geschiedenis: str, new: str = NIEUW, onder: str = "") -> None:
    """A reply with history below it: the whole stays in `inhoud`, only what is new in `nieuweTekst`."""
    source = mail("Re: Uw afspraak", plat(f"{new}{onder}\n\n{geschiedenis}\n"))
    if onder:
        # It is a matter of taste whether the line of the phone counts as new.
        MAP.bericht(
            name,
            toont,
            source,
            inhoudBevat=[NIEUW, onder.strip(), VRAAG],
            nieuweTekstBevat=[new],
            nieuweTekstNiet=[VRAAG, "geschreven"],
        )
    else:
        MAP.bericht(name, toont, source, inhoudBevat=[NIEUW, VRAAG], nieuweTekst=new)


_citaat("gmail-nl", "Gmail, Nederlands", f"Op ma 3 jun 2024 om 10:15 schreef {GEMEENTE}:\n\n> {VRAAG}\n>\n> Groet, de balie")
_citaat(
    "gmail-nl-gevouwen",
    "Gmail, Nederlands, aanhef over twee regels",
    f"Op ma 3 jun 2024 om 10:15 schreef Gemeente Zuiderdam <\ninfo@zuiderdam.example>:\n\n> {VRAAG}",
)
_citaat("gmail-en", "Gmail, Engels", f"On Mon, Jun 3, 2024 at 10:15 AM {GEMEENTE} wrote:\n\n> {VRAAG}")
_citaat(
    "apple-nl", "Apple Mail, Nederlands", f"> Op 3 jun. 2024, om 10:15 heeft {GEMEENTE} het volgende geschreven:\n> \n> {VRAAG}"
)
_citaat(
    "apple-nl-zonder-haak",
    "Apple Mail, Nederlands, aanhef zonder haak",
    f"Op 3 jun. 2024, om 10:15 heeft {GEMEENTE} het volgende geschreven:\n\n> {VRAAG}",
)
_citaat("apple-en", "Apple Mail, Engels", f"> On 3 Jun 2024, at 10:15, {GEMEENTE} wrote:\n> \n> {VRAAG}")
_citaat(
    "thunderbird-nl", "Thunderbird, Nederlands", f"Op 3-6-2024 om 10:15 schreef Gemeente Zuiderdam:\n> {VRAAG}\n> Groet, de balie"
)
_citaat("thunderbird-nl-naam", "Thunderbird, naam eerst", f"Gemeente Zuiderdam schreef op 3-6-2024 om 10:15:\n> {VRAAG}")
_citaat("thunderbird-en", "Thunderbird, Engels", f"On 03/06/2024 10:15, Gemeente Zuiderdam wrote:\n> {VRAAG}")
_citaat(
    "outlook-nl",
    "Outlook, Nederlands",
    f"Van: {GEMEENTE}\nVerzonden: maandag 3 juni 2024 10:15\nAan: Jan de Vries <jan.devries@post.example>\nOnderwerp: Uw "
    f"afspraak\n\n{VRAAG}",
)
_citaat(
    "outlook-nl-streep",
    "Outlook op internet, met een streep",
    f"________________________________\nVan: {GEMEENTE}\nVerzonden: maandag 3 juni 2024 10:15\nAan: Jan\nOnderwerp: Uw "
    f"afspraak\n\n{VRAAG}",
)
_citaat(
    "outlook-en",
    "Outlook, Engels",
    f"From: {GEMEENTE}\nSent: Monday, June 3, 2024 10:15 AM\nTo: Jan de Vries\nSubject: Uw afspraak\n\n{VRAAG}",
)
_citaat(
    "outlook-2003",
    "Outlook 2003, oorspronkelijk bericht",
    f"-----Oorspronkelijk bericht-----\nVan: {GEMEENTE}\nVerzonden: maandag 3 juni 2024 10:15\nAan: Jan\nOnderwerp: Uw "
    f"afspraak\n\n{VRAAG}",
)
_citaat(
    "outlook-express",
    "Outlook Express, Engels",
    f"----- Original Message ----- \nFrom: {GEMEENTE}\nTo: Jan\nSent: Monday, June 03, 2024 10:15 AM\nSubject: Uw "
    f"afspraak\n\n\n> {VRAAG}",
)
_citaat(
    "samsung",
    "Samsung, Nederlands",
    f"-------- Oorspronkelijk bericht --------\nVan: {GEMEENTE}\nDatum: 03-06-2024 10:15 (GMT+01:00)\nAan: Jan\nOnderwerp: "
    f"Uw afspraak\n\n{VRAAG}",
)
_citaat("yahoo-nl", "Yahoo, Nederlands", f"    Op maandag 3 juni 2024 om 10:15:00 CEST schreef {GEMEENTE}:  \n \n {VRAAG}")
_citaat(
    "iphone-nl",
    "iPhone, met regel van het toestel",
    f"> Op 3 jun. 2024 om 10:15 heeft {GEMEENTE} het volgende geschreven:\n> \n> \ufeff{VRAAG}",
    onder="\n\nVerstuurd vanaf mijn iPhone",
)
_citaat("frans-gmail", "Gmail, Frans", f"Le lun. 3 juin 2024 à 10:15, {GEMEENTE} a écrit :\n\n> {VRAAG}")

TUSSEN = (
    f"Op ma 3 jun 2024 om 10:15 schreef {GEMEENTE}:\n> Wat is uw adres?\n\nKade 1 in Zuiderdam.\n\n"
    "> Wat is uw naam?\n\nJan de Vries."
)
MAP.bericht(
    "antwoord-onderaan",
    "Antwoord onder het citaat",
    mail("Re: Uw afspraak", plat(f"Op 3-6-2024 om 10:15 schreef Gemeente Zuiderdam:\n> {VRAAG}\n\n{NIEUW}\n")),
    nieuweTekstBevat=[NIEUW],
)
MAP.bericht(
    "doorgestuurd",
    "Doorgestuurde mail hoort bij wat de burger wil zeggen",
    mail(
        "Fwd: Klacht",
        plat(
            "Zie hieronder.\n\n---------- Forwarded message ---------\nVan: Els <els@post.example>\nDate: ma 3 jun 2024\n"
            "Subject: Klacht\nTo: Jan <jan@post.example>\n\nHet lawaai houdt niet op."
        ),
    ),
    nieuweTekstBevat=["Zie hieronder.", "Het lawaai houdt niet op."],
)
MAP.bericht(
    "groter-dan-teken",
    "Een regel met > 65 jaar is geen citaat",
    mail("Korting", plat("Geldt de korting voor mensen\n> 65 jaar?\nDan vraag ik hem aan.")),
    nieuweTekst="Geldt de korting voor mensen\n> 65 jaar?\nDan vraag ik hem aan.",
)
MAP.bericht(
    "van-in-gewone-tekst",
    "Van: en Aan: in een gewone zin zijn geen citaat",
    mail("Verhuizing", plat("Ik verhuis.\nVan: Kade 1\nAan: de Dijk 3 woon ik straks.\nGraag verwerken.")),
    nieuweTekst="Ik verhuis.\nVan: Kade 1\nAan: de Dijk 3 woon ik straks.\nGraag verwerken.",
)
MAP.bericht(
    "gmail-html",
    "Gmail, alleen HTML",
    mail(
        "Re: Uw afspraak",
        html(
            f'<div dir="ltr">{NIEUW}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Op ma 3 jun 2024 '
            f"om 10:15 schreef Gemeente Zuiderdam "
            f'&lt;<a href="mailto:info@zuiderdam.example">info@zuiderdam.example</a>&gt;:<br></div><blockquote '
            f'class="gmail_quote">{VRAAG}</blockquote></div>'
        ),
    ),
    inhoudBevat=[NIEUW, VRAAG],
    nieuweTekst=NIEUW,
)
MAP.bericht(
    "outlook-html",
    "Outlook, alleen HTML",
    mail(
        "RE: Uw afspraak",
        html(
            f'<p class="MsoNormal">{NIEUW}</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">'
            f"<b>Van:</b> Gemeente Zuiderdam "
            "&lt;info@zuiderdam.example&gt; <br><b>Verzonden:</b> maandag 3 juni 2024 10:15<br><b>Aan:</b> Jan de Vries<br>"
            "<b>Onderwerp:</b> Uw afspraak</p></div>"
            f'<p class="MsoNormal">{VRAAG}</p>'
        ),
    ),
    inhoudBevat=[NIEUW, VRAAG],
    nieuweTekst=NIEUW,
)
