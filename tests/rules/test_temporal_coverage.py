"""The law has no hole in time: every variable of the catalogue, on the first of every month.

No amount is checked here (see baremes/): only that the calculation ends, without error and with a
finite value, from January 2024 to twelve months from today. One simulation of four fictitious
households per month serves every card; their incomes and the benefits of the past are all given, so
that no past is recomputed.
"""

from datetime import date

import numpy as np
import pytest
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulation_builder import SimulationBuilder

from rules import CountryTaxBenefitSystem
from rules.catalogue import charger_catalogue

PREMIER_MOIS = (2024, 1)
MOIS_A_VENIR = 12
REVENUS = (
    "salaire_net", "salaire_imposable", "salaire_de_base", "chomage_net", "chomage_imposable",
    "chomage_brut", "retraite_nette", "retraite_imposable", "retraite_brute",
)  # fmt: skip
PRESTATIONS_FAMILLE = ("rsa", "ppa", "af", "asf", "cf", "paje_base", "aide_logement", "aspa")
PRESTATIONS_INDIVIDU = ("aah", "caah", "asi", "ass")


def _mois_a_couvrir():
    aujourdhui = date.today()
    dernier = aujourdhui.year * 12 + aujourdhui.month - 1 + MOIS_A_VENIR
    premier = PREMIER_MOIS[0] * 12 + PREMIER_MOIS[1] - 1
    return [f"{rang // 12}-{rang % 12 + 1:02}" for rang in range(premier, dernier + 1)]


MOIS = _mois_a_couvrir()


def _variables(carte):
    """Name the variables of a card, each with the length of its period."""
    if carte.calcul.variable is not None:
        yield carte.calcul.variable, carte.calcul.periode
        for forme in carte.calcul.formes:
            yield forme.variable, carte.calcul.periode
    for condition in carte.conditions:
        if condition.variable is not None:
            yield condition.variable, condition.periode


CARTES = {
    identifiant: sorted(set(_variables(carte)))
    for identifiant, carte in charger_catalogue().items()
    if any(_variables(carte))
}


def _il_y_a(mois, annees):
    return f"{int(mois[:4]) - annees}-{mois[5:]}-10"


def _personne(mois, age, *, salaire=0, retraite=0, **faits):
    """Describe a person whose incomes have not changed for years."""
    annee = int(mois[:4])
    montants = dict.fromkeys(REVENUS, 0)
    montants |= {"salaire_net": salaire, "salaire_imposable": salaire, "salaire_de_base": salaire}
    montants |= {"retraite_nette": retraite, "retraite_imposable": retraite}
    montants |= {"retraite_brute": retraite}
    # N-3 to N+1: yearly droits read the months to come too.
    annees = f"year:{annee - 3}:5"
    personne = {nom: {annees: montant * 12 * 5} for nom, montant in montants.items()}
    personne["date_naissance"] = {"ETERNITY": _il_y_a(mois, age)}
    personne |= {nom: {_passe(mois): 0} for nom in PRESTATIONS_INDIVIDU}
    return personne | {nom: {mois: valeur} for nom, valeur in faits.items()}


def _passe(mois):
    return f"month:{int(mois[:4]) - 1}-{mois[5:]}:12"


def _situation(mois):
    personnes = {
        "seul": _personne(mois, 35, activite="chomeur"),
        "parent": _personne(mois, 30, salaire=780, taux_incapacite=0.8),
        "enfant": _personne(mois, 4),
        "mere": _personne(mois, 38, salaire=1900),
        "pere": _personne(mois, 40),
        "aine": _personne(mois, 16, scolarite="lycee"),
        "cadet": _personne(mois, 12, scolarite="college"),
        "benjamin": _personne(mois, 2),
        "retraitee": _personne(mois, 71, retraite=690),
        "retraite": _personne(mois, 73, retraite=500, gir="gir_2"),
    }
    menages = {
        "m1": (["seul"], [], "locataire_vide"),
        "m2": (["parent"], ["enfant"], "locataire_hlm"),
        "m3": (["mere", "pere"], ["aine", "cadet", "benjamin"], "locataire_meuble"),
        "m4": (["retraitee", "retraite"], [], "proprietaire"),
    }
    passe = {nom: {_passe(mois): 0} for nom in PRESTATIONS_FAMILLE}
    situation = {"individus": personnes, "familles": {}, "foyers_fiscaux": {}, "menages": {}}
    for nom, (parents, enfants, statut) in menages.items():
        situation["familles"][nom] = {"parents": parents, "enfants": enfants} | passe
        situation["foyers_fiscaux"][nom] = {"declarants": parents, "personnes_a_charge": enfants}
        situation["menages"][nom] = {
            "personne_de_reference": parents[:1],
            "conjoint": parents[1:],
            "enfants": enfants,
            "depcom": {_passe(mois): "12202", mois: "12202"},
            "statut_occupation_logement": {_passe(mois): statut, mois: statut},
            "loyer": {_passe(mois): 450 * 12, mois: 450},
        }
    return situation


@pytest.fixture(scope="module")
def simulations():
    """Keep one simulation per month, built at first use."""
    systeme = CountryTaxBenefitSystem()
    gardees = {}

    def simulation(mois):
        if mois not in gardees:
            gardees[mois] = SimulationBuilder().build_from_entities(systeme, _situation(mois))
        return gardees[mois]

    return simulation


def _defaut(simulation, variable, periode):
    """Tell what is wrong with a variable at a period; None when nothing is."""
    try:
        valeurs = simulation.calculate(variable, periode)
    except Exception as erreur:  # noqa: BLE001 - whatever a formula raises is what we look for
        return f"{type(erreur).__name__} : {erreur}"
    if isinstance(valeurs, EnumArray) or valeurs.dtype.kind not in "fiub":
        return None
    return None if np.isfinite(valeurs).all() else f"valeurs non finies : {valeurs}"


def test_les_mois_a_couvrir():
    assert MOIS[0] == "2024-01"
    assert len(MOIS) >= 36 + MOIS_A_VENIR - 1


@pytest.mark.parametrize("identifiant", CARTES)
def test_chaque_variable_se_calcule_chaque_mois(simulations, identifiant):
    defauts = [
        f"{variable} en {mois} : {defaut}"
        for mois in MOIS
        for variable, longueur in CARTES[identifiant]
        if (defaut := _defaut(simulations(mois), variable, mois[:4] if longueur == "annee" else mois))
    ]
    assert not defauts, "\n".join(defauts)


@pytest.mark.parametrize("variable", ["rsa", "ppa", "aide_logement", "af", "paje_base", "aspa", "aah"])
def test_les_menages_ont_des_droits_chaque_mois(simulations, variable):
    """A right that is 0 for the four households some month is a hole in the law, or in the test."""
    sans_droit = [m for m in MOIS if not simulations(m).calculate(variable, m).max() > 0]
    assert not sans_droit


def test_un_defaut_serait_vu(simulations):
    mois = "2023-12"  # a month of its own: this simulation is spoilt
    simulation = simulations(mois)
    assert "VariableNotFound" in _defaut(simulation, "variable_absente", mois)
    simulation.set_input("pch", mois, np.full(10, np.nan))
    assert "non finies" in _defaut(simulation, "pch", mois)
