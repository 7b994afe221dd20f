"""A figure that is preliminary or was restated says so in the chart, by shape and in words."""

import pytest
from django.template.loader import render_to_string

from indicators import pictures
from indicators.charts import Words
from indicators.detail import Detail
from tests.factories import IndicatorFactory, IndicatorTargetFactory, IndicatorValueFactory


def drawn_of(*statuses):
    indicator = IndicatorFactory(primary_instrument="DISTRICT_CHRONIC")
    for year, status in enumerate(statuses, start=2014):
        IndicatorValueFactory(indicator=indicator, district=True, fall_year=year, is_published=True, shown="VALUE",
                              shown_value=30, status=status)  # fmt: skip
    figures = Detail(indicator, fall_year=2019, dimension="ELL").years_of("DISTRICT_CHRONIC")
    return pictures.trend_of(figures, Words("k", "t", pictures.description_of(figures)), unit="PERCENT")


@pytest.mark.django_db
class TestStateOfAFigure:
    def test_preliminary_and_restated_figures_have_a_shape_of_their_own_and_words_below(self):
        chart = drawn_of("FINAL", "RESTATED", "PRELIMINARY")
        assert [mark.shape for mark in chart.marks] == ["dot", "square", "ring"]
        assert chart.shapes == [("ring", "preliminary"), ("square", "restated")]
        svg = render_to_string("components/charts/trend.svg", {"chart": chart})
        assert "chart-ring" in svg
        assert "restated" in svg

    def test_those_who_hear_the_chart_are_told_as_well(self):
        assert drawn_of("FINAL", "PRELIMINARY").words.description == "2014–15: 30.0%; 2015–16: 30.0% (preliminary)"

    def test_where_all_is_final_there_is_nothing_to_explain(self):
        assert drawn_of("FINAL", "FINAL").shapes == []


@pytest.mark.django_db
def test_the_way_from_today_is_drawn_in_the_series_of_today_alone():
    indicator = IndicatorFactory(primary_instrument="DISTRICT_CHRONIC")
    IndicatorTargetFactory(indicator=indicator, target_fall_year=2020, target_value=10)
    for year, instrument in ((2011, "EDSIGHT_CHRONIC"), (2012, "EDSIGHT_CHRONIC"), (2015, "DISTRICT_CHRONIC")):
        IndicatorValueFactory(indicator=indicator, district=True, fall_year=year, is_published=True, shown="VALUE",
                              shown_value=30, instrument=instrument)  # fmt: skip
    found = Detail(indicator, fall_year=2019, dimension="ELL", back="/here/")
    drawn = {series.instrument.code: series.trend for series in found.series}
    assert drawn.keys() == {"EDSIGHT_CHRONIC", "DISTRICT_CHRONIC"}
    assert not drawn["EDSIGHT_CHRONIC"].needed
    assert all("back=%2Fhere%2F%23years" in row["url"] for series in found.series for row in series.rows)
