"""which new address a link in a mail proves

Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("email", sa.String(length=254), nullable=True))


def downgrade() -> None:
    op.drop_column("ticket", "email")
