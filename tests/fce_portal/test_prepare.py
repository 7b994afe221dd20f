"""Before the first page: a database that this version can serve, or a sentence that says why not."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from fce_portal.management.commands import prepare
from indicators import rollups
from indicators.models import RollupRun

pytestmark = pytest.mark.django_db


def test_a_database_of_another_version_is_refused_before_anything_is_done_to_it(settings, monkeypatch):
    monkeypatch.setattr(prepare, "migrations_are_missing", lambda: pytest.fail("it went on"))
    settings.PRODUCTION = True
    MigrationRecorder(connection).record_applied("district", "0099_from_a_later_version")
    with pytest.raises(CommandError, match="has the migration district.0099_from_a_later_version") as refusal:
        call_command("prepare")
    assert f"move the data folder {settings.PORTAL_VAR} away" in str(refusal.value)


def test_a_migration_that_a_library_took_back_is_none_of_our_business():
    MigrationRecorder(connection).record_applied("account", "0099_squashed_since")
    prepare.require_known_migrations()


def test_what_a_new_version_counts_otherwise_is_counted_anew_before_anybody_reads_it(capsys):
    rollups.rebuild()
    RollupRun.objects.update(definition="that of an earlier version")
    call_command("prepare")
    assert "Counting anew" in capsys.readouterr().out
    assert not rollups.rebuild_is_due()
    call_command("prepare")
    assert "Counting anew" not in capsys.readouterr().out
