"""`GET /api/sante` and `GET /api/pret`: what watches the service asks."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from api.errors import EnChauffe
from api.gathering import gatherer
from api.openapi import problemes
from rules.versions import versions
from simulations.resultat import Versions

router = APIRouter(prefix="/api", tags=["service"])


class Sante(BaseModel):
    """The service answers, with these versions."""

    statut: str = Field(description="« ok » : le service répond")
    versions: Versions
    licence: str
    code_source: str | None = Field(
        description="où obtenir le code source de cette version ; null : non renseigné"
    )
    openapi: str = Field(description="adresse de la description de l'API")


class MoteurPret(BaseModel):
    """The engine is ready."""

    pret: bool


@router.get(
    "/sante",
    summary="Le service répond-il ?",
    description="Répond dès le démarrage, avec les versions du logiciel et des règles.",
    response_description="Le service répond",
    responses=problemes(500, 503),
)
def sante(request: Request) -> Sante:
    """Say that the service is alive, and what it runs."""
    source = request.app.state.reglages.code_source
    return Sante(
        statut="ok",
        versions=Versions.model_validate(versions()),
        licence="AGPL-3.0-or-later",
        code_source=None if source is None else str(source),
        openapi=request.app.openapi_url or "",
    )


@router.get(
    "/pret",
    summary="Le moteur est-il prêt ?",
    description="200 une fois le moteur de calcul démarré, 503 avant.",
    response_description="Le moteur est prêt",
    responses=problemes(500, 503),
)
async def pret(request: Request) -> MoteurPret:
    """Say whether the engine is warm."""
    if not gatherer(request).pret:
        raise EnChauffe
    return MoteurPret(pret=True)
