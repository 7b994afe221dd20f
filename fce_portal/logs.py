"""Logs that can be followed: one id from the request through the jobs it started, one JSON object a line.

Paths are logged without their query string, and people by number: a log is no place for names. What slips through all
the same, in the words of an exception or of a library, `fce_portal.redaction` takes out of every line.
"""

import json
import logging
import re
import time
import uuid
from datetime import UTC, datetime

from celery.signals import before_task_publish, task_postrun, task_prerun

from district.tracing import code_of, page, request_id, scope
from fce_portal.redaction import SECRET, is_secret, redacted

requests = logging.getLogger("portal.request")
GOOD_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUIET_PATHS = {"/healthz", "/readyz"}
# Where people answer surveys, and rate a walkthrough: the log says neither who came nor to which (decision 019).
NAMELESS = ("/s/", "/w/")
ERRORS_FROM = 400  # answers that show people a code to give to support
# What every log record has anyway; anything else was given with `extra=` and belongs into the line.
_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class RequestLogMiddleware:
    """Gives each request an id (the proxy's, if it sent a sane one) and logs how it went."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        request_id.set(given if GOOD_ID.fullmatch(given) else uuid.uuid4().hex)
        page.set("")
        scope.set({})
        started = time.perf_counter()
        try:
            response = self.get_response(request)
        finally:
            scope.set(None)
        response.headers["X-Request-ID"] = request_id.get()
        if request.path not in QUIET_PATHS:
            self.log(request, response, time.perf_counter() - started)
        return response

    def process_view(self, request, view, args, kwargs):
        page.set(request.resolver_match.view_name)

    def log(self, request, response, seconds):
        is_nameless = request.path.startswith(NAMELESS)
        path = f"{request.path[:3]}…" if is_nameless else request.path
        facts = {
            "method": request.method,
            "path": path,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000),
        }
        if page.get():
            facts["page"] = page.get()
        if response.status_code >= ERRORS_FROM:
            facts["code"] = code_of(request_id.get())
        user = request.__dict__.get("_cached_user")  # only if somebody asked: logging must not cost a query
        if user is not None and user.is_authenticated and not is_nameless:
            facts["user_id"] = user.pk
        requests.info("%s %s %s", request.method, path, response.status_code, extra=facts)


@before_task_publish.connect
def send_request_id(headers=None, **kwargs):
    if headers is not None and request_id.get():
        headers["request_id"] = request_id.get()


@task_prerun.connect
def take_request_id(task=None, **kwargs):
    request_id.set(getattr(task.request, "request_id", None) or task.request.id or "")
    page.set(getattr(task, "name", ""))
    scope.set({})


@task_postrun.connect
def forget_request_id(**kwargs):
    """What a worker logs between two tasks belongs to neither."""
    request_id.set("")
    page.set("")
    scope.set(None)


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
            "request_id": request_id.get(),
            **{
                name: harmless(value, name)
                for name, value in vars(record).items()
                if name not in _STANDARD and name not in ("request", "request_id")
            },
        }
        if record.exc_info:
            line["exception"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class PlainFormatter(logging.Formatter):
    """For the terminal of a first run."""

    def format(self, record):
        return redacted(super().format(record))


def harmless(value, name=""):
    """A value for a log line, redacted through and through; of what its name says is secret, nothing."""
    if is_secret(name):
        return SECRET
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {str(key): harmless(inner, str(key)) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [harmless(inner) for inner in value]
    return redacted(str(value))


def configuration_from(environ):
    """The value of the setting LOGGING; gunicorn's own process, which has no Django, uses it too."""
    production = environ.get("PORTAL_PRODUCTION", "").lower() in {"true", "1", "yes", "on"}
    as_json = environ.get("LOG_FORMAT", "json" if production else "plain") == "json"
    level = environ.get("LOG_LEVEL", "INFO" if production else "WARNING").upper()
    upwards = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "fce_portal.logs.JsonFormatter"},
            "plain": {"()": "fce_portal.logs.PlainFormatter", "fmt": "{levelname} {name}: {message}", "style": "{"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "plain"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": upwards,
            "django.server": upwards,
            "django.request": {"level": "ERROR"},  # each refused request has a line from us already
            "gunicorn.error": upwards | {"level": "WARNING"},
            "gunicorn.http.wsgi": {"level": "ERROR"},  # it minds that Django answers HEAD as it answers GET
        },
    }
