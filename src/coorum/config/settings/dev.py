"""`./coorum run`: one box, plain HTTP, letters into a folder."""

from coorum.config.settings.base import *  # noqa: F403

DEBUG = False
COORUM_SCHEME = "http"
COORUM_NEIGHBOURS = ["127.0.0.1"]
COORUM_PAYMENTS = "sandbox"
COORUM_BANK_ACCOUNT = COORUM_BANK_ACCOUNT or "見本銀行 本店営業部 普通 0000000"  # noqa: F405
