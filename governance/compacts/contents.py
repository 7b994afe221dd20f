"""What a compact must contain, and what it lacks, in plain words.

What the law requires of each kind (`kinds.py`); what the district asks of a compact beside that: goals tied to the
action plan and to an indicator (Connecticut's steps 3 and 4, facts 5.3); and of all, how families took part.
"""

from django.utils.translation import gettext as _

from governance.compacts.kinds import kind_of
from governance.compacts.passages import sections_of
from plans.models import SchoolActionPlan

LAST_ELEMENTARY_GRADE = 5


def required_of(version):
    """The contents that the law asks of this school, or of the district. Conferences are asked of elementary schools; a
    school whose grades are not known is asked for all. One query, remembered."""
    if not hasattr(version, "_required"):
        version._required = required_at(version, lowest_grade(version.compact))
    return version._required


def lowest_grade(compact):
    profile = compact.school.profiles.in_year(compact.fall_year).first() if compact.school_id else None
    return profile.low_grade if profile else None


def required_at(version, low_grade):
    """The same where the lowest grade of the school is known. No query."""
    is_elementary = low_grade is None or low_grade <= LAST_ELEMENTARY_GRADE
    return [one for one in kind_of(version.compact).required if is_elementary or one.code != "C2A_CONF"]


def missing_contents(version, texts=None):
    """The required contents that are not there: of the version itself, or of `texts` ({passage: text}) in a
    language."""
    required = required_of(version)
    said = texts if texts is not None else {one.passage: getattr(version, one.passage) for one in required}
    return [one for one in required if not said.get(one.passage, "").strip()]


def missing_for_families(version):
    """What stands in the way of showing the draft to families: (words, where it belongs)."""
    found = [(str(one.missing), one.passage) for one in missing_contents(version)]
    return found + missing_in_grades(version) if kind_of(version.compact).has_grades else found


def missing_in_grades(version):
    """What the sections of the grades lack: there is one, each has a goal, one of them serves the action plan."""
    found = []
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
