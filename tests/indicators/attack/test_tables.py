"""The attack finds what a broken gate lets out, and nothing where the gate works."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.attack.figures import target_of
from indicators.attack.puzzle import Standing
from indicators.attack.report import attack_one
from indicators.attack.tables import Kept, Series, Told, Year
from indicators.models.reference import Unit
from indicators.suppression import DISTRICT, Cell, Rule, Verdict, judge
from tests.indicators.attack.worlds import BREAKDOWNS, NOW, judged, made_up_table, readable, recovered, year_of
from tests.indicators.test_protection import cells_of

RULE = Rule()
ALL = ("ALL", "ALL")


def shown(counts):
    numerator, denominator = counts
    return Verdict("VALUE", round(Decimal(100 * numerator) / denominator, 1), numerator, denominator)


def tally(year, rule=None):
    return attack_one(target_of(year, rule or RULE), 20)


@settings(max_examples=10)
@given(st.integers(0, 10**6), st.integers(2, 12), st.sets(st.sampled_from(sorted(BREAKDOWNS)), min_size=1))
def test_no_cell_of_a_random_district_comes_out(seed, schools, breakdowns):
    table = made_up_table(seed, schools, sorted(breakdowns), most=120)

    found = tally(year_of(table, judged(table)))

    assert (found.recovered, found.unproven, found.findings) == (0, 0, [])
    assert found.hidden <= found.cells == len(table)


def test_a_district_of_450_schools_hides_a_sixth_and_nothing_comes_out():
    table = made_up_table(5, 450, ["RACE_ETH", "SES"], most=500)

    found = tally(year_of(table, judged(table)))

    assert (found.recovered, found.unproven) == (0, 0)
    assert 10 < found.share_hidden < 18


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_gate_without_complementary_hiding_is_found_out(seed):
    table = made_up_table(seed, 6, ["ELL"], most=120)

    assert tally(year_of(table, judged(table, Rule(complementary=False)))).recovered


def test_one_partner_shown_by_mistake_is_found_out():
    table = made_up_table(4, 8, ["ELL", "RACE_ETH"], most=120)
    verdicts = judged(table)
    partners = [key for key, verdict in verdicts.items() if verdict.reason == "COMPLEMENT"]

    leaks = [recovered(year_of(table, verdicts | {key: shown(table[key])})) for key in partners]

    assert sum(map(bool, leaks)) > len(leaks) / 2


def one_school(**cells):
    """A school of 100 with groups {name: (counts, told)} under ELL."""
    year = Year("one school")
    year.told[NOW] = {("1", "ALL", "ALL"): Told("VALUE", Decimal(30), 30, 100)}
    year.kept[NOW] = {("1", "ALL", "ALL"): Kept(100, 30)}
    for name, (counts, told) in cells.items():
        year.told[NOW]["1", "ELL", name] = told
        year.kept[NOW]["1", "ELL", name] = Kept(counts[1], counts[0])
    return year


HIDDEN = Told("SUPPRESSED")


def test_a_rate_of_a_group_whose_size_is_known_is_as_good_as_its_count():
    """Rounded to a tenth of a percent, 97 students of whom 28.9 % are counted are 28."""
    year = one_school(NOT_EL=((28, 97), Told("VALUE", Decimal("28.9"))), EL=((2, 3), HIDDEN))

    (found,) = recovered(year)

    assert (found.low, found.high, found.standing) == (2, 2, Standing.EXACT)


def test_of_a_large_group_a_rounded_rate_leaves_some_open_and_that_may_be_too_little():
    year = one_school(NOT_EL=((578, 2000), Told("VALUE", Decimal("28.9"))), EL=((5, 10), HIDDEN))
    year.told[NOW]["1", "ALL", "ALL"] = Told("VALUE", Decimal(29), 583, 2010)
    year.kept[NOW]["1", "ALL", "ALL"] = Kept(2010, 583)

    (found,) = recovered(year)

    assert (found.low, found.high, found.standing) == (4, 6, Standing.NARROW)


def test_the_limit_of_a_band_is_knowledge_too():
    year = one_school(NOT_EL=((8, 85), Told("BAND_LOW", Decimal(10))), EL=((22, 25), HIDDEN))
    year.kept[NOW]["1", "ALL", "ALL"] = Kept(110, 30)

    found = {one.key[2]: (one.low, one.high) for one in recovered(year)}

    assert found == {"EL": (22, 24)}  # six to eight of the eighty-five are not among them


def test_who_is_in_no_listed_group_is_no_hiding_place_where_there_is_nobody():
    year = one_school(EL=((9, 30), HIDDEN), NOT_EL=((21, 70), Told("VALUE", Decimal(30), 21, 70)))

    assert {one.low for one in recovered(year)} == {9}

    year.kept[NOW]["1", "ELL", "NOT_EL"] = Kept(50, 21)  # twenty are in neither
    assert not recovered(year)


def test_groups_that_overlap_give_nothing_to_subtract():
    year = one_school(EL=((9, 60), HIDDEN), NOT_EL=((25, 70), Told("VALUE", Decimal("35.7"), 25, 70)))

    assert not recovered(year)


def test_what_the_months_between_two_dates_say_is_found_out():
    october, november = (
        Series("DISTRICT_CHRONIC", "RUNNING", "2014-10-01"),
        Series("DISTRICT_CHRONIC", "RUNNING", "2014-11-01"),
    )
    year = Year("dates")
    for series, count in ((october, 20), (november, 23)):
        year.told[series] = {("1", "ALL", "ALL"): Told("VALUE", Decimal(count), count, 100)}
        year.kept[series] = {("1", "ALL", "ALL"): Kept(100, count)}

    (found,) = recovered(year)
    assert (found.low, found.high) == (3, 3)

    year.told[november] = {("1", "ALL", "ALL"): HIDDEN}
    assert not recovered(year)


def test_events_say_how_many_students_can_stand_behind_them():
    events, students = Series("DISTRICT_OSS_EVENTS", "FINAL"), Series("DISTRICT_SUSPENDED_STUDENTS", "FINAL")
    cell = ("1", "ALL", "ALL")
    year = Year("events")
    year.told = {events: {cell: Told("VALUE", Decimal(4))}, students: {cell: HIDDEN}}
    year.kept = {events: {cell: Kept(None, 4)}, students: {cell: Kept(300, 3)}}

    (found,) = recovered(year)
    assert (found.low, found.high, found.standing) == (0, 4, Standing.NARROW)

    year.told[events] = {cell: HIDDEN}
    assert not recovered(year)


def test_what_the_states_own_files_give_away_is_not_held_against_the_district():
    """The state hid one school and printed the other and the sum."""
    state = Series("EDSIGHT_CHRONIC", "FINAL")
    table = {(DISTRICT, "ALL", "ALL"): (40, 100), (1, "ALL", "ALL"): (9, 40), (2, "ALL", "ALL"): (31, 60)}
    year = year_of(table, {key: shown(counts) for key, counts in table.items()})
    year.told[state] = {
        cell: replace(told, is_state=True, numerator=None, denominator=None) for cell, told in year.told[NOW].items()
    }
    for series in (NOW, state):
        year.told[series]["1", "ALL", "ALL"] = replace(HIDDEN, is_state=series is state)

    found = tally(year)

    assert (found.hidden, found.recovered, found.by_state) == (1, 0, 1)

    year.told[state]["2", "ALL", "ALL"] = replace(HIDDEN, is_state=True)
    assert tally(year).recovered == 1  # now it is our own file that does it


def test_figures_that_fit_no_table_are_a_finding():
    year = one_school(NOT_EL=((28, 97), Told("VALUE", Decimal(70), 68, 97)), EL=((2, 3), HIDDEN))

    found = tally(year)

    assert (found.unproven, len(found.findings)) == (1, 1)
    assert not found.holds


def test_findings_name_the_cell_and_never_its_value():
    table = {(DISTRICT, "ALL", "ALL"): (53, 140), (1, "ALL", "ALL"): (3, 40), (2, "ALL", "ALL"): (50, 100)}
    verdicts = {key: shown(counts) for key, counts in table.items()} | {(1, "ALL", "ALL"): Verdict("SUPPRESSED")}

    (finding,) = tally(year_of(table, verdicts)).findings

    assert readable((1, "ALL", "ALL"))[0] in finding
    assert "3" not in finding


def events_of(people, seed):
    """{key: suspensions}: one for each student, and some more; they add up like the students."""
    rng, times = random.Random(seed), {}
    for (place, dimension, group), (count, _size) in people.items():
        if place != DISTRICT and dimension != "ALL":
            times[place, dimension, group] = count + rng.randint(0, 1 + count // 3)
    for place, dimension, group in list(times):
        for key in ((place, *ALL), (DISTRICT, dimension, group), (DISTRICT, *ALL)):
            times[key] = times.get(key, 0) + times[place, dimension, group]
    return times


def test_hidden_students_do_not_come_out_of_the_events():
    """Judged alone, each table holds; together few events say how few students there can be."""
    alone, together = [], []
    for seed in range(12):
        people = made_up_table(seed, 4, ["RACE_ETH"], most=120)
        times, verdicts = events_of(people, seed), judged(people)
        decided = {cell.key: (cell, verdicts[cell.key]) for cell in cells_of(people)}
        rows = [
            Cell(*key, "REPORTED", "DISTRICT", count, value=Decimal(count), is_companion_hidden=verdicts[key].is_hidden)
            for key, count in times.items()
        ]
        for behind, leaks in ((None, alone), (decided, together)):
            judgement = judge(rows, RULE, unit=Unit.COUNT, behind=behind)
            leaks += recovered(with_events(year_of(people, verdicts, series=STUDENTS), times, judgement.verdicts))

    assert alone
    assert not together


EVENTS, STUDENTS = Series("DISTRICT_OSS_EVENTS", "FINAL"), Series("DISTRICT_SUSPENDED_STUDENTS", "FINAL")


def with_events(year, times, verdicts):
    year.told[EVENTS] = {readable(key): Told(one.shown, one.value) for key, one in verdicts.items()}
    year.kept[EVENTS] = {readable(key): Kept(None, count) for key, count in times.items()}
    return year
