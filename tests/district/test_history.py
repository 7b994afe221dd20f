from datetime import date

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from district.history import history_of
from partnerships.models import Activity
from tests.factories import ActivityFactory, InitiativeFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db


def changes(entry):
    return {change.field: (change.before, change.after) for change in entry.changes}


def test_the_history_says_who_changed_what_from_where_and_why():
    activity = ActivityFactory(families_total=12)
    person = UserFactory(name="Ana Rivera")

    with pghistory.context(user=person.pk, ip="10.1.2.3", note="Counted again"):
        activity.families_total = 21
        activity.save()

    newest, oldest = history_of(activity)
    assert (newest.kind, newest.who, newest.address, newest.note) == (
        "Changed",
        "Ana Rivera",
        "10.1.2.3",
        "Counted again",
    )
    assert changes(newest) == {"Families": ("12", "21")}
    assert oldest.kind == "Created"
    assert changes(oldest)["Title"] == ("", "Reading at home")


def test_what_no_person_did_is_signed_by_the_portal():
    activity = ActivityFactory()

    assert history_of(activity)[0].who == "The portal itself"


def test_values_are_said_in_the_readers_words():
    activity = ActivityFactory(held_on=date(2025, 10, 14))
    with pghistory.context():
        Activity.objects.filter(pk=activity.pk).update(
            held_on=date(2025, 11, 3), child_care=True, four_cs=["CONFIDENCE"], rating_relational=2
        )

    with translation.override("es"):
        said = changes(history_of(activity)[0])

    assert ("14 oct 2025", "3 nov 2025") in {
        (a.lower().replace(".", ""), b.lower().replace(".", "")) for a, b in said.values()
    }


def test_links_made_and_dropped_belong_to_the_history_of_the_record():
    reading, welcome = InitiativeFactory(code="1.4", title="Reading"), InitiativeFactory(code="1.1", title="Welcome")
    library = PartnerFactory(name="Hartford Public Library")
    activity = ActivityFactory()
    with pghistory.context():
        activity.initiatives.set([reading, welcome])
        activity.partners.add(library)
    with pghistory.context():
        activity.initiatives.set([welcome])

    newest, linked, _created = history_of(activity)

    assert changes(newest) == {"Initiatives": ("1.1 Welcome, 1.4 Reading", "1.1 Welcome")}
    assert changes(linked) == {
        "Initiatives": ("", "1.1 Welcome, 1.4 Reading"),
        "Partners": ("", "Hartford Public Library"),
    }


def test_plain_sql_leaves_the_same_trace():
    activity = ActivityFactory(title="Before")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_activity SET title = 'After' WHERE id = %s", [activity.pk])

    assert any(changes(entry).get("Title", ("", ""))[1] in ("After",) for entry in history_of(activity))


@pytest.mark.parametrize("statement", ["UPDATE {} SET title = 'x'", "DELETE FROM {}"])
def test_the_trail_cannot_be_changed_afterwards(statement):
    ActivityFactory()
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("partnerships_activityevent"))


def test_reading_a_long_history_costs_what_a_short_one_costs():
    activity, person = ActivityFactory(), UserFactory()
    with CaptureQueriesContext(connection) as short:
        history_of(activity)
    for families in range(20):
        with pghistory.context(user=person.pk):
            Activity.objects.filter(pk=activity.pk).update(families_total=families)
    with CaptureQueriesContext(connection) as long:
        entries = history_of(activity)

    assert len(entries) == 21
    assert len(long) <= len(short) + 1  # the people, read once
