"""The reports of the state's portal: how each is recognised, and which columns make which figure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from indicators.importing import figures as cells_with
from indicators.importing.families.edsight import Figure, Plan, breakdown_of, find_layout, key, read_report, year_of
from indicators.importing.labels import dimension_of, group_of
from indicators.importing.observations import Refused


@dataclass(frozen=True)
class Report:
    """One report: `title` begins its first line, `needs` are headings it must have, `figures` reads the header."""

    code: str
    label: str
    title: str
    needs: tuple
    figures: Callable

    def recognise(self, table):
        layout = find_layout(table)
        if layout and layout.title.startswith(self.title) and layout.has(*self.needs):
            return layout
        return None

    def read(self, table, layout, ask):
        fall_year = year_of(layout.title)
        if fall_year is None:
            raise Refused("NO_YEAR_IN_TITLE", line=1)
        column, dimension = breakdown_of(layout)
        plan = Plan(fall_year=fall_year, breakdown=column, dimension=dimension, figures=self.figures(layout))
        refuse_unknown_columns(layout, plan)
        return read_report(self.code, table, layout, plan, ask)


KNOWN_PLACES = {
    "district",
    "districtcode",
    "reportingsdistrictcode",
    "school",
    "schoolcode",
    "organization",
    "organizationcode",
    "state",
}


def refuse_unknown_columns(layout, plan):
    """A column that we do not know may change what the others mean: such a file is not understood."""
    used = {plan.breakdown, plan.by_column}
    for figure in [*plan.figures, *(one for some in plan.by_label.values() for one in some)]:
        used |= {figure.value, figure.numerator, figure.denominator}
    for column, heading in enumerate(layout.header):
        if column not in used and key(heading) not in KNOWN_PLACES:
            raise Refused("UNKNOWN_COLUMN", line=layout.header_line, column=heading[:120])


def chronic(layout):
    columns = layout.columns
    if "%chronicallyabsent" in columns:
        return [Figure("CHRONIC_ABS", "EDSIGHT_CHRONIC", columns["%chronicallyabsent"])]
    return [Figure("CHRONIC_ABS", "EDSIGHT_CHRONIC", columns["%"], numerator=columns["studentcount"])]


def is_chronic(layout):
    if layout.has("%chronicallyabsent"):
        return True
    return layout.has("%", "studentcount") and layout.span[layout.columns["%"]] == "Chronically Absent"


@dataclass(frozen=True)
class ChronicReport(Report):
    """From 2018-19 the export has a count and a rate under a spanning header; earlier years have one rate."""

    def recognise(self, table):
        layout = super().recognise(table)
        return layout if layout and is_chronic(layout) else None


def graduates(layout):
    columns = layout.columns
    return [
        Figure(
            "GRAD_4YR",
            "EDSIGHT_COHORT4",
            columns["graduationrate"],
            numerator=columns["graduationcount"],
            denominator=columns["four-yearcohortcount"],
        )
    ]


def non_graduates(layout):
    columns = layout.columns
    return [
        Figure(
            "GRAD_4YR",
            instrument,
            columns[f"{words}rate"],
            numerator=columns[f"{words}count"],
            denominator=columns["four-yearcohortcount"],
        )
        for words, instrument in (("stillenrolled", "EDSIGHT_COHORT4_STILL"), ("other", "EDSIGHT_COHORT4_OTHER"))
    ]


def college(layout):
    return [
        Figure("COLLEGE_ACCEPT", "EDSIGHT_COLLEGE_ENTRANCE", layout.columns["entrance(%)"]),
        Figure("COLLEGE_ACCEPT", "EDSIGHT_COLLEGE_PERSISTENCE", layout.columns["persistence(%)"]),
    ]


def events(instruments, layout):
    """Counts of events, one column each; their order differs from year to year."""
    return [
        Figure("OSS_COUNT", instrument, layout.columns[key(heading)], read=cells_with.count)
        for heading, instrument in instruments.items()
    ]


SANCTIONS = {
    "Out-of-School Suspension": "EDSIGHT_OSS_EVENTS",
    "In-School Suspension": "EDSIGHT_ISS_EVENTS",
    "Expulsion": "EDSIGHT_EXPULSIONS",
    "Bus Suspension": "EDSIGHT_BUS_SUSPENSIONS",
}
INCIDENTS = {
    "Violent Crimes Against Persons": "EDSIGHT_INCIDENT_VIOLENT",
    "Sexually Related Behavior": "EDSIGHT_INCIDENT_SEXUAL",
    "Personally Threatening Behavior": "EDSIGHT_INCIDENT_THREAT",
    "Theft Related Behaviors": "EDSIGHT_INCIDENT_THEFT",
    "Physical and Verbal Confrontation": "EDSIGHT_INCIDENT_CONFRONTATION",
    "Fighting and Battery": "EDSIGHT_INCIDENT_FIGHTING",
    "Property Damage": "EDSIGHT_INCIDENT_DAMAGE",
    "Weapons": "EDSIGHT_INCIDENT_WEAPONS",
    "Drugs, Alcohol, Tobacco": "EDSIGHT_INCIDENT_DRUGS",
    "School Policy Violations": "EDSIGHT_INCIDENT_POLICY",
}


@dataclass(frozen=True)
class EnrollmentReport(Report):
    """Wide: a column for each group, the year on a line of its own; the last row is a total, not a district."""

    def read(self, table, layout, ask):
        years = [year_of(title) for title in layout.titles[1:]]
        years = [year for year in years if year is not None]
        if len(years) != 1:
            raise Refused("NO_YEAR_IN_TITLE", line=1)
        plan = Plan(fall_year=years[0], figures=self.figures(layout))
        return read_report(self.code, table, layout, plan, ask)


def enrollment(layout):
    """Each column that names no place is a group of the dimension in the spanning header; `Total` is all students."""
    figures = []
    for column, heading in enumerate(layout.header):
        if key(heading) in KNOWN_PLACES:
            continue
        dimension, group = "ALL", group_of("ALL", heading)
        if group is None:
            dimension = dimension_of(layout.span[column]) or ""
            group = group_of(dimension, heading) if dimension else None
        if group is None:
            raise Refused("UNKNOWN_COLUMN", line=layout.header_line, column=heading[:120])
        figures.append(
            Figure(
                "ENROLLMENT",
                "ENROLLMENT_OCT",
                column,
                read=cells_with.count,
                dimension=str(dimension),
                group=group,
            )
        )
    return figures


REPORTS = [
    ChronicReport(
        "EDSIGHT_CHRONIC_ABSENTEEISM",
        _("EdSight: chronic absenteeism"),
        "Chronic Absenteeism, ",
        (),
        chronic,
    ),
    Report(
        "EDSIGHT_GRADUATES",
        _("EdSight: four-year graduation rates, graduates"),
        "Four-Year Graduation Rates, ",
        ("four-yearcohortcount", "graduationcount", "graduationrate"),
        graduates,
    ),
    Report(
        "EDSIGHT_NON_GRADUATES",
        _("EdSight: four-year graduation rates, not graduated"),
        "Four-Year Graduation Rates, ",
        ("four-yearcohortcount", "stillenrolledcount", "stillenrolledrate", "othercount", "otherrate"),
        non_graduates,
    ),
    Report(
        "EDSIGHT_COLLEGE",
        _("EdSight: college entrance and persistence"),
        "College Entrance and Persistence, ",
        ("entrance(%)", "persistence(%)"),
        college,
    ),
    Report(
        "EDSIGHT_SANCTIONS",
        _("EdSight: sanction counts"),
        "Sanction Counts, ",
        tuple(key(heading) for heading in SANCTIONS),
        partial(events, SANCTIONS),
    ),
    Report(
        "EDSIGHT_INCIDENTS",
        _("EdSight: incident counts"),
        "Incident Counts, ",
        tuple(key(heading) for heading in INCIDENTS),
        partial(events, INCIDENTS),
    ),
    EnrollmentReport(
        "EDSIGHT_ENROLLMENT",
        _("EdSight: October enrollment"),
        "Student Counts by ",
        ("district", "districtcode"),
        enrollment,
    ),
]
