"""messages between two sides

Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "message_silence",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_message_silence_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_message_silence_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_silence")),
        sa.UniqueConstraint(
            "account_id", "organisation_id", "side", name=op.f("uq_message_silence_account_id_organisation_id_side")
        ),
    )
    with op.batch_alter_table("message_silence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_silence_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "conversation",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'application') = (application_id IS NOT NULL)", name=op.f("ck_conversation_about_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_conversation_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_conversation_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_conversation_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("application_id", name=op.f("uq_conversation_application_id")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_account_id_last_at"), ["account_id", "last_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_conversation_organisation_id_last_at"), ["organisation_id", "last_at"], unique=False
        )

    op.create_table(
        "message",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("deleted_at IS NULL OR words = ''", name=op.f("ck_message_deleted_is_empty")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_message_number")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_message_author_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("conversation_id", "number", name=op.f("uq_message_conversation_id_number")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_author_id"), ["author_id"], unique=False)

    op.create_table(
        "message_reading",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter_key", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_message_reading_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_reading_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "account_id", name=op.f("pk_message_reading")),
    )
    with op.batch_alter_table("message_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_reading_account_id"), ["account_id"], unique=False)

    op.create_table(
        "message_report",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("quoted", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(outcome IS NULL) = (settled_at IS NULL)", name=op.f("ck_message_report_settled_with_an_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_message_report_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_report_message_id_message"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_report")),
        sa.UniqueConstraint("message_id", "account_id", name=op.f("uq_message_report_message_id_account_id")),
    )
    with op.batch_alter_table("message_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_report_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_message_report_outcome_created_at"), ["outcome", "created_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("message_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_report_outcome_created_at"))
        batch_op.drop_index(batch_op.f("ix_message_report_account_id"))

    op.drop_table("message_report")
    with op.batch_alter_table("message_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_reading_account_id"))

    op.drop_table("message_reading")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_author_id"))

    op.drop_table("message")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_organisation_id_last_at"))
        batch_op.drop_index(batch_op.f("ix_conversation_account_id_last_at"))

    op.drop_table("conversation")
    with op.batch_alter_table("message_silence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_silence_organisation_id"))

    op.drop_table("message_silence")
