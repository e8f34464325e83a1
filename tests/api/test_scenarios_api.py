"""`POST /api/simulations/scenarios`, `/balayage`, `/calendrier`: bodies, refusals, and the engine's thread."""

import asyncio
import threading
import time

import pytest

from api.routes import scenarios
from simulations.errors import CalculImpossible
from simulations.resultat import Versions
from simulations.resultat_scenarios import Balayage, Calendrier, Scenarios

VERSIONS = Versions(droits_ouverts="0", openfisca_france="0", openfisca_core="0", parametres="0")
CHEMINS = ("/api/simulations/scenarios", "/api/simulations/balayage", "/api/simulations/calendrier")
NAISSANCE = {"id": "naissance"}


@pytest.fixture
def vus(monkeypatch, moteur):
    """Replace what the engine computes by what remembers it, and in which thread."""
    recus = []

    def noter(*quoi):
        recus.append((*quoi, threading.current_thread().name))
        if moteur.pannes:
            raise CalculImpossible("panne voulue par le test")

    def comparer(situation, changes):
        noter("comparer", [str(c.changement.id) for c in changes])
        return Scenarios(mois=situation.mois, versions=VERSIONS, scenarios=[], hypotheses=[])

    def balayer(situation, personne):
        noter("balayer", personne)
        return Balayage(
            mois=situation.mois, versions=VERSIONS, personne=personne or "p1", smic_net=0, lecture="",
            libelles={}, points=[], pertes=[], hypotheses=[],
        )  # fmt: skip

    def etat_au_mois(situation, mois, avant):
        noter("etat", mois, len(avant))
        return moteur._repondre(situation).model_copy(update={"mois": mois})

    monkeypatch.setattr(scenarios, "comparer", comparer)
    monkeypatch.setattr(scenarios, "balayer", balayer)
    monkeypatch.setattr(scenarios, "etat_au_mois", etat_au_mois)
    return recus


def demande(foyer, *changements):
    return {"situation": foyer(), "changements": list(changements)}


def test_tous_les_changements_partent_ensemble_dans_le_fil_du_moteur(client, vus, foyer):
    corps = demande(foyer, NAISSANCE, {"id": "prendre_emploi", "heures": 20})
    reponse = client.post(CHEMINS[0], json=corps)
    assert reponse.status_code == 200
    assert Scenarios.model_validate_json(reponse.content).mois == "2026-01"
    ((_, changes, fil),) = vus
    assert changes == ["naissance", "prendre_emploi"]
    assert fil.startswith("moteur")


def test_un_balayage_dit_de_qui_est_le_salaire(client, vus, foyer):
    reponse = client.post(CHEMINS[1], params={"personne": "p1"}, json=foyer())
    assert Balayage.model_validate_json(reponse.content).personne == "p1"
    assert vus[0][:2] == ("balayer", "p1")


def test_un_calendrier_est_un_travail_par_mois(client, vus, foyer):
    reponse = client.post(CHEMINS[2], json=foyer())
    assert reponse.status_code == 200
    lu = Calendrier.model_validate_json(reponse.content)
    assert [m.mois for m in lu.mois] == [mois for _, mois, _, _ in vus]
    assert len(vus) == 13
    assert [avant for _, _, avant, _ in vus] == list(range(13))
    assert all(fil.startswith("moteur") for *_, fil in vus)


def test_une_simulation_passe_entre_deux_mois_d_un_calendrier(
    application, clients, vus, foyer, monkeypatch, jusqu_a
):
    lent = scenarios.etat_au_mois

    def etat_au_mois(*arguments):
        time.sleep(0.05)
        return lent(*arguments)

    monkeypatch.setattr(scenarios, "etat_au_mois", etat_au_mois)

    async def mener():
        async with clients(application()) as client:
            calendrier = asyncio.create_task(client.post(CHEMINS[2], json=foyer()))
            await jusqu_a(lambda: bool(vus))
            reponse = await client.post("/api/simulations", json=foyer("autre"))
            faits = len(vus)
            assert (await calendrier).status_code == 200
            return reponse.status_code, faits

    statut, mois_faits = asyncio.run(mener())
    assert statut == 200
    assert mois_faits < 13


def test_les_calendriers_ont_le_debit_des_lots(serveur, vus, foyer):
    with serveur(debit_lots="1/hour") as client:
        assert client.post(CHEMINS[2], json=foyer()).status_code == 200
        assert client.post(CHEMINS[2], json=foyer()).status_code == 429
        assert client.post(CHEMINS[1], json=foyer()).status_code == 200


@pytest.mark.parametrize(
    ("corps", "chemins"),
    [
        ([], [""]),
        ({}, ["situation", "changements"]),
        ({"situation": 3, "changements": []}, ["situation", "changements"]),
        ({"changements": [NAISSANCE] * 21}, ["situation", "changements"]),
        ({"x": 1, "changements": [NAISSANCE]}, ["x", "situation"]),
    ],
)
def test_un_corps_mal_forme_dit_tout_ce_qui_ne_va_pas(client, vus, corps, chemins):
    reponse = client.post(CHEMINS[0], json=corps)
    assert reponse.status_code == 422
    assert [e["chemin"] for e in reponse.json()["erreurs"]] == chemins
    assert not vus


@pytest.mark.parametrize(
    ("changement", "chemin"),
    [
        ({"id": "voler"}, "changements[1].id"),
        ({"id": "naissance", "x": 1}, "changements[1].x"),
        ({"id": "prendre_emploi", "heures": 200}, "changements[1].heures"),
        ({"id": "prendre_emploi"}, "changements[1].montant"),
        ({"id": "se_separer"}, "changements[1].id"),
        ({"id": "naissance", "age": 3}, "changements[1].age"),
        ("naissance", "changements[1]"),
    ],
)
def test_un_changement_faux_est_montre_du_doigt(client, vus, foyer, changement, chemin):
    reponse = client.post(CHEMINS[0], json=demande(foyer, NAISSANCE, changement))
    assert reponse.status_code == 422
    assert [e["chemin"] for e in reponse.json()["erreurs"]] == [chemin]


def test_une_faute_de_la_situation_a_son_chemin_dans_le_corps(client, vus, foyer):
    corps = demande(foyer, NAISSANCE)
    corps["situation"]["personnes"][0]["role"] = "roi"
    reponse = client.post(CHEMINS[0], json=corps)
    assert [e["chemin"] for e in reponse.json()["erreurs"]] == ["situation.personnes[0].role"]


@pytest.mark.parametrize("chemin", CHEMINS)
@pytest.mark.parametrize(
    ("corps", "entetes", "statut"),
    [
        (b"{", {"content-type": "application/json"}, 400),
        (b"{}", {"content-type": "text/plain"}, 415),
        (b"{}", {"content-type": "application/json"}, 422),
    ],
)
def test_un_document_refuse_est_un_probleme(client, vus, chemin, corps, entetes, statut):
    reponse = client.post(chemin, content=corps, headers=entetes)
    assert reponse.status_code == statut
    assert reponse.headers["content-type"] == "application/problem+json"
    assert not vus


@pytest.mark.parametrize("chemin", CHEMINS)
def test_une_panne_du_moteur_est_une_erreur_de_notre_cote(client, vus, moteur, foyer, chemin):
    moteur.pannes.add("p1")
    corps = demande(foyer, NAISSANCE) if chemin == CHEMINS[0] else foyer()
    reponse = client.post(chemin, json=corps)
    assert reponse.status_code == 500
    assert "panne voulue" not in reponse.text


def test_le_document_openapi_decrit_les_trois_adresses(client):
    chemins = client.get("/api/openapi.json").json()["paths"]
    assert all(chemin in chemins for chemin in CHEMINS)


def test_une_personne_absente_du_foyer_ne_peut_pas_etre_balayee(client, foyer):
    reponse = client.post(CHEMINS[1], params={"personne": "absente"}, json=foyer())
    assert reponse.status_code == 422
    assert [e["chemin"] for e in reponse.json()["erreurs"]] == ["personne"]
