"""Kinds of mail: bounces, automatic answers, lists; and mails of people that look like one."""

from tests.berichten.bouw import AAN, DATE, Map, b64, deel, html, mail, plat, regels, samen

MAP = Map("soorten")

DSN = '; report-type="delivery-status"'
ORIGINAL = regels("Content-Type: message/rfc822", "") + mail(
    "Re: Uw aanvraag", plat("Uw aanvraag is klaar."), van=AAN, aan="k.bos@weg.example"
)


def _rapport(ontvanger: str, actie: str, status: str, meer: str = "") -> bytes:
    return regels(
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.zuiderdam.example",
        "",
        f"Final-Recipient: rfc822; {ontvanger}",
        f"Action: {actie}",
        f"Status: {status}",
        *([meer] if meer else []),
        "",
    )


def _dsn(
    name: str, toont: str, onderwerp: str, van: str, text: str, rapport: bytes, klasse: str, errors: list[list[str]]
) -> None:
    MAP.bericht(
        name,
        toont,
        mail(
            onderwerp,
            samen("report", plat(text), rapport, ORIGINAL, params=DSN),
            "Auto-Submitted: auto-replied",
            "Return-Path: <>",
            van=van,
        ),
        klasse=klasse,
        bezorgfouten=[list(error) for error in errors],
        inhoudBevat=[text.split("\n")[0]],
    )


_dsn(
    "bounce-postfix",
    "Postfix: adres bestaat niet",
    "Undelivered Mail Returned to Sender",
    "MAILER-DAEMON@mx.zuiderdam.example (Mail Delivery System)",
    "This is the mail system at host mx.zuiderdam.example.\n\n<k.bos@weg.example>: host mx.weg.example said: 550 5.1.1 unknown",
    _rapport(
        "k.bos@weg.example",
        "failed",
        "5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 <k.bos@weg.example>: Recipient\r\n    address rejected",
    ),
    "bounce",
    [["k.bos@weg.example", "5.1.1"]],
)
_dsn(
    "bounce-exchange-nl",
    "Exchange in het Nederlands",
    "Onbestelbaar: Re: Uw aanvraag",
    "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@weg.example>",
    "Kan het bericht niet bezorgen bij de volgende geadresseerden:",
    _rapport("k.bos@weg.example", "failed", "5.1.10"),
    "bounce",
    [["k.bos@weg.example", "5.1.10"]],
)
_dsn(
    "bounce-vol",
    "Postvak vol",
    "Delivery Status Notification (Failure)",
    "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
    "Your message wasn't delivered to k.bos@weg.example because the mailbox is full.",
    _rapport("k.bos@weg.example", "failed", "5.2.2"),
    "bounce",
    [["k.bos@weg.example", "5.2.2"]],
)
_dsn(
    "bounce-vertraagd",
    "Vertraagd: er wordt nog geprobeerd",
    "Delayed Mail (still being retried)",
    "MAILER-DAEMON@mx.zuiderdam.example",
    "Your message could not be delivered for more than 4 hour(s). It will be retried.",
    _rapport("k.bos@weg.example", "delayed", "4.4.1"),
    "bounce",
    [["k.bos@weg.example", "4.4.1"]],
)
_dsn(
    "bezorgd-bericht",
    "Bericht dat de mail wél is bezorgd is geen bounce",
    "Successful Mail Delivery Report",
    "MAILER-DAEMON@mx.zuiderdam.example",
    "Your message was successfully delivered.",
    _rapport("k.bos@weg.example", "delivered", "2.0.0"),
    "automatisch_antwoord",
    [],
)


def _tekst(
    naam: str, toont: str, onderwerp: str, van: str, text: str, klasse: str, *headers: str, fouten: list[list[str]] | None = None
) -> None:
    expected: dict[str, list[list[str]]] = {"bezorgfouten": fouten} if fouten is not None else {}
    MAP.bericht(
        naam,
        toont,
        mail(onderwerp, plat(text), *headers, van=van),
        klasse=klasse,
        **{field: [list(error) for error in w] for field, w in expected.items()},
    )


_tekst(
    "bounce-qmail",
    "Qmail, zonder rapport",
    "failure notice",
    "MAILER-DAEMON@mx.oud.example",
    "Hi. This is the qmail-send program at mx.oud.example.\nI'm afraid I wasn't able to deliver your message to the "
    "following addresses.\n\n"
    "<k.bos@weg.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n"
    "\nReturn-Path: <info@zuiderdam.example>\n",
    "bounce",
    "Return-Path: <>",
    fouten=[["k.bos@weg.example", "5.1.1"]],
)
_tekst(
    "bounce-exim",
    "Exim, met de ontvanger in een kop",
    "Mail delivery failed: returning message to sender",
    "Mail Delivery System <Mailer-Daemon@mx.oud.example>",
    "A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n"
    "\n  k.bos@weg.example\n    550 5.7.1 blocked\n",
    "bounce",
    "X-Failed-Recipients: k.bos@weg.example",
    fouten=[["k.bos@weg.example", "5.7.1"]],
)
_tekst(
    "bounce-oude-exchange",
    "Exchange 5.5 met een X.400-adres",
    "Undeliverable: Uw aanvraag",
    "System Administrator <postmaster@oud.example>",
    "Your message\n\n  To:      Bos, K.\n  Subject: Uw aanvraag\n\ndid not reach the following recipient(s):\n\nc=NL;a= "
    ";p=Oud;o=Kantoor;dda:SMTP=k.bos@weg.example; on Mon, 3 Jun\n"
    "    The recipient name is not recognized\n",
    "bounce",
    fouten=[["k.bos@weg.example", ""]],
)
_tekst(
    "bounce-nederlands-tekst",
    "Nederlandse tekst zonder rapport",
    "Onbestelbaar: Uw aanvraag",
    "Systeembeheerder <postmaster@oud.example>",
    "Uw bericht kan niet worden bezorgd bij de volgende ontvanger:\n\n    k.bos@weg.example\n    550 5.1.1 bestaat niet\n",
    "bounce",
    fouten=[["k.bos@weg.example", "5.1.1"]],
)
_tekst(
    "burger-over-bounce",
    "Burger schrijft over een mislukte mail",
    "Mijn mail komt niet aan",
    "Jan <jan@post.example>",
    "Beste gemeente,\n\nIk kreeg: 550 5.1.1 User unknown, mail could not be delivered.\n\n<info@zuiderdam.example>: host "
    "mx said: 550 unknown\n\nKunt u helpen?",
    "gewoon",
)
_tekst(
    "burger-stuurt-bounce-door",
    "Burger stuurt een bounce door",
    "Fwd: Mail delivery failed: returning message to sender",
    "Jan <jan@post.example>",
    "Dit kreeg ik terug.\n\n---------- Forwarded message ---------\nFrom: Mail Delivery System\n\nA message that you sent "
    "could not be delivered.",
    "gewoon",
)
_tekst(
    "burger-antwoordt-op-automaat",
    "Antwoord op een automatisch antwoord is geen automatisch antwoord",
    "Re: Automatisch antwoord: Uw vraag",
    "Jan <jan@post.example>",
    "Dank, ik wacht af.",
    "gewoon",
    "In-Reply-To: <a@zuiderdam.example>",
)
_tekst(
    "burger-over-afwezigheid",
    "Burger meldt afwezigheid van een kind",
    "Afwezigheid: mijn dochter op school",
    "Jan <jan@post.example>",
    "Beste leerplichtambtenaar, mijn dochter is ziek.",
    "gewoon",
)
_tekst(
    "burger-outlook-onderdrukt",
    "Gewone mail van Exchange met X-Auto-Response-Suppress",
    "Vraag over parkeren",
    "Jan <jan@bedrijf.example>",
    "Waar mag ik laden?",
    "gewoon",
    "X-Auto-Response-Suppress: DR, OOF, AutoReply",
    "X-MS-Has-Attach:",
)
_tekst(
    "auto-outlook-nl",
    "Automatisch antwoord van Outlook",
    "Automatisch antwoord: Uw aanvraag",
    "Bos, K. <k.bos@bedrijf.example>",
    "Ik ben afwezig tot 10 juni.",
    "automatisch_antwoord",
    "Auto-Submitted: auto-generated",
    "X-Auto-Response-Suppress: All",
    "In-Reply-To: <a@zuiderdam.example>",
)
_tekst(
    "auto-alleen-kop",
    "Automatisch antwoord met een gewoon onderwerp",
    "Re: Uw aanvraag",
    "Bos <k.bos@post.example>",
    "Ik lees mijn mail weer op maandag.",
    "automatisch_antwoord",
    "Auto-Submitted: auto-replied (vacation)",
    "Precedence: bulk",
)
_tekst(
    "auto-alleen-onderwerp",
    "Afwezigheidsbericht van oude software: het onderwerp alleen beslist niet",
    "Out of Office AutoReply: Uw aanvraag",
    "Bos <k.bos@post.example>",
    "I am out of the office.",
    "gewoon",
)
_tekst(
    "auto-leeg-pad",
    "Afwezigheidsbericht van oude software, met een leeg pad",
    "Out of Office AutoReply: Uw aanvraag",
    "Bos <k.bos@post.example>",
    "I am out of the office.",
    "automatisch_antwoord",
    "Return-Path: <>",
)
_tekst(
    "auto-precedence",
    "Precedence: auto_reply",
    "Ontvangen: uw mail",
    "Loket <loket@bedrijf.example>",
    "Wij hebben uw mail ontvangen.",
    "automatisch_antwoord",
    "Precedence: auto_reply",
)
_tekst(
    "auto-nee",
    "Auto-Submitted: no is een gewone mail",
    "Vraag",
    "Jan <jan@post.example>",
    "Hoe laat bent u open?",
    "gewoon",
    "Auto-Submitted: no",
)
_tekst(
    "lijst",
    "Discussielijst",
    "[dorpsraad] Verkeer op de dijk",
    "Els <els@post.example>",
    "Wie komt er donderdag?",
    "lijst",
    "List-Id: Dorpsraad <dorpsraad.lijst.example>",
    "List-Post: <mailto:dorpsraad@lijst.example>",
    "Precedence: list",
)
MAP.bericht(
    "nieuwsbrief",
    "Nieuwsbrief met afmeldadres",
    mail(
        "Zomeractie",
        samen("alternative", plat("Nu 10% korting."), html("<h1>Nu 10% korting.</h1>")),
        "List-Unsubscribe: <https://winkel.example/af>",
        "Precedence: bulk",
        van="Winkel <nieuws@winkel.example>",
    ),
    klasse="lijst",
    inhoudBevat=["10% korting"],
)
MAP.bericht(
    "leesbevestiging",
    "Leesbevestiging van Outlook",
    mail(
        "Gelezen: Uw aanvraag",
        samen(
            "report",
            plat("Uw bericht is gelezen op maandag 3 juni 2024 10:15."),
            regels(
                "Content-Type: message/disposition-notification",
                "",
                "Final-Recipient: rfc822; k.bos@weg.example",
                "Disposition: manual-action/MDN-sent-manually; displayed",
                "",
            ),
            params="; report-type=disposition-notification",
        ),
    ),
    klasse="automatisch_antwoord",
    bezorgfouten=[],
    inhoudBevat=["Uw bericht is gelezen"],
)


def _ics(method: str, *own: str) -> bytes:
    return regels(
        "BEGIN:VCALENDAR",
        "PRODID:-//Voorbeeld//NL",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        "UID:1@kalender.example",
        *own,
        "END:VEVENT",
        "END:VCALENDAR",
    )


AFSPRAAK = (
    "SUMMARY:Keukentafelgesprek Noël",
    "DTSTART;TZID=W. Europe Standard Time:20240610T140000",
    "DTEND;TZID=W. Europe Standard Time:20240610T150000",
    "LOCATION:Stadhuis\\, kamer 2",
    "ORGANIZER;CN=Els Bos:mailto:els@wijk.example",
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Jan de Vries:mailto:jan@post.example",
)
MAP.bericht(
    "uitnodiging-outlook",
    "Uitnodiging van Outlook: leesbaar, ook zonder agenda",
    mail(
        "Keukentafelgesprek",
        samen(
            "alternative",
            plat("Graag tot dan."),
            deel("text/calendar; charset=utf-8; method=REQUEST", _ics("REQUEST", *AFSPRAAK), "base64"),
        ),
    ),
    klasse="agenda",
    inhoudBevat=[
        "Graag tot dan.",
        "Keukentafelgesprek Noël",
        "maandag 10 juni 2024, 14:00 tot 15:00 uur",
        "Stadhuis, kamer 2",
        "Els Bos",
    ],
)
MAP.bericht(
    "uitnodiging-zonder-tekst",
    "Alleen een uitnodiging: die is de tekst",
    mail("Keukentafelgesprek", deel("text/calendar; charset=utf-8; method=REQUEST", _ics("REQUEST", *AFSPRAAK))),
    klasse="agenda",
    inhoudBevat=["Uitnodiging voor een afspraak", "maandag 10 juni 2024"],
)
MAP.bericht(
    "afspraak-afgezegd",
    "Afgezegde afspraak",
    mail(
        "Geannuleerd: Keukentafelgesprek",
        samen("alternative", plat("\n"), deel("text/calendar; charset=utf-8; method=CANCEL", _ics("CANCEL", *AFSPRAAK))),
    ),
    klasse="agenda",
    inhoudBevat=["Deze afspraak gaat niet door", "Keukentafelgesprek Noël"],
)
MAP.bericht(
    "afspraak-antwoord",
    "Iemand komt naar de afspraak",
    mail("Geaccepteerd: Keukentafelgesprek", deel("text/calendar; charset=utf-8; method=REPLY", _ics("REPLY", *AFSPRAAK))),
    klasse="agenda",
    inhoudBevat=["Antwoord op een uitnodiging", "Jan de Vries (jan@post.example) komt"],
)
MAP.bericht(
    "agenda-als-bijlage",
    "Agendabestand als bijlage van een gewone mail",
    mail(
        "Datum",
        samen(
            "mixed",
            plat("Zie de datum in de bijlage."),
            regels(
                'Content-Type: text/calendar; name="datum.ics"',
                "Content-Transfer-Encoding: base64",
                'Content-Disposition: attachment; filename="datum.ics"',
                "",
            )
            + b64(_ics("PUBLISH", *AFSPRAAK)),
        ),
    ),
    inhoudBevat=["Zie de datum in de bijlage."],
    bijlagen=[{"bestandsnaam": "datum.ics", "formaat": "text/calendar", "herkend": "text/calendar"}],
)
MAP.bericht(
    "spamklacht",
    "Klacht over spam als rapport (ARF)",
    mail(
        "Abuse report",
        samen(
            "report",
            plat("This is an abuse report."),
            regels("Content-Type: message/feedback-report", "", "Feedback-Type: abuse", ""),
            ORIGINAL,
            params="; report-type=feedback-report",
        ),
        van="abuse@post.example",
    ),
    klasse="automatisch_antwoord",
)
MAP.bericht(
    "bounce-omhuld",
    "Virusscanner pakt een bounce in als bijlage",
    regels(
        "From: postmaster@mx.oud.example",
        f"To: {AAN}",
        "Subject: Delivery Status Notification (Failure)",
        f"Date: {DATE}",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; report-type=delivery-status; boundary="buiten"',
        "",
        "--buiten",
        "Content-Type: message/rfc822",
        "",
    )
    + mail(
        "Delivery Status Notification (Failure)",
        samen("report", plat("Delivery failed."), _rapport("k.bos@weg.example", "failed", "5.0.0"), params=DSN),
    )
    + regels("", "--buiten--"),
    klasse="bounce",
    bezorgfouten=[["k.bos@weg.example", "5.0.0"]],
)
