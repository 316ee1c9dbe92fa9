"""The wiring of what an archivaris does: how long what is kept, and what is destroyed."""

from functools import cached_property
from typing import TYPE_CHECKING

from klantmail.bootstrap.parts import Parts

if TYPE_CHECKING:
    from klantmail.adapters.dynamodb.vernietigingslijsten import Lijstenkast
    from klantmail.adapters.sqs import SqsVernietigwachtrij
    from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer
    from klantmail.usecases.beheer.vernietiging import Vernietigingsbeheer
    from klantmail.usecases.nazorg.vernietigen import Vernietiger


class Archivering(Parts):
    """The use cases of keeping and destroying."""

    @cached_property
    def _lijstenkast(self) -> "Lijstenkast":
        from klantmail.adapters.dynamodb.vernietigingslijsten import Lijstenkast

        return Lijstenkast(self._table)

    @cached_property
    def _vernietigwachtrij(self) -> "SqsVernietigwachtrij":
        from klantmail.adapters.sqs import SqsVernietigwachtrij
        from klantmail.runtime.instellingen import vereist

        return SqsVernietigwachtrij(self.aws, vereist(self._omgeving, "VERNIETIGWACHTRIJ"))

    def termijnenbeheer(self) -> "Termijnenbeheer":
        from klantmail.adapters.dynamodb.bewaartermijnen import Termijnentabel
        from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer

        return Termijnenbeheer(Termijnentabel(self._table), self._klok, self._slaap)

    def vernietigingsbeheer(self) -> "Vernietigingsbeheer":
        from klantmail.usecases.beheer.vernietiging import Vernietigingsbeheer

        return Vernietigingsbeheer(
            lijsten=self._lijstenkast,
            archief=self.archief,
            wachtrij=self._vernietigwachtrij,
            klok=self._klok,
            slaap=self._slaap,
        )

    def vernietiger(self) -> "Vernietiger":
        from klantmail.adapters.dynamodb.bewaartermijnen import Termijnentabel
        from klantmail.adapters.dynamodb.vernietigingen import Vernietigingen
        from klantmail.runtime.instellingen import VernietigInstellingen
        from klantmail.usecases.nazorg.vernietigen import Vernietiger
        from klantmail.usecases.nazorg.vernietigingslijst import Opsteller

        van, eigen = self.instellingen, VernietigInstellingen.uit(self._omgeving)
        tabel, vernietigingen = Termijnentabel(self._table), Vernietigingen(self._table)
        opsteller = Opsteller(
            lijsten=self._lijstenkast,
            tabel=tabel,
            bron=vernietigingen,
            archief=self.archief,
            postvakken=van.postvakken,
            klok=self._klok,
            slaap=self._slaap,
        )
        return Vernietiger(
            lijsten=self._lijstenkast,
            tabel=tabel,
            vernietigingen=vernietigingen,
            archief=self.archief,
            intake=self.aws.intake(),
            uploads=self.aws.uploads(),
            wachtrij=self._vernietigwachtrij,
            opsteller=opsteller,
            organisatie=van.organisatie.naam,
            postvakken=van.postvakken,
            werktijd=eigen.werktijd,
            naloop=eigen.naloop,
            klok=self._klok,
            slaap=self._slaap,
        )
