"""The wiring of what an archivaris and a privacy officer do: what is kept, destroyed, and handed out."""

from functools import cached_property
from typing import TYPE_CHECKING

from klantmail.bootstrap.parts import Parts

if TYPE_CHECKING:
    from klantmail.adapters.dynamodb.inzageverzoeken import Verzoekenkast
    from klantmail.adapters.dynamodb.vernietigingslijsten import Lijstenkast
    from klantmail.adapters.sqs import SqsVernietigwachtrij, SqsVerzamelwachtrij
    from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer
    from klantmail.usecases.beheer.inzageverzoeken import Inzagebalie
    from klantmail.usecases.beheer.vernietiging import Vernietigingsbeheer
    from klantmail.usecases.nazorg.vernietigen import Vernietiger
    from klantmail.usecases.nazorg.verzamelen import Verzamelaar


class Archivering(Parts):
    """The use cases of keeping, destroying and handing out."""

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

    # -- handing out ---------------------------------------------------------------------------------------------------

    @cached_property
    def _verzoekenkast(self) -> "Verzoekenkast":
        from klantmail.adapters.dynamodb.inzageverzoeken import Verzoekenkast

        return Verzoekenkast(self._table)

    @cached_property
    def _verzamelwachtrij(self) -> "SqsVerzamelwachtrij":
        from klantmail.adapters.sqs import SqsVerzamelwachtrij
        from klantmail.runtime.instellingen import vereist

        return SqsVerzamelwachtrij(self.aws, vereist(self._omgeving, "VERZAMELWACHTRIJ"))

    def inzagebalie(self) -> "Inzagebalie":
        from klantmail.usecases.beheer.inzageverzoeken import Inzagebalie

        return Inzagebalie(
            kast=self._verzoekenkast,
            archief=self.archief,
            wachtrij=self._verzamelwachtrij,
            klok=self._klok,
            slaap=self._slaap,
        )

    def verzamelaar(self) -> "Verzamelaar":
        from klantmail.adapters.dynamodb.bewaartermijnen import Termijnentabel
        from klantmail.adapters.dynamodb.persoonsdossiers import Persoonsdossiers
        from klantmail.usecases.mail_van_personen import Mailzoeker
        from klantmail.usecases.nazorg.verzamelen import VOL, Verzamelaar

        dossiers = Persoonsdossiers(self._table)
        return Verzamelaar(
            kast=self._verzoekenkast,
            dossiers=dossiers,
            termijnen=Termijnentabel(self._table),
            zoeker=Mailzoeker(dossiers, self.instellingen.postvakken, self._klok),
            archief=self.archief,
            keurmeester=self._keurmeester,
            kijkers=self.kijkerslezer,
            wachtrij=self._verzamelwachtrij,
            organisatie=self.instellingen.organisatie,
            vol=VOL,
            klok=self._klok,
            slaap=self._slaap,
        )
