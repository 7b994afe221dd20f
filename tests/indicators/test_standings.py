"""Progress and words in both directions."""

from decimal import Decimal

import pytest

from indicators import pictures
from indicators.cells import Figure
from indicators.models import Indicator, IndicatorTarget
from indicators.packets.figures import glance_row
from indicators.standings import Status, standings


def indicator(code="CHRONIC_ABS", direction="LOWER", **fields):
    defaults = {"position": 1, "name": "Chronic absenteeism", "unit": "PERCENT", "primary_instrument": "MAIN"}
    return Indicator(code=code, direction=direction, **{**defaults, **fields})


def target(of, baseline, value, comparator, **fields):
    defaults = {"kind": "ADOPTED", "cycle": "2015-2020", "target_fall_year": 2019, "baseline_value": baseline}
    defaults |= {"target_value": Decimal(value), "comparator": comparator}
    return IndicatorTarget(indicator=of, **{**defaults, **fields})


def figure(value, year=2017, shown="VALUE", instrument="MAIN", code="CHRONIC_ABS"):
    value = None if value is None else Decimal(value)
    return Figure(1, code, instrument, "DISTRICT", None, year, "FINAL", None, "ALL", "ALL", 1, "FINAL", "STATE", 1, 2,
                  shown, value, None, None)  # fmt: skip


def stand(value, *, year=2017, **fields):
    """Chronic absence from 25.1 to less than 10, by 2020."""
    of = indicator()
    return standings([target(of, Decimal("25.1"), 10, "<")], [figure(value, year, **fields)], 2020)[0]


@pytest.mark.parametrize(
    ("value", "progress", "status"),
    [
        ("25.1", 0, Status.BEHIND),
        ("17.55", Decimal("0.5"), Status.BEHIND),  # half the way after three of five years
        ("16", Decimal("0.603"), Status.ON_TRACK),
        ("10", 1, Status.ON_TRACK),  # the way is covered, yet "less than 10" is not met
        ("9.9", Decimal("1.007"), Status.MET),
        ("28.1", Decimal("-0.199"), Status.BEHIND),
    ],
)
def test_lower_is_better_progress_runs_from_baseline_to_target(value, progress, status):
    standing = stand(value)

    assert round(standing.progress, 3) == progress
    assert standing.status == status
    assert standing.direction_text == "Lower is better"


@pytest.mark.parametrize(("value", "said"), [("25.09", "1%"), ("17.55", "50%"), ("10.01", "99%"), ("10", "100%")])
def test_a_way_that_has_begun_is_not_none_and_one_that_is_not_done_is_not_all(value, said):
    assert stand(value).progress_text == f"{said} of the way from the baseline to the target has been covered."


@pytest.mark.django_db  # a school may have taken in another, whose series ends there
def test_a_school_has_no_baseline_neither_drawn_nor_read_out_nor_in_print():
    of = indicator()
    (found,) = standings([target(of, Decimal("25.1"), 10, "<")], [figure("16")], 2020, school=7)
    bullet = pictures.bullet_of(found, "b0")
    assert (found.baseline_text, bullet.baseline, glance_row(found)[1]) == ("", None, "—")
    assert "25.1" not in bullet.words.description


def test_higher_is_better_works_the_same_way():
    of = indicator("GRAD_4YR", "HIGHER")
    found = standings([target(of, Decimal("71.5"), 90, ">=")], [figure("86.3", code="GRAD_4YR")], 2020)[0]

    assert round(found.progress, 1) == Decimal("0.8")
    assert found.status == Status.ON_TRACK
    assert found.progress_text == "80% of the way from the baseline to the target has been covered."


def test_a_reduction_of_a_count_is_measured_as_a_way_too():
    of = indicator("OSS_COUNT", unit="COUNT")
    found = standings([target(of, Decimal(4835), 483, "<=")], [figure(483, code="OSS_COUNT")], 2020)[0]

    assert (found.status, found.target_text) == (Status.MET, "at most 483")


def test_the_latest_figure_up_to_the_chosen_year_counts_and_says_its_own_year():
    of = indicator()
    figures = [figure("26", 2012), figure("25.7", 2014), figure("20", 2018)]

    found = standings([target(of, Decimal("25.1"), 10, "<")], figures, 2016)[0]

    assert (found.now.text, found.now.year_label, found.is_from_the_year) == ("25.7%", "2014–15", False)


def test_a_figure_from_before_the_plan_cannot_speak_for_it():
    assert stand("25.7", year=2014).status == Status.NOT_MET
    assert stand("9", year=2014).status == Status.MET


def test_an_asterisk_is_the_latest_word_and_no_data_to_judge():
    found = stand(None, shown="SUPPRESSED")

    assert (found.status, found.now.text, found.exact) == (Status.NO_DATA, "*", None)


def test_a_band_is_no_exact_figure():
    assert stand("1", shown="BAND_LOW").status == Status.NO_DATA


def test_the_districts_proposal_goes_before_the_pace():
    of = indicator()
    targets = [target(of, Decimal("25.1"), 10, "<"), target(of, None, 22, "<", kind="INTERIM", target_fall_year=2017)]

    found = standings(targets, [figure("21")], 2020)[0]

    assert found.status == Status.ON_TRACK  # slower than the pace, but as proposed


def test_no_progress_is_stated_from_the_baseline_of_another_test():
    of = indicator("READ_G3", "HIGHER")
    found = standings([target(of, Decimal(49), 75, ">=")], [figure("24.1", code="READ_G3")], 2020)[0]

    assert (found.progress, found.status) == (None, Status.NOT_MET)
    assert "another test" in found.progress_text


def test_other_series_are_never_taken_for_the_main_one():
    found = standings([target(indicator(), Decimal("25.1"), 10, "<")], [figure("30", instrument="NEXTGEN_IND4")], 2020)[
        0
    ]

    assert found.now is None
    assert [one.instrument for one in found.related] == ["NEXTGEN_IND4"]


def test_the_districts_own_series_follows_the_states_and_is_not_joined_to_it():
    of = indicator(primary_instrument="EDSIGHT_CHRONIC")
    state = [figure("25.7", 2014, instrument="EDSIGHT_CHRONIC"), figure("20", 2016, instrument="EDSIGHT_CHRONIC")]
    own = [
        figure(value, year, instrument="DISTRICT_CHRONIC") for year, value in [(2015, "24"), (2017, "19"), (2018, "18")]
    ]

    found = standings([target(of, Decimal("25.1"), 10, "<")], state + own, 2020)[0]

    assert [one.fall_year for one in found.series] == [2014, 2016, 2017, 2018]
    assert found.now.instrument == "DISTRICT_CHRONIC"
    assert found.sentence == "Chronic absenteeism fell from 19.0% in 2017–18 to 18.0% in 2018–19."


@pytest.mark.django_db
def test_a_school_is_not_held_against_the_count_of_a_whole_district():
    of = indicator("OSS_COUNT", unit="COUNT")
    found = standings([target(of, Decimal(4835), 483, "<=")], [figure(12, code="OSS_COUNT")], 2020, school=7)[0]

    assert (found.target, found.status) == (None, Status.NO_TARGET)


def test_the_year_beside_a_figure_says_what_a_mark_means_and_calls_no_mark_published():
    assert stand("25.7").year_text == "in 2017–18, the latest published"
    assert stand("25.7", year=2020).year_text == "in 2020–21"
    assert stand(None, shown="NOT_REPORTED").year_text == "2017–18: not reported"


def test_the_way_is_said_once_where_the_rule_says_it():
    assert stand("17.55").progress_beside_rule == ""
    assert stand("9.9").progress_beside_rule == "The target is met."
