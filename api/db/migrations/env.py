"""What Alembic runs: on the connection of the application, or on the database of the settings."""

from alembic import context
from sqlalchemy import Connection

from api.db.connexion import creer_engine, en_ecriture, lire_adresse
from api.db.models import Modele
from api.settings import Reglages


def migrer_sur(connexion: Connection) -> None:
    """Apply on a connection; the transaction is the one it is already in."""
    context.configure(
        connection=connexion,
        target_metadata=Modele.metadata,
        compare_type=True,
        # SQLite alters few things: its tables are copied.
        render_as_batch=connexion.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


donnee = context.config.attributes.get("connexion")
if donnee is not None:
    migrer_sur(donnee)
else:
    with en_ecriture(creer_engine(lire_adresse(Reglages().database_url))) as ouverte:
        migrer_sur(ouverte)
