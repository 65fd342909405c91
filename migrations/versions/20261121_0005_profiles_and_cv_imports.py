"""profiles and CV imports

Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "profile",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("headline", sa.String(length=160), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=True),
        sa.Column("travel_km", sa.Integer(), nullable=True),
        sa.Column("remote", sa.String(32), nullable=False),
        sa.Column("hours_min", sa.Integer(), nullable=True),
        sa.Column("hours_max", sa.Integer(), nullable=True),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("pay_floor", sa.BigInteger(), nullable=True),
        sa.Column("pay_currency", sa.String(length=3), nullable=False),
        sa.Column("pay_period", sa.String(32), nullable=True),
        sa.Column("education_level", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("audience", sa.String(32), nullable=False),
        sa.Column("content_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status <> 'listed' OR headline <> ''", name=op.f("ck_profile_listed_says_something")),
        sa.CheckConstraint("(pay_floor IS NULL) = (pay_period IS NULL)", name=op.f("ck_profile_pay_is_whole")),
        sa.CheckConstraint("available_from <= available_until", name=op.f("ck_profile_dates_in_order")),
        sa.CheckConstraint("education_level BETWEEN 1 AND 8", name=op.f("ck_profile_eqf")),
        sa.CheckConstraint("hours_min <= hours_max", name=op.f("ck_profile_hours_in_order")),
        sa.CheckConstraint("hours_min BETWEEN 1 AND 80 AND hours_max BETWEEN 1 AND 80", name=op.f("ck_profile_hours")),
        sa.CheckConstraint("pay_floor >= 0", name=op.f("ck_profile_pay")),
        sa.CheckConstraint("travel_km BETWEEN 0 AND 2000", name=op.f("ck_profile_travel")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_profile_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_profile_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("account_id", name=op.f("uq_profile_account_id")),
    )
    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_profile_status_audience"), ["status", "audience"], unique=False)

    op.create_table(
        "cv_import",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(32), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=True),
        sa.Column("filename", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_cv_import_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cv_import")),
        sa.UniqueConstraint("profile_id", "sha256", name=op.f("uq_cv_import_profile_id_sha256")),
    )
    op.create_table(
        "profile_education",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("school", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("field_id", sa.Uuid(), nullable=True),
        sa.Column("started", sa.String(length=7), nullable=True),
        sa.Column("ended", sa.String(length=7), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 8", name=op.f("ck_profile_education_eqf")),
        sa.ForeignKeyConstraint(["field_id"], ["concept.id"], name=op.f("fk_profile_education_field_id_concept")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_education_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_education")),
    )
    with op.batch_alter_table("profile_education", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_education_field_id"), ["field_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_profile_education_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "profile_experience",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("employer", sa.String(length=200), nullable=False),
        sa.Column("occupation_id", sa.Uuid(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("started", sa.String(length=7), nullable=True),
        sa.Column("ended", sa.String(length=7), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["occupation_id"], ["concept.id"], name=op.f("fk_profile_experience_occupation_id_concept")
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_experience_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_experience")),
    )
    with op.batch_alter_table("profile_experience", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_experience_occupation_id"), ["occupation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_profile_experience_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "profile_hidden_from",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_hidden_from_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "organisation_id", name=op.f("pk_profile_hidden_from")),
    )
    with op.batch_alter_table("profile_hidden_from", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_hidden_from_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "profile_language",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("cefr", sa.String(32), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_profile_language_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_language_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_language")),
        sa.UniqueConstraint("profile_id", "concept_id", name=op.f("uq_profile_language_profile_id_concept_id")),
    )
    with op.batch_alter_table("profile_language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_language_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "profile_link",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_link_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_link")),
        sa.UniqueConstraint("profile_id", "url", name=op.f("uq_profile_link_profile_id_url")),
    )
    op.create_table(
        "profile_skill",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("evidence_kind", sa.String(32), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("evidence_url", sa.String(length=300), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_profile_skill_confidence")),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_profile_skill_level")),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_profile_skill_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_skill_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_skill")),
        sa.UniqueConstraint("profile_id", "concept_id", name=op.f("uq_profile_skill_profile_id_concept_id")),
    )
    with op.batch_alter_table("profile_skill", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_skill_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "profile_wish",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("aspect", sa.String(32), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_profile_wish_concept_id_concept")),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_wish_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "aspect", "concept_id", name=op.f("pk_profile_wish")),
    )
    with op.batch_alter_table("profile_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_wish_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "cv_line",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("made_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(status = 'pending') = (decided_at IS NULL)", name=op.f("ck_cv_line_decided_once")),
        sa.CheckConstraint("0 <= span_start AND span_start <= span_end", name=op.f("ck_cv_line_span")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_cv_line_confidence")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["cv_import.id"], name=op.f("fk_cv_line_import_id_cv_import"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cv_line")),
        sa.UniqueConstraint("import_id", "position", name=op.f("uq_cv_line_import_id_position")),
    )


def downgrade() -> None:
    op.drop_table("cv_line")
    with op.batch_alter_table("profile_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_wish_concept_id"))

    op.drop_table("profile_wish")
    with op.batch_alter_table("profile_skill", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_skill_concept_id"))

    op.drop_table("profile_skill")
    op.drop_table("profile_link")
    with op.batch_alter_table("profile_language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_language_concept_id"))

    op.drop_table("profile_language")
    with op.batch_alter_table("profile_hidden_from", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_hidden_from_organisation_id"))

    op.drop_table("profile_hidden_from")
    with op.batch_alter_table("profile_experience", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_experience_profile_id"))
        batch_op.drop_index(batch_op.f("ix_profile_experience_occupation_id"))

    op.drop_table("profile_experience")
    with op.batch_alter_table("profile_education", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_education_profile_id"))
        batch_op.drop_index(batch_op.f("ix_profile_education_field_id"))

    op.drop_table("profile_education")
    op.drop_table("cv_import")
    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_status_audience"))
        batch_op.drop_index(batch_op.f("ix_profile_municipality_id"))

    op.drop_table("profile")
