"""Local droits in a result: dated, for the communes where they exist, with the place to go."""

import copy

import pytest

from simulations.lecture import lire_situation
from simulations.simulate import simuler

RODEZ, ONET, MILLAU = "12202", "12176", "12145"
PERSONNE = {
    "id": "p1", "role": "demandeur", "date_naissance": "1985-04-01", "nationalite": "fr",
    "activite": "sans_activite", "regime": "general", "revenus": [],
}  # fmt: skip


def foyer(commune=RODEZ, mois="2026-11", statut="locataire_vide", **personne):
    return {
        "mois": mois,
        "personnes": [copy.deepcopy(PERSONNE) | personne],
        "logement": {"statut": statut} | ({"commune": commune} if commune else {}),
    }


def droits(*foyers):
    resultats = simuler([lire_situation(document) for document in foyers])
    return [{droit.id: droit for droit in resultat.droits} for resultat in resultats]


def test_the_bus_is_free_from_january_2025_in_the_agglomeration_only():
    (avant, apres, onet, millau) = droits(
        foyer(mois="2024-12"), foyer(mois="2025-01"), foyer(ONET, "2025-01"), foyer(MILLAU, "2025-01")
    )
    assert avant["agglobus"].decision == "peu_probable"
    assert [repere.valeur for repere in avant["agglobus"].reperes] == [1, 0.5]
    assert apres["agglobus"].decision == onet["agglobus"].decision == "droit_probable"
    assert apres["agglobus"].reperes[0].valeur == 0
    assert "agglobus" not in millau


def test_the_water_scale_is_sure_in_rodez_and_to_be_checked_around():
    (rodez, onet, rue) = droits(foyer(), foyer(ONET), foyer(statut="sans_domicile"))
    assert rodez["eau_rodez"].decision == "droit_probable"
    # Centre Presse Aveyron, 19 December 2023.
    assert [repere.valeur for repere in rodez["eau_rodez"].reperes] == [15, 0.89, 120, 1.05, 300, 1.09]
    assert onet["eau_rodez"].decision == "a_verifier"
    assert rue["eau_rodez"].decision == "peu_probable"


@pytest.mark.parametrize(
    ("droit", "concerne", "autre"),
    [
        ("domiciliation", {"statut": "sans_domicile"}, {}),
        ("opah_ru_rodez", {"statut": "proprietaire"}, {}),
        ("action_sociale_msa", {"regime": "agricole"}, {}),
        ("action_sociale_msa", {"regime": None, "activite": "exploitant_agricole"}, {"regime": None}),
        ("aide_ponctuelle_cpam", {}, {"regime": "agricole"}),
        ("bafa_caf_aveyron", {"date_naissance": "2008-01-01"}, {"date_naissance": "1960-01-01"}),
        (
            "oscar_carsat",
            {"activite": "retraite", "date_naissance": "1950-01-01", "gir": 6},
            {"activite": "retraite", "date_naissance": "1950-01-01", "gir": 4},
        ),
        (
            "oscar_carsat",
            {"activite": "retraite", "date_naissance": "1950-01-01"},
            {"activite": "retraite", "date_naissance": "1950-01-01", "regime": "agricole"},
        ),
        ("retour_domicile_carsat", {"activite": "retraite", "date_naissance": "1950-01-01", "gir": 5}, {}),
    ],
)
def test_a_droit_someone_decides_is_proposed_to_those_it_may_concern_only(droit, concerne, autre):
    oui, non = droits(foyer(**concerne), foyer(**autre))
    assert oui[droit].decision == "a_instruire"
    assert non[droit].decision == "peu_probable"
    assert oui[droit].montant is None


def test_the_place_to_go_is_that_of_the_commune():
    rodez, millau, inconnue = droits(foyer(), foyer(MILLAU), foyer(None))
    (ccas,) = rodez["ccas_rodez_secours"].demarche.lieux
    assert (ccas.nom, ccas.telephone, ccas.confiance) == ("CCAS de Rodez", "05 65 77 88 90", "verifie")
    lieux = [lieu.nom for lieu in millau["apa_domicile"].demarche.lieux]
    assert lieux[0] == "Maison des solidarités départementales, Millau – Saint-Affrique"
    assert inconnue["apa_domicile"].demarche.lieux == []


def test_the_place_is_that_of_the_scheme_of_the_person():
    general, agricole = droits(foyer(), foyer(regime="agricole"))
    assert [lieu.nom for lieu in general["rsa"].demarche.lieux] == ["Caf de l’Aveyron"]
    assert [lieu.nom for lieu in agricole["rsa"].demarche.lieux] == ["MSA Midi-Pyrénées Nord"]
