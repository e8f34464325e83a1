"""What the application does with its database when it starts."""

from alembic.util.exc import CommandError
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from api.db.connexion import creer_engine, en_ecriture, lire_adresse
from api.db.errors import expliquer, nommer
from api.db.foyers import foyers_livres, semer
from api.db.migration import migrer
from api.db.models import FoyerFictif
from api.settings import Reglages


def ouvrir_base(adresse: str) -> Engine:
    """Open the database, bring its tables up to date and write the fictitious households shipped.

    Raises:
        BaseIndisponible: when it cannot be used as it is, with what to do.
    """
    url = lire_adresse(adresse)
    engine = creer_engine(url)
    foyers = foyers_livres()
    try:
        with en_ecriture(engine) as connexion:
            migrer(connexion)
            semer(connexion, foyers)
    except (SQLAlchemyError, CommandError, ModuleNotFoundError) as erreur:
        engine.dispose()
        raise expliquer(url, erreur) from None
    return engine


def annoncer(engine: Engine, reglages: Reglages) -> str:
    """Say where the data are and what they hold, for who starts the server."""
    with engine.connect() as connexion:
        nombre = connexion.scalar(select(func.count()).select_from(FoyerFictif))
    lignes = [
        f"Base de données : {nommer(engine.url)}",
        f"Foyers fictifs : {nombre}, à essayer depuis la page d'accueil ; ils ne décrivent personne.",
    ]
    if reglages.code_source is None:
        lignes.append(
            "Avant d'ouvrir ce service à d'autres : DROITS_CODE_SOURCE donne l'adresse du code source "
            "de cette version (AGPL, article 13)."
        )
    return "".join(f"{ligne}\n" for ligne in lignes)
