"""A map of communes from a GeoJSON of the agency: shaded by the rate of their EPCI, nothing finer.

Equirectangular projection, on the middle latitude: enough for a département, and nothing to install.
"""

import itertools
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rules.territoire import communes
from simulations.audit.blocs import Carte, Contour
from simulations.audit.publies import Ligne, Publies, taux
from simulations.errors import EntreeInvalide

_LARGEUR, _CLASSES = 640.0, 5
_CODES = ("code", "code_insee", "insee", "INSEE_COM", "codgeo", "id")
Anneau = list[tuple[float, float]]


def carte(contours: Path, publies: Publies) -> Carte:
    """Draw the communes of a file.

    Args:
        contours: GeoJSON of communes in WGS 84, each with its Insee code.
        publies: the published figures.

    Raises:
        EntreeInvalide: the file is no such GeoJSON.
    """
    formes = _lire(contours)
    points = [point for anneaux in formes.values() for anneau in anneaux for point in anneau]
    ouest, est = min(x for x, _ in points), max(x for x, _ in points)
    sud, nord = min(y for _, y in points), max(y for _, y in points)
    serre = math.cos(math.radians((sud + nord) / 2))
    echelle = _LARGEUR / (((est - ouest) * serre) or 1.0)
    lignes = {ligne["modalite"]: ligne for ligne in publies.lignes("epci")}
    bornes = _bornes(lignes)

    def tracer(anneau: Anneau) -> str:
        suite = (f"{(x - ouest) * serre * echelle:.1f},{(nord - y) * echelle:.1f}" for x, y in anneau)
        return "M" + " L".join(suite) + " Z"

    dessins = []
    for code, anneaux in formes.items():
        commune = communes()[code]
        ligne: Ligne = lignes.get(commune.epci_nom, {})
        texte = f"{commune.nom}, {commune.epci_nom} : {taux(ligne)}"
        trace = " ".join(tracer(anneau) for anneau in anneaux)
        dessins.append(Contour(commune.nom, trace, _classe(ligne.get("taux_non_recours"), bornes), texte))
    return Carte(
        "Taux de non-recours par intercommunalité",
        "Chaque commune porte la teinte de son intercommunalité : plus elle est foncée, plus le taux "
        "est haut. "
        "Les mêmes chiffres sont dans le tableau qui suit.",
        tuple(dessins),
        tuple(f"de {100 * b:.0f} à {100 * h:.0f}\u00a0%" for b, h in itertools.pairwise(bornes)),
        _LARGEUR,
        round((nord - sud) * echelle, 1),
    )


def _bornes(lignes: dict[str, Ligne]) -> list[float]:
    """Cut the range of the rates into equal classes, on whole percents."""
    vus = [u["taux_non_recours"] for u in lignes.values() if u["taux_non_recours"] is not None]
    if not vus:
        return [0.0, 1.0]
    bas, haut = math.floor(100 * min(vus)) / 100, math.ceil(100 * max(vus)) / 100
    pas = max(1, math.ceil(100 * (haut - bas) / _CLASSES)) / 100
    return [bas + rang * pas for rang in range(max(1, math.ceil(round((haut - bas) / pas, 6))) + 1)]


def _classe(valeur: float | None, bornes: list[float]) -> int | None:
    if valeur is None:
        return None
    return min(max(0, sum(valeur >= borne for borne in bornes) - 1), len(bornes) - 2)


def _lire(contours: Path) -> dict[str, list[Anneau]]:
    try:
        contenu = json.loads(contours.read_text(encoding="utf-8"))
        formes = dict(_formes(contenu["features"]))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        raise EntreeInvalide(
            contours.name, "un fichier illisible", "un GeoJSON de communes en WGS 84"
        ) from None
    if not formes:
        raise EntreeInvalide(
            contours.name, "aucune commune connue", f"des communes avec leur code Insee ({', '.join(_CODES)})"
        )
    return formes


def _formes(objets: list[dict[str, Any]]) -> Iterator[tuple[str, list[Anneau]]]:
    for objet in objets:
        proprietes = (objet.get("properties") or {}) | {"id": objet.get("id")}
        code = next((str(proprietes[nom]) for nom in _CODES if proprietes.get(nom)), "")
        geometrie = objet["geometry"]
        if code in communes() and geometrie["type"] in {"Polygon", "MultiPolygon"}:
            polygones = geometrie["coordinates"]
            if geometrie["type"] == "Polygon":
                polygones = [polygones]
            yield (
                code,
                [[(float(p[0]), float(p[1])) for p in anneau] for poly in polygones for anneau in poly],
            )
