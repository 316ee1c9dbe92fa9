"""The feiten of many records, to hold figures and the index to."""

from collections.abc import Iterable, Iterator
from itertools import chain

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.feit import Feit, feiten_van_bericht, feiten_van_taak, feiten_van_zaak
from klantmail.domain.interne_taak import InterneTaak
from klantmail.domain.zaak import Zaak


def alle_feiten(berichten: Iterable[Emailbericht], taken: Iterable[InterneTaak], zaken: Iterable[Zaak] = ()) -> Iterator[Feit]:
    """Yield the feiten of all these records."""
    yield from chain.from_iterable(map(feiten_van_bericht, berichten))
    yield from chain.from_iterable(map(feiten_van_taak, taken))
    yield from chain.from_iterable(map(feiten_van_zaak, zaken))
