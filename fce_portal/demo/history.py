"""The audit trail that two years of logging would have left, with the days on which it would have happened."""

import pghistory
from django.db import connection

from fce_portal.demo import copying
from partnerships.models import Activity

EVENTS = Activity._meta.get_field("events").related_model._meta.db_table
ACTIVITIES = Activity._meta.db_table

# One row per event to come: which activity, who, when, what the count was before.
STEPS = """
CREATE TEMP TABLE demo_step (
    activity_id bigint, label text, happened_at timestamptz, user_id bigint, families integer, corrected boolean,
    deleted boolean, version integer, context_id uuid DEFAULT gen_random_uuid()
)
"""
CONTEXTS = """
INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
SELECT context_id, happened_at, happened_at,
    jsonb_build_object('user', user_id, 'url', '/activities/', 'ip', '192.0.2.10')
FROM demo_step
"""


def keep_history(drawn, first):
    """Write the events of the activities from id `first` on: logged, corrected, deleted."""
    with connection.cursor() as cursor:
        cursor.execute(STEPS)
        columns = ["activity_id", "label", "happened_at", "user_id", "families", "corrected", "deleted", "version"]
        copying.copy_rows("demo_step", columns, steps(drawn, first))
        cursor.execute(CONTEXTS)
        cursor.execute(events_sql())
        for event_model in link_events():
            cursor.execute(link_events_sql(event_model))
        cursor.execute("DROP TABLE demo_step")


def steps(drawn, first):
    for pk, one in enumerate(drawn, first):
        row, version = one.row, 1
        families = row["families_total"]
        before = families if one.first_families is None else one.first_families
        yield pk, "insert", row["logged_at"], row["logged_by_id"], before, False, False, version
        if one.first_families is not None:
            version += 1
            at = (
                row["changed_at"]
                if not row["deleted_at"]
                else row["logged_at"] + (row["deleted_at"] - row["logged_at"]) / 2
            )
            yield pk, "update", at, row["logged_by_id"], families, True, False, version
        if row["deleted_at"]:
            yield pk, "update", row["deleted_at"], row["deleted_by_id"], families, True, True, version + 1


def events_sql():
    """Copy each activity into its event table once per step, as it was after that step."""
    as_it_was = {
        "families_total": "step.families",
        "version": "step.version",
        "changed_at": "step.happened_at",
        "deleted_at": "CASE WHEN step.deleted THEN activity.deleted_at END",
        "deleted_by_id": "CASE WHEN step.deleted THEN activity.deleted_by_id END",
        "deleted_reason": "CASE WHEN step.deleted THEN activity.deleted_reason ELSE '' END",
    }
    event_model = Activity._meta.get_field("events").related_model
    columns = [field.column for field in event_model._meta.concrete_fields if not is_bookkeeping(field)]
    values = [as_it_was.get(column, f'activity."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    return f"""
        INSERT INTO "{EVENTS}" ({names}, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id)
        SELECT {", ".join(values)}, activity.id, step.label, step.happened_at, step.context_id
        FROM demo_step step JOIN "{ACTIVITIES}" activity ON activity.id = step.activity_id
        ORDER BY step.happened_at
    """


def is_bookkeeping(field):
    return field.generated or field.name.startswith("pgh_")


def link_events():
    """The event tables of an activity's links (initiatives, indicators, partners)."""
    through = {field.remote_field.through for field in Activity._meta.many_to_many}
    for event_model in pghistory.core.event_models(include_missing_pgh_obj=True):
        if event_model.pgh_tracked_model._meta.concrete_model in through:
            yield event_model


def link_events_sql(event_model):
    """Each link was made when its activity was logged."""
    columns = [field.column for field in event_model._meta.concrete_fields if not is_bookkeeping(field)]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f'link."{column}"' for column in columns)
    return f"""
        INSERT INTO "{event_model._meta.db_table}" ({names}, pgh_label, pgh_created_at, pgh_context_id)
        SELECT {values}, 'link', step.happened_at, step.context_id
        FROM demo_step step JOIN "{event_model.pgh_tracked_model._meta.db_table}" link USING (activity_id)
        WHERE step.label = 'insert'
        ORDER BY step.happened_at
    """
