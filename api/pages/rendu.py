"""The templates and static files, and what adds the pages to an application."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from api.pages import mots_resultats as mots
from api.pages.communes import suggestions
from api.pages.libelles import INCONNU

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
    env.globals |= {"INCONNU": INCONNU, "communes": suggestions, "mots": mots}
    return env


_templates = Jinja2Templates(env=environnement())


def rendre(request: Request, gabarit: str, contexte: dict[str, Any], statut: int = 200) -> Response:
    """Answer a page or a part of one."""
    return _templates.TemplateResponse(request, gabarit, contexte, status_code=statut)


def installer(app: FastAPI) -> None:
    """Add the pages and their static files to an application."""
    from api.pages.accueil import router  # noqa: PLC0415

    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIQUES), name="static")
