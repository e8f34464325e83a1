"""The work list: who comes first, who gets whom, and what a bad file of renunciations says."""

import json
import stat

import polars as pl
import pytest

from simulations.audit.liste import SANS_FOYER, classer, ecrire_liste, lire_renoncements, partager
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
    [
        ("menage;droit\nA;rsa\n", "menage"),
        ("menage_id;droit\nA;rsaa\n", "rsaa"),
        ("menage_id;droit\nA;rsa\nB;\n", "rangée 3 incomplète"),
        ("menage_id;droit\n;rsa\n", "rangée 2 incomplète"),
        ("menage_id;droit\nA;rsa;x\n", "illisible"),
        ("", "illisible"),
        (None, "illisible"),
    ],
)
def test_un_mauvais_fichier_de_renoncements_est_refuse(tmp_path, contenu, recu):
    fichier = tmp_path / "r.csv"
    if contenu is not None:
        fichier.write_text(contenu, encoding="utf-8")
    with pytest.raises(EntreeInvalide, match=recu):
        lire_renoncements(fichier)


def test_un_renoncement_sans_foyer_est_signale(audit, tmp_path):
    fichier = tmp_path / "r.csv"
    fichier.write_text("menage_id;droit\nB;ass\nZ;rsa\n", encoding="utf-8")
    ecrire_liste(audit, 1, 10, fichier)
    perdus = audit / "liste" / SANS_FOYER
    assert perdus.read_text(encoding="utf-8") == "menage_id;droit\nZ;rsa\n"
    assert perdus.stat().st_mode & 0o777 == 0o600
    ecrire_liste(audit, 1, 10)
    assert not perdus.exists()


def test_chacun_a_sa_part_et_une_intercommunalite_reste_ensemble():
    classes = pl.DataFrame({"rang": range(1, 11), "epci": ["X"] * 6 + ["Y"] * 3 + [None]})
    partages = partager(classes, referents=3, par_referent=4)
    assert partages.height == 10
    assert partages["rang"].is_unique().all()
    assert partages.group_by("referent").len()["len"].max() <= 4
    assert partages.filter(pl.col("epci") == "Y")["referent"].n_unique() == 1
    assert partager(classes, referents=1, par_referent=4)["rang"].to_list() == [1, 2, 3, 4]


@pytest.mark.parametrize("contenu", ["\ufeffmenage_id;droit\r\nB;ass\r\n", "droit;menage_id\n\n ass ; B \n"])
def test_un_refus_ecrit_par_un_tableur_est_respecte(audit, tmp_path, contenu):
    fichier = tmp_path / "r.csv"
    fichier.write_text(contenu, encoding="utf-8", newline="")
    assert lire_renoncements(fichier).rows() == [("B", "ass")]
    ecrire_liste(audit, 1, 10, fichier)
    droits = {droit["droit"] for foyer in _lire(audit / "liste") for droit in foyer["droits"]}
    assert droits == {"rsa", "lep", "al"}


def _lire(dossier):
    lignes = [ligne for f in sorted(dossier.glob("*.jsonl")) for ligne in f.read_text("utf-8").splitlines()]
    return [json.loads(ligne) for ligne in lignes]


def test_la_liste_est_fermee_plafonnee_et_ne_dit_que_l_utile(audit):
    assert ecrire_liste(audit, referents=2, par_referent=1) == 2
    dossier = audit / "liste"
    assert stat.S_IMODE(dossier.stat().st_mode) == 0o700
    fichiers = {f.name: stat.S_IMODE(f.stat().st_mode) for f in dossier.iterdir()}
    noms = [f"referent-0{n}.{ext}" for n in (1, 2) for ext in ("csv", "jsonl")]
    assert fichiers == dict.fromkeys(noms, 0o600)
    foyers = _lire(dossier)
    assert [f["menage_id"] for f in foyers] == ["A", "B"]
    assert set(foyers[0]) == {"rang", "menage_id", "commune", "epci", "euros_par_mois", "urgent", "droits"}
    assert foyers[1]["euros_par_mois"] == 140.0
    assert set(foyers[1]["droits"][0]) == {"droit", "libelle", "porteur", "ecart_type", "ecart_mensuel"}


def test_la_liste_d_un_tableur_dit_les_montants_et_les_raisons(audit):
    ecrire_liste(audit, referents=1, par_referent=3)
    octets = (audit / "liste" / "referent-01.csv").read_bytes()
    assert octets.startswith(b"\xef\xbb\xbfrang;menage_id;commune;epci;euros_par_mois;urgent;droits\n")
    premiere, deuxieme, troisieme = octets.decode("utf-8-sig").splitlines()[1:]
    assert premiere.startswith("1;A;12202;X;100,0;true;")
    assert "non demandé, 100,00 €/mois" in premiere
    assert "(non demandé)" in deuxieme
    assert "versé en partie, 200,00 €/mois" in troisieme


def test_une_liste_plus_courte_n_en_laisse_pas_d_anciennes(audit):
    ecrire_liste(audit, referents=3, par_referent=1)
    assert ecrire_liste(audit, referents=1, par_referent=1) == 1
    assert [f["menage_id"] for f in _lire(audit / "liste")] == ["A"]
    assert len(list((audit / "liste").iterdir())) == 2


def test_personne_a_appeler_laisse_une_liste_vide(audit):
    resultats = audit / "resultats" / "lot-00000.parquet"
    pl.read_parquet(resultats).with_columns(ecart_type=pl.lit("aucun")).write_parquet(resultats)
    assert ecrire_liste(audit, referents=2, par_referent=5) == 0
    assert not list((audit / "liste").iterdir())
