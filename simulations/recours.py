"""Who receives what among fictitious households: each droit found due, in full, in part or not at all."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict

from simulations.audit.rangees import rangees
from simulations.evaluation import evaluer
from simulations.resultat import Decision
from simulations.tables import Tables

_FICHIER = Path(__file__).parent.parent / "parameters" / "population.yaml"
_COLLECTIFS = ("famille", "menage", "foyer_fiscal")


class _Modele(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Modele):
    """A share, and where it comes from; a convention of the project without source."""

    part: float
    source: str | None


class SousVersements(Part):
    """How many droits are paid short, and between which shares of what is due."""

    de: float
    a: float


class Recours(_Modele):
    """Take-up by droit."""

    recours: dict[str, Part]
    autres_droits: Part
    sous_versements: SousVersements


@cache
def parts() -> Recours:
    """Read the shares."""
    return Recours.model_validate(yaml.safe_load(_FICHIER.read_text(encoding="utf-8")))


def tirer_recues(lot: Tables, graine: int, numero: int) -> pl.DataFrame:
    """Draw what the households of a lot receive; the same lot, seed and number give the same.

    Returns:
        One row per droit received: `menage` (rank), `droit`, `porteur`, `montant` (null without amount).
    """
    hasard = np.random.default_rng([graine, numero, crc32(b"recues")])
    lignes = rangees(evaluer(lot), [str(rang) for rang in range(lot.nb_menages)])
    dues = lignes.filter(pl.col("decision") == Decision.DROIT_PROBABLE)
    lues = parts()
    recours = {droit: part.part for droit, part in lues.recours.items()}
    seuil = dues["droit"].replace_strict(recours, default=lues.autres_droits.part, return_dtype=pl.Float64)
    recues = dues.filter(pl.Series(hasard.random(dues.height)) < seuil)
    court = hasard.random(recues.height) < lues.sous_versements.part
    bornes = (lues.sous_versements.de, lues.sous_versements.a)
    verse = np.where(court, hasard.uniform(*bornes, recues.height), 1.0)
    return recues.select(
        pl.col("menage_id").cast(pl.Int64).alias("menage"),
        "droit",
        "porteur",
        montant=(pl.col("du") * pl.Series(verse)).round(2),
    )


def documents_recus(recues: pl.DataFrame) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give each droit received as a document of the situation, with the rank of its household."""
    for menage, droit, porteur, montant in recues.iter_rows():
        ligne = {"droit": droit, "recu": True, "montant": montant}
        yield menage, ligne if porteur in _COLLECTIFS else ligne | {"personne": porteur}


def avec_recues(lot: Tables, recues: pl.DataFrame) -> Tables:
    """Give the lot with what its households receive, and nothing else."""
    personnes = lot.personnes.select("menage", "id", rang_personne=pl.col("personne"))
    nommees = recues.with_columns(
        personne=pl.when(~pl.col("porteur").is_in(_COLLECTIFS)).then(pl.col("porteur"))
    )
    lignes = nommees.join(
        personnes,
        left_on=["menage", "personne"],
        right_on=["menage", "id"],
        how="left",
        maintain_order="left",
    ).with_columns(recu=pl.lit(True))
    vides = [
        pl.lit(None, dtype=genre).alias(nom)
        for nom, genre in lot.prestations.schema.items()
        if nom not in lignes.columns
    ]
    prestations = lignes.with_columns(vides).select(
        pl.col(nom).cast(genre) for nom, genre in lot.prestations.schema.items()
    )
    menages = lot.menages.with_columns(prestations_completes=pl.lit(True))
    return Tables(lot.mois, menages, lot.personnes, lot.revenus, prestations)
