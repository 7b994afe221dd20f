"""School action plans: the district's view of all; one plan with its parts, comments, versions and way to approval."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, evidence, school_years, value_history
from district.access import Can, may, may_district_wide, require, schools_where
from district.drafts import NotTaken, has_typed, kept_while_typing, put_back
from district.history import history_of
from district.models import School
from district.portal_settings import known
from district.printing.responses import pdf_response, wants_pdf
from indicators.parameters import chosen_year, this_year, whole_number, year_or_404
from plans import action_plans, check_ins, notices, plan_years
from plans.action_plans import MOVES, STATE_KINDS, WAITS_FOR, NotPossible
from plans.forms.action_plans import PARTS, CommentForm, GoalForm, NoteForm, ProgressForm, StepForm
from plans.known import known_of
from plans.models import ActionStep, CheckIn, PlanComment, PlanGoal, PlanVersion, SchoolActionPlan, TitleOneBudget
from plans.models.action_plans import PlanState
from plans.printing.action_plans import plan_document, version_document

MOST_AT_ONCE = 200
SCHOOLS_PER_PAGE = 100
# What is told of, where it stands, each time it was changed.
GOAL_VALUES = ("indicator", "statement", "target_value", "strategy")
STEP_VALUES = ("what", "who", "due_on", "resources", "state", "done_on")


def plan_or_404(request, code, year, permission=None):
    """The plan as the person may see it; 403 where they may see but not do `permission`.

    For what is sent the plan is locked, so that no move passes a change of its text on the way.
    """
    plans = SchoolActionPlan.objects.visible_to(request.user).select_related("school")
    if request.method == "POST" and connection.in_atomic_block:
        plans = plans.select_for_update(of=("self",))
    plan = get_object_or_404(plans, school__code=code, fall_year=year)
    if permission:
        require(request.user, permission, plan.school)
    return plan


def editable_or_back(request, plan):
    """Where the plan's text may not be changed now: a redirect with the reason, or NotTaken for what was sent."""
    if plan.is_editable:
        return None
    words = _("This plan is “%(state)s”: its text cannot be changed now.") % {"state": plan.get_state_display()}
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return redirect(plan)


# ---------------------------------------------------------------------- all schools


@require_safe
def action_plan_list(request):
    """Which schools are where, who waits for whom, and since when."""
    fall_year = chosen_year(request, years_ahead=1)
    rows = list_rows(request.user, fall_year)
    chosen = request.GET.get("state", "")
    shown = [row for row in rows if chosen in ("", row["code"]) or row.get(chosen) is True]
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"action-plans-{fall_year}", list_headers(), map(list_line, shown))
    counts = {"": len(rows)}
    counts |= {code: sum(row["code"] == code for row in rows) for code in [*PlanState.values, "NONE"]}
    counts |= {flag: sum(row[flag] for row in rows) for flag in ("is_late", "is_long")}
    labels = {"": _("All"), **dict(PlanState.choices), "NONE": _("Not begun")}
    labels |= {"is_late": _("Late"), "is_long": _("Over 10 days the same")}
    may_review = may_district_wide(request.user, Can.REVIEW_ACTION_PLAN)
    page = Paginator(shown, SCHOOLS_PER_PAGE).get_page(request.GET.get("page"))
    shown = page.object_list
    context = {
        "rows": shown,
        "page": page,
        "may_approve": may_review and any(row["is_ready"] for row in shown),
        "may_remind": may_review and any(row["is_remindable"] for row in shown),
        "may_frame": may(request.user, Can.FRAME_PLAN_YEAR),
        "frame": plan_years.frame_of(fall_year),
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year <= this_year() else None,
        "tabs": [
            (f"{labels[code]} ({count})", f"?year={fall_year}" + (f"&state={code}" if code else ""), code == chosen)
            for code, count in counts.items()
            if count or code in ("", chosen)
        ],
    }
    return render(request, "plans/action_plan_list.html", context)


def list_rows(user, fall_year):
    plans = SchoolActionPlan.objects.visible_to(user).in_year(fall_year).select_related("school").with_mid_year()
    plans = plans.annotate(
        goals_total=Count("goals", distinct=True),
        demands_total=Count("comments", filter=Q(comments__must_fix=True, comments__resolved_at=None), distinct=True),
    )
    by_school = {plan.school_id: plan for plan in plans}
    schools = School.objects.open_in(fall_year)
    if not may_district_wide(user, Can.VIEW_ACTION_PLAN):
        schools = schools.filter(pk__in=schools_where(user, Can.VIEW_ACTION_PLAN))
    schools = list(schools.order_by("name"))
    frame, reminded = plan_years.frame_of(fall_year), plan_years.last_reminded(schools, fall_year)
    rows = []
    for school in schools:
        plan = by_school.get(school.pk)
        due = plan_years.due_of(plan, frame, has_mid_year=bool(plan and plan.has_mid_year))
        rows.append(list_row(user, school, plan, fall_year, due) | {"reminded_at": reminded.get(school.pk)})
    return rows


def list_row(user, school, plan, fall_year, due):
    state = PlanState(plan.state) if plan else None
    days = (timezone.now() - plan.state_since).days if plan else None
    moves_on = plan is not None and state in (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED)
    return {
        "school": school,
        "plan": plan,
        "code": plan.state if plan else "NONE",
        "state": state.label if state else _("Not begun"),
        "kind": STATE_KINDS[state] if state else "neutral",
        "waits_for": WAITS_FOR[state] if state else _("The school") if fall_year >= this_year() else "",
        "days": days,
        "due": due,
        "is_late": bool(due and due.is_late),
        "is_long": moves_on and days > known().plan_state_days,
        "is_remindable": bool(due) and due.step in plan_years.REMINDABLE,
        "fall_year": fall_year,
        "is_ready": bool(plan) and state == PlanState.SUBMITTED and not plan.demands_total,
        "may_begin": plan is None and may(user, Can.EDIT_ACTION_PLAN, school),
    }


def list_headers():
    return [
        _("Number of the plan"), _("State code"), _("School"), _("School year"), _("State of the plan"), _("Since"),
        _("Waits for"), _("Goals"), _("Open demands"), _("Next"), _("Due on"), _("Late"), _("Reminded on"),
    ]  # fmt: skip


def list_line(row):
    plan = row["plan"]
    return (
        plan.pk if plan else None, row["school"].code, row["school"].name, school_years.label(row["fall_year"]),
        str(row["state"]),
        timezone.localtime(plan.state_since).date() if plan else None, str(row["waits_for"]),
        plan.goals_total if plan else None, plan.demands_total if plan else None,
        str(row["due"].label) if row["due"] else "", row["due"].day if row["due"] else None,
        _("Yes") if row["is_late"] else _("No"),
        timezone.localtime(row["reminded_at"]).date() if row["reminded_at"] else None,
    )  # fmt: skip


@require_POST
def action_plan_approve_several(request):
    """Approve the chosen plans, each on its own: what stands in the way of one is said and stops no other."""
    year = whole_number(request.POST.get("year")) or this_year()
    chosen = request.POST.getlist("school")[:MOST_AT_ONCE]
    plans = SchoolActionPlan.objects.visible_to(request.user).filter(school__code__in=chosen, fall_year=year)
    approved = 0
    for plan in plans.select_related("school"):
        require(request.user, Can.REVIEW_ACTION_PLAN, plan.school)
        try:
            action_plans.move("approve", plan=plan, by=request.user)
            approved += 1
        except NotPossible as refusal:
            messages.warning(request, f"{plan.school}: {refusal}")
    if approved:
        text = ngettext("%(total)s plan is approved.", "%(total)s plans are approved.", approved)
        messages.success(request, text % {"total": approved})
    elif not plans:
        messages.info(request, _("Choose the plans first."))
    return redirect(reverse("plans:action-plan-list") + f"?year={year}")


@require_http_methods(["GET", "POST"])
def action_plan_begin(request, code, year):
    """Begin a plan, blank or with last year's goals."""
    year_or_404(year)
    school = get_object_or_404(School.objects.open_in(year), code=code)
    require(request.user, Can.EDIT_ACTION_PLAN, school)
    if begun := SchoolActionPlan.objects.filter(school=school, fall_year=year).first():
        return redirect(begun)
    if opens_on := plan_years.why_not_open(year):
        words = _("Planning for %(year)s opens on %(day)s.")
        messages.info(request, words % {"year": school_years.label(year), "day": date_format(opens_on)})
        return redirect(reverse("plans:action-plan-list") + f"?year={year}")
    before = SchoolActionPlan.objects.filter(school=school, fall_year=year - 1).first()
    if request.method == "POST":
        plan, is_new = action_plans.begin(
            school=school,
            fall_year=year,
            by=request.user,
            copy_from=before if request.POST.get("copy") else None,
            goals=request.POST.getlist("goal"),
            steps=request.POST.getlist("step"),
        )
        if is_new:
            messages.success(request, _("The plan is begun. Every part is saved by itself."))
        return redirect(plan)
    context = {
        "school": school,
        "year_label": school_years.label(year),
        "before": before,
        "goals": before.goals.select_related("indicator").prefetch_related("steps") if before else [],
    }
    return render(request, "plans/action_plan_begin.html", context)


# ---------------------------------------------------------------------- one plan


@require_safe
def action_plan(request, code, year):
    plan = plan_or_404(request, code, year)
    if wants_pdf(request):
        return pdf_response(request, plan_document(plan), str(plan))
    user, school = request.user, plan.school
    goals = list(plan.goals.select_related("indicator").prefetch_related("steps", "initiatives"))
    comments = list(plan.comments.visible_to(user).select_related("by", "resolved_by"))
    may_review = may(user, Can.REVIEW_ACTION_PLAN, school)
    said = {}
    for comment in comments:
        comment.may_be_closed = may_close(user, comment, may_review)
        said.setdefault(comment.passage, []).append(comment)
    known = known_of(plan, goals)
    frame = plan_years.frame_of(plan.fall_year)
    looks = list(plan.check_ins.select_related("by"))
    has_mid_year = any(one.kind == CheckIn.Kind.MID_YEAR for one in looks)
    profile = school.profiles.in_year(plan.fall_year).first()
    versions = list(plan.versions.select_related("frozen_by"))  # the newest first
    changed = goal_histories(goals) if may(user, Can.VIEW_HISTORY, school) else {}
    context = {
        "plan": plan,
        "frame": frame,
        "due": plan_years.due_of(plan, frame, has_mid_year=has_mid_year),
        "tier": profile.get_tier_display() if profile else "",
        "check_ins": [(one, check_ins.lines(one.counted)) for one in looks],
        "kind": STATE_KINDS[plan.state],
        "waits_for": WAITS_FOR[plan.state],
        "goals": [
            (goal, known.get(goal.indicator_id), said.get(f"goal-{goal.pk}", []), changed.get(goal.pk, []))
            for goal in goals
        ],
        "said": said,
        "voice": action_plans.voice_text(plan),
        "services": action_plans.services_text(plan),
        "advice": action_plans.advice_text(plan),
        "advice_from": action_plans.advice_from(plan),
        "missing": action_plans.missing(plan) if plan.is_editable else [],
        "open_demands": sum(one.must_fix and one.resolved_at is None for one in comments),
        "versions": versions,
        "in_force": next((one for one in versions if one.kind == PlanVersion.Kind.APPROVED), None),
        "moves": moves_of(user, plan),
        "may_edit": plan.is_editable and may(user, Can.EDIT_ACTION_PLAN, school),
        "may_progress": plan.state == PlanState.APPROVED and may(user, Can.EDIT_ACTION_PLAN, school),
        "may_comment": may(user, Can.COMMENT_ACTION_PLAN, school),
        "may_ask_advice": plan.is_editable and not plan.advice and may(user, Can.SUBMIT_ACTION_PLAN, school),
        "has_budget": may(user, Can.VIEW_TITLE1, school) and TitleOneBudget.objects.filter(pk=plan.fall_year).exists(),
        "entries": history_of(plan) if may(user, Can.VIEW_HISTORY, school) else [],
    }
    return render(request, "plans/action_plan.html", context)


def goal_histories(goals):
    """{goal id: how the values of the goal and of its steps changed}."""
    steps = [step for goal in goals for step in goal.steps.all()]
    of_goals = value_history.of_records(goals, GOAL_VALUES)
    of_steps = value_history.of_records(steps, STEP_VALUES, name_of=str)
    return {
        goal.pk: [*of_goals[goal.pk], *(one for step in goal.steps.all() for one in of_steps[step.pk])]
        for goal in goals
    }


def moves_of(user, plan):
    return [
        move for move in MOVES.values() if plan.state in move.from_states and may(user, move.permission, plan.school)
    ]


@require_http_methods(["GET", "POST"])
@kept_while_typing
def action_plan_part(request, code, year, part):
    """One part of the plan in a form of its own."""
    if part not in PARTS:
        raise Http404
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    if part == "reflection":
        if plan.state != PlanState.APPROVED:
            if has_typed(request):
                raise NotTaken(_("Looking back belongs to an approved plan."))
            messages.warning(request, _("Looking back belongs to an approved plan."))
            return redirect(plan)
    elif back := editable_or_back(request, plan):
        return back
    form_class, title = PARTS[part]
    form = form_class(request.POST or None, instance=plan)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{plan.get_absolute_url()}#{part}")
    guidance = getattr(plan_years.frame_of(plan.fall_year), f"guidance_{part}", "")
    return show_form(request, form, plan, title, guidance=guidance)


def show_form(request, form, plan, title, **more):
    put_back(request, form)
    context = {"form": form, "plan": plan, "title": title, **more}
    return render(request, "plans/action_plan_form.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def goal_add(request, code, year):
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    return goal_page(request, plan, PlanGoal(plan=plan))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def goal_edit(request, code, year, pk):
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    return goal_page(request, plan, get_object_or_404(plan.goals, pk=pk))


def goal_page(request, plan, goal):
    if back := editable_or_back(request, plan):
        return back
    form = GoalForm(request.POST or None, instance=goal)
    if form.is_valid():
        goal = form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{plan.get_absolute_url()}#goal-{goal.pk}")
    guidance = plan_years.frame_of(plan.fall_year).guidance_goals
    remove = "plans:goal-remove" if goal.pk else ""
    return show_form(request, form, plan, _("Goal"), remove=remove, record=goal, guidance=guidance)


@require_POST
@transaction.atomic
def goal_remove(request, code, year, pk):
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    if back := editable_or_back(request, plan):
        return back
    get_object_or_404(plan.goals, pk=pk).delete()
    messages.success(request, _("Taken out of the plan. Its history stays."))
    return redirect(plan)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def step_add(request, code, year, goal):
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    goal = get_object_or_404(plan.goals.select_related("plan"), pk=goal)
    return step_page(request, plan, ActionStep(goal=goal))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def step_edit(request, code, year, pk):
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    steps = ActionStep.objects.filter(goal__plan=plan).select_related("goal__plan")
    return step_page(request, plan, get_object_or_404(steps, pk=pk))


def step_page(request, plan, step):
    """The step itself while the text may change; how far it is once the plan is approved."""
    if plan.state == PlanState.APPROVED and step.pk:
        form = ProgressForm(request.POST or None, request.FILES or None, instance=step, by=request.user)
        title, remove = _("How far is it?"), ""
    elif back := editable_or_back(request, plan):
        return back
    else:
        form, title = StepForm(request.POST or None, instance=step), _("Step")
        remove = "plans:step-remove" if step.pk else ""
    if form.is_valid():
        step = form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{plan.get_absolute_url()}#goal-{step.goal_id}")
    return show_form(request, form, plan, title, remove=remove, record=step, kicker=step.what or step.goal.statement)


@require_safe
def step_evidence(request, code, year, pk):
    plan = plan_or_404(request, code, year)
    steps = ActionStep.objects.filter(goal__plan=plan).exclude(evidence_file=None).select_related("evidence_file")
    return evidence.response_or_404(get_object_or_404(steps, pk=pk).evidence_file)


@require_POST
@transaction.atomic
def step_remove(request, code, year, pk):
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    if back := editable_or_back(request, plan):
        return back
    get_object_or_404(ActionStep.objects.filter(goal__plan=plan), pk=pk).delete()
    messages.success(request, _("Taken out of the plan. Its history stays."))
    return redirect(plan)


# ---------------------------------------------------------------------- comments, moves, versions


@require_http_methods(["GET", "POST"])
@kept_while_typing
def comment_add(request, code, year, passage):
    plan = plan_or_404(request, code, year, Can.COMMENT_ACTION_PLAN)
    of = next((one for one in action_plans.passages(plan) if one.key == passage), None)
    if of is None:
        raise Http404
    may_demand = may(request.user, Can.REVIEW_ACTION_PLAN, plan.school)
    comment = PlanComment(plan=plan, passage=passage, quoted=of.text, by=request.user)
    form = CommentForm(request.POST or None, instance=comment, may_demand=may_demand)
    if form.is_valid():
        with transaction.atomic():
            notices.comment_written(form.save(), also_tell=form.cleaned_data["also_tell"])
        messages.success(request, _("The comment stands beside its passage."))
        return redirect(f"{plan.get_absolute_url()}#{passage}")
    return show_form(request, form, plan, _("Comment"), kicker=of.label, quoted=of.text)


def may_close(user, comment, may_review):
    """What must be met is met when whoever demanded it, or another reviewer, says so."""
    return comment.resolved_at is None and (may_review or not comment.must_fix or comment.by_id == user.pk)


@require_POST
@transaction.atomic
def comment_resolve(request, code, year, pk):
    """Whoever wrote it, or reviews plans, says that it is met; other comments the school may close itself."""
    plan = plan_or_404(request, code, year, Can.COMMENT_ACTION_PLAN)
    comment = get_object_or_404(plan.comments.visible_to(request.user).filter(resolved_at=None), pk=pk)
    if not may_close(request.user, comment, may(request.user, Can.REVIEW_ACTION_PLAN, plan.school)):
        require(request.user, Can.REVIEW_ACTION_PLAN, plan.school)
    comment.resolved_at, comment.resolved_by = timezone.now(), request.user
    with transaction.atomic():
        comment.save()
        notices.comment_closed(comment, by=request.user)
    messages.success(request, _("The comment is closed. It stays readable."))
    return redirect(f"{plan.get_absolute_url()}#{comment.passage}")


@require_http_methods(["GET", "POST"])
def action_plan_move(request, code, year, name):
    """Submit, return, approve and the like: asked once more, with a note."""
    plan = plan_or_404(request, code, year)
    if name not in MOVES:
        raise Http404
    step = MOVES[name]
    require(request.user, step.permission, plan.school)
    form = NoteForm(request.POST or None, label=step.label)
    if form.is_valid():
        try:
            action_plans.move(name, plan=plan, by=request.user, note=form.cleaned_data["note"])
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done: %(move)s.") % {"move": step.label})
            return redirect(plan)
    missing = action_plans.missing(plan) if name == "submit" else []
    demands = action_plans.open_demands(plan).select_related("by") if name in ("submit", "approve") else []
    context = {
        "form": form,
        "plan": plan,
        "move": step,
        "due": plan_years.due_of(plan, plan_years.frame_of(plan.fall_year)) if name in ("submit", "approve") else None,
        "missing": missing,
        "demands": demands,
        "is_barred": bool(missing or (name == "approve" and demands)),
    }
    return render(request, "plans/action_plan_move.html", context)


@require_safe
def action_plan_version(request, code, year, number):
    """A frozen version, alone or word by word against an earlier one (`?against=`)."""
    plan = plan_or_404(request, code, year)
    version = get_object_or_404(plan.versions.select_related("frozen_by"), number=number)
    if wants_pdf(request):
        version.plan = plan
        return pdf_response(request, version_document(version), f"{plan} {version}")
    others = [one for one in plan.versions.all() if one.number < version.number]
    wanted = request.GET.get("against", "")
    against = next((one for one in others if str(one.number) == wanted), None)
    context = {
        "plan": plan,
        "version": version,
        "others": others,
        "against": against,
        "differences": action_plans.differences(against, version) if against else [],
        "passages": action_plans.frozen_passages(version),
        "language_note": action_plans.frozen_language_note(),
    }
    return render(request, "plans/action_plan_version.html", context)
