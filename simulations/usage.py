"""The French words of the command line itself: help titles and mistakes of usage.

typer speaks English and offers no translation; its errors are told apart by their class.
"""

import sys
from typing import Any

import typer
from typer._click.core import Context
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperCommand, TyperGroup

from simulations.mois import mois_courant, verifier_mois_simulable

CODE_ENTREE_INVALIDE = 2

_MOTS = {
    "Usage: ": "Utilisation : ",
    "Arguments:": "Arguments :",
    "Options:": "Options :",
    "Commands:": "Commandes :",
    "COMMAND [ARGS]...": "COMMANDE [ARGUMENTS]…",
    "{FICHIER}...": "FICHIER…",
    # As wide as what it replaces: the text beside it stays aligned.
    "FICHIER <list[str]>": "FICHIER".ljust(len("FICHIER <list[str]>")),
    "DROIT <str>": "DROIT".ljust(len("DROIT <str>")),
    "Show this message and exit.": "Affiche cette aide.",
    "[required]": "[obligatoire]",
    "[default: ": "[par défaut : ",
    "; required]": " ; obligatoire]",
}


def traduire_aide(aide: str) -> str:
    """Put the words that typer writes in a help page into French."""
    for anglais, francais in _MOTS.items():
        aide = aide.replace(anglais, francais)
    return aide


def expliquer(erreur: ClickException) -> str:
    """Say in French what is wrong with a command line."""
    match erreur:
        case NoSuchOption():
            proches = f" (peut-être {', '.join(erreur.possibilities)} ?)" if erreur.possibilities else ""
            return f"option inconnue : {erreur.option_name}{proches}."
        case MissingParameter():
            return f"il manque {_nom(erreur)}."
        case BadOptionUsage():
            return f"l'option {erreur.option_name} attend une valeur, ou n'en attend pas."
        case BadParameter():
            aide = getattr(erreur.param, "help", None)
            return f"valeur refusée pour {_nom(erreur)}" + (f" : {aide}" if aide else ".")
        case UsageError() if erreur.message.startswith("No such command"):
            return "commande inconnue ; les commandes sont listées par « droits --help »."
        case UsageError() if erreur.message.startswith("Got unexpected"):
            return "il y a un argument de trop."
    return "la commande n'est pas comprise."


def _nom(erreur: BadParameter) -> str:
    parametre = erreur.param
    if parametre is None:
        return "un argument"
    if parametre.param_type_name == "option":
        return str(parametre.opts[0])
    return str(getattr(parametre, "metavar", None) or parametre.name)


def mois_demande(mois: str | None) -> str:
    """Give the month that `--mois` asks for, this month without it; stop the command when it cannot be."""
    try:
        return verifier_mois_simulable(mois_courant() if mois is None else mois)
    except ValueError as erreur:
        typer.echo(f'droits : « --mois » : reçu "{mois}" ; attendu {erreur}.', err=True)
        raise typer.Exit(CODE_ENTREE_INVALIDE) from None


class Commande(TyperCommand):
    """A command whose help is in French."""

    def get_help(self, ctx: Context) -> str:
        """Give the help page."""
        return traduire_aide(super().get_help(ctx))


class Groupe(TyperGroup):
    """The `droits` command: help and mistakes in French, exit code 2 for a mistake."""

    def get_help(self, ctx: Context) -> str:
        """Give the help page."""
        return traduire_aide(super().get_help(ctx))

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command line and leave with its exit code."""
        standalone_mode = options.pop("standalone_mode", True)
        try:
            code = super().main(*args, **(options | {"standalone_mode": False}))
        except NoArgsIsHelpError as erreur:
            sys.stdout.write(erreur.message + "\n")
            sys.exit(CODE_ENTREE_INVALIDE)
        except ClickException as erreur:
            if not standalone_mode:
                raise
            sys.stderr.write(f"droits : {expliquer(erreur)}\n")
            ctx = getattr(erreur, "ctx", None)
            chemin = ctx.command_path if ctx else "droits"
            sys.stderr.write(f"Aide : {chemin} --help\n")
            sys.exit(CODE_ENTREE_INVALIDE)
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else 0)
