"""A fact that is missing for a droit, and whose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Manque:
    """A fact that is missing for a droit.

    Attributes:
        porteurs: by holder of the droit, whether it is missing.
        groupe: by holder, the rank of the persons it is missing for.
        noms: by rank, the ids of these persons; empty for a fact of the household, and for a person
            who lives alone.
    """

    porteurs: Any
    groupe: Any
    noms: Mapping[int, tuple[str, ...]]

    def qui(self, porteur: int) -> tuple[str, ...]:
        """Name the persons whose fact is missing, when the household has several."""
        return self.noms.get(int(self.groupe[porteur]), ())
