"""A droit over the possible values of what is unknown."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fourchette:
    """A droit over the completions of the households, by holder of the first rows (NaN: nothing unknown).

    Attributes:
        part: share of the completions in which it is due.
        mini: smallest amount due, euros in the unit of the droit.
        maxi: largest amount due.
        centre: median of the amounts of the completions in which it is due; 0 when none.
    """

    part: Any
    mini: Any
    maxi: Any
    centre: Any
