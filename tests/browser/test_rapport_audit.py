"""The report of an audit in a real browser: accessible, within a narrow screen, printed without losing a table."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from simulations.audit.conduite import conduire
from simulations.audit.execution import Demande
from simulations.audit.foyers import ecrire_tables
from simulations.population import blocs

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MOIS, FOYERS = "2026-11", 500

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def rapport(tmp_path_factory):
    entree, sortie = tmp_path_factory.mktemp("entree"), tmp_path_factory.mktemp("sortie")
    (lot,) = blocs(FOYERS, 8, MOIS)
    ecrire_tables(lot, [f"FICTIF-{rang}" for rang in range(FOYERS)], entree, "csv")
    conduire(Demande(entree, MOIS, sortie, fictif=True), lambda _: None, lambda _, __: None)
    return (sortie / "rapport.html").as_uri()


@pytest.mark.parametrize("largeur", [1280, 320])
def test_axe_ne_trouve_rien_et_rien_ne_deborde(navigateur, rapport, largeur):
    contexte = navigateur.new_context(viewport={"width": largeur, "height": 800})
    page = contexte.new_page()
    page.goto(rapport)
    trouve = Axe().run(page)
    assert not trouve.response["violations"], trouve.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == largeur
    contexte.close()


def test_chaque_graphique_a_son_tableau(navigateur, rapport):
    contexte = navigateur.new_context()
    page = contexte.new_page()
    page.goto(rapport)
    seuls = page.evaluate(
        """() => [...document.querySelectorAll("figure")]
            .filter(f => !f.closest("section").querySelector("table")).length"""
    )
    assert page.locator("figure").count() > 5
    assert seuls == 0
    assert page.locator("svg:not([aria-labelledby])").count() == 0
    contexte.close()
