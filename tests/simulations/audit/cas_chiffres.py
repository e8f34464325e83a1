"""Fictitious results of an audit, small enough to be counted by plain loops."""

import random

import polars as pl

FINANCEURS = {"rsa": "departement", "apa": "departement", "ppa": "etat", "css": "fonds_css"}
COLONNES_RESULTATS = {
    "menage_id": pl.String, "droit": pl.String, "porteur": pl.String, "decision": pl.String, "statut": pl.String,
    "ecart_type": pl.String, "ecart_mensuel": pl.Float64, "organisme": pl.String,
}  # fmt: skip
COLONNES_MENAGES = {
    "menage_id": pl.String, "commune": pl.String, "epci": pl.String, "arrondissement": pl.String,
    "pilote": pl.Boolean, "type_menage": pl.String, "tranche_age": pl.String, "statut_logement": pl.String,
    "regime": pl.String,
}  # fmt: skip
# EPCI d crosses the two arrondissements; the last commune is out of the département.
LIEUX = [
    *((f"120{i:02d}", epci, arr, pilote) for i, (epci, arr, pilote) in enumerate([
        ("a", "Nord", True), ("a", "Nord", True), ("a", "Nord", True),
        ("b", "Nord", False), ("b", "Nord", False), ("b", "Nord", False), ("b", "Nord", False),
        ("c", "Sud", False), ("c", "Sud", False), ("c", "Sud", False),
        ("d", "Nord", False), ("d", "Sud", False), ("d", "Sud", False), ("e", "Sud", False),
    ])),
    ("46102", None, None, None),
]  # fmt: skip


def cadre(lignes):
    """Make the frame of results; a sure decision is measured, one in doubt is not."""
    sure = pl.when(pl.col("decision") != "a_verifier").then(
        (pl.col("decision") == "droit_probable").cast(pl.Float64)
    )
    return pl.DataFrame(lignes, schema=COLONNES_RESULTATS, orient="row").with_columns(probabilite=sure)


def menages(nombre, hasard, lieux=LIEUX):
    poids = [hasard.uniform(0.1, 1) ** 2 for _ in lieux]
    lignes = []
    for i in range(nombre):
        commune, epci, arr, pilote = hasard.choices(lieux, poids)[0]
        lignes.append((
            f"m{i}", commune, epci, arr, pilote, hasard.choice(["personne_seule", "autre"]),
            hasard.choices(["25_39", "40_61", "75_plus"], [5, 4, 1])[0],
            hasard.choices(["locataire_prive", "proprietaire", "sans_domicile"], [50, 49, 1])[0],
            hasard.choices(["general", "agricole"], [9, 1])[0],
        ))  # fmt: skip
    return pl.DataFrame(lignes, schema=COLONNES_MENAGES, orient="row")


def resultats(foyers, hasard, taux=0.3):
    """Draw holders: nobody, one or two by household and droit."""
    lignes = []
    frequence = {droit: taux * hasard.uniform(0.02, 1) for droit in FINANCEURS}
    for menage in foyers.iter_rows(named=True):
        for droit in FINANCEURS:
            porteurs = ("famille",) if droit == "rsa" else hasard.choice([(), ("p1",), ("p1", "p2")])
            lignes += [_ligne(menage, droit, porteur, frequence[droit], hasard) for porteur in porteurs]
    return cadre(lignes)


def _ligne(menage, droit, porteur, frequence, hasard):
    decision = "peu_probable"
    if hasard.random() < frequence:
        decision = hasard.choices(["droit_probable", "a_verifier"], [5, 1])[0]
    recus = [2, 1, 1] if decision == "droit_probable" else [1, 1, 20]
    statut = hasard.choices(["oui", "inconnu", "non"], recus)[0]
    ecart, euros = "aucun", 0.0
    if statut == "inconnu":
        ecart, euros = "inconnu", None
    elif statut == "non" and decision != "peu_probable" and hasard.random() < 0.9:
        ecart, euros = "non_recours", round(hasard.uniform(10, 600), 2)
    elif statut == "oui" and decision == "droit_probable" and hasard.random() < 0.2:
        ecart, euros = "sous_versement", round(hasard.uniform(10, 60), 2)
    organisme = "cpam" if droit == "css" else "msa" if menage["regime"] == "agricole" else "caf"
    return (menage["menage_id"], droit, porteur, decision, statut, ecart, euros, organisme)


def audit(nombre, graine, taux=0.3):
    hasard = random.Random(graine)
    foyers = menages(nombre, hasard)
    return resultats(foyers, hasard, taux), foyers


def a_la_main():
    """Seven households whose figures are counted by hand in `test_chiffres`."""
    foyers = [
        ("h1", "12001", "a", "Nord", True, "personne_seule", "25_39", "locataire_prive", "general"),
        ("h2", "12001", "a", "Nord", True, "autre", "40_61", "proprietaire", "general"),
        ("h3", "12004", "b", "Nord", False, "autre", "40_61", "proprietaire", "agricole"),
        ("h4", "12004", "b", "Nord", False, "personne_seule", "75_plus", "proprietaire", "general"),
        ("h5", "12008", "c", "Sud", False, "personne_seule", "25_39", "locataire_prive", "general"),
        ("h6", "12008", "c", "Sud", False, "autre", "25_39", "locataire_prive", "general"),
        ("h7", None, None, None, None, "personne_seule", "inconnu", "inconnu", "inconnu"),
    ]
    lignes = [
        # h1 misses the RSA (500 a month), and the CSS, which is not counted in euros.
        ("h1", "rsa", "famille", "droit_probable", "non", "non_recours", 500.0, "caf"),
        ("h1", "css", "p1", "droit_probable", "non", "non_recours", None, "cpam"),
        # h2: two members miss the APA (100 and 50): one household, 150 euros; the RSA is received and due.
        ("h2", "rsa", "famille", "droit_probable", "oui", "aucun", 0.0, "caf"),
        ("h2", "apa", "p1", "droit_probable", "non", "non_recours", 100.0, "caf"),
        ("h2", "apa", "p2", "droit_probable", "non", "non_recours", 50.0, "caf"),
        # h3: one member misses the APA (200), the other receives it though it is due at 30 more.
        ("h3", "apa", "p1", "droit_probable", "non", "non_recours", 200.0, "msa"),
        ("h3", "apa", "p2", "droit_probable", "oui", "sous_versement", 30.0, "msa"),
        ("h3", "rsa", "famille", "peu_probable", "oui", "trop_percu_possible", -300.0, "msa"),
        # h4: nothing sure; what it might miss is not counted.
        ("h4", "rsa", "famille", "a_verifier", "non", "non_recours", 90.0, "caf"),
        ("h4", "apa", "p1", "peu_probable", "inconnu", "inconnu", None, "caf"),
        # h5: due, but nobody knows whether it is received; then a droit that another one excludes.
        ("h5", "rsa", "famille", "droit_probable", "inconnu", "inconnu", None, "caf"),
        ("h5", "ppa", "p1", "droit_probable", "non", "aucun", 0.0, "caf"),
        # h6: neither due nor received.
        ("h6", "rsa", "famille", "peu_probable", "non", "aucun", 0.0, "caf"),
    ]
    return (
        cadre(lignes),
        pl.DataFrame(foyers, schema=COLONNES_MENAGES, orient="row"),
    )
