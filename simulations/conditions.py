"""State of each condition of a card, over the holders of the droit, as the engine and the facts leave it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rules.cartes import Carte, Condition
from simulations.besoins import PRESUMES, Besoins
from simulations.engine import Demande
from simulations.manques import Manque
from simulations.systeme import valeur as valeur_du_parametre

NON_REMPLIE, REMPLIE, INCONNUE, SANS_OBJET = range(4)
Lecture = Mapping[Demande, Any]
# Facts read by the variables of conditions that name none, since their no proves nothing; every fact the
# card needs for those that are not here.
_FAITS_LUS = {
    "age": ("personnes[].date_naissance",),
    "bourse_criteres_sociaux_eligibilite_age": ("personnes[].date_naissance",),
    "bourse_criteres_sociaux_eligibilite_nationalite": ("personnes[].nationalite",),
    "cheque_energie_eligibilite_logement": ("logement.statut",),
    "peec_employeur": ("personnes[].emploi.employeur_prive",),
    "salaire_de_base": ("personnes[].revenus",),
}
# Situations that stand for another one (25 years for 30): outside them a fact may still turn a no into a yes.
_A_PEU_PRES = frozenset({"moins_de_25"})


@dataclass(frozen=True)
class EtatCondition:
    """State of a condition over the holders.

    Attributes:
        etat: NON_REMPLIE, REMPLIE, INCONNUE or SANS_OBJET.
        valeur: what the engine read, NaN when it is not the holder's own.
        seuil: what it is compared with; NaN without figure.
        non_ferme: where it is a firm no.
        exception: where the law grants an exception that the engine may ignore.
        manques: facts missing to judge it, when the engine could.
        doute: where the facts are known, but what the engine knows of the law or of them is too little.
    """

    condition: Condition
    etat: Any
    valeur: Any
    seuil: Any
    non_ferme: Any
    exception: Any
    manques: dict[str, Manque]
    doute: Any

    def ou_le_droit_est(self, probable: Any) -> "EtatCondition":
        """Say fulfilled what an exception fulfils: the engine gave the droit, so it knew of it."""
        par_exception = probable & self.exception & (self.etat == NON_REMPLIE)
        return replace(self, etat=np.where(par_exception, REMPLIE, self.etat))


def juger_condition(
    condition: Condition, carte: Carte, besoins: Besoins, lecture: Lecture, incertain: Any
) -> EtatCondition:
    """Judge one condition of a card.

    Args:
        condition: the condition.
        carte: the card it belongs to.
        besoins: what is unknown.
        lecture: what the engine read.
        incertain: where the card misses a fact.
    """
    nombre, individuel = len(incertain), carte.calcul.entite == "individu"
    sans_objet = _sans_objet(condition, carte, besoins, nombre)
    rien, jamais = np.full(nombre, np.nan), np.zeros(nombre, dtype=bool)
    if condition.variable is None or condition.periode is None:
        etat = np.where(sans_objet, SANS_OBJET, INCONNUE)
        return EtatCondition(condition, etat, rien, rien, jamais, jamais, {}, jamais)
    brut = lecture[Demande(condition.variable, condition.periode)]
    seuil = _seuil(condition, lecture, besoins.tables.mois)
    comparee = _comparer(condition.operateur or "vrai", brut, seuil)
    dispense = _lire(condition.ou, condition, lecture, comparee)
    vraie = _porter(condition, comparee | dispense, besoins, individuel)
    attendu = isinstance(seuil, float) and np.isnan(seuil)
    hors_doute = ~(_lire(condition.doute, condition, lecture, comparee) | attendu) | dispense
    doute = _porter(condition, ~hors_doute, besoins, individuel) & ~sans_objet
    manques = _chez(condition, carte, besoins, condition.champs, individuel)
    if condition.champs:
        larges = _chez(condition, carte, besoins, condition.champs, individuel, _A_PEU_PRES)
        inconnus = _union(manques, nombre) | (~vraie & _union(larges, nombre))
    else:
        lus = _FAITS_LUS.get(condition.variable)
        inconnus = _union(_chez(condition, carte, besoins, lus, individuel), nombre) if lus else incertain
    # What does not count is not shown: the value is beyond the threshold and yet the condition fulfilled.
    valeur = np.where(dispense & ~comparee, np.nan, np.asarray(brut, dtype=float))
    # A value is shown when it is that of the holder, not of other members of the household.
    meme_entite = (condition.entite == "individu") == individuel and condition.entite != "foyer_fiscal"
    seuils = np.broadcast_to(np.asarray(seuil, dtype=float), valeur.shape) if _chiffre(seuil) else rien
    exception = _exception(condition, besoins, individuel)
    return EtatCondition(
        condition,
        np.select([sans_objet, inconnus | doute, vraie], [SANS_OBJET, INCONNUE, REMPLIE], NON_REMPLIE),
        valeur if meme_entite else rien,
        seuils if meme_entite else rien,
        ~vraie & ~inconnus & ~doute & ~exception & ~sans_objet & bool(condition.champs),
        exception,
        manques,
        doute,
    )


def _lire(variable: str | None, condition: Condition, lecture: Lecture, comme: Any) -> Any:
    """Read a variable of the entity of a condition as a truth; false everywhere without one."""
    if variable is None:
        return np.zeros(len(comme), dtype=bool)
    return np.asarray(lecture[Demande(variable, condition.periode or "mois")]) > 0


def _chez(
    condition: Condition,
    carte: Carte,
    besoins: Besoins,
    champs: tuple[str, ...],
    individuel: bool,
    hors: frozenset[str] = frozenset(),
) -> dict[str, Manque]:
    """Find the facts that a condition misses, in the situations where the card needs them, `hors` apart."""
    manques = {}
    for champ in champs:
        if champ in PRESUMES:
            continue
        besoin = next((b for b in carte.champs_necessaires if b.champ == champ), None)
        pour = _pour(condition) if condition.quantificateur or besoin is None else besoin.pour
        si = besoin.si if besoin and besoin.si not in hors else None
        manque = besoins.chez(champ, pour, si, individuel, prudent=True)
        if manque.porteurs.any():
            manques[champ] = manque
    return manques


def _union(manques: dict[str, Manque], nombre: int) -> Any:
    return np.any([manque.porteurs for manque in manques.values()], axis=0) | np.zeros(nombre, dtype=bool)


def _sans_objet(condition: Condition, carte: Carte, besoins: Besoins, nombre: int) -> Any:
    """Tell where nobody is, or may be, in a situation that the condition is about."""
    if not condition.si:
        return np.zeros(nombre, dtype=bool)
    besoin = next((b for b in carte.champs_necessaires if b.champ == condition.champs[0]), None)
    pour = besoin.pour if besoin else _pour(condition)
    vises = np.any([besoins.pas_exclu(si) for si in condition.si], axis=0)
    return ~_quelqu_un(vises, pour, besoins, carte.calcul.entite == "individu")


def _exception(condition: Condition, besoins: Besoins, individuel: bool) -> Any:
    personnes = np.zeros(besoins.entites.nb_personnes, dtype=bool)
    for si in condition.sauf:
        personnes = personnes | besoins.en_situation(si)
    return _quelqu_un(personnes, "menage", besoins, individuel)


def _quelqu_un(personnes: Any, pour: str, besoins: Besoins, individuel: bool) -> Any:
    """Bring what holds of persons to the holders: of themselves, or of someone of their famille."""
    if individuel and pour == "beneficiaires":
        return personnes
    famille = besoins.entites.famille
    vus = personnes & besoins.concernes(pour)
    par_famille = np.bincount(famille.de_personne, vus, famille.nombre) > 0
    return par_famille[famille.de_personne] if individuel else par_famille


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
    lue = valeur_du_parametre(seuil.parametre or "", mois)
    return np.nan if lue is None else lue


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
        return _quelqu_un(vraie, _pour(condition), besoins, individuel)
    if condition.entite == "foyer_fiscal":
        par_personne = vraie[entites.foyer_fiscal.de_personne]
        return par_personne if individuel else par_personne[entites.demandeur_de_famille]
    return vraie[famille.de_personne] if individuel else vraie
