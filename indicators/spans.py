"""Which schools can be compared: those that teach about the same grades (facts 2.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Span(models.TextChoices):
    """The columns of facts 2.4, and what does not fit them. The order is that of the page."""

    ELEMENTARY = "ELEMENTARY", _("Elementary schools")
    K8 = "K8", _("Schools from kindergarten to grade 8")
    MIDDLE = "MIDDLE", _("Middle schools")
    SECONDARY = "SECONDARY", _("Schools from grade 6 to 12")
    HIGH = "HIGH", _("High schools")
    ALL_GRADES = "ALL_GRADES", _("Schools of all grades")
    UNKNOWN = "UNKNOWN", _("Schools whose grades are not known")


def span_of(low, high):
    """The `Span` of a school that teaches from grade `low` to `high` (numbers of `Grade`; None: not known)."""
    if low is None or high is None:
        return Span.UNKNOWN
    if low >= 9:
        return Span.HIGH
    if low >= 5:
        return Span.SECONDARY if high >= 9 else Span.MIDDLE
    if high >= 9:
        return Span.ALL_GRADES
    return Span.K8 if high >= 7 else Span.ELEMENTARY
