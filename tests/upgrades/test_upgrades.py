"""A database of each earlier version is taken over whole: nothing is lost, and it is like a new one afterwards.

docs/releasing.md says how a version gets its snapshot and what each is held to.
"""

import json
from functools import cache

import pytest

from tests.services import template_database
from tests.upgrades.restoring import SNAPSHOTS, ask, database_of, rows_of, run_on

# Tables whose rows may become fewer, each with the reason.
FEWER = {
    "django_session": "people sign in again",
    "portal_cache": "what it holds is no record",
    "django_content_type": "kinds of records that a version took away",
}
COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, column_default IS NULL
FROM information_schema.columns WHERE table_schema = 'public'
"""
# By names: what PostgreSQL says of an expression changes a little when it is dumped and read again.
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, contype, confdeltype, condeferrable, convalidated
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
"""
INDEXES = "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'"
TRIGGERS = "SELECT tgrelid::regclass::text, tgname, tgenabled, tgtype FROM pg_trigger WHERE NOT tgisinternal"
SCHEMA = {"columns": COLUMNS, "constraints": CONSTRAINTS, "indexes": INDEXES, "triggers": TRIGGERS}


def taken_over(database):
    """What the portal says after it brought the database forward (`tests.upgrades.inside`)."""
    return json.loads(run_on(database, "-m", "tests.upgrades.inside"))


def schema_of(database, matter):
    return set(ask(database, SCHEMA[matter]))


@cache
def new_schema(matter):
    return schema_of(template_database(), matter)


def test_there_are_snapshots_to_go_by():
    assert SNAPSHOTS


@pytest.mark.parametrize("snapshot", SNAPSHOTS)
def test_a_database_of_an_earlier_version_is_taken_over_whole(services, snapshot):
    with database_of(snapshot) as database:
        before = rows_of(database)
        assert sum(before.values()) > 500 and sum(map(bool, before.values())) > 150
        found = taken_over(database)
        after = rows_of(database)

        lost = {table: (rows, after.get(table)) for table, rows in before.items() if after.get(table, 0) < rows}
        assert {table: rows for table, rows in lost.items() if table not in FEWER} == {}
        assert found["verified"] == {"verify_rollups": True, "verify_audit": True}, found["said"]
        assert {address: status for address, status in found["pages"].items() if status != 200} == {}
        for matter in SCHEMA:
            assert schema_of(database, matter) ^ new_schema(matter) == set(), matter
