"""The next question: worth most first, useless ones never, persons named."""

import copy

import numpy as np
import pytest

from simulations.lecture import lire_situation
from simulations.population import squelette
from simulations.questions import enumeration, indices
from simulations.simulate import simuler
from tests.benchmarks.entretiens import cle_de
from tests.simulations.menages import MERE_SEULE, SEUL

MOIS = "2026-11"


def _questions(document):
    return simuler([lire_situation(document)])[0].questions


def _sans_fait(menage, nom):
    document = copy.deepcopy(menage)
    del document["personnes"][0][nom]
    return document


def test_l_indice_mesure_la_part_de_variance():
    """A series made by the factor alone gives 1, one without it about 0."""
    hasard = np.random.default_rng(1)
    classes = np.repeat(np.arange(4), 100)
    seule, sans, moitie = (
        classes * 10.0,
        hasard.normal(size=400),
        classes + hasard.normal(size=400) * np.std(classes),
    )
    trouves = indices(classes, np.array([seule, sans, moitie]))
    assert trouves[0] == pytest.approx(1)
    assert trouves[1] < 0.03
    assert trouves[2] == pytest.approx(0.5, abs=0.1)


def test_l_indice_d_une_serie_constante_est_nul():
    assert indices(np.array([0, 1, 0, 1]), np.ones((1, 4)))[0] == 0


def test_le_revenu_manquant_vient_d_abord():
    premiere = _questions(_sans_fait(SEUL, "revenus"))[0]
    assert "revenus" in premiere.question
    assert premiere.enjeu_mensuel > 50
    assert "rsa" in premiere.droits


def test_les_enjeux_sont_decroissants_entre_faits():
    enjeux = [
        q.enjeu_mensuel or 0
        for q in _questions(_sans_fait(MERE_SEULE, "revenus"))
        if q.champ != "prestations"
    ]
    assert enjeux == sorted(enjeux, reverse=True)


def test_ce_qui_ne_change_rien_n_est_pas_demande():
    """Rich whatever the rest: savings, rent and tax notice open nothing more, nobody asks the rent."""
    document = copy.deepcopy(SEUL)
    personne = document["personnes"][0]
    personne["activite"] = "salarie"
    personne["revenus"] = [{"nature": "salaire", "montant": 9000, "de": "2024-01"}]
    del document["logement"]["loyer"]
    del document["fiscal"]
    demandes = {champ for q in _questions(document) for champ in q.champs}
    assert "logement.loyer" not in demandes
    assert "fiscal.rfr_n2" not in demandes


def test_le_meme_fait_est_demande_quand_il_compte():
    document = copy.deepcopy(SEUL)
    del document["logement"]["loyer"]
    assert "logement.loyer" in {champ for q in _questions(document) for champ in q.champs}


def test_rien_a_demander_quand_tout_est_su_et_rien_recu():
    assert [q for q in _questions(SEUL) if q.champ != "prestations" and q.enjeu_mensuel] == []


def test_ce_qui_est_deja_recu_n_est_plus_demande():
    document = copy.deepcopy(MERE_SEULE)
    assert "rsa" in {q.droits[0] for q in _questions(document) if q.champ == "prestations"} | {"rsa"}
    document["prestations"] = [{"droit": "asf", "recu": False}]
    assert "asf" not in {q.droits[0] for q in _questions(document) if q.champ == "prestations"}


def test_une_question_sur_ce_qu_une_personne_recoit_la_nomme():
    foyer = squelette(("demandeur", "conjoint", "enfant"), MOIS)
    recues = [q for q in simuler([foyer])[0].questions if q.champ == "prestations"]
    individuelles = [q for q in recues if "." in q.champs[0]]
    assert individuelles
    for question in individuelles:
        for champ in question.champs:
            assert champ.rsplit(".", 1)[1] in question.question
    textes = [q.question for q in recues]
    assert len(textes) == len(set(textes))


def test_une_question_par_groupe_et_par_personne():
    foyer = squelette(("demandeur", "conjoint", "enfant"), MOIS)
    cles = [cle_de(q) for q in simuler([foyer])[0].questions]
    assert len(cles) == len(set(cles))


def test_ne_sait_pas_laisse_les_autres_questions():
    """What nobody knows stays in the list: the caller passes to the next; nothing else disappears."""
    avant = {q.question for q in _questions(_sans_fait(SEUL, "revenus"))}
    apres = {q.question for q in _questions(_sans_fait(SEUL, "revenus") | {"prestations": []})}
    assert any("revenus" in q for q in apres)
    assert apres <= avant


def test_enumeration():
    assert enumeration(["p1"]) == "p1"
    assert enumeration(["p1", "p2", "p3"]) == "p1, p2 et p3"
