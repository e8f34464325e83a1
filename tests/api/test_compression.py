"""What is compressed, for whom, and what never is."""

import gzip

import pytest

from api.compression import TAILLE_MIN

ACCEPTE = {"Accept-Encoding": "gzip, br"}
CHEMINS = ["/", "/api/droits", "/api/openapi.json", "/static/droits.css", "/static/droits.js"]


def brut(client, methode, chemin, entetes, **envoi):
    """Give the answer with its bytes as they travel."""
    with client.stream(methode, chemin, headers=entetes, **envoi) as reponse:
        return reponse, b"".join(reponse.iter_raw())


@pytest.mark.parametrize("chemin", CHEMINS)
def test_ce_qui_est_lourd_est_compresse_pour_qui_l_accepte(client, chemin):
    reponse, octets = brut(client, "GET", chemin, ACCEPTE)
    _, entier = brut(client, "GET", chemin, {"Accept-Encoding": "identity"})

    assert reponse.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in reponse.headers["vary"]
    assert gzip.decompress(octets) == entier
    assert len(octets) < len(entier) / 2
    assert reponse.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("entetes", [{"Accept-Encoding": "identity"}, {"Accept-Encoding": "br"}])
def test_rien_n_est_compresse_pour_qui_ne_l_accepte_pas(client, entetes):
    reponse, octets = brut(client, "GET", "/api/droits", entetes)

    assert "content-encoding" not in reponse.headers
    assert octets.startswith(b"[")


def test_une_petite_reponse_reste_telle_quelle(client):
    reponse, octets = brut(client, "GET", "/api/droits/rien", ACCEPTE)

    assert len(octets) < TAILLE_MIN
    assert "content-encoding" not in reponse.headers


@pytest.mark.parametrize("qui", [{"Cookie": "session=secret"}, {"Authorization": "Bearer secret"}])
def test_une_requete_qui_identifie_quelqu_un_n_est_pas_compressee(client, qui):
    for chemin in ("/", "/api/droits"):
        reponse, _ = brut(client, "GET", chemin, ACCEPTE | qui)
        assert "content-encoding" not in reponse.headers
    assert brut(client, "GET", "/static/droits.css", ACCEPTE | qui)[0].headers["content-encoding"] == "gzip"


def test_aucune_reponse_ne_pose_de_cookie(client, foyer):
    recues = [client.get("/"), client.post("/", data={}), client.post("/api/simulations", json=foyer())]
    assert not [reponse for reponse in recues if "set-cookie" in reponse.headers]
