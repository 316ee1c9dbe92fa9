"""The request to collect the mail about a matter."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from klantmail.api.schema import Beschreven, Verzoek
from klantmail.api.verzoeken.basis import een_regel
from klantmail.domain.wooverzoek import MAX_POSTVAKKEN


@dataclass(frozen=True, kw_only=True)
class WooVerzoek(Verzoek):
    """Welke e-mail moet worden verzameld."""

    van: date
    """Eerste dag waarop de e-mail binnenkwam, in Nederlandse tijd, vanaf het jaar 1900."""
    tot: date
    """Laatste dag, ten hoogste vandaag. Ten hoogste 366 dagen."""
    woorden: Annotated[str, een_regel(200)]
    """Woorden die allemaal in het onderwerp staan, in elke volgorde. Hoofdletters en accenten maken niet uit. Woorden
    als `de` en `voor` tellen niet mee. In de tekst van e-mails zoekt Klantmail niet.
    """
    postvakken: Annotated[tuple[Annotated[str, een_regel(320)], ...], Beschreven({"maxItems": MAX_POSTVAKKEN})] = ()
    """Alleen e-mails van deze postvakken. Zonder postvakken: van alle."""
