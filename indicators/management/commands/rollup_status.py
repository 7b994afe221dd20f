from django.core.management.base import BaseCommand
from django.utils import timezone

from indicators import engagement, rollups
from indicators.models import RollupRun

RUNS_SHOWN = 5


class Command(BaseCommand):
    help = "Says how fresh the rollup is: what waits, since when, and what was done last."

    def handle(self, *args, **options):
        fresh = engagement.freshness()
        since = f", the oldest since {self.moment(fresh.oldest_waiting)}" if fresh.waiting else ""
        self.stdout.write(f"Waiting: {fresh.waiting}{since}")
        self.stdout.write(f"Last refresh: {self.moment(fresh.refreshed_at)}")
        if rollups.rebuild_is_due():
            self.stdout.write("The measures have changed since the last rebuild: run rebuild_rollups.")
        for run in RollupRun.objects.all()[:RUNS_SHOWN]:
            self.stdout.write(
                f"{self.moment(run.started_at)} {run.kind}: {run.claimed} marks, {run.cells_changed} cells {run.error}"
            )

    def moment(self, at):
        return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else "never"
