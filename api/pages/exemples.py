"""The fictitious households offered on the empty page, read from the database.

The page never depends on them: when the database fails, it is shown without examples.
"""

import asyncio
import json
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy.exc import SQLAlchemyError

from api.db import foyers
from api.logs import decrire, journal
from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from simulations.situation import Situation


@dataclass(frozen=True)
class Exemple:
    """A fictitious household, as offered on the page."""

    cle: str
    titre: str
    description: str


async def lister_exemples(request: Request) -> list[Exemple]:
    """List the examples, in order."""
    try:
        lignes = await asyncio.to_thread(foyers.lister, request.app.state.base)
    except SQLAlchemyError as erreur:
        journal.error("base_indisponible", **decrire(erreur))
        return []
    return [Exemple(*ligne) for ligne in lignes]


async def charger_exemple(request: Request, cle: str) -> tuple[Exemple, Situation] | None:
    """Read an example by its key; None when there is none of that key, or it cannot be read."""
    try:
        foyer = await asyncio.to_thread(foyers.trouver, request.app.state.base, cle)
        if foyer is None:
            return None
        situation = await asyncio.to_thread(lire_situation, json.dumps(foyer.situation))
    except SQLAlchemyError as erreur:
        journal.error("base_indisponible", **decrire(erreur))
        return None
    except SituationInvalide:
        return None
    return Exemple(foyer.cle, foyer.titre, foyer.description), situation
