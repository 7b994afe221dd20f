"""Domain F: who of a council was trained in what, in time (facts 4.8, 10 F). Who lacks what is the rule of
`governance.training.standing`; here only numbers of people leave it."""

from django.utils.translation import gettext as _

from governance.effectiveness.lines import share, unknown
from governance.models import TrainingModule
from governance.training import standing

OFFICER = "OFFICER"


def lines(asked):
    """{council id: a line for each module that its members are asked for, and one for its officers}. Two queries."""
    schools = {council.school_id: [] for council in asked.councils}
    for one in standing.lines(asked.day, schools=schools) if schools else ():
        if one.term_id is not None:
            schools[one.school_id].append(one)
    modules = TrainingModule.objects.in_bulk({one.module_id for found in schools.values() for one in found})
    return {council.pk: lines_of(schools[council.school_id], modules) for council in asked.councils}


def lines_of(found, modules):
    if not found:
        return [unknown("F-NONE", _("Members and officers trained"))]
    by_module = {}
    for one in found:
        by_module.setdefault(one.module_id, []).append(one)
    made = []
    for pk in sorted(by_module, key=lambda key: str(modules[key])):
        module = modules[pk]
        decided = [one for one in by_module[pk] if one.is_decided]
        label = _("Trained in time: %(module)s") % {"module": module}
        compared = _("Asked within %(days)s days of taking the seat.") % {"days": module.within_days}
        made.append(share(f"F-{module.code}", label, sum(one.in_time for one in decided), len(decided), compared, 100))
    officers = [one for one in found if OFFICER in one.audiences]
    done = sum(one.is_done for one in officers)
    compared = _("All that is asked of officers.")
    made.append(share("F-OFFICERS", _("Training of the officers"), done, len(officers), compared, 100))
    return made
