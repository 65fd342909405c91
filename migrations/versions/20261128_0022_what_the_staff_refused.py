"""what the staff refused, and what they want to be changed

Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    # no batch: SQLite would make the table anew, without the triggers that note its changes
    op.add_column("opportunity", sa.Column("refused_for", sa.String(length=32), nullable=True))
    op.add_column("opportunity", sa.Column("staff_note", sa.String(length=500), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("opportunity", "staff_note")
    op.drop_column("opportunity", "refused_for")
