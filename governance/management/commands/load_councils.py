from django.core.management.base import BaseCommand
from django.db import transaction

from governance import seats
from governance.compacts import quality
from governance.effectiveness.council_survey import load_instrument
from governance.models import Council, CouncilModel, SeatLine, StandingItem
from governance.reference import COUNCIL_MODELS
from governance.standing_items import STANDING_ITEMS
from governance.training.catalogue import load_modules

LINE_FIELDS = ("seats", "high_school_seats", "votes", "filled_by", "vacancy_filled_by", "term_years")


class Command(BaseCommand):
    help = (
        "Load the ways to compose a School Governance Council, a first set of standing agenda items, training modules, "
        "the survey about councils and the quality guide of compacts, and make the seats of councils that have none. "
    )
    help += "Safe to run again."

    @transaction.atomic
    def handle(self, *args, **options):
        for model in COUNCIL_MODELS:
            values = {name: value for name, value in model.items() if name != "lines"} | {"is_adopted": True}
            made, _is_new = CouncilModel.objects.update_or_create(code=model["code"], defaults=values)
            for kind, *rest in model["lines"]:
                values = dict(zip(LINE_FIELDS, rest, strict=True)) | {"most_terms": 0 if kind == "ADMIN" else 2}
                SeatLine.objects.update_or_create(model=made, kind=kind, defaults=values)
        if not StandingItem.objects.exists():  # afterwards they are the district's own
            for position, (english, spanish, kind, minutes, is_closing) in enumerate(STANDING_ITEMS, start=1):
                StandingItem.objects.create(
                    title_en=english,
                    title_es=spanish,
                    kind=kind,
                    minutes=minutes,
                    is_closing=is_closing,
                    position=10 * position,
                )
        load_instrument()
        quality.load_guides()
        seats.make_first_seats(list(Council.objects.filter(seats=None)))
        load_modules()
