import io
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from indicators.exporting import export


class Command(BaseCommand):
    help = "Write every stored indicator value, unsuppressed, as CSV. For the operator; handle the file with care."

    def add_arguments(self, parser):
        parser.add_argument("--fall-year", type=int, metavar="Y", help="only this school year: 2014 is 2014-15")
        parser.add_argument("--out", type=Path, metavar="FILE.csv", help="the file to write; else to the screen")

    def handle(self, *args, **options):
        if options["out"] is None:
            table = io.BytesIO()
            export(table, options["fall_year"])
            self.stdout.write(table.getvalue().decode(), ending="")
            return
        try:
            with options["out"].open("wb") as out:
                export(out, options["fall_year"])
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from None
        if options["verbosity"]:
            self.stderr.write(f"Wrote {options['out']}")
