"""An attacker with every published figure gets no hidden cell out, and narrows none below what its asterisk says."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.models.values import SuppressionReason
from indicators.suppression import DISTRICT, Cell, Rule, judge
from tests.indicators.attacker import Attacker, parts_of

SMALL_RULE = Rule(min_numerator=3, min_complement=3, min_denominator=6)  # small enough to try every table
BREAKDOWNS = {"ELL": ["EL", "NOT_EL"], "RACE_ETH": ["BL", "HI", "WH"], "SES": ["FREE", "REDUCED", "FRPM", "NOT_ELIG"]}


def made_up_table(seed, schools, breakdowns, most):
    """{key: (numerator, denominator)} of a district whose groups and schools add up."""
    rng = random.Random(seed)
    table = {}
    for school in range(1, schools + 1):
        students = rng.choice([most // 8, most // 2, most]) + rng.randint(0, most // 3)
        statuses = [rng.random() < rng.choice([0.1, 0.3, 0.6]) for _student in range(students)]
        count(table, (school, "ALL", "ALL"), statuses)
        for dimension in breakdowns:
            leaves = [group for group in BREAKDOWNS[dimension] if group != "FRPM"]
            weights = [rng.choice([1, 3, 10]) for _group in leaves]
            of = rng.choices(leaves, weights, k=students)
            for group in leaves:
                count(table, (school, dimension, group), [s for s, g in zip(statuses, of, strict=True) if g == group])
            if dimension == "SES":
                free = [s for s, g in zip(statuses, of, strict=True) if g in ("FREE", "REDUCED")]
                count(table, (school, dimension, "FRPM"), free)
    for key in list(table):
        whole = (DISTRICT, *key[1:])
        numerator, denominator = table.get(whole, (0, 0))
        table[whole] = (numerator + table[key][0], denominator + table[key][1])
    return table


def count(table, key, statuses):
    table[key] = (sum(statuses), len(statuses))


def cells_of(table):
    return [
        Cell(*key, "REPORTED", "DISTRICT", numerator, denominator, value(numerator, denominator))
        for key, (numerator, denominator) in table.items()
    ]


def value(numerator, denominator):
    return (Decimal(100 * numerator) / denominator).quantize(Decimal("0.1")) if denominator else Decimal(0)


def attack(table, verdicts, rule):
    """The attacker, given what is published. Whoever knows the size of a group reads the count off the rate."""
    published = {}
    for key, verdict in verdicts.items():
        numerator, size = table[key]
        if verdict.shown == "VALUE":
            published[key] = numerator
        elif verdict.shown == "BAND_LOW":
            published[key] = (rule.min_numerator, int(verdict.value * size / 100))
        elif verdict.shown == "BAND_HIGH":
            published[key] = (-int(-verdict.value * size // 100), size - rule.min_complement)
    sizes = {key: size for key, (_numerator, size) in table.items()}
    return Attacker(sizes, parts_of(sizes), published)


def wanted(key, table, verdicts, rule):
    """How many values must stay possible: as many as the asterisk says, or as the smallest group can have that is
    hidden beside a cell which is hidden for its sake."""
    place, dimension, group = key
    beside = [table[key][1]]
    if verdicts[key].reason == SuppressionReason.COMPLEMENT:
        for (at, held, name), verdict in verdicts.items():
            is_beside = (held, name) == (dimension, group) or (at == place and dimension in (held, "ALL"))
            if is_beside and verdict.is_hidden and table[at, held, name][1]:
                beside.append(table[at, held, name][1])
    return min(rule.min_numerator, min(beside) + 1)


@given(st.integers(0, 10**6), st.integers(1, 4), st.sets(st.sampled_from(sorted(BREAKDOWNS)), min_size=1, max_size=2))
def test_every_hidden_cell_of_a_small_table_keeps_as_many_values_as_its_asterisk_says(seed, schools, breakdowns):
    table = made_up_table(seed, schools, sorted(breakdowns), most=16)

    judgement = judge(cells_of(table), SMALL_RULE)

    attacker = attack(table, judgement.verdicts, SMALL_RULE)
    for key, verdict in judgement.verdicts.items():
        if verdict.is_hidden:
            assert len(attacker.possible(key)) >= wanted(key, table, judgement.verdicts, SMALL_RULE), key


@pytest.mark.parametrize(("seed", "schools"), [(0, 45), (1, 45), (2, 45), (3, 110)])
def test_no_hidden_cell_of_a_district_sized_table_can_be_solved(seed, schools):
    table = made_up_table(seed, schools, sorted(BREAKDOWNS), most=500)

    judgement = judge(cells_of(table), Rule())

    attacker = attack(table, judgement.verdicts, Rule())
    assert judgement.unprotected == []
    assert not set(attacker.solvable()) & {key for key, verdict in judgement.verdicts.items() if verdict.is_hidden}
    hidden = [key for key, verdict in judgement.verdicts.items() if verdict.is_hidden]
    assert 0 < len(hidden) < len(table) / 2
    narrowed = attacker.narrowed(attacker.domain)
    for key in hidden:
        low, high = narrowed[key]
        assert high - low + 1 >= wanted(key, table, judgement.verdicts, Rule()), key


def test_the_verdicts_do_not_depend_on_the_order_of_the_cells():
    cells = cells_of(made_up_table(7, 6, ["ELL", "SES"], most=60))

    verdicts = judge(cells, Rule()).verdicts

    random.Random(1).shuffle(cells)
    assert judge(cells, Rule()).verdicts == verdicts
