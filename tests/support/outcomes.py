"""The outcomes of a viewed mail, of an interne taak and of a klantcontact, as tables: how
each is asked for, and what it stores.

The same as `docs/outcomes.md`, in code. The state machine plays every row, and its first promise is checked by it: a
new outcome needs a row here, and nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandeling as Opgeslagen
from klantmail.domain.afhandeling import Afhandelsoort, Deelafhandeling
from klantmail.domain.interne_taak import InterneTaak, Toewijzing
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.zaak import Zaakverwijzing
from klantmail.usecases.afhandeling.afhandelen import Afgehandeld
from klantmail.usecases.afhandeling.eerder_bericht import OpgeslagenBericht
from klantmail.usecases.afhandeling.taken import Afronden, Hertoewijzen, NaarKcc, Teruggeven
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.splitsing import Deel, Splitsing
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.afhandeling.uitkomsten.zaakkoppeling import Zaakkoppeling
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht
from tests.support.builders import EENHEDEN, EVA, KLACHT, Gemeente, bestaande_zaak

_KLANT, _GEMEENTE = Initiatiefnemer.KLANT, Initiatiefnemer.GEMEENTE
GEEN_INZAGE: Final = UUID(int=0)
_INSTANTIE: Final = "info@waterschap.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoek:
    """A request of somebody. An equal one is a repetition."""

    wat: str
    """The row of the table."""
    van: UUID
    """The e-mailbericht, the task, or the klantcontact that is followed on."""
    medewerker: Medewerker
    idempotency_key: str
    tekst: str
    bijlagen: tuple[UUID, ...]
    """Uploads that go along."""
    inzage: UUID
    """`GEEN_INZAGE` when it is about a task or a klantcontact."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The records that belong to an outcome, and to nothing else."""

    klantcontacten: tuple[Initiatiefnemer, ...] = ()
    verzendingen: tuple[int, ...] = ()
    """The number of the klantcontact that each verzending belongs to."""
    taak: bool = False
    zaak: bool = False


@dataclass(frozen=True, slots=True)
class Afhandeling:
    """A row of the table: an outcome of a viewed mail, or of one of its questions."""

    soort: Afhandelsoort
    vorm: Shape
    gevraagd: Callable[[Verzoek], Uitkomst]
    veld: str = ""
    """Its name in a splitsing; empty when a question cannot have it."""
    met_bijlagen: bool = False


@dataclass(frozen=True, slots=True)
class Taakeinde:
    """A row of the table: an end of a task. The task's `vervolg` names what it led to."""

    vorm: Shape
    vraag: Callable[[Gemeente, Verzoek], InterneTaak]
    met_bijlagen: bool = False
    door_beheerder: bool = False
    """True when a beheerder ends it, wherever the task is."""
    of_one: bool = False
    """True when only a task that is for one medewerker ends so. Its request has no text."""


def _antwoord(v: Verzoek) -> Antwoord:
    return Antwoord(v.tekst, None, v.bijlagen)


def _taak(v: Verzoek) -> Taakopdracht:
    return Taakopdracht(v.tekst, Toewijzing(EENHEDEN[0]))


def _zaak(v: Verzoek) -> Zaakopdracht:
    return Zaakopdracht(KLACHT.url, v.tekst)


def _taak_met_bericht(v: Verzoek) -> Taakopdracht:
    return replace(_taak(v), bericht_aan_klant=v.tekst)


def _zaak_met_bericht(v: Verzoek) -> Zaakopdracht:
    return replace(_zaak(v), bericht_aan_klant=v.tekst)


def _koppeling(v: Verzoek) -> Zaakkoppeling:
    """The text chooses how the zaak is named: an outcome with another text is another request."""
    zaak = bestaande_zaak()
    return Zaakkoppeling(Zaakverwijzing(zaak.identificatie) if len(v.tekst) % 2 else Zaakverwijzing(url=zaak.url))


def _koppeling_met_bericht(v: Verzoek) -> Zaakkoppeling:
    return replace(_koppeling(v), bericht_aan_klant=v.tekst)


def _doorzending(v: Verzoek) -> Doorzending:
    return Doorzending(_INSTANTIE, v.tekst)


def _doorzending_zonder_bericht(v: Verzoek) -> Doorzending:
    return Doorzending(_INSTANTIE, "", None, v.tekst)


def _doorzending_met_bericht(v: Verzoek) -> Doorzending:
    return Doorzending(_INSTANTIE, "", v.tekst)


def verteld(antwoord: Afgehandeld | InterneTaak | OpgeslagenBericht) -> tuple[UUID | None, ...]:
    """Return the records that an answer says were stored."""
    match antwoord:
        case Afgehandeld(afhandeling):
            return genoemd(afhandeling)
        case InterneTaak():
            return (antwoord.vervolg,)
        case OpgeslagenBericht(klantcontact, verzending):
            return klantcontact.identificatie, verzending


def genoemd(afhandeling: Opgeslagen) -> tuple[UUID | None, ...]:
    """The records that a stored afhandeling names."""
    overig = (each for part in delen(afhandeling) for each in (part.interne_taak, part.zaak))
    return *afhandeling.klantcontacten, *afhandeling.verzendingen, *overig


def delen(afhandeling: Opgeslagen) -> Sequence[Opgeslagen | Deelafhandeling]:
    """The outcomes in it: one, or those of the questions of a mail that was split."""
    return afhandeling.delen or (afhandeling,)


AFHANDELINGEN: Final[Mapping[str, Afhandeling]] = {
    "antwoord": Afhandeling(Afhandelsoort.ANTWOORD, Shape((_KLANT, _GEMEENTE), (1,)), _antwoord, "antwoord", met_bijlagen=True),
    "interne taak": Afhandeling(Afhandelsoort.INTERNE_TAAK, Shape((_KLANT,), taak=True), _taak, "interneTaak"),
    "zaak": Afhandeling(Afhandelsoort.ZAAK, Shape((_KLANT,), zaak=True), _zaak, "zaak"),
    "interne taak met bericht": Afhandeling(
        Afhandelsoort.INTERNE_TAAK, Shape((_KLANT, _GEMEENTE), (1,), taak=True), _taak_met_bericht, "interneTaak"
    ),
    "zaak met bericht": Afhandeling(Afhandelsoort.ZAAK, Shape((_KLANT, _GEMEENTE), (1,), zaak=True), _zaak_met_bericht, "zaak"),
    "zaakkoppeling": Afhandeling(Afhandelsoort.ZAAKKOPPELING, Shape((_KLANT,), zaak=True), _koppeling, "zaakkoppeling"),
    "zaakkoppeling met bericht": Afhandeling(
        Afhandelsoort.ZAAKKOPPELING, Shape((_KLANT, _GEMEENTE), (1,), zaak=True), _koppeling_met_bericht, "zaakkoppeling"
    ),
    "doorzending": Afhandeling(Afhandelsoort.DOORZENDING, Shape((_KLANT, _GEMEENTE), (0, 1)), _doorzending, "doorzending"),
    "doorzending zonder bericht": Afhandeling(
        Afhandelsoort.DOORZENDING, Shape((_KLANT,), (0,)), _doorzending_zonder_bericht, "doorzending"
    ),
    "doorzending met bericht": Afhandeling(
        Afhandelsoort.DOORZENDING, Shape((_KLANT, _GEMEENTE), (0, 1)), _doorzending_met_bericht, "doorzending"
    ),
    "geen actie nodig": Afhandeling(
        Afhandelsoort.GEEN_ACTIE_NODIG, Shape((_KLANT,)), lambda v: GeenActieNodig(v.tekst), "geenActieNodig"
    ),
    "geen actie nodig met bericht": Afhandeling(
        Afhandelsoort.GEEN_ACTIE_NODIG,
        Shape((_KLANT, _GEMEENTE), (1,)),
        lambda v: GeenActieNodig("Bedankje", v.tekst),
        "geenActieNodig",
    ),
    "geen klantcontact": Afhandeling(Afhandelsoort.GEEN_KLANTCONTACT, Shape(), lambda v: GeenKlantcontact(v.tekst)),
}
SPLITSINGEN: Final[Mapping[str, Sequence[str]]] = {
    "splitsing in twee": ("antwoord", "interne taak"),
    "splitsing in drie": ("zaak met bericht", "doorzending met bericht", "antwoord"),
    "splitsing met antwoorden": ("antwoord", "geen actie nodig", "antwoord"),
    "splitsing met bestaande zaken": ("zaakkoppeling", "zaakkoppeling met bericht"),
    "splitsing zonder antwoord": ("interne taak", "zaak", "doorzending"),
}
"""Mails with more than one question, and the row of each."""
UITKOMSTEN: Final[Mapping[str, Sequence[str]]] = {**{name: (name,) for name in AFHANDELINGEN}, **SPLITSINGEN}
"""All that can become of a viewed mail."""


def neemt_bijlagen_mee(what: str) -> bool:
    return any(AFHANDELINGEN[name].met_bijlagen for name in UITKOMSTEN[what])


def vraag_uitkomst(gemeente: Gemeente, v: Verzoek) -> Afgehandeld:
    """Ask for this outcome of the mail."""
    uitkomst = Splitsing(_parts(v)) if v.wat in SPLITSINGEN else AFHANDELINGEN[v.wat].gevraagd(v)
    return gemeente.handel_af(v.van, v.inzage, v.medewerker, v.idempotency_key, uitkomst)


def _parts(v: Verzoek) -> tuple[Deel, ...]:
    """Return the questions of the mail.

    The uploads go along with the answers, one each, and the last answer takes what is left.
    """
    rows, over, gevraagd = [AFHANDELINGEN[name] for name in SPLITSINGEN[v.wat]], list(v.bijlagen), []
    antwoorden = sum(row.met_bijlagen for row in rows)
    for number, row in enumerate(rows):
        own: tuple[UUID, ...] = ()
        if row.met_bijlagen:
            antwoorden -= 1
            own, over = (tuple(over[:1]), over[1:]) if antwoorden else (tuple(over), [])
        gevraagd.append(Deel(f"Vraag {number + 1}", row.gevraagd(replace(v, bijlagen=own)), row.veld))
    return tuple(gevraagd)


def _hertoewijs(gemeente: Gemeente, v: Verzoek) -> InterneTaak:
    own = v.medewerker.organisatorische_eenheid
    other = next(eenheid for eenheid in EENHEDEN if eenheid != own)
    return gemeente.desk.wijzig(v.van, v.medewerker, v.idempotency_key, Hertoewijzen(Toewijzing(other), v.tekst))


def _geef_aan_eva(gemeente: Gemeente, v: Verzoek) -> InterneTaak:
    aan = Toewijzing(None, EVA.identificatie)
    return gemeente.desk.wijzig(v.van, v.medewerker, v.idempotency_key, Hertoewijzen(aan, v.tekst))


def _redirect(gemeente: Gemeente, v: Verzoek) -> InterneTaak:
    return gemeente.desk.wijzig(v.van, v.medewerker, v.idempotency_key, Hertoewijzen(Toewijzing(EENHEDEN[1]), v.tekst))


TAAKEINDEN: Final[Mapping[str, Taakeinde]] = {
    "doorgezet": Taakeinde(Shape(taak=True), _hertoewijs),
    "omgeleid": Taakeinde(Shape(taak=True), _redirect, door_beheerder=True),
    "aan een collega": Taakeinde(Shape(taak=True), _geef_aan_eva),
    "terug naar de eenheid": Taakeinde(
        Shape(taak=True), lambda g, v: g.desk.wijzig(v.van, v.medewerker, v.idempotency_key, Teruggeven()), of_one=True
    ),
    "terug naar het KCC": Taakeinde(
        Shape(taak=True), lambda g, v: g.desk.wijzig(v.van, v.medewerker, v.idempotency_key, NaarKcc(v.tekst))
    ),
    "afgerond": Taakeinde(Shape(), lambda g, v: g.desk.wijzig(v.van, v.medewerker, v.idempotency_key, Afronden(v.tekst))),
    "beantwoord": Taakeinde(
        Shape((_GEMEENTE,), (0,)),
        lambda g, v: g.desk.beantwoord(v.van, v.medewerker, v.idempotency_key, v.tekst, v.bijlagen),
        met_bijlagen=True,
    ),
}
VERVOLGBERICHT: Final = "vervolgbericht"
TAAKVRAAG: Final = "vraag vanuit een taak"
VERVOLG: Final = Shape((_GEMEENTE,), (0,))
"""The records that a vervolgbericht stores."""


def vraag_burger(gemeente: Gemeente, v: Verzoek) -> OpgeslagenBericht:
    return gemeente.navrager.vraag(v.van, v.medewerker, v.idempotency_key, v.tekst, v.bijlagen)


def vraag_vervolg(gemeente: Gemeente, v: Verzoek) -> OpgeslagenBericht:
    return gemeente.vervolger.vervolg(v.van, v.medewerker, v.idempotency_key, Vervolgbericht(v.tekst, None, v.bijlagen))
