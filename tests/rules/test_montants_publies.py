"""Published official amounts against the whole pipeline; docs/montants-publies.md shows the differences."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from simulations.montants_doc import FICHIER, comparaisons, ecrire_page

PAGE = Path(__file__).parents[2] / "docs" / "montants-publies.md"
CAS = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))["cas"]


@pytest.mark.parametrize("rang", range(len(CAS)), ids=lambda rang: f"{rang + 1}-{CAS[rang]['droit']}")
def test_le_montant_calcule_est_le_montant_publie(rang):
    comparaison = comparaisons()[rang]
    assert comparaison.calcule is not None
    attendu = comparaison.publie + comparaison.attendu
    assert comparaison.calcule == pytest.approx(attendu, abs=comparaison.tolerance + 1e-9)


@pytest.mark.parametrize("rang", range(len(CAS)), ids=lambda rang: f"{rang + 1}-{CAS[rang]['droit']}")
def test_un_ecart_se_declare_et_s_explique(rang):
    cas = CAS[rang]
    assert ("ecart" in cas) == ("explication" in cas)
    assert cas.get("ecart") != 0
    # A rounding, no room for a mistake: some amounts are published in whole euros.
    assert cas.get("tolerance", 0.01) <= (0.02 if cas["publie"] % 1 else 0.5)
    assert cas["source"]["href"].startswith("https://")


def test_vingt_montants_de_droits_varies_de_2024_a_2026():
    assert len(CAS) >= 20
    assert {str(cas["situation"]["mois"])[:4] for cas in CAS} == {"2024", "2025", "2026"}
    assert len(Counter(cas["droit"] for cas in CAS)) >= 12


def test_la_page_est_a_jour():
    assert PAGE.read_text(encoding="utf-8") == ecrire_page(), "run `make docs`"
