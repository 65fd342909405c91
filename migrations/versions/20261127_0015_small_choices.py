"""what a profile chose between small things

Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.add_column(sa.Column("choices", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.alter_column("choices", existing_type=sa.JSON(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_column("choices")
