"""Cards and engine brought together: what is due, how sure, and the state of each condition.

Everything is columns over the holders of a droit: persons for a droit of `individu`, familles otherwise
(OpenFisca's menage is one per famille here, see `encoding.entites`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rules.cartes import Carte, Territoire
from rules.catalogue import charger_catalogue
from rules.territoire import couvre
from simulations.besoins import PRESUMES, Besoins
from simulations.conditions import EtatCondition, Lecture, juger_condition
from simulations.encoding import Entites, encoder
from simulations.engine import Demande, Moteur
from simulations.lectures import demandes, lire_deux_fois, montants
from simulations.ledger import ledger
from simulations.manques import Manque
from simulations.profils import Profils
from simulations.recus import Recus, recus_du_mois, taux_crds
from simulations.tables import Tables

CODES = ("droit_probable", "a_verifier", "peu_probable", "a_instruire", "non_calculable")
COMMUNE = "logement.commune"
PROBABLE, A_VERIFIER, PEU_PROBABLE, A_INSTRUIRE, NON_CALCULABLE = range(5)


@dataclass(frozen=True)
class ColonnesDroit:
    """One droit over its holders.

    Attributes:
        carte: its card.
        concernes: who may hold it.
        ailleurs: who lives where it does not exist.
        du_actuel: euros due with the past as received; after CRDS; NaN without amount.
        du: euros due once every right is in payment.
        decision: index in CODES.
        incertain: who misses a fact that it needs.
        doute: where the engine knows too little, whatever the facts (a late ceiling).
        manques: by needed fact that is missing, who misses it.
        presumes: by fact presumed until it is said, of whom it is presumed.
        ferme_par_presomption: where the only firm no is a presumption.
    """

    carte: Carte
    concernes: Any
    ailleurs: Any
    du_actuel: Any
    du: Any
    decision: Any
    incertain: Any
    doute: Any
    manques: dict[str, Manque]
    presumes: dict[str, Manque]
    ferme_par_presomption: Any
    conditions: list[EtatCondition]
    recus: Recus
    formes: dict[str, Any]


@dataclass(frozen=True)
class Evaluation:
    """All the droits of all the households of the tables.

    Attributes:
        lectures: what was read with the past as received, then once every right is in payment; None when
            nobody asked to explain.
        moteur: the engine, as the last reading left it; None likewise.
    """

    tables: Tables
    entites: Entites
    colonnes: dict[str, ColonnesDroit]
    lectures: tuple[Lecture, Lecture] | None = None
    moteur: Moteur | None = None


@dataclass(frozen=True)
class MontantsDroit:
    """What is due of one droit, over its holders; the same words as `ColonnesDroit`."""

    carte: Carte
    ailleurs: Any
    du: Any


@dataclass(frozen=True)
class Montants:
    """What is due of the droits that the engine decides, once every right is in payment."""

    tables: Tables
    entites: Entites
    colonnes: dict[str, MontantsDroit]


def evaluer(tables: Tables, en_plus: Sequence[Demande] | None = None) -> Evaluation:
    """Run both readings of the past and judge every card.

    Args:
        tables: any number of households of one month.
        en_plus: what to read besides what the catalogue asks, to explain it; what was read and the engine
            are then kept.
    """
    entrees, livre = encoder(tables), ledger(tables)
    moteur = Moteur(entrees)
    pleines = [*demandes(), *(en_plus or ())]
    actuelles = montants() if en_plus is None else pleines
    actuelle, plein = lire_deux_fois(moteur, tables, livre, actuelles, pleines)
    besoins = Besoins(tables, entrees.entites, livre)
    crds = taux_crds(tables.mois)
    colonnes = {
        carte.id: _juger(carte, besoins, actuelle, plein, crds) for carte in charger_catalogue().values()
    }
    if en_plus is None:
        return Evaluation(tables, entrees.entites, colonnes)
    return Evaluation(tables, entrees.entites, colonnes, (actuelle, plein), moteur)


def evaluer_montants(tables: Tables) -> Montants:
    """Find only what is due of each droit that the engine decides: nothing is judged, nothing explained."""
    entrees = encoder(tables)
    _, plein = lire_deux_fois(Moteur(entrees), tables, ledger(tables), [], montants())
    profils, crds = Profils(tables, entrees.entites), taux_crds(tables.mois)
    trouves = {}
    for carte in charger_catalogue().values():
        if carte.calcul.mode == "calcule":
            individuel = carte.calcul.entite == "individu"
            ailleurs = _ailleurs(carte.territoire, profils, individuel)
            trouves[carte.id] = MontantsDroit(carte, ailleurs, _du(carte, plein, len(ailleurs), crds))
    return Montants(tables, entrees.entites, trouves)


def _juger(carte: Carte, besoins: Besoins, actuelle: Lecture, plein: Lecture, crds: float) -> ColonnesDroit:
    individuel = carte.calcul.entite == "individu"
    entites = besoins.entites
    nombre = entites.nb_personnes if individuel else entites.famille.nombre
    necessaires = {
        besoin.champ: manque
        for besoin in carte.champs_necessaires
        if (manque := besoins.chez(besoin.champ, besoin.pour, besoin.si, individuel)).porteurs.any()
    }
    if carte.territoire != "national":
        necessaires[COMMUNE] = besoins.chez(COMMUNE, "menage", None, individuel)
    presumes = {champ: necessaires.pop(champ) for champ in list(necessaires) if champ in PRESUMES}
    du_actuel, du = (_du(carte, lecture, nombre, crds) for lecture in (actuelle, plein))
    a_connaitre = _incertain(necessaires, nombre)
    etats = [juger_condition(c, carte, besoins, plein, a_connaitre) for c in carte.conditions]
    non_ferme = np.zeros(nombre, dtype=bool)
    for etat in etats:
        non_ferme |= etat.non_ferme
    manques = _avec_conditions(necessaires, etats, ~non_ferme)
    doute = np.any([etat.doute for etat in etats], axis=0)
    incertain = _incertain(manques, nombre)
    decision = _decider(carte, du, non_ferme, incertain | doute)
    etats = [etat.ou_le_droit_est(decision == PROBABLE) for etat in etats]
    formes = {
        forme.libelle: np.asarray(plein[Demande(forme.variable, carte.calcul.periode or "mois")] > 0)
        for forme in carte.calcul.formes
    }
    return ColonnesDroit(
        carte,
        _concernes(carte, besoins, nombre),
        _ailleurs(carte.territoire, besoins, individuel),
        du_actuel,
        du,
        decision,
        incertain,
        doute,
        manques,
        presumes,
        _par_presomption(etats, presumes, nombre),
        etats,
        recus_du_mois(besoins.tables, entites, carte.id, "individu" if individuel else "famille"),
        formes,
    )


def _incertain(manques: dict[str, Manque], nombre: int) -> Any:
    return np.any([manque.porteurs for manque in manques.values()], axis=0) | np.zeros(nombre, dtype=bool)


def _avec_conditions(
    necessaires: dict[str, Manque], etats: Sequence[EtatCondition], ouvert: Any
) -> dict[str, Manque]:
    """Add the facts that a condition misses where nothing closes the droit: the answer is not firm."""
    manques = dict(necessaires)
    for etat in etats:
        for champ, manque in etat.manques.items():
            deja = manques[champ].porteurs if champ in manques else False
            ajout = manque.porteurs & ouvert & ~deja
            if ajout.any():
                manques[champ] = replace(manque, porteurs=ajout | deja)
    return manques


def _par_presomption(etats: Sequence[EtatCondition], presumes: Mapping[str, Manque], nombre: int) -> Any:
    """Tell where the droit is closed by facts presumed, and by nothing that is known."""
    presume, connu = np.zeros(nombre, dtype=bool), np.zeros(nombre, dtype=bool)
    for etat in etats:
        tus = [presumes[champ].porteurs for champ in etat.condition.champs if champ in presumes]
        suppose = etat.non_ferme & (np.any(tus, axis=0) if tus else False)
        presume |= suppose
        connu |= etat.non_ferme & ~suppose
    return presume & ~connu


def _decider(carte: Carte, du: Any, non_ferme: Any, incertain: Any) -> Any:
    if carte.calcul.mode != "calcule":
        code = NON_CALCULABLE if carte.calcul.mode == "non_calculable" else A_INSTRUIRE
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


def _ailleurs(territoire: Territoire | str, profils: Profils, individuel: bool) -> Any:
    """Tell whose commune is known to be out of the territory of a local droit."""
    entites = profils.entites
    menages = entites.menage_de_personne if individuel else entites.menage_de_famille
    if isinstance(territoire, str):
        return np.zeros(len(menages), dtype=bool)
    communes, rangs = profils.communes
    dehors = np.array([code is not None and not couvre(territoire, code) for code in communes], dtype=bool)
    return dehors[rangs][menages]


def _concernes(carte: Carte, besoins: Besoins, nombre: int) -> Any:
    beneficiaires = carte.calcul.beneficiaires
    if beneficiaires == "adultes":
        return besoins.adulte
    if beneficiaires == "enfants":
        return besoins.tables.personnes["role"].to_numpy() == "enfant"
    return np.ones(nombre, dtype=bool)
