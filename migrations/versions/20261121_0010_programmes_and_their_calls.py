"""programmes and their calls

Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=280), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("remote_share", sa.Integer(), nullable=False),
        sa.Column("weekly_hours", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("equity_min", sa.Integer(), nullable=False),
        sa.Column("equity_max", sa.Integer(), nullable=False),
        sa.Column("grant_amount", sa.BigInteger(), nullable=True),
        sa.Column("fee_amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("folded", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("equity_min <= equity_max", name=op.f("ck_programme_equity_in_order")),
        sa.CheckConstraint(
            "equity_min BETWEEN 0 AND 10000 AND equity_max BETWEEN 0 AND 10000", name=op.f("ck_programme_equity")
        ),
        sa.CheckConstraint("remote_share BETWEEN 0 AND 100", name=op.f("ck_programme_remote_share")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_programme_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_programme_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_programme_organisation_id_status"), ["organisation_id", "status"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_programme_status_folded"), ["status", "folded"], unique=False)

    op.create_table(
        "call",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_for", sa.String(32), nullable=True),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(status = 'closed') = (closed_for IS NOT NULL)", name=op.f("ck_call_closed_for_a_reason")),
        sa.CheckConstraint(
            "status = 'draft' OR (opens_at IS NOT NULL AND deadline_at IS NOT NULL)", name=op.f("ck_call_has_its_hours")
        ),
        sa.CheckConstraint("opens_at < deadline_at", name=op.f("ck_call_opens_before_it_closes")),
        sa.CheckConstraint("places >= 1", name=op.f("ck_call_places")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_call_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_call_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_programme_id_status"), ["programme_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_status_deadline_at"), ["status", "deadline_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_status_opens_at"), ["status", "opens_at"], unique=False)

    op.create_table(
        "programme_offer",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("offer", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_offer_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("programme_id", "offer", name=op.f("pk_programme_offer")),
    )
    op.create_table(
        "programme_sector",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_programme_sector_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_sector_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("programme_id", "concept_id", name=op.f("pk_programme_sector")),
    )
    with op.batch_alter_table("programme_sector", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_sector_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "programme_topic",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_programme_topic_level")),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_programme_topic_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_topic_programme_id_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("programme_id", "concept_id", name=op.f("pk_programme_topic")),
    )
    with op.batch_alter_table("programme_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_topic_concept_id"), ["concept_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("programme_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_topic_concept_id"))

    op.drop_table("programme_topic")
    with op.batch_alter_table("programme_sector", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_sector_concept_id"))

    op.drop_table("programme_sector")
    op.drop_table("programme_offer")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_status_opens_at"))
        batch_op.drop_index(batch_op.f("ix_call_status_deadline_at"))
        batch_op.drop_index(batch_op.f("ix_call_programme_id_status"))

    op.drop_table("call")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_status_folded"))
        batch_op.drop_index(batch_op.f("ix_programme_organisation_id_status"))
        batch_op.drop_index(batch_op.f("ix_programme_municipality_id"))

    op.drop_table("programme")
