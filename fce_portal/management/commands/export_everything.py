from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from fce_portal.backup.errors import BackupError
from fce_portal.takeaway import writing


class Command(BaseCommand):
    help = (
        "Writes everything that the portal holds into one zip of open formats (CSV, a data dictionary in English and "
        "Spanish, the files), without passwords and other secrets. import_everything makes a portal of it again."
    )

    def add_arguments(self, parser):
        parser.add_argument("destination", metavar="DEST", type=Path, help="the zip to write, which must not exist")

    def handle(self, *args, destination, **options):
        if destination.exists():
            raise CommandError(f"{destination} is there already.")
        try:
            package = writing.write(destination)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(resource["rows"] for resource in package["resources"])
        self.stdout.write(f"{destination}: {len(package['resources'])} tables, {rows} rows.")
        for name in package["lostFiles"]:
            self.stderr.write(f"The store has lost {name}.")
