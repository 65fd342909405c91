"""the best things for everybody, as they are found for all at once

Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "best",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_best_rank")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_best_opportunity_id_opportunity"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_best_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "rank", name=op.f("pk_best")),
    )
    with op.batch_alter_table("best", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_best_opportunity_id"), ["opportunity_id"], unique=False)
    op.create_table(
        "best_portion",
        sa.Column("portion", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("portion", name=op.f("pk_best_portion")),
    )


def downgrade() -> None:
    op.drop_table("best_portion")
    op.drop_table("best")
