"""The targets of all equity indicators at a glance: every plan cycle, where it stands, what it takes a year."""

from dataclasses import dataclass

from indicators import cells, dashboards, group_sums, target_baselines, target_cycles, trajectories
from indicators.models.reference import TargetKind
from indicators.standings import Standing, standings, target_text


@dataclass(frozen=True)
class Line:
    """One indicator: a text for each plan cycle (empty where it has none), its standing and its way ahead."""

    standing: Standing
    targets: list
    group_sums: list  # whether targets of groups fit: `group_sums.GroupSum` each

    @property
    def way_text(self):
        return trajectories.way_text(self.standing)


@dataclass(frozen=True)
class Aim:
    """What one plan cycle sets for one indicator."""

    cycle: object
    text: str = ""
    baseline: str = ""
    restated: str = ""


@dataclass(frozen=True)
class Overview:
    cycles: list
    lines: list

    @property
    def has_group_sums(self):
        return any(line.group_sums for line in self.lines)


def overview(fall_year):
    """The district's targets up to a school year. Four queries, five where groups have targets."""
    found = list(dashboards.targets_of())
    codes = [target.indicator_id for target in found]
    figures = cells.published(cells.of_district() & cells.ALL_STUDENTS, indicator_id__in=codes)
    cycles = target_cycles.all_cycles(found)
    by_cell = {(one.indicator_id, one.cycle, one.target_fall_year, one.kind): one for one in found}
    stands = standings(found, figures, fall_year)
    of_groups = group_sums.sums([one.indicator for one in stands], found)
    lines = [
        Line(standing, [aim(cycle, by_cell, standing) for cycle in cycles], of_groups.get(standing.indicator.pk, []))
        for standing in stands
    ]
    return Overview(cycles, lines)


def aim(cycle, by_cell, standing):
    kind = TargetKind.ADOPTED if cycle.is_adopted else TargetKind.INTERIM
    target = by_cell.get((standing.indicator.pk, cycle.code, cycle.last_fall_year, kind))
    if target is None:
        return Aim(cycle)
    unit = standing.unit
    baseline = "" if target.baseline_value is None else cells.amount(target.baseline_value, unit, exact=True)
    return Aim(cycle, target_text(target, unit), baseline, target_baselines.restated_text(target))


def table(found):
    """(headers, rows) of the overview for a file: a row per indicator and plan cycle that sets a target for it."""
    headers = ["indicator", "cycle", "adopted", "baseline", "target", "latest", "latest_year", "status", "rule", "way"]
    rows = [
        [
            line.standing.indicator.pk,
            one.cycle.code,
            one.cycle.is_adopted,
            one.baseline,
            one.text,
            line.standing.now.text if line.standing.now else "—",
            line.standing.now.year_label if line.standing.now else "",
            str(line.standing.status.label),
            line.standing.rule_text,
            line.way_text,
        ]
        for line in found.lines
        for one in line.targets
        if one.text
    ]
    return headers, rows
