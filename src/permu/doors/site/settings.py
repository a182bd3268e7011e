"""The office's settings. A deployment says what differs in the environment.

`PERMU_DATA` (the folder of the SQLite database, the files received and the results; `./var`),
`DATABASE_URL` (PostgreSQL instead of SQLite; on another machine with `sslmode=verify-full`), `ALLOWED_HOSTS` (comma-separated, besides localhost),
`PERMU_HTTPS=1` (served over HTTPS: secure cookies, HSTS; `PERMU_HSTS_SUBDOMAINS=0` where names below
the office's are served without; `PERMU_PROXY`, the addresses of the reverse proxy, else this machine), `SECRET_KEY` (else kept in `PERMU_DATA`),
`PERMU_DIGEST` (`sha256`, or `sm3` where the national ciphers are demanded), `PERMU_HEADS` (a file on
another disk that gets the head of every publication), `PERMU_CLAMD` (a virus scanner: `unix:/path` or `localhost:port`),
`PERMU_SYSLOG` (who gets the audit log's lines, too: `tls://host:6514` or `unix:/dev/log`),
`DEBUG=1` (development only). Secrets come from systemd's credentials or files named by `PERMU_…_FILE` first:
`permu.register.vault` lists them.

Of signing in: `PERMU_PASSWORDS` (`dengbao`: 3 of 4 kinds of signs, change after `PERMU_PASSWORD_DAYS`,
90 or else 1 to 180, none of the last 5 again; or `asvs`: length alone), `PERMU_PASSWORD_LENGTH` (12, 8 at
least; of `asvs` 15), `PERMU_IDLE_MINUTES` (30; 5 to 60), `PERMU_SESSIONS` (3 at a time for one account),
`PERMU_SECOND_FACTOR` (whom it is demanded of: `optional`, nobody; `office`, all but enterprises; `everyone`).
Of signing in by an identity provider: `PERMU_OIDC_ISSUER`, `PERMU_OIDC_CLIENT_ID`, `PERMU_OIDC_CLIENT_SECRET`,
and, if need be, `PERMU_OIDC_CLAIM` (`sub`), `PERMU_OIDC_LABEL` (what the button says), `PERMU_OIDC_ACR` (one of these
is demanded), `PERMU_OIDC_TWO_FACTORS` (the `acr` or `amr` that stand for two factors).
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from permu.doors.site.oidc.provider import provider_of
from permu.doors.site.postgres import refuse_in_the_clear
from permu.doors.site.sqlite_library import use_sound_sqlite
from permu.register.factors.policy import demand_of
from permu.register.passwords.profiles import UnsoundRulesError, profile_of, whole
from permu.register.vault import secret, with_secrets

HERE = Path(__file__).parent
PERMU_DATA = Path(os.environ.get("PERMU_DATA", "var")).resolve()
PERMU_DATA.mkdir(parents=True, exist_ok=True)
SQLITE_VERSION = use_sound_sqlite()


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made on the first start, readable by its owner only."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text("ascii")


SECRET_KEY = secret("secret-key", os.environ) or _kept_secret(PERMU_DATA / "secret-key")
DEBUG = os.environ.get("DEBUG") == "1"
PERMU_DIGEST = os.environ.get("PERMU_DIGEST", "sha256")
if PERMU_DIGEST not in ("sha256", "sm3"):
    raise ImproperlyConfigured("PERMU_DIGEST is sha256 or sm3")
PERMU_HEADS = os.environ.get("PERMU_HEADS", "")
PERMU_CLAMD = os.environ.get("PERMU_CLAMD", "")
PERMU_SYSLOG = os.environ.get("PERMU_SYSLOG", "")
HTTPS = os.environ.get("PERMU_HTTPS") == "1"
PERMU_PROXY = os.environ.get("PERMU_PROXY", "127.0.0.1,::1").split(",")
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, os.environ.get("ALLOWED_HOSTS", "").split(",")),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "permu.register",
    "permu.evaluations",
    "permu.doors.site",
]
MIDDLEWARE = [
    "permu.doors.site.middleware.behind_the_proxy",
    "permu.doors.site.middleware.programs_apart",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "permu.doors.site.middleware.session_rules",
    "permu.doors.site.rights.gate.Gate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "permu.doors.site.once.Once",
    "permu.doors.site.scanned.Scanned",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "permu.doors.site.urls"
WSGI_APPLICATION = "permu.doors.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "permu.register.templatetags.once",
            ],
        },
    }
]

_URL = secret("database-url", os.environ)
DATABASES = {"default": dj_database_url.parse(_URL, conn_max_age=60) if _URL else {}}
if not _URL:
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(PERMU_DATA / "permu.sqlite3"),
        "OPTIONS": {
            "timeout": 20,
            # a transaction that reads, then writes, must not find another writer in between
            "transaction_mode": "IMMEDIATE",
            # FULL: what was answered "done" outlives a power cut
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
        },
        "TEST": {"NAME": str(PERMU_DATA / "test.sqlite3")},  # a file: threads share it
    }
refuse_in_the_clear(DATABASES["default"], os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "register.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
try:
    PERMU_PASSWORD_PROFILE = profile_of(os.environ)
    PERMU_IDLE_MINUTES = whole(os.environ, "PERMU_IDLE_MINUTES", 30, least=5, most=60)
    PERMU_SESSIONS = whole(os.environ, "PERMU_SESSIONS", 3, least=1, most=100)
except UnsoundRulesError as unsound:
    raise ImproperlyConfigured(*unsound.args) from unsound
PERMU_SECOND_FACTOR = demand_of(os.environ)
PERMU_OIDC = provider_of(with_secrets(os.environ))
AUTH_PASSWORD_VALIDATORS = PERMU_PASSWORD_PROFILE.validators
PASSWORD_HASHERS = [
    "permu.register.passwords.hashing.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts from before: hashed anew at sign-in
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
AXES_FAILURE_LIMIT = 5
PERMU_LOCKED_MINUTES = 15
AXES_COOLOFF_TIME = timedelta(minutes=PERMU_LOCKED_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger cannot lock others out
AXES_LOCKOUT_CALLABLE = "permu.doors.site.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = [  # what stands in no note of a failure
    "username", "ip_address", "old_password", "new_password1", "new_password2", "code", "recovery",
    "csrfmiddlewaretoken", "seed",
]  # fmt: skip
SESSION_COOKIE_AGE = PERMU_IDLE_MINUTES * 60  # idle; `session_rules` moves it on
SESSION_LONGEST = 12 * 3600  # seconds from sign-in, whatever happens
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
LANGUAGE_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # in no cookie
CSRF_FAILURE_VIEW = "permu.doors.site.views.form_expired"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and os.environ.get("PERMU_HSTS_SUBDOMAINS", "1") == "1"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^api/"]  # a program that asks in the clear is refused, not led on
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PERMU_DATA / "locale"]  # compiled here from the .po files of `locale/`
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True  # served as installed: no collectstatic step
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 30
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # the office's domain is not ours to put on the browsers' lists
]
