"""Interim targets: the district's own proposals on the way to an adopted target, for all students, a group or a school.

The plan sets no yearly steps; a proposal is labelled as the district's wherever it appears and never drawn as a path.
What a principal proposes for the own school is the school's until central office sets it or says why not.
"""

from contextlib import contextmanager
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators import target_baselines, target_notices
from indicators.cells import amount
from indicators.models import Indicator, IndicatorTarget, PublicationStamp
from indicators.models.reference import Comparator, Direction, GapTo, TargetKind, TargetRule, Unit


def adopted(indicator):
    """The target that the newest plan adopts for an indicator; None for context figures."""
    return next(reversed(all_adopted(indicator)), None)


def all_adopted(indicator):
    """The adopted targets of all plan cycles for all students, the oldest first, with their baselines. One query."""
    found = list(
        indicator.targets.filter(kind=TargetKind.ADOPTED, school=None, dimension="ALL")
        .select_related("baseline")
        .order_by("target_fall_year")
    )
    for target in found:
        target.indicator = indicator
    return found


def proposals(indicator):
    return (
        indicator.targets.filter(kind=TargetKind.INTERIM)
        .select_related("school", "set_by", "proposed_by", "indicator", "baseline")
        .order_by("target_fall_year", "dimension", "group", "pk")
    )


def waiting(indicator):
    """What schools propose and central office has not answered yet, for one indicator."""
    return (
        indicator.targets.filter(kind=TargetKind.PROPOSED, answer="")
        .select_related("school", "proposed_by", "indicator", "baseline")
        .order_by("target_fall_year", "school__name", "pk")
    )


def of_school(school):
    """What is set for a school and what it proposes, of all indicators."""
    return (
        IndicatorTarget.objects.filter(school=school, kind__in=[TargetKind.INTERIM, TargetKind.PROPOSED])
        .select_related("indicator", "school", "set_by", "proposed_by", "answered_by", "baseline")
        .order_by("indicator__position", "target_fall_year", "dimension", "group", "kind")
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
    """Who set or proposed a target, and when, as a sentence; the public learns the day."""
    day = date_format(timezone.localtime(target.set_at))
    if target.kind == TargetKind.PROPOSED:
        words = {"person": target.proposed_by, "day": day}
        if names_people:
            return _("Proposed by %(person)s on %(day)s.") % words
        return _("Proposed by the school on %(day)s.") % words
    words = {"person": target.set_by, "day": day}
    text = _("Set by the district office on %(day)s.") % words
    if names_people and target.set_by:
        text = _("Set by %(person)s on %(day)s.") % words
    if target.proposed_by_id and names_people:
        return text + " " + _("Proposed by %(person)s.") % {"person": target.proposed_by}
    return text


def rule_text(target):
    """How the number was worked out, in words; empty where it was simply set."""
    if target.rule == TargetRule.NUMBER:
        return ""
    unit = target.indicator.unit
    start = amount(target.baseline_value, unit, exact=True)
    words = {"share": amount(target.share, Unit.PERCENT, exact=True), "start": start}
    words["name"] = target.baseline.name if target.baseline else _("the baseline")
    if target.rule == TargetRule.REDUCTION:
        return _("%(share)s less than %(start)s (%(name)s).") % words
    words["end"] = amount(target.gap_to_value, unit, exact=True)
    if target.gap_to == GapTo.EVERYBODY:
        return _("Closes %(share)s of the gap from %(start)s (%(name)s) to %(end)s of all students.") % words
    return _("Closes %(share)s of the gap from %(start)s (%(name)s) to the district's target, %(end)s.") % words


@contextmanager
def writing(indicator):
    """A transaction in which nobody else sets targets of the indicator: what was looked at is what is changed."""
    with transaction.atomic():
        Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
        yield


def propose(*, target):
    """For use inside `writing`, in which the form was checked too."""
    target.baseline = target_baselines.kept(target.baseline)
    target.save()
    PublicationStamp.advance()


def change(*, target, by):
    """Store a target that was edited, as of today; whoever proposes anew takes back what was answered."""
    if target.kind == TargetKind.PROPOSED:
        target.proposed_by, target.answer, target.answered_by = by, "", None
    else:
        target.set_by = by
    target.set_at = timezone.now()
    propose(target=target)


def accept(*, proposal, by):
    """Set for the school what it proposes. A target that the district had set for that year gives way; its history
    stays, and the target says who proposed it. For use inside `writing`."""
    held = IndicatorTarget.objects.filter(
        kind=TargetKind.INTERIM,
        indicator=proposal.indicator_id,
        school=proposal.school_id,
        dimension=proposal.dimension,
        group=proposal.group,
        target_fall_year=proposal.target_fall_year,
    )
    for target in held:
        target.delete()
    target_notices.answered(target_notices.SET, proposal, by=by)
    proposal.kind, proposal.set_by, proposal.set_at = TargetKind.INTERIM, by, timezone.now()
    proposal.answer, proposal.answered_by = "", None
    proposal.save()
    PublicationStamp.advance()


def decline(*, proposal, answer, by):
    """Say why a school's proposal is not set; it stays the school's to change or withdraw."""
    proposal.answer, proposal.answered_by = answer, by
    proposal.save(update_fields=["answer", "answered_by"])
    target_notices.answered(target_notices.DECLINED, proposal, by=by)


def withdraw(*, target):
    with writing(target.indicator):
        target.delete()
        PublicationStamp.advance()
