"""Carrying out the plan: what stands on the pages of implementation plans, and the acts on milestones and order."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district.access import Can, may, schools_where
from district.models import School, User
from district.portal_settings import known
from indicators.models import StaleCell
from indicators.models.rollups import DISTRICT_WIDE
from indicators.tasks import ring
from plans.models import Completion, InitiativeWork, Milestone, OrderDecision, OrderLine
from plans.models.implementation import Rating, WorkState

SOON = timedelta(days=14)

DONE, DROPPED, LATE, SOON_DUE, WAITS, PLANNED = "done", "dropped", "late", "soon", "waits", "planned"
STANDING_LABELS = {
    DONE: gettext_lazy("Done"),
    DROPPED: gettext_lazy("Dropped"),
    LATE: gettext_lazy("Late"),
    SOON_DUE: gettext_lazy("Due soon"),
    WAITS: gettext_lazy("Waits for another"),
    PLANNED: gettext_lazy("Planned"),
}
STANDING_KINDS = {
    DONE: "good",
    DROPPED: "stopped",
    LATE: "bad",
    SOON_DUE: "warn",
    WAITS: "paused",
    PLANNED: "neutral",
}
RATING_KINDS = {
    Rating.ON_TRACK: "good",
    Rating.AT_RISK: "warn",
    Rating.OFF_TRACK: "bad",
    Rating.DONE: "good",
    Rating.PAUSED: "paused",
}
STATE_KINDS = {
    WorkState.NOT_STARTED: "neutral",
    WorkState.UNDER_WAY: "active",
    WorkState.COMPLETE: "good",
    WorkState.PAUSED: "paused",
    WorkState.STOPPED: "stopped",
}


def stale_after():
    """For so long holds what somebody said of an initiative under way: a setting."""
    return timedelta(days=known().status_days)


@dataclass
class Step:
    """A milestone as it stands on a day. `schools_total` is None where the district does it once for all."""

    milestone: Milestone
    standing: str
    completions: list
    waits_for: list = field(default_factory=list)
    schools_total: int | None = None

    @property
    def label(self):
        return STANDING_LABELS[self.standing]

    @property
    def kind(self):
        return STANDING_KINDS[self.standing]

    @property
    def done_total(self):
        return len(self.completions)

    @property
    def done_on(self):
        return max((one.done_on for one in self.completions), default=None) if self.standing == DONE else None

    @property
    def progress_text(self):
        """How many of how many, for those that each school does; empty for the others."""
        if self.schools_total is None:
            return ""
        return _("%(done)s of %(total)s schools") % {"done": self.done_total, "total": self.schools_total}

    @property
    def days_text(self):
        """How far from its day, in words, while it matters."""
        days = (timezone.localdate() - self.milestone.due_on).days
        if self.standing == LATE:
            return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
        if self.standing == SOON_DUE:
            return ngettext("in %(days)s day", "in %(days)s days", -days) % {"days": -days} if days else _("today")
        return ""


def steps_of(work, on=None):
    """The milestones of an initiative's work, in the order of their days, each as it stands on the day `on`."""
    return steps_of_all([work], on)[work.pk]


def steps_of_all(works, on=None):
    """{work id: [`Step`]}. Four queries, however many there are; one more for each work of chosen schools only."""
    on = on or timezone.localdate()
    kept = Completion.objects.select_related("school", "done_by", "evidence")
    milestones = (
        Milestone.objects.filter(work__in=works)
        .select_related("owner", "work__initiative__priority_action__cycle")
        .prefetch_related(Prefetch("completions", kept), "after")
    )
    by_work = {work.pk: work for work in works}
    open_schools = School.objects.open_on(on).count()
    covered = {work.pk: open_schools if work.covers_all_schools else work.schools_covered().count() for work in works}
    found = {work.pk: [] for work in works}
    stored = list(milestones)
    done = {one.pk for one in stored if _is_done(one, covered[one.work_id])}
    for milestone in stored:
        milestone.work = by_work[milestone.work_id]
        total = covered[milestone.work_id] if milestone.each_school else None
        waits_for = [other for other in milestone.after.all() if other.pk not in done and not other.dropped_on]
        standing = _standing(milestone, milestone.pk in done, waits_for, on)
        found[milestone.work_id].append(Step(milestone, standing, list(milestone.completions.all()), waits_for, total))
    return found


def _is_done(milestone, schools_total):
    completions = len(milestone.completions.all())
    return completions >= max(schools_total, 1) if milestone.each_school else completions > 0


def _standing(milestone, is_done, waits_for, on):
    if milestone.dropped_on:
        return DROPPED
    if is_done:
        return DONE
    if milestone.due_on < on:
        return LATE
    if waits_for:
        return WAITS
    return SOON_DUE if milestone.due_on <= on + SOON else PLANNED


@dataclass
class Line:
    """One initiative in the implementation plan of its Priority Action."""

    work: InitiativeWork
    steps: list
    place: OrderLine | None = None

    @property
    def counted(self):
        return [step for step in self.steps if step.standing != DROPPED]

    @property
    def done_total(self):
        return sum(step.standing == DONE for step in self.steps)

    @property
    def late_total(self):
        return sum(step.standing == LATE for step in self.steps)

    @property
    def next_step(self):
        return next((step for step in self.steps if step.standing in (LATE, SOON_DUE, WAITS, PLANNED)), None)

    @property
    def dates_say(self):
        """What the milestones alone say, beside what the lead says (features, row 3)."""
        if not self.counted:
            return _("No milestones yet")
        return milestones_done(self.done_total, len(self.counted), self.late_total)

    @property
    def rating_holds(self):
        """Whether what was said last still rules; after `stale_after` the dates speak for themselves again."""
        return bool(self.work.update_rating) and not self.is_stale

    @property
    def holds_until(self):
        if self.work.update_on is None or self.work.state != WorkState.UNDER_WAY:
            return None
        return self.work.update_on + stale_after()

    @property
    def said_rating(self):
        """What the person who answers for it said last, also where it no longer holds."""
        return Rating(self.work.update_rating) if self.work.update_rating else None

    @property
    def dates_rating(self):
        """What the milestones alone make of it; None without any. Late by a month, or a third of all: off track."""
        if not self.counted:
            return None
        if self.done_total == len(self.counted):
            return Rating.DONE
        late = [step for step in self.steps if step.standing == LATE]
        if any((timezone.localdate() - step.milestone.due_on).days > known().far_late_days for step in late):
            return Rating.OFF_TRACK
        if 3 * len(late) >= len(self.counted):
            return Rating.OFF_TRACK
        return Rating.AT_RISK if late else Rating.ON_TRACK

    @property
    def rating(self):
        """What rules today: what was said while it holds, else what the dates say (features, row 3)."""
        if self.rating_holds:
            return self.said_rating
        return self.dates_rating if self.work.state == WorkState.UNDER_WAY else None

    @property
    def rating_label(self):
        return self.rating.label if self.rating else ""

    @property
    def rating_kind(self):
        return RATING_KINDS.get(self.rating, "neutral")

    @property
    def both_say(self):
        """What was said and what the dates make of it, in one line; the dates alone where nothing was said."""
        by_dates = self.dates_rating.label if self.dates_rating else _("nothing, without milestones")
        if not self.said_rating:
            return _("The dates say: %(dates)s.") % {"dates": by_dates}
        words = {
            "person": self.work.update_by,
            "said": self.said_rating.label,
            "day": date_format(self.work.update_on, "SHORT_DATE_FORMAT"),
            "dates": by_dates,
        }
        if self.is_stale:
            return _("%(person)s said on %(day)s: %(said)s. That no longer holds. The dates say: %(dates)s.") % words
        return _("%(person)s said on %(day)s: %(said)s. The dates say: %(dates)s.") % words

    @property
    def public_words(self):
        """How far it is, for everybody: its milestones in numbers, without names and without what people said."""
        return self.dates_say if self.counted else _("No milestones published yet")

    @property
    def state_kind(self):
        return STATE_KINDS[self.work.state]

    @property
    def is_stale(self):
        """Under way, and nobody has said anything for a while."""
        return is_stale(self.work)

    @property
    def misses_word(self):
        """Whether somebody should say how it stands: not where all its milestones are done."""
        return self.is_stale and self.rating != Rating.DONE


def milestones_done(done, total, late=0):
    """How many of how many, in words."""
    words = {"done": done, "total": total, "late": late}
    if late:
        text = ngettext(
            "%(done)s of %(total)s milestone done, %(late)s late",
            "%(done)s of %(total)s milestones done, %(late)s late",
            total,
        )
    else:
        text = ngettext("%(done)s of %(total)s milestone done", "%(done)s of %(total)s milestones done", total)
    return text % words


def is_stale(work, on=None):
    on = on or timezone.localdate()
    if work.state != WorkState.UNDER_WAY:
        return False
    since = work.update_on or work.starts_on
    return since is None or since < on - stale_after()


def lines_of(action):
    """The initiatives of a Priority Action in the order in force, with their milestones. Seven queries."""
    works = list(InitiativeWork.objects.filter(initiative__priority_action=action).for_list().with_latest_update())
    steps = steps_of_all(works)
    order = order_in_force(action)
    places = {line.initiative_id: line for line in order.lines.all()} if order else {}
    lines = [Line(work, steps[work.pk], places.get(work.initiative_id)) for work in works]
    last = len(lines) + 1
    lines.sort(key=lambda line: (line.place.sequence if line.place else last, line.work.initiative.code))
    return lines, order


@dataclass(frozen=True)
class Moved:
    """A milestone got another day after it was set; `who` is a display name."""

    milestone: str
    before: date
    after: date
    at: datetime
    who: str


def moved_days(action, most=30):
    """Which milestones of a Priority Action got another day since they were set, the latest first (features, row 8).

    Read from the audit trail, so an import or a command leaves its line here too. Three queries.
    """
    milestones = {one.pk: one for one in Milestone.objects.filter(work__initiative__priority_action=action)}
    events = Milestone.pgh_event_model.objects.filter(pgh_obj__in=milestones).order_by("pgh_obj", "pgh_id")
    found, last = [], {}
    for event in events.select_related("pgh_context"):
        before = last.get(event.pgh_obj_id)
        if before is not None and before != event.due_on:
            found.append((event, before))
        last[event.pgh_obj_id] = event.due_on
    found = sorted(found, key=lambda pair: pair[0].pgh_id, reverse=True)[:most]
    people = User.objects.in_bulk(
        {event.pgh_context.metadata.get("user") for event, _day in found if event.pgh_context}
    )
    return [
        Moved(
            milestones[event.pgh_obj_id].title,
            before,
            event.due_on,
            event.pgh_created_at,
            str(people.get(event.pgh_context.metadata.get("user"), "") if event.pgh_context else ""),
        )
        for event, before in found
    ]


def order_in_force(action):
    return action.order_decisions.select_related("decided_by").prefetch_related("lines__initiative").first()


@transaction.atomic
def decide_order(*, action, by, reason, places, seen):
    """Store a new order; `places` is {initiative: (sequence, priority)}. `seen` is the version the person looked at.

    Returns the decision, or None where somebody else has decided since.
    """
    type(action).objects.select_for_update().get(pk=action.pk)
    newest = action.order_decisions.aggregate(newest=Max("version"))["newest"] or 0
    if newest != seen:
        return None
    decision = OrderDecision.objects.create(
        priority_action=action, version=newest + 1, decided_by=by, reason=reason, decided_on=timezone.localdate()
    )
    OrderLine.objects.bulk_create(
        OrderLine(decision=decision, initiative=initiative, sequence=sequence, priority=priority)
        for initiative, (sequence, priority) in places.items()
    )
    return decision


@transaction.atomic
def complete(*, milestone, by, done_on, note="", evidence=None, school=None):
    """Say that a milestone is done (by `school`, where each does it for itself). Twice says it once."""
    said = {"done_on": done_on, "done_by": by, "note": note, "evidence": evidence}
    completion, is_new = Completion.objects.get_or_create(milestone=milestone, school=school, defaults=said)
    ring()
    return completion, is_new


@transaction.atomic
def reopen(*, milestone, school=None):
    """Take back that it is done; the history keeps who said so. Returns whether there was anything to take back."""
    gone, _by_kind = Completion.objects.filter(milestone=milestone, school=school).delete()
    ring()
    return bool(gone)


def mark_due(today=None):
    """Have the months counted again in which milestones fell due: a day that comes changes no row by itself.

    Looks a year back, so that nights on which nothing ran leave no gap.
    """
    today = today or timezone.localdate()
    due = Milestone.objects.filter(due_on__range=(today - timedelta(days=366), today))
    months = {day.replace(day=1) for day in due.values_list("due_on", flat=True)}
    StaleCell.objects.bulk_create(
        StaleCell(source="milestones_due", school_key=DISTRICT_WIDE, month=month) for month in sorted(months)
    )
    ring()
    return len(months)


def drop(*, milestone, reason, on: date | None = None):
    """Take a milestone out of the plan, with the reason; it stays readable. False if somebody did so first."""
    kept = Milestone.objects.in_force().filter(pk=milestone.pk)
    return bool(kept.update(dropped_on=on or timezone.localdate(), dropped_reason=reason))


def schools_to_tick(milestone, user):
    """The covered schools for which this person may say that the milestone is done."""
    if not milestone.each_school or not may(user, Can.TICK_MILESTONE):
        return School.objects.none()
    return milestone.work.schools_covered().filter(pk__in=schools_where(user, Can.TICK_MILESTONE))
