"""The droits of one household, settled and flagged: the contract of the results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rules.cartes import Carte
from rules.versions import versions
from simulations.droit_du_porteur import Redaction
from simulations.effet import LecteurFaits, effet_du_foyer
from simulations.evaluation import PEU_PROBABLE, ColonnesDroit, Evaluation
from simulations.fourchettes import Fourchette
from simulations.non_recours import gain_mensuel, signaler
from simulations.ordre import Porte, ordonner
from simulations.recus import OUI
from simulations.resultat import Decision, Droit, Resultat, StatutRecu, Totaux, TypeEcart, Versions


@dataclass(frozen=True)
class _Commun:
    """What the answers of all the households share.

    Attributes:
        porteurs: by droit, in the order of the evaluation, the holders shown of each household.
        familles: by person, the rank of their famille.
        membres: by household, the ranks of its persons.
    """

    evaluation: Evaluation
    redaction: Redaction
    porteurs: list[list[list[int]]]
    familles: list[int]
    membres: list[Any]
    versions: Versions
    cartes: dict[str, Carte]
    faits: LecteurFaits


def resultats(evaluation: Evaluation, fourchettes: Mapping[str, Fourchette] | None = None) -> list[Resultat]:
    """Give the answer of every household of an evaluation, in order.

    Args:
        evaluation: columns of all the households.
        fourchettes: by droit, its range over the completions of what is unknown, by holder.
    """
    tables, entites = evaluation.tables, evaluation.entites
    tailles = np.bincount(entites.menage_de_personne, minlength=tables.nb_menages)
    commun = _Commun(
        evaluation,
        Redaction(evaluation, fourchettes or {}),
        porteurs=[porteurs_montres(evaluation, colonnes) for colonnes in evaluation.colonnes.values()],
        familles=entites.famille.de_personne.tolist(),
        membres=np.split(np.argsort(entites.menage_de_personne, kind="stable"), np.cumsum(tailles)[:-1]),
        versions=Versions(**versions()),
        cartes={identifiant: colonnes.carte for identifiant, colonnes in evaluation.colonnes.items()},
        faits=LecteurFaits(tables, entites),
    )
    return [_resultat(commun, rang) for rang in range(tables.nb_menages)]


def _resultat(commun: _Commun, rang: int) -> Resultat:
    mois = commun.evaluation.tables.mois
    portes = list(_du_menage(commun, rang))
    droits = [
        _avec_effet(commun, droit, porte.famille, rang)
        for droit, porte in zip(ordonner(portes, commun.cartes), portes, strict=True)
    ]
    perdus = [carte.id for carte in commun.cartes.values() if carte.effet.perdu_si_attente]
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


def _du_menage(commun: _Commun, rang: int) -> Iterator[Porte]:
    """Give one droit per holder worth showing."""
    for colonnes, porteurs in zip(commun.evaluation.colonnes.values(), commun.porteurs, strict=True):
        individuel = colonnes.carte.calcul.entite == "individu"
        for porteur in porteurs[rang]:
            famille = commun.familles[porteur] if individuel else porteur
            yield Porte(commun.redaction.droit(colonnes, porteur), famille, individuel)


def rangs_montres(evaluation: Evaluation, colonnes: ColonnesDroit) -> tuple[Any, Any]:
    """Give the holders of a droit worth showing, or the first holder of a household when none is.

    None where the droit does not exist.

    Returns:
        Ranks of the households, in order, and of the holders.
    """
    entites, nombre = evaluation.entites, evaluation.tables.nb_menages
    if colonnes.carte.calcul.entite == "individu":
        menages, premiers = entites.menage_de_personne, entites.demandeur_de_famille[:nombre].copy()
    else:
        menages, premiers = entites.menage_de_famille, np.arange(nombre)
    possibles = np.flatnonzero(colonnes.concernes)
    a_montrer = (colonnes.decision != PEU_PROBABLE) | (colonnes.recus.statut == OUI)
    # The lowest rank is written last: it stays.
    premiers[menages[possibles[::-1]]] = possibles[::-1]
    montres = possibles[a_montrer[possibles]]
    ailleurs, sans = np.zeros(nombre, dtype=bool), np.ones(nombre, dtype=bool)
    ailleurs[menages[colonnes.ailleurs]] = True
    sans[menages[montres]] = False
    porteurs = np.concatenate([montres, premiers[sans]])
    porteurs = porteurs[~ailleurs[menages[porteurs]]]
    porteurs = porteurs[np.lexsort((porteurs, menages[porteurs]))]
    return menages[porteurs], porteurs


def porteurs_montres(evaluation: Evaluation, colonnes: ColonnesDroit) -> list[list[int]]:
    """Give, by household, the holders of `rangs_montres`."""
    porteurs: list[list[int]] = [[] for _ in range(evaluation.tables.nb_menages)]
    menages, rangs = rangs_montres(evaluation, colonnes)
    for menage, porteur in zip(menages.tolist(), rangs.tolist(), strict=True):
        porteurs[menage].append(porteur)
    return porteurs


def _avec_effet(commun: _Commun, droit: Droit, famille: int, rang: int) -> Droit:
    regle, mois = commun.cartes[droit.id].effet, commun.evaluation.tables.mois
    effet = effet_du_foyer(droit, regle, mois, lambda: commun.faits.de(famille, commun.membres[rang]))
    return droit if effet is droit.effet else droit.model_copy(update={"effet": effet})


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
