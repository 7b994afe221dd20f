"""Making all tables of an app at once: what a new database needs, in seconds instead of minutes.

Django works out anew what all models look like after every single step of a migration, for the tables that are there
and all that refer to them. With two hundred tables and as many triggers that is nearly all of the time a new database
takes. Here it is done once for an app.
"""

from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger


class CreateTables(Operation):
    """Creates tables with their constraints, indexes and triggers: `models` are `CreateModel` operations whose options
    hold all of these.

    For the first migration of an app, in a database where none of the tables exist. Tables may refer to each other in
    any order: PostgreSQL is told of the references when all are there.
    """

    serialization_expand_args = ["models"]
    reduces_to_sql = True
    reversible = True

    def __init__(self, models):
        self.models = models

    def deconstruct(self):
        return self.__class__.__name__, [], {"models": self.models}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # worked out again once, when it is next asked for
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)
        for model in self.models:
            for trigger in model.options.get("triggers", ()):
                added = AddTrigger(model_name=model.name_lower, trigger=trigger)
                added.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.models)} tables with their constraints, indexes and triggers"
