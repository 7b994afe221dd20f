"""Suspension rates: students with at least one sanction, and their percent of October enrollment.

These files have no title. The year is only in the file's name; where it is not there a person must give it.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from district import school_years
from indicators.importing.families.edsight import Figure, Plan, breakdown_of, find_layout, read_report
from indicators.importing.families.reports import refuse_unknown_columns
from indicators.importing.observations import Refused

YEAR_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}-[0-9]{2})(?![0-9])")


@dataclass(frozen=True)
class SuspensionRates:
    code = "EDSIGHT_SUSPENSION_RATES"
    label = _("EdSight: suspension rates (students)")

    def recognise(self, table):
        layout = find_layout(table)
        if not layout or layout.titles or layout.header_line != 1:
            return None
        is_it = layout.header[-2:] == ["Count", "%"] and layout.has("district")
        return layout if is_it else None

    def read(self, table, layout, ask):
        column, dimension = breakdown_of(layout)
        figure = Figure(
            "OSS_COUNT",
            "EDSIGHT_SUSPENDED_STUDENTS",
            layout.columns["%"],
            numerator=layout.columns["count"],
        )
        plan = Plan(fall_year=year_for(ask), breakdown=column, dimension=dimension, figures=[figure])
        refuse_unknown_columns(layout, plan)
        reading = read_report(self.code, table, layout, plan, ask)
        reading.outside_year = plan.fall_year
        return reading


def year_for(ask):
    """The year that the file's name or a person says; both must agree."""
    named = year_in_name(ask.file_name)
    if named is None and ask.fall_year is None:
        raise Refused("YEAR_NEEDED", line=1)
    if named is not None and ask.fall_year not in (None, named):
        raise Refused("YEAR_CONFLICT", line=1, named=school_years.label(named), given=school_years.label(ask.fall_year))
    return named if named is not None else ask.fall_year


def year_in_name(file_name):
    years = set(YEAR_IN_NAME.findall(file_name))
    if len(years) != 1:
        return None
    try:
        return school_years.parse_label(years.pop())
    except ValueError:
        return None
