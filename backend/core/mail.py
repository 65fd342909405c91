"""Mail: written with the deed, sent by the worker, never twice for the same reason."""

import smtplib
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

import structlog
from sqlalchemy import Engine, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.db import writing
from backend.core.model import Record, now
from backend.settings import Settings

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=2)
AT_MOST = 10


class Letter(Record):
    """One mail to one person. Its words and the address are forgotten once it is sent."""

    __tablename__ = "letter"

    key: Mapped[str] = mapped_column(String(200), unique=True)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    due_at: Mapped[datetime | None] = mapped_column(default=now, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


class Post(Protocol):
    """Anything that can carry a message."""

    def send(self, message: EmailMessage) -> None:
        """Raise on failure; returning means the next hop has it."""


class Smtp:
    """`smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`."""

    def __init__(self, url: str) -> None:
        self.address = urlsplit(url)

    def send(self, message: EmailMessage) -> None:
        """Hand it to the server and wait for its answer."""
        host, port = self.address.hostname or "localhost", self.address.port
        if self.address.scheme == "smtps":
            client: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=20)
        else:
            client = smtplib.SMTP(host, port or 25, timeout=20)
        with client:
            if self.address.scheme == "smtp" and client.has_extn("starttls"):
                client.starttls()
            if self.address.username:
                client.login(unquote(self.address.username), unquote(self.address.password or ""))
            client.send_message(message)


class Folder:
    """`file:var/mail`: one .eml file a message, for development and previews."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, message: EmailMessage) -> None:
        """Write it where a person can open it, and say so on the console."""
        self.path.mkdir(parents=True, exist_ok=True)
        name = f"{now():%Y%m%d-%H%M%S-%f}.eml"
        (self.path / name).write_bytes(message.as_bytes(policy=SMTP))
        log.info("mail.written", file=str(self.path / name))


def post_of(config: Settings) -> Post:
    """The carrier that the settings name."""
    if config.mail_url.startswith("file:"):
        return Folder(Path(config.mail_url.removeprefix("file:")))
    return Smtp(config.mail_url)


def write(db: Session, *, key: str, to: str, subject: str, text: str, html: str | None = None) -> None:
    """Put a letter into the outbox, in the caller's transaction. The same key is written once."""
    if db.scalar(select(Letter.id).where(Letter.key == key)) is None:
        db.add(Letter(key=key, to=to, subject=subject, text=text, html=html))
        db.flush()


def send_due(engine: Engine, config: Settings, *, limit: int = 5) -> int:
    """Send what is due, holding no transaction while the other side thinks; returns how many were tried."""
    with writing(engine) as db:
        due = select(Letter.id).where(Letter.due_at <= now()).order_by(Letter.due_at).limit(limit)
        leased = db.scalars(
            update(Letter)
            .where(Letter.id.in_(due.with_for_update(skip_locked=True).scalar_subquery()))
            .values(due_at=now() + LEASE, attempts=Letter.attempts + 1)
            .returning(Letter.id)
            .execution_options(synchronize_session=False)
        ).all()
    post = post_of(config)
    for letter_id in leased:
        _send(engine, config, post, letter_id)
    return len(leased)


def forget_given_up(db: Session, moment: datetime) -> None:
    """What could not be sent, and was written before then, keeps its place but neither its words nor the address."""
    given_up = (Letter.sent_at.is_(None), Letter.due_at.is_(None), Letter.created_at < moment)
    db.execute(update(Letter).where(*given_up).values(to="", text="", html=None))


def _send(engine: Engine, config: Settings, post: Post, letter_id: UUID) -> None:
    with writing(engine) as db:
        letter = db.get_one(Letter, letter_id)
    try:
        post.send(_message(letter, config))
    except Exception as error:  # any carrier may fail in any way; the letter stays
        log.warning("mail.failed", letter_id=str(letter_id), error=type(error).__name__)
        tired = letter.attempts >= AT_MOST
        again = None if tired else now() + timedelta(minutes=2 ** min(letter.attempts, 8))
        changed: dict[str, object] = {"error": type(error).__name__, "due_at": again}
    else:
        changed = {"sent_at": now(), "due_at": None, "to": "", "text": "", "html": None, "error": None}
    with writing(engine) as db:
        db.execute(update(Letter).where(Letter.id == letter_id).values(**changed))


def _message(letter: Letter, config: Settings) -> EmailMessage:
    message = EmailMessage()
    name, sender = parseaddr(config.mail_from)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = letter.created_at
    message["Message-ID"] = f"<{letter.id}@{urlsplit(config.public_url).hostname}>"  # stable: a retry is the same mail
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message
