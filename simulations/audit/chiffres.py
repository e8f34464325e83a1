"""The figures of an audit: counts that add up over lots, then rates, euros and their intervals.

A household is counted once for a droit, whatever the number of its members who hold it; euros are summed
over holders. A household without a line for a droit has nobody who could hold it: not due, not received.
Nothing here may be shown as it is: see `simulations.audit.secret`.
"""

import hashlib
from collections.abc import Iterable, Mapping

import polars as pl

from rules.catalogue import charger_catalogue
from simulations.resultat import Decision, StatutRecu, TypeEcart

TOUS = "tous"
ENSEMBLE = "ensemble"
INCONNU = "inconnu"
#: Breakdowns that split all the households, each in its own way.
PARTITIONS = (
    "commune", "epci", "arrondissement", "pilote", "type_menage", "tranche_age", "statut_logement",
)  # fmt: skip
#: Where a commune belongs; set on the rows of communes only.
PARENTS = ("dans_epci", "dans_arrondissement", "dans_pilote")
CLES = ("droit", "dimension", "modalite", *PARENTS)
#: A household is in exactly one of them.
CLASSES = (
    "du_recu", "du_non_recu", "non_du_recu", "non_du_non_recu", "indecis", "recu_inconnu",
)  # fmt: skip
_EUROS = (
    "non_recours_mensuel", "non_recours_carre", "sous_versement_mensuel", "sous_versement_carre",
)  # fmt: skip
#: Everything that `additionner` sums. `cle` says nothing: it draws the rounding (see `secret`).
MESURES = ("menages", *CLASSES, "sous_versement", *_EUROS, "cle")
CUMUL_MAX = 5
_CLE_MAX = 2**31
_Z95 = 1.959963984540054


def compter(
    resultats: pl.DataFrame, menages: pl.DataFrame, financeurs: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """Count one lot.

    Args:
        resultats: one row per household, droit and holder.
        menages: one row per household.
        financeurs: who funds each droit; that of its card when None.

    Returns:
        One row per droit, breakdown and value that somebody is counted in; `tous` rows count the households
        by the number of droits they do not take up, and hold `menages` for every droit.
    """
    foyers = _foyers(menages)
    foyers_du_droit = classer(resultats, financeurs).join(foyers, on="menage_id")
    tous = _foyers_tous(foyers_du_droit, foyers)
    parts = [_par(tous, dimension, population=True) for dimension in (ENSEMBLE, *PARTITIONS)]
    parts += [_par(foyers_du_droit, dimension) for dimension in (ENSEMBLE, *PARTITIONS, "organisme")]
    for dimension in ("organisme", "financeur"):
        parts.append(_par(_reunir(foyers_du_droit, ["menage_id", dimension]), dimension))
    parts.append(_par(tous.filter(pl.col("nombre") > 0), "cumul"))
    parts.append(_vides(resultats["droit"].unique()))
    return additionner(parts)


def additionner(comptes: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Add the counts of several lots.

    Args:
        comptes: what `compter` gave for each of them.
    """
    ensemble = pl.concat(comptes)
    return ensemble.group_by(CLES).agg(pl.col(MESURES).sum()).sort(CLES)


def chiffres(compte: pl.DataFrame) -> pl.DataFrame:
    """Derive the figures: every droit in every cell, with rates and 95 % intervals.

    Args:
        compte: counts of the whole audit.

    Returns:
        The columns of the counts, then `decides`, `taux_non_recours`, `taux_bas`, `taux_haut`,
        `taux_beta`, `couverture`, `non_recours_bas`, `non_recours_haut`, `non_recours_annuel`. In the rows of
        `tous`, of an organisme or of a financeur, only what is due is counted: the rest is null.
    """
    population = compte.filter(pl.col("droit") == TOUS, pl.col("menages") > 0)
    droits = compte.filter(pl.col("droit") != TOUS).select("droit").unique()
    cellules = population.select(*CLES[1:], "menages")
    autres = compte.join(population, on=CLES, how="anti", nulls_equal=True).filter(pl.col("droit") == TOUS)
    complet = droits.join(cellules, how="cross").join(
        compte.drop("menages"), on=CLES, how="left", nulls_equal=True
    )
    organismes = compte.filter(pl.col("droit") != TOUS, pl.col("dimension") == "organisme")
    lignes = pl.concat([population, autres, organismes, complet], how="diagonal")
    lignes = lignes.with_columns(pl.col(MESURES).fill_null(0))
    reste = pl.col("menages") - pl.sum_horizontal(pl.col(c) for c in CLASSES if c != "non_du_non_recu")
    partiel = (pl.col("droit") == TOUS) | (pl.col("dimension") == "organisme")
    sans_menages = pl.col("dimension").is_in(["organisme", "financeur", "cumul"])
    lignes = lignes.with_columns(
        pl.when(~partiel).then(reste).alias("non_du_non_recu"),
        *(pl.when(~partiel).then(pl.col(c)).alias(c) for c in ("non_du_recu", "indecis", "recu_inconnu")),
        pl.when(~sans_menages).then(pl.col("menages")).alias("menages"),
        pl.when(pl.col("dimension") != "cumul").then(pl.col("du_recu")).alias("du_recu"),
    )
    return _avec_taux(lignes).sort(CLES)


def _avec_taux(lignes: pl.DataFrame) -> pl.DataFrame:
    decides = pl.sum_horizontal(pl.col(CLASSES[:4]), ignore_nulls=False)
    lignes = lignes.with_columns(decides.alias("decides"))
    somme, carre, n = pl.col("non_recours_mensuel"), pl.col("non_recours_carre"), pl.col("menages")
    # Households as independent draws: variance of a total of n of them.
    demi = _Z95 * ((carre - somme**2 / n) * n / (n - 1)).clip(0).sqrt()
    demi = pl.when(n > 1).then(demi)
    return lignes.with_columns(
        *taux(),
        couverture=_rapport(pl.col("decides"), n),
        non_recours_bas=(somme - demi).clip(0),
        non_recours_haut=somme + demi,
        non_recours_annuel=12 * somme,
    )


def taux() -> list[pl.Expr]:
    """Give the rates of non-take-up and of the beta error, from the counts.

    The interval is Wilson's, 95 %, without continuity correction (Newcombe, Statistics in Medicine 17, 1998).
    """
    recu, manque, beta = pl.col("du_recu"), pl.col("du_non_recu"), pl.col("non_du_recu")
    n = recu + manque
    p, carre = manque / n, _Z95**2
    centre, demi = (p + carre / (2 * n)), _Z95 * (p * (1 - p) / n + carre / (4 * n**2)).sqrt()
    return [
        _rapport(manque, n).alias("taux_non_recours"),
        pl.when(n > 0).then(((centre - demi) / (1 + carre / n)).clip(0, 1)).alias("taux_bas"),
        pl.when(n > 0).then(((centre + demi) / (1 + carre / n)).clip(0, 1)).alias("taux_haut"),
        _rapport(beta, recu + beta).alias("taux_beta"),
    ]


def cle(menage_id: str) -> int:
    """Give the number of a household whose sum over a cell draws the rounding of this cell."""
    return int.from_bytes(hashlib.blake2b(menage_id.encode(), digest_size=4).digest()) % _CLE_MAX


def _rapport(haut: pl.Expr, bas: pl.Expr) -> pl.Expr:
    return pl.when(bas > 0).then(haut / bas)


def _foyers(menages: pl.DataFrame) -> pl.DataFrame:
    cles = [cle(nom) for nom in menages["menage_id"]]
    # The pilot area against the rest of the file, which says that it holds the households of no known place.
    pilote = pl.when(pl.col("pilote").fill_null(value=False)).then(pl.lit("oui")).otherwise(pl.lit("non"))
    # Strings of a breakdown are few: as categories, they are compared once.
    return menages.select(
        "menage_id",
        *(pl.col(c).cast(pl.String).fill_null(INCONNU) for c in PARTITIONS if c != "pilote"),
        pl.Series("cle", cles, dtype=pl.Int64),
        pilote=pilote,
    ).with_columns(pl.col(PARTITIONS).cast(pl.Categorical))


def classer(resultats: pl.DataFrame, financeurs: Mapping[str, str] | None) -> pl.DataFrame:
    """Put each household in its class for each droit, members together, and sum its euros.

    Args:
        resultats: one row per household, droit and holder.
        financeurs: who funds each droit; that of its card when None.

    Returns:
        One row per household and droit where something is due, received or unknown; no row elsewhere.
    """
    if financeurs is None:
        financeurs = {nom: carte.financeur for nom, carte in charger_catalogue().items()}
    probable = pl.col("decision") == Decision.DROIT_PROBABLE
    manque = pl.col("ecart_type") == TypeEcart.NON_RECOURS
    recu, inconnu = (pl.col("statut") == s for s in (StatutRecu.OUI, StatutRecu.INCONNU))
    non = pl.col("statut") == StatutRecu.NON
    sous = probable & (pl.col("ecart_type") == TypeEcart.SOUS_VERSEMENT)
    euros = pl.col("ecart_mensuel").fill_null(0.0)
    # A no that nothing measures rests on a presumption alone: it decides nothing.
    ferme = (pl.col("decision") == Decision.PEU_PROBABLE) & pl.col("probabilite").is_not_null()
    # A droit found due that another one excludes shows no gap: it is not due besides the other.
    lignes = resultats.filter(~(ferme & non)).select(
        "menage_id", "droit", "organisme",
        du=probable & ~(non & ~manque),
        manque=probable & manque,
        doute=~probable & ~ferme,
        recu=recu,
        inconnu=inconnu,
        non_recours_mensuel=pl.when(probable & manque).then(euros).otherwise(0.0),
        sous_versement_mensuel=pl.when(sous).then(euros).otherwise(0.0),
        sous_versement=sous,
    ).with_columns(du_inconnu=pl.col("du") & pl.col("inconnu"))  # fmt: skip
    drapeaux = ["du", "manque", "doute", "recu", "inconnu", "du_inconnu", "sous_versement"]
    agrege = lignes.group_by("menage_id", "droit").agg(
        pl.col(drapeaux).any(), pl.col("organisme").min(), pl.col(_EUROS[::2]).sum()
    )
    du, doute = pl.col("du"), pl.col("doute")
    classe = (
        pl.when("manque").then(pl.lit("du_non_recu"))
        .when(du & pl.col("du_inconnu")).then(pl.lit("recu_inconnu"))
        .when(du).then(pl.lit("du_recu"))
        .when(doute).then(pl.lit("indecis"))
        .when("recu").then(pl.lit("non_du_recu"))
        .when("inconnu").then(pl.lit("recu_inconnu"))
        .otherwise(pl.lit("non_du_non_recu"))
    )  # fmt: skip
    return agrege.select(
        "menage_id", "droit", pl.col("organisme").fill_null(INCONNU), "sous_versement", *_EUROS[::2],
        classe=classe,
        financeur=pl.col("droit").replace_strict(financeurs, default=INCONNU, return_dtype=pl.String),
    )  # fmt: skip


def _reunir(foyers_du_droit: pl.DataFrame, par: list[str]) -> pl.DataFrame:
    """Bring the droits of a household together: one not taken up is enough to count it."""
    manque = pl.col("classe") == "du_non_recu"
    dus = foyers_du_droit.filter(pl.col("classe").is_in(["du_non_recu", "du_recu"]))
    return dus.group_by(par).agg(
        manque.sum().cast(pl.Int64).alias("nombre"),
        pl.col(_EUROS[::2]).sum(),
        pl.col("sous_versement").any(),
        pl.col("cle").first(),
    ).with_columns(
        droit=pl.lit(TOUS),
        classe=pl.when(pl.col("nombre") > 0).then(pl.lit("du_non_recu")).otherwise(pl.lit("du_recu")),
    )  # fmt: skip


def _foyers_tous(foyers_du_droit: pl.DataFrame, foyers: pl.DataFrame) -> pl.DataFrame:
    reunis = _reunir(foyers_du_droit, ["menage_id"]).drop("cle", "droit")
    cumul = pl.min_horizontal("nombre", pl.lit(CUMUL_MAX))
    return foyers.join(reunis, on="menage_id", how="left").with_columns(
        pl.col("nombre", "sous_versement", *_EUROS[::2]).fill_null(0),
        pl.col("classe").fill_null("non_du_non_recu"),
        droit=pl.lit(TOUS),
    ).with_columns(
        cumul=pl.when(pl.col("nombre") >= CUMUL_MAX).then(pl.lit(f"{CUMUL_MAX}_plus"))
        .otherwise(cumul.cast(pl.String))
    )  # fmt: skip


def _par(foyers: pl.DataFrame, dimension: str, *, population: bool = False) -> pl.DataFrame:
    """Count the rows of households by one breakdown."""
    commune = dimension == "commune"
    modalite = pl.lit(ENSEMBLE) if dimension == ENSEMBLE else pl.col(dimension)
    parents = [
        (pl.col(p.removeprefix("dans_")) if commune else pl.lit(None)).cast(pl.String).alias(p)
        for p in PARENTS
    ]
    groupes = ["droit"] if dimension == ENSEMBLE else ["droit", dimension]
    if commune:
        groupes += [p.removeprefix("dans_") for p in PARENTS]
    # The rounding of a droit depends on the households flagged, that of a population on all of them.
    tirage = pl.col("cle") if population else pl.col("cle").filter(pl.col("classe") == "du_non_recu")
    n, sv = pl.col("non_recours_mensuel"), pl.col("sous_versement_mensuel")
    compte = foyers.group_by(groupes).agg(
        pl.len().cast(pl.Int64).alias("menages") if population else pl.lit(0, pl.Int64).alias("menages"),
        *((pl.col("classe") == c).sum().cast(pl.Int64).alias(c) for c in CLASSES),
        pl.col("sous_versement").sum().cast(pl.Int64),
        n.sum(), (n**2).sum().alias("non_recours_carre"),
        sv.sum(), (sv**2).sum().alias("sous_versement_carre"),
        tirage.sum(),
    )  # fmt: skip
    return compte.select(
        pl.col("droit").cast(pl.String), pl.lit(dimension).alias("dimension"),
        modalite.cast(pl.String).alias("modalite"), *parents, *MESURES,
    )  # fmt: skip


def _vides(droits: pl.Series) -> pl.DataFrame:
    """Keep the droits that nobody of a lot is due or receives."""
    euros = {m: pl.lit(0.0 if m in _EUROS else 0, pl.Float64 if m in _EUROS else pl.Int64) for m in MESURES}
    return pl.DataFrame({"droit": droits}).select(
        "droit", pl.lit(ENSEMBLE).alias("dimension"), pl.lit(ENSEMBLE).alias("modalite"),
        *(pl.lit(None, pl.String).alias(p) for p in PARENTS),
        *(expr.alias(m) for m, expr in euros.items()),
    )  # fmt: skip
