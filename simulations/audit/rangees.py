"""The answers of any number of households as rows: one per household, computed droit and holder shown.

The same decisions, amounts and gaps as `droits.resultats`, in columns: an audit writes millions of rows and
builds no answer. A test compares the two.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from rules.cartes import Carte
from simulations.audit.ecarts import colonnes_ecart
from simulations.audit.exclusions import departager, expliquer_les_baisses
from simulations.droits import rangs_montres
from simulations.evaluation import CODES, ColonnesDroit, Evaluation
from simulations.fourchettes import Fourchette
from simulations.non_recours import CERTITUDE_FAITS_CONNUS, CERTITUDE_NON_MESUREE, MOIS_PAR_PERIODE
from simulations.recus import INCONNU, NON, OUI

STATUTS = {NON: "non", OUI: "oui", INCONNU: "inconnu"}
_PROBABLE, _A_VERIFIER = CODES[:2]


def rangees(
    evaluation: Evaluation, ids: Sequence[str], fourchettes: Mapping[str, Fourchette] | None = None
) -> pl.DataFrame:
    """Write the rows of an evaluation.

    Args:
        evaluation: columns of all the households.
        ids: `menage_id` of each household, in order.
        fourchettes: by droit, its range over the completions of what is unknown.

    Returns:
        One row per household, computed droit and holder, households in order.
    """
    cadres = [
        _du_droit(evaluation, colonnes, (fourchettes or {}).get(identifiant))
        for identifiant, colonnes in evaluation.colonnes.items()
        if colonnes.carte.calcul.mode == "calcule"
    ]
    cartes = {identifiant: colonnes.carte for identifiant, colonnes in evaluation.colonnes.items()}
    lignes = pl.concat(cadres).sort("menage", maintain_order=True)
    lignes = expliquer_les_baisses(departager(_avec_poids(lignes), cartes), cartes)
    return lignes.select(
        pl.Series("menage_id", ids, dtype=pl.String).gather(lignes["menage"]),
        pl.exclude("menage", "famille", "individuel", "mois", "poids", "beneficiaire"),
    )


def _du_droit(evaluation: Evaluation, colonnes: ColonnesDroit, fourchette: Fourchette | None) -> pl.DataFrame:
    carte = colonnes.carte
    menages, p = rangs_montres(evaluation, colonnes)
    decision, statut = colonnes.decision[p], colonnes.recus.statut[p]
    mesure = _mesures(colonnes, fourchette, p)
    bornes = np.isnan(mesure["centre"])
    du, du_actuel = _euros(colonnes.du[p]), _euros(colonnes.du_actuel[p])
    hors = (du < mesure["mini"]) | (du > mesure["maxi"]) | np.isnan(du)
    du = np.where(~bornes & ((statut != OUI) | hors), mesure["centre"], du)
    recu = _euros(colonnes.recus.montant[p])
    chiffre = carte.calcul.nature == "montant"
    types, ecart = colonnes_ecart(
        decision=decision, statut=statut, recu=recu, du=du, du_actuel=du_actuel, chiffre=chiffre,
        tolerance=carte.tolerance or 0.0, bornes=(mesure["mini"], mesure["maxi"]), mesure=~bornes,
    )  # fmt: skip
    return pl.DataFrame(
        {
            "menage": menages,
            **_porteurs(evaluation, carte, p),
            "droit": pl.repeat(carte.id, len(p), eager=True),
            "decision": _mots(CODES, decision),
            "du": _si(chiffre, du),
            "du_actuel": _si(chiffre, du_actuel),
            "du_min": _si(chiffre, np.where(mesure["mesuree"], mesure["mini"], np.nan)),
            "du_max": _si(chiffre, np.where(mesure["mesuree"], mesure["maxi"], np.nan)),
            "probabilite": mesure["part"],
            "statut": _mots([STATUTS[code] for code in (NON, OUI, INCONNU)], statut),
            "recu": recu,
            "ecart_type": types,
            "ecart": ecart,
            "mois": np.full(len(p), MOIS_PAR_PERIODE.get(carte.periodicite, np.nan), dtype=float),
            "urgence": np.full(len(p), carte.effet.perdu_si_attente),
        },
        nan_to_null=True,
    )


def _mesures(colonnes: ColonnesDroit, fourchette: Fourchette | None, p: Any) -> dict[str, Any]:
    """Give share, range and central value: a point where all is known, NaN where nothing measures."""
    rien = np.full(len(p), np.nan)
    lues = {"part": rien, "mini": rien, "maxi": rien, "centre": rien}
    if fourchette is not None:
        lues = {nom: getattr(fourchette, nom)[p] for nom in lues}
        lues = {nom: np.round(valeurs, 4 if nom == "part" else 2) for nom, valeurs in lues.items()}
    presume = colonnes.ferme_par_presomption[p]
    tires = ~np.isnan(lues["part"]) & ~presume
    decision, du = colonnes.decision[p], _euros(colonnes.du[p])
    point = ~tires & ~presume & (decision != CODES.index(_A_VERIFIER))
    certain = (decision == CODES.index(_PROBABLE)).astype(float)
    return {
        "part": np.select([tires, point], [lues["part"], certain], np.nan),
        "mini": np.select([tires, point], [lues["mini"], du], np.nan),
        "maxi": np.select([tires, point], [lues["maxi"], du], np.nan),
        "centre": np.where(tires, lues["centre"], np.nan),
        "mesuree": tires | point,
    }


def _porteurs(evaluation: Evaluation, carte: Carte, p: Any) -> dict[str, Any]:
    """Say who holds: the person, or the famille, named by its demandeur when it is not the main one."""
    entites, ids = evaluation.entites, evaluation.tables.personnes["id"]
    individuel = carte.calcul.entite == "individu"
    tetes = p if individuel else entites.demandeur_de_famille[p]
    nommes = ids.gather(tetes)
    if not individuel:
        collectif = pl.repeat(carte.calcul.entite or "famille", len(p), eager=True)
        nommes = collectif.zip_with(pl.Series(entites.principale[p]), nommes)
    agricole = (evaluation.tables.personnes["regime"].gather(tetes) == "agricole").fill_null(value=False)
    caisse = pl.repeat(carte.organisme, len(p), eager=True)
    if carte.organisme_agricole:
        caisse = pl.repeat(carte.organisme_agricole, len(p), eager=True).zip_with(agricole, caisse)
    return {
        "famille": entites.famille.de_personne[tetes],
        "individuel": np.full(len(p), individuel),
        "porteur": nommes,
        "organisme": caisse,
    }


def _avec_poids(lignes: pl.DataFrame) -> pl.DataFrame:
    """Add what is put per month, and how sure the gap is: as `non_recours.certitude`."""
    mesuree = pl.col("decision").is_in([_PROBABLE, _A_VERIFIER]) & pl.col("probabilite").is_not_null()
    certitude = (
        pl.when(mesuree)
        .then(CERTITUDE_FAITS_CONNUS * pl.col("probabilite"))
        .when(pl.col("decision") == _PROBABLE)
        .then(CERTITUDE_FAITS_CONNUS)
        .otherwise(CERTITUDE_NON_MESUREE)
    )
    lignes = lignes.with_columns(
        certitude=certitude.round(4), ecart_mensuel=(pl.col("ecart") / pl.col("mois")).round(2)
    )
    return lignes.with_columns(poids=pl.col("ecart_mensuel").fill_null(0) * certitude)


def _mots(mots: Sequence[str], codes: Any) -> pl.Series:
    return pl.Series(mots, dtype=pl.String).gather(codes)


def _si(chiffre: bool, valeurs: Any) -> Any:
    return valeurs if chiffre else np.full(len(valeurs), np.nan)


def _euros(valeurs: Any) -> Any:
    return np.round(valeurs.astype(float), 2)
