"""The wiring of all functions: the parts that each use case is made of.

A function makes one `Wiring` when Lambda loads it, and asks it for the use cases of its routes. Each is made once, when
it is first asked for, and what makes it imports it, and the adapters that it works with. So no function loads those of
another, for which its cold start would wait (`tests/integration/functions/test_imports.py`).

A function asks at its start for what most requests need, while Lambda gives it a whole processor. The first request
that needs anything else asks for that.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from klantmail.bootstrap.naslag import Naslag
from klantmail.bootstrap.nazorg import Nazorg
from klantmail.runtime.instellingen import AanmeldInstellingen

if TYPE_CHECKING:
    from klantmail.usecases.afhandeling.afhandelen import Afhandelaar
    from klantmail.usecases.afhandeling.concepten import Conceptenmap
    from klantmail.usecases.afhandeling.heropenen import Heropener
    from klantmail.usecases.afhandeling.inzien import Inziener
    from klantmail.usecases.afhandeling.navragen import Navrager
    from klantmail.usecases.afhandeling.notities import Notitieblok
    from klantmail.usecases.afhandeling.rectificeren import Rectificeerder
    from klantmail.usecases.afhandeling.reserveren import Reserveerder
    from klantmail.usecases.afhandeling.taken import Takendesk
    from klantmail.usecases.afhandeling.verplaatsen import Verplaatser
    from klantmail.usecases.afhandeling.vervolgen import Vervolger
    from klantmail.usecases.afhandeling.vervolgstap import Stappenzetter
    from klantmail.usecases.beheer.aanmelden import Aanmelder
    from klantmail.usecases.beheer.cijfers import Cijferaar
    from klantmail.usecases.beheer.inzagen import Inzagenlezer
    from klantmail.usecases.beheer.medewerkers import Medewerkers
    from klantmail.usecases.beheer.meelezen import Meelezer
    from klantmail.usecases.beheer.ondertekeningen import Ondertekeningenbeheer
    from klantmail.usecases.beheer.overzicht import Overzicht
    from klantmail.usecases.beheer.postvakstoringen import Storingsbeheer, Storingslezer
    from klantmail.usecases.beheer.quarantaine import Quarantainebeheer
    from klantmail.usecases.beheer.raadplegen import Raadpleger
    from klantmail.usecases.beheer.standaardantwoorden import Standaardantwoorden
    from klantmail.usecases.beheer.verzendingen import Beheer
    from klantmail.usecases.beheer.zaken import Zakenbeheer
    from klantmail.usecases.beheer.zoeken import Zoeker
    from klantmail.usecases.ontvangst.bevestigen import Bevestiger
    from klantmail.usecases.ontvangst.herlijsten import Herlijster
    from klantmail.usecases.ontvangst.ontvangen import Ontvanger
    from klantmail.usecases.postvakrecht import Postvakwacht
    from klantmail.usecases.uitgaand.uploads import Uploader


class Wiring(Nazorg):
    """The use cases of one function."""

    # -- ontvangst ----------------------------------------------------------------------------------------------------
    @cached_property
    def ontvanger(self) -> "Ontvanger":
        from klantmail.usecases.ontvangst.herkennen import Herkenner
        from klantmail.usecases.ontvangst.ontvangen import Ontvanger

        return Ontvanger(
            intake=self.aws.intake(),
            archief=self.archief,
            emailberichten=self._emailberichten,
            taakreacties=Naslag(self),
            organisatie=self.instellingen.organisatie,
            bevestiger=self.bevestiger,
            klok=self._klok,
            bezorger=self.bezorger,
            herkenner=Herkenner(
                verzendingen=self._verzendingen,
                bekenden=self._emailberichten,
                ontvangsten=self._ontvangsten,
                eigen=self.eigen,
                formulieren=self.instellingen.formulieren,
            ),
        )

    @cached_property
    def bevestiger(self) -> "Bevestiger":
        from klantmail.usecases.ontvangst.bevestigen import Bevestiger

        return Bevestiger(
            emailberichten=self._emailberichten,
            bevestigingen=self._bevestigingen,
            uitgaand=self._uitgaand,
            klok=self._klok,
            slaap=self._slaap,
            postvakken=self.instellingen.bevestigde_postvakken,
            formaliteiten=self.instellingen.formaliteiten,
        )

    @cached_property
    def herlijster(self) -> "Herlijster":
        from klantmail.usecases.ontvangst.herlijsten import Herlijster

        return Herlijster(
            archief=self.archief,
            emailberichten=self._emailberichten,
            intake=self.aws.intake(),
            postvakken=self.instellingen.postvakken,
        )

    # -- afhandeling --------------------------------------------------------------------------------------------------
    @cached_property
    def inziener(self) -> "Inziener":
        from uuid import uuid4

        from klantmail.adapters.dynamodb.concepten import Concepten
        from klantmail.usecases.afhandeling.inzien import Inziener

        return Inziener(
            emailberichten=self._emailberichten,
            archief=self.archief,
            klok=self._klok,
            nieuw_id=uuid4,
            parserversie=self._parserversie,
            eigen=self.eigen,
            concepten=Concepten(self._table),
        )

    @cached_property
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

    @cached_property
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

    @cached_property
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

    @cached_property
    def heropener(self) -> "Heropener":
        from klantmail.usecases.afhandeling.heropenen import Heropener

        return Heropener(self._emailberichten, self._klok)

    @cached_property
    def verplaatser(self) -> "Verplaatser":
        from klantmail.usecases.afhandeling.verplaatsen import Verplaatser

        return Verplaatser(
            emailberichten=self._emailberichten,
            teksten=Naslag(self),
            uitgaand=self._uitgaand,
            klok=self._klok,
            slaap=self._slaap,
            postvakken=self.instellingen.postvakken,
        )

    @cached_property
    def reserveerder(self) -> "Reserveerder":
        from klantmail.adapters.dynamodb.reserveringen import Reserveringen
        from klantmail.usecases.afhandeling.reserveren import Reserveerder

        return Reserveerder(Reserveringen(self._table), self._ontvangers, self._klok)

    @cached_property
    def notitieblok(self) -> "Notitieblok":
        from klantmail.adapters.dynamodb.notities import Notities
        from klantmail.usecases.afhandeling.notities import Notitieblok

        return Notitieblok(Notities(self._table), self._emailberichten, self._klok, self._slaap)

    @cached_property
    def rectificeerder(self) -> "Rectificeerder":
        from klantmail.usecases.afhandeling.rectificeren import Rectificeerder

        return Rectificeerder(self.rectificaties, Naslag(self), self._klok, self._slaap)

    @cached_property
    def conceptenmap(self) -> "Conceptenmap":
        from klantmail.adapters.dynamodb.concepten import Concepten
        from klantmail.usecases.afhandeling.concepten import Conceptenmap

        return Conceptenmap(Concepten(self._table), self._emailberichten, self._klok, self._slaap)

    @cached_property
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
            ontvangers=self._ontvangers,
            termijnen=self.instellingen.termijnen,
            klok=self._klok,
            slaap=self._slaap,
            parserversie=self._parserversie,
        )

    @cached_property
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

    @cached_property
    def uploader(self) -> "Uploader":
        from uuid import uuid4

        from klantmail.usecases.uitgaand.uploads import Uploader

        return Uploader(self.aws.uploads(), uuid4)

    # -- aanmelden -----------------------------------------------------------------------------------------------------
    @cached_property
    def aanmelder(self) -> "Aanmelder":
        from klantmail.adapters.cognito import gebruikers
        from klantmail.usecases.beheer.aanmelden import Aanmelder

        return Aanmelder(gebruikers(self.aws), AanmeldInstellingen.uit(self._omgeving).rolwaarden)

    # -- every request ------------------------------------------------------------------------------------------------
    @cached_property
    def postvakwacht(self) -> "Postvakwacht":
        from klantmail.usecases.postvakrecht import Postvakwacht

        return Postvakwacht(Naslag(self))

    # -- beheer -------------------------------------------------------------------------------------------------------
    @cached_property
    def raadpleger(self) -> "Raadpleger":
        from klantmail.usecases.beheer.raadplegen import Raadpleger

        return Raadpleger(
            emailberichten=self._emailberichten,
            klantcontacten=self.klantcontacten,
            informatieobjecten=self._informatieobjecten,
            taken=Naslag(self),
            verzendingen=self._verzendingen,
            beperkingen=Naslag(self),
            rectificaties=self.rectificaties,
            archief=self.archief,
            keurmeester=self._keurmeester,
            ingesloten=self._ingesloten,
            klok=self._klok,
            postvakken=self.instellingen.postvakken,
        )

    @cached_property
    def zoeker(self) -> "Zoeker":
        from klantmail.adapters.dynamodb.zoeklijsten import Zoeklijsten
        from klantmail.usecases.beheer.zoeken import Zoeker

        return Zoeker(
            lijsten=Zoeklijsten(self._table),
            emailberichten=self._emailberichten,
            verzonden=self._verzendingen,
            postvakken=self.instellingen.postvakken,
            klok=self._klok,
        )

    @cached_property
    def inzagenlezer(self) -> "Inzagenlezer":
        from klantmail.usecases.beheer.inzagen import Inzagenlezer

        return Inzagenlezer(self.kijkerslezer, self.klantcontacten, self._emailberichten)

    @cached_property
    def overzicht(self) -> "Overzicht":
        from klantmail.usecases.beheer.overzicht import Overzicht

        return Overzicht(lambda: self._tellingen, self._klok, self.instellingen.postvakken)

    @cached_property
    def quarantainebeheer(self) -> "Quarantainebeheer":
        from klantmail.usecases.beheer.quarantaine import Quarantainebeheer

        return Quarantainebeheer(self._emailberichten, self._klok, self._slaap)

    @cached_property
    def meelezer(self) -> "Meelezer":
        from klantmail.usecases.beheer.meelezen import Meelezer

        return Meelezer(self._emailberichten, self._verzendingen, self.archief, self._parserversie, self.eigen)

    @cached_property
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

    @cached_property
    def cijferaar(self) -> "Cijferaar":
        from klantmail.domain.interne_taak import KCC_EENHEID
        from klantmail.usecases.beheer.cijfers import Cijferaar

        van = self.instellingen
        return Cijferaar(lezer=self._cijfers, postvakken=van.postvakken, eenheden=(*van.eenheden, KCC_EENHEID))

    @cached_property
    def zakenbeheer(self) -> "Zakenbeheer":
        from klantmail.usecases.beheer.zaken import Zakenbeheer

        return Zakenbeheer(
            zaken=self.zaken,
            klok=self._klok,
            slaap=self._slaap,
            generatie=self.instellingen.generatie,
        )

    @cached_property
    def medewerkers(self) -> "Medewerkers":
        from klantmail.usecases.beheer.medewerkers import Medewerkers

        return Medewerkers(self.bekende_medewerkers, self._klok, self.instellingen.actief_maanden)

    @cached_property
    def standaardantwoorden(self) -> "Standaardantwoorden":
        from klantmail.adapters.dynamodb.standaardgebruik import Standaardgebruik
        from klantmail.usecases.beheer.standaardantwoorden import Standaardantwoorden

        return Standaardantwoorden(
            standaardantwoorden=self.standaardteksten,
            emailberichten=self._emailberichten,
            klok=self._klok,
            slaap=self._slaap,
            gemeente=self.instellingen.organisatie.naam,
            standaardgebruik=Standaardgebruik(self._table),
            postvakken=self.instellingen.postvakken,
        )

    @cached_property
    def storingsbeheer(self) -> "Storingsbeheer":
        from klantmail.adapters.dynamodb.postvakstoringen import Postvakstoringen
        from klantmail.usecases.beheer.postvakstoringen import Storingsbeheer

        return Storingsbeheer(Postvakstoringen(self._table), self._klok, self._slaap, self.instellingen.postvakken)

    @cached_property
    def storingslezer(self) -> "Storingslezer":
        from klantmail.adapters.dynamodb.postvakstoringen import Postvakstoringen
        from klantmail.usecases.beheer.postvakstoringen import Storingslezer

        return Storingslezer(Postvakstoringen(self._table), self._emailberichten)

    @cached_property
    def ondertekeningenbeheer(self) -> "Ondertekeningenbeheer":
        from klantmail.usecases.beheer.ondertekeningen import Ondertekeningenbeheer

        return Ondertekeningenbeheer(self.ondertekeningen, self._klok, self._slaap, self.instellingen.postvakken)
