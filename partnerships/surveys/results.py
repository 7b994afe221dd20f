"""What a survey found, as a page tells it: figures that passed the gate, beside the district's and earlier years'."""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from partnerships.models import Survey, SurveyFigure
from partnerships.models.instruments import Detail, Scale
from partnerships.models.surveys import Level, SurveyState
from partnerships.surveys import bars
from partnerships.surveys.instruments import texts_of
from partnerships.surveys.words import mean_words, percent, step_label, steps_values


@dataclass(frozen=True)
class YearShare:
    """The same question in another year: words for what may be shown of it."""

    label: str
    words: str


@dataclass
class Line:
    """One question, or one choice of it. `parts`: (answer, people, share in words)."""

    text: str
    figure: SurveyFigure | None
    answered: str = ""
    favorable: str = ""
    mean: str = ""
    highest: str = ""  # step of the scale, so that means of four and of five steps are not held side by side
    parts: list = field(default_factory=list)
    district: str = ""
    years: list = field(default_factory=list)
    why_not: str = ""
    bar: object = None
    is_mean_only: bool = False

    @property
    def shows_each(self):
        """Two answers are told by the bar and its sentence already."""
        return len(self.parts) > 2


@dataclass
class Part:
    """A section, with (item text or "", lines): the lines of one question with choices stand together."""

    title: str
    groups: list


def parts_of(survey, language, school=None):
    """The sections with their results, for a school or the district. Five queries, however many questions."""
    version = survey.version
    texts = texts_of(version, language)
    items = list(version.items.exclude(scale=Scale.TEXT))
    figures = figures_of(survey, school)
    district = figures_of(survey, None) if school else {}
    earlier = earlier_years(survey, items, school)
    found = []
    for section in version.sections.all():
        groups = []
        for item in items:
            if item.section_id != section.pk:
                continue
            lines = [
                line_of(survey, item, choice, texts, figures, district, earlier, at_school=school is not None)
                for choice in item.choices or [""]
            ]
            if item.choices:
                groups.append((texts.get(item.text_key, item.code), lines))
            elif groups and not groups[-1][0]:
                groups[-1][1].extend(lines)  # beside the question before
            else:
                groups.append(("", lines))
        if groups:
            found.append(Part(texts.get(f"section-{section.code}", ""), groups))
    return found


def figures_of(survey, school):
    rows = SurveyFigure.objects.filter(survey=survey, school=school, language="").exclude(item=None)
    return {(row.item_id, row.choice): row for row in rows}


def line_of(survey, item, choice, texts, figures, district, earlier, *, at_school):
    figure = figures.get((item.pk, choice))
    text = texts.get(item.choice_key(choice) if choice else item.text_key, choice or item.code)
    line = Line(text, figure, is_mean_only=is_told_as_mean(survey, item))
    if figure is None:
        line.why_not = _("Nobody answered.")
        return line
    line.answered = "" if figure.answered is None else number_format(figure.answered)
    line.favorable = percent(figure.share)
    line.mean = mean_words(figure.mean) if line.is_mean_only or not is_two_sided(item) else ""
    line.highest = str(max(steps_values(item))) if line.mean and not line.is_mean_only else ""
    if figure.parts:
        line.parts = [
            (step_label(item, value, texts), count, percent(count / figure.answered))
            for value, count in zip(steps_values(item), figure.parts, strict=True)
        ]
    line.why_not = why_not(survey, figure, line.is_mean_only)
    if not line.is_mean_only and figure.share is not None:
        line.bar = bars.bar_of(item, choice, figure, line, texts)
    beside = district.get((item.pk, choice))
    if at_school and beside is not None and has_shown(figure, line) and has_shown(beside, line):
        line.district = mean_words(beside.mean) if line.is_mean_only else percent(beside.share)
    line.years = earlier.get((item.pk, choice), [])
    return line


def has_shown(figure, line):
    return (figure.mean if line.is_mean_only else figure.share) is not None


def is_two_sided(item):
    """Yes or no, chosen or not: a mean of those says nothing that the share does not."""
    return item.scale in (Scale.YES_NO, Scale.SEVERAL)


def is_told_as_mean(survey, item):
    return item.scale == Scale.NUMBER or survey.version.instrument.detail == Detail.MEAN


def why_not(survey, figure, is_mean_only):
    """Why something is not shown, in a sentence; empty where everything is."""
    if figure.level == Level.NOTHING:
        return too_few(survey)
    if is_mean_only:
        return ""
    if figure.level == Level.NUMBER:
        return _("Nearly all answered alike, or another school could be worked out: the shares are not shown.")
    if figure.level == Level.SIDES:
        return _("Some answers were given by too few people to be told apart.")
    return ""


def too_few(survey):
    return ngettext(
        "Fewer than %(total)s answer, or too few elsewhere to show this one.",
        "Fewer than %(total)s answers, or too few elsewhere to show this one.",
        survey.shown_from,
    ) % {"total": survey.shown_from}


# ---------------------------------------------------------------------- other years


def earlier_years(survey, items, school):
    """{(item id, choice): [YearShare]} of earlier years of the same instrument: only of the same code, wording and
    scale, only what may be shown there. One survey a year: the last one published."""
    before = Survey.objects.filter(
        version__instrument=survey.version.instrument_id,
        state=SurveyState.PUBLISHED,
        fall_year__lt=survey.fall_year,
        is_public__in=[True, survey.is_public],
    )
    last = {one.fall_year: one.pk for one in before.order_by("closes_on")}
    keys = {item.trend_key: item.pk for item in items}
    rows = SurveyFigure.objects.filter(
        survey__in=last.values(), school=school, language="", item__code__in=[item.code for item in items]
    )
    found = {}
    for row in rows.select_related("item", "survey").order_by("survey__fall_year"):
        pk = keys.get(row.item.trend_key)
        if pk is None:
            continue
        told = percent(row.share) or (mean_words(row.mean) if row.share is None else "")
        if told:
            found.setdefault((pk, row.choice), []).append(YearShare(school_years.label(row.survey.fall_year), told))
    return found


# ---------------------------------------------------------------------- schools and languages side by side


@dataclass(frozen=True)
class Row:
    """A school or a language: what came back, and the share of favourable answers over all questions that show it."""

    name: str
    returned: str
    asked: str
    rate: str
    favorable: str
    url: str = ""
    note: str = ""


def holds_back(rows):
    """Whether a row has a star in place of a number."""
    return any(not (one.returned and one.favorable) for one in rows)


def overall(figures):
    """The share of favourable answers in {figures with both counts}, or None: what was answered counts alike."""
    told = [one for one in figures if one.favorable is not None and not one.choice]
    answered = sum(one.answered for one in told)
    return sum(one.favorable for one in told) / answered if answered else None


def rows_by_school(survey, url_of):
    """One row for each school that was asked. Two queries."""
    figures = list(
        SurveyFigure.objects.filter(survey=survey, language="").exclude(school=None).select_related("school")
    )
    by_school = {}
    for one in figures:
        by_school.setdefault(one.school, []).append(one)
    for school, own in sorted(by_school.items(), key=lambda pair: pair[0].name):
        forms = next((one for one in own if one.item_id is None), None)
        yield row_of(survey, school.name, forms, own, url_of(school))


def rows_by_language(survey, names):
    """`names`: {tag: name}. Languages with too few answers are not named at all."""
    figures = list(SurveyFigure.objects.filter(survey=survey, school=None).exclude(language=""))
    by_language = {}
    for one in figures:
        by_language.setdefault(one.language, []).append(one)
    for tag, own in by_language.items():
        forms = next((one for one in own if one.item_id is None), None)
        yield row_of(survey, names.get(tag, tag), forms, own)


def row_of(survey, name, forms, figures, url=""):
    shown = forms is not None and forms.answered is not None
    return Row(
        name=str(name),
        returned=number_format(forms.answered) if shown else "",
        asked=number_format(forms.asked_total) if forms is not None and forms.asked_total else "",
        rate=percent(forms.rate) if shown else "",
        favorable=percent(overall(figures)),
        url=url,
        note="" if shown else too_few(survey),
    )


def forms_of(survey, school=None):
    return SurveyFigure.objects.filter(survey=survey, school=school, language="", item=None).first()


# ---------------------------------------------------------------------- as a file


def file_headers():
    return [
        *(_("School"), _("School code"), _("Language"), _("Section"), _("Code of the question"), _("Wording")),
        *(_("Question"), _("Choice"), _("Answers"), _("Favorable"), _("Share favorable, percent"), _("Mean")),
        *(_("Each answer, from least to most"), _("Asked"), _("Note")),
    ]


def file_rows(survey, language, school=None):
    """Every figure that may be shown, one a row; the note says why a cell is empty."""
    texts = texts_of(survey.version, language)
    figures = SurveyFigure.objects.filter(survey=survey).select_related("school", "item__section")
    if school is not None:
        figures = figures.filter(school=school)
    for one in figures.order_by("school__name", "language", "item__section__position", "item__position", "choice"):
        item = one.item
        is_mean = item is not None and is_told_as_mean(survey, item)
        yield [
            one.school.name if one.school else _("District"),
            one.school.code if one.school else "",
            one.language,
            texts.get(f"section-{item.section.code}", "") if item else "",
            item.code if item else "",
            item.wording if item else None,
            texts.get(item.text_key, "") if item else _("Forms that came back"),
            texts.get(item.choice_key(one.choice), "") if item and one.choice else "",
            one.answered,
            one.favorable,
            None if one.share is None else round(100 * one.share, 1),
            None if one.mean is None else round(one.mean, 2),
            "" if one.parts is None else " | ".join(map(str, one.parts)),
            one.asked_total,
            why_not(survey, one, is_mean or item is None),
        ]
