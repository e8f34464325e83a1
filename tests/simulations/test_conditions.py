"""State of the conditions: what the facts settle is said, what nobody can compute is not."""

import copy
from pathlib import Path

import pytest

from rules.catalogue import charger_catalogue
from simulations.lecture import lire_situation
from simulations.resultat import Decision, EtatCondition, Resultat
from simulations.simulate import simuler
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, SEUL, salaire

EXEMPLES = sorted((Path(__file__).parents[2] / "examples" / "situations").glob("*.json"))
SETTLED = {EtatCondition.REMPLIE, EtatCondition.SANS_OBJET}


def calculer(*documents: dict) -> list[Resultat]:
    return simuler([lire_situation(document) for document in documents], completions=0)


def droit(resultat: Resultat, identifiant: str):
    return next(d for d in resultat.droits if d.id == identifiant)


def etat(resultat: Resultat, identifiant: str, condition: str) -> EtatCondition:
    rang = [c.id for c in charger_catalogue()[identifiant].conditions].index(condition)
    return droit(resultat, identifiant).conditions[rang].etat


def non_reglees(resultat: Resultat) -> set[tuple[str, str]]:
    """List the conditions with a variable that a likely droit leaves neither fulfilled nor beside the point."""
    return {
        (d.id, condition.id)
        for d in resultat.droits
        if d.decision is Decision.DROIT_PROBABLE
        for condition, vue in zip(charger_catalogue()[d.id].conditions, d.conditions, strict=True)
        if condition.variable and vue.etat not in SETTLED
    }


@pytest.fixture(scope="module")
def exemples() -> dict[str, Resultat]:
    situations = [lire_situation(fichier.read_text(encoding="utf-8")) for fichier in EXEMPLES]
    return dict(zip([fichier.stem for fichier in EXEMPLES], simuler(situations, completions=0), strict=True))


@pytest.mark.parametrize("nom", [fichier.stem for fichier in EXEMPLES])
def test_a_likely_droit_has_all_its_computed_conditions_settled(nom, exemples):
    assert not non_reglees(exemples[nom])


def test_most_examples_have_a_likely_droit(exemples):
    """Or the test above would say nothing."""
    avec = [
        nom
        for nom, resultat in exemples.items()
        if any(d.decision is Decision.DROIT_PROBABLE for d in resultat.droits)
    ]
    assert set(exemples) - set(avec) <= {"entretien_a_completer"}


def test_the_same_holds_whatever_single_answer_is_missing():
    documents = []
    for menage in (SEUL, MERE_SEULE, COUPLE_TROIS_ENFANTS):
        for rang, personne in enumerate(menage["personnes"]):
            for champ in set(personne) - {"id", "role"}:
                document = copy.deepcopy(menage)
                del document["personnes"][rang][champ]
                documents.append(document)
        for partie in {"couple", "logement", "fiscal"} & set(menage):
            document = copy.deepcopy(menage)
            del document[partie]
            documents.append(document)
    assert len(documents) > 40
    for resultat in calculer(*documents):
        assert not non_reglees(resultat)


def test_a_french_person_is_asked_no_residence_permit():
    """CSS L842-2 and CASF L262-4, 2°: the five years are for nationals of countries outside the EU."""
    seul, etranger, inconnu = salaire(900), salaire(900), salaire(900)
    etranger["personnes"][0]["nationalite"] = "autre"
    del inconnu["personnes"][0]["nationalite"]
    francais, hors_ue, sans_reponse = calculer(seul, etranger, inconnu)
    assert etat(francais, "ppa", "sejour") is EtatCondition.REMPLIE
    assert etat(hors_ue, "ppa", "sejour") is EtatCondition.INCONNUE
    assert etat(sans_reponse, "ppa", "sejour") is EtatCondition.INCONNUE
    assert droit(hors_ue, "ppa").decision is not Decision.DROIT_PROBABLE
    assert droit(sans_reponse, "ppa").decision is Decision.A_VERIFIER


def test_the_floor_of_students_is_beside_the_point_for_others():
    """CSS L842-2, 2°: pupils, students, trainees and apprentices alone."""
    salarie, etudiant, apprenti, inconnu = (salaire(1200) for _ in range(4))
    etudiant["personnes"][0]["activite"] = "etudiant"
    apprenti["personnes"][0]["activite"] = "apprenti"
    del inconnu["personnes"][0]["activite"]
    vus = [etat(r, "ppa", "etudes") for r in calculer(salarie, etudiant, apprenti, inconnu)]
    remplie, inconnue = EtatCondition.REMPLIE, EtatCondition.INCONNUE
    assert vus == [EtatCondition.SANS_OBJET, remplie, remplie, inconnue]
    (pauvre,) = calculer(
        salaire(1100) | {"personnes": [salaire(1100)["personnes"][0] | {"activite": "etudiant"}]}
    )
    assert etat(pauvre, "ppa", "etudes") is EtatCondition.NON_REMPLIE


def test_the_other_parent_settles_the_asf():
    impayee, silence = copy.deepcopy(MERE_SEULE), copy.deepcopy(MERE_SEULE)
    del silence["personnes"][1]["autre_parent"], silence["personnes"][1]["pension_alimentaire"]
    connue, inconnue = calculer(impayee, silence)
    assert etat(connue, "asf", "autre_parent") is EtatCondition.REMPLIE
    assert etat(connue, "asf", "pension") is EtatCondition.REMPLIE
    assert etat(inconnue, "asf", "autre_parent") is EtatCondition.INCONNUE
    assert etat(inconnue, "asf", "pension") is EtatCondition.INCONNUE


def test_a_pension_said_paid_must_be_among_the_incomes_for_the_asf_to_be_firm():
    """CSS L523-1, 4° and D523-3: a small pension is completed up to the ASF, 201.78 € before CRDS."""
    muette, comptee, grande = (copy.deepcopy(MERE_SEULE) for _ in range(3))
    for document, montant in ((muette, 0), (comptee, 100), (grande, 250)):
        document["personnes"][1]["pension_alimentaire"] = {"fixee": True, "payee": True}
        if montant:
            document["personnes"][0]["revenus"].append(
                {"nature": "pension_alimentaire_recue", "montant": montant, "de": "2024-01"}
            )
    sans_montant, petite, trop = (droit(r, "asf") for r in calculer(muette, comptee, grande))
    assert sans_montant.decision is Decision.A_VERIFIER
    assert petite.decision is Decision.DROIT_PROBABLE
    assert petite.montant == pytest.approx(101.78 - 0.50, abs=0.001)
    assert (trop.decision, trop.montant) == (Decision.PEU_PROBABLE, 0)


def test_a_condition_is_never_fulfilled_by_incomes_that_are_unknown():
    inconnu = copy.deepcopy(SEUL)
    del inconnu["personnes"][0]["revenus"]
    resultat = calculer(inconnu)[0]
    assert etat(resultat, "css_gratuite", "ressources") is EtatCondition.INCONNUE
    assert etat(resultat, "rsa", "ressources") is EtatCondition.INCONNUE


def test_a_handicap_that_is_not_spoken_of_is_not_denied():
    inconnu = copy.deepcopy(SEUL)
    del inconnu["personnes"][0]["handicap"]
    connu, tu = calculer(SEUL, inconnu)
    assert etat(connu, "aah", "taux") is EtatCondition.NON_REMPLIE
    assert etat(tu, "aah", "taux") is EtatCondition.INCONNUE


@pytest.mark.parametrize("nature", ["salaire", "are"])
def test_a_loss_replaced_or_not_is_asked_where_it_changes_the_rsa(nature):
    """CASF R262-13: not counted when nothing replaces it; unknown is no answer."""
    remplace, perdu, inconnu, ancien = (_perte(nature, *x) for x in (
        (True, "2026-09"), (False, "2026-09"), (None, "2026-09"), (None, "2026-06"),
    ))  # fmt: skip
    r_remplace, r_perdu, r_inconnu, r_ancien = (droit(r, "rsa") for r in calculer(
        remplace, perdu, inconnu, ancien
    ))  # fmt: skip
    assert (r_remplace.montant, r_remplace.decision) == (0, Decision.PEU_PROBABLE)
    assert r_perdu.montant > 0
    assert r_perdu.decision is Decision.DROIT_PROBABLE
    assert r_inconnu.decision is Decision.A_VERIFIER
    assert [h for h in r_inconnu.hypotheses if "perte" in h] == [
        "suite de la perte de revenus inconnue : perte supposée remplacée"
    ]
    # Lost before the months that are read: the answer would change nothing.
    assert r_ancien.decision is Decision.DROIT_PROBABLE


@pytest.mark.parametrize("nature", ["salaire", "are"])
def test_the_prime_d_activite_does_not_depend_on_it(nature):
    """Hence no doubt is cast on it: what a payer computes today is the same (later, the RSA it opens or not
    changes the housing aid, and through it the prime d'activité)."""
    avec, sans, inconnu = (
        droit(r, "ppa") for r in calculer(*(_perte(nature, x, "2026-09", 400) for x in (True, False, None)))
    )
    assert avec.montant_actuel == sans.montant_actuel == inconnu.montant_actuel
    assert inconnu.decision is avec.decision


def _perte(nature: str, remplace: bool | None, dernier: str, salaire_actuel: float = 0) -> dict:
    menage = salaire(900, a=dernier)
    personne = menage["personnes"][0]
    personne["activite"] = "demandeur_emploi"
    personne["revenus"][0]["nature"] = nature
    if salaire_actuel:
        personne["revenus"].append({"nature": "salaire", "montant": salaire_actuel, "de": "2025-01"})
    personne["revenus_interrompus"] = [{"nature": nature, "le": f"{dernier}-28", "remplace": remplace}]
    return menage
