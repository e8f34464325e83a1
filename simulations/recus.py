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
    inconnu = ~tables.menages["aucune_prestation"].to_numpy()[_menage(entites, entite)]
    statut = np.where(inconnu, INCONNU, NON)
    montant = np.where(inconnu, np.nan, 0.0)
    maintenant = tables.mois
    for ligne in tables.prestations_par_droit.get(droit, ()):
        if ligne["recu"] is None:
            continue
        cible = _porteur(entites, entite, ligne)
        ouvert = (ligne["de"] or maintenant) <= maintenant <= (ligne["a"] or maintenant)
        if ligne["recu"] and ouvert:
            statut[cible] = OUI
            montant[cible] = np.nan if ligne["montant"] is None else ligne["montant"]
        else:
            statut[cible], montant[cible] = NON, 0.0
        if entite == "individu" and ligne["rang_personne"] is None and statut[cible] == OUI:
            _autres_non(entites, cible, statut, montant)
        elif entite == "individu" and not ligne["recu"] and not ligne["personne"]:
            memes = entites.menage_de_personne == ligne["menage"]
            statut[memes], montant[memes] = NON, 0.0
    for personne, euros in _dans_les_revenus(tables, droit):
        if statut[personne] != OUI:
            statut[personne], montant[personne] = OUI, euros
    return Recus(statut, montant)


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
        for ligne in tables.prestations_par_droit.get(droit, ()):
            if not ligne["recu"]:
                continue
            cible = _porteur(entites, entite, ligne)
            recoit[variable][cible] = True
            for mois, nom in noms.items():
                if not _couvre(ligne, nom):
                    continue
                if ligne["montant"] is None:
                    a_completer[variable][mois][cible] = True
                else:
                    montants[variable][mois][cible] += ligne["montant"] / brut
    _ajouter_ass(livre, montants["ass"], recoit["ass"])
    return montants, recoit, a_completer


def _ajouter_ass(livre: Ledger, montants: dict[Period, Any], recoit: Any) -> None:
    """Take the ASS declared among incomes for the benefit it is."""
    ass = livre.somme("ass")
    for mois, montant in montants.items():
        ligne = ass[indice(str(mois)) - livre.premier]
        np.add(montant, np.where(recoit, 0, ligne), out=montant)
    recoit |= ass[-NB_MOIS_ASS:].sum(axis=0) > 0


def _couvre(ligne: dict[str, Any], mois: str) -> bool:
    return (ligne["de"] or "0000") <= mois <= (ligne["a"] or "9999")


def _porteur(entites: Entites, entite: str, ligne: dict[str, Any]) -> int:
    """Give the rank of who receives: the person named, else the demandeur or the main famille."""
    personne, menage = ligne["rang_personne"], ligne["menage"]
    if entite == "individu":
        return int(entites.demandeur_de_famille[menage] if personne is None else personne)
    return int(menage if personne is None else entites.famille.de_personne[personne])


def _autres_non(entites: Entites, cible: int, statut: Any, montant: Any) -> None:
    memes = entites.menage_de_personne == entites.menage_de_personne[cible]
    memes[cible] = False
    statut[memes], montant[memes] = NON, 0.0


def _nombre(entites: Entites, entite: str) -> int:
    return entites.nb_personnes if entite == "individu" else entites.famille.nombre


def _menage(entites: Entites, entite: str) -> Any:
    return entites.menage_de_personne if entite == "individu" else entites.menage_de_famille
