"""Statistical secrecy: thresholds, what covers a small cell, and rounding. The attack is in `test_attaque.py`."""

import statistics

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.audit.arrondi import arrondir
from simulations.audit.chiffres import chiffres, compter
from simulations.audit.masques import ENTIER, masquer, masquer_groupe
from simulations.audit.secret import INTERNES, Seuils, publier, seuils
from tests.simulations.audit.attaque import CLASSES, PARTITIONS, visibles_trop_petites
from tests.simulations.audit.cas_chiffres import COLONNES_MENAGES, FINANCEURS, audit, cadre

# Those of the tests, whatever the agency sets.
REGLES = Seuils(menages=11, signales=5, arrondi_effectifs=5, arrondi_euros=100, denominateur_taux=20)


def _vrai(resultats, foyers):
    return chiffres(compter(resultats, foyers, FINANCEURS))


def _audit(nombre, graine, taux=0.3):
    vrai = _vrai(*audit(nombre, graine, taux))
    return vrai, publier(vrai, REGLES, FINANCEURS)


@pytest.fixture(scope="module")
def grand():
    return _audit(2000, 6)


def _ligne(publie, droit, dimension="ensemble", modalite="ensemble"):
    return publie.row(
        by_predicate=(pl.col("droit") == droit)
        & (pl.col("dimension") == dimension)
        & (pl.col("modalite") == modalite),
        named=True,
    )


# Thresholds and rounding


def _deux_communes(foyers, signales):
    """Draw one droit in communes of so many households, so many of them flagged; 60 of 200 in the others."""
    lieux = [("12001", foyers, signales), ("12002", 200, 60), ("12003", 200, 60), ("12004", 200, 60)]
    menages, lignes = [], []
    for commune, nombre, manquent in lieux:
        for rang in range(nombre):
            nom = f"{commune}-{rang}"
            menages.append((nom, commune, "a", "Nord", False, "autre", "40_61", "proprietaire", "general"))
            ecart = ("non", "non_recours", 100.0) if rang < manquent else ("oui", "aucun", 0.0)
            lignes.append((nom, "rsa", "famille", "droit_probable", *ecart, "caf"))
    return (
        cadre(lignes),
        pl.DataFrame(menages, schema=COLONNES_MENAGES, orient="row"),
    )


@pytest.mark.parametrize(
    ("foyers", "signales", "montree"),
    [(11, 5, True), (10, 5, False), (11, 4, False), (200, 4, False), (200, 0, False), (10, 10, False)],
)
def test_une_cellule_se_montre_a_partir_des_seuils(foyers, signales, montree):
    vrai = _vrai(*_deux_communes(foyers, signales))
    publie = publier(vrai, REGLES, FINANCEURS)
    ligne = _ligne(publie, "rsa", "commune", "12001")
    assert ligne["secret"] is not montree
    assert (ligne["du_non_recu"] is not None) is montree
    assert (ligne["non_recours_mensuel"] is not None) is montree
    assert (ligne["menages"] is None) is (foyers < 11)
    cachees = publie.filter(pl.col("droit") == "rsa", pl.col("dimension") == "commune", "secret")
    # Alone, it would be the whole less the others.
    assert cachees.height == 0 if montree else cachees.height >= 2
    caches = [m for m in publie.columns if m in CLASSES or "taux" in m or "non_recours" in m]
    assert all(ligne[m] is None for m in caches) is not montree


def test_une_cellule_cachee_en_cache_une_autre_de_quoi_atteindre_le_seuil():
    assert masquer_groupe({("a",): 2, ("b",): 9, ("c",): 30}, 5) == {("a",), ("b",)}
    assert masquer_groupe({("a",): 2, ("b",): 2, ("c",): 30}, 5) == {("a",), ("b",), ("c",)}
    assert masquer_groupe({("a",): 3, ("b",): 2, ("c",): 30}, 5) == {("a",), ("b",)}
    assert masquer_groupe({("a",): 5, ("b",): 6}, 5) == set()
    # Hidden for its few households, though many miss the droit: alone, it would be the whole less the other.
    assert masquer_groupe({("a",): 30, ("b",): 40}, 5, {("a",)}) == {("a",), ("b",)}


def test_sous_le_seuil_un_droit_est_cache_partout():
    valeurs = {ENTIER: 4, ("type_menage", "autre"): 4, ("type_menage", "personne_seule"): 0}
    assert masquer(valeurs, {}, 5) == set(valeurs)


def test_ce_qui_est_montre_est_arrondi_et_ce_qui_en_suit_vient_des_arrondis(grand):
    vrai, publie = grand
    joint = publie.join(vrai, on=["droit", "dimension", "modalite"], suffix="_vrai")
    for nom, base in [(c, 5) for c in ("menages", *CLASSES)] + [("non_recours_mensuel", 100)]:
        vus = joint.filter(pl.col(nom).is_not_null(), pl.col("droit") != "tous")
        assert vus.height > 20
        assert (vus[nom] % base == 0).all()
        assert ((vus[nom] - vus[f"{nom}_vrai"]).abs() < base).all()
    vus = publie.filter(pl.col("taux_non_recours").is_not_null())
    dus = pl.col("du_recu") + pl.col("du_non_recu")
    assert vus.select((pl.col("taux_non_recours") - pl.col("du_non_recu") / dus).abs().max()).item() < 1e-12
    assert vus.select(dus.min()).item() >= 20
    assert not set(INTERNES) & set(publie.columns)


def test_un_intervalle_en_euros_contient_celui_des_vrais_chiffres(grand):
    vrai, publie = grand
    joint = publie.join(vrai, on=["droit", "dimension", "modalite"], suffix="_vrai").filter(
        pl.col("non_recours_bas").is_not_null()
    )
    assert joint.height > 5
    assert (joint["non_recours_bas"] <= joint["non_recours_bas_vrai"]).all()
    assert (joint["non_recours_haut"] >= joint["non_recours_haut_vrai"]).all()
    assert (joint["non_recours_bas"] % 100 == 0).all()


def test_l_arrondi_est_juste_en_moyenne_et_toujours_le_meme():
    for valeur in (5, 6, 8, 10):
        tirages = [arrondir(valeur, 5, graine) for graine in range(4000)]
        assert set(tirages) <= {valeur - valeur % 5, valeur - valeur % 5 + (5 if valeur % 5 else 0)}
        assert statistics.mean(tirages) == pytest.approx(valeur, abs=0.2)
        assert tirages == [arrondir(valeur, 5, graine) for graine in range(4000)]


def test_les_euros_de_tous_les_droits_sont_la_somme_de_ceux_qui_sont_montres(grand):
    _, publie = grand
    droits = publie.filter(pl.col("droit") != "tous")
    tous = publie.filter(pl.col("droit") == "tous", pl.col("dimension").is_in(PARTITIONS), ~pl.col("secret"))
    assert tous.height > 5
    for ligne in tous.to_dicts():
        siens = droits.filter(dimension=ligne["dimension"], modalite=ligne["modalite"])
        montres = siens["non_recours_mensuel"].drop_nulls()
        # Euros that nobody is shown are not zero euros.
        assert ligne["non_recours_mensuel"] == (montres.sum() if montres.len() else None)


def _deux_droits(rsa, apa):
    """Draw 100 households of one commune, and the ranks of those that miss the RSA and the APA."""
    foyer = ("12001", "a", "Nord", False, "autre", "40_61", "proprietaire", "general")
    lignes = [
        (f"m{rang}", droit, "p1", "droit_probable", "non", "non_recours", 100.0, "caf")
        for droit, rangs in (("rsa", rsa), ("apa", apa))
        for rang in rangs
    ]
    return (
        cadre(lignes),
        pl.DataFrame([(f"m{i}", *foyer) for i in range(100)], schema=COLONNES_MENAGES, orient="row"),
    )


@pytest.mark.parametrize(
    ("rsa", "apa", "montre"),
    [
        (range(30), range(30, 33), False),  # 33 in all, 30 for the RSA: three at least miss the APA
        (range(30), range(29, 32), False),  # two at least
        (range(30), range(3), True),  # 30 in all: nobody, for all that is known
        (range(30), range(25, 35), True),  # nothing is hidden
    ],
)
def test_tous_les_droits_ensemble_ne_disent_rien_d_un_droit_cache(rsa, apa, montre):
    publie = publier(_vrai(*_deux_droits(rsa, apa)), REGLES, FINANCEURS)
    assert _ligne(publie, "rsa")["du_non_recu"] == 30
    assert _ligne(publie, "apa")["secret"] is (len(apa) < 5)
    tous = _ligne(publie, "tous")
    assert (tous["du_non_recu"] is not None) is montre
    if montre:
        assert tous["non_recours_mensuel"] == (3000 if len(apa) < 5 else 4000)
    if len(apa) < 5:
        # By number of droits, the euros of the APA would come back: 100 euros a household.
        cumul = publie.filter(pl.col("dimension") == "cumul")
        assert cumul["non_recours_mensuel"].null_count() == cumul.height


def test_les_seuils_sont_ceux_des_parametres():
    lus = seuils()
    assert (lus.menages, lus.signales, lus.arrondi_effectifs, lus.denominateur_taux) == (11, 5, 5, 20)


@settings(max_examples=30, deadline=None)
@given(nombre=st.integers(1, 600), graine=st.integers(0, 10_000), taux=st.floats(0.0, 1.0))
def test_aucune_case_petite_n_est_publiee(nombre, graine, taux):
    vrai, publie = _audit(nombre, graine, taux)
    assert visibles_trop_petites(publie, vrai).is_empty()
    cachees = publie.filter("secret")
    chiffrees = [c for c, t in cachees.schema.items() if t.is_numeric() and c != "menages"]
    assert all(cachees[colonne].null_count() == cachees.height for colonne in chiffrees)
    assert not set(INTERNES) & set(publie.columns)
    assert publie.height == vrai.height


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


def test_la_population_d_une_case_est_la_meme_pour_tous_les_droits():
    """Two droits of one commune show the same households, or an average would undo the rounding."""
    _, publie = _audit(1500, 9, 0.5)
    communes = publie.filter(dimension="commune").group_by("modalite").agg(pl.col("menages").n_unique())
    assert set(communes["menages"]) == {1}


def test_des_seuils_plus_hauts_cachent_plus(grand):
    vrai, publie = grand
    cachees = publier(vrai, REGLES.model_copy(update={"signales": 20, "menages": 60}), FINANCEURS)
    assert visibles_trop_petites(cachees, vrai, (60, 20)).is_empty()
    assert cachees["secret"].sum() > publie["secret"].sum()


def test_un_seul_foyer_ne_montre_rien():
    _, publie = _audit(1, 1, 1.0)
    assert publie["secret"].all()
    assert publie["menages"].null_count() == publie.height
