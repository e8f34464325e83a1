"""Fictitious households shared by the tests, as documents."""

import copy
from typing import Any

SEUL: dict[str, Any] = {
    "mois": "2026-11",
    "personnes": [
        {
            "id": "p1", "role": "demandeur", "date_naissance": "1990-05-12", "sexe": "m",
            "nationalite": "fr", "activite": "sans_activite", "revenus": [], "boursier": False,
            "patrimoine": {"livrets": 0, "autres_placements": 0, "immobilier_non_loue": 0},
            "handicap": {"taux": "moins_50"}, "inapte_travail": False,
        }
    ],
    "couple": {"statut": "celibataire"},
    "logement": {"commune": "12202", "statut": "locataire_vide", "loyer": 420, "charges": 40},
    "fiscal": {"rfr_n2": 0},
    "prestations": [],
}  # fmt: skip

MERE_SEULE: dict[str, Any] = {
    "mois": "2026-11",
    "personnes": [
        {
            "id": "p1", "role": "demandeur", "date_naissance": "1992-03-02", "sexe": "f",
            "nationalite": "fr", "activite": "salarie", "enceinte": False,
            "revenus": [{"nature": "salaire", "montant": 780, "de": "2024-01"}],
            "patrimoine": {"livrets": 0, "autres_placements": 0, "immobilier_non_loue": 0},
        },
        {
            "id": "p2", "role": "enfant", "date_naissance": "2020-03-01", "autre_parent": "vivant",
            "pension_alimentaire": {"fixee": True, "montant": 100, "payee": False},
            "scolarite": "elementaire", "garde_alternee": False,
        },
    ],
    "couple": {"statut": "celibataire"},
    "logement": {"commune": "12202", "statut": "locataire_hlm", "loyer": 410},
}  # fmt: skip

COUPLE_TROIS_ENFANTS: dict[str, Any] = {
    "mois": "2026-11",
    "personnes": [
        {
            "id": "p1", "role": "demandeur", "date_naissance": "1985-06-01", "nationalite": "fr",
            "activite": "salarie",
            "revenus": [{"nature": "salaire", "montant": 1900, "de": "2024-01"}],
        },
        {
            "id": "p2", "role": "conjoint", "date_naissance": "1987-01-15", "nationalite": "fr",
            "activite": "sans_activite", "revenus": [],
        },
        {"id": "p3", "role": "enfant", "date_naissance": "2012-05-20", "scolarite": "college"},
        {"id": "p4", "role": "enfant", "date_naissance": "2017-09-09", "scolarite": "elementaire"},
        {"id": "p5", "role": "enfant", "date_naissance": "2024-08-30", "scolarite": "aucune"},
    ],
    "couple": {"statut": "mariage"},
    "logement": {"commune": "12145", "statut": "locataire_vide", "loyer": 650},
}  # fmt: skip

RETRAITE: dict[str, Any] = {
    "mois": "2026-11",
    "personnes": [
        {
            "id": "p1", "role": "demandeur", "date_naissance": "1955-02-03", "sexe": "f",
            "nationalite": "fr", "activite": "retraite",
            "revenus": [{"nature": "retraite", "montant": 640, "de": "2020-01"}],
            "patrimoine": {"livrets": 0, "autres_placements": 0, "immobilier_non_loue": 0},
        }
    ],
    "couple": {"statut": "veuf", "depuis": "2019-01"},
    "logement": {"commune": "12176", "statut": "proprietaire"},
    "fiscal": {"rfr_n2": 6900},
}  # fmt: skip

TOUS = [SEUL, MERE_SEULE, COUPLE_TROIS_ENFANTS, RETRAITE]


def avec(menage: dict[str, Any], **changements: Any) -> dict[str, Any]:
    """Copy a household with some of its top-level fields replaced."""
    return copy.deepcopy(menage) | changements


def salaire(montant: float, de: str = "2024-01", a: str | None = None) -> dict[str, Any]:
    """Copy the single household with one wage."""
    menage = copy.deepcopy(SEUL)
    menage["personnes"][0]["activite"] = "salarie"
    menage["personnes"][0]["revenus"] = [{"nature": "salaire", "montant": montant, "de": de, "a": a}]
    menage["fiscal"] = {"rfr_n2": 10_000}
    return menage
