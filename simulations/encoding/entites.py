"""Who belongs with whom: families, tax households and homes, as OpenFisca wants them.

One household gives one main famille (demandeur, conjoint, children in their charge) and one famille for
every other adult, who is housed by the first. Each famille has its own OpenFisca menage, because the rent
is paid by the main one only; each has its own tax household, and an unmarried couple has two.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from simulations.tables import Tables

AGE_FIN_CHARGE_RSA = 25


@dataclass(frozen=True)
class Groupe:
    """One kind of OpenFisca entity: which one each person is in, and as what."""

    nombre: int
    de_personne: Any
    role: Any


@dataclass(frozen=True)
class Entites:
    """Entities of all the households.

    Attributes:
        nb_personnes: number of persons.
        menage_de_personne: rank of the household of each person.
        menage_de_famille: rank of the household of each famille; the first ones are the main ones.
        demandeur_de_famille: rank of the person who leads each famille.
        principale: whether each famille is the main one of its household.
        famille, foyer_fiscal, logement: the groups (`logement` is OpenFisca's menage).
    """

    nb_personnes: int
    menage_de_personne: Any
    menage_de_famille: Any
    demandeur_de_famille: Any
    principale: Any
    famille: Groupe
    foyer_fiscal: Groupe
    logement: Groupe


def entites(tables: Tables) -> Entites:
    """Group the persons of the tables."""
    personnes, nb_menages = tables.personnes, tables.nb_menages
    menage = personnes["menage"].to_numpy()
    role = personnes["role"].to_numpy().astype(str)
    a_part = (role == "autre") | ((role == "enfant") & _plus_a_charge(tables))
    famille = menage.copy()
    famille[a_part] = nb_menages + np.arange(a_part.sum())
    _rattacher_aux_heberges(personnes, famille, a_part)
    role_famille = np.where(a_part, "demandeur", role)
    demandeurs = np.flatnonzero(role_famille == "demandeur")
    demandeur_de_famille = np.empty(nb_menages + int(a_part.sum()), dtype=int)
    demandeur_de_famille[famille[demandeurs]] = demandeurs
    menage_de_famille = menage[demandeur_de_famille]
    principale = np.arange(len(demandeur_de_famille)) < nb_menages
    return Entites(
        nb_personnes=len(menage),
        menage_de_personne=menage,
        menage_de_famille=menage_de_famille,
        demandeur_de_famille=demandeur_de_famille,
        principale=principale,
        famille=Groupe(len(demandeur_de_famille), famille, role_famille),
        foyer_fiscal=_foyers(tables, famille, role_famille, len(demandeur_de_famille)),
        logement=Groupe(len(demandeur_de_famille), famille, _roles_logement(role_famille)),
    )


def _plus_a_charge(tables: Tables) -> Any:
    """Tell which children are no longer in anyone's charge for the RSA (CASF R262-3)."""
    annee, mois = int(tables.mois[:4]), int(tables.mois[5:])
    personnes = tables.personnes.select(
        age=annee
        - pl.col("date_naissance").dt.year()
        - (pl.col("date_naissance").dt.month() >= mois).cast(pl.Int32),
        declare=pl.col("a_charge"),
        protege=pl.col("handicap.taux").fill_null("") == "80_plus",
    )
    trop_age = (pl.col("age") >= AGE_FIN_CHARGE_RSA) & ~pl.col("protege")
    return personnes.select(
        (~pl.col("declare").fill_null(value=True) | trop_age.fill_null(value=False)).alias("x")
    )["x"].to_numpy()


def _rattacher_aux_heberges(personnes: pl.DataFrame, famille: Any, a_part: Any) -> None:
    """Put a child in the famille of the housed adult who raises it alone."""
    lignes = personnes.with_row_index("rang").filter(pl.col("parent_isole_de").is_not_null())
    ids = {
        (menage, identifiant): rang
        for rang, (menage, identifiant) in enumerate(personnes.select("menage", "id").iter_rows())
    }
    for rang, menage, parent in lignes.select("rang", "menage", "parent_isole_de").iter_rows():
        if not a_part[rang]:
            famille[rang] = famille[ids[menage, parent]]


def _foyers(tables: Tables, famille: Any, role_famille: Any, nb_familles: int) -> Groupe:
    statut = tables.menages["couple.statut"].fill_null("mariage").to_numpy().astype(str)
    union_fiscale = np.isin(statut, ("mariage", "pacs"))
    conjoint = role_famille == "conjoint"
    seul = conjoint & ~union_fiscale[tables.personnes["menage"].to_numpy()]
    # A child who says so has a tax household of their own (CGI art. 6, 3).
    detache = tables.personnes["rattache_foyer_parents"].eq(other=False).fill_null(value=False).to_numpy()
    seul = seul | ((role_famille == "enfant") & detache)
    foyer = famille.copy()
    foyer[seul] = nb_familles + np.arange(seul.sum())
    role = np.select(
        [seul | (role_famille == "demandeur"), conjoint],
        ["declarant_principal", "conjoint"],
        "personne_a_charge",
    )
    return Groupe(nb_familles + int(seul.sum()), foyer, role)


def _roles_logement(role_famille: Any) -> Any:
    return np.select(
        [role_famille == "demandeur", role_famille == "conjoint"],
        ["personne_de_reference", "conjoint"],
        "enfant",
    )
