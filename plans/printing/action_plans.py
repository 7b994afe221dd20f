"""A school action plan on paper: as it reads now, or as a version that was frozen."""

from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from district.printing.blocks import bullets, facts, heading, note, paragraph, soft, status, table, unbroken
from district.printing.document import Document
from plans import action_plans, check_ins
from plans.action_plans import STATE_KINDS, WAITS_FOR
from plans.known import known_of
from plans.models import ActionStep, PlanVersion
from plans.models.action_plans import PlanState, Service, StepState

STEP_KINDS = {StepState.NOT_STARTED: "neutral", StepState.UNDER_WAY: "active", StepState.DONE: "good"}
VERSION_KINDS = {
    PlanVersion.Kind.SUBMITTED: "waiting",
    PlanVersion.Kind.RETURNED: "warn",
    PlanVersion.Kind.APPROVED: "good",
}


def plan_document(plan):
    """The plan as it reads now. Ten queries, however many goals and steps it has."""
    steps = ActionStep.objects.select_related("evidence_file")
    goals = list(plan.goals.select_related("indicator").prefetch_related(Prefetch("steps", steps), "initiatives"))
    known = known_of(plan, goals)
    blocks = [
        facts(record_facts(plan)),
        *part(_("What the school's own figures say"), plan.needs),
        *part(_("Family voice"), plan.voice, facts(voice_facts(plan))),
        heading(_("Goals")),
    ]
    for number, goal in enumerate(goals, start=1):
        blocks += goal_blocks(number, goal, known.get(goal.indicator_id))
    if not goals:
        blocks.append(note(_("No goals yet. A goal names an equity indicator and what the school wants to reach.")))
    blocks += services_blocks(plan)
    blocks += advice_blocks(plan)
    blocks += check_in_blocks(plan)
    if plan.state in (PlanState.APPROVED, PlanState.CLOSED):
        blocks += reflection_blocks(plan)
    return Document(
        title=_("Action plan"),
        kicker=place_and_year(plan),
        state=(plan.get_state_display(), STATE_KINDS[plan.state]),
        description=str(plan),
        blocks=blocks,
    )


def place_and_year(plan):
    return _("%(school)s, %(year)s") % {"school": plan.school, "year": plan.year_label}


def record_facts(plan):
    """In which state it is and since when; which version is the one of record, and who approved it."""
    since = date_format(timezone.localtime(plan.state_since), "DATE_FORMAT")
    found = [(_("In this state since"), since), (_("Waits for"), WAITS_FOR[plan.state])]
    approved = action_plans.in_force(plan)
    if approved:
        found.append((_("Version of record"), [frozen_words(approved), soft(approved.note)]))
        if plan.state not in (PlanState.APPROVED, PlanState.CLOSED):
            found.append((_("Mind"), _("While this draft is written, the approved version stays in force.")))
    else:
        found.append((_("Version of record"), _("None yet: this plan has not been approved.")))
    return found


def frozen_words(version):
    words = {
        "version": version,
        "kind": version.get_kind_display(),
        "day": date_format(timezone.localtime(version.frozen_at), "DATE_FORMAT"),
        "person": version.frozen_by,
    }
    return _("%(version)s: %(kind)s on %(day)s by %(person)s") % words


def part(title, text, *more):
    """A part of the plan with its heading; a part in which nobody has written says so."""
    rest = [block for block in more if block.get("pairs")]
    body = [paragraph(text)] if text else []
    return [heading(title), *(body + rest or [note(_("Nothing is written yet."))])]


def voice_facts(plan):
    heard = [
        (_("Families heard"), plan.voice_families_total),
        (_("Students heard"), plan.voice_students_total),
        (_("Staff heard"), plan.voice_staff_total),
    ]
    return [(name, str(total)) for name, total in heard if total is not None]


def goal_blocks(number, goal, known):
    title = _("Goal %(number)s") % {"number": number}
    target = "—" if goal.target_value is None else number_format(goal.target_value.normalize())
    pairs = [
        (_("Equity indicator"), str(goal.indicator)),
        (_("Known of this school"), known_lines(known.figure if known else None)),
        *([(_("Where it began"), known_lines(known.first))] if known and known.first else []),
        *([(pgettext("beside a goal", "Targets"), list(known.targets))] if known and known.targets else []),
        (_("Target of the school"), target),
        (_("How"), goal.strategy),
        (_("Initiatives"), [str(one) for one in goal.initiatives.all()]),
    ]
    steps = [step_row(step) for step in goal.steps.all()]
    return [
        heading(f"{title}: {goal.statement}", 2),
        facts(pairs),
        table(
            _("Steps of goal %(number)s") % {"number": number},
            [_("Step"), _("Who"), _("Until"), _("State")],
            steps,
            [4.6, 2.4, 1.7, 1.7],
        )
        if steps
        else note(_("No steps yet.")),
    ]


def known_lines(figure):
    """The published figure, with words where a mark would say nothing, and where it comes from."""
    if figure is None:
        return _("— (not reported)")
    text = figure.text if figure.is_exact else f"{figure.text} ({figure.words})"
    return [text, soft(f"{figure.year_label}, {figure.instrument_label}")]


def step_row(step):
    grows = [
        (step.grows_families, _("families will be able to do more")),
        (step.grows_staff, _("staff will be able to do more")),
    ]
    what = [
        step.what,
        soft(step.resources),
        soft(capfirst("; ".join(words for is_meant, words in grows if is_meant))),
        soft(step.evidence),
        soft(str(step.evidence_file or "")),
    ]
    day = unbroken(date_format(step.due_on, "SHORT_DATE_FORMAT"))
    done_on = unbroken(date_format(step.done_on, "SHORT_DATE_FORMAT")) if step.done_on else ""
    return [what, step.who, day, [status(step.get_state_display(), STEP_KINDS[step.state]), soft(done_on)]]


def services_blocks(plan):
    asked = [str(Service(code).label) for code in plan.services if code in Service.values]
    more = [bullets(asked)] if asked else []
    more += [paragraph(plan.services_note)] if plan.services_note else []
    profile = plan.school.profiles.in_year(plan.fall_year).first()
    if profile and profile.tier:
        more.append(facts([(_("Support tier"), profile.get_tier_display())]))
    return [heading(_("Services asked of central office")), *(more or [note(_("Nothing is written yet."))])]


def advice_blocks(plan):
    title = _("The council's advice")
    if plan.no_advice_reason:
        return part(title, _("No advice: %(reason)s") % {"reason": plan.no_advice_reason})
    if not plan.advice:
        return part(title, "")
    pairs = [
        (_("Meeting"), date_format(plan.advice_on, "DATE_FORMAT")),
        (_("Advice"), plan.advice),
        (_("What the school does about it"), plan.answer),
    ]
    return [heading(title), facts(pairs)]


def check_in_blocks(plan):
    """What was counted and said at each check-in, the first one first; nothing where there was none."""
    blocks = []
    for one in plan.check_ins.select_related("by").order_by("on", "pk"):
        counted = [(line.label, number_format(line.number)) for line in check_ins.lines(one.counted)]
        words = {"done": one.counted.get("steps_done", 0), "total": one.counted.get("steps_total", 0)}
        said = [
            (_("What works"), one.working),
            (_("What does not"), one.stuck),
            (_("What the school changes because of it"), one.changing),
        ]
        title = f"{one}, {date_format(one.on, 'DATE_FORMAT')}, {one.by}"
        blocks += [heading(title, 2), facts([(_("Steps done"), _("%(done)s of %(total)s") % words), *counted, *said])]
    return [heading(_("Check-ins")), *blocks] if blocks else []


def reflection_blocks(plan):
    more = [heading(_("What that means for next year"), 2), paragraph(plan.next_year)] if plan.next_year else []
    return [*part(_("Looking back at the year"), plan.reflection), *more]


# ---------------------------------------------------------------------- versions


def version_document(version):
    """A frozen version: its passages, word for word; only their names are in the reader's language. One query."""
    plan = version.plan
    blocks = [facts([(_("Version"), frozen_words(version)), (_("Note"), version.note)]), note(standing_words(version))]
    blocks += passage_blocks(action_plans.frozen_passages(version))
    if words := action_plans.frozen_language_note():
        blocks.append(note(words))
    return Document(
        title=_("Action plan, version %(number)s") % {"number": version.number},
        kicker=place_and_year(plan),
        state=(version.get_kind_display(), VERSION_KINDS[version.kind]),
        description=f"{plan}: {version}",
        blocks=blocks,
    )


def standing_words(version):
    if version.kind != PlanVersion.Kind.APPROVED:
        return _("This version was not approved; it is kept as a record of the way.")
    if action_plans.in_force(version.plan) == version:
        return _("This is the version of record.")
    return _("A later version has been approved since; that one is the version of record.")


def passage_blocks(passages):
    """Passages under their headings; the steps of a goal as a list below it."""
    blocks, has_goals = [], False
    for are_steps, group in groupby(passages, key=lambda passage: passage.key.startswith("step-")):
        if are_steps:
            blocks.append(bullets([first_and_rest(passage.text) for passage in group]))
            continue
        for passage in group:
            if not passage.key.startswith("goal-"):
                blocks += part(passage.label, passage.text)
                continue
            blocks += [] if has_goals else [heading(_("Goals"))]
            blocks += goal_passage(passage)
            has_goals = True
    return blocks


def goal_passage(passage):
    statement, _newline, rest = passage.text.partition("\n")
    return [heading(f"{passage.label}: {statement}", 2), paragraph(rest)]


def first_and_rest(text):
    first, *rest = text.split("\n")
    return [first, *map(soft, rest)]
