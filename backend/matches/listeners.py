"""What matches do when an account goes."""

from sqlalchemy.orm import Session

from backend.accounts.events import AccountErased
from backend.core.events import on
from backend.matches.service.receipts import forget_receipts


@on(AccountErased)
def forget_receipts_of_the_gone(db: Session, _: AccountErased) -> None:
    """Nobody can read them since the moment the account went; now their bytes go as well, before the daily sweep."""
    forget_receipts(db)
