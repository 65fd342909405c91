"""What crosses the wire about accounts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from backend.core.access import Role
from backend.core.fields import EmailAddress, Lang
from backend.core.schema import Change, Draft, Read

Name = Annotated[str, Field(min_length=1, max_length=120)]
Token = Annotated[str, Field(min_length=1, max_length=200)]


class AccountDraft(Draft):
    """Signing up."""

    email: EmailAddress
    password: SecretStr
    name: Name
    lang: Lang = "en"


class AccountChange(Change):
    """What people may change about their account."""

    name: Name | None = None
    lang: Lang | None = None


class SignInDraft(Draft):
    """Signing in."""

    email: EmailAddress
    password: SecretStr


class TokenDraft(Draft):
    """The token of a link in a mail."""

    token: Token


class LinkAsk(Draft):
    """Asking for a link: to confirm an address, or to choose another password."""

    email: EmailAddress


class ResetDraft(Draft):
    """Choosing another password with a link."""

    token: Token
    password: SecretStr


class PasswordChange(Draft):
    """Choosing another password while signed in."""

    current: SecretStr
    password: SecretStr


class EmailChange(Draft):
    """Asking for another address, confirmed by the password."""

    email: EmailAddress
    password: SecretStr


class ErasureDraft(Draft):
    """Erasing one's account, confirmed by its password."""

    password: SecretStr


class DemoDraft(Draft):
    """Which invented person to become."""

    key: Annotated[str, Field(min_length=1, max_length=32)]


class MailSent(BaseModel):
    """Always the same answer, so that nobody learns who has an account."""

    status: Literal["mail-sent"] = "mail-sent"


class SessionRead(Read):
    """One browser that is signed in."""

    seen_at: datetime
    expires_at: datetime
    agent: str
    is_current: bool


class DemoPersonRead(BaseModel):
    """An invented person whom a visitor may become."""

    key: str
    name: str


class RoleRead(BaseModel):
    """A role that holds now."""

    model_config = ConfigDict(from_attributes=True)

    role: Role
    scope_id: UUID | None


class SiteRead(BaseModel):
    """Which installation this is."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    is_demo: bool


class Me(BaseModel):
    """Who is asking, for the shell of the page."""

    id: UUID | None
    name: str | None
    email: str | None
    lang: str | None
    is_staff: bool
    roles: list[RoleRead]
    updated_at: datetime | None
    site: SiteRead
