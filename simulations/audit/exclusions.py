"""Droits that are not added to each other, and amounts that others lower, in rows: see `simulations.ordre`.

Only the households where two such droits meet are walked one by one; the others are columns.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from rules.cartes import Carte
from simulations.resultat import TypeEcart

_MEMES = (
    pl.col("individuel") & pl.col("individuel_autre") & (pl.col("porteur") == pl.col("porteur_autre"))
) | (~(pl.col("individuel") & pl.col("individuel_autre")) & (pl.col("famille") == pl.col("famille_autre")))
_COLONNES = ("menage", "famille", "individuel", "porteur", "droit", "rang")


def departager(lignes: pl.DataFrame, cartes: Mapping[str, Carte]) -> pl.DataFrame:
    """Keep one of the droits that exclude each other: what is received, else the most euros × certainty."""
    paires = {(a, b) for a, carte in cartes.items() for b in carte.cumul.exclut}
    paires |= {(b, a) for a, b in paires}
    numerotees = lignes.with_row_index("rang")
    en_jeu = numerotees.filter(pl.col("droit").is_in(sorted({a for a, _ in paires})))
    a_ouvrir = en_jeu.filter(pl.col("ecart_type") == TypeEcart.NON_RECOURS)
    pris = en_jeu.filter((pl.col("statut") == "oui") & (pl.col("du").fill_null(0) != 0))
    rivaux = pl.concat([a_ouvrir, pris]).select(
        "menage",
        *(pl.col(nom).alias(f"{nom}_autre") for nom in _COLONNES[1:]),
        pris=pl.col("statut") == "oui",
    )
    conflits = (
        a_ouvrir.select(*_COLONNES, "poids")
        .join(rivaux, on="menage")
        .filter((pl.col("rang") != pl.col("rang_autre")) & _MEMES & _parmi(paires))
    )
    perdus = pl.DataFrame(
        list(_perdants(conflits)), schema={"rang": pl.UInt32, "rang_rival": pl.UInt32}, orient="row"
    )
    rivales = numerotees.select(
        rang_rival="rang", rival_part="probabilite", rival_recu=pl.col("statut") == "oui", rival_min="du_min"
    )
    suivies = numerotees.join(
        perdus.join(rivales, on="rang_rival"), on="rang", how="left", maintain_order="left"
    )
    est_perdu = pl.col("rang_rival").is_not_null()
    # What is unknown may still make it the one that is due, up to its maximum: as `ordre._ecarter`.
    surement = (
        est_perdu
        & ~(pl.col("rival_part") < 1).fill_null(value=False)
        & (
            pl.col("rival_recu")
            | pl.col("rival_min").is_null()
            | (pl.col("rival_min") >= pl.col("du_max").fill_null(0))
        )
    )
    return suivies.with_columns(
        *(
            pl.when(perdu & pl.col(nom).is_not_null()).then(0.0).otherwise(pl.col(nom)).alias(nom)
            for nom, perdu in (("du", est_perdu), ("du_min", est_perdu), ("du_max", surement))
        ),
        pl.when(est_perdu)
        .then(pl.lit(str(TypeEcart.AUCUN)))
        .otherwise(pl.col("ecart_type"))
        .alias("ecart_type"),
        *(
            pl.when(est_perdu).then(0.0).otherwise(pl.col(nom)).alias(nom)
            for nom in ("ecart", "ecart_mensuel", "poids")
        ),
    ).drop("rang", "rang_rival", "rival_part", "rival_recu", "rival_min")


def _parmi(paires: set[tuple[str, str]]) -> pl.Expr:
    mots = sorted(f"{a} {b}" for a, b in paires)
    return pl.concat_str("droit", "droit_autre", separator=" ").is_in(mots)


def _perdants(conflits: pl.DataFrame) -> Iterator[tuple[int, int]]:
    """Walk the droits to open of each household, heaviest first; give those set aside, each with its rival.

    The rival is the first of the droits already kept: those received, then the heaviest.
    """
    ordre = conflits.sort(["menage", "poids", "rang"], descending=[False, True, False])
    colonnes = ("menage", "rang", "rang_autre", "pris")
    for _, du_menage in groupby(ordre.select(colonnes).iter_rows(), itemgetter(0)):
        gardes: list[int] = []
        for rang, rencontres in groupby(du_menage, itemgetter(1)):
            autres = [(autre, pris) for _, _, autre, pris in rencontres]
            recus = sorted(autre for autre, pris in autres if pris)
            rivaux = [*recus, *(garde for garde in gardes if (garde, False) in autres)]
            if rivaux:
                yield rang, rivaux[0]
            else:
                gardes.append(rang)


def expliquer_les_baisses(lignes: pl.DataFrame, cartes: Mapping[str, Carte]) -> pl.DataFrame:
    """Say nothing of an excess that droits due and not yet paid explain: they will lower what is received."""
    paires = {(reduit, a) for a, carte in cartes.items() for reduit in carte.cumul.reduit}
    numerotees = lignes.with_row_index("rang")
    exces = numerotees.filter(pl.col("ecart_type") == TypeEcart.TROP_PERCU_POSSIBLE)
    if not exces.height:
        return lignes
    causes = numerotees.filter(
        (pl.col("statut") != "oui")
        & (pl.col("mois") == 1)
        & (pl.col("du").fill_null(0) != 0)
        & _mensuels(cartes)
    ).select("menage", *(pl.col(nom).alias(f"{nom}_autre") for nom in _COLONNES[1:]), cause=pl.col("du"))
    expliques = (
        exces.select(*_COLONNES, "ecart")
        .join(causes, on="menage")
        .filter(_MEMES & _parmi(paires))
        .group_by("rang")
        .agg(pl.col("cause").sum(), pl.col("ecart").first())
        .filter(pl.col("cause") >= pl.col("ecart"))["rang"]
    )
    explique = pl.col("rang").is_in(expliques.implode())
    return numerotees.with_columns(
        pl.when(explique)
        .then(pl.lit(str(TypeEcart.INCONNU)))
        .otherwise(pl.col("ecart_type"))
        .alias("ecart_type"),
        *(
            pl.when(explique).then(None).otherwise(pl.col(nom)).alias(nom)
            for nom in ("ecart", "ecart_mensuel")
        ),
    ).drop("rang")


def _mensuels(cartes: Mapping[str, Carte]) -> pl.Expr:
    mensuels: Any = sorted(
        identifiant for identifiant, carte in cartes.items() if carte.periodicite == "mensuel"
    )
    return pl.col("droit").is_in(mensuels)
