"""A dated parameter read at a month: its value, since when, and the text that its file quotes."""

from datetime import date
from typing import Any

from simulations.resultat import Reference
from simulations.resultat_explique import ParametreLu
from simulations.systeme import systeme


def parametre_lu(chemin: str, mois: str) -> ParametreLu:
    """Read a parameter at a month.

    Raises:
        KeyError: no parameter of that name.
    """
    noeud: Any = systeme().parameters
    for nom in chemin.split("."):
        noeud = noeud.children[nom]
    jour = f"{mois}-01"
    valeur = next((v for v in noeud.values_list if v.instant_str <= jour), None)
    unite = noeud.metadata.get("unit")
    return ParametreLu(
        chemin=chemin,
        valeur=None if valeur is None or valeur.value is None else float(valeur.value),
        unite=None if unite is None else str(unite),
        depuis=None if valeur is None else date.fromisoformat(valeur.instant_str),
        reference=None if valeur is None else _reference(noeud.metadata, valeur),
    )


def _reference(metadata: dict[str, Any], valeur: Any) -> Reference | None:
    """Give the text quoted for a value, or for the parameter when it quotes none by date."""
    cite = valeur.metadata.get("reference") or metadata.get("reference")
    if isinstance(cite, dict) and not {"title", "href"} & cite.keys():
        par_date = {str(jour): texte for jour, texte in cite.items()}
        cite = par_date.get(valeur.instant_str)
    if isinstance(cite, list):
        cite = cite[0] if cite else None
    if isinstance(cite, str):
        cite = {"title": cite, "href": cite if cite.startswith("http") else None}
    if not isinstance(cite, dict):
        return None
    href = cite.get("href")
    confiance = str(metadata.get("confiance") or "secondaire")
    return Reference(
        titre=str(cite.get("title") or href), href=None if href is None else str(href), confiance=confiance
    )
