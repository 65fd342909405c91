"""a journal of what is on offer

Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

# Table → the columns that count, where not all do.
FOLLOWED = {
    "opportunity": "",
    "mentor": "",
    "account": " OF name",
    "call": "",
    "programme": "",
    "funding_call": "",
    "space": "",
    "place": "",
    "organisation": "",
    "municipality": "",
    "profile": "",
}
NOTE = (
    "CREATE FUNCTION note_in_journal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO journal (noun, row_id, xid) VALUES (TG_TABLE_NAME, CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END, "
    "pg_current_xact_id()::text::bigint); RETURN NULL; END $$"
)
FOLLOW = {
    "sqlite": (
        'CREATE TRIGGER "{noun}_new_noted" AFTER INSERT ON "{noun}" '
        "BEGIN INSERT INTO journal (noun, row_id) VALUES ('{noun}', NEW.id); END",
        'CREATE TRIGGER "{noun}_changed_noted" AFTER UPDATE{of} ON "{noun}" '
        "BEGIN INSERT INTO journal (noun, row_id) VALUES ('{noun}', NEW.id); END",
        'CREATE TRIGGER "{noun}_gone_noted" AFTER DELETE ON "{noun}" '
        "BEGIN INSERT INTO journal (noun, row_id) VALUES ('{noun}', OLD.id); END",
    ),
    "postgresql": (
        'CREATE TRIGGER "{noun}_noted" AFTER INSERT OR UPDATE{of} OR DELETE ON "{noun}" '
        "FOR EACH ROW EXECUTE FUNCTION note_in_journal()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("noun", sa.String(length=64), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_noted_at"), ["noted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_xid"), ["xid"], unique=False)

    dialect = op.get_context().dialect.name
    if dialect == "postgresql":
        op.execute(NOTE)
    for noun, of in FOLLOWED.items():
        for statement in FOLLOW[dialect]:
            op.execute(statement.format(noun=noun, of=of))


def downgrade() -> None:
    is_postgresql = op.get_context().dialect.name == "postgresql"
    for noun in FOLLOWED:
        if is_postgresql:
            op.execute(f'DROP TRIGGER "{noun}_noted" ON "{noun}"')
            continue
        for past in ("new", "changed", "gone"):
            op.execute(f'DROP TRIGGER "{noun}_{past}_noted"')
    if is_postgresql:
        op.execute("DROP FUNCTION note_in_journal()")
    op.drop_table("journal")
