"""What every writer of inputs uses: the inputs themselves, and columns turned into arrays.

A null gives the documented default of its fact; `besoins` says where that happened.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.periods import Period, period

from simulations.encoding.entites import Entites
from simulations.mois import depuis_indice

LOIN = np.datetime64("9999-12-31")
JADIS = np.datetime64("1900-01-01")


@dataclass
class Entrees:
    """Inputs of one engine call.

    Attributes:
        mois: month of the simulation.
        valeurs: arrays by (variable, period); persons or groups in the order of `entites`.
        passe: the months before the simulation for which benefits are written, latest first.
        rattaches: the persons who are on the tax notice of their parents.
    """

    mois: str
    entites: Entites
    passe: tuple[Period, ...]
    valeurs: dict[tuple[str, Period], Any] = field(default_factory=dict)
    rattaches: Any = None


def du_mois(rang: int) -> Period:
    """Give the month that `mois.indice` counted."""
    return period(depuis_indice(rang))


def fenetre_de(entrees: Entrees) -> list[Period]:
    """Give the months for which an attribute is written: the past ones and that of the simulation."""
    return [period(entrees.mois), *entrees.passe]


def poser(entrees: Entrees, variable: str, valeurs: Any, periodes: Iterable[Period]) -> None:
    """Write the same array for several periods."""
    for quand in periodes:
        entrees.valeurs[variable, quand] = valeurs


def texte(colonne: pl.Series, noms: dict[str, str], defaut: str) -> Any:
    """Translate texts; `defaut` for a null and for a text without translation."""
    if _vide(colonne):
        return np.full(len(colonne), defaut)
    return colonne.replace_strict(noms, default=defaut, return_dtype=pl.String).fill_null(
        defaut
    ).to_numpy().astype(str)  # fmt: skip


def oui(colonne: pl.Series) -> Any:
    """Give booleans; false for a null."""
    if _vide(colonne):
        return np.zeros(len(colonne), dtype=bool)
    return colonne.fill_null(value=False).to_numpy().astype(bool)


def nombre(colonne: pl.Series, defaut: float = 0.0) -> Any:
    """Give numbers; `defaut` for a null."""
    if _vide(colonne):
        return np.full(len(colonne), float(defaut))
    return colonne.fill_null(defaut).to_numpy().astype(float)


def jour(colonne: pl.Series, defaut: np.datetime64) -> Any:
    """Give days; `defaut` for a null."""
    jours = colonne.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(jours), defaut, jours)


def _vide(colonne: pl.Series) -> bool:
    """Tell whether nothing is known: so are most columns of one household."""
    return colonne.null_count() == len(colonne)
