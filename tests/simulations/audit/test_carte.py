"""The map: communes shaded by the rate of their EPCI, from outlines of the agency; a bad file is refused."""

import json

import polars as pl
import pytest

from rules.territoire import communes
from simulations.audit.carte import carte
from simulations.audit.publies import Publies
from simulations.errors import EntreeInvalide

RODEZ, MILLAU = "12202", "12145"


def _contours(*codes):
    """Draw squares side by side, from west to east."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": code},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[2 + i, 44], [3 + i, 44], [3 + i, 45], [2 + i, 45], [2 + i, 44]]],
                },
            }
            for i, code in enumerate(codes)
        ],
    }


def _publies(**taux):
    lignes = [
        {
            "droit": "tous", "dimension": "epci", "modalite": nom, "taux_non_recours": valeur,
            "secret": valeur is None,
        }
        for nom, valeur in taux.items()
    ]  # fmt: skip
    return Publies(pl.DataFrame(lignes))


def test_chaque_commune_porte_le_taux_de_son_epci(tmp_path):
    fichier = tmp_path / "c.geojson"
    fichier.write_text(json.dumps(_contours(RODEZ, MILLAU)), encoding="utf-8")
    epci = {code: communes()[code].epci_nom for code in (RODEZ, MILLAU)}
    dessin = carte(fichier, _publies(**{epci[RODEZ]: 0.4, epci[MILLAU]: None}))
    rodez, millau = dessin.contours
    assert rodez.nom == "Rodez"
    assert "40,0" in rodez.texte
    assert rodez.classe is not None
    # Hidden: no shade, and the word said.
    assert millau.classe is None
    assert "secret" in millau.texte
    # Two squares of one degree: twice as wide as one, narrowed by the latitude.
    assert dessin.hauteur == pytest.approx(dessin.largeur / 2 / 0.7133, rel=0.01)


@pytest.mark.parametrize("contenu", ["", "{}", json.dumps(_contours("99999"))])
def test_un_fichier_sans_contour_de_commune_est_refuse(tmp_path, contenu):
    fichier = tmp_path / "c.geojson"
    fichier.write_text(contenu, encoding="utf-8")
    with pytest.raises(EntreeInvalide):
        carte(fichier, _publies(x=0.1))
