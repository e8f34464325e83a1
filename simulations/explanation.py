"""Why a droit is due or not to a household, and how its amount is found.

The run is that of a simulation, with more asked of the engine: the amounts explained are those answered. The
household and the changes of its facts (`bascules`) are rows of one call; a second call finds, to the euro
or to the month, where the droit changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rules.cartes import Carte
from rules.catalogue import charger_catalogue
from rules.versions import versions
from simulations.bascules import Levier, a_affiner, bascules, leviers
from simulations.comptes import Conteur
from simulations.conditions_expliquees import expliquer_condition
from simulations.droit_du_porteur import hypotheses_du_droit
from simulations.droits import porteurs_montres
from simulations.errors import CalculImpossible, ErreurChamp, SituationInvalide
from simulations.evaluation import CODES, ColonnesDroit, Evaluation, evaluer
from simulations.porteur import Porteur
from simulations.recits import Recit, demandes_du_recit, recits
from simulations.resultat import Decision, Droit, Versions
from simulations.resultat_explique import Bascule, Compte, Explication, Explications
from simulations.resume import resumer
from simulations.simulate import simuler
from simulations.situation import Situation
from simulations.tables import tables
from simulations.variables_lues import variables_lues

PLEIN_RECOURS, SITUATION_ACTUELLE = "plein_recours", "situation_actuelle"
PASSES = {
    PLEIN_RECOURS: "prestations passées : celles d’un foyer dont tous les droits dus sont en paiement",
    SITUATION_ACTUELLE: "prestations passées : celles que le foyer reçoit aujourd’hui",
}
ECART_DE_LECTURE = 0.01


@dataclass(frozen=True)
class _Balayage:
    """One fact moved over its grid: the rows of the evaluation that hold the households so changed."""

    levier: Levier
    lignes: range


def expliquer(
    situation: Situation, droit: str, personne: str | None = None, *, expert: bool = False
) -> Explications:
    """Explain one droit of a household, for each holder that a simulation shows.

    Args:
        situation: the household.
        droit: id of a card of the catalogue.
        personne: explain it for this person, or for the famille of this person, only.
        expert: list the variables of the engine behind the account.

    Raises:
        KeyError: no droit of that name.
        SituationInvalide: nobody of that name in the household.
        CalculImpossible: the engine failed.
    """
    carte = charger_catalogue()[droit]
    _verifier_personne(situation, personne)
    try:
        return _expliquer(situation, carte, personne, expert=expert)
    except Exception as erreur:
        raise CalculImpossible(f"l’explication de {droit} a échoué") from erreur


def _verifier_personne(situation: Situation, personne: str | None) -> None:
    if personne is not None and situation.personne(personne) is None:
        ids = ", ".join(p.id for p in situation.personnes)
        faute = ErreurChamp("personne", f"« {personne[:40]} »", f"une personne du foyer : {ids}")
        raise SituationInvalide([faute])


def _expliquer(situation: Situation, carte: Carte, personne: str | None, *, expert: bool) -> Explications:
    recit = recits().get(carte.id) if carte.calcul.mode == "calcule" else None
    bouges = leviers(situation, carte) if carte.calcul.mode == "calcule" else []
    variantes, balayages = [situation], []
    for levier in bouges:
        debut = len(variantes)
        variantes += [levier.appliquer(situation, valeur) for valeur in levier.grille]
        balayages.append(_Balayage(levier, range(debut, len(variantes))))
    en_plus = demandes_du_recit(recit) if recit else []
    evaluation = evaluer(tables(variantes), en_plus)
    colonnes = evaluation.colonnes[carte.id]
    repondus = _repondus(evaluation, colonnes, situation)
    porteurs = _porteurs(evaluation, colonnes, situation, personne)
    if repondus and personne is None:
        porteurs = [porteur for porteur in porteurs if _beneficiaire(carte, porteur) in repondus]
    mouvements = _mouvements(situation, carte, evaluation, balayages, porteurs)
    nom = recit.nom if recit else f"« {carte.libelle} »"
    return Explications(
        mois=situation.mois,
        versions=Versions(**versions()),
        droit=carte.id,
        libelle=carte.libelle,
        territoire=None if porteurs else "ce droit n’existe pas dans la commune du foyer",
        explications=[
            _repondre(
                _une(evaluation, colonnes, situation, recit, porteur, nom, mouvement, expert=expert),
                repondus,
                nom,
            )
            for porteur, mouvement in zip(porteurs, mouvements, strict=True)
        ],
    )


@dataclass(frozen=True)
class _Mouvement:
    """What happens to one holder when one fact moves: what is due, by value of the fact."""

    levier: Levier
    courbe: dict[int, float]


def _porteurs(
    evaluation: Evaluation, colonnes: ColonnesDroit, situation: Situation, personne: str | None
) -> list[Porteur]:
    """List the holders to explain: those a simulation shows, or the one asked."""
    entites = evaluation.entites
    individuel = colonnes.carte.calcul.entite == "individu"
    montres = porteurs_montres(evaluation, colonnes)[0]
    if personne is not None and montres:
        rang = next(i for i, p in enumerate(situation.personnes) if p.id == personne)
        montres = [rang if individuel else entites.famille.de_personne[rang]]
    tetes = montres if individuel else [entites.demandeur_de_famille[famille] for famille in montres]
    return [Porteur(situation, entites, int(tete), 0) for tete in tetes]


def _repondus(evaluation: Evaluation, colonnes: ColonnesDroit, situation: Situation) -> dict[str, Droit]:
    """Give, by holder, what a simulation answers where a fact is missing; nothing where none is."""
    individuel = colonnes.carte.calcul.entite == "individu"
    entites = evaluation.entites
    du_foyer = (entites.menage_de_personne if individuel else entites.menage_de_famille) == 0
    if not (colonnes.incertain & du_foyer).any():
        return {}
    (resultat,) = simuler([situation])
    return {droit.beneficiaire: droit for droit in resultat.droits if droit.id == colonnes.carte.id}


def _repondre(explication: Explication, repondus: dict[str, Droit], nom: str) -> Explication:
    """Put the answer of the simulation beside an account told with a supposition."""
    repondu = repondus.get(explication.beneficiaire)
    if repondu is None:
        return explication
    suppose = explication.montant if explication.montant != repondu.montant else None
    return explication.model_copy(
        update={
            "decision": repondu.decision,
            "probabilite": repondu.probabilite,
            "montant": repondu.montant,
            "montant_min": repondu.montant_min,
            "montant_max": repondu.montant_max,
            "montant_suppose": suppose,
            "resume": resumer(
                repondu.periodicite, nom, repondu.decision, repondu.montant, explication.conditions,
                suppose=suppose, bornes=(repondu.montant_min, repondu.montant_max),
            ),
        }
    )  # fmt: skip


def _mouvements(
    situation: Situation,
    carte: Carte,
    evaluation: Evaluation,
    balayages: Sequence[_Balayage],
    porteurs: Sequence[Porteur],
) -> list[list[_Mouvement]]:
    """Follow what each holder is due when each fact moves, to the unit where it changes: one engine call."""
    courbes = [
        [
            (b.levier, dict(zip(b.levier.grille, _dus(evaluation, carte, porteur, b.lignes), strict=True)))
            for b in balayages
            if _vise(porteur, b.levier)
        ]
        for porteur in porteurs
    ]
    fins = [
        (porteur, levier, courbe, a_affiner(levier, list(courbe.values())))
        for porteur, mouvements in zip(porteurs, courbes, strict=True)
        for levier, courbe in mouvements
    ]
    variantes = [levier.appliquer(situation, v) for _, levier, _, valeurs in fins for v in valeurs]
    if variantes:
        affinee, debut = evaluer(tables(variantes)), 0
        for porteur, _, courbe, valeurs in fins:
            lignes = range(debut, debut := debut + len(valeurs))
            courbe.update(zip(valeurs, _dus(affinee, carte, porteur, lignes), strict=True))
    return [[_Mouvement(levier, courbe) for levier, courbe in mouvements] for mouvements in courbes]


def _vise(porteur: Porteur, levier: Levier) -> bool:
    """Tell whether a fact is of the famille of the holder, or of the home."""
    if levier.personne is None:
        return True
    return bool(porteur.entites.famille.de_personne[levier.personne] == porteur.famille)


def _dus(evaluation: Evaluation, carte: Carte, porteur: Porteur, lignes: range) -> list[float]:
    """Give what is due to a holder in each of these rows."""
    entites, du = evaluation.entites, evaluation.colonnes[carte.id].du
    premieres = np.searchsorted(entites.menage_de_personne, np.arange(lignes.start, lignes.stop))
    personnes = premieres + porteur.personne
    rangs = personnes if carte.calcul.entite == "individu" else entites.famille.de_personne[personnes]
    return [float(valeur) for valeur in np.nan_to_num(du[rangs])]


def _une(
    evaluation: Evaluation,
    colonnes: ColonnesDroit,
    situation: Situation,
    recit: Recit | None,
    porteur: Porteur,
    nom: str,
    mouvements: Sequence[_Mouvement],
    *,
    expert: bool,
) -> Explication:
    carte = colonnes.carte
    rang = porteur.personne if carte.calcul.entite == "individu" else porteur.famille
    chiffre = carte.calcul.nature == "montant"
    decision = Decision(CODES[colonnes.decision[rang]])
    du, actuel = (float(np.nan_to_num(valeurs[rang])) for valeurs in (colonnes.du, colonnes.du_actuel))
    conditions = [expliquer_condition(etat, rang, porteur, evaluation) for etat in colonnes.conditions]
    comptes = _comptes(evaluation, carte, recit, porteur, du, actuel)
    trouvees = [b for m in mouvements for b in bascules(m.levier, m.courbe, nom, situation, du)]
    return Explication(
        droit=carte.id,
        libelle=carte.libelle,
        beneficiaire=_beneficiaire(carte, porteur),
        decision=decision,
        montant=round(du, 2) if chiffre else None,
        montant_actuel=round(actuel, 2) if chiffre else None,
        unite=carte.unite,
        periodicite=carte.periodicite,
        resume=resumer(carte.periodicite, nom, decision, round(du, 2) if chiffre else None, conditions),
        conditions=conditions,
        bascules=_sans_doublon(trouvees),
        comptes=comptes,
        variables=variables_lues(evaluation, porteur, comptes, conditions) if expert else [],
        hypotheses=hypotheses_du_droit(colonnes, rang),
        limites=list(carte.limites),
    )


def _comptes(
    evaluation: Evaluation, carte: Carte, recit: Recit | None, porteur: Porteur, du: float, actuel: float
) -> list[Compte]:
    """Tell the account of the amount answered, then that of today when the past makes it another."""
    if recit is None or evaluation.lectures is None:
        return []
    actuelle, plein = evaluation.lectures
    voulues = [(PLEIN_RECOURS, plein)]
    if abs(du - actuel) > ECART_DE_LECTURE:
        voulues.append((SITUATION_ACTUELLE, actuelle))
    racontes = [
        Conteur(porteur, lecture, porteur.situation.mois).raconter(recit, carte, cle, PASSES[cle])
        for cle, lecture in voulues
    ]
    return [compte for compte in racontes if compte is not None]


def _beneficiaire(carte: Carte, porteur: Porteur) -> str:
    entites = porteur.entites
    if carte.calcul.entite == "individu" or not entites.principale[porteur.famille]:
        return porteur.nom(porteur.personne)
    return carte.calcul.entite or "famille"


def _sans_doublon(trouvees: Sequence[Bascule]) -> list[Bascule]:
    """Keep one of the sentences that say the same, the nearest in time first among ages."""
    ages = sorted((b for b in trouvees if b.fait == "age"), key=lambda b: b.mois or "")
    return list({b.phrase: b for b in [*(b for b in trouvees if b.fait != "age"), *ages[:1]]}.values())
