"""The query parameters of the figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from klantmail.api.schema import Verzoek
from klantmail.usecases.beheer.cijfers import Cijfervraag, Per

_ZONDER_BEGIN: Final = timedelta(days=29)


@dataclass(frozen=True)
class CijferVerzoek(Verzoek):
    """De tijd waarover u cijfers wilt."""

    van: date | None = None
    """Eerste dag, in Nederlandse tijd, in de jaren 1900 tot en met 2999. Zonder `van`: 29 dagen voor `tot`."""
    tot: date | None = None
    """Laatste dag, in de jaren 1900 tot en met 2999. Zonder `tot`: vandaag. Ten hoogste 366 dagen."""
    postvak: str | None = None
    """Alleen e-mails in dit postvak. Zonder postvak: alle."""
    per: Literal["dag", "week", "maand"] = "dag"
    """Hoe lang een periode is. Een week begint op maandag."""
    formaat: Literal["json", "csv"] = "json"
    """`csv`: een regel per periode, over wat u bij `over` kiest. Ook met de header `Accept: text/csv`."""
    over: Literal["emails", "eenheden"] = "emails"
    """Waar de regels van `csv` over gaan: de e-mails, of de taken van elke eenheid. `json` heeft altijd beide."""

    def vraag(self, vandaag: date) -> Cijfervraag:
        """Return what is asked for, with what was left out filled in."""
        tot = self.tot or vandaag
        return Cijfervraag(self.van or tot - _ZONDER_BEGIN, tot, Per(self.per), self.postvak)
