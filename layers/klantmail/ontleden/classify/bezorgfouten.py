"""The recipients that a delivery failure is about.

They come from a report by RFC 3464, from the text of older mail systems, or from the returned mail.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ontleden.ontleding import MAX_REDEN, Bezorgfout, ingekort
from ontleden.text.tekens import op_een_regel

VERTRAAGD: Final = "4.0.0"
"""The code for a delay whose report gave none. RFC 3463: a persistent transient failure, nothing more known."""

_MAX_RAPPORT: Final = 256 * 1024
_MAX_TEKST: Final = 32 * 1024
_MAX_ORIGINEEL: Final = 64 * 1024
MAX_FOUTEN: Final = 500
_BEZORGD: Final = frozenset({"delivered", "relayed", "expanded"})

# Every repetition is bounded and its neighbours differ, so searching is linear.
_ADRES: Final = re.compile(
    r""
    r"(?<![\w!#$%&*+/=?^`{|}~.@-])[\w!#$%&*+/=?^`{|}~.-][\w!#$%&'*+/=?^`{|}~.-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,20}"
)
# RFC 3463 section 2. Not inside a longer number: neither an IP address nor a version.
_CODE: Final = re.compile(r"(?<![\w.])[45]\.\d{1,3}\.\d{1,3}(?![\w.]\d|\w)")
_XTEXT: Final = re.compile(r"\+([0-9A-F]{2})")

# This stands before an address on its line when that address is the one that failed.
_AANKONDIGING: Final = re.compile(
    r"recipient|undeliverable|undelivered|rcpt to|error-for|unknown user|no such user|user unknown|invalid user"
    r"|user ?id|local user"
    r"|addressed|address(?:es|\(es\))?\s{0,4}[:<]|delivered to|deliver to|delivery (?:to|failed)|smtp |mailbox"
    r"|(?:message|mail) to\b|violation for|generated from"
    r"|expanded from|(?:user|account|box) .{0,40}(?:full|exceed|quota|unknown)|\b55[0-9]\b"
    r"|ontvanger|geadresseerde|bestemd voor|bericht (?:aan|naar)|bezorgd (?:aan|bij)|e-?mailadres|empfänger"
    r"|destinataire|destinatario"
)
_RUIS: Final = re.compile(
    r"contact|assistance|send (?:e-?)?mail to|please|(?<!expanded )(?<!generated )from[ :<]|sender|reply to|mail from"
    r"|mailto:|report|hulp|neem|afzender|abuse|admin"
)
_KOPIE: Final = re.compile(
    r"[-=|*_>\s]{2,80}[^\w]{0,20}(?:begin |start of |end of |the |een )?"
    r""
    r"(?:this is a copy|below|attachment is a copy|original message|(?:the )?header|message (?:header|text|body|follows)"
    r"|returned m|unsent message"
    r"|copy of|forwarded m|mensaje original|oorspronkelijk|source mail)"
    r""
    r"|(?:the )?(?:first \d+ lines of )?(?:your )?original (?:message|mail) (?:follows|details|headers|as received|attached)"
    r"|your message reads|old message:|message headers follow|here is a copy|a copy of|a summary of the undelivered"
    r"|included is a copy"
    r"|de oorspronkelijke|oorspronkelijke berichtkoppen|original message headers"
    r"|(?:return-path|received): "
)
_OPSOMMING: Final = " \t>*-\u2013\u2014•·|\"'[(<"
_NA_ADRES: Final = re.compile(r"[\"'>)\]]{0,3}\s{0,20}(?:$|[:,;(=<\[-]|\.\.|on )")
# This stands behind an address within a sentence when that address is the one that failed.
_FOUT_ERACHTER: Final = re.compile(
    r"[\"'>)\]]{0,3}[ .,]{0,4}(?:is (?:vol|onbekend|niet (?:gevonden|bekend|actief)|ongeldig|opgeheven|geblokkeerd"
    r"|full|unknown|over)"
    r"|bestaat niet|niet gevonden|k[ao]n niet|werd geweigerd|is geweigerd|heeft .{0,30}(?:limiet|quota)"
    r"|does not exist|doesn't exist"
    r"|not found|unknown|has exceeded|could not|couldn't|was not found|wasn't found)"
)
# An address that stands before the words about it, as in `<jan@voorbeeld.example>: De postbus is vol.`
_VOORAF: Final = re.compile(r"[\"'(\[<]{0,3}[^\s<>@:]{1,64}@[^\s<>@:]{1,255}[>\])\"']{0,3}\s{0,4}:\s{0,4}")
_SMTP_VOOR: Final = re.compile(r"smtp[=:]", re.IGNORECASE)
_DAEMON: Final = re.compile(r"(?:mailer-daemon|postmaster|abuse|mdaemon)@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rapport:
    """The contents of a message/delivery-status part: the recipients that failed or wait, and the actions it names."""

    fouten: tuple[Bezorgfout, ...]
    acties: tuple[str, ...]
    """The actions in lower case, in order, once each.

    They are `failed`, `delayed`, `delivered`, `relayed`, `expanded`, or something of its own.
    """

    @property
    def alles_bezorgd(self) -> bool:
        return bool(self.acties) and not self.fouten and set(self.acties) <= _BEZORGD


def lees_rapporten(rapporten: Iterable[bytes]) -> Rapport:
    """Read decoded message/delivery-status bodies (RFC 3464).

    Loose ones are read too: no address type, addresses in brackets, no Status. The original recipient goes before the
    final one, as that is whom the sender wrote to.
    """
    fouten: list[Bezorgfout] = []
    acties: list[str] = []
    for rapport in rapporten:
        for velden in _groepen(rapport[:_MAX_RAPPORT].decode("utf-8", "replace")):
            ontvanger = _ontvanger(velden)
            actie = op_een_regel(velden.get("action", "").split("(")[0]).lower()
            code = _code(velden.get("status", "")) or _code(velden.get("diagnostic-code", ""))
            if not ontvanger and not actie:
                continue
            if not actie:
                actie = "delivered" if velden.get("status", "").strip().startswith("2.") else "failed"
            acties.append(actie)
            if actie in _BEZORGD or not ontvanger:
                continue
            # RFC 3464 section 2.3.6: the type of the code stands before a semicolon.
            soort, puntkomma, uitleg = velden.get("diagnostic-code", "").partition(";")
            reden = _reden(uitleg if puntkomma else soort)
            fouten.append(Bezorgfout(ontvanger, code or (VERTRAAGD if actie == "delayed" else ""), reden, actie == "delayed"))
    return Rapport(_samen(fouten), tuple(dict.fromkeys(acties)))


def ingesloten_rapporten(oorspronkelijk: Iterable[bytes]) -> tuple[bytes, ...]:
    """The delivery-status bodies inside returned mails.

    Some virus scanners wrap the whole report in a message/rfc822 part.
    """
    gevonden = []
    for bron in oorspronkelijk:
        tekst = bron[:_MAX_ORIGINEEL].replace(b"\r\n", b"\n")
        plaats = tekst.lower().find(b"content-type: message/delivery-status")
        begin = tekst.find(b"\n\n", plaats) if plaats >= 0 else -1
        if begin >= 0:
            einde = tekst.find(b"\n--", begin)
            gevonden.append(tekst[begin : einde if einde >= 0 else len(tekst)])
    return tuple(gevonden)


def lees_tekst(tekst: str, *, eigen: Sequence[str], domein: str, vertraagd: bool) -> tuple[Bezorgfout, ...]:
    """The recipients that the text of a failure notice names, up to where it quotes the returned mail.

    `eigen`: addresses that are not meant (sender and addressee of the notice). `domein`: the domain of the notice's
    sender, for a recipient named by the part before the @ only. `vertraagd`: the notice says that delivery is still
    being tried.
    """
    regels = _voor_kopie(tekst[:_MAX_TEKST].split("\n"))
    overslaan = {adres.lower() for adres in eigen}
    gevonden: list[tuple[int, str]] = []
    zwak: list[tuple[int, str]] = []
    for nummer, regel in enumerate(regels):
        for adres, sterk in _in_regel(regel):
            if adres.lower() not in overslaan and not _DAEMON.match(adres):
                (gevonden if sterk else zwak).append((nummer, adres))
    if not gevonden:
        gevonden = zwak or _kale_naam(regels, domein)
    plaatsen = [nummer for nummer, _ in gevonden] + [len(regels)]
    fouten = []
    for (nummer, adres), volgende in zip(gevonden, plaatsen[1:], strict=True):
        stuk = " ".join(regels[nummer : max(nummer + 1, min(volgende, nummer + 12))])
        fouten.append(Bezorgfout(adres, _code(stuk.replace(adres, " ")), _reden(stuk), vertraagd))
    fouten = list(_samen(fouten))
    alle = {_code(regel) for regel in regels} - {""}
    rest = alle.pop() if len(alle) == 1 else VERTRAAGD if vertraagd else ""
    return tuple(fout if fout.statuscode else replace(fout, statuscode=rest) for fout in fouten)


def uit_origineel(oorspronkelijk: Iterable[bytes], *, eigen: Sequence[str]) -> tuple[Bezorgfout, ...]:
    """The one addressee of the returned mail, when the notice names nobody.

    That is the `for` of its newest Received, else a To with one address; but a To of a list mail names the list, not
    who failed.
    """
    overslaan = {adres.lower() for adres in eigen}
    for bron in oorspronkelijk:
        kop = re.sub(
            r"\n[ \t]+", " ", bron[:_MAX_ORIGINEEL].decode("utf-8", "replace").replace("\r\n", "\n").partition("\n\n")[0]
        )
        regels = kop.split("\n")
        for regel in regels:
            voor = re.search(r"\sfor <([^<>\s]{3,320})>", regel) if regel.lower().startswith("received:") else None
            if voor and voor[1].lower() not in overslaan and _ADRES.fullmatch(voor[1]):
                return (Bezorgfout(voor[1], ""),)
        if any(regel.lower().startswith(("list-id:", "precedence: list", "precedence: bulk")) for regel in regels):
            continue
        aan = [adres for regel in regels if regel.lower().startswith("to:") for adres in _ADRES.findall(regel)]
        if len(set(aan)) == 1 and aan[0].lower() not in overslaan:
            return (Bezorgfout(aan[0], ""),)
    return ()


def enige_adres(tekst: str, *, eigen: Sequence[str]) -> tuple[Bezorgfout, ...]:
    """The address that a sure bounce names, when there is only one beside `eigen`;
    where help is offered, none is named.
    """
    overslaan = {adres.lower() for adres in eigen}
    gevonden: dict[str, str] = {}
    regels = _voor_kopie(tekst[:_MAX_TEKST].split("\n"))
    for regel in regels:
        vorige = 0
        for adres in _ADRES.finditer(regel[:2000]):
            ervoor, vorige = regel[vorige : adres.start()].lower(), adres.end()
            if adres[0].lower() not in overslaan and not _DAEMON.match(adres[0]) and not _RUIS.search(ervoor):
                gevonden.setdefault(adres[0].lower().rstrip("."), adres[0].rstrip("."))
    codes = {_code(regel) for regel in regels} - {""}
    code = codes.pop() if len(codes) == 1 else ""
    return (Bezorgfout(next(iter(gevonden.values())), code),) if len(gevonden) == 1 else ()


def adressen(tekst: str) -> tuple[str, ...]:
    """Every address in a piece of text, in order."""
    return tuple(_ADRES.findall(tekst[:_MAX_TEKST]))


def _samen(fouten: Iterable[Bezorgfout]) -> tuple[Bezorgfout, ...]:
    """Keep one for each recipient, with the first code given for it."""
    per: dict[str, Bezorgfout] = {}
    for fout in fouten:
        key = fout.ontvanger.lower()
        if key not in per or (fout.statuscode and not per[key].statuscode):
            per[key] = fout
        if len(per) >= MAX_FOUTEN:
            break
    return tuple(per.values())


def _code(tekst: str) -> str:
    gevonden = _CODE.search(tekst)
    return gevonden[0] if gevonden else ""


def _reden(tekst: str) -> str:
    """Words on one line, without the address when this only announces them."""
    regel = op_een_regel(tekst[: 4 * MAX_REDEN]).strip(" \t*|•")
    aangekondigd = _VOORAF.match(regel)
    return ingekort(regel[aangekondigd.end() :] if aangekondigd else regel, MAX_REDEN - 1)


def _groepen(tekst: str) -> Iterable[dict[str, str]]:
    """The field groups of a report: separated by empty lines, folded lines joined, the first of a field counts."""
    velden: dict[str, str] = {}
    laatste = ""
    for regel in tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not regel.strip():
            yield velden
            velden, laatste = {}, ""
        elif regel[0] in " \t":
            if laatste and len(velden[laatste]) < 4096:
                velden[laatste] += f" {regel.strip()}"
        else:
            naam, dubbelepunt, waarde = regel.partition(":")
            laatste = naam.strip().lower() if dubbelepunt else ""
            # Two recipients without an empty line between: some software forgets it.
            if laatste == "final-recipient" and laatste in velden:
                yield velden
                velden = {}
            if laatste in velden:
                laatste = ""
            elif laatste:
                velden[laatste] = waarde.strip()
    yield velden


def _ontvanger(velden: dict[str, str]) -> str:
    for veld in ("original-recipient", "final-recipient"):
        soort, puntkomma, adres = velden.get(veld, "").rpartition(";")
        adres = adres.strip().strip("<>").strip()
        if puntkomma and soort.strip().lower() not in {"rfc822", "utf-8"}:
            continue
        if veld == "original-recipient" and soort.strip().lower() == "rfc822":
            # RFC 3461 section 4: the address stands there as xtext.
            adres = _XTEXT.sub(lambda m: chr(int(m[1], 16)), adres)
        if "@" in adres and adres.isprintable() and len(adres) <= 512:
            return adres
    return ""


def _voor_kopie(regels: list[str]) -> list[str]:
    for nummer, regel in enumerate(regels):
        if _KOPIE.match(regel.strip()[:200].lower()):
            return regels[:nummer]
    return regels


def _in_regel(regel: str) -> Iterable[tuple[str, bool]]:
    """Addresses on a line, and whether they look like the recipient that failed;
    a `To:` only when nothing else does.
    """
    regel = _SMTP_VOOR.sub("smtp ", regel[:2000])
    kaal = regel.lstrip(_OPSOMMING)
    for gevonden in _ADRES.finditer(regel):
        voor = regel[: gevonden.start()].lower()
        if len(regel) - len(kaal) == gevonden.start():
            na = gevonden.end()
            sterk = _NA_ADRES.match(regel, na) is not None or _FOUT_ERACHTER.match(regel.lower(), na) is not None
        elif regel.lstrip().startswith('"') and voor.rstrip().endswith('" <'):
            sterk = True
        else:
            kondigt_aan = _AANKONDIGING.search(voor) or _FOUT_ERACHTER.match(regel.lower(), gevonden.end())
            sterk = kondigt_aan is not None and _RUIS.search(voor) is None
        # This is the header of the returned mail. It is in one line with others when an HTML notice did not break its
        # lines.
        kop = voor.strip(_OPSOMMING)
        if sterk or kop.startswith(("to:", "aan:", "to ", "an:", "à:")) or kop.endswith((" to:", " aan:")):
            yield gevonden[0], sterk


def _kale_naam(regels: list[str], domein: str) -> list[tuple[int, str]]:
    """AOL named a recipient by screen name, alone on the line after a colon."""
    vorige = ""
    for nummer, regel in enumerate(regels):
        kaal = regel.strip()
        if domein and vorige.endswith(":") and re.fullmatch(r"[A-Za-z][\w.+-]{1,63}", kaal):
            return [(nummer, f"{kaal}@{domein}")]
        vorige = kaal or vorige
    return []
