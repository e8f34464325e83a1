"""The figures: a case counted by hand, a recount by plain loops, and published examples of intervals."""

import math
import statistics
from collections import defaultdict

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.audit.chiffres import additionner, chiffres, compter
from tests.simulations.audit.cas_chiffres import (
    COLONNES_MENAGES,
    FINANCEURS,
    LIEUX,
    a_la_main,
    audit,
    cadre,
)

CLASSES = ("du_recu", "du_non_recu", "non_du_recu", "non_du_non_recu", "indecis", "recu_inconnu")
PARTITIONS = ("commune", "epci", "arrondissement", "pilote", "type_menage", "tranche_age", "statut_logement")


def _chiffres(resultats, menages):
    return chiffres(compter(resultats, menages, FINANCEURS))


def _ligne(lus, droit, dimension="ensemble", modalite="ensemble"):
    return lus.row(
        by_predicate=(pl.col("droit") == droit)
        & (pl.col("dimension") == dimension)
        & (pl.col("modalite") == modalite),
        named=True,
    )


def _classes(ligne):
    return tuple(ligne[c] for c in CLASSES)


@pytest.fixture(scope="module")
def main():
    return _chiffres(*a_la_main())


@pytest.mark.parametrize(
    ("droit", "attendu", "euros"),
    [
        # h2; h1; h3; h6 and h7; h4; h5.
        ("rsa", (1, 1, 1, 2, 1, 1), 500),
        # Nobody; h2 and h3; nobody; h1, h5, h6, h7; nobody; h4.
        ("apa", (0, 2, 0, 4, 0, 1), 350),
        ("css", (0, 1, 0, 6, 0, 0), 0),
        # The excluded droit is not due besides the other.
        ("ppa", (0, 0, 0, 7, 0, 0), 0),
    ],
)
def test_chaque_foyer_est_dans_une_classe_comptee_a_la_main(main, droit, attendu, euros):
    ligne = _ligne(main, droit)
    assert ligne["menages"] == 7
    assert _classes(ligne) == attendu
    assert ligne["non_recours_mensuel"] == euros
    assert ligne["non_recours_annuel"] == 12 * euros


def test_les_taux_du_cas_a_la_main(main):
    rsa, apa = _ligne(main, "rsa"), _ligne(main, "apa")
    assert rsa["taux_non_recours"] == 1 / 2
    assert rsa["taux_beta"] == 1 / 2
    assert rsa["decides"] == 5
    assert rsa["couverture"] == 5 / 7
    assert apa["taux_non_recours"] == 1
    assert apa["taux_beta"] is None
    assert _ligne(main, "ppa")["taux_non_recours"] is None
    assert (apa["sous_versement"], apa["sous_versement_mensuel"]) == (1, 30)
    # 150² and 200²: the squares of households, not of holders.
    assert apa["non_recours_carre"] == 150**2 + 200**2


@pytest.mark.parametrize(
    ("dimension", "modalite", "attendu"),
    [
        ("commune", "12001", (1, 1, 0, 0, 0, 0)),
        ("commune", "inconnu", (0, 0, 0, 1, 0, 0)),
        ("epci", "b", (0, 0, 1, 0, 1, 0)),
        ("arrondissement", "Nord", (1, 1, 1, 0, 1, 0)),
        ("pilote", "oui", (1, 1, 0, 0, 0, 0)),
        # h7, of no known place, is in the rest of the file.
        ("pilote", "non", (0, 0, 1, 2, 1, 1)),
        ("tranche_age", "75_plus", (0, 0, 0, 0, 1, 0)),
    ],
)
def test_les_decoupages_du_cas_a_la_main(main, dimension, modalite, attendu):
    assert _classes(_ligne(main, "rsa", dimension, modalite)) == attendu


def test_tous_les_droits_ensemble_a_la_main(main):
    """Missing: h1 two droits, h2 one, h3 one; h2 misses one and receives another, so it misses."""
    tous = _ligne(main, "tous")
    assert (tous["du_non_recu"], tous["du_recu"], tous["menages"]) == (3, 0, 7)
    assert tous["non_recours_mensuel"] == 500 + 150 + 200
    assert _ligne(main, "tous", "cumul", "1")["du_non_recu"] == 2
    assert _ligne(main, "tous", "cumul", "2")["du_non_recu"] == 1
    # Departement: RSA and APA, h1, h2 and h3.
    assert _ligne(main, "tous", "financeur", "departement")["du_non_recu"] == 3
    assert _ligne(main, "tous", "financeur", "fonds_css")["du_non_recu"] == 1
    # Caf: RSA of h1, APA of h2, and the RSA that h2 receives.
    assert _ligne(main, "tous", "organisme", "caf")["du_non_recu"] == 2
    assert _ligne(main, "apa", "organisme", "msa")["du_non_recu"] == 1


# The rules, again, by loops.


def _classe(lignes):
    manque = any(u["decision"] == "droit_probable" and u["ecart_type"] == "non_recours" for u in lignes)
    dus = [
        u
        for u in lignes
        if u["decision"] == "droit_probable" and (u["statut"] != "non" or u["ecart_type"] == "non_recours")
    ]
    if manque:
        return "du_non_recu"
    if dus:
        return "recu_inconnu" if any(u["statut"] == "inconnu" for u in dus) else "du_recu"
    if any(u["decision"] == "a_verifier" for u in lignes):
        return "indecis"
    if any(u["statut"] == "oui" for u in lignes):
        return "non_du_recu"
    return "recu_inconnu" if any(u["statut"] == "inconnu" for u in lignes) else "non_du_non_recu"


def _sommes(lignes, ecart):
    return sum(
        u["ecart_mensuel"] or 0
        for u in lignes
        if u["decision"] == "droit_probable" and u["ecart_type"] == ecart
    )


def _modalite(foyer, dimension):
    if dimension == "ensemble":
        return "ensemble"
    if dimension == "pilote":
        return "oui" if foyer["pilote"] else "non"
    return foyer[dimension] or "inconnu"


def _recompter(resultats, menages):
    """Count a whole audit: `cellules[droit, dimension, modalite]` is a dict of counts."""
    cellules = defaultdict(lambda: defaultdict(float))
    par_foyer = defaultdict(lambda: defaultdict(list))
    for ligne in resultats.to_dicts():
        par_foyer[ligne["menage_id"]][ligne["droit"]].append(ligne)
    droits = set(resultats["droit"])
    for foyer in menages.to_dicts():
        siens = par_foyer[foyer["menage_id"]]
        classes = {droit: _classe(siens[droit]) for droit in droits}
        euros = {droit: _sommes(siens[droit], "non_recours") for droit in droits}
        manques = [droit for droit, classe in classes.items() if classe == "du_non_recu"]
        for dimension in ("ensemble", *PARTITIONS):
            ou = dimension, _modalite(foyer, dimension)
            for droit in droits:
                cellule = cellules[droit, *ou]
                cellule[classes[droit]] += 1
                cellule["menages"] += 1
                cellule["non_recours_mensuel"] += euros[droit]
                cellule["non_recours_carre"] += euros[droit] ** 2
                cellule["sous_versement_mensuel"] += _sommes(siens[droit], "sous_versement")
                cellule["sous_versement"] += any(
                    u["decision"] == "droit_probable" and u["ecart_type"] == "sous_versement"
                    for u in siens[droit]
                )
            cellule = cellules["tous", *ou]
            cellule["menages"] += 1
            cellule["du_non_recu"] += bool(manques)
            cellule["du_recu"] += not manques and "du_recu" in classes.values()
            cellule["non_recours_mensuel"] += sum(euros.values())
        for droit in droits:
            if classes[droit] in {"du_recu", "du_non_recu"}:
                organisme = min(u["organisme"] for u in siens[droit])
                cellules[droit, "organisme", organisme][classes[droit]] += 1
                cellules[droit, "organisme", organisme]["non_recours_mensuel"] += euros[droit]
        if manques:
            nombre = str(len(manques)) if len(manques) < 5 else "5_plus"
            cellules["tous", "cumul", nombre]["du_non_recu"] += 1
        for financeur in {FINANCEURS[droit] for droit in manques}:
            cellules["tous", "financeur", financeur]["du_non_recu"] += 1
    return cellules


def _comparer(lus, attendu):
    mesures = {"menages", *CLASSES, "sous_versement", "non_recours_mensuel", "non_recours_carre"}
    trouves = {(u["droit"], u["dimension"], u["modalite"]): u for u in lus.to_dicts()}
    for cle, cellule in attendu.items():
        for mesure in mesures:
            valeur = trouves[cle][mesure]
            if (cle[0] == "tous" or cle[1] == "organisme") and mesure not in cellule:
                continue
            if valeur is None:
                assert cle[1] in {"cumul", "financeur"}
                continue
            assert valeur == pytest.approx(cellule[mesure], abs=1e-6), (cle, mesure)
    inventes = [c for c in trouves.keys() - attendu.keys() if c[1] not in {"organisme", "financeur"}]
    assert not inventes
    siens = [
        c
        for c in trouves
        if c[1] == "organisme" and c[0] != "tous" and trouves[c]["du_recu"] + trouves[c]["du_non_recu"]
    ]
    assert set(siens) <= attendu.keys()


_POSSIBLES = [
    ("droit_probable", "oui", "aucun"),
    ("droit_probable", "oui", "sous_versement"),
    ("droit_probable", "oui", "trop_percu_possible"),
    ("droit_probable", "non", "non_recours"),
    ("droit_probable", "non", "aucun"),
    ("droit_probable", "inconnu", "inconnu"),
    ("a_verifier", "non", "non_recours"),
    ("a_verifier", "oui", "inconnu"),
    ("a_verifier", "inconnu", "inconnu"),
    ("peu_probable", "oui", "trop_percu_possible"),
    ("peu_probable", "non", "aucun"),
    ("peu_probable", "inconnu", "inconnu"),
]
_PORTEUR = st.tuples(st.sampled_from(_POSSIBLES), st.sampled_from([None, 0.0, 12.5, 340.0]))
_FOYER = st.tuples(
    st.sampled_from(LIEUX),
    st.sampled_from(["personne_seule", "autre"]),
    st.dictionaries(st.sampled_from(sorted(FINANCEURS)), st.lists(_PORTEUR, max_size=3)),
)


def _cadres(foyers):
    menages, lignes = [], []
    for rang, ((commune, epci, arrondissement, pilote), genre, droits) in enumerate(foyers):
        menages.append(
            (f"m{rang}", commune, epci, arrondissement, pilote, genre, "40_61", "proprietaire", "general")
        )
        lignes += [
            (f"m{rang}", droit, f"p{i}", *reponse, euros, "caf")
            for droit, porteurs in droits.items()
            for i, (reponse, euros) in enumerate(porteurs)
        ]
    return (
        cadre(lignes),
        pl.DataFrame(menages, schema=COLONNES_MENAGES, orient="row"),
    )


@settings(max_examples=60, deadline=None)
@given(foyers=st.lists(_FOYER, min_size=1, max_size=12), coupe=st.integers(0, 12))
def test_un_recompte_par_boucles_trouve_la_meme_chose(foyers, coupe):
    """In one lot or two: the counts add up."""
    resultats, menages = _cadres(foyers)
    attendu = _recompter(resultats, menages)
    _comparer(_chiffres(resultats, menages), attendu)
    parts = [menages.head(coupe), menages.tail(max(0, menages.height - coupe))]
    comptes = [
        compter(resultats.filter(pl.col("menage_id").is_in(part["menage_id"].to_list())), part, FINANCEURS)
        for part in parts
        if part.height
    ]
    _comparer(chiffres(additionner(comptes)), attendu)


def test_un_grand_audit_recompte():
    resultats, menages = audit(900, 3)
    lus = _chiffres(resultats, menages)
    _comparer(lus, _recompter(resultats, menages))
    apa = lus.filter(pl.col("droit") == "apa")
    for dimension in (*PARTITIONS, "organisme"):
        somme = apa.filter(pl.col("dimension") == dimension)["du_non_recu"].sum()
        assert somme == _ligne(lus, "apa")["du_non_recu"]


def test_un_droit_que_personne_n_a_ni_ne_recoit_reste():
    resultats, menages = audit(30, 5, taux=0.0)
    rsa = _ligne(_chiffres(resultats.filter(pl.col("statut") == "non"), menages), "rsa")
    assert (rsa["non_du_non_recu"], rsa["menages"], rsa["taux_non_recours"]) == (30, 30, None)


def test_l_ordre_des_foyers_ne_change_rien():
    resultats, menages = audit(80, 8)
    une, autre = compter(resultats, menages), compter(resultats.reverse(), menages.reverse())
    euros = [nom for nom, genre in une.schema.items() if genre == pl.Float64]
    assert une.drop(euros).equals(autre.drop(euros))


@pytest.mark.parametrize(
    ("cas", "sur", "bas", "haut"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_l_intervalle_de_wilson_est_celui_que_newcombe_publie(cas, sur, bas, haut):
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    rsa = _ligne(chiffres(_compte_de(cas, sur - cas)), "rsa")
    assert (rsa["taux_bas"], rsa["taux_haut"]) == pytest.approx((bas, haut), abs=5e-5)


def _compte_de(manquent, recoivent):
    """Count so many households that miss the RSA and so many that receive it."""
    foyers = [(LIEUX[0], "autre", {"rsa": [(("droit_probable", "non", "non_recours"), 10.0)]})] * manquent
    foyers += [(LIEUX[0], "autre", {"rsa": [(("droit_probable", "oui", "aucun"), 0.0)]})] * recoivent
    return compter(*_cadres(foyers), FINANCEURS)


def test_l_intervalle_des_euros_est_celui_d_une_somme_de_foyers():
    resultats, menages = audit(400, 8)
    rsa = _ligne(_chiffres(resultats, menages), "rsa")
    euros = dict.fromkeys(menages["menage_id"], 0.0)
    for ligne in resultats.filter(pl.col("droit") == "rsa").to_dicts():
        if ligne["decision"] == "droit_probable" and ligne["ecart_type"] == "non_recours":
            euros[ligne["menage_id"]] += ligne["ecart_mensuel"]
    demi = 1.96 * math.sqrt(len(euros)) * statistics.stdev(euros.values())
    assert rsa["non_recours_haut"] == pytest.approx(sum(euros.values()) + demi, rel=1e-3)
    assert rsa["non_recours_bas"] == pytest.approx(max(0, sum(euros.values()) - demi), rel=1e-3)


def test_un_non_qui_tient_a_une_presomption_ne_tranche_rien():
    """h6 is a no that nothing measures: undecided, received or not; h7 stays a firm no."""
    resultats, menages = a_la_main()
    presume = (pl.col("menage_id") == "h6") & (pl.col("droit") == "rsa")
    resultats = resultats.with_columns(probabilite=pl.when(~presume).then(pl.col("probabilite")))
    for statut in ("non", "oui"):
        dits = resultats.with_columns(
            statut=pl.when(presume).then(pl.lit(statut)).otherwise(pl.col("statut"))
        )
        assert _classes(_ligne(_chiffres(dits, menages), "rsa")) == (1, 1, 1, 1, 2, 1)
