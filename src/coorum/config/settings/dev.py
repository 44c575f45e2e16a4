"""`./coorum run`: one box, plain HTTP, letters into a folder."""

from coorum.config.settings.base import *  # noqa: F403

DEBUG = False
COORUM_SCHEME = "http"
COORUM_PAYMENTS = "sandbox"
