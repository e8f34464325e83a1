"""The templates and static files, and what adds the pages to an application."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from api.errors import Probleme
from api.pages import mots_resultats as mots
from api.pages.communes import suggestions
from api.pages.libelles import INCONNU
from api.pages.scenarios import PROPOSITIONS
from rules.versions import versions

_API = Path(__file__).parents[1]
STATIQUES = _API / "static"


def environnement() -> Environment:
    """Give what reads the templates; a name that a template does not know is an error."""
    env = Environment(
        loader=FileSystemLoader(_API / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"INCONNU": INCONNU, "communes": suggestions, "mots": mots, "propositions": PROPOSITIONS}
    return env


_templates = Jinja2Templates(env=environnement())


def rendre(request: Request, gabarit: str, contexte: dict[str, Any], statut: int = 200) -> Response:
    """Answer a page or a part of one."""
    return _templates.TemplateResponse(request, gabarit, contexte, status_code=statut)


def pied(request: Request) -> dict[str, Any]:
    """Give what the foot of every page says."""
    code_source = request.app.state.reglages.code_source
    return {"versions": versions(), "code_source": str(code_source) if code_source else ""}


def rendre_refus(refus: Probleme, request: Request) -> Response:
    """Answer a refusal to a browser: a page, or the alert alone for htmx."""
    gabarit = "_refus.html" if "hx-request" in request.headers else "refus.html"
    contexte = {"refus": refus, "renvoi": request.method == "POST", **pied(request)}
    reponse = rendre(request, gabarit, contexte, refus.status)
    reponse.headers["Vary"] = "Accept, HX-Request"
    return reponse


def installer(app: FastAPI) -> None:
    """Add the pages and their static files to an application."""
    from api.pages import accueil, outils  # noqa: PLC0415

    app.include_router(accueil.router)
    app.include_router(outils.router)
    app.state.rendu_refus = rendre_refus
    app.mount("/static", StaticFiles(directory=STATIQUES), name="static")
