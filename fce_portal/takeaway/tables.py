"""What is taken along: every table that a model stands for, its history included, but for what opens doors."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

# Sign-ins that are open, second factors, codes and secret addresses, and the work of this very server.
LEFT_OUT = {
    "django_session": "who is signed in",
    "usersessions_usersession": "who is signed in, and where",
    "account_emailconfirmation": "codes in mails",
    "mfa_authenticator": "second factors",
    "socialaccount_socialapp": "keys of sign-in services",
    "socialaccount_socialtoken": "what sign-in services gave for a person",
    "socialaccount_socialaccount": "by which number a sign-in service knows a person: bound anew at a sign-in",
    "district_calendarfeed": "secret addresses of calendars",
    "district_attempts": "attempts that were counted against floods",
    "district_backup": "backups of this server",
    "district_dataarchive": "archives on this server",
    "district_archivedownload": "who downloaded them",
    "district_job": "work of this server",
    "district_readmark": "how far this server's log was when somebody wrote",
}
# What stands in the column instead. A password that begins with "!" opens nothing: people ask for a new one by mail.
REPLACED = {("district_user", "password"): "'!'"}
# Links to what is left out.
EMPTIED = {"district_job"}
# Letters that wait hold links that sign somebody in.
ONLY = {"district_outgoingmail": "letter IS NULL"}


@dataclass(frozen=True)
class Table:
    """`columns` are those that are stored; generated ones follow from them. `changed` are not as they were."""

    name: str
    model: type
    columns: tuple
    key: tuple
    changed: frozenset

    @property
    def is_whole(self):
        """Whether all of it is taken along as it is."""
        return not self.changed and self.name not in ONLY

    @property
    def path(self):
        return f"data/{self.name}.csv"

    @property
    def select(self):
        chosen = ", ".join(self._expression(column) for column in self.columns)
        where = f" WHERE {ONLY[self.name]}" if self.name in ONLY else ""
        return f'SELECT {chosen} FROM "{self.name}"{where} ORDER BY {", ".join(map(quoted, self.key))}'

    def _expression(self, column):
        if column in self.changed:
            return f'{REPLACED.get((self.name, column), "NULL")} AS "{column}"'
        return quoted(column)


def quoted(name):
    return f'"{name}"'


def key_of(model):
    return tuple(field.column for field in model._meta.pk_fields)


def tables():
    """All tables of the archive, by name."""
    stored = _stored_columns()
    found = {}
    for model in apps.get_models(include_auto_created=True):
        name = model._meta.db_table
        if model._meta.proxy or not model._meta.managed or name in LEFT_OUT or name not in stored:
            continue
        changed = {column for table, column in REPLACED if table == name}
        for field in model._meta.local_concrete_fields:
            target = field.remote_field.model._meta.db_table if field.is_relation and field.remote_field else ""
            if target in EMPTIED and not hasattr(model, "pgh_tracked_model"):
                changed.add(field.column)
        found[name] = Table(name, model, stored[name], key_of(model), frozenset(changed))
    return [found[name] for name in sorted(found)]


def _stored_columns():
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT relname, array_agg(attname::text ORDER BY attnum) FROM pg_attribute
            JOIN pg_class ON pg_class.oid = attrelid
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
            AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY relname
        """)
        return {name: tuple(columns) for name, columns in cursor.fetchall()}
