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
        TrainingModule(
            code=code,
            name_en=name,
            name_es=name_es,
            description_en=about,
            description_es=about_es,
            audiences=audiences,
            minutes=minutes,
            valid_years=years,
            each_term=each_term,
            required_from=today,
            initiative_id=initiatives.get(initiative),
            position=10 * place,
        )
        for place, (
            code,
            name,
            name_es,
            about,
            about_es,
            audiences,
            minutes,
            years,
            each_term,
            initiative,
        ) in enumerate(MODULES, start=1)
    )
    english, spanish = FIRST_CONTENT
    TrainingContent.objects.bulk_create(
        TrainingContent(module=module, content_on=today, changes_en=english, changes_es=spanish) for module in made
    )


def rules():
    """The district's row; an unsaved one with nothing in it where it set nothing yet."""
    return TrainingRules.objects.first() or TrainingRules(pk=1)
