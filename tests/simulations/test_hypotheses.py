"""Words of what is supposed: every fact has its sentence, and it says whose fact it is."""

import copy
import re

import pytest

from rules.catalogue import charger_catalogue
from simulations.besoins import PRESUMES
from simulations.hypotheses import connus, supposition
from simulations.lecture import lire_situation
from simulations.resultat import Resultat
from simulations.simulate import simuler
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, SEUL

#: Facts that no household can leave unknown.
TOUJOURS_CONNUS = {"mois", "prestations", "personnes[].id", "personnes[].role"}
CHAMPS = {
    champ
    for carte in charger_catalogue().values()
    for champ in (
        *(besoin.champ for besoin in carte.champs_necessaires),
        *(champ for condition in carte.conditions for champ in condition.champs),
    )
}
CHEMIN = re.compile(r"\[\]|\w\.\w|_")


def calculer(document: dict) -> Resultat:
    return simuler([lire_situation(document)])[0]


def sans(menage: dict, rangs: tuple[int, ...], champ: str) -> dict:
    document = copy.deepcopy(menage)
    for rang in rangs:
        del document["personnes"][rang][champ]
    return document


def test_every_fact_named_by_a_card_has_a_sentence():
    assert len(CHAMPS) > 40
    assert CHAMPS - TOUJOURS_CONNUS - set(PRESUMES) <= connus()


@pytest.mark.parametrize("champ", sorted((connus() | CHAMPS | set(PRESUMES)) - TOUJOURS_CONNUS))
@pytest.mark.parametrize("qui", [(), ("p2",), ("p1", "p2", "p3")])
def test_a_sentence_is_plain_french(champ, qui):
    phrase = PRESUMES.get(champ) or supposition(champ, qui)
    assert not CHEMIN.search(phrase)
    assert "'" not in phrase
    assert "{" not in phrase
    if champ in PRESUMES:
        return
    manque, suppose = phrase.split(" : ")
    assert manque[0].islower()
    assert len(suppose) > 3
    if champ.startswith("personnes[]."):
        assert (" de p1, p2 et p3" in manque) == (len(qui) == 3)
        assert (" de p2" in manque) == (qui == ("p2",))
    else:
        assert "p2" not in phrase


def test_it_names_whose_fact_is_missing():
    un, deux = sans(COUPLE_TROIS_ENFANTS, (1,), "revenus"), sans(COUPLE_TROIS_ENFANTS, (0, 1), "revenus")
    assert "revenus de p2 inconnus : calcul fait sans aucun revenu" in calculer(un).hypotheses
    assert "revenus de p1 et p2 inconnus : calcul fait sans aucun revenu" in calculer(deux).hypotheses


def test_a_person_alone_needs_no_name():
    assert (
        "revenus inconnus : calcul fait sans aucun revenu" in calculer(sans(SEUL, (0,), "revenus")).hypotheses
    )


def test_each_adult_is_told_of_their_own_facts():
    """For a droit of one person, another's missing income is not theirs."""
    resultat = calculer(sans(COUPLE_TROIS_ENFANTS, (0, 1), "revenus"))
    for droit in resultat.droits:
        if droit.id == "aah":
            autre = {"p1": "p2", "p2": "p1"}[droit.beneficiaire]
            assert not any(f"de {autre}" in h for h in droit.hypotheses)


def test_no_path_reaches_the_reader_of_an_empty_household():
    vide = {
        "mois": "2026-11",
        "personnes": [{"id": "a", "role": "demandeur"}, {"id": "b", "role": "conjoint"},
                      {"id": "c", "role": "enfant"}],
    }  # fmt: skip
    hypotheses = calculer(vide).hypotheses
    assert len(hypotheses) > 15
    for hypothese in hypotheses:
        assert not CHEMIN.search(hypothese), hypothese
        assert "'" not in hypothese


def test_what_is_presumed_is_no_longer_said_once_it_is_known():
    dit = copy.deepcopy(MERE_SEULE)
    dit["logement"]["bailleur_proche"] = False
    phrase = PRESUMES["logement.bailleur_proche"]
    assert phrase in calculer(MERE_SEULE).hypotheses
    assert phrase not in calculer(dit).hypotheses


@pytest.mark.parametrize(
    ("evenements", "probabilite", "suppose"), [({}, None, True), ({"violences": False}, 0.0, False)]
)
def test_a_no_that_rests_on_a_presumption_says_so_and_is_not_firm(evenements, probabilite, suppose):
    """Nobody said that there is no violence: the answer names what it presumes, and claims no certainty."""
    menage = {
        "mois": "2026-11", "personnes": [{"id": "p1", "role": "demandeur"}], "evenements": evenements,
    }  # fmt: skip
    (resultat,) = simuler([lire_situation(menage)], completions=0)
    (aide,) = [droit for droit in resultat.droits if droit.id == "aide_violences"]
    assert aide.decision == "peu_probable"
    assert aide.probabilite == probabilite
    assert ("aucune violence dans le couple" in aide.hypotheses) is suppose
