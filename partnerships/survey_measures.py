"""What is counted of perception surveys (facts 1.10), of published results alone: a figure that the gate holds back is
in no sum either."""

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure, Ratio, Source
from indicators.models.reference import MonitoringElement
from partnerships.models import SurveyFigure
from partnerships.models.instruments import Audience

SURVEYS = Source(
    name="surveys",
    label=_("Perception surveys"),
    rows=SurveyFigure.objects.of_schools,
    school="school_id",
    day="day",
    theme=_("What families and staff think"),
    page="partnerships:survey-list",
    note=_("Schools whose results are hidden (*) are in none of these sums, so the whole survey can have more forms."),
)


def _of(audience):
    return Q(survey__version__instrument__audience=audience)


# Choices of one question are not opinions for or against, and one person may choose several.
_RATED = Q(item__isnull=False, choice="", favorable__isnull=False)


def _measure(slot, code, label, unit, column, where):
    return Measure(
        slot, code, label, MonitoringElement.PERCEPTIONS, unit, SURVEYS, Sum(column, filter=where, default=0)
    )


family_forms = _measure(
    1,
    "survey_forms_families",
    _("Forms of families that came back"),
    "forms",
    "answered",
    _of(Audience.FAMILIES) & Q(item=None),
)
family_favorable = _measure(
    2,
    "survey_favorable_families",
    _("Favorable answers of families"),
    "answers",
    "favorable",
    _of(Audience.FAMILIES) & _RATED,
)
family_rated = _measure(
    3,
    "survey_answers_families",
    _("Answers of families that are favorable or not"),
    "answers",
    "answered",
    _of(Audience.FAMILIES) & _RATED,
)
staff_forms = _measure(
    4, "survey_forms_staff", _("Forms of staff that came back"), "forms", "answered", _of(Audience.STAFF) & Q(item=None)
)
staff_favorable = _measure(
    5,
    "survey_favorable_staff",
    _("Favorable answers of staff"),
    "answers",
    "favorable",
    _of(Audience.STAFF) & _RATED,
)
staff_rated = _measure(
    6,
    "survey_answers_staff",
    _("Answers of staff that are favorable or not"),
    "answers",
    "answered",
    _of(Audience.STAFF) & _RATED,
)

MEASURES = [family_forms, family_favorable, family_rated, staff_forms, staff_favorable, staff_rated]
RATIOS = [
    Ratio("survey_favorable_share_families", _("Favorable share of families' answers"), family_favorable, family_rated),
    Ratio("survey_favorable_share_staff", _("Favorable share of staff's answers"), staff_favorable, staff_rated),
]
