"""The things that the reader guessed, repaired, dropped or could not read: the
"nothing hidden" list of an Ontleding.
"""

from typing import Final

_MAX_MELDINGEN: Final = 100


class Meldingen:
    """A list of warnings in Dutch: each once, in the order in which they came up, and no more than fit on a screen."""

    __slots__ = ("_teksten",)

    def __init__(self) -> None:
        self._teksten: dict[str, None] = {}

    def meld(self, tekst: str) -> None:
        """Add `tekst`, a sentence for the agent."""
        if len(self._teksten) < _MAX_MELDINGEN:
            self._teksten[tekst] = None
        else:
            self._teksten["Er is nog meer aan deze e-mail dat niet klopt; dat staat hier niet allemaal."] = None

    def alle(self) -> tuple[str, ...]:
        return tuple(self._teksten)
