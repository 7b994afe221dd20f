"""Nothing that is shown of a survey tells of a group that is too small, whatever one adds and subtracts."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.models.surveys import Level
from partnerships.surveys import gate

SMALL = gate.Thresholds(answers=3, part=2)
SIDES = (False, False, True)


def test_a_place_with_enough_answers_on_both_sides_is_shown_answer_by_answer():
    judged = gate.judge({1: (7, 8, 9), 2: (6, 6, 30)}, SIDES, gate.Thresholds())
    assert judged.places == {1: Level.ALL, 2: Level.ALL}
    assert judged.whole == Level.ALL


@pytest.mark.parametrize(
    ("parts", "level"),
    [
        ((0, 0, 0), Level.NOTHING),
        ((3, 3, 3), Level.NOTHING),  # nine people
        ((3, 2, 5), Level.NUMBER),  # five are on one side
        ((0, 0, 40), Level.NUMBER),  # everybody said the same: that would be the answer of each
        ((3, 4, 6), Level.SIDES),  # the sides are large enough, the steps are not
        ((6, 6, 6), Level.ALL),
    ],
)
def test_what_one_place_alone_may_show(parts, level):
    assert gate.judge({1: parts}, SIDES, gate.Thresholds()).places == {1: level}


def test_one_small_school_takes_a_second_one_out_of_sight_so_that_the_sum_does_not_tell_it():
    judged = gate.judge({1: (20, 20, 20), 2: (9, 9, 9), 3: (1, 1, 2)}, SIDES, gate.Thresholds())
    assert judged.places == {1: Level.ALL, 2: Level.NOTHING, 3: Level.NOTHING}
    assert judged.whole == Level.ALL


def test_small_schools_that_are_enough_together_take_nobody_out_of_sight():
    table = {1: (20, 20, 20), 2: (9, 9, 9), 3: (2, 2, 2), 4: (3, 3, 2), 5: (2, 2, 2)}
    judged = gate.judge(table, SIDES, gate.Thresholds())
    assert judged.places == {1: Level.ALL, 2: Level.ALL, 3: Level.NOTHING, 4: Level.NOTHING, 5: Level.NOTHING}


def test_a_school_without_answers_is_nobody_to_protect():
    judged = gate.judge({1: (20, 20, 20), 2: (0, 0, 0)}, SIDES, gate.Thresholds())
    assert judged.places == {1: Level.ALL, 2: Level.NOTHING}


def test_what_belongs_to_no_school_is_never_shown_by_itself():
    judged = gate.judge({0: (9, 9, 9), 1: (20, 20, 20)}, SIDES, gate.Thresholds(), never_alone={0})
    assert judged.places[0] == Level.NOTHING
    assert judged.whole == Level.ALL


def test_the_mean_of_a_council_is_shown_from_the_threshold_on_unless_all_said_the_same_extreme():
    thresholds = gate.Thresholds(answers=6)
    assert gate.judge_means({1: (6, 29)}, 1, 5, thresholds).places == {1: Level.NUMBER}
    assert gate.judge_means({1: (6, 30)}, 1, 5, thresholds).places == {1: Level.NOTHING}
    assert gate.judge_means({1: (5, 20)}, 1, 5, thresholds).places == {1: Level.NOTHING}


# ---------------------------------------------------------------------- the attacker

COUNTS = st.tuples(*[st.integers(0, 3)] * 3)
TABLES = (
    st.lists(COUNTS, min_size=2, max_size=3)
    .filter(lambda rows: sum(map(sum, rows)) <= 14)
    .map(lambda rows: dict(enumerate(rows, start=1)))
)


def seen(level, parts):
    """What a reader sees of a row."""
    if level == Level.ALL:
        return parts
    if level == Level.SIDES:
        return sum(parts[:2]), parts[2]
    return (sum(parts),) if level == Level.NUMBER else ()


def possible_rows(table, judged):
    """For each place the rows that fit everything that is shown: its own figures and, with rows of the others, the
    whole. Written without regard to how the gate works."""
    most = sum(map(sum, table.values()))
    universe = [row for row in product(range(most + 1), repeat=3) if sum(row) <= most]
    fits = {
        place: [row for row in universe if seen(judged.places[place], row) == seen(judged.places[place], table[place])]
        for place in table
    }
    whole = seen(judged.whole, gate.together(table.values()))
    for place, rows in fits.items():
        sums = {(0, 0, 0)}
        for other, theirs in fits.items():
            if other != place:
                sums = {s for a in sums for b in theirs if sum(s := gate.together([a, b])) <= most}
        others = {seen(judged.whole, one) for one in sums}
        yield (
            place,
            [
                row
                for row in rows
                if whole == () or tuple(w - r for w, r in zip(whole, seen(judged.whole, row), strict=True)) in others
            ],
        )


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_whoever_adds_and_subtracts_all_that_is_shown_cannot_find_a_part_that_is_too_small(table):
    judged = gate.judge(table, SIDES, SMALL)
    for place, rows in possible_rows(table, judged):
        if not sum(table[place]):
            continue  # nobody answered there: there is nobody to protect
        hidden = [
            (Level.NUMBER, sum),
            (Level.SIDES, lambda row: row[2]),
            *((Level.ALL, lambda row, part=part: row[part]) for part in range(3)),
        ]
        for level, figure in hidden:
            if judged.places[place] < level:
                left = {figure(row) for row in rows}
                assert len(left) >= SMALL.part or figure(table[place]) >= SMALL.part, (table, judged, place, left)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.integers(1, 9), COUNTS, max_size=9))
def test_the_places_out_of_sight_taken_together_are_many_enough_or_nobody(table):
    judged = gate.judge(table, SIDES, SMALL)
    for level in (Level.NUMBER, Level.SIDES, Level.ALL):
        rest = [row for place, row in table.items() if judged.places[place] < level and sum(row)]
        if rest and judged.whole >= level:
            assert gate.passes(level, gate.together(rest), SIDES, SMALL)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.integers(1, 9), COUNTS, max_size=9), st.randoms())
def test_the_order_of_places_does_not_matter(table, random):
    shuffled = list(table.items())
    random.shuffle(shuffled)
    assert gate.judge(dict(shuffled), SIDES, SMALL) == gate.judge(table, SIDES, SMALL)
