import time

from django.core.management.base import BaseCommand, CommandError

from district.models import School
from fce_portal.demo.big import make_big
from fce_portal.demo.district import make_demo
from indicators import rollups
from partnerships.models import Activity


class Command(BaseCommand):
    help = "Fill an empty database with the demonstration district (invented people and figures)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--schools", type=int, help="Make this many synthetic schools instead of the demo district."
        )
        parser.add_argument("--activities", type=int, help="Spread this many activities over the synthetic schools.")
        parser.add_argument("--seed", type=int, default=2015, help="The same seed gives the same data on the same day.")
        parser.add_argument("--if-empty", action="store_true", help="Do nothing where schools or activities exist.")

    def handle(self, *args, **options):
        if School.objects.exists() or Activity.objects.exists():
            if options["if_empty"]:
                self.stdout.write("There is data already; nothing done.")
                return
            raise CommandError("This database is not empty. Demonstration data goes into an empty one only.")
        started = time.monotonic()
        if options["schools"] or options["activities"]:
            self.make_big(**options)
        else:
            make_demo(options["seed"])
        rollups.rebuild()  # the load went past the triggers
        self.stdout.write(
            f"{School.objects.count()} schools, {Activity.objects.count()} activities "
            f"in {time.monotonic() - started:.1f} s."
        )

    def make_big(self, *, schools, activities, seed, **options):
        schools = 45 if schools is None else schools
        activities = schools * 60 if activities is None else activities
        if schools < 1 or activities < 0:
            raise CommandError("At least one school, and no negative number of activities.")
        make_big(schools=schools, activities_total=activities, seed=seed)
