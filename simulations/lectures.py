"""The two readings of the past of the same households, and what each asks of the engine."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from openfisca_core.periods import Period

from rules.catalogue import charger_catalogue
from simulations.conditions import Lecture
from simulations.encoding.fermeture import PRESTATIONS_PASSEES
from simulations.engine import Demande, Moteur
from simulations.ledger import Ledger
from simulations.recus import passe_recu
from simulations.tables import Tables

# What is due lowers what is due: readings of the regular state until no past amount changes any more.
NB_LECTURES_PLEIN = 4


def montants() -> list[Demande]:
    """List what says how much of each droit is due."""
    calculs = [carte.calcul for carte in charger_catalogue().values() if carte.calcul.mode == "calcule"]
    return list(dict.fromkeys(Demande(c.variable, c.periode) for c in calculs if c.variable and c.periode))


def demandes() -> list[Demande]:
    """List what the catalogue asks of the engine: amounts, kinds, conditions, thresholds."""
    voulues: dict[Demande, None] = {}
    for carte in charger_catalogue().values():
        calcul = carte.calcul
        if calcul.mode == "calcule" and calcul.variable and calcul.periode:
            voulues[Demande(calcul.variable, calcul.periode)] = None
            for forme in calcul.formes:
                voulues[Demande(forme.variable, calcul.periode)] = None
        for condition in carte.conditions:
            if condition.variable and condition.periode:
                voulues[Demande(condition.variable, condition.periode)] = None
                for autre in filter(None, (condition.ou, condition.doute)):
                    voulues[Demande(autre, condition.periode)] = None
                if condition.seuil and condition.seuil.variable:
                    voulues[Demande(condition.seuil.variable, condition.periode)] = None
    return [*voulues, *(d for d in du_passe() if d not in voulues)]


def lire_deux_fois(
    moteur: Moteur, tables: Tables, livre: Ledger, actuelles: Sequence[Demande], pleines: Sequence[Demande]
) -> tuple[Lecture, Lecture]:
    """Read with the past as received, then once every right is in payment.

    Only the past is read at each step towards the regular state: the rest, once, where it is asked.

    Args:
        moteur: the engine.
        tables: the households.
        livre: their incomes.
        actuelles: what to read with the past as received.
        pleines: what to read once every right is in payment.
    """
    entrees = moteur.entrees
    passe, recoit, a_completer = passe_recu(tables, entrees.entites, livre, entrees.passe)
    du = moteur.lire(passe, du_passe())
    if any(masque.any() for mois in a_completer.values() for masque in mois.values()):
        passe = _completer(passe, a_completer, du)
        du = moteur.lire(passe, du_passe())
    actuelle, regime = moteur.lire(passe, actuelles), passe
    for _ in range(NB_LECTURES_PLEIN):
        avant, regime = regime, _en_paiement(passe, recoit, du)
        if _memes(avant, regime):
            break
        du = moteur.lire(regime, du_passe())
    return actuelle, moteur.lire(regime, pleines)


def du_passe() -> list[Demande]:
    """List what is asked to know the past of the benefits that the law reads."""
    return list(dict.fromkeys(_du_passe(variable) for variable in PRESTATIONS_PASSEES))


def _du_passe(variable: str) -> Demande:
    """Give what is asked to know the past of a benefit: all housing aid of the past is written as ALS."""
    return Demande("aide_logement" if variable == "als" else variable, "mois")


def _en_paiement(
    passe: dict[str, dict[Period, Any]], recoit: dict[str, Any], du: Lecture
) -> dict[str, dict[Period, Any]]:
    """Give the past benefits when what was found due is paid where nothing is received."""
    return {
        variable: {
            mois: np.where(recoit[variable], recu, du[_du_passe(variable)]) for mois, recu in par_mois.items()
        }
        for variable, par_mois in passe.items()
    }


def _memes(un: dict[str, dict[Period, Any]], autre: dict[str, dict[Period, Any]]) -> bool:
    return all(
        np.array_equal(valeurs, autre[variable][mois])
        for variable, par_mois in un.items()
        for mois, valeurs in par_mois.items()
    )


def _completer(
    passe: dict[str, dict[Period, Any]], manque: dict[str, dict[Period, Any]], du: Lecture
) -> dict[str, dict[Period, Any]]:
    """Take for an amount received but unknown the amount due with nothing in the past."""
    return {
        variable: {
            mois: np.where(manque[variable][mois], du[_du_passe(variable)], recu)
            for mois, recu in par_mois.items()
        }
        for variable, par_mois in passe.items()
    }
