"""The portal's settings, as the tests run it: services of their own, no waiting for password hashes.

Tests have their own embedded PostgreSQL (one for all test processes, a database each) and a Valkey per test
process, so that a test may flush or stop it. Both live in the folder `test` of PORTAL_VAR.
"""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
TEST_PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")
# Each of several test processes inherits what the first one changes below; these two keep what was there before.
VAR = Path(os.environ.get("PORTAL_VAR") or BASE_DIR / "var").resolve()
TEST_VAR = Path(os.environ.setdefault("PORTAL_TEST_VAR", str(VAR / "test")))
SERVER = os.environ.setdefault("PORTAL_TEST_SERVER", "given" if os.environ.get("DATABASE_URL") else "embedded")

from fce_portal.embedded import Postgres, Valkey  # noqa: E402

os.environ["PORTAL_VAR"] = str(TEST_VAR)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs an event loop in our thread
SERVICES = [Postgres(TEST_VAR / "postgres", durable=False), Valkey(TEST_VAR / f"valkey-{TEST_PROCESS}")]
if SERVER == "given":  # a server of one's own; its user must be allowed to make databases
    SERVICES.pop(0)
else:
    os.environ["DATABASE_URL"] = SERVICES[0].url()
os.environ["REDIS_URL"] = SERVICES[-1].url
for name in ("PORTAL_PRODUCTION", "DEBUG"):
    os.environ.pop(name, None)

from fce_portal.settings import *  # noqa: E402
from fce_portal.settings import CACHES, DATABASES, TEMPLATES  # noqa: E402
from tests.strict_templates import Strict  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = TEST_VAR / f"media-{TEST_PROCESS}"
DATABASES["default"]["CONN_MAX_AGE"] = 0
FORM_LEAST_SECONDS = 0  # tests answer at once; tests/district/test_for_anybody.py asks for the three seconds
ALLOWED_HOSTS = ["*"]
# Static files as they lie: never what a test that prepares a portal has collected, in this run or in an earlier one.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
STATIC_ROOT = TEST_VAR / "nothing-collected"
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": TEST_PROCESS}}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Strict()
