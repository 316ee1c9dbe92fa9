"""The address to answer a received mail, and the recipients of a mail of the gemeente.

A mail names its sender up to four times: Reply-To, From, Sender (RFC 5322 section 3.6.2) and the envelope. An answer
goes to the first of these that a mail can go to and that is not ours. Addresses that nobody reads come last, and a
mailing list is no answer to who wrote to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from klantmail.domain.adressering import (
    MAX_ONTVANGERS,
    Adressering,
    EigenAdressen,
    Ontvanger,
    Ontvangersoort,
    leest_niemand,
)
from klantmail.domain.emailbericht import Envelop
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.opstellen.kopregels import OngeldigeKop, postadres
from klantmail.usecases.mailinhoud import Mailinhoud
from ontleden.ontleding import Adres, Klasse

MAX_GENOEMD: Final = 20
"""Addresses of the sender that are looked at: a mail can name a thousand in its Reply-To."""
_GEEN: Final = Adres("", "")


class Herkomst(StrEnum):
    """The place where a mail names an address of its sender."""

    REPLY_TO = "reply-to"
    FROM = "from"
    SENDER = "sender"
    ENVELOP = "envelop"


class Bezwaar(StrEnum):
    """An objection to an address to answer. Only with `niet-gelezen` an answer can go to it."""

    ONGELDIG = "ongeldig"
    EIGEN_POSTVAK = "eigen-postvak"
    LIJST = "lijst"
    NIET_GELEZEN = "niet-gelezen"


@dataclass(frozen=True, slots=True)
class Antwoordadres:
    """An address of the sender, as the mail names it."""

    adres: Adres
    herkomst: Herkomst
    bezwaar: Bezwaar | None

    @property
    def bruikbaar(self) -> bool:
        """True when an answer can go to it."""
        return self.bezwaar in (None, Bezwaar.NIET_GELEZEN)


class Afzendergegevens(Protocol):
    """The addresses of its sender that a mail names, as the reader found them or as they are stored."""

    @property
    def afzender(self) -> Adres | None: ...
    @property
    def beantwoorden_aan(self) -> tuple[Adres, ...]: ...
    @property
    def verzender(self) -> Adres | None: ...
    @property
    def retourpad(self) -> str: ...
    @property
    def lijstadres(self) -> str: ...


def antwoordadressen(inhoud: Afzendergegevens, envelop: Envelop, eigen: EigenAdressen) -> tuple[Antwoordadres, ...]:
    """Return the addresses of the sender, each once; the one to answer comes first, when there is one.

    Of a mailing list From comes before Reply-To, in which many lists name themselves.
    """
    eigen = eigen.met(envelop.aliassen)
    reply_to = [(adres, Herkomst.REPLY_TO) for adres in inhoud.beantwoorden_aan]
    van = [(inhoud.afzender or _GEEN, Herkomst.FROM)]
    vooraan = [*van, *reply_to] if envelop.klasse is Klasse.LIJST else [*reply_to, *van]
    rest = [(inhoud.verzender or _GEEN, Herkomst.SENDER), (Adres("", inhoud.retourpad), Herkomst.ENVELOP)]
    genoemd = {vergelijkvorm(adres.adres): (adres, herkomst) for adres, herkomst in reversed((*vooraan[:MAX_GENOEMD], *rest))}
    gevonden = [
        Antwoordadres(adres, herkomst, _bezwaar(adres.adres, inhoud.lijstadres, eigen))
        for adres, herkomst in reversed(genoemd.values())
        if adres.adres
    ]
    return tuple(sorted(gevonden, key=lambda een: (not een.bruikbaar, een.bezwaar is not None)))


def antwoordadres(adressen: tuple[Antwoordadres, ...]) -> Adres:
    """Return the address to answer; an empty one when there is none."""
    return adressen[0].adres if adressen and adressen[0].bruikbaar else _GEEN


def _bezwaar(adres: str, lijstadres: str, eigen: EigenAdressen) -> Bezwaar | None:
    if adres in eigen:
        return Bezwaar.EIGEN_POSTVAK
    try:
        postadres("Het adres", adres)
    except OngeldigeKop:
        return Bezwaar.ONGELDIG
    if vergelijkvorm(adres) == vergelijkvorm(lijstadres):
        return Bezwaar.LIJST
    return Bezwaar.NIET_GELEZEN if leest_niemand(adres) else None


def vereis_adres(adres: str, veld: str, eigen: EigenAdressen) -> str:
    """Return the address as SMTP carries it.

    Args:
        veld: field of the request that it came from; empty when it came from the mail.

    Raises: OngeldigeInvoer (none, one that no mail can go to, or one of our own: the mail would come back).
    """
    if not adres:
        raise OngeldigeInvoer(Invoerfout(veld, "geen-adres", "Deze e-mail heeft geen adres om naar te antwoorden."))
    try:
        goed = postadres("Het adres van de ontvanger", adres)
    except OngeldigeKop as fout:
        raise OngeldigeInvoer(Invoerfout(veld, "adres-ongeldig", str(fout))) from fout
    if goed in eigen:
        raise OngeldigeInvoer(Invoerfout(veld, "eigen-postvak", "Dit adres is een postvak van de gemeente zelf."))
    return goed


@dataclass(frozen=True, slots=True)
class Geadresseerde:
    """A recipient with the name that the mail gives it."""

    ontvanger: Ontvanger
    naam: str

    @property
    def mailbox(self) -> Adres:
        return Adres(self.naam, self.ontvanger.adres)


def adresseer(inhoud: Mailinhoud, envelop: Envelop, eigen: EigenAdressen, keuze: Adressering) -> tuple[Geadresseerde, ...]:
    """Return the recipients of a mail of the gemeente on a received mail, each once, at least one of them in To.

    Raises: OngeldigeInvoer with every error (no address to answer, one that no mail can go to or that is our own, one
        that the mail does not name and that was not confirmed, too many).
    """
    eigen = eigen.met(envelop.aliassen)
    mogelijk = antwoordadressen(inhoud, envelop, eigen)
    adres = antwoordadres(mogelijk)
    bekend = {vergelijkvorm(een.adres): een.naam for een in reversed((*(e.adres for e in mogelijk), *inhoud.aan, *inhoud.cc))}
    fouten: list[Invoerfout] = []
    gevonden: dict[str, Geadresseerde] = {}

    def neem(gekozen: str, veld: str, soort: Ontvangersoort) -> None:
        ander = vergelijkvorm(gekozen) not in bekend
        try:
            goed = vereis_adres(gekozen, veld, eigen)
        except OngeldigeInvoer as fout:
            fouten.extend(fout.fouten)
            return
        if ander and not keuze.ander_adres_bevestigd:
            fouten.append(Invoerfout(veld, "niet-bevestigd", _BEVESTIG))
        ontvanger = Ontvanger(goed, soort, ander)
        gevonden.setdefault(goed.lower(), Geadresseerde(ontvanger, bekend.get(vergelijkvorm(gekozen), "")))

    if not keuze.aan:
        zonder = mogelijk[0].adres.adres if mogelijk else ""  # it tells why no address will do
        neem(adres.adres or zonder, "", Ontvangersoort.AAN)
    for plek, een in enumerate(keuze.aan):
        neem(een, f"aan.{plek}", Ontvangersoort.AAN)
    for plek, een in enumerate(keuze.cc):
        neem(een, f"cc.{plek}", Ontvangersoort.CC)
    if keuze.allen:
        for een, soort in _allen(inhoud, eigen):
            neem(een, "allen", soort)
    if len(gevonden) > MAX_ONTVANGERS:
        fouten.append(
            Invoerfout("aan", "te-veel", f"Stuur een e-mail naar ten hoogste {MAX_ONTVANGERS} adressen, aan en cc samen.")
        )
    if fouten:
        raise OngeldigeInvoer(*fouten)
    return tuple(gevonden.values())


_BEVESTIG: Final = "Dit adres staat niet in de e-mail. Controleer het, en bevestig het met anderAdresBevestigd."


def _allen(inhoud: Mailinhoud, eigen: EigenAdressen) -> Iterator[tuple[str, Ontvangersoort]]:
    """Everybody in To and Cc whom a mail can go to, except ourselves."""
    for adressen, soort in ((inhoud.aan, Ontvangersoort.AAN), (inhoud.cc, Ontvangersoort.CC)):
        yield from ((een, soort) for een in _bereikbaar(adressen) if een not in eigen)


def _bereikbaar(adressen: Iterable[Adres]) -> Iterator[str]:
    for een in adressen:
        if een.adres and _bezwaar(een.adres, "", EigenAdressen(())) is not Bezwaar.ONGELDIG:
            yield een.adres
