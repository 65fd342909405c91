"""what competition costs, how often things were shown, and who wants fit alone

Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "exposure",
        sa.Column("market", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("attention", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("market", "thing_id", "day", name=op.f("pk_exposure")),
    )
    with op.batch_alter_table("exposure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exposure_day"), ["day"], unique=False)
    op.create_table(
        "competition_price",
        sa.Column("market", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("price BETWEEN 1 AND 10000", name=op.f("ck_competition_price_price")),
        sa.PrimaryKeyConstraint("market", "thing_id", name=op.f("pk_competition_price")),
    )
    # no batch: SQLite would make the table anew, without the triggers that note its changes
    op.add_column("profile", sa.Column("is_pure_fit", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("profile", "is_pure_fit")
    op.drop_table("competition_price")
    op.drop_table("exposure")
