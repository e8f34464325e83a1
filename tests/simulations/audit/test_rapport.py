"""The page of the report: what a reader, a screen reader and a printer find in it, and nothing that runs."""

import re

import polars as pl
import pytest
from bs4 import BeautifulSoup

from simulations.audit.blocs import (
    Barre,
    Barres,
    Carte,
    Contour,
    Document,
    Liste,
    Repere,
    Section,
    Tableau,
    Texte,
)
from simulations.audit.chiffres import additionner, chiffres, compter
from simulations.audit.contenu import document
from simulations.audit.lecture import Lecture
from simulations.audit.nationaux import taux_nationaux
from simulations.audit.nombres import entre, evolution
from simulations.audit.rapport import ecrire_rapport, en_html
from simulations.audit.secret import publier
from simulations.audit.synthese import Synthese
from simulations.audit.typographie import insecables
from tests.simulations.audit import cas_chiffres

INSECABLE = "\u00a0"
MALICE = '<script>alert(1)</script> & "guillemets"'


@pytest.fixture(scope="module")
def synthese():
    """A fictitious audit of 1 500 households, set aside and faults included."""
    comptes = compter(*cas_chiffres.audit(1_500, graine=5))
    lecture = Lecture("tables", "2026-11", 1, 1_500, 37, 41, "ab" * 32, {})
    sensibilite = pl.DataFrame(
        {
            "droit": ["tous"] * 5,
            "variante": ["-10", "-5", "0", "+5", "+10"],
            "taux_non_recours": [0.4, 0.35, 0.3, 0.3, None],
            "evolution_euros": [0.12, 0.05, 0.0, -0.00001, -0.06],
        }
    )
    return Synthese(
        mois="2026-11", lecture=lecture, certificats=[{}], publies=publier(chiffres(additionner([comptes]))),
        sensibilite=sensibilite, comparaison=None, exactitude=None, recu={"commande": "droits auditer"}, fictif=True,
        nationaux=taux_nationaux(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def page(synthese):
    return BeautifulSoup(en_html(document(synthese)), "html.parser")


def _tableau(page, legende):
    (trouve,) = [
        t for t in page.select("table") if t.caption.text.replace(INSECABLE, " ").startswith(legende)
    ]
    return {ligne.th.text: [case.text for case in ligne.select("td")] for ligne in trouve.select("tbody tr")}


def _page(*blocs):
    texte = en_html(Document("Audit", "Estimation", None, [], [Section("a", "A", blocs)]))
    return BeautifulSoup(texte, "html.parser")


def test_rien_ne_vient_d_ailleurs_et_rien_ne_s_execute(page):
    assert not page.select("script, link, img, iframe, object")
    assert "url(" not in page.style.text
    assert "@import" not in page.style.text
    assert not [b for b in page.find_all(True) if any(nom.startswith("on") for nom in b.attrs)]


def test_un_texte_ne_devient_jamais_du_code():
    blocs = (Texte(MALICE), Liste((MALICE,)), Tableau(MALICE, (MALICE, "B"), ((MALICE, MALICE),)),
             Barres(MALICE, MALICE, (Barre(MALICE, 1.0, MALICE),)),
             Carte(MALICE, MALICE, (Contour(MALICE, "M0,0 Z", 0, MALICE),), (MALICE,), 10.0, 10.0))  # fmt: skip
    texte = Document(MALICE, MALICE, MALICE, [Repere(MALICE, MALICE, MALICE)], [Section("a", MALICE, blocs)])
    page = BeautifulSoup(en_html(texte), "html.parser")
    assert not page.select("script")
    assert page.h1.text == page.title.text == MALICE


def test_chaque_repere_et_chaque_lien_mene_quelque_part(page):
    ids = [balise["id"] for balise in page.select("[id]")]
    assert len(ids) == len(set(ids))
    nommes = " ".join(balise["aria-labelledby"] for balise in page.select("[aria-labelledby]")).split()
    liens = [lien["href"].removeprefix("#") for lien in page.select("a")]
    assert set(nommes) | set(liens) <= set(ids)


def test_tout_tableau_a_sa_legende_et_ses_entetes(page):
    tables = page.select("table")
    assert len(tables) > 20
    for table in tables:
        largeur = len(table.select("thead th[scope=col]"))
        assert table.caption.text.strip()
        assert largeur > 1
        for ligne in table.select("tbody tr"):
            assert len(ligne.select("th[scope=row]")) == 1
            assert len(ligne.select("th, td")) == largeur
            assert all(case.text.strip() for case in ligne.select("th, td"))


def test_tout_graphique_est_dit_et_suivi_de_son_tableau(page):
    graphiques = page.select("svg")
    assert len(graphiques) > 10
    for svg in graphiques:
        assert svg["role"] == "img"
        assert svg["aria-labelledby"].split() == [svg.title["id"], svg.desc["id"]]
    for figure in page.select("figure"):
        assert figure.find_next_sibling("div").table


def test_le_haut_dit_fictif_puis_trois_chiffres(page):
    assert "Données fictives" in page.select_one("header > :first-child").text
    assert len(page.select(".reperes b")) == 3
    assert not BeautifulSoup(str(page), "html.parser").select(".reperes b:empty")


def test_sans_donnees_fictives_pas_de_bandeau():
    assert not _page(Texte("Rien.")).select(".bandeau")


def test_les_foyers_ecartes_et_les_defauts_sont_comptes(page):
    lus = _tableau(page, "Foyers lus et foyers écartés")
    # 37 of 1 537.
    assert lus["Foyers écartés en entier"] == [f"37 (2,4{INSECABLE}%)"]
    assert lus["Défauts relevés"] == ["41"]


def test_ce_qui_est_secret_le_dit(synthese, page):
    lieux = synthese.publies.filter(pl.col("dimension") == "epci", pl.col("droit") == "tous")
    lignes = _tableau(page, "Intercommunalité : foyers")
    caches = set(lieux.filter("secret")["modalite"])
    assert caches
    for nom in lieux["modalite"]:
        cases = lignes["Non renseigné" if nom == "inconnu" else nom]
        assert ("secret" in cases[1:4]) == (nom in caches), nom


def test_une_somme_de_droits_tous_caches_n_est_pas_zero_euro(synthese):
    """Ten households of a commune miss droits, each droit too rare there to be shown: nobody knows the euros."""
    tous = (pl.col("droit") == "tous") & (pl.col("dimension") == "commune") & ~pl.col("secret")
    mesures = {"du_non_recu": 10, "non_recours_mensuel": None}
    change = synthese.publies.with_columns(
        pl.when(tous).then(pl.lit(v).cast(synthese.publies.schema[nom])).otherwise(pl.col(nom)).alias(nom)
        for nom, v in mesures.items()
    )
    assert change.filter(tous).height
    ici = Synthese(**{**vars(synthese), "publies": change})
    lignes = _tableau(BeautifulSoup(en_html(document(ici)), "html.parser"), "Commune : foyers")
    assert {cases[-1] for cases in lignes.values()} == {"secret"}


def test_les_barres_ont_la_longueur_de_leur_valeur():
    page = _page(Barres("T", "D", (Barre("A", 0.5, "50", 0.4, 0.6), Barre("B", 1.0, "100"), Barre("C", None, "secret")),
                        1.0))  # fmt: skip
    for svg in page.select("svg"):
        moitie, entiere = (float(r["width"]) for r in svg.select("rect"))
        assert moitie == pytest.approx(entiere / 2, abs=0.1)
        debut, fin = (float(x) for x in re.findall(r"[MH]([\d.]+)", svg.select_one("path")["d"]))
        depart = float(svg.rect["x"])
        assert (debut - depart) / entiere == pytest.approx(0.4, abs=0.01)
        assert (fin - depart) / entiere == pytest.approx(0.6, abs=0.01)
        assert "secret" in svg.text


def test_une_marge_ne_sort_pas_du_graphique():
    page = _page(Barres("T", "D", (Barre("A", 1.0, "1", -3.0, 9.0),), 1.0))
    for svg in page.select("svg"):
        debut, fin = (float(x) for x in re.findall(r"[MH]([-\d.]+)", svg.select_one("path")["d"]))
        assert debut == float(svg.rect["x"])
        assert fin == float(svg.rect["x"]) + float(svg.rect["width"])


def test_sur_un_telephone_un_nom_long_garde_tous_ses_mots():
    nom = "France, 2019 à 2021 — Complémentaire santé solidaire sans participation"
    large, etroit = _page(Barres("T", "D", (Barre(nom, 1.0, "67"),))).select("svg")
    assert nom in large.text
    lignes = [t.text for t in etroit.select("text")]
    assert lignes[-1] == "67"
    assert " ".join(lignes[:-1]) == nom
    assert max(map(len, lignes)) <= 44


def test_aucune_ligne_ne_commence_par_un_signe_double():
    attendu = f"«{INSECABLE}secret{INSECABLE}»{INSECABLE}: 3{INSECABLE}% ou 4{INSECABLE}€{INSECABLE}; non"
    assert insecables("« secret » : 3 % ou 4 € ; non") == attendu
    page = _page(Texte("Ils portent « secret » : rien."))
    assert not re.search(r" [:;?!»%€]|« ", page.main.text)


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [(0.031, "+3,1"), (-0.06, "−6,0"), (-0.0001, "0,0"), (0.0, "0,0")],
)
def test_une_evolution_nulle_n_a_pas_de_signe(valeur, ecrit):
    assert evolution(valeur) == f"{ecrit}{INSECABLE}%"


def test_un_intervalle_dit_son_unite_une_fois():
    assert entre(0.301, 0.384) == f"de 30,1 à 38,4{INSECABLE}%"
    assert entre(None, 0.3) == "secret"


def test_le_fichier_est_ecrit_en_entier(tmp_path, synthese):
    ecrire_rapport(tmp_path, document(synthese))
    assert [f.name for f in tmp_path.iterdir()] == ["rapport.html"]
    assert (tmp_path / "rapport.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
