"""`make snapshot`: a small database as this version makes it, for the test that every later version can take it over.

The demo district is made on a database server of its own, all but some rows of each table and all seals are taken out,
figures are made anew of what is left, and the dump is kept as tests/data/snapshots/VERSION.sql.xz. `--code` takes
another checkout of the portal, for a version that has no snapshot yet.
"""

import argparse
import lzma
import os
import re
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg2

from fce_portal import embedded
from fce_portal.embedded.postgres import binaries
from fce_portal.version import portal_version
from tests.upgrades.thinning import thin

BASE_DIR = Path(__file__).resolve().parent.parent.parent
FOLDER = BASE_DIR / "tests" / "data" / "snapshots"
MADE_ANEW = ["rebuild_rollups"]  # commands of the version itself, where it has them
SAID_OF_OBJECTS = re.compile(r"^--\n-- .*?\n--\n\n", re.MULTILINE | re.DOTALL)  # pg_dump's headings


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.upgrades.making", description=__doc__)
    parser.add_argument("--name", default=portal_version(), help="of the snapshot; else the version")
    parser.add_argument("--code", type=Path, default=BASE_DIR, help="another checkout of the portal")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="portal-snapshot-") as folder:
        os.chmod(folder, 0o711)  # the database server is another user
        var = Path(folder)
        services = [embedded.Postgres(var / "postgres", durable=False), embedded.Valkey(var / "valkey")]
        embedded.ensure(var, services)
        try:
            version = Version(options.code, var, services[0])
            version.run("migrate", "--verbosity=0")
            version.run("demo_data")
            print(keep(version, options.name))
        finally:
            embedded.release(var)


class Version:
    """A checkout of the portal and the database that it works on."""

    def __init__(self, code, var, server, database=embedded.postgres.DATABASE):
        self.code, self.url, self.owner = code, server.url(database), server.url(database, "postgres")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "fce_portal.settings",
            "DATABASE_URL": self.url,
            "REDIS_URL": embedded.redis_url(var),
            "PORTAL_VAR": str(var),
            "PYTHONPATH": str(code),
        }

    def run(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=self.code, env=self.environment, check=True, stdout=sys.stderr)

    def has(self, command):
        return any(self.code.glob(f"*/management/commands/{command}.py"))


def keep(version, name):
    """Thin the version's database and keep its dump under `name`; return the path."""
    with closing(psycopg2.connect(version.owner)) as owner, owner, owner.cursor() as cursor:
        thin(cursor)
    for command in MADE_ANEW:
        if version.has(command):
            version.run(command)
    options = ["--no-owner", "--no-privileges"]
    dump = subprocess.run([binaries() / "pg_dump", *options, version.url], capture_output=True, text=True, check=True)
    text = SAID_OF_OBJECTS.sub("", dump.stdout)
    text = re.sub(r"^\\(un)?restrict .*\n", "", text, flags=re.MULTILINE)  # only psql knows them
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.sql.xz"
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    return path


if __name__ == "__main__":
    main()
