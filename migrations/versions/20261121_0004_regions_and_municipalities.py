"""regions and municipalities

Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "region",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("parent_code", sa.String(length=5), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(level = 2) = (parent_code IS NULL)", name=op.f("ck_region_parts_have_a_whole")),
        sa.CheckConstraint("level IN (2, 3)", name=op.f("ck_region_nuts_level")),
        sa.ForeignKeyConstraint(["parent_code"], ["region.code"], name=op.f("fk_region_parent_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("code", name=op.f("uq_region_code")),
    )
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_parent_code"), ["parent_code"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("nuts3", sa.String(length=5), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("area_km2", sa.Double(), nullable=False),
        sa.Column("size_class", sa.String(32), nullable=False),
        sa.Column("urbanisation", sa.Integer(), nullable=False),
        sa.Column("is_low_density", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("ck_municipality_on_earth")
        ),
        sa.CheckConstraint("population >= 0 AND area_km2 > 0", name=op.f("ck_municipality_sizes")),
        sa.CheckConstraint("urbanisation IN (1, 2, 3)", name=op.f("ck_municipality_degurba")),
        sa.ForeignKeyConstraint(["nuts3"], ["region.code"], name=op.f("fk_municipality_nuts3_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("code", name=op.f("uq_municipality_code")),
    )
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipality_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_municipality_lat_lon"), ["lat", "lon"], unique=False)
        batch_op.create_index(batch_op.f("ix_municipality_nuts3"), ["nuts3"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipality_nuts3"))
        batch_op.drop_index(batch_op.f("ix_municipality_lat_lon"))
        batch_op.drop_index(batch_op.f("ix_municipality_folded"))

    op.drop_table("municipality")
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_parent_code"))

    op.drop_table("region")
