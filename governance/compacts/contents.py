"""What a compact must contain, and what it lacks, in plain words.

The seven contents of ESSA section 1116(d) (facts 5.1); what the district asks beside them: goals tied to the action
plan and to an indicator (Connecticut's steps 3 and 4, facts 5.3), and how families took part.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.compacts.passages import sections_of
from plans.models import SchoolActionPlan

LAST_ELEMENTARY_GRADE = 5


@dataclass(frozen=True)
class Content:
    """A required content: its code in the facts, the passage that holds it, and what is said where it is missing."""

    code: str
    passage: str
    missing: str


REQUIRED = (
    Content(
        "C0_SHARED",
        "shared",
        gettext_lazy("Say how families, staff and students share responsibility for learning."),
    ),
    Content("C1_SCHOOL", "school_role", gettext_lazy("Say what the school does for good teaching.")),
    Content("C1_PARENT", "family_role", gettext_lazy("Say how families support learning.")),
    Content(
        "C2A_CONF",
        "conferences",
        gettext_lazy("Say when conferences are held and that the compact is talked through there."),
    ),
    Content("C2B_REPORTS", "reports", gettext_lazy("Say how often families hear how their child is doing.")),
    Content(
        "C2C_ACCESS",
        "access",
        gettext_lazy("Say how families reach staff, volunteer, take part in class and visit it."),
    ),
    Content(
        "C2D_TWOWAY",
        "two_way",
        gettext_lazy("Say how families and staff talk with each other in a language the family understands."),
    ),
)


def required_of(version):
    """The contents that the law asks of this school. Conferences are asked of elementary schools; a school whose
    grades are not known is asked for all. One query, remembered."""
    if not hasattr(version, "_required"):
        profile = version.compact.school.profiles.in_year(version.compact.fall_year).first()
        low = profile.low_grade if profile else None
        is_elementary = low is None or low <= LAST_ELEMENTARY_GRADE
        version._required = [one for one in REQUIRED if is_elementary or one.code != "C2A_CONF"]
    return version._required


def missing_contents(version, texts=None):
    """The required contents that are not there: of the version itself, or of `texts` ({passage: text}) in a
    language."""
    said = texts if texts is not None else {one.passage: getattr(version, one.passage) for one in REQUIRED}
    return [one for one in required_of(version) if not said.get(one.passage, "").strip()]


def missing_for_families(version):
    """What stands in the way of showing the draft to families: (words, where it belongs)."""
    found = [(str(one.missing), one.passage) for one in missing_contents(version)]
    sections = sections_of(version)
    if not sections:
        found.append((_("Add a section for at least one grade."), "sections"))
    has_plan = SchoolActionPlan.objects.filter(
        school=version.compact.school_id, fall_year=version.compact.fall_year, goals__isnull=False
    ).exists()
    for section in sections:
        goals = section.goals.all()
        if not goals:
            found.append((_("%(grades)s: set at least one goal.") % {"grades": section}, section.key))
        elif has_plan and not any(goal.plan_goal_id for goal in goals):
            words = _("%(grades)s: tie a goal to a goal of the action plan.")
            found.append((words % {"grades": section}, section.key))
    return found


def missing_for_council(version):
    """And what stands in the way of the council's review."""
    found = missing_for_families(version)
    if not version.sessions.exists():
        found.append((_("Record at least one time at which families were heard."), "sessions"))
    if not version.developed:
        found.append((_("Say how families took part in writing it."), "developed"))
    if not version.heard:
        found.append((_("Say what was heard, and what changed because of it."), "heard"))
    return found
