"""What dashboards read: right sums, ratios of sums, and a cost that does not grow."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import dashboards, engagement, presenting, rollups
from indicators.dashboards import Asked
from partnerships.models import ActivityType
from tests.factories import (
    ActivityFactory,
    CouncilMeetingFactory,
    InitiativeFactory,
    SchoolFactory,
    ServiceEntryFactory,
)

pytestmark = pytest.mark.django_db

OCTOBER = date(2025, 10, 1)


def logged(**fields):
    activity = ActivityFactory(**fields)
    rollups.refresh_all()
    return activity


def test_the_district_is_the_sum_of_its_schools_and_of_what_belongs_to_none():
    ActivityFactory(families_total=10)
    ActivityFactory(families_total=5, held_on=date(2026, 1, 9))
    logged(school=None, families_total=100)

    year = engagement.district_by_month(2025)

    assert year.total.counts["families_attending"] == 115
    assert [month.figures.counts["families_attending"] for month in year.months][3:7] == [110, 0, 0, 5]
    assert year.months[3].first_day == OCTOBER
    assert year.months[3].schools == {"activities": 1}
    assert engagement.school_by_month(0, 2025).total.counts["families_attending"] == 100


def test_a_school_year_ends_with_june():
    school = SchoolFactory()
    ActivityFactory(school=school, held_on=date(2026, 6, 30))
    logged(school=school, held_on=date(2026, 7, 1))
    years = engagement.school_years_of(school, [2025, 2026])
    assert [years[year].total.counts["activities_held"] for year in (2025, 2026)] == [1, 1]
    assert [page.figures.counts["activities_held"] for page in engagement.by_school(2026).rows] == [1]


def test_ratios_are_of_sums_and_nothing_is_not_zero():
    school, other = SchoolFactory.create_batch(2)
    ActivityFactory(school=school, rating_linked_to_learning=2)
    ActivityFactory.create_batch(3, school=other, rating_linked_to_learning=0)
    logged(school=other)  # not rated

    total = engagement.district_by_month(2025).total

    assert total.ratios["linked_to_learning_share"] == 0.25  # not the mean of 1 and 0
    assert total.ratios["dual_share"] is None


def test_home_visits_and_celebrations_are_counted_apart():
    ActivityFactory(activity_type=ActivityType.HOME_VISIT_PTHV, visits_first_total=4, families_total=4)
    ActivityFactory(activity_type=ActivityType.HOME_VISIT_ATT, visits_first_total=3, visits_second_total=1)
    ActivityFactory(activity_type=ActivityType.VOLUNTEER, hours_total=Decimal("7.25"))
    logged(activity_type=ActivityType.SOCIAL, families_total=200)

    counts = engagement.district_by_month(2025).total.counts

    assert (counts["home_visits_relational_first"], counts["home_visits_attendance_first"]) == (4, 3)
    assert counts["families_attending"] == 200
    assert (counts["activities_held"], counts["social_events"], counts["activities_logged"]) == (3, 1, 4)
    assert counts["volunteer_hours"] == Decimal("7.25")


def test_an_activity_counts_for_each_of_its_initiatives():
    one, two, none = InitiativeFactory.create_batch(3)
    activity = ActivityFactory(families_total=8)
    activity.initiatives.set([one, two])
    logged(families_total=3).initiatives.add(two)
    rollups.refresh_all()

    counted = {part.record: part.figures.counts["families_attending"] for part in engagement.by_initiative(2025)}
    assert counted == {one: 8, two: 11, none: 0}
    at_school = {
        p.record: p.figures.counts["families_attending"] for p in engagement.by_initiative(2025, activity.school)
    }
    assert at_school == {one: 8, two: 8, none: 0}
    assert [
        (row.school, row.figures.counts["families_attending"])
        for row in engagement.by_school(2025, "-families_attending", initiative=one).rows
    ][0] == (activity.school, 8)


def test_schools_are_sorted_and_come_in_pages():
    for number in range(30):
        ActivityFactory(school=SchoolFactory(name=f"School {number:02d}"), families_total=number)
    rollups.refresh_all()

    names = [row.school.name for row in engagement.by_school(2025).rows]
    assert names[:2] == ["School 00", "School 01"] and len(names) == 25
    largest = engagement.by_school(2025, "-families_attending")
    assert [row.figures.counts["families_attending"] for row in largest.rows][:2] == [29, 28]
    assert (largest.page, largest.pages, largest.total) == (1, 2, 30)
    assert engagement.by_school(2025, "families_attending", 99).page == 2
    assert engagement.by_school(2025, "no_such_measure", -5).order == "name"
    in_october = engagement.by_school(2025, "-families_attending", month=OCTOBER)
    assert [row.school.name for row in in_october.rows][:1] == ["School 29"]
    assert not any(row.figures.counts["families_attending"] for row in engagement.by_school(2024).rows)


def test_a_closed_school_is_listed_only_where_it_counted_something():
    closed = SchoolFactory(closed_on=date(2020, 6, 30))
    SchoolFactory()
    assert engagement.by_school(2025).total == 1
    logged(school=closed)
    assert engagement.by_school(2025).total == 2


def test_coverage_says_how_many_of_the_open_schools_logged_anything():
    SchoolFactory(closed_on=date(2020, 6, 30))
    SchoolFactory()
    logged(activity_type=ActivityType.SOCIAL)
    logged(school=None)
    assert engagement.coverage(2025) == engagement.Coverage(schools_open=2, schools_reported=1)


def test_freshness_says_what_waits():
    assert engagement.freshness() == engagement.Freshness(0, None, None)
    ActivityFactory()
    fresh = engagement.freshness()
    assert fresh.waiting == 1 and fresh.oldest_waiting and fresh.refreshed_at is None
    rollups.refresh_all()
    fresh = engagement.freshness()
    assert fresh.waiting == 0 and fresh.oldest_waiting is None and fresh.refreshed_at


def test_council_meetings_are_counted_with_their_quorum():
    CouncilMeetingFactory(voting_present=8)
    CouncilMeetingFactory(voting_present=7)
    rollups.refresh_all()
    assert engagement.district_by_month(2025).total.ratios["quorum_share"] == 0.5


READS = [
    lambda: engagement.district_years([2024, 2025]),
    lambda: engagement.school_by_month(1, 2025),
    lambda: engagement.by_initiative(2025),
    lambda: engagement.by_initiative(2025, 1),
    lambda: engagement.by_school(2025),
    lambda: engagement.by_school(2025, "-families_attending"),
    lambda: engagement.by_school(2025, "families_attending", month=OCTOBER),
    lambda: engagement.coverage(2025),
    lambda: engagement.freshness(),
]


def test_each_read_is_one_query_however_many_schools_and_activities(django_assert_num_queries):
    for _ in range(2):
        for school in SchoolFactory.create_batch(30):
            ActivityFactory.create_batch(2, school=school).pop().initiatives.set([InitiativeFactory()])
        rollups.refresh_all()
        for read in READS:
            with CaptureQueriesContext(connection) as queries:
                read()
            assert len(queries) == 1, [query["sql"] for query in queries]


def test_hours_are_shown_as_hours_though_they_are_kept_in_hundredths():
    ServiceEntryFactory(hours=Decimal("7.5"))
    rollups.refresh_all()
    done = dashboards.engagement_of_district(Asked(2025, "ELL", "name", 1, None, ""))
    shown = {row[0]: row[1] for theme in presenting.themes(done) for row in theme.rows}
    assert shown["Hours of partners, not confirmed yet"] == "7.5"
