"""The words around the scorecard: squares as people read them, legends, sentences."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from district.models.schools import SupportTier
from indicators.addresses import figure_url
from indicators.amounts import amount, rounded, signed, tenths
from indicators.cells import MARKS, SPOKEN
from indicators.models.values import Shown
from indicators.scorecard.classing import LEVELS, Basis
from indicators.scorecard.heat import State
from indicators.standings import target_text

MARK_OF = {State.HIDDEN: Shown.SUPPRESSED, State.NOT_REPORTED: Shown.NOT_REPORTED}
MARK_OF[State.NOT_APPLICABLE] = Shown.NOT_APPLICABLE


@dataclass(frozen=True)
class Cell:
    """One square on a page: its text, its words where that is a mark; the distance; its class; what explains it."""

    label: str
    text: str
    words: str = ""
    distance: str = ""
    level: int | None = None
    level_label: str = ""
    url: str = ""


def cell_of(square, school):
    if square.state != State.VALUE:
        mark = MARK_OF[square.state]
        return Cell(square.column.indicator.short_name, MARKS[mark], str(SPOKEN[mark]))
    level = square.level
    return Cell(
        label=square.column.indicator.short_name,
        text=square.figure.text,
        words="" if square.figure.is_exact else square.figure.words,
        distance=distance_text(square),
        level=level.number if level else None,
        level_label=str(level.label) if level else _("not classed"),
        url=figure_url(square.figure, school.code),
    )


def distance_text(square):
    """How far the figure is from what it is held against, with its sign; of a count also the rate that is compared."""
    parts = []
    if square.column.is_count and square.value is not None:
        parts.append(_("%(rate)s per 100") % {"rate": tenths(square.value)})
    if square.distance is not None:
        parts.append(signed(square.distance))
    return ", ".join(parts)


def tier_text(row):
    """A school's tier and since when; "not stated" where the directory has none."""
    return str(SupportTier(row.tier).label) if row.tier else _("not stated")


def since_text(row):
    return _("since %(day)s") % {"day": date_format(row.tier_since, "DATE_FORMAT")} if row.tier_since else ""


def reference_text(column, basis):
    """What a column is held against, for its head."""
    if basis == Basis.TARGET:
        if column.target is None or column.is_count:
            return _("no target for a school")
        return target_text(column.target, column.indicator.unit)
    return column.district.text if column.district else "—"


def middle_text(column, group):
    """The middle of a group's figures; where there is none, why: N/A, nothing reported, or too few to have one."""
    value, states = group.middles[column.code], group.states[column.code]
    if value is None:
        if states & {State.VALUE, State.HIDDEN}:
            return pgettext("schools", "too few")
        return MARKS[MARK_OF[State.NOT_REPORTED if State.NOT_REPORTED in states else State.NOT_APPLICABLE]]
    if column.is_count:
        return _("%(rate)s per 100") % {"rate": tenths(value)}
    return amount(rounded(value, 1), column.indicator.unit)


def legend(basis):
    return LEVELS[basis]


def basis_sentence(basis):
    """What the classes hold the figures against, in words."""
    if basis == Basis.TARGET:
        return _(
            "Each figure is held against the target that the plan adopted, in percentage points: + is above it, − "
            "below. The plan limits suspensions for the district as a whole, so a school has no class there."
        )
    if basis == Basis.DISTRICT:
        return _(
            "Each figure is held against the district's of the same year, which covers schools of all grades: in "
            "percentage points, and for suspensions in events for each 100 students; + is above it, − below."
        )
    return _(
        "Each figure is held against the middle one of the schools with the same grades, where at least five of them "
        "show an exact figure: in percentage points, and for suspensions in events for each 100 students; + is above "
        "it, − below."
    )


def schools_text(total):
    return ngettext("%(total)s school", "%(total)s schools", total) % {"total": total}


def age_text(line):
    """How old the newest figures are, next to the chosen school year."""
    if line.years_back is None:
        return ""
    if line.years_back == 0:
        return _("of the chosen year")
    years = line.years_back
    return ngettext("%(total)s school year back", "%(total)s school years back", years) % {"total": years}


def tabs(asked, here):
    """The four pages of the scorecard, with the same school year."""
    pages = [
        ("indicators:scorecard", _("Schools and indicators")),
        ("indicators:scorecard-elements", _("Four elements")),
        ("indicators:scorecard-changes", _("Since the last board meeting")),
        ("indicators:scorecard-coverage", _("Coverage and freshness")),
    ]
    plain = dict.fromkeys(["against", "sort", "indicator", "span", "school"], "")
    return [(label, asked.address(reverse(name), **plain), name == here) for name, label in pages]
