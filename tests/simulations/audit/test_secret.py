"""What is published hides what it should: an attack by linear programming over all the tables together."""

import random

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.audit.arrondi import arrondir
from simulations.audit.chiffres import chiffres, compter
from simulations.audit.masques import masquer, masquer_groupe
from simulations.audit.secret import FICHIER, INTERNES, Seuils, publier, seuils
from tests.simulations.audit.attaque import Attaque, petites_cachees, tables, visibles_trop_petites
from tests.simulations.audit.cas_chiffres import FINANCEURS, audit

pytest.importorskip("scipy.optimize", reason="the attacker solves linear programmes")

EUROS = ("du_non_recu", "non_recours_mensuel")
ECHANTILLON = 30


def _chiffres(resultats, menages):
    return chiffres(compter(resultats, menages, FINANCEURS))


def _publie(nombre, graine, taux=0.3):
    figures = _chiffres(*audit(nombre, graine, taux))
    return figures, publier(figures, financeurs=FINANCEURS)


def _trop_etroits(attaque, cachees, tolerance=1e-6):
    """Give what the attacker learns too well; every answer must hold the truth."""
    random.Random(0).shuffle(cachees)
    cachees = cachees[:ECHANTILLON]
    trouves = attaque.intervalles([nom for nom, _, _ in cachees])
    for nom, vrai, _ in cachees:
        assert trouves[nom][0] - 1e-6 <= vrai <= trouves[nom][1] + 1e-6, "the attacker reasons wrongly"
    return [
        (nom, vrai, trouves[nom])
        for nom, vrai, seuil in cachees
        if trouves[nom][1] - trouves[nom][0] < seuil - tolerance
    ]


CAS = [(11, 700, 0.8), (12, 700, 0.3), (17, 300, 0.8), (23, 1500, 0.3), (38, 1500, 0.3), (41, 2000, 0.1)]


@pytest.mark.parametrize(("graine", "nombre", "taux"), CAS)
def test_rien_de_cache_ne_se_retrouve_par_soustraction(graine, nombre, taux):
    """No small hidden figure is known to less than its threshold, by margins, nesting, 2×2 and cumulation."""
    figures, publie = _publie(nombre, graine, taux)
    attaque = Attaque()
    tables(attaque, publie)
    cachees = petites_cachees(attaque, publie, figures)
    assert len(cachees) > 10
    assert _trop_etroits(attaque, cachees) == []


@pytest.mark.parametrize(("graine", "nombre", "taux"), CAS)
def test_meme_pour_qui_connait_les_chiffres_publies_avant_arrondi(graine, nombre, taux):
    figures, publie = _publie(nombre, graine, taux)
    attaque = Attaque()
    tables(attaque, publie, figures)
    cachees = [cas for cas in petites_cachees(attaque, publie, figures) if cas[0][2] != "cumul"]
    assert _trop_etroits(attaque, cachees) == []


@pytest.mark.parametrize(("graine", "nombre", "taux"), CAS[:3])
def test_les_euros_ne_disent_pas_ce_que_les_effectifs_taisent(graine, nombre, taux):
    figures, publie = _publie(nombre, graine, taux)
    attaque = Attaque()
    tables(attaque, publie, figures, mesures=EUROS)
    petites = petites_cachees(attaque, publie, figures)
    noms = [(*nom[:4], "non_recours_mensuel") for nom, _, _ in petites if nom[2] != "cumul"]
    noms = [nom for nom in noms if nom in attaque.rangs]
    random.Random(0).shuffle(noms)
    noms = noms[:ECHANTILLON]
    for nom, (bas, haut) in attaque.intervalles(noms).items():
        assert haut - bas >= seuils().arrondi_euros, nom


@pytest.mark.parametrize("graine", [3, 4, 5, 6])
def test_deux_audits_qui_different_d_un_foyer(graine):
    """Who knows that one household was added learns neither what was hidden, nor of this household."""
    resultats, menages = audit(900, graine, 0.5)
    retire = menages["menage_id"][-1]
    avant = _chiffres(
        resultats.filter(pl.col("menage_id") != retire), menages.filter(pl.col("menage_id") != retire)
    )
    apres = _chiffres(resultats, menages)
    attaque = Attaque()
    publies = [publier(figures, financeurs=FINANCEURS) for figures in (avant, apres)]
    for numero, publie in enumerate(publies, 1):
        tables(attaque, publie, audit=numero, mesures=("menages", "du_non_recu"))
    for nom in [n for n in attaque.rangs if n[0] == 1]:
        jumeau = (2, *nom[1:])
        if jumeau in attaque.rangs:
            attaque.relation({jumeau: 1.0, nom: -1.0}, 0.0, 1.0)
    cachees = petites_cachees(attaque, publies[0], avant, 1) + petites_cachees(attaque, publies[1], apres, 2)
    assert cachees
    assert _trop_etroits(attaque, cachees, tolerance=1.0) == []


def test_l_attaquant_trouve_ce_qu_un_secret_naif_laisse():
    """The attack is one: cells that are small, alone hidden, are found by subtraction."""
    figures, _ = _publie(1500, 23, 0.3)
    petit = pl.col("du_non_recu") < seuils().signales
    naif = figures.with_columns(pl.when(~petit).then(pl.col("du_non_recu")).alias("du_non_recu"))
    attaque = Attaque()
    tables(attaque, naif, figures, mesures=("du_non_recu",))
    cachees = [
        c
        for c in petites_cachees(attaque, naif, figures)
        if c[0][2] in {"epci", "arrondissement", "tranche_age"}
    ]
    assert _trop_etroits(attaque, cachees)


@settings(max_examples=30, deadline=None)
@given(nombre=st.integers(1, 600), graine=st.integers(0, 10_000), taux=st.floats(0.0, 1.0))
def test_aucune_case_petite_n_est_publiee(nombre, graine, taux):
    figures, publie = _publie(nombre, graine, taux)
    assert visibles_trop_petites(publie, figures).is_empty()
    cachees = publie.filter("secret")
    chiffrees = [c for c, t in cachees.schema.items() if t.is_numeric() and c != "menages"]
    assert all(cachees[colonne].null_count() == cachees.height for colonne in chiffrees)
    assert not set(INTERNES) & set(publie.columns)
    assert publie.height == figures.height


@settings(max_examples=60, deadline=None)
@given(
    communes=st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from("NS"), st.booleans(), st.integers(0, 30)),
        min_size=1,
        max_size=25,
    )
)
def test_ce_qui_se_calcule_est_publiable(communes):
    """In every family of places that adds up to a shown one, the hidden ones are two and large together."""
    seuil = 5
    lieux = {str(i): (epci, arr, "oui" if p else "non") for i, (epci, arr, p, _) in enumerate(communes)}
    valeurs = {("ensemble", "ensemble"): sum(v for *_, v in communes)}
    for i, (epci, arr, p, v) in enumerate(communes):
        cellules = (
            ("commune", str(i)),
            ("epci", epci),
            ("arrondissement", arr),
            ("pilote", "oui" if p else "non"),
        )
        for cellule in cellules:
            valeurs[cellule] = valeurs.get(cellule, 0) + v
    caches = masquer(valeurs, lieux, seuil)
    assert all(valeurs[cellule] >= seuil for cellule in valeurs.keys() - caches)
    if ("ensemble", "ensemble") in caches:
        return
    familles = {("ensemble", "ensemble"): set(lieux)}
    for rang, dimension in enumerate(("epci", "arrondissement", "pilote")):
        for code, ou in lieux.items():
            if (dimension, ou[rang]) not in caches:
                familles.setdefault((dimension, ou[rang]), set()).add(code)
    for famille in familles.values():
        dedans = {code for code in famille if ("commune", code) in caches}
        petites = [code for code in dedans if valeurs["commune", code] < seuil]
        if petites:
            assert len(dedans) > 1
            assert sum(valeurs["commune", code] for code in dedans) >= seuil


def test_un_groupe_se_couvre_par_sa_plus_petite_case():
    assert masquer_groupe({("a",): 3, ("b",): 9, ("c",): 6}, 5) == {("a",), ("c",)}
    assert masquer_groupe({("a",): 3, ("b",): 1, ("c",): 6}, 5) == {("a",), ("b",), ("c",)}
    assert masquer_groupe({("a",): 3, ("b",): 4, ("c",): 6}, 5) == {("a",), ("b",)}
    assert masquer_groupe({("a",): 5, ("b",): 6}, 5) == set()


def test_l_arrondi_est_juste_en_moyenne_et_ne_se_moyenne_pas():
    tirages = [arrondir(7, 5, graine) for graine in range(4000)]
    assert set(tirages) == {5, 10}
    assert sum(tirages) / len(tirages) == pytest.approx(7, abs=0.15)
    assert len({arrondir(7, 5, "x") for _ in range(5)}) == 1
    assert arrondir(10, 5, "x") == 10
    assert arrondir(1234.56, 100, "x") in {1200, 1300}


def test_tout_est_arrondi_et_les_taux_viennent_des_arrondis():
    figures, publie = _publie(2000, 7, 0.8)
    for colonne in ("menages", "du_recu", "du_non_recu", "non_du_non_recu", "sous_versement", "decides"):
        assert publie.filter(pl.col(colonne) % 5 != 0).is_empty(), colonne
    for colonne in ("non_recours_mensuel", "non_recours_bas", "non_recours_haut", "sous_versement_mensuel"):
        assert publie.filter(pl.col(colonne) % 100 != 0).is_empty(), colonne
    visibles = publie.filter(pl.col("taux_non_recours").is_not_null())
    assert visibles.height > 20
    dus = pl.col("du_recu") + pl.col("du_non_recu")
    assert visibles.filter(
        (pl.col("taux_non_recours") - pl.col("du_non_recu") / dus).abs() > 1e-12
    ).is_empty()
    assert visibles.filter(dus < seuils().denominateur_taux).is_empty()
    ecarts = figures.join(publie, on=["droit", "dimension", "modalite"], suffix="_p")
    assert ecarts.filter((pl.col("du_non_recu") - pl.col("du_non_recu_p")).abs() > 4).is_empty()


def test_la_population_d_une_case_est_la_meme_pour_tous_les_droits():
    """Two droits of one commune show the same households, or an average would undo the rounding."""
    _, publie = _publie(1500, 9, 0.5)
    communes = publie.filter(dimension="commune").group_by("modalite").agg(pl.col("menages").n_unique())
    assert set(communes["menages"]) == {1}


def test_les_euros_de_tous_les_droits_sont_la_somme_des_publies():
    _, publie = _publie(2000, 7, 0.8)
    for dimension in ("ensemble", "epci", "type_menage"):
        droits = publie.filter(pl.col("droit") != "tous", dimension=dimension)
        sommes = dict(droits.group_by("modalite").agg(pl.col("non_recours_mensuel").sum()).iter_rows())
        tous = publie.filter(~pl.col("secret"), droit="tous", dimension=dimension)
        for modalite, euros in tous.select("modalite", "non_recours_mensuel").iter_rows():
            assert euros == sommes[modalite]


def test_des_seuils_plus_hauts_cachent_plus():
    figures, publie = _publie(1500, 23, 0.5)
    severes = Seuils(**yaml.safe_load(FICHIER.read_text(encoding="utf-8")) | {"signales": 20, "menages": 60})
    cachees = publier(figures, severes, FINANCEURS)
    assert visibles_trop_petites(cachees, figures, (60, 20)).is_empty()
    assert cachees["secret"].sum() > publie["secret"].sum()


def test_un_seul_foyer_ne_montre_rien():
    _, publie = _publie(1, 1, 1.0)
    assert publie["secret"].all()
    assert publie["menages"].null_count() == publie.height
