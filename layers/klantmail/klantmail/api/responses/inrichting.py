"""The types of the lists that a municipality sets."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Aantal, Url, Uuid, example
from klantmail.domain.medewerker import Rol


class Zaaktype(TypedDict):
    """Een soort zaak die een e-mail kan worden."""

    naam: Annotated[str, example("Klacht")]
    """De naam, om uit te kiezen."""
    url: Annotated[Url, example("https://catalogi.gemeente.example/zaaktypen/1")]
    """Het zaaktype in de catalogus van de gemeente. Dit staat in een nieuwe zaak."""


class Postvak(TypedDict):
    """Een postvak van de gemeente."""

    adres: Annotated[str, example("info@gemeente.example")]
    """Het e-mailadres."""
    ontvangstbevestiging: Annotated[bool, example(False)]
    """Of gewone e-mail aan dit postvak vanzelf een ontvangstbevestiging krijgt."""


class OrganisatorischeEenheid(TypedDict):
    """Een afdeling die interne taken kan krijgen."""

    naam: Annotated[str, example("Burgerzaken")]
    """De naam."""
    aantalBehandelaars: Annotated[Aantal, example(3)]
    """Hoeveel behandelaars van deze afdeling actief zijn. 0: alleen het klantcontactcentrum ziet de taken van
    de afdeling."""


class Medewerker(TypedDict):
    """Een medewerker die zich bij Klantmail heeft aangemeld."""

    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker."""
    naam: Annotated[str, example("Anna de Boer")]
    """Naam van de medewerker."""
    organisatorischeEenheid: Annotated[str, example("Klantcontactcentrum")]
    """De organisatorische eenheid, volgens de aanmelding."""
    rollen: Annotated[list[Rol], example(["kcc-medewerker"])]
    """Wat de medewerker mag, volgens de aanmelding."""
    doetTaken: bool
    """`true`: deze medewerker kan interne taken doen."""
    actief: bool
    """`true`: deze medewerker gebruikte Klantmail deze maand, of in de maanden ervoor (hoeveel, stelt de gemeente in).
    Aan wie niet actief is, kan geen e-mail of taak worden toegewezen."""
    postvakken: Annotated[list[str], example([])]
    """De postvakken waar de medewerker recht op heeft, volgens de aanmelding. Leeg: alle postvakken."""


class Ik(TypedDict):
    """Wie u bent en wat u mag, volgens uw aanmelding."""

    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """Uw UUID."""
    naam: Annotated[str, example("Anna de Boer")]
    """Uw naam."""
    organisatorischeEenheid: Annotated[str, example("Klantcontactcentrum")]
    """Uw organisatorische eenheid."""
    rollen: Annotated[list[Rol], example(["kcc-medewerker"])]
    """Wat u mag."""
    doetTaken: bool
    """`true`: een interne taak kan aan u worden toegewezen."""
    postvakken: Annotated[list[str], example(["info@gemeente.example"])]
    """De postvakken van de gemeente waar u recht op hebt: alleen daarvan ziet u e-mail, en wat eruit voortkomt."""
    allePostvakken: bool
    """`true`: u hebt recht op alle postvakken, ook op die er later bij komen."""
