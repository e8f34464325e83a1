"""The guide to the fields of a situation, written from the model."""

from pathlib import Path

import pytest

from simulations.schema_doc import SENS, ecrire_page, modeles
from simulations.situation import Situation

PAGE = Path(__file__).parents[2] / "docs" / "situation.md"
CHAMPS = {
    f"{modele.__name__}.{nom}": champ
    for modele in modeles(Situation)
    for nom, champ in modele.model_fields.items()
}


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == ecrire_page(), "run `make docs`"


@pytest.mark.parametrize("nom", CHAMPS)
def test_every_field_says_what_it_means_once(nom):
    assert bool(CHAMPS[nom].description) != (nom in SENS)


def test_no_meaning_is_left_for_a_field_that_is_gone():
    assert set(SENS) <= set(CHAMPS)


def test_accepted_values_units_and_bounds_come_from_the_model():
    page = ecrire_page()
    assert "| `nationalite` | `fr` · `ue` · `autre` |" in page
    assert "| `gir` | nombre entier de 1 à 6 |" in page
    assert "| `montant` **(obligatoire)** | nombre de 0 à 1 000 000 | montant par mois, en euros |" in page
    assert "| `personnes` **(obligatoire)** | liste de 1 à 20 éléments |" in page
