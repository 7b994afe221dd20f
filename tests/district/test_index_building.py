"""Indexes are added while people work, and an update that was broken off can be run again."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState

from district.index_building import BuildIndex
from district.models import School


def definition(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [name])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_what_a_broken_off_build_left_behind_is_replaced():
    (index,) = [index for index in School._meta.indexes if index.name == "school_words"]
    state = ProjectState.from_apps(apps)
    whole = definition("school_words")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX school_words; CREATE INDEX school_words ON district_school (name)")

    with connection.schema_editor(atomic=False) as editor:
        BuildIndex("school", index).database_forwards("district", editor, state, state)

    assert "gin" in whole
    assert definition("school_words") == whole
