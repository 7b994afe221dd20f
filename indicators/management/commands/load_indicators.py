import pghistory
from django.core.management.base import BaseCommand
from django.db import transaction

from indicators.loading import load_indicators


class Command(BaseCommand):
    help = "Load the equity indicators with their targets, and the context figures. Safe to run again."

    @transaction.atomic
    def handle(self, *args, **options):
        with pghistory.context(command="load_indicators"):
            total = load_indicators()
        if options["verbosity"]:
            self.stdout.write(f"Loaded: {total} indicators")
