from django.core.management.base import BaseCommand
from django.db import transaction

from district.loading import load_languages
from partnerships.surveys.standard import load_standard


class Command(BaseCommand):
    help = "Load the district's questionnaires for families, staff and partners where they are missing. Safe to repeat."

    @transaction.atomic
    def handle(self, *args, **options):
        load_languages()
        load_standard()
