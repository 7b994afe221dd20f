from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fce_portal import missing, translations


class Command(BaseCommand):
    help = "Makes the portal ready to serve: translations, migrations, the plan, and on request a demo district."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="make a demo district if the database is empty")

    def handle(self, *args, demo, **options):
        if not settings.PRODUCTION:  # there `deploy/build` has done it, and the files may be read-only
            translations.compile_stale()
            call_command("collectstatic", interactive=False, verbosity=0)
        if migrations_are_missing():
            self.stdout.write("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        self.run("load_plan")
        if demo:
            self.run("demo_data", "--if-empty")
        for notice in missing.notices():
            self.stderr.write(notice)

    def run(self, name, *arguments):
        if name in get_commands():
            call_command(name, *arguments, stdout=self.stdout, stderr=self.stderr)


def migrations_are_missing():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
