"""applications and their clocks

Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

COUNTED = ("reply_asked", "reply_answered", "offers_ended", "offers_filled")


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reply_by_days", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_by_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("ended_by", sa.String(32), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(status = 'draft') = (sent_at IS NULL)", name=op.f("ck_application_sent_or_draft")),
        sa.CheckConstraint(
            "(status IN ('declined', 'withdrawn', 'elsewhere')) = (ended_by IS NOT NULL)",
            name=op.f("ck_application_ended_by_somebody"),
        ),
        sa.CheckConstraint(
            "(status IN ('sent', 'seen', 'shortlisted', 'interview', 'offered')) = (reply_by_at IS NOT NULL)",
            name=op.f("ck_application_waiting_has_a_clock"),
        ),
        sa.CheckConstraint(
            "status <> 'declined' OR reason IS NOT NULL", name=op.f("ck_application_declined_for_a_reason")
        ),
        sa.CheckConstraint("status = 'draft' OR version >= 1", name=op.f("ck_application_sent_shows_something")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_application_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_application_opportunity_id_opportunity"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_application_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_application_account_id_status_at"), ["account_id", "status_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_application_opportunity_id_status_sent_at"),
            ["opportunity_id", "status", "sent_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_application_organisation_id_sent_at"), ["organisation_id", "sent_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_application_remind_at"), ["remind_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_reply_by_at"), ["reply_by_at"], unique=False)
        batch_op.create_index(
            "uq_application_active",
            ["account_id", "opportunity_id"],
            unique=True,
            sqlite_where=sa.text("status NOT IN ('declined', 'withdrawn', 'elsewhere')"),
            postgresql_where=sa.text("status NOT IN ('declined', 'withdrawn', 'elsewhere')"),
        )

    op.create_table(
        "application_move",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["account.id"], name=op.f("fk_application_move_actor_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_move_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_move")),
    )
    with op.batch_alter_table("application_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_move_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_move_application_id"), ["application_id"], unique=False)

    op.create_table(
        "application_snapshot",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("headline", sa.String(length=160), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_application_snapshot_version")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_snapshot_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_snapshot")),
        sa.UniqueConstraint("application_id", "version", name=op.f("uq_application_snapshot_application_id_version")),
    )
    # Not in batch mode: a table that is rebuilt loses the triggers that keep its journal.
    op.add_column("opportunity", sa.Column("questions", sa.JSON(), server_default="[]", nullable=False))
    for name in COUNTED:
        op.add_column("organisation", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.add_column("organisation", sa.Column("reply_hours", sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in (*COUNTED, "reply_hours"):
        op.drop_column("organisation", name)
    op.drop_column("opportunity", "questions")

    op.drop_table("application_snapshot")
    with op.batch_alter_table("application_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_move_application_id"))
        batch_op.drop_index(batch_op.f("ix_application_move_actor_id"))

    op.drop_table("application_move")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_application_active",
            sqlite_where=sa.text("status NOT IN ('declined', 'withdrawn', 'elsewhere')"),
            postgresql_where=sa.text("status NOT IN ('declined', 'withdrawn', 'elsewhere')"),
        )
        batch_op.drop_index(batch_op.f("ix_application_reply_by_at"))
        batch_op.drop_index(batch_op.f("ix_application_remind_at"))
        batch_op.drop_index(batch_op.f("ix_application_organisation_id_sent_at"))
        batch_op.drop_index(batch_op.f("ix_application_opportunity_id_status_sent_at"))
        batch_op.drop_index(batch_op.f("ix_application_account_id_status_at"))

    op.drop_table("application")
