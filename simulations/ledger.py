"""Intervals of income turned into one array (months × persons) per nature of income.

The window goes from January of the year N-2 to the month of the simulation. Months with no interval are
zero; whether a person's list of incomes is known at all is kept beside (`connus`).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from simulations.mois import indice
from simulations.tables import Tables

Matrice = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Vecteur = np.ndarray[tuple[int], np.dtype[np.float64]]
Masque = np.ndarray[tuple[int], np.dtype[np.bool_]]

_SOUS_LE_CENTIME = 2


@dataclass(frozen=True)
class Ledger:
    """Every income of every person, month by month.

    Attributes:
        premier: count of months (`mois.indice`) of the first row.
        dernier: count of months of the last row, the month of the simulation.
        nb_personnes: number of columns.
        par_nature: euros per month, array (months × persons); natures nobody has are left out.
        perdus: the part of these incomes that is lost for certain with nothing in its place
            (CASF R262-13), same shape; natures nobody lost are left out.
        connus: whether the person's list of incomes is known.
        couvre_n2: whether something is said of the incomes of the year N-2.
        couvre_n1: the same of the year N-1.
    """

    premier: int
    dernier: int
    nb_personnes: int
    par_nature: dict[str, Matrice]
    perdus: dict[str, Matrice]
    connus: Masque
    couvre_n2: Masque
    couvre_n1: Masque

    @property
    def annee(self) -> int:
        """Give the civil year N of the simulation."""
        return self.dernier // 12

    def somme(self, *natures: str) -> Matrice:
        """Add up natures, month by month, euros."""
        total = np.zeros((self.dernier - self.premier + 1, self.nb_personnes))
        for nature in natures:
            if nature in self.par_nature:
                total += self.par_nature[nature]
        return total

    def annuel(self, annee: int, *natures: str) -> Vecteur:
        """Add up natures over a civil year of the window, euros per year and person."""
        debut = annee * 12 - self.premier
        somme: Vecteur = self.somme(*natures)[max(debut, 0) : debut + 12].sum(axis=0)
        return somme

    def douze_derniers_mois(self, *natures: str) -> Vecteur:
        """Add up natures from M-12 to M-1, euros per person."""
        somme: Vecteur = self.somme(*natures)[-13:-1].sum(axis=0)
        return somme


def ledger(tables: Tables) -> Ledger:
    """Build the ledger of all persons of the tables."""
    dernier = indice(tables.mois)
    premier = (dernier // 12 - 2) * 12
    nb_personnes = tables.personnes.height
    connus = tables.personnes["revenus_connus"].to_numpy()
    percus = tables.revenus.filter(pl.col("interrompu_le").is_null())
    bornes = percus.select(
        "personne",
        "nature",
        "montant",
        de=_mois_en_indice("de").fill_null(premier),
        a=_mois_en_indice("a").fill_null(dernier),
    )
    par_nature = {
        str(nature): _etaler(lignes, premier, dernier, nb_personnes)
        for (nature,), lignes in bornes.group_by("nature", maintain_order=True)
    }
    return Ledger(
        premier=premier,
        dernier=dernier,
        nb_personnes=nb_personnes,
        par_nature=par_nature,
        perdus=_perdus(tables, par_nature, premier),
        connus=connus,
        couvre_n2=_couvre(bornes, connus, premier + 12),
        couvre_n1=_couvre(bornes, connus, premier + 24),
    )


def _mois_en_indice(colonne: str) -> pl.Expr:
    annee = pl.col(colonne).str.slice(0, 4).cast(pl.Int64)
    return annee * 12 + pl.col(colonne).str.slice(5, 2).cast(pl.Int64) - 1


def _etaler(lignes: pl.DataFrame, premier: int, dernier: int, nb_personnes: int) -> Matrice:
    """Sum intervals: add at the first month, take away after the last, then accumulate."""
    nb_mois = dernier - premier + 1
    de = np.clip(lignes["de"].to_numpy() - premier, 0, nb_mois)
    apres = np.clip(lignes["a"].to_numpy() - premier + 1, 0, nb_mois)
    montants, personnes = lignes["montant"].to_numpy(), lignes["personne"].to_numpy()
    pas = np.zeros((nb_mois + 1, nb_personnes))
    np.add.at(pas, (de, personnes), montants)
    np.add.at(pas, (apres, personnes), -montants)
    etale: Matrice = np.round(pas.cumsum(axis=0)[:-1], _SOUS_LE_CENTIME)
    return etale


def _perdus(tables: Tables, par_nature: dict[str, Matrice], premier: int) -> dict[str, Matrice]:
    """Find what was received up to the loss, beyond what is still received at the month."""
    pertes = tables.revenus.filter(
        pl.col("interrompu_le").is_not_null() & ~pl.col("remplace").fill_null(value=True)
    )
    perdus: dict[str, Matrice] = {}
    for nature, personne, le in pertes.select("nature", "personne", "interrompu_le").iter_rows():
        if nature not in par_nature:
            continue
        percu = par_nature[nature][:, personne]
        jusqu_au = le.year * 12 + le.month - 1 - premier + 1
        perdu = perdus.setdefault(nature, np.zeros_like(par_nature[nature]))
        perdu[: max(jusqu_au, 0), personne] = np.maximum(percu - percu[-1], 0)[: max(jusqu_au, 0)]
    return perdus


def _couvre(bornes: pl.DataFrame, connus: Masque, fin: int) -> Masque:
    """Tell whose incomes before a month are spoken of; those of an empty list are."""
    touche = np.zeros(len(connus), dtype=bool)
    touche[bornes.filter(pl.col("de") < fin)["personne"].to_numpy()] = True
    sans_ligne = np.ones(len(connus), dtype=bool)
    sans_ligne[bornes["personne"].to_numpy()] = False
    couvre: Masque = touche | (connus & sans_ligne)
    return couvre
