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
        "logement": {"commune": t.choice(COMMUNES), "statut": statut, "loyer": t.randint(250, 800)},
        "fiscal": {"rfr_n2": t.randint(0, 35_000)},
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
        "handicap": {"taux": "moins_50"},
    }  # fmt: skip


def _enfant(t: random.Random, identifiant: str) -> dict[str, Any]:
    return {
        "id": identifiant, "role": "enfant", "date_naissance": f"{t.randint(2008, 2026)}-03-15",
        "autre_parent": "vivant", "pension_alimentaire": {"fixee": True, "montant": 120, "payee": True},
    }  # fmt: skip
