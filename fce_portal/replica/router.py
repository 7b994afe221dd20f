"""Tells Django which server answers for a model. Nothing is ever written to a replica, and no migration runs there."""

from django.db import DEFAULT_DB_ALIAS

from district import reading

# Whose rows the pages show. Everything else (sessions, accounts, second factors, the cache) is the primary's alone.
OURS = {"district", "indicators", "plans", "partnerships", "governance", "fce_portal"}
# Who somebody is and what they may do holds at once.
ALWAYS_NOW = {"district.user", "district.membership", "district.readmark", "district.job"}


class ReplicaRouter:
    def db_for_read(self, model, **hints):
        if model._meta.app_label not in OURS or model._meta.label_lower in ALWAYS_NOW:
            return DEFAULT_DB_ALIAS
        return reading.alias()

    def db_for_write(self, model, **hints):
        if model._meta.app_label in OURS:
            reading.note_write()
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True  # both servers hold the same rows

    def allow_migrate(self, db, app_label, **hints):
        return False if db == reading.REPLICA else None
