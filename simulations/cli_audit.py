"""The command `droits auditer`: from a file of households to figures, a report and a work list."""

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

from simulations.audit.depot import TAILLE_LOT
from simulations.audit.execution import ECHANTILLON, Demande
from simulations.audit.lecture import Lecture
from simulations.audit.liste import SANS_FOYER
from simulations.audit.modele import ecrire_modeles
from simulations.cli_scenarios import Avouer
from simulations.errors import CalculImpossible, EntreeInvalide
from simulations.presentation import ouvrir_console
from simulations.usage import CODE_ENTREE_INVALIDE, Commande, mois_demande

_LOT_MAX = 50_000


def ajouter(app: typer.Typer, avouer: Avouer, codes: str) -> None:
    """Add the command to the application.

    Args:
        app: the application.
        avouer: says that the engine failed, and stops.
        codes: the exit codes, for the help.
    """

    @app.command(
        "auditer",
        cls=Commande,
        help="Mesure le non-recours d'un fichier de foyers : chiffres publiables, rapport, liste de travail."
        + codes,
    )
    def auditer(
        entree: Annotated[
            Path | None,
            typer.Argument(
                metavar="ENTREE",
                show_default=False,
                help="Quatre tables (dossier ou .zip, CSV ou Parquet), situations .jsonl, flux RSA .xml.",
            ),
        ] = None,
        mois: Annotated[
            str | None, typer.Option(metavar="AAAA-MM", help="Mois audité ; le mois courant sans cela.")
        ] = None,
        sortie: Annotated[
            Path | None, typer.Option(metavar="DOSSIER", help="Où écrire ; repris là où un arrêt l'a laissé.")
        ] = None,
        processus: Annotated[
            int, typer.Option(metavar="NOMBRE", min=1, max=256, help="Processus de cette machine.")
        ] = os.cpu_count() or 1,
        cluster: Annotated[
            str | None, typer.Option(metavar="tcp://…", help="Grappe Dask, à la place des processus.")
        ] = None,
        completions: Annotated[
            int,
            typer.Option(
                metavar="NOMBRE",
                min=0,
                max=256,
                help="Cas essayés par foyer dont un fait manque ; 0 : laissé en doute.",
            ),
        ] = 0,
        lot: Annotated[
            int, typer.Option(metavar="NOMBRE", min=1, max=_LOT_MAX, help="Foyers calculés ensemble.")
        ] = TAILLE_LOT,
        echantillon: Annotated[
            int,
            typer.Option(
                metavar="NOMBRE", min=0, help="Un foyer sur N recalculé avec d'autres revenus ; 0 : aucun."
            ),
        ] = ECHANTILLON,
        precedent: Annotated[
            Path | None, typer.Option(metavar="DOSSIER", help="Audit auquel comparer celui-ci.")
        ] = None,
        renoncements: Annotated[
            Path | None,
            typer.Option(metavar="CSV", help="Droits auxquels des personnes renoncent : menage_id;droit."),
        ] = None,
        referents: Annotated[
            int,
            typer.Option(metavar="NOMBRE", min=0, help="Référents entre qui partager la liste ; 0 : aucune."),
        ] = 0,
        par_referent: Annotated[
            int, typer.Option(metavar="NOMBRE", min=1, help="Foyers au plus par référent.")
        ] = 50,
        contours: Annotated[
            Path | None, typer.Option(metavar="GEOJSON", help="Contours des communes, pour une carte.")
        ] = None,
        fictif: Annotated[
            bool, typer.Option("--fictif", help="Marque le rapport : données fictives.")
        ] = False,
        recommencer: Annotated[
            bool, typer.Option("--recommencer", help="Efface l'audit que contient le dossier de sortie.")
        ] = False,
        modele: Annotated[
            Path | None, typer.Option(metavar="DOSSIER", help="Écrit les quatre tables vides, et s'arrête.")
        ] = None,
    ) -> None:
        """Run an audit, or write empty tables."""
        if modele is not None:
            try:
                ecrire_modeles(modele)
            except FileExistsError as erreur:
                raise _refus(f"{erreur} existe déjà : indiquez un dossier sans ces tables") from None
            typer.echo(f"Modèles écrits dans {modele} ; colonnes décrites dans docs/audit-fichiers.md.")
            return
        if entree is None or sortie is None:
            raise _refus("il manque ENTREE et --sortie")
        demande = Demande(
            entree, mois_demande(mois), sortie, processus, cluster, completions, lot, echantillon, precedent,
            renoncements, referents, par_referent, contours, fictif, shlex.join(["droits", *sys.argv[1:]]),
        )  # fmt: skip
        try:
            _conduire(demande, recommencer=recommencer)
        except EntreeInvalide as erreur:
            raise _refus(str(erreur)) from None
        except CalculImpossible as erreur:
            avouer(erreur)


def _conduire(demande: Demande, *, recommencer: bool) -> None:
    # Its dependencies (report, PDF, spreadsheets) would slow down every other command.
    from simulations.audit.conduite import conduire  # noqa: PLC0415

    texte = TextColumn("{task.description}")
    colonnes = (SpinnerColumn(), texte, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*colonnes, console=ouvrir_console(sys.stderr)) as barre:
        lus, faits = (
            barre.add_task("Lecture", total=None),
            barre.add_task("Calcul", total=None, visible=False),
        )

        def calcul(menages: int, total: int) -> None:
            barre.update(faits, completed=menages, total=total, visible=True)

        lecture = conduire(
            demande, lambda menages: barre.update(lus, completed=menages), calcul, recommencer=recommencer
        )
    typer.echo(_bilan(demande, lecture))


def _bilan(demande: Demande, lecture: Lecture) -> str:
    sortie = demande.sortie
    comptes = f"mis de côté : {lecture.ecartes} ; défauts : {lecture.rejets} ({sortie / 'rejets.csv'})."
    lignes = [
        f"{lecture.menages} foyers audités pour {demande.mois} ; {comptes}",
        f"Rapport : {sortie / 'rapport.html'} et rapport.pdf ; chiffres : {sortie / 'chiffres'}.",
    ]
    if demande.referents:
        lignes.append(f"Liste de travail, à accès restreint : {sortie / 'liste'}.")
        perdus = sortie / "liste" / SANS_FOYER
        if perdus.exists():
            lignes.append(f"Des renoncements ne trouvent pas leur foyer dans le fichier : {perdus}.")
    return "\n".join(lignes)


def _refus(message: str) -> typer.Exit:
    typer.echo(f"droits : {message.rstrip('.')}.", err=True)
    return typer.Exit(CODE_ENTREE_INVALIDE)
