"""Requests as pydantic models: everything that is wrong comes out at once, in Dutch, per field as the client wrote it.

The docstrings of the models and of their fields are what an API user reads (`make openapi`), so they are in Dutch.
"""

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
from klantmail.opstellen import PATROON_FORMAAT
from klantmail.splitsen import MAX_DELEN, MIN_DELEN, Deelverzoek
from klantmail.standaardantwoorden import Standaardtekst
from klantmail.taken import Afronden, Doorzetten, Oppakken, Wijziging
from klantmail.uploads import MAX_BESTANDSNAAM, MAX_BIJLAGEN, MAX_UPLOAD, Uploadaanvraag
from klantmail.zaak import Zaakkeuze, Zaakstatus
from klantmail.zakenbeheer import Zaakbeslissing

MAX_ANTWOORD: Final = 100_000
"""Characters of an answer."""
MAX_STANDAARDANTWOORD: Final = 10_000
MAX_ONDERWERP: Final = 200
"""Klantinteracties API 0.9.0: onderwerp."""
MAX_SLEUTEL: Final = 255

_STUUR: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
_EenRegel = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, pattern=rf"^[^{_STUUR}]*[^\s{_STUUR}][^{_STUUR}]*$"),
]
"""One line that says something: what is white is taken off before it is judged."""
_Onderwerp = Annotated[_EenRegel, Field(max_length=MAX_ONDERWERP)]
_Bericht = Annotated[str, StringConstraints(max_length=MAX_ANTWOORD, pattern=r"[^\s\x00-\x1f\x7f-\x9f]")]
"""Text of a mail, which must say something."""


# Limits that stand in `json_schema_extra` are judged by the use cases, and only described here.
_Bijlagen = Annotated[tuple[UUID, ...], Field(json_schema_extra={"maxItems": MAX_BIJLAGEN, "uniqueItems": True})]


class Verzoek(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


def _met_velden(aantal: int) -> ConfigDict:
    """Says in the description of the API what a validator of the model checks: so many fields, none of them `null`."""

    def verscherp(schema: dict[str, Any]) -> None:
        schema |= {"minProperties": aantal, "maxProperties": aantal}
        for naam, veld in schema["properties"].items():
            if "anyOf" in veld:
                (schema["properties"][naam],) = (keuze for keuze in veld["anyOf"] if keuze.get("type") != "null")

    return ConfigDict(json_schema_extra=verscherp)


class LeegVerzoek(Verzoek):
    """Een verzoek zonder velden: `{}`."""


class OnderInzage(Verzoek):
    """Een verzoek van wie de e-mail in behandeling heeft."""

    inzage_id: UUID
    """UUID van uw inzage van de e-mail."""


class BevestigVerzoek(OnderInzage):
    """Een ontvangstbevestiging vragen."""


class AntwoordDeel(Verzoek):
    """Een antwoord op één vraag van een e-mail."""

    inhoud: _Bericht
    """De tekst van het antwoord, ten hoogste 100.000 tekens."""
    bijlagen: _Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""


class AntwoordVerzoek(AntwoordDeel, OnderInzage):
    """Een antwoord op een e-mail."""

    onderwerp: _Onderwerp | None = None
    """Het onderwerp. Zonder onderwerp: dat van de e-mail."""


class UploadVerzoek(Verzoek):
    """Een bestand dat klaargezet moet worden."""

    bestandsnaam: Annotated[str, Field(json_schema_extra={"minLength": 1, "maxLength": MAX_BESTANDSNAAM})]
    """Naam van het bestand, ten hoogste 255 tekens. Sommige soorten bestanden mogen niet met een e-mail mee."""
    formaat: Annotated[str, Field(json_schema_extra={"pattern": PATROON_FORMAAT})]
    """MIME-type zonder parameters."""
    bestandsomvang: Annotated[int, Field(json_schema_extra={"minimum": 1, "maximum": MAX_UPLOAD})]
    """Grootte in bytes. Het bestand moet in een e-mail passen."""

    @property
    def aanvraag(self) -> Uploadaanvraag:
        return Uploadaanvraag(self.bestandsnaam, self.formaat, self.bestandsomvang)


class VervolgVerzoek(Verzoek):
    """Nog een bericht over een vraag die al is beantwoord."""

    inhoud: _Bericht
    """De tekst van het bericht, ten hoogste 100.000 tekens."""
    onderwerp: Annotated[_EenRegel, Field(max_length=MAX_ONDERWERP)] | None = None
    """Het onderwerp. Zonder onderwerp: dat van de vorige e-mail."""
    bijlagen: _Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""


class ToewijzingVerzoek(Verzoek):
    """Voor wie een taak is: een organisatorische eenheid of een medewerker, en niet allebei."""

    model_config = _met_velden(1)

    organisatorische_eenheid: Annotated[_EenRegel, Field(max_length=100)] | None = None
    """Naam van de organisatorische eenheid."""
    medewerker: UUID | None = None
    """UUID van de medewerker."""

    @model_validator(mode="after")
    def een_van_beide(self) -> Self:
        if (self.organisatorische_eenheid is None) == (self.medewerker is None):
            raise PydanticCustomError("een_van_beide", "one of both")
        return self

    @property
    def toewijzing(self) -> Toewijzing:
        return Toewijzing(self.organisatorische_eenheid, self.medewerker)


class BetrokkeneVerzoek(Verzoek):
    """De burger."""

    naam: Annotated[_EenRegel, Field(max_length=200)]
    """Naam van de burger, als die anders is dan in de e-mail."""


class TaakDeel(Verzoek):
    """Een interne taak voor één vraag van een e-mail."""

    gevraagde_handeling: Annotated[_EenRegel, Field(max_length=200)]
    """Wat u vraagt, op één regel."""
    toegewezen_aan: ToewijzingVerzoek
    """Voor wie de taak is."""
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    """Toelichting voor de behandelaar."""
    betrokkene: BetrokkeneVerzoek | None = None
    """De burger. Zonder dit veld: de afzender van de e-mail."""

    def bij(self, inzage: UUID) -> Taakverzoek:
        naam = self.betrokkene.naam if self.betrokkene else None
        return Taakverzoek(inzage, self.gevraagde_handeling, self.toegewezen_aan.toewijzing, self.toelichting, naam)


class TaakVerzoek(TaakDeel, OnderInzage):
    """Een interne taak bij een e-mail."""

    @property
    def taak(self) -> Taakverzoek:
        return self.bij(self.inzage_id)


class ZaakDeel(Verzoek):
    """Een zaak voor één vraag van een e-mail."""

    zaaktype: Annotated[_EenRegel, Field(max_length=1000)]
    """Adres van het zaaktype in de catalogus: een van `/zaaktypen`."""
    omschrijving: Annotated[_EenRegel, Field(max_length=80)]
    """Korte omschrijving, op één regel."""
    # Lines of text: what a Zaken API refuses for its controls would be a zaak that nobody can register.
    toelichting: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")
    ] = ""
    """Toelichting bij de zaak."""

    def bij(self, inzage: UUID) -> Zaakverzoek:
        return Zaakverzoek(inzage, self.zaaktype, self.omschrijving, self.toelichting)


class ZaakVerzoek(ZaakDeel, OnderInzage):
    """Een zaak bij een e-mail."""

    @property
    def zaak(self) -> Zaakverzoek:
        return self.bij(self.inzage_id)


class DoorzendDeel(Verzoek):
    """Eén vraag van een e-mail doorzenden naar een andere overheid."""

    naar: Annotated[_EenRegel, Field(max_length=254, json_schema_extra={"format": "email"})]
    """E-mailadres van de andere overheid."""
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    """Toelichting voor de ontvanger."""
    bericht_aan_klant: _Bericht | None = None
    """Bericht aan de afzender, ten hoogste 100.000 tekens. Zonder dit veld krijgt de afzender geen bericht."""

    def bij(self, inzage: UUID) -> Doorzendverzoek:
        return Doorzendverzoek(inzage, self.naar, self.toelichting, self.bericht_aan_klant)


class DoorzendVerzoek(DoorzendDeel, OnderInzage):
    """Een e-mail doorzenden naar een andere overheid."""

    @property
    def doorzending(self) -> Doorzendverzoek:
        return self.bij(self.inzage_id)


class GeenActieDeel(Verzoek):
    """Eén vraag van een e-mail waarvoor niets hoeft te gebeuren."""

    reden: Annotated[_EenRegel, Field(max_length=1000)]
    """Waarom, op één regel."""

    def bij(self, inzage: UUID) -> Afsluitverzoek:
        return Afsluitverzoek(inzage, Afhandelsoort.GEEN_ACTIE_NODIG, self.reden)


class SplitsDeel(Verzoek):
    """Eén van de vragen van een e-mail, met precies één uitkomst."""

    model_config = _met_velden(2)

    onderwerp: _Onderwerp
    """Waar de vraag over gaat, op één regel."""
    antwoord: AntwoordDeel | None = None
    """De vraag wordt beantwoord."""
    interne_taak: TaakDeel | None = None
    """De vraag wordt een interne taak."""
    zaak: ZaakDeel | None = None
    """De vraag wordt een zaak."""
    doorzending: DoorzendDeel | None = None
    """De vraag gaat naar een andere overheid."""
    geen_actie_nodig: GeenActieDeel | None = None
    """Er hoeft niets te gebeuren."""

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


class SplitsVerzoek(OnderInzage):
    """Een e-mail met meer dan één vraag."""

    delen: Annotated[tuple[SplitsDeel, ...], Field(json_schema_extra={"minItems": MIN_DELEN, "maxItems": MAX_DELEN})]
    """De vragen, elk met een eigen uitkomst."""

    @property
    def verzochte_delen(self) -> tuple[Deelverzoek, ...]:
        return tuple(deel.bij(self.inzage_id) for deel in self.delen)


class AfsluitVerzoek(OnderInzage):
    """Een e-mail afsluiten zonder antwoord."""

    soort: Literal[Afhandelsoort.GEEN_ACTIE_NODIG, Afhandelsoort.GEEN_KLANTCONTACT]
    """`geen_actie_nodig`: er was contact, maar er hoeft niets te gebeuren. `geen_klantcontact`: er was geen contact (spam,
    een bounce, een dubbele e-mail)."""
    reden: Annotated[_EenRegel, Field(max_length=1000)]
    """Waarom, op één regel."""

    @property
    def afsluiting(self) -> Afsluitverzoek:
        return Afsluitverzoek(self.inzage_id, self.soort, self.reden)


class TaakWijziging(Verzoek):
    """Wat een behandelaar met een taak doet."""

    actie: Literal["oppakken", "doorzetten", "afronden"]
    """`oppakken`, `doorzetten` (met `toegewezenAan`) of `afronden` (met `reden`)."""
    toegewezen_aan: ToewijzingVerzoek | None = None
    """Bij `doorzetten`: voor wie de taak nu is."""
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    """Bij `doorzetten`: toelichting voor wie de taak krijgt."""
    reden: Annotated[_EenRegel, Field(max_length=1000)] | None = None
    """Bij `afronden`: hoe de taak is afgelopen."""

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
    """Een antwoord aan de burger, vanuit een taak."""

    inhoud: _Bericht
    """De tekst van het antwoord, ten hoogste 100.000 tekens."""
    bijlagen: _Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""


class Bladeren(Verzoek):
    """Een bladzijde van een lijst."""

    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: Annotated[str, Field(max_length=200)] | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""


class SamenhangVerzoek(Verzoek):
    """Twee lijsten, elk met een eigen cursor."""

    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    """Hoeveel resultaten u per lijst ten hoogste wilt."""
    cursor_gesprek: Annotated[str, Field(max_length=200)] | None = None
    """De `cursor` van de vorige bladzijde van het gesprek."""
    cursor_afzender: Annotated[str, Field(max_length=200)] | None = None
    """De `cursor` van de vorige bladzijde van hetzelfde adres."""


class TakenVerzoek(Bladeren):
    """Een bladzijde van interne taken."""

    status: Taakstatus = Taakstatus.TE_VERWERKEN
    """Alleen taken met deze status."""
    eigen: bool = False
    """`true`: alleen taken die aan u zelf zijn toegewezen."""


class WerkvoorraadVerzoek(Bladeren):
    """Een bladzijde van de werkvoorraad."""

    postvak: str | None = None
    """Alleen e-mails van dit postvak."""
    status: Literal[Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING, Berichtstatus.QUARANTAINE] | None = None
    """Alleen e-mails met deze status."""


class VerzendingenVerzoek(Bladeren):
    """Een bladzijde van verzendingen."""

    lijst: Literal["te_verzenden", "bezig", "onbekend", "mislukt", "geweigerd", "klacht"] | None = None
    """Alleen verzendingen op deze lijst. Zonder lijst: alles waarover iemand moet beslissen."""


class HervatVerzoek(Verzoek):
    """Wat een beheerder over een verzending beslist."""

    keuze: Hervatkeuze
    """`opnieuw` versturen, `is_verzonden`, `vervallen`, of `gezien`: de weigering of klacht is bekend."""
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    """Waarom."""


class StandaardVerzoek(Verzoek):
    """Een standaardantwoord."""

    naam: Annotated[_EenRegel, Field(max_length=100)]
    """Waaraan een medewerker het herkent, op één regel."""
    inhoud: Annotated[_Bericht, Field(max_length=MAX_STANDAARDANTWOORD)]
    """De tekst, met ten hoogste 100 invulplaatsen tussen dubbele accolades."""
    vervallen: bool = False
    """`true`: niet meer te kiezen."""

    @property
    def tekst(self) -> Standaardtekst:
        return Standaardtekst(self.naam, self.inhoud, self.vervallen)


class StandaardWijziging(StandaardVerzoek):
    """Een wijziging van een standaardantwoord."""

    versie: Annotated[int, Field(ge=1)]
    """De versie die u hebt gelezen."""


class InvulVerzoek(Verzoek):
    """Voor welke e-mail een standaardantwoord wordt ingevuld."""

    emailbericht: UUID
    """UUID van het e-mailbericht."""


class ZakenVerzoek(Bladeren):
    """Een bladzijde van zaken die nog niet geregistreerd zijn."""

    status: Literal[Zaakstatus.TE_REGISTREREN, Zaakstatus.BEZIG, Zaakstatus.MISLUKT] = Zaakstatus.MISLUKT
    """Alleen zaken met deze status."""


class ZaakHervatVerzoek(Verzoek):
    """Wat een beheerder over een zaak beslist."""

    keuze: Zaakkeuze
    """`opnieuw` registreren, `vervallen` (met `toelichting`), of `is_geregistreerd`: met de hand gedaan (met `url`)."""
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    """Waarom."""
    url: Annotated[str, StringConstraints(max_length=1000, pattern=r"^https?://[^\s/]+\S*$")] | None = None
    """Bij `is_geregistreerd`: adres van de zaak in het zaaksysteem."""

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
    """Welke klantcontacten u zoekt."""

    afzender: Annotated[_EenRegel, Field(max_length=320)] | None = None
    """E-mailadres van de burger. Zonder dit veld zijn `van` en `tot` nodig."""
    van: AwareDatetime | None = None
    """Vanaf dit moment, met tijdzone."""
    tot: AwareDatetime | None = None
    """Tot dit moment, met tijdzone."""


def lees_json[V: Verzoek](vorm: type[V], tekst: str | None) -> V:
    """The body of a request; none at all reads as `{}`, and nothing as what it merely resembles (`"4"` is no number).

    Raises: OngeldigeInvoer with every error of it.
    """
    try:
        return vorm.model_validate_json(tekst or "{}", strict=True)
    except ValidationError as fout:
        raise _ongeldig(fout) from None


def lees_parameters[V: Verzoek](vorm: type[V], parameters: Mapping[str, Any]) -> V:
    """The query parameters of a request. Raises: OngeldigeInvoer with every error of them."""
    try:
        return vorm.model_validate_strings(dict(parameters))
    except ValidationError as fout:
        raise _ongeldig(fout) from None


def lees_met_sleutel[V: Verzoek](vorm: type[V], tekst: str | None, koppen: Mapping[str, str]) -> tuple[V, str]:
    """The body of a request, and its Idempotency-Key, which must be there.

    Raises: OngeldigeInvoer with every error of both (a key that is missing, too long, or not printable ASCII).
    """
    try:
        verzoek = lees_json(vorm, tekst)
    except OngeldigeInvoer as fout:
        raise OngeldigeInvoer(*fout.fouten, *_sleutelfouten(koppen)) from None
    if fouten := _sleutelfouten(koppen):
        raise OngeldigeInvoer(*fouten)
    return verzoek, koppen["Idempotency-Key"]


def lees_onder_inzage[V: OnderInzage](vorm: type[V], tekst: str | None, koppen: Mapping[str, str]) -> tuple[V, str]:
    """As `lees_met_sleutel`; without a key the inzage is the key, since one inzage leads to at most one afhandeling."""
    if "Idempotency-Key" in koppen:
        return lees_met_sleutel(vorm, tekst, koppen)
    verzoek = lees_json(vorm, tekst)
    return verzoek, str(verzoek.inzage_id)


def _sleutelfouten(koppen: Mapping[str, str]) -> tuple[Invoerfout, ...]:
    sleutel = koppen.get("Idempotency-Key", "")
    if 0 < len(sleutel) <= MAX_SLEUTEL and sleutel.isascii() and sleutel.isprintable():
        return ()
    return (Invoerfout("Idempotency-Key", "ongeldig", f"Gebruik 1 tot {MAX_SLEUTEL} tekens uit de ASCII-tabel."),)


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
