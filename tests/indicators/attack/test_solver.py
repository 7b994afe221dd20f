"""The solver finds what can be worked out, and says of the rest how far it is open."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.attack.puzzle import Contradiction, Puzzle, Standing
from indicators.attack.solver import solve


def by_key(puzzle, **options):
    return {answer.key: answer for answer in solve(puzzle, **options)}


def sum_of_two(total, *, wanted=6):
    puzzle = Puzzle("two")
    puzzle.number("whole", total, total)
    for key in ("one", "other"):
        puzzle.number(key, 0, 40, hidden=wanted)
    puzzle.equal("whole", ["one", "other"])
    return puzzle


def test_what_is_left_of_a_sum_comes_out():
    puzzle = Puzzle("one hidden")
    puzzle.number("whole", 120, 120)
    puzzle.number("shown", 116, 116)
    puzzle.number("hidden", 0, 30, hidden=6)
    puzzle.equal("whole", ["shown", "hidden"])

    (answer,) = solve(puzzle)

    assert (answer.low, answer.high, answer.standing) == (4, 4, Standing.EXACT)


def test_two_that_make_nothing_are_both_nothing_and_two_that_make_few_are_nearly_known():
    assert {one.standing for one in solve(sum_of_two(0))} == {Standing.EXACT}
    narrow = by_key(sum_of_two(3))["one"]
    assert (narrow.low, narrow.high, narrow.standing) == (0, 3, Standing.NARROW)
    assert {one.standing for one in solve(sum_of_two(5))} == {Standing.SAFE}


def test_a_group_smaller_than_the_threshold_keeps_all_it_can_have():
    puzzle = Puzzle("small")
    puzzle.number("hidden", 0, 2, hidden=6)

    (answer,) = solve(puzzle)

    assert answer.standing == Standing.SAFE


def test_only_whole_numbers_count():
    """Half of an odd number fits the linear programme, and no table."""
    puzzle = Puzzle("odd")
    for key in "abc":
        puzzle.number(key, 0, 1, hidden=2)
    puzzle.number("d", 0, 3, hidden=4)
    puzzle.between({"a": 1, "b": 1}, 1, 1)
    puzzle.between({"b": 1, "c": 1}, 1, 1)
    puzzle.between({"a": 1, "c": 1, "d": 1}, 3, 3)  # a = c, so d is 1 or 3, and never 2

    answers = by_key(puzzle)

    assert (answers["d"].low, answers["d"].high, answers["d"].standing) == (1, 3, Standing.NARROW)
    assert answers["a"].standing == Standing.SAFE


def test_a_puzzle_that_nothing_fits_is_a_contradiction_and_not_a_success():
    puzzle = sum_of_two(100)

    with pytest.raises(Contradiction):
        solve(puzzle)


def test_what_was_not_decided_in_time_is_said_to_be_so():
    assert {one.standing for one in solve(sum_of_two(50), seconds=0)} == {Standing.UNPROVEN}


@settings(max_examples=15)
@given(st.data())
def test_the_ends_are_those_of_every_table_there_is(data):
    """Tables of three by three, some cells shown, held against trying all."""
    size, most = 3, 3
    table = [[data.draw(st.integers(0, most)) for _column in range(size)] for _row in range(size)]
    shown = data.draw(st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=6))
    keys = [(row, column) for row in range(size) for column in range(size)]
    open_ones = [key for key in keys if key not in shown]
    puzzle = Puzzle("random")
    for row, column in keys:
        count = table[row][column]
        if (row, column) in shown:
            puzzle.number((row, column), count, count)
        else:
            puzzle.number((row, column), 0, most, hidden=most + 1)
    lines = [[(row, column) for column in range(size)] for row in range(size)]
    lines += [[(row, column) for row in range(size)] for column in range(size)]
    for line in lines:
        total = sum(table[row][column] for row, column in line)
        puzzle.between(dict.fromkeys(line, 1), total, total)

    answers = by_key(puzzle)

    possible = {key: set() for key in open_ones}
    for values in product(range(most + 1), repeat=len(open_ones)):
        tried = dict(zip(open_ones, values, strict=True))
        full = {key: tried.get(key, table[key[0]][key[1]]) for key in keys}
        if all(sum(full[key] for key in line) == sum(table[row][column] for row, column in line) for line in lines):
            for key, value in tried.items():
                possible[key].add(value)
    for key, values in possible.items():
        assert (answers[key].low, answers[key].high) == (min(values), max(values))
