from django.core.management.base import BaseCommand

from partnerships.community.topics import load


class Command(BaseCommand):
    help = "Load the topics of community learning that the plan names, where they are missing. Safe to repeat."

    def handle(self, *args, **options):
        load()
