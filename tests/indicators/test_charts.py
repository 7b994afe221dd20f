"""Geometry: gaps stay gaps, hidden values are not drawn, coordinates are plain numbers."""

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from indicators import charts
from indicators.charts import Reading, Words

WORDS = Words("c", "Absence fell & rose <b>", "2011–12: 26.0%; 2012–13: *")


def text(value):
    return f"{value:g}%"


def reading(year, value, series="A", mark=""):
    return Reading(year, f"{year}–{year + 1 - 2000}", value, f"{value}%", series, mark)


def drawn(template, chart):
    """The SVG as a tree; parsing fails on anything that is no well-formed XML."""
    with translation.override("es"):
        markup = render_to_string(f"components/charts/{template}.svg", {"chart": chart})
    svg = markup[markup.index("<svg") : markup.index("</svg>") + 6]
    return ElementTree.fromstring(re.sub(r'href="[^"]*"', "", svg))


def test_a_missing_year_is_a_gap_in_the_line_and_not_a_zero():
    readings = [reading(2010, 60.0), reading(2011, 62.0), reading(2013, 70.0), reading(2014, 71.0)]

    chart = charts.trend(WORDS, readings, text=text)

    assert [len(points.split()) for points in chart.lines] == [2, 2]
    assert [tick.label for tick in chart.years][2] == "2012–13"


def test_a_change_of_instrument_ends_the_line():
    chart = charts.trend(WORDS, [reading(2013, 50.0), reading(2014, 24.0, series="B")], text=text)

    assert chart.lines == []
    assert len(chart.breaks) == 1


def test_a_suppressed_year_is_marked_at_the_foot_and_not_drawn_to_scale():
    low = charts.trend(WORDS, [reading(2013, 50.0), reading(2014, None, mark="*")], text=text)

    star = next(mark for mark in low.marks if mark.shape == "star")
    assert (star.label, star.y) == ("*", low.bottom - 6)
    assert low.lines == []


def test_the_scale_begins_at_zero_and_holds_target_and_values():
    chart = charts.trend(WORDS, [reading(2013, 26.0)], text=text, target=10, target_label="Target", most=100)

    assert chart.ticks[0].label == "0%"
    assert chart.ticks[-1].at <= chart.marks[0].y < chart.target.at < chart.bottom


def test_interim_targets_are_marks_of_their_own_and_no_path():
    proposals = [(2014, 20, "20%")]

    chart = charts.trend(WORDS, [reading(2013, 26.0), reading(2014, 25.0)], text=text, proposals=proposals)

    assert [mark.shape for mark in chart.proposals] == ["diamond"]
    assert len(chart.lines) == 1


def test_proposals_of_the_years_ahead_are_drawn_too_and_those_far_off_are_not():
    proposals = [(2015, 22, "22%"), (2018, 18, "18%"), (2030, 10, "10%")]

    chart = charts.trend(WORDS, [reading(2013, 26.0), reading(2014, 25.0)], text=text, proposals=proposals)

    assert len(chart.proposals) == 2
    assert chart.years[-1].label == "2018–19"
    assert len(chart.lines) == 1 and len(chart.marks) == 2


@given(
    st.lists(
        st.tuples(st.integers(2000, 2030), st.none() | st.floats(0, 10_000)), max_size=20, unique_by=lambda p: p[0]
    )
)
def test_every_point_lies_on_the_picture(pairs):
    readings = [reading(year, value) for year, value in sorted(pairs)]
    if not any(one.value is not None for one in readings):
        return

    chart = charts.trend(WORDS, readings, text=text)

    for points in chart.lines:
        for point in points.split():
            x, y = map(float, point.split(","))
            assert chart.left <= x <= chart.right
            assert 0 <= y <= chart.bottom


@pytest.mark.parametrize(
    ("template", "chart"),
    [
        ("bullet", lambda: charts.bullet(WORDS, value=25.7, value_label="25.7%", baseline=25.1, baseline_label="b",
                                         target=10, target_label="t", text=text)),
        ("trend", lambda: charts.trend(WORDS, [reading(2013, 1234.5), reading(2014, None, mark="*")], text=text)),
        ("spark", lambda: charts.sparkline(WORDS, [reading(2013, 1.5), reading(2014, 2.5)])),
        ("dots", lambda: charts.dots(WORDS, [("A & B", 30.5, "30.5%", ""), ("C", None, "hidden", "")], everybody=20.5,
                                     everybody_label="All", text=text)),
        ("columns", lambda: charts.columns(WORDS, [("Jul", 1500, 3), ("Aug", None, None)], text=text, part_label="p",
                                           whole_label="w")),
        ("share", lambda: charts.share(WORDS, value=0.045, value_label="4.5%", line=0.1, line_label="10%", text=text)),
    ],
)  # fmt: skip
def test_every_chart_is_named_for_those_who_do_not_see_it_and_needs_no_style(template, chart):
    svg = drawn(template, chart())

    title, description = svg.find("title"), svg.find("desc")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert title.text == WORDS.title
    for element in svg.iter():
        assert not {"style", "onclick"} & set(element.attrib)
        for name in ("x", "y", "x1", "y1", "cx", "cy", "width", "height"):
            value = element.get(name)
            if value is not None:
                float(value)  # never localised: 1,234.5 would be no number


def test_the_label_of_a_falling_line_stands_below_its_point():
    chart = charts.trend(WORDS, [reading(2013, 26.0), reading(2014, 20.0)], text=text)

    first, last = chart.marks
    assert first.label_y < first.y
    assert last.label_y > last.y


@pytest.mark.parametrize(("value", "below"), [(90, True), (60, False)])
def test_the_label_of_a_point_keeps_clear_of_the_target_and_its_words(value, below):
    readings = [reading(2013, 50.0), reading(2014, value)]
    chart = charts.trend(WORDS, readings, text=text, target=100, target_label="Target: at least 100% by 2020", most=100)

    assert (chart.marks[-1].label_y > chart.marks[-1].y) is below


def test_a_single_year_makes_no_sparkline():
    assert charts.sparkline(WORDS, [reading(2013, 26.0), reading(2014, None)]) is None


def test_a_hidden_group_has_words_and_no_dot():
    chart = charts.dots(WORDS, [("A", None, "suppressed", "")], everybody=20, everybody_label="All", text=text)

    assert chart.rows[0].x is None
    assert drawn("dots", chart).find("circle") is None
