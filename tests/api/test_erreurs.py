"""Every refusal is a problem in French, every answer carries the security headers."""

import asyncio
import time

import httpx2
import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from api.settings import Reglages

JSON = {"Content-Type": "application/json"}


def verifier_probleme(reponse, statut):
    assert reponse.status_code == statut
    assert reponse.headers["content-type"] == "application/problem+json"
    probleme = reponse.json()
    assert set(probleme) == {"type", "title", "status", "detail", "erreurs"}
    assert probleme["status"] == statut
    assert probleme["title"]
    assert probleme["detail"].endswith(".")
    return probleme


@pytest.mark.parametrize(
    ("methode", "chemin", "statut"),
    [
        ("GET", "/api/nulle-part", 404),
        ("GET", "/api/droits/inconnu", 404),
        ("GET", "/api/simulations", 405),
        ("DELETE", "/api/droits", 405),
    ],
)
def test_une_adresse_ou_une_methode_fausse_est_un_probleme(client, methode, chemin, statut):
    verifier_probleme(client.request(methode, chemin), statut)


@pytest.mark.parametrize("chemin", ["/api/simulations", "/api/simulations/lot"])
@pytest.mark.parametrize("media", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_autre_chose_que_du_json_est_refuse(client, chemin, media):
    entetes = {} if media is None else {"Content-Type": media}

    verifier_probleme(client.post(chemin, content=b"{}", headers=entetes), 415)


@pytest.mark.parametrize("chemin", ["/api/simulations", "/api/simulations/lot"])
@pytest.mark.parametrize(
    "corps",
    [
        b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"\\ud800"', b"bonjour",
        b'{"situations": ' + b"9" * 9_999 + b"}",
    ],
    ids=range(7),
)  # fmt: skip
def test_ce_qui_n_est_pas_du_json_est_illisible(client, chemin, corps):
    probleme = verifier_probleme(client.post(chemin, content=corps, headers=JSON), 400)
    assert probleme["type"] == "urn:droits-ouverts:probleme:document-illisible"
    assert probleme["erreurs"]


@pytest.mark.parametrize("chemin", ["/api/simulations", "/api/simulations/lot"])
@pytest.mark.parametrize(
    "corps", [b"[]", b"null", b"NaN", b'{"situations": 9}', b'{"a": 1, "a": 2}'], ids=range(5)
)
def test_du_json_qui_n_est_pas_un_foyer_est_invalide(client, chemin, corps):
    probleme = verifier_probleme(client.post(chemin, content=corps, headers=JSON), 422)
    assert probleme["type"] == "urn:droits-ouverts:probleme:situation-invalide"
    assert probleme["erreurs"]


def test_405_dit_les_methodes_acceptees(client):
    assert client.get("/api/simulations").headers["allow"] == "POST"


def test_un_corps_trop_gros_est_refuse_avant_d_etre_lu(serveur, foyer):
    with serveur(taille_max=1_000) as client:
        reponse = client.post("/api/simulations", content=b" " * 1_001, headers=JSON)

    probleme = verifier_probleme(reponse, 413)
    assert "1000 octets" in probleme["detail"]


def test_un_corps_trop_gros_sans_taille_annoncee_est_refuse(application):
    app = application(taille_max=1_000)
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/simulations",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "scheme": "http",
    }
    lus, envoyes = [], []

    async def recevoir():
        lus.append(100)
        return {"type": "http.request", "body": b" " * 100, "more_body": len(lus) < 50}

    async def envoyer(message):
        envoyes.append(message)

    asyncio.run(app(scope, recevoir, envoyer))

    assert envoyes[0]["status"] == 413
    assert (b"content-type", b"application/problem+json") in envoyes[0]["headers"]
    assert sum(lus) == 1_100


def test_un_lot_a_sa_propre_limite(serveur, foyer):
    lot = {"situations": [foyer(f"f{rang}") for rang in range(30)]}
    with serveur(taille_max=1_000, taille_max_lot=10_000) as client:
        assert client.post("/api/simulations/lot", json=lot).status_code == 200


def depuis(app, demandes):
    """Send requests one after the other, each from its client address."""

    async def envoyer():
        reponses = []
        async with app.router.lifespan_context(app):
            for adresse, methode, chemin, document in demandes:
                transport = httpx2.ASGITransport(app=app, client=(adresse, 1))
                async with httpx2.AsyncClient(transport=transport, base_url="http://t") as client:
                    reponses.append(await client.request(methode, chemin, json=document))
        return reponses

    return asyncio.run(envoyer())


def test_trop_de_requetes_d_une_adresse_n_arretent_pas_les_autres(application, foyer):
    calcul = ("POST", "/api/simulations", foyer())
    une, deux, refus, voisin, lecture = depuis(
        application(debit_calculs="2/hour"),
        [
            *[("192.0.2.1", *calcul)] * 3,
            ("192.0.2.2", *calcul),
            ("192.0.2.1", "GET", "/api/droits", None),
        ],
    )

    assert (une.status_code, deux.status_code) == (200, 200)
    verifier_probleme(refus, 429)
    assert 1 <= int(refus.headers["retry-after"]) <= 3600
    assert voisin.status_code == 200
    assert lecture.status_code == 200


def test_un_abonne_ipv6_ne_change_pas_d_adresse_pour_passer(application, foyer):
    calcul = ("POST", "/api/simulations", foyer())
    adresses = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"]
    reponses = depuis(application(debit_calculs="1/hour"), [(adresse, *calcul) for adresse in adresses])

    assert [reponse.status_code for reponse in reponses] == [200, 429, 200]


def test_les_sondes_ne_sont_pas_limitees(serveur):
    with serveur(debit_lectures="1/hour") as client:
        assert {client.get("/api/sante").status_code for _ in range(5)} == {200}
        assert client.get("/api/droits").status_code == 200
        assert client.get("/api/droits").status_code == 429


def test_une_reponse_trop_longue_est_abandonnee(serveur, moteur, foyer):
    moteur.libre.clear()
    with serveur(delai_max=0.2) as client:
        debut = time.perf_counter()
        reponse = client.post("/api/simulations", json=foyer())
        duree = time.perf_counter() - debut
        moteur.libre.set()

    verifier_probleme(reponse, 503)
    assert reponse.headers["retry-after"]
    assert 0.2 <= duree < 5


def test_une_panne_imprevue_ne_dit_rien_de_la_situation(application, capsys):
    app = application()

    @app.get("/api/panne")
    async def panne():
        raise RuntimeError("nom-fictif")

    with TestClient(app) as client:
        reponse = client.get("/api/panne")

    probleme = verifier_probleme(reponse, 500)
    assert probleme["title"] == "Erreur interne"
    journal = capsys.readouterr().err
    assert "nom-fictif" not in reponse.text + journal
    assert "RuntimeError" in journal
    assert "test_erreurs.py" in journal


@pytest.mark.parametrize(
    ("methode", "chemin"),
    [
        ("GET", "/api/droits"),
        ("GET", "/api/rien"),
        ("POST", "/api/simulations"),
        ("PUT", "/api/pret"),
    ],
)
def test_toute_reponse_porte_les_entetes_de_securite(client, methode, chemin):
    entetes = client.request(methode, chemin).headers

    csp = {
        directive.split()[0]: directive.split()[1:]
        for directive in entetes["content-security-policy"].split(";")
    }
    assert csp["default-src"] == ["'none'"]
    assert csp["script-src"] == csp["style-src"] == csp["connect-src"] == ["'self'"]
    assert csp["frame-ancestors"] == ["'none'"]
    assert "unsafe" not in entetes["content-security-policy"]
    assert entetes["x-content-type-options"] == "nosniff"
    assert entetes["referrer-policy"] == "same-origin"
    assert entetes["cache-control"] == "no-store"


def test_https_seul_est_exige_une_fois_en_https(application):
    with TestClient(application(), base_url="https://exemple.fr") as client:
        assert "strict-transport-security" in client.get("/api/sante").headers
    with TestClient(application()) as client:
        assert "strict-transport-security" not in client.get("/api/sante").headers


def test_un_reglage_faux_empeche_de_demarrer(monkeypatch):
    monkeypatch.setenv("DROITS_DEBIT_CALCULS", "beaucoup")

    with pytest.raises(ValidationError, match="300/minute"):
        Reglages()
