"""Writes the gate's verdicts: all of a group in one COPY and one UPDATE, whatever their number."""

import io

from django.db import connection

from indicators.models import ComputedFigure

STAGE = """
    CREATE TEMPORARY TABLE IF NOT EXISTS judged_values (
        id bigint, shown varchar(14), shown_value numeric(12,4), shown_numerator numeric(12,4),
        shown_denominator numeric(12,4), suppression_reason varchar(11)
    ) ON COMMIT DROP
"""
COPY = "COPY judged_values FROM STDIN"
APPLY = """
    UPDATE indicators_indicatorvalue v
    SET shown = j.shown, shown_value = j.shown_value, shown_numerator = j.shown_numerator,
        shown_denominator = j.shown_denominator, suppression_reason = j.suppression_reason
    FROM judged_values j
    WHERE j.id = v.id AND (v.shown, v.shown_value, v.shown_numerator, v.shown_denominator, v.suppression_reason)
        IS DISTINCT FROM (j.shown, j.shown_value, j.shown_numerator, j.shown_denominator, j.suppression_reason)
"""


def write_verdicts(verdicts):
    """Store {value id: verdict}."""
    lines = io.StringIO()
    for pk, verdict in verdicts.items():
        figures = (verdict.value, verdict.numerator, verdict.denominator)
        cells = [pk, verdict.shown, *("\\N" if figure is None else figure for figure in figures), verdict.reason]
        lines.write("\t".join(map(str, cells)) + "\n")
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        cursor.copy_expert(COPY, lines)
        cursor.execute(APPLY)
        cursor.execute("TRUNCATE judged_values")


def write_computed(figures):
    """Store the district's computed figures: (fields, verdict) pairs."""
    ComputedFigure.objects.bulk_create(
        ComputedFigure(
            **fields,
            shown=verdict.shown,
            shown_value=verdict.value,
            shown_numerator=verdict.numerator,
            shown_denominator=verdict.denominator,
            suppression_reason=verdict.reason,
        )
        for fields, verdict in figures
    )
