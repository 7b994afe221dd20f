"""Reminders of training: by the distances that the district set for all reminders, on school days.

Whoever lacks a module hears before and after its day; after it also those who record training at the school, and one
level up the district. Before a session those hear of it who still need what it teaches.
"""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from district.access import Can
from district.models import School, User
from district.notices import Case, people_by_school, people_of_the_district, tell_each
from governance.models import TrainingModule, TrainingSession
from governance.training import notices, sessions, standing
from plans.reminders import dues_on


def remind(on):
    """Tell everybody what is due, overdue or near, on the day `on`. Safe to run twice, and on days off."""
    for due in dues_on(on):
        with transaction.atomic():
            of_people(due)
            if not due.is_late:
                of_sessions(due)


def of_people(due):
    """Those who lack something that is due on one of the days; three queries and one telling for each module."""
    lines = standing.lines(due.on, due_on=due.days)
    if not lines:
        return
    users = User.objects.in_bulk({line.user_id for line in lines if line.user_id})
    schools = School.objects.in_bulk({line.school_id for line in lines})
    kind = notices.OVERDUE if due.is_late else notices.DUE_SOON
    for module in TrainingModule.objects.filter(pk__in={line.module_id for line in lines}):
        cases = [
            Case(
                [users[line.user_id]],
                reverse("governance:training-own"),
                f"due/training/{module.pk}/{line.school_id}/{line.due_on}/{due.rule.days}",
                schools[line.school_id],
                {"what": names_of(module), "day": line.due_on},
            )
            for line in lines
            if line.module_id == module.pk and line.user_id
        ]
        tell_each(kind, cases, about=module)
    if due.is_late:
        of_schools(due, lines, schools)


def of_schools(due, lines, schools):
    """Those who see to the training of a school; one level up whoever does for the district."""
    above = list(people_of_the_district(Can.RUN_TRAINING)) if due.rule.escalates else []
    heads = people_by_school(schools, Can.RECORD_TRAINING)
    for school_id, day in sorted({(line.school_id, line.due_on) for line in lines}):
        school = schools[school_id]
        path = reverse("governance:training-council", args=[school.code])
        key = f"due/training-people/{school_id}/{day}/{due.rule.days}"
        people = {person.pk: person for person in [*heads.get(school_id, []), *above]}
        tell_each(notices.PEOPLE_OVERDUE, [Case(people.values(), path, key, school, {"day": day})], about=school)


def of_sessions(due):
    """Those who still need what a session teaches."""
    near = TrainingSession.objects.coming(due.on).filter(held_on__in=due.days)
    for session in sessions.with_everything(near):
        modules = [module.pk for module in session.modules.all()]
        asked = None if session.is_district_wide else [school.pk for school in session.schools.all()]
        lines = [line for line in standing.lines(due.on, schools=asked, lacking=modules) if line.user_id]
        users = User.objects.in_bulk({line.user_id for line in lines})
        schools = School.objects.in_bulk({line.school_id for line in lines})
        found = {}
        for line in lines:
            found.setdefault(line.user_id, line.school_id)
        cases = [
            Case(
                [users[user]],
                session.get_absolute_url(),
                f"training-session/{session.pk}/{session.held_on}/{due.rule.days}",
                schools[school],
                {"what": words_of(session), "day": session.held_on},
            )
            for user, school in found.items()
        ]
        tell_each(notices.SESSION_SOON, cases, about=session)


def names_of(module):
    return {code: getattr(module, f"name_{code}") or module.name_en for code, _name in settings.LANGUAGES}


def words_of(session):
    """What a session is called, in each language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        title = getattr(session, f"title_{code}") or session.title_en
        found[code] = title or ", ".join(names_of(module)[code] for module in session.modules.all())
    return found
