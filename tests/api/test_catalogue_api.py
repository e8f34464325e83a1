"""The catalogue, the health routes and the OpenAPI document."""

import json
import re

import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from api import openapi
from rules.catalogue import charger_catalogue
from rules.versions import versions
from simulations import situation


def test_la_liste_dit_chaque_droit_du_catalogue(client):
    reponse = client.get("/api/droits")

    assert reponse.status_code == 200
    droits = {droit["id"]: droit for droit in reponse.json()}
    cartes = charger_catalogue()
    assert list(droits) == list(cartes)
    carte = cartes["rsa"]
    assert droits["rsa"] == {
        "id": "rsa",
        "libelle": carte.libelle,
        "resume": carte.resume,
        "famille": carte.famille,
        "organisme": carte.organisme,
        "financeur": carte.financeur,
        "periodicite": carte.periodicite,
        "mode": carte.calcul.mode,
    }


def test_une_fiche_est_la_carte_entiere(client):
    reponse = client.get("/api/droits/rsa")

    assert reponse.status_code == 200
    assert reponse.json() == json.loads(charger_catalogue()["rsa"].model_dump_json())


def test_un_droit_inconnu_est_un_probleme(client):
    reponse = client.get("/api/droits/rien")

    assert reponse.status_code == 404
    assert reponse.headers["content-type"] == "application/problem+json"
    assert reponse.json()["title"] == "Droit inconnu"


def test_la_sante_dit_les_versions_et_ou_trouver_le_code(serveur):
    with serveur(code_source="https://exemple.fr/droits") as client:
        sante = client.get("/api/sante").json()

    assert sante["statut"] == "ok"
    assert sante["versions"] == versions()
    assert sante["code_source"] == "https://exemple.fr/droits"
    assert sante["openapi"] == "/api/openapi.json"


@pytest.fixture
def document(client):
    return client.get("/api/openapi.json").json()


def test_openapi_montre_le_contrat(document):
    operation = document["paths"]["/api/simulations"]["post"]
    schemas = document["components"]["schemas"]

    corps = operation["requestBody"]["content"]["application/json"]["schema"]
    assert corps == {"$ref": "#/components/schemas/Situation"}
    assert set(schemas["Situation"]["required"]) == {"mois", "personnes"}
    assert set(schemas["Personne"]["required"]) == {"id", "role"}
    reussite = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert reussite == {"$ref": "#/components/schemas/Resultat"}
    echec = operation["responses"]["422"]["content"]["application/problem+json"]["schema"]
    assert echec == {"$ref": "#/components/schemas/Probleme"}
    assert {"400", "413", "415", "422", "429", "500", "503"} <= set(operation["responses"])


def test_openapi_dit_la_forme_d_un_mois(document):
    schemas = document["components"]["schemas"]
    facultatif = schemas["Revenu"]["properties"]["de"]["anyOf"][0]
    for champ in (schemas["Situation"]["properties"]["mois"], facultatif):
        assert champ["examples"] == ["2026-11"]
        for mois, accepte in [
            ("2026-11", True), ("1900-01", True), ("2199-12", True), ("2026-13", False), ("2026-00", False),
            ("1899-12", False), ("2200-01", False), ("2026-1", False), ("26-11", False), ("2026-11-01", False),
        ]:  # fmt: skip
            assert bool(re.search(champ["pattern"], mois)) is accepte, mois


def test_deux_modeles_d_un_meme_nom_sont_refuses():
    class Situation(BaseModel):
        autre: int

    app = FastAPI()

    @app.get("/")
    def lire() -> Situation:
        return Situation(autre=1)

    openapi.installer(app, (situation.Situation,))

    with pytest.raises(ValueError, match="Situation"):
        app.openapi()


def test_openapi_ne_renvoie_qu_a_ce_qu_il_contient(document):
    texte = json.dumps(document)
    schemas = document["components"]["schemas"]
    cites = {morceau.partition('"')[0] for morceau in texte.split("#/components/schemas/")[1:]}

    assert cites <= set(schemas)
    assert "HTTPValidationError" not in schemas


def test_aucune_page_de_documentation_ne_charge_un_tiers(client):
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
    assert client.get("/api/docs").status_code == 404
