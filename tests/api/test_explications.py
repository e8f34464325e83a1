"""`POST /api/simulations/explications/{droit}` and the engine's thread behind it."""

import asyncio
import threading

import pytest

from api.errors import Surcharge
from api.gathering import Gatherer
from api.routes import explications
from simulations.errors import CalculImpossible, ErreurChamp, SituationInvalide
from simulations.resultat import Versions
from simulations.resultat_explique import Explications

CHEMIN = "/api/simulations/explications/rsa"


@pytest.fixture
def demandes(monkeypatch):
    """Replace the explanation by one that remembers what it was asked, and in which thread."""
    recues = []

    def expliquer(situation, droit, personne, *, expert):
        recues.append((situation.personnes[0].id, droit, personne, expert, threading.current_thread().name))
        if personne == "absente":
            raise SituationInvalide([ErreurChamp("personne", "« absente »", "une personne du foyer")])
        if personne == "panne":
            raise CalculImpossible("panne voulue par le test")
        versions = Versions(droits_ouverts="0", openfisca_france="0", openfisca_core="0", parametres="0")
        return Explications(
            mois=situation.mois, versions=versions, droit=droit, libelle="RSA", explications=[]
        )

    monkeypatch.setattr(explications, "expliquer_droit", expliquer)
    return recues


def test_une_explication_est_faite_dans_le_fil_du_moteur(client, demandes, foyer):
    reponse = client.post(CHEMIN, params={"personne": "p2", "expert": True}, json=foyer("fictif"))

    assert reponse.status_code == 200
    assert Explications.model_validate_json(reponse.content).droit == "rsa"
    [(identifiant, droit, personne, expert, fil)] = demandes
    assert (identifiant, droit, personne, expert) == ("fictif", "rsa", "p2", True)
    assert fil.startswith("moteur")


@pytest.mark.parametrize(
    ("chemin", "personne", "statut"),
    [
        ("/api/simulations/explications/inconnu", None, 404),
        (CHEMIN, "absente", 422),
        (CHEMIN, "panne", 500),
    ],
)
def test_ce_qui_ne_va_pas_est_un_probleme(client, demandes, foyer, chemin, personne, statut):
    reponse = client.post(chemin, params={"personne": personne} if personne else {}, json=foyer())

    assert reponse.status_code == statut
    assert reponse.headers["content-type"] == "application/problem+json"
    assert "panne voulue" not in reponse.text


def test_une_situation_fausse_dit_le_chemin(client, demandes, foyer):
    reponse = client.post(CHEMIN, json=foyer(logement={"loyer": -1}))

    assert reponse.status_code == 422
    assert [erreur["chemin"] for erreur in reponse.json()["erreurs"]] == ["logement.loyer"]
    assert demandes == []


def test_un_autre_type_de_document_est_refuse(client, demandes):
    assert client.post(CHEMIN, content="{}", headers={"Content-Type": "text/plain"}).status_code == 415


def test_un_travail_compte_dans_la_file(moteur, jusqu_a):
    async def demander():
        gatherer = Gatherer(moteur.moteur(), file_max=1, regroupement_max=10)
        gatherer.demarrer()
        libre, commence = threading.Event(), threading.Event()

        def long():
            commence.set()
            assert libre.wait(10)
            return 7

        premier = asyncio.create_task(gatherer.executer(long))
        await jusqu_a(commence.is_set)
        with pytest.raises(Surcharge):
            await gatherer.executer(lambda: 8)
        libre.set()
        rendu = await premier
        suivant = await gatherer.executer(lambda: 9)
        await gatherer.arreter()
        with pytest.raises(Surcharge):
            await gatherer.executer(lambda: 10)
        return rendu, suivant

    assert asyncio.run(demander()) == (7, 9)
