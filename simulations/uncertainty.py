"""Unknowns taken seriously: a vectorised run over possible households, and what it says of each droit.

Households are first calculated as they are known. Those that leave a droit to be checked for want of a fact
are calculated again with N completions of their unknown facts (`completions`), all in one call. Each droit
has the share of the completions in which it is due, its range and its central value; the same run says which
question would remove most of the euros in doubt (`questions`). With nothing unknown there is no second call.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from simulations.completions import Completions, completer
from simulations.droits import resultats
from simulations.evaluation import (
    A_VERIFIER,
    PEU_PROBABLE,
    PROBABLE,
    ColonnesDroit,
    Evaluation,
    Montants,
    MontantsDroit,
    evaluer,
    evaluer_montants,
)
from simulations.fourchettes import Fourchette
from simulations.questions import questions
from simulations.regles_completion import regles
from simulations.resultat import Resultat
from simulations.situation import Situation
from simulations.tables import tables

_RIEN = Completions([], [])
# Rows of one call of the engine: memory stays bounded whatever the number of households in doubt.
_LIGNES_MAX = 8192
_DEMI_CAS = 0.5
# By holder: what is due in each completion of its household.
Valeurs = dict[int, Any]


def estimer(situations: Sequence[Situation], nombre: int | None = None, graine: int = 0) -> list[Resultat]:
    """Simulate households of one month, unknown facts completed.

    Args:
        situations: the households.
        nombre: completions of each household in doubt; the default of the rules when None, 0 for none.
        graine: seed of the draw.
    """
    evaluation = evaluer(tables(situations))
    nombre = regles().completions if nombre is None else nombre
    estimation = completer_colonnes(evaluation, lambda rangs: [situations[r] for r in rangs], nombre, graine)
    faits = resultats(estimation.evaluation, estimation.fourchettes)
    tirees = [estimation.tirees.get(rang, _RIEN) for rang in range(len(situations))]
    dus = [
        _du_menage(estimation.valeurs, evaluation, rang) if tirage.situations else {}
        for rang, tirage in enumerate(tirees)
    ]
    return _avec_questions(situations, faits, tirees, dus)


@dataclass(frozen=True)
class Estimation:
    """What completions say of the households in doubt.

    Attributes:
        evaluation: as known, then decided again from the completions.
        fourchettes: by droit, its range.
        tirees: by household in doubt, what was drawn.
        valeurs: by droit, what is due in each completion.
    """

    evaluation: Evaluation
    fourchettes: dict[str, Fourchette]
    tirees: dict[int, Completions]
    valeurs: dict[str, Valeurs]


def completer_colonnes(
    evaluation: Evaluation,
    lire: Callable[[Sequence[int]], Sequence[Situation]],
    nombre: int,
    graine: int = 0,
) -> Estimation:
    """Complete the unknown facts of the households that they leave in doubt, and of no other.

    Args:
        evaluation: the households as they are known.
        lire: gives the situations of the households of these ranks.
        nombre: completions of each; 0 for none.
        graine: seed of the draw.
    """
    manques = _manques(evaluation) if nombre else {}
    coins = round(regles().nombre_coins * nombre / regles().completions)
    tirages = (
        (rang, completer(situation, nombre, graine, faits, coins))
        for (rang, faits), situation in zip(manques.items(), lire(list(manques)), strict=True)
    )
    tirees = {rang: tirage for rang, tirage in tirages if tirage.situations}
    valeurs: dict[str, Valeurs] = {
        nom: {} for nom, colonnes in evaluation.colonnes.items() if colonnes.carte.calcul.mode == "calcule"
    }
    for foyers in _lots(tirees):
        possibles = evaluer_montants(tables([s for foyer in foyers for s in tirees[foyer].situations]))
        bornes = np.cumsum([0, *(len(tirees[f].situations) for f in foyers)])
        debuts = dict(zip(foyers, pairwise(bornes), strict=True))
        for nom, par_porteur in valeurs.items():
            par_porteur.update(_valeurs(evaluation.colonnes[nom], evaluation, possibles, debuts))
    fourchettes = {
        nom: _mesurer(v, len(evaluation.colonnes[nom].decision), nombre) for nom, v in valeurs.items()
    }
    colonnes = dict(evaluation.colonnes)
    for nom, fourchette in fourchettes.items():
        colonnes[nom] = _decider(colonnes[nom], fourchette)
    return Estimation(replace(evaluation, colonnes=colonnes), fourchettes, tirees, valeurs)


def _manques(evaluation: Evaluation) -> dict[int, frozenset[str]]:
    """Give, by household in doubt, the facts that it misses."""
    manques: dict[int, set[str]] = {}
    for colonnes in evaluation.colonnes.values():
        if colonnes.carte.calcul.mode != "calcule":
            continue
        menages, _ = _porteurs(colonnes, evaluation)
        en_doute = (colonnes.decision == A_VERIFIER) & colonnes.incertain & ~colonnes.ailleurs
        for champ, manque in colonnes.manques.items():
            for rang in np.unique(menages[en_doute & (manque.porteurs > 0)]).tolist():
                manques.setdefault(rang, set()).add(champ)
    return {rang: frozenset(manques[rang]) for rang in sorted(manques)}


def _porteurs(colonnes: ColonnesDroit | MontantsDroit, evaluation: Evaluation | Montants) -> tuple[Any, Any]:
    """Give the household of each holder, and the rank in it of the person who holds or leads."""
    entites = evaluation.entites
    individuel = colonnes.carte.calcul.entite == "individu"
    personne = np.arange(entites.nb_personnes) if individuel else entites.demandeur_de_famille
    menage = entites.menage_de_personne[personne]
    debut = np.searchsorted(entites.menage_de_personne, np.arange(evaluation.tables.nb_menages))
    return menage, personne - debut[menage]


def _lots(tirees: Mapping[int, Completions]) -> Iterator[list[int]]:
    """Give the ranks of the households in doubt, in groups whose completions make one call of the engine."""
    lot: list[int] = []
    for foyer, tirage in tirees.items():
        lot.append(foyer)
        if (len(lot) + 1) * len(tirage.situations) > _LIGNES_MAX:
            yield lot
            lot = []
    if lot:
        yield lot


def _valeurs(
    colonnes: ColonnesDroit,
    evaluation: Evaluation,
    possibles: Montants,
    debuts: Mapping[int, tuple[int, int]],
) -> Valeurs:
    """Give, by holder of a household in doubt, what is due in each of its completions.

    A famille that a completion does not have (a child who has left it) is due nothing there.
    """
    tirees = possibles.colonnes[colonnes.carte.id]
    menage, rang = _porteurs(colonnes, evaluation)
    menage_tire, rang_tire = _porteurs(tirees, possibles)
    # One number per (household, rank of the person in it).
    largeur = 1 + max(int(rang.max()), int(rang_tire.max()))
    cles = menage_tire * largeur + rang_tire
    ordre = np.argsort(cles)
    trouves: Valeurs = {}
    for porteur in np.flatnonzero(np.isin(menage, list(debuts))):
        cherchees = np.arange(*debuts[int(menage[porteur])]) * largeur + rang[porteur]
        ou = ordre[np.minimum(np.searchsorted(cles, cherchees, sorter=ordre), len(cles) - 1)]
        presents = cles[ou] == cherchees
        trouves[int(porteur)] = np.where(presents & ~tirees.ailleurs[ou], np.nan_to_num(tirees.du[ou]), 0.0)
    return trouves


def _mesurer(valeurs: Valeurs, porteurs: int, ponderees: int) -> Fourchette:
    """Measure over the weighted completions, ranges over the corners too.

    A droit that only corners open, or close, is neither impossible nor certain: half a case is counted.
    """
    fourchette = Fourchette(*(np.full(porteurs, np.nan) for _ in range(4)))
    for porteur, dus in valeurs.items():
        nombre = int((dus[:ponderees] > 0).sum())
        if nombre in (0, ponderees) and len(np.unique(dus > 0)) > 1:
            nombre_retenu = abs(nombre - _DEMI_CAS)
        else:
            nombre_retenu = float(nombre)
        ouverts = dus[:ponderees][dus[:ponderees] > 0] if nombre else dus[dus > 0]
        fourchette.part[porteur] = nombre_retenu / ponderees
        fourchette.mini[porteur], fourchette.maxi[porteur] = dus.min(), dus.max()
        fourchette.centre[porteur] = np.median(ouverts) if len(ouverts) else 0.0
    return fourchette


def _decider(colonnes: ColonnesDroit, fourchette: Fourchette) -> ColonnesDroit:
    """Decide again, from the completions, what missing facts left to be checked.

    Never a no unless no completion gives the droit; a doubt that no fact removes stays.
    """
    part, avant = fourchette.part, colonnes.decision
    # A firm answer given with facts supposed gives way to completions that contradict it.
    contredite = ((avant == PEU_PROBABLE) & (part > 0)) | ((avant == PROBABLE) & (part < 1))
    revues = ~np.isnan(part) & ((avant == A_VERIFIER) | contredite) & ~colonnes.doute
    decidees = np.select([part >= regles().seuils.probable, part == 0], [PROBABLE, PEU_PROBABLE], A_VERIFIER)
    return replace(colonnes, decision=np.where(revues, decidees, avant))


def _du_menage(valeurs: dict[str, Valeurs], evaluation: Evaluation, foyer: int) -> dict[str, list[Any]]:
    """Give, by droit, what is due to each holder of a household in each of its completions."""
    trouves: dict[str, list[Any]] = {}
    for nom, par_porteur in valeurs.items():
        menage, _ = _porteurs(evaluation.colonnes[nom], evaluation)
        trouves[nom] = [par_porteur[p] for p in np.flatnonzero(menage == foyer) if p in par_porteur]
    return trouves


def _avec_questions(
    situations: Sequence[Situation],
    faits: Sequence[Resultat],
    tirees: Sequence[Completions],
    dus: Sequence[dict[str, list[Any]]],
) -> list[Resultat]:
    return [
        resultat.model_copy(update={"questions": questions(situation, resultat, tirage, serie)})
        for situation, resultat, tirage, serie in zip(situations, faits, tirees, dus, strict=True)
    ]
