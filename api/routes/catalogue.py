"""`GET /api/droits`: the catalogue, as a list then card by card."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from api.errors import DroitInconnu
from api.openapi import problemes
from rules.cartes import Carte
from rules.catalogue import charger_catalogue
from rules.vocabulaire import FamilleDroits, Financeur, Mode, Organisme, Periodicite

router = APIRouter(prefix="/api/droits", tags=["catalogue"])


class DroitResume(BaseModel):
    """What a list of droits shows of each."""

    id: str
    libelle: str
    resume: str
    famille: FamilleDroits
    organisme: Organisme
    financeur: Financeur
    periodicite: Periodicite
    mode: Mode


@router.get(
    "",
    summary="Lister les droits du catalogue",
    description="Chaque droit en quelques mots ; sa fiche est à /api/droits/{identifiant}.",
    response_description="Les droits, dans l'ordre de leurs identifiants",
    responses=problemes(429, 500, 503),
)
def lister() -> list[DroitResume]:
    """List the droits."""
    return [
        DroitResume(
            id=carte.id,
            libelle=carte.libelle,
            resume=carte.resume,
            famille=carte.famille,
            organisme=carte.organisme,
            financeur=carte.financeur,
            periodicite=carte.periodicite,
            mode=carte.calcul.mode,
        )
        for carte in charger_catalogue().values()
    ]


@router.get(
    "/{identifiant}",
    summary="Lire la fiche d'un droit",
    description="Conditions avec leur article, règle d'effet, démarche, limites et sources.",
    response_description="La fiche complète",
    responses=problemes(404, 422, 429, 500, 503),
)
def lire(
    identifiant: Annotated[str, Path(description="identifiant du droit, par exemple rsa")],
) -> Carte:
    """Give one card."""
    carte = charger_catalogue().get(identifiant)
    if carte is None:
        raise DroitInconnu
    return carte
