"""The desk of the privacy officer: asking for all that is held about a person, and fetching it."""

from collections.abc import Sequence
from dataclasses import dataclass

from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.identificatie import vingerafdruk
from klantmail.domain.inzageverzoek import MAX_ADRESSEN, Inzageverzoek
from klantmail.domain.medewerker import Medewerker, vereis_privacyfunctionaris
from klantmail.domain.verzamelverzoek import Verzoekstatus
from klantmail.usecases.beheer.verzoekbalie import Verzoekbalie, verzoek_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzagebalie(Verzoekbalie[Inzageverzoek]):
    """The desk of the privacy officer of one municipality."""

    def vereis(self, medewerker: Medewerker) -> None:
        vereis_privacyfunctionaris(medewerker)

    def vraag(self, medewerker: Medewerker, idempotency_key: str, adressen: Sequence[str]) -> Inzageverzoek:
        """Have all collected that is held about who has these addresses.

        Args:
            idempotency_key: the same one with the same addresses gives the same request.

        Raises: GeenToegang; OngeldigeInvoer; SleutelHergebruikt; NietBeschikbaar.
        """
        self.vereis(medewerker)
        gezocht = tuple(sorted({adres.lower() for adres in adressen}))
        if fouten := _fouten(adressen):
            raise OngeldigeInvoer(*fouten)
        return self.dien_in(
            Inzageverzoek(
                identificatie=verzoek_id("inzageverzoek", medewerker, idempotency_key),
                status=Verzoekstatus.WORDT_GEMAAKT,
                adressen=gezocht,
                medewerker=medewerker.identificatie,
                naam=medewerker.naam,
                gevraagd_op=self.klok(),
                idempotency_key=idempotency_key,
                vingerafdruk=vingerafdruk(*gezocht),
                versie=1,
            )
        )


def _fouten(adressen: Sequence[str]) -> Sequence[Invoerfout]:
    if not adressen:
        return [Invoerfout("adressen", "ontbreekt", "Noem ten minste één e-mailadres.")]
    if len(adressen) > MAX_ADRESSEN:
        return [Invoerfout("adressen", "te-veel", f"Noem er ten hoogste {MAX_ADRESSEN}.")]
    return [
        Invoerfout(f"adressen.{nummer}", "ongeldig-adres", "Dit is geen e-mailadres.")
        for nummer, adres in enumerate(adressen)
        if not _is_adres(adres)
    ]


def _is_adres(adres: str) -> bool:
    lokaal, apenstaart, domein = adres.rpartition("@")
    return bool(lokaal and apenstaart and domein) and not any(teken.isspace() for teken in adres)
