"""receipts as the difference to others

Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("family", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("base_id", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_receipt_family"), ["family"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_base_id"), ["base_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_receipt_base_id_receipt"), "receipt", ["base_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    op.execute("DELETE FROM receipt WHERE base_id IS NOT NULL")  # nobody could read them without the others
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_receipt_base_id_receipt"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_receipt_base_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_family"))
        batch_op.drop_column("base_id")
        batch_op.drop_column("family")
