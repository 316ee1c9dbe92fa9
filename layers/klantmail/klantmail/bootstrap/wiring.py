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
from klantmail.domain import tijd
from klantmail.runtime.instellingen import Instellingen, VangnetInstellingen, ZaaksysteemInstellingen

if TYPE_CHECKING:
    from klantmail.adapters.aws import Aws
    from klantmail.adapters.dynamodb.register import Register
    from klantmail.adapters.dynamodb.uitkomstregister import Uitkomstregister
    from klantmail.adapters.s3 import S3Archief
    from klantmail.usecases.afhandeling.afhandelen import Afhandelaar
    from klantmail.usecases.afhandeling.inzien import Inziener
    from klantmail.usecases.afhandeling.taken import Takendesk
    from klantmail.usecases.afhandeling.vervolgen import Vervolger
    from klantmail.usecases.beheer.raadplegen import Raadpleger
    from klantmail.usecases.beheer.standaardantwoorden import Standaardantwoorden
    from klantmail.usecases.beheer.verzendingen import Beheer
    from klantmail.usecases.beheer.zaken import Zakenbeheer
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
    def register(self) -> "Register":
        from klantmail.adapters.dynamodb.register import Register

        return self.aws.register(Register)

    @cached_property
    def uitkomstregister(self) -> "Uitkomstregister":
        """Also reads again what an outcome made of a mail."""
        from klantmail.adapters.dynamodb.uitkomstregister import Uitkomstregister

        return self.aws.register(Uitkomstregister)

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
        )

    @cached_property
    def _parserversie(self) -> str:
        from ontleden.ontleding import VERSIE

        return VERSIE

    # -- ontvangst ----------------------------------------------------------------------------------------------------
    def ontvanger(self) -> "Ontvanger":
        from klantmail.adapters.dynamodb.bevestigregister import Bevestigregister
        from klantmail.usecases.ontvangst.ontvangen import Ontvanger

        return Ontvanger(
            intake=self.aws.intake(),
            archief=self.archief,
            register=self.aws.register(Bevestigregister),
            organisatie=self.instellingen.organisatie,
            bevestiger=self.bevestiger(),
        )

    def bevestiger(self) -> "Bevestiger":
        from klantmail.adapters.dynamodb.bevestigregister import Bevestigregister
        from klantmail.usecases.ontvangst.bevestigen import Bevestiger

        return Bevestiger(
            register=self.aws.register(Bevestigregister),
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
            register=self.register,
            intake=self.aws.intake(),
            postvakken=self.instellingen.postvakken,
        )

    # -- afhandeling --------------------------------------------------------------------------------------------------
    def inziener(self) -> "Inziener":
        from uuid import uuid4

        from klantmail.usecases.afhandeling.inzien import Inziener

        return Inziener(self.register, self.archief, self._klok, uuid4, self._parserversie)

    def afhandelaar(self) -> "Afhandelaar":
        return self._afhandelaar(self.register)

    def afhandelaar_met_alle_records(self) -> "Afhandelaar":
        """Store outcomes whose records `uitkomstregister` reads again."""
        return self._afhandelaar(self.uitkomstregister)

    def vervolger(self) -> "Vervolger":
        from klantmail.usecases.afhandeling.vervolgen import Vervolger

        return Vervolger(
            register=self.register,
            uitgaand=self._uitgaand,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
        )

    def takendesk(self) -> "Takendesk":
        from klantmail.adapters.dynamodb.takenregister import Takenregister
        from klantmail.usecases.afhandeling.taken import Takendesk

        return Takendesk(
            register=self.aws.register(Takenregister),
            uitgaand=self._uitgaand,
            eenheden=self.instellingen.eenheden,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
        )

    def _afhandelaar(self, register: "Register") -> "Afhandelaar":
        from klantmail.usecases.afhandeling.afhandelen import Afhandelaar
        from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting

        van = self.instellingen
        return Afhandelaar(
            register=register,
            inrichting=Inrichting(uitgaand=self._uitgaand, eenheden=van.eenheden, zaaktypen=van.zaaktypen),
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
        from klantmail.adapters.dynamodb.verzendregister import Verzendregister
        from klantmail.adapters.ses import postkantoor
        from klantmail.usecases.nazorg.verzenden import Verzender

        return Verzender(
            register=self.aws.register(Verzendregister),
            archief=self.archief,
            postkantoor=postkantoor(self.aws),
            klok=self._klok,
            generatie=self.instellingen.generatie,
            lease=self.instellingen.verzendlease,
        )

    def bezorger(self) -> "Bezorger":
        from klantmail.adapters.dynamodb.verzendregister import Verzendregister
        from klantmail.usecases.nazorg.bezorgen import Bezorger

        return Bezorger(self.aws.register(Verzendregister), self._slaap)

    def registreerder(self) -> "Registreerder":
        from klantmail.adapters.dynamodb.zaakregister import Zaakregister
        from klantmail.adapters.zgw.zaaksysteem import zaaksysteem
        from klantmail.usecases.nazorg.zaak_registreren import Registreerder

        van_zaaksysteem = ZaaksysteemInstellingen.uit(self._omgeving)
        return Registreerder(
            register=self.aws.register(Zaakregister),
            archief=self.archief,
            zaaksysteem=zaaksysteem(self.aws, van_zaaksysteem),
            klok=self._klok,
            generatie=self.instellingen.generatie,
            lease=van_zaaksysteem.lease,
            werktijd=van_zaaksysteem.werktijd,
        )

    def vangnet(self) -> "Vangnet":
        from klantmail.adapters.dynamodb.vangnetregister import Vangnetregister
        from klantmail.adapters.lambda_sqs import uitvoering, wachtrijen
        from klantmail.usecases.nazorg.vangnet import Vangnet

        van_vangnet = VangnetInstellingen.uit(self._omgeving)
        return Vangnet(
            intake=self.aws.intake(),
            register=self.aws.register(Vangnetregister),
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
        from klantmail.usecases.nazorg.vegen import Veger

        return Veger(self.archief, self.register, self._klok)

    # -- beheer -------------------------------------------------------------------------------------------------------
    def raadpleger(self) -> "Raadpleger":
        from klantmail.usecases.beheer.raadplegen import Raadpleger

        return Raadpleger(self.register, self.archief, self._klok, self.instellingen.postvakken)

    def beheer(self) -> "Beheer":
        from klantmail.adapters.dynamodb.standregister import Standregister
        from klantmail.usecases.beheer.verzendingen import Beheer

        register = self.aws.register(Standregister)
        return Beheer(register, register, register, self._klok, self._slaap, self.instellingen.generatie)

    def zakenbeheer(self) -> "Zakenbeheer":
        from klantmail.adapters.dynamodb.zaakregister import Zaakregister
        from klantmail.usecases.beheer.zaken import Zakenbeheer

        return Zakenbeheer(
            register=self.aws.register(Zaakregister),
            klok=self._klok,
            slaap=self._slaap,
            generatie=self.instellingen.generatie,
        )

    def standaardantwoorden(self) -> "Standaardantwoorden":
        from klantmail.adapters.dynamodb.standaardregister import Standaardregister
        from klantmail.usecases.beheer.standaardantwoorden import Standaardantwoorden

        return Standaardantwoorden(
            register=self.aws.register(Standaardregister),
            klok=self._klok,
            slaap=self._slaap,
            gemeente=self.instellingen.organisatie.naam,
        )
