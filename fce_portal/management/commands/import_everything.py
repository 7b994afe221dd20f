import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from fce_portal.backup.errors import BackupError
from fce_portal.takeaway import reading


class Command(BaseCommand):
    help = (
        "Makes this empty portal what an archive of export_everything says, all or nothing. People choose new "
        "passwords: the sign-in page sends them a link."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", metavar="SRC", type=Path)

    def handle(self, *args, source, **options):
        try:
            verified = reading.read(source, say=self.stdout.write)
        except BackupError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        for name, right in verified:
            self.stdout.write(f"{name}: {'everything is right' if right else 'DIFFERENCES, see above'}")
        if not all(right for _name, right in verified):
            sys.exit(1)
