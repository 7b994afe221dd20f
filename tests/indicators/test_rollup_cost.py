"""One changed row costs the same with much history as with little: every table is entered by an index."""

import json
from datetime import date

import pytest
from django.db import connection

from fce_portal.demo.copying import triggers_suspended
from indicators import rollup_sql, rollups
from indicators.measures import sources
from partnerships.models import Activity
from partnerships.models.activities import NEVER_COUNTED
from tests.factories import ActivityFactory, InitiativeFactory, SchoolFactory

pytestmark = pytest.mark.django_db

LINKS = "partnerships_activity_initiatives"


def much_history():
    """Eighteen thousand activities of twenty schools over three years, each with an initiative."""
    schools, initiative = SchoolFactory.create_batch(20), InitiativeFactory()
    some = ActivityFactory(school=schools[0])
    columns = [field.column for field in Activity._meta.concrete_fields if not field.generated]
    copied = [name for name in columns if name not in ("id", "school_id", "held_on", "entry_key")]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.cursor() as cursor, triggers_suspended("partnerships_activity", LINKS):
        cursor.execute(
            f"""INSERT INTO partnerships_activity (school_id, held_on, entry_key, {", ".join(copied)})
            SELECT school, date '2023-07-01' + day, gen_random_uuid(), {", ".join(copied)}
            FROM partnerships_activity, unnest(%s::int[]) AS school, generate_series(0, 899) AS day""",
            [[school.pk for school in schools]],
        )
        cursor.execute(
            f"INSERT INTO {LINKS} (activity_id, initiative_id) SELECT id, %s FROM partnerships_activity",
            [initiative.pk],
        )
    with connection.cursor() as cursor:
        rollups.rebuild()
        for table in ("partnerships_activity", LINKS, rollup_sql.CELLS):
            cursor.execute(f"ANALYZE {table}")
    return some


def nodes(plan):
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def test_working_in_one_change_reads_no_table_from_end_to_end():
    activity = much_history()
    source = next(source for source in sources() if source.name == "activities")
    sql, params = rollup_sql.recount(source, [(activity.school_id, date(2025, 10, 1))])

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan

    found = list(nodes(plan[0]["Plan"]))
    tables = {node["Relation Name"]: node for node in found if "Relation Name" in node and "Scan" in node["Node Type"]}
    assert {"partnerships_activity", LINKS, rollup_sql.CELLS} <= set(tables)
    assert [node for node in found if node["Node Type"] == "Seq Scan"] == []
    assert tables["partnerships_activity"]["Actual Rows"] < 100


def test_changing_what_no_measure_reads_marks_nothing():
    activity = ActivityFactory()
    rollups.refresh_all()
    activity.title, activity.notes, activity.version = "Another title", "Longer", 2
    activity.save()
    assert rollups.refresh().claimed == 0


@pytest.mark.parametrize("field", NEVER_COUNTED)
def test_no_measure_reads_a_column_that_the_triggers_leave_out(field):
    source = next(source for source in sources() if source.name == "activities")
    for sql, _params in (rollup_sql.all_cells(source), rollup_sql.cells_of_keys(source)):
        assert f'"{Activity._meta.get_field(field).column}"' not in sql
