"""Implementation plans: what is being done about each initiative, for those who carry the plan out."""

from django.contrib import messages
from django.db.models import Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, evidence, school_years
from district.access import Can, may, may_district_wide, require
from district.drafts import kept_while_typing, put_back
from district.history import history_of
from district.printing.responses import pdf_response, wants_pdf
from indicators.measures import declared
from indicators.parameters import this_year
from plans import implementation, notices
from plans.forms.implementation import (
    BudgetForm,
    DoneForm,
    DropForm,
    MilestoneForm,
    OrderForm,
    UpdateForm,
    WorkForm,
)
from plans.lists import milestone_headers, milestone_lines
from plans.models import BudgetLine, Completion, InitiativeWork, Milestone, PriorityAction, SpendingEntry, StatusUpdate
from plans.printing.implementation import implementation_document
from plans.timeline import timeline

LATEST_SPENDING = 20


def action_or_404(cycle, code):
    return get_object_or_404(PriorityAction.objects.select_related("cycle"), cycle__code=cycle, code=code)


def work_or_404(cycle, code):
    works = InitiativeWork.objects.for_list().with_latest_update()
    return get_object_or_404(works, initiative__priority_action__cycle__code=cycle, initiative__code=code)


def milestone_or_404(pk):
    return get_object_or_404(Milestone.objects.select_related("work__initiative__priority_action__cycle"), pk=pk)


def budget_line_or_404(pk):
    return get_object_or_404(BudgetLine.objects.select_related("work__initiative__priority_action__cycle"), pk=pk)


# ---------------------------------------------------------------------- reading


@require_safe
def implementation_detail(request, cycle, code):
    """The implementation plan of a Priority Action: its initiatives in order, and their milestones over time."""
    action = action_or_404(cycle, code)
    lines, order = implementation.lines_of(action)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"milestones-{code}", milestone_headers(), milestone_rows(lines))
    if wants_pdf(request):
        name = _("Implementation plan: %(title)s") % {"title": code}
        return pdf_response(request, implementation_document(action, lines, order), name)
    context = {
        "action": action,
        "lines": lines,
        "order": order,
        "decisions": action.order_decisions.select_related("decided_by"),
        "timeline": timeline(lines, timezone.localdate()),
        "next_year": this_year() + 1,
        "moved": implementation.moved_days(action),
        "may_edit": may(request.user, Can.EDIT_WORK),
    }
    return render(request, "plans/implementation_detail.html", context)


def milestone_rows(lines):
    for line in lines:
        yield from milestone_lines(line.work, line.steps)


@require_safe
def work_detail(request, cycle, code):
    """One initiative at work: who answers for it, milestones, status updates, money."""
    work = work_or_404(cycle, code)
    steps = implementation.steps_of(work)
    budget = list(work.budget_lines.all())
    names = declared()
    context = {
        "work": work,
        "initiative": work.initiative,
        "line": implementation.Line(work, steps),
        "steps": [(step, bool(may_tick(request.user, step))) for step in steps],
        "updates": [(one, implementation.RATING_KINDS[one.rating]) for one in work.updates.select_related("by")],
        "contributors": work.contributors.all(),
        "schools": [] if work.covers_all_schools else work.schools.all(),
        "measures": [names[code].label for code in work.measures if code in names],
        "aims": work.initiative.aims.select_related("indicator"),
        "budget": budget,
        "budget_by_year": work.budget_lines.order_by("-fall_year").values("fall_year").annotate(total=Sum("amount")),
        "spending": list(spending_of(work.initiative, request.user)[:LATEST_SPENDING]),
        "spending_total": spending_of(work.initiative, request.user).count(),
        "spending_by_year": spending_by_year(work.initiative, request.user),
        "may_edit": may(request.user, Can.EDIT_WORK),
        "entries": history_of(work) if may_district_wide(request.user, Can.VIEW_HISTORY) else [],
    }
    return render(request, "plans/work_detail.html", context)


def spending_of(initiative, user):
    """Title I engagement money that went into an initiative, as far as the person may see it; newest first."""
    entries = SpendingEntry.objects.filter(initiative=initiative).visible_to(user)
    return entries.select_related("school", "milestone")


def spending_by_year(initiative, user):
    """[(year, sum)] of that money, the newest year first."""
    sums = spending_of(initiative, user).order_by("-budget").values_list("budget").annotate(total=Sum("amount"))
    return [(school_years.label(fall_year), total) for fall_year, total in sums]


def may_tick(user, step):
    """Whether there is anything left about this milestone that the person may call done."""
    if step.standing in (implementation.DONE, implementation.DROPPED):
        return False
    if step.milestone.each_school:
        return may(user, Can.TICK_MILESTONE)
    return may_district_wide(user, Can.EDIT_WORK)


# ---------------------------------------------------------------------- changing


@require_http_methods(["GET", "POST"])
@kept_while_typing
def work_edit(request, cycle, code):
    work = work_or_404(cycle, code)
    form = WorkForm(request.POST or None, instance=work)
    if form.is_valid():
        with notices.of_named_people(work, by=request.user):
            form.save()
        messages.success(request, _("Saved."))
        return redirect(work)
    return render(request, "plans/work_form.html", {"form": put_back(request, form), "work": work})


@require_http_methods(["GET", "POST"])
@kept_while_typing
def update_add(request, cycle, code):
    """The short form, from the home page too: how it stands, and what happened."""
    work = work_or_404(cycle, code)
    form = UpdateForm(request.POST or None, instance=StatusUpdate(work=work, by=request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("The update is saved. The latest one is what everybody sees first."))
        return redirect(work)
    context = {
        "form": put_back(request, form),
        "work": work,
        "line": implementation.Line(work, implementation.steps_of(work)),
    }
    return render(request, "plans/update_form.html", context)


@require_http_methods(["GET", "POST"])
def order_decide(request, cycle, code):
    action = action_or_404(cycle, code)
    lines, order = implementation.lines_of(action)
    form = OrderForm(request.POST or None, lines=lines, version=order.version if order else 0)
    if form.is_valid():
        decision = implementation.decide_order(
            action=action,
            by=request.user,
            reason=form.cleaned_data["reason"],
            places=form.places(),
            seen=form.cleaned_data["seen"],
        )
        if decision:
            messages.success(request, _("The new order is in force. The earlier ones stay readable."))
            return redirect("plans:implementation-detail", cycle, code)
        _lines, newer = implementation.lines_of(action)
        form.data = form.data.copy()
        form.data["seen"] = newer.version
        message = _(
            "%(person)s decided an order while you were writing (“%(reason)s”). Send again to put yours in force."
        )
        form.add_error(None, message % {"person": newer.decided_by, "reason": newer.reason})
    return render(request, "plans/order_form.html", {"form": form, "action": action, "order": order})


@require_http_methods(["GET", "POST"])
@kept_while_typing
def milestone_add(request, cycle, code):
    work = work_or_404(cycle, code)
    form = MilestoneForm(request.POST or None, instance=Milestone(work=work))
    if form.is_valid():
        milestone = form.instance
        with notices.of_its_owner(milestone, by=request.user):
            form.save()
        messages.success(request, _("Added: “%(milestone)s”.") % {"milestone": milestone})
        return redirect(work)
    return render(request, "plans/milestone_form.html", {"form": put_back(request, form), "work": work})


@require_http_methods(["GET", "POST"])
@kept_while_typing
def milestone_edit(request, pk):
    milestone = milestone_or_404(pk)
    form = MilestoneForm(request.POST or None, instance=milestone)
    if form.is_valid():
        with notices.of_its_owner(milestone, by=request.user):
            form.save()
        messages.success(request, _("Saved “%(milestone)s”.") % {"milestone": milestone})
        return redirect(milestone)
    context = {"form": put_back(request, form), "work": milestone.work, "milestone": milestone}
    return render(request, "plans/milestone_form.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def milestone_done(request, pk):
    """Say that it is done: for the district, or for the schools where the person may say so."""
    milestone = milestone_or_404(pk)
    schools = None
    if milestone.each_school:
        done = milestone.completions.values("school")
        schools = implementation.schools_to_tick(milestone, request.user).exclude(pk__in=done)
    else:
        require(request.user, Can.EDIT_WORK)
    form = DoneForm(request.POST or None, request.FILES or None, by=request.user, schools=schools)
    if form.is_valid():
        data = form.cleaned_data
        chosen = data.get("schools") or [None]
        for school in chosen:
            implementation.complete(
                milestone=milestone,
                by=request.user,
                done_on=data["done_on"],
                note=data["note"],
                evidence=form.evidence,
                school=school,
            )
        messages.success(request, done_message(milestone, len(chosen)))
        return redirect(milestone)
    put_back(request, form)
    context = {"form": form, "milestone": milestone, "nothing_left": schools is not None and not schools.exists()}
    return render(request, "plans/milestone_done.html", context)


def done_message(milestone, schools_total):
    if not milestone.each_school:
        return _("Done: “%(milestone)s”.") % {"milestone": milestone}
    text = ngettext(
        "“%(milestone)s” is done at %(total)s school more.",
        "“%(milestone)s” is done at %(total)s schools more.",
        schools_total,
    )
    return text % {"milestone": milestone, "total": schools_total}


@require_safe
def completion_evidence(request, pk):
    completion = get_object_or_404(Completion.objects.exclude(evidence=None).select_related("evidence"), pk=pk)
    return evidence.response_or_404(completion.evidence)


@require_POST
def milestone_reopen(request, pk):
    """Take back what the person may have said: for the district, or for a school."""
    milestone = milestone_or_404(pk)
    school = None
    if milestone.each_school:
        schools = implementation.schools_to_tick(milestone, request.user)
        school = get_object_or_404(schools, code=request.POST.get("school", "")[:7])
    else:
        require(request.user, Can.EDIT_WORK)
    if implementation.reopen(milestone=milestone, school=school):
        messages.success(request, _("“%(milestone)s” is open again.") % {"milestone": milestone})
    return redirect(milestone)


@require_http_methods(["GET", "POST"])
def milestone_drop(request, pk):
    milestone = milestone_or_404(pk)
    form = DropForm(request.POST or None)
    if form.is_valid():
        implementation.drop(milestone=milestone, reason=form.cleaned_data["reason"])
        messages.success(request, _("“%(milestone)s” is dropped. It stays readable.") % {"milestone": milestone})
        return redirect(milestone)
    return render(request, "plans/milestone_drop.html", {"form": form, "milestone": milestone})


@require_http_methods(["GET", "POST"])
@kept_while_typing
def budget_add(request, cycle, code):
    work = work_or_404(cycle, code)
    return budget_page(request, BudgetLine(work=work))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def budget_edit(request, pk):
    return budget_page(request, budget_line_or_404(pk))


def budget_page(request, line):
    form = BudgetForm(request.POST or None, instance=line)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved “%(line)s”.") % {"line": line})
        return redirect(f"{line.work.get_absolute_url()}#money")
    return render(request, "plans/budget_form.html", {"form": put_back(request, form), "line": line, "work": line.work})


@require_POST
def budget_remove(request, pk):
    line = budget_line_or_404(pk)
    line.delete()
    messages.success(request, _("“%(line)s” is taken off. Its history stays.") % {"line": line})
    return redirect(f"{line.work.get_absolute_url()}#money")
