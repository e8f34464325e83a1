"""Households as columns: four tables whose nulls are the unknowns.

A situation is flattened here and nowhere else; files of an audit hold the same columns. Nested fields keep
their dotted name (`logement.loyer`), months are `AAAA-MM` texts, a null is an unknown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import polars as pl
from pydantic import BaseModel

from simulations.situation import (
    Couple,
    Evenements,
    Fiscal,
    Logement,
    Personne,
    Prestation,
    Revenu,
    RevenuInterrompu,
    Situation,
)

_TYPES: dict[type, Any] = {
    bool: pl.Boolean,
    int: pl.Int64,
    float: pl.Float64,
    date: pl.Date,
    str: pl.String,
}


@dataclass(frozen=True)
class Tables:
    """Any number of households at one month.

    Attributes:
        mois: the month of the simulation, the same for all.
        menages: one row per household, in order; key `menage`, its rank from 0.
        personnes: one row per person, households in order; keys `menage`, `personne`.
        revenus: one row per income or per income lost for certain (`interrompu_le` not null).
        prestations: one row per droit said to be received or not.
    """

    mois: str
    menages: pl.DataFrame
    personnes: pl.DataFrame
    revenus: pl.DataFrame
    prestations: pl.DataFrame

    @cached_property
    def prestations_par_droit(self) -> dict[str, pl.DataFrame]:
        """Give the rows of `prestations` by droit."""
        return {str(droit): lignes for (droit,), lignes in self.prestations.group_by("droit")}

    @cached_property
    def listes_completes(self) -> Any:
        """Tell, by household, whether what its list of benefits does not hold is not received."""
        return self.menages["prestations_completes"].fill_null(value=False).to_numpy()

    @property
    def nb_menages(self) -> int:
        """Count the households."""
        return self.menages.height


@cache
def schema(modele: type[BaseModel], prefixe: str = "") -> dict[str, Any]:
    """Give the scalar columns of a model, nested models flattened, lists left out."""
    colonnes: dict[str, Any] = {}
    for nom, champ in modele.model_fields.items():
        genre = _genre(champ.annotation)
        if genre is None:
            continue
        if issubclass(genre, BaseModel):
            colonnes |= schema(genre, f"{prefixe}{nom}.")
        else:
            colonnes[prefixe + nom] = next(t for base, t in _TYPES.items() if issubclass(genre, base))
    return colonnes


def _genre(annotation: Any) -> type | None:
    """Strip Optional and Annotated; None for a list."""
    origine = get_origin(annotation)
    if origine is Annotated:
        return _genre(get_args(annotation)[0])
    if origine in (Union, UnionType):
        return next(filter(None, (_genre(a) for a in get_args(annotation) if a is not type(None))), None)
    if origine is list:
        return None
    genre: type = annotation
    return genre


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Give the columns of the four tables."""
    cle = {"menage": pl.Int64}
    foyer = cle | schema(Couple, "couple.") | schema(Logement, "logement.") | schema(Fiscal, "fiscal.")
    foyer = foyer | schema(Evenements, "evenements.")
    personne = cle | {"personne": pl.Int64} | schema(Personne) | {"revenus_connus": pl.Boolean}
    revenu = cle | {"personne": pl.Int64} | schema(Revenu)
    return {
        "menages": foyer | {"prestations_completes": pl.Boolean},
        "personnes": personne,
        "revenus": revenu | {"interrompu_le": pl.Date, "remplace": pl.Boolean},
        "prestations": cle | schema(Prestation) | {"rang_personne": pl.Int64},
    }


def tables(situations: Sequence[Situation]) -> Tables:
    """Turn situations of one month into tables.

    Raises:
        ValueError: no situation, or situations of different months.
    """
    mois = {situation.mois for situation in situations}
    if len(mois) != 1:
        raise ValueError(f"une table porte un seul mois ; reçu : {sorted(mois) or 'aucune situation'}")
    lignes: dict[str, list[dict[str, Any]]] = {nom: [] for nom in schemas()}
    rang_personne = 0
    for rang, situation in enumerate(situations):
        cle = {"menage": rang}
        lignes["menages"].append(cle | _menage(situation))
        rangs = {}
        for personne in situation.personnes:
            rangs[personne.id] = rang_personne
            double_cle = cle | {"personne": rang_personne}
            lignes["personnes"].append(
                double_cle | _scalaires(personne) | {"revenus_connus": personne.revenus is not None}
            )
            lignes["revenus"] += [double_cle | ligne for ligne in _revenus(personne)]
            rang_personne += 1
        for prestation in situation.prestations or []:
            visee = rangs.get(prestation.personne) if prestation.personne else None
            lignes["prestations"].append(cle | _scalaires(prestation) | {"rang_personne": visee})
    cadres = {nom: pl.DataFrame(lignes[nom], schema=colonnes) for nom, colonnes in schemas().items()}
    return Tables(mois.pop(), **cadres)


def reunir(lots: Sequence[Tables]) -> Tables:
    """Put lots of one month end to end, ranks following each other.

    Raises:
        ValueError: no lot, or lots of different months.
    """
    mois = {lot.mois for lot in lots}
    if len(mois) != 1:
        raise ValueError(f"une table porte un seul mois ; reçu : {sorted(mois) or 'aucun lot'}")
    cadres: dict[str, list[pl.DataFrame]] = {nom: [] for nom in schemas()}
    menages = personnes = 0
    for lot in lots:
        decalages = {"menage": menages, "personne": personnes, "rang_personne": personnes}
        for nom, vus in cadres.items():
            cadre: pl.DataFrame = getattr(lot, nom)
            rangs = {"menages": ("menage",), "prestations": ("menage", "rang_personne")}.get(
                nom, ("menage", "personne")
            )
            vus.append(cadre.with_columns(pl.col(rang) + decalages[rang] for rang in rangs))
        menages, personnes = menages + lot.nb_menages, personnes + lot.personnes.height
    return Tables(mois.pop(), **{nom: pl.concat(vus) for nom, vus in cadres.items()})


def _menage(situation: Situation) -> dict[str, Any]:
    ligne: dict[str, Any] = {
        "prestations_completes": situation.prestations == [] or bool(situation.prestations_completes)
    }
    parties = {
        "couple": situation.couple,
        "logement": situation.logement,
        "fiscal": situation.fiscal,
        "evenements": situation.evenements,
    }
    for nom, partie in parties.items():
        if partie is not None:
            ligne |= _scalaires(partie, f"{nom}.")
    return ligne


def _revenus(personne: Personne) -> Iterator[dict[str, Any]]:
    for revenu in personne.revenus or []:
        yield _scalaires(revenu)
    for perdu in personne.revenus_interrompus or []:
        yield _interruption(perdu)


def _interruption(perdu: RevenuInterrompu) -> dict[str, Any]:
    return {"nature": str(perdu.nature), "interrompu_le": perdu.le, "remplace": perdu.remplace}


def _scalaires(modele: BaseModel, prefixe: str = "") -> dict[str, Any]:
    ligne: dict[str, Any] = {}
    for nom in type(modele).model_fields:
        valeur = getattr(modele, nom)
        if valeur is None or isinstance(valeur, list):
            continue
        if isinstance(valeur, BaseModel):
            ligne |= _scalaires(valeur, f"{prefixe}{nom}.")
        else:
            ligne[prefixe + nom] = str(valeur) if isinstance(valeur, str) else valeur
    return ligne
