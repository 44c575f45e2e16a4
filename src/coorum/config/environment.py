"""What a deployment decides, read from the environment: typed readers, one line each in docs/settings.md."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict


@dataclass(frozen=True)
class Setting:
    """One environment variable: what it means and what holds without it."""

    name: str
    meaning: str
    default: str


SETTINGS = [
    Setting("COORUM_MODE", "`dev` for `./coorum run`, `prod` elsewhere, `test` in tests.", "prod"),
    Setting("COORUM_DATABASE_URL", "The database, as the application's role `coorum_app`.", "required"),
    Setting("COORUM_OWNER_DATABASE_URL", "The same database as `coorum_owner`; read by `migrate` only.", "—"),
    Setting("COORUM_DATA", "Folder for files, keys and development data.", ".data"),
    Setting("COORUM_FILES", "Folder of uploaded pictures.", "$COORUM_DATA/files"),
    Setting(
        "COORUM_KEYS",
        "Folder of the key ring: `signing.pem`, `fields.json`, `django.secret`.",
        "$COORUM_DATA/keys",
    ),
    Setting(
        "COORUM_TOMBSTONES",
        "Folder, best on another disk, of what was erased: read after a restore (docs/operate).",
        "$COORUM_DATA/tombstones",
    ),
    Setting("COORUM_SECRET_KEY", "Django's secret key, where it is not a file in the key folder.", "file"),
    Setting(
        "COORUM_SIGNING_KEY", "The Ed25519 key (PEM) that signs heads and receipts, instead of `signing.pem`.", "file"
    ),
    Setting("COORUM_FIELD_KEYS", "The ring of field keys (JSON), instead of `fields.json`.", "file"),
    Setting("COORUM_PROVIDER_HOST", "Host (and port) of the provider: sign-in, desk, policies.", "localhost:8000"),
    Setting("COORUM_LIVE_URL", "Where browsers find the live events process.", "/live/"),
    Setting("COORUM_TRUSTED_PROXIES", "How many proxies in front of us set X-Forwarded-For and -Proto.", "0"),
    Setting(
        "COORUM_SIGN_INS_A_SECOND",
        "How many passwords a second browsers that never signed in here may have checked, all together.",
        "3 for each processor",
    ),
    Setting(
        "COORUM_BREACHES_URL",
        "A service of leaked passwords by ranges of hashes, such as `https://api.pwnedpasswords.com/range`; it gets five digits.",
        "nobody is asked",
    ),
    Setting("COORUM_MAIL_FROM", "Sender of all letters.", "coorum <no-reply@coorum.example>"),
    Setting("COORUM_BACKUP_KEY", "The key file that locks backups (`coorum backup`, `restore`, `doctor`).", "—"),
    Setting("COORUM_BACKUP_PASSPHRASE", "A passphrase that locks backups, instead of a key file.", "—"),
    Setting("COORUM_CHROMIUM", "Path of Chromium for the browser stories (tests).", "found on the path"),
    Setting("COORUM_SHOP_URL", "Where the demo's shop is shown (development).", "—"),
    Setting("COORUM_MAIL_FOLDER", "Write letters as .eml files here instead of sending them (development).", "—"),
    Setting(
        "COORUM_PAYMENTS",
        "Payment service for the fees of requests: empty for bank transfer only, `sandbox` for trying.",
        "empty",
    ),
    Setting("COORUM_BANK_ACCOUNT", "Bank account for the fees of requests, in one line.", "told on enquiry"),
    Setting("COORUM_SMTP_URL", "Mail server: `smtp://user:password@host:587?tls=1`. Read when a letter is sent.", "—"),
    Setting(
        "COORUM_OWN_HOSTS",
        "Hosts of machines that the provider runs itself (mail server, database), separated by spaces: no processors.",
        "—",
    ),
    Setting(
        "COORUM_DNS",
        "Resolvers asked about hosts of operators' own, separated by spaces: `192.0.2.53` or `127.0.0.1:5353`.",
        "those of the machine",
    ),
    Setting("COORUM_NOTICE_DAYS", "How many days beforehand a change of class N3 is announced, at least.", "30"),
    Setting("COORUM_TSA_URL", "A time-stamping authority (RFC 3161) that stamps what is published.", "not measured"),
    Setting("COORUM_TSA_ROOTS", "File of the certificates (PEM) that its stamps must lead to.", "—"),
    Setting("COORUM_TSA_POLICY", "The policy (OID) under which it must stamp.", "any"),
    Setting(
        "COORUM_WITNESS_URL",
        "A second machine that looks at published pages from outside (`python -m coorum.launch.witness`).",
        "not measured",
    ),
    Setting("COORUM_WITNESS_KEY", "The public key (hex) under which that machine signs what it saw.", "—"),
    Setting(
        "COORUM_WITNESS_MINUTES",
        "Minutes a version waits for its public proof before it takes effect, where a witness is set.",
        "5",
    ),
    Setting(
        "COORUM_IMAP_URL",
        "The mailbox of the published address: `imaps://user:password@host/INBOX` (docs/operate/mailbox.md).",
        "—",
    ),
    Setting("COORUM_INBOX_FOLDER", "Take in letters from `.eml` files here (development).", "—"),
]


def text(name: str, default: str | None = None) -> str:
    """The variable's text. ImproperlyConfigured where it is missing and has no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. docs/settings.md says what it means.")
    return value


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def secret(name: str, file: Path) -> str:
    """A secret from the environment, or from a file."""
    value = os.environ.get(name, "")
    if not value and file.is_file():
        value = file.read_text().strip()
    if len(value) < 32:
        raise ImproperlyConfigured(
            f"Put at least 32 characters into {name} or into the file django.secret of the key folder."
        )
    return value


def origins(name: str) -> list[str]:
    """The origin of an absolute address, for the content security policy; nothing for a path."""
    parts = urlsplit(os.environ.get(name, ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def database(name: str) -> dict[str, object]:
    """Django's database settings from a PostgreSQL address (socket folder or host)."""
    given = conninfo_to_dict(text(name))
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings: dict[str, object] = {key: str(given.pop(part, "") or "") for part, key in known.items()}
    return {
        **settings,
        "ENGINE": "coorum.base.postgres",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**given, "application_name": "coorum", "prepare_threshold": 5},
    }


def mailer() -> dict[str, object]:
    """Where letters go: a folder (development), a mail server, or nowhere but an error."""
    folder = os.environ.get("COORUM_MAIL_FOLDER")
    if folder:
        return {"BACKEND": "coorum.base.mailfolder.FolderBackend", "OPTIONS": {"folder": folder}}
    return {"BACKEND": "coorum.base.relay.Relay"}
