"""The conversation of a department with the citizen while a task stays open: questions of ours, and replies.

It belongs to the klantcontact that the tasks are on, so that it stays in sight when a task is rerouted or given back.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """Something that was said."""

    tijdstip: datetime
    identificatie: UUID
    """The klantcontact of a question of ours, or the e-mailbericht of a reply."""


@dataclass(frozen=True, slots=True)
class Taakgesprek:
    """The questions and the replies, each oldest first."""

    vragen: tuple[Moment, ...] = ()
    reacties: tuple[Moment, ...] = ()

    @property
    def wacht_op_burger(self) -> bool:
        """True when the citizen was asked something, and nothing came back since."""
        return bool(self.vragen) and not self.heeft_reactie

    @property
    def heeft_reactie(self) -> bool:
        """True when the citizen wrote back after the last question."""
        return bool(self.reacties) and self.reacties[-1].tijdstip >= self.vragen[-1].tijdstip if self.vragen else False
