"""What other incomes would change, on the sample of an audit: rates and euros, secret where few."""

from pathlib import Path

import polars as pl

from simulations.audit.chiffres import TOUS
from simulations.audit.secret import seuils

REFERENCE = "0"
SCHEMA = {
    "droit": pl.String,
    "variante": pl.String,
    "taux_non_recours": pl.Float64,
    "evolution_euros": pl.Float64,
}


def resumer(sortie: Path) -> pl.DataFrame:
    """Sum up the sample of all the lots.

    Returns:
        One row per droit (`tous` for all) and variante: `taux_non_recours`, on rounded counts, and
        `evolution_euros`, the change of the euros not taken up from the incomes of the file. No row for a
        droit that few households of the sample are due, or miss, in one of the variantes.
    """
    lignes = pl.scan_parquet(sortie / "sensibilite" / "*.parquet")
    par_foyer = lignes.group_by("droit", "variante", "menage_id").agg(
        pl.col("due").any(), pl.col("non_recours").any(), euros=pl.col("ecart_mensuel").sum()
    )
    par_droit = _compter(par_foyer)
    tous = _compter(
        par_foyer.group_by("variante", "menage_id").agg(
            pl.col("due").any(), pl.col("non_recours").any(), pl.col("euros").sum()
        ).with_columns(droit=pl.lit(TOUS))
    )  # fmt: skip
    comptes = pl.concat([par_droit, tous]).collect()
    if not comptes.height:
        return pl.DataFrame(schema=SCHEMA)
    reference = comptes.filter(pl.col("variante") == REFERENCE).select("droit", avant=pl.col("euros"))
    regles = seuils()
    pas = regles.arrondi_effectifs
    assez = (pl.col("dus") >= regles.denominateur_taux) & (pl.col("manques") >= regles.signales)
    return (
        comptes.join(reference, on="droit", how="left")
        .filter(assez.all().over("droit"))
        .select(
            "droit",
            "variante",
            taux_non_recours=_arrondi("manques", pas) / _arrondi("dus", pas),
            evolution_euros=pl.when((pl.col("variante") != REFERENCE) & (pl.col("avant") > 0)).then(
                (pl.col("euros") / pl.col("avant") - 1).round(2)
            ),
        )
        .sort("droit", "variante")
    )


def _arrondi(nom: str, pas: int) -> pl.Expr:
    return (pl.col(nom) / pas).round() * pas


def _compter(par_foyer: pl.LazyFrame) -> pl.LazyFrame:
    return par_foyer.group_by("droit", "variante").agg(
        dus=pl.col("due").sum(), manques=pl.col("non_recours").sum(), euros=pl.col("euros").sum()
    )
