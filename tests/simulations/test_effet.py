"""From which month a claim of today counts, and which past months can still be asked for."""

from datetime import date
from typing import Any

import pytest

from rules.catalogue import charger_catalogue
from simulations.droits import resultats
from simulations.evaluation import evaluer
from simulations.lecture import lire_situation
from simulations.resultat import Droit, Resultat
from simulations.tables import tables
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, SEUL, avec


def calculer(*documents: dict[str, Any]) -> list[Resultat]:
    """Answer from the facts alone, without completing what is unknown."""
    return resultats(evaluer(tables([lire_situation(document) for document in documents])))


def droit(document: dict[str, Any], identifiant: str) -> Droit:
    return next(d for d in calculer(document)[0].droits if d.id == identifiant)


def famille(*naissances: str | None) -> dict[str, Any]:
    """Give a couple with children born at these dates, and no benefit received."""
    menage = avec(COUPLE_TROIS_ENFANTS, prestations=[])
    menage["personnes"] = menage["personnes"][:2] + [
        {"id": f"e{rang}", "role": "enfant"} | ({"date_naissance": jour} if jour else {})
        for rang, jour in enumerate(naissances)
    ]
    return menage


@pytest.mark.parametrize(
    ("cadet", "depuis", "mois"),
    [
        # R552-2: from the month after the birth; L553-1: two years at most.
        ("2026-05-20", date(2026, 6, 1), 5),
        ("2026-10-02", date(2026, 11, 1), 0),
        ("2024-10-31", date(2024, 11, 1), 24),
        ("2024-11-01", date(2024, 12, 1), 23),
        ("2015-01-01", date(2024, 11, 1), 24),
    ],
)
def test_family_allowances_go_back_to_the_second_birth_two_years_at_most(cadet, depuis, mois):
    af = droit(famille("2013-05-20", cadet), "af")
    assert af.effet.a_partir_de == depuis
    assert af.effet.mois_a_rappeler == mois
    assert af.effet.rappel_montant == pytest.approx(af.montant * mois)


def test_the_large_family_supplement_goes_back_to_the_third_birthday_of_the_third_child():
    cf = droit(famille("2013-05-20", "2017-09-09", "2023-04-15"), "cf")
    assert cf.effet.a_partir_de == date(2026, 5, 1)
    assert cf.effet.mois_a_rappeler == 6


def test_the_base_allowance_counts_the_months_of_every_child_under_three():
    """The elder turned three in September 2026, the younger was born in May 2026: no month is lost."""
    menage = famille("2023-09-15", "2026-05-20")
    menage["personnes"][0]["revenus"][0]["montant"] = 900
    assert droit(menage, "paje_base").effet.mois_a_rappeler == 24


def test_an_unknown_birth_gives_no_amount():
    effet = droit(famille("2013-05-20", "2017-09-09", None), "af").effet
    assert effet.mois_a_rappeler is None
    assert effet.rappel_montant is None
    assert "à calculer par la caisse" in effet.rappel


def test_a_pension_that_is_not_paid_since_nobody_knows_when_gives_no_amount():
    effet = droit(avec(MERE_SEULE, prestations=[]), "asf").effet
    assert (effet.rappel_mois, effet.mois_a_rappeler, effet.rappel_montant) == (24, None, None)


def test_a_widow_is_paid_back_from_the_month_after_the_death():
    veuve = avec(MERE_SEULE, prestations=[], couple={"statut": "veuf", "depuis": "2026-06"})
    veuve["personnes"][1]["autre_parent"] = "decede"
    del veuve["personnes"][1]["pension_alimentaire"]
    asf = droit(veuve, "asf")
    assert asf.effet.a_partir_de == date(2026, 7, 1)
    assert asf.effet.mois_a_rappeler == 4


@pytest.mark.parametrize("identifiant", ["rsa", "al"])
def test_nothing_is_paid_back(identifiant):
    """CASF R262-33 and CCH R823-10: from the first of the month of the claim."""
    effet = droit(avec(SEUL, prestations=[]), identifiant).effet
    assert effet.a_partir_de == date(2026, 11, 1)
    assert (effet.mois_a_rappeler, effet.rappel_montant) == (0, None)
    assert "Aucun rappel" in effet.rappel


def test_housing_aid_starts_the_month_after_moving_in():
    arrive = avec(SEUL, prestations=[])
    arrive["logement"]["depuis"] = "2026-11"
    installe = avec(SEUL, prestations=[])
    installe["logement"]["depuis"] = "2026-10"
    assert droit(arrive, "al").effet.a_partir_de == date(2026, 12, 1)
    assert droit(installe, "al").effet.a_partir_de == date(2026, 11, 1)


def test_disability_allowance_starts_the_month_after_the_claim():
    handicape = avec(SEUL, prestations=[])
    handicape["personnes"][0]["handicap"] = {"taux": "80_plus"}
    effet = droit(handicape, "aah").effet
    assert (effet.a_partir_de, effet.mois_a_rappeler) == (date(2026, 12, 1), 0)


def test_what_is_already_received_is_not_claimed_back():
    menage = famille("2013-05-20", "2017-09-09")
    menage["prestations"] = [{"droit": "af", "recu": True, "de": "2020-01"}]
    assert droit(menage, "af").effet.mois_a_rappeler is None


def test_what_is_not_sure_has_no_amount_of_back_payment():
    menage = famille("2013-05-20", "2025-05-20")
    del menage["personnes"][0]["revenus"]
    incertaine = droit(menage, "paje_base")
    assert incertaine.decision == "a_verifier"
    assert incertaine.effet.rappel_montant is None


def test_the_flag_carries_the_back_payment():
    resultat = calculer(famille("2013-05-20", "2026-05-20"))[0]
    af = next(s for s in resultat.signalements if s.droit == "af")
    assert af.mois_a_rappeler == 5
    assert af.rappel_montant == pytest.approx(af.montant * 5)


def test_only_family_benefits_are_paid_back():
    """L553-1 is about family benefits; no other card may promise past months."""
    rappels = {carte.id for carte in charger_catalogue().values() if carte.effet.rappel_mois}
    familiales = {c.id for c in charger_catalogue().values() if c.famille == "famille"}
    assert rappels <= familiales
