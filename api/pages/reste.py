"""The facts that the form does not show: one hidden field of JSON, checked again with the whole document."""

import json
from typing import Any

TAILLE_MAX = 200_000
_FORMES = {"personnes": dict, "suite": list, "foyer": dict}
_ATTENDU = "les faits tels qu’ils ont été envoyés : recommencez depuis une page vide"


def ecrire_reste(reste: dict[str, Any]) -> str:
    """Write the facts the form does not show."""
    return json.dumps(reste) if reste else ""


def lire_reste(texte: str) -> tuple[dict[str, Any], str]:
    """Read the hidden field.

    Returns:
        The facts, and what was expected when they cannot be read.
    """
    if not texte:
        return {}, ""
    try:
        lu = json.loads(texte) if len(texte) <= TAILLE_MAX else None
    except (ValueError, RecursionError):
        return {}, _ATTENDU
    if not isinstance(lu, dict) or not all(isinstance(x, _FORMES.get(nom, ())) for nom, x in lu.items()):
        return {}, _ATTENDU
    objets = [*lu.get("personnes", {}).values(), *lu.get("suite", [])]
    return (lu, "") if all(isinstance(objet, dict) for objet in objets) else ({}, _ATTENDU)


def copier(objet: Any) -> Any:
    """Copy facts, so that filling a document leaves the form as it was."""
    return json.loads(json.dumps(objet))
