"""`/api/simulations/explications/{droit}`: why one droit is due or not, and how its amount is found.

GET explains the rule alone: a household never enters an address. POST explains the droit of the household
it receives.
"""

import asyncio
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.errors import DroitInconnu
from api.gathering import executer_pour
from api.openapi import corps, problemes
from api.routes.simulations import lire_corps
from rules.catalogue import charger_catalogue
from simulations.explanation import expliquer as expliquer_droit
from simulations.lecture import lire_situation
from simulations.mois import MOTIF
from simulations.regle_expliquee import RegleExpliquee, expliquer_regle
from simulations.resultat_explique import Explications
from simulations.situation import Situation

router = APIRouter(prefix="/api/simulations/explications", tags=["simulations"])


@router.get(
    "/{droit}",
    summary="Expliquer la règle d'un droit",
    description="Sans foyer : conditions dans l'ordre du texte avec leur seuil daté, étapes du calcul avec "
    "les valeurs de la loi au mois demandé, textes cités.",
    response_description="La règle",
    response_model=RegleExpliquee,
    responses=problemes(404, 422, 429, 500, 503),
)
async def expliquer_la_regle(
    request: Request,
    droit: Annotated[str, Path(description="identifiant du droit, par exemple rsa")],
    mois: Annotated[
        # Checked with the months of the law, whose refusal says what is accepted.
        str | None,
        Query(description="mois de la loi ; par défaut, ce mois-ci", json_schema_extra={"pattern": MOTIF}),
    ] = None,
) -> Response:
    """Explain the rule of one droit."""
    if droit not in charger_catalogue():
        raise DroitInconnu
    await request.body()
    regle = await executer_pour(request, partial(expliquer_regle, droit, mois))
    return Response(await asyncio.to_thread(regle.model_dump_json), media_type="application/json")


@router.post(
    "/{droit}",
    summary="Expliquer un droit d'un foyer",
    description="Conditions dans l'ordre du texte, avec la valeur du foyer et le seuil daté ; changement "
    "le plus proche qui ouvrirait ou fermerait le droit ; calcul étape par étape. Les montants sont ceux de "
    "POST /api/simulations. Une estimation, jamais une décision ; rien n'est conservé.",
    response_description="Une explication par bénéficiaire",
    response_model=Explications,
    responses=problemes(400, 404, 413, 415, 422, 429, 500, 503),
    openapi_extra=corps(Situation),
)
async def expliquer(
    request: Request,
    droit: Annotated[str, Path(description="identifiant du droit, par exemple rsa")],
    personne: Annotated[
        str | None, Query(max_length=40, description="pour cette personne du foyer, par exemple p1")
    ] = None,
    expert: Annotated[bool, Query(description="ajoute les variables OpenFisca de chaque étape")] = False,
) -> Response:
    """Explain one droit of one situation."""
    if droit not in charger_catalogue():
        raise DroitInconnu
    situation = await asyncio.to_thread(lire_situation, await lire_corps(request))
    explications = await executer_pour(
        request, partial(expliquer_droit, situation, droit, personne, expert=expert)
    )
    return Response(await asyncio.to_thread(explications.model_dump_json), media_type="application/json")
