"""The wiring of all functions: the parts that each use case is made of.

A function makes one `Wiring` when Lambda loads it, and asks it for the use cases of its routes. The method that makes
a use case imports it, and the adapters that it works with. So no function loads those of another, for which its cold
start would wait (`tests/integration/functions/test_imports.py`).
"""

import time
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import klantmail.bootstrap.start  # noqa: F401  # makes the imports below shorter
from klantmail.bootstrap.naslag import Naslag
from klantmail.domain import tijd
from klantmail.runtime.instellingen import AanmeldInstellingen, Instellingen, VangnetInstellingen, ZaaksysteemInstellingen

if TYPE_CHECKING:
    from klantmail.adapters.aws import Aws
    from klantmail.adapters.dynamodb.bevestigingen import Bevestigingen
    from klantmail.adapters.dynamodb.emailberichten import Emailberichten
    from klantmail.adapters.dynamodb.informatieobjecten import Informatieobjecten
    from klantmail.adapters.dynamodb.interne_taken import InterneTaken
    from klantmail.adapters.dynamodb.klantcontacten import Klantcontacten
    from klantmail.adapters.dynamodb.medewerkers import Medewerkers as BekendeMedewerkers
    from klantmail.adapters.dynamodb.ontvangsten import Ontvangsten
    from klantmail.adapters.dynamodb.standaardantwoorden import Standaardantwoorden as Standaardteksten
    from klantmail.adapters.dynamodb.standen import Standen
    from klantmail.adapters.dynamodb.taakgesprekken import Taakgesprekken
    from klantmail.adapters.dynamodb.table import Table
    from klantmail.adapters.dynamodb.verzendingen import Verzendingen
    from klantmail.adapters.dynamodb.zaken import Zaken
    from klantmail.adapters.s3 import S3Archief
    from klantmail.domain.adressering import EigenAdressen
    from klantmail.usecases.afhandeling.afhandelen import Afhandelaar
    from klantmail.usecases.afhandeling.heropenen import Heropener
    from klantmail.usecases.afhandeling.inzien import Inziener
    from klantmail.usecases.afhandeling.navragen import Navrager
    from klantmail.usecases.afhandeling.notities import Notitieblok
    from klantmail.usecases.afhandeling.reserveren import Reserveerder
    from klantmail.usecases.afhandeling.taken import Takendesk
    from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting
    from klantmail.usecases.afhandeling.verplaatsen import Verplaatser
    from klantmail.usecases.afhandeling.vervolgen import Vervolger
    from klantmail.usecases.afhandeling.vervolgstap import Stappenzetter
    from klantmail.usecases.beheer.aanmelden import Aanmelder
    from klantmail.usecases.beheer.medewerkers import Medewerkers
    from klantmail.usecases.beheer.meelezen import Meelezer
    from klantmail.usecases.beheer.quarantaine import Quarantainebeheer
    from klantmail.usecases.beheer.raadplegen import Raadpleger
    from klantmail.usecases.beheer.standaardantwoorden import Standaardantwoorden
    from klantmail.usecases.beheer.verzendingen import Beheer
    from klantmail.usecases.beheer.zaken import Zakenbeheer
    from klantmail.usecases.ingesloten import IngeslotenLezer
    from klantmail.usecases.nazorg.bezorgen import Bezorger
    from klantmail.usecases.nazorg.vangnet import Vangnet
    from klantmail.usecases.nazorg.vegen import Veger
    from klantmail.usecases.nazorg.verzenden import Verzender
    from klantmail.usecases.nazorg.zaak_registreren import Registreerder
    from klantmail.usecases.ontvangst.bevestigen import Bevestiger
    from klantmail.usecases.ontvangst.herlijsten import Herlijster
    from klantmail.usecases.ontvangst.ontvangen import Ontvanger
    from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand
    from klantmail.usecases.uitgaand.uploads import Uploader


class Wiring:
    """The parts that one function is made of. Each part is made once, when it is first asked for.

    Args:
        omgeving: the environment that template.yaml gives the function.
        s3_zo_nodig: whether the client of S3 waits for its first call: for functions that mostly do without.

    Raises: OntbrekendeInstelling; ValueError (`Instellingen.uit`).
    """

    def __init__(self, omgeving: Mapping[str, str], *, s3_zo_nodig: bool = False) -> None:
        if "LIJSTEN" in omgeving:
            from klantmail.adapters.ssm import met_lijsten

            omgeving = met_lijsten(omgeving)
        self._omgeving = omgeving
        self._s3_zo_nodig = s3_zo_nodig
        self._klok = tijd.nu
        self._slaap = time.sleep
        self.instellingen = Instellingen.uit(omgeving)

    # -- what use cases share -----------------------------------------------------------------------------------------
    @cached_property
    def aws(self) -> "Aws":
        from klantmail.adapters.aws import Aws

        return Aws(self.instellingen, s3_zo_nodig=self._s3_zo_nodig)

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
            organisatie=van.organisatie,
            afzenderadres=van.afzenderadres,
            postvakken=van.postvakken,
            generatie=van.generatie,
            kenmerk_key=van.hash_key.encode(),
            kenmerkplaats=van.kenmerkplaats,
        )

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
            medewerkers=Naslag(self),
            termijnen=self.instellingen.termijnen,
        )

    @cached_property
    def _eigen(self) -> "EigenAdressen":
        from klantmail.domain.adressering import EigenAdressen

        return EigenAdressen((*self.instellingen.postvakken, self.instellingen.afzenderadres))

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
    def taakgesprekken(self) -> "Taakgesprekken":
        from klantmail.adapters.dynamodb.taakgesprekken import Taakgesprekken

        return Taakgesprekken(self._table)

    @cached_property
    def bekende_medewerkers(self) -> "BekendeMedewerkers":
        from klantmail.adapters.dynamodb.medewerkers import Medewerkers

        return Medewerkers(self._table)

    @cached_property
    def _standen(self) -> "Standen":
        from klantmail.adapters.dynamodb.standen import Standen

        return Standen(self._table)

    # -- ontvangst ----------------------------------------------------------------------------------------------------
    def ontvanger(self) -> "Ontvanger":
        from klantmail.usecases.ontvangst.herkennen import Herkenner
        from klantmail.usecases.ontvangst.ontvangen import Ontvanger

        return Ontvanger(
            intake=self.aws.intake(),
            archief=self.archief,
            emailberichten=self._emailberichten,
            taakreacties=Naslag(self),
            organisatie=self.instellingen.organisatie,
            bevestiger=self.bevestiger(),
            klok=self._klok,
            bezorger=self.bezorger(),
            herkenner=Herkenner(
                verzendingen=self._verzendingen,
                bekenden=self._emailberichten,
                ontvangsten=self._ontvangsten,
                eigen=self._eigen,
                formulieren=self.instellingen.formulieren,
            ),
        )

    def bevestiger(self) -> "Bevestiger":
        from klantmail.usecases.ontvangst.bevestigen import Bevestiger

        return Bevestiger(
            emailberichten=self._emailberichten,
            bevestigingen=self._bevestigingen,
            uitgaand=self._uitgaand,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
            postvakken=self.instellingen.bevestigde_postvakken,
        )

    def herlijster(self) -> "Herlijster":
        from klantmail.usecases.ontvangst.herlijsten import Herlijster

        return Herlijster(
            archief=self.archief,
            emailberichten=self._emailberichten,
            intake=self.aws.intake(),
            postvakken=self.instellingen.postvakken,
        )

    # -- afhandeling --------------------------------------------------------------------------------------------------
    def inziener(self) -> "Inziener":
        from uuid import uuid4

        from klantmail.usecases.afhandeling.inzien import Inziener

        return Inziener(self._emailberichten, self.archief, self._klok, uuid4, self._parserversie, self._eigen)

    def afhandelaar(self) -> "Afhandelaar":
        from klantmail.adapters.dynamodb.afhandelingen import Afhandelingen
        from klantmail.usecases.afhandeling.afhandelen import Afhandelaar

        return Afhandelaar(
            emailberichten=self._emailberichten,
            afhandelingen=Afhandelingen(self._table),
            inrichting=self._inrichting,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
        )

    def vervolger(self) -> "Vervolger":
        from klantmail.adapters.dynamodb.vervolgberichten import Vervolgberichten
        from klantmail.usecases.afhandeling.vervolgen import Vervolger

        return Vervolger(
            emailberichten=self._emailberichten,
            klantcontacten=self.klantcontacten,
            verzendingen=self._verzendingen,
            vervolgberichten=Vervolgberichten(self._table),
            taken=self.interne_taken,
            uitgaand=self._uitgaand,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
        )

    def stappenzetter(self) -> "Stappenzetter":
        from klantmail.adapters.dynamodb.vervolgstappen import Vervolgstappen
        from klantmail.usecases.afhandeling.vervolgstap import Stappenzetter

        return Stappenzetter(
            emailberichten=self._emailberichten,
            klantcontacten=self.klantcontacten,
            vervolgstappen=Vervolgstappen(self._table),
            inrichting=self._inrichting,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
        )

    def heropener(self) -> "Heropener":
        from klantmail.usecases.afhandeling.heropenen import Heropener

        return Heropener(self._emailberichten, self._klok)

    def verplaatser(self) -> "Verplaatser":
        from klantmail.usecases.afhandeling.verplaatsen import Verplaatser

        return Verplaatser(self._emailberichten, self._klok, self.instellingen.postvakken)

    def reserveerder(self) -> "Reserveerder":
        from klantmail.adapters.dynamodb.reserveringen import Reserveringen
        from klantmail.usecases.afhandeling.reserveren import Reserveerder

        return Reserveerder(Reserveringen(self._table), Naslag(self), self._klok)

    def notitieblok(self) -> "Notitieblok":
        from klantmail.adapters.dynamodb.notities import Notities
        from klantmail.usecases.afhandeling.notities import Notitieblok

        return Notitieblok(Notities(self._table), self._emailberichten, self._klok, self._slaap)

    def takendesk(self) -> "Takendesk":
        from klantmail.usecases.afhandeling.taken import Takendesk

        return Takendesk(
            taken=self.interne_taken,
            emailberichten=self._emailberichten,
            klantcontacten=self.klantcontacten,
            informatieobjecten=self._informatieobjecten,
            uitgaand=self._uitgaand,
            ingesloten=self._ingesloten,
            eenheden=self.instellingen.eenheden,
            medewerkers=Naslag(self),
            termijnen=self.instellingen.termijnen,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
        )

    def navrager(self) -> "Navrager":
        from klantmail.usecases.afhandeling.navragen import Navrager

        return Navrager(
            taken=self.interne_taken,
            gesprekken=self.taakgesprekken,
            emailberichten=self._emailberichten,
            klantcontacten=self.klantcontacten,
            verzendingen=self._verzendingen,
            uitgaand=self._uitgaand,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
        )

    def uploader(self) -> "Uploader":
        from uuid import uuid4

        from klantmail.usecases.uitgaand.uploads import Uploader

        return Uploader(self.aws.uploads(), uuid4)

    # -- nazorg -------------------------------------------------------------------------------------------------------
    def verzender(self) -> "Verzender":
        from klantmail.adapters.ses import postkantoor
        from klantmail.usecases.nazorg.verzenden import Verzender

        return Verzender(
            verzendingen=self._verzendingen,
            archief=self.archief,
            postkantoor=postkantoor(self.aws),
            klok=self._klok,
            generatie=self.instellingen.generatie,
            lease=self.instellingen.verzendlease,
        )

    def bezorger(self) -> "Bezorger":
        from klantmail.usecases.nazorg.bezorgen import Bezorger

        return Bezorger(self._verzendingen, self._slaap)

    def registreerder(self) -> "Registreerder":
        from klantmail.adapters.zgw.zaaksysteem import zaaksysteem
        from klantmail.usecases.nazorg.zaak_registreren import Registreerder

        van_zaaksysteem = ZaaksysteemInstellingen.uit(self._omgeving)
        return Registreerder(
            zaken=self.zaken,
            informatieobjecten=self._informatieobjecten,
            archief=self.archief,
            zaaksysteem=zaaksysteem(self.aws, van_zaaksysteem),
            klok=self._klok,
            generatie=self.instellingen.generatie,
            lease=van_zaaksysteem.lease,
            werktijd=van_zaaksysteem.werktijd,
        )

    def vangnet(self) -> "Vangnet":
        from klantmail.adapters.dynamodb.taakachterstand import Taakachterstand
        from klantmail.adapters.lambda_sqs import uitvoering, wachtrijen
        from klantmail.usecases.nazorg.vangnet import Vangnet

        van_vangnet = VangnetInstellingen.uit(self._omgeving)
        return Vangnet(
            intake=self.aws.intake(),
            verzendingen=self._verzendingen,
            zaken=self.zaken,
            taken=Taakachterstand(self._table),
            standen=self._standen,
            uitvoering=uitvoering(self.aws, van_vangnet),
            wachtrijen=wachtrijen(self.aws, van_vangnet),
            postvakken=self.instellingen.postvakken,
            met_zaken=bool(van_vangnet.registreren),
            generatie=self.instellingen.generatie,
            intake_wachttijd=van_vangnet.intake_wachttijd,
            rondeduur=van_vangnet.rondeduur,
            klok=self._klok,
        )

    def veger(self) -> "Veger":
        from klantmail.adapters.dynamodb.archiefverwijzingen import Archiefverwijzingen
        from klantmail.usecases.nazorg.vegen import Veger

        return Veger(self.archief, Archiefverwijzingen(self._table), self._klok)

    # -- aanmelden -----------------------------------------------------------------------------------------------------
    def aanmelder(self) -> "Aanmelder":
        from klantmail.adapters.cognito import gebruikers
        from klantmail.usecases.beheer.aanmelden import Aanmelder

        return Aanmelder(gebruikers(self.aws), AanmeldInstellingen.uit(self._omgeving).rolwaarden)

    # -- beheer -------------------------------------------------------------------------------------------------------
    def raadpleger(self) -> "Raadpleger":
        from klantmail.adapters.dynamodb.reserveringen import Reserveringen
        from klantmail.usecases.beheer.raadplegen import Raadpleger

        return Raadpleger(
            emailberichten=Reserveringen(self._table),
            klantcontacten=self.klantcontacten,
            informatieobjecten=self._informatieobjecten,
            taken=Naslag(self),
            verzendingen=self._verzendingen,
            archief=self.archief,
            ingesloten=self._ingesloten,
            klok=self._klok,
            postvakken=self.instellingen.postvakken,
        )

    def quarantainebeheer(self) -> "Quarantainebeheer":
        from klantmail.usecases.beheer.quarantaine import Quarantainebeheer

        return Quarantainebeheer(self._emailberichten, self._klok, self._slaap)

    def meelezer(self) -> "Meelezer":
        from klantmail.usecases.beheer.meelezen import Meelezer

        return Meelezer(self._emailberichten, self._verzendingen, self.archief, self._parserversie)

    def beheer(self) -> "Beheer":
        from klantmail.usecases.beheer.verzendingen import Beheer

        return Beheer(
            emailberichten=self._emailberichten,
            verzendingen=self._verzendingen,
            standen=self._standen,
            klok=self._klok,
            slaap=self._slaap,
            generatie=self.instellingen.generatie,
        )

    def zakenbeheer(self) -> "Zakenbeheer":
        from klantmail.usecases.beheer.zaken import Zakenbeheer

        return Zakenbeheer(
            zaken=self.zaken,
            klok=self._klok,
            slaap=self._slaap,
            generatie=self.instellingen.generatie,
        )

    def medewerkers(self) -> "Medewerkers":
        from klantmail.usecases.beheer.medewerkers import Medewerkers

        return Medewerkers(self.bekende_medewerkers)

    def standaardantwoorden(self) -> "Standaardantwoorden":
        from klantmail.usecases.beheer.standaardantwoorden import Standaardantwoorden

        return Standaardantwoorden(
            standaardantwoorden=self.standaardteksten,
            emailberichten=self._emailberichten,
            klok=self._klok,
            slaap=self._slaap,
            gemeente=self.instellingen.organisatie.naam,
        )
