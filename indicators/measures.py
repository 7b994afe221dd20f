"""What can be measured: the vocabulary in which the apps declare their measures (design section 4).

A measure is an additive count at the grain school × month. The app that owns the rows declares it in its own
`measures.py`; the roof lists all of them (`settings.MEASURES`). The rollup, the dashboards and the exports need
nothing more: adding a measure is adding a declaration, and one `rebuild_rollups`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Func, Q, QuerySet
from django.db.models.aggregates import Aggregate
from django.db.models.fields import DateField
from django.utils.translation import gettext_lazy as _

from indicators.models.reference import MonitoringElement

UNITS = {
    "activities": _("activities"),
    "families": _("families (counted again at each event)"),
    "adults": _("adults (counted again at each event)"),
    "staff": _("staff members (counted again at each event)"),
    "visits": _("visits"),
    "hours": _("hours"),
    "meetings": _("meetings"),
    "milestones": _("milestones"),
    "steps": _("steps"),
    "plans": _("plans"),
    "days": _("days"),
    "sessions": _("sessions"),
    "conferences": _("conferences"),
    "forms": _("forms"),
    "answers": _("answers"),
    "duties": _("duties"),
    "advices": _("pieces of advice"),
    "profiles": _("profiles"),
    "walkthroughs": _("walkthroughs"),
    "recommendations": _("recommendations"),
    "messages": _("messages"),
    "actions": _("actions"),
    "trainings": _("trainings (a person and a module each)"),
    "questions": _("questions"),
    "people": _("people"),
    "versions": _("versions"),
    "translations": _("translations"),
    "copies": _("copies or recipients"),
    "sheets": _("sheets"),
    "contacts": _("contacts (people counted again each time)"),
    "entries": _("entries"),
    "evaluations": _("evaluations"),
    "classes": _("classes"),
    "assignments": _("assignments"),
    "themes": _("themes"),
    "sets": _("sets"),
    "two_way_contacts": _("contacts"),
    "points": _("points"),
    "tables": _("tables"),
    "series": _("series"),
}


@dataclass(frozen=True)
class Cut:
    """A further way in which the counts of a source are cut: by a value that each row has, or several of.

    `name` says by what ("type"); `value` is an expression over the rows that gives a text, or one row for each text.
    Only rows in `keep` belong to a piece. The cells of a piece stand under `slice_key_of(name, text)`.
    """

    name: str
    value: Any
    keep: Q = Q()


def slice_key_of(name, value):
    """The key of a piece among the cells: always negative, where those of linked records are positive.

    Sixty bits of a digest, worked out in SQL the same way (`rollup_sql.SLICE_KEY`): values come and go as reference
    data does, and no list of numbers has to be kept for them.
    """
    return -int(hashlib.sha256(f"{name}:{value}".encode()).hexdigest()[:15], 16)


@dataclass(frozen=True, eq=False)  # compared and looked up by identity: each is declared once
class Source:
    """Rows that are counted. `rows()` gives them; `school` and `day` are the paths to the school's key and the date.

    `slices` is the path to a linked record by which the counts are also cut (an initiative), `slice_rows()` gives
    those records. The triggers that mark stale cells (`indicators.marks`) name the same source. `theme` is the heading
    under which dashboards show its measures; without one they stand among the engagement with families. `page` names
    the page of everything behind such a heading, for everybody. `cuts` are further ways in which the counts are cut.
    `note` says beside the measures what they leave out, or count more than once.
    """

    name: str
    label: str
    rows: Callable[[], QuerySet]
    school: str
    day: str
    slices: str = ""
    slice_rows: Callable[[], QuerySet] | None = None
    theme: str = ""
    page: str = ""
    cuts: tuple = ()
    note: str = ""


@dataclass(frozen=True)
class Measure:
    """One additive count. `aggregate` is the ORM aggregate over the source's rows and gives whole numbers.

    `slot`, from 1, is the number's place in the stored cells of its source. It stays with the measure for good: a
    number that was ever used is not given to another. `scale`: how many stored units make one shown unit (100 for
    hours kept in hundredths).
    """

    slot: int
    code: str
    label: str
    element: MonitoringElement
    unit: str
    source: Source
    aggregate: Aggregate
    scale: int = 1

    def shown(self, stored):
        return stored if self.scale == 1 else Decimal(stored) / self.scale


@dataclass(frozen=True)
class Ratio:
    """One measure held against another, worked out from their sums: never an average of averages."""

    code: str
    label: str
    top: Measure
    bottom: Measure

    def of(self, counts):
        """The share from 0 to 1 in {code: number}, or None where nothing could be counted."""
        below = counts.get(self.bottom.code, 0)
        return float(counts.get(self.top.code, 0) / below) if below else None


@dataclass(frozen=True)
class YearlyReach:
    """Where schools state their unduplicated yearly reach: one row per school and school year, which no sum can give.

    `rows()` gives the rows; the next fields name their columns (families, each counted once). Home visits are divided
    by those families, or by students in October where a row of `rules()` holds `students` in its column `denominator`.
    """

    rows: Callable[[], QuerySet]
    enrolled: str
    reached: str
    home_visited: str
    rules: Callable[[], QuerySet]
    denominator: str
    students: str
    school: str = "school_id"
    fall_year: str = "fall_year"


class MonthOf(Func):
    """The first day of a date's month, free of the session's time zone."""

    template = "date_trunc('month', %(expressions)s::timestamp)::date"
    output_field = DateField()


@cache
def declared():
    """The roof's list: {code: Measure} in its order."""
    return {measure.code: measure for measure in import_module(settings.MEASURES).MEASURES}


@cache
def ratios():
    return {ratio.code: ratio for ratio in import_module(settings.MEASURES).RATIOS}


@cache
def yearly_reach():
    return import_module(settings.MEASURES).YEARLY_REACH


@cache
def sources():
    """{source: {slot: measure}}, in the order of the list."""
    found = {}
    for measure in declared().values():
        slots = found.setdefault(measure.source, {})
        if measure.slot in slots:
            raise ImproperlyConfigured(f"{measure.code} and {slots[measure.slot].code} have the same slot.")
        slots[measure.slot] = measure
    return found


def source_named(name):
    return next((source for source in sources() if source.name == name), None)


@cache
def codes(source_name):
    """The measures' codes by slot, None where a slot is empty; () for a source that was retired."""
    slots = sources().get(source_named(source_name), {})
    return tuple(slots[slot].code if slot in slots else None for slot in range(1, max(slots, default=0) + 1))


def by_code(source_name, counts):
    """{measure code: number} of a stored cell; what was retired since is left out, and so are zeros."""
    return {code: number for code, number in zip(codes(source_name), counts, strict=False) if number and code}


@cache
def definition():
    """A digest of everything declared: it changes when a stored cell could mean something else than today."""
    text = [f"{m.slot} {m.code} {m.scale} {m.aggregate} {_rows_of(m.source)}" for m in declared().values()]
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def _rows_of(source):
    cuts = "".join(f" {cut.name} {cut.value} {cut.keep}" for cut in source.cuts)
    return f"{source.name} {source.school} {source.day} {source.slices}{cuts} {source.rows().query}"
