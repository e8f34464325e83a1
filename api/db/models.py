"""The tables. A change here goes with a migration in `migrations/versions/` (a test compares them)."""

from typing import Any

from sqlalchemy import JSON, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

#: Named constraints, so that a migration can change them on every database.
NOMS = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Modele(DeclarativeBase):
    """Root of the tables."""

    metadata = MetaData(naming_convention=NOMS)


class FoyerFictif(Modele):
    """A made-up household, offered as an example on the page.

    Attributes:
        cle: its name in an address.
        situation: the document of the situation, as a user would send it.
        ordre: its place in the list.
    """

    __tablename__ = "foyers_fictifs"

    cle: Mapped[str] = mapped_column(String(80), primary_key=True)
    titre: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text)
    situation: Mapped[dict[str, Any]] = mapped_column(JSON)
    ordre: Mapped[int]
