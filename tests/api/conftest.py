"""A light engine in place of the real one: these tests are about the web, not about the law."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.gathering import Moteur
from api.main import creer_application
from api.settings import Reglages
from rules.versions import versions
from simulations.errors import CalculImpossible
from simulations.resultat import Resultat, Totaux, Versions
from simulations.situation import Situation


class FauxMoteur:
    """Answers each situation with the id of its first person, and remembers every call.

    A household whose first person is in `pannes` makes the whole call fail.
    """

    def __init__(self) -> None:
        self.appels: list[list[str]] = []
        self.fils: set[str] = set()
        self.pannes: set[str] = set()
        self.panne: Exception = CalculImpossible("panne voulue par le test")
        self.libre = threading.Event()
        self.libre.set()
        self.occupe = threading.Event()
        self.chaud = threading.Event()
        self.chaud.set()

    def prechauffer(self) -> None:
        assert self.chaud.wait(10)

    def simuler(self, situations: Sequence[Situation]) -> list[Resultat]:
        self.occupe.set()
        assert self.libre.wait(10)
        ids = [situation.personnes[0].id for situation in situations]
        self.appels.append(ids)
        self.fils.add(threading.current_thread().name)
        if self.pannes & set(ids):
            raise self.panne
        return [self._repondre(situation) for situation in situations]

    @staticmethod
    def _repondre(situation: Situation) -> Resultat:
        return Resultat(
            mois=situation.mois,
            versions=Versions.model_validate(versions()),
            totaux=Totaux(du_mensuel=0, recu_mensuel=0, non_recours_mensuel=0),
            droits=[],
            signalements=[],
            questions=[],
            hypotheses=[situation.personnes[0].id],
        )

    def moteur(self) -> Moteur:
        return Moteur(simuler=self.simuler, prechauffer=self.prechauffer)


@pytest.fixture
def moteur() -> FauxMoteur:
    return FauxMoteur()


@pytest.fixture
def application(moteur: FauxMoteur) -> Callable[..., FastAPI]:
    def creer(**reglages: Any) -> FastAPI:
        return creer_application(Reglages(**reglages), moteur=moteur.moteur())

    return creer


@pytest.fixture
def serveur(application: Callable[..., FastAPI]) -> Callable[..., Any]:
    """Give a context manager: a client of an application with the settings given, started."""

    @contextmanager
    def ouvrir(**reglages: Any) -> Iterator[TestClient]:
        with TestClient(application(**reglages), raise_server_exceptions=False) as client:
            yield client

    return ouvrir


@pytest.fixture
def client(serveur: Callable[..., Any]) -> Iterator[TestClient]:
    with serveur() as ouvert:
        yield ouvert


@pytest.fixture
def foyer() -> Callable[..., dict[str, Any]]:
    """Build the smallest fictitious household, known by the id of its only person."""

    def decrire(identifiant: str = "p1", **champs: Any) -> dict[str, Any]:
        return {
            "mois": "2026-01",
            "personnes": [{"id": identifiant, "role": "demandeur"}],
            **champs,
        }

    return decrire


@pytest.fixture
def clients() -> Callable[[FastAPI], Any]:
    """Give a context manager: an asynchronous client of a started application."""

    @asynccontextmanager
    async def ouvrir(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
        transport = httpx2.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx2.AsyncClient(transport=transport, base_url="http://test") as client,
        ):
            yield client

    return ouvrir


@pytest.fixture
def jusqu_a() -> Callable[[Callable[[], bool]], Coroutine[Any, Any, None]]:
    """Give what waits until a condition holds."""

    async def attendre(condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():  # noqa: ASYNC110 - the conditions belong to another thread
                await asyncio.sleep(0.005)

    return attendre
