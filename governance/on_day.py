"""A council as it was on any day: who sat on it, its officers, model and quorum, and the rules of its meetings then.

Members and officers come from terms with days, the model from the school years from which it holds, the district's
rules from their history. What was corrected since is told as corrected: a term that was written down wrongly never was.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from governance.models import MeetingRules, Office, Seat, SeatTerm
from governance.seats import Standing, standing_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CouncilThen:
    """`before` and `after`: the nearest days on which something about its people changed; None where nothing did."""

    day: date
    standing: Standing
    rules: MeetingRules
    before: date | None = None
    after: date | None = None
    meetings: list = field(default_factory=list)


def council_on(council, day):
    """The council as it was, is or is planned to be on a day. Eleven queries."""
    before, after = turning_days(council, day)
    held = list(council.meetings.filter(held_on=day).exclude(state="CANCELLED"))
    return CouncilThen(day, standing_of(council, day), rules_on(day), before, after, held)


def turning_days(council, day):
    """(the last day up to `day` on which somebody came or went, the first such day after it)."""
    found = set()
    for model in (Seat, SeatTerm, Office):
        for first, last in model.objects.filter(council=council).values_list("starts_on", "ends_on"):
            found |= {first, last + ONE_DAY} if last else {first}
    return max((one for one in found if one < day), default=None), min(
        (one for one in found if one > day), default=None
    )


def rules_on(day):
    """The rules of meetings at the end of a day; before the district set any, those of the law."""
    end = timezone.make_aware(datetime.combine(day + ONE_DAY, time()))
    kept = MeetingRules.events.rel.related_model.objects.filter(pgh_created_at__lt=end).order_by("-pgh_id").first()
    if kept is None or kept.pgh_label == "delete":
        return MeetingRules()
    names = [one.name for one in MeetingRules._meta.concrete_fields]
    return MeetingRules(**{name: getattr(kept, name) for name in names})
