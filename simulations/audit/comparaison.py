"""An audit against the one before it: who is new, whose right was opened since, and how many euros."""

from pathlib import Path
from typing import Any

import polars as pl

from simulations.audit.arrondi import arrondir
from simulations.audit.chiffres import TOUS
from simulations.audit.secret import seuils
from simulations.errors import EntreeInvalide
from simulations.resultat import Decision, TypeEcart

_EFFECTIFS = ("non_recours_avant", "non_recours_apres", "nouveaux", "ouverts", "sortis")
SCHEMA = {"droit": pl.String, **dict.fromkeys(_EFFECTIFS, pl.Int64), "mensuel_ouvert": pl.Int64}


def comparer(sortie: Path, precedent: Path) -> pl.DataFrame:
    """Compare the households of two audits, by their id.

    Returns:
        One row per droit (`tous`: a household counts once): `non_recours_avant`, `non_recours_apres`,
        `nouveaux`, `ouverts` (was missing, is received), `sortis` (was missing, no longer due or gone), and
        `mensuel_ouvert`, euros per month received since. Rounded; hidden where few.

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
    """Give, by household and droit, whether it is missing or received, and the euros received per month."""
    return (
        pl.scan_parquet(dossier / "resultats" / "*.parquet")
        .group_by("menage_id", "droit")
        .agg(
            manque=(
                (pl.col("ecart_type") == str(TypeEcart.NON_RECOURS))
                & (pl.col("decision") == str(Decision.DROIT_PROBABLE))
            ).any(),
            recu=(pl.col("statut") == "oui").any(),
            euros=pl.when(pl.col("statut") == "oui").then(pl.col("recu")).sum(),
        )
    )


def _publier(comptes: pl.DataFrame) -> pl.DataFrame:
    """Hide a droit one of whose counts is small, those worked out by subtraction too; round the others."""
    regles = seuils()
    restes = pl.col("non_recours_apres") - pl.col("nouveaux")
    petit = pl.any_horizontal(
        compte.is_between(1, regles.signales - 1) for compte in (*map(pl.col, _EFFECTIFS), restes)
    )
    petit = petit | (pl.col("non_recours_avant") + pl.col("non_recours_apres") < regles.menages)
    lignes: list[dict[str, Any]] = []
    for ligne in comptes.with_columns(petit=petit).to_dicts():
        cache, droit = ligne.pop("petit"), ligne["droit"]
        for nom in (*_EFFECTIFS, "mensuel_ouvert"):
            base = regles.arrondi_euros if nom == "mensuel_ouvert" else regles.arrondi_effectifs
            ligne[nom] = None if cache else arrondir(ligne[nom], base, "comparaison", droit, nom)
        lignes.append(ligne)
    return pl.DataFrame(lignes, schema=SCHEMA)
