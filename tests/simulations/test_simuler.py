"""Properties of the calculation: what must hold whatever the household."""

import copy
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulations import evaluation
from simulations.engine import Moteur
from simulations.lecture import lire_situation
from simulations.resultat import Decision, Resultat, TypeEcart
from simulations.simulate import simuler
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, RETRAITE, SEUL, TOUS, avec, salaire


def calculer(*documents: dict) -> list[Resultat]:
    return simuler([lire_situation(document) for document in documents], completions=0)


def droit(resultat: Resultat, identifiant: str):
    return next(d for d in resultat.droits if d.id == identifiant)


def test_a_household_alone_equals_the_same_in_a_shuffled_batch():
    batch = [copy.deepcopy(m) for m in TOUS for _ in range(3)] + [salaire(x) for x in (300, 900, 1500)]
    order = list(range(len(batch)))
    random.Random(7).shuffle(order)
    shuffled = calculer(*[batch[i] for i in order])
    for rang, i in enumerate(order):
        assert shuffled[rang] == calculer(batch[i])[0]


def test_results_do_not_depend_on_the_order_in_which_rights_are_asked(monkeypatch):
    expected = calculer(*TOUS)
    asked = evaluation.demandes()
    for seed in (1, 2, 3):
        shuffled = list(asked)
        random.Random(seed).shuffle(shuffled)
        monkeypatch.setattr(evaluation, "demandes", lambda shuffled=shuffled: shuffled)
        assert calculer(*TOUS) == expected


def test_permuting_persons_changes_nothing():
    menage = copy.deepcopy(COUPLE_TROIS_ENFANTS)
    menage["personnes"].reverse()
    direct, permuted = calculer(COUPLE_TROIS_ENFANTS, menage)
    for d in direct.droits:
        if d.beneficiaire in ("famille", "menage"):
            assert droit(permuted, d.id).montant == d.montant, d.id


def test_the_second_reading_equals_a_fresh_engine_with_the_same_past(monkeypatch):
    """What the dependency tracer keeps from the first reading is what a new run would compute."""
    expected = calculer(*TOUS)
    upstream = Moteur.lire

    def lire_a_neuf(self, passe, demandes):
        return upstream(Moteur(self.entrees), passe, demandes)

    monkeypatch.setattr(Moteur, "lire", lire_a_neuf)
    assert calculer(*TOUS) == expected


def test_a_wage_lost_for_certain_is_not_counted_by_the_rsa():
    """CASF R262-13: last wage paid one to four months ago, nothing in its place; RSA as with no income."""
    sans_revenu = droit(calculer(SEUL)[0], "rsa").montant
    for dernier, le in (("10", "31"), ("09", "30"), ("08", "31"), ("07", "31")):
        perdu = salaire(1500, a=f"2026-{dernier}")
        perdu["personnes"][0] |= {
            "activite": "demandeur_emploi",
            "revenus_interrompus": [{"nature": "salaire", "le": f"2026-{dernier}-{le}", "remplace": False}],
        }
        # The housing aid differs (its year of reference is another), hence the housing deduction.
        assert droit(calculer(perdu)[0], "rsa").montant == pytest.approx(sans_revenu, abs=0.01)


def test_a_month_without_wage_is_no_certain_loss():
    """A temp worker between two missions: M-4 to M-2 are counted, whatever the current month."""
    entre_deux = salaire(1500, a="2026-10")
    assert droit(calculer(entre_deux)[0], "rsa").montant == 0


def test_housing_aid_rises_once_the_rsa_is_open():
    """CCH R822-17: professional incomes are no longer counted the month after RSA opens."""
    perdu = salaire(1500, a="2026-05")
    perdu["personnes"][0] |= {"activite": "demandeur_emploi"}
    al = droit(calculer(perdu)[0], "al")
    assert al.montant_actuel < al.montant


def test_more_wage_never_gives_more_rsa():
    montants = [droit(r, "rsa").montant for r in calculer(*[salaire(x) for x in range(0, 1500, 75)])]
    assert montants == sorted(montants, reverse=True)
    assert montants[0] > 0
    assert montants[-1] == 0


def test_missing_is_not_zero():
    inconnu = copy.deepcopy(SEUL)
    del inconnu["personnes"][0]["revenus"]
    connu, omis = calculer(SEUL, inconnu)
    assert droit(connu, "rsa").decision is Decision.DROIT_PROBABLE
    assert droit(omis, "rsa").decision is Decision.A_VERIFIER
    assert any("revenus" in hypothese for hypothese in droit(omis, "rsa").hypotheses)


def test_a_receipt_that_is_not_spoken_of_is_unknown():
    muet = copy.deepcopy(SEUL)
    del muet["prestations"]
    r = droit(calculer(muet)[0], "rsa")
    assert r.ecart.type is TypeEcart.INCONNU
    assert not calculer(muet)[0].signalements


def test_flags_compare_due_and_received():
    recu = avec(SEUL, prestations=[{"droit": "al", "recu": True, "montant": 200, "de": "2026-01"}])
    al = droit(calculer(recu)[0], "al")
    assert al.ecart.type is TypeEcart.SOUS_VERSEMENT
    assert al.ecart.montant == pytest.approx(al.montant_actuel - 200)
    trop = avec(SEUL, prestations=[{"droit": "al", "recu": True, "montant": 400, "de": "2026-01"}])
    assert droit(calculer(trop)[0], "al").ecart.type is TypeEcart.TROP_PERCU_POSSIBLE


@pytest.mark.parametrize(
    ("brut", "net"),
    # Allocations familiales, two children, 2024, 2025 and 2026: service-public F13213 (net) and the
    # instructions interministérielles on their uprating (before CRDS).
    [(149.26, 148.52), (151.80, 151.05), (153.01, 152.25)],
)
def test_crds_is_taken_off_as_published(brut, net):
    assert evaluation.apres_crds(brut, 0.005) == pytest.approx(net, abs=0.005)


def test_small_pension_gives_aspa():
    """ASPA 2026: 12 523.14 € a year for one person, less the pension (net 640 = gross 640, CSG exempt)."""
    assert droit(calculer(RETRAITE)[0], "aspa").montant == pytest.approx(12523.14 / 12 - 640, abs=0.01)


def test_asf_only_when_the_other_parent_does_not_pay():
    silence = copy.deepcopy(MERE_SEULE)
    del silence["personnes"][1]["autre_parent"], silence["personnes"][1]["pension_alimentaire"]
    impayee, inconnue = calculer(MERE_SEULE, silence)
    assert droit(impayee, "asf").montant == pytest.approx(200.78, abs=0.001)
    assert droit(inconnue, "asf").montant == 0
    assert droit(inconnue, "asf").decision is Decision.A_VERIFIER


def test_the_prime_d_activite_counts_the_family_benefits_due():
    """Couple, three children, 1 900 € net: 335.70 € before CRDS once AF and PAJE are paid, as openfisca-france
    gives by itself for this household; 1 073.48 € with no benefit in the past. CRDS: 1.67 €.
    """
    ppa = droit(calculer(COUPLE_TROIS_ENFANTS)[0], "ppa")
    assert ppa.montant == pytest.approx(335.70 - 1.67, abs=0.001)
    assert ppa.montant_actuel == pytest.approx(1073.48 - 5.36, abs=0.001)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(montant=st.floats(0, 4000), loyer=st.floats(0, 1200), enfants=st.integers(0, 4))
def test_amounts_are_never_negative_and_totals_add_up(montant, loyer, enfants):
    menage = salaire(round(montant, 2))
    menage["logement"]["loyer"] = round(loyer, 2)
    menage["personnes"] += [
        {"id": f"e{i}", "role": "enfant", "date_naissance": f"20{15 + i}-04-04"} for i in range(enfants)
    ]
    resultat = calculer(menage)[0]
    assert all(d.montant is None or d.montant >= 0 for d in resultat.droits)
    mensuels = [d for d in resultat.droits if d.periodicite == "mensuel"]
    surs = [d for d in mensuels if d.decision is Decision.DROIT_PROBABLE]
    assert resultat.totaux.du_mensuel == pytest.approx(sum(d.montant for d in surs), abs=0.02)
