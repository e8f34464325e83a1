"""An attack on all the published tables together: what is hidden cannot be worked out.

The attacker (`attaque.py`) shares no code with the project; fictitious audits only.
"""

import random
from collections import Counter

import polars as pl
import pytest

from simulations.audit import secret
from simulations.audit.chiffres import chiffres, compter
from simulations.audit.masques import ENTIER, masquer
from simulations.audit.secret import Seuils, publier
from tests.simulations.audit.attaque import (
    CLASSES,
    GEOGRAPHIE,
    PARTITIONS,
    Attaque,
    petites_cachees,
    tables,
    visibles_trop_petites,
)
from tests.simulations.audit.cas_chiffres import FINANCEURS, audit

# Those of the tests, whatever the agency sets.
REGLES = Seuils(menages=11, signales=5, arrondi_effectifs=5, arrondi_euros=100, denominateur_taux=20)
AUDITS = [(300, 1, 0.3), (800, 3, 0.3), (2000, 5, 0.05), (2000, 6, 0.3)]


def _vrai(resultats, foyers):
    return chiffres(compter(resultats, foyers, FINANCEURS))


@pytest.fixture(scope="module")
def audits():
    vrais = {cas: _vrai(*audit(*cas)) for cas in AUDITS}
    return {cas: (vrai, publier(vrai, REGLES, FINANCEURS)) for cas, vrai in vrais.items()}


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
        assert bas - 0.01 <= valeur <= haut + 0.01, "the attacker reasons wrongly"
        assert bas <= 0.01, (nom, valeur, bas, haut)
        assert haut >= seuil - 0.01, (nom, valeur, bas, haut)


@pytest.mark.parametrize("graine", range(25))
def test_aucun_decoupage_de_lieux_ne_livre_une_petite_commune(graine):
    """EPCI, arrondissements and pilot area that cut each other anyhow, few households everywhere."""
    hasard = random.Random(graine)
    lieux, valeurs = {}, Counter()
    for code in map(str, range(hasard.randint(3, 14))):
        lieux[code] = hasard.choice("abcd"), hasard.choice("NS"), hasard.choice(["oui", "non"])
        effectif = hasard.choice([0, 1, 2, 3, 4, 5, 6, 8, 12, 30])
        for cellule in (ENTIER, ("commune", code), *zip(GEOGRAPHIE, lieux[code], strict=True)):
            valeurs[cellule] += effectif
    caches = masquer(valeurs, lieux, 5)
    assert all(v >= 5 for cellule, v in valeurs.items() if cellule not in caches)
    petites = [cellule for cellule in caches if valeurs[cellule] < 5]
    if ENTIER in caches or not petites:
        return
    attaque = Attaque()
    for cellule, v in valeurs.items():
        attaque.inconnue(cellule, *((0, 1000) if cellule in caches else (v, v)))
    attaque.relation({ENTIER: -1.0} | {("commune", code): 1.0 for code in lieux})
    for rang, dimension in enumerate(GEOGRAPHIE):
        for lieu in {ou[rang] for ou in lieux.values()}:
            dedans = {("commune", code): 1.0 for code, ou in lieux.items() if ou[rang] == lieu}
            attaque.relation({(dimension, lieu): -1.0} | dedans)
    for cellule, (bas, haut) in attaque.intervalles(petites).items():
        assert bas <= 0.01, (cellule, valeurs[cellule], bas, haut)
        assert haut >= 5 - 0.01, (cellule, valeurs[cellule], bas, haut)


@pytest.mark.parametrize("cas", AUDITS)
def test_les_euros_ne_disent_pas_ce_que_les_effectifs_taisent(audits, cas):
    vrai, publie = audits[cas]
    attaque = Attaque()
    tables(attaque, publie, vrai, mesures=("du_non_recu", "non_recours_mensuel"))
    petites = petites_cachees(attaque, publie, vrai)
    noms = [(*nom[:4], "non_recours_mensuel") for nom, _, _ in petites if nom[2] != "cumul"]
    noms = [nom for nom in noms if nom in attaque.rangs]
    assert len(noms) > 10
    for nom, (bas, haut) in attaque.intervalles(noms).items():
        assert haut - bas >= REGLES.arrondi_euros, nom


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
        assert bas - 0.01 <= valeur <= haut + 0.01, "the attacker reasons wrongly"
        assert haut - bas >= seuil - 0.01, (nom, valeur, bas, haut)


def _cellules(foyer):
    """Give the cells a household is in."""
    cellules = {(d, foyer[d] or "inconnu") for d in PARTITIONS if d != "pilote"}
    return cellules | {
        ("ensemble", "ensemble"),
        ("pilote", "oui" if foyer["pilote"] else "non"),
    }


def _un_de_moins(attaque, touches):
    for nom in [n for n in attaque.rangs if n[0] == 0 and n[4] in {"menages", *CLASSES}]:
        apres = (1, *nom[1:])
        if apres in attaque.rangs and nom[2] in {"ensemble", *PARTITIONS}:
            touche = (nom[2], nom[3]) in touches
            bas = 1.0 if touche and nom[4] == "menages" else 0.0
            attaque.relation({nom: 1.0, apres: -1.0}, bas, 1.0 if touche else 0.0)
