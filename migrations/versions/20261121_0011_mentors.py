"""mentors

Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "mentor",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=280), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("meeting", sa.String(32), nullable=False),
        sa.Column("cadence", sa.String(32), nullable=False),
        sa.Column("monthly_hours", sa.Integer(), nullable=False),
        sa.Column("free_hours", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("folded", sa.String(length=700), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("free_hours BETWEEN 0 AND monthly_hours", name=op.f("ck_mentor_free_hours")),
        sa.CheckConstraint("monthly_hours >= 1", name=op.f("ck_mentor_monthly_hours")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_mentor_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_mentor_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_mentor_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor")),
        sa.UniqueConstraint("account_id", name=op.f("uq_mentor_account_id")),
    )
    with op.batch_alter_table("mentor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentor_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentor_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentor_status_created_at"), ["status", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentor_status_free_hours"), ["status", "free_hours"], unique=False)

    op.create_table(
        "mentor_goal",
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("goal", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentor.id"], name=op.f("fk_mentor_goal_mentor_id_mentor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mentor_id", "goal", name=op.f("pk_mentor_goal")),
    )
    op.create_table(
        "mentor_language",
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_mentor_language_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentor.id"], name=op.f("fk_mentor_language_mentor_id_mentor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mentor_id", "concept_id", name=op.f("pk_mentor_language")),
    )
    with op.batch_alter_table("mentor_language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentor_language_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "mentor_topic",
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_mentor_topic_level")),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_mentor_topic_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentor.id"], name=op.f("fk_mentor_topic_mentor_id_mentor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mentor_id", "concept_id", name=op.f("pk_mentor_topic")),
    )
    with op.batch_alter_table("mentor_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentor_topic_concept_id"), ["concept_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("mentor_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentor_topic_concept_id"))

    op.drop_table("mentor_topic")
    with op.batch_alter_table("mentor_language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentor_language_concept_id"))

    op.drop_table("mentor_language")
    op.drop_table("mentor_goal")
    with op.batch_alter_table("mentor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentor_status_free_hours"))
        batch_op.drop_index(batch_op.f("ix_mentor_status_created_at"))
        batch_op.drop_index(batch_op.f("ix_mentor_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_mentor_municipality_id"))

    op.drop_table("mentor")
