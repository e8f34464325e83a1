"""Writes the inputs of the engine: every fact, at every month a formula can reach.

Amounts of benefits received in the past are written apart (`prestations`), since the two readings of the
past differ by them only.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from openfisca_core.periods import period

from simulations.encoding import fermeture
from simulations.encoding.ecriture import Entrees, du_mois, fenetre_de, poser
from simulations.encoding.entites import entites
from simulations.encoding.evenements import dates_adoption, evenements
from simulations.encoding.fiscalite import (
    LIBERAL,
    SERVICES,
    VENTES,
    Fiscalite,
    benefice,
    classe_csg,
    fiscalite,
)
from simulations.encoding.logements import logements, unites_consommation
from simulations.encoding.personnes import etudes_et_emploi, personnes, rattachement
from simulations.ledger import Ledger, ledger
from simulations.mois import depuis_indice
from simulations.payroll import courbe_chomage, courbe_salaire, courbes_retraite
from simulations.tables import Tables

NB_MOIS_PASSES = 14
_MENSUELS = {
    "indemnites_journalieres_maladie": ("ij_maladie",),
    "indemnites_journalieres_maternite": ("ij_maternite",),
    "indemnites_journalieres_accident_travail": ("ij_accident_travail",),
    "pensions_invalidite": ("pension_invalidite",),
    "rente_accident_travail": ("rente_at",),
    "pensions_alimentaires_percues": ("pension_alimentaire_recue",),
    "pensions_alimentaires_versees_individu": ("pension_alimentaire_versee",),
    "revenus_stage_formation_pro": ("stage_formation",),
    "revenus_locatifs": ("revenus_locatifs",),
    "revenus_capital": ("revenus_capital",),
    "gains_exceptionnels": ("prime_exceptionnelle", "autre"),
    "ressources_exceptionnelles": ("prime_exceptionnelle",),
    "rpns_auto_entrepreneur_CA_achat_revente": (VENTES,),
    "rpns_auto_entrepreneur_CA_bic": (SERVICES,),
    "rpns_auto_entrepreneur_CA_bnc": (LIBERAL,),
    "bourse_enseignement_sup": ("bourse",),
}
_ACTIVITE_PROFESSIONNELLE = ("salaire", "stage_formation", VENTES, SERVICES, LIBERAL)
_REMPLACEMENT = ("are", "ij_maladie", "ij_maternite", "ij_accident_travail", "retraite")
# Natures of income that the RSA leaves out when they are lost for certain (CASF R262-13).
NEUTRALISABLES = frozenset(_ACTIVITE_PROFESSIONNELLE + _REMPLACEMENT)


def encoder(tables: Tables) -> Entrees:
    """Encode the households of the tables, past benefits apart."""
    groupes, livre = entites(tables), ledger(tables)
    passe = tuple(du_mois(livre.dernier - recul) for recul in range(1, NB_MOIS_PASSES + 1))
    entrees = Entrees(tables.mois, groupes, passe)
    fisc = fiscalite(tables, livre, groupes)
    for ecrire in (personnes, rattachement, etudes_et_emploi, logements):
        ecrire(entrees, tables)
    for variable, valeurs in evenements(tables, groupes).items():
        poser(entrees, variable, valeurs, [period(entrees.mois)])
    entrees.valeurs["date_adoption", period("ETERNITY")] = dates_adoption(tables)
    _revenus(entrees, tables, livre, fisc)
    _annees(entrees, tables, livre, fisc)
    _fermer(entrees, livre)
    return entrees


def _revenus(entrees: Entrees, tables: Tables, livre: Ledger, fisc: Fiscalite) -> None:
    classe = classe_csg(livre, entrees.entites, fisc)
    apprenti = tables.personnes["activite"].fill_null("").to_numpy() == "apprenti"
    salaire, are, retraite = (livre.somme(nature) for nature in ("salaire", "are", "retraite"))
    mensuels = {variable: livre.somme(*natures) for variable, natures in _MENSUELS.items()}
    perdus = {
        "rsa_revenus_activite_interrompus": _somme_perdus(livre, _ACTIVITE_PROFESSIONNELLE),
        "rsa_revenus_remplacement_interrompus": _somme_perdus(livre, _REMPLACEMENT),
    }
    for rang in range(livre.premier, livre.dernier + 1):
        mois, ligne, annee = du_mois(rang), rang - livre.premier, rang // 12
        salaires, chomage = courbe_salaire(annee), courbe_chomage(annee)
        imposable = salaires.vers_imposable(salaire[ligne])
        courbes = courbes_retraite(annee)
        pension = retraite[ligne]
        valeurs = {
            "salaire_net": salaire[ligne],
            "salaire_imposable": np.where(apprenti, 0.0, imposable),
            "salaire_de_base": salaires.vers_brut(salaire[ligne]),
            "chomage_net": are[ligne],
            "chomage_imposable": chomage.vers_imposable(are[ligne]),
            "chomage_brut": chomage.vers_brut(are[ligne]),
            "retraite_nette": pension,
            "retraite_imposable": np.choose(classe, [c.vers_imposable(pension) for c in courbes]),
            "retraite_brute": np.choose(classe, [c.vers_brut(pension) for c in courbes]),
        }
        valeurs |= {variable: matrice[ligne] for variable, matrice in (mensuels | perdus).items()}
        for variable, valeur in valeurs.items():
            entrees.valeurs[variable, mois] = valeur


def _somme_perdus(livre: Ledger, natures: Iterable[str]) -> Any:
    return sum(
        (livre.perdus[nature] for nature in natures if nature in livre.perdus),
        start=livre.somme(),
    )


def _annees(entrees: Entrees, tables: Tables, livre: Ledger, fisc: Fiscalite) -> None:
    annee, foyer = livre.annee, entrees.entites.foyer_fiscal
    n2, n1, n = (period(str(annee - recul)) for recul in (2, 1, 0))
    independants = {
        n2: fisc.independants_n2,
        n1: benefice(livre, annee - 1),
        n: benefice(livre, annee),
    }
    glissante = period(f"year:{livre.dernier // 12 - 1:04d}-{livre.dernier % 12 + 1:02d}")
    entrees.valeurs["rpns_imposables", glissante] = benefice(livre, None)
    for an, total in independants.items():
        entrees.valeurs["rpns_imposables", an] = total
        numero = int(str(an))
        agricole = livre.annuel(numero, "benefice_agricole")
        autres = livre.annuel(numero, "bic", "bnc")
        entrees.valeurs["rpns_benefice_exploitant_agricole", an] = agricole
        entrees.valeurs["rpns_autres_revenus", an] = autres
        entrees.valeurs["revenus_non_salarie_nets", an] = total
        entrees.valeurs["ppa_rsa_derniers_revenus_tns_annuels_connus", an] = _dernier_connu(livre)
    par_foyer = np.bincount(foyer.de_personne, fisc.capital_n2 + fisc.foncier_n2, foyer.nombre)
    verse = np.bincount(
        foyer.de_personne, livre.annuel(annee - 1, "pension_alimentaire_versee"), foyer.nombre
    )
    verse_n2 = np.bincount(
        foyer.de_personne, livre.annuel(annee - 2, "pension_alimentaire_versee"), foyer.nombre
    )
    entrees.valeurs |= {
        ("revenu_assimile_salaire", n2): fisc.salaires_n2,
        ("revenu_assimile_pension", n2): fisc.pensions_n2,
        ("rev_coll", n2): par_foyer - verse_n2,
        ("aide_logement_base_revenus_fiscaux", n2): par_foyer,
        ("pensions_alimentaires_versees", n1): -verse,
        ("rfr", n2): fisc.rfr_n2,
        ("rfr", n1): fisc.rfr_n1,
        ("rbg", n2): fisc.rfr_n2,
        ("nbptr", n2): fisc.parts,
    }
    janvier = depuis_indice(annee * 12)
    uc = unites_consommation(tables, entrees.entites)
    entrees.valeurs["cheque_energie_unites_consommation", period(janvier[:4])] = uc


def _dernier_connu(livre: Ledger) -> Any:
    """Give the monthly profit of the last year known in full, or of the months of this one.

    Reference: CASF R262-19 and R262-21 (last profits known to the tax administration).
    """
    natures = ("bic", "bnc", "benefice_agricole")
    n1, n2 = (livre.annuel(livre.annee - recul, *natures) / 12 for recul in (1, 2))
    courant = livre.somme(*natures)[-1]
    return np.select([n1 > 0, n2 > 0], [n1, n2], courant)


def _fermer(entrees: Entrees, livre: Ledger) -> None:
    """Write the zeros that close the list, one shared array per entity."""
    groupes = entrees.entites
    zeros = np.zeros(groupes.nb_personnes)
    zeros_foyer = np.zeros(groupes.foyer_fiscal.nombre)
    zeros_famille = np.zeros(groupes.famille.nombre)
    tous = [du_mois(rang) for rang in range(livre.premier, livre.dernier + 1)]
    for variable in fermeture.REVENUS_RARES:
        poser(entrees, variable, zeros, tous)
    poser(entrees, "rente_viagere_titre_onereux", zeros_foyer, tous)
    for variable in fermeture.PRESTATIONS_ETEINTES:
        poser(entrees, variable, zeros_famille, fenetre_de(entrees))
    for variable in fermeture.FORMES_LOGEMENT_ETEINTES:
        poser(entrees, variable, zeros_famille, entrees.passe)
    for variable in fermeture.AIDES_DU_MOIS_PASSE:
        poser(entrees, variable, zeros, entrees.passe)
    for an in range(livre.annee - 2, livre.annee + 1):
        for variable in fermeture.ANNUELS_INDIVIDU:
            entrees.valeurs[variable, period(str(an))] = zeros
        for variable in fermeture.ANNUELS_FOYER:
            entrees.valeurs[variable, period(str(an))] = zeros_foyer
    for an in range(livre.annee - 2, livre.annee + 1):
        entrees.valeurs["enfant_a_charge", period(str(an))] = entrees.rattaches
