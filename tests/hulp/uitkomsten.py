"""What can become of a viewed mail and of an interne taak, as tables: how it is asked for, and what must be stored with it.

The same as `docs/uitkomsten.md`, in code. The state machine plays every row, and its first promise is checked by it: a new
outcome needs a row here, and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.afhandelen import Uitkomst
from klantmail.beantwoorden import Antwoord, Beantwoord
from klantmail.domein import Afhandeling as Opgeslagen
from klantmail.domein import Afhandelsoort, Initiatiefnemer, Medewerker
from klantmail.doorzetten import Afsluitverzoek, Doorzendverzoek, Taakverzoek, Zaakverzoek
from klantmail.internetaak import InterneTaak, Toewijzing
from klantmail.taken import Afronden, Doorzetten
from tests.hulp.bouwers import EENHEDEN, KLACHT, Gemeente

_KLANT, _GEMEENTE = Initiatiefnemer.KLANT, Initiatiefnemer.GEMEENTE
GEEN_INZAGE: Final = UUID(int=0)
_INSTANTIE: Final = "info@waterschap.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoek:
    """What somebody asks. An equal one is a repetition."""

    wat: str
    """The row of the table."""
    van: UUID
    """The e-mailbericht, or the task."""
    medewerker: Medewerker
    sleutel: str
    tekst: str
    bijlagen: tuple[UUID, ...]
    """Uploads that go along."""
    inzage: UUID
    """`GEEN_INZAGE` when it is about a task."""


@dataclass(frozen=True, slots=True)
class Vorm:
    """The records that belong to an outcome, and to nothing else."""

    klantcontacten: tuple[Initiatiefnemer, ...] = ()
    verzendingen: tuple[int, ...] = ()
    """Of each: the number of the klantcontact that it is of."""
    taak: bool = False
    zaak: bool = False


@dataclass(frozen=True, slots=True)
class Afhandeling:
    """A row: an outcome of a viewed mail."""

    soort: Afhandelsoort
    vorm: Vorm
    vraag: Callable[[Gemeente, Verzoek], Uitkomst | Beantwoord]
    met_bijlagen: bool = False


@dataclass(frozen=True, slots=True)
class Taakeinde:
    """A row: an end of a task. What it led to is its `vervolg`."""

    vorm: Vorm
    vraag: Callable[[Gemeente, Verzoek], InterneTaak]
    met_bijlagen: bool = False


def _antwoord(gemeente: Gemeente, v: Verzoek) -> Beantwoord:
    return gemeente.beantwoorder.beantwoord(v.van, v.medewerker, v.sleutel, Antwoord(v.inzage, v.tekst, None, v.bijlagen))


def _taak(gemeente: Gemeente, v: Verzoek) -> Uitkomst:
    taak = Taakverzoek(v.inzage, v.tekst, Toewijzing(EENHEDEN[0]), "", None)
    return gemeente.doorzetter.maak_taak(v.van, v.medewerker, v.sleutel, taak)


def _zaak(gemeente: Gemeente, v: Verzoek) -> Uitkomst:
    return gemeente.doorzetter.maak_zaak(v.van, v.medewerker, v.sleutel, Zaakverzoek(v.inzage, KLACHT.url, v.tekst, ""))


def _doorzending(gemeente: Gemeente, v: Verzoek) -> Uitkomst:
    doorzending = Doorzendverzoek(v.inzage, _INSTANTIE, v.tekst, None)
    return gemeente.doorzetter.zend_door(v.van, v.medewerker, v.sleutel, doorzending)


def _doorzending_met_bericht(gemeente: Gemeente, v: Verzoek) -> Uitkomst:
    doorzending = Doorzendverzoek(v.inzage, _INSTANTIE, "", v.tekst)
    return gemeente.doorzetter.zend_door(v.van, v.medewerker, v.sleutel, doorzending)


def _afsluiting(soort: Afhandelsoort) -> Callable[[Gemeente, Verzoek], Uitkomst]:
    return lambda gemeente, v: gemeente.doorzetter.sluit_af(
        v.van, v.medewerker, v.sleutel, Afsluitverzoek(v.inzage, soort, v.tekst)
    )


def verteld(antwoord: Uitkomst | Beantwoord | InterneTaak) -> tuple[UUID | None, ...]:
    """What an answer says was stored."""
    match antwoord:
        case Beantwoord(vraag, reactie, verzending):
            return vraag.identificatie, reactie.identificatie, verzending, None, None
        case Uitkomst(afhandeling):
            return genoemd(afhandeling)
        case InterneTaak():
            return (antwoord.vervolg,)


def genoemd(afhandeling: Opgeslagen) -> tuple[UUID | None, ...]:
    """The records that a stored afhandeling names."""
    return *afhandeling.klantcontacten, *afhandeling.verzendingen, afhandeling.interne_taak, afhandeling.zaak


AFHANDELINGEN: Final[Mapping[str, Afhandeling]] = {
    "antwoord": Afhandeling(Afhandelsoort.ANTWOORD, Vorm((_KLANT, _GEMEENTE), (1,)), _antwoord, met_bijlagen=True),
    "interne taak": Afhandeling(Afhandelsoort.INTERNE_TAAK, Vorm((_KLANT,), taak=True), _taak),
    "zaak": Afhandeling(Afhandelsoort.ZAAK, Vorm((_KLANT,), zaak=True), _zaak),
    "doorzending": Afhandeling(Afhandelsoort.DOORZENDING, Vorm((_KLANT,), (0,)), _doorzending),
    "doorzending met bericht": Afhandeling(
        Afhandelsoort.DOORZENDING, Vorm((_KLANT, _GEMEENTE), (0, 1)), _doorzending_met_bericht
    ),
    "geen actie nodig": Afhandeling(Afhandelsoort.GEEN_ACTIE_NODIG, Vorm((_KLANT,)), _afsluiting(Afhandelsoort.GEEN_ACTIE_NODIG)),
    "geen klantcontact": Afhandeling(Afhandelsoort.GEEN_KLANTCONTACT, Vorm(), _afsluiting(Afhandelsoort.GEEN_KLANTCONTACT)),
}


def _zet_door(gemeente: Gemeente, v: Verzoek) -> InterneTaak:
    eigen = v.medewerker.organisatorische_eenheid
    (ander,) = (eenheid for eenheid in EENHEDEN if eenheid != eigen)
    return gemeente.desk.wijzig(v.van, v.medewerker, v.sleutel, Doorzetten(Toewijzing(ander), v.tekst))


TAAKEINDEN: Final[Mapping[str, Taakeinde]] = {
    "doorgezet": Taakeinde(Vorm(taak=True), _zet_door),
    "afgerond": Taakeinde(Vorm(), lambda g, v: g.desk.wijzig(v.van, v.medewerker, v.sleutel, Afronden(v.tekst))),
    "beantwoord": Taakeinde(
        Vorm((_GEMEENTE,), (0,)),
        lambda g, v: g.desk.beantwoord(v.van, v.medewerker, v.sleutel, v.tekst, v.bijlagen),
        met_bijlagen=True,
    ),
}
