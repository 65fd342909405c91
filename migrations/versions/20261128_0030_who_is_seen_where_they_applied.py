"""who is seen where they applied

Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

WHAT_GOES_ON = """
INSERT INTO profile_shown_to (profile_id, organisation_id, because_id, created_at)
SELECT profile.id, application.organisation_id, application.id, application.status_at
FROM application JOIN profile ON profile.account_id = application.account_id
WHERE application.status IN ('sent', 'seen', 'shortlisted', 'interview', 'offered', 'accepted')
"""


def upgrade() -> None:
    op.create_table(
        "profile_shown_to",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("because_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_profile_shown_to_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "organisation_id", "because_id", name=op.f("pk_profile_shown_to")),
    )
    op.create_index(op.f("ix_profile_shown_to_because_id"), "profile_shown_to", ["because_id"])
    op.create_index(op.f("ix_profile_shown_to_organisation_id"), "profile_shown_to", ["organisation_id"])
    op.execute(WHAT_GOES_ON)


def downgrade() -> None:
    op.execute("UPDATE profile SET audience = 'nobody' WHERE audience = 'applied'")
    op.drop_table("profile_shown_to")
