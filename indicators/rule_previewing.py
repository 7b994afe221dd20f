"""What a proposed publication rule would do to the figures that are out: judged by a worker, kept as numbers alone."""

from collections import Counter

from indicators.models import ComputedFigure, IndicatorValue, Release, RulePreview
from indicators.models.imports import SourceKind
from indicators.models.values import Shown
from indicators.publication import rule_of
from indicators.rule_changes import NUMBERS

BANDED = (Shown.BAND_LOW, Shown.BAND_HIGH)


def make_preview(change, progress):
    """Judge all figures by the proposed rule, write none of it, and keep the numbers. `progress(done, total)` is told.

    Whoever calls reads one state of the database (`reading.one_moment`): what is judged is what is out.
    """
    from indicators.publication_tables import judged_groups  # loads the solver, which a web process never needs

    own = IndicatorValue.objects.published().filter(source_kind=SourceKind.DISTRICT)
    groups = sorted(own.order_by().values_list("indicator_id", "fall_year").distinct())
    lines = []
    for done, (code, fall_year) in enumerate(groups):
        progress(done, len(groups))
        ((verdicts, computed, _unprotected),) = judged_groups([(code, fall_year)], rule_of(change))
        lines.append({"indicator": code, "fall_year": fall_year} | compared(code, fall_year, verdicts, computed))
    progress(len(groups), len(groups))
    fields = {"proposed_at": change.proposed_at, "release": Release.objects.last(), "lines": lines}
    preview, _is_new = RulePreview.objects.update_or_create(change=change, defaults=fields)
    return preview


COMPUTED_KEY = ("instrument", "period", "as_of_date", "dimension", "group")


def compared(code, fall_year, verdicts, computed):
    """The numbers of one line: what is shown of each figure now, beside the verdict of the proposed rule."""
    shown_values = IndicatorValue.objects.in_bulk(list(verdicts))
    shown_sums = {
        tuple(getattr(one, name) for name in COMPUTED_KEY): one
        for one in ComputedFigure.objects.filter(indicator=code, fall_year=fall_year)
    }
    pairs = [(shown_values[pk], verdict) for pk, verdict in verdicts.items()]
    for fields, verdict in computed:
        if stored := shown_sums.get(tuple(fields[name] for name in COMPUTED_KEY)):
            pairs.append((stored, verdict))
    found = Counter(dict.fromkeys(NUMBERS, 0))
    for stored, verdict in pairs:
        found.update(what_changes(stored, verdict))
    return dict(found)


def what_changes(stored, verdict):
    """The `NUMBERS` under which one figure counts."""
    was_hidden = stored.shown == Shown.SUPPRESSED
    yield "cells"
    if was_hidden:
        yield "hidden_before"
    if verdict.is_hidden:
        yield "hidden_after"
    if verdict.is_hidden and not was_hidden:
        yield "newly_hidden"
    if was_hidden and not verdict.is_hidden:
        yield "coming_out"
    if (
        not was_hidden
        and not verdict.is_hidden
        and (stored.shown, stored.shown_value) != (verdict.shown, verdict.value)
    ):
        yield "sharpened" if is_sharper(stored, verdict) else "blurred"


def is_sharper(stored, verdict):
    """Whether a figure or limit says more than the one that stands now."""
    if stored.shown in BANDED and verdict.is_banded:
        return (verdict.value < stored.shown_value) == (verdict.shown == Shown.BAND_LOW)
    return stored.shown in BANDED
