"""A password may come from a file that a secret store hands over, and does not have to stand in the environment."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from fce_portal import embedded
from fce_portal.secret_files import Environment
from tests.settings import BASE_DIR


@pytest.fixture
def env(monkeypatch, tmp_path):
    (tmp_path / "kept").write_text("from a file\n")
    monkeypatch.delenv("A_SECRET", raising=False)
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "kept"))
    return Environment()


def test_a_setting_comes_from_the_file_that_the_environment_names(env):
    assert env("A_SECRET") == "from a file"


@pytest.mark.parametrize(("said", "holds"), [("said", "said"), ("", "from a file")])
def test_what_is_said_counts_before_a_file_and_what_is_empty_does_not(env, monkeypatch, said, holds):
    monkeypatch.setenv("A_SECRET", said)
    assert env("A_SECRET") == holds


def test_without_either_the_default_holds(env, monkeypatch):
    monkeypatch.delenv("A_SECRET_FILE")
    assert env("A_SECRET", default="usual") == "usual"


def test_a_file_that_cannot_be_read_is_named(env, monkeypatch):
    monkeypatch.setenv("A_SECRET_FILE", "/nowhere/kept")
    with pytest.raises(ImproperlyConfigured, match="A_SECRET_FILE names a file that cannot be read.*nowhere"):
        env("A_SECRET", default="")


def test_production_starts_with_all_its_secrets_in_files(tmp_path):
    secrets = {
        "SECRET_KEY": "k" * 60,
        "DATABASE_URL": "postgres://portal:p%40ss@db/portal",
        "REDIS_URL": "redis://:word@broker/0",
        "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
    }
    for name, value in secrets.items():
        (tmp_path / name).write_text(f"{value}\n")
    outside = {name: value for name, value in os.environ.items() if name not in secrets}
    files = {f"{name}_FILE": str(tmp_path / name) for name in secrets}
    told = (
        "from django.conf import settings as s; "
        "print(s.SECRET_KEY[:3], s.DATABASES['default']['PASSWORD'], s.EMAIL_HOST)"
    )
    run = subprocess.run(
        [sys.executable, "-c", told],
        cwd=BASE_DIR,
        env=outside
        | files
        | {
            "DJANGO_SETTINGS_MODULE": "fce_portal.settings",
            "PORTAL_PRODUCTION": "yes",
            "ALLOWED_HOSTS": "portal.hartford.example",
            "PORTAL_URL": "https://portal.hartford.example",
            "PORTAL_VAR": str(tmp_path / "var"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.split() == ["kkk", "p@ss", "mail.example"], run.stderr


def test_nothing_is_started_beside_services_that_files_name(tmp_path):
    assert len(embedded.wanted(tmp_path, {})) == 2
    assert embedded.wanted(tmp_path, {"DATABASE_URL_FILE": "/run/db", "REDIS_URL": "redis://broker"}) == []
