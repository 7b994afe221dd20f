"""Schools of comparable grades: chronic absence at a high school is not that of an elementary school."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from district.models.schools import Grade


class Span(models.TextChoices):
    TO_GRADE_8 = "TO_GRADE_8", _("Schools up to grade 8")
    ELEMENTARY = "ELEMENTARY", _("Elementary schools (up to grade 6)")
    ELEMENTARY_MIDDLE = "ELEMENTARY_MIDDLE", _("Elementary and middle grades in one school")
    MIDDLE = "MIDDLE", _("Middle schools")
    HIGH = "HIGH", _("Schools with grades 9 to 12")
    ALL = "ALL", _("All schools, whatever their grades")


def span_of(low, high):
    """The narrow span of a school with these grades; None where they are not known."""
    if low is None or high is None:
        return None
    if high >= Grade.G9:
        return Span.HIGH
    if high <= Grade.G6:
        return Span.ELEMENTARY
    return Span.MIDDLE if low >= Grade.G5 else Span.ELEMENTARY_MIDDLE


def holds(span, low, high):
    """Whether a school with these grades belongs to a span. One whose grades are not known belongs to ALL alone."""
    own = span_of(low, high)
    if span == Span.ALL:
        return True
    if span == Span.TO_GRADE_8:
        return own is not None and own != Span.HIGH
    return own == span


def spans_for(indicator):
    """The spans that make sense for an indicator: those whose schools are asked for it."""
    if indicator.low_grade >= Grade.G9:
        return [Span.HIGH]
    if indicator.high_grade <= Grade.G6:
        return [Span.TO_GRADE_8, Span.ELEMENTARY, Span.ELEMENTARY_MIDDLE]
    return list(Span)
