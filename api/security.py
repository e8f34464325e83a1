"""What protects the public routes: headers, and limits of size, time and rate.

Pure ASGI middlewares, so that nothing is buffered and a body is counted as it comes.
"""

import asyncio
import math
import secrets
import time
from collections.abc import Mapping
from hashlib import blake2b
from ipaddress import ip_address, ip_network

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import CorpsTropGros, DelaiDepasse, TropDeRequetes, reponse_probleme
from api.settings import Reglages

CHEMIN_LOT = "/api/simulations/lot"
#: Many calls of the engine for one request.
_LOURDS = frozenset({CHEMIN_LOT, "/api/simulations/calendrier"})
_STATIQUES = "/static/"
#: Asked every few seconds by what watches the service.
_SONDES = frozenset({"/api/sante", "/api/pret"})

ENTETES = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers would then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds the security headers; forbids any cache to keep an answer, files of the site apart."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def completer(message: Message) -> None:
            if message["type"] == "http.response.start":
                entetes = MutableHeaders(scope=message)
                for nom, valeur in ENTETES.items():
                    entetes.setdefault(nom, valeur)
                if not scope["path"].startswith(_STATIQUES):
                    entetes.setdefault("Cache-Control", "no-store")
                if scope["scheme"] == "https":
                    entetes.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await self.app(scope, receive, completer)


class BodyLimit:
    """Refuses a body larger than the limit of its path, on its announced then on its real size."""

    def __init__(self, app: ASGIApp, defaut: int, par_chemin: Mapping[str, int]) -> None:
        self.app = app
        self.defaut = defaut
        self.par_chemin = dict(par_chemin)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limite = self.par_chemin.get(scope["path"], self.defaut)
        trop_gros = CorpsTropGros(f"Le document envoyé dépasse {limite} octets.")
        annonce = Headers(scope=scope).get("content-length", "")
        if annonce.isdecimal() and (len(annonce) > 12 or int(annonce) > limite):
            await reponse_probleme(trop_gros, scope)(scope, receive, send)
            return
        total = 0

        async def compter() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > limite:
                raise trop_gros
            return message

        await self.app(scope, compter, send)


class TimeLimit:
    """Gives up a request after a while, the time its body takes to arrive included."""

    def __init__(self, app: ASGIApp, delai: float) -> None:
        self.app = app
        self.delai = delai

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        commencee = False

        async def suivre(message: Message) -> None:
            nonlocal commencee
            commencee = True
            await send(message)

        chrono = asyncio.timeout(self.delai)
        try:
            async with chrono:
                await self.app(scope, receive, suivre)
        except TimeoutError:
            if not chrono.expired() or commencee:
                raise
            await reponse_probleme(DelaiDepasse(), scope)(scope, receive, send)


class RateLimit:
    """Limits the requests of a client address; addresses are only kept hashed, in memory.

    Behind a proxy, uvicorn's `--proxy-headers` and `--forwarded-allow-ips` give the address.
    """

    def __init__(self, app: ASGIApp, reglages: Reglages) -> None:
        self.app = app
        self._limiteur = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._lots = parse(reglages.debit_lots)
        self._calculs = parse(reglages.debit_calculs)
        self._lectures = parse(reglages.debit_lectures)
        self._sel = secrets.token_bytes(16)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        if scope["type"] != "http" or self._libre(scope["path"]):
            await self.app(scope, receive, send)
            return
        debit, genre = self._lectures, "lectures"
        if scope["method"] == "POST":
            lot = scope["path"] in _LOURDS
            debit, genre = (self._lots, "lots") if lot else (self._calculs, "calculs")
        client = self._client(scope)
        if self._limiteur.hit(debit, genre, client):
            await self.app(scope, receive, send)
            return
        reprise = self._limiteur.get_window_stats(debit, genre, client).reset_time - time.time()
        attente = str(max(1, math.ceil(reprise)))
        refus = TropDeRequetes(entetes={"Retry-After": attente})
        await reponse_probleme(refus, scope)(scope, receive, send)

    @staticmethod
    def _libre(chemin: str) -> bool:
        return chemin in _SONDES or chemin.startswith(_STATIQUES)

    def _client(self, scope: Scope) -> str:
        adresse = scope["client"][0] if scope.get("client") else ""
        try:
            # One subscriber holds a whole /64 of IPv6.
            if ip_address(adresse).version == 6:
                adresse = str(ip_network(f"{adresse.partition('%')[0]}/64", strict=False))
        except ValueError:
            pass
        return blake2b(adresse.encode(), key=self._sel, digest_size=16).hexdigest()
