"""The types of an answer about a zaak."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Datum, Mailadres, Moment, Url, Uuid, example
from klantmail.domain.zaak import MAX_ZAAKIDENTIFICATIE, Zaakkeuze, Zaakstatus
from klantmail.domain.zaaktype import Vertrouwelijkheid


class Zaakbesluit(TypedDict):
    """Wat een beheerder besloot over een zaak die niet geregistreerd kon worden."""

    keuze: Zaakkeuze
    """`opnieuw` proberen, `vervallen`, of `is_geregistreerd`: met de hand gedaan."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de beheerder."""
    naam: Annotated[str, example("Carla Smit")]
    """Naam van de beheerder."""
    tijdstip: Moment
    """Wanneer, in UTC."""
    toelichting: Annotated[str | None, example("Het zaaksysteem werkt weer.")]
    """Waarom."""
    url: Annotated[Url | None, example(None)]
    """Het adres van de zaak die met de hand is geregistreerd."""


class Zaak(TypedDict):
    """De zaak waartoe een e-mail leidde of waar hij bij hoort, en hoe ver de registratie in het zaaksysteem is (ZGW
    Zaken API)."""

    identificatie: Annotated[Uuid, example("c2a1f0de-4b6a-5f0f-8a5c-3d1b9e7f6042")]
    """UUID van de zaak. Ook de identificatie in het zaaksysteem, tenzij de zaak daar al was."""
    status: Zaakstatus
    """`te_registreren`: wacht. `bezig`: wordt nu geregistreerd. `geregistreerd`: staat in het zaaksysteem, met de
    documenten. `mislukt`:
    geweigerd, een beheerder moet kiezen. `vervallen`: wordt niet meer geregistreerd."""
    bestaandeZaak: Annotated[str | None, example(None, maxLength=MAX_ZAAKIDENTIFICATIE)]
    """De identificatie in het zaaksysteem van een zaak die daar al was. `null`: de zaak is voor de e-mail gemaakt."""
    zaaktype: Annotated[Url | None, example("https://catalogi.gemeente.example/zaaktypen/1")]
    """Het zaaktype in de catalogus van de gemeente. `null`: niet bekend van een zaak die er al was."""
    omschrijving: Annotated[str, example("Klacht over grofvuil", maxLength=80)]
    """Korte omschrijving. Kan leeg zijn bij een zaak die er al was."""
    toelichting: Annotated[str, example("Zie de e-mail", maxLength=1000)]
    """Toelichting. Kan leeg zijn."""
    startdatum: Datum | None
    """De dag waarop de zaak begon. `null`: niet bekend van een zaak die er al was."""
    emailbericht: Uuid
    """Het e-mailbericht dat tot de zaak leidde."""
    klantcontact: Annotated[Uuid, example("0c7a8f0e-6b1e-4c51-8f1d-7a3f0d9b2c11")]
    """Het klantcontact van dat e-mailbericht."""
    url: Annotated[Url | None, example(None)]
    """Het adres van de zaak in het zaaksysteem, zodra dat bekend is."""
    vertrouwelijkheidaanduiding: Annotated[Vertrouwelijkheid | None, example(None)]
    """Hoe vertrouwelijk de zaak wordt gemaakt. `null`: zoals de catalogus van het zaaktype zegt, of van een zaak die er
    al was."""
    initiator: Mailadres | None
    """Wie de e-mail stuurde, zoals die het zelf zegt. `null`: niet bekend, of een zaak die er al was."""
    heeftStatus: Annotated[bool, example(False)]
    """De eerste status staat in het zaaksysteem."""
    heeftInitiator: Annotated[bool, example(False)]
    """De initiator staat in het zaaksysteem."""
    informatieobjecten: Annotated[list[Uuid], example(["e6b1f1d0-7a4e-5c1f-9b57-2f6d1c0b8a90"])]
    """De documenten die bij de zaak horen."""
    gekoppeldeInformatieobjecten: Annotated[list[Uuid], example([])]
    """De documenten die al in het zaaksysteem aan de zaak hangen."""
    geweigerdeInformatieobjecten: Annotated[list[Uuid], example([])]
    """De documenten die niet aan de zaak worden gehangen: er is een virus of andere dreiging in gevonden, of zij zijn
    niet te controleren. Een beheerder besluit."""
    aangemaaktOp: Moment
    """Wanneer de zaak hier is opgeslagen, in UTC."""
    geregistreerdOp: Annotated[Moment | None, example(None)]
    """Wanneer de zaak in het zaaksysteem is geregistreerd, in UTC."""
    pogingen: Annotated[Aantal, example(0)]
    """Hoe vaak registreren is geprobeerd."""
    reden: Annotated[str | None, example(None)]
    """Waarom registreren de laatste keer niet lukte."""
    aandacht: Annotated[str | None, example("zaak_te_registreren")]
    """De lijst met aandachtspunten waar de zaak op staat. `null`: er hoeft niets te gebeuren."""
    besluiten: Annotated[list[Zaakbesluit], example([])]
    """Wat beheerders over de zaak hebben besloten."""
