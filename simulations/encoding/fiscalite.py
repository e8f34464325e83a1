"""Incomes of past years as the tax administration and the family branch read them.

The incomes of N-2 are a fact apart: when neither the ledger nor a tax notice tells them, those of the last
twelve months stand in, and the droits that read them are `a_verifier`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from simulations.encoding.entites import Entites
from simulations.ledger import Ledger
from simulations.payroll import courbe_chomage, courbe_salaire, seuils_csg
from simulations.systeme import systeme
from simulations.tables import Tables

SALAIRES = ("salaire", "ij_maladie", "ij_maternite", "stage_formation")
PENSIONS = ("retraite", "pension_invalidite", "pension_alimentaire_recue")
VENTES, SERVICES, LIBERAL = (f"ca_auto_entrepreneur_{x}" for x in ("ventes", "services", "liberal"))


@dataclass(frozen=True)
class Fiscalite:
    """Yearly figures, euros.

    Attributes:
        salaires_n2, pensions_n2, independants_n2: per person, before the 10 % deductions.
        rfr_n2: per tax household, declared or estimated; `rfr_n2_connu` says which.
        rfr_n1: the same of the last tax notice, declared or estimated.
        parts: per tax household (CGI art. 194), declared or counted.
    """

    salaires_n2: Any
    pensions_n2: Any
    independants_n2: Any
    capital_n2: Any
    foncier_n2: Any
    rfr_n2: Any
    rfr_n1: Any
    rfr_n2_connu: Any
    parts: Any


def fiscalite(tables: Tables, livre: Ledger, groupes: Entites) -> Fiscalite:
    """Work out the year N-2 of every person and tax household."""
    annee = livre.annee - 2
    foyer = groupes.foyer_fiscal
    salaires = _choisir(livre, _salaires(livre, annee), _salaires(livre, None))
    pensions = _choisir(livre, livre.annuel(annee, *PENSIONS), livre.douze_derniers_mois(*PENSIONS))
    independants = _choisir(livre, benefice(livre, annee), benefice(livre, None))
    capital = livre.annuel(annee, "revenus_capital")
    foncier = 0.7 * livre.annuel(annee, "revenus_locatifs")
    declare = _rfr_declare(tables, foyer.nombre, "fiscal.rfr_n2")
    estime = _estimer_rfr(annee, groupes, salaires, pensions, independants + capital + foncier)
    connu = ~np.isnan(declare)
    couvert = np.ones(foyer.nombre, dtype=bool)
    np.logical_and.at(couvert, foyer.de_personne, livre.couvre_n2)
    facteur = np.where(connu & ~couvert & (estime > 0), declare / np.maximum(estime, 1), 1.0)
    par_personne = facteur[foyer.de_personne]
    salaires, pensions, independants = (x * par_personne for x in (salaires, pensions, independants))
    manque = np.where(connu & ~couvert & (estime == 0), declare / 0.9, 0.0)
    principal = foyer.role == "declarant_principal"
    salaires = salaires + principal * manque[foyer.de_personne]
    return Fiscalite(
        salaires, pensions, independants, capital, foncier,
        rfr_n2=np.where(connu, np.nan_to_num(declare), estime),
        rfr_n1=_rfr_n1(tables, livre, groupes),
        rfr_n2_connu=connu,
        parts=_parts(tables, groupes),
    )  # fmt: skip


def _rfr_n1(tables: Tables, livre: Ledger, groupes: Entites) -> Any:
    """Give the RFR of the year N-1: declared, or estimated from that year or the last twelve months."""
    annee = livre.annee - 1
    salaires, pensions, autres = (
        np.where(livre.couvre_n1, de_l_annee, douze_mois)
        for de_l_annee, douze_mois in (
            (_salaires(livre, annee), _salaires(livre, None)),
            (livre.annuel(annee, *PENSIONS), livre.douze_derniers_mois(*PENSIONS)),
            (benefice(livre, annee), benefice(livre, None)),
        )
    )
    patrimoine = livre.annuel(annee, "revenus_capital") + 0.7 * livre.annuel(annee, "revenus_locatifs")
    estime = _estimer_rfr(annee, groupes, salaires, pensions, autres + patrimoine)
    declare = _rfr_declare(tables, groupes.foyer_fiscal.nombre, "fiscal.rfr_n1")
    return np.where(np.isnan(declare), estime, declare)


def classe_csg(livre: Ledger, groupes: Entites, fisc: Fiscalite) -> Any:
    """Give the CSG rate of each person's pension, 0 (exempt) to 3 (full)."""
    seuils = seuils_csg(livre.annee, fisc.parts)
    classe = np.sum([fisc.rfr_n2 > seuil for seuil in seuils], axis=0)
    return classe[groupes.foyer_fiscal.de_personne]


def benefice(livre: Ledger, annee: int | None) -> Any:
    """Give taxable self-employed profits of a year (None: the last twelve months), euros.

    Reference: CGI art. 50-0 and 102 ter for the abatements of micro-entrepreneurs.
    """
    micro = (
        systeme()
        .get_parameters_at_instant(f"{annee or livre.annee}-01-01")
        .impot_revenu.calcul_revenus_imposables.rpns.micro.microentreprise
    )
    abattements = {
        VENTES: micro.regime_micro_bic.marchandises.taux,
        SERVICES: micro.regime_micro_bic.services.taux,
        LIBERAL: micro.regime_micro_bnc.taux,
    }
    total = _sur(livre, annee, "bic", "bnc", "benefice_agricole")
    for nature, taux in abattements.items():
        total = total + (1 - taux) * _sur(livre, annee, nature)
    return total


def _sur(livre: Ledger, annee: int | None, *natures: str) -> Any:
    if annee is None:
        return livre.douze_derniers_mois(*natures)
    return livre.annuel(annee, *natures)


def _salaires(livre: Ledger, annee: int | None) -> Any:
    curve_year = annee or livre.annee
    nets = _sur(livre, annee, *SALAIRES) / 12
    are = _sur(livre, annee, "are") / 12
    return 12 * (
        courbe_salaire(curve_year).vers_imposable(nets) + courbe_chomage(curve_year).vers_imposable(are)
    )


def _choisir(livre: Ledger, annee_n2: Any, douze_mois: Any) -> Any:
    return np.where(livre.couvre_n2, annee_n2, douze_mois)


def _rfr_declare(tables: Tables, nb_foyers: int, avis: str) -> Any:
    """Put the tax notices of a household on the tax household of its demandeur."""
    declare = np.full(nb_foyers, np.nan)
    declare[: tables.nb_menages] = tables.menages[avis].to_numpy()
    return declare


def _estimer_rfr(annee: int, groupes: Entites, salaires: Any, pensions: Any, autres: Any) -> Any:
    """Estimate the RFR: net categorical incomes after the 10 % deductions (CGI art. 83, 158)."""
    loi = systeme().get_parameters_at_instant(f"{annee}-01-01")
    deductions = loi.impot_revenu.calcul_revenus_imposables.deductions
    frais = np.clip(deductions.abatpro.taux * salaires, deductions.abatpro.min, deductions.abatpro.max)
    net = np.maximum(salaires - frais, 0) + autres
    abattement = np.clip(deductions.abatpen.taux * pensions, deductions.abatpen.min, None)
    net = net + np.maximum(pensions - abattement, 0)
    foyer = groupes.foyer_fiscal
    return np.round(np.bincount(foyer.de_personne, net, foyer.nombre), 2)


def _parts(tables: Tables, groupes: Entites) -> Any:
    foyer = groupes.foyer_fiscal
    declarants = np.isin(foyer.role, ("declarant_principal", "conjoint"))
    nb_declarants = np.bincount(foyer.de_personne, declarants, foyer.nombre)
    alternee = tables.personnes["garde_alternee"].fill_null(value=False).to_numpy()
    poids = np.where(declarants, 0.0, np.where(alternee, 0.5, 1.0))
    enfants = np.bincount(foyer.de_personne, poids, foyer.nombre)
    comptees = (
        nb_declarants
        + 0.5 * np.minimum(enfants, 2)
        + np.maximum(enfants - 2, 0)
        + 0.5 * ((nb_declarants == 1) & (enfants > 0))
    )
    declarees = np.full(foyer.nombre, np.nan)
    declarees[: tables.nb_menages] = tables.menages["fiscal.parts"].to_numpy()
    return np.where(np.isnan(declarees), comptees, declarees)
