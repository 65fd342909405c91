"""Mail: written with the deed, sent by the worker, never twice for the same reason."""

import smtplib
import ssl
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import structlog
from sqlalchemy import Engine, String, Text, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.db import writing
from backend.core.ids import new_id
from backend.core.model import Record, now
from backend.settings import Settings

log = structlog.get_logger(__name__)

PATIENCE = 20  # seconds for each answer of the other side
LEASE = timedelta(minutes=5)  # longer than all the answers that one letter takes
AT_MOST = 10


class Letter(Record):
    """One mail to one person. Its words and the address are forgotten once it is sent.

    `headers` are what this letter has beyond those of every letter, such as the way to unsubscribe.
    """

    __tablename__ = "letter"

    key: Mapped[str] = mapped_column(String(200), unique=True)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    calendar: Mapped[str | None] = mapped_column(Text)
    due_at: Mapped[datetime | None] = mapped_column(default=now, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


FORGOTTEN: dict[str, object] = {"to": "", "text": "", "html": None, "headers": {}, "calendar": None}


class Post(Protocol):
    """Anything that can carry a message."""

    def send(self, message: EmailMessage) -> None:
        """Raise on failure; returning means the next hop has it."""


OURSELVES = frozenset({"localhost", "127.0.0.1", "::1"})


class Smtp:
    """`smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`."""

    def __init__(self, url: str) -> None:
        self.address = urlsplit(url)

    def send(self, message: EmailMessage) -> None:
        """Hand it to the server and wait for its answer."""
        host, port = self.address.hostname or "localhost", self.address.port
        if self.address.scheme == "smtps":
            verified = ssl.create_default_context()
            client: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=verified)
        else:
            client = smtplib.SMTP(host, port or 25, timeout=PATIENCE)
        with client:
            if self.address.scheme == "smtp":
                self._encrypt(client)
            if self.address.username:
                client.login(unquote(self.address.username), unquote(self.address.password or ""))
            client.send_message(message)

    def _encrypt(self, client: smtplib.SMTP) -> None:
        """A password goes only to the server we know. Without one, any encryption is better than none (RFC 7435)."""
        client.ehlo()
        if client.has_extn("starttls"):
            client.starttls(context=ssl.create_default_context() if self.address.username else None)
        elif self.address.username and self.address.hostname not in OURSELVES:
            raise smtplib.SMTPNotSupportedError("no STARTTLS, so no password")


class Folder:
    """`file:var/mail`: one .eml file a message, for development and previews."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, message: EmailMessage) -> None:
        """Write it where a person can open it, and say so on the console."""
        self.path.mkdir(parents=True, exist_ok=True)
        file = self.path / f"{now():%Y%m%d-%H%M%S-%f}.eml"
        part = file.with_name(f".{new_id()}.part")
        try:
            part.write_bytes(message.as_bytes(policy=SMTP))
            part.rename(file)
        except OSError:  # a full disk: nothing half written stays
            part.unlink(missing_ok=True)
            raise
        log.info("mail.written", file=str(file))


def post_of(config: Settings) -> Post:
    """The carrier that the settings name."""
    if config.mail_url.startswith("file:"):
        return Folder(Path(config.mail_url.removeprefix("file:")))
    return Smtp(config.mail_url)


def write(
    db: Session,
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    headers: dict[str, str] | None = None,
    calendar: str | None = None,
) -> None:
    """Put a letter into the outbox, in the caller's transaction. The same key is written once.

    `html` says the same as `text` for programs that show it (multipart/alternative; RFC 2046, 5.1.4),
    and `calendar` for those that keep one (iCalendar with a METHOD; RFC 6047, 2.4).
    """
    if db.scalar(select(Letter.id).where(Letter.key == key)) is None:
        db.add(Letter(key=key, to=to, subject=subject, text=text, html=html, headers=headers or {}, calendar=calendar))
        db.flush()


def postpone(db: Session, key: str, due_at: datetime) -> None:
    """Let a letter wait in the outbox; until then it can be forgotten."""
    db.execute(update(Letter).where(Letter.key == key, Letter.sent_at.is_(None)).values(due_at=due_at))


def send_due(engine: Engine, config: Settings, *, limit: int = 5) -> int:
    """Send what is due, holding no transaction while the other side thinks; returns how many were tried.

    Each is leased right before it is sent, so that a slow server lets no lease run out; and after the first that the
    server did not take we go and do something else.
    """
    post = post_of(config)
    for tried in range(limit):
        letter = _lease(engine)
        if letter is None:
            return tried
        if not _send(engine, config, post, letter):
            return tried + 1
    return limit


def forget_given_up(db: Session, moment: datetime) -> None:
    """What could not be sent, and was written before then, keeps its place but neither its words nor the address."""
    given_up = (Letter.sent_at.is_(None), Letter.due_at.is_(None), Letter.created_at < moment)
    db.execute(update(Letter).where(*given_up).values(**FORGOTTEN))


def forget_address(db: Session, address: str, *, mark: str) -> None:
    """Letters to somebody who is no longer here, and those whose key carries the mark of the address."""
    db.execute(delete(Letter).where(or_(Letter.to == address, Letter.key.contains(mark, autoescape=True))))


def forget_unsent(db: Session, key: str) -> None:
    """A letter that has lost its reason before it was sent."""
    db.execute(delete(Letter).where(Letter.key == key, Letter.sent_at.is_(None)))


def _lease(engine: Engine) -> Letter | None:
    with writing(engine) as db:
        db.execute(
            update(Letter)
            .where(Letter.due_at <= now(), Letter.attempts >= AT_MOST)  # whoever tried last did not live to say
            .values(due_at=None, error=func.coalesce(Letter.error, "its worker died"))
            .execution_options(synchronize_session=False)
        )
        due = select(Letter).where(Letter.due_at <= now()).order_by(Letter.due_at, Letter.id).limit(1)
        letter = db.scalars(due.with_for_update(skip_locked=True)).one_or_none()
        if letter is not None:
            letter.due_at, letter.attempts = now() + LEASE, letter.attempts + 1
        return letter


def _send(engine: Engine, config: Settings, post: Post, letter: Letter) -> bool:
    try:
        post.send(_message(letter, config))
    except Exception as error:  # any carrier may fail in any way; the letter stays
        log.warning("mail.failed", letter_id=str(letter.id), error=type(error).__name__)
        tired = letter.attempts >= AT_MOST or _is_final(error)
        again = None if tired else now() + timedelta(minutes=2 ** min(letter.attempts, 8))
        changed: dict[str, object] = {"error": type(error).__name__, "due_at": again}
    else:
        changed = {"sent_at": now(), "due_at": None, "error": None} | FORGOTTEN
    with writing(engine) as db:
        db.execute(update(Letter).where(Letter.id == letter.id).values(**changed))
    return "sent_at" in changed


def _is_final(error: Exception) -> bool:
    """There is no such mailbox (RFC 5321, 4.2.1: a 5xx is not to be repeated)."""
    refused = error.recipients.values() if isinstance(error, smtplib.SMTPRecipientsRefused) else ()
    return bool(refused) and all(code >= 500 for code, _ in refused)


def _message(letter: Letter, config: Settings) -> EmailMessage:
    message = EmailMessage()
    name, sender = parseaddr(config.mail_from)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = letter.created_at
    message["Message-ID"] = f"<{letter.id}@{urlsplit(config.public_url).hostname}>"  # stable: a retry is the same mail
    message["Auto-Submitted"] = "auto-generated"
    for header, value in letter.headers.items():
        message[header] = value
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    if letter.calendar:
        method = next(line for line in letter.calendar.splitlines() if line.startswith("METHOD:"))
        params = {"method": method.removeprefix("METHOD:")}
        message.add_alternative(letter.calendar, subtype="calendar", params=params)
    return message
