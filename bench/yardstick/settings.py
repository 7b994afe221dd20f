"""As little as Django lets one get away with; the same engine and connection settings as the portal."""

from urllib.parse import unquote

import environ

SECRET_KEY = "only-for-the-yardstick"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.yardstick.urls"
INSTALLED_APPS = ["bench.yardstick"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": environ.Env().db("BENCH_YARDSTICK_DATABASE")}
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])  # a socket's folder is quoted in a URL
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
