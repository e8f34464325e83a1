"""The drawing of a sweep: readable without seeing it, and without a style sheet."""

import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from simulations.courbe import choisir, figure, svg
from simulations.resultat import Versions
from simulations.resultat_scenarios import BaisseDroit, Balayage, Perte, PointBalayage

SVG = "{http://www.w3.org/2000/svg}"


def point(salaire, disponible, conserve, **droits):
    return PointBalayage(salaire=salaire, droits=droits, ouverts=[], disponible=disponible, conserve=conserve)


@pytest.fixture
def balayage():
    points = [point(100 * n, 800 + 50 * n, 0.5 if n else None, rsa=500.0 - 10 * n) for n in range(21)]
    points[7] = point(700, 1080, -0.2, al=150.0)
    perte = Perte(
        de=600, a=700, perte=20,
        causes=[BaisseDroit(droit="rsa", libelle="RSA <majoré>", avant=440, apres=0)],
    )  # fmt: skip
    return Balayage(
        mois="2026-11", versions=Versions(droits_ouverts="0", openfisca_france="0", openfisca_core="0", parametres="0"),
        personne="p1", smic_net=1000, lecture="situation installée",
        libelles={"rsa": "RSA <majoré>", "al": "Aide au logement"}, points=points, pertes=[perte], hypotheses=[],
    )  # fmt: skip


def test_le_dessin_a_un_nom_une_description_et_des_axes_nommes(balayage):
    racine = ET.fromstring(svg(balayage, "essai"))
    assert racine.get("role") == "img"
    assert racine.get("aria-labelledby") == "essai-titre essai-desc"
    assert racine.find(f"{SVG}title").get("id") == "essai-titre"
    assert "20 € de moins par mois : RSA <majoré>" in racine.find(f"{SVG}desc").text
    textes = " ".join(t.text for t in racine.iter(f"{SVG}text"))
    for axe in ("Salaire net de p1, euros par mois", "Revenu disponible, euros par mois", "Part gardée"):
        assert axe in textes


def test_la_regle_de_securite_de_la_page_ne_retire_rien_au_dessin(balayage):
    """The page forbids inline style; the drawing has none, nor any script."""
    for noeud in ET.fromstring(svg(balayage)).iter():
        assert "style" not in noeud.attrib
        assert noeud.tag not in (f"{SVG}style", f"{SVG}script")


def test_les_courbes_restent_dans_le_cadre_et_montent_avec_le_revenu(balayage):
    revenu, part = ET.fromstring(svg(balayage)).iter(f"{SVG}polyline")
    for trace in (revenu, part):
        for couple in trace.get("points").split():
            x, y = map(float, couple.split(","))
            assert 80 <= x <= 700
            assert 40 <= y <= 460
    hauteurs = [float(couple.split(",")[1]) for couple in revenu.get("points").split()]
    assert hauteurs[-1] < hauteurs[0]
    assert hauteurs[7] > hauteurs[6]


def test_le_tableau_a_cote_dit_chaque_perte_et_les_deux_bouts(balayage):
    tableau = BeautifulSoup(figure(balayage), "html.parser").table
    salaires = [th.text for th in tableau.find_all("th", scope="row")]
    assert tableau.caption.text
    assert {"0 €", "600 €", "700 €", "2\u202f000 €"} <= set(salaires)
    assert len(tableau.find_all("th", scope="col")) == 5
    assert len({len(ligne.find_all(["th", "td"])) for ligne in tableau.find_all("tr")}) == 1


def test_le_choix_des_salaires_est_court(balayage):
    assert len(choisir(balayage)) <= 14


def test_un_foyer_sans_rien_se_dessine(balayage):
    vide = balayage.model_copy(update={"points": [point(0, 0, None), point(50, 0, 0.0)], "pertes": []})
    assert "Gagner plus ne laisse jamais moins" in svg(vide)
