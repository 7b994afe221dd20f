"""What waits for a council, declared: one function for each kind of business. A meeting's agenda draws from it."""

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from governance.models import AgendaItem, CompactVersion
from governance.models.compacts import CompactState
from governance.models.meeting_rules import ItemKind
from plans.models import SchoolActionPlan
from plans.models.action_plans import EDITABLE


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
    """What an agenda item is about, to tell whether a thing is on an agenda; empty where it is about nothing kept."""
    return tuple((name, getattr(item, name)) for name in SUBJECTS if getattr(item, name))


SUBJECTS = ("action_plan_id", "compact_version_id")


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


def texts_to_approve(council):
    """Versions of compacts and policies that the council has read and has not voted on."""
    versions = CompactVersion.objects.filter(compact__school=council.school_id, state=CompactState.COUNCIL_REVIEW)
    for version in versions.select_related("compact__school"):
        yield Waiting(
            f"compact-{version.pk}",
            approval_title(version),
            version.compact.get_absolute_url(),
            {
                "compact_version": version,
                "kind": ItemKind.DECISION,
                "title": in_language("en", version, approval_title)[:200],
                "title_es": in_language("es", version, approval_title)[:200],
                "minutes": 15,
            },
        )


def approval_title(version):
    words = {"document": version.compact.title, "number": version.number}
    return _("Approval: %(document)s, version %(number)s") % words


def approval_motion(version):
    """The words of the motion that approves a version."""
    words = {"document": version.compact.title, "number": version.number}
    return _("The council approves “%(document)s”, version %(number)s, as it was laid before it.") % words


def in_language(language, subject, title=advice_title):
    with translation.override(language):
        return title(subject)


KINDS = (plan_advice, texts_to_approve)


def waiting_for(council):
    """Everything that waits for a council, kind by kind."""
    return [one for kind in KINDS for one in kind(council)]


def not_on(meeting, waiting):
    """What of it is not on a meeting's agenda yet."""
    there = {about(item) for item in meeting.items.all()}
    return [one for one in waiting if one.about not in there]
