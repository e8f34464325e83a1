"""The words of an audit: names of droits, of breakdowns and of their values."""

from collections.abc import Mapping
from functools import cache

from rules.catalogue import charger_catalogue
from rules.territoire import communes
from simulations.droits_doc import FINANCEURS
from simulations.presentation import nom_organisme

DIMENSIONS: Mapping[str, str] = {
    "epci": "Intercommunalité",
    "arrondissement": "Arrondissement",
    "pilote": "Territoire pilote et reste du fichier",
    "commune": "Commune",
    "type_menage": "Type de foyer",
    "tranche_age": "Âge de la personne qui demande",
    "statut_logement": "Logement",
    "organisme": "Organisme qui verse",
    "financeur": "Financeur",
    "cumul": "Nombre de droits non demandés",
}
_MODALITES: Mapping[str, Mapping[str, str]] = {
    "ensemble": {"ensemble": "Ensemble"},
    "pilote": {"oui": "Territoire pilote", "non": "Reste du fichier (lieux inconnus compris)"},
    "type_menage": {
        "personne_seule": "Personne seule",
        "couple_sans_enfant": "Couple sans enfant",
        "couple_avec_enfants": "Couple avec enfants",
        "famille_monoparentale": "Famille monoparentale",
        "autre": "Autre foyer",
    },
    "tranche_age": {
        "moins_25": "Moins de 25 ans",
        "25_39": "25 à 39 ans",
        "40_61": "40 à 61 ans",
        "62_74": "62 à 74 ans",
        "75_plus": "75 ans ou plus",
    },
    "statut_logement": {
        "locataire_social": "Locataire du parc social",
        "locataire_prive": "Locataire du parc privé",
        "proprietaire": "Propriétaire",
        "heberge_ou_foyer": "Hébergé ou en foyer",
        "sans_domicile": "Sans domicile",
    },
    "cumul": {
        "1": "1 droit",
        "2": "2 droits",
        "3": "3 droits",
        "4": "4 droits",
        "5_plus": "5 droits ou plus",
    },
}
_INCONNU = "Non renseigné"
TOUS = "Tous les droits calculés"


def droit(identifiant: str) -> str:
    """Name a droit; `tous` for all of them together."""
    if identifiant == "tous":
        return TOUS
    carte = charger_catalogue().get(identifiant)
    return carte.libelle if carte else identifiant


def modalite(dimension: str, valeur: str) -> str:
    """Name a value of a breakdown."""
    if valeur == "inconnu":
        return _INCONNU
    if dimension == "commune":
        return _communes().get(valeur, valeur)
    if dimension in {"organisme", "financeur"}:
        nom = nom_organisme(valeur) if dimension == "organisme" else FINANCEURS.get(valeur, valeur)
        return nom[:1].upper() + nom[1:]
    return _MODALITES.get(dimension, {}).get(valeur, valeur)


def rang(dimension: str, valeur: str) -> int:
    """Place a value that has a natural order; those that have none come together, the unknown last."""
    if valeur == "inconnu":
        return 1_000
    ordre = list(_MODALITES.get(dimension, {}))
    return ordre.index(valeur) if valeur in ordre else 999


@cache
def _communes() -> dict[str, str]:
    return {code: commune.nom for code, commune in communes().items()}
