"""The catalogue of modules: the first set, stored once; afterwards the district keeps its own."""

from django.utils import timezone

from governance.models import TrainingContent, TrainingModule, TrainingRules
from governance.training.reference import MODULES
from plans.models import Initiative

FIRST_CONTENT = ("As the state and the district hand it out.", "Como lo entregan el estado y el distrito.")


def load_modules():
    """Store the first modules where there are none. They are required from today: nobody is late on the first day."""
    if TrainingModule.objects.exists():
        return
    today = timezone.localdate()
    initiatives = dict(Initiative.objects.order_by("pk").values_list("code", "pk"))
    made = TrainingModule.objects.bulk_create(
        TrainingModule(required_from=today, position=10 * place, **module_fields(line, initiatives))
        for place, line in enumerate(MODULES, start=1)
    )
    english, spanish = FIRST_CONTENT
    TrainingContent.objects.bulk_create(
        TrainingContent(module=module, content_on=today, changes_en=english, changes_es=spanish) for module in made
    )


def module_fields(line, initiatives):
    code, name, name_es, about, about_es, audiences, days, minutes, years, each_term, initiative = line
    return {
        "code": code,
        "name_en": name,
        "name_es": name_es,
        "description_en": about,
        "description_es": about_es,
        "audiences": audiences,
        "within_days": days,
        "minutes": minutes,
        "valid_years": years,
        "each_term": each_term,
        "initiative_id": initiatives.get(initiative),
    }


def rules():
    """The district's row; an unsaved one with nothing in it where it set nothing yet."""
    return TrainingRules.objects.first() or TrainingRules(pk=1)
