"""Rights of the Département: the FSL ceiling of the Aveyron at, below and above, and who is not concerned."""

from typing import Any

import pytest

from simulations.lecture import lire_situation
from simulations.resultat import Decision, Droit, EtatCondition
from simulations.simulate import simuler
from tests.simulations.menages import SEUL, avec

FSL = ("fsl_acces", "fsl_maintien", "fsl_energie", "fsl_eau", "fsl_telephone")
# Twice the RSA of April 2026 (651,69 €, décret 2026-220), by composition: the ceiling of the ADIL de l'Aveyron.
PLAFONDS = {(1, 0): 1303.38, (2, 0): 1955.07, (2, 1): 2346.08, (2, 2): 2737.10}
AF_DEUX_ENFANTS = 152.25


def foyer(adultes: int = 1, enfants: int = 0, are: float = 0.0, **champs: Any) -> dict[str, Any]:
    """A tenant household whose only income is the unemployment benefit of the demandeur."""
    menage = avec(SEUL, couple={"statut": "concubinage" if adultes > 1 else "celibataire"})
    demandeur = menage["personnes"][0]
    demandeur |= {
        "activite": "demandeur_emploi",
        "revenus": [{"nature": "are", "montant": are, "de": "2024-01"}],
    } | champs
    if adultes > 1:
        conjoint = demandeur | {"id": "p2", "role": "conjoint", "activite": "sans_activite", "revenus": []}
        menage["personnes"].append(conjoint)
    for rang in range(enfants):
        enfant = {"id": f"e{rang}", "role": "enfant", "date_naissance": "2016-02-01"}
        menage["personnes"].append(enfant | {"handicap": {"taux": "moins_50"}})
    menage["logement"]["demenagement_prevu"] = False
    return menage


def droits(*documents: dict[str, Any]) -> list[dict[str, Droit]]:
    resultats = simuler([lire_situation(document) for document in documents])
    return [{d.id: d for d in reversed(r.droits)} for r in resultats]


def ressources(droit: Droit) -> EtatCondition:
    return next(c.etat for c in droit.conditions if c.libelle.startswith("Ressources"))


@pytest.mark.parametrize("composition", PLAFONDS)
def test_fsl_resources_at_below_and_above_the_ceiling(composition):
    adultes, enfants = composition
    familiales = AF_DEUX_ENFANTS if enfants == 2 else 0
    a_ce_point = PLAFONDS[composition] - familiales
    sous, juste, dessus = droits(*(foyer(adultes, enfants, a_ce_point + ecart) for ecart in (-1, 0, 1)))
    for vu in (sous, juste):
        assert vu["fsl_maintien"].decision is Decision.A_INSTRUIRE
        assert ressources(vu["fsl_maintien"]) is EtatCondition.REMPLIE
    for droit in FSL:
        assert dessus[droit].decision is Decision.PEU_PROBABLE
        assert ressources(dessus[droit]) is EtatCondition.NON_REMPLIE


def test_fsl_leaves_housing_aid_and_an_exceptional_bonus_out():
    prime = foyer(are=1000)
    prime["personnes"][0]["revenus"].append(
        {"nature": "prime_exceptionnelle", "montant": 900, "de": "2026-11", "a": "2026-11"}
    )
    autre = foyer(are=1000)
    autre["personnes"][0]["revenus"].append({"nature": "autre", "montant": 900, "de": "2024-01"})
    avec_prime, avec_autre = droits(prime, autre)
    assert avec_prime["al"].montant
    assert ressources(avec_prime["fsl_energie"]) is EtatCondition.REMPLIE
    assert ressources(avec_autre["fsl_energie"]) is EtatCondition.NON_REMPLIE


def test_fsl_does_not_conclude_where_the_ceiling_is_raised_or_others_live_there():
    """ADIL: the ceiling is raised for a handicap; the resources of everyone count."""
    handicape = foyer(are=1500, handicap={"taux": "50_79"})
    heberge = foyer(are=1500)
    heberge["personnes"].append(heberge["personnes"][0] | {"id": "p9", "role": "autre", "revenus": []})
    for vu in droits(handicape, heberge):
        assert vu["fsl_energie"].decision is Decision.A_INSTRUIRE
        assert ressources(vu["fsl_energie"]) is EtatCondition.INCONNUE


def test_fsl_needs_a_move_for_one_aid_and_a_home_for_another():
    demenage = foyer(are=900)
    demenage["logement"] |= {"demenagement_prevu": True, "entree_prevue": "2026-12-15"}
    dehors = foyer(are=900)
    dehors["logement"] = {"commune": "12202", "statut": "sans_domicile", "demenagement_prevu": False}
    part, reste, rue = droits(demenage, foyer(are=900), dehors)
    assert part["fsl_acces"].decision is Decision.A_INSTRUIRE
    assert reste["fsl_acces"].decision is Decision.PEU_PROBABLE
    assert reste["fsl_maintien"].decision is Decision.A_INSTRUIRE
    assert rue["fsl_maintien"].decision is Decision.PEU_PROBABLE


def test_amounts_awaited_from_the_agency_are_shown_as_awaited():
    (vu,) = droits(foyer(are=900))
    assert vu["fsl_maintien"].montant is None
    assert {repere.valeur for repere in vu["fsl_maintien"].reperes} == {None}


def test_what_does_not_concern_an_adult_alone_is_unlikely():
    (vu,) = droits(foyer(are=900))
    for droit in (
        "aide_menagere", "ash", "ase_aides_financieres", "faj", "transport_eleve_handicape",
        "aide_restauration_college", "amelioration_habitat_aveyron",
    ):  # fmt: skip
        assert vu[droit].decision is Decision.PEU_PROBABLE, droit


def test_aide_menagere_stops_at_the_ceiling_of_the_aspa_and_at_the_apa():
    """CASF R231-2; 1 043,60 € a month in 2026. The APA takes over from GIR 4."""
    age = {"date_naissance": "1950-02-01", "activite": "retraite"}

    def retraite(montant: float, gir: int) -> dict[str, Any]:
        revenus = [{"nature": "retraite", "montant": montant, "de": "2020-01"}]
        return foyer(**age, revenus=revenus, gir=gir)

    modeste, aise, dependant = droits(retraite(800, 5), retraite(1300, 5), retraite(800, 4))
    assert modeste["aide_menagere"].decision is Decision.A_INSTRUIRE
    assert aise["aide_menagere"].decision is Decision.PEU_PROBABLE
    assert dependant["aide_menagere"].decision is Decision.PEU_PROBABLE


def test_the_rights_of_the_departement_stop_at_its_border():
    ailleurs = foyer(are=900)
    ailleurs["logement"]["commune"] = "31555"
    (vu,) = droits(ailleurs)
    assert not {*FSL, "premier_accueil", "faj", "masp"} & set(vu)


def test_fsl_of_a_household_without_debts_is_only_that_of_a_move():
    sans_dette = foyer(are=900)
    sans_dette["evenements"] = {"dettes": False}
    sans_dette["logement"] |= {"demenagement_prevu": True, "entree_prevue": "2026-12-15"}
    (vu,) = droits(sans_dette)
    assert [droit for droit in FSL if vu[droit].decision is Decision.A_INSTRUIRE] == ["fsl_acces"]
