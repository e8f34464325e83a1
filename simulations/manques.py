"""A fact that is missing for a droit, and whose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Manque:
    """A fact that is missing for a droit.

    Attributes:
        porteurs: by holder of the droit, whether it is missing.
        groupe: by holder, the rank of the persons it is missing for.
        nommer: gives, by rank, the ids of these persons; none for a fact of the household, and for a
            person who lives alone. Called at most once, and only when an answer is written.
    """

    porteurs: Any
    groupe: Any
    nommer: Callable[[], Mapping[int, tuple[str, ...]]]

    @cached_property
    def _noms(self) -> Mapping[int, tuple[str, ...]]:
        return self.nommer()

    def qui(self, porteur: int) -> tuple[str, ...]:
        """Name the persons whose fact is missing, when the household has several."""
        return self._noms.get(int(self.groupe[porteur]), ())
