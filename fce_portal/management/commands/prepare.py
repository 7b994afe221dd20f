from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from fce_portal import missing, translations
from indicators import rollups

SQUASHED = "0001_squashed_"


class Command(BaseCommand):
    help = "Makes the portal ready to serve: translations, migrations, the plan, and on request a demo district."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="make a demo district if the database is empty")

    def handle(self, *args, demo, **options):
        require_known_migrations()
        if not settings.PRODUCTION:  # there `deploy/build` has done it, and the files may be read-only
            translations.compile_stale()
            call_command("collectstatic", interactive=False, verbosity=0)
        if migrations_are_missing():
            self.stdout.write("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        self.run("load_plan")
        self.run("load_surveys")
        self.run("load_evaluations")
        self.run("load_standards")
        self.run("load_topics")
        if rollups.rebuild_is_due():
            self.stdout.write("Counting anew, because this version counts otherwise …")
            rollups.rebuild()
        if demo:
            self.run("demo_data", "--if-empty")
        for notice in missing.notices():
            self.stderr.write(notice)

    def run(self, name, *arguments):
        if name in get_commands():
            call_command(name, *arguments, stdout=self.stdout, stderr=self.stderr)


def require_known_migrations():
    """Refuse a database that has migrations of ours which are not in this code: its tables may differ from ours.

    Each version has its own squash of what came before (decision 017); what it stands for is recorded beside it.
    """
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}
    loader = MigrationLoader(connection)
    unknown = loader.applied_migrations.keys() - loader.disk_migrations.keys()
    unknown = sorted(key for key in unknown if key[0] in ours and not key[1].startswith(SQUASHED))
    if unknown:
        raise CommandError(
            f"The database was made by another version of the portal: it has the migration {'.'.join(unknown[-1])}, "
            "which this version does not know. Start that version, or restore the backup that was made before it. "
            f"If nothing in it is needed, move the data folder {settings.PORTAL_VAR} away, and a new one is made."
        )


def migrations_are_missing():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
