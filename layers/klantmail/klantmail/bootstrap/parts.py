"""The parts that several use cases are made of: the adapters, the repositories and the municipality's settings."""

import time
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import klantmail.bootstrap.start  # noqa: F401  # makes the imports below shorter

from klantmail.bootstrap.naslag import Naslag, Zaaknaslag
from klantmail.domain import tijd
from klantmail.runtime.instellingen import Instellingen, vereist

if TYPE_CHECKING:
    from klantmail.adapters.aws import Aws, Sessie
    from klantmail.adapters.dynamodb.bevestigingen import Bevestigingen
    from klantmail.adapters.dynamodb.cijfers import Cijfers
    from klantmail.adapters.dynamodb.emailberichten import Emailberichten
    from klantmail.adapters.dynamodb.informatieobjecten import Informatieobjecten
    from klantmail.adapters.dynamodb.interne_taken import InterneTaken
    from klantmail.adapters.dynamodb.klantcontacten import Klantcontacten
    from klantmail.adapters.dynamodb.medewerkers import Medewerkers as BekendeMedewerkers
    from klantmail.adapters.dynamodb.ondertekeningen import Ondertekeningen
    from klantmail.adapters.dynamodb.ontvangsten import Ontvangsten
    from klantmail.adapters.dynamodb.recordherkomsten import Recordherkomsten
    from klantmail.adapters.dynamodb.rectificaties import Rectificaties
    from klantmail.adapters.dynamodb.standaardantwoorden import Standaardantwoorden as Standaardteksten
    from klantmail.adapters.dynamodb.standen import Standen
    from klantmail.adapters.dynamodb.taakgesprekken import Taakgesprekken
    from klantmail.adapters.dynamodb.table import Table
    from klantmail.adapters.dynamodb.tellingen import Tellingen
    from klantmail.adapters.dynamodb.verzendingen import Verzendingen
    from klantmail.adapters.dynamodb.zaken import Zaken
    from klantmail.adapters.s3 import S3Archief
    from klantmail.adapters.zgw.zaaksysteem import ZgwZaaksysteem
    from klantmail.domain.adressering import EigenAdressen
    from klantmail.usecases.afhandeling.ontvangers import Ontvangers
    from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting
    from klantmail.usecases.ingesloten import IngeslotenLezer
    from klantmail.usecases.keuren import Keurmeester
    from klantmail.usecases.kijkers import Kijkerslezer
    from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand


class Parts:
    """The parts that one function is made of. Each part is made once, when it is first asked for.

    Args:
        omgeving: the environment that template.yaml gives the function.
        s3_zo_nodig: whether the client of S3 waits for its first call: for functions that mostly do without.

    Raises: OntbrekendeInstelling; ValueError (`Instellingen.uit`).
    """

    def __init__(self, omgeving: Mapping[str, str], *, s3_zo_nodig: bool = False) -> None:
        self._omgeving = dict(omgeving)  # as it is now: some use cases are made later
        if "LIJSTEN" in omgeving:
            from klantmail.adapters.ssm import met_lijsten

            self._omgeving |= met_lijsten(omgeving, self._sessie)
        self._s3_zo_nodig = s3_zo_nodig
        self._klok = tijd.nu
        self._slaap = time.sleep
        self.instellingen = Instellingen.uit(self._omgeving)

    # -- what use cases share -----------------------------------------------------------------------------------------
    @cached_property
    def _sessie(self) -> "Sessie":
        from klantmail.adapters.aws import Sessie

        return Sessie(vereist(self._omgeving, "AWS_REGION"))

    @cached_property
    def aws(self) -> "Aws":
        from klantmail.adapters.aws import Aws

        return Aws(self.instellingen, self._sessie, s3_zo_nodig=self._s3_zo_nodig)

    @cached_property
    def archief(self) -> "S3Archief":
        return self.aws.archief()

    @cached_property
    def _uitgaand(self) -> "Uitgaand":
        """The settings and stores that every mail of this municipality shares."""
        from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand

        van = self.instellingen
        return Uitgaand(
            archief=self.archief,
            uploads=self.aws.uploads(),
            keurmeester=self._keurmeester,
            ondertekeningen=Naslag(self),
            organisatie=van.organisatie,
            afzenderadres=van.afzenderadres,
            eigen=self.eigen,
            generatie=van.generatie,
            kenmerk_key=van.hash_key.encode(),
            kenmerkplaats=van.kenmerkplaats,
        )

    @cached_property
    def _keurmeester(self) -> "Keurmeester":
        from klantmail.usecases.keuren import Keurmeester

        return Keurmeester(self.archief, self.instellingen.keuring_vanaf)

    @cached_property
    def kijkerslezer(self) -> "Kijkerslezer":
        from klantmail.adapters.auditlog import auditlog
        from klantmail.usecases.kijkers import Kijkerslezer

        return Kijkerslezer(auditlog(self.aws, vereist(self._omgeving, "AUDITLOG")), Naslag(self), self._klok)

    @cached_property
    def _ingesloten(self) -> "IngeslotenLezer":
        from klantmail.usecases.ingesloten import IngeslotenLezer

        return IngeslotenLezer(self.archief, self._parserversie)

    @cached_property
    def _inrichting(self) -> "Inrichting":
        from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting

        van = self.instellingen
        return Inrichting(
            uitgaand=self._uitgaand,
            eenheden=van.eenheden,
            zaaktypen=van.zaaktypen,
            teksten=Naslag(self),
            ontvangers=self._ontvangers,
            termijnen=self.instellingen.termijnen,
            zaakzoeker=Zaaknaslag(self) if self._met_zaken_api else None,
        )

    @cached_property
    def _ontvangers(self) -> "Ontvangers":
        from klantmail.usecases.afhandeling.ontvangers import Ontvangers

        return Ontvangers(Naslag(self), self._klok, self.instellingen.actief_maanden)

    @property
    def _met_zaken_api(self) -> bool:
        return bool(self._omgeving.get("ZAKEN_API"))

    @cached_property
    def zaken_api(self) -> "ZgwZaaksysteem":
        """The client of the Zaken API, in a function that has been told of one."""
        from klantmail.adapters.zgw.zaaksysteem import zaakzoeker
        from klantmail.runtime.instellingen import ZgwInstellingen

        return zaakzoeker(self.aws, ZgwInstellingen.uit(self._omgeving))

    @cached_property
    def eigen(self) -> "EigenAdressen":
        from klantmail.domain.adressering import EigenAdressen

        van = self.instellingen
        return EigenAdressen((*van.postvakken, *van.aliassen, van.afzenderadres))

    @cached_property
    def _parserversie(self) -> str:
        from ontleden.ontleding import VERSIE

        return VERSIE

    # -- repositories ------------------------------------------------------------------------------------------------
    @cached_property
    def _table(self) -> "Table":
        return self.aws.table()

    @cached_property
    def _emailberichten(self) -> "Emailberichten":
        from klantmail.adapters.dynamodb.emailberichten import Emailberichten

        return Emailberichten(self._table)

    @cached_property
    def _ontvangsten(self) -> "Ontvangsten":
        from klantmail.adapters.dynamodb.ontvangsten import Ontvangsten

        return Ontvangsten(self._table)

    @cached_property
    def klantcontacten(self) -> "Klantcontacten":
        from klantmail.adapters.dynamodb.klantcontacten import Klantcontacten

        return Klantcontacten(self._table)

    @cached_property
    def _informatieobjecten(self) -> "Informatieobjecten":
        from klantmail.adapters.dynamodb.informatieobjecten import Informatieobjecten

        return Informatieobjecten(self._table)

    @cached_property
    def _verzendingen(self) -> "Verzendingen":
        from klantmail.adapters.dynamodb.verzendingen import Verzendingen

        return Verzendingen(self._table)

    @cached_property
    def interne_taken(self) -> "InterneTaken":
        from klantmail.adapters.dynamodb.interne_taken import InterneTaken

        return InterneTaken(self._table)

    @cached_property
    def zaken(self) -> "Zaken":
        from klantmail.adapters.dynamodb.zaken import Zaken

        return Zaken(self._table)

    @cached_property
    def _bevestigingen(self) -> "Bevestigingen":
        from klantmail.adapters.dynamodb.bevestigingen import Bevestigingen

        return Bevestigingen(self._table)

    @cached_property
    def standaardteksten(self) -> "Standaardteksten":
        from klantmail.adapters.dynamodb.standaardantwoorden import Standaardantwoorden

        return Standaardantwoorden(self._table)

    @cached_property
    def ondertekeningen(self) -> "Ondertekeningen":
        from klantmail.adapters.dynamodb.ondertekeningen import Ondertekeningen

        return Ondertekeningen(self._table)

    @cached_property
    def taakgesprekken(self) -> "Taakgesprekken":
        from klantmail.adapters.dynamodb.taakgesprekken import Taakgesprekken

        return Taakgesprekken(self._table)

    @cached_property
    def bekende_medewerkers(self) -> "BekendeMedewerkers":
        from klantmail.adapters.dynamodb.medewerkers import Medewerkers

        return Medewerkers(self._table)

    @cached_property
    def rectificaties(self) -> "Rectificaties":
        from klantmail.adapters.dynamodb.rectificaties import Rectificaties

        return Rectificaties(self._table)

    @cached_property
    def recordherkomsten(self) -> "Recordherkomsten":
        from klantmail.adapters.dynamodb.recordherkomsten import Recordherkomsten

        return Recordherkomsten(self._table)

    @cached_property
    def _tellingen(self) -> "Tellingen":
        from klantmail.adapters.dynamodb.tellingen import Tellingen

        return Tellingen(self._table)

    @cached_property
    def _standen(self) -> "Standen":
        from klantmail.adapters.dynamodb.standen import Standen

        return Standen(self._table)

    @cached_property
    def _cijfers(self) -> "Cijfers":
        from klantmail.adapters.dynamodb.cijfers import Cijfers

        return Cijfers(self._table)
