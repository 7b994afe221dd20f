"""All settings, in one file. Values come from the environment; `docs/operations.md` lists the variables.

Without DATABASE_URL and REDIS_URL the portal uses the embedded PostgreSQL and Valkey of a first run
(`fce_portal/embedded/`); with them it never starts a service of its own.
"""

import os
from pathlib import Path
from urllib.parse import unquote

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from fce_portal import embedded, logs, secret_key, sign_on_settings
from fce_portal.secret_files import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# ------------------------------------------------------------------ the place it runs in
PORTAL_VAR = Path(env("PORTAL_VAR", default=str(BASE_DIR / "var"))).resolve()
PORTAL_PORT = env.int("PORTAL_PORT", default=8000)
PRODUCTION = env.bool("PORTAL_PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)


def required(name):
    """The value of a variable that production cannot do without."""
    value = env(name, default="")
    if PRODUCTION and not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: PORTAL_PRODUCTION needs it.")
    return value


SECRET_KEY = required("SECRET_KEY") or secret_key.kept_in(PORTAL_VAR)
# Keys of before, while a key is being changed (docs/operations.md): what they signed and sealed is still good.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [host for host in required("ALLOWED_HOSTS").split(",") if host] or ["127.0.0.1", "localhost", "[::1]"]

# ------------------------------------------------------------------ applications
INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "csp",
    "district",
    "indicators",
    "plans",
    "partnerships",
    "governance",
    "fce_portal",
]
AUTH_USER_MODEL = "district.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "fce_portal.urls"
WSGI_APPLICATION = "fce_portal.wsgi.application"

MIDDLEWARE = [
    "fce_portal.logs.RequestLogMiddleware",
    "fce_portal.measuring.MeasuringMiddleware",
    "fce_portal.headers.PermissionsMiddleware",
    "fce_portal.proxies.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before static files, so that these carry the policy as well
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages; it hides the length, and form tokens differ each time (BREACH)
    "fce_portal.public.caching.PublicSiteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "district.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fce_portal.maintenance_page.MaintenanceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "district.middleware.AccountMiddleware",
    "district.middleware.AccessMiddleware",
    "district.middleware.FreeTextMiddleware",
    "district.middleware.HistoryMiddleware",
    "fce_portal.replica.middleware.ReadingMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "fce_portal.context_processors.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# ------------------------------------------------------------------ database, broker
# Unset, both name the embedded services of PORTAL_VAR, whether they run or not (`embedded.ensure()` starts them).
DATABASE_URL = required("DATABASE_URL") or embedded.database_url(PORTAL_VAR)
REDIS_URL = required("REDIS_URL") or embedded.redis_url(PORTAL_VAR)
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])  # the folder of a Unix socket is quoted in a URL
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A pool stands between the portal and PostgreSQL and gives a connection for one transaction (PgBouncer: docs/scale.md).
# Nothing may be left on a connection, and none is kept here, as the pool keeps them.
DATABASE_POOLED = env.bool("DATABASE_POOLED", default=False)
if DATABASE_POOLED:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=0)
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
# PostgreSQL itself, past the pool: backups hold a lock and a view of the database over many statements, and make
# databases beside the portal's own (fce_portal/backup/).
DATABASE_DIRECT_URL = env("DATABASE_DIRECT_URL", default="")
DIRECT_ALIAS = "direct" if DATABASE_DIRECT_URL else "default"
if DATABASE_DIRECT_URL:
    DATABASES["direct"] = env.db_url_config(DATABASE_DIRECT_URL) | {"TEST": {"MIRROR": "default"}}
    DATABASES["direct"]["HOST"] = unquote(DATABASES["direct"]["HOST"])
# A streaming replica of the database, for pages that only read (fce_portal/replica/); empty: there is none.
REPLICA_URL = env("REPLICA_URL", default="")
REPLICA_LAG_SECONDS_MAX = env.float("REPLICA_LAG_SECONDS_MAX", default=5.0)  # older, and the primary answers
REPLICA_WAIT_SECONDS = env.float("REPLICA_WAIT_SECONDS", default=0.05)  # that a page gives it to catch up
REPLICA_RETRY_SECONDS = env.float("REPLICA_RETRY_SECONDS", default=10.0)  # that it is left alone after it failed
if REPLICA_URL:
    DATABASES["replica"] = DATABASES["default"] | env.db_url_config(REPLICA_URL)
    DATABASES["replica"]["HOST"] = unquote(DATABASES["replica"]["HOST"])
    # Whoever waits for a machine that is gone waits this long, once: then it is left alone for a while.
    DATABASES["replica"]["OPTIONS"] = {"connect_timeout": 2, "tcp_user_timeout": 5000} | DATABASES["replica"].get(
        "OPTIONS", {}
    )
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["fce_portal.replica.router.ReplicaRouter"]
CELERY_BROKER_URL = embedded.broker_url(REDIS_URL)
# Failed sign-ins are counted here, by all web processes together. In the database, so that people can sign in while
# Redis is down, and a flush of Redis opens no lock.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # It holds who tried to sign in how often. Of more entries than these a third is thrown away, whatever they say:
        # with Django's 300, a hundred people who sign in at once would open an account that wrong passwords had closed.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # Parts of the page's frame (`{% cache … using="process" %}`): each depends on nothing but what stands in its key.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "frame", "TIMEOUT": None},
}

# ------------------------------------------------------------------ language, time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["fce_portal.formats"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "America/New_York"
USE_TZ = True

# ------------------------------------------------------------------ files
STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(PORTAL_VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(PORTAL_VAR / "media")))
STORAGES = {
    "default": {"BACKEND": "fce_portal.durable_files.DurableFileStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "whitenoise.storage.CompressedStaticFilesStorage"
    },
}
# `prepare` collects and compresses static files at each start; where it has not run they are served as they lie.
WHITENOISE_USE_FINDERS = not PRODUCTION and not (STATIC_ROOT / "css" / "portal.css").exists()
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 400  # a year of the state's portal is about 350 files
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# ------------------------------------------------------------------ jobs
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
# A page that cannot reach the broker is not to wait for it: one try, one second.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 7200,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for as long as it takes
CELERY_TIMEZONE = TIME_ZONE
# Bringing figures up to date takes moments and is never to wait behind imports: a queue of its own, and a process that
# takes nothing else. It is a thread, not a forked child: one small process, and it answers its health check meanwhile.
CELERY_TASK_ROUTES = {"indicators.tasks.refresh_stale_cells": {"queue": "rollups"}}
# At least two, so that a long import does not keep all other jobs waiting.
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=max(2, min(4, os.cpu_count() or 1)))
# After so many seconds without a sign of life a job is taken from its worker and done anew.
JOB_LOST_SECONDS = env.int("JOB_LOST_SECONDS", default=300)
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "fce_portal.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(PORTAL_VAR / "beat-schedule")
# Where the district's own system leaves its staff file (docs/operations.md); empty: people bring it by hand.
STAFF_FOLDER = env("STAFF_FOLDER", default="")
# Backups (docs/operations.md): each night into this folder; without one there are none, and administrators are told.
BACKUP_FOLDER = env("BACKUP_FOLDER", default="" if PRODUCTION else str(PORTAL_VAR / "backups"))
BACKUP_HOUR = env.int("BACKUP_HOUR", default=3)
BACKUP_KEEP_DAILY = env.int("BACKUP_KEEP_DAILY", default=7)
BACKUP_KEEP_WEEKLY = env.int("BACKUP_KEEP_WEEKLY", default=5)
BACKUP_KEEP_MONTHLY = env.int("BACKUP_KEEP_MONTHLY", default=12)
BACKUP_TRIAL_DAYS = env.int("BACKUP_TRIAL_DAYS", default=7)
CELERY_BEAT_SCHEDULE = {
    # The bell may be lost (Redis flushed or stopped); the queue, in PostgreSQL, is not. This finds what was missed.
    "refresh-stale-cells": {
        "task": "indicators.tasks.refresh_stale_cells",
        "schedule": 30.0,
        "options": {"expires": 30},  # calls that no worker took do not pile up
    },
    "take-school-names-in-force": {"task": "district.tasks.take_names_in_force", "schedule": crontab(hour=0, minute=5)},
    "mark-milestones-due": {"task": "plans.tasks.mark_milestones_due", "schedule": crontab(hour=0, minute=10)},
    "settle-council-models": {"task": "governance.tasks.settle_models", "schedule": crontab(hour=0, minute=15)},
    "settle-duties": {"task": "governance.tasks.settle_duties", "schedule": 600.0, "options": {"expires": 600}},
    "tend-meeting-notices": {"task": "governance.tasks.tend_meeting_notices", "schedule": crontab(hour=4, minute=20)},
    "settle-feedback": {"task": "partnerships.tasks.settle_feedback", "schedule": crontab(hour=0, minute=20)},
    "make-due-packets": {"task": "indicators.tasks.make_due_packets", "schedule": crontab(hour=5, minute=10)},
    "verify-rollups": {"task": "indicators.tasks.verify_rollups", "schedule": crontab(hour=4, minute=30)},
    "seal-audit": {"task": "district.tasks.seal_audit", "schedule": 60.0, "options": {"expires": 60}},
    # Apart from the backup: both read everything, and one would make the other slow.
    "verify-audit": {
        "task": "district.tasks.verify_audit",
        "schedule": crontab(hour=5 if BACKUP_HOUR not in (4, 5) else 3, minute=30),
    },
    "tend-jobs": {"task": "district.tasks.tend_jobs", "schedule": 60.0, "options": {"expires": 60}},
    "send-mails": {"task": "district.tasks.send_mails", "schedule": 60.0, "options": {"expires": 60}},
    "send-reminders": {
        "task": "plans.tasks.send_reminders",
        "schedule": crontab(hour=6, minute=30, day_of_week="1-5"),
    },
    "remind-of-duties": {
        "task": "governance.tasks.remind_of_duties",
        "schedule": crontab(hour=6, minute=35, day_of_week="1-5"),
    },
    "send-training-reminders": {
        "task": "governance.tasks.send_training_reminders",
        "schedule": crontab(hour=6, minute=35, day_of_week="1-5"),
    },
    "send-council-reminders": {
        "task": "governance.tasks.send_reminders",
        "schedule": crontab(hour=6, minute=35, day_of_week="1-5"),
    },
    "send-compact-reminders": {
        "task": "governance.tasks.send_compact_reminders",
        "schedule": crontab(hour=6, minute=35, day_of_week="1-5"),
    },
    "remind-of-agreements": {
        "task": "partnerships.tasks.remind_of_agreements",
        "schedule": crontab(hour=6, minute=35, day_of_week="1-5"),
    },
    "tend-evaluations": {
        "task": "partnerships.tasks.tend_evaluations",
        "schedule": crontab(hour=6, minute=35, day_of_week="1-5"),
    },
    "look-for-staff-file": {"task": "district.tasks.look_for_staff_file", "schedule": crontab(hour=5, minute=50)},
    "remind-of-access-reviews": {
        "task": "fce_portal.tasks.remind_of_access_reviews",
        "schedule": crontab(hour=6, minute=35, day_of_week="1-5"),
    },
    "send-view-mails": {
        "task": "indicators.tasks.send_view_mails",
        "schedule": crontab(hour=6, minute=50, day_of_week="1-5"),
    },
    "send-digests": {"task": "fce_portal.tasks.send_digests", "schedule": crontab(hour=7, minute=0, day_of_week="1-5")},
    "take-down-stories": {"task": "plans.tasks.take_down_stories", "schedule": crontab(hour=0, minute=25)},
    "sweep-drafts": {"task": "district.tasks.sweep_drafts", "schedule": crontab(hour=4, minute=40)},
    "sweep-evidence": {"task": "district.tasks.sweep_evidence", "schedule": crontab(hour=4, minute=50)},
    "scan-waiting-files": {
        "task": "district.tasks.scan_waiting_files",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "sweep-uploads": {"task": "partnerships.tasks.sweep_uploads", "schedule": crontab(hour=4, minute=55)},
    "watch-backups": {"task": "fce_portal.tasks.watch_backups", "schedule": crontab(minute=50)},
    "sweep-data-archives": {"task": "fce_portal.tasks.sweep_data_archives", "schedule": crontab(hour=4, minute=45)},
    "forget-old-mails": {"task": "district.tasks.forget_old_mails", "schedule": crontab(hour=4, minute=40)},
    "forget-old-sessions": {
        "task": "district.tasks.forget_old_sessions",
        "schedule": crontab(hour=4, minute=35),
    },
    "forget-old-runs": {"task": "district.tasks.forget_old_runs", "schedule": crontab(hour=4, minute=45)},
}
if BACKUP_FOLDER:  # at half past: 3:30 is the first moment after the clock change
    CELERY_BEAT_SCHEDULE["back-up"] = {
        "task": "fce_portal.tasks.back_up",
        "schedule": crontab(hour=BACKUP_HOUR, minute=30),
    }

MEASURES = "fce_portal.measures"  # the list of all measures; `indicators` reads it by this name
BOARD_CHANGES = "fce_portal.board_changes"  # what is new for the board; `indicators` reads it by this name
READING = "fce_portal.replica.choosing"  # from where a job reads; `district` reads it by this name
SCHOOL_PAGE = "fce_portal.public.school.of"  # what the public page of a school shows; `district` reads it by this name
PLAN_ADVICE = "governance.advice.of_plan"  # where a council decided its advice; `plans` reads it by this name
INDICATOR_AIMS = "fce_portal.aims"  # the list of what may aim at an indicator; `indicators` reads it by this name
PACKET_SECTIONS = "fce_portal.packets"  # the list of what a board packet may hold; `indicators` reads it by this name
JOBS = "fce_portal.jobs"  # the list of all kinds of jobs; `district` reads it by this name
RECORD_NAMES = (
    "fce_portal.record_names"  # what the audit trail calls kinds of records; `district` reads it by this name
)
SCHOOL_CHANGES = "fce_portal.school_change_parts"  # what a school that closes means in each room, read in the same way
YEAR_PARTS = "fce_portal.year_parts"  # what a new school year means in each room, read in the same way
NOTICES = "fce_portal.notices"  # the list of all kinds of notices, read in the same way
MAILS = "fce_portal.mails"  # who writes which mail

# ------------------------------------------------------------------ accounts
AUTHENTICATION_BACKENDS = ["district.accounts.PersonBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "district.passwords.MaximumLengthValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "district.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "district.account_forms.LoginForm",
    "change_password": "district.account_forms.ChangePasswordForm",
    "request_login_code": "district.account_forms.RequestCodeForm",
    "confirm_login_code": "district.account_forms.ConfirmCodeForm",
    "reset_password": "district.account_forms.ResetPasswordForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # seconds; the mail and the page say ten minutes
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # whoever reads the mail and chooses the password is who they say
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
NEW_PASSWORD_SECONDS = 24 * 3600  # how long the link of a forgotten password is good
PASSWORD_RESET_TIMEOUT = 30 * 24 * 3600  # the longest of an invitation; `password_keys` knows how long each is good
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "district.password_keys.Keys"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever did not change their own password is to hear of it
FORM_LEAST_SECONDS = env.int("FORM_LEAST_SECONDS", default=3)  # of a public form, from shown to sent; 0: not asked
# All schools of a district often call from one address: on the first day of school hundreds sign in within minutes.
SIGN_INS_PER_ADDRESS = env.int("SIGN_INS_PER_ADDRESS", default=300)  # within a minute
ACCOUNT_RATE_LIMITS = {
    "login": f"{SIGN_INS_PER_ADDRESS}/m/ip",
    "login_failed": f"5/5m/key,{max(20, SIGN_INS_PER_ADDRESS // 15)}/5m/ip",
    "request_login_code": "10/m/ip,3/10m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "district.mfa_adapter.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "district.account_forms.AddPasskeyForm",
    "authenticate": "district.account_forms.SecondStepForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # a first run on one machine has no TLS
MFA_TOTP_TOLERANCE = 1  # half a minute either way: phones' clocks differ
MFA_TOTP_ISSUER = "FCE Portal"
# Who must have a second step at sign-in ("none": nobody). Where people sign in with the demo's password, nobody must.
SECOND_FACTOR_ROLES = [
    role
    for role in env("SECOND_FACTOR_ROLES", default="ADMINISTRATOR,CENTRAL_OFFICE" if PRODUCTION else "").split(",")
    if role not in ("", "none")
]
# The district's identity providers, and the mail domains whose people sign in through them and nowhere else.
SINGLE_SIGN_ON = sign_on_settings.apps_from(env("SINGLE_SIGN_ON", default=""))
SIGN_ON_ONLY_DOMAINS = [domain.lower().lstrip("@") for domain in env.list("SIGN_ON_ONLY_DOMAINS", default=[])]
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": SINGLE_SIGN_ON}}
SOCIALACCOUNT_ADAPTER = "district.single_sign_on.adapter.SignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A link and not a form: our policy lets forms lead to our own pages alone, and a provider may lead on to others.
SOCIALACCOUNT_LOGIN_ON_GET = True
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
SESSION_ENGINE = "district.session_store"
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=12 * 3600)
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
EMAIL_URL = required("EMAIL_URL")
EMAIL_CONFIG = env.email_url_config(EMAIL_URL or "filemail://")
vars().update(EMAIL_CONFIG)
if not EMAIL_URL:  # on one machine mail goes into a folder, which a page shows to the administrator
    EMAIL_FILE_PATH = str(PORTAL_VAR / "mail")
EMAIL_TIMEOUT = 10  # seconds; a mail server that does not answer holds a worker no longer
# Where people reach the portal: mails that no request sends need it.
PORTAL_URL = env(
    "PORTAL_URL", default=f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else f"http://127.0.0.1:{PORTAL_PORT}"
).rstrip("/")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@hartford.example")

# ------------------------------------------------------------------ what browsers may do
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
if PRODUCTION:  # behind a reverse proxy that speaks TLS and sets these two headers itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = False
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    # Browsers take a cookie of such a name from this very host alone, never from one beside it in the domain.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fce_portal.views.csrf_failure"

# ------------------------------------------------------------------ logs
LOGGING = logs.configuration_from(os.environ)
SLOW_QUERY_MILLISECONDS = env.int("SLOW_QUERY_MILLISECONDS", default=500)  # 0: none is logged
# `/metrics` answers who knows the token or calls from one of these addresses or networks; without either, nobody.
METRICS_TOKEN = env("METRICS_TOKEN", default="")
METRICS_ADDRESSES = env.list("METRICS_ADDRESSES", default=[])
# What holds while the portal is being maintained (`manage.py maintenance`); in a folder that all processes share.
MAINTENANCE_FILE = PORTAL_VAR / "maintenance.json"

# ------------------------------------------------------------------ the portal's own
MAKE_DEMO = env.bool("PORTAL_DEMO", default=True)
DEMO_PASSWORD = env("PORTAL_DEMO_PASSWORD", default="hartford-demo")
MODELTRANSLATION_CUSTOM_FIELDS = ()
# Where ClamAV listens (`tcp://clamav:3310`, `unix:///run/clamav/clamd.ctl`); empty: files are not scanned.
CLAMD_URL = env("CLAMD_URL", default="")
# What this district adds to `district/reference/child_words.py`: words that are no names, headings that refuse a table.
CHILD_SCAN_NO_NAMES = env.list("CHILD_SCAN_NO_NAMES", default=[])
CHILD_SCAN_COLUMNS = env.list("CHILD_SCAN_COLUMNS", default=[])
EVIDENCE_MAX_BYTES = 10 * 1024 * 1024
# Under which licence the public may use the open data, in words and as an address: for the district to decide.
OPEN_DATA_LICENCE = env("OPEN_DATA_LICENCE", default="")
OPEN_DATA_LICENCE_URL = env("OPEN_DATA_LICENCE_URL", default="")
# Where each night's sum of the audit trail goes, to be kept outside of the database: an address of somebody else's.
AUDIT_SEAL_MAIL = env("AUDIT_SEAL_MAIL", default="")
IMPORT_MAX_BYTES = 30 * 1024 * 1024
