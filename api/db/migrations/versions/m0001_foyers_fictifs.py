"""Table of the fictitious households."""

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "foyers_fictifs",
        sa.Column("cle", sa.String(80), nullable=False),
        sa.Column("titre", sa.String(120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("situation", sa.JSON(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cle", name="pk_foyers_fictifs"),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("foyers_fictifs")
