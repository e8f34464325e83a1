"""Dated national values that openfisca-france lacks or has wrong, laid over its own parameters.

A file `parameters/national/a/b/c.yaml` adds its values to upstream's parameter `a.b.c`; a value of the
same date replaces upstream's. `valeurs_reprises` lists those that upstream now carries identically, so
that a test asks for their removal.
"""

from collections.abc import Iterator
from pathlib import Path

from openfisca_core.parameters import Parameter, ParameterNode, load_parameter_file


def lire_surcouche(dossier: Path) -> Iterator[Parameter]:
    """Give the parameters of the overlay, named by their full path.

    Raises:
        TypeError: a file that is not a plain parameter with dated values.
    """
    for fichier in sorted(dossier.rglob("*.yaml")):
        if fichier.name == "index.yaml":
            continue
        nom = ".".join(fichier.relative_to(dossier).with_suffix("").parts)
        parametre = load_parameter_file(str(fichier), nom)
        if not isinstance(parametre, Parameter):
            raise TypeError(f"{fichier} : un paramètre simple avec « values » est attendu")
        yield parametre


def appliquer_surcouche(racine: ParameterNode, dossier: Path) -> None:
    """Add the dated values of the overlay to the parameters of upstream, in place.

    Raises:
        KeyError: a path that upstream does not have: it belongs under a root node of ours.
    """
    for correction in lire_surcouche(dossier):
        cible = trouver(racine, correction.name)
        dates = {valeur.instant_str for valeur in correction.values_list}
        gardees = [v for v in cible.values_list if v.instant_str not in dates]
        cible.values_list = sorted(
            gardees + list(correction.values_list), key=lambda v: v.instant_str, reverse=True
        )


def valeurs_reprises(racine_amont: ParameterNode, dossier: Path) -> list[str]:
    """List the overlaid values that upstream carries too, as `chemin à la date`."""
    reprises = []
    for correction in lire_surcouche(dossier):
        amont = {v.instant_str: v.value for v in trouver(racine_amont, correction.name).values_list}
        reprises += [
            f"{correction.name} au {valeur.instant_str}"
            for valeur in correction.values_list
            if amont.get(valeur.instant_str, object()) == valeur.value
        ]
    return reprises


def trouver(racine: ParameterNode, chemin: str) -> Parameter:
    """Follow a dotted path to a parameter.

    Raises:
        KeyError: nothing there, or a node instead of a parameter.
    """
    noeud = racine
    for nom in chemin.split("."):
        enfants = getattr(noeud, "children", {})
        if nom not in enfants:
            raise KeyError(f"paramètre inconnu : {chemin} (« {nom} » absent)")
        noeud = enfants[nom]
    if not isinstance(noeud, Parameter):
        raise KeyError(f"{chemin} est un nœud, pas un paramètre")
    return noeud
