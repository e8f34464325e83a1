"""Cards and engine brought together: what is due, how sure, and the state of each condition.

Everything is columns over the holders of a droit: persons for a droit of `individu`, familles otherwise
(OpenFisca's menage is one per famille here, see `encoding.entites`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from openfisca_core.periods import Period

from rules.catalogue import Carte, Condition, charger_catalogue
from simulations.besoins import Besoins
from simulations.encoding import Entites, Entrees, encoder
from simulations.encoding.fermeture import PRESTATIONS_PASSEES
from simulations.engine import Demande, Moteur
from simulations.ledger import ledger
from simulations.recus import Recus, passe_recu, recus_du_mois, taux_crds
from simulations.systeme import systeme
from simulations.tables import Tables

REMPLIE, NON_REMPLIE, INCONNUE = 1, 0, 2
CODES = ("droit_probable", "a_verifier", "peu_probable", "a_instruire", "non_calculable")
PROBABLE, A_VERIFIER, PEU_PROBABLE, A_INSTRUIRE, NON_CALCULABLE = range(5)
Lecture = Mapping[Demande, Any]


@dataclass(frozen=True)
class EtatCondition:
    """State of a condition over the holders, with the value read and its threshold."""

    condition: Condition
    etat: Any
    valeur: Any
    seuil: Any
    non_ferme: Any


@dataclass(frozen=True)
class ColonnesDroit:
    """One droit over its holders.

    Attributes:
        carte: its card.
        concernes: who may hold it.
        du_actuel: euros due with the past as received; after CRDS; NaN without amount.
        du: euros due once every right is in payment.
        decision: index in CODES.
        manques: by needed fact, who misses it.
    """

    carte: Carte
    concernes: Any
    du_actuel: Any
    du: Any
    decision: Any
    manques: dict[str, Any]
    conditions: list[EtatCondition]
    recus: Recus
    formes: dict[str, Any]


@dataclass(frozen=True)
class Evaluation:
    """All the droits of all the households of the tables."""

    tables: Tables
    entites: Entites
    colonnes: dict[str, ColonnesDroit]


def evaluer(tables: Tables) -> Evaluation:
    """Run both readings of the past and judge every card.

    Args:
        tables: any number of households of one month.
    """
    entrees, livre = encoder(tables), ledger(tables)
    actuelle, plein = _deux_lectures(tables, entrees)
    besoins = Besoins(tables, entrees.entites, livre)
    crds = taux_crds(tables.mois)
    colonnes = {
        carte.id: _juger(carte, besoins, actuelle, plein, crds) for carte in charger_catalogue().values()
    }
    return Evaluation(tables, entrees.entites, colonnes)


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
                if condition.seuil and condition.seuil.variable:
                    voulues[Demande(condition.seuil.variable, condition.periode)] = None
    for variable in PRESTATIONS_PASSEES:
        voulues[du_passe(variable)] = None
    return list(voulues)


def du_passe(variable: str) -> Demande:
    """Give what is asked to know the past of a benefit: all housing aid of the past is written as ALS."""
    return Demande("aide_logement" if variable == "als" else variable, "mois")


def _deux_lectures(tables: Tables, entrees: Entrees) -> tuple[Lecture, Lecture]:
    moteur, voulues = Moteur(entrees), demandes()
    passe, recoit, a_completer = passe_recu(tables, entrees.entites, ledger(tables), entrees.passe)
    actuelle = moteur.lire(passe, voulues)
    if any(masque.any() for mois in a_completer.values() for masque in mois.values()):
        passe = _completer(passe, a_completer, actuelle)
        actuelle = moteur.lire(passe, voulues)
    regime = {
        variable: {
            mois: np.where(recoit[variable], recu, actuelle[du_passe(variable)])
            for mois, recu in par_mois.items()
        }
        for variable, par_mois in passe.items()
    }
    return actuelle, moteur.lire(regime, voulues)


def _completer(
    passe: dict[str, dict[Period, Any]], manque: dict[str, dict[Period, Any]], du: Lecture
) -> dict[str, dict[Period, Any]]:
    """Take for an amount received but unknown the amount due with nothing in the past."""
    return {
        variable: {
            mois: np.where(manque[variable][mois], du[du_passe(variable)], recu)
            for mois, recu in par_mois.items()
        }
        for variable, par_mois in passe.items()
    }


def _juger(carte: Carte, besoins: Besoins, actuelle: Lecture, plein: Lecture, crds: float) -> ColonnesDroit:
    individuel = carte.calcul.entite == "individu"
    entites = besoins.entites
    nombre = entites.nb_personnes if individuel else entites.famille.nombre
    manques = {
        besoin.champ: manque
        for besoin in carte.champs_necessaires
        if (manque := _manque(besoin.champ, besoin.pour, besoin.si, besoins, individuel)).any()
    }
    etats = [_etat(condition, besoins, plein, individuel) for condition in carte.conditions]
    non_ferme = np.zeros(nombre, dtype=bool)
    for etat in etats:
        non_ferme |= etat.non_ferme
    incertain = np.zeros(nombre, dtype=bool)
    for manque in manques.values():
        incertain |= manque
    du_actuel, du = (_du(carte, lecture, nombre, crds) for lecture in (actuelle, plein))
    decision = _decider(carte, du, non_ferme, incertain)
    formes = {
        forme.libelle: np.asarray(plein[Demande(forme.variable, carte.calcul.periode or "mois")] > 0)
        for forme in carte.calcul.formes
    }
    return ColonnesDroit(
        carte,
        _concernes(carte, besoins, nombre),
        du_actuel,
        du,
        decision,
        manques,
        etats,
        recus_du_mois(besoins.tables, entites, carte.id, "individu" if individuel else "famille"),
        formes,
    )


def _decider(carte: Carte, du: Any, non_ferme: Any, incertain: Any) -> Any:
    if carte.calcul.mode != "calcule":
        code = A_INSTRUIRE if carte.calcul.mode == "a_instruire" else NON_CALCULABLE
        return np.where(non_ferme, PEU_PROBABLE, code)
    return np.select(
        [(du > 0) & ~incertain, (du > 0), non_ferme, incertain],
        [PROBABLE, A_VERIFIER, PEU_PROBABLE, A_VERIFIER],
        PEU_PROBABLE,
    )


def _du(carte: Carte, lecture: Lecture, nombre: int, crds: float) -> Any:
    """Give euros as people see them; 1 or 0 for a droit without amount."""
    calcul = carte.calcul
    if calcul.mode != "calcule" or calcul.variable is None or calcul.periode is None:
        return np.full(nombre, np.nan)
    valeurs = np.asarray(lecture[Demande(calcul.variable, calcul.periode)], dtype=float)
    if calcul.nature == "eligibilite":
        return (valeurs > 0).astype(float)
    return apres_crds(valeurs, crds) if calcul.crds else np.round(valeurs, 2)


def apres_crds(brut: Any, taux: float) -> Any:
    """Take the CRDS off as the Caf does: the amount rounded to the cent, the levy cut to the cent.

    153.01 € of allocations familiales (April 2026) become the published 152.25 €.
    """
    arrondi = np.round(brut, 2)
    prelevement = np.floor(np.round(arrondi * taux * 100, 6)) / 100
    return np.round(arrondi - prelevement, 2)


def _concernes(carte: Carte, besoins: Besoins, nombre: int) -> Any:
    beneficiaires = carte.calcul.beneficiaires
    if beneficiaires == "adultes":
        return besoins.adulte
    if beneficiaires == "enfants":
        return besoins.tables.personnes["role"].to_numpy() == "enfant"
    return np.ones(nombre, dtype=bool)


def _manque(champ: str, pour: str, si: str | None, besoins: Besoins, individuel: bool) -> Any:
    """Tell which holders miss a fact."""
    chacun = besoins.manque(champ) & besoins.en_situation(si)
    if individuel and pour == "beneficiaires":
        return chacun
    famille = besoins.entites.famille
    vus = chacun & besoins.concernes(pour)
    par_famille = np.bincount(famille.de_personne, vus, famille.nombre) > 0
    return par_famille[famille.de_personne] if individuel else par_famille


def _etat(condition: Condition, besoins: Besoins, lecture: Lecture, individuel: bool) -> EtatCondition:
    entites = besoins.entites
    nombre = entites.nb_personnes if individuel else entites.famille.nombre
    inconnus = np.zeros(nombre, dtype=bool)
    for champ in condition.champs:
        inconnus |= _manque(champ, _pour(condition), None, besoins, individuel)
    if condition.variable is None or condition.periode is None:
        rien = np.full(nombre, np.nan)
        return EtatCondition(condition, np.full(nombre, INCONNUE), rien, rien, np.zeros(nombre, dtype=bool))
    brut = lecture[Demande(condition.variable, condition.periode)]
    seuil = _seuil(condition, lecture, besoins.tables.mois)
    vraie = _comparer(condition.operateur or "vrai", brut, seuil)
    vraie = _porter(condition, vraie, besoins, individuel)
    valeur = np.asarray(brut, dtype=float)
    # A value is shown when it is that of the holder, not of other members of the household.
    meme_entite = (condition.entite == "individu") == individuel and condition.entite != "foyer_fiscal"
    seuils = np.broadcast_to(np.asarray(seuil, dtype=float), valeur.shape) if _chiffre(seuil) else None
    exception = np.zeros(nombre, dtype=bool)
    for si in condition.sauf:
        personnes = besoins.en_situation(si)
        famille = entites.famille
        par_famille = np.bincount(famille.de_personne, personnes, famille.nombre) > 0
        exception |= par_famille[famille.de_personne] if individuel else par_famille
    return EtatCondition(
        condition,
        np.where(inconnus, INCONNUE, np.where(vraie, REMPLIE, NON_REMPLIE)),
        valeur if meme_entite else np.full(nombre, np.nan),
        seuils if seuils is not None and meme_entite else np.full(nombre, np.nan),
        ~vraie & ~inconnus & ~exception & bool(condition.champs),
    )


def _pour(condition: Condition) -> str:
    groupes = {"un_parent": "parents", "un_enfant": "enfants", "demandeur": "demandeur"}
    quantificateur = condition.quantificateur
    return "beneficiaires" if quantificateur == "chaque" else groupes.get(quantificateur or "", "menage")


def _seuil(condition: Condition, lecture: Lecture, mois: str) -> Any:
    seuil = condition.seuil
    if seuil is None:
        return None
    if seuil.valeur is not None:
        return 0.0
    if seuil.modalite is not None:
        return seuil.modalite
    if seuil.variable is not None:
        return lecture[Demande(seuil.variable, condition.periode or "mois")]
    noeud: Any = systeme().get_parameters_at_instant(f"{mois}-01")
    for nom in (seuil.parametre or "").split("."):
        noeud = getattr(noeud, nom)
    return float(noeud)


def _chiffre(seuil: Any) -> bool:
    return seuil is not None and not isinstance(seuil, str)


def _comparer(operateur: str, valeurs: Any, seuil: Any) -> Any:
    if isinstance(seuil, str):
        return np.asarray(valeurs.decode_to_str() == seuil)
    comparaisons: dict[str, Callable[[], Any]] = {
        "vrai": lambda: np.asarray(valeurs) > 0,
        "faux": lambda: ~(np.asarray(valeurs) > 0),
        ">=": lambda: valeurs >= seuil,
        ">": lambda: valeurs > seuil,
        "<=": lambda: valeurs <= seuil,
        "<": lambda: valeurs < seuil,
        "==": lambda: valeurs == seuil,
    }
    return np.asarray(comparaisons[operateur](), dtype=bool)


def _porter(condition: Condition, vraie: Any, besoins: Besoins, individuel: bool) -> Any:
    """Bring a truth over the entity of the condition to the holders of the droit."""
    famille, entites = besoins.entites.famille, besoins.entites
    if condition.entite == "individu":
        if condition.quantificateur == "chaque" and individuel:
            return vraie
        vus = vraie & besoins.concernes(_pour(condition))
        par_famille = np.bincount(famille.de_personne, vus, famille.nombre) > 0
        return par_famille[famille.de_personne] if individuel else par_famille
    if condition.entite == "foyer_fiscal":
        par_personne = vraie[entites.foyer_fiscal.de_personne]
        return par_personne if individuel else par_personne[entites.demandeur_de_famille]
    return vraie[famille.de_personne] if individuel else vraie
