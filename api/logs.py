"""Logs: one JSON line per request, on stderr, with nothing that tells who asked or what.

No body, no query string, no client address, no text of an exception (it may quote a document).
"""

import logging
import sys
import time
import traceback
from pathlib import Path

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import reponse_probleme
from api.security import SecurityHeaders
from simulations.errors import ErreurDroits

journal = structlog.get_logger("droits")
_RACINE = Path(__file__).parent.parent


def configurer() -> None:
    """Write JSON lines on stderr; silence the access log of uvicorn, which shows addresses."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("uvicorn.access").disabled = True


def decrire(erreur: BaseException) -> dict[str, object]:
    """Say where an exception was raised, without its text."""
    lieux = traceback.extract_tb(erreur.__traceback__)[-6:]
    return {
        "erreur": type(erreur).__name__,
        "lieux": [f"{_relatif(lieu.filename)}:{lieu.lineno} {lieu.name}" for lieu in lieux],
    }


def _relatif(fichier: str) -> str:
    chemin = Path(fichier)
    if chemin.is_relative_to(_RACINE):
        return chemin.relative_to(_RACINE).as_posix()
    return "/".join(chemin.parts[-2:])


def _dire_pourquoi(send: Send) -> Send:
    async def envoyer(message: Message) -> None:
        panne = sys.exception()
        if message["type"] == "lifespan.startup.failed" and isinstance(panne, ErreurDroits):
            message = {"type": message["type"], "message": str(panne)}
        await send(message)

    return envoyer


class RequestLog:
    """Outermost middleware: logs each request, and answers what nothing else caught.

    A start that fails for a reason we know is told in its sentence, not in a traceback.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] != "http":
            await self.app(scope, receive, _dire_pourquoi(send))
            return
        etat = scope.setdefault("state", {})
        debut = time.perf_counter()
        statut: int | None = None

        async def noter(message: Message) -> None:
            nonlocal statut
            if message["type"] == "http.response.start":
                statut = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noter)
        except Exception as erreur:  # noqa: BLE001 - the last net: its text must not reach a log
            journal.error("erreur_interne", **decrire(erreur))
            if statut is None:
                await SecurityHeaders(reponse_probleme(erreur, scope))(scope, receive, noter)
        finally:
            journal.info(
                "requete",
                methode=scope["method"],
                route=getattr(scope.get("route"), "path", None),
                statut=statut,
                duree_ms=round((time.perf_counter() - debut) * 1000, 1),
                situations=etat.get("nb_situations"),
            )
