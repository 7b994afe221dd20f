"""How an indicator is measured: numerator and denominator in words, changes of the law, the state of each figure."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from indicators import pictures
from indicators.charts import Words
from indicators.detail import Detail
from indicators.reference import INDICATORS
from indicators.reference.parts import PARTS, parts_of
from tests.factories import IndicatorFactory, IndicatorValueFactory


def drawn_of(*statuses):
    indicator = IndicatorFactory(primary_instrument="DISTRICT_CHRONIC")
    for year, status in enumerate(statuses, start=2014):
        IndicatorValueFactory(indicator=indicator, district=True, fall_year=year, is_published=True, shown="VALUE",
                              shown_value=30, status=status)  # fmt: skip
    figures = Detail(indicator, fall_year=2019, dimension="ELL").years_of("DISTRICT_CHRONIC")
    return pictures.trend_of(figures, Words("k", "t", pictures.description_of(figures)), unit="PERCENT")


def test_each_equity_indicator_says_who_is_counted_and_of_whom():
    assert set(PARTS) == {one.code for one in INDICATORS if one.is_equity}
    assert all(str(parts.numerator) and str(parts.denominator) and str(parts.basis) for parts in PARTS.values())
    assert parts_of("ENROLLMENT") is None


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
def test_the_page_names_changes_of_the_law_with_their_year(client):
    code = IndicatorFactory(code="OSS_COUNT").code
    page = client.get(reverse("indicators:indicator-detail", args=[code])).content.decode()
    assert "2015–16: Since 1 July 2015" in page
    assert "Who is counted (numerator)" in page
