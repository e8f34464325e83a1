"""What the figures are broken down by: one row per household, its place and kind."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from rules.territoire import communes
from simulations.modalites import Role, StatutLogement
from simulations.tables import Tables

INCONNU = "inconnu"
_AGES = ((25, "moins_25"), (40, "25_39"), (62, "40_61"), (75, "62_74"))
_LOGEMENTS = {
    StatutLogement.LOCATAIRE_HLM: "locataire_social",
    StatutLogement.LOCATAIRE_VIDE: "locataire_prive",
    StatutLogement.LOCATAIRE_MEUBLE: "locataire_prive",
    StatutLogement.COLOCATAIRE: "locataire_prive",
    StatutLogement.PROPRIETAIRE: "proprietaire",
    StatutLogement.PROPRIETAIRE_ACCEDANT: "proprietaire",
    StatutLogement.FOYER: "heberge_ou_foyer",
    StatutLogement.HEBERGE: "heberge_ou_foyer",
    StatutLogement.SANS_DOMICILE: "sans_domicile",
}


def menages(tables: Tables, ids: Sequence[str]) -> pl.DataFrame:
    """Describe the households of a lot.

    Args:
        tables: the lot.
        ids: `menage_id` of each household, in order.

    Returns:
        One row per household, in order; what is unknown is `inconnu`, or null for a place.
    """
    lieux = _lieux()
    foyers = tables.menages.select(
        pl.Series("menage_id", ids, dtype=pl.String),
        pl.col("menage"),
        commune=pl.col("logement.commune"),
        statut_logement=pl.col("logement.statut").replace_strict(
            {str(statut): mot for statut, mot in _LOGEMENTS.items()}, default=INCONNU, return_dtype=pl.String
        ),
    )
    return (
        foyers.join(lieux, on="commune", how="left", maintain_order="left")
        .join(_composition(tables), on="menage", how="left", maintain_order="left")
        .drop("menage")
    )


def _lieux() -> pl.DataFrame:
    lignes = [
        (c.code_insee, c.epci_nom, c.epci_siren, c.arrondissement_nom, c.pilote) for c in communes().values()
    ]
    noms = {"commune": pl.String, "epci": pl.String, "epci_siren": pl.String, "arrondissement": pl.String}
    return pl.DataFrame(lignes, schema=noms | {"pilote": pl.Boolean}, orient="row")


def _composition(tables: Tables) -> pl.DataFrame:
    """Give kind of household, age band and scheme of the demandeur, number of persons."""
    annee, mois = (int(part) for part in tables.mois.split("-"))
    naissance = pl.col("date_naissance")
    # Age on the first of the month, as the law of benefits counts it.
    passe = (naissance.dt.month() < mois) | ((naissance.dt.month() == mois) & (naissance.dt.day() == 1))
    age = annee - naissance.dt.year() - (~passe).cast(pl.Int32)
    tranche: Any = pl.when(age.is_null()).then(pl.lit(INCONNU))
    for borne, mot in _AGES:
        tranche = tranche.when(age < borne).then(pl.lit(mot))
    role, demandeur = pl.col("role"), pl.col("role") == Role.DEMANDEUR
    regime: Any = pl.when(pl.col("regime").is_null()).then(pl.lit(INCONNU))
    regime = regime.when(pl.col("regime") == "agricole").then(pl.lit("agricole")).otherwise(pl.lit("general"))
    couple, enfants = (role == Role.CONJOINT).any(), (role == Role.ENFANT).any()
    genre = (
        pl.when((role == Role.AUTRE).any()).then(pl.lit("autre"))
        .when(couple & enfants).then(pl.lit("couple_avec_enfants"))
        .when(couple).then(pl.lit("couple_sans_enfant"))
        .when(enfants).then(pl.lit("famille_monoparentale"))
        .otherwise(pl.lit("personne_seule"))
    )  # fmt: skip
    return tables.personnes.group_by("menage", maintain_order=True).agg(
        type_menage=genre,
        tranche_age=tranche.otherwise(pl.lit("75_plus")).filter(demandeur).first(),
        regime=regime.filter(demandeur).first(),
        nb_personnes=pl.len().cast(pl.Int64),
    )
