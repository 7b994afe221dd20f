"""The scorecard as rows for files: tidy, one value a row, stable codes, never localised."""

from indicators.scorecard.classing import Basis
from indicators.tables import as_number, plain

HEAT_HEADERS = [
    "school_code",
    "school",
    "span",
    "tier",
    "tier_since",
    "indicator",
    "instrument",
    "fall_year",
    "state",
    "value",
    "per_100_students",
    "held_against",
    "distance",
    "class",
]
COVERAGE_HEADERS = [
    "indicator",
    "instrument",
    "fall_year",
    "schools_asked",
    "schools_shown",
    "schools_suppressed",
    "schools_not_reported",
    "schools_not_applicable",
    "as_of",
    "statuses",
]
ELEMENT_HEADERS = [
    "element",
    "theme",
    "line",
    "unit",
    "fall_year",
    "value",
    "value_year_before",
    "district_value",
    "district_value_year_before",
    "schools_reported",
    "schools_reported_year_before",
]
CHANGE_HEADERS = ["since", "until", "topic", "change", "label", "total"]


def heat_rows(heat):
    for row in heat.rows:
        for square in row.squares:
            column = square.column
            yield [
                row.school.code,
                row.school.name,
                row.span.value,
                row.tier,
                row.tier_since,
                column.code,
                column.instrument,
                column.fall_year,
                square.state.value,
                plain(square.figure) if square.figure else None,
                rounded(square.value) if column.is_count else None,
                Basis(heat.basis).name,
                rounded(square.distance),
                square.level.number if square.level else None,
            ]


def rounded(value):
    return None if value is None else as_number(round(value, 2))


def coverage_rows(lines):
    for one in lines:
        yield [
            one.column.code,
            one.column.instrument,
            one.column.fall_year,
            one.asked,
            one.shown,
            one.hidden,
            one.missing,
            one.not_asked,
            one.as_of,
            " ".join(status.value for status in one.statuses),
        ]


def element_rows(elements, fall_year):
    """The measures and ratios; outcomes are the figures that other files hold."""
    for element in elements:
        for theme in element.themes:
            for one in theme.lines:
                numbers = (one.now, one.before, one.district_now, one.district_before)
                yield [
                    element.element.value,
                    theme.label,
                    str(one.label),
                    "share" if one.is_share else one.unit,
                    fall_year,
                    *(number if number is None else round(float(number), 4) for number in numbers),
                    theme.schools,
                    theme.schools_before,
                ]


def change_rows(topics, period):
    for topic in topics:
        for one in topic.changes:
            yield [period.since, period.until, topic.label, one.code, str(one.label), one.total]
