"""The wiring of what an archivaris and a privacy officer do: what is kept, destroyed, and handed out."""

from functools import cached_property
from typing import TYPE_CHECKING

from klantmail.bootstrap.parts import Parts

if TYPE_CHECKING:
    from klantmail.adapters.dynamodb.vernietigingslijsten import Lijstenkast
    from klantmail.adapters.dynamodb.verzamelverzoeken import Inzageverzoeken, Wooverzoeken
    from klantmail.adapters.sqs import SqsVernietigwachtrij, SqsVerzamelwachtrij
    from klantmail.domain.inzageverzoek import Inzageverzoek
    from klantmail.domain.verzamelverzoek import Verzamelverzoek
    from klantmail.domain.wooverzoek import Wooverzoek
    from klantmail.ports.verzamelen import Verzoekenkast
    from klantmail.usecases.beheer.beperken import Beperker
    from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer
    from klantmail.usecases.beheer.inzageverzoeken import Inzagebalie
    from klantmail.usecases.beheer.vernietiging import Vernietigingsbeheer
    from klantmail.usecases.beheer.wooverzoeken import Woobalie
    from klantmail.usecases.nazorg.vernietigen import Vernietiger
    from klantmail.usecases.nazorg.verzamelen import Keuze, Verzamelaar


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

    @cached_property
    def termijnenbeheer(self) -> "Termijnenbeheer":
        from klantmail.adapters.dynamodb.bewaartermijnen import Termijnentabel
        from klantmail.usecases.beheer.bewaartermijnen import Termijnenbeheer

        return Termijnenbeheer(Termijnentabel(self._table), self._klok, self._slaap)

    @cached_property
    def vernietigingsbeheer(self) -> "Vernietigingsbeheer":
        from klantmail.usecases.beheer.vernietiging import Vernietigingsbeheer

        return Vernietigingsbeheer(
            lijsten=self._lijstenkast,
            archief=self.archief,
            wachtrij=self._vernietigwachtrij,
            klok=self._klok,
            slaap=self._slaap,
        )

    @cached_property
    def vernietiger(self) -> "Vernietiger":
        from klantmail.adapters.dynamodb.bewaartermijnen import Termijnentabel
        from klantmail.adapters.dynamodb.vernietigingen import Vernietigingen
        from klantmail.adapters.sqs import SqsMislukten
        from klantmail.runtime.instellingen import VernietigInstellingen
        from klantmail.usecases.nazorg.vernietigen import Vernietiger
        from klantmail.usecases.nazorg.vernietigingslijst import Opsteller
        from klantmail.usecases.nazorg.zaaktermijnen import Zaaktermijnlezer

        van, eigen = self.instellingen, VernietigInstellingen.uit(self._omgeving)
        tabel, vernietigingen = Termijnentabel(self._table), Vernietigingen(self._table)
        opsteller = Opsteller(
            lijsten=self._lijstenkast,
            tabel=tabel,
            bron=vernietigingen,
            archief=self.archief,
            zaaktermijnen=Zaaktermijnlezer(self.zaken_api if self._met_zaken_api else None, self._klok),
            postvakken=van.postvakken,
            werktijd=eigen.werktijd,
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
            mislukten=SqsMislukten(self.aws, eigen.mislukten, eigen.leeswacht),
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
    def _inzageverzoeken(self) -> "Inzageverzoeken":
        from klantmail.adapters.dynamodb.verzamelverzoeken import Inzageverzoeken

        return Inzageverzoeken(self._table)

    @cached_property
    def _wooverzoeken(self) -> "Wooverzoeken":
        from klantmail.adapters.dynamodb.verzamelverzoeken import Wooverzoeken

        return Wooverzoeken(self._table)

    @cached_property
    def _verzamelwachtrij(self) -> "SqsVerzamelwachtrij":
        from klantmail.adapters.sqs import SqsVerzamelwachtrij
        from klantmail.runtime.instellingen import vereist

        return SqsVerzamelwachtrij(self.aws, vereist(self._omgeving, "VERZAMELWACHTRIJ"))

    @cached_property
    def inzagebalie(self) -> "Inzagebalie":
        from klantmail.usecases.beheer.inzageverzoeken import Inzagebalie

        return Inzagebalie(
            kast=self._inzageverzoeken,
            archief=self.archief,
            wachtrij=self._verzamelwachtrij,
            klok=self._klok,
            slaap=self._slaap,
        )

    @cached_property
    def beperker(self) -> "Beperker":
        from klantmail.adapters.dynamodb.beperkingen import Beperkingen
        from klantmail.adapters.dynamodb.dossiers import Dossiers
        from klantmail.usecases.beheer.beperken import Beperker

        return Beperker(
            klantcontacten=self.klantcontacten,
            emailberichten=self._emailberichten,
            dossiers=Dossiers(self._table),
            beperkingen=Beperkingen(self._table),
            klok=self._klok,
            slaap=self._slaap,
        )

    @cached_property
    def woobalie(self) -> "Woobalie":
        from klantmail.usecases.beheer.wooverzoeken import Woobalie

        return Woobalie(
            kast=self._wooverzoeken,
            archief=self.archief,
            wachtrij=self._verzamelwachtrij,
            klok=self._klok,
            slaap=self._slaap,
            postvakken=self.instellingen.postvakken,
        )

    @cached_property
    def inzageverzamelaar(self) -> "Verzamelaar[Inzageverzoek]":
        from klantmail.adapters.dynamodb.maildossiers import Maildossiers
        from klantmail.usecases.mail_van_personen import Mailzoeker
        from klantmail.usecases.nazorg.verzamelkeuzes import Inzagekeuze

        van = self.instellingen
        zoeker = Mailzoeker(Maildossiers(self._table), van.postvakken, self._klok)
        return self._verzamelaar(self._inzageverzoeken, Inzagekeuze(zoeker, van.organisatie.naam))

    @cached_property
    def wooverzamelaar(self) -> "Verzamelaar[Wooverzoek]":
        from klantmail.adapters.dynamodb.maildossiers import Maildossiers
        from klantmail.usecases.nazorg.verzamelkeuzes import Wookeuze

        van = self.instellingen
        keuze = Wookeuze(Maildossiers(self._table), van.postvakken, van.organisatie.naam, self._klok)
        return self._verzamelaar(self._wooverzoeken, keuze)

    def _verzamelaar[V: "Verzamelverzoek"](self, kast: "Verzoekenkast[V]", keuze: "Keuze[V]") -> "Verzamelaar[V]":
        from klantmail.adapters.dynamodb.bewaartermijnen import Termijnentabel
        from klantmail.adapters.dynamodb.maildossiers import Maildossiers
        from klantmail.usecases.nazorg.niet_ingenomen import Intaketeller
        from klantmail.usecases.nazorg.verzamelen import VOL, Verzamelaar

        dossiers = Maildossiers(self._table)
        return Verzamelaar(
            kast=kast,
            keuze=keuze,
            dossiers=dossiers,
            intake=Intaketeller(self.aws.intake(), dossiers, self.instellingen.postvakken),
            termijnen=Termijnentabel(self._table),
            archief=self.archief,
            keurmeester=self._keurmeester,
            kijkers=self.kijkerslezer,
            wachtrij=self._verzamelwachtrij,
            organisatie=self.instellingen.organisatie,
            vol=VOL,
            klok=self._klok,
            slaap=self._slaap,
        )
