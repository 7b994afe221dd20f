import pghistory
from django.core.management.base import BaseCommand
from django.db import transaction

from partnerships import zones
from partnerships.models import Partner, ServiceArea
from partnerships.reference import AREAS, CYCLE, PARTNERS
from plans.models import Initiative


class Command(BaseCommand):
    help = (
        "Add the service areas and the partners that the plan names, the zones, and where schools lie. What is there "
        "already stays as people left it; run it again once schools are entered."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        of_cycle = Initiative.objects.filter(priority_action__cycle__code=CYCLE)
        initiatives = {initiative.code: initiative for initiative in of_cycle}
        with pghistory.context(command="load_partners"):
            for position, text in enumerate(AREAS, start=1):
                self.add_area(text, position * 10)
            areas = {area.code: area for area in ServiceArea.objects.all()}
            added = [self.add(text, initiatives, areas) for text in PARTNERS]
            zones.load_zones()
            placed = zones.load_places()
        if options["verbosity"] and any(added):
            self.stdout.write(f"Added {sum(added)} partners named in the plan.")
        if options["verbosity"] and placed:
            self.stdout.write(f"Placed {placed} schools on the map.")

    def add_area(self, text, position):
        area, is_new = ServiceArea.objects.get_or_create(
            code=text.code,
            defaults={
                "name": text.name,
                "name_es": text.name_es,
                "of_community_schools": text.of_community_schools,
                "position": position,
            },
        )
        if is_new:
            area.indicators.set(text.indicators)

    def add(self, text, initiatives, areas):
        partner, is_new = Partner.objects.get_or_create(
            name=text.name,
            defaults={
                "kinds": list(text.kinds),
                "about": text.about,
                "about_es": text.about_es,
                "since_year": text.since_year,
                "website": text.website,
            },
        )
        if is_new:
            partner.initiatives.set([initiatives[code] for code in text.initiatives if code in initiatives])
            partner.areas.set([areas[code] for code in text.areas])
            partner.indicators.set(text.indicators)
            partner.languages.set(text.languages)
        return is_new
