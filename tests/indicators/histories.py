"""Random histories of the rows that are counted, and a second, naive count of them in plain Python."""

from collections import Counter
from datetime import date, timedelta

from django.db import connection
from hypothesis import strategies as st

from governance.models import Council, CouncilMeeting
from indicators.measures import slice_key_of
from indicators.models import DistrictCell, MeasureCell, RollupRun, SchoolYearCell, StaleCell
from partnerships.models import Activity, ActivityType
from partnerships.models.activities import Audience
from tests.factories import CouncilFactory, InitiativeFactory, SchoolFactory, UserFactory

FIRST_DAY = date(2025, 5, 20)  # six weeks on either side of a new school year
DAYS = 80


class World:
    """Three schools with councils, three initiatives, and the steps that a history is made of."""

    def __init__(self):
        self.user = UserFactory()
        self.schools = [None, *SchoolFactory.create_batch(3)]
        self.initiatives = InitiativeFactory.create_batch(3)
        self.councils = [CouncilFactory(school=school) for school in self.schools[1:]]

    def clear(self):
        for model in (Activity.initiatives.through, Activity, CouncilMeeting, StaleCell, RollupRun):
            model.objects.all()._raw_delete("default")
        for model in (MeasureCell, DistrictCell, SchoolYearCell):
            model.objects.all().delete()

    def activity(self, number):
        rows = Activity.objects.order_by("pk")
        return rows[number % len(rows)] if rows.exists() else None

    def step(self, step):
        name, *details = step
        getattr(self, name)(*details)

    # ---------------------------------------------------------------- one row at a time

    def log(self, school, day, values):
        Activity.objects.create(
            school=self.schools[school], held_on=day_of(day), title="x", logged_by=self.user, **values
        )

    def change(self, number, values):
        if activity := self.activity(number):
            Activity.objects.filter(pk=activity.pk).update(**values)

    def move(self, number, school, day):
        if activity := self.activity(number):
            activity.school, activity.held_on = self.schools[school], day_of(day)
            activity.save()

    def link(self, number, picked):
        if activity := self.activity(number):
            activity.initiatives.set([self.initiatives[index] for index in picked])

    def delete(self, number):
        if activity := self.activity(number):
            activity.deleted_at, activity.deleted_by, activity.deleted_reason = activity.logged_at, self.user, "twice"
            activity.save()

    def restore(self, number):
        if activity := self.activity(number):
            activity.deleted_at, activity.deleted_by, activity.deleted_reason = None, None, ""
            activity.save()

    def erase(self, number):
        if activity := self.activity(number):
            activity.delete()

    def meet(self, council, day, present):
        CouncilMeeting.objects.update_or_create(
            council=self.councils[council],
            held_on=day_of(day),
            defaults={"voting_present": present, "quorum_required": 8, "recorded_by": self.user},
        )

    def cancel(self, council):
        CouncilMeeting.objects.filter(council=self.councils[council]).delete()

    # ---------------------------------------------------------------- past the models

    def sql(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def swap_councils(self):
        """Two councils change their schools in one statement's time; the meetings go with them."""
        one, other = self.councils[:2]
        spare = SchoolFactory()
        for council, school in ((one, spare), (other, one.school), (one, other.school)):
            Council.objects.filter(pk=council.pk).update(school=school)
        one.school, other.school = other.school, one.school


SQL = [
    "UPDATE partnerships_activity SET held_on = held_on + 31 WHERE id % 2 = 0",
    "UPDATE partnerships_activity SET held_on = held_on - 31, families_total = coalesce(families_total, 0) + 1",
    "UPDATE partnerships_activity SET id = id + 1000000 WHERE id < 1000000 AND NOT EXISTS ("
    " SELECT FROM partnerships_activity_initiatives WHERE activity_id = partnerships_activity.id)",
    "DELETE FROM partnerships_activity_initiatives WHERE id % 2 = 0",
    "DELETE FROM partnerships_activity_initiatives; DELETE FROM partnerships_activity WHERE id % 3 = 0",
    "UPDATE partnerships_activity_initiatives SET activity_id = (SELECT min(id) FROM partnerships_activity)"
    " WHERE id = (SELECT max(id) FROM partnerships_activity_initiatives) AND NOT EXISTS ("
    " SELECT FROM partnerships_activity_initiatives AS other WHERE other.activity_id = ("
    " SELECT min(id) FROM partnerships_activity))",
    "UPDATE governance_councilmeeting SET held_on = held_on + 400",
    "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE partnerships_activity_initiatives; SET CONSTRAINTS ALL DEFERRED",
]


def day_of(number):
    return FIRST_DAY + timedelta(days=number)


def values():
    number = st.none() | st.integers(0, 60)
    return st.fixed_dictionaries(
        {
            "activity_type": st.sampled_from(
                [ActivityType.WORKSHOP, ActivityType.HOME_VISIT_PTHV, ActivityType.HOME_VISIT_ATT, ActivityType.SOCIAL]
                + [ActivityType.VOLUNTEER]
            ),
            "audience": st.sampled_from(["", Audience.FAMILIES, Audience.BOTH]),
            "rating_linked_to_learning": st.sampled_from([None, 0, 1, 2]),
            "families_total": number,
            "visits_first_total": number,
            "hours_total": st.none() | st.decimals(0, 50, places=2),
            "interpretation_provided": st.booleans(),
            "languages_offered": st.sampled_from([[], ["es"], ["pt", "es"], ["so"]]),
        }
    )


def steps():
    number, school, day = st.integers(0, 30), st.integers(0, 3), st.integers(0, DAYS)
    some = st.lists(st.integers(0, 2), unique=True)
    council = st.integers(0, 2)
    return st.one_of(
        st.tuples(st.just("log"), school, day, values()),
        st.tuples(st.just("log"), school, day, values()),  # twice, so that there is something to change
        st.tuples(st.just("change"), number, values()),
        st.tuples(st.just("move"), number, school, day),
        st.tuples(st.just("link"), number, some),
        st.tuples(st.just("link"), number, some),
        st.tuples(st.sampled_from(["delete", "restore", "erase"]), number),
        st.tuples(st.just("meet"), council, day, st.integers(0, 14)),
        st.tuples(st.just("cancel"), council),
        st.tuples(st.just("sql"), st.sampled_from(SQL)),
        st.tuples(st.just("swap_councils")),
    )


def counted_by_hand():
    """{(school key, month, piece or 0): {measure: number}}, without the ORM's aggregates or any SQL of ours."""
    cells = {}
    for activity in Activity.objects.prefetch_related("initiatives"):
        if activity.deleted_at is None:
            for slice_key in (0, *(initiative.pk for initiative in activity.initiatives.all()), *cut(activity)):
                key = (activity.school_id or 0, activity.held_on.replace(day=1), slice_key)
                cells.setdefault(key, Counter()).update(counts_of(activity))
    for meeting in CouncilMeeting.objects.select_related("council"):
        key = (meeting.council.school_id, meeting.held_on.replace(day=1), 0)
        counts = {"council_meetings_held": 1, "council_meetings_with_quorum": int(meeting.had_quorum)}
        cells.setdefault(key, Counter()).update(counts)
    return {key: {code: number for code, number in counts.items() if number} for key, counts in cells.items()}


def cut(activity):
    """The keys of the pieces by type and by language; celebrations are in no language's piece."""
    languages = [] if activity.activity_type == "SOCIAL" else activity.languages_offered
    return [slice_key_of("type", activity.activity_type), *(slice_key_of("language", tag) for tag in languages)]


def counts_of(activity):
    weekend = activity.held_on.isoweekday() >= 6
    social = activity.activity_type == "SOCIAL"
    rating = activity.rating_linked_to_learning
    relational, attendance = activity.activity_type == "HOME_VISIT_PTHV", activity.activity_type == "HOME_VISIT_ATT"
    held = int(not social)
    return {
        "activities_logged": 1,
        "activities_held": held,
        "social_events": int(social),
        "activities_rated": held and int(rating is not None),
        "activities_linked_to_learning": held and int((rating or 0) >= 2),
        "activities_with_audience": held and int(activity.audience != ""),
        "activities_dual": held and int(activity.audience == "BOTH"),
        "families_attending": 0 if activity.is_home_visit else activity.families_total or 0,
        "home_visits_relational_first": relational and activity.visits_first_total or 0,
        "home_visits_attendance_first": attendance and activity.visits_first_total or 0,
        "activities_with_interpretation": held and int(activity.interpretation_provided),
        "activities_offered_in_spanish": held and int("es" in activity.languages_offered),
        "activities_for_families": held and int(activity.audience == "FAMILIES"),
        "activities_with_help": held and int(activity.interpretation_provided),
        "activities_with_languages": held and int(bool(activity.languages_offered)),
        "activities_in_other_languages": held and int(bool(set(activity.languages_offered) - {"en", "es"})),
        "activities_evening_or_weekend": held and int(weekend),
        "activities_with_time": held and int(weekend),
        "volunteer_hours": int((activity.hours_total or 0) * 100) if activity.activity_type == "VOLUNTEER" else 0,
    }


def counted_by_rollup():
    """The same, as the cells say it."""
    from indicators.measures import by_code

    cells = {}
    for cell in MeasureCell.objects.all():
        key = (cell.school_key, cell.month, cell.slice_key)
        cells.setdefault(key, {}).update(by_code(cell.source, cell.counts))
    return cells
