"""Another département is served by adding data only: communes, parameters, cards, contacts.

A fictitious one is added to a copy of the rules, and a real simulation is run there.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

RACINE = Path(__file__).parents[2]
FICTIVE = "99101"
COMMUNES = """\
code_insee,nom,codes_postaux,population,arrondissement,arrondissement_nom,siren_commune,epci_siren,epci_nom,region,zone_apl,zone_abc,pilote
99101,Ville-Fictive,99000,1200,991,Ville-Fictive,999999101,999999999,CC fictive,99,2,B1,oui
"""
CONTACTS = """\
- organisme: departement
  territoire: {niveau: departement, codes: ["99"]}
  nom: Département fictif
  telephone: 01 00 00 00 00
  source: fictif
  href: https://example.org
  vu_le: 2026-11-24
  confiance: verifie
"""
AGE = """\
description: Âge minimum de l'aide fictive
values:
  2024-01-01:
    value: 30
metadata:
  unit: year
  vu_le: 2026-11-24
  confiance: verifie
  reference:
    - title: Règlement fictif
      href: https://example.org
"""
SIMULATION = """
import json, sys
from simulations.lecture import lire_situation
from simulations.simulate import simuler
resultats = simuler([lire_situation(document) for document in json.load(sys.stdin)])
print(json.dumps([resultat.model_dump(mode="json") for resultat in resultats]))
"""


def _carte() -> dict:
    """A card of the project, made that of the fictitious département, open from an age on."""
    carte = yaml.safe_load(
        (RACINE / "rules" / "catalogue" / "caisses" / "bafa_caf_aveyron.yaml").read_text("utf-8")
    )
    age, _, suite = carte["conditions"]
    chemin = "departement_fictif.aide.age_minimum"
    age["seuil"] = {"parametre": chemin}
    return carte | {
        "id": "aide_fictive",
        "libelle": "Aide fictive",
        "organisme": "departement",
        "territoire": {"niveau": "departement", "codes": ["99"]},
        "conditions": [age, suite],
        "reperes": [{"libelle": "Âge minimum", "parametre": chemin}],
    }


def _ecrire(fichier: Path, texte: str) -> None:
    fichier.parent.mkdir(parents=True, exist_ok=True)
    fichier.write_text(texte, encoding="utf-8")


@pytest.fixture(scope="module")
def resultats(tmp_path_factory):
    copie = tmp_path_factory.mktemp("autre")
    for dossier in ("rules", "parameters", "simulations"):
        shutil.copytree(RACINE / dossier, copie / dossier, ignore=shutil.ignore_patterns("__pycache__"))
    avant = {f.relative_to(copie) for f in copie.rglob("*.py")}
    _ecrire(copie / "rules" / "territoires" / "99_fictif.csv", COMMUNES)
    _ecrire(copie / "rules" / "contacts" / "99_fictif.yaml", CONTACTS)
    _ecrire(copie / "parameters" / "departement_fictif" / "index.yaml", "description: Département fictif\n")
    _ecrire(copie / "parameters" / "departement_fictif" / "aide" / "age_minimum.yaml", AGE)
    carte = yaml.safe_dump(_carte(), allow_unicode=True, sort_keys=False)
    _ecrire(copie / "rules" / "catalogue" / "departement" / "aide_fictive.yaml", carte)
    assert {f.relative_to(copie) for f in copie.rglob("*.py")} == avant, "data only"
    foyers = [_foyer(FICTIVE, 1990), _foyer(FICTIVE, 2002), _foyer("12202", 1990)]
    lance = subprocess.run(
        [sys.executable, "-c", SIMULATION],
        input=json.dumps(foyers), capture_output=True, text=True, check=False, cwd=copie,
        env=os.environ | {"PYTHONPATH": str(copie)},
    )  # fmt: skip
    assert lance.returncode == 0, lance.stderr
    return [{droit["id"]: droit for droit in r["droits"]} for r in json.loads(lance.stdout)]


def _foyer(commune, naissance):
    return {
        "mois": "2026-11",
        "personnes": [
            {
                "id": "p1", "role": "demandeur", "date_naissance": f"{naissance}-01-01", "nationalite": "fr",
                "activite": "sans_activite", "revenus": [],
            }
        ],
        "logement": {"commune": commune, "statut": "locataire_vide", "loyer": 400},
    }  # fmt: skip


def test_its_droit_is_answered_there_from_its_own_parameter(resultats):
    droit = resultats[0]["aide_fictive"]
    assert (droit["decision"], droit["niveau"]) == ("a_instruire", "departement")
    assert droit["conditions"][0]["etat"] == "remplie"
    (repere,) = droit["reperes"]
    assert (repere["valeur"], repere["unite"]) == (30, "year")
    assert repere["parametre"] == "departement_fictif.aide.age_minimum"
    assert resultats[1]["aide_fictive"]["decision"] == "peu_probable", "24 years old"


def test_its_droit_comes_with_its_own_place(resultats):
    lieux = resultats[0]["aide_fictive"]["demarche"]["lieux"]
    assert [(lieu["nom"], lieu["telephone"]) for lieu in lieux] == [("Département fictif", "01 00 00 00 00")]


def test_rodez_does_not_have_it_and_keeps_its_own(resultats):
    assert "aide_fictive" not in resultats[2]
    assert {"agglobus", "eau_rodez", "ccas_rodez_secours"} <= set(resultats[2])


def test_it_has_none_of_the_local_droits_of_the_aveyron(resultats):
    locaux = {droit["id"] for droit in resultats[0].values() if droit["niveau"] != "national"}
    assert locaux == {"aide_fictive"}


def test_national_droits_follow_its_own_zone(resultats):
    """Zone 2 there, zone 3 in Rodez: the same rent opens more housing aid."""
    assert resultats[0]["al"]["montant"] > resultats[2]["al"]["montant"] > 0
