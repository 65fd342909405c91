"""organisations

Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("summary", sa.String(length=280), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("contact_email", sa.String(length=254), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("founded_year", sa.Integer(), nullable=True),
        sa.Column("headcount", sa.String(32), nullable=True),
        sa.Column("legal_form", sa.String(32), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proof", sa.String(32), nullable=True),
        sa.Column("verified_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_for", sa.String(32), nullable=True),
        sa.Column("folded", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'suspended') = (suspended_for IS NOT NULL)", name=op.f("ck_organisation_suspended_for_a_reason")
        ),
        sa.CheckConstraint(
            "status <> 'verified' OR (proof IS NOT NULL AND verified_until IS NOT NULL)",
            name=op.f("ck_organisation_proven"),
        ),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name=op.f("ck_organisation_whole_coordinates")),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("ck_organisation_on_earth")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_organisation_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_kind_status"), ["kind", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_status_name"), ["status", "name"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_organisation_status_verified_until"), ["status", "verified_until"], unique=False
        )

    op.create_table(
        "organisation_sector",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_organisation_sector_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_sector_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "concept_id", name=op.f("pk_organisation_sector")),
    )
    with op.batch_alter_table("organisation_sector", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_sector_concept_id"), ["concept_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("organisation_sector", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_sector_concept_id"))

    op.drop_table("organisation_sector")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_status_verified_until"))
        batch_op.drop_index(batch_op.f("ix_organisation_status_name"))
        batch_op.drop_index(batch_op.f("ix_organisation_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_kind_status"))

    op.drop_table("organisation")
