"""what people did with what they were shown, which numbers rank, and audits

Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("showing", sa.Column("position", sa.Integer(), nullable=True))
    op.create_table(
        "reaction",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("receipt_id", sa.String(length=64), nullable=False),
        sa.Column("market", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column(
            "deed", sa.Enum("opened", "saved", "applied", name="deed", native_enum=False, length=32), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("propensity", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_reaction_position")),
        sa.CheckConstraint("propensity BETWEEN 1 AND 1000000", name=op.f("ck_reaction_propensity")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reaction_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_reaction_receipt_id_receipt"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reaction")),
        sa.UniqueConstraint(
            "account_id",
            "receipt_id",
            "thing_id",
            "deed",
            name=op.f("uq_reaction_account_id_receipt_id_thing_id_deed"),
        ),
    )
    with op.batch_alter_table("reaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reaction_market_created_at"), ["market", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reaction_receipt_id"), ["receipt_id"], unique=False)
    op.create_table(
        "configuration",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("challenger", "live", "retired", name="configurationstatus", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("beside", sa.String(length=64), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_configuration")),
        sa.UniqueConstraint("digest", name=op.f("uq_configuration_digest")),
    )
    op.create_index(
        "uq_configuration_one_of_each",
        "configuration",
        ["status"],
        unique=True,
        sqlite_where=sa.text("status <> 'retired'"),
        postgresql_where=sa.text("status <> 'retired'"),
    )
    op.create_table(
        "audit_report",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("config", sa.String(length=64), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("is_alarm", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_report")),
    )


def downgrade() -> None:
    op.drop_table("audit_report")
    op.drop_table("configuration")
    op.drop_table("reaction")
    op.drop_column("showing", "position")
