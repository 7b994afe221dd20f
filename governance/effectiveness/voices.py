"""Domain B: whether the parents on a council speak for the school's families (facts 10 B).

Only counts are kept, and they are small: each table goes through the publication gate, with its thresholds, before
anybody reads it. What is hidden cannot be worked out from what is shown.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.effectiveness.lines import Held, Line, unknown
from governance.models import VoiceCount
from indicators.dimensions import Dimension
from indicators.models.imports import SourceKind
from indicators.models.reference import Unit
from indicators.models.values import DisplayStatus
from indicators.publication import rule_in_force
from indicators.suppression import DISTRICT, Cell, judge

# The gate knows sums of a breakdown by these names; whose counts they are does not matter to it.
LANGUAGES, GRADES = Dimension.RACE_ETH, Dimension.GRADE
HIDDEN = "*"


@dataclass(frozen=True)
class Shown:
    """A count as the gate lets it out: a number, or None where it is hidden."""

    number: int | None

    @property
    def text(self):
        return HIDDEN if self.number is None else str(self.number)


def lines(asked):
    """{council id: lines}. Two queries."""
    by_school = {}
    schools = [one.school_id for one in asked.councils]
    for one in VoiceCount.objects.filter(school__in=schools, fall_year=asked.fall_year).select_related("language"):
        by_school.setdefault(one.school_id, []).append(one)
    rule = rule_in_force()
    return {council.pk: lines_of(by_school.get(council.school_id, []), rule) for council in asked.councils}


def lines_of(counts, rule):
    if not counts:
        return [unknown("B-NONE", _("Home languages and grades of the parent members"))]
    members, families = gate(counts, "members_total", rule), gate(counts, "families_total", rule)
    found = []
    for one in counts:
        mine, theirs = members[one.pk], families[one.pk]
        label = _("Parent members: %(group)s") % {"group": one}
        compared = _("Families of the school: %(number)s.") % {"number": theirs.text}
        text = mine.text
        if mine.number is None:
            text = _("%(sign)s (hidden: a small count would point at a person)") % {"sign": HIDDEN}
        code = f"B-{one.language_id or one.grades}"
        found.append(Line(code, label, text, mine.number, None, compared, Held.CONTEXT))
    return found


def gate(counts, name, rule):
    """{pk: `Shown`} of one column. The parts of a breakdown are judged together with their sum.

    A zero says as much of somebody as a one, so it is hidden like one; an empty count is no count.
    """
    found = {}
    for dimension, part in (
        (LANGUAGES, [one for one in counts if one.language_id]),
        (GRADES, [one for one in counts if one.grades]),
    ):
        given = [one for one in part if getattr(one, name) is not None]
        cells = [cell(dimension, str(one.pk), getattr(one, name)) for one in given]
        whole = sum(getattr(one, name) for one in given)
        # Who sits on a council is public: how many parents there are is known to whoever does the sums.
        cells.append(cell(Dimension.ALL, "ALL", whole, is_public=True))
        verdicts = judge(cells, rule, unit=Unit.COUNT).verdicts if given else {}
        for one in part:
            verdict = verdicts.get((DISTRICT, dimension, str(one.pk)))
            is_out = verdict is not None and not verdict.is_hidden
            found[one.pk] = Shown(getattr(one, name) if is_out else None)
    return found


def cell(dimension, group, number, is_public=False):
    return Cell(
        place=DISTRICT,
        dimension=dimension,
        group=group,
        display_status=DisplayStatus.REPORTED,
        source_kind=SourceKind.STATE if is_public else SourceKind.DISTRICT,
        numerator=number,
    )
