import sys
import time

from django.core.management.base import BaseCommand
from django.utils import timezone

from indicators import rollup_check
from indicators.models import StaleCell

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Works out every number of the rollup again from the rows and compares. Ends with 1 and a list on any "
        "difference. School-months that changed while it runs are listed as waiting; those that waited before it "
        "began, and still do after --wait seconds, are differences: nobody refreshes them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--wait", type=float, default=10, metavar="SECONDS", help="for the queue to be worked off")

    def handle(self, *args, **options):
        started = timezone.now()
        self.wait_for_queue(started, options["wait"])
        findings = rollup_check.verify_and_record()
        overdue = [cell for cell in findings.waiting if cell.marked_at <= started]
        self.show("DIFFERENT", findings.differences)
        self.show("NOT REFRESHED", overdue)
        self.show("waiting", [cell for cell in findings.waiting if cell.marked_at > started])
        wrong = len(findings.differences) + len(overdue)
        self.stdout.write(f"Compared {findings.cells} numbers: {wrong} different, {len(findings.waiting)} waiting.")
        if wrong:
            sys.exit(1)

    def wait_for_queue(self, started, seconds):
        until = time.monotonic() + seconds
        while StaleCell.objects.filter(marked_at__lte=started).exists() and time.monotonic() < until:
            time.sleep(0.2)

    def show(self, word, cells):
        for cell in cells[:SHOWN]:
            self.stdout.write(f"{word} {cell}")
        if len(cells) > SHOWN:
            self.stdout.write(f"{word} … and {len(cells) - SHOWN} more")
