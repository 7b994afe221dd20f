import pghistory
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import transaction

from district.loading import load_house
from indicators.models import SuppressionRule
from plans.loading import load_cycle, load_title_one
from plans.reference import CYCLES


class Command(BaseCommand):
    help = "Load the adopted plan and all reference data the portal starts from. Safe to run again."

    @transaction.atomic
    def handle(self, *args, **options):
        with pghistory.context(command="load_plan"):
            load_house()
            if not SuppressionRule.objects.exists():
                SuppressionRule.objects.create()
            self.run_if_there("load_indicators", options)
            for cycle in CYCLES:
                loaded = load_cycle(cycle)
                if options["verbosity"]:
                    self.stdout.write(f"Loaded: {loaded}")
            load_title_one()
            self.run_if_there("load_partners", options)
            self.run_if_there("load_councils", options)

    def run_if_there(self, name, options):
        """The rooms that know indicators, partners and council models load their own reference data."""
        if name in get_commands():
            call_command(name, verbosity=options["verbosity"], stdout=self.stdout)
