"""The `droits` command. Reads files, calls the same function as the API, prints.

Knows neither the web application, named to uvicorn by its address, nor how a right is computed.
"""

import sys
from typing import Annotated, NoReturn

import typer
import uvicorn

from rules.cartes import Carte
from rules.catalogue import CatalogueInvalide, charger_catalogue
from rules.parametres import (
    ParametresAgenceInvalides,
    fichier_agence,
    modele_agence,
    parametres_locaux,
)
from rules.system import autorites, parametres_des_autorites
from rules.versions import versions
from simulations import cli_audit, cli_population, cli_scenarios
from simulations.affichage_parametres import afficher_parametres, en_json_ligne
from simulations.errors import CalculImpossible, SituationInvalide
from simulations.explanation import expliquer as expliquer_droit
from simulations.fichiers import FichiersInvalides, SituationLue, lire_fichiers
from simulations.presentation import (
    afficher_bilan,
    afficher_carte,
    afficher_catalogue,
    afficher_resultat,
    ouvrir_console,
)
from simulations.presentation_explication import afficher_explications
from simulations.resultat import Resultat
from simulations.simulate import simuler as calculer
from simulations.usage import CODE_ENTREE_INVALIDE, Commande, Groupe, mois_demande

CODE_CALCUL_IMPOSSIBLE = 1
APPLICATION = "api.main:app"
FAUTES_MONTREES = 50

_CODES = """

Codes de sortie : 0 tout va bien, 1 le calcul a échoué, 2 la commande ou un fichier est à corriger."""

app = typer.Typer(
    name="droits",
    cls=Groupe,
    help="Droits sociaux probables d'un foyer de l'Aveyron, comparés à ce qu'il reçoit." + _CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Fichiers = Annotated[
    list[str],
    typer.Argument(
        metavar="FICHIER",
        show_default=False,
        help="Situation JSON, ou une situation par ligne (JSON Lines) ; « - » lit l'entrée standard.",
    ),
]
EnJson = Annotated[bool, typer.Option("--json", help="Écrit du JSON au lieu de tableaux.")]


@app.callback(invoke_without_command=True)
def droits(
    version: Annotated[
        bool, typer.Option("--version", help="Affiche les versions du calcul et s'arrête.")
    ] = False,
) -> None:
    """Print the versions when asked; the commands do the rest."""
    if version:
        try:
            lues = versions()
        except OSError:
            typer.echo(f"droits : valeurs de l'agence : fichier illisible ({fichier_agence()}).", err=True)
            raise typer.Exit(CODE_ENTREE_INVALIDE) from None
        for nom, valeur in lues.items():
            typer.echo(f"{nom} {valeur}")
        raise typer.Exit


@app.command(
    cls=Commande, help="Calcule les droits de chaque situation et ce qui n'est pas demandé." + _CODES
)
def simuler(
    fichiers: Fichiers,
    mois: Annotated[
        str | None,
        typer.Option(metavar="AAAA-MM", help="Mois simulé, à la place de celui des situations."),
    ] = None,
    en_json: EnJson = False,
) -> None:
    """Simulate every situation of every file in one call."""
    lues = _lire(fichiers, mois)
    try:
        with ouvrir_console(sys.stderr).status("Calcul…"):
            resultats = calculer([lue.situation for lue in lues])
    except CalculImpossible as erreur:
        _avouer(erreur)
    if en_json:
        for resultat in resultats:
            typer.echo(resultat.model_dump_json())
    else:
        _afficher(lues, resultats)


@app.command(
    cls=Commande,
    help="Explique un droit : conditions, ce qui changerait la réponse, calcul étape par étape." + _CODES,
)
def expliquer(
    fichiers: Fichiers,
    droit: Annotated[
        str, typer.Option("--droit", metavar="DROIT", help="Identifiant d'un droit, par exemple rsa.")
    ],
    personne: Annotated[
        str | None, typer.Option("--personne", metavar="ID", help="Pour cette personne, par exemple p1.")
    ] = None,
    expert: Annotated[
        bool, typer.Option("--expert", help="Ajoute les variables OpenFisca de chaque étape.")
    ] = False,
    en_json: EnJson = False,
) -> None:
    """Explain one droit of every situation of every file."""
    _verifier_droit(droit)
    for lue in _lire(fichiers, None):
        try:
            with ouvrir_console(sys.stderr).status("Calcul…"):
                explications = expliquer_droit(lue.situation, droit, personne, expert=expert)
        except SituationInvalide as erreur:
            typer.echo(f"{lue.origine} : {erreur}", err=True)
            raise typer.Exit(CODE_ENTREE_INVALIDE) from None
        except CalculImpossible as erreur:
            _avouer(erreur)
        if en_json:
            typer.echo(explications.model_dump_json())
        else:
            afficher_explications(ouvrir_console(), lue.origine, explications, expert=expert)


@app.command(cls=Commande, help="Vérifie des situations sans rien calculer." + _CODES)
def verifier(fichiers: Fichiers) -> None:
    """Read every situation of every file."""
    lues = _lire(fichiers, None)
    for lue in lues:
        personnes = len(lue.situation.personnes)
        pluriel = "s" if personnes > 1 else ""
        typer.echo(f"{lue.origine} : situation valide, {personnes} personne{pluriel}, {lue.situation.mois}")


@app.command(cls=Commande, help="Liste les droits connus, ou décrit l'un d'eux." + _CODES)
def catalogue(
    identifiant: Annotated[
        str | None, typer.Argument(metavar="DROIT", help="Identifiant d'un droit, par exemple rsa.")
    ] = None,
    en_json: EnJson = False,
) -> None:
    """Print the catalogue or one card of it."""
    cartes = _cartes()
    if identifiant is not None:
        _verifier_droit(identifiant)
    choisies = list(cartes.values()) if identifiant is None else [cartes[identifiant]]
    if en_json:
        for carte in choisies:
            typer.echo(carte.model_dump_json())
    elif identifiant is None:
        afficher_catalogue(ouvrir_console(), choisies)
    else:
        afficher_carte(ouvrir_console(), choisies[0])


@app.command(
    cls=Commande,
    help="Liste les valeurs locales : celles qui sont sourcées et celles que l'agence doit donner." + _CODES,
)
def parametres(
    a_confirmer: Annotated[
        bool, typer.Option("--a-confirmer", help="Seulement les valeurs que l'agence doit donner.")
    ] = False,
    modele: Annotated[
        bool, typer.Option("--modele", help="Écrit le fichier YAML que l'agence remplit.")
    ] = False,
    en_json: EnJson = False,
) -> None:
    """Print the local parameters, the awaited ones, or the file to fill in."""
    if modele and en_json:
        typer.echo("droits : « --modele » écrit du YAML : à donner sans « --json ».", err=True)
        raise typer.Exit(CODE_ENTREE_INVALIDE)
    try:
        lus = parametres_locaux(parametres_des_autorites(), autorites())
    except ParametresAgenceInvalides as erreur:
        _refuser_agence(erreur)
    choisis = [parametre for parametre in lus if parametre.a_confirmer or not (a_confirmer or modele)]
    if modele:
        typer.echo(modele_agence(choisis), nl=False)
    elif en_json:
        for parametre in choisis:
            typer.echo(en_json_ligne(parametre))
    else:
        afficher_parametres(ouvrir_console(), choisis)


@app.command(cls=Commande, help="Ouvre l'application et l'API sur cette machine.")
def servir(
    hote: Annotated[str, typer.Option(metavar="ADRESSE", help="Adresse d'écoute.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="NOMBRE", min=1, max=65535, help="Port d'écoute, de 1 à 65535.")
    ] = 8000,
) -> None:
    """Serve the web application until interrupted."""
    typer.echo(f"Droits ouverts : http://{hote}:{port}/ dans un navigateur (Ctrl+C pour arrêter).")
    typer.echo(f"Le premier calcul attend le chargement de la loi : http://{hote}:{port}/api/pret")
    uvicorn.run(APPLICATION, host=hote, port=port, log_level="warning")


def _avouer(erreur: CalculImpossible) -> NoReturn:
    """Say that the calculation failed, and whose fault it is."""
    if isinstance(erreur.__cause__, ParametresAgenceInvalides):
        _refuser_agence(erreur.__cause__)
    typer.echo(f"droits : {erreur}. La faute est de notre côté : rien n'a été répondu.", err=True)
    raise typer.Exit(CODE_CALCUL_IMPOSSIBLE) from erreur


def _verifier_droit(identifiant: str) -> None:
    if identifiant not in _cartes():
        typer.echo(
            f"droits : reçu le droit « {identifiant} » ; attendu un droit du catalogue "
            "(« droits catalogue » en donne la liste).",
            err=True,
        )
        raise typer.Exit(CODE_ENTREE_INVALIDE)


def _cartes() -> dict[str, Carte]:
    try:
        return charger_catalogue()
    except CatalogueInvalide as erreur:
        typer.echo(f"droits : catalogue illisible\n{erreur}", err=True)
        raise typer.Exit(CODE_CALCUL_IMPOSSIBLE) from None


def _refuser_agence(erreur: ParametresAgenceInvalides) -> NoReturn:
    typer.echo("droits : le fichier des valeurs de l'agence est à corriger.", err=True)
    for faute in erreur.fautes:
        typer.echo(faute, err=True)
    raise typer.Exit(CODE_ENTREE_INVALIDE) from None


def _lire(fichiers: list[str], mois: str | None) -> list[SituationLue]:
    if mois is not None:
        mois_demande(mois)
    try:
        return lire_fichiers(fichiers, mois)
    except FichiersInvalides as erreur:
        for faute in erreur.fautes[:FAUTES_MONTREES]:
            typer.echo(str(faute), err=True)
        if len(erreur.fautes) > FAUTES_MONTREES:
            typer.echo(f"… et {len(erreur.fautes) - FAUTES_MONTREES} autres erreurs.", err=True)
        raise typer.Exit(CODE_ENTREE_INVALIDE) from None


def _afficher(lues: list[SituationLue], resultats: list[Resultat]) -> None:
    console = ouvrir_console()
    for lue, resultat in zip(lues, resultats, strict=True):
        afficher_resultat(console, lue.origine, resultat)
    if len(resultats) > 1:
        afficher_bilan(console, resultats)


cli_scenarios.ajouter(app, _lire, _avouer, _CODES)
cli_population.ajouter(app, _avouer, _CODES)
cli_audit.ajouter(app, _avouer, _CODES)

if __name__ == "__main__":
    app()
