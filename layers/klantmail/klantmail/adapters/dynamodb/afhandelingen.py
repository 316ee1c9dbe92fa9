"""The one transaction of an afhandeling (decision 3)."""

from collections.abc import Sequence
from uuid import UUID

from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.concepten import concept_by_key
from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, afhandeling_map, zonder_reservering
from klantmail.adapters.dynamodb.emailberichten import bericht_by_key, onder_deze_inzage, op_lijst_van_zijn_dag
from klantmail.adapters.dynamodb.records import new_records
from klantmail.adapters.dynamodb.standaardgebruik import counted
from klantmail.adapters.dynamodb.table import Repository, table_key
from klantmail.adapters.dynamodb.writing import Check, Delete, Update, transact
from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.ports.repositories import Record


class Afhandelingen(Repository):
    """The outcomes of mails: each is stored with the change of its e-mailbericht and with all its records."""

    def handel_af(
        self,
        emailbericht: UUID,
        inzage: UUID,
        afhandeling: Afhandeling,
        records: Sequence[Record],
        *,
        dubbelen: Sequence[UUID] = (),
        gebruikt: Sequence[UUID] = (),
    ) -> None:
        change = Update(
            bericht_by_key(emailbericht),
            [
                EmailberichtItem.status.set(Berichtstatus.AFGEHANDELD.value),
                EmailberichtItem.afhandeling.set(afhandeling_map(afhandeling)),
                EmailberichtItem.geclaimd_tot.remove(),
                *op_lijst_van_zijn_dag(emailbericht, afhandeling.tijdstip),
                *zonder_reservering(),
            ],
            onder_deze_inzage(inzage),
        )
        elsewhere = (Check(EmailberichtItem, table_key("EMAILBERICHT", een), _nergens_afgehandeld()) for een in dubbelen)
        draft = Delete(concept_by_key(emailbericht, afhandeling.medewerker))
        counts = counted(emailbericht, gebruikt)
        transact(self._table, draft, *elsewhere, *new_records(records, self._table.hash_key), *counts, change)


def _nergens_afgehandeld() -> Condition:
    """Return the condition that a mail has no outcome with a klantcontact.

    It is asked of the same mail in other postvakken: where it was closed without a klantcontact, nobody answered it.
    """
    elders = EmailberichtItem.afhandeling
    return elders.does_not_exist() | (elders.soort == Afhandelsoort.GEEN_KLANTCONTACT.value)
