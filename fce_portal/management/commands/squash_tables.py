"""Writes for each of our apps one migration that makes all its tables at once, for new databases."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.writer import MigrationWriter

from district.table_making import CreateTables


class Command(BaseCommand):
    help = (
        "Writes for each app a migration that replaces all it has: tables with constraints, indexes and triggers in "
        "one step. Extensions, SQL and data are not put in: write them by hand (docs/decisions/017 says how). Remove "
        "the files of an earlier run first."
    )

    def handle(self, **options):
        loader = MigrationLoader(None)
        state = loader.project_state()
        for config in ours_in_order(loader):
            apart = apart_of(config.label, loader)
            names = sorted(name for app, name in loader.disk_migrations if app == config.label and name not in apart)
            migration = Migration(f"0001_squashed_{names[-1]}", config.label)
            migration.initial = True
            migration.replaces = [(config.label, name) for name in names]
            migration.dependencies = dependencies_of(config.label, names, loader)
            migration.operations = [CreateTables(models_of(config.label, state, made_in(config.label, apart, loader)))]
            path = Path(config.path) / "migrations" / f"{migration.name}.py"
            path.write_text(MigrationWriter(migration, include_header=False).as_string())
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}")
            self.show_what_is_left(config.label, names, loader)

    def show_what_is_left(self, label, names, loader):
        for name in names:
            for operation in loader.disk_migrations[label, name].operations:
                if isinstance(operation, RunSQL | RunPython) or "Extension" in type(operation).__name__:
                    self.stdout.write(f"  by hand, from {name}: {operation.describe()}")


def ours_in_order(loader):
    """Our apps with migrations, each after those it depends on."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    ours = [config for config in ours if config.label in loader.migrated_apps]
    return sorted(ours, key=lambda config: (len(apps_above(config.label, loader)), config.label))


def apart_of(label, loader):
    """Names of the app's migrations that need what itself needs the app (second factors need our people): as part of
    its first one they would wait for each other. They stay by themselves."""
    return {
        name
        for app, name in loader.disk_migrations
        if app == label
        for other, wanted in loader.disk_migrations[app, name].dependencies
        if other not in (label, "__setting__") and refers_to(other, label, loader)
    }


def refers_to(other, label, loader):
    needed = (one.dependencies for (app, _name), one in loader.disk_migrations.items() if app == other)
    return any(app == label for dependencies in needed for app, _wanted in dependencies)


def made_in(label, names, loader):
    """Names of the models that these migrations make."""
    operations = [one for name in names for one in loader.disk_migrations[label, name].operations]
    return {one.name_lower for one in operations if isinstance(one, CreateModel)}


def apps_above(label, loader, seen=None):
    seen = set() if seen is None else seen
    for (app, _name), migration in loader.disk_migrations.items():
        if app == label:
            for other, _ in migration.dependencies:
                if other != label and other not in seen:
                    seen.add(other)
                    apps_above(other, loader, seen)
    return seen


def dependencies_of(label, names, loader):
    """What the replaced migrations need of other apps, by the latest of the names they give.

    Never another squash: a database of an earlier version has the one of its time, and would be refused as one in which
    something was applied before what it needs.
    """
    needed = {}
    for name in names:
        for app, wanted in loader.disk_migrations[label, name].dependencies:
            if app not in (label, "__setting__"):
                needed[app] = max(wanted, needed.get(app, ""), key=number_of)
    return sorted((app, number_of(name) or name) for app, name in needed.items())


def number_of(name):
    """By what a migration comes after another: a squash by the last it stands for, the first of an app before all."""
    return "" if name == "__first__" else name.removeprefix("0001_squashed_")


def models_of(label, state, without):
    """`CreateModel` with everything that a table is to have, those first that others inherit from; some are made
    elsewhere."""
    made = []
    for (app, name), model in state.models.items():
        if app == label and name not in without:
            options = {key: value for key, value in model.options.items() if value not in ([], set())}
            made.append(
                CreateModel(model.name, list(model.fields.items()), options, model.bases, model.managers),
            )
    return made
