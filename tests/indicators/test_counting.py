"""Who is counted in an indicator, of whom, and when that changed."""

import pytest
from django.urls import reverse
from django.utils import translation

from indicators import counting
from indicators.reference import hartford_2015
from tests.factories import IndicatorFactory


def test_each_of_the_eight_says_who_is_counted_and_of_whom():
    adopted = {one.code for one in hartford_2015.EQUITY}
    assert set(counting.COUNTINGS) == adopted


@pytest.mark.parametrize("code", counting.COUNTINGS)
def test_families_read_it_in_spanish_too(code):
    texts = [counting.COUNTINGS[code].counted, counting.COUNTINGS[code].of_whom]
    english = [str(one) for one in texts]
    with translation.override("es"):
        assert all(str(one) != other for one, other in zip(texts, english, strict=True))


def test_a_context_figure_has_none():
    assert counting.counting_of("ENROLLMENT") is None


def years_of(changes):
    return [one.fall_year for one in changes]


def test_only_changes_within_the_years_shown_are_told_oldest_first():
    assert years_of(counting.changes_of("OSS_COUNT", {2025, 2014, 2020})) == [2015, 2024]
    assert years_of(counting.changes_of("OSS_COUNT", {2014, 2020})) == [2015]
    assert years_of(counting.changes_of("OSS_COUNT", {2016, 2020})) == []


def test_a_series_that_begins_with_a_change_says_so():
    assert years_of(counting.changes_of("READ_G3", [2014, 2017])) == [2014]


def test_without_figures_or_changes_nothing_is_told():
    assert counting.changes_of("OSS_COUNT", set()) == []
    assert counting.changes_of("GRAD_4YR", {2010, 2026}) == []


def test_a_change_names_its_school_year():
    (change,) = counting.changes_of("CHRONIC_ABS", {2019})
    assert "2019" in change.year_label


@pytest.mark.django_db
def test_the_page_of_an_indicator_says_who_is_counted_and_tells_no_change_of_years_it_does_not_show(client):
    IndicatorFactory(code="READ_G3")
    page = client.get(reverse("indicators:indicator-detail", args=["READ_G3"])).content.decode()

    assert "Students of grade 3 who took the test, not all who are enrolled." in page
    assert "Change in" not in page
