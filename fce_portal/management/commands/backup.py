from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from district.models.backups import BackupCause
from fce_portal.backup import runs
from fce_portal.backup.errors import BackupError


class Command(BaseCommand):
    help = (
        "Makes a backup of database and files in a folder below DEST, while people work, and reads it again. "
        "Ends with 1 where it failed; nothing that looks like a backup is left then."
    )

    def add_arguments(self, parser):
        parser.add_argument("destination", metavar="DEST", type=Path)
        parser.add_argument("--trial", action="store_true", help="restore it for a trial too, and compare every table")
        parser.add_argument("--rotate", action="store_true", help="then remove what the rotation does not keep")

    def handle(self, *args, destination, trial, rotate, **options):
        try:
            made = runs.back_up(destination.resolve(), BackupCause.COMMAND, trial=trial)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{made.path}: {made.rows} rows, {made.files} files, {made.size} bytes in {made.seconds:.1f} s. "
            f"{made.get_proof_display()}."
        )
        if made.lost_files:
            self.stderr.write(f"{made.lost_files} files that records name are missing in the store (manifest.json).")
        for name in runs.rotate(destination.resolve()) if rotate else []:
            self.stdout.write(f"Removed {name}")
        self.stdout.write("Not inside: the secret key and the environment. Keep them elsewhere.")
