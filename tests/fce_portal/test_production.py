"""The settings of production: what they refuse to start without, what they ask of browsers, how they log."""

import json
import logging
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from fce_portal.celery import app
from fce_portal.logs import GOOD_ID, JsonFormatter, request_id, take_request_id
from fce_portal.proxies import ClientAddressMiddleware
from tests.settings import BASE_DIR

PRODUCTION = {
    "PORTAL_PRODUCTION": "true",
    "SECRET_KEY": "k" * 20 + "abcdefghijklmnopqrstuvwxyz0123456789",
    "ALLOWED_HOSTS": "portal.hartford.example",
    "CSRF_TRUSTED_ORIGINS": "https://portal.hartford.example",
    "DATABASE_URL": "postgresql://portal:secret@database:5432/fce_portal",
    "REDIS_URL": "redis://broker:6379/0",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
}


def python(*arguments, **environment):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=inherited | environment, capture_output=True, text=True)


def test_the_deployment_check_finds_nothing(tmp_path):
    check = ["manage.py", "check", "--deploy", "--fail-level=WARNING"]
    result = python(*check, **PRODUCTION, PORTAL_VAR=str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout
    assert list(tmp_path.iterdir()) == []  # neither a key nor a service of its own


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"])
def test_production_does_not_start_without(name, tmp_path):
    result = python("-c", "import fce_portal.settings", **{**PRODUCTION, name: ""}, PORTAL_VAR=str(tmp_path))
    assert result.returncode != 0
    assert f"Set the environment variable {name}: PORTAL_PRODUCTION needs it." in result.stderr


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # nobody we trust stands before us
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),  # what a caller made up comes first
        (2, "6.6.6.6, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),  # shorter than it can be: not through our proxies
        (1, "", "10.0.0.1"),
    ],
)
def test_the_address_of_the_caller_is_the_one_our_proxies_saw(settings, proxies, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")
    assert ClientAddressMiddleware(lambda request: request.META["REMOTE_ADDR"])(request) == address


# ------------------------------------------------------------------ logs


@pytest.mark.parametrize(("sent", "kept"), [("0af7651916cd43dd", True), ("a\tb<script>", False), ("", False)])
def test_each_answer_names_its_request(client, sent, kept):
    answered = client.get("/healthz", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
    assert (answered == sent) is kept
    assert GOOD_ID.fullmatch(answered)


@pytest.mark.django_db
def test_a_request_is_logged_without_names_and_query(client, caplog):
    with caplog.at_level(logging.INFO, "portal.request"):
        client.get("/help/?email=parent@example.org")
    line = json.loads(JsonFormatter().format(caplog.records[-1]))
    assert (line["method"], line["path"], line["status"]) == ("GET", "/help/", 200)
    assert "parent@example.org" not in json.dumps(line)
    assert line["milliseconds"] >= 0
    assert line["request_id"]


def test_an_exception_is_logged_on_one_line():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        record = logging.LogRecord("portal", logging.ERROR, "", 0, "Failed “%s”", ("ñ",), sys.exc_info())
    text = JsonFormatter().format(record)
    assert "\n" not in text
    assert json.loads(text)["message"] == "Failed “ñ”"
    assert "ValueError: two" in json.loads(text)["exception"]


def test_a_job_carries_the_id_of_the_request_that_started_it(broker):
    request_id.set("0af7651916cd43dd")
    app.send_task("portal.nothing", connection=app.connection_for_write())
    with broker.client() as client:
        message = json.loads(client.lpop("celery"))
    assert message["headers"]["request_id"] == "0af7651916cd43dd"

    request_id.set("")
    take_request_id(task=SimpleNamespace(request=SimpleNamespace(request_id="0af7651916cd43dd", id="job")))
    assert request_id.get() == "0af7651916cd43dd"
