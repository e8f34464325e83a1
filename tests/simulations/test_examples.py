"""The fictitious households a newcomer runs, and the page that explains them."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rules import territoire
from simulations import cli
from simulations.examples_doc import ecrire_page, lire_explications
from simulations.fichiers import lire_fichiers
from simulations.lecture import lire_situation
from simulations.resultat import TypeEcart
from simulations.simulate import simuler

RACINE = Path(__file__).parents[2]
FICHIERS = sorted((RACINE / "examples" / "situations").glob("*.json"))
LOT = RACINE / "examples" / "lot.jsonl"


@pytest.fixture(scope="module")
def resultats():
    lues = lire_fichiers([str(fichier) for fichier in FICHIERS])
    return {
        fichier.stem: resultat
        for fichier, resultat in zip(FICHIERS, simuler([lue.situation for lue in lues]), strict=True)
    }


def test_there_are_enough_of_them():
    assert len(FICHIERS) >= 14


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.stem)
def test_each_is_a_household_of_the_aveyron_without_names(fichier):
    situation = lire_situation(fichier.read_text(encoding="utf-8"))
    assert situation.mois == "2026-11"
    assert situation.logement.commune in territoire.communes()
    assert [p.id for p in situation.personnes] == [f"p{n + 1}" for n in range(len(situation.personnes))]
    assert all(p.date_naissance < date(2026, 11, 1) for p in situation.personnes)


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.stem)
def test_each_has_something_to_flag(fichier, resultats):
    types = {signalement.type for signalement in resultats[fichier.stem].signalements}
    assert TypeEcart.NON_RECOURS in types


def test_none_shows_an_over_payment_by_a_slip_of_its_author(resultats):
    for nom, resultat in resultats.items():
        types = {signalement.type for signalement in resultat.signalements}
        assert TypeEcart.TROP_PERCU_POSSIBLE not in types, nom


def test_the_lines_of_the_batch_are_households_of_the_folder():
    connus = [json.loads(fichier.read_text(encoding="utf-8")) for fichier in FICHIERS]
    lignes = [json.loads(ligne) for ligne in LOT.read_text(encoding="utf-8").splitlines()]
    assert len(lignes) == 3
    assert all(ligne in connus for ligne in lignes)


def test_every_household_is_explained_and_none_that_is_gone():
    assert set(lire_explications()) == {fichier.stem for fichier in FICHIERS}


def test_the_page_that_explains_them_is_up_to_date():
    page = (RACINE / "docs" / "exemples.md").read_text(encoding="utf-8")
    assert page == ecrire_page(), "run `make docs`"


def test_the_readme_shows_the_output_of_its_example():
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    bloc = re.search(r"```\n\$ \.venv/bin/droits (simuler \S+)\n(.+?)\n```", readme, re.DOTALL)
    commande, montre = bloc[1].split(), bloc[2].splitlines()
    sortie = CliRunner().invoke(cli.app, [commande[0], str(RACINE / commande[1])]).stdout
    lignes = [ligne.rstrip() for ligne in sortie.splitlines()]
    assert len(montre) > 5
    for ligne in montre:
        assert ligne.rstrip() in lignes, "paste the output again"
