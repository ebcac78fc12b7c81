"""Settings from the environment, checked before anything starts."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

MIN_SECRET_LENGTH = 32


class SettingError(Exception):
    """A setting is wrong; the message is one sentence that names it."""


@dataclass(frozen=True)
class Settings:
    """Everything the portal reads from its environment, valid by construction."""

    data_dir: Path
    environment: str
    secret_key: str
    database_url: str
    redis_url: str | None
    mail_url: str | None
    mail_from: str
    base_url: str
    host: str
    port: int
    threads: int
    idle_minutes_volunteers: int
    session_hours: int
    model_dir: Path | None
    classifier_enabled: bool
    trusted_proxies: int
    branding_dir: Path | None
    contact_keys: tuple[str, ...]

    @property
    def production(self) -> bool:
        """Whether this is the live service: demo accounts refused, cookies secure."""
        return self.environment == "production"

    @property
    def sqlite(self) -> bool:
        """Whether the embedded database is in use."""
        return self.database_url.startswith("sqlite")


#: name -> what it does; the README's table and this one are compared by a test.
DOCUMENTED = {
    "PORTAL_DATA_DIR": "Folder that holds everything written (default instance/).",
    "PORTAL_ENV": "development or production; production refuses demo accounts.",
    "SECRET_KEY": "At least 32 characters; made and kept in the data folder in development.",
    "DATABASE_URL": "postgresql://… for PostgreSQL; empty means SQLite in the data folder.",
    "REDIS_URL": "redis://… or unix://… to wake workers by Redis; empty means an SQLite file.",
    "MAIL_URL": "smtp://user:password@host:port or smtps://…; empty keeps mail in the outbox.",
    "MAIL_FROM": "The sender's address of every mail.",
    "PORTAL_BASE_URL": "The public address, used in mails and feeds.",
    "HOST": "Address to listen on (default 127.0.0.1).",
    "PORT": "Port to listen on (default 8000).",
    "WEB_THREADS": "Threads of the web process, 1 to 64 (default 8).",
    "SESSION_IDLE_MINUTES_VOLUNTEERS": "Minutes without a click, for volunteers (default 15).",
    "SESSION_HOURS": "Hours after which every sign-in ends (default 12).",
    "MODEL_DIR": "Folder of another reading model.",
    "CLASSIFIER": "on or off; off leaves every item to people.",
    "TRUSTED_PROXIES": "How many proxies in front set X-Forwarded-* (default 0).",
    "BRANDING_DIR": "Folder with an organisation's own logo and style, added at deployment.",
    "PORTAL_CONTACT_KEYS": "Keys for contact details, the newest first, with commas between.",
}


def load(environ: Mapping[str, str]) -> Settings:
    """Read and check the settings in `environ`.

    Returns a `Settings`; creates the data folder. Raises `SettingError` naming the setting.
    """
    environment = _choice(environ, "PORTAL_ENV", ("development", "production"))
    data_dir = _data_dir(environ)
    port = _number(environ, "PORT", 8000, 1, 65535)
    host = environ.get("HOST") or "127.0.0.1"
    return Settings(
        data_dir=data_dir,
        environment=environment,
        secret_key=_secret_key(environ, data_dir, environment),
        database_url=_database_url(environ, data_dir),
        redis_url=_url(environ, "REDIS_URL", ("redis", "rediss", "unix")),
        mail_url=_url(environ, "MAIL_URL", ("smtp", "smtps")),
        mail_from=_sender(environ),
        base_url=(
            _url(environ, "PORTAL_BASE_URL", ("http", "https")) or f"http://{host}:{port}"
        ).rstrip("/"),
        host=host,
        port=port,
        threads=_number(environ, "WEB_THREADS", 8, 1, 64),
        idle_minutes_volunteers=_number(environ, "SESSION_IDLE_MINUTES_VOLUNTEERS", 15, 1, 720),
        session_hours=_number(environ, "SESSION_HOURS", 12, 1, 24),
        model_dir=_folder(environ, "MODEL_DIR"),
        classifier_enabled=_choice(environ, "CLASSIFIER", ("on", "off")) == "on",
        trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0, 0, 10),
        branding_dir=_folder(environ, "BRANDING_DIR"),
        contact_keys=_contact_keys(environ, data_dir, environment),
    )


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise SettingError(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def _number(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit()) or not low <= int(text) <= high:
        raise SettingError(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)


def _url(environ: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    value = environ.get(name)
    if not value:
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme == "unix" or bool(parts.hostname and parts.port != 0)
    except ValueError:  # brackets or a port that nobody can read
        raise SettingError(f"{name} is not an address.") from None
    if parts.scheme not in schemes:
        raise SettingError(f"{name} must begin with {' or '.join(s + '://' for s in schemes)}.")
    if not usable:
        raise SettingError(f"{name} names no host.")
    return value


def _sender(environ: Mapping[str, str]) -> str:
    value = environ.get("MAIL_FROM") or "feedback@portal.example"
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or not value.isprintable():
        raise SettingError(f"MAIL_FROM must be an email address, not {value!r}.")
    return value


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name)
    if not value:
        return None
    if not Path(value).is_dir():
        raise SettingError(f"{name} names a folder that does not exist: {value!r}.")
    return Path(value).resolve()


def _data_dir(environ: Mapping[str, str]) -> Path:
    path = Path(environ.get("PORTAL_DATA_DIR") or "instance").resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
        # a name of its own: the processes of one portal start at the same moment
        TemporaryFile(dir=path).close()
    except OSError as error:
        raise SettingError(f"PORTAL_DATA_DIR cannot be written: {path} ({error}).") from error
    return path


def _database_url(environ: Mapping[str, str], data_dir: Path) -> str:
    value = environ.get("DATABASE_URL")
    if not value:
        return f"sqlite:///{data_dir / 'portal.sqlite3'}"
    if value.startswith("postgres://"):
        value = "postgresql://" + value.removeprefix("postgres://")
    if value.startswith("postgresql://"):
        value = "postgresql+psycopg://" + value.removeprefix("postgresql://")
    if not value.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise SettingError("DATABASE_URL must begin with postgresql:// or sqlite:///.")
    try:
        make_url(value)
    except (ArgumentError, ValueError):
        raise SettingError("DATABASE_URL is not an address.") from None
    return value


def _secret_key(environ: Mapping[str, str], data_dir: Path, environment: str) -> str:
    value = environ.get("SECRET_KEY")
    if value:
        if len(value) < MIN_SECRET_LENGTH:
            raise SettingError(f"SECRET_KEY must have at least {MIN_SECRET_LENGTH} characters.")
        return value
    if environment == "production":
        raise SettingError("SECRET_KEY must be set when PORTAL_ENV is production.")
    path = data_dir / "secret_key"
    value = _kept(path, secrets.token_urlsafe(48))
    if len(value) < MIN_SECRET_LENGTH:
        raise SettingError(f"SECRET_KEY is missing and the key kept in {path} is too short.")
    return value


def _contact_keys(environ: Mapping[str, str], data_dir: Path, environment: str) -> tuple[str, ...]:
    value = environ.get("PORTAL_CONTACT_KEYS")
    if not value and environment == "production":
        raise SettingError("PORTAL_CONTACT_KEYS must be set when PORTAL_ENV is production.")
    value = value or _kept(data_dir / "contact_keys", Fernet.generate_key().decode())
    keys = tuple(key.strip() for key in value.split(",") if key.strip())
    if not keys or not all(_is_key(key) for key in keys):
        raise SettingError(
            "PORTAL_CONTACT_KEYS must hold keys of 32 random bytes in URL-safe base 64, "
            "with commas between them."
        )
    return keys


def _is_key(key: str) -> bool:
    try:
        Fernet(key)
    except (ValueError, TypeError):
        return False
    return True


def _kept(path: Path, made: str) -> str:
    """The key of a development machine, made once; exclusive creation lets one process win."""
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(made)
    except FileExistsError:
        pass
    return path.read_text().strip()
