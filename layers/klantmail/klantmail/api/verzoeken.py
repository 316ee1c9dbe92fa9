"""Requests as pydantic models: everything that is wrong comes out at once, in Dutch, per field as the client wrote it."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from klantmail.beantwoorden import Antwoord
from klantmail.domein import Afhandelsoort, Berichtstatus, Hervatkeuze
from klantmail.doorzetten import Afsluitverzoek, Doorzendverzoek, Taakverzoek, Zaakverzoek
from klantmail.fouten import Invoerfout, OngeldigeInvoer
from klantmail.internetaak import Taakstatus, Toewijzing
from klantmail.splitsen import Deelverzoek
from klantmail.standaardantwoorden import Standaardtekst
from klantmail.taken import Afronden, Doorzetten, Oppakken, Wijziging
from klantmail.uploads import Uploadaanvraag
from klantmail.zaak import Zaakkeuze, Zaakstatus
from klantmail.zakenbeheer import Zaakbeslissing

MAX_ANTWOORD: Final = 100_000
"""Characters of an answer."""
MAX_STANDAARDANTWOORD: Final = 10_000
MAX_ONDERWERP: Final = 200
"""Klantinteracties API 0.9.0: onderwerp."""
MAX_SLEUTEL: Final = 255

_EenRegel = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$")
]
_Onderwerp = Annotated[_EenRegel, Field(max_length=MAX_ONDERWERP)]
_Bericht = Annotated[str, StringConstraints(max_length=MAX_ANTWOORD, pattern=r"[^\s\x00-\x1f\x7f-\x9f]")]
"""Text of a mail, which must say something."""


class Verzoek(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


class LeegVerzoek(Verzoek):
    """`{}`."""


class BevestigVerzoek(Verzoek):
    inzage_id: UUID


class AntwoordDeel(Verzoek):
    inhoud: _Bericht
    bijlagen: tuple[UUID, ...] = ()


class AntwoordVerzoek(AntwoordDeel):
    inzage_id: UUID
    onderwerp: _Onderwerp | None = None


class UploadVerzoek(Verzoek):
    """What is in it is judged by `klantmail.uploads`."""

    bestandsnaam: str
    formaat: str
    bestandsomvang: int

    @property
    def aanvraag(self) -> Uploadaanvraag:
        return Uploadaanvraag(self.bestandsnaam, self.formaat, self.bestandsomvang)


class VervolgVerzoek(Verzoek):
    inhoud: _Bericht
    onderwerp: Annotated[_EenRegel, Field(max_length=MAX_ONDERWERP)] | None = None
    bijlagen: tuple[UUID, ...] = ()


class ToewijzingVerzoek(Verzoek):
    organisatorische_eenheid: Annotated[_EenRegel, Field(max_length=100)] | None = None
    medewerker: UUID | None = None

    @model_validator(mode="after")
    def een_van_beide(self) -> Self:
        if (self.organisatorische_eenheid is None) == (self.medewerker is None):
            raise PydanticCustomError("een_van_beide", "one of both")
        return self

    @property
    def toewijzing(self) -> Toewijzing:
        return Toewijzing(self.organisatorische_eenheid, self.medewerker)


class BetrokkeneVerzoek(Verzoek):
    naam: Annotated[_EenRegel, Field(max_length=200)]


class TaakDeel(Verzoek):
    gevraagde_handeling: Annotated[_EenRegel, Field(max_length=200)]
    toegewezen_aan: ToewijzingVerzoek
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    betrokkene: BetrokkeneVerzoek | None = None

    def bij(self, inzage: UUID) -> Taakverzoek:
        naam = self.betrokkene.naam if self.betrokkene else None
        return Taakverzoek(inzage, self.gevraagde_handeling, self.toegewezen_aan.toewijzing, self.toelichting, naam)


class TaakVerzoek(TaakDeel):
    inzage_id: UUID

    @property
    def taak(self) -> Taakverzoek:
        return self.bij(self.inzage_id)


class ZaakDeel(Verzoek):
    zaaktype: Annotated[_EenRegel, Field(max_length=1000)]
    omschrijving: Annotated[_EenRegel, Field(max_length=80)]
    toelichting: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")
    ] = ""
    """Lines of text: what a Zaken API refuses for its controls would be a zaak that nobody can register."""

    def bij(self, inzage: UUID) -> Zaakverzoek:
        return Zaakverzoek(inzage, self.zaaktype, self.omschrijving, self.toelichting)


class ZaakVerzoek(ZaakDeel):
    inzage_id: UUID

    @property
    def zaak(self) -> Zaakverzoek:
        return self.bij(self.inzage_id)


class DoorzendDeel(Verzoek):
    naar: Annotated[_EenRegel, Field(max_length=254)]
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    bericht_aan_klant: _Bericht | None = None

    def bij(self, inzage: UUID) -> Doorzendverzoek:
        return Doorzendverzoek(inzage, self.naar, self.toelichting, self.bericht_aan_klant)


class DoorzendVerzoek(DoorzendDeel):
    inzage_id: UUID

    @property
    def doorzending(self) -> Doorzendverzoek:
        return self.bij(self.inzage_id)


class GeenActieDeel(Verzoek):
    reden: Annotated[_EenRegel, Field(max_length=1000)]

    def bij(self, inzage: UUID) -> Afsluitverzoek:
        return Afsluitverzoek(inzage, Afhandelsoort.GEEN_ACTIE_NODIG, self.reden)


class SplitsDeel(Verzoek):
    """One of the questions, with its one outcome."""

    onderwerp: _Onderwerp
    antwoord: AntwoordDeel | None = None
    interne_taak: TaakDeel | None = None
    zaak: ZaakDeel | None = None
    doorzending: DoorzendDeel | None = None
    geen_actie_nodig: GeenActieDeel | None = None

    @model_validator(mode="after")
    def een_uitkomst(self) -> Self:
        if len(self._gevraagd) != 1:
            raise PydanticCustomError("een_uitkomst", "one outcome")
        return self

    @property
    def _gevraagd(self) -> dict[str, AntwoordDeel | TaakDeel | ZaakDeel | DoorzendDeel | GeenActieDeel]:
        mogelijk = {
            "antwoord": self.antwoord,
            "interneTaak": self.interne_taak,
            "zaak": self.zaak,
            "doorzending": self.doorzending,
            "geenActieNodig": self.geen_actie_nodig,
        }
        return {veld: deel for veld, deel in mogelijk.items() if deel is not None}

    def bij(self, inzage: UUID) -> Deelverzoek:
        ((veld, deel),) = self._gevraagd.items()
        if isinstance(deel, AntwoordDeel):
            return Deelverzoek(self.onderwerp, Antwoord(inzage, deel.inhoud, None, deel.bijlagen), veld)
        return Deelverzoek(self.onderwerp, deel.bij(inzage), veld)


class SplitsVerzoek(Verzoek):
    inzage_id: UUID
    delen: tuple[SplitsDeel, ...]

    @property
    def verzochte_delen(self) -> tuple[Deelverzoek, ...]:
        return tuple(deel.bij(self.inzage_id) for deel in self.delen)


class AfsluitVerzoek(Verzoek):
    inzage_id: UUID
    soort: Literal[Afhandelsoort.GEEN_ACTIE_NODIG, Afhandelsoort.GEEN_KLANTCONTACT]
    reden: Annotated[_EenRegel, Field(max_length=1000)]

    @property
    def afsluiting(self) -> Afsluitverzoek:
        return Afsluitverzoek(self.inzage_id, self.soort, self.reden)


class TaakWijziging(Verzoek):
    """What a behandelaar does with a task."""

    actie: Literal["oppakken", "doorzetten", "afronden"]
    toegewezen_aan: ToewijzingVerzoek | None = None
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    reden: Annotated[_EenRegel, Field(max_length=1000)] | None = None

    @property
    def wijziging(self) -> Wijziging:
        """Raises: OngeldigeInvoer (what the action needs is not there)."""
        match self.actie:
            case "oppakken":
                return Oppakken()
            case "doorzetten":
                if self.toegewezen_aan is None:
                    raise OngeldigeInvoer(Invoerfout("toegewezenAan", "missing", "Noem aan wie de taak moet."))
                return Doorzetten(self.toegewezen_aan.toewijzing, self.toelichting)
            case "afronden":
                if self.reden is None:
                    raise OngeldigeInvoer(Invoerfout("reden", "missing", "Geef een reden."))
                return Afronden(self.reden)


class TaakAntwoordVerzoek(Verzoek):
    inhoud: _Bericht
    bijlagen: tuple[UUID, ...] = ()


class Bladeren(Verzoek):
    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[str, Field(max_length=200)] | None = None


class SamenhangVerzoek(Verzoek):
    """Two lists, each with a cursor of its own."""

    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    cursor_gesprek: Annotated[str, Field(max_length=200)] | None = None
    cursor_afzender: Annotated[str, Field(max_length=200)] | None = None


class TakenVerzoek(Bladeren):
    status: Taakstatus = Taakstatus.TE_VERWERKEN
    eigen: bool = False


class WerkvoorraadVerzoek(Bladeren):
    postvak: str | None = None
    status: Literal[Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING, Berichtstatus.QUARANTAINE] | None = None


class VerzendingenVerzoek(Bladeren):
    lijst: Literal["te_verzenden", "bezig", "onbekend", "mislukt", "geweigerd", "klacht"] | None = None


class HervatVerzoek(Verzoek):
    keuze: Hervatkeuze
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


class StandaardVerzoek(Verzoek):
    naam: Annotated[_EenRegel, Field(max_length=100)]
    inhoud: Annotated[_Bericht, Field(max_length=MAX_STANDAARDANTWOORD)]
    vervallen: bool = False

    @property
    def tekst(self) -> Standaardtekst:
        return Standaardtekst(self.naam, self.inhoud, self.vervallen)


class StandaardWijziging(StandaardVerzoek):
    versie: Annotated[int, Field(ge=1)]


class InvulVerzoek(Verzoek):
    emailbericht: UUID


class ZakenVerzoek(Bladeren):
    """A registered zaak needs nobody any more: it is not listed."""

    status: Literal[Zaakstatus.TE_REGISTREREN, Zaakstatus.BEZIG, Zaakstatus.MISLUKT] = Zaakstatus.MISLUKT


class ZaakHervatVerzoek(Verzoek):
    keuze: Zaakkeuze
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    url: Annotated[str, StringConstraints(max_length=1000, pattern=r"^https?://[^\s/]+\S*$")] | None = None

    @property
    def beslissing(self) -> Zaakbeslissing:
        """Raises: OngeldigeInvoer (what the choice needs is not there, or what it does not need is)."""
        met_url = self.keuze is Zaakkeuze.IS_GEREGISTREERD
        if self.keuze is Zaakkeuze.VERVALLEN and not self.toelichting:
            raise OngeldigeInvoer(Invoerfout("toelichting", "missing", "Geef een reden."))
        if met_url and self.url is None:
            raise OngeldigeInvoer(Invoerfout("url", "missing", "Noem het adres van de zaak."))
        if self.url is not None and not met_url:
            raise OngeldigeInvoer(Invoerfout("url", "onbekend", "Dit veld past niet bij deze keuze."))
        return Zaakbeslissing(self.keuze, self.toelichting, self.url or "")


class ZoekVerzoek(Bladeren):
    afzender: Annotated[_EenRegel, Field(max_length=320)] | None = None
    van: AwareDatetime | None = None
    tot: AwareDatetime | None = None


def lees_json[V: Verzoek](vorm: type[V], tekst: str | None) -> V:
    """The body of a request; none at all reads as `{}`. Raises: OngeldigeInvoer with every error of it."""
    try:
        return vorm.model_validate_json(tekst or "{}")
    except ValidationError as fout:
        raise _ongeldig(fout) from None


def lees_parameters[V: Verzoek](vorm: type[V], parameters: Mapping[str, Any]) -> V:
    """The query parameters of a request. Raises: OngeldigeInvoer with every error of them."""
    try:
        return vorm.model_validate_strings(dict(parameters))
    except ValidationError as fout:
        raise _ongeldig(fout) from None


def lees_sleutel(koppen: Mapping[str, str], anders: UUID) -> str:
    """Idempotency-Key; without one the inzage is the key, since one inzage leads to at most one afhandeling.

    Raises: OngeldigeInvoer (too long, or not printable ASCII).
    """
    return lees_verplichte_sleutel(koppen) if "Idempotency-Key" in koppen else str(anders)


def lees_verplichte_sleutel(koppen: Mapping[str, str]) -> str:
    """Idempotency-Key. Raises: OngeldigeInvoer (missing, too long, or not printable ASCII)."""
    sleutel = koppen.get("Idempotency-Key", "")
    if not 0 < len(sleutel) <= MAX_SLEUTEL or not (sleutel.isascii() and sleutel.isprintable()):
        raise OngeldigeInvoer(
            Invoerfout("Idempotency-Key", "ongeldig", f"Gebruik 1 tot {MAX_SLEUTEL} tekens uit de ASCII-tabel.")
        )
    return sleutel


def _ongeldig(fout: ValidationError) -> OngeldigeInvoer:
    return OngeldigeInvoer(
        *(
            Invoerfout(
                ".".join(str(deel) for deel in een["loc"]), een["type"].replace("_", "-"), _reden(een["type"], een.get("ctx"))
            )
            for een in fout.errors(include_url=False, include_input=False)
        )
    )


def _reden(soort: str, context: Mapping[str, Any] | None) -> str:
    grens = context or {}
    match soort:
        case "missing":
            return "Dit veld is verplicht."
        case "extra_forbidden":
            return "Dit veld bestaat niet."
        case "string_too_long":
            return f"Gebruik ten hoogste {grens['max_length']} tekens."
        case "string_too_short" | "string_pattern_mismatch":
            return "Vul hier leesbare tekst in."
        case "greater_than_equal" | "less_than_equal":
            return f"De grens is {grens.get('ge', grens.get('le'))}."
        case "een_uitkomst":
            return "Geef dit deel precies één uitkomst."
        case "een_van_beide":
            return "Noem een organisatorische eenheid of een medewerker, en niet allebei."
        case "uuid_parsing" | "uuid_type":
            return "Dit is geen UUID."
        case "json_invalid":
            return "Dit is geen geldige JSON."
        case _ if soort.startswith(("datetime", "timezone")):
            return "Gebruik een datum en tijd met tijdzone, zoals 2026-01-31T09:00:00Z."
        case "literal_error" | "enum":
            return f"Kies uit {grens['expected']}."
        case _:
            return "Deze waarde is niet geldig."
