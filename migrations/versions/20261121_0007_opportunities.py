"""opportunities

Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "opportunity",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=280), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("benefits", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("occupation_id", sa.Uuid(), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("remote_share", sa.Integer(), nullable=False),
        sa.Column("hours_min", sa.Integer(), nullable=True),
        sa.Column("hours_max", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("pay_basis", sa.String(32), nullable=True),
        sa.Column("pay_min", sa.BigInteger(), nullable=True),
        sa.Column("pay_max", sa.BigInteger(), nullable=True),
        sa.Column("pay_currency", sa.String(length=3), nullable=False),
        sa.Column("pay_period", sa.String(32), nullable=True),
        sa.Column("pay_is_gross", sa.Boolean(), nullable=False),
        sa.Column("pay_reference", sa.String(length=200), nullable=True),
        sa.Column("pay_monthly", sa.BigInteger(), nullable=True),
        sa.Column("education_level", sa.Integer(), nullable=True),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("reply_by_days", sa.Integer(), nullable=False),
        sa.Column("apply_url", sa.String(length=300), nullable=True),
        sa.Column("apply_email", sa.String(length=254), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_for", sa.String(32), nullable=True),
        sa.Column("returned_for", sa.String(32), nullable=True),
        sa.Column("folded", sa.String(length=900), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status IN ('filled', 'closed')) = (closed_for IS NOT NULL)",
            name=op.f("ck_opportunity_closed_for_a_reason"),
        ),
        sa.CheckConstraint(
            "status = 'draft' OR (pay_basis IS NOT NULL AND deadline_at IS NOT NULL)",
            name=op.f("ck_opportunity_pay_is_stated"),
        ),
        sa.CheckConstraint("status = 'draft' OR pay_min <= pay_max", name=op.f("ck_opportunity_pay_in_order")),
        sa.CheckConstraint(
            "status IN ('draft', 'in_review') OR opened_at IS NOT NULL", name=op.f("ck_opportunity_opened_once")
        ),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_opportunity_capacity")),
        sa.CheckConstraint("hours_min <= hours_max", name=op.f("ck_opportunity_hours_in_order")),
        sa.CheckConstraint("remote_share BETWEEN 0 AND 100", name=op.f("ck_opportunity_remote_share")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_opportunity_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_opportunity_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["occupation_id"], ["concept.id"], name=op.f("fk_opportunity_occupation_id_concept")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_opportunity_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
    )
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opportunity_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunity_occupation_id"), ["occupation_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_opportunity_organisation_id_status"), ["organisation_id", "status"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_opportunity_status_deadline_at"), ["status", "deadline_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunity_status_opened_at"), ["status", "opened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_opportunity_status_pay_monthly"), ["status", "pay_monthly"], unique=False)

    op.create_table(
        "opportunity_language",
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("importance", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name=op.f("fk_opportunity_language_concept_id_concept")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_opportunity_language_opportunity_id_opportunity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "concept_id", name=op.f("pk_opportunity_language")),
    )
    with op.batch_alter_table("opportunity_language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opportunity_language_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "opportunity_requirement",
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("importance", sa.String(32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("is_essential", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_opportunity_requirement_level")),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name=op.f("fk_opportunity_requirement_concept_id_concept")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_opportunity_requirement_opportunity_id_opportunity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "concept_id", name=op.f("pk_opportunity_requirement")),
    )
    with op.batch_alter_table("opportunity_requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opportunity_requirement_concept_id"), ["concept_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("opportunity_requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opportunity_requirement_concept_id"))

    op.drop_table("opportunity_requirement")
    with op.batch_alter_table("opportunity_language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opportunity_language_concept_id"))

    op.drop_table("opportunity_language")
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opportunity_status_pay_monthly"))
        batch_op.drop_index(batch_op.f("ix_opportunity_status_opened_at"))
        batch_op.drop_index(batch_op.f("ix_opportunity_status_deadline_at"))
        batch_op.drop_index(batch_op.f("ix_opportunity_organisation_id_status"))
        batch_op.drop_index(batch_op.f("ix_opportunity_occupation_id"))
        batch_op.drop_index(batch_op.f("ix_opportunity_municipality_id"))

    op.drop_table("opportunity")
