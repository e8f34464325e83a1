"""The national rates set beside those of an audit: published, dated, sourced, and none for the prime d'activité."""

import pytest
import yaml

from rules.catalogue import charger_catalogue
from simulations.audit.nationaux import FICHIER, taux_nationaux


def _taux(droit):
    return [(taux.taux, taux.annee) for taux in taux_nationaux() if taux.droit == droit]


@pytest.mark.parametrize(
    ("droit", "taux", "annee"),
    [
        ("rsa", 0.34, "2018"),  # Drees, Les Dossiers n° 92
        ("aspa", 0.50, "fin 2016"),  # Drees, Les Dossiers n° 97
        ("css_gratuite", 0.31, "2019 à 2021"),  # Drees, 13 décembre 2022
        ("css_participation", 0.67, "2021"),
    ],
)
def test_les_taux_sont_ceux_des_publications(droit, taux, annee):
    assert (taux, annee) in _taux(droit)


def test_chaque_taux_dit_sa_source_son_champ_et_porte_sur_un_droit_du_catalogue():
    for taux in taux_nationaux():
        assert taux.droit in charger_catalogue()
        assert 0 < taux.taux < 1
        assert taux.annee
        assert taux.champ
        assert taux.source
        assert taux.href is None or taux.href.startswith("https://drees.solidarites-sante.gouv.fr/")


def test_aucun_taux_pour_la_prime_d_activite():
    """The DREES gave up measuring it; the 39 % often quoted is not a rate of this droit."""
    assert not _taux("ppa")
    valeurs = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))["taux"]
    assert all("activité" not in str(valeur) for taux in valeurs for valeur in taux.values())
    assert all(taux["taux"] not in {0.39, 0.27} for taux in valeurs)
