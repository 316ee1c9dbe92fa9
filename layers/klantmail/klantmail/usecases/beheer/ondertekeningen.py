"""The salutation and signature of each postvak, which a beheerder keeps."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from klantmail.domain.fouten import Invoerfout, KeuzeNietMogelijk, NietGevonden, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker, vereis_beheerder
from klantmail.domain.ondertekening import Ondertekening
from klantmail.domain.standaardantwoord import VASTE_WAARDEN, is_in_te_vullen, vul_in
from klantmail.domain.tijd import Klok
from klantmail.ports.inrichting import Ondertekeningen
from klantmail.usecases.guarded_write import Slaap, leg_vast


@dataclass(frozen=True, slots=True)
class Ondertekeningenbeheer:
    """The ondertekeningen of one municipality."""

    ondertekeningen: Ondertekeningen
    klok: Klok
    slaap: Slaap
    postvakken: tuple[str, ...]

    def lees(self, postvak: str) -> Ondertekening:
        """Read that of a postvak; an empty one of version 0 before a beheerder writes one. Raises: NietGevonden."""
        if postvak not in self.postvakken:
            raise NietGevonden("Postvak", postvak)
        return self.ondertekeningen.ondertekeningen(consistent=True).get(postvak, Ondertekening(postvak=postvak))

    def wijzig(self, medewerker: Medewerker, versie: int, tekst: Ondertekening) -> Ondertekening:
        """Replace the texts that `versie` had. The same change again changes nothing more.

        Raises: GeenToegang; NietGevonden; OngeldigeInvoer (a placeholder that does not fill itself in);
            KeuzeNietMogelijk (another changed it meanwhile); NietBeschikbaar.
        """
        vereis_beheerder(medewerker)
        oud = self.lees(tekst.postvak)
        if fouten := tuple(_fouten(tekst)):
            raise OngeldigeInvoer(*fouten)
        nieuw = replace(tekst, versie=versie + 1, gewijzigd_op=self.klok(), gewijzigd_door=medewerker.identificatie)

        def schrijf() -> Ondertekening:
            self.ondertekeningen.bewaar_ondertekening(nieuw)
            return nieuw

        def lees_terug() -> Ondertekening | None:
            huidig = self.lees(tekst.postvak)
            return huidig if huidig.versie >= nieuw.versie else None

        opgeslagen = oud if oud.versie != versie else leg_vast(schrijf, lees_terug, self.slaap)
        if replace(opgeslagen, gewijzigd_op=nieuw.gewijzigd_op) != nieuw:
            raise KeuzeNietMogelijk(f"Een ander heeft deze ondertekening gewijzigd. Het is nu versie {opgeslagen.versie}.")
        return opgeslagen


def _fouten(tekst: Ondertekening) -> Iterator[Invoerfout]:
    """Yield what would be left open in a mail, which nobody could fill in there."""
    velden = (
        ("aanhef", tekst.aanhef, VASTE_WAARDEN),
        ("aanhefZonderNaam", tekst.aanhef_zonder_naam, ()),
        ("ondertekening", tekst.ondertekening, VASTE_WAARDEN),
    )
    for veld, inhoud, namen in velden:
        if not is_in_te_vullen(inhoud) or vul_in(inhoud, dict.fromkeys(namen, "x")).open:
            kan = ", ".join(f"{{{{{naam}}}}}" for naam in namen) or "geen enkele"
            yield Invoerfout(veld, "onbekende-invulplaats", f"Hier kunnen deze invulplaatsen staan: {kan}.")
