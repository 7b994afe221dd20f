"""Among which schools engagement and outcomes are held together: one span of grades, or several that are near."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from district.models.schools import Grade
from indicators.spans import Span, span_of


class Among(models.TextChoices):
    TO_GRADE_8 = "TO_GRADE_8", _("Schools up to grade 8")
    ELEMENTARY = Span.ELEMENTARY.value, Span.ELEMENTARY.label
    K8 = Span.K8.value, Span.K8.label
    MIDDLE = Span.MIDDLE.value, Span.MIDDLE.label
    WITH_HIGH_GRADES = "WITH_HIGH_GRADES", _("Schools with grades 9 to 12")
    ALL = "ALL", _("All schools, whatever their grades")


SPANS = {
    Among.TO_GRADE_8: {Span.ELEMENTARY, Span.K8, Span.MIDDLE},
    Among.ELEMENTARY: {Span.ELEMENTARY},
    Among.K8: {Span.K8},
    Among.MIDDLE: {Span.MIDDLE},
    Among.WITH_HIGH_GRADES: {Span.SECONDARY, Span.HIGH, Span.ALL_GRADES},
    Among.ALL: set(Span),
}


def holds(among, low, high):
    """Whether a school with these grades belongs to it. One whose grades are not known belongs to ALL alone."""
    return span_of(low, high) in SPANS[among]


def offered_for(indicator):
    """Those that make sense for an indicator: whose schools are asked for it."""
    if indicator.low_grade >= Grade.G9:
        return [Among.WITH_HIGH_GRADES]
    if indicator.high_grade <= Grade.G6:
        return [Among.TO_GRADE_8, Among.ELEMENTARY, Among.K8]
    return list(Among)
