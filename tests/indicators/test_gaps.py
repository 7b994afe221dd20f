"""The distance of groups from all students over the years, how sure it is, and schools among their like."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from district.models import SchoolProfile
from indicators import uncertainty
from indicators.charts import Words
from indicators.charts.gap_lines import SignedScale, gap_lines
from indicators.detail import Detail
from indicators.gaps import Gaps
from indicators.models.values import Shown
from indicators.school_spans import SpannedSchools
from indicators.spans import Span
from tests.factories import (
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    SchoolFactory,
    SchoolProfileFactory,
)

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def shown(year, share, *, counts=None, **values):
    """A published figure of the district's own count."""
    given = {"district": True, "fall_year": year, "is_published": True, "shown": "VALUE", "shown_value": share,
             "dimension": "ELL", "group": "EL"}  # fmt: skip
    if counts:
        given |= {"counts": counts, "shown_numerator": counts[0], "shown_denominator": counts[1]}
    return IndicatorValueFactory(**given | values)


def everybody(year, share, **values):
    return shown(year, share, dimension="ALL", group="ALL", **values)


@pytest.fixture
def indicator(db):
    return IndicatorFactory(code="CHRONIC_ABS", primary_instrument="DISTRICT_CHRONIC")


def gaps_of(indicator, year=2016):
    return Gaps(Detail(indicator, fall_year=year, dimension="ELL", instrument="DISTRICT_CHRONIC"))


def only(indicator):
    (series,) = gaps_of(indicator).series
    return series


class TestGaps:
    def test_a_gap_that_gets_smaller_is_said_to_be_narrower(self, indicator):
        everybody(2014, 20), shown(2014, 30), everybody(2016, 20), shown(2016, 24)
        assert only(indicator).change_text == "narrower by 6.0 points since 2014–15"
        assert gaps_of(indicator).sentence == (
            "English learners: +10.0 points from all students in 2014–15, +4.0 in 2016–17; "
            "narrower by 6.0 points since 2014–15."
        )

    def test_the_gap_is_what_counts_not_the_figures(self, indicator):
        everybody(2014, 20), shown(2014, 30), everybody(2016, 10), shown(2016, 22)
        assert only(indicator).change_text == "wider by 2.0 points since 2014–15"

    def test_a_group_that_passed_all_students_is_not_called_narrower(self, indicator):
        everybody(2014, 20), shown(2014, 22), everybody(2016, 20), shown(2016, 19)
        assert "other side" in only(indicator).change_text

    def test_no_change_and_a_single_year(self, indicator):
        everybody(2014, 20), shown(2014, 30)
        assert only(indicator).change_text == ""
        everybody(2016, 22), shown(2016, 32)
        assert only(indicator).change_text == "as wide as in 2014–15"

    def test_bands_and_asterisks_have_no_distance_and_keep_their_mark(self, indicator):
        everybody(2014, 20), shown(2014, 5, shown=Shown.BAND_LOW)
        everybody(2016, 20), shown(2016, None, shown=Shown.SUPPRESSED)
        series = only(indicator)
        assert [gap.text for _year, gap in sorted(series.by_year.items())] == ["≤5%", "*"]
        assert series.exact == []
        assert gaps_of(indicator).chart is None
        assert gaps_of(indicator).sentence == ""

    def test_a_year_without_a_figure_of_all_students_has_no_distance(self, indicator):
        shown(2014, 30)
        assert only(indicator).by_year[2014].points is None

    def test_the_district_s_proposals_for_all_and_for_the_group_make_a_planned_gap(self, indicator):
        everybody(2014, 20), shown(2014, 30)
        IndicatorTargetFactory(indicator=indicator, target_value=15, target_fall_year=2018)
        IndicatorTargetFactory(indicator=indicator, target_value=18, target_fall_year=2018, dimension="ELL", group="EL")
        assert only(indicator).planned == "+3 by 2018–19"

    def test_the_file_holds_every_year_with_numbers_that_are_not_localised(self, indicator):
        everybody(2014, 20, counts=(200, 1000)), shown(2014, 30, counts=(60, 200))
        (row,) = gaps_of(indicator).file_rows()
        assert row[2:6] == [2014, "2014–15", "ELL", "EL"]
        assert row[8] == 10
        assert row[9] < 10 < row[10]

    def test_in_the_file_nobody_absent_is_a_zero_and_a_mark_is_a_mark(self, indicator):
        everybody(2014, 0), shown(2014, 2), everybody(2015, None, shown="SUPPRESSED"), shown(2015, 3)
        assert [row[6:9] for row in gaps_of(indicator).file_rows()] == [[2, 0, 2], [3, "*", None]]

    def test_the_page_has_a_bounded_number_of_queries_and_takes_any_address(
        self, indicator, client, django_assert_max_num_queries
    ):
        everybody(2014, 20, counts=(200, 1000)), shown(2014, 30, counts=(60, 200))
        address = reverse("indicators:indicator-gaps", args=[indicator.code])
        with django_assert_max_num_queries(12):
            page = client.get(f"{address}?groups=ELL&year=2016").content.decode()
        assert "more than chance alone" in page
        for wrong in ("?groups=NONSENSE", "?year=0", "?year=99999999999999", "?instrument=%00", "?format=csv"):
            assert client.get(address + wrong).status_code == 200


class TestChart:
    def test_zero_is_always_on_the_scale_and_values_stay_within(self):
        scale = SignedScale([4.0, 11.0], 200, 20)
        assert scale(0) == 200
        assert 20 <= scale(11) <= 200

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.floats(-100, 100), min_size=1, max_size=7))
    def test_whatever_the_distances_the_lines_stay_on_the_drawing(self, distances):
        named = [(f"Group {number} with a longer name", {2014: value}) for number, value in enumerate(distances)]
        chart = gap_lines(Words("k", "t", "d"), named, text=str, zero_label="All")
        feet = [line.name_y + dy for line in chart.lines for dy, _words in line.names]
        assert max(feet) <= chart.bottom + 4  # the years stand below
        assert all(20 <= y <= chart.bottom for line in chart.lines for _x, y in line.dots)
        assert 20 <= chart.zero <= chart.bottom


class TestHowSureItIs:
    def test_wilson_s_interval_is_the_one_of_the_textbook(self):
        found = uncertainty.wilson(10, 40)
        assert (round(found.low, 1), round(found.high, 1)) == (14.2, 40.2)
        assert uncertainty.wilson(10, 40, 90).low > found.low

    def test_newcombe_s_interval_is_the_one_of_his_paper(self):
        found = uncertainty.difference((56, 70), (48, 80))
        assert (round(found.low, 2), round(found.high, 2)) == (5.24, 33.39)

    @settings(max_examples=15, deadline=None)
    @given(COUNTS)
    def test_it_holds_the_share_and_stays_a_share(self, counts):
        found = uncertainty.wilson(*counts)
        share = 100 * counts[0] / counts[1]
        assert 0 <= found.low <= share + 1e-9
        assert share - 1e-9 <= found.high <= 100

    @pytest.mark.parametrize("counts", [(None, 10), (1, None), (0, 0), (11, 10), (-1, 10)])
    def test_what_is_no_share_has_none(self, counts):
        assert uncertainty.wilson(*counts) is None

    def test_only_shown_counts_are_used_never_those_stored_beside_them(self, indicator):
        everybody(2014, 20, counts=(200, 1000)), shown(2014, 30)  # its 30 of 100 are stored, not shown
        found = Detail(indicator, fall_year=2014, dimension="ELL", instrument="DISTRICT_CHRONIC")
        assert uncertainty.interval_of(found.groups[0]) is None
        assert only(indicator).by_year[2014].interval is None

    def test_a_suppressed_figure_has_none_even_if_its_counts_slipped_through(self, indicator):
        everybody(2014, 20, counts=(200, 1000))
        shown(2014, None, counts=(3, 9), shown=Shown.SUPPRESSED)
        assert only(indicator).by_year[2014].interval is None

    def test_a_small_group_s_gap_may_be_chance_and_a_large_one_s_hardly(self, indicator):
        everybody(2014, 20, counts=(200, 1000)), shown(2014, 30, counts=(6, 20))
        assert only(indicator).by_year[2014].may_be_chance
        everybody(2016, 20, counts=(2000, 10000)), shown(2016, 30, counts=(600, 2000))
        assert not only(indicator).by_year[2016].may_be_chance

    def test_a_change_within_the_intervals_is_said_to_be_chance_perhaps(self, indicator):
        everybody(2014, 20, counts=(200, 1000)), shown(2014, 30, counts=(30, 100))
        everybody(2016, 20, counts=(200, 1000)), shown(2016, 29, counts=(29, 100))
        assert only(indicator).change_text == "narrower by 1.0 points since 2014–15 (may be chance)"

    def test_a_group_that_is_no_part_of_all_students_has_no_interval_of_its_gap(self, indicator):
        everybody(2014, 20, counts=(20, 100)), shown(2014, 30, counts=(60, 200))
        assert only(indicator).by_year[2014].interval is None


class TestSchoolsAmongTheirLike:
    @pytest.fixture
    def schools(self, indicator):
        def school(name, low, high, share, **values):
            made = SchoolFactory(name=name)
            SchoolProfileFactory(school=made, low_grade=low, high_grade=high)
            shown(2014, share, district=False, scope="SCHOOL", school=made, dimension="ALL", group="ALL", **values)
            return made

        return [school("High", 9, 12, 60), school("Small", 0, 5, 10), school("Large", -1, 5, 30, counts=(15, 50))]

    def spanned(self, indicator, span=""):
        found = Detail(indicator, fall_year=2016, dimension="ELL", instrument="DISTRICT_CHRONIC")
        return SpannedSchools(found, span=span)

    def test_a_high_school_never_stands_beside_an_elementary_school(self, indicator, schools):
        shown_first = self.spanned(indicator)
        assert shown_first.span == Span.ELEMENTARY
        assert [row.school.name for row in shown_first.rows("-value")] == ["Large", "Small"]
        assert [row.school.name for row in self.spanned(indicator, Span.HIGH).rows("name")] == ["High"]
        assert shown_first.counts == {Span.ELEMENTARY: 2, Span.HIGH: 1}

    def test_a_span_without_schools_gives_way_to_the_first_that_has_some(self, indicator, schools):
        assert self.spanned(indicator, Span.MIDDLE).span == Span.ELEMENTARY

    def test_one_whose_grades_are_not_known_stands_apart(self, indicator, schools):
        SchoolProfile.objects.filter(school=schools[0]).update(low_grade=None, high_grade=None)
        assert self.spanned(indicator).counts == {Span.ELEMENTARY: 2, Span.UNKNOWN: 1}

    def test_all_small_trends_of_a_span_share_a_scale_and_the_page_says_where_it_ends(self, indicator, schools):
        found = self.spanned(indicator)
        assert {row.highest for row in found.rows("name")} == {Decimal(30)}
        assert found.scale_text == "All small trends are drawn to one scale, from zero to 30%."

    def test_a_school_of_few_students_shows_its_interval(self, indicator, schools):
        by_name = {row.school.name: row for row in self.spanned(indicator).rows("name")}
        assert by_name["Large"].interval.text == "19.1 to 43.8"
        assert by_name["Large"].is_few
        assert by_name["Small"].interval is None

    def test_the_page_keeps_its_place_among_spans_whatever_the_address_and_asks_few_queries(
        self, indicator, schools, client, django_assert_max_num_queries
    ):
        address = reverse("indicators:indicator-detail", args=[indicator.code])
        with django_assert_max_num_queries(16):
            page = client.get(f"{address}?year=2016&span=HIGH&sort=-value").content.decode()
        assert "High schools: " in page
        assert "Small" not in page
        assert client.get(f"{address}?span=%00&year=2016&page=999999999999").status_code == 200

    def test_without_any_school_there_is_no_span(self, indicator):
        found = self.spanned(indicator)
        assert (found.span, found.label, found.rows("name"), found.scale_text) == ("", "", [], "")
