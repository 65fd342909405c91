"""Secrets that people carry: session tokens, links in mails, password hashes."""

import hashlib
import hmac
import secrets
from threading import BoundedSemaphore
from uuid import UUID

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn import zxcvbn

from backend.accounts.problems import LinkSpent, WeakPassword
from backend.core.problems import FieldError

SHORTEST, LONGEST = 10, 128
JUDGED = 32  # characters: zxcvbn takes a quarter of a minute for 128 well-chosen ones, and what begins well is good
GOOD_ENOUGH = 3  # zxcvbn: 0 (in every list of leaked passwords) to 4

# Argon2id with 19 MiB, two passes, one lane (OWASP's first choice); few at a time, so that
# a rush of sign-ins cannot take the memory of the whole machine.
_HASHER = PasswordHash((Argon2Hasher(memory_cost=19 * 1024, time_cost=2, parallelism=1),))
_ROOM = BoundedSemaphore(4)
_NOBODY = _HASHER.hash(secrets.token_urlsafe(32))  # what a password is compared with when there is no account


def hash_password(password: str) -> str:
    """The Argon2id hash in PHC format."""
    with _ROOM:
        return _HASHER.hash(password)


def fits(password: str, password_hash: str | None) -> bool:
    """Takes equally long whether there is an account or not."""
    with _ROOM:
        return _HASHER.verify(password, password_hash or _NOBODY) and password_hash is not None


def require_strong(password: str, *, about: list[str]) -> None:
    """Raise `WeakPassword` with the reason.

    Judged offline, against lists of leaked passwords and the person's own words.
    """
    if len(password) < SHORTEST:
        raise _weak("too-short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise _weak("too-long", longest=LONGEST)
    if zxcvbn(password[:JUDGED], user_inputs=about)["score"] < GOOD_ENOUGH:
        raise _weak("guessable")


def _weak(reason: str, **facts: int) -> WeakPassword:
    return WeakPassword([FieldError(pointer="/password", code=f"password-{reason}", params=facts)])


def new_token() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a token. Random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_token(secret: str, ticket_id: UUID) -> str:
    """The proof that goes into a mail: the ticket's id and its HMAC, so that no secret is ever stored."""
    return f"{ticket_id.hex}.{_mac(secret, ticket_id)}"


def ticket_of(secret: str, token: str) -> UUID:
    """The ticket a link belongs to; raises `LinkSpent` for a made-up one."""
    identity, _, mac = token.partition(".")
    try:
        ticket_id = UUID(hex=identity)
    except ValueError:
        raise LinkSpent from None
    if not hmac.compare_digest(mac.encode(), _mac(secret, ticket_id).encode()):
        raise LinkSpent
    return ticket_id


def _mac(secret: str, ticket_id: UUID) -> str:
    return hmac.new(secret.encode(), b"ticket" + ticket_id.bytes, hashlib.sha256).hexdigest()
