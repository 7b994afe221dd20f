"""Adding an index to a table that is in use and may be large: nobody waits for it."""

from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently

MAINTENANCE_MEMORY = "512MB"  # a GIN index that is sorted in memory is built in a fraction of the time


class BuildIndex(AddIndexConcurrently):
    """For migrations with `atomic = False`. One that was broken off half-way can simply be run again."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
        if settings.DATABASE_POOLED:  # it would stay on a connection that the pool gives to somebody else
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        schema_editor.execute(f"SET maintenance_work_mem = '{MAINTENANCE_MEMORY}'")
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.execute("RESET maintenance_work_mem")
