"""Statistical secrecy: thresholds and rounding by hand, then an attack on all the published tables together.

The attacker (`attaque.py`) shares no code with the project; fictitious audits only.
"""

import random
import statistics

import polars as pl
import pytest

from simulations.audit import secret
from simulations.audit.arrondi import arrondir
from simulations.audit.chiffres import chiffres, compter
from simulations.audit.masques import ENTIER, masquer, masquer_groupe
from simulations.audit.secret import INTERNES, Seuils, publier, seuils
from tests.simulations.audit.attaque import (
    CLASSES,
    GEOGRAPHIE,
    PARTITIONS,
    Attaque,
    petites_cachees,
    tables,
    visibles_trop_petites,
)
from tests.simulations.audit.cas_chiffres import COLONNES_MENAGES, COLONNES_RESULTATS, FINANCEURS, audit

# Those of the tests, whatever the agency sets.
REGLES = Seuils(menages=11, signales=5, arrondi_effectifs=5, arrondi_euros=100, denominateur_taux=20)
AUDITS = [(300, 1, 0.3), (800, 3, 0.3), (2000, 5, 0.05), (2000, 6, 0.3)]


def _vrai(resultats, foyers):
    return chiffres(compter(resultats, foyers, FINANCEURS))


def _audit(nombre, graine, taux=0.3):
    vrai = _vrai(*audit(nombre, graine, taux))
    return vrai, publier(vrai, REGLES, FINANCEURS)


@pytest.fixture(scope="module")
def audits():
    return {cas: _audit(*cas) for cas in AUDITS}


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
        pl.DataFrame(lignes, schema=COLONNES_RESULTATS, orient="row"),
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


def test_sous_le_seuil_un_droit_est_cache_partout():
    valeurs = {ENTIER: 4, ("type_menage", "autre"): 4, ("type_menage", "personne_seule"): 0}
    assert masquer(valeurs, {}, 5) == set(valeurs)


def test_ce_qui_est_montre_est_arrondi_et_ce_qui_en_suit_vient_des_arrondis(audits):
    vrai, publie = audits[AUDITS[-1]]
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


def test_un_intervalle_en_euros_contient_celui_des_vrais_chiffres(audits):
    vrai, publie = audits[AUDITS[-1]]
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


def test_les_euros_de_tous_les_droits_sont_la_somme_de_ceux_qui_sont_montres(audits):
    for _, publie in audits.values():
        droits = publie.filter(pl.col("droit") != "tous")
        for ligne in publie.filter(
            pl.col("droit") == "tous", pl.col("dimension").is_in(PARTITIONS)
        ).to_dicts():
            if ligne["non_recours_mensuel"] is not None:
                siens = droits.filter(dimension=ligne["dimension"], modalite=ligne["modalite"])
                assert ligne["non_recours_mensuel"] == siens["non_recours_mensuel"].sum()


def test_les_seuils_sont_ceux_des_parametres():
    lus = seuils()
    assert (lus.menages, lus.signales, lus.arrondi_effectifs, lus.denominateur_taux) == (11, 5, 5, 20)


# The attack


@pytest.mark.parametrize("cas", AUDITS)
def test_rien_de_petit_n_est_montre(audits, cas):
    vrai, publie = audits[cas]
    assert visibles_trop_petites(publie, vrai).height == 0
    assert publie["secret"].any()
    assert not publie["secret"].all()


@pytest.mark.parametrize("exact", [True, False], ids=["sans_arrondi", "arrondi"])
@pytest.mark.parametrize("cas", AUDITS)
def test_aucun_petit_chiffre_cache_ne_se_deduit(audits, cas, exact):
    """Even who knew the shown figures before rounding could not tell a small one from nothing or from a large one."""
    vrai, publie = audits[cas]
    attaque = Attaque()
    tables(attaque, publie, vrai if exact else None)
    cibles = petites_cachees(attaque, publie, vrai)
    assert len(cibles) > 30
    trouves = attaque.intervalles([nom for nom, _, _ in cibles])
    for nom, valeur, seuil in cibles:
        bas, haut = trouves[nom]
        assert bas <= 0.01, (nom, valeur, bas, haut)
        assert haut >= seuil - 0.01, (nom, valeur, bas, haut)


def test_l_attaque_trouve_quand_seules_les_petites_cellules_sont_cachees(monkeypatch, audits):
    """The attack is worth something: without complementary suppression, it finds."""

    def petites(valeurs, lieux, seuil, imposes=()):
        return frozenset(c for c, v in valeurs.items() if v < seuil or c in imposes)

    monkeypatch.setattr(secret, "masquer", petites)
    vrai, _ = audits[AUDITS[-1]]
    publie = publier(vrai, REGLES, FINANCEURS)
    attaque = Attaque()
    tables(attaque, publie, vrai)
    cibles = petites_cachees(attaque, publie, vrai)
    trouves = attaque.intervalles([nom for nom, _, _ in cibles])
    determines = [nom for nom, valeur, _ in cibles if max(trouves[nom]) - min(trouves[nom]) < 0.5]
    assert determines


@pytest.mark.parametrize(("cas", "rang"), [((300, 1, 0.3), 0), ((1200, 7, 0.2), 31)])
def test_deux_audits_a_un_foyer_pres_ne_livrent_pas_ce_qui_est_cache(cas, rang):
    """The attacker knows that one household left, who it is and where it lives; that nothing else changed.

    A hidden figure may be told from nothing when the other audit shows it, but stays in a range as wide as
    the threshold.
    """
    resultats, foyers = audit(*cas)
    manquent = resultats.filter(
        (pl.col("ecart_type") == "non_recours") & (pl.col("decision") == "droit_probable")
    )["menage_id"].unique(maintain_order=True)
    parti = pl.col("menage_id") == manquent[rang]
    vrais = [_vrai(resultats, foyers), _vrai(resultats.filter(~parti), foyers.filter(~parti))]
    publies = [publier(vrai, REGLES, FINANCEURS) for vrai in vrais]
    attaque = Attaque()
    for numero, publie in enumerate(publies):
        tables(attaque, publie, audit=numero)
    touches = _cellules(foyers.row(by_predicate=parti, named=True))
    _un_de_moins(attaque, touches)
    cibles = [
        cible
        for numero, (publie, vrai) in enumerate(zip(publies, vrais, strict=True))
        for cible in petites_cachees(attaque, publie, vrai, numero)
    ]
    # Those of the household, and as many others.
    siennes = [c for c in cibles if (c[0][2], c[0][3]) in touches]
    autres = random.Random(1).sample([c for c in cibles if c not in siennes], 40)
    assert siennes
    trouves = attaque.intervalles([nom for nom, _, _ in (*siennes, *autres)])
    for nom, valeur, seuil in (*siennes, *autres):
        bas, haut = trouves[nom]
        assert haut - bas >= seuil - 0.01, (nom, valeur, bas, haut)


def _cellules(foyer):
    """Give the cells a household is in."""
    cellules = {(d, foyer[d] or "inconnu") for d in PARTITIONS if d != "pilote"}
    return cellules | {("ensemble", "ensemble"), ("pilote", "oui" if foyer["pilote"] else "non")}


def _un_de_moins(attaque, touches):
    for nom in [n for n in attaque.rangs if n[0] == 0 and n[4] in {"menages", *CLASSES}]:
        apres = (1, *nom[1:])
        if apres in attaque.rangs and nom[2] in {"ensemble", "commune", *GEOGRAPHIE, *PARTITIONS}:
            touche = (nom[2], nom[3]) in touches
            bas = 1.0 if touche and nom[4] == "menages" else 0.0
            attaque.relation({nom: 1.0, apres: -1.0}, bas, 1.0 if touche else 0.0)
