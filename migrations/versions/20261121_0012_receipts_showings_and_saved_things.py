"""receipts, showings and saved things

Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(32), nullable=False),
        sa.Column("config", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_created_at"), ["created_at"], unique=False)

    op.create_table(
        "saved",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("market", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "market", "thing_id", name=op.f("pk_saved")),
    )
    with op.batch_alter_table("saved", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_account_id_saved_at"), ["account_id", "saved_at"], unique=False)

    op.create_table(
        "receipt_person",
        sa.Column("receipt_id", sa.String(length=64), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_receipt_person_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_person_receipt_id_receipt"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("receipt_id", "profile_id", name=op.f("pk_receipt_person")),
    )
    with op.batch_alter_table("receipt_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_person_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "showing",
        sa.Column("receipt_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("market", sa.String(length=32), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_showing_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_showing_opportunity_id_opportunity"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_showing_receipt_id_receipt"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showing")),
    )
    with op.batch_alter_table("showing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_showing_account_id_receipt_id"), ["account_id", "receipt_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_showing_opportunity_id"), ["opportunity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_showing_receipt_id"), ["receipt_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("showing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_showing_receipt_id"))
        batch_op.drop_index(batch_op.f("ix_showing_opportunity_id"))
        batch_op.drop_index(batch_op.f("ix_showing_account_id_receipt_id"))

    op.drop_table("showing")
    with op.batch_alter_table("receipt_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_person_profile_id"))

    op.drop_table("receipt_person")
    with op.batch_alter_table("saved", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_account_id_saved_at"))

    op.drop_table("saved")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_created_at"))

    op.drop_table("receipt")
