"""The empty templates and the page on the files, written from the model."""

from pathlib import Path

import pytest

from simulations.audit.colonnes import TABLES, colonnes
from simulations.audit.depot import COLONNES_REJETS
from simulations.audit.lecture import lire_entree
from simulations.audit.modele import ecrire_modeles, ecrire_page
from simulations.tables import schemas

PAGE = Path(__file__).parents[3] / "docs" / "audit-fichiers.md"
CLES = {"menage", "personne", "rang_personne"}


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == ecrire_page(), "run `make docs`"


@pytest.mark.parametrize("table", TABLES)
def test_every_fact_of_the_tables_has_a_column_and_a_meaning(table):
    connues = colonnes()[table]
    internes = {c.interne for c in connues.values()} - {"menage_id", ""}
    assert internes - {"personne"} == set(schemas()[table]) - CLES
    assert all(c.sens for c in connues.values())
    page = ecrire_page()
    assert all(f"| `{nom}`" in page for nom in connues)


def test_bounds_and_values_come_from_the_model():
    personnes = colonnes()["personnes"]
    assert personnes["gir"].bornes == (1, 6)
    assert personnes["role"].valeurs == ("demandeur", "conjoint", "enfant", "autre")
    assert personnes["handicap.taux"].genre == "choix"
    assert colonnes()["menages"]["couple.depuis"].genre == "mois"
    assert [c.nom for c in colonnes()["revenus"].values() if c.obligatoire] == [
        "menage_id",
        "personne_id",
        "nature",
    ]


def test_the_page_describes_every_column_of_the_faults():
    page = ecrire_page()
    assert all(f"| `{nom}` |" in page for nom in COLONNES_REJETS)


def test_templates_are_read_once_filled_and_never_overwrite(tmp_path):
    fichiers = ecrire_modeles(tmp_path / "m")
    assert [f.name for f in fichiers] == [f"{t}.csv" for t in TABLES]
    lecture = lire_entree(tmp_path / "m", "2026-11", tmp_path / "sortie")
    assert (lecture.menages, lecture.lots, lecture.rejets) == (0, 0, 0)
    for fichier, ligne in zip(fichiers[:2], ("F1", "F1;p1;demandeur"), strict=True):
        manque = fichier.read_text(encoding="utf-8").count(";") - ligne.count(";")
        with fichier.open("a", encoding="utf-8") as flux:
            flux.write(ligne + ";" * manque + "\n")
    assert lire_entree(tmp_path / "m", "2026-11", tmp_path / "sortie").menages == 1
    with pytest.raises(FileExistsError):
        ecrire_modeles(tmp_path / "m")
