"""One condition of a card with all that decides it: value, threshold, dated parameter, article."""

import math

import numpy as np

from rules.cartes import Condition as ConditionCarte
from simulations.conditions import INCONNUE, NON_REMPLIE, REMPLIE, SANS_OBJET, EtatCondition
from simulations.engine import Demande
from simulations.evaluation import Evaluation
from simulations.parametre_lu import parametre_lu
from simulations.porteur import Porteur
from simulations.recits import Groupe
from simulations.resultat import EtatCondition as Etat
from simulations.resultat import Reference
from simulations.resultat_explique import ConditionExpliquee, ValeurPersonne

_ETATS = {
    REMPLIE: Etat.REMPLIE,
    NON_REMPLIE: Etat.NON_REMPLIE,
    INCONNUE: Etat.INCONNUE,
    SANS_OBJET: Etat.SANS_OBJET,
}
_GROUPES: dict[str, Groupe] = {"un_parent": "parents", "un_enfant": "enfants", "chaque": "titulaire"}


def expliquer_condition(
    etat: EtatCondition, rang: int, porteur: Porteur, evaluation: Evaluation
) -> ConditionExpliquee:
    """Explain one condition for a holder.

    Args:
        etat: state of the condition over the holders.
        rang: rank of the holder.
        porteur: the holder in the household.
        evaluation: the evaluation, with its readings.
    """
    condition, code = etat.condition, int(etat.etat[rang])
    seuil = condition.seuil
    connue = code in (REMPLIE, NON_REMPLIE)
    chemin = seuil.parametre if seuil else None
    return ConditionExpliquee(
        libelle=condition.libelle,
        etat=_ETATS[code],
        valeur=_nombre(etat.valeur[rang]) if connue else None,
        seuil=_nombre(etat.seuil[rang]),
        reference=Reference(**condition.reference.model_dump()),
        variable=condition.variable,
        operateur=condition.operateur,
        variable_seuil=seuil.variable if seuil else None,
        parametre=parametre_lu(chemin, porteur.situation.mois) if chemin else None,
        valeurs=_par_personne(condition, porteur, evaluation) if connue else [],
    )


def _par_personne(
    condition: ConditionCarte, porteur: Porteur, evaluation: Evaluation
) -> list[ValeurPersonne]:
    if condition.entite != "individu" or not condition.variable or not condition.periode:
        return []
    if evaluation.lectures is None or (condition.seuil and condition.seuil.modalite):
        return []
    lues = evaluation.lectures[1][Demande(condition.variable, condition.periode)]
    booleen = condition.operateur in ("vrai", "faux")
    return [
        ValeurPersonne(
            personne=porteur.nom(p), valeur=bool(lues[p] > 0) if booleen else round(float(lues[p]), 2)
        )
        for p in porteur.personnes(_GROUPES.get(condition.quantificateur or "", "membres"))
    ]


def _nombre(valeur: np.float64) -> float | None:
    return None if math.isnan(valeur) else round(float(valeur), 2)
