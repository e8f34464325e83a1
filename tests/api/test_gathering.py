"""Calls that arrive together leave together, and each gets its own answer."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from api.errors import Surcharge
from api.gathering import Gatherer, tel_quel
from simulations.errors import CalculImpossible
from simulations.lecture import lire_situation


@pytest.fixture
def ouvrir(moteur):
    """Give a context manager: a started gatherer in front of the light engine."""

    @asynccontextmanager
    async def ouvert(*, file_max=100, regroupement_max=100):
        gatherer = Gatherer(moteur.moteur(), file_max=file_max, regroupement_max=regroupement_max)
        gatherer.demarrer()
        yield gatherer
        moteur.libre.set()
        await gatherer.arreter()

    return ouvert


def ids(reponses):
    return [reponse.hypotheses[0] for reponse in reponses]


def test_ce_qui_arrive_pendant_un_appel_part_dans_le_suivant(ouvrir, moteur, foyer, jusqu_a):
    async def demander():
        async with ouvrir() as gatherer:
            moteur.libre.clear()
            premier = asyncio.create_task(gatherer.simuler([lire_situation(foyer("a"))], tel_quel))
            await jusqu_a(moteur.occupe.is_set)
            autres = [
                asyncio.create_task(gatherer.simuler([lire_situation(foyer(i))], tel_quel)) for i in "bcd"
            ]
            await asyncio.sleep(0.02)
            moteur.libre.set()
            return await asyncio.gather(premier, *autres)

    reponses = asyncio.run(demander())

    assert [ids(reponse) for reponse in reponses] == [["a"], ["b"], ["c"], ["d"]]
    assert moteur.appels == [["a"], ["b", "c", "d"]]


def test_le_premier_attend_un_instant_ceux_qui_le_suivent(ouvrir, moteur, foyer, jusqu_a):
    async def demander():
        async with ouvrir() as gatherer:
            await jusqu_a(lambda: gatherer.pret)
            taches = []
            for identifiant in "abc":
                situations = [lire_situation(foyer(identifiant))]
                taches.append(asyncio.create_task(gatherer.simuler(situations, tel_quel)))
                # Long enough for the service of the queue to have started, if it did not wait.
                for _ in range(3):
                    await asyncio.sleep(0)
            await asyncio.gather(*taches)

    asyncio.run(demander())

    assert moteur.appels == [["a", "b", "c"]]


def test_le_moteur_tourne_hors_de_la_boucle_dans_un_seul_fil(ouvrir, moteur, foyer):
    async def demander():
        async with ouvrir() as gatherer:
            for _ in range(3):
                await gatherer.simuler([lire_situation(foyer())], tel_quel)

    asyncio.run(demander())

    assert moteur.fils == {"moteur_0"}


def test_un_nombre_de_reponses_faux_ne_melange_jamais_les_foyers(ouvrir, moteur, foyer):
    vrai = moteur.simuler
    moteur.simuler = lambda situations: vrai(situations)[: len(situations) - (len(situations) > 1)]

    async def demander():
        async with ouvrir() as gatherer:
            return await gatherer.simuler([lire_situation(foyer(i)) for i in "abc"], tel_quel)

    assert ids(asyncio.run(demander())) == ["a", "b", "c"]


def test_un_grand_lot_est_coupe(ouvrir, moteur, foyer):
    async def demander():
        async with ouvrir(regroupement_max=4) as gatherer:
            return await gatherer.simuler([lire_situation(foyer(i)) for i in "abcdefghij"], tel_quel)

    assert ids(asyncio.run(demander())) == list("abcdefghij")
    assert [len(appel) for appel in moteur.appels] == [4, 4, 2]


def test_la_file_pleine_refuse_sans_rien_calculer(ouvrir, moteur, foyer, jusqu_a):
    async def demander():
        async with ouvrir(file_max=2) as gatherer:
            moteur.libre.clear()
            occupant = asyncio.create_task(gatherer.simuler([lire_situation(foyer("a"))], tel_quel))
            await jusqu_a(moteur.occupe.is_set)
            en_file = asyncio.create_task(gatherer.simuler([lire_situation(foyer("b"))], tel_quel))
            await asyncio.sleep(0)
            with pytest.raises(Surcharge):
                await gatherer.simuler([lire_situation(foyer(i)) for i in "cd"], tel_quel)
            place = asyncio.create_task(gatherer.simuler([lire_situation(foyer("e"))], tel_quel))
            await asyncio.sleep(0)
            moteur.libre.set()
            await asyncio.gather(occupant, en_file, place)

    asyncio.run(demander())

    assert moteur.appels == [["a"], ["b", "e"]]


def test_une_demande_annulee_n_est_pas_calculee(ouvrir, moteur, foyer, jusqu_a):
    async def demander():
        async with ouvrir(file_max=2) as gatherer:
            moteur.libre.clear()
            occupant = asyncio.create_task(gatherer.simuler([lire_situation(foyer("a"))], tel_quel))
            await jusqu_a(moteur.occupe.is_set)
            annulee = asyncio.create_task(
                gatherer.simuler([lire_situation(foyer(i)) for i in "xy"], tel_quel)
            )
            await asyncio.sleep(0.01)
            annulee.cancel()
            await asyncio.sleep(0.01)
            # Its two places are free again.
            suite = asyncio.create_task(gatherer.simuler([lire_situation(foyer(i)) for i in "bc"], tel_quel))
            await asyncio.sleep(0.01)
            moteur.libre.set()
            await asyncio.gather(occupant, suite)

    asyncio.run(demander())

    assert moteur.appels == [["a"], ["b", "c"]]


def test_une_demande_annulee_n_est_pas_reprise_apres_une_panne(ouvrir, moteur, foyer, jusqu_a):
    moteur.pannes = {"casse"}

    async def demander():
        async with ouvrir() as gatherer:
            moteur.libre.clear()
            situations = [[lire_situation(foyer(i))] for i in ("casse", "partie")]
            casse, partie = [asyncio.create_task(gatherer.simuler(s, tel_quel)) for s in situations]
            await jusqu_a(moteur.occupe.is_set)
            partie.cancel()
            await asyncio.sleep(0.01)
            moteur.libre.set()
            return await casse

    (reponse,) = asyncio.run(demander())

    assert isinstance(reponse, CalculImpossible)
    assert moteur.appels == [["casse", "partie"], ["casse"]]


def test_arreter_refuse_ce_qui_attend(ouvrir, moteur, foyer, jusqu_a):
    async def demander():
        async with ouvrir() as gatherer:
            moteur.libre.clear()
            occupant = asyncio.create_task(gatherer.simuler([lire_situation(foyer("a"))], tel_quel))
            await jusqu_a(moteur.occupe.is_set)
            en_file = asyncio.create_task(gatherer.simuler([lire_situation(foyer("b"))], tel_quel))
            await asyncio.sleep(0.01)
            await gatherer.arreter()
            with pytest.raises(Surcharge):
                await en_file
            with pytest.raises(Surcharge):
                await gatherer.simuler([lire_situation(foyer("c"))], tel_quel)
            occupant.cancel()

    asyncio.run(demander())
