"""A new database takes a short road (docs/decisions/017): it must lead where the long one leads."""

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

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
