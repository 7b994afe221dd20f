"""Whom the plans tell what: what was given to whom, the way of school action plans, what was said of them.

Each function is called in the transaction of the event it tells.
"""

from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.access import Can, roles_granting
from district.models import Membership, School, User
from district.models.notices import Group
from district.notices import Case, Kind, in_each_language, people_at, people_of_the_district, tell, tell_each
from plans import plan_years
from plans.models import ActionStep, InitiativeWork, Milestone, PlanComment, SchoolActionPlan
from plans.models.action_plans import EDITABLE, PlanState, StepState

# ---------------------------------------------------------------------- when a matter is settled


def plans_not(*states):
    """Settled where the plan is no longer in one of the states."""

    def is_over(notices):
        plans = {one.about_id for one in notices}
        still = set(SchoolActionPlan.objects.filter(pk__in=plans, state__in=states).values_list("pk", flat=True))
        return {one.pk for one in notices if one.about_id not in still}

    return is_over


def comments_gone(notices):
    """Settled where the comment is gone, or the person may no longer read it."""
    over = set()
    for recipient in {one.recipient for one in notices}:
        theirs = [one for one in notices if one.recipient == recipient]
        comments = PlanComment.objects.visible_to(recipient).filter(pk__in=[one.about_id for one in theirs])
        readable = set(comments.values_list("pk", flat=True))
        over |= {one.pk for one in theirs if one.about_id not in readable}
    return over


def demands_met(notices):
    still_open = PlanComment.objects.filter(pk__in=[one.about_id for one in notices], resolved_at=None)
    still = set(still_open.values_list("pk", flat=True))
    return comments_gone(notices) | {one.pk for one in notices if one.about_id not in still}


def milestones_over(notices):
    """Settled where the milestone is done or dropped, or due on another day by now."""
    open_ones = (
        Milestone.objects.open().filter(pk__in=[one.about_id for one in notices]).prefetch_related("completions")
    )
    found = {milestone.pk: milestone for milestone in open_ones}
    return {one.pk for one in notices if not _still_due(one, found.get(one.about_id))}


def _still_due(notice, milestone):
    if milestone is None or milestone.due_on.isoformat() != notice.data.get("day"):
        return False
    done_at = {one.school_id for one in milestone.completions.all()}
    return not (milestone.each_school and notice.school_id in done_at)


def steps_over(notices):
    """Settled where the step is done or gone, due on another day by now, or its plan is no longer carried out."""
    kept = ActionStep.objects.filter(pk__in=[one.about_id for one in notices], goal__plan__state=PlanState.APPROVED)
    found = dict(kept.exclude(state=StepState.DONE).values_list("pk", "due_on"))
    return {
        one.pk for one in notices if one.about_id not in found or found[one.about_id].isoformat() != one.data.get("day")
    }


def plans_moved_on(notices):
    """Settled where the plan of the school waits for something else by now, or for nobody at the school."""
    over = set()
    for fall_year in {one.data.get("fall_year") for one in notices}:
        theirs = [one for one in notices if one.data.get("fall_year") == fall_year]
        schools = School.objects.filter(pk__in={one.school_id for one in theirs})
        waits = {one.school.pk: one.due.step for one in plan_years.to_remind(schools, fall_year)}
        over |= {one.pk for one in theirs if waits.get(one.school_id) != one.data.get("step")}
    return over


# ---------------------------------------------------------------------- the kinds

LEAD = Kind(
    "work.lead", Group.OWN_WORK, _("%(person)s named you as the one who answers for “%(initiative)s”."), Can.EDIT_WORK
)
CONTRIBUTOR = Kind(
    "work.contributor", Group.OWN_WORK, _("%(person)s named you as contributing to “%(initiative)s”."), Can.VIEW_WORK
)
OWNER = Kind(
    "milestone.owner",
    Group.OWN_WORK,
    _("%(person)s gave you the milestone “%(milestone)s”, due on %(day)s."),
    Can.VIEW_WORK,
    milestones_over,
)
SUBMITTED = Kind(
    "plan.submitted",
    Group.OWN_WORK,
    _("%(school)s submitted its action plan for %(year)s."),
    Can.REVIEW_ACTION_PLAN,
    plans_not(PlanState.SUBMITTED),
)
RETURNED = Kind(
    "plan.returned",
    Group.OWN_WORK,
    _("%(person)s returned the action plan of %(school)s for %(year)s: “%(note)s”"),
    Can.EDIT_ACTION_PLAN,
    plans_not(PlanState.RETURNED),
)
APPROVED = Kind(
    "plan.approved",
    Group.OWN_WORK,
    _("%(person)s approved the action plan of %(school)s for %(year)s."),
    Can.VIEW_ACTION_PLAN,
)
ADVICE = Kind(
    "plan.advice",
    Group.OWN_WORK,
    _("%(person)s asks the council of %(school)s for its advice on the action plan for %(year)s."),
    Can.COMMENT_ACTION_PLAN,
    plans_not(*EDITABLE),
)
COMMENT = Kind(
    "comment.new",
    Group.COMMENTS,
    _("%(person)s commented on the action plan of %(school)s for %(year)s."),
    Can.VIEW_ACTION_PLAN,
    comments_gone,
)
DEMAND = Kind(
    "comment.demand",
    Group.COMMENTS,
    _("A comment of %(person)s on the action plan of %(school)s for %(year)s must be met before approval."),
    Can.VIEW_ACTION_PLAN,
    demands_met,
)
RESOLVED = Kind(
    "comment.resolved",
    Group.COMMENTS,
    _("%(person)s closed your comment on the action plan of %(school)s for %(year)s."),
    Can.VIEW_ACTION_PLAN,
    comments_gone,
)
MENTION = Kind(
    "comment.mention",
    Group.COMMENTS,
    _("%(person)s named you in a comment on the action plan of %(school)s for %(year)s."),
    Can.VIEW_ACTION_PLAN,
    comments_gone,
)
MILESTONE_SOON = Kind(
    "milestone.soon",
    Group.DEADLINES,
    _("The milestone “%(milestone)s” is due on %(day)s."),
    Can.VIEW_WORK,
    milestones_over,
)
MILESTONE_LATE = Kind(
    "milestone.late",
    Group.DEADLINES,
    _("The milestone “%(milestone)s” was due on %(day)s and is not done."),
    Can.VIEW_WORK,
    milestones_over,
)
STEP_SOON = Kind(
    "step.soon",
    Group.DEADLINES,
    _("At %(school)s the step “%(step)s” (%(who)s) is due on %(day)s."),
    Can.EDIT_ACTION_PLAN,
    steps_over,
)
STEP_LATE = Kind(
    "step.late",
    Group.DEADLINES,
    _("At %(school)s the step “%(step)s” (%(who)s) was due on %(day)s and is not done."),
    Can.EDIT_ACTION_PLAN,
    steps_over,
)
PLAN_SOON = Kind(
    "plan.soon",
    Group.DEADLINES,
    _("Action plan of %(school)s for %(year)s: %(what)s. It is due on %(day)s."),
    Can.SUBMIT_ACTION_PLAN,
    plans_moved_on,
)
PLAN_LATE = Kind(
    "plan.late",
    Group.DEADLINES,
    _("Action plan of %(school)s for %(year)s: %(what)s. It was due on %(day)s."),
    Can.SUBMIT_ACTION_PLAN,
    plans_moved_on,
)
REMINDED = Kind(
    "plan.reminded",
    Group.DEADLINES,
    _("%(person)s reminds you of the action plan of %(school)s for %(year)s: %(what)s."),
    Can.SUBMIT_ACTION_PLAN,
    plans_moved_on,
)
REMINDED_WITH_NOTE = Kind(
    "plan.reminded_note",
    Group.DEADLINES,
    _("%(person)s reminds you of the action plan of %(school)s for %(year)s: %(what)s. “%(note)s”"),
    Can.SUBMIT_ACTION_PLAN,
    plans_moved_on,
)
KINDS = {
    kind.code: kind
    for kind in (
        LEAD, CONTRIBUTOR, OWNER, SUBMITTED, RETURNED, APPROVED, ADVICE, COMMENT, DEMAND, RESOLVED, MENTION,
        MILESTONE_SOON, MILESTONE_LATE, STEP_SOON, STEP_LATE, PLAN_SOON, PLAN_LATE, REMINDED, REMINDED_WITH_NOTE,
    )
}  # fmt: skip


# ---------------------------------------------------------------------- what was given to whom


def in_languages(initiative):
    """The name of an initiative in each language, as `tell` takes it."""
    return {code: f"{initiative.code} {title_in(initiative, code)}" for code, _name in settings.LANGUAGES}


def title_in(initiative, language):
    return getattr(initiative, f"title_{language}", None) or initiative.title


@contextmanager
def of_named_people(work, by):
    """Around saving an initiative's work: whoever is named now and was not before is told."""
    with transaction.atomic():
        before = InitiativeWork.objects.select_for_update().get(pk=work.pk)
        lead_before, helpers_before = before.lead_id, set(before.contributors.values_list("pk", flat=True))
        yield
        words = {"initiative": in_languages(work.initiative)}
        common = {"about": work, "path": work.get_absolute_url(), "by": by}
        moment = timezone.now().isoformat()  # whoever is taken off and named again hears of it again
        if work.lead and work.lead_id != lead_before:
            tell(LEAD, [work.lead], key=f"lead/{work.pk}/{moment}", **common, **words)
        new = [person for person in work.contributors.all() if person.pk not in helpers_before]
        tell(CONTRIBUTOR, new, key=f"contributor/{work.pk}/{moment}", **common, **words)


@contextmanager
def of_its_owner(milestone, by):
    """Around saving a milestone: whoever owns it now and did not before is told."""
    with transaction.atomic():
        stored = Milestone.objects.select_for_update().filter(pk=milestone.pk).values_list("owner", flat=True)
        owner_before = stored.first() if milestone.pk else None
        yield
        if milestone.owner and milestone.owner_id != owner_before:
            tell(
                OWNER,
                [milestone.owner],
                about=milestone,
                path=milestone.get_absolute_url(),
                by=by,
                key=f"owner/{milestone.pk}/{timezone.now().isoformat()}",
                milestone=milestone.title,
                day=milestone.due_on,
            )


# ---------------------------------------------------------------------- the way of a school action plan


def tell_of_plan(kind, people, *, plan, key, by=None, about=None, anchor="", **data):
    """`anchor`: the passage of the plan that it is about."""
    path = plan.get_absolute_url() + (f"#{anchor}" if anchor else "")
    tell(kind, people, about=about or plan, path=path, by=by, key=key, school=plan.school, year=plan.year_label, **data)


def tell_of_plans_due(kind, waiting, fall_year, *, key, by=None, **data):
    """What the plans of schools wait for; a school may have none yet. Three queries, however many there are.

    `waiting`: pairs of a `plan_years.SchoolToRemind` and the people to tell. `key`: what makes this telling one.
    """
    schools = [one.school for one, _people in waiting]
    plans = SchoolActionPlan.objects.filter(school__in=schools, fall_year=fall_year).select_related("school")
    paths = {plan.school_id: plan.get_absolute_url() for plan in plans}
    cases = [
        Case(
            people,
            paths.get(one.school.pk) or reverse("plans:action-plan-begin", args=[one.school.code, fall_year]),
            f"{key}/{one.school.pk}",
            one.school,
            {
                "year": school_years.label(fall_year),
                "fall_year": fall_year,
                "step": one.due.step,
                "what": in_each_language(one.due.label),
                **data,
            },
        )
        for one, people in waiting
    ]
    if cases:
        tell_each(kind, cases, about=schools[0], by=by)


def writers_of(plan):
    """Those at the school who write the plan."""
    return people_at(plan.school, Can.EDIT_ACTION_PLAN)


def plan_moved(name, *, plan, by, note, number):
    """A plan was submitted, returned or approved; `number` is the version that was frozen."""
    key = f"plan/{plan.pk}/{name}/{number}"
    if name == "submit":
        tell_of_plan(SUBMITTED, people_of_the_district(Can.REVIEW_ACTION_PLAN), plan=plan, by=by, key=key)
    elif name == "return":
        tell_of_plan(RETURNED, writers_of(plan), plan=plan, by=by, key=key, note=note)
    elif name == "approve":
        tell_of_plan(APPROVED, writers_of(plan), plan=plan, by=by, key=key)


def ask_for_advice(*, plan, by):
    """Ask the council for its advice, at most once a day. How many people it concerns."""
    council = council_of(plan.school)
    with transaction.atomic():
        tell_of_plan(ADVICE, council, plan=plan, by=by, key=f"advice/{plan.pk}/{timezone.localdate()}", anchor="advice")
    return len(council)


def council_of(school):
    """Those at the school who comment on plans and do not write them: its council."""
    writers = people_at(school, Can.EDIT_ACTION_PLAN).values("pk")
    return list(people_at(school, Can.COMMENT_ACTION_PLAN).exclude(pk__in=writers))


# ---------------------------------------------------------------------- what was said


def people_to_tell(plan, user):
    """Whom a comment on a plan can name: those of the school who may read it, and those who review it."""
    may_read = Q(school=plan.school, role__in=roles_granting(Can.VIEW_ACTION_PLAN))
    may_review = Q(school=None, role__in=roles_granting(Can.REVIEW_ACTION_PLAN))
    held = Membership.objects.current().filter(may_read | may_review)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).exclude(pk=user.pk)


def named_in(text, people):
    """Those of `people` whom a text names as @Name, in any case; of “@Ana” and “@Ana Rivera” the whole name counts."""
    lower = text.lower()
    return [person for person in people if person.name and f"@{person.name.lower()}" in lower]


def comment_written(comment, *, also_tell=()):
    """Tell the named ones, those who write the plan, and those who spoke at the same passage; each of them once."""
    plan, by = comment.plan, comment.by
    named = {person.pk: person for person in also_tell}
    named |= {person.pk: person for person in named_in(comment.text, people_to_tell(plan, by))}
    spoke = plan.comments.filter(passage=comment.passage).values("by")
    others = writers_of(plan) | User.objects.filter(is_active=True, pk__in=spoke)
    others = [person for person in others.distinct() if person.pk not in named]
    kind = DEMAND if comment.must_fix else COMMENT
    for of_kind, people in ((MENTION, named.values()), (kind, others)):
        may_read = [person for person in people if comment.may_be_read_by(person)]
        tell_of_plan(
            of_kind, may_read, plan=plan, by=by, about=comment, key=f"comment/{comment.pk}", anchor=comment.passage
        )


def comment_closed(comment, *, by):
    key = f"comment/{comment.pk}/closed"
    tell_of_plan(RESOLVED, [comment.by], plan=comment.plan, by=by, about=comment, key=key, anchor=comment.passage)
