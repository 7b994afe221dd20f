"""Counts of people in surveys, evaluations, feedback and stated totals as tables to attack (`indicators.attack`).

Built from what is shown, read where pages read it. What is counted behind it only says which groups are small: those
are the ones that must not come out.
"""

from collections import defaultdict

from indicators.attack.puzzle import Puzzle
from indicators.attack.report import Target
from indicators.models import SuppressionRule
from partnerships.community import homeless
from partnerships.evaluations import families
from partnerships.feedback import results as feedback_results
from partnerships.models import ActivityFeedback, Evaluation, HomeLanguage, Survey, SurveyFigure
from partnerships.models.feedback import HIGHEST
from partnerships.models.surveys import Level, SurveyState
from partnerships.quality import languages
from partnerships.surveys import publication
from partnerships.surveys.publication import NOWHERE
from partnerships.surveys.scales import sides_of, steps_of

WHOLE = "whole"


# ---------------------------------------------------------------------- surveys, the councils' among them


def surveys():
    """Each question of each published survey, and the number of forms."""
    for survey in Survey.objects.filter(state=SurveyState.PUBLISHED).select_related("version__instrument"):
        figures = defaultdict(list)
        for figure in SurveyFigure.objects.filter(survey=survey).select_related("item"):
            figures[figure.item, figure.choice].append(figure)
        answers, returned = publication.counted(survey)
        for question, table in answers.items():
            shown = figures.get((question.item, question.choice))
            if shown:
                yield question_target(survey, question, table, shown)
        if (None, "") in figures:
            yield forms_target(survey, returned, figures[None, ""])


def question_target(survey, question, table, shown):
    name = f"survey {survey.pk} {question.item.code} {question.choice}".strip()
    thresholds = publication.thresholds_of(survey)
    judging = publication.judging_of(survey, question, thresholds)
    rows = {
        "place": {place: judging.row(counts) for place, counts in publication.by_place(table).items()},
        "language": {tag: judging.row(counts) for tag, counts in publication.by_language(table).items()},
    }
    puzzle = Puzzle(name)
    if judging.is_mean:
        steps = steps_of(question.item)
        columns = ("answered", "sum_total")
        limits = (min(steps.values), max(steps.values)) if steps else None
        told = {"answered": (1, 0), "sum_total": (0, 1)}
    else:
        values = steps_of(question.item).values
        columns, limits = tuple(values), None
        told = {"answered": (1,) * len(values), "favorable": tuple(map(int, sides_of(question.item)))}
    for column in columns:
        puzzle.number((WHOLE, column))
    for kind, counted in rows.items():
        for place in counted:
            for column in columns:
                puzzle.number((kind, place, column))
            if limits:
                n, total = (kind, place, "answered"), (kind, place, "sum_total")
                puzzle.between({total: 1, n: -limits[0]}, 0, None)
                puzzle.between({total: 1, n: -limits[1]}, None, 0)
        for column in columns:
            puzzle.equal((WHOLE, column), [(kind, place, column) for place in counted])
    levels = {}
    for figure in shown:
        at = address_of(figure)
        levels[at] = figure.level
        if at == (WHOLE,) or at[1] in rows[at[0]]:
            tell(puzzle, at, figure, columns, told)
    for kind, counted in rows.items():
        for place, row in counted.items():
            hide(puzzle, (kind, place), row, levels.get((kind, place), Level.NOTHING), columns, thresholds, told)
    return Target(puzzle, cells=len(shown) + len(puzzle.hidden))


def address_of(figure):
    if figure.school_id:
        return "place", figure.school_id
    return ("language", figure.language) if figure.language else (WHOLE,)


def tell(puzzle, at, figure, columns, told):
    """What one figure says of its counts."""
    if figure.parts:
        for column, count in zip(columns, figure.parts, strict=True):
            puzzle.bounds[*at, column] = count, count
    for name, factors in told.items():
        number = getattr(figure, name)
        if number is not None:
            known = {(*at, column): factor for column, factor in zip(columns, factors, strict=True) if factor}
            puzzle.between(known, number, number)


def hide(puzzle, at, row, level, columns, thresholds, told):
    """The counts of a group that must not come out: those of few people, or of too few told apart."""
    if at == ("place", NOWHERE):
        return
    is_mean = "sum_total" in told
    answered = row[0] if is_mean else sum(row)
    if not answered or level == Level.ALL or (is_mean and level):
        return
    if answered < thresholds.answers:
        for column in columns:
            puzzle.hidden[*at, column] = thresholds.part
        return
    if is_mean:
        return
    favorable = sum(count for count, side in zip(row, told["favorable"], strict=True) if side)
    is_split = min(favorable, answered - favorable) < thresholds.part
    for column, count in zip(columns, row, strict=True):
        if count < thresholds.part and (level == Level.NUMBER or not is_split):
            puzzle.hidden[*at, column] = thresholds.part


def forms_target(survey, returned, shown):
    thresholds = publication.thresholds_of(survey)
    puzzle = Puzzle(f"survey {survey.pk} forms")
    counts = {"place": defaultdict(int), "language": defaultdict(int)}
    for (place, language), total in returned.items():
        counts["place"][place] += total
        counts["language"][language] += total
    asked = {one.school_id: one.asked_total for one in shown if one.school_id}
    puzzle.number((WHOLE,))
    for kind, found in counts.items():
        for place, total in found.items():
            is_small = 0 < total < thresholds.answers and place != NOWHERE
            most = asked.get(place) if kind == "place" else None
            puzzle.number((kind, place), 0, most, hidden=thresholds.part if is_small else 0)
        puzzle.equal((WHOLE,), [(kind, place) for place in found])
    for figure in shown:
        if figure.answered is not None and address_of(figure) in puzzle.bounds:
            puzzle.bounds[address_of(figure)] = figure.answered, figure.answered
            puzzle.hidden.pop(address_of(figure), None)
    return Target(puzzle, cells=len(shown) + len(puzzle.hidden))


# ---------------------------------------------------------------------- evaluations, feedback


def evaluations():
    """Of each criterion that families rated: how many gave which answer, beside the number and the middle answer."""
    shared = list(Evaluation.objects.shared())
    least = SuppressionRule.in_force().min_numerator
    for evaluation, figures in families.heard(shared).items():
        for criterion, figure in figures.items():
            puzzle = Puzzle(f"evaluation {evaluation} criterion {criterion}")
            if figure.answered is not None:
                values = range(1, 5)
                for value in values:
                    # No more than half stand on one side of the middle: nobody can say more of a rare answer.
                    puzzle.number((value,), 0, figure.answered, hidden=min(least, figure.answered // 2))
                whole = dict.fromkeys(((value,) for value in values), 1)
                puzzle.between(whole, figure.answered, figure.answered)
                below = {(value,): 2 for value in values if value < figure.middle}
                if below:
                    puzzle.between(below, 0, figure.answered - 1)
                puzzle.between({(value,): 2 for value in values if value <= figure.middle}, figure.answered, None)
            yield Target(puzzle, cells=2 + len(puzzle.hidden))


def feedback():
    """Of each activity: the questions that are not told apart, beside the mean of all."""
    least = SuppressionRule.in_force().min_numerator
    for one in ActivityFeedback.objects.select_related("activity", "version"):
        result = feedback_results.result_of(one)
        if result is None:
            continue
        puzzle = Puzzle(f"feedback {one.pk}")
        cells = 2 + 2 * len(result.questions)
        if not result.questions:
            items = list(one.version.items.values_list("code", flat=True))
            every = {}
            for item in items:
                puzzle.number((item, "answered"), 0, result.forms, hidden=least)
                puzzle.number((item, "sum"), 0, result.forms * HIGHEST, hidden=least)
                puzzle.between({(item, "sum"): 1, (item, "answered"): -1}, 0, None)
                puzzle.between({(item, "sum"): 1, (item, "answered"): -HIGHEST}, None, 0)
                every |= {(item, "sum"): 200, (item, "answered"): -int(result.mean * 200)}
            # The mean is rounded to a hundredth: half of one for each answer.
            puzzle.between(every, -result.forms * len(items), result.forms * len(items))
        yield Target(puzzle, cells + len(puzzle.hidden))


# ---------------------------------------------------------------------- stated once a year


def home_languages():
    """The languages of each school, for somebody who knows how many families it has."""
    least = languages.smallest()
    by_school = defaultdict(dict)
    for school, year, tag, total in HomeLanguage.objects.values_list(
        "school__code", "fall_year", "language", "families_total"
    ):
        by_school[school, year][tag] = total
    for (school, year), counts in by_school.items():
        puzzle = Puzzle(f"home languages {school} {year}")
        shown = languages.shown(counts, least)
        families_total = sum(counts.values())
        is_all_hidden = all(total is None for total in shown.values())
        # Where every language is hidden, nothing is told; a school of four families is not more open than that.
        wanted = min(least, families_total - len(shown) + 1) if is_all_hidden else least
        for tag, total in shown.items():
            if total is None:
                puzzle.number((tag,), 1, families_total, hidden=wanted)
            else:
                puzzle.number((tag,), total, total)
        puzzle.between({(tag,): 1 for tag in shown}, families_total, families_total)
        yield Target(puzzle, cells=len(shown))


def homeless_totals():
    """Children without a home: totals of the district, each by itself."""
    least = SuppressionRule.in_force().min_numerator
    for year in homeless.years():
        puzzle = Puzzle(f"homeless {year.stated.fall_year}")
        shown = homeless.shown_of(year, sees_small=False)
        for name, total in zip(homeless.TOTALS, shown, strict=True):
            if total.number is None and year.total(name) is not None:
                puzzle.number((name,), 1, least - 1, hidden=least - 1)
        yield Target(puzzle, cells=len(shown))


__all__ = ["evaluations", "feedback", "home_languages", "homeless_totals", "surveys"]
