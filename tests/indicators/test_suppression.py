"""The verdict on a cell by itself, and what it pulls along."""

from decimal import Decimal

import pytest

from indicators.models.reference import Unit
from indicators.models.values import Shown, SuppressionReason
from indicators.suppression import DISTRICT, Cell, Rule, judge

RULE = Rule()


def cell(numerator=30, denominator=100, *, place=1, dimension="ALL", group="ALL", **fields):
    rate = Decimal(100 * numerator) / denominator if numerator is not None and denominator else None
    fields = {"display_status": "REPORTED", "source_kind": "DISTRICT", "value": rate} | fields
    return Cell(place, dimension, group, numerator=numerator, denominator=denominator, **fields)


def verdict(one, **options):
    return judge([one], RULE, **options).verdicts[one.key]


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown", "reason"),
    [
        (6, 20, Shown.VALUE, ""),
        (5, 20, Shown.SUPPRESSED, SuppressionReason.NUMERATOR),
        (1, 400, Shown.SUPPRESSED, SuppressionReason.NUMERATOR),
        (0, 100, Shown.SUPPRESSED, SuppressionReason.NUMERATOR),  # or the zero would show by not being an asterisk
        (14, 20, Shown.VALUE, ""),
        (15, 20, Shown.SUPPRESSED, SuppressionReason.NUMERATOR),  # five who were not
        (100, 100, Shown.SUPPRESSED, SuppressionReason.NUMERATOR),  # tells the status of each of the hundred
        (10, 19, Shown.SUPPRESSED, SuppressionReason.DENOMINATOR),
        (0, 0, Shown.SUPPRESSED, SuppressionReason.DENOMINATOR),
    ],
)
def test_small_numerators_complements_and_groups_are_hidden(numerator, denominator, shown, reason):
    found = verdict(cell(numerator, denominator))

    assert (found.shown, found.reason) == (shown, reason)


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown", "limit"),
    [
        (6, 600, Shown.BAND_LOW, 1),
        (7, 600, Shown.VALUE, None),
        (594, 600, Shown.BAND_HIGH, 99),
        (593, 600, Shown.VALUE, None),
    ],
)
def test_extreme_rates_of_large_groups_become_bands_without_counts(numerator, denominator, shown, limit):
    found = verdict(cell(numerator, denominator))

    assert found.shown == shown
    if limit is not None:
        assert (found.value, found.numerator, found.denominator) == (limit, None, None)


def test_bands_widen_as_groups_shrink():
    loose = Rule(min_numerator=1, min_complement=1, min_denominator=5)

    def limit(numerator, denominator):
        return judge([cell(numerator, denominator)], loose).verdicts[1, "ALL", "ALL"].value

    assert [limit(3, 300), limit(2, 100), limit(2, 40), limit(2, 20)] == [1, 2, 5, 10]


def test_zero_shows_only_where_it_harms_nobody():
    assert verdict(cell(0, 100)).shown == Shown.SUPPRESSED
    assert verdict(cell(0, 100), zero_may_show=True).value == 0


def test_what_the_state_published_passes_with_its_own_asterisks_and_nothing_is_derived():
    small = cell(2, 12, source_kind="STATE")
    hidden = Cell(2, "ALL", "ALL", display_status="SUPPRESSED", source_kind="STATE")

    verdicts = judge([small, hidden, cell(None, None, place=DISTRICT, source_kind="STATE", value=Decimal(12))], RULE)

    assert verdicts.verdicts[small.key].numerator == 2
    assert verdicts.verdicts[hidden.key].reason == SuppressionReason.SOURCE
    assert verdicts.unprotected == [hidden.key]  # the state's own doing: its district row gives it away


def test_what_the_state_hid_stays_hidden_in_the_districts_own_figures():
    found = verdict(cell(40, 100, state_hid=True))

    assert (found.shown, found.reason) == (Shown.SUPPRESSED, SuppressionReason.SOURCE)


@pytest.mark.parametrize("status", [Shown.NOT_REPORTED, Shown.NOT_APPLICABLE])
def test_not_reported_and_not_applicable_are_neither_hidden_nor_zero(status):
    assert verdict(cell(None, None, display_status=status)).shown == status


def test_a_rate_without_counts_cannot_be_judged_and_is_held_back_except_for_the_whole_district():
    school = cell(None, None, value=Decimal("72.5"))
    district = cell(None, None, place=DISTRICT, value=Decimal("72.5"))

    assert verdict(school).shown == Shown.SUPPRESSED
    assert verdict(district).value == Decimal("72.5")


def test_a_rate_with_a_known_group_is_judged_by_the_count_it_gives_away():
    assert verdict(cell(None, 25, value=Decimal(96))).reason == SuppressionReason.NUMERATOR  # 24 of 25


def test_events_are_hidden_where_the_students_behind_them_are():
    events = {"unit": Unit.COUNT}

    assert verdict(cell(9, None, value=Decimal(9)), **events).shown == Shown.VALUE
    assert verdict(cell(5, None, value=Decimal(5)), **events).shown == Shown.SUPPRESSED
    assert verdict(cell(9, None, value=Decimal(9), is_companion_hidden=True), **events).shown == Shown.SUPPRESSED


@pytest.mark.parametrize(("before", "shown"), [(30, Shown.SUPPRESSED), (25, Shown.SUPPRESSED), (24, Shown.VALUE)])
def test_a_running_figure_is_hidden_where_the_month_between_two_dates_is_too_small(before, shown):
    assert verdict(cell(30, 100, nearby=(before,))).shown == shown


def test_of_two_groups_both_are_hidden_or_neither():
    table = [
        cell(30, 120),
        cell(27, 116, dimension="RESIDENCY", group="HARTFORD_RESIDENT"),
        cell(3, 4, dimension="RESIDENCY", group="NON_RESIDENT"),
        cell(15, 60, dimension="ELL", group="EL"),
        cell(15, 60, dimension="ELL", group="NOT_EL"),
    ]

    verdicts = judge(table, RULE).verdicts

    assert verdicts[1, "RESIDENCY", "HARTFORD_RESIDENT"].reason == SuppressionReason.COMPLEMENT
    assert not verdicts[1, "ELL", "EL"].is_hidden
    assert not verdicts[1, "ALL", "ALL"].is_hidden


def test_a_group_that_nobody_lists_is_protected_too():
    table = [cell(30, 120), cell(27, 116, dimension="RESIDENCY", group="HARTFORD_RESIDENT")]

    assert judge(table, RULE).verdicts[1, "RESIDENCY", "HARTFORD_RESIDENT"].is_hidden


def test_overlapping_income_groups_are_parts_of_each_other():
    table = [
        cell(60, 200),
        cell(4, 20, dimension="SES", group="REDUCED"),
        cell(36, 100, dimension="SES", group="FREE"),
        cell(40, 120, dimension="SES", group="FRPM"),
        cell(20, 80, dimension="SES", group="NOT_ELIG"),
    ]

    hidden = {key[2] for key, found in judge(table, RULE).verdicts.items() if found.is_hidden}

    assert hidden == {"REDUCED", "FREE"}


def test_one_hidden_school_hides_the_next_smallest_and_the_district_total_stays():
    table = [cell(place=DISTRICT, numerator=63, denominator=340), cell(3, 40, place=1), cell(10, 60, place=2)]
    table += [cell(20, 100, place=3), cell(30, 140, place=4)]

    hidden = [key[0] for key, found in judge(table, RULE).verdicts.items() if found.is_hidden]

    assert hidden == [1, 2]


def test_without_complementary_hiding_each_cell_stands_alone():
    table = [cell(30, 120), cell(27, 116, dimension="ELL", group="NOT_EL"), cell(3, 4, dimension="ELL", group="EL")]

    verdicts = judge(table, Rule(complementary=False)).verdicts

    assert [key[2] for key, found in verdicts.items() if found.is_hidden] == ["EL"]
