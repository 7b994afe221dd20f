"""A few series with their sessions, home languages, yearly totals: what the pages of engagement's quality show."""

from datetime import date, time, timedelta

import pgtrigger
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from district import school_years
from district.models import Language
from fce_portal.demo import days as school_days
from fce_portal.demo.recipes import overlap
from partnerships.activity_types import ActivityType as T
from partnerships.choices import Audience, Mode, Place, RunBy, TeamStep
from partnerships.models import Activity, ActivitySeries, EngagementRule, HomeLanguage
from partnerships.models.reach import Month

COURSES = (
    (T.FAMILY_ACADEMY, "Parent University: helping with reading", 6),
    (T.PARENT_LEADERSHIP, "Parent leadership course", 8),
    (T.APTT, "Class team, grade 2", 4),
)
LANGUAGES = {"en": 0.5, "es": 0.42, "pt": 0.03, "ksw": 0.02, "so": 0.01, "ar": 0.012}
TEAM_GRADES = (2, 2)
INVITED = 22  # families of a class
SCHOOLS = 6
REASON = "Each family left with a strategy and a goal for one child."


def make_series(rng, places, people, today, home):
    """Series at the home school, at a few others and in the district; the two school years up to `today`."""
    this_year = school_years.fall_year_of(today)
    busy = [place for place in places if place.is_open and place.drive]
    chosen = [place for place in busy if place.school == home]
    chosen += rng.sample([place for place in busy if place.school != home], min(SCHOOLS - 1, len(busy) - 1))
    drawn = []
    for fall_year in (this_year - 1, this_year):
        for place in chosen:
            fitting = [course for course in COURSES if course[0] != T.APTT or overlap(place.grades, TEAM_GRADES)]
            courses = fitting if place.school == home else [rng.choice(fitting)]
            by = people.principals.get(place.school.pk, people.central)
            drawn += [begin(rng, course, place.school, fall_year, by, today) for course in courses]
        drawn.append(begin(rng, COURSES[1], None, fall_year, people.central, today))
    drawn = [one for one in drawn if one is not None]
    made = ActivitySeries.objects.bulk_create([series for series, _days in drawn])
    sessions = [
        session(rng, series, number, day, len(days))
        for series, (_same, days) in zip(made, drawn, strict=True)
        for number, day in enumerate(days, 1)
    ]
    Activity.objects.bulk_create(sessions)
    log_near_the_day(rng, sessions)
    HomeLanguage.objects.bulk_create(
        spoken
        for fall_year in (this_year - 1, this_year)
        for place in chosen
        for spoken in languages(rng, place, fall_year, people)
    )
    EngagementRule.objects.create(pk=1, title_one_by=Month.NOVEMBER)


def begin(rng, course, school, fall_year, by, today):
    """A series and the days of the sessions held so far; None where it would begin in the future."""
    activity_type, title, planned = course
    begins_on = date(fall_year, 9, 15) + timedelta(days=rng.randint(0, 20))
    days = [school_days.next_school_day(begins_on + timedelta(days=14 * number)) for number in range(planned)]
    held = [day for day in days if day < today]
    if not held:
        return None
    is_over = len(held) == planned
    enrolled = rng.randint(12, 30) if activity_type != T.APTT else None
    completed = round(enrolled * rng.uniform(0.6, 0.95)) if enrolled and is_over else None
    return ActivitySeries(
        school=school,
        activity_type=activity_type,
        title=title,
        begins_on=days[0],
        sessions_planned=planned,
        enrolled_total=enrolled,
        completed_total=completed,
        roles_taken_total=rng.randint(1, 4) if completed and activity_type == T.PARENT_LEADERSHIP else None,
        made_by_id=by,
    ), held


def session(rng, series, number, day, _total):
    """One session; a class team's four follow the steps of its year."""
    enrolled = series.enrolled_total or INVITED
    people = rng.randint(enrolled // 2, enrolled)
    counts = {"families_total": people, "adults_total": min(people + rng.randint(0, 4), enrolled)}
    if series.activity_type == T.APTT:
        step = TeamStep.values[number - 1]
        counts = {"families_total": people, "invited_total": INVITED, "classes_total": 1, "team_step": step}
    else:
        counts["hours_total"] = 2
    return Activity(
        school=series.school,
        activity_type=series.activity_type,
        series=series,
        is_series=True,
        title=f"{series.title}, session {number}",
        held_on=day,
        starts_at=time(17, 30),
        ends_at=time(19, 30),
        place=Place.SCHOOL if series.school else Place.COMMUNITY,
        mode=Mode.IN_PERSON,
        run_by=[RunBy.TEACHERS],
        audience=Audience.BOTH,
        rating_linked_to_learning=3,
        reason_linked_to_learning=REASON,
        languages_offered=["en", "es"],
        interpretation_provided=True,
        child_care=True,
        logged_by_id=series.made_by_id,
        **counts,
    )


def log_near_the_day(rng, sessions):
    """Not all at this moment; their histories say the same."""
    now, events = timezone.now(), Activity.pgh_event_model
    for one in sessions:
        one.logged_at = one.changed_at = school_days.moment_after(rng, one.held_on, now)
    logged = Activity.objects.filter(pk=OuterRef("pgh_obj")).values("logged_at")
    with pgtrigger.ignore("partnerships.Activity:update_update", f"{events._meta.label}:append_only"):
        Activity.objects.bulk_update(sessions, ["logged_at", "changed_at"])
        events.objects.filter(pgh_obj__in=sessions).update(
            logged_at=Subquery(logged), changed_at=Subquery(logged), pgh_created_at=Subquery(logged)
        )


def languages(rng, place, fall_year, people):
    known = set(Language.objects.values_list("tag", flat=True))
    for tag, part in LANGUAGES.items():
        families = round(place.families * part * rng.uniform(0.7, 1.2))
        if tag in known and families:
            yield HomeLanguage(
                school=place.school,
                fall_year=fall_year,
                language_id=tag,
                families_total=families,
                stated_by_id=people.principals.get(place.school.pk, people.central),
            )
