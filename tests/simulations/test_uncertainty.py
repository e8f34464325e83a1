"""Completions, ranges and probabilities: points when all is known, the truth in the range, the same alone."""

import copy
import json
from pathlib import Path

import numpy as np
import pytest

from rules.catalogue import charger_catalogue
from simulations.besoins import PRESUMES
from simulations.completions import completer
from simulations.lecture import lire_situation
from simulations.population import population, sans, squelette
from simulations.possibles import age, lire
from simulations.regles_completion import faits_utiles, groupes_de, regles, univers
from simulations.resultat import Decision
from simulations.simulate import simuler
from simulations.uncertainty import estimer
from tests.benchmarks.calibration import MOIS, mesurer
from tests.simulations.menages import MERE_SEULE, SEUL

EXEMPLES = sorted((Path(__file__).parents[2] / "examples" / "situations").glob("*.json"))
VIDE = squelette(("demandeur", "conjoint", "enfant", "enfant"), MOIS)


def _sans(menage, *chemins):
    """Copy a document without some facts of its first person or of the household."""
    document = copy.deepcopy(menage)
    for chemin in chemins:
        *parents, nom = chemin.split(".")
        porteur = document["personnes"][0] if parents[:1] == ["p"] else document
        for parent in parents[1:] if parents[:1] == ["p"] else parents:
            porteur = porteur[parent]
        del porteur[nom]
    return lire_situation(document)


def _droit(resultat, identifiant):
    return next(d for d in resultat.droits if d.id == identifiant)


def _necessaires():
    for carte in charger_catalogue().values():
        if carte.calcul.mode == "calcule":
            yield from (besoin.champ for besoin in carte.champs_necessaires)
            yield from (champ for condition in carte.conditions for champ in condition.champs)


@pytest.mark.parametrize("champ", sorted(set(_necessaires())))
def test_chaque_fait_necessaire_a_une_regle_ou_une_raison(champ):
    lues = regles()
    a_une_regle = bool({r.champ for r in lues.regles} & faits_utiles(frozenset({champ})))
    assert a_une_regle != (champ in lues.jamais), champ


def test_les_faits_presumes_ne_sont_jamais_tires():
    assert set(PRESUMES) <= set(regles().jamais)
    assert all(raison.strip() for raison in regles().jamais.values())


def test_les_bornes_de_chaque_regle_sont_toujours_tirees():
    """Both ends of the amounts are sure bounds: with room, every draw holds them."""
    tirage = completer(VIDE, 64)
    for inconnue in tirage.inconnues:
        if inconnue.regle.champ in (
            "personnes[].patrimoine.livrets",
            "logement.commune",
        ) and inconnue.rang in (0, None):
            assert inconnue.niveaux.min() == 0
        if inconnue.regle.champ == "personnes[].patrimoine.livrets" and inconnue.rang == 0:
            place = regles().regles.index(inconnue.regle)
            assert inconnue.niveaux.max() == len(univers(place)) - 1


def test_ce_qui_est_connu_ne_change_pas():
    connue = _sans(MERE_SEULE, "p.revenus", "logement.loyer")
    for tiree in completer(connue, 16, coins=8).situations:
        assert tiree.personnes[0].date_naissance == connue.personnes[0].date_naissance
        assert tiree.logement.commune == connue.logement.commune
        assert tiree.personnes[1] == connue.personnes[1] or tiree.personnes[1].pension_alimentaire
        assert tiree.logement.loyer is not None


def test_les_faits_tires_se_suivent():
    """A wage for who works, a school for the age, parents older than their children."""
    for situation in completer(VIDE, 64, coins=32).situations:
        document = situation.model_dump(mode="json", exclude_none=True)
        for rang, personne in enumerate(document["personnes"]):
            natures = {r["nature"] for r in personne.get("revenus") or []}
            assert personne.get("activite") != "retraite" or natures <= {
                "retraite",
                "pension_alimentaire_recue",
            }
            if personne["role"] == "enfant":
                assert age(document, 0) - age(document, rang) >= 14
                assert lire(personne, "scolarite") is not None


def test_les_coins_reunissent_des_profils():
    """Each profile is drawn as often as said, and its values meet in one household."""
    lues = regles()
    assert len(lues.profils(lues.nombre_coins)) == lues.nombre_coins
    assert {c.demandeur for c in lues.profils(10)} >= {"travail", "sans_ressources", "senior", "handicap"}
    coins = completer(squelette(("demandeur", "conjoint"), MOIS), 64, coins=lues.nombre_coins).situations[64:]
    deux_retraites = [
        s for s in coins
        if all(p.revenus == [] and p.date_naissance.year <= 1961 for p in s.personnes)
    ]  # fmt: skip
    assert deux_retraites


def test_chaque_profil_est_celui_d_un_coin():
    """A list written for a profile that no corner follows would never be drawn."""
    lues = regles()
    suivis = {nom for c in lues.coins for nom in (c.demandeur, c.autres)} | {"autres"}
    for regle in lues.regles:
        if isinstance(regle.coins, dict):
            assert set(regle.coins) <= suivis, regle.champ


def test_le_tirage_depend_de_la_graine_seule():
    assert completer(VIDE, 16, graine=2).situations == completer(VIDE, 16, graine=2).situations
    assert completer(VIDE, 16, graine=2).situations != completer(VIDE, 16, graine=3).situations


def test_peu_de_tirages_suivent_aussi_les_poids():
    """One draw is a household among others, not always the commonest one."""
    seuls = {completer(VIDE, 1, graine=graine).situations[0].couple.statut for graine in range(25)}
    assert len(seuls) > 1


def test_seuls_les_faits_utiles_sont_tires():
    tirage = completer(VIDE, 8, manques=frozenset({"logement.commune"}))
    assert {i.regle.champ for i in tirage.inconnues} == {"logement.commune"}
    assert "activite" in groupes_de(frozenset({"personnes[].revenus", "personnes[].activite"}))


def test_le_fait_qui_fait_exister_un_autre_est_tire_avec_lui():
    assert {"logement", "pret"} <= groupes_de(frozenset({"logement.pret.mensualite"}))


def test_tout_connu_rien_a_completer():
    assert completer(lire_situation(SEUL), 8, manques=frozenset()).situations == []


@pytest.mark.parametrize("fichier", EXEMPLES, ids=lambda f: f.stem)
def test_ce_qui_ne_manque_de_rien_est_un_point_egal_au_calcul(fichier):
    situation = lire_situation(json.loads(fichier.read_text(encoding="utf-8")))
    avec, sans_tirage = simuler([situation])[0], simuler([situation], completions=0)[0]
    simples = {(d.id, d.beneficiaire): d for d in sans_tirage.droits}
    fermes = [d for d in avec.droits if d.probabilite in (0, 1) and d.montant_min == d.montant_max]
    assert fermes
    for droit in fermes:
        simple = simples.get((droit.id, droit.beneficiaire))
        if simple is not None and simple.decision is droit.decision:
            assert droit.montant == simple.montant
            assert droit.montant_min in (None, droit.montant)


def test_une_population_entiere_est_faite_de_points():
    """With every fact given, no completion is needed: range and amount are the plain calculation's."""
    menages = population(20, 12, MOIS)
    for avec, simple in zip(simuler(menages), simuler(menages, completions=0), strict=True):
        assert [(d.montant, d.decision) for d in avec.droits] == [
            (d.montant, d.decision) for d in simple.droits
        ]
        assert all(d.montant_min == d.montant_max for d in avec.droits)


def test_seul_comme_en_lot():
    foyers = [VIDE, _sans(MERE_SEULE, "p.revenus"), lire_situation(SEUL), _sans(SEUL, "logement.loyer")]
    assert [_trie(estimer([foyer])[0]) for foyer in foyers] == [_trie(r) for r in estimer(foyers)]


def _trie(resultat):
    """Give an answer whatever the order in which assumptions are listed."""
    document = resultat.model_dump()
    for porteur in (document, *document["droits"]):
        porteur["hypotheses"] = sorted(porteur["hypotheses"])
    return document


def test_un_revenu_inconnu_donne_une_fourchette_qui_tient_les_deux_bouts():
    rsa = _droit(simuler([_sans(SEUL, "p.revenus")])[0], "rsa")
    plein = _droit(simuler([lire_situation(SEUL)])[0], "rsa")
    assert rsa.decision is Decision.A_VERIFIER
    assert rsa.montant_min == 0
    assert rsa.montant_max == pytest.approx(plein.montant)
    assert 0 < rsa.probabilite < 1


def test_la_prime_d_activite_n_est_pas_monotone():
    """Nothing at no wage, nothing at a high one: the top of the range comes from between."""
    document = copy.deepcopy(SEUL)
    document["personnes"][0]["activite"] = "salarie"
    ppa = _droit(simuler([_sans(document, "p.revenus")])[0], "ppa")
    assert ppa.montant_min == 0
    assert ppa.montant_max > 200


def test_un_droit_local_depend_de_la_commune_inconnue():
    """Communes out of the territory count as nothing due: never a sure yes."""
    agglobus = _droit(simuler([_sans(SEUL, "logement.commune")])[0], "agglobus")
    assert 0 < agglobus.probabilite < 1
    assert agglobus.decision is Decision.A_VERIFIER


def test_une_chance_rare_n_est_jamais_un_non():
    """A disability nobody asked about opens the AAH in few completions: to be checked, not refused."""
    aah = _droit(simuler([_sans(SEUL, "p.handicap")])[0], "aah")
    assert aah.decision is Decision.A_VERIFIER
    assert 0 < aah.probabilite < 0.2


@pytest.fixture(scope="module")
def comptes():
    """100 households, from a tenth to nine tenths of the facts hidden; 2 000 in docs/incertitude.md."""
    return mesurer(100, graine=21)


def test_la_fourchette_tient_le_vrai_montant(comptes):
    assert comptes.couverture >= 0.99
    assert comptes.couverture_en_doute >= 0.99
    assert sum(comptes.doutes.values()) > 1000


def test_la_part_annoncee_est_celle_qui_se_verifie(comptes):
    parts = np.array([p for p, _ in comptes.annonces])
    dus = np.array([d for _, d in comptes.annonces])
    for bas, haut in ((0.02, 0.3), (0.3, 0.7), (0.7, 0.98)):
        dans = (parts > bas) & (parts < haut)
        assert dans.sum() > 30
        assert abs(parts[dans].mean() - dus[dans].mean()) < 0.1


def test_cacher_puis_dire_redonne_le_calcul():
    menage = population(1, 30, MOIS)[0]
    cache = sans(menage, [("revenus", 0)])
    dit = cache.model_copy(update={"personnes": menage.personnes})
    assert simuler([dit]) == simuler([menage])
