"""Droits whose ceilings, years of resources or seasons changed: the facts they ask and what they conclude."""

import copy
from typing import Any

import pytest

from simulations.lecture import lire_situation
from simulations.resultat import Decision, Droit
from simulations.simulate import simuler
from tests.simulations.menages import MERE_SEULE, SEUL, avec


def droits(document: dict[str, Any]) -> dict[str, Droit]:
    """Give the droits by id, and by id and person when they are individual."""
    (resultat,) = simuler([lire_situation(document)])
    return {d.id: d for d in resultat.droits} | {f"{d.id} {d.beneficiaire}": d for d in resultat.droits}


def mere_et_enfant(mois: str = "2026-11", naissance: str = "2013-03-01", **fiscal: float) -> dict[str, Any]:
    """A mother alone, at work since this spring, whose child is at the collège."""
    menage = copy.deepcopy(MERE_SEULE) | {"mois": mois, "fiscal": fiscal, "prestations": []}
    mere, enfant = menage["personnes"]
    mere |= {"revenus": [{"nature": "salaire", "montant": 1500, "de": f"{mois[:4]}-03"}]}
    mere |= {"handicap": {"taux": "moins_50"}, "boursier": False}
    enfant |= {"date_naissance": naissance, "scolarite": "college", "handicap": {"taux": "moins_50"}}
    return menage


def test_the_grant_of_november_reads_the_last_tax_notice():
    """Code de l'éducation D531-5: incomes of 2025 for the school year 2026-2027, not those of 2024."""
    droit = droits(mere_et_enfant(rfr_n1=15_000, rfr_n2=90_000))["bourse_college"]
    assert (droit.decision, droit.montant) == (Decision.DROIT_PROBABLE, 120)
    trop = droits(mere_et_enfant(rfr_n1=30_000, rfr_n2=0))["bourse_college"]
    assert trop.decision is Decision.PEU_PROBABLE


def test_the_grant_of_november_misses_the_last_notice_only():
    sans_n1 = droits(mere_et_enfant(rfr_n2=15_000))["bourse_college"]
    assert sans_n1.decision is Decision.A_VERIFIER
    assert any(phrase.startswith("dernier avis d’impôt inconnu") for phrase in sans_n1.hypotheses)
    avec_n1 = droits(mere_et_enfant(rfr_n1=15_000))["bourse_college"]
    assert avec_n1.decision is Decision.DROIT_PROBABLE
    assert not any("avis d’impôt inconnu" in phrase for phrase in avec_n1.hypotheses)


def test_the_grant_of_may_reads_the_notice_before():
    droit = droits(mere_et_enfant("2026-05", rfr_n1=90_000, rfr_n2=15_000))["bourse_college"]
    assert (droit.decision, droit.montant) == (Decision.DROIT_PROBABLE, 120)


def test_a_grant_near_the_ceiling_of_2026_is_to_be_checked():
    """18 488 € by the rule (1 556.2 times the minimum wage of July 2025); the published scale was not found."""
    assert droits(mere_et_enfant(rfr_n1=18_400))["bourse_college"].decision is Decision.A_VERIFIER
    assert droits(mere_et_enfant(rfr_n1=18_600))["bourse_college"].decision is Decision.A_VERIFIER
    assert droits(mere_et_enfant(rfr_n1=19_500))["bourse_college"].decision is Decision.PEU_PROBABLE


@pytest.mark.parametrize(
    ("mois", "naissance", "decision"),
    [
        ("2025-10", "2011-03-01", Decision.DROIT_PROBABLE),
        ("2025-10", "2012-03-01", Decision.PEU_PROBABLE),
        ("2026-10", "2012-03-01", Decision.A_VERIFIER),
        ("2026-10", "2022-03-01", Decision.PEU_PROBABLE),
    ],
)
def test_the_pass_sport_is_known_for_2025_only(mois, naissance, decision):
    """Décret 2025-630: 14 to 17 years with the ARS, until 31 December 2025."""
    resultat = droits(mere_et_enfant(mois, naissance, rfr_n1=15_000, rfr_n2=15_000))
    de_l_enfant = resultat.get("pass_sport p2")
    assert (de_l_enfant.decision if de_l_enfant else Decision.PEU_PROBABLE) is decision
    assert de_l_enfant is None or de_l_enfant.montant is None
    mere = resultat.get("pass_sport p1")
    assert mere is None or mere.decision is Decision.PEU_PROBABLE


@pytest.mark.parametrize(
    ("rfr_n2", "rfr_n1", "decision"),
    [
        (23_403, 23_403, Decision.A_INSTRUIRE),
        (23_404, 23_404, Decision.PEU_PROBABLE),
        (25_000, 22_500, Decision.A_INSTRUIRE),
        (25_000, 22_501, Decision.PEU_PROBABLE),
    ],
)
def test_social_housing_compares_the_ordinary_ceiling(rfr_n2, rfr_n1, decision):
    """PLUS, one person, other regions, 2026: 23 403 €; N-1 counts when it is 10 % lower."""
    menage = avec(SEUL, fiscal={"rfr_n2": rfr_n2, "rfr_n1": rfr_n1})
    assert droits(menage)["logement_social"].decision is decision


def test_the_apa_follows_the_last_notice_and_the_ceiling_of_the_gir():
    """R232-10 and R232-11: 2 080.33 € for GIR 1 in 2026, nothing to pay under 933.89 € a month."""
    menage = avec(SEUL, fiscal={"rfr_n1": 11_000, "rfr_n2": 50_000})
    menage["personnes"][0] |= {
        "date_naissance": "1940-05-12", "activite": "retraite", "gir": 1, "plan_aide_apa": 3000,
        "revenus": [{"nature": "retraite", "montant": 1000, "de": "2026-02"}],
    }  # fmt: skip
    droit = droits(menage)["apa_domicile"]
    assert (droit.decision, droit.montant) == (Decision.DROIT_PROBABLE, 2080.33)


def test_the_energy_voucher_counts_the_tax_household():
    """R124-1 since 2025: the housed brother is another tax household, 5 600 € for one unit."""
    menage = avec(SEUL, fiscal={"rfr_n2": 5_600})
    menage["personnes"].append(
        {
            "id": "p2", "role": "autre", "date_naissance": "1992-05-12", "nationalite": "fr",
            "activite": "salarie", "revenus": [{"nature": "salaire", "montant": 3000, "de": "2020-01"}],
        }
    )  # fmt: skip
    assert droits(menage)["cheque_energie"].montant == 194
