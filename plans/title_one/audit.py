"""A year's books for the auditor: every entry with who entered it and when, what became of it, and the rules' results.

What a person may not see is not in their file: entries and school lines are those visible to them.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from district.models import User
from plans.models import PlannedSpending, SpendingEntry
from plans.title_one.rules import findings

ROWS_AT_ONCE = 2000


def entry_headers():
    return [
        _("Entry"), _("Fiscal year"), _("Date"), _("State code"), _("School"), _("Code of the kind of use"),
        _("Kind of use"), _("For what"), _("Initiative"), _("Number of the milestone"), _("Milestone"),
        _("Number of the budget line"), _("Paid to"), _("Invoice or order number"), _("Where the document is"),
        _("Dollars"), _("Reverses entry"), _("Reversed by entry"), _("Why it is reversed"), _("Entered by"),
        _("Entered at"),
    ]  # fmt: skip


def entry_rows(budget, user):
    """Oldest first, read in parts; two queries for each part at most."""
    entries = SpendingEntry.objects.filter(budget=budget).visible_to(user).order_by("spent_on", "pk")
    related = ("school", "category", "initiative", "milestone", "entered_by", "reversal")
    for one in entries.select_related(*related).iterator(ROWS_AT_ONCE):
        reversal = getattr(one, "reversal", None)
        yield (
            one.pk, budget.year_label, one.spent_on, one.school.code if one.school else "", one.place(),
            one.category.code, one.category.label, one.what, one.initiative.code if one.initiative else "",
            one.milestone_id, one.milestone.title if one.milestone else "", one.planned_id, one.vendor,
            one.reference, one.document, one.amount, one.reverses_id, reversal.pk if reversal else None, one.reason,
            one.entered_by.name, moment(one.entered_at),
        )  # fmt: skip


def sheets(books, user, lines):
    """The workbook: summary, rules, schools (`lines`, those the person may see), plan, entries, changes of entries."""
    budget = books.budget
    return [
        (_("Budget"), [_("What"), _("Value")], summary_rows(books)),
        (_("Rules"), rule_headers(), rule_rows(books)),
        (_("Schools"), school_headers(), map(school_row, lines)),
        (_("Planned"), planned_headers(), planned_rows(budget, user)),
        (_("Entries"), entry_headers(), entry_rows(budget, user)),
        (_("Changes of entries"), change_headers(), change_rows(budget, user)),
    ]


def summary_rows(books):
    budget, rule = books.budget, books.rule
    yield _("Fiscal year"), budget.year_label
    yield _("Title I, Part A allocation"), budget.allocation
    yield _("Document"), budget.source
    yield _("Date of the document"), budget.stated_on
    yield _("Least reserve required by law"), books.required
    yield _("Reserved for family engagement"), budget.reserve
    yield _("Left of the year before"), budget.carried_over
    yield _("Least share of schools"), books.required_to_schools
    yield _("Given to schools of this year's reserve"), books.to_schools
    yield _("Schools keep of the year before"), books.kept_by_schools
    yield _("Held by central office"), books.held
    yield _("Planned"), books.planned
    yield _("Spent"), books.spent
    yield _("Not spent"), books.left
    yield _("Families took part on"), budget.families_on
    yield _("How"), budget.families_how
    yield _("Source of the thresholds"), rule.source if rule else ""
    yield _("File made at"), moment(timezone.now())


def rule_headers():
    return [_("Rule"), _("Law"), _("Standing"), _("What the budget says"), _("Dollars missing")]


def rule_rows(books):
    for one in findings(books):
        yield one.title, one.law, one.standing.label, one.sentence, one.missing


def school_headers():
    return [
        _("State code"), _("School"), _("Title I"), _("High need"), _("Of this year's reserve"),
        _("Left of the year before"), _("Planned"), _("Spent"), _("Left"),
    ]  # fmt: skip


def school_row(line):
    code, name = (line.school.code, line.school.name) if line.school else ("", _("Central office"))
    known = [said(line.is_title1), said(line.is_high_need)]
    return code, name, *known, line.amount, line.carried_over, line.planned, line.spent, line.left


def said(flag):
    return "" if flag is None else _("Yes") if flag else _("No")


def planned_headers():
    return [
        _("Budget line"), _("State code"), _("School"), _("Code of the kind of use"), _("Kind of use"),
        _("For what"), _("Initiative"), _("Number of the milestone"), _("Dollars"),
    ]  # fmt: skip


def planned_rows(budget, user):
    planned = PlannedSpending.objects.filter(budget=budget).visible_to(user)
    for one in planned.select_related("school", "category", "initiative").iterator(ROWS_AT_ONCE):
        yield (
            one.pk, one.school.code if one.school else "", one.place(), one.category.code, one.category.label,
            one.what, one.initiative.code if one.initiative else "", one.milestone_id, one.amount,
        )  # fmt: skip


def change_headers():
    return [
        _("Entry"), _("At"), _("By"), _("What happened"), _("Date"), _("Dollars"), _("For what"), _("Paid to"),
        _("Invoice or order number"), _("Note"),
    ]  # fmt: skip


def change_rows(budget, user):
    """Every state that an entry was ever in, oldest first, with who wrote it."""
    events = SpendingEntry._meta.get_field("events").related_model.objects.filter(budget=budget)
    visible = SpendingEntry.objects.filter(budget=budget).visible_to(user).values("pk")
    events = events.filter(pgh_obj__in=visible).select_related("pgh_context").order_by("pgh_id")
    names = dict(User.objects.filter(pk__in=SpendingEntry.objects.filter(budget=budget).values("entered_by"))
                 .values_list("pk", "name"))  # fmt: skip
    kinds = {"insert": _("Entered"), "update": _("Changed")}
    for one in events.iterator(ROWS_AT_ONCE):
        context = one.pgh_context.metadata if one.pgh_context else {}
        by = context.get("user")
        if by is not None and by not in names:
            names[by] = str(User.objects.filter(pk=by).first() or "")
        yield (
            one.pgh_obj_id, moment(one.pgh_created_at), names.get(by, _("The portal itself")),
            kinds.get(one.pgh_label, one.pgh_label), one.spent_on, one.amount, one.what, one.vendor, one.reference,
            context.get("note", ""),
        )  # fmt: skip


def moment(at):
    """A time as ISO writes it, to the second, with the distance from UTC."""
    return timezone.localtime(at).isoformat(timespec="seconds")
