"""What happens to schools: they open, their facts change from a day on, they close or merge into others."""

from datetime import timedelta

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from district.models import SchoolProfile, SchoolSuccession

ONE_DAY = timedelta(days=1)


@transaction.atomic
def open_school(*, school, facts, predecessors=(), by):
    """Enter a new school with the facts in force from `facts.starts_on`."""
    with pghistory.context(user=by.pk):
        school.save()
        school.predecessors.set(predecessors, through_defaults={"on": school.opened_on})
        facts.school = school
        facts.save()
    return school


@transaction.atomic
def change_facts(*, facts, by):
    """Put `facts` (unsaved, of a school) in force from their first day on.

    The period in force until then ends the day before; the new one lasts as long as that one would have, so that
    periods entered for later days stay as they are. Raises IntegrityError if a period begins on that very day.
    """
    periods = list(SchoolProfile.objects.select_for_update().filter(school=facts.school))
    facts.ends_on = end_of_new_period(periods, facts.starts_on)
    with pghistory.context(user=by.pk if by else None):
        for before in periods:
            if before.starts_on < facts.starts_on and (before.ends_on is None or before.ends_on >= facts.starts_on):
                before.ends_on = facts.starts_on - ONE_DAY
                before.save(update_fields=["ends_on"])
        facts.save()
        take_name_in_force(facts.school)
    return facts


def end_of_new_period(periods, starts_on):
    """The day before the next period that is known, else open."""
    later = [period.starts_on for period in periods if period.starts_on > starts_on]
    return min(later) - ONE_DAY if later else None


def correct_period(*, period, by):
    """Store a corrected period; its dates may touch no other period of the school."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        period.save()
        take_name_in_force(period.school)


def take_name_in_force(school, on=None):
    """A school goes by the name of the facts in force today; without any it keeps the name it has."""
    facts = school.profile_on(on)
    if facts and facts.name != school.name:
        school.name = facts.name
        school.save(update_fields=["name"])


def take_names_in_force(on=None):
    """For the night: names that begin to hold today. Returns how many schools changed their name."""
    changed = 0
    in_force = SchoolProfile.objects.on(on or timezone.localdate()).select_related("school")
    for facts in in_force.exclude(name=F("school__name")):
        take_name_in_force(facts.school, on)
        changed += 1
    return changed


@transaction.atomic
def close_school(*, school, closed_on, successors=(), by):
    """Close a school after its last day and say which schools carry on from the next (a split has several)."""
    with pghistory.context(user=by.pk):
        school.closed_on = closed_on
        school.save(update_fields=["closed_on"])
        for successor in successors:
            SchoolSuccession.objects.update_or_create(
                successor=successor, predecessor=school, defaults={"on": closed_on + ONE_DAY}
            )
    return school


@transaction.atomic
def keep_open(*, school, not_into=None):
    """Take back that a school closes, and that `not_into` carries it on."""
    school.closed_on = None
    school.save(update_fields=["closed_on"])
    SchoolSuccession.objects.filter(predecessor=school, successor=not_into).delete()
