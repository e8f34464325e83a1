"""Opens the database of the settings: address read, SQLite file created for its owner alone, pragmas set."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from api.db.errors import BaseIndisponible, expliquer

PILOTES = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
#: Seconds a SQLite writer waits for another one.
ATTENTE = 10
_ECRITURE = "droits_ecriture"
#: Any number, the same for every server of the application.
_VERROU = 3_912_026


def lire_adresse(adresse: str) -> URL:
    """Read the address of a database.

    Raises:
        BaseIndisponible: when it is none, or of a database that is not supported. The address, which may
            hold a password, is not repeated.
    """
    try:
        url = make_url(adresse)
    except ArgumentError:
        url = None
    if url is None or url.drivername not in {*PILOTES, *PILOTES.values()}:
        raise BaseIndisponible(
            "Base de données : l'adresse donnée par DROITS_DATABASE_URL ou DATABASE_URL n'est pas acceptée ; "
            "attendu sqlite:///chemin/du/fichier.sqlite3 ou postgresql://utilisateur:mot-de-passe@hote/base."
        )
    return url.set(drivername=PILOTES.get(url.drivername, url.drivername))


def creer_engine(url: URL) -> Engine:
    """Build what talks to the database; nothing is opened yet, but a SQLite file is created.

    Raises:
        BaseIndisponible: when the file cannot be created, or a driver is missing.
    """
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        options: dict[str, Any] = {"connect_args": {"timeout": ATTENTE}}
        if url.database in {None, "", ":memory:"}:
            options["poolclass"] = StaticPool
            options["connect_args"]["check_same_thread"] = False
        else:
            _creer_fichier(Path(str(url.database)))
        engine = create_engine(url, **options)
    except (OSError, ModuleNotFoundError, SQLAlchemyError) as erreur:
        raise expliquer(url, erreur) from None
    event.listen(engine, "connect", _regler_sqlite)
    event.listen(engine, "begin", _commencer_sqlite)
    return engine


@contextmanager
def en_ecriture(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that holds the right to write from its start: two servers may start at once."""
    with engine.connect().execution_options(**{_ECRITURE: True}) as connexion, connexion.begin():
        if engine.dialect.name == "postgresql":
            connexion.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_VERROU})")
        yield connexion


def _creer_fichier(fichier: Path) -> None:
    """Create the file with the rights 0600; SQLite gives the same to its journals."""
    fichier.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(fichier, os.O_RDWR | os.O_CREAT, 0o600))


def _regler_sqlite(connexion: sqlite3.Connection, _pool: object) -> None:
    # The module would otherwise open transactions by itself, and not around the creation of tables.
    connexion.isolation_level = None
    for reglage in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connexion.execute(f"PRAGMA {reglage}").close()


def _commencer_sqlite(connexion: Connection) -> None:
    ecriture = connexion.get_execution_options().get(_ECRITURE, False)
    connexion.exec_driver_sql("BEGIN IMMEDIATE" if ecriture else "BEGIN")
