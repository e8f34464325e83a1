"""Versions written in every result: ours, OpenFisca's, and a hash of the parameters we carry."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from rules.parametres import fichier_agence

VERSION = "0.1.0"
RACINE = Path(__file__).parent.parent
# Everything of ours that can change a figure; the values of the agency come on top.
_CONTENUS = ("parameters", "rules")
_SUFFIXES = {".yaml", ".py", ".csv"}


@cache
def versions() -> dict[str, str]:
    """Give the versions a result was computed with, as in the contract of the results."""
    return {
        "droits_ouverts": VERSION,
        "openfisca_france": version("openfisca-france"),
        "openfisca_core": version("openfisca-core"),
        "parametres": f"sha256:{_empreinte()}",
    }


def _empreinte() -> str:
    somme = sha256()
    for dossier in _CONTENUS:
        for fichier in sorted((RACINE / dossier).rglob("*")):
            if fichier.suffix in _SUFFIXES:
                somme.update(fichier.relative_to(RACINE).as_posix().encode())
                somme.update(fichier.read_bytes())
    if agence := fichier_agence():
        somme.update(agence.read_bytes())
    return somme.hexdigest()[:16]
