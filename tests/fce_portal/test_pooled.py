"""Behind a pool that gives out connections for one transaction (PgBouncer): nothing of ours may be left on one.

What is said to a session and not to a transaction would meet the next one who has the connection, or be missing for us.
"""

import ast
import configparser
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from fce_portal.embedded import postgres_owner
from tests.services import EVERYTHING, run_sql, template_database, wait_for
from tests.settings import BASE_DIR, SERVER, SERVICES, TEST_VAR

ROOMS = ("district", "indicators", "plans", "partnerships", "governance", "fce_portal")
PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
SMOKE = Path(__file__).with_name("pooled_smoke.py")

# What belongs to a session, by how it looks in a text.
OF_A_SESSION = {
    "a lock that the session holds": r"\bpg_(try_)?advisory_(lock|unlock)(_shared)?\b",
    "a setting of the session": r"^\s*SET\s+(?!LOCAL\b|TRANSACTION\b|CONSTRAINTS\b)(SESSION\s+)?[a-z_.]+\s*(=|TO\b)",
    "a setting that is put back": r"^\s*RESET\s+\w",
    "a setting that outlives the transaction": r"set_config\([^)]*,\s*false\s*\)",
    "waiting for messages": r"^\s*(LISTEN|UNLISTEN)\s+\w",
    "a statement that is kept": r"^\s*(PREPARE|DEALLOCATE)\s+\w",
    "a cursor that outlives the transaction": r"\bWITH HOLD\b",
    "a temporary table that outlives the transaction": r"CREATE TEMP(ORARY)? TABLE(?![\s\S]*ON COMMIT DROP)",
}
ALLOWED = {
    ("district/index_building.py", "a setting of the session"): "left out where DATABASE_POOLED says so",
    ("district/index_building.py", "a setting that is put back"): "the same",
    (
        "fce_portal/demo/history.py",
        "a temporary table that outlives the transaction",
    ): "the demo is made in one transaction, which drops it at its end",
    ("fce_portal/backup/making.py", "a lock that the session holds"): "on a connection past the pool (DIRECT_ALIAS)",
}
SESSION_CALLS = {"set_session", "set_isolation_level"}


def texts_of(tree):
    """Every text of a module; one with holes as a whole."""
    pieces = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces.update(map(id, node.values))
            yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            yield node.value


def left_on_connections():
    for room in ROOMS:
        for path in sorted((BASE_DIR / room).rglob("*.py")):
            if "migrations" in path.parts or "embedded" in path.parts:
                continue
            name = path.relative_to(BASE_DIR).as_posix()
            tree = ast.parse(path.read_text())
            for text in texts_of(tree):
                for what, pattern in OF_A_SESSION.items():
                    if re.search(pattern, text):
                        yield name, what
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr in SESSION_CALLS:
                    yield name, node.attr


def test_nothing_is_left_on_a_connection_that_the_next_one_has():
    assert set(left_on_connections()) == set(ALLOWED)


def test_what_holds_something_over_many_statements_goes_past_the_pool():
    for name in ("making", "scratch", "programs", "restoring"):
        assert "DEFAULT_DB_ALIAS" not in (BASE_DIR / "fce_portal" / "backup" / f"{name}.py").read_text()
    assert settings.DIRECT_ALIAS == "default"  # where there is no pool


# ------------------------------------------------------------------ a real PgBouncer


def configuration(folder, database):
    """The file that an installation copies, with addresses of the tests and without passwords."""
    ini = configparser.ConfigParser(interpolation=None)
    ini.read(BASE_DIR / "deploy" / "pgbouncer" / "pgbouncer.ini")
    assert ini["pgbouncer"]["pool_mode"] == "transaction"
    ini["databases"] = {database: f"host={SERVICES[0].socket_folder} port=5432 dbname={database}"}
    ours = {
        "listen_addr": "",
        "unix_socket_dir": str(folder),
        "auth_type": "trust",
        "auth_file": f"{folder}/users.txt",
        "logfile": f"{folder}/pgbouncer.log",
        "pidfile": f"{folder}/pgbouncer.pid",
        "default_pool_size": "4",
        "reserve_pool_size": "0",
    }
    ini["pgbouncer"].update(ours)
    return ini


def test_the_pool_of_compose_has_the_settings_of_the_file_and_the_password_of_the_environment(tmp_path):
    folder = BASE_DIR / "deploy" / "pgbouncer"
    (tmp_path / "pgbouncer").write_text('#!/bin/sh\necho "$@"\n')
    (tmp_path / "pgbouncer").chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "POOL_FOLDER": str(tmp_path / "made"),
        "POOL_INI": str(folder / "pgbouncer.ini"),
        "POSTGRES_PASSWORD": "a1b2",
    }
    started = subprocess.run([folder / "start"], env=environment, capture_output=True, text=True, check=True).stdout
    assert started.split() == [f"{tmp_path}/made/pgbouncer.ini"]

    of_the_file, made = (configparser.ConfigParser(interpolation=None) for _ in range(2))
    of_the_file.read(folder / "pgbouncer.ini")
    made.read(tmp_path / "made" / "pgbouncer.ini")
    others = {"listen_addr": "0.0.0.0", "auth_file": f"{tmp_path}/made/userlist.txt"}
    assert dict(made["pgbouncer"]) == dict(of_the_file["pgbouncer"]) | others
    assert dict(made["databases"]) == {"fce_portal": "host=database port=5432 dbname=fce_portal"}
    assert (tmp_path / "made" / "userlist.txt").read_text() == '"portal" "a1b2"\n'
    assert (tmp_path / "made" / "userlist.txt").stat().st_mode & 0o077 == 0


def test_compose_sends_the_web_processes_to_the_pool_and_backups_past_it():
    services = yaml.safe_load((BASE_DIR / "deploy" / "pgbouncer" / "compose.yml").read_text())["services"]
    web = services["web"]["environment"]
    assert "@pool:6432/" in web["DATABASE_URL"] and "@database:5432/" in web["DATABASE_DIRECT_URL"]
    assert web["DATABASE_POOLED"] == "yes"
    assert (BASE_DIR / services["pool"]["build"] / "Dockerfile").exists()


@pytest.fixture
def pool(broker, tmp_path_factory):
    """PgBouncer in transaction mode before a database of the tests: four connections for all of the portal."""
    name = f"portal_pooled_{os.getpid()}"
    run_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template_database()}"')
    folder = tmp_path_factory.mktemp("pool")
    for one in (folder, *folder.parents[:3]):  # up to the folder of all runs
        one.chmod(0o755)
    folder.chmod(0o777)
    (folder / "users.txt").write_text('"portal" ""\n')
    ini = folder / "pgbouncer.ini"
    with open(ini, "w") as file:
        configuration(folder, name).write(file)
    as_user = {}
    if os.geteuid() == 0:  # it refuses to be root, and the server's socket opens for its owner alone
        as_user = {"user": postgres_owner.owner().pw_uid, "group": postgres_owner.owner().pw_gid}
    process = subprocess.Popen(
        [PGBOUNCER, str(ini)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **as_user
    )
    try:
        wait_for(lambda: (folder / ".s.PGSQL.6432").exists(), 20)
        quoted = str(folder).replace("/", "%2F")
        yield {
            "DATABASE_URL": f"postgresql://portal@{quoted}:6432/{name}",
            "DATABASE_DIRECT_URL": SERVICES[0].url(name),
            "DATABASE_POOLED": "yes",
        }
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        run_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.skipif(SERVER != "embedded", reason="The pool stands before the embedded server.")
@pytest.mark.skipif(PGBOUNCER is None, reason="PgBouncer is not installed (on Debian: apt-get install pgbouncer).")
def test_the_portal_works_behind_a_real_pool_in_transaction_mode(pool):
    """Signing in, logging, a job of a worker, an import by COPY, a file, a backup and the seals: `pooled_smoke.py`."""
    environment = {
        **os.environ,
        **pool,
        "DJANGO_SETTINGS_MODULE": "fce_portal.settings",
        "REDIS_URL": SERVICES[-1].url,
        "BACKUP_FOLDER": str(TEST_VAR / "pooled-backups"),
        "MEDIA_ROOT": str(TEST_VAR / "pooled-media"),
        "LOG_LEVEL": "INFO",
        "PYTHONPATH": str(BASE_DIR),
    }
    log = TEST_VAR / f"pooled-worker-{os.getpid()}.log"
    command = [sys.executable, "-m", *EVERYTHING, "--loglevel=INFO", "--pool=solo", "--without-gossip"]
    with open(log, "wb") as out:
        worker = subprocess.Popen(
            command, cwd=BASE_DIR, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        done = subprocess.run(
            [sys.executable, str(SMOKE)], cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr + log.read_text(errors="replace")[-3000:]
        assert done.stdout.splitlines()[-1] == "all well"
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(10)
        log.unlink(missing_ok=True)
        shutil.rmtree(TEST_VAR / "pooled-backups", ignore_errors=True)
