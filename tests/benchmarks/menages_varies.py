"""Varied fictitious households for the benchmarks, in number, reproducible."""

import random
from typing import Any

COMMUNES = ("12202", "12145", "12176", "12300", "12052")


def documents(nombre: int, graine: int = 12) -> list[dict[str, Any]]:
    """Draw complete households: singles, couples, lone parents, pensioners."""
    tirage = random.Random(graine)
    return [_document(tirage) for _ in range(nombre)]


def _document(t: random.Random) -> dict[str, Any]:
    retraite, couple, enfants = t.random() < 0.25, t.random() < 0.45, t.choice((0, 0, 0, 1, 2, 3))
    adultes = [_adulte(t, "p1", "demandeur", retraite)]
    if couple:
        adultes.append(_adulte(t, "p2", "conjoint", retraite))
    petits = [] if retraite else [_enfant(t, f"e{i}") for i in range(enfants)]
    statut = t.choice(("locataire_hlm", "locataire_vide", "locataire_meuble", "proprietaire", "heberge"))
    return {
        "mois": "2026-11",
        "personnes": adultes + petits,
        "couple": {"statut": "mariage" if couple else "celibataire"},
        "logement": {
            "commune": t.choice(COMMUNES),
            "statut": statut,
            "loyer": t.randint(250, 800),
            "charges": 40,
            "depuis": "2021-03",
            "demenagement_prevu": False,
            "participation_frais": False,
        },
        "fiscal": {"rfr_n2": t.randint(0, 35_000), "rfr_n1": t.randint(0, 35_000), "parts": 1 + couple},
        "prestations": [
            {"droit": "rsa", "recu": False},
            {"droit": "al", "recu": True, "montant": float(t.randint(50, 300))},
        ],
    }


def _adulte(t: random.Random, identifiant: str, role: str, retraite: bool) -> dict[str, Any]:
    annee = t.randint(1940, 1960) if retraite else t.randint(1965, 2005)
    nature = "retraite" if retraite else t.choice(("salaire", "salaire", "are", "aucun"))
    revenus = [{"nature": nature, "montant": float(t.randint(200, 2500)), "de": "2024-01"}]
    return {
        "id": identifiant, "role": role, "date_naissance": f"{annee}-0{t.randint(1, 9)}-1{t.randint(0, 9)}",
        "nationalite": "fr", "sexe": t.choice(("f", "m")), "enceinte": False,
        "activite": "retraite" if retraite else ("sans_activite" if nature == "aucun" else "salarie"),
        "revenus": [] if nature == "aucun" else revenus,
        "patrimoine": {"livrets": t.randint(0, 5_000), "autres_placements": 0, "immobilier_non_loue": 0},
        "handicap": {"taux": "moins_50", "rsdae": False}, "inapte_travail": False, "scolarite": "aucune",
        "gir": 6, "plan_aide_apa": 0, "rattache_foyer_parents": False, "conge_parental": {"taux": "aucun"},
        "emploi": {"employeur_prive": True, "secteur_agricole": False, "alternance": False},
        "ass_condition_activite": False, "are_journaliere": 30, "boursier": False, "regime": "general",
        "rsa_jeune_condition_activite": False, "inscrit_france_travail_depuis": "2025-02-01",
        "are_fin_droits": "2027-06-30",
    }  # fmt: skip


def _enfant(t: random.Random, identifiant: str) -> dict[str, Any]:
    annee = t.randint(2008, 2026)
    classes = ((2024, "aucune"), (2021, "maternelle"), (2016, "elementaire"), (2012, "college"), (0, "lycee"))
    return {
        "id": identifiant, "role": "enfant", "date_naissance": f"{annee}-03-15", "autre_parent": "vivant",
        "pension_alimentaire": {"fixee": True, "montant": 120, "payee": False}, "a_charge": True,
        "scolarite": next(classe for debut, classe in classes if annee >= debut), "garde_alternee": False,
        "handicap": {"taux": "moins_50"}, "garde": {"mode": "aucune"}, "distance_ecole_km": 1,
        "boursier": False, "interne": False, "sexe": "f", "nationalite": "fr", "revenus": [],
        "rattache_foyer_parents": True, "enceinte": False, "activite": "sans_activite", "conge_parental": {"taux": "aucun"},
        "emploi": {"alternance": False, "employeur_prive": True, "secteur_agricole": False},
        "patrimoine": {"livrets": 0, "autres_placements": 0, "immobilier_non_loue": 0},
    }  # fmt: skip
