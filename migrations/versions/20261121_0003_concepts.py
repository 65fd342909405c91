"""concepts

Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "concept",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=True),
        sa.Column("esco_uri", sa.String(length=200), nullable=True),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept")),
        sa.UniqueConstraint("esco_uri", name=op.f("uq_concept_esco_uri")),
        sa.UniqueConstraint("key", name=op.f("uq_concept_key")),
    )
    with op.batch_alter_table("concept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concept_kind"), ["kind"], unique=False)

    op.create_table(
        "vocabulary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("attribution", sa.String(length=300), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_vocabulary_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vocabulary")),
    )
    op.create_table(
        "concept_label",
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("is_weak", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name=op.f("fk_concept_label_concept_id_concept"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("concept_id", "lang", "text", name=op.f("pk_concept_label")),
    )
    with op.batch_alter_table("concept_label", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concept_label_lang_folded"), ["lang", "folded"], unique=False)

    op.create_table(
        "concept_relation",
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_concept_relation_leads_elsewhere")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["concept.id"], name=op.f("fk_concept_relation_from_id_concept"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["concept.id"], name=op.f("fk_concept_relation_to_id_concept"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("from_id", "kind", "to_id", name=op.f("pk_concept_relation")),
    )
    with op.batch_alter_table("concept_relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concept_relation_to_id"), ["to_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("concept_relation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concept_relation_to_id"))

    op.drop_table("concept_relation")
    with op.batch_alter_table("concept_label", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concept_label_lang_folded"))

    op.drop_table("concept_label")
    op.drop_table("vocabulary")
    with op.batch_alter_table("concept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concept_kind"))

    op.drop_table("concept")
