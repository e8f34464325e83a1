"""Compresses answers for clients that accept it: results are six times lighter.

The size of a compressed answer lets an attacker who can repeat requests guess a secret that it holds beside
what they wrote (BREACH). Today an answer depends on nothing but its request: no cookie, no account, no token.
A request that identifies someone, should that come, is answered uncompressed (docs/decisions/0009).
"""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

#: Below, headers and time cost more than what is saved.
TAILLE_MIN = 1000
#: The next levels take twice the time for two per cent less.
_NIVEAU = 5
_STATIQUES = "/static/"
_QUI_IDENTIFIE = ("authorization", "cookie")


class Compression:
    """Compresses what answers a request that identifies nobody, and the files of the site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._gzip = GZipMiddleware(app, minimum_size=TAILLE_MIN, compresslevel=_NIVEAU)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        suite = self._gzip if scope["type"] == "http" and _sans_secret(scope) else self.app
        await suite(scope, receive, send)


def _sans_secret(scope: Scope) -> bool:
    entetes = Headers(scope=scope)
    return scope["path"].startswith(_STATIQUES) or not any(nom in entetes for nom in _QUI_IDENTIFIE)
