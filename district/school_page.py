"""What the page of a school brings together, for one reader.

The council, the activities, the reach and the work with partners belong to rooms below this one; they are reached
through the school's own relations, so this module knows them only by name. What the public site adds is named in the
settings (`SCHOOL_PAGE`).
"""

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.module_loading import import_string

from district import school_years
from district.access import Can, may
from district.history import history_of
from district.models import Membership

LATEST = 5


def of(school, user):
    today = timezone.localdate()
    fall_year = school_years.fall_year_of(today)
    periods = list(school.profiles.all())
    context = {
        "school": school,
        "facts": facts_on(periods, today),
        "periods": periods,
        "is_open": is_open(school, today),
        "opens_later": school.opened_on is not None and school.opened_on > today,
        "came_from": list(school.came_from.select_related("predecessor").order_by("predecessor__name")),
        "went_into": list(school.went_into.select_related("successor").order_by("successor__name")),
        "changes": [one for one in school.changes.standing().for_people() if one.is_to_come],
        "takes_in": [one for one in school.takes_in.standing().for_people() if one.is_to_come],
        "council": council_of(school),
        "surveys": surveys_of(school),
        "year_label": school_years.label(fall_year),
        "may_edit": may(user, Can.EDIT_SCHOOL, school),
        "may_log": may(user, Can.LOG_ACTIVITY, school),
        "may_propose_targets": may(user, Can.PROPOSE_TARGETS, school),
        "may_read_activities": may(user, Can.VIEW_ACTIVITY, school),
        "may_take_evidence": may(user, Can.TAKE_EVIDENCE, school),
        "fall_year": fall_year,
        "may_see_partners": may(user, Can.VIEW_PARTNER_NET),
        "may_read_people": may_read_people(user, school),
        "review_code": school.code if may(user, Can.REVIEW_ACCESS, school) else "",
        "may_manage_people": may(user, Can.MANAGE_PEOPLE),
        "may_read_history": may(user, Can.VIEW_HISTORY, school),
    }
    context |= together_with(school, user)
    context["public"] = import_string(settings.SCHOOL_PAGE)(school)
    if context["may_read_activities"]:
        context["activities"] = latest_activities(school, user, fall_year)
        context["reach"] = reach = school.yearly_reach.visible_to(user).first()
        context["reach_year"] = school_years.label(reach.fall_year) if reach else ""
    if context["may_read_people"]:
        context["people"] = people_of(school)
    if context["may_read_history"]:
        context["history"] = history_of_school(school, periods)
    return context


def history_of_school(school, periods):
    """The school's record and its periods of facts, newest first."""
    entries = [entry for record in [school, *periods] for entry in history_of(record)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def facts_on(periods, day):
    """The period in force on `day`, or None before the first and after the last."""
    for period in periods:
        if period.starts_on <= day and (period.ends_on is None or period.ends_on >= day):
            return period
    return None


def is_open(school, day):
    return (school.opened_on is None or school.opened_on <= day) and (
        school.closed_on is None or school.closed_on >= day
    )


def council_of(school):
    try:
        return school.council
    except ObjectDoesNotExist:
        return None


def surveys_of(school):
    """Surveys asked here whose results everybody may read, newest first; each with the address of the school's."""
    shown = school.survey_places.filter(survey__state="PUBLISHED", survey__is_public=True)
    return list(shown.select_related("survey").order_by("-survey__closes_on")[:LATEST])


def together_with(school, user):
    """Of walkthrough, agreements and evaluations of this school what the reader may open; empty for who may none."""
    found = {}
    if may(user, Can.VIEW_WALKTHROUGH):
        found["walkthrough"] = school.walkthroughs.visible_to(user).order_by("-held_on", "-pk").first()
    if may(user, Can.VIEW_AGREEMENT):
        found["has_agreements"] = school.agreements.visible_to(user).exists()
    if may(user, Can.VIEW_EVALUATION):
        found["has_evaluations"] = school.partner_evaluations.visible_to(user).exists()
    return {**found, "has_together": any(found.values())}


def latest_activities(school, user, fall_year):
    """Of this school year only, so that the database reads one year and not the whole history."""
    return list(school.activities.visible_to(user).in_school_year(fall_year).order_by("-held_on", "-pk")[:LATEST])


def may_read_people(user, school):
    """Who holds which role at a school is for those who lead it; names only, never contact details."""
    return may(user, Can.VIEW_HISTORY, school) or may(user, Can.MANAGE_PEOPLE)


def people_of(school):
    current = Membership.objects.current().filter(school=school, user__is_active=True)
    return current.select_related("user").order_by("role", "user__name")
