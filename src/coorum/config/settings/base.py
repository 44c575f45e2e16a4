"""Settings that hold everywhere. What a deployment decides comes from the environment (docs/settings.md lists it)."""

import os
from pathlib import Path

from django.utils.csp import CSP

from coorum.config import environment as env
from coorum.config import logs

PACKAGE = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    # doors
    "coorum.commands",
    "coorum.portal",
    "coorum.signin",
    "coorum.console",
    "coorum.desk",
    "coorum.embed",
    "coorum.api",
    # hallway
    "coorum.web",
    # rooms, from the top
    "coorum.demo",
    "coorum.promises",
    "coorum.enquiries",
    "coorum.integrations",
    "coorum.community",
    "coorum.privacy",
    "coorum.openid",
    "coorum.provision",
    "coorum.moderation",
    "coorum.search",
    "coorum.organisation",
    "coorum.notices",
    "coorum.customers",
    "coorum.linking",
    "coorum.inviting",
    "coorum.profiles",
    "coorum.factors",
    "coorum.accounts",
    "coorum.consent",
    "coorum.sites",
    # cellar
    "coorum.base",
    "coorum.base.ledger",
    # libraries
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "coorum.web.middleware.Health",
    "coorum.web.certificates.Ask",
    "coorum.web.cookies.OnlyRegistered",
    "coorum.api.middleware.Api",
    "coorum.api.middleware.Counted",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "coorum.signin.counting.CountFirst",
    "coorum.web.middleware.UnitOfWork",
    "coorum.web.middleware.AtHome",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "coorum.web.middleware.SessionHost",
    "coorum.web.middleware.Language",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coorum.web.middleware.Viewer",
    "coorum.web.middleware.BeforeOpening",
    "coorum.web.middleware.Refusals",
    "coorum.web.away.NobodyIsNamed",
]

ROOT_URLCONF = "coorum.config.urls"
WSGI_APPLICATION = "coorum.config.wsgi.application"
APPEND_SLASH = True

DATABASES = {"default": env.database("COORUM_DATABASE_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts of tries must be shared by all web processes, so the default cache is a table.
CACHES = {
    "default": {"BACKEND": "coorum.base.shared_cache.SharedCache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

TEMPLATES = [
    {
        "BACKEND": "coorum.web.jinja.Pages",
        "NAME": "jinja2",
        "DIRS": [PACKAGE / room / "templates" for room in ("web", "portal", "signin", "console", "desk", "embed")],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "coorum.web.jinja.environment",
            "context_processors": ["coorum.web.jinja.page"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# How old, in seconds, what a reader sees of a site itself may be: its name, its colours, whether it is open.
COORUM_PATIENCE = 1.0

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = sorted(PACKAGE.glob("*/locale"))
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATICFILES_FINDERS = ["coorum.web.bundles.BundleFinder", "django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["coorum.accounts.backends.Backend"]
PASSWORD_HASHERS = ["coorum.accounts.passwords.Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
]

SESSION_ENGINE = "coorum.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "coorum.signin.frame.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LANGUAGE_COOKIE_NAME = "language"

# Hosts are checked against the table of domains (web/middleware.py): an unknown host gets no page at all.
ALLOWED_HOSTS = ["*"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "connect-src": [CSP.SELF, *env.origins("COORUM_LIVE_URL")],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "coorum.web.uploads.Bounded"]

LOGIN_URL = "signin:login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "coorum.signin.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Codes: eight digits (27 bits), three tries, ten minutes (ASVS 6.5).
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
# Tries at a password are counted by signin/counting.py, before the request's transaction. What is left to allauth: letters,
# codes, and guesses at a second factor (`login_failed`). `ip` is the visitor's network address, `key` an address or a person.
ACCOUNT_RATE_LIMITS = {
    "signup": None,
    "login": None,
    "login_failed": "10/m/ip,5/5m/key",
    "confirm_email": "3/m/key,10/h/key",
    "reset_password": "10/m/ip,5/10m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# How many passwords a second browsers that never signed in here may have hashed, all together (a hash takes some 35 ms).
COORUM_SIGN_INS_A_SECOND = env.number("COORUM_SIGN_INS_A_SECOND", 3 * (os.cpu_count() or 1))
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("COORUM_TRUSTED_PROXIES", 0)

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

MAILERS = {"default": env.mailer()}
DEFAULT_FROM_EMAIL = COORUM_MAIL_FROM = env.text("COORUM_MAIL_FROM", "coorum <no-reply@coorum.example>")

# Letters that are taken in from a folder (development); a mail server is read at enquiries/clients/mailbox.py.
COORUM_INBOX_FOLDER = env.text("COORUM_INBOX_FOLDER", "")

COORUM_MODE = env.text("COORUM_MODE", "prod")
LOGGING = logs.configuration(COORUM_MODE)
COORUM_DATA = Path(env.text("COORUM_DATA", ".data")).absolute()
COORUM_FILES = Path(env.text("COORUM_FILES", str(COORUM_DATA / "files")))
COORUM_TOMBSTONES = Path(env.text("COORUM_TOMBSTONES", str(COORUM_DATA / "tombstones")))
COORUM_KEYS = Path(env.text("COORUM_KEYS", str(COORUM_DATA / "keys")))
COORUM_PROVIDER_HOST = env.text("COORUM_PROVIDER_HOST", "localhost:8000")
COORUM_SCHEME = "https"
# Toys of a development machine or a test that are called over plain HTTP (base/calling.py). Never anything in production.
COORUM_NEIGHBOURS: list[str] = []
COORUM_OWN_HOSTS = env.text("COORUM_OWN_HOSTS", "").split()
COORUM_DNS = env.text("COORUM_DNS", "").split()
COORUM_PAYMENTS = env.text("COORUM_PAYMENTS", "")
COORUM_BANK_ACCOUNT = env.text("COORUM_BANK_ACCOUNT", "")
COORUM_LIVE_URL = env.text("COORUM_LIVE_URL", "/live/")
COORUM_NOTICE_DAYS = env.number("COORUM_NOTICE_DAYS", 30)
COORUM_BREACHES_URL = env.text("COORUM_BREACHES_URL", "")
COORUM_TSA_URL = env.text("COORUM_TSA_URL", "")
COORUM_TSA_ROOTS = env.text("COORUM_TSA_ROOTS", "")
COORUM_TSA_POLICY = env.text("COORUM_TSA_POLICY", "")
COORUM_WITNESS_URL = env.text("COORUM_WITNESS_URL", "")
COORUM_WITNESS_KEY = env.text("COORUM_WITNESS_KEY", "")
COORUM_WITNESS_MINUTES = env.number("COORUM_WITNESS_MINUTES", 5)
STATIC_ROOT = COORUM_DATA / "static"
SECRET_KEY = env.secret("COORUM_SECRET_KEY", COORUM_KEYS / "django.secret")
