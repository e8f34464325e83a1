"""`POST /api/simulations` and its batch."""

import json

import pytest

from simulations.resultat import Resultat


def test_une_situation_donne_son_resultat(client, foyer):
    reponse = client.post("/api/simulations", json=foyer("fictif-7"))

    assert reponse.status_code == 200
    assert reponse.headers["content-type"] == "application/json"
    resultat = Resultat.model_validate_json(reponse.content)
    assert resultat.mois == "2026-01"
    assert resultat.hypotheses == ["fictif-7"]


def test_le_jeu_de_caracteres_ne_gene_pas(client, foyer):
    corps = json.dumps(foyer())
    entetes = {"Content-Type": "Application/JSON; charset=utf-8"}

    assert client.post("/api/simulations", content=corps, headers=entetes).status_code == 200


def test_une_situation_fausse_dit_tous_les_chemins(client, foyer):
    document = foyer(logement={"loyer": -1}, inconnu=3)
    document["personnes"].append({"id": "p2", "role": "voisin"})

    reponse = client.post("/api/simulations", json=document)

    assert reponse.status_code == 422
    probleme = reponse.json()
    assert {erreur["chemin"] for erreur in probleme["erreurs"]} == {
        "logement.loyer",
        "inconnu",
        "personnes[1].role",
    }
    assert "3 erreurs" in probleme["detail"]


def test_un_identifiant_en_double_est_refuse(client, foyer):
    document = foyer()
    document["personnes"].append({"id": "p1", "role": "enfant"})

    reponse = client.post("/api/simulations", json=document)

    assert reponse.status_code == 422
    assert [erreur["chemin"] for erreur in reponse.json()["erreurs"]] == ["personnes[1].id"]


def test_les_erreurs_sont_listees_jusqu_a_cent(client, foyer):
    document = foyer(**{f"champ_{rang}": rang for rang in range(150)})

    probleme = client.post("/api/simulations", json=document).json()

    assert len(probleme["erreurs"]) == 100
    assert "150 erreurs" in probleme["detail"]


@pytest.mark.parametrize("nombre", ["NaN", "Infinity", "1e999"])
def test_un_nombre_qui_n_en_est_pas_un_est_refuse(client, nombre):
    corps = (
        '{"mois": "2026-01", "personnes": [{"id": "p1", "role": "demandeur"}],'
        f' "logement": {{"loyer": {nombre}}}}}'
    )

    reponse = client.post("/api/simulations", content=corps, headers={"Content-Type": "application/json"})

    assert reponse.status_code == 422
    assert [erreur["chemin"] for erreur in reponse.json()["erreurs"]] == ["logement.loyer"]


def test_un_lot_repond_dans_l_ordre_chacun_pour_soi(client, moteur, foyer):
    moteur.pannes = {"casse"}
    situations = [foyer("a"), foyer("b", mois="jamais"), foyer("casse"), 12, "{}", foyer("c")]

    reponse = client.post("/api/simulations/lot", json={"situations": situations})

    assert reponse.status_code == 200
    resultats = reponse.json()["resultats"]
    assert [list(element) for element in resultats] == [
        ["resultat"], ["erreur"], ["erreur"], ["erreur"], ["erreur"], ["resultat"],
    ]  # fmt: skip
    assert resultats[0]["resultat"]["hypotheses"] == ["a"]
    assert resultats[5]["resultat"]["hypotheses"] == ["c"]
    assert [element["erreur"]["status"] for element in resultats[1:5]] == [422, 500, 422, 422]
    assert [erreur["chemin"] for erreur in resultats[1]["erreur"]["erreurs"]] == ["mois"]


def test_un_lot_est_un_seul_appel_au_moteur(client, moteur, foyer):
    ids = [f"f{rang}" for rang in range(500)]

    reponse = client.post(
        "/api/simulations/lot", json={"situations": [foyer(identifiant) for identifiant in ids]}
    )

    resultats = reponse.json()["resultats"]
    assert [element["resultat"]["hypotheses"] for element in resultats] == [[i] for i in ids]
    assert moteur.appels == [ids]


def test_un_lot_vide_donne_une_reponse_vide(client, moteur):
    reponse = client.post("/api/simulations/lot", json={"situations": []})

    assert reponse.json() == {"resultats": []}
    assert moteur.appels == []


@pytest.mark.parametrize(
    ("corps", "chemin"),
    [
        ("[]", ""),
        ("{}", "situations"),
        ('{"situations": null}', "situations"),
        ('{"situations": {}}', "situations"),
        ('{"situations": [], "de_trop": 1}', "de_trop"),
        ('{"situations": [' + ",".join(["{}"] * 501) + "]}", "situations"),
    ],
)
def test_un_lot_mal_forme_est_refuse_en_entier(client, moteur, corps, chemin):
    reponse = client.post("/api/simulations/lot", content=corps, headers={"Content-Type": "application/json"})

    assert reponse.status_code == 422
    assert [erreur["chemin"] for erreur in reponse.json()["erreurs"]] == [chemin]
    assert moteur.appels == []


@pytest.mark.parametrize("mois", ["2026-11\n", "2026-13", "1899-12", "2200-01"])
def test_un_mois_a_la_forme_publiee(client, foyer, mois):
    reponse = client.post("/api/simulations", json=foyer(mois=mois))
    assert reponse.status_code == 422
    assert [erreur["chemin"] for erreur in reponse.json()["erreurs"]] == ["mois"]


def test_le_journal_ne_dit_ni_qui_ni_quoi(serveur, foyer, capsys):
    with serveur() as client:
        client.post("/api/simulations?secret=oui", json=foyer("nom-fictif"))
        client.post("/api/simulations/lot", json={"situations": [foyer("a"), foyer("nom-fictif")]})
        client.get("/api/droits/nom-fictif")

    texte = capsys.readouterr().err
    lignes = [json.loads(ligne) for ligne in texte.splitlines()]
    assert [(ligne["methode"], ligne["route"], ligne["statut"]) for ligne in lignes] == [
        ("POST", "/api/simulations", 200),
        ("POST", "/api/simulations/lot", 200),
        ("GET", "/api/droits/{identifiant}", 404),
    ]
    assert [ligne["situations"] for ligne in lignes] == [1, 2, None]
    assert all(ligne["duree_ms"] >= 0 for ligne in lignes)
    for interdit in ("secret", "nom-fictif", "testclient", "demandeur"):
        assert interdit not in texte
