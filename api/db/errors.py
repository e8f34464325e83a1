"""What prevents the database from being used, in sentences for who starts the server."""

from pathlib import Path

from alembic.util.exc import CommandError
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError

from simulations.errors import ErreurDroits

_FICHIER_ABIME = ("not a database", "malformed", "disk i/o error")
_TABLE_ABSENTE = ("no such table", "no such column", "already exists", "undefinedtable", "duplicatetable")


class BaseIndisponible(ErreurDroits):
    """The database cannot be opened, or not brought up to date."""


def nommer(url: URL) -> str:
    """Name a database to people: its file, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        fichier = url.database
        return "en mémoire" if fichier in {None, "", ":memory:"} else str(Path(str(fichier)).absolute())
    return url.render_as_string(hide_password=True)


def expliquer(url: URL, erreur: Exception) -> BaseIndisponible:
    """Say in French what a library said of the database, and what to do about it."""
    return BaseIndisponible(f"Base de données {nommer(url)} : {_raison(url, erreur)}")


def _raison(url: URL, erreur: Exception) -> str:
    sqlite = url.get_backend_name() == "sqlite"
    if isinstance(erreur, OSError):
        return f"le fichier ne peut pas être créé ou ouvert ({erreur.strerror or type(erreur).__name__})."
    if isinstance(erreur, ModuleNotFoundError | NoSuchModuleError):
        return "le pilote manque ; pour PostgreSQL, installez « droits-ouverts[postgresql] »."
    if isinstance(erreur, CommandError):
        return "elle vient d'une version plus récente de Droits ouverts : mettez l'application à jour."
    origine = str(erreur.orig or "").lower() if isinstance(erreur, DBAPIError) else ""
    nom = type(erreur.orig).__name__.lower() if isinstance(erreur, DBAPIError) else ""
    if sqlite and any(mot in origine for mot in _FICHIER_ABIME):
        return (
            "ce fichier n'est pas une base SQLite, ou il est abîmé. Rétablissez une sauvegarde, ou "
            "déplacez-le : une base neuve sera créée au prochain démarrage."
        )
    if sqlite and "locked" in origine:
        return "un autre programme l'occupe depuis trop longtemps ; fermez-le, puis relancez."
    if sqlite and ("unable to open" in origine or "readonly" in origine):
        return "le fichier ne peut pas être ouvert ou écrit ; vérifiez ses droits et ceux de son dossier."
    if any(mot in origine or mot in nom for mot in _TABLE_ABSENTE):
        return "ses tables ne sont pas celles qu'elle annonce ; rétablissez une sauvegarde."
    if isinstance(erreur, OperationalError) and not sqlite:
        return "le serveur ne répond pas, ou refuse la connexion ; vérifiez l'adresse et le mot de passe."
    return f"elle ne peut pas être utilisée ({type(erreur).__name__})."
