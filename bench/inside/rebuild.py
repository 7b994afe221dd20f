"""A full rebuild of the rollup against what one would write by hand: seconds of each, in turns.

By hand: for each way of cutting one INSERT … SELECT … GROUP BY that counts the same cells from the same tables. It
knows nothing of districts, school years, locks or history; the rebuild does all that besides. With hundreds of counts
nobody writes these columns down, so they come from the declarations; that those mean what they say is held against
some twenty counts that were written by hand.
"""

import time
from functools import partial

from bench.inside import run

TABLES = """
CREATE TEMPORARY TABLE bench_cells (
    school_key bigint, month date, source text, slice_key bigint, counts bigint[],
    PRIMARY KEY (school_key, month, source, slice_key)
);
CREATE TEMPORARY TABLE hand_cells (
    school_key bigint, month date, source text, slice_key bigint,
    activities_held bigint, activities_linked_to_learning bigint, activities_rated bigint, activities_dual bigint,
    activities_with_audience bigint, families_attending bigint, adults_attending bigint, staff_attending bigint,
    home_visits_relational_first bigint, home_visits_relational_repeat bigint,
    home_visits_attendance_first bigint, home_visits_attendance_repeat bigint,
    activities_with_interpretation bigint, activities_offered_in_spanish bigint, activities_with_child_care bigint,
    volunteer_hours bigint, social_events bigint, activities_logged bigint,
    council_meetings_held bigint, council_meetings_with_quorum bigint,
    PRIMARY KEY (school_key, month, source, slice_key)
)
"""
COUNTS = """
    count(*) FILTER (WHERE activity_type <> 'SOCIAL'),
    count(*) FILTER (WHERE activity_type <> 'SOCIAL' AND rating_linked_to_learning >= 2),
    count(*) FILTER (WHERE activity_type <> 'SOCIAL' AND rating_linked_to_learning IS NOT NULL),
    count(*) FILTER (WHERE activity_type <> 'SOCIAL' AND audience = 'BOTH'),
    count(*) FILTER (WHERE activity_type <> 'SOCIAL' AND audience <> ''),
    sum(families_total) FILTER (WHERE activity_type NOT IN ('HOME_VISIT_PTHV', 'HOME_VISIT_ATT')),
    sum(adults_total) FILTER (WHERE activity_type NOT IN ('HOME_VISIT_PTHV', 'HOME_VISIT_ATT')),
    sum(staff_total) FILTER (WHERE activity_type NOT IN ('HOME_VISIT_PTHV', 'HOME_VISIT_ATT')),
    sum(visits_first_total) FILTER (WHERE activity_type = 'HOME_VISIT_PTHV'),
    sum(visits_second_total) FILTER (WHERE activity_type = 'HOME_VISIT_PTHV'),
    sum(visits_first_total) FILTER (WHERE activity_type = 'HOME_VISIT_ATT'),
    sum(visits_second_total) FILTER (WHERE activity_type = 'HOME_VISIT_ATT'),
    count(*) FILTER (WHERE activity_type <> 'SOCIAL' AND interpretation_provided),
    count(*) FILTER (WHERE activity_type <> 'SOCIAL' AND languages_offered @> ARRAY['es']::varchar[]),
    count(*) FILTER (WHERE activity_type <> 'SOCIAL' AND child_care),
    sum((hours_total * 100)::bigint) FILTER (WHERE activity_type = 'VOLUNTEER'),
    count(*) FILTER (WHERE activity_type = 'SOCIAL'),
    count(*),
    0::bigint, 0::bigint
"""
BY_HAND = f"""
INSERT INTO hand_cells
SELECT school_key, date_trunc('month', held_on::timestamp)::date, 'activities', 0, {COUNTS}
FROM partnerships_activity WHERE deleted_at IS NULL GROUP BY 1, 2
UNION ALL
SELECT school_key, date_trunc('month', held_on::timestamp)::date, 'activities', initiative_id, {COUNTS}
FROM partnerships_activity JOIN partnerships_activity_initiatives AS link ON link.activity_id = partnerships_activity.id
WHERE deleted_at IS NULL GROUP BY 1, 2, 4
UNION ALL
SELECT school_id, date_trunc('month', held_on::timestamp)::date, 'council_meetings', 0,
    {"0, " * 18} count(*), count(*) FILTER (WHERE voting_present >= quorum_required)
FROM governance_councilmeeting JOIN governance_council AS council ON council.id = council_id GROUP BY 1, 2
"""
# Both ways must have counted the same: the numbers of one that are not the numbers of the other.
DIFFERENT_CELLS = """
SELECT count(*) FROM bench_cells FULL JOIN indicators_measurecell AS cell USING (school_key, month, source, slice_key)
WHERE bench_cells.counts IS DISTINCT FROM cell.counts
"""
DIFFERENT = """
WITH slot (source, slot, key) AS (SELECT * FROM unnest(%s::text[], %s::int[], %s::text[]))
SELECT count(*) FROM (
    SELECT cell.school_key, cell.month, cell.source, cell.slice_key, part.key, part.value::bigint
    FROM hand_cells AS cell CROSS JOIN LATERAL jsonb_each_text(
        to_jsonb(cell) - '{school_key,month,source,slice_key}'::text[]
    ) AS part
    WHERE part.value::bigint <> 0
) AS by_hand
FULL JOIN (
    SELECT cell.school_key, cell.month, cell.source, cell.slice_key, slot.key, part.value
    FROM indicators_measurecell AS cell CROSS JOIN LATERAL unnest(cell.counts) WITH ORDINALITY AS part (value, slot)
    JOIN slot ON slot.source = cell.source AND slot.slot = part.slot
    WHERE part.value <> 0 AND cell.slice_key >= 0
) AS rebuilt USING (school_key, month, source, slice_key, key, value)
WHERE by_hand.school_key IS NULL OR rebuilt.school_key IS NULL
"""


def main(times):
    from django.db import connection

    from indicators import rollups

    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.execute(BY_HAND)
        ways = {"rebuild": rollups.rebuild, "by_hand": partial(count_by_hand, cursor)}
        seconds = {name: [] for name in ways}
        for turn in range(times + 1):
            for name, way in ways.items():
                started = time.perf_counter()
                way()
                if turn:  # the first turn warms up
                    seconds[name].append(time.perf_counter() - started)
        return {**seconds, "different_cells": different(cursor)}


def different(cursor):
    from indicators.measures import sources

    cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = 'hand_cells'::regclass AND attnum > 0")
    by_hand = {name for (name,) in cursor.fetchall()}
    slots = [(source.name, slot, measure.code) for source, held in sources().items() for slot, measure in held.items()]
    slots = [slot for slot in slots if slot[-1] in by_hand]
    cursor.execute(DIFFERENT, [list(column) for column in zip(*slots, strict=True)])
    found = cursor.fetchone()[0]
    cursor.execute(DIFFERENT_CELLS)
    return found + cursor.fetchone()[0]


def count_by_hand(cursor):
    """Replace the cells, as a rebuild does, in one transaction."""
    from django.db import transaction

    from indicators import rollup_sql
    from indicators.measures import sources

    with transaction.atomic():
        cursor.execute("DELETE FROM bench_cells")
        for source in sources():
            counted, params = rollup_sql.all_cells(source)
            cells = f"SELECT *, {rollup_sql.counts(source)} AS counts FROM ({counted}) AS counted"
            cursor.execute(
                f"INSERT INTO bench_cells SELECT school_key, month, %s, slice_key, counts FROM ({cells}) AS cell "
                "WHERE 0 <> ANY (counts)",
                [source.name, *params],
            )


if __name__ == "__main__":
    run(main)
