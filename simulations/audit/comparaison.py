"""An audit against the one before it: who is new, whose right was opened since, and how many euros."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from rules.catalogue import charger_catalogue
from simulations.audit.arrondi import arrondir
from simulations.audit.chiffres import TOUS
from simulations.audit.secret import Seuils, seuils
from simulations.errors import EntreeInvalide
from simulations.non_recours import MOIS_PAR_PERIODE
from simulations.resultat import Decision, StatutRecu, TypeEcart

#: What each flow is part of: at most as many households.
_FLUX = {"nouveaux": "non_recours_apres", "ouverts": "non_recours_avant", "sortis": "non_recours_avant"}
_STOCKS = ("non_recours_avant", "non_recours_apres")
_EFFECTIFS = (*_STOCKS, *_FLUX)
SCHEMA = {"droit": pl.String, **dict.fromkeys(_EFFECTIFS, pl.Int64), "mensuel_ouvert": pl.Int64}
_Ligne = dict[str, Any]


def comparer(sortie: Path, precedent: Path) -> pl.DataFrame:
    """Compare the households of two audits, by their id.

    Returns:
        One row per droit (`tous`: a household counts once): `non_recours_avant`, `non_recours_apres`,
        `nouveaux`, `ouverts` (was missing, is received), `sortis` (was missing, no longer due or gone), and
        `mensuel_ouvert`, euros per month received since. Rounded; hidden where few. Not taken up is what the
        figures count: due for sure, and not received.

    Raises:
        EntreeInvalide: the other folder holds no audit.
    """
    if not list((precedent / "resultats").glob("*.parquet")):
        raise EntreeInvalide(
            str(precedent), "un dossier sans résultats d'audit", "le dossier d'un audit terminé"
        )
    avant, apres = _foyers(precedent), _foyers(sortie)
    joints = avant.join(
        apres, on=["menage_id", "droit"], how="full", coalesce=True, suffix="_apres"
    ).with_columns(pl.col("manque", "manque_apres", "recu_apres").fill_null(value=False))
    ouvert = pl.col("manque") & pl.col("recu_apres")
    suivis = joints.select(
        "menage_id",
        "droit",
        non_recours_avant=pl.col("manque"),
        non_recours_apres=pl.col("manque_apres"),
        nouveaux=~pl.col("manque") & pl.col("manque_apres"),
        ouverts=ouvert,
        sortis=pl.col("manque") & ~pl.col("manque_apres") & ~pl.col("recu_apres"),
        mensuel_ouvert=pl.when(ouvert).then(pl.col("euros_apres").fill_null(0)).otherwise(0.0),
    )
    tous = (
        suivis.group_by("menage_id")
        .agg(pl.col(_EFFECTIFS).any(), pl.col("mensuel_ouvert").sum())
        .with_columns(droit=pl.lit(TOUS))
    )
    colonnes = ("droit", *_EFFECTIFS, "mensuel_ouvert")
    comptes = (
        pl.concat([suivis.select(colonnes), tous.select(colonnes)])
        .group_by("droit")
        .agg(pl.col(_EFFECTIFS).sum().cast(pl.Int64), pl.col("mensuel_ouvert").sum())
        .collect(engine="streaming")
    )
    return _publier(comptes).sort("droit")


def _foyers(dossier: Path) -> pl.LazyFrame:
    """Give, by household and droit, whether it is missing or received, and the euros received per month.

    No row where it is neither.
    """
    manque = (pl.col("ecart_type") == str(TypeEcart.NON_RECOURS)) & (
        pl.col("decision") == str(Decision.DROIT_PROBABLE)
    )
    recu = pl.col("statut") == str(StatutRecu.OUI)
    mois = {nom: MOIS_PAR_PERIODE.get(carte.periodicite) for nom, carte in charger_catalogue().items()}
    par_mois = pl.col("recu") / pl.col("droit").replace_strict(mois, default=None, return_dtype=pl.Float64)
    return (
        pl.scan_parquet(dossier / "resultats" / "*.parquet")
        .filter(manque | recu)
        .group_by("menage_id", "droit")
        .agg(manque=manque.any(), recu=recu.any(), euros=pl.when(recu).then(par_mois).sum())
    )


def _publier(comptes: pl.DataFrame) -> pl.DataFrame:
    """Hide a droit one of whose counts is small, those worked out by subtraction too; round the others.

    All the droits together hold the euros of those shown, and their counts only where these teach nothing of
    a hidden one.
    """
    regles = seuils()
    lignes = {ligne["droit"]: ligne for ligne in comptes.to_dicts()}
    tous = lignes.pop(TOUS, None)
    cachees = {droit for droit, ligne in lignes.items() if _petite(ligne, regles)}
    montrees = [_montrer(ligne, regles, cachee=droit in cachees) for droit, ligne in lignes.items()]
    if tous is not None:
        cachee = _petite(tous, regles) or _apprend(tous, lignes, cachees, regles.signales)
        montree = _montrer(tous, regles, cachee=cachee)
        if not cachee:
            montree["mensuel_ouvert"] = sum(ligne["mensuel_ouvert"] or 0 for ligne in montrees)
        montrees.append(montree)
    return pl.DataFrame(montrees, schema=SCHEMA)


def _petite(ligne: _Ligne, regles: Seuils) -> bool:
    restes = ligne["non_recours_apres"] - ligne["nouveaux"]
    effectifs = (*(ligne[nom] for nom in _EFFECTIFS), restes)
    trop_peu = sum(ligne[nom] for nom in _STOCKS) < regles.menages
    return trop_peu or any(0 < effectif < regles.signales for effectif in effectifs)


def _montrer(ligne: _Ligne, regles: Seuils, *, cachee: bool) -> _Ligne:
    montree: _Ligne = {"droit": ligne["droit"]}
    for nom in (*_EFFECTIFS, "mensuel_ouvert"):
        base = regles.arrondi_euros if nom == "mensuel_ouvert" else regles.arrondi_effectifs
        montree[nom] = None if cachee else arrondir(ligne[nom], base, "comparaison", ligne["droit"], nom)
    return montree


def _apprend(tous: _Ligne, droits: Mapping[str, _Ligne], cachees: Collection[str], signales: int) -> bool:
    """Tell whether the households of all the droits say that a hidden count is not nought.

    They are at most the sum over droits: what the shown ones leave, less the other hidden ones at their
    greatest, must leave nothing. How many miss a droit, before or now, is shown in the figures of each audit
    unless it is small.
    """
    for flux, stock in _FLUX.items():
        reste = tous[flux] - sum(ligne[flux] for droit, ligne in droits.items() if droit not in cachees)
        plafonds = [droits[droit][stock] for droit in cachees]
        if any(reste > sum(plafonds) - plafond for plafond in plafonds):
            return True
    for stock in _STOCKS:
        petits = [ligne[stock] for ligne in droits.values() if ligne[stock] < signales]
        reste = tous[stock] - sum(ligne[stock] for ligne in droits.values() if ligne[stock] >= signales)
        if petits and reste > (signales - 1) * (len(petits) - 1):
            return True
    return False
