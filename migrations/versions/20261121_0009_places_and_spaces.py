"""places and spaces

Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "place",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=True),
        sa.Column("folded", sa.String(length=400), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("ck_place_on_earth")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_place_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_place_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_lat_lon"), ["lat", "lon"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "space",
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=280), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("area_m2", sa.Double(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("price_period", sa.String(32), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("deposit", sa.BigInteger(), nullable=True),
        sa.Column("price_note", sa.String(length=200), nullable=False),
        sa.Column("opening_hours", sa.String(length=300), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("lift", sa.Boolean(), nullable=True),
        sa.Column("accessible_wc", sa.Boolean(), nullable=True),
        sa.Column("hearing_loop", sa.Boolean(), nullable=True),
        sa.Column("parking", sa.Boolean(), nullable=True),
        sa.Column("accessible_parking", sa.Boolean(), nullable=True),
        sa.Column("quiet", sa.Boolean(), nullable=True),
        sa.Column("door_width_cm", sa.Integer(), nullable=True),
        sa.Column("access_note", sa.String(length=300), nullable=False),
        sa.Column("power_amps", sa.Integer(), nullable=True),
        sa.Column("power_phases", sa.Integer(), nullable=True),
        sa.Column("ceiling_cm", sa.Integer(), nullable=True),
        sa.Column("internet_mbps", sa.Integer(), nullable=True),
        sa.Column("blackout", sa.Boolean(), nullable=True),
        sa.Column("storey", sa.Integer(), nullable=True),
        sa.Column("flooring", sa.String(length=120), nullable=False),
        sa.Column("load_in", sa.String(length=300), nullable=False),
        sa.Column("sound", sa.String(length=300), nullable=False),
        sa.Column("light", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_for", sa.String(32), nullable=True),
        sa.Column("folded", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(status = 'closed') = (closed_for IS NOT NULL)", name=op.f("ck_space_closed_for_a_reason")),
        sa.CheckConstraint("(price IS NULL) = (price_period IS NULL)", name=op.f("ck_space_price_has_a_period")),
        sa.CheckConstraint("available_from <= available_until", name=op.f("ck_space_dates_in_order")),
        sa.CheckConstraint("seats >= 0 AND area_m2 > 0", name=op.f("ck_space_sizes")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_space_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space")),
    )
    with op.batch_alter_table("space", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_space_place_id_status"), ["place_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_space_status_kind"), ["status", "kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_space_status_opened_at"), ["status", "opened_at"], unique=False)

    op.create_table(
        "space_activity",
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_space_activity_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_space_activity_space_id_space"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("space_id", "concept_id", name=op.f("pk_space_activity")),
    )
    with op.batch_alter_table("space_activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_space_activity_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "space_equipment",
        sa.Column("space_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_space_equipment_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_space_equipment_space_id_space"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("space_id", "concept_id", name=op.f("pk_space_equipment")),
    )
    with op.batch_alter_table("space_equipment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_space_equipment_concept_id"), ["concept_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("space_equipment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_space_equipment_concept_id"))

    op.drop_table("space_equipment")
    with op.batch_alter_table("space_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_space_activity_concept_id"))

    op.drop_table("space_activity")
    with op.batch_alter_table("space", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_space_status_opened_at"))
        batch_op.drop_index(batch_op.f("ix_space_status_kind"))
        batch_op.drop_index(batch_op.f("ix_space_place_id_status"))

    op.drop_table("space")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_place_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_place_lat_lon"))

    op.drop_table("place")
