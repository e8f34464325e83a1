"""The commands `scenario`, `balayage` and `calendrier`, with the real engine on one fictitious household."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulations import cli

FOYER = str(Path(__file__).parents[2] / "examples" / "situations" / "celibataire_sans_revenu.json")


def lancer(*arguments):
    return CliRunner().invoke(cli.app, list(arguments))


def test_un_scenario_montre_l_avant_et_l_apres():
    sortie = lancer("scenario", FOYER, "--changement", "prendre_emploi", "--heures", "20")
    assert sortie.exit_code == 0, sortie.stderr
    assert "Prendre un emploi de 20 heures par semaine au SMIC" in sortie.stdout
    assert "situation installée" in sortie.stdout
    assert "Prime d’activité" in sortie.stdout
    assert "Écart par mois" in sortie.stdout


def test_plusieurs_changements_prennent_chacun_leurs_valeurs():
    sortie = lancer(
        "scenario",
        FOYER,
        "--changement",
        "prendre_emploi",
        "--changement",
        "naissance",
        "--heures",
        "10",
        "--json",
    )
    lu = json.loads(sortie.stdout)
    assert [s["id"] for s in lu["scenarios"]] == ["prendre_emploi", "naissance"]


def test_un_balayage_ecrit_sa_courbe(tmp_path):
    fichier = tmp_path / "courbe.svg"
    sortie = lancer("balayage", FOYER, "--svg", str(fichier))
    assert sortie.exit_code == 0, sortie.stderr
    assert "Où gagner plus laisse moins" in sortie.stdout
    assert fichier.read_text(encoding="utf-8").startswith("<svg")


def test_un_calendrier_dit_ce_qui_est_a_faire():
    sortie = lancer("calendrier", FOYER)
    assert sortie.exit_code == 0, sortie.stderr
    assert "novembre 2026" in sortie.stdout
    assert "avant le 30/11/2026, demander : Revenu de solidarité active (RSA)" in sortie.stdout
    assert "janvier 2027" in sortie.stdout


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("scenario", FOYER), "il manque --changement"),
        (("scenario", FOYER, "--changement", "voler"), "valeur refusée pour --changement"),
        (("scenario", FOYER, "--changement", "prendre_emploi"), "« changements[0].montant »"),
        (("scenario", FOYER, "--changement", "naissance", "--age", "3"), "« --age »"),
        (("scenario", FOYER, "--changement", "avoir_un_age", "--age", "300"), "« age »"),
        (("balayage", FOYER, "--personne", "zz"), "« personne »"),
        (("balayage", FOYER, "--svg", "/nulle/part.svg"), "ne peut pas être écrit"),
        (("calendrier", "absent.json"), "un fichier qui n'existe pas"),
    ],
)
def test_une_commande_a_corriger_sort_avec_le_code_2(arguments, dit):
    sortie = lancer(*arguments)
    assert sortie.exit_code == 2
    assert dit in sortie.stderr


@pytest.mark.parametrize("commande", ["scenario", "balayage", "calendrier"])
def test_l_aide_est_en_francais(commande):
    aide = lancer(commande, "--help").stdout
    assert "Codes de sortie" in aide
    assert "Show this" not in aide
