import time

from django.core.management.base import BaseCommand, CommandError

from district.models import School
from fce_portal.demo.district import make_demo
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
        make_demo(options["seed"])
        total = Activity.objects.count()
        self.stdout.write(
            f"{School.objects.count()} schools, {total} activities in {time.monotonic() - started:.1f} s."
        )
