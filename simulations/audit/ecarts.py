"""Due compared with received, in columns: `non_recours.comparer` for any number of holders."""

from typing import Any

import numpy as np
import polars as pl

from simulations.evaluation import A_VERIFIER
from simulations.recus import INCONNU, NON
from simulations.resultat import TypeEcart

_TYPES = tuple(TypeEcart)


def colonnes_ecart(
    *,
    decision: Any,
    statut: Any,
    recu: Any,
    du: Any,
    du_actuel: Any,
    chiffre: bool,
    tolerance: float,
    bornes: tuple[Any, Any],
    mesure: Any,
) -> tuple[pl.Series, Any]:
    """Compare the holders of one droit.

    Args:
        decision: index in `evaluation.CODES`.
        statut: receipt, as in `recus`.
        recu: euros received, in the unit of the droit; NaN where unknown.
        du: euros due once every right is in payment.
        du_actuel: euros due today.
        chiffre: the droit has an amount.
        tolerance: euros under which a difference is none.
        bornes: smallest and largest amount over what is unknown.
        mesure: where these come from completions.

    Returns:
        The type of each gap, and its euros (NaN where there is none).
    """
    mini, maxi = bornes
    explique = mesure & (mini < maxi) & (mini - tolerance <= recu) & (recu <= maxi + tolerance)
    attendu = np.where(mesure, np.minimum(np.maximum(du_actuel, mini), maxi), du_actuel)
    difference = np.round(attendu - recu, 2)
    dessous, dessus = difference > tolerance, -difference > tolerance
    cas = [
        (statut == INCONNU) | np.isnan(du),
        (statut == NON) & (du > 0),
        statut == NON,
        np.full(len(du), not chiffre),
        np.isnan(recu) | np.isnan(du_actuel) | explique | (dessus & (decision == A_VERIFIER)),
        dessous,
        dessus,
    ]
    inconnu, non_recours, aucun, sous, trop = (
        _TYPES.index(t)
        for t in (
            TypeEcart.INCONNU, TypeEcart.NON_RECOURS, TypeEcart.AUCUN, TypeEcart.SOUS_VERSEMENT,
            TypeEcart.TROP_PERCU_POSSIBLE,
        )
    )  # fmt: skip
    codes = np.select(cas, [inconnu, non_recours, aucun, aucun, inconnu, sous, trop], aucun)
    rien = np.full(len(du), np.nan)
    zero = np.zeros(len(du))
    euros = np.select(
        cas, [rien, du if chiffre else rien, zero, rien, rien, difference, -difference], difference
    )
    return pl.Series([str(t) for t in _TYPES], dtype=pl.String).gather(codes), euros
