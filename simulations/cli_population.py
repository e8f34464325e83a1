"""The command `droits population`: fictitious households, one per line."""

from typing import Annotated

import typer

from simulations.cli_scenarios import Avouer
from simulations.errors import CalculImpossible
from simulations.mois import mois_courant, verifier_mois_simulable
from simulations.population import population
from simulations.usage import CODE_ENTREE_INVALIDE, Commande

NOMBRE_MAX = 1_000_000


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
            int, typer.Option(metavar="NOMBRE", min=1, max=NOMBRE_MAX, help="Combien de foyers.")
        ] = 100,
        graine: Annotated[
            int, typer.Option(metavar="NOMBRE", min=0, help="La même graine donne les mêmes foyers.")
        ] = 0,
        mois: Annotated[
            str | None, typer.Option(metavar="AAAA-MM", help="Mois des foyers ; le mois courant sans cela.")
        ] = None,
    ) -> None:
        """Write fictitious households as JSON Lines."""
        try:
            choisi = verifier_mois_simulable(mois or mois_courant())
        except ValueError as erreur:
            typer.echo(f'droits : « --mois » : reçu "{mois}" ; attendu {erreur}.', err=True)
            raise typer.Exit(CODE_ENTREE_INVALIDE) from None
        try:
            foyers = population(nombre, graine, choisi)
        except CalculImpossible as erreur:
            avouer(erreur)
        for foyer in foyers:
            typer.echo(foyer.model_dump_json(exclude_none=True))
