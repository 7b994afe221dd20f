"""From figures to charts: which numbers are drawn, and the sentences that say what they show."""

from dataclasses import replace

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district import school_years
from indicators import charts, series_breaks, trajectories
from indicators.amounts import amount, hundredths, number, rounded, signed
from indicators.charts import Reading, Words
from indicators.instruments import InstrumentUnit
from indicators.models.reference import TargetKind
from indicators.models.values import ValueStatus
from indicators.standings import target_text

# Changes of the law that change what is counted, by the first school year under the new rule (facts 2.3).
LAW_CHANGES = {
    "OSS_COUNT": {
        2015: gettext_lazy("Since 1 July 2015 the law allows fewer reasons for suspensions out of school."),
        2024: gettext_lazy("Since 1 July 2024 a stricter law limits suspensions out of school."),
    },
}


# How a figure that is not simply final is drawn, and the words of the key below the chart.
STATUS_SHAPES = {ValueStatus.PRELIMINARY: "ring", ValueStatus.RESTATED: "square"}


def shape_labels():
    return {shape: str(status.label) for status, shape in STATUS_SHAPES.items()}


def law_changes_between(indicator, first, last):
    """Sentences on changes of the law and of the definition after the school year `first` up to `last`."""
    law = [str(words) for year, words in LAW_CHANGES.get(indicator.pk, {}).items() if first < year <= last]
    return law + series_breaks.notes_between(indicator, first, last)


def most_of(unit):
    return 100 if unit == InstrumentUnit.PERCENT else None


def tick_text(unit):
    return lambda value: amount(value, unit, exact=True)


def bullet_of(standing, key):
    """Baseline, latest figure and target of a standing; None where there is no target to hold the figure against."""
    if standing.target is None:
        return None
    now = standing.now.words if standing.now else _("not reported")
    description = _("Latest figure: %(now)s. Baseline: %(baseline)s. Target: %(target)s.") % {
        "now": now,
        "baseline": standing.baseline_text or _("none"),
        "target": standing.target_text or _("none"),
    }
    return charts.bullet(
        Words(key, standing.indicator.name, description),
        value=standing.exact,
        value_label=standing.now.text if standing.now else "",
        baseline=standing.baseline,
        baseline_label=_("Baseline %(value)s") % {"value": standing.baseline_text} if standing.baseline_text else "",
        target=standing.target.target_value,
        target_label=_("Target: %(target)s") % {"target": standing.target_text},
        text=tick_text(standing.unit),
        most=most_of(standing.unit),
    )


def readings_of(series, indicator=None):
    """The readings of one figure per year, oldest first. No line joins what an `indicator` counts in different ways."""
    by_year = {figure.fall_year: figure for figure in series}
    return [
        Reading(
            year=year,
            year_label=figure.year_label,
            value=figure.exact,
            label=figure.text,
            series=f"{figure.instrument} {series_breaks.epoch(indicator, year) if indicator else 0}",
            mark="" if figure.is_exact else figure.text,
            shape=STATUS_SHAPES.get(figure.status, "dot"),
        )
        for year, figure in sorted(by_year.items())
    ]


def trend_of(series, words, *, unit, target=None, interim=(), changes=(), needed=None, indicator=None):
    """The years of one series, with its target and the way that is `needed` to it from today (a trajectory); None where
    nothing can be drawn. With `indicator` the line ends where its definition was changed."""
    if not any(figure.is_exact for figure in series):
        return None
    said = [words.description, *(target_label(one, unit) for one in interim), *([needed.needed_text] if needed else [])]
    return charts.trend(
        replace(words, description="; ".join(said)),
        readings_of(series, indicator),
        text=tick_text(unit),
        target=target.target_value if target else None,
        target_label=target_label(target, unit) if target else "",
        proposals=[(one.target_fall_year, one.target_value, target_text(one, unit)) for one in interim],
        proposal_label=_("proposed by the district, not set by the plan"),
        most=most_of(unit),
        changes=changes,
        needed=needed.ends if needed else None,
        needed_label=needed.label if needed else "",
        shape_labels=shape_labels(),
    )


def target_label(target, unit):
    words = {"target": target_text(target, unit), "year": target.target_fall_year + 1}
    if target.kind == TargetKind.ADOPTED:
        return _("Target: %(target)s by %(year)s") % words
    return _("District's proposal: %(target)s by %(year)s") % words


def proposal_label(target, unit):
    """A proposal and the school year by whose end it is meant."""
    return _("%(target)s by %(year)s") % {"target": target_text(target, unit), "year": target.school_year_label}


def trend_of_standing(standing, key):
    return trend_of(
        standing.series,
        Words(key, standing.sentence, description_of(standing.series)),
        unit=standing.unit,
        target=standing.target,
        interim=standing.interim,
        changes=LAW_CHANGES.get(standing.indicator.code, {}),
        needed=trajectories.of(standing),
        indicator=standing.indicator,
    )


def description_of(series):
    """All years of a series, read out."""
    return "; ".join(said_of(one) for one in series)


def said_of(figure):
    """A year in words, with what a reader of the drawing sees by its shape."""
    words = {"year": figure.year_label, "value": figure.words, "status": figure.status_label}
    if figure.status in STATUS_SHAPES:
        return _("%(year)s: %(value)s (%(status)s)") % words
    return _("%(year)s: %(value)s") % words


def gap_text(figure, everybody):
    """A group's distance from all students in points; empty for counts, and where one of the two is not exact."""
    if figure is None or everybody is None or figure.exact is None or everybody.exact is None:
        return ""
    if figure.unit != InstrumentUnit.PERCENT:
        return ""
    return signed(figure.exact - everybody.exact)


def dots_of(key, title, figures, everybody):
    """The groups of one breakdown against all students."""
    unit = figures[0].unit
    rows = [
        (one.group_label, one.exact, one.text if one.exact is not None else one.words, gap_text(one, everybody))
        for one in figures
    ]
    said = [_("%(group)s: %(value)s") % {"group": one.group_label, "value": one.words} for one in figures]
    is_known = everybody is not None and everybody.exact is not None and unit == InstrumentUnit.PERCENT
    return charts.dots(
        Words(key, title, "; ".join(said)),
        rows,
        everybody=everybody.exact if is_known else None,
        everybody_label=_("All students %(value)s") % {"value": everybody.text} if is_known else "",
        text=tick_text(unit),
        most=most_of(unit),
    )


def gap_sentence(figures, everybody):
    """The widest distance from all students, as a sentence; empty where no group can be compared."""
    known = [one for one in figures if gap_text(one, everybody)]
    if not known:
        return ""
    widest = max(known, key=lambda one: abs(one.exact - everybody.exact))
    words = {
        "group": widest.group_label,
        "value": widest.text,
        "all": everybody.text,
        "gap": gap_text(widest, everybody),
        "year": widest.year_label,
    }
    return _("Widest gap in %(year)s: %(group)s, %(value)s against %(all)s of all students (%(gap)s points).") % words


def month_label(day, *, short=False):
    return format_date(day, "M" if short else "F Y")


def columns_of(year, key):
    """Activities month by month, those linked to learning filled."""
    months = [
        (
            month_label(month.first_day, short=True),
            month.counts["activities_held"],
            month.figures.counts["activities_linked_to_learning"],
        )
        for month in year.months
    ]
    total = year.total.counts
    words = {
        "total": number(total["activities_held"]),
        "linked": number(total["activities_linked_to_learning"]),
        "year": school_years.label(year.fall_year),
    }
    title = ngettext(
        "%(total)s activity was held in %(year)s; rated as linked to learning: %(linked)s.",
        "%(total)s activities were held in %(year)s; rated as linked to learning: %(linked)s.",
        total["activities_held"],
    )
    begun = [(label, held) for label, held, _linked in months if held is not None]
    said = [_("%(month)s: %(total)s") % {"month": label, "total": held} for label, held in begun]
    return charts.columns(
        Words(key, title % words, "; ".join(said)),
        months,
        text=number,
        part_label=_("linked to learning"),
        whole_label=_("other activities, or not rated yet"),
    )


def share_of(overview, line, key):
    """Home visit coverage against the line; None where no school has stated its visits."""
    if overview.coverage is None:
        return None
    text = amount(hundredths(overview.coverage, 1), InstrumentUnit.PERCENT)
    line_text = amount(rounded(100 * line, 0), InstrumentUnit.PERCENT, exact=True)
    words = {"share": text, "line": line_text}
    title = _("%(share)s of families had a relational home visit; the line is %(line)s.") % words
    line_label = _("%(share)s of families") % {"share": line_text}
    if overview.by_students:
        title = _("Families visited come to %(share)s of students enrolled; the line is %(line)s.") % words
        line_label = _("%(share)s of students") % {"share": line_text}
    return charts.share(
        Words(key, title, title),
        value=overview.coverage,
        value_label=text,
        line=line,
        line_label=line_label,
        text=lambda value: amount(rounded(value, 1), InstrumentUnit.PERCENT, exact=True),
    )
