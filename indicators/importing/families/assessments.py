"""Smarter Balanced and SAT School Day: levels by count and percent, one row per grade or subject."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from indicators.importing import figures as cells_with
from indicators.importing.families.edsight import Figure, Plan, breakdown_of, find_layout, key, read_report, year_of
from indicators.importing.families.reports import refuse_unknown_columns
from indicators.importing.labels import plain
from indicators.importing.observations import Refused

LEVELS = {
    "level1notmet": "L1",
    "level2approaching": "L2",
    "level3met": "L3",
    "level4exceeded": "L4",
    "level3&4metorexceeded": "L34",
}


def level_figures(layout, indicator, prefix, scored):
    """A figure for each level: the spanning header names it, its count stands on the left of its `%`."""
    figures = []
    for column, heading in enumerate(layout.header):
        if heading != "%":
            continue
        level = LEVELS.get(key(layout.span[column]))
        if level is None or layout.span[column - 1] != layout.span[column]:
            raise Refused("UNKNOWN_COLUMN", line=layout.header_line, column=f"{layout.span[column]} %"[:120])
        figures.append(
            Figure(indicator, f"{prefix}_{level}", column, numerator=column - 1, denominator=layout.columns[scored])
        )
    if len(figures) != len(LEVELS):
        raise Refused("UNKNOWN_COLUMN", line=layout.header_line, column="%")
    return figures


@dataclass(frozen=True)
class SmarterBalanced:
    """Grade 3 English language arts feeds the reading indicator; the other grades feed none."""

    code = "EDSIGHT_SMARTER_BALANCED"
    label = _("EdSight: Smarter Balanced, English language arts")
    needs = (
        "grade",
        "totalnumberofstudents",
        "totalnumbertested",
        "smarterbalancedparticipationrate",
        "totalnumberwithscoredtests",
        "averagevss",
    )

    def recognise(self, table):
        layout = find_layout(table)
        is_it = layout and layout.title.startswith("Smarter Balanced Assessments, ") and layout.has(*self.needs)
        return layout if is_it else None

    def read(self, table, layout, ask):
        fall_year = year_of(layout.title)
        if fall_year is None:
            raise Refused("NO_YEAR_IN_TITLE", line=1)
        if ", ELA," not in (layout.titles[1] if len(layout.titles) > 1 else ""):
            raise Refused("NOT_ELA", line=2)
        column, dimension = breakdown_of(layout)
        if column == layout.columns["grade"]:
            column, dimension = None, ""
        plan = Plan(
            fall_year=fall_year,
            breakdown=column,
            dimension=dimension,
            by_column=layout.columns["grade"],
            by_label={"03": self.figures(layout), "3": self.figures(layout)},
            otherwise="GRADE_FEEDS_NOTHING",
        )
        refuse_unknown_columns(layout, plan)
        return read_report(self.code, table, layout, plan, ask)

    def figures(self, layout):
        columns = layout.columns
        return [
            *level_figures(layout, "READ_G3", "SBAC_ELA", "totalnumberwithscoredtests"),
            Figure(
                "READ_G3",
                "SBAC_ELA_PARTICIPATION",
                columns["smarterbalancedparticipationrate"],
                numerator=columns["totalnumbertested"],
                denominator=columns["totalnumberofstudents"],
            ),
            Figure(
                "READ_G3",
                "SBAC_ELA_SCORE",
                columns["averagevss"],
                read=cells_with.score,
                denominator=columns["totalnumberwithscoredtests"],
            ),
        ]


@dataclass(frozen=True)
class SatSchoolDay:
    """All grade 11 students take it; English language arts and mathematics stand in rows of one table."""

    code = "EDSIGHT_SAT"
    label = _("EdSight: SAT School Day")
    needs = ("subject", "totalnumberwithscoredtests", "averagescore")

    def recognise(self, table):
        layout = find_layout(table)
        is_it = layout and layout.title.startswith("CT School Day SAT, ") and layout.has(*self.needs)
        return layout if is_it else None

    def read(self, table, layout, ask):
        fall_year = year_of(layout.title)
        if fall_year is None:
            raise Refused("NO_YEAR_IN_TITLE", line=1)
        column, dimension = breakdown_of(layout)
        plan = Plan(
            fall_year=fall_year,
            breakdown=column,
            dimension=dimension,
            by_column=layout.columns["subject"],
            by_label={plain(subject): self.figures(layout, f"SAT_{subject.upper()}") for subject in ("ELA", "Math")},
            otherwise="UNKNOWN_SUBJECT",
        )
        refuse_unknown_columns(layout, plan)
        return read_report(self.code, table, layout, plan, ask)

    def figures(self, layout, prefix):
        scored = layout.columns["totalnumberwithscoredtests"]
        return [
            *level_figures(layout, "CCR_ACCESS", prefix, "totalnumberwithscoredtests"),
            Figure(
                "CCR_ACCESS",
                f"{prefix}_SCORE",
                layout.columns["averagescore"],
                read=cells_with.score,
                denominator=scored,
            ),
        ]
