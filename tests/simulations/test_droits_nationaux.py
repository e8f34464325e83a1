"""National rights that openfisca-france does not have: what decides them, and what an unknown leaves open."""

import copy

import pytest

from simulations.lecture import lire_situation
from simulations.resultat import Decision, Droit
from simulations.simulate import simuler

MERE = {
    "mois": "2026-11",
    "personnes": [
        {
            "id": "p1",
            "role": "demandeur",
            "date_naissance": "1990-05-12",
            "sexe": "f",
            "nationalite": "fr",
            "activite": "salarie",
            "enceinte": False,
            "handicap": {"taux": "moins_50"},
            "revenus": [{"nature": "salaire", "montant": 1900, "de": "2023-01"}],
        },
        {
            "id": "e1",
            "role": "enfant",
            "date_naissance": "2025-03-02",
            "handicap": {"taux": "moins_50"},
            "revenus": [],
        },
    ],
    "couple": {"statut": "celibataire"},
    "logement": {"commune": "12202", "statut": "locataire_hlm", "loyer": 400},
    "fiscal": {"rfr_n2": 20520},
}
GARDE = {"mode": "assistant_maternel", "heures_mois": 160, "cout_mensuel": 785.6}


def droits(situation: dict, identifiant: str) -> list[Droit]:
    return [d for d in simuler([lire_situation(situation)])[0].droits if d.id == identifiant]


def droit(situation: dict, identifiant: str) -> Droit:
    return droits(situation, identifiant)[0]


def mere(parent: dict | None = None, enfant: dict | None = None, **foyer: object) -> dict:
    situation = copy.deepcopy(MERE)
    situation["personnes"][0] |= parent or {}
    situation["personnes"][1] |= enfant or {}
    return {**situation, **foyer}


class TestGarde:
    def test_an_assistant_maternel_is_paid_for_in_part(self):
        trouve = droit(mere(enfant={"garde": GARDE}), "cmg")
        assert trouve.decision is Decision.DROIT_PROBABLE
        assert trouve.montant is not None
        assert 0 < trouve.montant < GARDE["cout_mensuel"]

    def test_no_paid_care_is_no_right(self):
        trouve = droit(mere(enfant={"garde": {"mode": "aucune"}}), "cmg")
        assert trouve.decision is Decision.PEU_PROBABLE

    def test_unknown_care_of_a_young_child_is_to_be_asked(self):
        assert droit(mere(), "cmg").decision is Decision.A_VERIFIER

    @pytest.mark.parametrize(("naissance", "decision"), [("2016-03-02", "a_verifier"), ("2014-03-02", None)])
    def test_the_child_of_a_lone_parent_counts_until_12(self, naissance, decision):
        trouve = droit(mere(enfant={"date_naissance": naissance}), "cmg")
        assert trouve.decision == (decision or "peu_probable")

    def test_unknown_care_of_a_child_of_6_in_a_couple_is_beside_the_point(self):
        conjoint = copy.deepcopy(MERE["personnes"][0]) | {"id": "p2", "role": "conjoint"}
        foyer = mere(enfant={"date_naissance": "2020-03-02"}, couple={"statut": "mariage"})
        foyer["personnes"].append(conjoint)
        assert droit(foyer, "cmg").decision is Decision.PEU_PROBABLE

    def test_a_price_that_is_not_known_leaves_a_range(self):
        trouve = droit(mere(enfant={"garde": {"mode": "assistant_maternel", "heures_mois": 100}}), "cmg")
        assert trouve.montant_min is not None
        assert trouve.montant_max is not None
        assert trouve.montant_min < trouve.montant_max
        assert any("coût de la garde" in hypothese for hypothese in trouve.hypotheses)

    def test_a_full_parental_leave_excludes_it(self):
        conge = {"conge_parental": {"taux": "total", "depuis": "2026-09-01", "huit_trimestres": True}}
        assert droit(mere(conge, {"garde": GARDE}), "cmg").montant == 0


class TestCongeParental:
    BEBE = {"date_naissance": "2026-02-02"}  # noqa: RUF012 - read only

    @pytest.mark.parametrize(
        ("taux", "net"), [("total", 459.69), ("mi_temps", 297.17), ("plus_mi_temps", 171.42)]
    )
    def test_published_amounts_of_april_2026(self, taux, net):
        conge = {"conge_parental": {"taux": taux, "depuis": "2026-09-01", "huit_trimestres": True}}
        trouve = droit(mere(conge, self.BEBE), "prepare")
        assert trouve.decision is Decision.DROIT_PROBABLE
        assert trouve.montant == pytest.approx(net, abs=0.01)

    def test_eight_quarters_not_said_are_to_be_asked(self):
        conge = {"conge_parental": {"taux": "total", "depuis": "2026-09-01"}}
        assert droit(mere(conge, self.BEBE), "prepare").decision is Decision.A_VERIFIER

    def test_working_as_before_is_no_right(self):
        assert (
            droit(mere({"conge_parental": {"taux": "aucun"}}, self.BEBE), "prepare").decision
            is Decision.PEU_PROBABLE
        )

    def test_a_second_year_alone_with_one_child_is_no_right(self):
        assert droit(mere(), "prepare").decision is Decision.PEU_PROBABLE


class TestAidants:
    def test_days_with_an_ill_child_are_paid(self):
        trouve = droit(mere({"aidant": {"motif": "enfant_malade", "jours_mois": 10}}), "ajpp")
        assert trouve.decision is Decision.DROIT_PROBABLE
        assert trouve.montant == pytest.approx(666.40)

    def test_a_disabled_child_makes_the_question_worth_asking(self):
        assert droit(mere(enfant={"handicap": {"taux": "80_plus"}}), "ajpp").decision is Decision.A_VERIFIER
        assert droit(mere(), "ajpp").decision is Decision.PEU_PROBABLE

    def test_days_with_a_relative_are_paid(self):
        trouve = droit(mere({"aidant": {"motif": "proche", "jours_mois": 30}}), "ajpa")
        assert trouve.montant == pytest.approx(22 * 66.64)


class TestEvenements:
    def test_what_nobody_said_is_not_shown(self):
        for identifiant in ("aide_violences", "allocation_deces_enfant", "droit_au_compte", "prime_adoption"):
            assert droit(mere(), identifiant).decision is Decision.PEU_PROBABLE

    def test_what_is_said_is_shown(self):
        dit = mere(evenements={"violences": True, "sans_compte_bancaire": True, "dettes": True})
        for identifiant in ("aide_violences", "droit_au_compte", "surendettement"):
            assert droit(dit, identifiant).decision is Decision.A_INSTRUIRE

    def test_the_death_of_a_child_is_paid_once(self):
        """Amount published by the Caf for April 2025."""
        foyer = mere(mois="2025-11", evenements={"deces_enfant": "2025-10-02"})
        trouve = droit(foyer, "allocation_deces_enfant")
        assert trouve.decision is Decision.DROIT_PROBABLE
        assert trouve.montant == 2289.43

    def test_an_adopted_child_opens_the_prime(self):
        trouve = droit(mere(enfant={"adopte_le": "2026-10-02"}), "prime_adoption")
        assert trouve.decision is Decision.DROIT_PROBABLE
        assert trouve.montant == pytest.approx(2186.16, abs=0.02)


class TestVeuvage:
    VEUVE = {"statut": "veuf", "depuis": "2026-03"}  # noqa: RUF012 - read only

    @pytest.mark.parametrize(
        ("naissance", "veuvage", "reversion"),
        [("1971-10-12", "peu_probable", "a_instruire"), ("1971-11-12", "a_instruire", "peu_probable")],
    )
    def test_55_years_is_where_one_replaces_the_other(self, naissance, veuvage, reversion):
        foyer = mere({"date_naissance": naissance}, couple=self.VEUVE)
        assert droit(foyer, "allocation_veuvage").decision == veuvage
        assert droit(foyer, "pension_reversion").decision == reversion

    def test_never_married_is_no_right(self):
        for identifiant in ("allocation_veuvage", "pension_reversion", "capital_deces"):
            assert droit(mere(), identifiant).decision is Decision.PEU_PROBABLE
