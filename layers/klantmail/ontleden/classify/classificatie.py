"""The kind of a mail: written by a person, or an automatic answer, a bounce, a list mail, an invitation.

The headers and the parts decide. Words in the text never decide alone: a citizen who writes "your mail could not be
delivered" wrote an ordinary mail.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ontleden.classify.bezorgfouten import adressen, enige_adres, ingesloten_rapporten, lees_rapporten, lees_tekst, uit_origineel
from ontleden.ontleding import Bezorgfout, Classificatie, Klasse
from ontleden.text.citaatregels import ONDERWERP_DOORGESTUURD

MAX_RAPPORTEN: Final = 20
"""Delivery reports in one mail that are read."""
_MAX_WAARDE: Final = 4096
_MAX_BEGIN: Final = 6000
_MAX_MELDING: Final = 1000
"""Characters in which a machine says that its owner is away; a quotation below it does not count."""

# Local parts that no person writes from.
_DAEMON: Final = re.compile(
    r"(?:mailer[-_.]?daemon|mdaemon|mail[-_.]?daemon|mail\.delivery\.system|microsoftexchange[0-9a-f]{8,64})"
)
# Mail systems write from these local parts and names, and people sometimes too: these count with a matching subject or
# text.
_SYSTEEM: Final = re.compile(
    r"post[-_. ]?master|mailer|daemon|smtp|mail[-_. ]?(?:admin|delivery|service|server|system|gateway|adm\b)"
    r"|delivery (?:sub)?system"
    r"|e-?mail delivery|internet mail|system[-_. ]?(?:admin|beheer)|systeembeheer|\bndr\b|jetmail|\bimss\b"
)
# These send much else besides: a parcel that is not delivered comes from a no-reply address too.
_MISSCHIEN_SYSTEEM: Final = re.compile(r"administrator|\badmin\b|virus|gateway|no-?reply|bounce")
# These write about the mailbox of somebody.
_BEHEERT_POSTVAK: Final = re.compile(
    r"microsoft (?:outlook|exchange)|mailbox|postvak|quota|e-?mail ?(?:beheer|support|team)|help ?desk"
)
# A person begins so, and no mail system.
_AANSPREKING: Final = re.compile(
    r"(?:beste|geachte|hallo|hoi|dag|goede|l\.?s\b|heer|mevrouw|mijne|dear|hello|good (?:morning|day)|bonjour|sehr)\b"
)
_ONDERWERP_FOUT: Final = re.compile(
    r"undeliver|undelivered|non[- ]?delivery|not (?:be )?deliver|returned (?:mail|message|to sender)"
    r"|returning (?:message )?to sender|failure notice"
    r"|failure delivery|(?:mail|message) (?:system )?error|mail failed|failed mail|processing error"
    r"|mailbox (?:is )?full|user unknown|unknown user"
    r"|(?:mailbox|postbus|postvak) (?:is )?vol\b|no such user|rejected mail|mail rejected|message rejected"
    r"|delivery (?:status|report|fail|has failed|problem|error|warning|delay|incomplete)"
    r"|delivery notification|delivery has been delayed|(?:mail|message) delivery|delayed mail"
    r"|(?:message|mail) .{0,60}delayed|has not (?:yet )?been delivered"
    r"|could ?n[o']t be delivered|unable to deliver|quota exceeded|over quota"
    r"|onbestelbaar|onbezorgbaar|niet (?:worden |kunnen worden |zijn )?(?:bezorgd|afgeleverd|bezorgen|afleveren)"
    r"|(?:adres|ontvanger|gebruiker) (?:is )?(?:niet gevonden|onbekend)|onbekende (?:ontvanger|gebruiker)|address not found"
    r"|bezorg\w{0,6} (?:mislukt|vertraagd)"
    r"|mislukte bezorging|aflever\w{0,6} mislukt|unzustellbar|nicht zugestellt|non remis|non distribu|non délivr"
    r"|échec de (?:la )?remise|no entregado"
    r"|mancato recapito|non recapitabile"
)
_TEKST_FOUT: Final = re.compile(
    r"not (?:be |been |yet been |yet be |being )?deliver|unable to deliver|n'?t able to deliver|not able to deliver"
    r"|deliver(?:y|ed)? .{0,40}fail"
    r"|failed (?:recipient|permanent|address)|permanent(?:ly)? (?:fatal |error|failed)|fatal error"
    r"|(?:did|could) not (?:reach|receive|be reached)"
    r"|delivery (?:has )?(?:been )?(?:failed|delayed|problem|attempts)|undeliver|non-?deliver|unknown user"
    r"|user (?:is )?unknown|user not (?:found|known)|no such user"
    r"|unknown recipient|mailbox (?:is )?(?:full|unavailable|not found)|over ?quota|quota (?:exceed|violation)"
    r"|invalid .{0,30}(?:recipient|userid|address)"
    r"|automatically rejected|has been returned|been postponed|no valid recipients|affected recipient"
    r"|intended recipient|error[- ]code"
    r"|an error (?:was|has) .{0,40}(?:processing|deliver)|did not match|\b55[0-9][ -]|\b5\.\d\.\d"
    r"|niet (?:worden |kunnen worden |zijn )?(?:bezorgd|afgeleverd|bezorgen|afleveren)"
    r"|bezorging .{0,40}(?:mislukt|vertraagd)|onbestelbaar"
    r"|(?:gebruiker|ontvanger|e-?mail-?adres|adres|postbus|postvak) .{0,100}(?:bestaat niet|onbekend|niet gevonden|is vol)"
    r"|onbekende (?:ontvanger|gebruiker)|invalid user|(?:was|is|were|could)n'?t (?:be )?deliver"
    r"|(?:mailbox|postbus|postvak|inbox) (?:is )?vol\b|retour (?:gestuurd|gezonden|afzender)|komt retour"
    r"|nicht (?:zugestellt|zustellbar)"
    r"|n'a pas pu [eê]tre|no pudo ser|nao p[oô]de ser"
)
_VERTRAAGD: Final = re.compile(
    r"has not yet been|not yet been deliver|delayed|still being retried|will (?:be retried|continue to|retry)"
    r"|continue to (?:try|attempt)"
    r"|delivery attempts will|warning message only|been postponed|vertraagd|opnieuw geprobeerd"
)
_BEGINT_MET_FOUT: Final = re.compile(r"\W{0,4}(?:error|fout)\b.{0,300}\b55[0-4]\b|\W{0,4}55[0-4]\b")
_DOMEIN: Final = re.compile(r"@[\w.-]{1,255}")
_ANTWOORD_OP: Final = re.compile(r"\s*(?:re|aw|antw|betr|sv|tr)\s*:", re.IGNORECASE)

# Subjects that software writes begin so: these words and nothing behind them, or a colon and the subject of our mail.
# Nobody is taken for a machine by them: a header has to say so too.
_VORM_AUTOMATISCH: Final = re.compile(
    r"(?:\[[^\[\]]{1,40}\] ?)?(?:"
    r"out of (?:the )?office(?: (?:auto ?-?reply|reply|message|notification))?|(?:i am )?(?:currently )?out of (?:the )?office"
    r"|auto(?:matic|mated)?[- ]?(?:e-?mail )?(?:reply|response|answer|message)|auto[- ]?respon(?:d|der)|auto[- ]?antwoord"
    r"|(?:dit is een )?automatisch(?:e)? (?:gegenereerde? )?(?:e-?mail-?)?(?:antwoord|reactie|bericht|beantwoording|bevestiging"
    r"|ontvangstbevestiging|mail|melding)"
    r"|(?:ontvangst|lees)bevestiging|bevestiging (?:van )?(?:ontvangst|van uw bericht)"
    r"|afwezig(?:heid(?:s(?:bericht|melding|assistent|notificatie))?)?|(?:ik ben )?(?:momenteel |nu |tijdelijk )?"
    r"(?:afwezig|met vakantie"
    r"|op vakantie|met verlof|niet aanwezig|niet op kantoor|buiten kantoor|niet bereikbaar)|vakantie(?:bericht|melding)?|verlof"
    r"|away(?: from (?:my )?(?:mail|desk|office))?|(?:i am |i'm )?(?:away|on (?:vacation|leave|holiday|annual leave))"
    r"|vacation(?: (?:reply|response|message|notice))?|autoreply|autosvar|automatisk svar|automatische antwort"
    r"|abwesenheit(?:snotiz|smeldung)?|abwesend|réponse automatique|absence du bureau|respuesta automática|risposta automatica"
    r"|gelezen|niet gelezen|read|not read|read receipt|gelesen|lu"
    r"|.{2,80} is (?:currently |momenteel )?(?:out of (?:the )?office|away|on vacation|afwezig|niet aanwezig|met vakantie)"
    r")(?: ?(?::|\(|\[| - |\u2013|tot (?:en met )?\d|t/m|van \d|until|till).*| ?[.!]*)"
)
_PROGRAMMA_ANTWOORDT: Final = re.compile(
    r"(?:\[[^\[\]]{1,40}\] ?)?(?:automati(?:c reply|sch antwoord|sche reactie|sche antwort)|réponse automatique|auto ?-?reply"
    r"|out of (?:the )?office auto ?-?reply) ?: ?\S"
)
"""The words that mail programs themselves write above an automatic answer, with the subject of our mail behind them."""
_TEKST_ONTVANGEN: Final = re.compile(
    r"(?:wij|we) hebben .{0,40}ontvangen|is (?:goed )?ontvangen|(?:has been|have|we) received|(?:nemen|neemt) .{0,60}contact"
    r"|werkdagen|working days|dank (?:u )?voor|bedankt voor|thank you for|thanks for"
)
_TEKST_AFWEZIG: Final = re.compile(
    r"ben (?:ik )?(?:momenteel |nu |tot |van |op )?(?:afwezig|niet aanwezig|niet op kantoor|met verlof"
    r"|(?:met|op) vakantie|buiten kantoor"
    r"|niet bereikbaar)|out of (?:the )?office|i am (?:currently )?(?:away|on )|automatisch|automatic|autoreply"
)
_TEKST_OVER_MAIL: Final = re.compile(
    r"(?:uw|je|jouw|dit|your|this) (?:bericht|e-?mail|mail|message)|mijn (?:e-?mail|mail|berichten)|my (?:e-?mail|mail|messages)"
    r"|neem (?:dan )?contact op met|(?:please )?contact my"
)
_VOL: Final = ("vol", "full", "limi", "bereikt", "overschreden", "exceeded", "quota", "almost")
"""One of these stands in each match of the next pattern: a cheap look before it."""
_POSTVAK_VOL: Final = re.compile(
    r"(?:postvak|postbus|mailbox|mailbox|inbox|quota|opslag(?:ruimte|limiet)?|storage).{0,60}(?:\bvol\b|\bfull\b|limiet|limit|bereikt|"
    r"overschreden|exceeded|quota|almost)|(?:vol|volle|full) (?:postvak|postbus|mailbox|inbox)"
)
_EIGEN_KOPPEN_ANTWOORD: Final = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-autogenerated-reply",
    "x-vacation",
    "x-fc-machinegenerated",
    "x-auto-reply",
    "x-away",
    "x-cron-env",
)
_BRON_VAN_REGEL: Final = "x-ms-exchange-generated-message-source"
_EIGEN_REGEL: Final = ("x-ms-exchange-inbox-rules-loop", "x-loop")
"""Headers in which the rule of a mailbox, which answers by itself, names the address of that mailbox."""


@dataclass(frozen=True, slots=True)
class _Mail:
    """The headers and texts of a mail, in the form that the rules below ask for."""

    lees_kop: Callable[[str], str]
    onderwerp: str
    """The subject in lower case, white space as single spaces."""
    van: str
    """The sender in lower case, without the domain, which says nothing of who wrote: `jan@smtp.example` is a person."""
    formaat: str
    inhoud: str
    rapporten: tuple[bytes, ...]
    oorspronkelijk: tuple[bytes, ...]
    agenda: bool
    leesbewijs: bool

    def kop(self, naam: str) -> str:
        return self.lees_kop(naam)[:_MAX_WAARDE].strip()

    @property
    def begin(self) -> str:
        """The first part of the text, lower case, white space as single spaces. Most mails never need it."""
        return " ".join(self.inhoud[:_MAX_BEGIN].lower().split())

    @property
    def leeg_pad(self) -> bool:
        """True when the reverse-path is null, as it is for notifications (RFC 5321 section 4.5.5).

        Some servers write MAILER-DAEMON there.
        """
        pad = self.kop("return-path").strip().lower()
        return pad.replace(" ", "") == "<>" or pad.startswith(("<mailer-daemon", "mailer-daemon"))

    @property
    def is_antwoord(self) -> bool:
        """True when it refers to an earlier mail."""
        return bool(self.kop("in-reply-to") or self.kop("references"))

    @property
    def uit_programma(self) -> bool:
        """True when a person's mail program wrote it."""
        return bool(self.kop("user-agent") or self.kop("x-mailer"))

    @property
    def namens_ander(self) -> bool:
        """True when an answer goes to somebody elsewhere: software passed on what a
        person filled in, such as a web form.
        """
        van, naar = adressen(self.kop("from")), adressen(self.kop("reply-to"))
        return bool(van and naar) and _domein(naar[0]) != _domein(van[0]) and not self.is_antwoord


def classificeer(
    kop: Callable[[str], str],
    *,
    formaat: str,
    inhoud: str,
    rapporten: Sequence[bytes],
    oorspronkelijk: Sequence[bytes],
    agenda: bool,
    leesbewijs: bool = False,
) -> Classificatie:
    """Class of a mail with its ground, and for a bounce whom it is about (RFC 3464, 3834, 2919, 2369, 5546).

    `kop`: the first value, decoded, of the header of that name (lower case); empty when there is none.
    `formaat`: MIME type of the whole; its parameters are looked up with `kop`.
    `rapporten`: decoded bodies of message/delivery-status parts. `oorspronkelijk`: bodies of message/rfc822 and
    text/rfc822-headers parts. `agenda`: there is a text/calendar part with METHOD. `leesbewijs`: there is a
    message/disposition-notification part. Never raises; work is bounded.
    """
    mail = _Mail(
        kop,
        " ".join(kop("subject")[:_MAX_WAARDE].lower().split()),
        _DOMEIN.sub("@", kop("from")[:_MAX_WAARDE].strip().lower()),
        formaat.partition(";")[0].strip().lower(),
        inhoud,
        tuple(rapporten[:MAX_RAPPORTEN]),
        tuple(oorspronkelijk[:20]),
        agenda,
        leesbewijs,
    )
    return _bounce(mail) or _automatisch(mail) or _overig(mail)


def _bounce(mail: _Mail) -> Classificatie | None:
    is_rapport = _rapportsoort(mail) == "delivery-status"
    if is_rapport or (mail.rapporten and _machine(mail)):
        rapport = lees_rapporten(mail.rapporten)
        if not rapport.acties:
            rapport = lees_rapporten(ingesloten_rapporten(mail.oorspronkelijk))
        if rapport.alles_bezorgd:
            return Classificatie(Klasse.AUTOMATISCH_ANTWOORD, f"Action: {rapport.acties[0]}")
        grond = next((f"Action: {actie}" for actie in ("failed", "delayed") if actie in rapport.acties), "")
        if not grond:
            grond = (
                f"Action: {rapport.acties[0][:40]}"
                if rapport.acties
                else "Content-Type: multipart/report; report-type=delivery-status"
            )
        return Classificatie(Klasse.BOUNCE, grond, rapport.fouten or _fouten_uit_tekst(mail, zeker=True))
    grond = _grond_zonder_rapport(mail)
    return Classificatie(Klasse.BOUNCE, grond, _fouten_uit_tekst(mail, zeker=True)) if grond else None


def _grond_zonder_rapport(mail: _Mail) -> str:
    """The header by which a mail without a report is a bounce; empty when it is none."""
    if mail.kop("x-failed-recipients"):
        return f"X-Failed-Recipients: {mail.kop('x-failed-recipients')[:200]}"
    van = f"From: {mail.kop('from')[:200]}"
    if _DAEMON.search(mail.van) and not _vorm_automatisch(mail) and not _alleen_vol(mail):
        return van
    onderwerp, systeem, terug = _onderwerp_fout(mail), _SYSTEEM.search(mail.van) is not None, bool(mail.oorspronkelijk)
    # Most mails are none of these, and the searches below are dear, the one through the text most of all.
    if not (onderwerp or systeem or mail.leeg_pad) or ONDERWERP_DOORGESTUURD.match(mail.onderwerp) or _vorm_automatisch(mail):
        return ""
    tekst = (onderwerp or systeem or (mail.leeg_pad and terug)) and _TEKST_FOUT.search(mail.begin) is not None
    beantwoord = _ANTWOORD_OP.match(mail.onderwerp) is not None
    if systeem and (onderwerp or tekst) and not beantwoord and (mail.leeg_pad or onderwerp):
        return van
    if mail.leeg_pad and onderwerp:
        return f"Return-Path: {mail.kop('return-path')}"
    # Whatever the subject says, the mail that came back is there, or a server's code with the recipient that it is
    # about.
    if tekst and terug and mail.leeg_pad:
        return f"Return-Path: {mail.kop('return-path')}"
    zonder_mens = tekst and systeem and not mail.is_antwoord and not mail.uit_programma
    if zonder_mens and (terug or (_BEGINT_MET_FOUT.match(mail.begin) and _fouten_uit_tekst(mail))):
        return van
    if (
        _rapportsoort(mail) == "disposition-notification"
        and _SYSTEEM.search(mail.van)
        and "reject" in mail.onderwerp + mail.begin
    ):
        return van
    # This is software behind an ordinary address: subject and text agree, a mail or recipient is there, and nothing
    # points to a person.
    if not (onderwerp and tekst):
        return ""
    persoonlijk = any(mail.kop(naam) for naam in ("in-reply-to", "references", "user-agent", "x-mailer"))
    kaal = "<" not in mail.van or mail.van.startswith("<")
    zelf = mail.kop("auto-submitted").lower().startswith("auto-")
    software = zelf or _MISSCHIEN_SYSTEEM.search(mail.van) is not None or (kaal and not persoonlijk)
    if software and not _AANSPREKING.match(mail.begin) and (mail.oorspronkelijk or _fouten_uit_tekst(mail)):
        return f"Subject: {mail.kop('subject')[:200]}"
    return ""


def _fouten_uit_tekst(mail: _Mail, *, zeker: bool = False) -> tuple[Bezorgfout, ...]:
    """The recipients that the text names as failed.

    `zeker`: it is a bounce, so that the only address in it is the one.
    """
    eigen = adressen(mail.kop("from")) + adressen(mail.kop("to")) + adressen(mail.kop("reply-to"))
    domein = next(iter(adressen(mail.kop("from"))), "").rpartition("@")[2]
    vertraagd = _VERTRAAGD.search(f"{mail.onderwerp} {mail.begin}") is not None
    fouten = lees_tekst(mail.inhoud, eigen=eigen, domein=domein, vertraagd=vertraagd)
    genoemd = adressen(mail.kop("x-failed-recipients"))
    if genoemd:
        bekend = {fout.ontvanger.lower(): fout for fout in fouten}
        return tuple(
            replace(bekend.get(adres.lower(), Bezorgfout(adres, "")), ontvanger=adres) for adres in dict.fromkeys(genoemd)
        )
    fouten = fouten or uit_origineel(mail.oorspronkelijk, eigen=eigen)
    return fouten or (enige_adres(mail.inhoud, eigen=eigen) if zeker else ())


def _automatisch(mail: _Mail) -> Classificatie | None:
    """Judge by RFC 3834 and what came before it.

    An invitation that software sent stays one; an answer by software to a mail does not. A web form that a person
    filled in is no automatic answer either, though software sent it.
    """
    grond = ""
    zelf = mail.kop("auto-submitted").split("(")[0].split(";")[0].strip().lower()
    if zelf and zelf != "no" and (zelf == "auto-replied" or not (mail.agenda or mail.namens_ander)):
        grond = f"Auto-Submitted: {mail.kop('auto-submitted')[:100]}"
    elif mail.kop("precedence").lower().replace("-", "_") == "auto_reply":
        grond = f"Precedence: {mail.kop('precedence')}"
    elif _rapportsoort(mail) in {"disposition-notification", "feedback-report"}:
        grond = f"Content-Type: multipart/report; report-type={_rapportsoort(mail)}"
    elif mail.leesbewijs and (mail.formaat == "multipart/report" or mail.is_antwoord or _vorm_automatisch(mail)):
        grond = "Content-Type: message/disposition-notification"
    else:
        for naam in filter(mail.lees_kop, _EIGEN_KOPPEN_ANTWOORD):
            if mail.kop(naam) and mail.kop(naam).lower() not in {"no", "false", "0"}:
                grond = f"{_kopnaam(naam)}: {mail.kop(naam)[:100]}"
                break
        grond = grond or _regel_van_postvak(mail) or _onderwerp_automatisch(mail)
    return Classificatie(Klasse.AUTOMATISCH_ANTWOORD, grond) if grond else None


def _kopnaam(naam: str) -> str:
    return "-".join(deel.capitalize() for deel in naam.split("-"))


def _domein(adres: str) -> str:
    return adres.rpartition("@")[2].lower()


def _regel_van_postvak(mail: _Mail) -> str:
    """The header by which the rule of a mailbox answered.

    A rule that passes on the mail of another leaves its sender as it was.
    """
    if not any(map(mail.lees_kop, (_BRON_VAN_REGEL, *_EIGEN_REGEL))):
        return ""
    if ONDERWERP_DOORGESTUURD.match(mail.onderwerp) or not mail.is_antwoord:
        return ""
    bron = mail.kop(_BRON_VAN_REGEL)
    if "rules agent" in bron.lower():
        return f"X-MS-Exchange-Generated-Message-Source: {bron[:100]}"
    van = next(iter(adressen(mail.kop("from"))), "").lower()
    for naam in filter(mail.lees_kop, _EIGEN_REGEL):
        if van and van in mail.kop(naam).lower().split():
            return f"{_kopnaam(naam)}: {mail.kop(naam)[:100]}"
    return ""


def _onderwerp_automatisch(mail: _Mail) -> str:
    """The header that says, beside a subject such as software writes, that no person
    wrote this; empty when there is none.

    A reference to our mail alone is weak, as people answer too: then text and subject must both say that the sender is
    away, nothing is asked, and no mail program of a person says that it wrote it.
    """
    if _alleen_vol(mail):
        return f"From: {mail.kop('from')[:200]}" if _van_machine(mail) else f"Return-Path: {mail.kop('return-path')}"
    if not _vorm_automatisch(mail):
        return ""
    if mail.leeg_pad:
        return f"Return-Path: {mail.kop('return-path')}"
    onderdrukt = mail.kop("x-auto-response-suppress")
    if onderdrukt and mail.is_antwoord:
        return f"X-Auto-Response-Suppress: {onderdrukt[:100]}"
    if _DAEMON.search(mail.van):
        return f"From: {mail.kop('from')[:200]}"
    begin = mail.begin[:_MAX_MELDING]
    zwak = (onderdrukt or mail.is_antwoord) and not mail.uit_programma and "?" not in begin
    zegt_het = _TEKST_AFWEZIG.search(begin) or (_PROGRAMMA_ANTWOORDT.match(mail.onderwerp) and _TEKST_ONTVANGEN.search(begin))
    if zwak and zegt_het and _TEKST_OVER_MAIL.search(begin):
        naam = next(naam for naam in ("x-auto-response-suppress", "in-reply-to", "references") if mail.kop(naam))
        return f"{_kopnaam(naam)}: {mail.kop(naam)[:200]}"
    return ""


def _overig(mail: _Mail) -> Classificatie:
    if mail.agenda:
        return Classificatie(Klasse.AGENDA, "Content-Type: text/calendar")
    for naam in filter(mail.lees_kop, ("list-id", "list-post", "list-unsubscribe")):
        if mail.kop(naam):
            return Classificatie(Klasse.LIJST, f"{_kopnaam(naam)}: {mail.kop(naam)[:200]}")
    if mail.kop("precedence").lower() in {"list", "bulk"} and not mail.namens_ander:
        return Classificatie(Klasse.LIJST, f"Precedence: {mail.kop('precedence')}")
    return Classificatie(Klasse.GEWOON, "")


def _rapportsoort(mail: _Mail) -> str:
    """The report-type of the mail (RFC 6522), also when it calls itself multipart/mixed: gateways rewrite that."""
    if not mail.formaat.startswith("multipart/"):
        return ""
    gevonden = re.search(r"report-type\s{0,8}=\s{0,8}\"?([a-z-]{1,40})", mail.kop("content-type").lower())
    if gevonden:
        return gevonden[1]
    return "delivery-status" if mail.formaat == "multipart/report" and mail.rapporten else ""


def _machine(mail: _Mail) -> bool:
    return mail.leeg_pad or _DAEMON.search(mail.van) is not None or _SYSTEEM.search(mail.van) is not None


def _onderwerp_fout(mail: _Mail) -> bool:
    return _ONDERWERP_FOUT.search(mail.onderwerp[:1000]) is not None and not ONDERWERP_DOORGESTUURD.match(mail.onderwerp)


def _vorm_automatisch(mail: _Mail) -> bool:
    """Tell whether the subject has the form that software gives it.

    `Re: Automatisch antwoord` is a person's reply to one.
    """
    return _VORM_AUTOMATISCH.fullmatch(mail.onderwerp[:1000]) is not None


def _van_machine(mail: _Mail) -> bool:
    return any(soort.search(mail.van) for soort in (_DAEMON, _SYSTEEM, _MISSCHIEN_SYSTEEM, _BEHEERT_POSTVAK))


def _alleen_vol(mail: _Mail) -> bool:
    """Tell whether a mail system says that a mailbox is full, and not that a mail could not be delivered."""
    return (
        any(woord in mail.onderwerp for woord in _VOL)
        and _POSTVAK_VOL.search(mail.onderwerp[:1000]) is not None
        and (mail.leeg_pad or _van_machine(mail))
        and not mail.oorspronkelijk
        and _TEKST_FOUT.search(mail.begin) is None
    )
