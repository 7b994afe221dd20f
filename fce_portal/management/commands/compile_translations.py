from django.core.management.base import BaseCommand

from fce_portal import translations


class Command(BaseCommand):
    help = "Compiles the translations that changed since they were last compiled (gettext is not needed)."
    requires_system_checks = []

    def handle(self, *args, **options):
        for source in translations.compile_stale():
            self.stdout.write(f"Compiled {source}")
