"""The implementation plan of a Priority Action on paper: initiatives in order, milestones over time, updates, money."""

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from district import names
from district.printing import pictures
from district.printing.blocks import facts, figure, heading, legend, note, soft, status, strong, table, unbroken
from district.printing.document import Document
from plans import implementation
from plans.implementation import STANDING_KINDS, STATE_KINDS
from plans.models import BudgetLine, StatusUpdate
from plans.timeline import PRINTED, timeline


def implementation_document(action, lines, order):
    """`lines` and `order` as from `plans.implementation.lines_of`. Three queries more."""
    works = [line.work for line in lines]
    newest = StatusUpdate.objects.filter(work__in=works).order_by("work_id", "-on", "-pk").distinct("work_id")
    updates = {one.work_id: one for one in newest.select_related("by")}
    budget = {}
    for one in BudgetLine.objects.filter(work__in=works):
        budget.setdefault(one.work_id, []).append(one)
    blocks = [
        note(_("The adopted plan sets no dates, owners or budgets; these are the district's own.")),
        *order_blocks(order),
        *overview_blocks(lines),
        *timeline_blocks(lines),
        *milestone_blocks(lines),
        heading(_("Each initiative")),
    ]
    for line in lines:
        blocks += initiative_blocks(line, updates.get(line.work.pk), budget.get(line.work.pk, []))
    return Document(
        title=_("Implementation plan: %(title)s") % {"title": action.title},
        short_title=_("Implementation plan"),
        kicker=f"{names.name('action')} {action.code}",
        description=action.cycle.title,
        blocks=blocks,
    )


def short_day(day):
    return unbroken(date_format(day, "SHORT_DATE_FORMAT")) if day else ""


def order_blocks(order):
    if order is None:
        return [note(_("No order has been decided yet; they stand in the order of the adopted plan."))]
    words = {"day": short_day(order.decided_on), "person": order.decided_by, "reason": order.reason}
    return [note(_("Order decided on %(day)s by %(person)s: %(reason)s") % words)]


# ---------------------------------------------------------------------- all initiatives together


def overview_blocks(lines):
    headers = [_("Initiative"), _("Who answers for it"), _("How it stands"), _("What the dates say")]
    rows = [overview_row(line) for line in lines]
    caption = _("Initiatives, who answers for them, and how they stand")
    return [heading(_("The initiatives, in order")), table(caption, headers, rows, [3.4, 1.8, 3, 2.8])]


def overview_row(line):
    work = line.work
    priority = _("Priority: %(priority)s") % {"priority": line.place.get_priority_display()} if line.place else ""
    next_step = line.next_step
    ahead = ""
    if next_step:
        words = {"milestone": next_step.milestone, "day": short_day(next_step.milestone.due_on)}
        ahead = _("Next: %(milestone)s, %(day)s") % words
    return [
        [str(work.initiative), soft(priority)],
        str(work.lead) if work.lead else soft(_("Nobody yet")),
        [standing_of(line), soft(line.both_say)],
        [line.dates_say, soft(ahead)],
    ]


def standing_of(line):
    """How it stands today: what was said while it holds, else what the dates say; its state where nothing does."""
    if line.rating_label:
        return status(line.rating_label, line.rating_kind)
    return status(line.work.get_state_display(), STATE_KINDS[line.work.state])


def timeline_blocks(lines):
    drawing = timeline(lines, timezone.localdate(), size=PRINTED)
    title = heading(_("Milestones over time"))
    if drawing is None:
        return [title, note(_("No milestones yet."))]
    alternative = f"{drawing.words.title} {drawing.words.description}"
    marks = [(pictures.chart("timeline_mark.svg", shape=shape), str(label)) for shape, label in drawing.legend]
    return [
        title,
        figure(pictures.chart("timeline.svg", chart=drawing), alternative, drawing.words.title),
        legend(marks),
    ]


def milestone_blocks(lines):
    headers = [_("Milestone"), _("Initiative"), _("Due on"), _("How it stands"), _("Owner")]
    rows = [milestone_row(line, step) for line in lines for step in line.steps]
    return [table(_("The milestones as a table"), headers, rows, [4, 1.3, 1.8, 2.4, 2])] if rows else []


def milestone_row(line, step):
    more = " · ".join(part for part in (step.days_text, step.progress_text) if part)
    return [
        step.milestone.title,
        line.work.initiative.code,
        short_day(step.milestone.due_on),
        [status(str(step.label), STANDING_KINDS[step.standing]), soft(more)],
        str(step.milestone.owner or "—"),
    ]


# ---------------------------------------------------------------------- one initiative


def initiative_blocks(line, update, budget):
    work = line.work
    period = [short_day(work.starts_on) or "…", short_day(work.ends_on) or "…"]
    pairs = [
        (_("State"), status(work.get_state_display(), STATE_KINDS[work.state])),
        (_("Who answers for it"), str(work.lead) if work.lead else _("Nobody yet")),
        (_("From and until"), " – ".join(period) if work.starts_on or work.ends_on else ""),
        (_("What families will be able to do"), work.families_grow),
        (_("What staff will be able to do"), work.staff_grows),
        (_("What it takes besides money"), work.resources),
        *update_facts(update),
    ]
    return [heading(str(work.initiative), 2), facts(pairs), *budget_blocks(work, budget)]


def update_facts(update):
    if update is None:
        return [(_("Latest status update"), _("None yet"))]
    said = _("%(day)s, %(person)s") % {"day": short_day(update.on), "person": update.by}
    rating = status(update.get_rating_display(), implementation.RATING_KINDS[update.rating])
    return [
        (_("Latest status update"), [rating, soft(said)]),
        (_("What happened"), update.happened),
        (_("What is next"), update.next_steps),
        (_("What families said"), update.families_said),
        (_("What help is needed"), update.help_needed),
    ]


def budget_blocks(work, budget):
    if not budget:
        return []
    headers = [_("For what"), _("School year"), _("Funding source"), _("Amount")]
    rows = [[one.label, one.year_label, one.get_source_display(), dollars(one.amount)] for one in budget]
    for year, amounts in amounts_by_year(budget).items():
        if len(amounts) > 1:
            rows.append([_("All of %(year)s") % {"year": year}, year, "", strong(dollars(sum(amounts)))])
    caption = _("Money for initiative %(code)s") % {"code": work.initiative.code}
    return [table(caption, headers, rows, [4, 1.6, 3, 1.8], numbers=[3])]


def amounts_by_year(budget):
    found = {}
    for one in budget:
        found.setdefault(one.year_label, []).append(one.amount)
    return found


def dollars(amount):
    return f"${number_format(amount, 0 if amount == int(amount) else 2, force_grouping=True)}"
