"""A new database takes a short road (docs/decisions/017): it must lead where the long one leads."""

import pytest
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from fce_portal.management.commands import prepare

OURS = {"district", "indicators", "plans", "partnerships", "governance"}


def state_by(replace):
    return MigrationLoader(None, replace_migrations=replace).project_state()


def test_the_short_road_of_a_new_database_leads_to_the_tables_of_the_long_one():
    short, long = state_by(replace=True), state_by(replace=False)

    assert MigrationAutodetector(long, short)._detect_changes() == {}
    assert triggers_of(short) == triggers_of(long)
    assert len(triggers_of(short)) > 100


def triggers_of(state):
    """{(table, name of the trigger): what it does}."""
    return {
        (app, model, trigger.name): trigger.sql.hash
        for (app, model), made in state.models.items()
        if app in OURS
        for trigger in made.options.get("triggers", ())
    }


def test_the_short_road_leaves_out_no_step_but_the_latest():
    on_disk = MigrationLoader(None, replace_migrations=False).disk_migrations
    for app in OURS:
        migrations = {name: migration for (label, name), migration in on_disk.items() if label == app}
        replaced = {name for migration in migrations.values() for _app, name in migration.replaces}
        steps = {name for name, migration in migrations.items() if not migration.replaces}
        assert all(step > max(replaced) for step in steps - replaced)


@pytest.mark.django_db
def test_a_database_that_took_the_short_road_of_an_earlier_version_goes_on_from_there():
    """As it stood when partnerships ended with surveys: it has the squash of that time, and those of other apps."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="partnerships", name__gt="0003_surveys").delete()
    recorder.migration_qs.filter(app="partnerships", name__startswith="0001_squashed").delete()
    recorder.record_applied("partnerships", "0001_squashed_0003_surveys")

    prepare.require_known_migrations()
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    assert plan[0][0].name == "0010_partners_at_schools"
    assert {migration.app_label for migration, _ in plan} == {"partnerships"}
