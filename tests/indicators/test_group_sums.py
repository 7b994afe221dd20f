"""Whether the targets of groups and the target of all students fit together, in words."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.group_sums import GroupSum, sums
from indicators.models import Indicator, IndicatorTarget
from tests.factories import IndicatorFactory, IndicatorTargetFactory
from tests.indicators.test_gaps import everybody, shown

RATE = Indicator(code="CHRONIC_ABS", unit="PERCENT", direction="LOWER")
COUNT = Indicator(code="OSS_COUNT", unit="COUNT", direction="LOWER")


def aim(value, comparator="<"):
    return IndicatorTarget(target_value=Decimal(str(value)), comparator=comparator, target_fall_year=2018)


def made(whole, targets, *, sizes=None, everybody=None, present=None, dimension="ELL", indicator=RATE):
    sizes = {group: Decimal(size) for group, size in (sizes or {}).items()}
    return GroupSum(
        indicator,
        dimension,
        2018,
        aim(whole),
        {group: aim(value) for group, value in targets.items()},
        sizes,
        None if everybody is None else Decimal(everybody),
        set(targets) if present is None else set(present),
    )


BOTH = {"EL": 20, "NOT_EL": 5}
SIZES = {"EL": 200, "NOT_EL": 800}


def test_groups_count_by_their_students_and_are_never_averaged():
    found = made(10, BOTH, sizes=SIZES, everybody=1000)

    assert found.bounds == (8, 8)
    assert found.fits
    assert found.sentence == (
        "English learners: if every group reaches its target, all students stand at 8.0% in 2018–19. "
        "That fits the district's target, less than 10%."
    )


def test_targets_that_contradict_each_other_are_said_to():
    found = made(7, BOTH, sizes=SIZES, everybody=1000)

    assert found.fits is False
    assert "contradict" in found.sentence


def test_students_of_a_group_without_a_target_may_end_up_anywhere():
    found = made(10, {"EL": 20}, sizes=SIZES, everybody=1000, present=BOTH)

    assert found.bounds == (4, 84)
    assert found.fits is None
    assert found.sentence.endswith("depends on: Not English learners.")


def test_even_so_it_may_be_sure_that_the_target_is_missed():
    assert made(3, {"EL": 20}, sizes=SIZES, everybody=1000, present=BOTH).fits is False


def test_without_published_sizes_all_students_lie_between_the_lowest_and_the_highest():
    found = made(10, BOTH)

    assert (found.bounds, found.fits) == ((5, 20), None)
    assert "how large the groups are" in found.sentence
    assert "not published" in found.basis
    assert made(30, BOTH).fits


def test_without_sizes_and_without_all_targets_nothing_is_said():
    found = made(10, {"EL": 20}, present=BOTH)

    assert found.bounds is None
    assert "cannot be said" in found.sentence


def test_one_size_that_is_hidden_leaves_that_groups_own_target_as_its_value():
    assert made(10, BOTH, sizes={"EL": 200}, everybody=1000).bounds == (8, 8)


def test_counts_are_added_and_need_every_group():
    assert made(30, BOTH, indicator=COUNT).bounds == (25, 25)
    assert made(30, {"EL": 20}, indicator=COUNT, present=BOTH).bounds is None


def test_of_a_group_and_its_parts_only_the_group_counts():
    found = made(10, {"FRPM": 10, "FREE": 50, "NOT_ELIG": 5}, dimension="SES",
                 sizes={"FRPM": 500, "FREE": 400, "NOT_ELIG": 500}, everybody=1000,
                 present=["FRPM", "FREE", "REDUCED", "NOT_ELIG"])  # fmt: skip

    assert found.counted == ["FRPM", "NOT_ELIG"]
    assert found.without_target == []
    assert found.bounds == (Decimal("7.5"), Decimal("7.5"))


def test_a_group_whose_parts_all_have_targets_needs_none():
    found = made(
        10, {"FREE": 10, "REDUCED": 8, "NOT_ELIG": 5}, dimension="SES", present=["FRPM", "FREE", "REDUCED", "NOT_ELIG"]
    )

    assert found.without_target == []


def test_groups_that_make_more_than_everybody_are_not_weighed():
    assert not made(10, BOTH, sizes={"EL": 600, "NOT_EL": 800}, everybody=1000).is_weighed


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 100)), min_size=2, max_size=2), st.integers(0, 100))
def test_wherever_the_rest_ends_up_the_whole_lies_between_the_bounds(groups, elsewhere):
    (size, value), (other, _unused) = groups
    found = made(10, {"EL": value}, sizes={"EL": size, "NOT_EL": other}, everybody=size + other, present=BOTH)

    low, high = found.bounds

    assert low <= Decimal(size * value + other * elsewhere) / (size + other) <= high


@pytest.mark.django_db
class TestFromTheDatabase:
    def test_sizes_come_from_the_newest_published_figures(self, django_assert_num_queries):
        indicator = IndicatorFactory(code="CHRONIC_ABS", primary_instrument="DISTRICT_CHRONIC")
        for share in (20, 25):
            year = 2014 if share == 20 else 2015
            everybody(year, share, counts=(250, 1000))
            shown(year, 30, counts=(60, 200))
            shown(year, 24, counts=(190, 800), group="NOT_EL")
        whole = IndicatorTargetFactory(indicator=indicator, target_fall_year=2018, target_value=10)
        for group, value in BOTH.items():
            IndicatorTargetFactory(
                indicator=indicator, target_fall_year=2018, dimension="ELL", group=group, target_value=value
            )

        with django_assert_num_queries(2):
            (found,) = sums([indicator], [whole])["CHRONIC_ABS"]

        assert (found.everybody, found.bounds) == (1000, (8, 8))

    def test_where_the_whole_has_no_target_of_that_year_nothing_is_said(self):
        indicator = IndicatorFactory(code="CHRONIC_ABS")
        whole = IndicatorTargetFactory(indicator=indicator, target_fall_year=2017)
        IndicatorTargetFactory(indicator=indicator, target_fall_year=2018, dimension="ELL", group="EL")

        assert sums([indicator], [whole]) == {}
