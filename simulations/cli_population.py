"""The command `droits population`: fictitious households, one per line or as the tables of an audit."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from simulations.audit.ecriture import ecrire_texte
from simulations.audit.foyers import ecrire_tables
from simulations.cli_scenarios import Avouer
from simulations.errors import CalculImpossible
from simulations.population import blocs, population
from simulations.presentation import ouvrir_console
from simulations.tables import reunir
from simulations.usage import Commande, mois_demande

NOMBRE_MAX = 1_000_000
_AVERTISSEMENT = """Foyers fictifs : {nombre} foyers de {mois}, tirés au sort (graine {graine}).
Personne n'y est décrit. Ils servent à essayer, à mesurer et à montrer, jamais à connaître l'Aveyron.
Les parts de recours et leur source sont dans parameters/population.yaml.
"""


class Genre(StrEnum):
    """How tables are written."""

    PARQUET = "parquet"
    CSV = "csv"


def ajouter(app: typer.Typer, avouer: Avouer, codes: str) -> None:
    """Add the command to the application.

    Args:
        app: the application.
        avouer: says that the engine failed, and stops.
        codes: the exit codes, for the help.
    """

    @app.command(
        "population",
        cls=Commande,
        help="Écrit des foyers fictifs, un par ligne, pour essayer ou mesurer." + codes,
    )
    def ecrire(
        nombre: Annotated[
            int,
            typer.Option(
                "--menages", "--nombre", metavar="NOMBRE", min=1, max=NOMBRE_MAX, help="Combien de foyers."
            ),
        ] = 100,
        graine: Annotated[
            int, typer.Option(metavar="NOMBRE", min=0, help="La même graine donne les mêmes foyers.")
        ] = 0,
        mois: Annotated[
            str | None, typer.Option(metavar="AAAA-MM", help="Mois des foyers ; le mois courant sans cela.")
        ] = None,
        sortie: Annotated[
            Path | None,
            typer.Option(
                metavar="DOSSIER", help="Écrit les quatre tables d'un audit, au lieu d'une ligne par foyer."
            ),
        ] = None,
        genre: Annotated[
            Genre, typer.Option("--format", help="Des tables : parquet ou csv.")
        ] = Genre.PARQUET,
    ) -> None:
        """Write fictitious households as JSON Lines, or as tables."""
        choisi = mois_demande(mois)
        try:
            if sortie is not None:
                _ecrire(sortie, genre, nombre, graine, choisi)
                return
            foyers = population(nombre, graine, choisi)
        except CalculImpossible as erreur:
            avouer(erreur)
        for foyer in foyers:
            typer.echo(foyer.model_dump_json(exclude_none=True))


def _ecrire(sortie: Path, genre: Genre, nombre: int, graine: int, mois: str) -> None:
    sortie.mkdir(parents=True, exist_ok=True)
    lots = []
    with Progress(console=ouvrir_console(sys.stderr), transient=True) as barre:
        tache = barre.add_task("Tirage", total=nombre)
        for lot in blocs(nombre, graine, mois):
            lots.append(lot)
            barre.advance(tache, lot.nb_menages)
    ids = [f"FICTIF-{graine}-{rang:07d}" for rang in range(nombre)]
    ecrire_tables(reunir(lots), ids, sortie, genre)
    ecrire_texte(sortie / "LISEZMOI.txt", _AVERTISSEMENT.format(nombre=nombre, graine=graine, mois=mois))
    typer.echo(f"{nombre} foyers fictifs de {mois} écrits dans {sortie}.")
