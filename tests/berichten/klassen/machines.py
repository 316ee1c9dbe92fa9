"""Mails of machines in Dutch and English, as mail systems and programs of many
kinds send them. All people are invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ontleden.ontleding import Klasse
from tests.berichten.bouw import mail, plat, regels, samen

AUTO, BOUNCE = Klasse.AUTOMATISCH_ANTWOORD, Klasse.BOUNCE
VAN: Final = "Kim Bos <k.bos@weg.example>"
DAEMON: Final = "Mail Delivery Subsystem <MAILER-DAEMON@weg.example>"
POSTMASTER: Final = "postmaster@weg.example"
LEEG: Final = "Return-Path: <>"
ONTVANGER: Final = "Final-Recipient: rfc822; k.bos@weg.example"
OP_ONS: Final = "In-Reply-To: <7@zuiderdam.example>"
SILENT: Final = "X-Auto-Response-Suppress: All"
AFWEZIG: Final = "Bedankt voor uw bericht. Ik ben met vakantie tot en met 14 juni en lees mijn e-mail niet."
AWAY: Final = "Thank you for your message. I am out of the office until June 14 and will read your email after that."
WAIT: Final = "Wij hebben uw bericht ontvangen en behandelen het binnen vijf werkdagen."
BACK: Final = regels("Content-Type: message/rfc822", "") + mail(
    "Uw aanvraag", plat("Uw aanvraag is klaar."), aan="k.bos@weg.example"
)


@dataclass(frozen=True, slots=True)
class Machine:
    naam: str
    onderwerp: str
    klasse: Klasse
    tekst: str
    koppen: tuple[str, ...] = ()
    van: str = VAN
    terug: bool = False
    """The mail that came back is enclosed."""


MACHINES: Final = (
    # absence, in Dutch
    Machine("Exchange", "Automatisch antwoord: Uw aanvraag", AUTO, AFWEZIG, ("Auto-Submitted: auto-generated", SILENT, OP_ONS)),
    Machine("Exchange achter een relay", "Automatisch antwoord: Uw aanvraag", AUTO, AFWEZIG, (SILENT, OP_ONS)),
    Machine("Exchange, leeg pad", "Automatisch antwoord: Uw aanvraag", AUTO, AFWEZIG, (LEEG,)),
    Machine("Outlook op internet", "Automatische reactie: Uw aanvraag", AUTO, AFWEZIG, (SILENT, OP_ONS)),
    Machine("kaal, met verwijzing", "Ik ben met vakantie", AUTO, AFWEZIG, (OP_ONS,)),
    Machine("kaal, met References", "Afwezig", AUTO, AFWEZIG, ("References: <7@zuiderdam.example>",)),
    Machine("kaal, tot een datum", "Afwezig tot 14 juni", AUTO, AFWEZIG, (OP_ONS,)),
    Machine("kaal, niet op kantoor", "Niet op kantoor", AUTO, "Ik ben niet op kantoor. Uw mail lees ik maandag.", (OP_ONS,)),
    Machine(
        "kaal, buiten kantoor",
        "Buiten kantoor: Uw aanvraag",
        AUTO,
        "Ik ben buiten kantoor. Neem contact op met mijn collega.",
        (OP_ONS,),
    ),
    Machine("Sieve", "Afwezigheidsbericht", AUTO, AFWEZIG, ("Auto-Submitted: auto-replied (vacation)", LEEG, OP_ONS)),
    Machine("Plesk", "Afwezigheidsmelding", AUTO, AFWEZIG, ("Precedence: auto_reply",)),
    Machine("DirectAdmin", "Afwezig: Uw aanvraag", AUTO, AFWEZIG, ("X-Autorespond: yes", "Precedence: bulk")),
    Machine("cPanel", "Vakantiebericht", AUTO, AFWEZIG, ("X-Autorespond: Uw aanvraag", "Auto-Submitted: auto-replied")),
    Machine("Domino", "Kim Bos is afwezig", AUTO, AFWEZIG, ("Auto-Submitted: auto-replied", OP_ONS)),
    Machine("Domino, leeg pad", "Kim Bos is afwezig tot 14 juni", AUTO, AFWEZIG, (LEEG,)),
    Machine("verlof", "Met verlof: Uw aanvraag", AUTO, "Ik ben met verlof. Uw bericht lees ik later.", (OP_ONS,)),
    # absence, in English
    Machine("Exchange en", "Automatic reply: Uw aanvraag", AUTO, AWAY, ("Auto-Submitted: auto-generated", SILENT, OP_ONS)),
    Machine("Exchange 2003", "Out of Office AutoReply: Uw aanvraag", AUTO, AWAY, (LEEG, OP_ONS)),
    Machine("Exchange 2003 zonder pad", "Out of Office AutoReply: Uw aanvraag", AUTO, AWAY, (OP_ONS,)),
    Machine(
        "Gmail",
        "Vacation Re: Uw aanvraag",
        AUTO,
        AWAY,
        ("Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes", OP_ONS),
    ),
    Machine("vacation(1)", "away from my mail", AUTO, AWAY, ("Precedence: bulk", LEEG)),
    Machine("Zimbra", "Out of office", AUTO, AWAY, ("Auto-Submitted: auto-replied (zimbra; vacation)", "Precedence: bulk")),
    Machine("Domino en", "Kim Bos is out of the office", AUTO, AWAY, (LEEG,)),
    Machine("iCloud", "Automatic Reply", AUTO, AWAY, ("Auto-Submitted: auto-replied", OP_ONS)),
    Machine("kaal en", "Out of the office until June 14", AUTO, AWAY, (OP_ONS,)),
    Machine("kaal, on leave", "On annual leave", AUTO, "I am on leave. Your message will be read later.", (OP_ONS,)),
    Machine("Duits", "Abwesenheitsnotiz: Uw aanvraag", AUTO, "Ich bin abwesend.", (LEEG,)),
    Machine("Frans", "Réponse automatique : Uw aanvraag", AUTO, "Je suis absent.", (SILENT, OP_ONS)),
    # confirmations and rules
    Machine(
        "helpdesk",
        "[#118] Uw aanvraag",
        AUTO,
        WAIT,
        ("Auto-Submitted: auto-generated", "Reply-To: help+118@weg.example", OP_ONS),
    ),
    Machine(
        "helpdesk, ander antwoordadres",
        "Melding 118",
        AUTO,
        WAIT,
        ("Auto-Submitted: auto-generated", "Reply-To: h@desk.example", OP_ONS),
    ),
    Machine("ontvangstbevestiging", "Ontvangstbevestiging: Uw aanvraag", AUTO, WAIT, (LEEG,)),
    Machine("bevestiging Exchange", "Automatische ontvangstbevestiging", AUTO, WAIT, (SILENT, OP_ONS)),
    Machine("auto-notified", "Uw bericht is binnen", AUTO, WAIT, ("Auto-Submitted: auto-notified",)),
    Machine("regel van postvak", "Re: Uw aanvraag", AUTO, WAIT, (OP_ONS, "X-MS-Exchange-Inbox-Rules-Loop: k.bos@weg.example")),
    Machine(
        "regel van postvak, bron",
        "Uw aanvraag",
        AUTO,
        WAIT,
        (OP_ONS, "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent"),
    ),
    Machine("procmail", "Re: Uw aanvraag", AUTO, WAIT, (OP_ONS, "X-Loop: k.bos@weg.example")),
    Machine(
        "kaal, automatische reactie",
        "Automatische reactie: Uw aanvraag",
        AUTO,
        "Bedankt voor uw bericht. U hoort snel van ons.",
        (OP_ONS,),
    ),
    Machine("postbus vol, leeg pad", "Postbus vol", BOUNCE, "De postbus van k.bos is vol.", (LEEG,), "nr@weg.example"),
    Machine("X-Autoreply", "Re: Uw aanvraag", AUTO, WAIT, ("X-Autoreply: yes",)),
    Machine("X-Auto-Reply", "Re: Uw aanvraag", AUTO, WAIT, ("X-Auto-Reply: yes", OP_ONS)),
    Machine("cron", "Cron <root@weg> backup", AUTO, "klaar", ("X-Cron-Env: <SHELL=/bin/sh>", "Auto-Submitted: auto-generated")),
    # full mailboxes
    Machine(
        "postvak bijna vol",
        "Uw postvak is bijna vol",
        AUTO,
        "Ruim uw postvak op.",
        van="Microsoft Outlook <postmaster@weg.example>",
    ),
    Machine(
        "quota", "Mailbox quota warning", AUTO, "You are using 95% of your quota.", van="System Administrator <admin@weg.example>"
    ),
    Machine("opslaglimiet", "Opslaglimiet bereikt", AUTO, "Uw map is te groot.", (LEEG,), "beheer@weg.example"),
    Machine(
        "Exchange vol",
        "Your mailbox is almost full",
        AUTO,
        "Reduce your mailbox size.",
        van="Outlook <MicrosoftExchange329e71ec88ae@weg.example>",
    ),
    # bounces without a report
    Machine(
        "vol, Nederlands",
        "Postbus vol",
        BOUNCE,
        "De postbus van k.bos@weg.example is vol. Uw bericht is niet bezorgd.",
        (LEEG,),
        DAEMON,
    ),
    Machine("bestaat niet", "Niet bezorgd", BOUNCE, "k.bos@weg.example bestaat niet.", (LEEG,), DAEMON),
    Machine("onbekend", "Melding", BOUNCE, "Gebruiker k.bos@weg.example is onbekend.", (LEEG,), DAEMON),
    Machine(
        "onbestelbaar",
        "Onbestelbaar: Uw aanvraag",
        BOUNCE,
        "Kan het bericht niet bezorgen bij: k.bos@weg.example",
        (LEEG,),
        POSTMASTER,
    ),
    Machine(
        "niet afgeleverd",
        "Uw bericht kon niet worden afgeleverd",
        BOUNCE,
        "k.bos@weg.example: geweigerd",
        (LEEG,),
        "mail@weg.example",
    ),
    Machine(
        "adres niet gevonden", "Adres niet gevonden", BOUNCE, "Uw bericht is niet bezorgd bij k.bos@weg.example.", (LEEG,), DAEMON
    ),
    Machine("qmail", "failure notice", BOUNCE, "<k.bos@weg.example>:\nSorry, no mailbox here. (#5.1.1)", (), DAEMON),
    Machine(
        "Exim",
        "Mail delivery failed",
        BOUNCE,
        "The following address failed:\n\n  k.bos@weg.example",
        ("X-Failed-Recipients: k.bos@weg.example",),
        "x@weg.example",
    ),
    Machine(
        "Postfix zonder rapport",
        "Undelivered Mail Returned to Sender",
        BOUNCE,
        "<k.bos@weg.example>: host said: 550 5.1.1",
        (LEEG,),
        DAEMON,
    ),
    Machine("vertraagd", "Warning: message delayed", BOUNCE, "Not yet been delivered:\n\n<k.bos@weg.example>", (), DAEMON),
    Machine(
        "leeg pad met origineel",
        "Mail",
        BOUNCE,
        "Uw bericht kon niet worden bezorgd aan <k.bos@weg.example>.",
        (LEEG,),
        "nr@weg.example",
        True,
    ),
    Machine("vreemd onderwerp", "メール", BOUNCE, "550 5.1.1 <k.bos@weg.example>... user unknown", (), POSTMASTER, True),
    Machine(
        "post_master", "Uw aanvraag", BOUNCE, "550 5.1.1 <k.bos@weg.example>... user unknown", (), "post_master@weg.example", True
    ),
    Machine(
        "onderwerp met Re",
        "Re: Uw aanvraag",
        BOUNCE,
        "Error: Invalid user address k.bos@weg.example 550 - no such user here",
        (),
        POSTMASTER,
    ),
    Machine("unzustellbar", "Unzustellbar: Uw aanvraag", BOUNCE, "Nicht zugestellt: k.bos@weg.example", (LEEG,), POSTMASTER),
    Machine(
        "delivery errors",
        "Mail System Error",
        BOUNCE,
        "The following addresses had delivery errors:\n\nk.bos@weg.example [User unknown]",
        (),
        POSTMASTER,
    ),
)


def _rapport(kind: str, *fields: str) -> bytes:
    return regels(f"Content-Type: message/{kind}", "", *fields, "")


def machinemails() -> Iterator[tuple[str, bytes, Klasse]]:
    """Name, mail and right class of each."""
    for machine in MACHINES:
        inhoud = samen("mixed", plat(machine.tekst), BACK) if machine.terug else plat(machine.tekst)
        yield machine.naam, mail(machine.onderwerp, inhoud, *machine.koppen, van=machine.van), machine.klasse
    read = _rapport("disposition-notification", ONTVANGER, "Disposition: manual-action; displayed")
    for name, onderwerp, kind, params, headers in (
        ("leesbewijs", "Gelezen: Uw aanvraag", "report", "; report-type=disposition-notification", ()),
        ("leesbewijs zonder soort", "Gelezen: Uw aanvraag", "report", "", ()),
        ("leesbewijs van een relay", "Read: Uw aanvraag", "mixed", "", ()),
        ("leesbewijs in een gesprek", "Uw aanvraag geopend", "mixed", "", (OP_ONS,)),
        ("niet gelezen", "Niet gelezen: Uw aanvraag", "report", "; report-type=disposition-notification", ()),
    ):
        yield name, mail(onderwerp, samen(kind, plat("Uw bericht is geopend."), read, params=params), *headers, van=VAN), AUTO
    for actie, code, klasse in (("failed", "5.1.1", BOUNCE), ("delayed", "4.4.1", BOUNCE), ("delivered", "2.0.0", AUTO)):
        rapport = _rapport(
            "delivery-status",
            "Reporting-MTA: dns; weg.example",
            "",
            ONTVANGER,
            f"Action: {actie}",
            f"Status: {code}",
        )
        params = "; report-type=delivery-status"
        yield (
            f"rapport {actie}",
            mail("Report", samen("report", plat("Report."), rapport, params=params), LEEG, van=DAEMON),
            klasse,
        )
