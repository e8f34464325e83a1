"""The columns of the four tables of an audit as users write them, taken from the model of a situation.

The names are those of `simulations.tables`, except the keys: `menage_id` and `personne_id` join the tables.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from simulations.mois import MOTIF
from simulations.schema_doc import SENS
from simulations.situation import (
    Couple,
    Evenements,
    Fiscal,
    Logement,
    Personne,
    Prestation,
    Revenu,
    RevenuInterrompu,
    Situation,
)

TABLES = ("menages", "personnes", "revenus", "prestations")
MENAGE_ID = r"^[A-Za-z0-9_.:/-]{1,64}$"
VRAI, FAUX = ("true", "vrai", "oui", "1"), ("false", "faux", "non", "0")
_GENRES = {"boolean": "booleen", "integer": "entier", "number": "nombre", "string": "texte"}


@dataclass(frozen=True)
class Colonne:
    """One column of a table.

    Attributes:
        nom: its name in a file.
        interne: its name in `simulations.tables`; the same but for the keys.
        genre: `texte`, `choix`, `booleen`, `entier`, `nombre`, `date` or `mois`.
        sens: what it means, in French.
        obligatoire: no row goes without it.
        valeurs: accepted texts of a `choix`.
        bornes: smallest and greatest number.
        motif: regular expression of a `texte`.
        longueur: greatest number of characters of a `texte`.
    """

    nom: str
    interne: str
    genre: str
    sens: str
    obligatoire: bool = False
    valeurs: tuple[str, ...] = ()
    bornes: tuple[float, float] | None = None
    motif: str | None = None
    longueur: int | None = None

    @property
    def accepte(self) -> str:
        """Say in French what it accepts."""
        match self.genre:
            case "choix":
                return " · ".join(self.valeurs)
            case "booleen":
                return "true ou false (ou oui, non, 1, 0)"
            case "date":
                return "date AAAA-MM-JJ"
            case "mois":
                return "mois AAAA-MM"
            case "texte":
                return "texte" + (f" de {self.longueur} caractères au plus" if self.longueur else "")
        nom = "nombre entier" if self.genre == "entier" else "nombre"
        if self.bornes is None:
            return nom
        return f"{nom} de {self.bornes[0]:,.0f} à {self.bornes[1]:,.0f}".replace(",", " ")


@cache
def colonnes() -> dict[str, dict[str, Colonne]]:
    """Give the columns of each table, by their name in a file."""
    foyer = [c for nom, m in _PARTIES.items() for c in _du_modele(m, f"{nom}.")]
    personne = [_cle_personne(), *(c for c in _du_modele(Personne) if c.nom != "id")]
    listes = {
        "menages": [*foyer, _booleen("prestations_completes", _sens(Situation, "prestations_completes"))],
        "personnes": [*personne, _booleen("revenus_connus", _REVENUS_CONNUS)],
        "revenus": [_cle_personne(""), *_revenus()],
        "prestations": [_personne_visee(c) for c in _du_modele(Prestation)],
    }
    return {nom: {c.nom: c for c in [_cle_menage(), *liste]} for nom, liste in listes.items()}


_PARTIES: Mapping[str, type[BaseModel]] = {
    "couple": Couple, "logement": Logement, "fiscal": Fiscal, "evenements": Evenements,
}  # fmt: skip
_REVENUS_CONNUS = (
    "true : la table des revenus contient tous les revenus de la personne, même si elle n'y est pas ; sans "
    "cela, une personne qui n'y est pas a des revenus inconnus"
)


def _cle_menage() -> Colonne:
    return Colonne("menage_id", "menage_id", "texte", "identifiant du foyer, sans nom ni numéro de sécurité "
                   "sociale", obligatoire=True, motif=MENAGE_ID, longueur=64)  # fmt: skip


def _cle_personne(interne: str = "id") -> Colonne:
    modele = next(c for c in _du_modele(Personne) if c.nom == "id")
    sens = "identifiant de la personne, unique dans son foyer, sans nom ni prénom"
    return Colonne("personne_id", interne, "texte", sens, obligatoire=True, motif=modele.motif,
                   longueur=modele.longueur)  # fmt: skip


def _personne_visee(colonne: Colonne) -> Colonne:
    if colonne.nom != "personne":
        return colonne
    return Colonne("personne_id", "personne", "texte", colonne.sens, motif=colonne.motif,
                   longueur=colonne.longueur)  # fmt: skip


def _booleen(nom: str, sens: str) -> Colonne:
    return Colonne(nom, nom, "booleen", sens)


def _revenus() -> Iterator[Colonne]:
    """Merge current incomes and those lost for certain: a lost one has no amount."""
    for colonne in _du_modele(Revenu):
        libre = Colonne(**(vars(colonne) | {"obligatoire": colonne.nom == "nature"}))
        yield libre
    perdus = {c.nom: c for c in _du_modele(RevenuInterrompu)}
    sens = "revenu perdu de façon certaine : dernier jour de perception ; sa ligne n'a pas de montant"
    yield Colonne("interrompu_le", "interrompu_le", "date", sens)
    yield perdus["remplace"]


def _du_modele(modele: type[BaseModel], prefixe: str = "") -> Iterator[Colonne]:
    """Give the columns of a model, nested ones flattened, lists left out."""
    schema = modele.model_json_schema()
    yield from _proprietes(schema, schema.get("$defs", {}), prefixe)


def _proprietes(schema: dict[str, Any], definitions: dict[str, Any], prefixe: str) -> Iterator[Colonne]:
    for nom, brut in schema["properties"].items():
        champ = next((s for s in brut.get("anyOf", ()) if s.get("type") != "null"), brut)
        if "$ref" in champ:
            champ = definitions[champ["$ref"].rpartition("/")[2]]
        if champ["type"] == "object":
            yield from _proprietes(champ, definitions, f"{prefixe}{nom}.")
        elif champ["type"] != "array":
            sens = brut.get("description") or SENS.get(f"{schema['title']}.{nom}", "")
            yield _colonne(prefixe + nom, champ, sens, nom in schema.get("required", ()))


def _colonne(nom: str, champ: dict[str, Any], sens: str, obligatoire: bool) -> Colonne:
    genre = _GENRES[champ["type"]]
    if "enum" in champ:
        genre = "choix"
    elif champ.get("format") == "date":
        genre = "date"
    elif champ.get("pattern") == MOTIF:
        genre = "mois"
    bornes = (champ["minimum"], champ["maximum"]) if "minimum" in champ and "maximum" in champ else None
    return Colonne(
        nom, nom, genre, sens, obligatoire, tuple(champ.get("enum", ())), bornes,
        champ.get("pattern") if genre == "texte" else None, champ.get("maxLength"),
    )  # fmt: skip


def _sens(modele: type[BaseModel], nom: str) -> str:
    return modele.model_fields[nom].description or SENS.get(f"{modele.__name__}.{nom}", "")


def est_menage_id(texte: str) -> bool:
    """Tell whether a text can name a household."""
    return re.fullmatch(MENAGE_ID, texte) is not None
