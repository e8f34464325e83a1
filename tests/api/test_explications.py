"""`/api/simulations/explications/{droit}`: the rule alone, a household, and the engine's thread behind."""

import asyncio
import threading

import pytest

from api.errors import Surcharge
from api.gathering import Gatherer
from api.routes import explications
from rules.catalogue import charger_catalogue
from simulations.errors import CalculImpossible, ErreurChamp, SituationInvalide
from simulations.mois import mois_courant
from simulations.recits import recits
from simulations.regle_expliquee import RegleExpliquee, expliquer_regle
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


def test_la_regle_se_lit_sans_foyer_au_mois_demande(client):
    regles = {mois: client.get(CHEMIN, params={"mois": mois}).json() for mois in ("2025-05", "2026-05")}

    # Montant forfaitaire publié d'une personne seule : avril 2025, puis avril 2026 (décret 2026-220).
    for mois, montant in (("2025-05", 646.52), ("2026-05", 651.69)):
        regle = RegleExpliquee.model_validate(regles[mois])
        assert (regle.mois, regle.droit) == (mois, "rsa")
        (base, *_) = regle.compte[0].detail[0].detail
        assert [p.valeur for p in base.parametres] == [montant]
        assert [c.libelle for c in regle.conditions] == [
            c.libelle for c in charger_catalogue()["rsa"].conditions
        ]
        assert any("L262-2" in reference.titre for reference in regle.references)


def test_un_parametre_par_zone_est_dit_pour_chaque_zone(client):
    def etapes(lignes):
        for ligne in lignes:
            yield ligne
            yield from etapes(ligne.detail)

    regle = RegleExpliquee.model_validate(
        client.get("/api/simulations/explications/al", params={"mois": "2026-05"}).json()
    )
    (coefficients, *_) = [e.parametres for e in etapes(regle.compte) if len(e.parametres) > 1]
    assert [p.chemin.split(".")[-2] for p in coefficients] == ["zone_1", "zone_2", "zone_3"]


def test_sans_mois_la_regle_est_celle_de_ce_mois(client):
    assert client.get(CHEMIN).json()["mois"] == mois_courant()


@pytest.mark.parametrize("droit", sorted(charger_catalogue()))
def test_toute_regle_du_catalogue_s_explique(droit):
    regle = expliquer_regle(droit, "2026-05")
    assert regle.conditions
    assert bool(regle.compte) == (droit in recits())


@pytest.mark.parametrize(
    ("droit", "mois", "statut", "dit"),
    [
        ("inconnu", "2026-05", 404, "Aucun droit du catalogue"),
        ("rsa", "2026-13", 422, "un mois au format AAAA-MM"),
        ("rsa", "1998-01", 422, "un mois entre 2024-01 et"),
        ("rsa", "", 422, "un mois au format AAAA-MM"),
    ],
)
def test_une_regle_refusee_l_est_en_francais(client, droit, mois, statut, dit):
    reponse = client.get(f"/api/simulations/explications/{droit}", params={"mois": mois})

    assert (reponse.status_code, reponse.headers["content-type"]) == (statut, "application/problem+json")
    recu = reponse.json()
    assert dit in recu["detail"] + "".join(e["attendu"] for e in recu["erreurs"])
