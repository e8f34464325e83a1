"""Rates of non-take-up published for France, from `parameters/taux_publies.yaml`."""

from pathlib import Path

import yaml
from pydantic import TypeAdapter

from simulations.audit.synthese import TauxNational

FICHIER = Path(__file__).parents[2] / "parameters" / "taux_publies.yaml"


def taux_nationaux() -> list[TauxNational]:
    """Read the published rates, in the order of the file."""
    contenu = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
    return TypeAdapter(list[TauxNational]).validate_python(contenu["taux"])
