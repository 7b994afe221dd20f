import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from fce_portal.backup.errors import BackupError
from fce_portal.backup.restoring import restore


class Command(BaseCommand):
    help = (
        "Makes this portal what the backup in the folder SRC says. Everything is checked before anything is touched; "
        "stop web, worker, rollups and beat first. Ends with 1 where it failed or a verification finds a difference."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("source", metavar="SRC", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="this portal holds data: keep it beside, and take the backup instead"
        )

    def handle(self, *args, source, replace, **options):
        try:
            done = restore(source.resolve(), replace=replace, say=self.stdout.write)
        except BackupError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        for name, right in done.verified:
            self.stdout.write(f"{name}: {'everything is right' if right else 'DIFFERENCES, see above'}")
        if done.old_database:
            self.stdout.write(f"The database that was here is kept as {done.old_database}: drop it when all is well.")
        if done.set_aside:
            self.stdout.write(f"Files that the backup does not know are in {done.set_aside}.")
        self.stdout.write(f"Restored: {done.manifest.name}, as of {done.manifest.made_at}.")
        if not done.is_right:
            sys.exit(1)
