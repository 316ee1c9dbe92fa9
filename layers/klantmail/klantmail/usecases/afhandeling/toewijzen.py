"""The assignee of a task, who must be able to see it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.interne_taak import Toewijzing, onbekende_eenheid
from klantmail.domain.termijn import Termijnen, vandaag
from klantmail.usecases.afhandeling.ontvangers import Ontvangers, vereis_postvakrecht

_VELD: Final = "toegewezenAan.medewerker"


def toewijzingsfouten(aan: Toewijzing, eenheden: Sequence[str], ontvangers: Ontvangers) -> Iterator[Invoerfout]:
    """Yield what is wrong with the assignee.

    One whom nobody knows, who left, or who does no tasks, would leave it unseen. An eenheid of the settings may have no
    logins yet: the contact centre sees its tasks, and that it has none.
    """
    if aan.organisatorische_eenheid is not None and aan.organisatorische_eenheid not in eenheden:
        yield onbekende_eenheid("toegewezenAan.organisatorischeEenheid")
    if aan.medewerker is None:
        return
    try:
        medewerker = ontvangers.ontvanger(aan.medewerker, _VELD)
    except OngeldigeInvoer as fout:
        yield from fout.fouten
        return
    if not medewerker.doet_taken:
        yield Invoerfout(_VELD, "geen-taken", "Deze medewerker kan geen taken doen.")


def vereis_recht(aan: Toewijzing, postvak: str, ontvangers: Ontvangers) -> None:
    """Refuse a medewerker as the assignee of a task from a postvak that they have no right to: they would not see it.

    Raises: OngeldigeInvoer.
    """
    if aan.medewerker is not None:
        vereis_postvakrecht(ontvangers.ontvanger(aan.medewerker, _VELD), _VELD, postvak)


def termijn(aan: Toewijzing, uiterlijk: date | None, moment: datetime, termijnen: Termijnen) -> date:
    """Return the last day of the term of a task that is assigned at `moment`.

    Args:
        uiterlijk: the day that was asked for; None for that of the eenheid.

    Raises: OngeldigeInvoer (a day that is over).
    """
    if uiterlijk is not None and uiterlijk < vandaag(moment):
        raise OngeldigeInvoer(Invoerfout("uiterlijk", "voorbij", "Kies vandaag of een dag daarna."))
    return uiterlijk or termijnen.uiterlijk(aan.organisatorische_eenheid, moment)
