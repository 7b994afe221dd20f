import pghistory
from django.core.management.base import BaseCommand
from django.db import transaction

from partnerships.models import Partner
from partnerships.reference import CYCLE, PARTNERS
from plans.models import Initiative


class Command(BaseCommand):
    help = "Add the partners that the plan names. Partners that are there already stay as people left them."

    @transaction.atomic
    def handle(self, *args, **options):
        initiatives = {
            initiative.code: initiative for initiative in Initiative.objects.filter(priority_action__cycle__code=CYCLE)
        }
        with pghistory.context(command="load_partners"):
            added = [self.add(text, initiatives) for text in PARTNERS]
        if options["verbosity"] and any(added):
            self.stdout.write(f"Added {sum(added)} partners named in the plan.")

    def add(self, text, initiatives):
        partner, is_new = Partner.objects.get_or_create(
            name=text.name,
            defaults={"kinds": list(text.kinds), "about": text.about, "about_es": text.about_es},
        )
        if is_new:
            partner.initiatives.set([initiatives[code] for code in text.initiatives if code in initiatives])
        return is_new
