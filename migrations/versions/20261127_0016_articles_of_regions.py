"""the article that a region's name takes in a sentence

Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.add_column(sa.Column("article", sa.String(2), server_default="", nullable=False))
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.alter_column("article", existing_type=sa.String(2), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_column("article")
