"""Everything an operator may change. The defaults run the whole region on one laptop."""

from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
SECRETS = Path("/run/secrets")  # where container engines mount them, one file each
UNSAFE_SECRET = "only-for-development"  # noqa: S105  production refuses it, see below


def _database(url: str) -> str:
    try:
        kind = make_url(url).get_backend_name()
    except ArgumentError:
        kind = ""
    if kind not in {"sqlite", "postgresql"}:
        raise ValueError("is no address of a database: sqlite:///folder/file.db or postgresql+psycopg://user@host/name")
    return url


def _origin(url: str) -> str:
    """The address people type, without a slash at the end."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("is no address of a site: https://viveiro.example, without a path")
    return url.rstrip("/")


def _is_folder(url: str) -> bool:
    return url.startswith("file:") and url != "file:"


def _files(url: str) -> str:
    is_bucket = url.startswith("s3://") and urlsplit(url).netloc
    if not (is_bucket or _is_folder(url)):
        raise ValueError("is no place for files: file:folder or s3://bucket?endpoint=https://…&region=…")
    return url


def _mail(url: str) -> str:
    is_server = urlsplit(url).scheme in {"smtp", "smtps"} and urlsplit(url).hostname
    if not (is_server or _is_folder(url)):
        raise ValueError("is no way to send mail: smtp://host:587, smtps://user:password@host or file:folder")
    return url


def _sender(address: str) -> str:
    name, spec = parseaddr(address)
    try:
        is_whole = "@" in spec and bool(Address(name, addr_spec=spec).domain)
    except Exception:  # the parser of the standard library fails in many ways
        is_whole = False
    if not is_whole:
        raise ValueError("is no sender: Name <address@example.org>")
    return address


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise ValueError("is no time zone: an IANA name such as Europe/Lisbon") from None
    return name


class Settings(BaseSettings):
    """Read from the environment (prefix `VIVEIRO_`), a `.env` file, or secrets mounted as files."""

    model_config = SettingsConfigDict(
        env_prefix="VIVEIRO_",
        env_file=".env",
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
        extra="ignore",
        frozen=True,
    )

    environment: Literal["development", "production"] = "development"
    public_url: Annotated[str, AfterValidator(_origin)] = "http://localhost:8000"
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///var/viveiro.db"
    database_password: SecretStr | None = None
    secret_key: SecretStr = SecretStr(UNSAFE_SECRET)
    files_url: Annotated[str, AfterValidator(_files)] = "file:var/files"
    mail_url: Annotated[str, AfterValidator(_mail)] = "file:var/mail"
    mail_from: Annotated[str, AfterValidator(_sender)] = "Viveiro <no-reply@viveiro.invalid>"
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    body_limit: int = Field(default=12 * 1024 * 1024, ge=1024, description="Bytes a request may carry.")
    upload_limit: int = Field(default=10 * 1024 * 1024, ge=1024, description="Bytes an uploaded file may have.")
    drain_seconds: float = Field(default=0, ge=0, description="How long to answer 503 on /readyz before stopping.")
    trusted_proxies: str = Field(default="127.0.0.1", description="Addresses whose X-Forwarded-* we believe.")
    zone: Annotated[str, AfterValidator(_zone)] = Field(
        default="Europe/Lisbon", description="Where the region's days begin: an IANA time zone."
    )
    dns_server: str | None = Field(default=None, description="host:port of a resolver; the system's when absent.")
    fetch_from: str = Field(
        default="", description="Places in our own network that imports may read: host:port, separated by commas."
    )
    session_idle_days: int = Field(default=14, ge=1)
    session_days: int = Field(default=90, ge=1)
    unconfirmed_days: int = Field(default=14, ge=1, description="How long an account waits for its address's proof.")
    frontend: Path = ROOT / "frontend" / "dist"

    @property
    def database(self) -> str:
        """The database's address with its password, which may come as a file of its own."""
        if self.database_password is None:
            return self.database_url
        url = make_url(self.database_url).set(password=self.database_password.get_secret_value())
        return url.render_as_string(hide_password=False)

    @property
    def vouched_places(self) -> frozenset[str]:
        """The places in our own network that an address somebody types may lead to; none unless the operator says."""
        return frozenset(place.strip().lower() for place in self.fetch_from.split(",") if place.strip())

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach us over https; decides cookie names and HSTS."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def session_cookie(self) -> str:
        """`__Host-` needs Secure, which Firefox and Safari refuse on http://localhost."""
        return "__Host-sid" if self.is_secure else "sid"

    @model_validator(mode="after")
    def _production_is_serious(self) -> Self:
        if self.environment == "production":
            if self.secret_key.get_secret_value() == UNSAFE_SECRET:
                raise ValueError("production needs VIVEIRO_SECRET_KEY; make one with `openssl rand -hex 32`")
            if not self.is_secure:
                raise ValueError("production needs VIVEIRO_PUBLIC_URL to start with https://")
        return self


_given: Settings | None = None


def use(config: Settings) -> Settings:
    """Make these the settings of this process; the application and the worker do it once, at their start."""
    global _given  # noqa: PLW0603  a process has one configuration, and listeners get nothing but a session
    _given = config
    return config


def settings() -> Settings:
    """The settings of this process, read from the environment unless somebody gave others."""
    return _given or use(Settings())
