from django.core.management.base import BaseCommand

from partnerships.walkthroughs.standards import load


class Command(BaseCommand):
    help = "Load the welcoming standards to begin with, where they are missing. Safe to repeat."

    def handle(self, *args, **options):
        load()
