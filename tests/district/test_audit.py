"""The audit trail as administrators read it: one kind of record, by person, by day, a page at a time."""

import csv
import io
import uuid
from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from district import audit
from district.access import Role
from district.models import AuditEntry, School
from district.models.audit import EntryKind
from district.trail import changes, reading
from district.trail.kinds import reader, way_to_school, what_decides
from district.trail.reading import Asked
from governance.models import Assessment, DomainRating
from partnerships.models import CriterionRating
from plans.models import ActionStep
from tests.factories import ActivityFactory, MembershipFactory, PlanGoalFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    held = MembershipFactory(role=Role.ADMINISTRATOR, school=None)
    client.force_login(held.user)
    client.held = held
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
    assert [row.record for row in rows if row.code == "district.membership"] == [str(theirs)]
    assert administrator.get(reverse("district:history"), {"who": "nobody at all"}).context["rows"] == []


def test_it_can_be_narrowed_to_days(administrator):
    MembershipFactory()
    today = timezone.localdate()

    def found(first, last):
        query = {"kind": "district.membership", "first": first.isoformat(), "last": last.isoformat()}
        return len(administrator.get(reverse("district:history"), query).context["rows"])

    assert found(today, today) == 2
    assert found(today - timedelta(days=9), today - timedelta(days=1)) == 0
    assert found(today + timedelta(days=1), today + timedelta(days=9)) == 0


def test_older_pages_go_on_where_the_newer_ended_over_all_kinds(administrator, monkeypatch):
    monkeypatch.setattr(changes, "PER_PAGE", 3)
    for _number in range(4):
        MembershipFactory()
    asked, reads = Asked(audit.kinds()), reader(administrator.held.user)
    everything = sum(model.objects.count() for model in audit.kinds().values())
    seen, text = [], ""
    while True:
        rows, text = changes.page(asked, reads, text)
        seen += [(row.code, row.number, row.entry.kind, row.entry.at) for row in rows]
        if not text:
            break

    assert len(seen) == len(set(seen)) == everything
    assert [at for *_rest, at in seen] == sorted((at for *_rest, at in seen), reverse=True)


def test_the_changes_of_a_person_are_found_request_by_request(administrator, monkeypatch):
    monkeypatch.setattr(reading, "CONTEXTS_AT_ONCE", 2)
    monkeypatch.setattr(changes, "PER_PAGE", 3)
    ana = UserFactory(name="Ana Rivera")
    SchoolFactory()  # the portal's own: a transaction keeps its circumstances to its end
    for _number in range(5):
        with pghistory.context(user=ana.pk):
            SchoolFactory()
    asked, text, seen = Asked({"district.school": School.pgh_event_model}, people=(ana.pk,)), "", []
    while True:
        rows, text = changes.page(asked, reader(administrator.held.user), text)
        seen += [row.number for row in rows]
        if not text:
            break

    assert len(seen) == len(set(seen)) == 5


def test_one_request_and_one_record_can_be_asked_for(administrator):
    other = SchoolFactory()
    School.objects.filter(pk=other.pk).update(name="Burns")
    with pghistory.context(user=1, request="abc") as context:
        one = SchoolFactory()

    rows = administrator.get(reverse("district:history"), {"context": str(context.id)}).context["rows"]
    assert {row.record for row in rows if row.code == "district.school"} == {str(one)}
    assert {row.entry.request for row in rows} == {"abc"}
    query = {"kind": "district.school", "record": other.pk, "label": "update"}
    rows = administrator.get(reverse("district:history"), query).context["rows"]
    assert [(row.number, row.entry.kind) for row in rows] == [(other.pk, "Changed")]


def test_what_belongs_to_a_school_is_found_whatever_lies_between(administrator):
    goal = PlanGoalFactory()
    PlanGoalFactory()
    asked = Asked({"plans.plangoal": type(goal).pgh_event_model}, schools=(goal.plan.school_id,))

    rows, _older = changes.page(asked, reader(administrator.held.user), "")
    assert [row.number for row in rows] == [goal.pk]


def test_a_principal_reads_what_they_may_see_at_their_school(client):
    held = MembershipFactory(role=Role.PRINCIPAL)
    ours, theirs = ActivityFactory(school=held.school), ActivityFactory()
    client.force_login(held.user)

    answer = client.get(reverse("district:history"))
    activities = [row for row in answer.context["rows"] if row.code == "partnerships.activity"]
    assert [row.number for row in activities] == [ours.pk]
    codes = reader(held.user).kinds()
    assert "partnerships.activity" in codes and "plans.plangoal" in codes
    assert not {"district.membership", "district.user", "indicators.suppressionrule"} & set(codes)
    query = {"kind": "partnerships.activity", "record": theirs.pk, "school": theirs.school_id}
    assert not client.get(reverse("district:history"), query).context["rows"]
    assert answer.context["tabs"] == []
    assert not client.get(reverse("district:history"), {"kind": "district.membership"}).context["rows"]


def test_a_side_that_is_not_shared_is_told_to_nobody_else():
    central = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None)
    assert "district.membership" not in reader(central.user).kinds()
    assert what_decides(CriterionRating)[1] is CriterionRating
    assert what_decides(DomainRating) == (("assessment",), Assessment)
    assert way_to_school(ActionStep) == ("goal", "plan", "school")


def test_only_administrators_read_from_where(administrator, client):
    with pghistory.context(user=1, ip="10.1.2.3"):
        SchoolFactory()
    page = reverse("district:history")
    assert b"10.1.2.3" in administrator.get(page).content
    central = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None)
    client.force_login(central.user)
    assert b"10.1.2.3" not in client.get(page).content
    assert "10.1.2.3" not in "".join(part.decode() for part in client.get(page, {"format": "csv"}).streaming_content)


def test_changes_are_taken_along_as_a_file_and_that_is_written_down(administrator):
    with pghistory.context(user=administrator.held.user.pk, ip="10.1.2.3"):
        school = SchoolFactory(name="Burns")
    School.objects.filter(pk=school.pk).update(name="Burns Latino Studies")
    query = {"kind": "district.school", "record": school.pk, "format": "csv"}
    answer = administrator.get(reverse("district:history"), query)
    lines = list(
        csv.DictReader(io.StringIO("".join(part.decode() for part in answer.streaming_content).lstrip("\ufeff")))
    )

    assert [(line["Field"], line["Before"], line["After"]) for line in lines if line["Before"]] == [
        ("Name", "Burns", "Burns Latino Studies")
    ]
    taken = AuditEntry.objects.get(kind=EntryKind.FILE_TAKEN)
    assert (taken.user, taken.about) == (administrator.held.user, "csv")
    assert administrator.get(reverse("district:history"), {**query, "format": "xlsx"}).status_code == 200


@pytest.mark.parametrize(
    "before", ["~", "x~y", "1_2~", "~zz.1", "9999999999999999_" + "0" * 32 + "~", "nan_" + "0" * 32 + "~"]
)
def test_a_cursor_that_no_page_wrote_is_the_first_page(administrator, before):
    assert administrator.get(reverse("district:history"), {"before": before, "who": "a"}).status_code == 200


def test_nonsense_in_the_address_is_left_out(administrator):
    query = {"kind": "auth.secrets", "before": "9" * 30, "first": "yesterday", "last": "9999-12-31"}

    assert administrator.get(reverse("district:history"), query).status_code == 200


def test_records_that_are_gone_keep_their_history(administrator):
    held = MembershipFactory()
    held.delete()

    rows = administrator.get(reverse("district:history"), {"kind": "district.membership"}).context["rows"]
    assert rows[0].entry.kind == "Deleted for good"


def test_every_kind_of_record_can_be_read_and_narrowed(administrator):
    reads, school = reader(administrator.held.user), SchoolFactory()
    today = timezone.localdate()
    for kind, model in audit.kinds().items():
        asked = Asked({kind: model}, record="5", schools=(school.pk,), label="update", first=today, last=today)
        assert changes.page(asked, reads, "") == ([], "")
        assert audit.rows_of(kind, []) == {}
        reads.visible(model.pgh_tracked_model, [])
    assert administrator.get(reverse("district:history"), {"kind": "indicators.indicator"}).status_code == 200


def test_a_page_costs_the_same_for_one_change_and_for_twenty(administrator, django_assert_max_num_queries):
    ActivityFactory()
    query = {"kind": "partnerships.activity"}
    with CaptureQueriesContext(connection) as one:
        administrator.get(reverse("district:history"), query)
    for _number in range(19):
        ActivityFactory()
    with django_assert_max_num_queries(len(one)):
        administrator.get(reverse("district:history"), query)


def test_every_kind_has_a_name_for_people_in_both_languages():
    unnamed = []
    for code, model in audit.kinds().items():
        with translation.override("es"):
            spanish = audit.kind_name(model.pgh_tracked_model)
        if spanish == audit.kind_name(model.pgh_tracked_model):
            unnamed.append(code)

    assert not unnamed, "say it in fce_portal/record_names.py, or as a verbose_name that is translated"


def test_a_change_of_which_nothing_is_shown_says_so(administrator):
    activity = ActivityFactory()
    page = reverse("district:history"), {"kind": "partnerships.activity"}
    assert "Only what the portal keeps" not in administrator.get(*page).content.decode()
    activity.entry_key = uuid.uuid4()
    activity.save()
    assert "Only what the portal keeps" in administrator.get(*page).content.decode()
