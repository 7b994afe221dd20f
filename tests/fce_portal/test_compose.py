"""docker-compose.yml and the systemd units: valid, in step with the Procfile, and their commands work.

No container engine is needed: the commands run here, with the environment that the file gives them, against
the database and the broker of the tests.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import jsonschema
import psycopg2
import pytest
import yaml

from fce_portal import healthcheck
from tests.fce_portal.test_first_run import free_port
from tests.services import PROCFILE, run_sql, template_database, url_of, wait_for
from tests.settings import BASE_DIR

SCHEMA = Path(__file__).parent / "data" / "compose_spec.json"  # published by the Compose project, Apache 2.0
OPERATOR = {  # what docs/operations.md asks an operator to set
    "PORTAL_DOMAIN": "portal.hartford.example",
    "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz" * 2,
    "POSTGRES_PASSWORD": "secret",
    "BROKER_PASSWORD": "letters4and5digits",
    "EMAIL_URL": "consolemail://",
}


def interpolate(text, environment):
    """Fill in ${NAME}, ${NAME:-default} and ${NAME:?message} as Compose does; raise KeyError for the last kind."""
    hole = re.compile(r"\$\$|\$\{(\w+)(?::([-?])((?:[^{}]|\$\{\w+\})*))?\}")

    def fill(match):
        if match[0] == "$$":
            return "$"
        name, kind, rest = match.groups()
        if environment.get(name):
            return environment[name]
        if kind == "?":
            raise KeyError(name)
        return interpolate(rest or "", environment)

    return hole.sub(fill, text)


def compose(environment=OPERATOR):
    """The compose file with its variables filled in."""

    def filled(node):
        if isinstance(node, dict):
            return {key: filled(value) for key, value in node.items()}
        if isinstance(node, list):
            return [filled(value) for value in node]
        return interpolate(node, environment) if isinstance(node, str) else node

    return filled(yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text()))


SERVICES = compose()["services"]
OURS = ["web", "worker", "rollups", "beat", "migrate"]


# ------------------------------------------------------------------ the file


def test_the_file_is_valid_by_the_compose_specification():
    schema = json.loads(SCHEMA.read_text())
    content = {key: value for key, value in compose().items() if not key.startswith("x-")}
    content.pop("name")  # allowed since the schema was published
    jsonschema.Draft7Validator(schema).validate(content)


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose is not on this machine")
def test_compose_itself_accepts_the_file():
    command = ["docker-compose", "--file", "docker-compose.yml", "config", "--quiet"]
    subprocess.run(command, cwd=BASE_DIR, env=os.environ | OPERATOR, check=True)


@pytest.mark.parametrize("name", OPERATOR)
def test_compose_refuses_to_start_without_a_secret(name):
    with pytest.raises(KeyError, match=name):
        compose({key: value for key, value in OPERATOR.items() if key != name})


def test_what_the_services_lean_on_exists():
    volumes = compose()["volumes"]
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        for other, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "test" in SERVICES[other]["healthcheck"]
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in volumes or (BASE_DIR / source).exists()


def test_our_services_may_do_little_and_start_again_by_themselves():
    for name in OURS:
        service = SERVICES[name]
        assert service["read_only"] and service["cap_drop"] == ["ALL"]
        assert service["restart"] in {"unless-stopped", "on-failure"}
    for name in ("worker", "rollups"):
        assert "container_name" not in SERVICES[name], "a name of its own would forbid a second one"
    assert "USER portal" in (BASE_DIR / "Dockerfile").read_text().splitlines()


@pytest.mark.parametrize("name", PROCFILE)
def test_every_installation_starts_the_same_commands(name):
    unit = (BASE_DIR / "deploy" / "systemd" / f"portal-{name}.service").read_text()
    assert SERVICES[name]["command"] == PROCFILE[name]
    escaped = PROCFILE[name].replace("%", "%%")  # systemd has a meaning of its own for %h
    assert f"ExecStart=/opt/fce-portal/.venv/bin/{escaped}\n" in unit


def test_the_image_serves_by_default_and_checks_itself_as_compose_does():
    dockerfile = (BASE_DIR / "Dockerfile").read_text()
    command = json.loads(re.search(r"^CMD (.*)$", dockerfile, re.M)[1])
    check = json.loads(re.search(r"^HEALTHCHECK .* CMD (.*)$", dockerfile, re.M)[1])
    assert command == shlex.split(PROCFILE["web"])
    assert ["CMD", *check] == SERVICES["web"]["healthcheck"]["test"]


def test_the_documentation_names_every_variable():
    documented = (BASE_DIR / "docs" / "operations.md").read_text()
    settings = (BASE_DIR / "fce_portal" / "settings.py").read_text()
    names = set(re.findall(r"(?:env(?:\.\w+)?|required)\(\s*\"([A-Z_]+)\"", settings))
    names |= set(SERVICES["web"]["environment"]) | set(OPERATOR)
    assert len(names) > 10
    assert sorted(name for name in names if f"`{name}`" not in documented) == []


# ------------------------------------------------------------------ its commands


@pytest.fixture
def installation(services, broker, tmp_path):
    """An empty database, the built static files, and the environment of the container `web`."""
    database = f"test_compose_{os.getpid()}"
    run_sql(f'DROP DATABASE IF EXISTS "{database}"')
    run_sql(f'CREATE DATABASE "{database}" TEMPLATE "{template_database()}"')
    (tmp_path / "var").mkdir()  # the volume
    in_image = {"PORTAL_VAR": str(tmp_path / "var"), "STATIC_ROOT": str(tmp_path / "static")}
    here = {"DATABASE_URL": url_of(database), "REDIS_URL": broker.url, "PORTAL_PORT": str(free_port())}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    as_root = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}  # the image is not
    environment = {**SERVICES["web"]["environment"], **in_image, **here, **as_root, "PATH": path}
    yield environment
    run_sql(f'DROP DATABASE "{database}" WITH (FORCE)')


def run(command, environment):
    """Run a command of the file; a list is taken as it is."""
    command = command if isinstance(command, list) else shlex.split(command)
    return subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, timeout=120)


@contextmanager
def running(name, environment, tmp_path):
    with open(tmp_path / f"{name}.log", "wb") as log:
        command = shlex.split(SERVICES[name]["command"])
        process = subprocess.Popen(
            command, cwd=BASE_DIR, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def test_the_commands_of_the_file_bring_up_the_portal(installation, tmp_path, monkeypatch):
    built = run("deploy/build", installation)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()

    prepared = run(SERVICES["migrate"]["command"], installation)
    assert prepared.returncode == 0, prepared.stderr
    assert rows(installation, "plans_initiative") == 13

    with ExitStack() as stack:
        processes = [stack.enter_context(running(name, installation, tmp_path)) for name in PROCFILE]
        web_check = SERVICES["web"]["healthcheck"]["test"][1:]
        wait_for(lambda: run(web_check, installation).returncode == 0, 60)
        monkeypatch.setenv("ALLOWED_HOSTS", installation["ALLOWED_HOSTS"])
        assert healthcheck.answers("/readyz", port=installation["PORTAL_PORT"])
        for name in ("worker", "rollups"):
            check = SERVICES[name]["healthcheck"]["test"][1].replace("$HOSTNAME", os.uname().nodename)
            wait_for(lambda check=check: run(check, installation).returncode == 0, 60)
        assert [process.poll() for process in processes] == [None] * len(PROCFILE)
    for name in PROCFILE:
        log = (tmp_path / f"{name}.log").read_text()
        assert all(line.startswith("{") or "Warm shutdown" in line for line in log.split("\n") if line.strip()), log


def rows(environment, table):
    connection = psycopg2.connect(environment["DATABASE_URL"])
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            return cursor.fetchone()[0]
    finally:
        connection.close()
