"""Delivered against agreed: what a schedule expects by a day, what is behind, and that contacts are never reach."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.agreements import delivery, pictures
from partnerships.models import Agreement, Programme, ProgrammeSite, ServiceEntry
from partnerships.models.programmes import MONTHS
from tests.factories import (
    ProgrammeFactory,
    ProgrammeSiteFactory,
    SchoolFactory,
    ServiceEntryFactory,
    UserFactory,
)

DECEMBER = date(2025, 12, 5)


def site(ended_on=None, **values):
    programme = Programme(pk=1, fall_year=2025, agreement=Agreement(ended_on=ended_on))
    return ProgrammeSite(pk=1, programme=programme, **{"months": [10, 11, 12], **values})


def done(place, sessions=0, month=10, today=DECEMBER):
    counts = {}
    if sessions:
        counts[1, None, month] = delivery.Counts()
        counts[1, None, month].add("LOGGED", {"sessions": Decimal(sessions)})
    return delivery.delivery_of(place, counts, today)


@given(
    agreed=st.integers(1, 5000),
    months=st.lists(st.sampled_from(MONTHS), min_size=1, unique=True),
)
def test_the_parts_of_a_year_add_up_to_what_was_agreed_and_lie_in_its_months(agreed, months):
    plan = delivery.schedule(site(sessions=agreed, per="YEAR", months=months), "sessions")
    assert sum(plan.values()) == agreed
    assert {day.month for day, part in plan.items() if part} <= set(months)
    parts = [part for day, part in plan.items() if day.month in months]
    assert max(parts) - min(parts) <= 1


def test_what_was_agreed_for_a_month_is_expected_in_each_month_of_the_schedule_and_in_no_other():
    plan = delivery.schedule(site(sessions=4, months=[10, 1]), "sessions")
    assert {day: part for day, part in plan.items() if part} == {date(2025, 10, 1): 4, date(2026, 1, 1): 4}


def test_nothing_is_expected_in_months_that_begin_after_the_agreement_was_ended():
    ended = done(site(sessions=4, ended_on=date(2025, 10, 31)), 4)
    assert (ended.expected("sessions"), ended.is_behind, ended.missing_months) == (4, False, [])


def test_only_months_that_are_over_are_expected():
    assert done(site(sessions=4)).expected("sessions") == 8
    assert done(site(sessions=4), today=date(2025, 10, 31)).expected("sessions") == 0


@pytest.mark.parametrize(
    ("sessions", "words"),
    [
        (2, "Behind by 6 sessions: 2 of 8 expected by now."),
        (7, "Behind by 1 session: 7 of 8 expected by now."),
        (6.5, "Behind by 1.5 sessions: 6.5 of 8 expected by now."),
        (8, "Sessions as agreed: 8 delivered, 8 expected by now."),
        (11, "Sessions as agreed: 11 delivered, 8 expected by now."),
    ],
)
def test_words_say_what_is_behind_and_by_how_much(sessions, words):
    assert done(site(sessions=4), sessions).words() == [words]


def test_before_the_first_month_is_over_and_without_an_agreement_nothing_is_behind():
    early = done(site(sessions=4), 1, today=date(2025, 10, 9))
    assert (early.is_behind, early.words()) == (False, ["No sessions are expected yet; 1 were delivered."])
    free = done(site(months=[]), 3)
    assert (free.is_behind, free.has) == (False, ())
    assert len(free.words()) == 1


def test_months_without_an_entry_are_named_and_summer_is_not():
    assert done(site(sessions=4), 4).missing_months == [date(2025, 11, 1)]
    assert done(site(sessions=4, months=[7, 8])).missing_months == [date(2025, 7, 1), date(2025, 8, 1)]


def test_places_together_have_a_reach_only_if_each_has_one():
    places = [done(site(sessions=4, reach=30), 4), done(site(sessions=2, reach=None))]
    total = delivery.together(places, 2025, DECEMBER)
    assert (total.expected("sessions"), total.delivered("sessions"), total.agreed_reach) == (12, 4, None)
    assert delivery.together(places[:1], 2025, DECEMBER).agreed_reach == 30
    assert delivery.together([], 2025, DECEMBER).words()


def test_what_one_place_delivers_beyond_what_was_agreed_does_not_make_up_for_another():
    total = delivery.together([done(site(sessions=4), 20), done(site(sessions=4))], 2025, DECEMBER)
    assert total.is_behind
    assert total.words() == [
        "Sessions as agreed: 20 delivered, 16 expected by now.",
        "1 place is behind.",
    ]


def test_the_chart_draws_no_more_than_was_agreed_and_says_the_rest():
    chart = pictures.columns_of(done(site(sessions=4), 40), "delivered")
    assert len(chart.columns) == 12
    assert all(column.part_height <= column.height for column in chart.columns)
    assert "October 2025: 40 of 4" in chart.words.description


@pytest.mark.django_db
def test_entries_are_summed_by_place_and_month_confirmed_apart_and_in_one_query(django_assert_num_queries):
    place = ProgrammeSiteFactory(hours=4)
    mine = {"programme": place.programme, "school": place.school}
    ServiceEntryFactory(**mine, sessions=3, hours="4.5", state="CONFIRMED", confirmed_by=UserFactory())
    ServiceEntryFactory(**mine, sessions=2, starts_on=date(2025, 11, 4), adults_total=9)
    ServiceEntryFactory(**mine, sessions=7, state="WITHDRAWN", reason="Logged twice.")
    ServiceEntryFactory(programme=place.programme, school=SchoolFactory(), sessions=5)
    with django_assert_num_queries(1):
        found = delivery.deliveries([place], DECEMBER)[place.pk]
    assert (found.total.confirmed["sessions"], found.total.waiting["sessions"]) == (3, 2)
    assert (found.delivered("hours"), found.total.of("adults_total")) == (Decimal("4.5"), 9)
    assert delivery.amount(found.delivered("hours")) == "4.5"


@pytest.mark.django_db
def test_a_partner_at_work_is_counted_once_at_a_school_and_once_in_the_district():
    first, second = ProgrammeFactory(), ProgrammeFactory()
    sibling = ProgrammeFactory(agreement=first.agreement)
    school, other = SchoolFactory(), SchoolFactory()
    for programme, place in ((first, school), (sibling, school), (first, other), (second, other)):
        ServiceEntryFactory(programme=programme, school=place)
    everywhere = ServiceEntry.objects.all()
    assert delivery.partners_at_work(everywhere, 2025) == 2
    assert delivery.partners_at_work(everywhere.filter(school=school), 2025) == 1
    assert delivery.partners_at_work(everywhere, 2024) == 0
