"""What surveys ask of a person: one that is about to close, count sheets to confirm, results to work out."""

from datetime import timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.access import Can, may, may_district_wide, schools_where
from fce_portal.items import Item, link
from partnerships.models import CountSheet, Survey
from partnerships.models.surveys import SurveyState

SOON = timedelta(days=7)
MOST = 5  # named one by one


def items_for(user, today):
    if not may(user, Can.COUNT_SURVEY):
        return []
    return [*surveys_now(user, today), *sheets_to_confirm(user)]


def surveys_now(user, today):
    runs = may_district_wide(user, Can.RUN_SURVEY)
    surveys = Survey.objects.filter(state__in=[SurveyState.OPEN, SurveyState.CLOSED])
    if not runs:
        surveys = surveys.filter(places__school__in=schools_where(user, Can.HEAR_SURVEY)).distinct()
    for survey in surveys.order_by("closes_on")[:MOST]:
        words, url = {"survey": survey, "day": date_format(survey.closes_on)}, survey.get_absolute_url()
        if survey.state == SurveyState.CLOSED:
            if runs:
                yield Item("waiting", _("“%(survey)s” is closed: count the paper and show the results.") % words, url)
        elif survey.closes_on < today:
            if runs:
                yield Item("warn", _("“%(survey)s” ended on %(day)s: close it.") % words, url, survey.closes_on)
        elif survey.closes_on <= today + SOON:
            yield Item("waiting", _("“%(survey)s” closes on %(day)s: remind those who were asked.") % words, url)


def sheets_to_confirm(user):
    """Counted by somebody else, at the person's schools."""
    mine = Q(place__school__in=schools_where(user, Can.COUNT_SURVEY))
    if may_district_wide(user, Can.COUNT_SURVEY):
        mine |= Q(place__school=None)
    waiting = CountSheet.objects.filter(mine, confirmed_by=None).exclude(entered_by=user)
    waiting = waiting.exclude(place__survey__state=SurveyState.PUBLISHED)
    keys = list(waiting.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) == 1:
        words = _("A count sheet of a survey waits for you to confirm it.")
        yield Item("waiting", words, link("partnerships:survey-sheet", keys[0]))
    elif keys:
        total = waiting.count()
        words = ngettext(
            "%(total)s count sheet of surveys waits to be confirmed.",
            "%(total)s count sheets of surveys wait to be confirmed.",
            total,
        )
        yield Item("waiting", words % {"total": total}, link("partnerships:survey-list"))
