"""saved searches, and what their letters told

Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_digest_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
    )
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_account_id"), ["account_id"], unique=False)

    op.create_table(
        "rhythm",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_rhythm_hour")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_rhythm_weekday")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_rhythm_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rhythm")),
        sa.UniqueConstraint("account_id", name=op.f("uq_rhythm_account_id")),
    )
    with op.batch_alter_table("rhythm", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rhythm_due_at_id"), ["due_at", "id"], unique=False)

    op.create_table(
        "told_item",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_told_item_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "thing_id", name=op.f("pk_told_item")),
    )
    with op.batch_alter_table("told_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_told_item_thing_id"), ["thing_id"], unique=False)

    op.create_table(
        "alert",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("listing", sa.String(32), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("frequency", sa.String(32), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unreadable_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(listing = 'candidates') = (opportunity_id IS NOT NULL)", name=op.f("ck_alert_candidates_of_something")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_alert_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_alert_opportunity_id_opportunity"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_account_id_created_at"), ["account_id", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_opportunity_id"), ["opportunity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_removed_at"), ["removed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_removed_at"))
        batch_op.drop_index(batch_op.f("ix_alert_opportunity_id"))
        batch_op.drop_index(batch_op.f("ix_alert_account_id_created_at"))

    op.drop_table("alert")
    with op.batch_alter_table("told_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_told_item_thing_id"))

    op.drop_table("told_item")
    with op.batch_alter_table("rhythm", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rhythm_due_at_id"))

    op.drop_table("rhythm")
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_account_id"))

    op.drop_table("digest")
