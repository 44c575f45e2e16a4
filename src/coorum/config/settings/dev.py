"""`./coorum run`: one box, plain HTTP, letters into a folder."""

from coorum.config.settings.base import *  # noqa: F403

DEBUG = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
COORUM_SCHEME = "http"
