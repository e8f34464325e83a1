"""Leads that the RSA flux gives by itself: breaks in the RSA, and droits to check, apart from the figures.

A lead is a reason to look, never a droit: the flux holds neither the rent nor the benefits received by name.
"""

from functools import cache

import polars as pl

from simulations.resultat import Decision
from simulations.systeme import systeme

ETABLIE, A_VERIFIER = "etablie", "a_verifier"
#: By lead: the droit it is about, how sure it is, what to tell a référent.
PISTES: dict[str, tuple[str, str, str]] = {
    "rupture_declaration": (
        "rsa", ETABLIE, "RSA suspendu : la déclaration trimestrielle de ressources manque."),
    "rupture_sous_seuil": (
        "rsa", ETABLIE, "RSA sous le seuil de versement : le droit existe et en ouvre d’autres."),
    "rupture_retraite": (
        "rsa", ETABLIE, "RSA suspendu : une retraite est à demander, ou l’a été tard."),
    "rupture_sans_droit": (
        "rsa", A_VERIFIER, "RSA fermé après quatre mois sans droit : le calcul le trouve de nouveau ouvert."),
    "rupture_pieces": (
        "rsa", ETABLIE, "Demande de RSA refusée en attente de pièces."),
    "majoration": (
        "rsa", A_VERIFIER, "Parent seul au RSA non majoré : la majoration pour isolement est à vérifier."),
    "al": (
        "al", A_VERIFIER, "Aucun forfait logement : un logement payé sans aide, ou un prêt en cours."),
    "ppa": (
        "ppa", A_VERIFIER, "Revenu d’activité au trimestre : la prime d’activité est à vérifier."),
    "asf": (
        "asf", A_VERIFIER, "Enfant dont l’autre parent ne paie pas : l’ASF est à vérifier."),
    "asf_autre_parent": (
        "asf", A_VERIFIER, "Parent seul : la situation de l’autre parent n’a jamais été enregistrée."),
    "aripa": (
        "aripa", A_VERIFIER, "Pension alimentaire à fixer ou à recouvrer."),
    "aspa": (
        "aspa", A_VERIFIER, "65 ans ou plus au RSA : l’Aspa le remplace."),
    "retraite": (
        "minimum_contributif", A_VERIFIER, "Âge de la retraite atteint, sans retraite déclarée."),
    "chomage": (
        "ass", A_VERIFIER, "Sans emploi et sans allocation de chômage : Are ou ASS à vérifier."),
}  # fmt: skip
SCHEMA = {
    "menage_id": pl.String,
    "piste": pl.String,
    "personne": pl.String,
    "droit": pl.String,
    "certitude": pl.String,
    "libelle": pl.String,
}
ASF_ABSENTE = "aucune_asf_comptee"
_ASF = ("asf", "asf_autre_parent")


def pistes(controles: pl.DataFrame, resultats: pl.DataFrame) -> pl.DataFrame:
    """Give the leads, one row per household, lead and person.

    An end for lack of right is a lead only when the audit finds the RSA due; an ASF is `aucune_asf_comptee`
    when the family benefits that the payer counts are too small to hold one.

    Args:
        controles: rows of `controle.parquet`.
        resultats: rows of the audit.
    """
    eclatees = (
        controles.with_columns(pl.col("pistes").str.split(" "))
        .explode("pistes")
        .filter(pl.col("pistes").is_not_null() & (pl.col("pistes") != ""))
        .with_columns(
            piste=pl.col("pistes").str.split(":").list.get(0),
            personne=pl.col("pistes").str.split(":").list.get(1, null_on_oob=True),
        )
    )
    dus = resultats.filter(
        (pl.col("droit") == "rsa")
        & pl.col("decision").is_in([Decision.DROIT_PROBABLE, Decision.A_VERIFIER])
        & (pl.col("du_actuel") > 0)
    )["menage_id"]
    gardees = eclatees.filter(
        (pl.col("piste") != "rupture_sans_droit") | pl.col("menage_id").is_in(dus.to_list())
    )
    plafonds = {mois: forfait_asf(mois) for mois in gardees["mois_calcul"].drop_nulls().unique()}
    sans_asf = pl.col("prestations") < pl.col("mois_calcul").replace_strict(
        plafonds, default=None, return_dtype=pl.Float64
    )
    certitude = pl.col("piste").replace_strict({nom: p[1] for nom, p in PISTES.items()})
    return gardees.select(
        "menage_id",
        "piste",
        "personne",
        droit=pl.col("piste").replace_strict({nom: p[0] for nom, p in PISTES.items()}),
        certitude=pl.when(pl.col("piste").is_in(_ASF) & sans_asf)
        .then(pl.lit(ASF_ABSENTE))
        .otherwise(certitude),
        libelle=pl.col("piste").replace_strict({nom: p[2] for nom, p in PISTES.items()}),
    ).cast(SCHEMA)  # type: ignore[arg-type]


@cache
def forfait_asf(mois: str) -> float:
    """Give the least that an ASF puts among the family benefits the RSA counts (CASF R262-10-1)."""
    loi = systeme().get_parameters_at_instant(f"{mois}-01").prestations_sociales
    taux = loi.solidarite_insertion.minima_sociaux.rsa.rsa_maj.forfait_asf.taux2
    return round(float(loi.prestations_familiales.bmaf.bmaf * taux), 2)
