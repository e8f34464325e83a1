"""The web application: JSON API and pages around the engine.

`api.main:app` is what uvicorn serves; nothing heavy happens before its lifespan starts.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from api import errors, logs, openapi, pages
from api.compression import Compression
from api.db.demarrage import annoncer, ouvrir_base
from api.gathering import Gatherer, Moteur
from api.logs import RequestLog
from api.routes import catalogue, explications, sante, scenarios, simulations
from api.security import CHEMIN_LOT, BodyLimit, RateLimit, SecurityHeaders, TimeLimit
from api.settings import Reglages
from rules import territoire
from rules.catalogue import charger_catalogue
from rules.versions import VERSION, versions
from simulations.simulate import prechauffer, simuler
from simulations.situation import Situation


def creer_application(reglages: Reglages | None = None, *, moteur: Moteur | None = None) -> FastAPI:
    """Build the application.

    Args:
        reglages: settings; read from the environment when None.
        moteur: what computes; the engine of `simulations` when None.
    """
    reglages = reglages or Reglages()
    moteur = moteur or Moteur(simuler=simuler, prechauffer=_prechauffer)
    app = FastAPI(
        title="Droits ouverts",
        version=VERSION,
        description="Droits sociaux probables d'un foyer de l'Aveyron, comparés à ce qu'il reçoit.",
        license_info={"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        openapi_url="/api/openapi.json",
        # Their pages load scripts from a third party.
        docs_url=None,
        redoc_url=None,
        lifespan=_vie,
        middleware=_protections(reglages),
    )
    app.state.reglages = reglages
    app.state.moteur = moteur
    errors.installer(app)
    for module in (simulations, scenarios, explications, catalogue, sante):
        app.include_router(module.router)
    pages.installer(app)
    openapi.installer(app, (Situation, simulations.LotSituations, scenarios.DemandeScenarios))
    return app


def _protections(reglages: Reglages) -> list[Middleware]:
    tailles = {CHEMIN_LOT: reglages.taille_max_lot}
    return [
        Middleware(RequestLog),
        Middleware(SecurityHeaders),
        Middleware(Compression),
        Middleware(RateLimit, reglages=reglages),
        Middleware(TimeLimit, delai=reglages.delai_max),
        Middleware(BodyLimit, defaut=reglages.taille_max, par_chemin=tailles),
    ]


@asynccontextmanager
async def _vie(app: FastAPI) -> AsyncIterator[None]:
    logs.configurer()
    reglages: Reglages = app.state.reglages
    app.state.base = await asyncio.to_thread(ouvrir_base, reglages.database_url)
    sys.stdout.write(await asyncio.to_thread(annoncer, app.state.base, reglages))
    sys.stdout.flush()
    app.state.gatherer = Gatherer(
        app.state.moteur,
        file_max=reglages.file_max,
        regroupement_max=reglages.regroupement_max,
    )
    app.state.gatherer.demarrer()
    await asyncio.to_thread(app.openapi)
    yield
    await app.state.gatherer.arreter()
    app.state.base.dispose()


def _prechauffer() -> None:
    versions()
    charger_catalogue()
    territoire.zones_apl()
    prechauffer()


app = creer_application()
