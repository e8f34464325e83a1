"""What the households receive, droit by droit: a fact, never a calculation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.periods import Period

from rules.catalogue import charger_catalogue
from simulations.encoding import Entites
from simulations.encoding.fermeture import PRESTATIONS_PASSEES
from simulations.ledger import Ledger
from simulations.mois import indice
from simulations.systeme import systeme
from simulations.tables import Tables

# Droits whose past amounts the law reads, with the OpenFisca variable that holds them.
DROIT_PAR_VARIABLE = {"aide_logement": "al", "als": "al", "caah": "mva"}
# Individual droits that are declared among incomes, under the same name.
AUSSI_REVENUS = frozenset({"ass", "pension_invalidite"})
NON, OUI, INCONNU = 0, 1, 2
NB_MOIS_ASS = 3


@dataclass(frozen=True)
class Recus:
    """Receipt of one droit in the month, over the holders of its variable.

    Attributes:
        statut: NON, OUI or INCONNU.
        montant: euros in the droit's unit; NaN when unknown, 0 when not received.
    """

    statut: Any
    montant: Any


def taux_crds(mois: str) -> float:
    """Give the CRDS rate at a month (ordonnance 96-50, art. 19)."""
    loi = systeme().get_parameters_at_instant(f"{mois}-01")
    return float(loi.prelevements_sociaux.contributions_sociales.crds)


def recus_du_mois(tables: Tables, entites: Entites, droit: str, entite: str) -> Recus:
    """Say what is received of a droit in the month of the tables."""
    connu = tables.listes_completes[_menage(entites, entite)]
    statut = np.where(connu, NON, INCONNU)
    montant = np.where(connu, 0.0, np.nan)
    lignes = tables.prestations_par_droit.get(droit)
    if lignes is not None:
        maintenant = tables.mois
        ouvert = lignes["recu"] & lignes["de"].fill_null("").le(maintenant) & _encore(lignes, maintenant)
        dits = lignes.with_columns(ouvert=ouvert).filter(pl.col("recu").is_not_null())
        _ecrire_non(dits.filter(~pl.col("ouvert")), entites, entite, statut, montant)
        _ecrire_oui(dits.filter(pl.col("ouvert")), entites, entite, statut, montant)
    for personne, euros in _dans_les_revenus(tables, droit):
        if statut[personne] != OUI:
            statut[personne], montant[personne] = OUI, euros
    return Recus(statut, montant)


def _encore(lignes: pl.DataFrame, mois: str) -> pl.Series:
    return lignes["a"].is_null() | (lignes["a"] >= mois)


def _ecrire_non(lignes: pl.DataFrame, entites: Entites, entite: str, statut: Any, montant: Any) -> None:
    """Write who does not receive a droit: the holder named, else everyone of the household."""
    cibles = _porteurs(entites, entite, lignes)
    if entite == "individu":
        pour_tous = lignes.filter(~pl.col("recu") & pl.col("personne").is_null())["menage"].to_numpy()
        cibles = np.concatenate([cibles, np.flatnonzero(np.isin(entites.menage_de_personne, pour_tous))])
    statut[cibles], montant[cibles] = NON, 0.0


def _ecrire_oui(lignes: pl.DataFrame, entites: Entites, entite: str, statut: Any, montant: Any) -> None:
    """Write who receives a droit; when nobody is named, it is the demandeur and nobody else."""
    cibles = _porteurs(entites, entite, lignes)
    if entite == "individu":
        sans_nom = lignes["rang_personne"].is_null().to_numpy()
        autres = np.isin(entites.menage_de_personne, lignes["menage"].to_numpy()[sans_nom])
        statut[autres], montant[autres] = NON, 0.0
    statut[cibles] = OUI
    montant[cibles] = lignes["montant"].to_numpy()


def _dans_les_revenus(tables: Tables, droit: str) -> Iterator[tuple[int, float]]:
    """Give who says, among their incomes of the month, that they receive a droit of the catalogue."""
    if droit not in AUSSI_REVENUS:
        return
    lignes = tables.revenus.filter(
        (pl.col("nature") == droit)
        & pl.col("interrompu_le").is_null()
        & (pl.col("de").fill_null("0000") <= tables.mois)
        & (pl.col("a").fill_null("9999") >= tables.mois)
    )
    for personne, euros in lignes.group_by("personne").agg(pl.col("montant").sum()).iter_rows():
        if euros:
            yield personne, float(euros)


def passe_recu(
    tables: Tables, entites: Entites, livre: Ledger, mois_passes: tuple[Period, ...]
) -> tuple[dict[str, dict[Period, Any]], dict[str, Any], dict[str, dict[Period, Any]]]:
    """Give the amounts received in each past month, before CRDS as the law reads them.

    Returns:
        The amounts by OpenFisca variable and month (0 when not received); by variable, who is known
        to receive it; by variable and month, who receives an unknown amount.
    """
    cartes, crds = charger_catalogue(), taux_crds(tables.mois)
    noms = {mois: str(mois) for mois in mois_passes}
    montants: dict[str, dict[Period, Any]] = {}
    recoit: dict[str, Any] = {}
    a_completer: dict[str, dict[Period, Any]] = {}
    for variable, entite in PRESTATIONS_PASSEES.items():
        nombre, droit = _nombre(entites, entite), DROIT_PAR_VARIABLE.get(variable, variable)
        montants[variable] = {mois: np.zeros(nombre) for mois in mois_passes}
        a_completer[variable] = {mois: np.zeros(nombre, dtype=bool) for mois in mois_passes}
        recoit[variable] = np.zeros(nombre, dtype=bool)
        brut = 1 - crds * cartes[droit].calcul.crds
        lignes = tables.prestations_par_droit.get(droit)
        if lignes is None or not (recues := lignes.filter(pl.col("recu"))).height:
            continue
        cibles, euros = _porteurs(entites, entite, recues), recues["montant"].to_numpy()
        recoit[variable][cibles] = True
        debuts = recues["de"].fill_null("")
        for mois, nom in noms.items():
            couvre = (debuts.le(nom) & _encore(recues, nom)).to_numpy()
            a_completer[variable][mois][cibles[couvre & np.isnan(euros)]] = True
            dits = couvre & ~np.isnan(euros)
            np.add.at(montants[variable][mois], cibles[dits], euros[dits] / brut)
    _ajouter_ass(livre, montants["ass"], recoit["ass"])
    return montants, recoit, a_completer


def _ajouter_ass(livre: Ledger, montants: dict[Period, Any], recoit: Any) -> None:
    """Take the ASS declared among incomes for the benefit it is."""
    ass = livre.somme("ass")
    for mois, montant in montants.items():
        ligne = ass[indice(str(mois)) - livre.premier]
        np.add(montant, np.where(recoit, 0, ligne), out=montant)
    recoit |= ass[-NB_MOIS_ASS:].sum(axis=0) > 0


def _porteurs(entites: Entites, entite: str, lignes: pl.DataFrame) -> Any:
    """Give the rank of who receives: the person named, else the demandeur or the main famille."""
    menages = lignes["menage"].to_numpy()
    nommee = lignes["rang_personne"].is_not_null().to_numpy()
    personnes = lignes["rang_personne"].fill_null(0).to_numpy()
    if entite == "individu":
        return np.where(nommee, personnes, entites.demandeur_de_famille[menages])
    return np.where(nommee, entites.famille.de_personne[personnes], menages)


def _nombre(entites: Entites, entite: str) -> int:
    return entites.nb_personnes if entite == "individu" else entites.famille.nombre


def _menage(entites: Entites, entite: str) -> Any:
    return entites.menage_de_personne if entite == "individu" else entites.menage_de_famille
