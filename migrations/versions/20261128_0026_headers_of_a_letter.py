"""headers that one letter has beyond those of every letter

Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.add_column("letter", sa.Column("headers", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("letter", "headers")
