"""The tables of the open data and their columns, with a description of each in both languages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from fce_portal.public.open_data import rows

VERSION = "v1"
FORMATS = ("csv", "json")


@dataclass(frozen=True)
class Column:
    """`kind`: text, integer, number, boolean, date. An empty cell (JSON: null): not known, or not said."""

    name: str
    kind: str
    label: str


@dataclass(frozen=True)
class Table:
    """`rows()` gives lists in the order of `columns`, one after the other. `stamp()` names the state of a large table,
    so that a reader who has it already is answered without reading it; small ones go by their content."""

    code: str
    title: str
    text: str
    columns: tuple
    rows: Callable
    stamp: Callable | None = None


@dataclass(frozen=True)
class Change:
    day: date
    text: str


# What changed in the tables, the newest first: those who use them read it here.
CHANGES = [
    Change(date(2026, 11, 26), _("Added: the table definition-changes.")),
    Change(date(2026, 11, 26), _("Version 1: the first tables.")),
]

SCHOOL_CODE = Column("school_code", "text", _("State code of the school; empty for the whole district"))
SCHOOL = Column("school", "text", _("Name of the school"))
FALL_YEAR = Column("fall_year", "integer", _("School year, by the year in which it begins"))
SCHOOL_YEAR = Column("school_year", "text", _("School year in words, such as 2025-26"))
INDICATOR = Column("indicator", "text", _("Code of the indicator (table: indicator-definitions)"))
DIMENSION = Column("dimension", "text", _("What students are grouped by; ALL for all students"))
GROUP = Column("group", "text", _("The group of students; ALL for all students"))
MEASURE = Column("measure", "text", _("Code of the measure (table: measure-definitions)"))
COUNT = Column("value", "number", _("The count. Where nothing was counted there is no row, which is not a zero"))

TABLES = {
    table.code: table
    for table in (
        Table(
            "indicators",
            _("Indicator figures"),
            _("Every published final figure of the district and its schools, by group of students. Small groups are "
              "withheld: the column published_as says so."),
            (
                INDICATOR,
                Column("scope", "text", _("DISTRICT or SCHOOL")),
                SCHOOL_CODE,
                SCHOOL,
                FALL_YEAR,
                SCHOOL_YEAR,
                Column("period", "text", _("FINAL: the figure of the whole school year")),
                Column("as_of_date", "date", _("Day of a figure during the year; empty for final ones")),
                DIMENSION,
                GROUP,
                Column("instrument", "text", _("The series: test, survey or count that the figure comes from")),
                Column("value", "text", _("The figure, the limit of a band (≤5, ≥95), or a mark: * withheld, N/A not "
                                          "applicable, — not reported")),
                Column("published_as", "text", _("VALUE, BAND_LOW, BAND_HIGH, SUPPRESSED, NOT_APPLICABLE or "
                                                 "NOT_REPORTED")),
                Column("numerator", "number", _("Students counted, where published")),
                Column("denominator", "number", _("Students in the group, where published")),
                Column("status", "text", _("Preliminary or final, as the source says")),
                Column("version", "integer", _("1 for the first publication, more where it was restated")),
                Column("source", "text", _("STATE, DISTRICT, or COMPUTED by the portal from schools")),
                Column("schools_counted", "integer", _("For computed figures: schools with a figure")),
                Column("schools_total", "integer", _("For computed figures: schools that could have one")),
            ),
            rows.indicators,
            rows.stamp_of_publication,
        ),
        Table(
            "indicator-definitions",
            _("Definitions of the indicators"),
            _("What each indicator counts by the plan, in both languages; changes since: table definition-changes."),
            (
                Column("code", "text", _("Code of the indicator")),
                Column("name_en", "text", _("Name in English")),
                Column("name_es", "text", _("Name in Spanish")),
                Column("definition_en", "text", _("Definition in English")),
                Column("definition_es", "text", _("Definition in Spanish")),
                Column("is_equity", "boolean", _("Whether it is one of the eight equity indicators of the plan")),
                Column("unit", "text", _("PERCENT or COUNT")),
                Column("direction", "text", _("HIGHER or LOWER: which way is better")),
                Column("main_instrument", "text", _("The series that is held against the target")),
                Column("source", "text", _("Where its figures come from")),
            ),
            rows.indicator_definitions,
        ),
        Table(
            "definition-changes",
            _("Changed definitions"),
            _("By what an indicator is counted from a school year on, where that is no longer what the plan adopted. "
              "Figures of earlier years keep the definition before, and are not compared with later ones."),
            (
                INDICATOR,
                FALL_YEAR,
                SCHOOL_YEAR,
                Column("definition_en", "text", _("Definition in English")),
                Column("definition_es", "text", _("Definition in Spanish")),
                Column("counted_en", "text", _("What is counted, in English")),
                Column("counted_es", "text", _("What is counted, in Spanish")),
                Column("of_whom_en", "text", _("Out of whom, in English")),
                Column("of_whom_es", "text", _("Out of whom, in Spanish")),
                Column("source_en", "text", _("Source, in English")),
                Column("source_es", "text", _("Source, in Spanish")),
                Column("reason_en", "text", _("What changed and why, in English")),
                Column("reason_es", "text", _("What changed and why, in Spanish")),
                Column("approved_on", "date", _("Day on which the change was approved")),
            ),
            rows.definition_changes,
        ),
        Table(
            "targets",
            _("Targets"),
            _("What the plan adopted, and what the district proposes on the way."),
            (
                INDICATOR,
                Column("kind", "text", _("ADOPTED with the plan, or INTERIM: proposed by the district")),
                Column("cycle", "text", _("The plan")),
                SCHOOL_CODE,
                DIMENSION,
                GROUP,
                Column("baseline", "number", _("Where the plan says it started")),
                Column("comparator", "text", _("How a figure is held against it: >=, <=, <")),
                Column("target", "number", _("The target")),
                FALL_YEAR,
                SCHOOL_YEAR,
                Column("wording", "text", _("In the words of the plan or the district")),
            ),
            rows.targets,
        ),
        Table(
            "schools",
            _("Schools"),
            _("All schools, also closed ones, with the facts in force today."),
            (
                Column("school_code", "text", _("State code of the school")),
                SCHOOL,
                Column("opened_on", "date", _("First day open, where known")),
                Column("closed_on", "date", _("Last day open; empty for open schools")),
                Column("low_grade", "integer", _("Lowest grade; 0 is kindergarten, -1 pre-kindergarten")),
                Column("high_grade", "integer", _("Highest grade")),
                Column("tier", "text", _("Support tier")),
                Column("is_title1", "boolean", _("Whether it gets Title I money")),
                Column("is_magnet", "boolean", _("Whether it is a magnet school")),
                Column("is_community_school", "boolean", _("Whether it is a Community School")),
            ),
            rows.schools,
        ),
        Table(
            "plan",
            _("The plan and its milestones"),
            _("Priority Actions and initiatives, and how many of their milestones are done today."),
            (
                Column("cycle", "text", _("The plan")),
                Column("priority_action", "text", _("Number of the Priority Action")),
                Column("priority_action_en", "text", _("Its title in English")),
                Column("priority_action_es", "text", _("Its title in Spanish")),
                Column("initiative", "text", _("Number of the initiative")),
                Column("initiative_en", "text", _("Its title in English")),
                Column("initiative_es", "text", _("Its title in Spanish")),
                Column("milestones_total", "integer", _("Milestones, without those that were dropped")),
                Column("milestones_done", "integer", _("Milestones that are done")),
            ),
            rows.plan,
        ),
        Table(
            "measures",
            _("Engagement by school and school year"),
            _("What schools logged and what the portal counted, in the sums that dashboards show."),
            (SCHOOL_CODE, SCHOOL, FALL_YEAR, SCHOOL_YEAR, MEASURE, COUNT),
            rows.measures,
            rows.stamp_of_rollup,
        ),
        Table(
            "measures-by-month",
            _("Engagement of the district by month"),
            _("The same for the whole district, month by month."),
            (Column("month", "text", _("The month, such as 2026-03")), FALL_YEAR, SCHOOL_YEAR, MEASURE, COUNT),
            rows.measures_by_month,
            rows.stamp_of_rollup,
        ),
        Table(
            "measure-definitions",
            _("Definitions of the measures"),
            _("What each measure counts, in both languages."),
            (
                Column("code", "text", _("Code of the measure")),
                Column("label_en", "text", _("What it counts, in English")),
                Column("label_es", "text", _("What it counts, in Spanish")),
                Column("unit", "text", _("Code of the unit")),
                Column("monitoring_element", "text", _("OUTCOMES, LEADERSHIP, PERCEPTIONS or IMPLEMENTATION")),
                Column("theme_en", "text", _("Heading under which dashboards show it; empty for engagement")),
            ),
            rows.measure_definitions,
        ),
        Table(
            "council-meetings",
            _("Meetings of the School Governance Councils"),
            _("Meetings that were held, with their quorum, and those to come."),
            (
                Column("school_code", "text", _("State code of the school")),
                SCHOOL,
                Column("held_on", "date", _("Day of the meeting")),
                Column("kind", "text", _("REGULAR, SPECIAL or EMERGENCY")),
                Column("state", "text", _("SCHEDULED, NOTICED, HELD, DRAFTED or POSTED (minutes)")),
                Column("voting_present", "integer", _("Voting members present; empty before it was held")),
                Column("quorum_required", "integer", _("Voting members that a decision takes")),
                Column("had_quorum", "boolean", _("Whether there were enough; empty before it was held")),
                Column("minutes_posted_on", "date", _("Day on which the minutes became public")),
            ),
            rows.council_meetings,
        ),
        Table(
            "council-duties",
            _("Yearly duties of the councils"),
            _("How many duties of each council were due in a school year, how many were done, and how many on time."),
            (
                Column("school_code", "text", _("State code of the school")),
                SCHOOL,
                FALL_YEAR,
                SCHOOL_YEAR,
                Column("duties_due", "integer", _("Duties with a day in the school year")),
                Column("duties_done", "integer", _("Duties that are done")),
                Column("duties_in_time", "integer", _("Duties that were done by their day")),
            ),
            rows.council_duties,
        ),
        Table(
            "compacts",
            _("School-family compacts in force"),
            _("Which schools have a compact in force, since when, and where it can be read."),
            (
                Column("school_code", "text", _("State code of the school")),
                SCHOOL,
                FALL_YEAR,
                SCHOOL_YEAR,
                Column("approved_on", "date", _("Day on which the council approved it")),
                Column("address", "text", _("Where it can be read")),
            ),
            rows.compacts,
        ),
    )
}  # fmt: skip
