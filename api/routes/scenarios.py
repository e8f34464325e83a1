"""`POST /api/simulations/scenarios`, `/balayage` and `/calendrier`: what if, and what next.

All the variants of a month are one job of the engine's thread; a calendar is one job per month, so that the
answers of an interview pass in between.
"""

import asyncio
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json

from api.gathering import executer_pour
from api.openapi import corps, problemes
from api.routes.simulations import lire_corps
from simulations.balayage import balayer
from simulations.calendrier import assembler, etat_au_mois, mois_suivis
from simulations.changement import Changement
from simulations.changements import lire_changement
from simulations.errors import DocumentIllisible, ErreurChamp, SituationInvalide
from simulations.lecture import lire_situation
from simulations.resultat import Resultat
from simulations.resultat_scenarios import Balayage, Calendrier, Scenarios
from simulations.scenarios import changer_tout, comparer
from simulations.situation import Situation

CHANGEMENTS_MAX = 20

router = APIRouter(prefix="/api/simulations", tags=["simulations"])
_PROBLEMES = problemes(400, 413, 415, 422, 429, 500, 503)


class DemandeScenarios(BaseModel):
    """The body of scenarios; for the OpenAPI document, the body is read part by part."""

    model_config = ConfigDict(extra="forbid")

    situation: Situation
    changements: Annotated[list[Changement], Field(min_length=1, max_length=CHANGEMENTS_MAX)]


@router.post(
    "/scenarios",
    summary="Comparer des changements de vie",
    description=f"Jusqu'à {CHANGEMENTS_MAX} changements, chacun à côté de la situation d'aujourd'hui : "
    "droits qui changent, revenus, écart par mois. Chaque réponse dit quand les droits sont lus (premier "
    "mois, ou situation installée) et ce qui est supposé. Une estimation, jamais une décision.",
    response_description="Un scénario par changement, dans l'ordre",
    response_model=Scenarios,
    responses=_PROBLEMES,
    openapi_extra=corps(DemandeScenarios),
)
async def scenarios(request: Request) -> Response:
    """Put changes beside today."""
    situation, demandes = await asyncio.to_thread(lire_demande, await lire_corps(request))

    def calculer() -> Scenarios:
        return comparer(situation, changer_tout(situation, demandes))

    return await _repondre(await executer_pour(request, calculer))


@router.post(
    "/balayage",
    summary="Faire varier un salaire",
    description="Salaire net d'une personne de 0 à deux fois le SMIC net : droits, revenu disponible, part "
    "gardée de chaque euro gagné, et où gagner plus laisse moins. Revenus supposés stables depuis deux ans.",
    response_description="Un point par salaire",
    response_model=Balayage,
    responses=_PROBLEMES,
    openapi_extra=corps(Situation),
)
async def balayage(
    request: Request,
    personne: Annotated[
        str | None, Query(max_length=40, description="dont le salaire varie ; absent : le demandeur")
    ] = None,
) -> Response:
    """Sweep a wage."""
    situation = await asyncio.to_thread(lire_situation, await lire_corps(request))
    return await _repondre(await executer_pour(request, partial(balayer, situation, personne)))


@router.post(
    "/calendrier",
    summary="Suivre les douze mois à venir",
    description="Mois par mois, les droits qui s'ouvrent, changent ou s'arrêtent si rien d'autre ne change, "
    "pourquoi, et ce qui est à faire avant une date. La loi est celle connue aujourd'hui.",
    response_description="Un mois par ligne, celui de la situation d'abord",
    response_model=Calendrier,
    responses=_PROBLEMES,
    openapi_extra=corps(Situation),
)
async def calendrier(request: Request) -> Response:
    """Follow a household, one job of the engine per month."""
    situation = await asyncio.to_thread(lire_situation, await lire_corps(request))
    etats: list[Resultat] = []
    for mois in mois_suivis(situation):
        etats.append(await executer_pour(request, partial(etat_au_mois, situation, mois, tuple(etats))))
    return await _repondre(await asyncio.to_thread(assembler, situation, etats))


def lire_demande(document: bytes) -> tuple[Situation, list[Changement]]:
    """Read the body of scenarios.

    Raises:
        SituationInvalide: with everything wrong in the situation and in the changes.
        DocumentIllisible: when it is not JSON.
    """
    try:
        lu = from_json(document)
    except ValueError:
        raise DocumentIllisible([_faute("", "un texte illisible", "un document JSON bien formé")]) from None
    if not isinstance(lu, dict):
        raise SituationInvalide([_faute("", "autre chose", "un objet { « situation », « changements » }")])
    fautes = [
        _faute(nom[:60], f"le champ inconnu « {nom[:60]} »", "aucun champ de ce nom")
        for nom in sorted(lu.keys() - {"situation", "changements"})
    ]
    situation, demandes = None, []
    try:
        situation = _lire_situation(lu.get("situation"))
    except SituationInvalide as erreur:
        fautes += [faute.sous("situation") for faute in erreur.erreurs]
    for rang, changement in enumerate(_liste(lu.get("changements"), fautes)):
        try:
            demandes.append(lire_changement(changement, f"changements[{rang}]"))
        except SituationInvalide as erreur:
            fautes += erreur.erreurs
    if fautes or situation is None:
        raise SituationInvalide(fautes)
    return situation, demandes


def _lire_situation(document: Any) -> Situation:
    if not isinstance(document, dict):
        raise SituationInvalide([_faute("", "rien" if document is None else "autre chose", "un objet")])
    return lire_situation(document)


def _liste(changements: Any, fautes: list[ErreurChamp]) -> list[Any]:
    if not isinstance(changements, list) or not 0 < len(changements) <= CHANGEMENTS_MAX:
        recu = f"{len(changements)} changements" if isinstance(changements, list) else "autre chose"
        fautes.append(_faute("changements", recu, f"une liste de 1 à {CHANGEMENTS_MAX} changements"))
        return []
    return changements


def _faute(chemin: str, recu: str, attendu: str) -> ErreurChamp:
    return ErreurChamp(chemin, recu, attendu)


async def _repondre(reponse: BaseModel) -> Response:
    return Response(await asyncio.to_thread(reponse.model_dump_json), media_type="application/json")
