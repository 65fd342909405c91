"""funding calls

Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "funding_call",
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("funder_name", sa.String(length=160), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=280), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("programme", sa.String(length=160), nullable=True),
        sa.Column("url", sa.String(length=300), nullable=True),
        sa.Column("amount_min", sa.BigInteger(), nullable=True),
        sa.Column("amount_max", sa.BigInteger(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("co_financing_percent", sa.Integer(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_for", sa.String(32), nullable=True),
        sa.Column("folded", sa.String(length=900), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'closed') = (closed_for IS NOT NULL)", name=op.f("ck_funding_call_closed_for_a_reason")
        ),
        sa.CheckConstraint("amount_min <= amount_max", name=op.f("ck_funding_call_amounts_in_order")),
        sa.CheckConstraint("co_financing_percent BETWEEN 1 AND 100", name=op.f("ck_funding_call_co_financing_percent")),
        sa.CheckConstraint("opens_at <= deadline_at", name=op.f("ck_funding_call_opens_before_it_closes")),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR funder_name IS NOT NULL", name=op.f("ck_funding_call_has_a_funder")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_funding_call_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_call")),
    )
    with op.batch_alter_table("funding_call", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_funding_call_organisation_id_status"), ["organisation_id", "status"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_funding_call_status_deadline_at"), ["status", "deadline_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_funding_call_status_opens_at"), ["status", "opens_at"], unique=False)

    op.create_table(
        "funding_call_sector",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["funding_call.id"],
            name=op.f("fk_funding_call_sector_call_id_funding_call"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_funding_call_sector_concept_id_concept")),
        sa.PrimaryKeyConstraint("call_id", "concept_id", name=op.f("pk_funding_call_sector")),
    )
    with op.batch_alter_table("funding_call_sector", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funding_call_sector_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "funding_term",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["funding_call.id"], name=op.f("fk_funding_term_call_id_funding_call"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "topic", "value", name=op.f("pk_funding_term")),
    )
    with op.batch_alter_table("funding_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funding_term_topic_value"), ["topic", "value"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("funding_term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funding_term_topic_value"))

    op.drop_table("funding_term")
    with op.batch_alter_table("funding_call_sector", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funding_call_sector_concept_id"))

    op.drop_table("funding_call_sector")
    with op.batch_alter_table("funding_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funding_call_status_opens_at"))
        batch_op.drop_index(batch_op.f("ix_funding_call_status_deadline_at"))
        batch_op.drop_index(batch_op.f("ix_funding_call_organisation_id_status"))

    op.drop_table("funding_call")
