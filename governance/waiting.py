"""What waits for a council, declared: one function for each kind of business. A meeting's agenda draws from it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from district import school_years
from governance import duties, duty_days
from governance.models import AgendaItem, CompactVersion, SignOff
from governance.models.advices import SignOffKind
from governance.models.compacts import CompactState, DocumentKind
from governance.models.duties import DutyCode
from governance.models.meeting_rules import ItemKind
from plans.models import SchoolActionPlan
from plans.models.action_plans import EDITABLE

AHEAD = timedelta(days=60)  # so long before its day a yearly duty begins to wait
# The first of these that an item has says what it is about.
SUBJECTS = ("action_plan_id", "sign_off_id", "compact_version_id", "duty")


@dataclass(frozen=True)
class Waiting:
    """One thing: a key for the page, its words, where to read it, and the fields of the agenda item it becomes."""

    key: str
    title: str
    url: str
    fields: dict = field(default_factory=dict)

    @property
    def about(self):
        return about(AgendaItem(**self.fields))


def about(item):
    """What an agenda item is about, to tell whether a thing is on an agenda; None where it is about nothing kept."""
    return next(((name, getattr(item, name)) for name in SUBJECTS if getattr(item, name)), None)


def plan_advice(council):
    """Action plans of the school that are still written and have neither the council's advice nor a reason for none."""
    plans = SchoolActionPlan.objects.filter(
        school=council.school_id, state__in=EDITABLE, advice="", no_advice_reason=""
    ).select_related("school")
    for plan in plans:
        yield Waiting(
            f"plan-{plan.pk}",
            advice_title(plan),
            plan.get_absolute_url(),
            {
                "action_plan": plan,
                "kind": ItemKind.DECISION,
                "title": in_language("en", plan),
                "title_es": in_language("es", plan),
                "minutes": 20,
            },
        )


def advice_title(plan):
    return _("Advice on the school's action plan for %(year)s") % {"year": plan.year_label}


def in_language(language, subject, title=advice_title):
    with translation.override(language):
        return title(subject)


def decision_on(subject, title, **fields):
    """The fields of an item by which the council decides something; `title(subject)` says what, in any language."""
    return {
        "kind": ItemKind.DECISION,
        "title": in_language("en", subject, title)[:200],
        "title_es": in_language("es", subject, title)[:200],
        "minutes": 20,
        **fields,
    }


def budget_advice(council):
    """The draft budget, from the day on which drafts come to the councils until the council has advised or signed."""
    open_ones = list(SignOff.objects.waiting().filter(council=council, kind=SignOffKind.BUDGET))
    for one in open_ones:
        yield to_sign(one, council, DutyCode.BUDGET)
    if not open_ones:
        yield from yearly_duty(council, DutyCode.BUDGET, budget_title)


def plan_sign_off(council):
    """Improvement plans that were laid before the council for its signature."""
    for one in SignOff.objects.waiting().filter(council=council, kind=SignOffKind.PLAN):
        yield to_sign(one, council, DutyCode.PLAN)


def to_sign(sign_off, council, duty):
    fields = decision_on(sign_off, sign_off_title, sign_off=sign_off, duty=duty)
    url = reverse("governance:sign-off", args=[council.school.code, sign_off.pk])
    return Waiting(f"sign-off-{sign_off.pk}", sign_off_title(sign_off), url, fields)


def texts_to_approve(council):
    """Versions of compacts and policies that the council has read and has not voted on."""
    versions = CompactVersion.objects.filter(compact__school=council.school_id, state=CompactState.COUNCIL_REVIEW)
    for version in versions.select_related("compact__school"):
        duty = DutyCode.POLICY if version.compact.kind == DocumentKind.POLICY else DutyCode.COMPACT
        fields = decision_on(version, approval_title, compact_version=version, duty=duty)
        yield Waiting(f"compact-{version.pk}", approval_title(version), version.compact.get_absolute_url(), fields)


def approval_title(version):
    words = {"document": version.compact.title, "number": version.number}
    return _("Approval: %(document)s, version %(number)s") % words


def approval_motion(version):
    """The words of the motion that approves a version."""
    words = {"document": version.compact.title, "number": version.number}
    return _("The council approves “%(document)s”, version %(number)s, as it was laid before it.") % words


def policy_to_approve(council):
    """This year's parent involvement policy, when its day comes near, until a text of it is before the council (D5)."""
    before_the_council = {"compact__kind": DocumentKind.POLICY, "state": CompactState.COUNCIL_REVIEW}
    if not CompactVersion.objects.filter(compact__school=council.school_id, **before_the_council).exists():
        yield from yearly_duty(council, DutyCode.POLICY, policy_title)


def yearly_duty(council, code, title):
    """A duty of this school year that is not done, from some weeks before its day; the budget from its round on."""
    today = timezone.localdate()
    fall_year = school_years.fall_year_of(today)
    frame = duty_days.frame_of(fall_year)
    due = duty_days.days_of(fall_year, frame)[code]
    opens_on = frame.budget_opens_on if code == DutyCode.BUDGET and frame.budget_opens_on else due - AHEAD
    if today < opens_on:
        return
    standing = next(one for one in duties.standings_of(council, fall_year, today) if one.duty.code == code)
    if standing.is_done:
        return
    url = reverse("governance:duty", args=[council.school.code, fall_year, code])
    label = school_years.label(fall_year)
    yield Waiting(f"duty-{code}", title(label), url, decision_on(label, title, duty=code))


def budget_title(year):
    return _("Advice on the draft budget (%(year)s)") % {"year": year}


def policy_title(year):
    return _("Approval of the parent involvement policy for %(year)s") % {"year": year}


def sign_off_title(sign_off):
    return _("Sign-off: %(document)s") % {"document": sign_off}


KINDS = (plan_advice, budget_advice, plan_sign_off, texts_to_approve, policy_to_approve)


def waiting_for(council):
    """Everything that waits for a council, kind by kind."""
    return [one for kind in KINDS for one in kind(council)]


def not_on(meeting, waiting):
    """What of it is not on a meeting's agenda yet."""
    there = {about(item) for item in meeting.items.all()}
    return [one for one in waiting if one.about not in there]
