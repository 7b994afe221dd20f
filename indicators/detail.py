"""Everything published of one indicator: its series over the years, its groups, its schools."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from district import school_years
from district.models import School
from indicators import cells, counterparts, definitions, instruments, pictures, series_breaks, targets, trajectories
from indicators.addresses import figure_url
from indicators.charts import Words
from indicators.counting import Change, Counting, changes_of
from indicators.dimensions import GROUPS, Dimension, group_label
from indicators.instruments import PERCENT
from indicators.models import IndicatorTarget
from indicators.models.reference import TargetKind
from indicators.standings import Standing, target_text


def span_of(years):
    """First year and the one after the last, for `range`; of no years nothing."""
    return (min(years), max(years) + 1) if years else (0, 0)


@dataclass
class Series:
    """One instrument's figures for all students, newest first, with its chart."""

    instrument: object
    rows: list
    trend: object
    sentence: str
    notes: list  # on years between which the definition was changed


class Detail:
    """What the page of an indicator shows, for the chosen year, breakdown and instrument. Five queries.

    `back` is the address of the page, for the links that lead further in (`district.ways_back`).
    """

    def __init__(self, indicator, *, fall_year, dimension, instrument="", raw=None, back=""):
        self.indicator, self.chosen_year, self.dimension, self.raw = indicator, fall_year, dimension, raw
        self.back = back
        self.figures = cells.published(cells.of_district(), raw=raw, indicator_id=indicator.pk)
        self.instrument = instrument or self.best_instrument()

    def best_instrument(self):
        """The series of the latest figure that is held against the target, else the first that has figures."""
        if self.standing.now:
            return self.standing.now.instrument
        published = {one.instrument for one in self.figures}
        known = (one.code for one in instruments.of_indicator(self.indicator.pk))
        return next((code for code in known if code in published), self.indicator.primary_instrument)

    def back_to(self, part):
        """The way back to a part of the page."""
        return f"{self.back}#{part}" if self.back else ""

    @property
    def breakdown_label(self):
        return Dimension(self.dimension).label

    @property
    def instrument_label(self):
        return instruments.label(self.instrument)

    @cached_property
    def definitions(self):
        """All definitions over the years, the newest first."""
        return definitions.all_of(self.indicator)

    @property
    def definition(self):
        """The one by which the chosen year is counted."""
        return next(one for one in self.definitions if one.since is None or one.since <= self.chosen_year)

    @property
    def counting(self):
        one = self.definition
        return Counting(one.counted, one.of_whom) if one.counted else None

    @property
    def changes(self):
        """Changes of the law, of the count and of the definition within the years that the page shows."""
        years = {one.fall_year for one in self.figures if one.fall_year <= self.chosen_year}
        own = [Change(one.since, one.reason) for one in self.definitions if one.since in range(*span_of(years))]
        return sorted([*changes_of(self.indicator.pk, years), *own], key=lambda one: one.fall_year)

    @cached_property
    def targets(self):
        return list(
            IndicatorTarget.objects.filter(indicator=self.indicator, school=None)
            .select_related("set_by", "baseline")
            .order_by("kind", "target_fall_year", "dimension", "group")
        )

    @cached_property
    def standing(self):
        standing = Standing(self.indicator, self.chosen_year)
        for target in self.targets:
            if target.dimension == Dimension.ALL:
                standing.hold(target)
        by_instrument = {code: self.years_of(code) for code in {one.instrument for one in self.figures}}
        standing.series = counterparts.main_figures(self.indicator, by_instrument)
        return standing

    @property
    def way_text(self):
        return trajectories.way_text(self.standing)

    def years_of(self, instrument, dimension=Dimension.ALL, group="ALL"):
        """The figures of one series of one group up to the chosen year, oldest first."""
        found = [
            one
            for one in self.figures
            if (one.instrument, one.dimension, one.group) == (instrument, dimension, group)
            and one.fall_year <= self.chosen_year
        ]
        return sorted(found, key=lambda one: (one.fall_year, str(one.as_of_date)))

    @cached_property
    def series(self):
        """The main series first, then those that measure something near; each is a line of its own."""
        published = {one.instrument for one in self.figures if one.dimension == Dimension.ALL}
        known = [one for one in instruments.of_indicator(self.indicator.pk) if one.code in published]
        known.sort(key=lambda one: one.code != self.indicator.primary_instrument)
        return [self.series_of(one, number) for number, one in enumerate(known) if not one.is_context]

    @cached_property
    def context_rows(self):
        """The latest figure of each series that explains the indicator."""
        rows = []
        for one in instruments.of_indicator(self.indicator.pk):
            found = self.years_of(one.code) if one.is_context else []
            if found:
                rows.append(
                    {"instrument": one, "figure": found[-1], "url": figure_url(found[-1], back=self.back_to("years"))}
                )
        return rows

    def series_of(self, instrument, number):
        years = self.years_of(instrument.code)
        is_main = instrument.code in {one.instrument for one in self.standing.series}
        # Steps and the way from today begin at the newest figure: in another series they would hang in the air.
        goes_on = self.standing.now is not None and instrument.code == self.standing.now.instrument
        standing = Standing(self.indicator, self.chosen_year, series=years)
        target = self.standing.target if is_main else None
        trend = pictures.trend_of(
            years,
            Words(f"series{number}", standing.sentence if years else "", pictures.description_of(years)),
            unit=instrument.unit,
            target=target,
            interim=self.standing.interim if goes_on else (),
            needed=trajectories.of(self.standing) if goes_on else None,
            changes=pictures.LAW_CHANGES.get(self.indicator.pk, {}),
            indicator=self.indicator,
        )
        rows = [{"figure": one, "url": figure_url(one, back=self.back_to("years"))} for one in reversed(years)]
        notes = series_breaks.notes_between(self.indicator, years[0].fall_year, years[-1].fall_year) if years else []
        return Series(instrument, rows, trend, standing.sentence if years else "", notes)

    # ------------------------------------------------------------------ groups

    @cached_property
    def group_year(self):
        """The newest year up to the chosen one with figures of this breakdown; None where there are none."""
        years = [
            one.fall_year
            for one in self.figures
            if (one.instrument, one.dimension) == (self.instrument, self.dimension)
            and one.fall_year <= self.chosen_year
        ]
        return max(years, default=None)

    @cached_property
    def everybody(self):
        found = [one for one in self.years_of(self.instrument) if one.fall_year == self.group_year]
        return found[-1] if found else None

    @cached_property
    def groups(self):
        """The latest figure of each group, in the order of the breakdown."""
        found = (self.years_of(self.instrument, self.dimension, group) for group in GROUPS[self.dimension])
        return [years[-1] for years in found if years and years[-1].fall_year == self.group_year]

    @cached_property
    def dots(self):
        return pictures.dots_of("groups", self.gap_sentence, self.groups, self.everybody) if self.groups else None

    @cached_property
    def gap_sentence(self):
        return pictures.gap_sentence(self.groups, self.everybody) or _("%(groups)s, %(year)s") % {
            "groups": self.breakdown_label,
            "year": school_years.label(self.group_year),
        }

    @cached_property
    def group_years(self):
        years = {one.fall_year for one in self.figures if one.dimension == self.dimension}
        return sorted((year for year in years if year <= self.chosen_year), reverse=True)[:6]

    @property
    def group_year_labels(self):
        return [school_years.label(year) for year in self.group_years]

    @cached_property
    def group_rows(self):
        """A row per group: its figure and distance from all students in each year, and the district's proposal."""
        everybody = {one.fall_year: one for one in self.years_of(self.instrument)}
        rows = []
        for group, label in GROUPS[self.dimension].items():
            by_year = {one.fall_year: one for one in self.years_of(self.instrument, self.dimension, group)}
            if by_year:
                pairs = [
                    (by_year.get(y), pictures.gap_text(by_year.get(y), everybody.get(y))) for y in self.group_years
                ]
                rows.append({"label": label, "cells": pairs, "proposal": self.proposal_text(group)})
        return rows

    @cached_property
    def proposals(self):
        """The interim targets of the whole district, for all students and for groups."""
        return [target for target in self.targets if target.kind == TargetKind.INTERIM]

    def proposal_text(self, group):
        """The next step proposed for a group of the breakdown, from the year of the figures on; else the last one."""
        steps = [one for one in self.proposals if (one.dimension, one.group) == (self.dimension, group)]
        ahead = [one for one in steps if one.target_fall_year >= self.group_year]
        step = next(iter(ahead), steps[-1] if steps else None)
        return pictures.proposal_label(step, self.indicator.unit) if step else ""

    def proposal_rows(self, *, names_people):
        """The district's proposals with who set them, for the table of the page."""
        return [
            {
                "target": one,
                "text": target_text(one, self.indicator.unit),
                "who": group_label(one.dimension, one.group),
                "origin": targets.origin(one, names_people=names_people),
            }
            for one in self.proposals
        ]

    @property
    def series_with_groups(self):
        """The series of the indicator itself, as shares, that are published by the groups of the breakdown."""
        published = {one.instrument for one in self.figures if one.dimension == self.dimension}
        known = instruments.of_indicator(self.indicator.pk)
        return [one for one in known if one.code in published and not one.is_context and one.unit == PERCENT]

    # ------------------------------------------------------------------ schools

    @cached_property
    def school_series(self):
        """{school id: its figures up to the chosen year, oldest first}."""
        found = cells.published(
            cells.ALL_STUDENTS,
            raw=self.raw,
            computed=False,
            scope="SCHOOL",
            indicator_id=self.indicator.pk,
            instrument=self.instrument,
            fall_year__lte=self.chosen_year,
        )
        by_school = {}
        for one in sorted(found, key=lambda one: one.fall_year):
            by_school.setdefault(one.school_id, []).append(one)
        return by_school

    @cached_property
    def school_year(self):
        return max((series[-1].fall_year for series in self.school_series.values()), default=None)

    @property
    def school_year_label(self):
        return school_years.label(self.school_year)

    @property
    def school_figures(self):
        return [one for series in self.school_series.values() for one in series]

    @cached_property
    def schools(self):
        return School.objects.in_bulk(list(self.school_series))
