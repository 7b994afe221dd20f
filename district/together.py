"""Many small changes of tables in one step of a migration.

After each operation Django makes all models of the portal anew, about a thousand with those of the history: seconds for
each, minutes for a migration that adds fields to a tracked model. Within `Together` they are made twice.
"""

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Does `operations` one after another, each as a change from the state before all of them to the state after all.

    So none may change what another one makes: a table, and then a field of it, stand in two of these, or the table
    before it. Added fields, constraints and triggers, and removed triggers, are what it is for.
    """

    reversible = True

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # made again when they are asked for, by the first operation on the database
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "; ".join(operation.describe() for operation in self.operations)
