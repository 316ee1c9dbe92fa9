"""The assignee of a task, who must be able to see it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from klantmail.domain.fouten import Invoerfout, NietGevonden, OngeldigeInvoer
from klantmail.domain.interne_taak import Toewijzing, onbekende_eenheid
from klantmail.domain.termijn import Termijnen, vandaag
from klantmail.ports.repositories import Medewerkerlezer


def toewijzingsfouten(aan: Toewijzing, eenheden: Sequence[str], medewerkers: Medewerkerlezer) -> Iterator[Invoerfout]:
    """Yield what is wrong with the assignee: one whom nobody knows, or who does no tasks, would leave it unseen.

    An eenheid of the settings may have no logins yet: the contact centre sees its tasks, and that it has none.
    """
    if aan.organisatorische_eenheid is not None and aan.organisatorische_eenheid not in eenheden:
        yield onbekende_eenheid("toegewezenAan.organisatorischeEenheid")
    if aan.medewerker is None:
        return
    try:
        medewerker = medewerkers.medewerker(aan.medewerker)
    except NietGevonden:
        yield Invoerfout("toegewezenAan.medewerker", "onbekend", "Deze medewerker heeft zich nog niet bij Klantmail aangemeld.")
        return
    if not medewerker.doet_taken:
        yield Invoerfout("toegewezenAan.medewerker", "geen-taken", "Deze medewerker kan geen taken doen.")


def vereis_recht(aan: Toewijzing, postvak: str, medewerkers: Medewerkerlezer) -> None:
    """Refuse a medewerker as the assignee of a task from a postvak that they have no right to: they would not see it.

    Raises: OngeldigeInvoer; NietGevonden (nobody knows them, which `toewijzingsfouten` says first).
    """
    if aan.medewerker is not None and not medewerkers.medewerker(aan.medewerker).mag(postvak):
        tekst = "Deze medewerker heeft geen recht op het postvak van deze e-mail."
        raise OngeldigeInvoer(Invoerfout("toegewezenAan.medewerker", "geen-recht", tekst))


def termijn(aan: Toewijzing, uiterlijk: date | None, moment: datetime, termijnen: Termijnen) -> date:
    """Return the last day of the term of a task that is assigned at `moment`.

    Args:
        uiterlijk: the day that was asked for; None for that of the eenheid.

    Raises: OngeldigeInvoer (a day that is over).
    """
    if uiterlijk is not None and uiterlijk < vandaag(moment):
        raise OngeldigeInvoer(Invoerfout("uiterlijk", "voorbij", "Kies vandaag of een dag daarna."))
    return uiterlijk or termijnen.uiterlijk(aan.organisatorische_eenheid, moment)
