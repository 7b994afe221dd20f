import pghistory
from django.core.management.base import BaseCommand, CommandError

from indicators.importing import runs
from indicators.models import ImportRun


class Command(BaseCommand):
    help = "Take one import back whole: values it restated are in force again."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, metavar="ID")
        parser.add_argument("--reason", default="")

    def handle(self, *args, **options):
        run = ImportRun.objects.filter(pk=options["id"]).first()
        if run is None:
            raise CommandError(f"There is no import {options['id']}.")
        try:
            with pghistory.context(command="undo_import", run=run.pk):
                runs.undo(run=run, reason=options["reason"])
        except runs.WrongState:
            raise CommandError(f"Import {run.pk} is not in force ({run.get_state_display()}).") from None
        self.stdout.write(f"Import {run.pk} ({run.file_name}) was undone.")
