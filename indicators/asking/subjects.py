"""What can be asked for: each published series of an indicator, each measure, each ratio; under keys that stay.

A key stands in addresses that people keep and send: `i.EDSIGHT_CHRONIC` (an instrument), `m.activities_held` (a
measure), `r.linked_to_learning_share` (a ratio).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indicators.instruments import INSTRUMENTS
from indicators.measures import UNITS, declared, ratios
from indicators.models import Indicator

INDICATOR, MEASURE, RATIO = "i", "m", "r"


@dataclass(frozen=True)
class Subject:
    """One thing that can be asked for. `thing` is the `Instrument`, `Measure` or `Ratio` behind it."""

    key: str
    kind: str
    thing: Any

    @property
    def is_indicator(self):
        return self.kind == INDICATOR

    @property
    def is_ratio(self):
        return self.kind == RATIO

    @property
    def label(self):
        return str(self.thing.label)

    @property
    def definition(self):
        """What it counts, in one sentence, for the notes of a file and below the table."""
        if self.is_indicator:
            return str(self.thing.note) or self.label
        if self.is_ratio:
            return _("%(top)s, divided by: %(bottom)s. From their sums, never an average of averages.") % {
                "top": self.thing.top.label,
                "bottom": self.thing.bottom.label,
            }
        words = {"label": self.label, "unit": UNITS[self.thing.unit]}
        return _("%(label)s; counted in %(unit)s, added up over months and schools.") % words

    @property
    def publisher(self):
        """Who says so."""
        return str(self.thing.publisher) if self.is_indicator else _("Counted by the portal from what was logged")

    @property
    def measures(self):
        """The measures whose sums are needed; none for an indicator."""
        if self.is_indicator:
            return ()
        return (self.thing.top, self.thing.bottom) if self.is_ratio else (self.thing,)

    @property
    def has_slices(self):
        """Whether it is counted by initiative too."""
        return bool(self.measures) and all(measure.source.slices for measure in self.measures)


def subject_of(key):
    """The `Subject` of a key; None for a key that says nothing (any more)."""
    kind, _dot, code = key.partition(".")
    known = {INDICATOR: lambda: INSTRUMENTS, MEASURE: declared, RATIO: ratios}.get(kind)
    thing = known().get(code) if known else None
    return Subject(key, kind, thing) if thing else None


def offered():
    """[(heading, [(key, label)])] for a list to choose from: indicators first, then what is counted. One query."""
    series = {}
    for one in INSTRUMENTS.values():
        series.setdefault(one.indicator, []).append((f"{INDICATOR}.{one.code}", str(one.label)))
    names = Indicator.objects.order_by("-is_equity", "position").values_list("code", "short_name")
    found = [(name, series[code]) for code, name in names if code in series]
    themes = {}
    for code, measure in declared().items():
        themes.setdefault(heading_of(measure), []).append((f"{MEASURE}.{code}", str(measure.label)))
    for code, ratio in ratios().items():
        themes.setdefault(heading_of(ratio.top), []).append((f"{RATIO}.{code}", str(ratio.label)))
    return [*found, *themes.items()]


def heading_of(measure):
    return str(measure.source.theme or measure.source.label)
