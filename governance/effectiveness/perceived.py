"""Domain H: what members, the principal and other parents say, item by item, as the gate of surveys lets it out."""

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from governance.effectiveness.lines import Held, Line, unknown
from partnerships.models import Survey, SurveyFigure
from partnerships.models.surveys import SurveyState
from partnerships.surveys.instruments import texts_of
from partnerships.surveys.publication import thresholds_of
from partnerships.surveys.scales import steps_of

CODE = "council"  # the instrument, see council_survey.py


def lines(asked):
    """{council id: lines}: one for each item, number of answers and mean, or that they are hidden. Five queries."""
    surveys = Survey.objects.filter(version__instrument__code=CODE, fall_year=asked.fall_year)
    surveys = list(surveys.exclude(state=SurveyState.DRAFT).select_related("version__instrument").order_by("-opens_on"))
    survey = next((one for one in surveys if one.is_published), None)
    if survey is None:
        return {council.pk: [not_yet(surveys)] for council in asked.councils}
    texts = texts_of(survey.version, get_language())
    items = list(survey.version.items.all())
    least = thresholds_of(survey).answers
    schools = [council.school_id for council in asked.councils]
    figures = SurveyFigure.objects.filter(survey=survey, school__in=schools, language="").exclude(item=None)
    by_school = {}
    for one in figures:
        by_school.setdefault(one.school_id, {})[one.item_id] = one
    asked_at = set(survey.places.values_list("school", flat=True))
    return {
        council.pk: [
            line_of(item, texts[item.text_key], by_school.get(council.school_id, {}).get(item.pk), least)
            for item in items
        ]
        if council.school_id in asked_at
        else [not_yet([])]
        for council in asked.councils
    }


def not_yet(surveys):
    label = _("Survey of members, principal and other parents")
    if not surveys:
        return unknown("H-NONE", label)
    words = _("Asked until %(day)s; results are not shown yet.") % {"day": date_format(surveys[0].closes_on)}
    return Line("H-NONE", label, words, held=Held.UNKNOWN)


def line_of(item, question, figure, least):
    """One item. `figure`: what the gate let out at the school; None or without a mean: too few answered."""
    if figure is None or figure.mean is None:
        text = _("Hidden: fewer than %(least)s answers, or all the same") % {"least": least}
        return Line(f"H-{item.code}", question, text, held=Held.HIDDEN)
    words = {
        "mean": number_format(figure.mean, 1),
        "most": max(steps_of(item).values),
        "answered": figure.answered,
    }
    text = _("Mean %(mean)s of %(most)s; %(answered)s answers") % words
    return Line(f"H-{item.code}", question, text, figure.answered)
