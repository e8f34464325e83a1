"""Refusals to people: a French page for a browser, the alert alone for htmx, a problem for a program."""

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from api.errors import MEDIA_PROBLEME

NAVIGATEUR = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HTMX = {"Accept": "*/*", "HX-Request": "true", "HX-Target": "resultats"}
FORMULAIRE = {"mois": "2026-01", "personnes[0].id": "p1", "personnes[0].role": "demandeur"}


def trop_gros(serveur, chemin, entetes):
    with serveur(taille_max=1_000) as client:
        return client.post(chemin, data={"mois": "x" * 2_000}, headers=entetes)


def trop_souvent(serveur, chemin, entetes):
    with serveur(debit_calculs="1/hour") as client:
        client.post(chemin, data=FORMULAIRE, headers=entetes)
        return client.post(chemin, data=FORMULAIRE, headers=entetes)


@pytest.fixture
def trop_long(moteur):
    def demander(serveur, chemin, entetes):
        moteur.libre.clear()
        with serveur(delai_max=0.3) as client:
            reponse = client.post(chemin, data=FORMULAIRE, headers=entetes)
            moteur.libre.set()
        return reponse

    return demander


@pytest.fixture(
    params=[(413, "trop_gros"), (429, "trop_souvent"), (503, "trop_long")], ids=lambda p: str(p[0])
)
def refus(request, serveur):
    """Give the status of a refusal, and what provokes it on a path with the headers given."""
    statut, nom = request.param
    demander = request.getfixturevalue(nom) if nom == "trop_long" else globals()[nom]
    return statut, lambda entetes, chemin="/": demander(serveur, chemin, entetes)


TITRES = {
    413: "Document trop volumineux",
    429: "Trop de requêtes",
    503: "Délai dépassé",
}


def page_de(reponse):
    assert reponse.headers["content-type"] == "text/html; charset=utf-8"
    assert reponse.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in reponse.headers["content-security-policy"]
    return BeautifulSoup(reponse.text, "html.parser")


def test_a_browser_is_given_a_page(refus):
    statut, demander = refus
    reponse = demander(NAVIGATEUR)
    page = page_de(reponse)
    assert reponse.status_code == statut
    assert page.html["lang"] == "fr"
    assert page.title.get_text() == f"{TITRES[statut]} · Droits ouverts"
    (titre,) = page.select("h1")
    assert titre.get_text() == TITRES[statut]
    assert page.select_one(".alerte").get_text(strip=True)
    for lien in page.select('a[href^="#"]'):
        assert page.select_one(str(lien["href"])), lien
    assert ("renvoyer le formulaire" in page.main.get_text()) is (statut in {429, 503})
    if statut in {429, 503}:
        assert int(reponse.headers["retry-after"]) >= 1


def test_htmx_is_given_the_alert_alone(refus):
    statut, demander = refus
    reponse = demander(HTMX)
    page = page_de(reponse)
    assert reponse.status_code == statut
    assert not page.select("html, main, h1")
    assert TITRES[statut] in page.select_one(".alerte p").get_text()


@pytest.mark.parametrize("entetes", [{"Accept": "*/*"}, {"Accept": "application/json"}, {}])
def test_a_program_is_given_a_problem(refus, entetes):
    statut, demander = refus
    reponse = demander(entetes)
    assert reponse.headers["content-type"] == MEDIA_PROBLEME
    assert reponse.json()["status"] == statut


def test_the_api_only_knows_problems(serveur):
    reponse = trop_gros(serveur, "/api/simulations", NAVIGATEUR)
    assert reponse.status_code == 413
    assert reponse.headers["content-type"] == MEDIA_PROBLEME


@pytest.mark.parametrize(("methode", "chemin", "statut"), [("GET", "/rien", 404), ("DELETE", "/", 405)])
def test_a_wrong_address_is_a_page_too(client, methode, chemin, statut):
    reponse = client.request(methode, chemin, headers=NAVIGATEUR)
    assert reponse.status_code == statut
    page = page_de(reponse)
    assert page.select_one('main a[href="/"]')
    assert "renvoyer" not in page.main.get_text()


def test_a_failure_we_did_not_foresee_is_a_page_that_says_nothing_of_it(application):
    app = application()

    @app.get("/panne")
    async def panne():
        raise RuntimeError("nom-fictif")

    with TestClient(app) as client:
        reponse = client.get("/panne", headers=NAVIGATEUR)
    assert reponse.status_code == 500
    assert page_de(reponse).h1.get_text() == "Erreur interne"
    assert "nom-fictif" not in reponse.text
