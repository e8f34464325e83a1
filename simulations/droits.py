"""Columns turned into the droits of one household: the contract of the results."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from rules.cartes import Carte
from rules.cartes import Reference as ReferenceCarte
from rules.versions import versions
from simulations.besoins import PRESUMES
from simulations.conditions import INCONNUE, NON_REMPLIE, REMPLIE, SANS_OBJET, EtatCondition
from simulations.effet import LecteurFaits, effet_du_foyer, effet_du_texte
from simulations.evaluation import CODES, COMMUNE, PEU_PROBABLE, ColonnesDroit, Evaluation
from simulations.fiche import demarche_depuis, reperes
from simulations.fourchettes import Fourchette
from simulations.hypotheses import supposition
from simulations.non_recours import Comparaison, comparer, gain_mensuel, signaler
from simulations.ordre import Porte, ordonner
from simulations.recus import INCONNU, NON, OUI
from simulations.resultat import (
    Condition,
    Decision,
    Demarche,
    Droit,
    Effet,
    Recu,
    Reference,
    Repere,
    Resultat,
    StatutRecu,
    Totaux,
    TypeEcart,
    Versions,
)
from simulations.resultat import EtatCondition as Etat

T = TypeVar("T")
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
    communes: list[str | None]
    demarches: dict[tuple[str, str, str | None], Demarche]
    reperes: dict[str, list[Repere]]
    references: dict[str, list[Reference]]
    versions: Versions
    cartes: dict[str, Carte]
    faits: LecteurFaits
    # Frozen models: households in the same state share them instead of building thousands of equals.
    vues: dict[tuple[Any, ...], Any]
    fourchettes: Mapping[str, Fourchette]

    def une_fois(self, cle: tuple[Any, ...], construire: Callable[[], T]) -> T:
        """Build once what several households share."""
        if cle not in self.vues:
            self.vues[cle] = construire()
        vue: T = self.vues[cle]
        return vue


def resultats(evaluation: Evaluation, fourchettes: Mapping[str, Fourchette] | None = None) -> list[Resultat]:
    """Give the answer of every household of an evaluation, in order.

    Args:
        evaluation: columns of all the households.
        fourchettes: by droit, its range over the completions of what is unknown, by holder.
    """
    cartes = [colonnes.carte for colonnes in evaluation.colonnes.values()]
    personnes, familles = _porteurs_par_menage(evaluation)
    commun = _Commun(
        evaluation,
        personnes,
        familles,
        ids=evaluation.tables.personnes["id"].to_list(),
        regimes=evaluation.tables.personnes["regime"].to_list(),
        effets={carte.id: effet_du_texte(carte, evaluation.tables.mois) for carte in cartes},
        communes=evaluation.tables.menages[COMMUNE].to_list(),
        demarches={},
        reperes={carte.id: reperes(carte, evaluation.tables.mois) for carte in cartes},
        references={
            carte.id: [_reference(condition.reference) for condition in carte.conditions] for carte in cartes
        },
        versions=Versions(**versions()),
        cartes={carte.id: carte for carte in cartes},
        faits=LecteurFaits(evaluation.tables, evaluation.entites),
        vues={},
        fourchettes=fourchettes or {},
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
    portes = [porte for colonne in colonnes for porte in _du_menage(commun, colonne, rang)]
    droits = [
        _avec_effet(commun, droit, porte.famille, rang)
        for droit, porte in zip(ordonner(portes, commun.cartes), portes, strict=True)
    ]
    perdus = [colonne.carte.id for colonne in colonnes if colonne.carte.effet.perdu_si_attente]
    return Resultat(
        mois=mois,
        versions=commun.versions,
        totaux=_totaux(droits),
        droits=droits,
        signalements=signaler(droits, mois, perdus),
        questions=[],
        hypotheses=list(dict.fromkeys(h for d in droits if _compte(d) for h in d.hypotheses)),
    )


def _compte(droit: Droit) -> bool:
    """Tell whether the assumptions of a droit belong to the summary; the unlikely keep theirs beside them."""
    return droit.decision is not Decision.PEU_PROBABLE


def _du_menage(commun: _Commun, colonnes: ColonnesDroit, rang: int) -> Iterator[Porte]:
    """Give one droit per holder worth showing, or the first holder's when none is."""
    individuel = colonnes.carte.calcul.entite == "individu"
    membres = (commun.personnes if individuel else commun.familles)[rang]
    for porteur in porteurs_montres(commun.evaluation, colonnes, membres, rang):
        droit = _droit(commun, colonnes, int(porteur), individuel)
        famille = commun.evaluation.entites.famille.de_personne[porteur] if individuel else porteur
        yield Porte(droit, int(famille), individuel)


def porteurs_montres(evaluation: Evaluation, colonnes: ColonnesDroit, membres: Any, rang: int) -> list[Any]:
    """List the holders of a droit worth showing in a household; none where the droit does not exist.

    Args:
        evaluation: the evaluation.
        colonnes: the droit.
        membres: ranks of the persons, or of the familles, of the household.
        rang: rank of the household.
    """
    individuel = colonnes.carte.calcul.entite == "individu"
    possibles = [p for p in membres if colonnes.concernes[p]]
    if colonnes.ailleurs[membres[0]]:
        return []
    if not possibles:
        possibles = [evaluation.entites.demandeur_de_famille[rang] if individuel else rang]
    a_montrer = [
        p for p in possibles if colonnes.decision[p] != PEU_PROBABLE or colonnes.recus.statut[p] == OUI
    ]
    return a_montrer or possibles[:1]


def _avec_effet(commun: _Commun, droit: Droit, famille: int, rang: int) -> Droit:
    regle, mois = commun.cartes[droit.id].effet, commun.evaluation.tables.mois
    effet = effet_du_foyer(droit, regle, mois, lambda: commun.faits.de(famille, commun.personnes[rang]))
    return droit if effet is droit.effet else droit.model_copy(update={"effet": effet})


def _droit(commun: _Commun, colonnes: ColonnesDroit, p: int, individuel: bool) -> Droit:
    carte, chiffre = colonnes.carte, colonnes.carte.calcul.nature == "montant"
    decision = Decision(CODES[colonnes.decision[p]])
    statut = _STATUTS[int(colonnes.recus.statut[p])]
    du, du_actuel = _euros(colonnes.du[p]), _euros(colonnes.du_actuel[p])
    recu = _euros(colonnes.recus.montant[p])
    montant = du
    presume = bool(colonnes.ferme_par_presomption[p])
    mesure = _NON_MESUREE if presume else _mesure(commun.fourchettes.get(carte.id), p, montant, decision)
    if mesure.centre is not None and statut is not StatutRecu.OUI:
        du = montant = mesure.centre
    comparaison = Comparaison(decision, statut, recu, du, du_actuel, carte.tolerance or 0.0, chiffre)
    ecart = commun.une_fois((comparaison,), lambda: comparer(comparaison))
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
        probabilite=mesure.part,
        montant=montant if chiffre else None,
        montant_min=mesure.mini if chiffre else None,
        montant_max=mesure.maxi if chiffre else None,
        montant_actuel=du_actuel if chiffre else None,
        unite=carte.unite,
        recu=commun.une_fois((statut, recu), lambda: Recu(statut=statut, montant=recu)),
        ecart=ecart,
        effet=commun.effets[carte.id],
        conditions=[
            _condition(commun, etat, p, reference)
            for etat, reference in zip(colonnes.conditions, commun.references[carte.id], strict=True)
        ],
        demarche=_demarche(commun, carte, p, individuel),
        reperes=commun.reperes[carte.id],
        hypotheses=hypotheses_du_droit(colonnes, p),
        limites=[*carte.limites, *([carte.calcul.raison] if carte.calcul.raison else [])],
    )


@dataclass(frozen=True)
class _Mesure:
    """How sure a droit is: share of the possible cases in which it is due, range, amount when it is due."""

    part: float | None
    mini: float | None
    maxi: float | None
    centre: float | None = None


# A droit closed by a presumption alone is no firm no: nothing measures it.
_NON_MESUREE = _Mesure(None, None, None)


def _mesure(fourchette: Fourchette | None, p: int, montant: float | None, decision: Decision) -> _Mesure:
    """Measure from the completions; a droit with nothing unknown is a point, others are not measured."""
    if fourchette is not None and not math.isnan(fourchette.part[p]):
        return _Mesure(
            round(float(fourchette.part[p]), 4),
            _euros(fourchette.mini[p]),
            _euros(fourchette.maxi[p]),
            _euros(fourchette.centre[p]),
        )
    if decision in (Decision.DROIT_PROBABLE, Decision.PEU_PROBABLE):
        return _Mesure(float(decision is Decision.DROIT_PROBABLE), montant, montant)
    return _NON_MESUREE


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


def hypotheses_du_droit(colonnes: ColonnesDroit, p: int) -> list[str]:
    """Say what is supposed of a holder where an answer is missing."""
    inconnues = [
        supposition(champ, manque.qui(p)) for champ, manque in colonnes.manques.items() if manque.porteurs[p]
    ]
    presumees = [
        PRESUMES[champ]
        for champ, manque in colonnes.presumes.items()
        if manque.porteurs[p] and (colonnes.du[p] > 0 or colonnes.ferme_par_presomption[p])
    ]
    return inconnues + presumees


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
    trouvee: Condition = commun.vues[vue]
    return trouvee


def _demarche(commun: _Commun, carte: Carte, p: int, individuel: bool) -> Demarche:
    """Give how to claim, from the commune of the holder; households of a commune share it."""
    entites = commun.evaluation.entites
    menage = (entites.menage_de_personne if individuel else entites.menage_de_famille)[p]
    cle = (carte.id, _organisme(commun, carte, p, individuel), commun.communes[menage])
    if cle not in commun.demarches:
        commun.demarches[cle] = demarche_depuis(carte, cle[1], cle[2])
    return commun.demarches[cle]


def _totaux(droits: list[Droit]) -> Totaux:
    mensuels = [droit for droit in droits if droit.periodicite == "mensuel"]
    surs = [d for d in mensuels if d.decision is Decision.DROIT_PROBABLE or d.recu.statut is StatutRecu.OUI]
    en_doute = [
        d for d in mensuels if d.decision is Decision.A_VERIFIER and d.recu.statut is not StatutRecu.OUI
    ]
    return Totaux(
        du_mensuel=round(sum(d.montant or 0 for d in surs), 2),
        recu_mensuel=round(sum(d.recu.montant or 0 for d in mensuels), 2),
        non_recours_mensuel=round(
            sum(d.ecart.montant or 0 for d in surs if d.ecart.type is TypeEcart.NON_RECOURS), 2
        ),
        a_verifier_mensuel=round(sum((d.probabilite or 0) * (d.montant or 0) for d in en_doute), 2),
        gain_mensuel=gain_mensuel(surs),
    )
