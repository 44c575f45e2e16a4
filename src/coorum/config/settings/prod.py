"""Production: HTTPS in front of us, cookies bound to their host."""

from coorum.config import environment as env
from coorum.config.settings.base import *  # noqa: F403

DEBUG = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.number("COORUM_TRUSTED_PROXIES", 0) else None
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

# A folder of letters is for development: whoever can write into it could speak for anybody.
COORUM_INBOX_FOLDER = ""
