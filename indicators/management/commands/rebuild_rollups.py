from django.core.management.base import BaseCommand

from indicators import rollups


class Command(BaseCommand):
    help = "Works out every cell of the rollup again from all rows. The portal can be used meanwhile."

    def handle(self, *args, **options):
        run = rollups.rebuild()
        seconds = (run.finished_at - run.started_at).total_seconds()
        self.stdout.write(f"Rebuilt {run.cells_changed} cells in {seconds:.1f} s.")
