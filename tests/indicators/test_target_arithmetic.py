"""Reductions, gaps, paces and words about them: without a database."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import charts, target_rules, trajectories
from indicators.charts import Reading, Words
from indicators.charts.trends import cut_short
from indicators.models import TargetBaseline
from indicators.models.reference import TargetRule
from indicators.standings import Status, in_force, standings
from indicators.target_rules import Way
from indicators.targets import rule_text
from tests.indicators.test_standings import figure, indicator, target

D = Decimal


def test_ninety_percent_fewer_than_4835_is_at_most_483():
    assert target_rules.reduced(D(4835), D(90), "COUNT") == 483


@pytest.mark.parametrize(
    ("start", "end", "share", "result"),
    [("40", "60", "50", "50"), ("25.1", "10", "50", "17.6"), ("99", "100", "100", "100"), ("0", "0", "50", "0")],
)
def test_a_share_of_a_gap_is_closed_in_either_direction(start, end, share, result):
    assert target_rules.gap_closed(D(start), D(end), D(share), "PERCENT") == D(result)


@settings(max_examples=15)
@given(st.decimals(0, 100, places=1), st.decimals(0, 100, places=1), st.decimals(1, 100, places=0))
def test_a_closed_gap_never_overshoots(start, end, share):
    value = target_rules.gap_closed(start, end, share, "PERCENT")
    assert min(start, end) <= value <= max(start, end)


@settings(max_examples=15)
@given(st.integers(0, 9999), st.decimals(1, 100, places=0))
def test_a_reduced_count_is_a_whole_number_that_the_database_would_take(start, share):
    value = target_rules.reduced(D(start), share, "COUNT")
    assert value == int(value)
    assert 0 <= D(start) * (100 - share) / 100 - value < 1


def step(way, amount, now="30", goal="10", of=None, **fields):
    found = figure(now, **fields) if now is not None or fields else None
    goal = None if goal is None else D(goal)
    return target_rules.step(way, D(amount), indicator=of or indicator(), now=found, goal=goal)


def test_each_way_works_a_schools_number_out_of_what_is_published():
    assert step(Way.SAME, 12, now=None)[0] == 12
    assert step(Way.POINTS, 3)[0] == 27  # lower is better
    assert step(Way.POINTS, 3, of=indicator("GRAD_4YR", "HIGHER"))[0] == 33
    value, kept = step(Way.REDUCTION, 10)
    assert (value, kept["rule"], kept["baseline_value"]) == (27, TargetRule.REDUCTION, 30)
    value, kept = step(Way.GAP, 50)
    assert (value, kept["gap_to_value"]) == (20, 10)


def test_nothing_is_worked_out_of_what_is_hidden_or_a_limit_or_better_already():
    for way in (Way.POINTS, Way.REDUCTION, Way.GAP):
        assert step(way, 5, now=None) is None
        assert step(way, 5, now=None, shown="SUPPRESSED") is None
        assert step(way, 5, now="5", shown="BAND_LOW") is None
    assert step(Way.GAP, 50, now="9") is None  # below the district's target
    assert step(Way.GAP, 50, goal=None) is None


def test_a_step_stays_within_what_a_share_can_be():
    assert step(Way.POINTS, 50)[0] == 0
    assert step(Way.POINTS, 90, of=indicator("GRAD_4YR", "HIGHER"))[0] == 100


# ---------------------------------------------------------------------- the word and its rule


def stand(*values, fall_year=2020, more=(), **fields):
    """Chronic absence from 25.1 to less than 10 by 2020, with figures of (value, year)."""
    adopted = target(indicator(), D("25.1"), 10, "<", **fields)
    return standings([adopted, *more], [figure(value, year) for value, year in values], fall_year)[0]


def test_behind_and_no_nearer_than_two_years_ago_is_stalled_and_says_so():
    found = stand(("24", 2015), ("22", 2016), ("24.5", 2017))

    assert found.status == Status.STALLED
    assert found.rule_text == (
        "By 2017–18 4% of the way was covered, and 60% of the plan's time had passed. It is no nearer to the target "
        "than in 2015–16 (24.0%)."
    )


def test_slow_is_behind_and_not_stalled():
    found = stand(("24", 2015), ("23", 2017))

    assert found.status == Status.BEHIND
    assert found.rule_text.startswith("By 2017–18 14% of the way was covered")


def test_one_bad_year_alone_does_not_stall():
    assert stand(("22", 2016), ("24.5", 2017)).status == Status.BEHIND


def test_another_series_says_nothing_of_a_stall():
    old = figure("20", 2015, instrument="OTHER")
    found = standings([target(indicator(), D("25.1"), 10, "<")], [old, figure("24.5", 2017)], 2020)[0]
    assert found.status == Status.BEHIND


def test_after_its_year_the_rule_says_when_the_target_was_due():
    assert stand(("20", 2022), fall_year=2023).rule_text == (
        "The target was due in 2019–20; by 2022–23 34% of the way was covered."
    )


def test_a_step_of_the_district_is_the_rule_where_there_is_one():
    step_of_year = target(indicator(), None, 22, "<", kind="INTERIM", target_fall_year=2017)
    found = stand(("21", 2017), more=[step_of_year])
    assert found.rule_text == "The step set for 2017–18 is less than 22%; the figure is 21.0%."


def test_every_word_has_a_rule_beside_it():
    assert stand().rule_text == "No exact figure has been published up to the chosen school year."
    assert stand(("9", 2017)).rule_text == "The latest figure satisfies the target."


def test_of_two_plans_the_one_that_has_begun_is_in_force():
    first = target(indicator(), D(25), 10, "<")
    second = target(indicator(), D(20), 5, "<", cycle="2027-2032", target_fall_year=2031)

    assert [in_force([second, first], year) for year in (2010, 2016, 2026, 2027, 2040)] == [
        first, first, first, second, second,
    ]  # fmt: skip
    assert in_force([], 2020) is None


def test_progress_is_measured_from_the_restated_baseline_also_where_the_printed_one_is_of_another_test():
    baseline = TargetBaseline(origin="RESTATED", value=D(20))
    of = indicator("READ_G3", "HIGHER")
    adopted = target(of, D(49), 75, ">=")
    adopted.baseline = baseline
    found = standings([adopted], [figure("47.5", code="READ_G3")], 2020)[0]

    assert (found.baseline, found.progress) == (20, D("0.5"))
    assert adopted.baseline_value == 49  # the adopted text stays


# ---------------------------------------------------------------------- what it takes a year


def test_the_way_from_the_newest_figure_to_the_target_beside_the_pace_so_far():
    found = trajectories.of(stand(("25", 2015), ("22", 2017)))

    assert (found.needed, found.reached) == (-6, D("-1.5"))
    assert found.text == (
        "From 22.0% in 2017–18 to less than 10% by 2019–20 it has to fall by 6.0 points a year. "
        "From 2015–16 to 2017–18 it fell by 1.5 points a year."
    )
    assert found.ends == ((2017, D(22)), (2019, D(10)))


def test_a_single_figure_has_a_way_and_no_pace():
    found = trajectories.of(stand(("22", 2017)))
    assert found.reached is None
    assert "no earlier figure" in found.text


def test_a_count_is_said_in_cases():
    of = indicator("OSS_COUNT", unit="COUNT")
    figures = [figure(2000, 2016, code="OSS_COUNT"), figure(2000, 2017, code="OSS_COUNT")]
    found = trajectories.of(standings([target(of, D(4835), 483, "<=")], figures, 2020)[0])
    assert "it has to fall by 759 a year" in found.text
    assert "it did not move" in found.text


@pytest.mark.parametrize("values", [[], [("9", 2017)], [("22", 2019)], [("22", 2024)], [(None, 2017)]])
def test_there_is_no_way_without_a_figure_when_met_or_when_the_year_is_over(values):
    adopted = target(indicator(), D("25.1"), 10, "<")
    figures = [figure(value, year, shown="SUPPRESSED" if value is None else "VALUE") for value, year in values]
    assert trajectories.of(standings([adopted], figures, 2026)[0]) is None


def test_after_the_adopted_year_the_way_leads_to_what_the_district_set_since():
    later = [target(indicator(), None, value, "<", kind="INTERIM", target_fall_year=year)
             for value, year in ((18, 2027), (14, 2031))]  # fmt: skip
    standing = stand(("22", 2025), fall_year=2026, more=later)
    assert trajectories.of(standing).target.target_fall_year == 2031
    assert trajectories.way_text(stand(("22", 2025), fall_year=2026)) == (
        "The year of the target, 2019–20, is over, and no later one is set."
    )


def trend(needed):
    readings = [Reading(year, str(year), value, str(value)) for year, value in ((2016, 25), (2017, 22))]
    return charts.trend(Words("t", "Title", "Said"), readings, text=str, most=100, needed=needed, needed_label="needed")


def test_the_way_is_a_thin_line_from_the_last_dot_with_its_own_label():
    drawn = trend(((2017, 22), (2019, 10)))
    last = next(mark for mark in reversed(drawn.marks) if mark.shape == "dot")
    assert drawn.needed.startswith(f"{last.x:g},{last.y:g} ")
    assert (drawn.needed_label, len(drawn.lines)) == ("needed", 1)


def test_a_way_beyond_the_picture_is_cut_and_none_is_drawn_without_a_target():
    assert cut_short(((2017, 22), (2037, 2)), 2025) == ((2017, 22), (2025, 14))
    assert (trend(None).needed, trend(None).needed_label) == ("", "")


# ---------------------------------------------------------------------- a rule in words


def test_a_rule_is_told_with_the_baseline_by_its_name():
    of = indicator("OSS_COUNT", unit="COUNT")
    reduced = target(of, D(4835), 483, "<=", rule="REDUCTION", share=D(90))
    reduced.baseline = TargetBaseline(origin="PLAN")
    half = target(indicator(), D(30), 20, "<", rule="GAP", share=D(50), gap_to="GOAL", gap_to_value=D(10))
    half.baseline = TargetBaseline(origin="FIGURE", fall_year=2024)

    assert rule_text(reduced) == "90% less than 4,835 (the plan's baseline)."
    assert rule_text(half) == (
        "Closes 50% of the gap from 30% (the published figure of 2024–25) to the district's target, 10%."
    )
    assert rule_text(target(of, None, 5, "<=")) == ""
