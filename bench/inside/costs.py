"""What a district of this size costs in disk, rollups, nightly jobs and in the asks that a partition would serve.

Run against a district of `bench.load` (`python -m bench.load.costs`). It makes tables of its own for the history that a
bulk load does not write, and drops them again; the portal's own rows stay as they are.
"""

import os
import time
from datetime import timedelta

from bench.inside import run

ACTIVITIES = "partnerships_activity"
LINKS = ("partnerships_activity_initiatives", "partnerships_activity_indicators", "partnerships_activity_partners")
EVENTS = "partnerships_activityevent"
TRIAL_EVENTS = "bench_events"
NIGHTLY = (
    "district.tasks.take_names_in_force",
    "plans.tasks.mark_milestones_due",
    "governance.tasks.settle_models",
    "governance.tasks.settle_duties",
    "governance.tasks.tend_meeting_notices",
    "partnerships.tasks.settle_feedback",
    "indicators.tasks.verify_rollups",
    "district.tasks.seal_audit",
    "district.tasks.verify_audit",
    "governance.tasks.send_reminders",
    "governance.tasks.send_compact_reminders",
    "governance.tasks.send_training_reminders",
    "governance.tasks.remind_of_duties",
    "partnerships.tasks.remind_of_agreements",
    "partnerships.tasks.tend_evaluations",
    "plans.tasks.send_reminders",
    "fce_portal.tasks.send_digests",
    "district.tasks.sweep_drafts",
    "district.tasks.sweep_evidence",
)
PARTS = ("sizes", "history", "rollups", "nightly", "asks", "vacuum")


def main(*names):
    found = {}
    for name in names or PARTS:
        started = time.perf_counter()
        found[name] = globals()[name]()
        found[name]["seconds_of_this_part"] = round(time.perf_counter() - started, 1)
    return found


def sql(statement, params=None):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def timed(work):
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 3)


# ---------------------------------------------------------------------- disk


def sizes():
    """Bytes of each row of activities, its indexes and links; of the cells; of everything else by school."""
    from district.models import School

    activities = count(ACTIVITIES)
    found = {"activities": activities, "schools": School.objects.count(), "database_bytes": database_bytes()}
    found["activity"] = bytes_of(ACTIVITIES, activities)
    found["indexes"] = {
        name: round(size / activities, 1)
        for name, size in sql(
            "SELECT indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index "
            "WHERE indrelid = %s::regclass ORDER BY 2 DESC",
            [ACTIVITIES],
        )
    }
    found["links_bytes_an_activity"] = round(sum(size_of(table) for table in LINKS) / activities, 1)
    cells = count("indicators_measurecell")
    found["cells"] = cells
    found["cell_bytes_a_school"] = round(size_of("indicators_measurecell") / found["schools"])
    of_activities = size_of(ACTIVITIES) + sum(map(size_of, LINKS))
    rest = found["database_bytes"] - of_activities - size_of("indicators_measurecell")
    found["other_bytes_a_school"] = round(rest / found["schools"])
    return found


def count(table):
    return sql(f'SELECT count(*) FROM "{table}"')[0][0]


def size_of(table):
    return sql("SELECT pg_total_relation_size(%s::regclass)", [table])[0][0]


def database_bytes():
    return sql("SELECT pg_database_size(current_database())")[0][0]


def bytes_of(table, rows):
    heap, indexes = sql("SELECT pg_table_size(%s::regclass), pg_indexes_size(%s::regclass)", [table, table])[0]
    return {"table": round(heap / rows, 1), "indexes": round(indexes / rows, 1)}


def history():
    """An event of each activity, as the form would have left it, in a table made like the real one."""
    columns = [
        name
        for (name,) in sql(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [EVENTS],
        )
    ]
    shared = {
        name
        for (name,) in sql(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [ACTIVITIES],
        )
    }
    made = {
        "pgh_id": "id", "pgh_created_at": "logged_at", "pgh_label": "'insert'", "pgh_obj_id": "id",
        "pgh_context_id": "gen_random_uuid()",
    }  # fmt: skip
    known = [name for name in columns if name in made or name in shared]
    source = ", ".join(made.get(name, f'"{name}"') for name in known)
    names = ", ".join(f'"{name}"' for name in known)
    most = int(os.environ.get("BENCH_HISTORY_ROWS", "5000000"))
    sql(f"DROP TABLE IF EXISTS {TRIAL_EVENTS}")
    sql(f"CREATE TABLE {TRIAL_EVENTS} (LIKE {EVENTS} INCLUDING DEFAULTS INCLUDING INDEXES)")
    seconds = timed(lambda: sql(f"INSERT INTO {TRIAL_EVENTS} ({names}) SELECT {source} FROM {ACTIVITIES} LIMIT {most}"))
    sql(f"VACUUM ANALYZE {TRIAL_EVENTS}")
    rows = count(TRIAL_EVENTS)
    contexts = sql("SELECT count(*), pg_total_relation_size('pghistory_context') FROM pghistory_context")[0]
    found = {
        "events": rows,
        "event": bytes_of(TRIAL_EVENTS, rows),
        "context_bytes": round(contexts[1] / contexts[0]) if contexts[0] else None,
        "contexts": contexts[0],
        "filling_seconds": seconds,
        "newest_of_one": explained(
            f"SELECT * FROM {TRIAL_EVENTS} WHERE pgh_obj_id = %s ORDER BY pgh_id DESC", [an_activity()]
        ),
        "newest_of_all": explained(f"SELECT * FROM {TRIAL_EVENTS} ORDER BY pgh_id DESC LIMIT 50"),
    }
    sql(f"DROP TABLE {TRIAL_EVENTS}")
    return found


def an_activity():
    return sql(f"SELECT max(id) FROM {ACTIVITIES}")[0][0]


# ---------------------------------------------------------------------- what runs by itself


def rollups():
    from indicators import rollups as kept

    return {"rebuild": timed(kept.rebuild)}


def nightly():
    """Seconds of each thing that runs by night or by the clock, in this process, mail into a folder."""
    from fce_portal.celery import app

    app.loader.import_default_modules()
    found = {}
    for name in NIGHTLY:
        try:
            found[name] = timed(lambda task=app.tasks[name]: task.apply(throw=True))
        except Exception as error:
            found[name] = f"{type(error).__name__}: {error}"[:200]
    return found


# ---------------------------------------------------------------------- the asks that a partition would serve


def asks():
    """Buffers (8 kB each) and milliseconds of what people and jobs ask of the large table, warm."""
    from django.utils import timezone

    from district import school_years
    from district.models import School
    from partnerships.filters import COUNTED_TO
    from partnerships.models import Activity

    today = timezone.localdate()
    year = school_years.fall_year_of(today)
    school = School.objects.order_by("code").first().pk
    kept = Activity.objects.kept()
    newest = kept.order_by("-held_on", "-pk")
    asked = {
        "list of a school, newest 25": newest.filter(school_key=school)[:25],
        "list of a school and year, newest 25": newest.filter(school_key=school).in_school_year(year)[:25],
        "list of a school and last year": newest.filter(school_key=school).in_school_year(year - 1)[:25],
        "list of the district, newest 25": newest[:25],
        "list of the district, last year": newest.in_school_year(year - 1)[:25],
        "list of one type": newest.filter(activity_type="WORKSHOP")[:25],
        "counted to 10,000": kept.order_by().values("pk")[: COUNTED_TO + 1],
        "file of the district, 10,000 rows": newest[:COUNTED_TO],
        "one activity": kept.filter(pk=an_activity()),
    }
    found = {name: explained(*queryset.query.sql_with_params()) for name, queryset in asked.items()}
    month = today.replace(day=1)
    found["one school-month, as the rollup reads it"] = explained(
        f"SELECT activity_type, count(*), sum(families_total) FROM {ACTIVITIES} WHERE school_key = %s "
        "AND held_on >= %s AND held_on < %s AND deleted_at IS NULL GROUP BY 1",
        [school, month - timedelta(days=31), month],
    )
    return found


def explained(statement, params=None):
    """{buffers, milliseconds, plan} of the second run."""
    for _turn in range(2):
        told = sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", params)[0][0][0]
    plan = told["Plan"]
    return {
        "buffers": plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
        "milliseconds": round(told["Execution Time"], 2),
        "plan": nodes(plan),
    }


def nodes(plan):
    """The kinds of nodes with the index that each uses, from the top down."""
    own = plan["Node Type"] + (f" ({plan['Index Name']})" if "Index Name" in plan else "")
    return [own, *(one for part in plan.get("Plans", []) for one in nodes(part))]


def vacuum():
    """What tending the large table takes: a vacuum that has little to do, an analyze, and taking a year out by rows."""
    from django.db import transaction

    found = {
        "vacuum": timed(lambda: sql(f"VACUUM {ACTIVITIES}")),
        "analyze": timed(lambda: sql(f"ANALYZE {ACTIVITIES}")),
    }
    first, rows = sql(f"SELECT min(id), 5000 FROM {ACTIVITIES}")[0]

    def delete():
        for table in LINKS:
            sql(f"DELETE FROM {table} WHERE activity_id < %s", [first + rows])
        sql(f"DELETE FROM {ACTIVITIES} WHERE id < %s", [first + rows])

    try:
        with transaction.atomic():
            found["deleting_5000"] = timed(delete)
            transaction.set_rollback(True)
    except Exception as error:
        found["deleting_5000"] = f"{type(error).__name__}: {error}"[:200]
    return found


if __name__ == "__main__":
    run(main)
