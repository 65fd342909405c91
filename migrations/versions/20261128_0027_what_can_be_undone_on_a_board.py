"""what can be undone on a board, and names that can be searched

Revises: 0026
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("untold", sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_application_untold_for_a_while"), "(told_at IS NULL) = (untold IS NULL)"
        )
    with op.batch_alter_table("application_snapshot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("folded", sa.String(length=300), server_default="", nullable=False))

    if op.get_context().as_sql:  # read before it runs: there are no rows to fold
        op.execute("UPDATE application_snapshot SET folded = lower(name || ' ' || headline)")
    else:
        _fold_all(op.get_bind())
    with op.batch_alter_table("application_snapshot", schema=None) as batch_op:
        batch_op.alter_column("folded", server_default=None)


def _fold_all(bind: sa.Connection) -> None:
    columns = (sa.column("id", sa.Uuid()), sa.column("name"), sa.column("headline"), sa.column("folded"))
    shown = sa.table("application_snapshot", *columns)
    for row in bind.execute(sa.select(shown)).all():
        bind.execute(sa.update(shown).where(shown.c.id == row.id).values(folded=_folded(row.name, row.headline)))


def _folded(*texts: str) -> str:
    decomposed = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())[:300]


def downgrade() -> None:
    with op.batch_alter_table("application_snapshot", schema=None) as batch_op:
        batch_op.drop_column("folded")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_application_untold_for_a_while"), type_="check")
        batch_op.drop_column("untold")
        batch_op.drop_column("told_at")
