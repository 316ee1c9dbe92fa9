"""The wiring of what follows on its own: sending, the zaaksysteem, the events and who follows them, and the rounds."""

from functools import cached_property
from typing import TYPE_CHECKING

from klantmail.bootstrap.archivering import Archivering
from klantmail.runtime.instellingen import BusInstellingen, RegistreerInstellingen, VangnetInstellingen, ZgwInstellingen

if TYPE_CHECKING:
    from klantmail.usecases.nazorg.bezorgen import Bezorger
    from klantmail.usecases.nazorg.indexeren import Indexeerder
    from klantmail.usecases.nazorg.navertellen import Naverteller
    from klantmail.usecases.nazorg.tellen import Teller
    from klantmail.usecases.nazorg.vangnet import Vangnet
    from klantmail.usecases.nazorg.vegen import Veger
    from klantmail.usecases.nazorg.vertellen import Verteller
    from klantmail.usecases.nazorg.verzenden import Verzender
    from klantmail.usecases.nazorg.zaak_registreren import Registreerder


class Nazorg(Archivering):
    """The use cases of nazorg."""

    @cached_property
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

    @cached_property
    def bezorger(self) -> "Bezorger":
        from klantmail.usecases.nazorg.bezorgen import Bezorger

        return Bezorger(self._verzendingen, self._slaap)

    @cached_property
    def registreerder(self) -> "Registreerder":
        from klantmail.adapters.zgw.zaaksysteem import zaaksysteem
        from klantmail.usecases.nazorg.zaak_registreren import Registreerder

        van_registreren = RegistreerInstellingen.uit(self._omgeving)
        return Registreerder(
            zaken=self.zaken,
            informatieobjecten=self._informatieobjecten,
            archief=self.archief,
            keurmeester=self._keurmeester,
            zaaksysteem=zaaksysteem(self.aws, ZgwInstellingen.uit(self._omgeving)),
            klok=self._klok,
            generatie=self.instellingen.generatie,
            lease=van_registreren.lease,
            werktijd=van_registreren.werktijd,
        )

    @cached_property
    def verteller(self) -> "Verteller":
        from klantmail.adapters.eventbridge import gebeurtenisbus
        from klantmail.usecases.nazorg.vertellen import Verteller

        van = BusInstellingen.uit(self._omgeving)
        return Verteller(gebeurtenisbus(self.aws, van.bus, van.oin))

    @cached_property
    def teller(self) -> "Teller":
        from klantmail.runtime.cijferinstellingen import CijferInstellingen
        from klantmail.usecases.nazorg.tellen import Teller

        return Teller(telwerk=self._cijfers, norm=CijferInstellingen.uit(self._omgeving).norm, slaap=self._slaap)

    @cached_property
    def naverteller(self) -> "Naverteller":
        from klantmail.adapters.dynamodb.feiten import Feiten
        from klantmail.runtime.cijferinstellingen import CijferInstellingen
        from klantmail.usecases.nazorg.navertellen import Naverteller

        van = CijferInstellingen.uit(self._omgeving)
        return Naverteller(
            bron=Feiten(self._table),
            telwerk=self._cijfers,
            verteller=self.verteller,
            klok=self._klok,
            postvakken=self.instellingen.postvakken,
            na=van.navertellen_na,
            terug=van.navertellen_terug,
        )

    @cached_property
    def indexeerder(self) -> "Indexeerder":
        from klantmail.adapters.dynamodb.zoekindex import Zoekindex
        from klantmail.usecases.nazorg.indexeren import Indexeerder

        return Indexeerder(emailberichten=self._emailberichten, zaken=self.zaken, index=Zoekindex(self._table))

    @cached_property
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

    @cached_property
    def veger(self) -> "Veger":
        from klantmail.adapters.dynamodb.archiefverwijzingen import Archiefverwijzingen
        from klantmail.usecases.nazorg.vegen import Veger

        return Veger(self.archief, Archiefverwijzingen(self._table), self._klok)
