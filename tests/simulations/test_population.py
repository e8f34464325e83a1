"""Fictitious households: reproducible, plausible, complete, and the file they make."""

import json
from collections import Counter

import numpy as np
import pytest
from typer.testing import CliRunner

from simulations.cli import app
from simulations.evaluation import A_VERIFIER, evaluer
from simulations.lecture import lire_situation
from simulations.population import entre_voisines, faits, population, sans
from simulations.recours import parts
from simulations.regles_completion import regles
from simulations.resultat import Decision, StatutRecu
from simulations.simulate import simuler
from simulations.tables import tables

MOIS = "2026-11"


def test_la_meme_graine_donne_les_memes_foyers():
    assert population(40, 3, MOIS, recues=False) == population(40, 3, MOIS, recues=False)
    assert population(40, 3, MOIS, recues=False) != population(40, 4, MOIS, recues=False)


def test_rien_de_ce_qui_a_une_regle_ne_manque():
    """The rules complete every fact that leaves a calculated droit to be checked."""
    evaluation = evaluer(tables(population(250, 8, MOIS, recues=False)))
    manquent = {
        (nom, champ)
        for nom, colonnes in evaluation.colonnes.items()
        if colonnes.carte.calcul.mode == "calcule"
        for champ, manque in colonnes.manques.items()
        if ((manque.porteurs > 0) & (colonnes.decision == A_VERIFIER) & colonnes.concernes).any()
    }
    assert not manquent


def test_les_foyers_se_tiennent():
    """Links between facts hold: ages of parents and children, activity and age, rent and tenancy."""
    for menage in population(200, 2, MOIS, recues=False):
        demandeur = menage.personnes[0].date_naissance
        for enfant in (p for p in menage.personnes if p.role == "enfant"):
            assert enfant.date_naissance.year - demandeur.year >= 14
        assert (menage.logement.loyer is not None) == (
            menage.logement.statut
            in ("locataire_hlm", "locataire_vide", "locataire_meuble", "colocataire", "foyer")
        )
        for personne in menage.personnes:
            ans = 2026 - personne.date_naissance.year
            assert personne.activite != "retraite" or ans > 55


def test_les_activites_varient():
    activites = Counter(m.personnes[0].activite for m in population(300, 1, MOIS, recues=False))
    assert len(activites) >= 8
    assert activites["salarie"] > activites["invalide"]


def test_ce_qui_est_du_n_est_pas_toujours_recu():
    resultats = simuler(population(400, 5, MOIS), completions=0)
    dus = Counter(
        (droit.id == "css_participation", droit.recu.statut is StatutRecu.OUI)
        for resultat in resultats
        for droit in resultat.droits
        if droit.decision is Decision.DROIT_PROBABLE
        and droit.id in ("css_participation", "cheque_energie", "lep")
    )
    # A published rate for one, the convention of the project for the others.
    for publie, attendu in ((True, 0.33), (False, parts().autres_droits.part)):
        assert dus[publie, True] / (dus[publie, True] + dus[publie, False]) == pytest.approx(attendu, abs=0.1)


def test_la_liste_de_ce_qui_est_recu_est_complete():
    for resultat in simuler(population(30, 6, MOIS), completions=0):
        assert all(droit.recu.statut is not StatutRecu.INCONNU for droit in resultat.droits)


def test_un_montant_reste_entre_ses_voisines():
    hasard, valeurs = np.random.default_rng(0), {0: 1, 100: 1, 300: 1, 900: 1}
    tires = [entre_voisines(valeurs, 300, hasard) for _ in range(200)]
    assert min(tires) >= 200
    assert max(tires) <= 600
    assert len(set(tires)) > 100
    assert entre_voisines(valeurs, 0, hasard) == 0
    assert entre_voisines(valeurs, 900, hasard) == 900


def test_cacher_un_groupe_n_ote_que_ses_faits():
    menage = population(1, 9, MOIS, recues=False)[0]
    cache = sans(menage, [("revenus", 0), ("logement", None)])
    assert cache.personnes[0].revenus is None
    assert cache.logement.statut is None
    assert cache.logement.commune == menage.logement.commune
    assert cache.personnes[0].date_naissance == menage.personnes[0].date_naissance
    assert set(faits(menage)) - set(faits(cache)) == {("revenus", 0), ("logement", None)}


def test_chaque_groupe_a_sa_question():
    lues = regles()
    assert {regle.groupe for regle in lues.regles} == set(lues.questions)


def test_la_commande_ecrit_des_situations_lisibles():
    lance = CliRunner().invoke(app, ["population", "--nombre", "5", "--graine", "4", "--mois", MOIS])
    assert lance.exit_code == 0, lance.output
    lignes = lance.stdout.splitlines()
    assert len(lignes) == 5
    assert [lire_situation(json.loads(ligne)) for ligne in lignes] == population(5, 4, MOIS)


def test_la_commande_refuse_un_mois_hors_de_la_loi():
    lance = CliRunner().invoke(app, ["population", "--mois", "1999-01"])
    assert lance.exit_code == 2
    assert "1999-01" in lance.output
