"""What only makes sense between rows, checked for a whole lot at once.

The same rules as `simulations.lecture`: a household that one of them flags is read again there, one by one,
for its messages. A test compares the two on faulty households of every kind.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from rules.catalogue import charger_catalogue
from rules.territoire import zones_apl
from simulations.audit.typage import FAUTIVE, RANG
from simulations.lecture import AGE_MAX
from simulations.modalites import EN_COUPLE, Role
from simulations.mois import decaler
from simulations.situation import NB_PERSONNES_MAX

NB_REVENUS_MAX, NB_INTERROMPUS_MAX, NB_PRESTATIONS_MAX = 200, 20, 200
Typees = dict[str, pl.DataFrame]


def fautifs(mois: str, typees: Typees) -> pl.Series:
    """Give the ranks of the households with a fault.

    Args:
        mois: month of the simulation.
        typees: the typed tables of a lot, with the rank of the household of each row.
    """
    trouves = [cadre.filter(FAUTIVE)[RANG] for cadre in typees.values()]
    trouves += _foyers(typees)
    trouves += _dates(mois, typees["personnes"])
    trouves += _filiation(typees["personnes"])
    trouves += _revenus(typees)
    trouves += _prestations(typees)
    return pl.concat(trouves).unique()


def _foyers(typees: Typees) -> Iterator[pl.Series]:
    menages, personnes = typees["menages"], typees["personnes"]
    roles = personnes.group_by(RANG).agg(
        nombre=pl.len(),
        demandeurs=(pl.col("role") == Role.DEMANDEUR).sum(),
        conjoints=(pl.col("role") == Role.CONJOINT).sum(),
        doubles=pl.col("id").n_unique() != pl.len(),
        sans=pl.any_horizontal(pl.col("id").is_null(), pl.col("role").is_null()).any(),
    )
    yield menages.join(personnes, on=RANG, how="anti")[RANG]
    trop = pl.col("nombre") > NB_PERSONNES_MAX
    yield roles.filter((pl.col("demandeurs") != 1) | (pl.col("conjoints") > 1) | "doubles" | "sans" | trop)[
        RANG
    ]
    en_couple = menages.join(roles.filter(pl.col("conjoints") > 0), on=RANG, how="semi")
    yield en_couple.filter(~pl.col("couple.statut").is_in([str(statut) for statut in EN_COUPLE]))[RANG]
    yield menages.filter(~pl.col("logement.commune").is_in(list(zones_apl())))[RANG]
    reste = ~pl.col("logement.demenagement_prevu") & pl.col("logement.entree_prevue").is_not_null()
    yield menages.filter(reste)[RANG]


def _dates(mois: str, personnes: pl.DataFrame) -> Iterator[pl.Series]:
    suivant = date.fromisoformat(decaler(mois, 1) + "-01")
    naissance = pl.col("date_naissance")
    fausse = (naissance >= suivant) | (suivant.year - naissance.dt.year() > AGE_MAX)
    yield personnes.filter(fausse | (pl.col("titre_sejour_depuis") < naissance))[RANG]


def _filiation(personnes: pl.DataFrame) -> Iterator[pl.Series]:
    naissance, role = pl.col("date_naissance"), pl.col("role")
    parents = personnes.filter(role.is_in([str(Role.DEMANDEUR), str(Role.CONJOINT)])).group_by(RANG)
    ages = parents.agg(aine=naissance.min(), inconnues=naissance.null_count()).filter(
        pl.col("inconnues") == 0
    )
    enfants = personnes.filter(role == Role.ENFANT).join(ages, on=RANG)
    yield enfants.filter(naissance <= pl.col("aine"))[RANG]
    autres = personnes.filter(role == Role.AUTRE).select(RANG, parent_isole_de="id")
    eleves = personnes.filter(pl.col("parent_isole_de").is_not_null())
    yield eleves.join(autres, on=[RANG, "parent_isole_de"], how="anti")[RANG]


def _revenus(typees: Typees) -> Iterator[pl.Series]:
    revenus = typees["revenus"]
    perdu = pl.col("interrompu_le").is_not_null()
    de_trop = pl.any_horizontal(pl.col(nom).is_not_null() for nom in ("montant", "de", "a", "source"))
    yield revenus.filter(
        pl.col("nature").is_null()
        | (perdu & de_trop)
        | (~perdu & (pl.col("montant").is_null() | pl.col("remplace").is_not_null()))
        | (pl.col("a") < pl.col("de"))
    )[RANG]
    nombres = revenus.group_by(RANG, "personne_id").agg(perdus=perdu.sum(), percus=(~perdu).sum())
    personnes = typees["personnes"].select(RANG, "revenus_connus", personne_id="id")
    yield nombres.join(personnes, on=[RANG, "personne_id"], how="anti")[RANG]
    trop = (pl.col("perdus") > NB_INTERROMPUS_MAX) | (pl.col("percus") > NB_REVENUS_MAX)
    yield nombres.filter(trop)[RANG]
    connus = nombres.join(personnes, on=[RANG, "personne_id"])
    yield connus.filter((pl.col("percus") > 0) & ~pl.col("revenus_connus"))[RANG]


def _prestations(typees: Typees) -> Iterator[pl.Series]:
    prestations = typees["prestations"]
    droit = pl.col("droit")
    inconnu = droit.is_null() | ~droit.is_in(list(charger_catalogue()))
    yield prestations.filter(inconnu | (pl.col("a") < pl.col("de")))[RANG]
    personnes = typees["personnes"].select(RANG, personne="id")
    visees = prestations.filter(pl.col("personne").is_not_null())
    yield visees.join(personnes, on=[RANG, "personne"], how="anti")[RANG]
    cle = [RANG, "droit", "personne", "de"]
    yield prestations.group_by(cle).len().filter(pl.col("len") > 1)[RANG]
    yield prestations.group_by(RANG).len().filter(pl.col("len") > NB_PRESTATIONS_MAX)[RANG]
