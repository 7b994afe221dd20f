"""Reminders of compacts and engagement policies, by the reminder rules of the district (`plans.reminders`): approval by
the district's day; translating and handing out within two weeks; looking back before the summer.

The two weeks and the day of looking back are the portal's own: no law sets them.
"""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can
from district.models import School
from district.notices import Case, in_each_language, people_by_school, people_of_the_district, tell_each
from governance.compacts import notices, overview
from governance.models import Compact, CompactVersion
from governance.models.compacts import CompactState, DocumentKind
from plans import reminders

WITHIN = timedelta(days=14)
LOOK_BACK_BY = (6, 1)  # month and day of the second half of the school year
# What a state waits for: within two weeks, or before the summer.
STEPS = {
    CompactState.APPROVED: _("begin translating it"),
    CompactState.TRANSLATION: _("its translation waits to be finished and published"),
    CompactState.DISTRIBUTED: _("record how families get it: nobody has been told"),
    CompactState.IN_USE: _("look back at the year with the council"),
    CompactState.ANNUAL_REVIEW: _("write what worked and what should change, and close it"),
}
IN_SPRING = (CompactState.IN_USE, CompactState.ANNUAL_REVIEW)


def remind(on):
    """Tell whoever takes these texts on their way what is due or late on the day `on`. Safe to run twice."""
    for due in reminders.dues_on(on):
        with transaction.atomic():
            for kind in DocumentKind:
                of_approvals(due, kind)
            of_steps(due)


def of_approvals(due, kind):
    """Schools without an approved text of the year; one level up is central office."""
    fall_year = school_years.fall_year_of(due.on)
    day = overview.approve_by(fall_year, kind)
    if day not in due.days:
        return
    late = School.objects.open_on(due.on).exclude(pk__in=overview.approved_in(fall_year, kind)).order_by("pk")
    schools = {school.pk: school for school in late}
    if not schools:
        return
    above = list(people_of_the_district(Can.FRAME_COMPACTS)) if due.rule.escalates else []
    begun = {one.school_id: one for one in Compact.objects.filter(kind=kind, fall_year=fall_year, school__in=schools)}
    people = people_by_school(schools, Can.STEER_COMPACT)
    cases = []
    for pk, school in schools.items():
        compact = begun.get(pk) or Compact(kind=kind, school=school, fall_year=fall_year)
        compact.school = school
        words = {"what": in_each_language(kind.label), "day": day, "fall_year": fall_year, "kind": kind.value}
        key = f"due/compact/{kind}/{fall_year}/{day}/{due.rule.days}/{pk}"
        path = compact.get_absolute_url() if compact.pk else begin_at(compact)
        cases.append(Case([*people.get(pk, []), *above], path, key, school, words))
    tell_each(notices.APPROVE_LATE if due.is_late else notices.APPROVE_SOON, cases, about=next(iter(schools.values())))


def begin_at(compact):
    return reverse("governance:compact-begin", args=compact.key)


def of_steps(due):
    """Texts that stay where they are: not translated, not handed out, not looked back at. One level up as above."""
    versions = CompactVersion.objects.filter(state__in=STEPS).select_related("compact__school")
    above = list(people_of_the_district(Can.FRAME_COMPACTS)) if due.rule.escalates else []
    for version in waiting_on(versions, due):
        compact, day = version.compact, due_day(version)
        tell_each(
            notices.STEP_LATE if due.is_late else notices.STEP_SOON,
            [
                Case(
                    [*notices.people_who_steer(compact), *above],
                    compact.get_absolute_url(),
                    f"due/compact-step/{version.pk}/{version.state}/{day}/{due.rule.days}",
                    compact.school,
                    {
                        "compact": in_each_language(compact),
                        "what": in_each_language(STEPS[version.state]),
                        "day": day,
                        "state": version.state,
                    },
                )
            ],
            about=version,
        )


def waiting_on(versions, due):
    """Of these, those that are due on one of the days; who recorded a copy has told families."""
    months = {day.year - 1 for day in due.days if (day.month, day.day) == LOOK_BACK_BY}
    near = versions.filter(state__in=IN_SPRING, compact__fall_year__in=months)
    since = [day - WITHIN for day in due.days]
    soon = versions.exclude(state__in=IN_SPRING).filter(state_since__date__in=since)
    soon = soon.exclude(state=CompactState.DISTRIBUTED, handed_out__isnull=False)
    return [*near, *soon.distinct()]


def due_day(version):
    """By when a version should have gone on."""
    if version.state in IN_SPRING:
        return date(version.compact.fall_year + 1, *LOOK_BACK_BY)
    return timezone.localdate(version.state_since) + WITHIN
