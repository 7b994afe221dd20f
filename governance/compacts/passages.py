"""The text of a compact or policy, passage by passage: the unit of comments, of translation and of comparison."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.compacts.kinds import kind_of
from governance.models.compacts import CompactVersion

SECTION_TEXTS = {
    "school": ("school_does", gettext_lazy("What teachers do")),
    "families": ("families_do", gettext_lazy("What families do at home")),
    "students": ("students_do", gettext_lazy("What students do")),
}


@dataclass(frozen=True)
class Passage:
    """A stable key (the same in each version), a name, the text in the language it was written in."""

    key: str
    label: str
    text: str


def label_of(name):
    return str(capfirst(CompactVersion._meta.get_field(name).verbose_name))


def sections_of(version):
    """The sections with their goals, read once for a version that is shown. Three queries."""
    if not hasattr(version, "_sections"):
        version._sections = list(version.sections.prefetch_related("goals__indicator", "goals__plan_goal"))
    return version._sections


def passages(version):
    """The whole text in the order of the page."""
    kind = kind_of(version.compact)
    found = [Passage(name, label_of(name), getattr(version, name)) for name in kind.before]
    if kind.has_grades:
        for section in sections_of(version):
            found += section_passages(section)
    return found + [Passage(name, label_of(name), getattr(version, name)) for name in kind.after]


def section_passages(section):
    goals = [
        Passage(
            f"{section.key}-goal-{goal.position}",
            _("%(grades)s: goal %(number)s") % {"grades": section, "number": goal.position},
            goal.statement,
        )
        for goal in section.goals.all()
    ]
    texts = [
        Passage(f"{section.key}-{part}", f"{section}: {label}", getattr(section, field))
        for part, (field, label) in SECTION_TEXTS.items()
    ]
    return goals + texts


def written(version):
    """The passages that have a text."""
    return [passage for passage in passages(version) if passage.text]
