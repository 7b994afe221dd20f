"""Takes the values of published imports through the gate and stores its verdicts (decision 003).

`republish` is called wherever what is published changes: an import is published or undone, the rule is changed. It
works on whole groups (an indicator in a school year), because a verdict depends on its neighbours, and in one
transaction, so that no page ever sees half a table.

- The state's figures pass as published: one statement, however many there are.
- The district's own are judged table by table (`indicators.suppression`) beside the state's figures of the same count.
- Superseded figures of the district are shown to nobody: beside the new ones they would be one more table to subtract.
"""

import time
from dataclasses import dataclass, field

from django.db import connection, transaction

from indicators.models import ComputedFigure, IndicatorValue, PublicationStamp, SuppressionRule
from indicators.models.imports import RunState, SourceKind
from indicators.publication_tables import judged_groups
from indicators.publication_writing import write_computed, write_verdicts
from indicators.releases import write_down
from indicators.suppression import Rule

LOCK = 7_310_204  # of the advisory lock: one publication at a time


@dataclass
class Outcome:
    """What a publication did. `unprotected`: hidden cells that figures of the state may give away, whatever we hide."""

    groups: int = 0
    judged: int = 0
    hidden: int = 0
    unprotected: list = field(default_factory=list)
    seconds: float = 0.0


def republish(*, run=None, groups=None):
    """Judge again what an import touches, or `groups` of (indicator code, fall year), or everything."""
    started = time.monotonic()
    if run is not None:
        groups = set(run.values.values_list("indicator_id", "fall_year"))
    if groups is not None and not groups:
        return Outcome()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        groups = set(all_groups() if groups is None else groups)
        mark_published(groups)
        outcome = publish_own(groups)
        write_down(groups)
        PublicationStamp.advance()
    outcome.groups = len(groups)
    outcome.seconds = time.monotonic() - started
    return outcome


def republish_all(progress):
    """Judge everything again, group after group, each in a transaction of its own; `progress(done, total)` is told."""
    groups = sorted(all_groups())
    for done, group in enumerate(groups):
        progress(done, len(groups))
        republish(groups={group})
    progress(len(groups), len(groups))


def all_groups():
    return IndicatorValue.objects.order_by().values_list("indicator_id", "fall_year").distinct()


def rule_in_force():
    return rule_of(SuppressionRule.in_force())


def rule_of(stored):
    """The rule that a row of thresholds says: of the one in force, or of a proposal."""
    return Rule(
        min_numerator=stored.min_numerator,
        min_complement=stored.min_complement,
        min_denominator=stored.min_denominator,
        bands=((300, stored.band_300), (100, stored.band_100), (40, stored.band_40), (0, stored.band_20)),
        complementary=stored.complementary,
    )


CELL = 'indicator_id, instrument, scope, school_id, fall_year, period, as_of_date, dimension, "group"'
IN_GROUPS = "(v.indicator_id, v.fall_year) IN (SELECT * FROM unnest(%(indicators)s, %(years)s))"

# Turned off first and on afterwards: the unique index on published cells is checked row by row.
WITHDRAW = f"""
    WITH ranked AS (
        SELECT v.id, r.state = '{RunState.PUBLISHED}' AS is_out,
            v.version = max(v.version) FILTER (WHERE r.state = '{RunState.PUBLISHED}') OVER (PARTITION BY {CELL})
            AS is_newest
        FROM indicators_indicatorvalue v JOIN indicators_importrun r ON r.id = v.run_id WHERE {IN_GROUPS}
    ), marked AS (
        SELECT id, COALESCE(is_out AND is_newest, false) AS is_published, is_out FROM ranked
    )
    UPDATE indicators_indicatorvalue v
    SET is_published = false,
        shown = CASE WHEN m.is_out AND v.source_kind = '{SourceKind.STATE}' THEN v.shown ELSE 'PENDING' END,
        shown_value = CASE WHEN m.is_out AND v.source_kind = '{SourceKind.STATE}' THEN v.shown_value END,
        shown_numerator = CASE WHEN m.is_out AND v.source_kind = '{SourceKind.STATE}' THEN v.shown_numerator END,
        shown_denominator = CASE WHEN m.is_out AND v.source_kind = '{SourceKind.STATE}' THEN v.shown_denominator END,
        suppression_reason = CASE WHEN m.is_out AND v.source_kind = '{SourceKind.STATE}'
            THEN v.suppression_reason ELSE '' END
    FROM marked m
    WHERE m.id = v.id AND NOT m.is_published
        AND (v.is_published OR (v.shown <> 'PENDING' AND NOT (m.is_out AND v.source_kind = '{SourceKind.STATE}')))
"""
RELEASE = f"""
    WITH newest AS (
        SELECT DISTINCT ON ({CELL}) v.id
        FROM indicators_indicatorvalue v JOIN indicators_importrun r ON r.id = v.run_id
        WHERE {IN_GROUPS} AND r.state = '{RunState.PUBLISHED}'
        ORDER BY {CELL}, v.version DESC
    )
    UPDATE indicators_indicatorvalue v SET is_published = true FROM newest n WHERE n.id = v.id AND NOT v.is_published
"""
# As the state printed it, its own asterisks included; also versions that it has restated since.
PASS_STATE = f"""
    UPDATE indicators_indicatorvalue v
    SET shown = CASE v.display_status WHEN 'REPORTED' THEN 'VALUE' ELSE v.display_status END,
        shown_value = v.value, shown_numerator = v.numerator, shown_denominator = v.denominator,
        suppression_reason = CASE v.display_status WHEN 'SUPPRESSED' THEN 'SOURCE' ELSE '' END
    FROM indicators_importrun r
    WHERE r.id = v.run_id AND {IN_GROUPS} AND r.state = '{RunState.PUBLISHED}'
        AND v.source_kind = '{SourceKind.STATE}' AND v.shown = 'PENDING'
"""


def mark_published(groups):
    """Which version of each cell is out, and the state's figures let through."""
    parameters = {"indicators": [code for code, _year in groups], "years": [year for _code, year in groups]}
    with connection.cursor() as cursor:
        for statement in (WITHDRAW, RELEASE, PASS_STATE):
            cursor.execute(statement, parameters)


def publish_own(groups):
    """Judge the groups that hold figures of the district's own."""
    own = IndicatorValue.objects.published().filter(source_kind=SourceKind.DISTRICT)
    with_own = sorted(groups.intersection(own.order_by().values_list("indicator_id", "fall_year").distinct()))
    computed = ComputedFigure.objects.order_by().values_list("indicator_id", "fall_year").distinct()
    for code, fall_year in groups.intersection(computed):
        ComputedFigure.objects.filter(indicator=code, fall_year=fall_year).delete()
    outcome = Outcome()
    for verdicts, computed, unprotected in judged_groups(with_own, rule_in_force()):
        write_verdicts(verdicts)
        write_computed(computed)
        outcome.judged += len(verdicts)
        outcome.hidden += sum(verdict.is_hidden for verdict in verdicts.values())
        outcome.unprotected += unprotected
    return outcome
