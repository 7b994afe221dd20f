from django.core.management.base import BaseCommand

from partnerships.evaluations.standard import load_standard


class Command(BaseCommand):
    help = "Load the first version of the evaluation of partnerships where there is none. Safe to repeat."

    def handle(self, *args, **options):
        load_standard()
