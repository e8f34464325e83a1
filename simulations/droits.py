"""Columns turned into the droits of one household: the contract of the results."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from rules.cartes import Carte
from rules.cartes import Reference as ReferenceCarte
from rules.versions import versions
from simulations.besoins import PRESUMES
from simulations.conditions import INCONNUE, NON_REMPLIE, REMPLIE, SANS_OBJET, EtatCondition
from simulations.evaluation import CODES, PEU_PROBABLE, ColonnesDroit, Evaluation
from simulations.hypotheses import supposition
from simulations.mois import decaler
from simulations.non_recours import Comparaison, comparer, signaler
from simulations.recus import INCONNU, NON, OUI
from simulations.resultat import (
    Condition,
    Decision,
    Demarche,
    Droit,
    Effet,
    Formulaire,
    Recu,
    Reference,
    Repere,
    Resultat,
    StatutRecu,
    Totaux,
    TypeEcart,
    Versions,
)
from simulations.resultat import (
    EtatCondition as Etat,
)
from simulations.systeme import valeur

_STATUTS = {NON: StatutRecu.NON, OUI: StatutRecu.OUI, INCONNU: StatutRecu.INCONNU}
_ETATS = {
    REMPLIE: Etat.REMPLIE,
    NON_REMPLIE: Etat.NON_REMPLIE,
    INCONNUE: Etat.INCONNUE,
    SANS_OBJET: Etat.SANS_OBJET,
}


@dataclass(frozen=True)
class _Commun:
    """What the answers of all the households share: who holds what, and the fixed part of each card."""

    evaluation: Evaluation
    personnes: list[Any]
    familles: list[Any]
    ids: list[str]
    regimes: list[str | None]
    effets: dict[str, Effet]
    demarches: dict[str, Demarche]
    reperes: dict[str, list[Repere]]
    references: dict[str, list[Reference]]
    versions: Versions
    # Frozen models: households in the same state share them instead of building thousands of equals.
    vues: dict[tuple[Any, ...], Condition]


def resultats(evaluation: Evaluation) -> list[Resultat]:
    """Give the answer of every household of an evaluation, in order."""
    cartes = [colonnes.carte for colonnes in evaluation.colonnes.values()]
    personnes, familles = _porteurs_par_menage(evaluation)
    commun = _Commun(
        evaluation,
        personnes,
        familles,
        ids=evaluation.tables.personnes["id"].to_list(),
        regimes=evaluation.tables.personnes["regime"].to_list(),
        effets={carte.id: _effet(carte, evaluation.tables.mois) for carte in cartes},
        demarches={carte.id: _demarche(carte) for carte in cartes},
        reperes={carte.id: _reperes(carte, evaluation.tables.mois) for carte in cartes},
        references={
            carte.id: [_reference(condition.reference) for condition in carte.conditions] for carte in cartes
        },
        versions=Versions(**versions()),
        vues={},
    )
    return [_resultat(commun, rang) for rang in range(evaluation.tables.nb_menages)]


def _porteurs_par_menage(evaluation: Evaluation) -> tuple[list[Any], list[Any]]:
    """List, for each household, its persons and its familles."""
    entites, nombre = evaluation.entites, evaluation.tables.nb_menages
    par_menage = [
        np.split(
            np.argsort(menages, kind="stable"),
            np.cumsum(np.bincount(menages, minlength=nombre))[:-1],
        )
        for menages in (entites.menage_de_personne, entites.menage_de_famille)
    ]
    return par_menage[0], par_menage[1]


def _resultat(commun: _Commun, rang: int) -> Resultat:
    mois, colonnes = commun.evaluation.tables.mois, commun.evaluation.colonnes.values()
    droits = [droit for colonne in colonnes for droit in _du_menage(commun, colonne, rang)]
    perdus = [colonne.carte.id for colonne in colonnes if colonne.carte.effet.perdu_si_attente]
    return Resultat(
        mois=mois,
        versions=commun.versions,
        totaux=_totaux(droits),
        droits=droits,
        signalements=signaler(droits, mois, perdus),
        questions=[],
        hypotheses=list(dict.fromkeys(h for droit in droits for h in droit.hypotheses)),
    )


def _du_menage(commun: _Commun, colonnes: ColonnesDroit, rang: int) -> Iterator[Droit]:
    """Give one droit per holder worth showing, or the first holder's when none is."""
    individuel = colonnes.carte.calcul.entite == "individu"
    membres = (commun.personnes if individuel else commun.familles)[rang]
    possibles = [p for p in membres if colonnes.concernes[p]]
    if colonnes.ailleurs[membres[0]]:
        return
    if not possibles:
        possibles = [commun.evaluation.entites.demandeur_de_famille[rang] if individuel else rang]
    a_montrer = [
        p for p in possibles if colonnes.decision[p] != PEU_PROBABLE or colonnes.recus.statut[p] == OUI
    ]
    for porteur in a_montrer or possibles[:1]:
        yield _droit(commun, colonnes, int(porteur), individuel)


def _droit(commun: _Commun, colonnes: ColonnesDroit, p: int, individuel: bool) -> Droit:
    carte, chiffre = colonnes.carte, colonnes.carte.calcul.nature == "montant"
    decision = Decision(CODES[colonnes.decision[p]])
    statut = _STATUTS[int(colonnes.recus.statut[p])]
    du, du_actuel = _euros(colonnes.du[p]), _euros(colonnes.du_actuel[p])
    recu = _euros(colonnes.recus.montant[p])
    ecart = comparer(Comparaison(decision, statut, recu, du, du_actuel, carte.tolerance or 0.0, chiffre))
    montant = du_actuel if statut is StatutRecu.OUI else du
    ferme = decision in (Decision.DROIT_PROBABLE, Decision.PEU_PROBABLE)
    return Droit(
        id=carte.id,
        libelle=carte.libelle,
        forme=next((nom for nom, vrai in colonnes.formes.items() if vrai[p]), None),
        beneficiaire=_beneficiaire(commun, carte, p, individuel),
        organisme=_organisme(commun, carte, p, individuel),
        niveau="national" if isinstance(carte.territoire, str) else carte.territoire.niveau,
        financeur=carte.financeur,
        periodicite=carte.periodicite,
        decision=decision,
        probabilite=float(decision is Decision.DROIT_PROBABLE) if ferme else None,
        montant=montant if chiffre else None,
        montant_min=montant if chiffre and ferme else None,
        montant_max=montant if chiffre and ferme else None,
        montant_actuel=du_actuel if chiffre else None,
        unite=carte.unite,
        recu=Recu(statut=statut, montant=recu),
        ecart=ecart,
        effet=commun.effets[carte.id],
        conditions=[
            _condition(commun, etat, p, reference)
            for etat, reference in zip(colonnes.conditions, commun.references[carte.id], strict=True)
        ],
        demarche=commun.demarches[carte.id],
        reperes=commun.reperes[carte.id],
        hypotheses=_hypotheses(colonnes, p),
        limites=[*carte.limites, *([carte.calcul.raison] if carte.calcul.raison else [])],
    )


def _euros(valeur: float) -> float | None:
    return None if math.isnan(valeur) else round(float(valeur), 2)


def _beneficiaire(commun: _Commun, carte: Carte, p: int, individuel: bool) -> str:
    entites, ids = commun.evaluation.entites, commun.ids
    if individuel:
        return ids[p]
    if entites.principale[p]:
        return carte.calcul.entite or "famille"
    return ids[int(entites.demandeur_de_famille[p])]


def _organisme(commun: _Commun, carte: Carte, p: int, individuel: bool) -> str:
    personne = p if individuel else int(commun.evaluation.entites.demandeur_de_famille[p])
    agricole = commun.regimes[personne] == "agricole"
    return carte.organisme_agricole if agricole and carte.organisme_agricole else carte.organisme


def _hypotheses(colonnes: ColonnesDroit, p: int) -> list[str]:
    inconnues = [
        supposition(champ, manque.qui(p)) for champ, manque in colonnes.manques.items() if manque.porteurs[p]
    ]
    presumees = [
        PRESUMES[champ]
        for champ, manque in colonnes.presumes.items()
        if manque.porteurs[p] and colonnes.du[p] > 0
    ]
    return inconnues + presumees


def _effet(carte: Carte, mois: str) -> Effet:
    regles = {"premier_du_mois_de_la_demande": 0, "mois_suivant_la_demande": 1}
    decalage = regles.get(carte.effet.regle)
    depuis = None if decalage is None else date.fromisoformat(decaler(mois, decalage) + "-01")
    return Effet(
        regle=carte.effet.regle,
        a_partir_de=depuis,
        rappel_mois=carte.effet.rappel_mois,
        reference=_reference(carte.effet.reference),
    )


def _reference(reference: ReferenceCarte) -> Reference:
    return Reference(titre=reference.titre, href=reference.href, confiance=reference.confiance)


def _condition(commun: _Commun, etat: EtatCondition, p: int, reference: Reference) -> Condition:
    vue = (
        id(etat),
        int(etat.etat[p]),
        _euros(etat.valeur[p]) if etat.etat[p] in (REMPLIE, NON_REMPLIE) else None,
        _euros(etat.seuil[p]),
    )
    if vue not in commun.vues:
        _, code, valeur, seuil = vue
        commun.vues[vue] = Condition(
            libelle=etat.condition.libelle,
            etat=_ETATS[code],
            valeur=valeur,
            seuil=seuil,
            reference=reference,
        )
    return commun.vues[vue]


def _demarche(carte: Carte) -> Demarche:
    formulaire = carte.demarche.formulaire
    return Demarche(
        ou=carte.demarche.ou,
        en_ligne=carte.demarche.en_ligne,
        formulaire=Formulaire(titre=formulaire.titre, cerfa=formulaire.cerfa) if formulaire else None,
        pieces=list(carte.demarche.pieces),
        delai=carte.demarche.delai,
    )


def _reperes(carte: Carte, mois: str) -> list[Repere]:
    return [
        Repere(libelle=repere.libelle, valeur=valeur(repere.parametre, mois), parametre=repere.parametre)
        for repere in carte.reperes
    ]


def _totaux(droits: list[Droit]) -> Totaux:
    mensuels = [droit for droit in droits if droit.periodicite == "mensuel"]
    return Totaux(
        du_mensuel=round(sum(d.montant or 0 for d in mensuels), 2),
        recu_mensuel=round(sum(d.recu.montant or 0 for d in mensuels), 2),
        non_recours_mensuel=round(
            sum(d.ecart.montant or 0 for d in mensuels if d.ecart.type is TypeEcart.NON_RECOURS), 2
        ),
    )
