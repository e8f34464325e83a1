"""The figures against a case counted by hand, and against plain loops on random results."""

import math
import random
from collections import defaultdict

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.audit.chiffres import additionner, chiffres, compter, wilson
from tests.simulations.audit.cas_chiffres import (
    COLONNES_MENAGES,
    COLONNES_RESULTATS,
    FINANCEURS,
    audit,
)

CLASSES = ("du_recu", "du_non_recu", "non_du_recu", "non_du_non_recu", "indecis", "recu_inconnu")
DIMENSIONS = ("commune", "epci", "arrondissement", "pilote", "type_menage", "tranche_age", "statut_logement")


def _chiffres(resultats, menages):
    return chiffres(compter(resultats, menages, FINANCEURS))


def _ligne(figures, droit, dimension="ensemble", modalite="ensemble"):
    (ligne,) = figures.filter(droit=droit, dimension=dimension, modalite=modalite).to_dicts()
    return ligne


@pytest.fixture(scope="module")
def a_la_main():
    """Seven fictitious households of two communes, and every kind of answer once."""
    lieux = {"A": ("12202", "Rodez agglo", "Rodez", True), "B": ("12145", "Millau", "Millau", False)}
    foyers = [
        (nom, *lieux[nom[0]], "autre", "25_39", "proprietaire", "general")
        for nom in ("A1", "A2", "A3", "A4", "B1", "B2", "B3")
    ]
    lignes = [
        # RSA: due and received · due, missing, 300 € · neither · received though not due
        ("A1", "rsa", "famille", "droit_probable", "oui", "aucun", 0.0, "caf"),
        ("A2", "rsa", "famille", "droit_probable", "non", "non_recours", 300.0, "caf"),
        ("A3", "rsa", "famille", "peu_probable", "non", "aucun", 0.0, "caf"),
        ("A4", "rsa", "famille", "peu_probable", "oui", "trop_percu_possible", 80.0, "caf"),
        # to be checked · due, receipt unknown · due, missing, 100 €
        ("B1", "rsa", "famille", "a_verifier", "non", "non_recours", 999.0, "msa"),
        ("B2", "rsa", "famille", "droit_probable", "inconnu", "inconnu", None, "msa"),
        ("B3", "rsa", "famille", "droit_probable", "non", "non_recours", 100.0, "msa"),
        # APA of persons: one receives and the other does not · paid short · excluded by another droit
        ("A1", "apa", "p1", "droit_probable", "oui", "aucun", 0.0, "caf"),
        ("A1", "apa", "p2", "droit_probable", "non", "non_recours", 40.0, "caf"),
        ("A2", "apa", "p1", "droit_probable", "non", "non_recours", 50.0, "caf"),
        ("A2", "apa", "p2", "droit_probable", "non", "non_recours", 60.0, "caf"),
        ("B1", "apa", "p1", "droit_probable", "oui", "sous_versement", 25.0, "caf"),
        ("B2", "apa", "p1", "droit_probable", "non", "aucun", 0.0, "caf"),
    ]
    return _chiffres(
        pl.DataFrame(lignes, schema=COLONNES_RESULTATS, orient="row"),
        pl.DataFrame(foyers, schema=COLONNES_MENAGES, orient="row"),
    )


def test_un_droit_compte_a_la_main(a_la_main):
    rsa = _ligne(a_la_main, "rsa")
    assert [rsa[classe] for classe in CLASSES] == [1, 2, 1, 1, 1, 1]
    assert (rsa["menages"], rsa["decides"], rsa["couverture"]) == (7, 5, 5 / 7)
    assert rsa["taux_non_recours"] == pytest.approx(2 / 3)
    assert rsa["taux_beta"] == pytest.approx(1 / 2)
    assert (rsa["non_recours_mensuel"], rsa["non_recours_annuel"]) == (400.0, 4800.0)


def test_les_personnes_d_un_foyer_comptent_pour_un_foyer_et_leurs_euros_s_ajoutent(a_la_main):
    apa = _ligne(a_la_main, "apa")
    # A1 and A2 miss; B1 receives, short; B2 is excluded, A3, A4 and B3 have nobody who could hold it.
    assert [apa[classe] for classe in CLASSES] == [1, 2, 0, 4, 0, 0]
    assert apa["non_recours_mensuel"] == 150.0
    assert (apa["sous_versement"], apa["sous_versement_mensuel"]) == (1, 25.0)


def test_par_lieu_et_par_organisme(a_la_main):
    rodez = _ligne(a_la_main, "rsa", "pilote", "oui")
    assert [rodez[classe] for classe in CLASSES] == [1, 1, 1, 1, 0, 0]
    assert _ligne(a_la_main, "rsa", "commune", "12145")["non_recours_mensuel"] == 100.0
    assert _ligne(a_la_main, "rsa", "commune", "12145")["dans_epci"] == "Millau"
    msa = _ligne(a_la_main, "rsa", "organisme", "msa")
    assert (msa["du_recu"], msa["du_non_recu"], msa["menages"]) == (0, 1, None)


def test_plusieurs_droits_a_la_fois(a_la_main):
    tous = _ligne(a_la_main, "tous")
    # A1 misses the APA, A2 both, B3 the RSA; B1 misses nothing that is sure and is due the APA.
    assert (tous["du_non_recu"], tous["du_recu"], tous["non_recours_mensuel"]) == (3, 1, 550.0)
    assert _ligne(a_la_main, "tous", "cumul", "1")["du_non_recu"] == 2
    assert _ligne(a_la_main, "tous", "cumul", "2")["non_recours_mensuel"] == 410.0
    departement = _ligne(a_la_main, "tous", "financeur", "departement")
    assert (departement["du_non_recu"], departement["non_recours_mensuel"]) == (3, 550.0)


def test_intervalle_des_euros(a_la_main):
    """Seven draws of 0, 300, 0, 0, 0, 0, 100: standard deviation s, total within 1.96 s sqrt(7)."""
    rsa = _ligne(a_la_main, "rsa")
    moyenne = 400 / 7
    carres = (300 - moyenne) ** 2 + (100 - moyenne) ** 2 + 5 * moyenne**2
    demi = 1.959964 * math.sqrt(carres / 6) * math.sqrt(7)
    assert rsa["non_recours_haut"] == pytest.approx(400 + demi, rel=1e-6)
    assert rsa["non_recours_bas"] == 0.0  # never below zero


@pytest.mark.parametrize(
    ("cas", "sur", "bas", "haut"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3 (score).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_contre_les_valeurs_publiees(cas, sur, bas, haut):
    assert wilson(cas, sur) == pytest.approx((bas, haut), abs=5e-5)


def test_la_colonne_des_intervalles_est_celle_de_wilson(a_la_main):
    rsa = _ligne(a_la_main, "rsa")
    assert (rsa["taux_bas"], rsa["taux_haut"]) == pytest.approx(wilson(2, 3))


def _recompte(resultats, menages):  # noqa: C901
    """Count with loops: {(droit, dimension, modalite): measures}."""
    par_foyer = defaultdict(list)
    for ligne in resultats.iter_rows(named=True):
        par_foyer[ligne["menage_id"], ligne["droit"]].append(ligne)
    comptes = defaultdict(lambda: defaultdict(float))
    droits = set(resultats["droit"])
    for menage in menages.iter_rows(named=True):
        cellules = [("ensemble", "ensemble")]
        for dimension in DIMENSIONS:
            valeur = menage[dimension]
            if dimension == "pilote":
                valeur = "oui" if valeur else "non"
            cellules.append((dimension, valeur or "inconnu"))
        nombre, euros_tous, un_du = 0, 0.0, False
        for droit in droits:
            lignes = par_foyer[menage["menage_id"], droit]
            classe, euros = _classe(lignes)
            nombre += classe == "du_non_recu"
            un_du = un_du or classe in {"du_recu", "du_non_recu"}
            euros_tous += euros
            ici = list(cellules)
            if classe in {"du_recu", "du_non_recu"}:
                ici.append(("organisme", min(ligne["organisme"] for ligne in lignes)))
            for cellule in ici:
                comptes[droit, *cellule][classe] += 1
                comptes[droit, *cellule]["non_recours_mensuel"] += euros
        if nombre:
            cellules.append(("cumul", str(nombre)))
        for cellule in cellules:
            if nombre or un_du:
                comptes["tous", *cellule]["du_non_recu" if nombre else "du_recu"] += 1
            comptes["tous", *cellule]["non_recours_mensuel"] += euros_tous
    return comptes


def _classe(lignes):
    euros, doute, recu, inconnu = 0.0, False, False, False
    dus, manque = [], False
    for ligne in lignes:
        if ligne["decision"] == "a_verifier":
            doute = True
        if ligne["decision"] == "droit_probable":
            if ligne["ecart_type"] == "non_recours":
                manque = True
                euros += ligne["ecart_mensuel"]
                dus.append("non")
            elif ligne["statut"] != "non":
                dus.append(ligne["statut"])
        recu = recu or ligne["statut"] == "oui"
        inconnu = inconnu or ligne["statut"] == "inconnu"
    if manque:
        return "du_non_recu", euros
    if dus:
        return ("recu_inconnu" if "inconnu" in dus else "du_recu"), 0.0
    if doute:
        return "indecis", 0.0
    return ("non_du_recu" if recu else "recu_inconnu" if inconnu else "non_du_non_recu"), 0.0


@settings(max_examples=25, deadline=None)
@given(
    nombre=st.integers(1, 120),
    graine=st.integers(0, 10_000),
    taux=st.floats(0.0, 1.0),
    lots=st.integers(1, 4),
)
def test_les_chiffres_sont_ceux_d_un_recompte_par_boucles(nombre, graine, taux, lots):
    resultats, menages = audit(nombre, graine, taux)
    ids = menages["menage_id"].to_list()
    parts = [ids[rang::lots] for rang in range(lots)]
    comptes = [
        compter(resultats.filter(pl.col("menage_id").is_in(p)), menages.filter(pl.col("menage_id").is_in(p)), FINANCEURS)
        for p in parts if p
    ]  # fmt: skip
    figures = chiffres(additionner(comptes))
    attendus = _recompte(resultats, menages)
    vus = set()
    for ligne in figures.iter_rows(named=True):
        cle = ligne["droit"], ligne["dimension"], ligne["modalite"]
        if ligne["dimension"] == "financeur" or (ligne["droit"], ligne["dimension"]) == ("tous", "organisme"):
            continue
        vus.add(cle)
        for mesure in (*CLASSES, "non_recours_mensuel"):
            if ligne[mesure] is not None:
                assert ligne[mesure] == pytest.approx(attendus[cle][mesure]), (cle, mesure)
    assert {cle for cle, c in attendus.items() if any(c.values())} <= vus


@settings(max_examples=15, deadline=None)
@given(nombre=st.integers(2, 100), graine=st.integers(0, 10_000))
def test_chaque_ventilation_fait_le_total(nombre, graine):
    figures = _chiffres(*audit(nombre, graine))
    for dimension in DIMENSIONS:
        sommes = (
            figures.filter(dimension=dimension).group_by("droit").agg(pl.col("menages", "du_non_recu").sum())
        )
        entier = figures.filter(dimension="ensemble").select("droit", "menages", "du_non_recu")
        assert sommes.sort("droit").equals(entier.sort("droit"))


def test_un_droit_que_personne_n_a_ni_ne_recoit_reste():
    resultats, menages = audit(30, 5, taux=0.0)
    resultats = resultats.filter(pl.col("statut") == "non")
    figures = _chiffres(resultats, menages)
    rsa = _ligne(figures, "rsa")
    assert (rsa["non_du_non_recu"], rsa["menages"], rsa["taux_non_recours"]) == (30, 30, None)


def test_l_ordre_des_foyers_ne_change_rien():
    resultats, menages = audit(80, random.Random(1).randrange(999))
    une, autre = (
        compter(resultats, menages, FINANCEURS),
        compter(resultats.reverse(), menages.reverse(), FINANCEURS),
    )
    assert une.drop(
        "non_recours_mensuel", "non_recours_carre", "sous_versement_mensuel", "sous_versement_carre"
    ).equals(
        autre.drop(
            "non_recours_mensuel", "non_recours_carre", "sous_versement_mensuel", "sous_versement_carre"
        )
    )
