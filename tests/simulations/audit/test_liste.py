"""The work list: who comes first, who gets whom, and what a bad file of renunciations says."""

import polars as pl
import pytest

from simulations.audit.exports import exporter
from simulations.audit.liste import classer, lire_renoncements, partager
from simulations.errors import EntreeInvalide

COLONNES = ("menage_id", "droit", "porteur", "ecart_type", "ecart_mensuel", "certitude", "urgence")


@pytest.fixture
def audit(tmp_path):
    """Three households: A loses 100 € each month for certain, B 140 € without urgency, C is in doubt."""
    lignes = [
        ("A", "rsa", "famille", "non_recours", 100.0, 0.9, True),
        ("B", "ass", "p1", "non_recours", 140.0, 0.9, False),
        ("B", "lep", "p1", "non_recours", None, 0.9, False),
        ("C", "al", "famille", "sous_versement", 200.0, 0.2, True),
        ("D", "rsa", "famille", "trop_percu_possible", 900.0, 0.9, True),
        ("E", "rsa", "famille", "aucun", 0.0, 0.9, True),
    ]
    for nom, cadre in {
        "resultats": pl.DataFrame(lignes, schema=COLONNES, orient="row"),
        "menages": pl.DataFrame({"menage_id": list("ABCDE"), "commune": ["12202"] * 5, "epci": ["X"] * 5}),
    }.items():
        (tmp_path / nom).mkdir()
        cadre.write_parquet(tmp_path / nom / "lot-00000.parquet")
    return tmp_path


def test_le_plus_d_euros_surs_et_urgents_d_abord(audit):
    # 100 × 0.9 × 1.5 = 135 ; 140 × 0.9 = 126 ; 200 × 0.2 × 1.5 = 60. An excess is nobody's work.
    classes = classer(audit, lire_renoncements(None))
    assert classes["menage_id"].to_list() == ["A", "B", "C"]
    assert classes["rang"].to_list() == [1, 2, 3]
    assert [u["droit"] for u in classes["droits"][1]] == ["ass", "lep"]


def test_un_droit_refuse_ne_compte_plus(audit, tmp_path):
    fichier = tmp_path / "r.csv"
    fichier.write_text("menage_id;droit\nB;ass\n", encoding="utf-8")
    classes = classer(audit, lire_renoncements(fichier))
    assert classes["menage_id"].to_list() == ["A", "C", "B"]


@pytest.mark.parametrize(
    ("contenu", "recu"),
    [("menage;droit\nA;rsa\n", "menage"), ("menage_id;droit\nA;rsaa\n", "rsaa"), (None, "illisible")],
)
def test_un_mauvais_fichier_de_renoncements_est_refuse(tmp_path, contenu, recu):
    fichier = tmp_path / "r.csv"
    if contenu is not None:
        fichier.write_text(contenu, encoding="utf-8")
    with pytest.raises(EntreeInvalide, match=recu):
        lire_renoncements(fichier)


def test_chacun_a_sa_part_et_une_intercommunalite_reste_ensemble():
    classes = pl.DataFrame({"rang": range(1, 11), "epci": ["X"] * 6 + ["Y"] * 3 + [None]})
    partages = partager(classes, referents=3, par_referent=4)
    assert partages.height == 10
    assert partages["rang"].is_unique().all()
    assert partages.group_by("referent").len()["len"].max() <= 4
    assert partages.filter(pl.col("epci") == "Y")["referent"].n_unique() == 1
    assert partager(classes, referents=1, par_referent=4)["rang"].to_list() == [1, 2, 3, 4]


def test_les_exports_disent_la_meme_chose_et_aucune_formule(tmp_path):
    cadre = pl.DataFrame({"modalite": ["=1+1", "Rodez"], "menages": [5, None]})
    exporter(tmp_path, {"chiffres": cadre})
    dossier = tmp_path / "chiffres"
    assert pl.read_parquet(dossier / "chiffres.parquet").equals(cadre)
    texte = (dossier / "chiffres.csv").read_bytes()
    assert texte.startswith(b"\xef\xbb\xbfmodalite;menages\n'=1+1;5\n")
    assert (dossier / "chiffres.xlsx").read_bytes().startswith(b"PK")
