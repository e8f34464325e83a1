"""The gathering of calls as seen by those who send requests at the same time."""

import asyncio

import httpx2
import pytest

from simulations.errors import CalculImpossible


def test_64_requetes_ensemble_font_peu_d_appels(application, moteur, foyer, clients):
    attendus = [f"foyer-{rang}" for rang in range(64)]

    async def demander():
        async with clients(application()) as client:
            return await asyncio.gather(*(client.post("/api/simulations", json=foyer(i)) for i in attendus))

    reponses = asyncio.run(demander())

    assert [reponse.json()["hypotheses"][0] for reponse in reponses] == attendus
    assert sorted(identifiant for appel in moteur.appels for identifiant in appel) == sorted(attendus)
    assert len(moteur.appels) <= 3


@pytest.mark.parametrize("panne", [CalculImpossible("x"), ZeroDivisionError("x")])
def test_un_foyer_en_panne_ne_gate_pas_les_autres(application, moteur, foyer, panne, clients):
    moteur.pannes = {"foyer-13"}
    moteur.panne = panne

    async def demander():
        async with clients(application()) as client:
            return await asyncio.gather(
                *(client.post("/api/simulations", json=foyer(f"foyer-{r}")) for r in range(32))
            )

    reponses = asyncio.run(demander())

    en_panne = reponses.pop(13)
    assert en_panne.status_code == 500
    assert en_panne.json()["title"] == "Calcul impossible"
    assert {reponse.status_code for reponse in reponses} == {200}
    assert [reponse.json()["hypotheses"][0] for reponse in reponses] == [
        f"foyer-{rang}" for rang in range(32) if rang != 13
    ]
    # Halving finds one household among n in about 2 log2(n) calls; one by one would take n.
    assert len(moteur.appels) <= 20


def test_la_file_pleine_repond_503(application, moteur, foyer, clients, jusqu_a):
    async def demander():
        moteur.libre.clear()
        async with clients(application(file_max=1)) as client:
            premier = asyncio.create_task(client.post("/api/simulations", json=foyer("a")))
            await jusqu_a(moteur.occupe.is_set)
            second = asyncio.create_task(client.post("/api/simulations", json=foyer("b")))
            await asyncio.sleep(0.1)
            refus = await client.post("/api/simulations", json=foyer("c"))
            moteur.libre.set()
            return refus, (await premier).status_code, (await second).status_code

    refus, *statuts = asyncio.run(demander())

    assert refus.status_code == 503
    assert refus.headers["retry-after"] == "5"
    assert refus.headers["content-type"] == "application/problem+json"
    assert statuts == [200, 200]


def test_un_client_qui_raccroche_n_est_pas_calcule(application, moteur, foyer, clients, jusqu_a):
    corps = httpx2.Request("POST", "http://test", json=foyer("parti")).content
    etapes = [{"type": "http.request", "body": corps}, {"type": "http.disconnect"}]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/simulations",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "scheme": "http",
        "client": ("192.0.2.1", 1),
    }
    envoyes = []

    async def recevoir():
        return etapes.pop(0)

    async def envoyer(message):
        envoyes.append(message)

    async def demander():
        app = application()
        async with clients(app) as client:
            moteur.libre.clear()
            premier = asyncio.create_task(client.post("/api/simulations", json=foyer("a")))
            await jusqu_a(moteur.occupe.is_set)
            await app(scope, recevoir, envoyer)
            moteur.libre.set()
            await premier
            await client.post("/api/simulations", json=foyer("b"))

    asyncio.run(demander())

    assert envoyes[0]["status"] == 499
    assert moteur.appels == [["a"], ["b"]]


def test_pret_attend_la_chauffe_et_les_requetes_aussi(application, moteur, foyer, clients):
    async def demander():
        moteur.chaud.clear()
        async with clients(application()) as client:
            avant = await client.get("/api/pret")
            en_vie = await client.get("/api/sante")
            attente = asyncio.create_task(client.post("/api/simulations", json=foyer()))
            await asyncio.sleep(0.1)
            assert not attente.done()
            moteur.chaud.set()
            reponse = await attente
            return avant, en_vie, reponse, await client.get("/api/pret")

    avant, en_vie, reponse, apres = asyncio.run(demander())

    assert avant.status_code == 503
    assert avant.headers["retry-after"]
    assert avant.headers["content-type"] == "application/problem+json"
    assert en_vie.status_code == 200
    assert reponse.status_code == 200
    assert (apres.status_code, apres.json()) == (200, {"pret": True})


def test_une_chauffe_ratee_laisse_pas_pret_jusqu_a_un_calcul_reussi(application, moteur, foyer, clients):
    def rater():
        raise OSError("panne voulue par le test")

    moteur.prechauffer = rater

    async def demander():
        async with clients(application()) as client:
            await asyncio.sleep(0.05)
            avant = await client.get("/api/pret")
            reponse = await client.post("/api/simulations", json=foyer())
            return avant, reponse, await client.get("/api/pret")

    statuts = [reponse.status_code for reponse in asyncio.run(demander())]

    assert statuts == [503, 200, 200]
