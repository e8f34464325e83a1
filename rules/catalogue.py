"""The catalogue: one YAML card per droit under `rules/catalogue/`, read and checked here.

A folder per level: `national`, then one per authority, as under `parameters/`.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rules.cartes import Carte

DOSSIER = Path(__file__).with_name("catalogue")


class CatalogueInvalide(ValueError):
    """The cards cannot be used; `fautes` lists everything that is wrong, one sentence each."""

    def __init__(self, fautes: Sequence[str]) -> None:
        self.fautes = tuple(fautes)
        super().__init__("\n".join(self.fautes))


def charger_catalogue(dossier: Path | None = None) -> dict[str, Carte]:
    """Read every card of a folder.

    Args:
        dossier: folder of YAML cards; the catalogue of the project when None, read once.

    Returns:
        The cards by id, in the order of the ids.

    Raises:
        CatalogueInvalide: with every fault of every card.
    """
    return dict(_catalogue_du_projet()) if dossier is None else _charger(dossier)


@cache
def _catalogue_du_projet() -> dict[str, Carte]:
    return _charger(DOSSIER)


def _charger(dossier: Path) -> dict[str, Carte]:
    cartes: dict[str, Carte] = {}
    fautes: list[str] = []
    fichiers = sorted(dossier.rglob("*.yaml"), key=lambda fichier: fichier.stem)
    for chemin in fichiers:
        if chemin.stem in cartes:
            fautes.append(_faute(chemin, "id", f"« {chemin.stem} » deux fois", "un identifiant par droit"))
            continue
        try:
            cartes[chemin.stem] = _lire(chemin)
        except CatalogueInvalide as erreur:
            fautes += erreur.fautes
    # A card that cannot be read must not make every card that names it look wrong.
    fautes += _fautes_de_renvois(cartes, connus={fichier.stem for fichier in fichiers})
    if fautes:
        raise CatalogueInvalide(fautes)
    if not cartes:
        raise CatalogueInvalide([f"{dossier} : reçu aucune carte, attendu des fichiers .yaml"])
    return cartes


def _lire(chemin: Path) -> Carte:
    try:
        # S506 takes every subclass of SafeLoader for an unsafe loader.
        brut = yaml.load(chemin.read_text(encoding="utf-8"), Loader=_Lecteur)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as erreur:
        recu = " ".join(str(erreur).split())
        raise CatalogueInvalide([_faute(chemin, "", recu, "un YAML bien formé")]) from erreur
    try:
        # Through JSON: strict there still reads lists as tuples and text as dates.
        carte = Carte.model_validate_json(json.dumps(brut, default=str))
    except ValidationError as erreur:
        raise CatalogueInvalide(list(_traduire(chemin, erreur.errors()))) from erreur
    if carte.id != chemin.stem:
        attendu = f"« {chemin.stem} », le nom du fichier"
        raise CatalogueInvalide([_faute(chemin, "id", f"« {carte.id} »", attendu)])
    return carte


class _Lecteur(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        cles = [cle.value for cle, _ in node.value]
        for cle in cles:
            if cles.count(cle) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"clé « {cle} » écrite deux fois", node.start_mark
                )
        return super().construct_mapping(node, deep)


def _fautes_de_renvois(cartes: dict[str, Carte], connus: set[str]) -> Iterator[str]:
    for identifiant, carte in cartes.items():
        chemin = DOSSIER / f"{identifiant}.yaml"
        for lien in ("avant", "ouvre", "reduit", "exclut"):
            for rang, cible in enumerate(getattr(carte.cumul, lien)):
                if cible not in connus or cible == identifiant:
                    champ = f"cumul.{lien}[{rang}]"
                    yield _faute(chemin, champ, f"« {cible} »", "l'identifiant d'une autre carte")
    try:
        TopologicalSorter({i: c.cumul.avant for i, c in cartes.items()}).prepare()
    except CycleError as erreur:
        boucle = erreur.args[1]
        chemin = DOSSIER / f"{boucle[0]}.yaml"
        recu = "la boucle " + " → ".join(boucle)
        yield _faute(chemin, "cumul.avant", recu, "un ordre des demandes sans boucle")


def _faute(chemin: Path, champ: str, recu: str, attendu: str) -> str:
    lieu = f" : champ `{champ}`" if champ else ""
    fichier = chemin.relative_to(DOSSIER) if chemin.is_relative_to(DOSSIER) else chemin.name
    return f"rules/catalogue/{fichier}{lieu} : reçu {recu}, attendu {attendu}"


_ATTENDUS = {
    "missing": "une valeur",
    "extra_forbidden": "une clé du modèle de carte",
    "string_type": "un texte",
    "string_too_short": "un texte non vide",
    "bool_type": "true ou false",
    "int_type": "un nombre entier",
    "float_type": "un nombre",
    "tuple_type": "une liste",
    "too_short": "au moins un élément",
    "model_type": "un groupe de clés",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ",
    "date_parsing": "une date AAAA-MM-JJ",
    "date_type": "une date AAAA-MM-JJ",
    "string_pattern_mismatch": "un texte de la forme {pattern}",
    "string_too_long": "au plus {max_length} caractères",
    "greater_than_equal": "au moins {ge}",
    "less_than_equal": "au plus {le}",
}


def _traduire(chemin: Path, erreurs: Sequence[ErrorDetails]) -> Iterator[str]:
    for erreur in erreurs:
        recu = "rien" if erreur["type"] == "missing" else _abrege(erreur["input"])
        yield _faute(chemin, _position(erreur["loc"]), recu, _attendu(erreur))


def _attendu(erreur: ErrorDetails) -> str:
    contexte = erreur.get("ctx", {})
    if erreur["type"] == "attendu":
        return erreur["msg"]
    if erreur["type"] == "literal_error":
        return "l'une des valeurs " + str(contexte["expected"]).replace(" or ", " ou ")
    modele = _ATTENDUS.get(erreur["type"], "une valeur conforme au modèle de carte")
    return modele.format_map(contexte)


def _abrege(recu: object, longueur: int = 60) -> str:
    if recu is None:
        return "null"
    texte = " ".join(str(recu).split())
    return f"« {texte if len(texte) <= longueur else texte[: longueur - 1] + '…'} »"


def _position(lieu: tuple[int | str, ...]) -> str:
    texte = ""
    for etape in lieu:
        if isinstance(etape, int):
            texte += f"[{etape}]"
        else:
            texte += f".{etape}" if texte else etape
    return texte
