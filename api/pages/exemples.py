"""The fictitious households offered on the empty page, read from `examples/situations/`."""

from functools import cache
from pathlib import Path

from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from simulations.situation import Situation

DOSSIER = Path(__file__).parents[2] / "examples" / "situations"


@cache
def noms_exemples(dossier: Path = DOSSIER) -> tuple[tuple[str, str], ...]:
    """List the examples: file name without its extension, and title. Empty when not installed."""
    return tuple((f.stem, _titre(f.stem)) for f in sorted(dossier.glob("*.json")))


def charger_exemple(nom: str, dossier: Path = DOSSIER) -> Situation | None:
    """Read an example by its name; None when there is none of that name, or it cannot be read."""
    if nom not in dict(noms_exemples(dossier)):
        return None
    try:
        return lire_situation((dossier / f"{nom}.json").read_bytes())
    except SituationInvalide:
        return None


def _titre(nom: str) -> str:
    return nom.lstrip("0123456789_-").replace("_", " ").replace("-", " ").capitalize()
