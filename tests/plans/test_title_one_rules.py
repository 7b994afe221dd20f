"""The rules of the Title I engagement reserve, and sharing it out: sums to the cent, and the marks at their edges."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.models import ReserveRule, TitleOneBudget
from plans.money import CENT, dollars, percent_of
from plans.title_one.acts import shares
from plans.title_one.books import Books, Line
from plans.title_one.path import WIDTH, path_of
from plans.title_one.rules import (
    Standing,
    families_rule,
    findings,
    given_rule,
    priority_rule,
    reserve_rule,
    schools_rule,
    served_schools_rule,
    spending_rule,
    year_end_rule,
)

D = Decimal
IN_THE_YEAR, AFTER_IT = date(2026, 3, 1), date(2026, 7, 1)
LAW = ReserveRule(
    first_fall_year=2017,
    reserve_percent=D(1),
    exempt_up_to=D(5000),
    schools_percent=D(90),
    high_need_tiers=["INTENSIVE"],
)

amounts = st.decimals(min_value=0, max_value=D("9999999999.99"), places=2)
paid = st.decimals(min_value=CENT, max_value=D("99999999.99"), places=2)


def books(*lines, allocation="10000000", reserve="100000", today=IN_THE_YEAR, rule=LAW, **more):
    """A year's books without a database; `more` are fields of the budget or of the books."""
    of_budget = {name: more.pop(name) for name in ("carried_over", "families_on") if name in more}
    budget = TitleOneBudget(
        school_year_id=2025, allocation=D(allocation), reserve=None if reserve is None else D(reserve), **of_budget
    )
    return Books(budget=budget, rule=rule, lines=list(lines), today=today, **more)


def school(amount="0", **fields):
    return Line(amount=D(amount), is_title1=fields.pop("is_title1", True), has_allocation=True, **fields)


# ---------------------------------------------------------------------- the reserve


def test_at_exactly_half_a_million_nothing_has_to_be_reserved():
    assert reserve_rule(books(allocation="500000.00", reserve=None)).standing == Standing.NOT_APPLICABLE


def test_a_cent_above_half_a_million_the_duty_holds():
    finding = reserve_rule(books(allocation="500000.01", reserve="5000.00"))
    assert finding.standing == Standing.NOT_MET
    assert finding.missing == D("0.01")  # 1 % is 5,000.0001: cents are rounded up, or it would be less than 1 %
    assert reserve_rule(books(allocation="500000.01", reserve="5000.01")).standing == Standing.MET


def test_the_reserve_is_not_yet_known_until_it_is_entered():
    assert reserve_rule(books(reserve=None)).standing == Standing.UNKNOWN


def test_exactly_one_percent_is_enough_and_a_cent_less_is_not():
    assert reserve_rule(books(reserve="100000.00")).standing == Standing.MET
    finding = reserve_rule(books(reserve="99999.99"))
    assert (finding.standing, finding.missing) == (Standing.NOT_MET, CENT)
    assert "$0.01 is missing" in finding.sentence


def test_a_year_before_the_first_marks_is_not_judged():
    without = books(rule=None)
    assert reserve_rule(without).standing == Standing.UNKNOWN
    assert schools_rule(without).standing == Standing.UNKNOWN


@given(allocation=amounts)
def test_the_least_reserve_is_never_less_than_the_percentage_and_at_most_a_cent_more(allocation):
    year = books(allocation=allocation)
    if year.is_bound:
        assert 0 <= year.required - allocation / 100 < CENT
    else:
        assert allocation <= 500_000
        assert year.required == 0


@given(allocation=amounts, reserve=amounts)
def test_what_is_missing_makes_the_rule_good_and_a_cent_less_does_not(allocation, reserve):
    finding = reserve_rule(books(allocation=allocation, reserve=reserve))
    if finding.missing:
        repaired = books(allocation=allocation, reserve=reserve + finding.missing)
        assert reserve_rule(repaired).standing == Standing.MET
        repaired.budget.reserve -= CENT
        assert reserve_rule(repaired).standing == Standing.NOT_MET


# ---------------------------------------------------------------------- the schools' part


def test_exactly_ninety_percent_to_schools_is_enough_and_a_cent_less_is_not():
    assert schools_rule(books(school("45000"), school("45000"))).standing == Standing.MET
    finding = schools_rule(books(school("45000"), school("44999.99")))
    assert (finding.standing, finding.missing) == (Standing.NOT_MET, CENT)


def test_before_essa_it_was_ninety_five_percent():
    old_law = ReserveRule(reserve_percent=D(1), exempt_up_to=D(5000), schools_percent=D(95))
    assert schools_rule(books(school("94999.99"), rule=old_law)).standing == Standing.NOT_MET
    assert schools_rule(books(school("95000"), rule=old_law)).standing == Standing.MET


def test_of_more_than_the_least_the_strict_reading_asks_ninety_percent_too():
    generous = books(school("90000"), reserve="150000")
    assert schools_rule(generous).missing == D(45000)


def test_by_the_guidance_what_is_reserved_beyond_the_least_may_be_kept():
    guidance = ReserveRule(reserve_percent=D(1), exempt_up_to=D(5000), schools_percent=D(90), counts_required_only=True)
    assert schools_rule(books(school("90000"), reserve="150000", rule=guidance)).standing == Standing.MET


def test_what_schools_keep_of_the_year_before_does_not_count_a_second_time():
    assert schools_rule(books(school("80000", carried_over=D(20000)))).missing == D(10000)


def test_where_nothing_has_to_be_reserved_nothing_has_to_go_to_schools():
    assert schools_rule(books(allocation="400000", reserve="4000")).standing == Standing.NOT_APPLICABLE


@given(parts=st.lists(st.decimals(min_value=0, max_value=D("99999.99"), places=2), max_size=20))
def test_the_parts_of_the_schools_and_of_central_office_are_the_whole(parts):
    year = books(*map(school, parts))
    assert year.to_schools == sum(parts, D(0))
    assert year.given + year.held == year.available


def test_high_need_schools_come_first_when_they_get_no_less_on_average():
    even = [school("500", is_high_need=True), school("500", is_high_need=False)]
    assert priority_rule(books(*even)).standing == Standing.MET
    worse = [school("400", is_high_need=True), school("500", is_high_need=False), school("600", is_high_need=False)]
    finding = priority_rule(books(*worse))
    assert (finding.standing, finding.missing) == (Standing.NOT_MET, D(150))


def test_where_there_is_nothing_to_compare_the_priority_is_not_known():
    assert priority_rule(books(school("500", is_high_need=True))).standing == Standing.UNKNOWN
    assert priority_rule(books(school("500", is_high_need=None), school("5"))).standing == Standing.UNKNOWN
    assert priority_rule(books()).standing == Standing.UNKNOWN


def test_a_part_for_a_school_that_is_no_title_one_school_is_pointed_out_with_its_sum():
    finding = served_schools_rule(books(school("500"), school("70.50", is_title1=False)))
    assert (finding.standing, finding.missing) == (Standing.NOT_MET, D("70.50"))
    assert served_schools_rule(books(school("500"), school("5", is_title1=None))).standing == Standing.UNKNOWN
    assert served_schools_rule(books(school("500"))).standing == Standing.MET


# ---------------------------------------------------------------------- families, spending, the end of the year


def test_families_should_have_taken_part_before_money_is_spent():
    assert families_rule(books()).standing == Standing.UNKNOWN
    assert families_rule(books(central_spent=D(5))).standing == Standing.NOT_MET
    assert families_rule(books(today=AFTER_IT)).standing == Standing.NOT_MET
    assert families_rule(books(families_on=date(2025, 9, 9), central_spent=D(5))).standing == Standing.MET


def test_no_more_is_given_than_there_is():
    assert given_rule(books(school("100000"))).standing == Standing.MET
    assert given_rule(books(school("100000.01"))).missing == CENT
    kept = books(school("100000", carried_over=D(30)), carried_over=D(20))
    assert given_rule(kept).missing == D(10)


def test_one_place_that_overspends_is_not_made_good_by_another_that_does_not():
    year = books(school("500", spent=D(600)), school("500"), entries_total=2)
    finding = spending_rule(year)
    assert (finding.standing, finding.missing) == (Standing.NOT_MET, D(100))


def test_central_office_may_spend_what_is_not_given_away_and_no_more():
    assert spending_rule(books(school("90000"), central_spent=D(10000), entries_total=1)).standing == Standing.MET
    over = books(school("90000"), central_spent=D("10000.01"), entries_total=1)
    assert spending_rule(over).missing == CENT


def test_nothing_spent_is_not_yet_known():
    assert spending_rule(books(school("5"))).standing == Standing.UNKNOWN


def test_what_is_left_at_the_end_of_the_year_is_to_be_carried_over():
    unspent = books(school("90000", spent=D(90000)))
    assert year_end_rule(unspent).standing == Standing.UNKNOWN
    ended = replace(unspent, today=AFTER_IT)
    assert year_end_rule(ended).missing == D(10000)
    assert year_end_rule(replace(ended, taken_over=D("9999.99"))).missing == CENT
    assert year_end_rule(replace(ended, taken_over=D(10000))).standing == Standing.MET
    assert year_end_rule(books(central_spent=D(100000))).standing == Standing.MET


@given(
    allocation=amounts,
    reserve=st.none() | amounts,
    lines=st.lists(
        st.builds(
            Line,
            amount=amounts,
            carried_over=amounts,
            planned=amounts,
            spent=amounts,
            is_title1=st.none() | st.booleans(),
            is_high_need=st.none() | st.booleans(),
        ),
        max_size=4,
    ),
    today=st.sampled_from([IN_THE_YEAR, AFTER_IT]),
)
def test_every_rule_speaks_and_the_bars_fit_whatever_stands_in_the_books(allocation, reserve, lines, today):
    year = books(*lines, allocation=allocation, reserve=reserve, today=today, entries_total=len(lines))
    for finding in findings(year):
        assert finding.sentence
        assert re.sub(r"[0-9]%", "", finding.sentence).count("%") == 0
        assert finding.missing is None or (finding.missing > 0 and finding.missing == finding.missing.quantize(CENT))
        assert finding.missing is None or finding.standing == Standing.NOT_MET
    assert year.spent + year.left == year.available
    for bar in path_of(year)[1:]:
        assert all(part.x >= 0 and part.x + part.width <= WIDTH + 2 for part in bar.parts)
        assert bar.mark is None or 0 <= bar.mark <= WIDTH


# ---------------------------------------------------------------------- sharing out


@given(total=paid, weights=st.lists(st.sampled_from([D(1), D("1.5"), D("2.25"), D(10)]), min_size=1, max_size=60))
def test_the_parts_add_up_to_the_cent_and_none_is_more_than_a_cent_off(total, weights):
    parts = shares(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < CENT
        assert part == part.quantize(CENT)


@given(total=paid, count=st.integers(min_value=1, max_value=60))
def test_schools_of_equal_weight_differ_by_a_cent_at_most(total, count):
    parts = shares(total, [D(1)] * count)
    assert max(parts) - min(parts) <= CENT


def test_nobody_to_share_with_gets_nothing():
    assert shares(D(100), []) == []


# ---------------------------------------------------------------------- how it is written


@pytest.mark.parametrize(
    "amount,text",
    [
        ("0", "$0.00"),
        ("1234567.5", "$1,234,567.50"),
        ("-0.01", "\N{MINUS SIGN}$0.01"),
        ("9999999999.99", "$9,999,999,999.99"),
    ],
)
def test_dollars_are_written_with_cents_and_separators(amount, text):
    assert dollars(D(amount)) == text


def test_a_percentage_is_never_rounded_up_to_the_mark():
    assert percent_of(D("89999.99"), D(100000)) == D("89.9")
    assert percent_of(D(1), D(0)) is None
