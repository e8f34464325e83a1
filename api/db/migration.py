"""Brings the tables up to date when the application starts."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def migrer(connexion: Connection) -> None:
    """Apply the migrations that the database lacks, in the transaction of the connection."""
    command.upgrade(configuration(connexion), "head")


def configuration(connexion: Connection) -> Config:
    """Tell Alembic where the migrations are and which connection to use."""
    config = Config(attributes={"connexion": connexion})
    # A percent sign in a path would be read as an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
