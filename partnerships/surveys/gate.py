"""The gate of survey results: what of one question may be shown, place by place. Pure: no database, no clock.

A table holds, for each place, how many gave each answer. Everything that is shown is the sum of whole groups of people
of whom enough answered, and every part of it that is told apart has enough people in it. Three levels: the number of
answers, how many of them are favourable, each answer by itself. What a reader could work out by subtracting (the places
that are not shown, taken together) has to pass the same test, or is nobody: else further places are held back, the
smallest first. So no sum of what is shown says anything of a smaller group (decision 019; facts 3.4 and 3.5).
"""

from dataclasses import dataclass

from partnerships.models.surveys import Level


@dataclass(frozen=True)
class Thresholds:
    """`answers`: of a group, from which it is shown at all; `part`: people in each part that is told apart."""

    answers: int = 10
    part: int = 6


@dataclass(frozen=True)
class Judgement:
    """The level at which each place, and all of them together, may be shown."""

    places: dict
    whole: Level


def together(tables):
    """Part by part; () for no table at all."""
    return tuple(map(sum, zip(*tables, strict=True)))


def passes(level, parts, sides, thresholds):
    """Whether a group with so many answers in each part may be shown at a level. `sides`: per part, if favourable."""
    if sum(parts) < thresholds.answers:
        return False
    if level == Level.NUMBER:
        return True
    favorable = sum(count for count, is_favorable in zip(parts, sides, strict=True) if is_favorable)
    if min(favorable, sum(parts) - favorable) < thresholds.part:
        return False
    return level == Level.SIDES or min(parts) >= thresholds.part


def judge(table, sides, thresholds, *, never_alone=()):
    """`table`: {place: (answers in each part)}; `never_alone`: places that count only in the whole."""
    return climb(
        table,
        lambda level, parts: passes(level, parts, sides, thresholds),
        levels=(Level.NUMBER, Level.SIDES, Level.ALL),
        size=sum,
        never_alone=never_alone,
    )


def judge_means(table, lowest, highest, thresholds, *, never_alone=()):
    """For `table`: {place: (answers, sum of the values)}: the mean of a group of whom enough answered, and not all
    the same lowest or highest, which would tell the answer of each of them."""

    def mean_passes(_level, counts):
        answered, total = counts
        return answered >= thresholds.answers and lowest * answered < total < highest * answered

    return climb(table, mean_passes, levels=(Level.NUMBER,), size=lambda counts: counts[0], never_alone=never_alone)


def judge_numbers(table, thresholds, *, never_alone=()):
    """For `table`: {place: (how many,)}, of whom nothing else is told: the forms that came back."""
    return climb(
        table,
        lambda _level, counts: counts[0] >= thresholds.answers,
        levels=(Level.NUMBER,),
        size=sum,
        never_alone=never_alone,
    )


def climb(table, test, *, levels, size, never_alone):
    """Level by level: who passes, and whom to hold back so that the rest passes too."""
    answered = {place: counts for place, counts in table.items() if size(counts)}
    reached = dict.fromkeys(table, Level.NOTHING)
    whole = Level.NOTHING
    shown = [place for place in answered if place not in never_alone]
    for level in levels:
        if not answered or not test(level, together(answered.values())):
            break
        whole = level
        shown = [place for place in shown if test(level, answered[place])]
        shown = hold_back(answered, shown, lambda counts, at=level: test(at, counts), size)
        for place in shown:
            reached[place] = level
    return Judgement(reached, whole)


def hold_back(answered, shown, test, size):
    """Of the places in `shown` those that may stay: whoever is not among them must pass as one group, or be nobody."""
    shown = sorted(shown, key=lambda place: (size(answered[place]), place))
    while shown:
        rest = [counts for place, counts in answered.items() if place not in set(shown)]
        if not rest or test(together(rest)):
            break
        shown.pop(0)
    return shown
