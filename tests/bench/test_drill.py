"""`make drill` in its smallest form: two portals on the server of the tests, two people, a second of work."""

import os

import pytest

from bench import drill
from tests.services import run_sql, template_database, url_of

SMALL = ["--schools=1", "--activities=5", "--people=1", "--before=0.2", "--no-workers"]


@pytest.fixture
def portals(services, broker, tmp_path, monkeypatch):
    """Two that are migrated and empty, dropped at the end with what the restore put beside them."""
    monkeypatch.setenv("WEB_CONCURRENCY", "1")
    names = [f"test_drill_{which}_{os.getpid()}" for which in ("first", "second")]
    made = []
    for name in names:
        run_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        run_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template_database()}"')
        (tmp_path / name).mkdir()
        made.append(drill.Portal(tmp_path / name, url_of(name), broker.url))
    yield made
    for name in names:
        run_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_a_portal_in_which_people_work_is_backed_up_and_restored_elsewhere(portals, tmp_path, capsys):
    code = drill.main([*SMALL, f"--folder={tmp_path}"], portals)
    told = capsys.readouterr().out
    assert code == 0, told
    assert "The drill succeeded" in told and "NOT THE SAME" not in told
    assert "answers that were no success: 0" in told
