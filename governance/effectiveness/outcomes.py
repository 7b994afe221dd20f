"""Domain J: the indicator that a council worked on and how it moved. Context only: never scored as its doing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.effectiveness.lines import Line, unknown
from indicators import cells
from indicators.models.values import Shown

SHOWABLE = (Shown.VALUE, Shown.BAND_LOW, Shown.BAND_HIGH, Shown.SUPPRESSED)


@dataclass(frozen=True)
class Movement:
    """The published figures of one indicator at one school, oldest and newest of the same series."""

    first: object
    newest: object


def lines(asked):
    """{council id: lines}. One query for all published figures of the indicators that councils worked on."""
    chosen = {
        council.pk: asked.profiles[council.school_id].worked_on
        for council in asked.councils
        if council.school_id in asked.profiles and asked.profiles[council.school_id].worked_on_id
    }
    moved = movements(asked, chosen)
    found = {}
    for council in asked.councils:
        indicator = chosen.get(council.pk)
        if indicator is None:
            found[council.pk] = [unknown("J-NONE", _("Indicator that the council worked on"))]
        else:
            profile = asked.profiles[council.school_id]
            movement = moved.get((council.school_id, indicator.pk))
            found[council.pk] = list(lines_of(indicator, profile, movement))
    return found


def movements(asked, chosen):
    if not chosen:
        return {}
    schools = {council.school_id for council in asked.councils if council.pk in chosen}
    indicators = {one.pk: one for one in chosen.values()}
    of_schools = cells.of_schools(schools) & cells.ALL_STUDENTS
    figures = cells.published(
        of_schools, computed=False, indicator_id__in=indicators, fall_year__lte=asked.fall_year
    )  # fmt: skip
    series = {}
    for one in figures:
        if one.shown in SHOWABLE and one.instrument == indicators[one.indicator].primary_instrument:
            series.setdefault((one.school_id, one.indicator), []).append(one)
    return {key: Movement(min(rows, key=by_year), max(rows, key=by_year)) for key, rows in series.items()}


def by_year(figure):
    return figure.fall_year


def lines_of(indicator, profile, movement):
    context = _("Context, not a score: many things move a figure.")
    if movement is None:
        yield Line("J-MOVED", str(indicator), _("No figure is published for this school."), compared=context)
    else:
        text = figure_words(movement.newest)
        if movement.first.fall_year < movement.newest.fall_year:
            text = _("%(first)s; %(newest)s") % {"first": figure_words(movement.first), "newest": text}
        yield Line("J-MOVED", str(indicator), text, compared=context)
    if profile.worked_how:
        yield Line("J-HOW", _("How the council worked on it"), profile.worked_how, compared=context)


def figure_words(figure):
    return _("%(year)s: %(value)s") % {"year": figure.year_label, "value": figure.text}
