"""Gathers the situations that wait into one vectorised run of the engine, in one worker thread.

The engine costs nearly the same for one household as for a hundred: whatever arrives while it works
leaves together in the next call. The event loop never computes.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request

from api.errors import ClientParti, Surcharge
from api.logs import decrire, journal
from simulations.errors import CalculImpossible
from simulations.resultat import Resultat
from simulations.situation import Situation

T = TypeVar("T")

# Requests sent together arrive a few milliseconds apart: the first does not leave alone.
_SILENCE = 0.005
_PATIENCE = 0.2


# Turns a result into what is answered; what the answers of one call share may be kept in the mapping.
Ecriture = Callable[[Resultat, dict[int, bytes]], T]


def tel_quel(resultat: Resultat, _partage: object) -> Resultat:
    """Answer the result itself."""
    return resultat


@dataclass(frozen=True)
class Moteur:
    """The engine: `simuler` answers many situations in order, `prechauffer` makes it ready."""

    simuler: Callable[[Sequence[Situation]], list[Resultat]]
    prechauffer: Callable[[], None]


@dataclass(frozen=True)
class _Attente:
    situation: Situation
    ecrire: Ecriture[Any]
    reponse: asyncio.Future[Any]


class Gatherer:
    """A bounded queue in front of the engine.

    Args:
        moteur: the engine.
        file_max: situations that may wait; beyond, `Surcharge`.
        regroupement_max: situations in one engine call.
    """

    def __init__(self, moteur: Moteur, *, file_max: int, regroupement_max: int) -> None:
        self._moteur = moteur
        self._file_max = file_max
        self._regroupement_max = regroupement_max
        self._file: deque[_Attente] = deque()
        self._arrivee = asyncio.Event()
        self._ouvrier = ThreadPoolExecutor(max_workers=1, thread_name_prefix="moteur")
        self._boucle: asyncio.AbstractEventLoop | None = None
        self._tache: asyncio.Task[None] | None = None
        self._lectures = 0
        self._travaux = 0
        self.pret = False

    @contextmanager
    def lecture(self) -> Iterator[None]:
        """Announce that a request is being read: those of the same moment wait for it a little."""
        self._lectures += 1
        try:
            yield
        finally:
            self._lectures -= 1

    def demarrer(self) -> None:
        """Start the warm-up and the service of the queue, on the running loop."""
        self._boucle = asyncio.get_running_loop()
        self._tache = self._boucle.create_task(self._servir())

    async def arreter(self) -> None:
        """Stop: what still waits is refused; a call under way ends by itself."""
        if self._tache is not None:
            self._tache.cancel()
            await asyncio.gather(self._tache, return_exceptions=True)
        for attente in self._file:
            if not attente.reponse.done():
                attente.reponse.set_exception(Surcharge())
        self._file.clear()
        self._ouvrier.shutdown(wait=False, cancel_futures=True)

    async def simuler(
        self, situations: Sequence[Situation], ecrire: Ecriture[T]
    ) -> list[T | CalculImpossible]:
        """Answer situations, in order; one the engine fails on does not spoil the others.

        Cancelling the call takes its situations out of the queue.

        Args:
            situations: the households.
            ecrire: turns a result into what is answered, in the engine's thread: a hop to another thread
                for each answer costs more than writing it.

        Raises:
            Surcharge: when the queue has no room for all of them; none is then computed.
        """
        self._verifier_place(len(situations))
        boucle = asyncio.get_running_loop()
        attentes = [_Attente(situation, ecrire, boucle.create_future()) for situation in situations]
        self._file.extend(attentes)
        self._arrivee.set()
        reponses: list[T | CalculImpossible] = await asyncio.gather(*(a.reponse for a in attentes))
        return reponses

    async def executer(self, fonction: Callable[[], T]) -> T:
        """Run something else of the engine, in its only thread; it takes the place of one situation.

        Cancelling the call takes it out of the queue when it has not started.

        Raises:
            Surcharge: when the queue has no room for it, or the service stops.
        """
        self._verifier_place(1)
        self._travaux += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._ouvrier, fonction)
        except asyncio.CancelledError:
            if self._tache is not None and self._tache.done():
                raise Surcharge from None
            raise
        finally:
            self._travaux -= 1

    def _verifier_place(self, nombre: int) -> None:
        en_attente = self._travaux + sum(not attente.reponse.done() for attente in self._file)
        if self._tache is None or self._tache.done():
            raise Surcharge
        if en_attente + nombre > self._file_max:
            raise Surcharge

    async def _servir(self) -> None:
        boucle = asyncio.get_running_loop()
        try:
            await boucle.run_in_executor(self._ouvrier, self._moteur.prechauffer)
            self.pret = True
        except Exception as erreur:  # noqa: BLE001 - each request will say what fails
            journal.error("prechauffage_impossible", **decrire(erreur))
        while True:
            await self._arrivee.wait()
            await self._laisser_arriver(boucle)
            lot = list(self._prendre())
            if lot:
                await boucle.run_in_executor(self._ouvrier, self._calculer, lot)

    async def _laisser_arriver(self, boucle: asyncio.AbstractEventLoop) -> None:
        limite, vus = boucle.time() + _PATIENCE, 0
        while len(self._file) < self._regroupement_max and boucle.time() < limite:
            if len(self._file) == vus and not self._lectures:
                break
            vus = len(self._file)
            await asyncio.sleep(_SILENCE)

    def _prendre(self) -> Iterator[_Attente]:
        pris = 0
        while self._file and pris < self._regroupement_max:
            attente = self._file.popleft()
            if not attente.reponse.done():
                pris += 1
                yield attente
        if not self._file:
            self._arrivee.clear()

    def _calculer(self, lot: list[_Attente]) -> None:
        """Run one call; when it fails, halve it until the households at fault are alone."""
        lot = [attente for attente in lot if not attente.reponse.done()]
        if not lot:
            return
        try:
            resultats = self._moteur.simuler([a.situation for a in lot])
            if len(resultats) != len(lot):
                raise CalculImpossible(f"{len(resultats)} réponses pour {len(lot)} situations")  # noqa: TRY301
            partage: dict[int, bytes] = {}
            reponses = [a.ecrire(resultat, partage) for a, resultat in zip(lot, resultats, strict=True)]
        except Exception as erreur:  # noqa: BLE001 - the worker must survive any household
            journal.error("calcul_impossible", situations=len(lot), **decrire(erreur))
            if len(lot) > 1:
                milieu = len(lot) // 2
                self._calculer(lot[:milieu])
                self._calculer(lot[milieu:])
                return
            reponses = [CalculImpossible("le moteur a échoué")]
        else:
            self.pret = True
        self._rendre(lot, reponses)

    def _rendre(self, lot: list[_Attente], reponses: Sequence[Any]) -> None:
        assert self._boucle is not None  # noqa: S101 - set before any call
        # The loop may be closed when the server stops in the middle of a call.
        with contextlib.suppress(RuntimeError):
            self._boucle.call_soon_threadsafe(_resoudre, lot, reponses)


def _resoudre(lot: list[_Attente], reponses: Sequence[Any]) -> None:
    for attente, reponse in zip(lot, reponses, strict=True):
        if not attente.reponse.done():
            attente.reponse.set_result(reponse)


def gatherer(request: Request) -> Gatherer:
    """Give the gatherer of the application."""
    trouve = request.app.state.gatherer
    assert isinstance(trouve, Gatherer)  # noqa: S101 - put there by creer_application
    return trouve


async def simuler_pour(
    request: Request, situations: Sequence[Situation], ecrire: Ecriture[T]
) -> list[T | CalculImpossible]:
    """Answer situations for a request whose body is read; give up when its client hangs up.

    Raises:
        Surcharge: when the queue is full.
        ClientParti: when nobody waits for the answer any more.
    """
    request.state.nb_situations = len(situations)
    return await _tant_que_present(request, gatherer(request).simuler(situations, ecrire))


async def executer_pour(request: Request, fonction: Callable[[], T]) -> T:
    """Run something of the engine for a request whose body is read; give up when its client hangs up.

    Raises:
        Surcharge: when the queue is full.
        ClientParti: when nobody waits for the answer any more.
    """
    request.state.nb_situations = 1
    return await _tant_que_present(request, gatherer(request).executer(fonction))


async def _tant_que_present(request: Request, travail: Coroutine[Any, Any, T]) -> T:
    calcul = asyncio.create_task(travail)
    depart = asyncio.create_task(_attendre_depart(request))
    try:
        await asyncio.wait({calcul, depart}, return_when=asyncio.FIRST_COMPLETED)
        if calcul.done():
            return calcul.result()
        raise ClientParti
    finally:
        calcul.cancel()
        depart.cancel()


async def _attendre_depart(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
