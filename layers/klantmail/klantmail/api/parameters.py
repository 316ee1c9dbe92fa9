"""Query parameters of the lists. The docstrings are what an API user reads (`make openapi`), so they are in Dutch."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from klantmail.api.schema import Getal, Tekst, Verzoek
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.medewerker import Medewerker
from klantmail.usecases.beheer.raadplegen import Berichtenkeuze
from ontleden.ontleding import Klasse

_Aantal = Annotated[int, Getal(1, 100)]
_Cursor = Annotated[str, Tekst(200)]


@dataclass(frozen=True)
class Bladeren(Verzoek):
    """Een bladzijde van een lijst."""

    page_size: _Aantal = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: _Cursor | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""


@dataclass(frozen=True)
class SamenhangVerzoek(Verzoek):
    """Twee lijsten, elk met een eigen cursor."""

    page_size: _Aantal = 20
    """Hoeveel resultaten u per lijst ten hoogste wilt."""
    cursor_gesprek: _Cursor | None = None
    """De `cursor` van de vorige bladzijde van het gesprek."""
    cursor_afzender: _Cursor | None = None
    """De `cursor` van de vorige bladzijde van hetzelfde adres."""


@dataclass(frozen=True)
class WerkvoorraadVerzoek(Bladeren):
    """Een bladzijde van de werkvoorraad, of van wat op een dag is afgehandeld."""

    postvak: str | None = None
    """Alleen e-mails van dit postvak."""
    status: Berichtstatus | None = None
    """Alleen e-mails met deze status."""
    dag: date | None = None
    """Bij `afgehandeld`: de dag waarop de e-mail is afgehandeld, in Nederlandse tijd, in de jaren 1900 tot en met 2999.
    Zonder dag: vandaag.
    """
    medewerker: UUID | None = None
    """Bij `afgehandeld`: alleen wat deze medewerker heeft afgehandeld."""
    uitkomst: Afhandelsoort | None = None
    """Bij `afgehandeld`: alleen e-mails met deze uitkomst."""
    eigen: bool = False
    """`true`: alleen e-mails die voor u zijn gereserveerd. Kan niet samen met `status` of `behandelaar`."""
    klasse: Klasse | None = None
    """Alleen open e-mails van dit soort."""
    behandelaar: Literal["ik"] | None = None
    """`ik`: alleen e-mails die u nu in behandeling hebt."""
    met_bijlagen: bool = False
    """`true`: alleen open e-mails waar iemand een bestand bij heeft gevoegd."""
    sorteer: Literal["oudste", "nieuwste"] = "oudste"
    """Welke open e-mails eerst komen. Wat is afgehandeld, komt altijd van nieuw naar oud."""
    bekend: Annotated[str, Tekst(1299, 12, patroon=r"^[0-9a-f]{12}(,[0-9a-f]{12}){0,99}$")] | None = None
    """De `versie` van elke rij die u al hebt, met komma's ertussen. Die rijen komen niet nog een keer; `volgorde` zegt
    waar zij staan."""

    @property
    def bekende_versies(self) -> frozenset[str] | None:
        """The versions of the rows that the client has; None when it asks for all."""
        return None if self.bekend is None else frozenset(self.bekend.split(","))

    def keuze(self, wie: Medewerker) -> Berichtenkeuze:
        """The choice that this medewerker asks for."""
        return Berichtenkeuze(
            postvak=self.postvak,
            status=self.status,
            dag=self.dag,
            medewerker=self.medewerker,
            uitkomst=self.uitkomst,
            eigen=wie.identificatie if self.eigen else None,
            van=wie,
            klasse=self.klasse,
            behandelaar=wie.identificatie if self.behandelaar else None,
            met_bijlagen=self.met_bijlagen,
            nieuwste_eerst=self.sorteer == "nieuwste",
        )


@dataclass(frozen=True)
class VerzendingenVerzoek(Bladeren):
    """Een bladzijde van verzendingen."""

    lijst: Literal["te_verzenden", "bezig", "onbekend", "mislukt", "geweigerd", "klacht"] | None = None
    """Alleen verzendingen op deze lijst. Zonder lijst: alles waarover iemand moet beslissen."""


_PLEK: Final = r"[0-9a-z]{1,9}(\.[0-9a-z]{1,9}){0,60}"


@dataclass(frozen=True)
class OntledingVerzoek(Verzoek):
    """Een bijgevoegde e-mail, of een e-mail daarin."""

    pad: Annotated[str, Tekst(600, 1, patroon=f"^{_PLEK}(/{_PLEK}){{0,4}}$")] | None = None
    """Van een e-mail die in de bijgevoegde e-mail zit: haar `pad`. Zit er een in die e-mail, dan de paden met `/`
    ertussen, ten hoogste vijf. Zonder `pad`: de bijgevoegde e-mail zelf."""

    @property
    def paden(self) -> tuple[str, ...]:
        """The path of each mail, from the outermost on."""
        return tuple(self.pad.split("/")) if self.pad else ()
