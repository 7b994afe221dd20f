"""The publication rule is changed by two people: one proposes, a worker counts what would come of it, another approves.

Nothing is approved unseen: the count has to be of this very proposal and of the figures as they are out today.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from district import jobs, school_years
from district.models import Job
from indicators.models import Indicator, Release, RulePreview, SuppressionRule
from indicators.models.rule_changes import THRESHOLDS

REPUBLISH, PREVIEW = "republish", "rule-preview"  # kinds of jobs
NUMBERS = ("cells", "hidden_before", "hidden_after", "newly_hidden", "coming_out", "blurred", "sharpened")


@transaction.atomic
def propose(change, *, by):
    """Save a proposal or a changed one, and have counted what it would do."""
    change.proposed_by, change.proposed_at = by, timezone.now()
    change.save()
    count(change, by=by)
    return change


def count(change, *, by):
    """Have a worker count what a proposal would do, unless one is at it."""
    waiting = jobs_of(change).filter(finished_at=None).first()
    return waiting or jobs.ask(PREVIEW, by=by, change=change.pk, proposed_at=change.proposed_at.isoformat())


def jobs_of(change):
    """The counts that were asked for, of this wording; the newest first."""
    return Job.objects.filter(
        kind=PREVIEW, arguments__change=change.pk, arguments__proposed_at=change.proposed_at.isoformat()
    )


# ------------------------------------------------------------------ what it would do (`rule_previewing` counts it)


@dataclass(frozen=True)
class Line:
    """One line of the preview as people read it; `indicator` None for the sum of all."""

    indicator: Indicator | None
    fall_year: int | None
    numbers: dict

    @property
    def year_label(self):
        return "" if self.fall_year is None else school_years.label(self.fall_year)

    @property
    def share_before(self):
        return self.share("hidden_before")

    @property
    def share_after(self):
        return self.share("hidden_after")

    def share(self, name):
        """Percent of all figures of the line."""
        return 100 * self.numbers[name] / self.numbers["cells"] if self.numbers["cells"] else 0

    @property
    def changes_something(self):
        return any(self.numbers[name] for name in NUMBERS[3:])


def lines_of(preview):
    """(the sum of all, the lines in which something changes, how many lines stay as they are)."""
    known = Indicator.objects.in_bulk()
    lines = [
        Line(known[one["indicator"]], one["fall_year"], {name: one[name] for name in NUMBERS})
        for one in preview.lines
        if one["indicator"] in known
    ]
    lines.sort(key=lambda line: (-line.fall_year, line.indicator.position))
    total = Line(None, None, {name: sum(line.numbers[name] for line in lines) for name in NUMBERS})
    changing = [line for line in lines if line.changes_something]
    return total, changing, len(lines) - len(changing)


def preview_of(change):
    """The count of this wording of a proposal, or None."""
    found = RulePreview.objects.filter(change=change).first()
    return found if found and found.proposed_at == change.proposed_at else None


def is_fresh(preview):
    """Whether nothing was published since it was counted."""
    return preview.release_id == Release.objects.order_by("-pk").values_list("pk", flat=True).first()


# ------------------------------------------------------------------ the decision


@transaction.atomic
def approve(change, *, by):
    """Put a proposed rule in force and have all figures judged again.

    Raises ValidationError where it is the own proposal, or where nobody can have read what it does to today's figures.
    """
    preview = preview_of(change) if change.is_open else None
    if preview is None:
        raise ValidationError(_("What the change would do is not counted yet. Wait for the count, then decide."))
    if not is_fresh(preview):
        raise ValidationError(_("Figures were published since this was counted. Have it counted again, then decide."))
    change.approved_by, change.approved_at = by, timezone.now()
    try:
        change.full_clean()
    except ValidationError:
        change.approved_by = change.approved_at = None
        raise
    change.save()
    rule = SuppressionRule.in_force()
    for name in THRESHOLDS:
        setattr(rule, name, getattr(change, name))
    rule.save()
    jobs.ask(REPUBLISH, by=by)
    return change


def decline(change, *, by, reason):
    change.declined_by, change.declined_at, change.declined_reason = by, timezone.now(), reason
    change.save()
    return change
