"""Everything an operator may change. The defaults run the whole region on one laptop."""

from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

ROOT = Path(__file__).resolve().parent.parent
SECRETS = Path("/run/secrets")  # where container engines mount them, one file each
UNSAFE_SECRET = "only-for-development"  # noqa: S105  production refuses it, see below


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
    public_url: str = "http://localhost:8000"
    database_url: str = "sqlite:///var/viveiro.db"
    database_password: SecretStr | None = None
    secret_key: SecretStr = SecretStr(UNSAFE_SECRET)
    files_url: str = "file:var/files"
    mail_url: str = "file:var/mail"
    mail_from: str = "Viveiro <no-reply@viveiro.invalid>"
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    body_limit: int = Field(default=12 * 1024 * 1024, description="Bytes a request may carry.")
    upload_limit: int = Field(default=10 * 1024 * 1024, description="Bytes an uploaded file may have.")
    drain_seconds: float = Field(default=0, description="How long to answer 503 on /readyz before stopping.")
    trusted_proxies: str = Field(default="127.0.0.1", description="Addresses whose X-Forwarded-* we believe.")
    zone: str = Field(default="Europe/Lisbon", description="Where the region's days begin: an IANA time zone.")
    dns_server: str | None = Field(default=None, description="host:port of a resolver; the system's when absent.")
    session_idle_days: int = 14
    session_days: int = 90
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
