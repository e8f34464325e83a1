"""The commands `droits scenario`, `droits balayage` and `droits calendrier`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from pydantic import BaseModel
from rich.console import Console

from simulations.balayage import balayer
from simulations.calendrier import calendrier as suivre
from simulations.changements import CHANGEMENTS, Changement, IdChangement, lire_changement
from simulations.courbe import svg
from simulations.errors import CalculImpossible, ErreurChamp, SituationInvalide
from simulations.fichiers import SituationLue
from simulations.presentation import ouvrir_console
from simulations.presentation_scenarios import (
    afficher_balayage,
    afficher_calendrier,
    afficher_scenarios,
)
from simulations.scenarios import changer_tout, comparer
from simulations.usage import CODE_ENTREE_INVALIDE, Commande

Lire = Callable[[list[str], str | None], list[SituationLue]]
Avouer = Callable[[CalculImpossible], NoReturn]
Reponse = TypeVar("Reponse", bound=BaseModel)

Fichiers = Annotated[
    list[str],
    typer.Argument(metavar="FICHIER", show_default=False, help="Situation JSON, ou une par ligne."),
]
EnJson = Annotated[bool, typer.Option("--json", help="Écrit du JSON au lieu de tableaux.")]
Personne = Annotated[
    str | None, typer.Option("--personne", metavar="ID", help="Pour cette personne, par exemple p1.")
]


def ajouter(app: typer.Typer, lire: Lire, avouer: Avouer, codes: str) -> None:
    """Add the commands to the application.

    Args:
        app: the application.
        lire: reads the files named on the command line, or stops.
        avouer: says that the engine failed, and stops.
        codes: the exit codes, for the help.
    """
    lanceur = _Lanceur(lire, avouer)
    _ajouter_scenario(app, lanceur, codes)
    _ajouter_balayage(app, lanceur, codes)
    _ajouter_calendrier(app, lanceur, codes)


@dataclass(frozen=True)
class _Lanceur:
    """Runs a calculation on every situation of the files, and shows the answers or what is wrong."""

    lire: Lire
    avouer: Avouer

    def lancer(
        self,
        fichiers: list[str],
        calcul: Callable[[SituationLue], Reponse],
        afficher: Callable[[Console, str, Reponse], None],
        *,
        en_json: bool,
    ) -> None:
        for lue in self.lire(fichiers, None):
            try:
                with ouvrir_console(sys.stderr).status("Calcul…"):
                    reponse = calcul(lue)
            except SituationInvalide as erreur:
                for faute in erreur.erreurs:
                    typer.echo(f"{lue.origine} : {faute}", err=True)
                raise typer.Exit(CODE_ENTREE_INVALIDE) from None
            except CalculImpossible as erreur:
                self.avouer(erreur)
            if en_json:
                typer.echo(reponse.model_dump_json())
            else:
                afficher(ouvrir_console(), lue.origine, reponse)


def _ajouter_scenario(app: typer.Typer, lanceur: _Lanceur, codes: str) -> None:
    @app.command(
        cls=Commande, help="Compare la situation à ce qu'elle deviendrait après un changement." + codes
    )
    def scenario(
        fichiers: Fichiers,
        changement: Annotated[
            list[IdChangement],
            typer.Option("--changement", metavar="NOM", help=f"{', '.join(CHANGEMENTS)} ; répétable."),
        ],
        personne: Personne = None,
        montant: Annotated[
            float | None,
            typer.Option(metavar="EUROS", help="Par mois : salaire net, allocation, pension ou loyer."),
        ] = None,
        heures: Annotated[
            float | None, typer.Option(metavar="NOMBRE", help="Heures de travail par semaine, au SMIC.")
        ] = None,
        age: Annotated[int | None, typer.Option(metavar="ANS", help="Âge atteint.")] = None,
        commune: Annotated[str | None, typer.Option(metavar="INSEE", help="Nouvelle commune.")] = None,
        logement: Annotated[str | None, typer.Option(metavar="STATUT", help="Nouveau logement.")] = None,
        taux: Annotated[str | None, typer.Option(metavar="TAUX", help="50_79 ou 80_plus.")] = None,
        droit: Annotated[str | None, typer.Option(metavar="DROIT", help="Droit demandé.")] = None,
        horizon: Annotated[
            str | None, typer.Option(metavar="HORIZON", help="premier_mois ou installe.")
        ] = None,
        en_json: EnJson = False,
    ) -> None:
        """Put changes beside today."""
        donnes = {
            "personne": personne, "montant": montant, "heures": heures, "age": age, "commune": commune,
            "logement": logement, "taux": taux, "droit": droit, "horizon": horizon,
        }  # fmt: skip

        def calcul(lue: SituationLue) -> Any:
            changes = changer_tout(lue.situation, _changements(changement, donnes))
            return comparer(lue.situation, changes)

        lanceur.lancer(fichiers, calcul, afficher_scenarios, en_json=en_json)


def _ajouter_balayage(app: typer.Typer, lanceur: _Lanceur, codes: str) -> None:

    @app.command(cls=Commande, help="Fait varier un salaire de 0 à deux fois le SMIC net." + codes)
    def balayage(
        fichiers: Fichiers,
        personne: Personne = None,
        dessin: Annotated[
            str | None, typer.Option("--svg", metavar="FICHIER", help="Écrit aussi la courbe, en SVG.")
        ] = None,
        en_json: EnJson = False,
    ) -> None:
        """Sweep the wage of a person."""

        def calcul(lue: SituationLue) -> Any:
            fait = balayer(lue.situation, personne)
            if dessin is not None:
                _ecrire(dessin, svg(fait))
            return fait

        lanceur.lancer(fichiers, calcul, afficher_balayage, en_json=en_json)


def _ajouter_calendrier(app: typer.Typer, lanceur: _Lanceur, codes: str) -> None:

    @app.command(cls=Commande, help="Suit les droits du foyer sur les douze mois à venir." + codes)
    def calendrier(fichiers: Fichiers, en_json: EnJson = False) -> None:
        """Follow a household over the next twelve months."""
        lanceur.lancer(fichiers, lambda lue: suivre(lue.situation), afficher_calendrier, en_json=en_json)


def _changements(voulus: list[IdChangement], donnes: dict[str, Any]) -> list[Changement]:
    """Give each change the figures it uses; a figure that none uses is a mistake."""
    restants = {nom for nom, valeur in donnes.items() if valeur is not None}
    changements = []
    for voulu in voulus:
        champs = CHANGEMENTS[voulu].champs
        restants -= champs
        changements.append(
            lire_changement({"id": voulu} | {nom: v for nom, v in donnes.items() if nom in champs})
        )
    if restants:
        attendu = "rien : aucun changement demandé ne s’en sert"
        raise SituationInvalide([ErreurChamp(f"--{nom}", "une valeur", attendu) for nom in sorted(restants)])
    return changements


def _ecrire(fichier: str, dessin: str) -> None:
    try:
        Path(fichier).write_text(dessin + "\n", encoding="utf-8")
    except OSError:
        typer.echo(f"droits : « --svg » : le fichier {fichier} ne peut pas être écrit.", err=True)
        raise typer.Exit(CODE_ENTREE_INVALIDE) from None
