"""The command `droits auditer`: what it refuses, in French and with an exit code, and what it says in the end."""

import pytest
from typer.testing import CliRunner

from simulations.cli import app
from simulations.population import population


def _lancer(*arguments):
    return CliRunner().invoke(app, ["auditer", *map(str, arguments)])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "il manque ENTREE et --sortie"),
        (["nulle-part", "--sortie", "s", "--mois", "2020-01"], "reçu \"2020-01\" ; attendu un mois entre"),
        (["nulle-part", "--sortie", "s", "--mois", ""], "reçu \"\""),
        (["nulle-part", "--sortie", "s"], "ce chemin n'existe pas"),
    ],
)  # fmt: skip
def test_une_mauvaise_commande_est_refusee_en_francais(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    resultat = _lancer(*arguments)
    assert resultat.exit_code == 2
    assert message in resultat.stderr
    assert "Traceback" not in resultat.stderr


def test_les_modeles_ne_remplacent_rien(tmp_path):
    assert _lancer("--modele", tmp_path).exit_code == 0
    assert (tmp_path / "menages.csv").read_text(encoding="utf-8").startswith("menage_id;couple.statut")
    resultat = _lancer("--modele", tmp_path)
    assert resultat.exit_code == 2
    assert "menages.csv existe déjà" in resultat.stderr


def test_un_foyer_mis_de_cote_est_dit(tmp_path):
    lignes = [foyer.model_dump_json(exclude_none=True) for foyer in population(3, 1, "2026-11")]
    entree = tmp_path / "foyers.jsonl"
    entree.write_text("\n".join([*lignes, '{"personnes": []}']), encoding="utf-8")
    refuses = tmp_path / "refus.csv"
    refuses.write_text("menage_id;droit\nparti;rsa\n", encoding="utf-8")
    options = ["--mois", "2026-11", "--processus", 1, "--referents", 1, "--renoncements", refuses]
    resultat = _lancer(entree, "--sortie", tmp_path / "s", *options)
    assert resultat.exit_code == 0, resultat.stderr
    assert "3 foyers audités pour 2026-11 ; mis de côté : 1" in resultat.stdout
    assert "renoncements-sans-foyer.csv" in resultat.stdout
