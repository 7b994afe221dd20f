import sys
import time
from collections import Counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from district import school_years
from fce_portal.attacked import attack_everything, read_as_everybody
from indicators.attack.report import Tally
from indicators.models import Attack

SHOWN = 50


def in_words(kinds):
    """How much of each kind was read."""
    return ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())) or "nothing"


class Command(BaseCommand):
    help = (
        "Attacks what is published: reads files, pages, documents, pictures, feeds and mails as everybody and as each "
        "role, sets up all that is known of each table, and solves for what is hidden. Ends with 1 if a cell comes "
        "out, is nearly known, or was not decided. What is not protected, and why, is in docs/privacy.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=120, help="at most, for one table (default: 120)")
        parser.add_argument(
            "--reading-seconds", type=float, default=300, help="at most, for what one reader reads (default: 300)"
        )
        parser.add_argument("--year", type=int, help="files up to this school year (default: the running one)")
        parser.add_argument("--without-files", action="store_true", help="take figures from the reader of pages alone")

    def handle(self, *args, **options):
        self.started = time.monotonic()
        year = options["year"] or school_years.fall_year_of(timezone.localdate())
        readings = [] if options["without_files"] else list(self.readings(year, options["reading_seconds"]))
        if readings:
            kinds = sum((reading.kinds for reading in readings), Counter())
            self.stdout.write(f"Read altogether: {in_words(kinds)}.")
        total = Tally("Together")
        for tally in attack_everything(seconds=options["seconds"], readings=readings):
            self.stdout.write(tally.line)
            for finding in tally.findings[:SHOWN]:
                self.stdout.write(f"  FOUND {finding}")
            if len(tally.findings) > SHOWN:
                self.stdout.write(f"  FOUND … and {len(tally.findings) - SHOWN} more")
            total.add(tally)
        self.stdout.write(total.line)
        self.keep(total)
        if not total.holds:
            sys.exit(1)

    def readings(self, year, seconds):
        def tell(reading):
            who = reading.reader or "anybody"
            cells = sum(len(found) for tables in reading.found.values() for found in tables.values())
            kinds = in_words(reading.kinds)
            self.stdout.write(f"Read as {who}: {kinds}; {cells} figures, {reading.refused} refused.")
            if reading.schools < reading.all_schools:
                self.stdout.write(f"  Only {reading.schools} of {reading.all_schools} schools were read, drawn by lot.")
            if reading.unread:
                self.stdout.write(f"  {reading.unread} addresses were left out: their time was over.")

        yield from read_as_everybody(year, formats=("csv", "xlsx", "json"), tell=tell, seconds=seconds)

    def keep(self, total):
        Attack.objects.create(
            seconds=time.monotonic() - self.started,
            tables=total.tables,
            cells=max(total.cells, total.hidden),
            hidden=total.hidden,
            recovered=total.recovered,
            by_state=total.by_state,
            unproven=total.unproven,
            findings=total.findings[:SHOWN],
        )
