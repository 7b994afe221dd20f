"""Interim targets: the district's own proposals on the way to an adopted target, for all students, a group or a school.

The plan sets no yearly steps; a proposal is labelled as the district's wherever it appears and never drawn as a path.
"""

from contextlib import contextmanager
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators.models import Indicator, IndicatorTarget, PublicationStamp
from indicators.models.reference import Comparator, Direction, TargetKind, Unit


def adopted(indicator):
    """The target the plan adopts for an indicator; None for context figures."""
    found = indicator.targets.filter(kind=TargetKind.ADOPTED, school=None, dimension="ALL").first()
    if found:
        found.indicator = indicator
    return found


def proposals(indicator):
    return (
        indicator.targets.filter(kind=TargetKind.INTERIM)
        .select_related("school", "set_by", "indicator")
        .order_by("target_fall_year", "dimension", "group", "pk")
    )


def blank(indicator, *, by=None, scope=None):
    """An unsaved proposal that is compared as the adopted target is."""
    target = adopted(indicator)
    at_least = indicator.direction == Direction.HIGHER
    place = {"dimension": scope.dimension, "group": scope.group, "school": scope.school} if scope else {}
    return IndicatorTarget(
        indicator=indicator,
        kind=TargetKind.INTERIM,
        cycle=target.cycle if target else "",
        comparator=target.comparator if target else Comparator.AT_LEAST if at_least else Comparator.AT_MOST,
        set_by=by,
        **place,
    )


def wrong_with(indicator, value):
    """Why a value cannot be one of the indicator, in words; empty where it can."""
    if value < 0:
        return _("A target cannot be below zero.")
    if indicator.unit == Unit.PERCENT and value > Decimal(100):
        return _("A share cannot be more than 100 percent.")
    if indicator.unit == Unit.COUNT and value != int(value):
        return _("A count is a whole number.")
    return ""


def origin(target, *, names_people):
    """Who set a proposal, and when, as a sentence; the public learns the day."""
    words = {"person": target.set_by, "day": date_format(timezone.localtime(target.set_at))}
    if names_people and target.set_by:
        return _("Set by %(person)s on %(day)s.") % words
    return _("Set by the district office on %(day)s.") % words


@contextmanager
def writing(indicator):
    """A transaction in which nobody else sets targets of the indicator: what was looked at is what is changed."""
    with transaction.atomic():
        Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
        yield


def propose(*, target):
    """For use inside `writing`, in which the form was checked too."""
    target.save()
    PublicationStamp.advance()


def withdraw(*, target):
    with writing(target.indicator):
        target.delete()
        PublicationStamp.advance()
