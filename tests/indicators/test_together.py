"""Engagement and outcomes together: what two groups of schools say, and what nobody may read out of it."""

from collections import Counter
from decimal import Decimal
from itertools import combinations

import pytest
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.charts import Words
from indicators.charts.scatter import Labels, Naming, Point, scatter, shortened
from indicators.models import IndicatorValue
from indicators.publication import republish
from indicators.together.among import Among, holds
from indicators.together.asked import Asked, as_line
from indicators.together.choices import choices
from indicators.together.comparing import SMALLEST_SIDE, compare, exact_cut, rank_sums, usual_cut
from indicators.together.reading import Together
from indicators.together.telling import Told
from partnerships.models import YearlyReach
from tests.factories import (
    ImportRunFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    SchoolFactory,
    SchoolProfileFactory,
    UserFactory,
    YearlyReachFactory,
)
from tests.indicators.pages import csv_rows, tables

YEAR = 2025

# ---------------------------------------------------------------------- two groups


@pytest.mark.parametrize(("few", "many"), [(2, 3), (3, 4), (5, 5)])
def test_the_distribution_of_rank_sums_is_that_of_all_orders_of_the_schools(few, many):
    counted = Counter(
        sum(place - number for number, place in enumerate(places)) for places in combinations(range(few + many), few)
    )
    assert rank_sums(few, many) == [counted[u] for u in range(few * many + 1)]


@pytest.mark.parametrize(("few", "many", "cut"), [(5, 5, 3), (8, 8, 14), (10, 10, 24), (5, 20, 21)])
def test_the_interval_begins_where_the_printed_tables_of_the_rank_sum_test_say(few, many, cut):
    assert exact_cut(few, many) == cut  # one more than the critical value of U at 5 percent, two sides


def test_for_many_schools_the_approximation_is_the_exact_distribution_to_a_hair():
    assert abs(exact_cut(30, 30) - usual_cut(30, 30)) <= 1


def test_a_group_that_is_too_small_is_not_compared():
    assert compare([1] * (SMALLEST_SIDE - 1), [2] * 20) is None
    assert compare([1] * 20, []) is None
    assert compare([1] * SMALLEST_SIDE, [2] * SMALLEST_SIDE) is not None


def test_groups_that_lie_wholly_apart_are_told_apart_and_equal_ones_are_not():
    apart = compare([10, 11, 12, 13, 14], [20, 21, 22, 23, 24])
    assert (apart.difference, apart.tells_apart) == (-10, True)
    assert (apart.low, apart.high) == (-13, -7)
    same = compare([10, 20, 30, 40, 50], [10, 20, 30, 40, 50])
    assert (same.difference, same.tells_apart) == (0, False)


figures = st.lists(st.decimals(0, 100, places=1), min_size=SMALLEST_SIDE, max_size=12)


@settings(max_examples=15)
@given(figures, figures)
def test_the_interval_holds_the_difference_and_turns_around_with_the_groups(above, below):
    one, other = compare(above, below), compare(below, above)
    assert one.low <= one.difference <= one.high
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


# ---------------------------------------------------------------------- grades, addresses


@pytest.mark.parametrize(
    ("grades", "among"),
    [
        ((-1, 5), {Among.TO_GRADE_8, Among.ELEMENTARY}),
        ((-1, 8), {Among.TO_GRADE_8, Among.K8}),
        ((6, 8), {Among.TO_GRADE_8, Among.MIDDLE}),
        ((6, 12), {Among.WITH_HIGH_GRADES}),
        ((9, 12), {Among.WITH_HIGH_GRADES}),
        ((None, None), set()),
    ],
)
def test_schools_are_compared_with_schools_of_like_grades(grades, among):
    assert {one for one in Among if holds(one, *grades)} == {Among.ALL, *among}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("0", 0),
        ("12,5", Decimal("12.5")),
        (" 10 ", 10),
        ("-1", None),
        ("1e9", None),
        ("NaN", None),
        ("", None),
        ("x", None),
    ],
)
def test_a_line_is_a_number_from_0_to_1000_or_none(text, line):
    assert as_line(text) == line


def test_the_address_says_again_what_was_understood_and_nothing_else():
    asked = Asked.of(
        RequestFactory().get("/", {"measure": "reach", "line": "0", "span": "TO_GRADE_8", "since": "x", "school": "1"}),
        IndicatorFactory.build(),
    )
    assert (asked.measure, asked.line, asked.since) == ("reach", 0, None)
    assert "line=0.0" in asked.address("/p") and "since" not in asked.address("/p")


# ---------------------------------------------------------------------- the picture

WORDS, LABELS = Words("k", "t", "d"), Labels("across", "up")


def drawn(*points, **options):
    return scatter(
        WORDS, [Point(name, x, y) for name, x, y in points], labels=LABELS, across_text=str, up_text=str, **options
    )


def test_two_schools_of_one_beginning_keep_different_names():
    assert shortened("Breakthrough Magnet School, North") == "Breakthrough … North"
    assert shortened("Betances STEM Magnet School") == "Betances STEM Magnet"


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=30))
def test_no_name_touches_another_or_leaves_the_picture(places):
    naming = Naming(bottom=270)
    given_names = [naming.place("Some Magnet School", 52 + 2.7 * x, 26 + 2.4 * y) for x, y in places]
    boxes = naming.taken
    assert len(boxes) == sum(one is not None for one in given_names)
    assert not any(a.touches(b) for a, b in combinations(boxes, 2))
    assert all(box.is_within(270) for box in boxes)


def test_in_a_crowd_only_the_school_that_was_asked_for_bears_its_name():
    points = [Point(f"School {n}", 90 if n == 7 else n % 20, n, is_asked_for=n == 7) for n in range(160)]
    picture = scatter(WORDS, points, labels=LABELS, across_text=str, up_text=str)
    assert [spot.label for spot in picture.spots if spot.label] == ["School 7"]


def test_one_school_or_equal_values_make_a_picture_too():
    assert len(drawn(("A", 5, 20)).spots) == 1
    assert len(drawn(("A", 0, 0), ("B", 0, 0), line=0).spots) == 2


def test_changes_below_zero_have_a_line_at_zero_and_figures_have_none():
    assert drawn(("A", 5, -2.0), ("B", 6, 1.5)).zero is not None
    assert drawn(("A", 5, 20), ("B", 6, 30)).zero is None


def test_every_point_and_tick_lies_within_the_picture():
    picture = drawn(("A", 0, 99), ("B", 100, 98), ("C", 50, 100), line=10, most=(100, 100))
    assert all(picture.left <= spot.x <= picture.right and 20 <= spot.y <= picture.bottom for spot in picture.spots)
    assert all(picture.left <= tick.at <= picture.right for tick in picture.across)


# ---------------------------------------------------------------------- schools


@pytest.fixture
def indicator(db):
    return IndicatorFactory()


def school(name, *, visited, absent, before=None, grades=(0, 8), of=400):
    """A school that visited so many of its 100 families; `absent` of 400 students missed much, `before` a year ago."""
    found = SchoolFactory(name=name)
    SchoolProfileFactory(school=found, low_grade=grades[0], high_grade=grades[1])
    if visited is not None:
        YearlyReachFactory(
            school=found, fall_year=YEAR, families_enrolled=100, families_home_visited=visited, stated_by=school.person
        )
    for year, number in ((YEAR, absent), (YEAR - 1, before)):
        if number is not None:
            IndicatorValueFactory(school=found, fall_year=year, counts=(number, of), run=school.run)
    return found


@pytest.fixture
def world(indicator):
    """Five schools above the line of 10 percent with lower absence, five below; others that must not be drawn."""
    school.run, school.person = ImportRunFactory(), UserFactory()
    for number in range(5):
        school(f"Above {number}", visited=12 + number, absent=60 + number, before=80)
        school(f"Below {number}", visited=2 + number, absent=100 + number, before=101)
    school("Too small", visited=15, absent=3, of=12)
    school("Too small, too", visited=15, absent=3, of=12)
    school("Silent", visited=None, absent=70)
    school("High", visited=20, absent=200, grades=(9, 12))
    republish()
    return indicator


def asked(**words):
    return Asked(fall_year=YEAR, **words)


def test_two_groups_are_compared_in_words_that_claim_no_cause(world):
    found = Together(world, asked())
    split, middles, interval, verdict = Told(found).sentences
    assert split == "At or above the line of 10%: 5 schools. Below it: 5 schools."
    assert middles == "The middle figure is 15.5% in the first group, 25.5% in the second."
    assert interval == "Difference: −10 points; with 95 percent confidence between −10.8 and −9.2 points."
    assert verdict.startswith("Schools at or above the line also have lower figures. This does not show that")
    assert verdict.endswith("It rests on 10 schools.")


def test_schools_that_are_not_drawn_are_counted_and_never_compared(world):
    found = Together(world, asked())
    assert {row.school.name for row in found.rows} - {row.school.name for row in found.drawn} == {
        "Too small",
        "Too small, too",
        "Silent",
    }
    assert Told(found).left_out == ["1 school has not stated what it did.", "The figures of 2 schools are suppressed."]
    hidden = next(row for row in found.file_rows() if row[4] == "Too small")
    assert hidden[7] is None and hidden[10] is None


def test_high_schools_stand_by_themselves(world):
    found = Together(world, asked(span=Among.WITH_HIGH_GRADES))
    assert [row.school.name for row in found.rows] == ["High"]
    assert Told(found).sentences[-1] == "Each group needs 5 schools or more; with fewer, nothing is compared."


def sides(found):
    return tuple(sum(row.is_above is side for row in found.drawn) for side in (True, False))


def test_the_line_can_be_moved_until_a_group_is_too_small(world):
    found = Together(world, asked(line=Decimal(16)))
    assert sides(found) == (1, 9)
    assert found.level is None and Told(found).picture.middles == []


def test_the_change_since_the_year_before_is_compared_in_the_same_way(world):
    found = Together(world, asked())
    assert found.since == YEAR - 1
    assert found.movement.tells_apart
    assert (
        Told(found)
        .change_sentences[-1]
        .startswith("In schools at or above the line the figure fell more, or rose less")
    )
    assert Told(found).moved == [("At or above the line", 5, 0, 0), ("Below the line", 1, 1, 3)]


def test_the_middles_of_the_two_groups_are_followed_over_the_years_with_the_same_schools(world):
    found = Together(world, asked())
    assert Told(found).story_rows == [("2024–25", "20%", "25.2%"), ("2025–26", "15.5%", "25.5%")]
    assert Told(found).story_sentence.startswith("The middle figure of 5 schools at or above the line of 10%")
    IndicatorValue.objects.filter(school__name="Above 0", fall_year=YEAR - 1).delete()
    assert Together(world, asked()).story is None


def test_figures_of_another_instrument_are_never_set_beside_each_other(world):
    run = ImportRunFactory(state_file=True)
    one = IndicatorValue.objects.filter(school__name="Above 0", fall_year=YEAR).get().school
    IndicatorValueFactory(school=one, fall_year=YEAR - 1, instrument="EDSIGHT_CHRONIC", counts=(10, 100), run=run)
    republish()
    found = Together(world, asked(instrument="EDSIGHT_CHRONIC"))
    assert (found.year, found.since, len(found.series)) == (YEAR - 1, None, 2)


def test_a_measure_without_a_line_is_split_at_the_middle_school(world):
    reached = choices()["reach"]
    assert reached.line is None
    nothing = Together(world, asked(measure="reach"))
    assert (nothing.line, nothing.drawn, Told(nothing).picture) == (None, [], None)
    for number, stated in enumerate(YearlyReach.objects.order_by("pk"), start=31):
        stated.families_reached = number
        stated.save()
    found = Together(world, asked(measure="reach"))
    assert found.line == 35.5
    assert sides(found) == (5, 5)


def test_tables_stand_by_name_and_no_rank_is_given(world, client, django_assert_max_num_queries):
    address = reverse("indicators:together", args=["CHRONIC_ABS"])
    with django_assert_max_num_queries(16):
        page = client.get(address, {"year": YEAR, "school": "0640001"})
    rows = tables(page)["together"][1:]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert rows[-1] == ["Too small, too", "15%", "at or above", "*", "—"]
    assert {row["school"] for row in csv_rows(client.get(address, {"format": "csv"}))} == {row[0] for row in rows}


@pytest.mark.parametrize(
    "words",
    [
        {"year": "0", "line": "0", "since": "0"},
        {"year": "999999", "line": "9" * 40, "since": "-1", "span": "nothing", "measure": "x", "school": "'"},
        {"line": "1000", "instrument": "x" * 300, "span": "HIGH"},
    ],
)
def test_an_absurd_address_gets_the_page_with_what_makes_sense(world, client, words):
    assert client.get(reverse("indicators:together", args=["CHRONIC_ABS"]), words).status_code == 200


def test_an_unknown_indicator_is_not_found_and_one_without_schools_says_so(client, indicator):
    assert client.get(reverse("indicators:together", args=["NOTHING"])).status_code == 404
    page = client.get(reverse("indicators:together", args=["CHRONIC_ABS"]))
    assert "No figures of single schools" in page.content.decode()


def test_every_declared_choice_can_be_read_of_an_empty_year(db):
    assert all(one.of(YEAR) == {} for one in choices().values())
    assert len(choices()) == 12
