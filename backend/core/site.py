"""What this installation is: its name, and whether its people are invented."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.model import Model


class Site(Model):
    """The one row about this installation; absent until somebody sets it up."""

    __tablename__ = "site"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(120))
    region_id: Mapped[UUID | None]
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)
    seeded_on: Mapped[date | None]


def get_site(db: Session) -> Site:
    """The row, or an unnamed installation that is not a demo."""
    return db.scalars(select(Site)).one_or_none() or Site(id=1, name="Viveiro", is_demo=False)
