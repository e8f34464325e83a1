"""The exported figures: the same in the three formats, read back by what reads them, and no formula."""

import zipfile
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from simulations.audit.exports import exporter

CADRE = pl.DataFrame(
    {
        "modalite": ["=1+1", "+33", "@somme", "-2", "Rodez — Séverac"],
        "menages": [10, None, 15, 20, 1_250],
        "taux": [0.25, None, 0.5, 1.0, 0.125],
        "secret": [False, True, False, False, False],
    }
)
_NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def dossier(tmp_path):
    exporter(tmp_path, {"chiffres": CADRE, "sensibilite": CADRE.head(1)})
    return tmp_path / "chiffres"


def test_les_fichiers_et_rien_d_inacheve(dossier):
    assert sorted(f.name for f in dossier.iterdir()) == [
        "chiffres.csv", "chiffres.parquet", "chiffres.xlsx", "sensibilite.csv", "sensibilite.parquet",
    ]  # fmt: skip


def test_le_parquet_est_le_cadre(dossier):
    assert pl.read_parquet(dossier / "chiffres.parquet").equals(CADRE)


def test_le_csv_est_celui_d_un_tableur_francais(dossier):
    octets = (dossier / "chiffres.csv").read_bytes()
    assert octets.startswith(b"\xef\xbb\xbf")
    assert octets.decode("utf-8-sig").splitlines() == [
        "modalite;menages;taux;secret",
        "'=1+1;10;0,25;false",
        "'+33;;;true",
        "'@somme;15;0,5;false",
        "'-2;20;1,0;false",
        "Rodez — Séverac;1250;0,125;false",
    ]


def test_le_classeur_a_ses_feuilles_ses_nombres_et_aucune_formule(dossier):
    with zipfile.ZipFile(dossier / "chiffres.xlsx") as classeur:
        noms = ET.fromstring(classeur.read("xl/workbook.xml"))
        feuille = ET.fromstring(classeur.read("xl/worksheets/sheet1.xml"))
        textes = [
            t.text for t in ET.fromstring(classeur.read("xl/sharedStrings.xml")).iter(f"{{{_NS['x']}}}t")
        ]
    assert [f.get("name") for f in noms.iterfind("x:sheets/x:sheet", _NS)] == ["chiffres", "sensibilite"]
    assert not list(feuille.iterfind(".//x:f", _NS))
    assert {"=1+1", "+33", "@somme", "-2", "Rodez — Séverac"} <= set(textes)
    nombres = [
        c.find("x:v", _NS).text for c in feuille.iterfind(".//x:c", _NS) if c.get("t") is None and len(c)
    ]
    assert [float(n) for n in nombres] == [10, 0.25, 15, 0.5, 20, 1, 1250, 0.125]
