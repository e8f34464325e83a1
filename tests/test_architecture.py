"""What the tools cannot see of the frame: imports of the rule files, contents of the wheel, the lock."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[1]
VARIABLES = sorted((RACINE / "rules" / "variables").rglob("*.py"))
# `datetime` gives its type to a variable that is a date.
PERMIS = {"datetime", "numpy", "openfisca_core", "openfisca_france"}
DONNEES = {".yaml", ".csv", ".html", ".css", ".js"}


@pytest.mark.parametrize("fichier", VARIABLES, ids=lambda fichier: fichier.stem)
def test_a_rule_file_imports_openfisca_and_numpy_only(fichier):
    arbre = ast.parse(fichier.read_text(encoding="utf-8"))
    importes = {
        alias.name for noeud in ast.walk(arbre) if isinstance(noeud, ast.Import) for alias in noeud.names
    }
    importes |= {noeud.module or "." for noeud in ast.walk(arbre) if isinstance(noeud, ast.ImportFrom)}
    assert {nom.split(".")[0] for nom in importes} <= PERMIS


def test_the_wheel_carries_the_law_the_pages_and_nothing_else(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=RACINE, check=True, capture_output=True,
    )  # fmt: skip
    noms = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    attendus = {
        fichier.relative_to(RACINE).as_posix()
        for dossier in ("rules", "parameters", "simulations", "api")
        for fichier in (RACINE / dossier).rglob("*")
        if fichier.suffix in DONNEES | {".py"}
    }
    # The fictitious households of the page are those of examples/.
    attendus.add("api/db/exemples/explications.yaml")
    foyers = {
        f"api/db/exemples/situations/{f.name}" for f in (RACINE / "examples" / "situations").glob("*.json")
    }
    assert {nom for nom in noms if nom.endswith(".json")} == foyers
    assert "api/db/migrations/script.py.mako" in noms
    assert {nom for nom in noms if Path(nom).suffix in DONNEES | {".py"}} == attendus
    assert {nom.split("/")[0] for nom in noms if ".dist-info" not in nom} == {
        "rules", "parameters", "simulations", "api",
    }  # fmt: skip


def test_the_lock_pins_every_package_with_hashes_and_names_no_address():
    lignes = (RACINE / "requirements.lock").read_text(encoding="utf-8").splitlines()
    paquets = [ligne for ligne in lignes if re.match(r"[a-z0-9]", ligne)]
    assert len(paquets) > 50
    assert all(re.match(r"[a-z0-9.-]+==[\w.+]+( ; .+)? \\$", ligne) for ligne in paquets)
    assert not [ligne for ligne in lignes if "://" in ligne or ligne.startswith("-")]
    for numero, ligne in enumerate(lignes):
        if ligne in paquets:
            assert lignes[numero + 1].startswith("    --hash=sha256:")
