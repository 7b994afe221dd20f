"""The audit trail as administrators read it: one kind of record, by person, by day, a page at a time."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from district import audit
from district.access import Role
from district.models import Membership
from tests.factories import ActivityFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

MembershipEvent = Membership.pgh_event_model


@pytest.fixture
def administrator(client):
    held = MembershipFactory(role=Role.ADMINISTRATOR, school=None)
    client.force_login(held.user)
    return client


def test_it_says_who_changed_which_record_and_how(administrator):
    ana = UserFactory(name="Ana Rivera")
    held = MembershipFactory(role=Role.SCHOOL_STAFF)
    with pghistory.context(user=ana.pk, ip="10.1.2.3"):
        held.role = Role.PRINCIPAL
        held.save()

    row = administrator.get(reverse("district:history"), {"kind": "district.membership"}).context["rows"][0]
    assert (row.entry.who, row.entry.address, row.entry.kind) == ("Ana Rivera", "10.1.2.3", "Changed")
    assert [(c.before, c.after) for c in row.entry.changes] == [("School staff", "Principal")]
    assert row.record == str(held)


def test_it_can_be_narrowed_to_what_one_person_did(administrator):
    MembershipFactory()
    ana = UserFactory(name="Ana Rivera")
    with pghistory.context(user=ana.pk):
        theirs = MembershipFactory()

    rows = administrator.get(reverse("district:history"), {"who": "rivera"}).context["rows"]
    assert [row.record for row in rows] == [str(theirs)]
    assert administrator.get(reverse("district:history"), {"who": "nobody at all"}).context["rows"] == []


def test_it_can_be_narrowed_to_days(administrator):
    MembershipFactory()
    today = timezone.localdate()

    def found(first, last):
        query = {"first": first.isoformat(), "last": last.isoformat()}
        return len(administrator.get(reverse("district:history"), query).context["rows"])

    assert found(today, today) == 2
    assert found(today - timedelta(days=9), today - timedelta(days=1)) == 0
    assert found(today + timedelta(days=1), today + timedelta(days=9)) == 0


def test_older_pages_go_on_where_the_newer_ended(administrator, monkeypatch):
    monkeypatch.setattr(audit, "PER_PAGE", 2)
    for _number in range(4):
        MembershipFactory()
    seen, before = [], None
    while True:
        rows, before = audit.page_of(MembershipEvent, before=before)
        seen += [row.record for row in rows]
        if before is None:
            break

    assert len(seen) == len(set(seen)) == 5


def test_nonsense_in_the_address_is_left_out(administrator):
    query = {"kind": "auth.secrets", "before": "9" * 30, "first": "yesterday", "last": "9999-12-31"}

    assert administrator.get(reverse("district:history"), query).status_code == 200


def test_records_that_are_gone_keep_their_history(administrator):
    held = MembershipFactory()
    held.delete()

    rows = administrator.get(reverse("district:history")).context["rows"]
    assert rows[0].entry.kind == "Deleted for good"


@pytest.mark.parametrize("kind", audit.kinds())
def test_every_kind_of_record_can_be_read(administrator, kind):
    ActivityFactory()

    assert administrator.get(reverse("district:history"), {"kind": kind}).status_code == 200


def test_a_page_costs_the_same_for_one_change_and_for_twenty(administrator, django_assert_max_num_queries):
    ActivityFactory()
    query = {"kind": "partnerships.activity"}
    with CaptureQueriesContext(connection) as one:
        administrator.get(reverse("district:history"), query)
    for _number in range(19):
        ActivityFactory()
    with django_assert_max_num_queries(len(one)):
        administrator.get(reverse("district:history"), query)
