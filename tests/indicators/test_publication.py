"""What is published, what is not, and what a restatement or an undone import does to it."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import ComputedFigure, IndicatorValue, SuppressionRule
from indicators.publication import republish
from tests.factories import ImportRunFactory, IndicatorFactory, IndicatorValueFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def shown(value):
    value.refresh_from_db()
    return value.shown


def test_nothing_is_shown_before_its_import_is_published():
    run = ImportRunFactory(state="ENTERED", published_at=None)
    value = IndicatorValueFactory(run=run)

    republish(run=run)

    assert shown(value) == "PENDING"
    assert not value.is_published


def test_the_states_figures_pass_as_published_with_its_asterisks():
    run = ImportRunFactory(state_file=True)
    rate = IndicatorValueFactory(run=run, instrument="EDSIGHT_CHRONIC", counts=(1, 4))
    star = IndicatorValueFactory(run=run, instrument="EDSIGHT_CHRONIC", display_status="SUPPRESSED", value=None)
    missing = IndicatorValueFactory(run=run, instrument="EDSIGHT_CHRONIC", display_status="NOT_REPORTED", value=None)

    republish(run=run)

    assert [shown(rate), shown(star), shown(missing)] == ["VALUE", "SUPPRESSED", "NOT_REPORTED"]
    assert (rate.shown_value, rate.shown_numerator) == (Decimal(25), 1)
    assert (star.suppression_reason, star.shown_value) == ("SOURCE", None)


def test_the_districts_own_figures_are_judged_as_a_table():
    run = ImportRunFactory()
    small = IndicatorValueFactory(run=run, counts=(3, 40))
    partner = IndicatorValueFactory(run=run, counts=(12, 50))
    large = IndicatorValueFactory(run=run, counts=(60, 300))
    district = IndicatorValueFactory(run=run, district=True, counts=(75, 390))

    outcome = republish(run=run)

    assert [shown(small), shown(partner), shown(large), shown(district)] == [
        "SUPPRESSED",
        "SUPPRESSED",
        "VALUE",
        "VALUE",
    ]
    assert (outcome.judged, outcome.hidden) == (4, 2)
    assert small.shown_value is partner.shown_numerator is None


def test_publishing_again_changes_nothing():
    run = ImportRunFactory()
    IndicatorValueFactory.create_batch(3, run=run)
    republish(run=run)
    before = list(IndicatorValue.objects.order_by("pk").values())

    republish(run=run)

    assert list(IndicatorValue.objects.order_by("pk").values()) == before


def test_a_restatement_replaces_the_figure_only_once_it_is_published():
    school = SchoolFactory()
    first = IndicatorValueFactory(school=school, counts=(30, 100), is_current=False)
    republish(run=first.run)
    second = IndicatorValueFactory(
        school=school, counts=(33, 100), version=2, run=ImportRunFactory(state="APPROVED", published_at=None)
    )

    republish(run=second.run)
    assert (shown(first), shown(second)) == ("VALUE", "PENDING")

    second.run.state, second.run.published_at = "PUBLISHED", first.run.published_at
    second.run.save()
    republish(run=second.run)
    assert (shown(first), shown(second)) == ("PENDING", "VALUE")
    assert IndicatorValue.objects.published().get() == second


def test_the_states_superseded_figures_stay_readable():
    school = SchoolFactory()
    run = ImportRunFactory(state_file=True)
    first = IndicatorValueFactory(instrument="EDSIGHT_CHRONIC", school=school, run=run, is_current=False)
    IndicatorValueFactory(instrument="EDSIGHT_CHRONIC", school=school, run=ImportRunFactory(state_file=True), version=2)

    republish()

    assert shown(first) == "VALUE"
    assert not first.is_published


def test_an_undone_import_is_shown_to_nobody_and_the_figure_before_comes_back():
    school = SchoolFactory()
    first = IndicatorValueFactory(school=school, is_current=False)
    second = IndicatorValueFactory(school=school, version=2)
    republish()

    second.run.state, second.run.undone_at = "UNDONE", second.run.published_at
    second.run.save()
    republish(run=second.run)

    assert (shown(first), shown(second)) == ("VALUE", "PENDING")


def test_without_a_district_row_the_rate_is_computed_from_counts_and_says_from_how_many_schools():
    run = ImportRunFactory()
    IndicatorValueFactory(run=run, counts=(30, 100))
    IndicatorValueFactory(run=run, counts=(30, 300))
    IndicatorValueFactory(run=run, display_status="NOT_REPORTED", numerator=None, denominator=None, value=None)

    republish(run=run)

    computed = ComputedFigure.objects.get()
    assert computed.shown_value == 15  # 60 of 400; the mean of 30 and 10 per cent would be 20
    assert (computed.schools_counted, computed.schools_total) == (2, 3)


def test_an_official_district_row_takes_the_place_of_the_computed_one():
    run = ImportRunFactory()
    IndicatorValueFactory(run=run)
    republish(run=run)
    assert ComputedFigure.objects.count() == 1

    IndicatorValueFactory(run=run, district=True, counts=(31, 104))
    republish(run=run)

    assert ComputedFigure.objects.count() == 0


def test_a_computed_rate_counts_hidden_schools_in_and_still_gives_none_away():
    run = ImportRunFactory()
    hidden = IndicatorValueFactory(run=run, counts=(2, 40))
    others = [IndicatorValueFactory(run=run, counts=(numerator, 100)) for numerator in (20, 30)]

    republish(run=run)

    assert ComputedFigure.objects.get().shown_numerator == 52
    assert [shown(value) for value in [hidden, *others]].count("SUPPRESSED") == 2


def test_what_the_state_hid_is_not_given_away_by_the_districts_own_count():
    school, state = SchoolFactory(), ImportRunFactory(state_file=True)
    IndicatorValueFactory(
        run=state, instrument="EDSIGHT_CHRONIC", school=school, display_status="SUPPRESSED", value=None
    )
    own = IndicatorValueFactory(school=school, counts=(30, 100))

    republish()

    assert (shown(own), own.suppression_reason) == ("SUPPRESSED", "SOURCE")


def test_events_follow_the_students_behind_them():
    oss = IndicatorFactory(code="OSS_COUNT", unit="COUNT", primary_instrument="DISTRICT_OSS_EVENTS")
    school, run = SchoolFactory(), ImportRunFactory()
    students = IndicatorValueFactory(
        indicator=oss, run=run, school=school, instrument="DISTRICT_SUSPENDED_STUDENTS", counts=(4, 300)
    )
    events = IndicatorValueFactory(
        indicator=oss,
        run=run,
        school=school,
        instrument="DISTRICT_OSS_EVENTS",
        value=9,
        numerator=None,
        denominator=None,
    )

    republish(run=run)

    assert (shown(students), shown(events)) == ("SUPPRESSED", "SUPPRESSED")


def test_two_running_dates_do_not_give_away_the_month_between_them():
    school, run = SchoolFactory(), ImportRunFactory()
    dates = {date(2014, 10, 1): 20, date(2014, 11, 1): 23, date(2014, 12, 1): 27, date(2015, 1, 1): 33}
    values = [
        IndicatorValueFactory(run=run, school=school, period="RUNNING", as_of_date=day, counts=(counted, 100))
        for day, counted in dates.items()
    ]

    republish(run=run)

    assert [shown(value) for value in values] == ["VALUE", "SUPPRESSED", "VALUE", "VALUE"]


def test_a_stricter_rule_hides_more():
    value = IndicatorValueFactory(counts=(30, 100))
    republish()
    SuppressionRule.objects.create(min_numerator=40)

    republish()

    assert shown(value) == "SUPPRESSED"
