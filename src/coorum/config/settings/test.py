"""Tests: the application's own role on a real PostgreSQL, a fast password hasher, letters in memory."""

import os
import tempfile
from pathlib import Path

_folder = Path(tempfile.gettempdir()) / f"coorum-test-{os.getpid()}"
os.environ.setdefault("COORUM_DATABASE_URL", "postgresql://coorum_app@/coorum")
os.environ.setdefault("COORUM_DATA", str(_folder))
os.environ.setdefault("COORUM_SECRET_KEY", "tests-only-tests-only-tests-only-tests-only")
os.environ.setdefault("COORUM_MODE", "test")

from coorum.config.settings.base import *  # noqa: E402, F403

DEBUG = False
COORUM_PROVIDER_HOST = "provider.test"
COORUM_DNS = ["127.0.0.1:9"]  # nobody answers there: tests that ask bring a server of their own
COORUM_SIGN_INS_A_SECOND = 10_000
PASSWORD_HASHERS = ["coorum.accounts.passwords.FastHasherForTests"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
CACHES = {
    "default": {"BACKEND": "coorum.base.shared_cache.SharedCache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "local"},
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
COORUM_SCHEME = "http"
COORUM_PAYMENTS = "sandbox"
COORUM_BANK_ACCOUNT = "見本銀行 本店営業部 普通 0000000"

# What a test has just changed, its next page shows.
COORUM_PATIENCE = 0
