"""From counts to what may be shown: everything that came back, through the gate, into figures that stay."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from indicators.models import SuppressionRule
from partnerships.models import AnswerCount, CountSheet, ReturnedCount, SurveyFigure
from partnerships.models.instruments import Detail, Scale
from partnerships.models.surveys import Level
from partnerships.surveys import gate
from partnerships.surveys.scales import LARGEST_NUMBER, sides_of, steps_of

NOWHERE = 0  # the place of answers that belong to no school: part of the whole, never shown by themselves


@dataclass(frozen=True)
class Question:
    """An item, or one choice of an item of which several can be chosen."""

    item: object
    choice: str = ""


def thresholds_of(survey):
    """The survey's own number of answers, and the district's smallest count; the stricter of both holds."""
    rule = SuppressionRule.in_force()
    return gate.Thresholds(answers=max(survey.shown_from, rule.min_numerator), part=rule.min_numerator)


def store(survey):
    """Write the figures of a survey, in the transaction of whoever publishes it."""
    SurveyFigure.objects.filter(survey=survey).delete()
    SurveyFigure.objects.bulk_create(figures(survey))


def figures(survey):
    """All figures that may be shown, of the forms and of each question: by school, and by language for the district."""
    thresholds = thresholds_of(survey)
    answers, returned = counted(survey)
    asked = dict(survey.places.values_list("school", "asked_total"))
    asked = {school or NOWHERE: total for school, total in asked.items()}
    made = [*of_forms(survey, returned, asked, thresholds)]
    # Whose forms are held back is held back in every question: the numbers of answers are close to those of forms.
    told = {one.school_id for one in made if one.school_id and one.level}
    told_languages = {one.language for one in made if one.language and one.level}
    held_back = {place for place, _language in returned if place not in told}
    held_back |= {language for _place, language in returned if language not in told_languages}
    for question, table in answers.items():
        judging = judging_of(survey, question, thresholds)
        made += of_question(survey, question, table, judging, held_back)
    return made


# ---------------------------------------------------------------------- what came back


def counted(survey):
    """({question: {(place, language): {value: people}}}, {(place, language): forms}): what was answered here, and
    what was counted elsewhere and confirmed."""
    items = {item.pk: item for item in survey.version.items.exclude(scale=Scale.TEXT)}
    answers = {}
    for item in items.values():
        for choice in item.choices or [""]:
            answers[Question(item, choice)] = defaultdict(lambda: defaultdict(int))
    returned = defaultdict(int)
    rows = AnswerCount.objects.filter(place__survey=survey)
    columns = ("place__school", "language", "item", "choice", "value", "total")
    for school, language, item, choice, value, total in rows.values_list(*columns):
        question = Question(items[item], choice)
        answers[question][school or NOWHERE, language][value] += total
    forms = ReturnedCount.objects.filter(place__survey=survey).values_list("place__school", "language")
    for school, language, total in forms.annotate(Sum("total")):
        returned[school or NOWHERE, language] += total
    by_code = {(question.item.code, question.choice): question for question in answers}
    sheets = CountSheet.objects.filter(place__survey=survey).exclude(confirmed_by=None).select_related("place")
    for sheet in sheets:
        key = sheet.place.school_id or NOWHERE, sheet.language_id
        returned[key] += sheet.returned_total
        for code, counts in sheet.counts.items():
            for name, total in counts.items():
                choice, _colon, value = name.rpartition(":")
                if (code, choice) in by_code:
                    answers[by_code[code, choice]][key][int(value)] += total
    return answers, returned


def by_place(table):
    return _summed(table, lambda key: key[0])


def by_language(table):
    return _summed(table, lambda key: key[1])


def _summed(table, key_of):
    found = defaultdict(lambda: defaultdict(int))
    for key, counts in table.items():
        for value, total in counts.items():
            found[key_of(key)][value] += total
    return found


# ---------------------------------------------------------------------- through the gate


@dataclass(frozen=True)
class Judging:
    """How one question is judged: `row` makes of {value: people} what the gate judges, `judge` judges a table of
    those, `shown` says which columns a level lets out. `is_mean`: only a mean is told, never the answers."""

    row: callable
    judge: callable
    shown: callable
    is_mean: bool


def judging_of(survey, question, thresholds):
    item = question.item
    if item.scale == Scale.NUMBER or survey.version.instrument.detail == Detail.MEAN:
        return of_means(item, thresholds)
    return of_parts(item, thresholds)


def of_means(item, thresholds):
    steps = steps_of(item)
    lowest, highest = (min(steps.values), max(steps.values)) if steps else (0, LARGEST_NUMBER)

    def row(counts):
        return sum(counts.values()), sum(value * total for value, total in counts.items())

    def judge(table, **more):
        return gate.judge_means(table, lowest, highest, thresholds, **more)

    def shown(level, counts):
        return {"answered": counts[0], "sum_total": counts[1]} if level else {}

    return Judging(row, judge, shown, is_mean=True)


def of_parts(item, thresholds):
    values, sides = steps_of(item).values, sides_of(item)

    def row(counts):
        return tuple(counts.get(value, 0) for value in values)

    def judge(table, **more):
        return gate.judge(table, sides, thresholds, **more)

    def shown(level, parts):
        columns = {}
        if level >= Level.NUMBER:
            columns["answered"] = sum(parts)
        if level >= Level.SIDES:
            columns["favorable"] = sum(count for count, side in zip(parts, sides, strict=True) if side)
        if level == Level.ALL:
            columns["parts"] = list(parts)
            columns["sum_total"] = sum(value * count for value, count in zip(values, parts, strict=True))
        return columns

    return Judging(row, judge, shown, is_mean=False)


def of_question(survey, question, table, judging, held_back):
    places = {place: judging.row(counts) for place, counts in by_place(table).items()}
    languages = {language: judging.row(counts) for language, counts in by_language(table).items()}
    common = {"survey": survey, "day": survey.closes_on, "item": question.item, "choice": question.choice}
    by_school = judging.judge(places, never_alone={NOWHERE, *held_back})
    if places:
        whole = gate.together(places.values())
        yield SurveyFigure(
            level=by_school.whole,
            places_total=sum(1 for counts in places.values() if sum(counts)),
            **common,
            **judging.shown(by_school.whole, whole),
        )
    for school, level in by_school.places.items():
        if school != NOWHERE:
            yield SurveyFigure(school_id=school, level=level, **common, **judging.shown(level, places[school]))
    for language, level in judging.judge(languages, never_alone=held_back).places.items():
        if level:
            yield SurveyFigure(language=language, level=level, **common, **judging.shown(level, languages[language]))


def of_forms(survey, returned, asked, thresholds):
    """How many forms came back. The rate of the district needs the denominator of every school."""
    places, languages = defaultdict(int), defaultdict(int)
    for (place, language), total in returned.items():
        places[place] += total
        languages[language] += total
    table = {place: (total,) for place, total in places.items()}
    judged = gate.judge_numbers(table, thresholds, never_alone={NOWHERE})
    common = {"survey": survey, "day": survey.closes_on}
    yield SurveyFigure(
        level=judged.whole,
        answered=sum(places.values()) if judged.whole else None,
        asked_total=sum(asked.values()) if asked and all(asked.values()) else None,
        places_total=len(places),
        **common,
    )
    for school, total in asked.items():
        if school != NOWHERE:
            level = judged.places.get(school, Level.NOTHING)
            answered = places[school] if level else None
            yield SurveyFigure(school_id=school, level=level, answered=answered, asked_total=total, **common)
    spoken = {language: (total,) for language, total in languages.items()}
    for language, level in gate.judge_numbers(spoken, thresholds).places.items():
        if level:
            yield SurveyFigure(language=language, level=level, answered=languages[language], **common)
