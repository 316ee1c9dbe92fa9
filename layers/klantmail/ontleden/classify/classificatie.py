"""What kind of mail it is: written by a person, or an automatic answer, a bounce, a list mail, an invitation.

The headers and the parts decide. Words in the text never decide alone: a citizen who writes "your mail could not be delivered"
wrote an ordinary mail.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ontleden.classify.bezorgfouten import adressen, ingesloten_rapporten, lees_rapporten, lees_tekst, uit_origineel
from ontleden.ontleding import Bezorgfout, Classificatie, Klasse
from ontleden.text.citaatregels import ONDERWERP_DOORGESTUURD

_MAX_WAARDE: Final = 4096
_MAX_BEGIN: Final = 6000

# Local parts that no person writes from.
_DAEMON: Final = re.compile(
    r"(?:mailer[-_.]?daemon|mdaemon|mail[-_.]?daemon|mail\.delivery\.system|microsoftexchange[0-9a-f]{8,64})"
)
# Local parts and words in names that mail systems write from, people sometimes too: these count with a matching subject or text.
_SYSTEEM: Final = re.compile(
    r"postmaster|mailer|daemon|smtp|mail[-_. ]?(?:admin|delivery|service|server|system|gateway|adm\b)|delivery (?:sub)?system"
    r"|e-?mail delivery|internet mail|system[-_. ]?(?:admin|beheer)|systeembeheer|\bndr\b|jetmail|\bimss\b"
)
# These send much else besides: a parcel that is not delivered comes from a no-reply address too.
_MISSCHIEN_SYSTEEM: Final = re.compile(r"administrator|\badmin\b|virus|gateway|no-?reply|bounce")
# How a person begins, and no mail system.
_AANSPREKING: Final = re.compile(
    r"(?:beste|geachte|hallo|hoi|dag|goede|l\.?s\b|heer|mevrouw|mijne|dear|hello|good (?:morning|day)|bonjour|sehr)\b"
)
_ONDERWERP_FOUT: Final = re.compile(
    r"undeliver|undelivered|non[- ]?delivery|not (?:be )?deliver|returned (?:mail|message|to sender)"
    r"|returning (?:message )?to sender|failure notice"
    r"|failure delivery|(?:mail|message) (?:system )?error|mail failed|failed mail|processing error"
    r"|mailbox (?:is )?full|user unknown|unknown user"
    r"|no such user|rejected mail|mail rejected|message rejected"
    r"|delivery (?:status|report|fail|has failed|problem|error|warning|delay|incomplete)"
    r"|delivery notification|delivery has been delayed|(?:mail|message) delivery|delayed mail"
    r"|(?:message|mail) .{0,60}delayed|has not (?:yet )?been delivered"
    r"|could ?n[o']t be delivered|unable to deliver|quota exceeded|over quota"
    r"|onbestelbaar|onbezorgbaar|niet (?:worden |kunnen worden )?(?:bezorgd|afgeleverd|bezorgen|afleveren)"
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
    r"|niet (?:worden |kunnen worden )?(?:bezorgd|afgeleverd)|bezorging .{0,40}(?:mislukt|vertraagd)|onbestelbaar"
    r"|nicht (?:zugestellt|zustellbar)"
    r"|n'a pas pu [eê]tre|no pudo ser|nao p[oô]de ser"
)
_VERTRAAGD: Final = re.compile(
    r"has not yet been|not yet been deliver|delayed|still being retried|will (?:be retried|continue to|retry)"
    r"|continue to (?:try|attempt)"
    r"|delivery attempts will|warning message only|been postponed|vertraagd|opnieuw geprobeerd"
)
_DOMEIN: Final = re.compile(r"@[\w.-]{1,255}")
_ANTWOORD_OP: Final = re.compile(r"\s*(?:re|aw|antw|betr|sv|tr)\s*:", re.IGNORECASE)

_ONDERWERP_AFWEZIG: Final = re.compile(
    r"out of (?:the )?office|automati(?:c|sch|sche|sk)[ -](?:reply|response|antwoord|beantwoord|antwort|svar)"
    r"|auto[- ]?(?:matic )?(?:reply|response|respond)"
    r"|automated (?:reply|response)"
    r"|(?:dit is een )?automatisch(?:e)? (?:antwoord|bericht|bevestiging|ontvangstbevestiging)"
    r"|afwezigheids(?:bericht|melding|assistent)"
    r"|abwesenheit|réponse automatique|absence du bureau|respuesta automática|risposta automatica|buiten kantoor"
    r"|niet op kantoor|(?:ik ben )?niet aanwezig\b"
    r"|(?:autoreply|autosvar|vacation (?:reply|response|message))"
)
# A citizen may write about an absence too: these need a second sign.
_ONDERWERP_MISSCHIEN: Final = re.compile(
    r"afwezig(?:heid)?\s*(?::|$)|afwezig\b|vakantie\s*(?::|$)|away\b|on (?:vacation|leave|holiday)|abwesend"
    r"|met vakantie|met verlof"
)
_TEKST_AFWEZIG: Final = re.compile(
    r""
    r"ben (?:ik )?(?:momenteel |nu |tot |van )?(?:afwezig|niet aanwezig|niet op kantoor|met verlof|met vakantie|buiten kantoor)"
    r"|uw (?:bericht|mail|e-mail)"
    r"|je (?:bericht|mail)|out of (?:the )?office|i am (?:currently )?away|your (?:message|e-?mail)"
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
)


@dataclass(frozen=True, slots=True)
class _Mail:
    """The headers and texts of a mail, in the form that the rules below ask for."""

    lees_kop: Callable[[str], str]
    onderwerp: str
    """Lower case, white space as single spaces."""
    van: str
    """The sender without the domain, which says nothing of who wrote: `jan@smtp.example` is a person. Lower case."""
    formaat: str
    inhoud: str
    rapporten: tuple[bytes, ...]
    oorspronkelijk: tuple[bytes, ...]
    agenda: bool

    def kop(self, naam: str) -> str:
        return self.lees_kop(naam)[:_MAX_WAARDE].strip()

    @property
    def begin(self) -> str:
        """The first part of the text, lower case, white space as single spaces. Most mails never need it."""
        return " ".join(self.inhoud[:_MAX_BEGIN].lower().split())

    @property
    def leeg_pad(self) -> bool:
        """RFC 5321 section 4.5.5: notifications go out with a null reverse-path; some servers write MAILER-DAEMON there."""
        pad = self.kop("return-path").strip().lower()
        return pad.replace(" ", "") == "<>" or pad.startswith(("<mailer-daemon", "mailer-daemon"))


def classificeer(
    kop: Callable[[str], str],
    *,
    formaat: str,
    inhoud: str,
    rapporten: Sequence[bytes],
    oorspronkelijk: Sequence[bytes],
    agenda: bool,
) -> Classificatie:
    """Class of a mail with its ground, and for a bounce whom it is about (RFC 3464, 3834, 2919, 2369, 5546).

    `kop`: the first value, decoded, of the header of that name (lower case); empty when there is none.
    `formaat`: MIME type of the whole; its parameters are looked up with `kop`.
    `rapporten`: decoded bodies of message/delivery-status parts. `oorspronkelijk`: bodies of message/rfc822 and
    text/rfc822-headers parts. `agenda`: there is a text/calendar part with METHOD. Never raises; work is bounded.
    """
    mail = _Mail(
        kop,
        " ".join(kop("subject")[:_MAX_WAARDE].lower().split()),
        _DOMEIN.sub("@", kop("from")[:_MAX_WAARDE].strip().lower()),
        formaat.partition(";")[0].strip().lower(),
        inhoud,
        tuple(rapporten[:20]),
        tuple(oorspronkelijk[:20]),
        agenda,
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
        return Classificatie(Klasse.BOUNCE, grond, rapport.fouten or _fouten_uit_tekst(mail))
    grond = _grond_zonder_rapport(mail)
    return Classificatie(Klasse.BOUNCE, grond, _fouten_uit_tekst(mail)) if grond else None


def _grond_zonder_rapport(mail: _Mail) -> str:
    """The header by which a mail without a report is a bounce; empty when it is none."""
    if mail.kop("x-failed-recipients"):
        return f"X-Failed-Recipients: {mail.kop('x-failed-recipients')[:200]}"
    van = f"From: {mail.kop('from')[:200]}"
    if _DAEMON.search(mail.van) and not _onderwerp_afwezig(mail):
        return van
    if ONDERWERP_DOORGESTUURD.match(mail.onderwerp) or _onderwerp_afwezig(mail):
        return ""
    onderwerp, systeem = _onderwerp_fout(mail), _SYSTEEM.search(mail.van) is not None
    # The search through the text is the dearest one here, and most mails need none.
    tekst = (onderwerp or systeem) and _TEKST_FOUT.search(mail.begin) is not None
    beantwoord = _ANTWOORD_OP.match(mail.onderwerp) is not None
    if systeem and (onderwerp or tekst) and not beantwoord and (mail.leeg_pad or onderwerp):
        return van
    if mail.leeg_pad and onderwerp:
        return f"Return-Path: {mail.kop('return-path')}"
    if (
        _rapportsoort(mail) == "disposition-notification"
        and _SYSTEEM.search(mail.van)
        and "reject" in mail.onderwerp + mail.begin
    ):
        return van
    # Software behind an ordinary address: subject and text agree, a mail or recipient is there, and nothing points to a person.
    if not (onderwerp and tekst):
        return ""
    persoonlijk = any(mail.kop(naam) for naam in ("in-reply-to", "references", "user-agent", "x-mailer"))
    kaal = "<" not in mail.van or mail.van.startswith("<")
    zelf = mail.kop("auto-submitted").lower().startswith("auto-")
    software = zelf or _MISSCHIEN_SYSTEEM.search(mail.van) is not None or (kaal and not persoonlijk)
    if software and not _AANSPREKING.match(mail.begin) and (mail.oorspronkelijk or _fouten_uit_tekst(mail)):
        return f"Subject: {mail.kop('subject')[:200]}"
    return ""


def _fouten_uit_tekst(mail: _Mail) -> tuple[Bezorgfout, ...]:
    eigen = adressen(mail.kop("from")) + adressen(mail.kop("to")) + adressen(mail.kop("reply-to"))
    domein = next(iter(adressen(mail.kop("from"))), "").rpartition("@")[2]
    vertraagd = _VERTRAAGD.search(f"{mail.onderwerp} {mail.begin}") is not None
    fouten = lees_tekst(mail.inhoud, eigen=eigen, domein=domein, vertraagd=vertraagd)
    genoemd = adressen(mail.kop("x-failed-recipients"))
    if genoemd:
        codes = {fout.ontvanger.lower(): fout.statuscode for fout in fouten}
        return tuple(Bezorgfout(adres, codes.get(adres.lower(), "")) for adres in dict.fromkeys(genoemd))
    return fouten or uit_origineel(mail.oorspronkelijk, eigen=eigen)


def _automatisch(mail: _Mail) -> Classificatie | None:
    """RFC 3834 and what came before it. An invitation that software sent stays one; an answer by software to a mail does not."""
    grond = ""
    zelf = mail.kop("auto-submitted").split("(")[0].split(";")[0].strip().lower()
    rang = mail.kop("precedence").lower()
    if zelf and zelf != "no" and not (mail.agenda and zelf == "auto-generated"):
        grond = f"Auto-Submitted: {mail.kop('auto-submitted')[:100]}"
    elif rang.replace("-", "_") == "auto_reply":
        grond = f"Precedence: {mail.kop('precedence')}"
    elif _rapportsoort(mail) in {"disposition-notification", "feedback-report"}:
        grond = f"Content-Type: multipart/report; report-type={_rapportsoort(mail)}"
    else:
        for naam in filter(mail.lees_kop, _EIGEN_KOPPEN_ANTWOORD):
            if mail.kop(naam) and mail.kop(naam).lower() not in {"no", "false", "0"}:
                grond = f"{'-'.join(deel.capitalize() for deel in naam.split('-'))}: {mail.kop(naam)[:100]}"
                break
        if not grond and _onderwerp_afwezig(mail):
            grond = f"Subject: {mail.kop('subject')[:200]}"
    return Classificatie(Klasse.AUTOMATISCH_ANTWOORD, grond) if grond else None


def _overig(mail: _Mail) -> Classificatie:
    if mail.agenda:
        return Classificatie(Klasse.AGENDA, "Content-Type: text/calendar")
    for naam in filter(mail.lees_kop, ("list-id", "list-post", "list-unsubscribe")):
        if mail.kop(naam):
            return Classificatie(
                Klasse.LIJST, f"{'-'.join(deel.capitalize() for deel in naam.split('-'))}: {mail.kop(naam)[:200]}"
            )
    if mail.kop("precedence").lower() in {"list", "bulk"}:
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


def _onderwerp_afwezig(mail: _Mail) -> bool:
    """The subject of an absence notice. Those begin with it, where `Re: Automatisch antwoord` is a person's reply to one."""
    if _ONDERWERP_AFWEZIG.match(mail.onderwerp):
        return True
    if not _ONDERWERP_MISSCHIEN.match(mail.onderwerp):
        return False
    tweede = any(mail.kop(naam) for naam in ("x-auto-response-suppress", "in-reply-to", "references")) or mail.leeg_pad
    return tweede or _TEKST_AFWEZIG.search(mail.begin[:600]) is not None
