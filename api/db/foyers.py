"""The fictitious households: shipped as files, kept in the database, offered on the page.

The files are those of `examples/`; a wheel carries them in `api/db/exemples/` (see pyproject.toml).
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.orm import Session

from api.db.models import FoyerFictif

_EMBARQUES = Path(__file__).parent / "exemples"
_DU_DEPOT = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Foyer:
    """A fictitious household of the files."""

    cle: str
    titre: str
    description: str
    situation: dict[str, Any]
    ordre: int


def foyers_livres(dossier: Path | None = None) -> list[Foyer]:
    """Read the households that come with the application, in the order of their explanations."""
    dossier = dossier or (_EMBARQUES if _EMBARQUES.is_dir() else _DU_DEPOT)
    explications = yaml.safe_load((dossier / "explications.yaml").read_text(encoding="utf-8"))
    return [
        Foyer(
            cle=cle,
            titre=explication["titre"],
            description=explication["faits"],
            situation=json.loads((dossier / "situations" / f"{cle}.json").read_text(encoding="utf-8")),
            ordre=ordre,
        )
        for ordre, (cle, explication) in enumerate(explications.items(), start=1)
    ]


def semer(connexion: Connection, foyers: list[Foyer]) -> None:
    """Write the households shipped: those that lack, and those that changed. Others are left alone."""
    table = FoyerFictif.__table__
    presents = {ligne.cle: dict(ligne._mapping) for ligne in connexion.execute(select(table))}
    for foyer in foyers:
        valeurs = asdict(foyer)
        present = presents.get(foyer.cle)
        if present is None:
            connexion.execute(insert(FoyerFictif).values(valeurs))
        elif present != valeurs:
            connexion.execute(update(FoyerFictif).where(FoyerFictif.cle == foyer.cle).values(valeurs))


def lister(engine: Engine) -> list[tuple[str, str, str]]:
    """Give the key, title and description of each household, in order."""
    with Session(engine) as session:
        colonnes = select(FoyerFictif.cle, FoyerFictif.titre, FoyerFictif.description)
        lignes = session.execute(colonnes.order_by(FoyerFictif.ordre, FoyerFictif.cle))
        return [(ligne.cle, ligne.titre, ligne.description) for ligne in lignes]


def trouver(engine: Engine, cle: str) -> FoyerFictif | None:
    """Give a household by its key."""
    with Session(engine) as session:
        return session.get(FoyerFictif, cle)
