from django.core.management.base import BaseCommand

from governance.models import CouncilModel
from governance.reference import COUNCIL_MODELS


class Command(BaseCommand):
    help = "Load the ways to compose a School Governance Council. Safe to run again."

    def handle(self, *args, **options):
        for model in COUNCIL_MODELS:
            CouncilModel.objects.update_or_create(code=model["code"], defaults=model)
