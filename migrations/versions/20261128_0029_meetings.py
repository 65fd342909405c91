"""meetings, and what keeps anybody from being in two of them at once

Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

ANOTHER = (
    'SELECT 1 FROM "meeting_claim" WHERE account_id = NEW.account_id '
    "AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at"
)
GUARD = {
    "postgresql": (
        "DO $$ BEGIN CREATE TYPE uuidrange AS RANGE (subtype = uuid); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        'ALTER TABLE "meeting_claim" ADD CONSTRAINT "meeting_claim_no_overlap" EXCLUDE USING gist '
        "(uuidrange(account_id, account_id, '[]') WITH &&, tstzrange(starts_at, ends_at, '[)') WITH &&)",
    ),
    "sqlite": (
        f'CREATE TRIGGER "meeting_claim_no_overlap_new" BEFORE INSERT ON "meeting_claim" WHEN EXISTS ({ANOTHER}) '
        "BEGIN SELECT RAISE(ABORT, 'meeting_claim_no_overlap'); END",
        f'CREATE TRIGGER "meeting_claim_no_overlap_changed" BEFORE UPDATE ON "meeting_claim" '
        f"WHEN EXISTS ({ANOTHER} AND id <> OLD.id) BEGIN SELECT RAISE(ABORT, 'meeting_claim_no_overlap'); END",
    ),
}


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_calendar_feed_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("account_id", name=op.f("uq_calendar_feed_account_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    op.create_table(
        "weekly_hours",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("except_days", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("begins < ends", name=op.f("ck_weekly_hours_in_order")),
        sa.CheckConstraint("buffer_minutes BETWEEN 0 AND 240", name=op.f("ck_weekly_hours_buffer")),
        sa.CheckConstraint("minutes BETWEEN 5 AND 480", name=op.f("ck_weekly_hours_minutes")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_weekly_hours_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_hours")),
        sa.UniqueConstraint("account_id", name=op.f("uq_weekly_hours_account_id")),
    )
    op.create_table(
        "meeting",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("host_id", sa.Uuid(), nullable=True),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_by IS NOT NULL)", name=op.f("ck_meeting_cancelled_by_somebody")
        ),
        sa.CheckConstraint(
            "status NOT IN ('booked', 'done', 'no_show') OR starts_at IS NOT NULL",
            name=op.f("ck_meeting_booked_has_time"),
        ),
        sa.CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name=op.f("ck_meeting_both_ends")),
        sa.CheckConstraint("buffer_minutes BETWEEN 0 AND 240", name=op.f("ck_meeting_buffer")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meeting_in_order")),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["account.id"], name=op.f("fk_meeting_guest_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["account.id"], name=op.f("fk_meeting_host_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_guest_id_starts_at"), ["guest_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_host_id_starts_at"), ["host_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_remind_at"), ["remind_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_status_ends_at"), ["status", "ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "uq_meeting_open",
            ["kind", "subject_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('proposed', 'booked')"),
            postgresql_where=sa.text("status IN ('proposed', 'booked')"),
        )

    op.create_table(
        "meeting_claim",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meeting_claim_in_order")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_meeting_claim_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_claim_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_claim")),
        sa.UniqueConstraint("meeting_id", "account_id", name=op.f("uq_meeting_claim_meeting_id_account_id")),
    )
    with op.batch_alter_table("meeting_claim", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_claim_account_id_starts_at"), ["account_id", "starts_at"], unique=False
        )

    op.create_table(
        "meeting_slot",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meeting_slot_in_order")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_slot_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_slot")),
        sa.UniqueConstraint("meeting_id", "starts_at", name=op.f("uq_meeting_slot_meeting_id_starts_at")),
    )
    op.add_column("letter", sa.Column("calendar", sa.Text(), nullable=True))

    for statement in GUARD[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_column("letter", "calendar")
    for table in ("meeting_slot", "meeting_claim", "meeting", "weekly_hours", "calendar_feed"):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TYPE IF EXISTS uuidrange")
