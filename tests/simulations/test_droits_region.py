"""Rights of the Région Occitanie: who they are for, where, and what stays awaited from the Région."""

import copy
from typing import Any

import pytest

from simulations.lecture import lire_situation
from simulations.resultat import Decision, Droit
from simulations.simulate import simuler
from tests.simulations.menages import SEUL

VILLEFRANCHE, RODEZ, MILLAU, DECAZEVILLE, PARIS = "12300", "12202", "12145", "12089", "75056"
SALAIRE = [{"nature": "salaire", "montant": 1900, "de": "2024-01"}]
SALARIE = {"activite": "salarie", "revenus": SALAIRE}
PROBABLE, A_VERIFIER = Decision.DROIT_PROBABLE, Decision.A_VERIFIER
PEU_PROBABLE, A_INSTRUIRE = Decision.PEU_PROBABLE, Decision.A_INSTRUIRE


def droits(
    *enfants: dict[str, Any], commune: str = VILLEFRANCHE, prestations: Any = (), **champs: Any
) -> dict[str, Droit]:
    """Give the droits of one adult and children, each under its id and the person."""
    menage = copy.deepcopy(SEUL)
    menage["personnes"][0].update(champs)
    menage["logement"]["commune"] = commune
    menage["prestations"] = list(prestations)
    for rang, enfant in enumerate(enfants, 2):
        menage["personnes"].append({"id": f"p{rang}", "role": "enfant", "nationalite": "fr"} | enfant)
    (resultat,) = simuler([lire_situation(menage)])
    return {d.id: d for d in resultat.droits} | {f"{d.id} {d.beneficiaire}": d for d in resultat.droits}


@pytest.mark.parametrize(
    ("champs", "carte", "train"),
    [
        ({}, PROBABLE, A_INSTRUIRE),  # the RSA is due, though nobody receives it
        ({"activite": "demandeur_emploi", "revenus": SALAIRE}, PROBABLE, A_INSTRUIRE),
        ({"handicap": {"taux": "80_plus"}}, PROBABLE, A_INSTRUIRE),
        (SALARIE, PEU_PROBABLE, PEU_PROBABLE),
        ({**SALARIE, "inscrit_france_travail_depuis": "2025-01-10"}, PROBABLE, A_INSTRUIRE),
        ({**SALARIE, "handicap": None}, A_VERIFIER, A_INSTRUIRE),
        ({**SALARIE, "nationalite": "autre"}, A_VERIFIER, A_INSTRUIRE),
        ({**SALARIE, "nationalite": "ue"}, PEU_PROBABLE, PEU_PROBABLE),
    ],
)
def test_solidarity_fares_follow_benefits_received_or_due(champs, carte, train):
    trouves = droits(**champs)
    assert trouves["carte_solidarite_lio_aveyron"].decision == carte
    assert trouves["solidario"].decision == train


def test_a_benefit_received_last_month_still_opens_them():
    recu = {"droit": "rsa", "recu": True, "montant": 300, "de": "2026-09"}
    assert droits(**SALARIE, prestations=[recu])["carte_solidarite_lio_aveyron"].decision == PROBABLE


def test_only_those_subject_to_the_ceiling_wait_for_it():
    def en_suspens(droit: Droit) -> list[str]:
        return [c.libelle for c in droit.conditions if c.etat.value == "inconnue"]

    attendu = next(r for r in droits()["solidario"].reperes if r.libelle.startswith("Plafond"))
    assert attendu.valeur is None
    assert len(en_suspens(droits()["solidario"])) == 1
    retraite = {"activite": "retraite", "date_naissance": "1956-03-01", "revenus": []}
    assert en_suspens(droits(**retraite)["solidario"]) == []


def test_the_car_fare_of_the_aveyron_is_quoted_and_stays_there():
    (prix,) = droits()["carte_solidarite_lio_aveyron"].reperes
    assert prix.valeur == 0.5
    ailleurs = droits(commune=PARIS)
    assert not {"carte_solidarite_lio_aveyron", "solidario", "lio_jeunes"} & set(ailleurs)


@pytest.mark.parametrize(
    ("naissance", "jeunes", "seniors"),
    [
        ("1999-10-31", PEU_PROBABLE, PEU_PROBABLE),
        ("1999-12-05", PROBABLE, PEU_PROBABLE),
        ("1966-10-31", PEU_PROBABLE, PROBABLE),
        ("1966-12-05", PEU_PROBABLE, PEU_PROBABLE),
    ],
)
def test_fares_by_age(naissance, jeunes, seniors):
    trouves = droits(**SALARIE, date_naissance=naissance)
    assert (trouves["lio_jeunes"].decision, trouves["lio_seniors"].decision) == (jeunes, seniors)


@pytest.mark.parametrize(
    ("scolarite", "distance", "decision"),
    [
        ("college", 3.1, PROBABLE),
        ("college", 3.0, PEU_PROBABLE),
        ("college", None, A_VERIFIER),
        ("aucune", None, PEU_PROBABLE),
    ],
)
def test_school_transport_by_distance(scolarite, distance, decision):
    enfant = {"date_naissance": "2013-03-01", "scolarite": scolarite, "distance_ecole_km": distance}
    assert droits(enfant, **SALARIE)["transport_scolaire_lio p2"].decision == decision


@pytest.mark.parametrize("commune", [RODEZ, MILLAU, DECAZEVILLE])
def test_school_transport_is_not_the_region_s_where_another_authority_acts(commune):
    enfant = {"date_naissance": "2013-03-01", "scolarite": "college", "distance_ecole_km": 8}
    assert "transport_scolaire_lio" not in droits(enfant, **SALARIE, commune=commune)


def test_no_child_no_school_transport_even_when_little_is_known():
    trouves = droits(activite=None, date_naissance=None, scolarite=None)
    assert trouves["transport_scolaire_lio"].decision == PEU_PROBABLE


def test_the_card_of_lycee_pupils():
    lyceen = {"date_naissance": "2009-03-01", "scolarite": "lycee"}
    collegien = {"date_naissance": "2013-03-01", "scolarite": "college"}
    assert droits(lyceen, **SALARIE)["carte_jeune_region p2"].decision == PROBABLE
    assert droits(collegien, **SALARIE)["carte_jeune_region"].decision == PEU_PROBABLE


@pytest.mark.parametrize(
    ("champs", "attendus"),
    [
        (SALARIE, set()),
        ({"activite": "retraite", "date_naissance": "1956-03-01"}, set()),
        ({"activite": "etudiant", "boursier": False}, {"bourse_sanitaire_sociale"}),
        # With the CSS, no help from the Région for another complementary cover.
        ({"activite": "etudiant", "boursier": True}, {"bourse_sanitaire_sociale", "merite_sanitaire_social"}),
        (
            {"activite": "etudiant", "boursier": True, "date_naissance": "2005-03-01"},
            {"bourse_sanitaire_sociale", "merite_sanitaire_social", "pass_mutuelle_etudiant"},
        ),
        ({"activite": "demandeur_emploi"}, {"remuneration_stagiaires"}),
        (
            {"activite": "demandeur_emploi", "date_naissance": "2000-03-01"},
            {"remuneration_stagiaires", "revenu_ecologique_jeunes"},
        ),
        ({"activite": "demandeur_emploi", "revenus": [{"nature": "are", "montant": 900}]}, set()),
    ],
)
def test_aids_to_training_are_left_to_those_they_are_for(champs, attendus):
    aides = {
        "bourse_sanitaire_sociale", "merite_sanitaire_social", "pass_mutuelle_etudiant",
        "remuneration_stagiaires", "revenu_ecologique_jeunes",
    }  # fmt: skip
    trouves = droits(**champs)
    assert {nom for nom in aides if trouves[nom].decision == A_INSTRUIRE} == attendus
    assert all(trouves[nom].montant is None for nom in aides)
