"""Local values: what is sourced, what is awaited, and the file in which the agency gives what it knows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from openfisca_core.parameters import ParameterNode

from rules import system
from rules.catalogue import charger_catalogue
from rules.parametres import (
    VARIABLE_ENVIRONNEMENT,
    ParametresAgenceInvalides,
    appliquer_agence,
    modele_agence,
    parametres_locaux,
)

RACINE = Path(__file__).parents[2]
QUOTIENT = "caisses.caf_aveyron.vacances.quotient_maximum"
SECOURS = "ccas_rodez.secours.montant_maximum"
TRAJET = "rodez_agglomeration.transport.prix_trajet"
BON = f"""\
{QUOTIENT}:
  - a_partir_du: 2026-01-01
    valeur: 1000
    source: Règlement fictif d'action sociale
"""
SIMULATION = """
import json, sys
from simulations.lecture import lire_situation
from simulations.simulate import simuler
resultats = simuler([lire_situation(document) for document in json.load(sys.stdin)])
print(json.dumps([resultat.model_dump(mode="json") for resultat in resultats]))
"""


@pytest.fixture
def racine(monkeypatch):
    monkeypatch.delenv(VARIABLE_ENVIRONNEMENT, raising=False)
    return system.parametres_des_autorites()


@pytest.fixture
def agence(tmp_path):
    def ecrire(contenu):
        fichier = tmp_path / "agence.yaml"
        fichier.write_text(contenu, encoding="utf-8")
        return fichier

    return ecrire


def locaux(racine: ParameterNode):
    return {parametre.chemin: parametre for parametre in parametres_locaux(racine, system.autorites())}


def test_every_local_value_is_listed_with_what_it_is_worth(racine):
    lus = locaux(racine)
    assert list(lus) == sorted(lus)
    fichiers = {
        ".".join(f.relative_to(system.DOSSIER_PARAMETRES).with_suffix("").parts)
        for nom in system.autorites()
        for f in (system.DOSSIER_PARAMETRES / nom).rglob("*.yaml")
        if f.stem != "index"
    }
    assert set(lus) == fichiers
    assert (lus[TRAJET].valeur, lus[TRAJET].depuis, lus[TRAJET].confiance) == (0, "2025-01-01", "secondaire")
    assert all(p.source and p.href and p.vu_le and p.unite and p.description for p in lus.values())


def test_an_awaited_value_is_null_and_trusted_by_nobody(racine):
    attendus = [p for p in locaux(racine).values() if p.a_confirmer]
    assert {QUOTIENT, SECOURS} <= {p.chemin for p in attendus}
    assert all(p.valeur is None and p.confiance == "a_confirmer" for p in attendus)


def test_the_values_of_the_country_are_not_local():
    assert not {"droits_ouverts", "national"} & set(system.autorites())


def test_each_awaited_value_serves_a_card(racine):
    cites = {
        chemin
        for carte in charger_catalogue().values()
        for chemin in [
            *(repere.parametre for repere in carte.reperes),
            *(c.seuil.parametre for c in carte.conditions if c.seuil and c.seuil.parametre),
        ]
    }
    miens = {"caisses", "ccas_rodez", "ville_rodez", "rodez_agglomeration", "ouest_aveyron"}
    attendus = {p.chemin for p in locaux(racine).values() if p.a_confirmer}
    assert {chemin for chemin in attendus if chemin.split(".")[0] in miens} <= cites


def test_the_value_of_the_agency_takes_the_place_of_the_awaited_one(racine, agence):
    appliquer_agence(racine, system.autorites(), agence(BON))
    donnee = locaux(racine)[QUOTIENT]
    assert (donnee.valeur, donnee.depuis, donnee.confiance) == (1000, "2026-01-01", "agence")
    assert (donnee.a_confirmer, donnee.source) == (False, "Règlement fictif d'action sociale")
    assert locaux(racine)[SECOURS].valeur is None


def test_an_older_value_stays_before_that_of_the_agency(racine, agence):
    contenu = f"{TRAJET}:\n  - {{a_partir_du: 2027-01-01, valeur: 0.5, source: essai}}\n"
    appliquer_agence(racine, system.autorites(), agence(contenu))
    trajet = racine.rodez_agglomeration.transport.prix_trajet
    assert [trajet(jour) for jour in ("2024-12-31", "2026-12-31", "2027-01-01")] == [1, 0, 0.5]


def test_the_model_to_fill_in_has_every_awaited_value_and_gives_none(racine, agence):
    attendus = [p for p in locaux(racine).values() if p.a_confirmer]
    modele = modele_agence(attendus)
    assert yaml.safe_load(modele) is None
    appliquer_agence(racine, system.autorites(), agence(modele))
    assert sum(p.a_confirmer for p in locaux(racine).values()) == len(attendus)
    assert "currency" not in modele
    # Filled in as it says: the marks taken off, the blanks completed.
    lignes = [ligne.removeprefix("# ") for ligne in modele.splitlines() if _est_du_yaml(ligne)]
    rempli = "\n".join(lignes).replace("AAAA-MM-JJ", "2026-01-01").replace("valeur: ", "valeur: 1")
    appliquer_agence(racine, system.autorites(), agence(rempli.replace("source: ", "source: fictive")))
    assert not [p.chemin for p in locaux(racine).values() if p.a_confirmer]


def _est_du_yaml(ligne):
    """Keep the lines of the model that are YAML once their mark is off."""
    return ligne.startswith("#   ") or (ligne.startswith("# ") and ligne.endswith(":") and "." in ligne)


@pytest.mark.parametrize(
    ("ancien", "nouveau", "mots"),
    [
        (
            QUOTIENT,
            "caisses.nuage",
            "`caisses.nuage` : reçu ce chemin, attendu le chemin d'un paramètre local",
        ),
        (
            "valeur: 1000",
            "valeur: beaucoup",
            f"`{QUOTIENT}[0].valeur` : reçu « beaucoup », attendu un nombre",
        ),
        ("valeur: 1000", "valeur: -1", "un nombre positif ou nul"),
        ("valeur: 1000", "valeur: .nan", "un nombre positif ou nul"),
        ("valeur: 1000", "valeur: true", "un nombre positif ou nul"),
        ("2026-01-01", "hier", f"`{QUOTIENT}[0].a_partir_du` : reçu « hier », attendu une date AAAA-MM-JJ"),
        ("Règlement fictif d'action sociale", '""', f"`{QUOTIENT}[0].source`"),
        ("    source: Règlement fictif d'action sociale\n", "", "attendu a_partir_du, valeur et source"),
        ("valeur: 1000", "valeur: [", "attendu un YAML bien formé"),
        (BON, "- 1\n", "attendu des chemins de paramètres"),
        (BON, f"{QUOTIENT}: 1000\n", "attendu une liste de valeurs datées"),
    ],
)
def test_a_bad_file_is_refused_in_french_with_the_path_and_nothing_is_applied(
    racine, agence, ancien, nouveau, mots
):
    assert ancien in BON
    with pytest.raises(ParametresAgenceInvalides) as info:
        appliquer_agence(racine, system.autorites(), agence(BON.replace(ancien, nouveau)))
    texte = "\n".join(info.value.fautes)
    assert all(faute.startswith("agence.yaml") for faute in info.value.fautes)
    assert mots in texte
    assert locaux(racine)[QUOTIENT].valeur is None


def test_a_missing_file_is_refused(racine, tmp_path):
    with pytest.raises(ParametresAgenceInvalides, match="attendu un fichier lisible"):
        appliquer_agence(racine, system.autorites(), tmp_path / "absent.yaml")


def _famille(revenu):
    return {
        "mois": "2026-11",
        "personnes": [
            {
                "id": "p1", "role": "demandeur", "date_naissance": "1990-01-01", "nationalite": "fr",
                "activite": "salarie", "regime": "general",
                "revenus": [{"nature": "salaire", "montant": revenu}],
            },
            {"id": "p2", "role": "enfant", "date_naissance": "2016-01-01", "nationalite": "fr"},
        ],
        "logement": {"commune": "12202", "statut": "locataire_vide", "loyer": 400},
        "fiscal": {"rfr_n2": 12 * revenu * 0.9},
    }  # fmt: skip


def _simuler(fichier, *revenus):
    environnement = {**os.environ, "PYTHONPATH": str(RACINE)}
    environnement.pop(VARIABLE_ENVIRONNEMENT, None)
    if fichier:
        environnement[VARIABLE_ENVIRONNEMENT] = str(fichier)
    lance = subprocess.run(
        [sys.executable, "-c", SIMULATION],
        input=json.dumps([_famille(revenu) for revenu in revenus]),
        capture_output=True, text=True, check=False, cwd=RACINE, env=environnement,
    )  # fmt: skip
    assert lance.returncode == 0, lance.stderr
    return [{droit["id"]: droit for droit in resultat["droits"]} for resultat in json.loads(lance.stdout)]


def _condition(droits):
    (trouvee,) = [c for c in droits["vacances_caf_aveyron"]["conditions"] if "quotient" in c["libelle"]]
    return trouvee["etat"], droits["vacances_caf_aveyron"]["decision"]


def _repere(droits, chemin):
    (valeur,) = [
        r["valeur"] for droit in droits.values() for r in droit["reperes"] if r["parametre"] == chemin
    ]
    return valeur


def test_a_condition_waits_for_the_agency_then_is_evaluated_and_the_figure_shown(agence):
    (avant,) = _simuler(None, 1200)
    assert _condition(avant) == ("inconnue", "a_instruire")
    assert _repere(avant, SECOURS) is None
    secours = f"{SECOURS}:\n  - {{a_partir_du: 2026-01-01, valeur: 300, source: Délibération fictive}}\n"
    modeste, aisee = _simuler(agence(BON + secours), 1200, 6000)
    assert _condition(modeste) == ("remplie", "a_instruire")
    assert _condition(aisee) == ("non_remplie", "peu_probable")
    assert _repere(modeste, SECOURS) == 300
