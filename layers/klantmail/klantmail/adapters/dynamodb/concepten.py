"""Drafts on DynamoDB: those of one mail are one partition, one item for each medewerker.

DynamoDB removes them by itself after `vervaltOp` (time to live), within days; until it does, nothing here sees them.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem
from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, UuidAttribute, table_key
from klantmail.adapters.dynamodb.writing import Check, Put, nieuw, transact, vertaald
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.concept import Concept
from klantmail.domain.emailbericht import Berichtstatus


class ConceptItem(Item, discriminator="concept"):
    emailbericht = UuidAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    uitkomst = UnicodeAttribute()
    velden = UnicodeAttribute()
    versie = UnicodeAttribute()
    gewijzigd_op = TijdstipAttribute(attr_name="gewijzigdOp")
    vervalt_op = TTLAttribute(attr_name="vervaltOp")


def _wacht_op_een_uitkomst() -> Condition:
    return EmailberichtItem.status.is_in(Berichtstatus.NIEUW.value, Berichtstatus.IN_BEHANDELING.value)


def _nog_geen(moment: datetime) -> Condition:
    return nieuw() | (ConceptItem.vervalt_op <= moment)


class Concepten(Repository):
    """The drafts."""

    def concepten(self, emailbericht: UUID, moment: datetime) -> Sequence[Concept]:
        """Read the drafts for a mail that have not expired, the last changed first.

        It may miss a draft that was stored a moment ago. That does no harm: it only shows that a colleague was at work.
        """
        nog_niet_vervallen = ConceptItem.vervalt_op > moment
        gevonden = map(concept_uit, ConceptItem.query(conceptenlijst(emailbericht), filter_condition=nog_niet_vervallen))
        return sorted(gevonden, key=lambda concept: (concept.gewijzigd_op, concept.medewerker), reverse=True)

    def concept(self, emailbericht: UUID, medewerker: UUID, moment: datetime) -> Concept | None:
        try:
            concept = concept_uit(ConceptItem.get(*concept_key(emailbericht, medewerker), consistent_read=True))
        except DoesNotExist:
            return None
        return concept if concept.vervalt_op > moment else None

    def maak_concept(self, concept: Concept) -> None:
        key = table_key("EMAILBERICHT", concept.emailbericht)
        transact(
            self._table,
            Check(EmailberichtItem, key, _wacht_op_een_uitkomst()),
            Put(_item(concept), _nog_geen(concept.gewijzigd_op)),
        )

    def wijzig_concept(self, oud: Concept, concept: Concept) -> None:
        with vertaald():
            _item(concept).save(condition=ConceptItem.versie == oud.versie)

    def verwijder_concept(self, concept: Concept) -> None:
        with vertaald():
            concept_by_key(concept.emailbericht, concept.medewerker).delete(condition=ConceptItem.versie == concept.versie)


def concept_key(emailbericht: UUID, medewerker: UUID) -> tuple[str, str]:
    return conceptenlijst(emailbericht), str(medewerker)


def concept_by_key(emailbericht: UUID, medewerker: UUID) -> ConceptItem:
    """An item of which only the key is known, to be removed."""
    return ConceptItem(*concept_key(emailbericht, medewerker))


def conceptenlijst(emailbericht: UUID) -> str:
    return f"CONCEPTEN#{emailbericht}"


def _item(concept: Concept) -> ConceptItem:
    return ConceptItem(
        *concept_key(concept.emailbericht, concept.medewerker),
        emailbericht=concept.emailbericht,
        medewerker=concept.medewerker,
        naam=concept.naam,
        uitkomst=concept.soort.value,
        velden=concept.velden,
        versie=concept.versie,
        gewijzigd_op=concept.gewijzigd_op,
        vervalt_op=concept.vervalt_op,
    )


def concept_uit(item: ConceptItem) -> Concept:
    return Concept(
        emailbericht=item.emailbericht,
        medewerker=item.medewerker,
        naam=item.naam,
        soort=Afhandelsoort(item.uitkomst),
        velden=item.velden,
        gewijzigd_op=item.gewijzigd_op,
    )
