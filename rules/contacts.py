"""Where to go: the places of each organisme, by commune, from the files of `rules/contacts/`.

One file per département, as data: a place has a territory, a source, the day it was seen and how far it can
be trusted. Nothing here names a département.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from rules.cartes import Territoire
from rules.territoire import couvre
from rules.vocabulaire import Adresse, Confiance, Identifiant, Organisme, Texte

DOSSIER = Path(__file__).with_name("contacts")


class ContactsInvalides(ValueError):
    """A file of contacts cannot be used."""


class Contact(BaseModel):
    """A place, or a web site when no place is sourced.

    Attributes:
        droits: the only droits it is for; empty when it is for every droit of the organisme.
        confiance: `verifie`: read on a page of the organisme; `secondaire`: known through someone else;
            `a_confirmer`: old, or read by nobody, and the product must say so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    organisme: Organisme
    droits: tuple[Identifiant, ...] = ()
    territoire: Territoire
    nom: Texte
    adresse: Texte | None = None
    telephone: Annotated[str, Field(pattern=r"^0\d( \d\d){4}$|^\d{4}$")] | None = None
    site: Adresse | None = None
    source: Texte
    href: Adresse
    vu_le: date
    confiance: Confiance


@dataclass(frozen=True)
class _Index:
    par_organisme: dict[str, tuple[Contact, ...]]


def charger_contacts(dossier: Path = DOSSIER) -> list[Contact]:
    """Read every place of a folder, in the order of the files.

    Raises:
        ContactsInvalides: naming the file and its first fault.
    """
    lus: list[Contact] = []
    for fichier in sorted(dossier.glob("*.yaml")):
        try:
            brut: Any = yaml.safe_load(fichier.read_text(encoding="utf-8"))
            lus += TypeAdapter(list[Contact]).validate_json(json.dumps(brut, default=str))
        except yaml.YAMLError as erreur:
            raise ContactsInvalides(f"rules/contacts/{fichier.name} : YAML mal formé") from erreur
        except ValidationError as erreur:
            premiere = erreur.errors()[0]
            lieu = ".".join(map(str, premiere["loc"]))
            raise ContactsInvalides(
                f"rules/contacts/{fichier.name} : `{lieu}` : reçu « {premiere['input']} », "
                "attendu une valeur conforme au modèle de contact"
            ) from erreur
    return lus


@cache
def _index() -> _Index:
    groupes: dict[str, list[Contact]] = {}
    for lu in charger_contacts():
        groupes.setdefault(lu.organisme, []).append(lu)
    return _Index({organisme: tuple(groupe) for organisme, groupe in groupes.items()})


@cache
def contact(organisme: str, commune: str, droit: str | None = None) -> Sequence[Contact]:
    """Give the places of an organisme for someone who lives in a commune, the nearest level first.

    Args:
        organisme: word of the catalogue, `ccas`.
        commune: Insee code.
        droit: leaves out the places that are for other droits only; None leaves out those for one droit.
    """
    ici = [
        lu
        for lu in _index().par_organisme.get(organisme, ())
        if couvre(lu.territoire, commune) and (not lu.droits or droit in lu.droits)
    ]
    niveaux = ("commune", "epci", "departement", "region")
    return tuple(sorted(ici, key=lambda lu: (not lu.droits, niveaux.index(lu.territoire.niveau))))
