"""The calendar feed: valid, private, revocable, and never more than the person may see at the moment."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.models import CalendarFeed
from fce_portal import calendar_feed
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LONG = "Reunión con familias: ¿qué necesitan? " * 6 + "漢字, punto; y coma \\ barra 🎒"
TODAY = timezone.localdate()


def owner(**fields):
    return MembershipFactory(district_wide=True, **fields).user


def read(client, feed):
    address = urlsplit(calendar_feed.address_of(feed))
    return client.get(f"{address.path}?{address.query}")


def events_of(client, person):
    answer = read(client, CalendarFeed.objects.get_or_create(user=person)[0])
    assert answer.status_code == 200
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def summaries(client, person):
    return sorted(str(event["summary"]) for event in events_of(client, person).values())


def test_what_is_written_is_read_back_as_it_was(client):
    person = owner()
    milestone = MilestoneFactory(owner=person, title=LONG[:150], details=LONG, due_on=TODAY)
    answer = read(client, CalendarFeed.objects.create(user=person))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and b"\n" not in b"".join(lines)
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert str(calendar["version"]) == "2.0" and str(calendar["prodid"])
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == milestone.title
    assert LONG.strip() in str(event["description"])
    assert event["dtstart"].dt == TODAY and event["dtend"].dt == TODAY + timedelta(days=1)
    assert b"DTSTART;VALUE=DATE:" in answer.content
    assert event["dtstamp"].dt.utcoffset() == timedelta(0)
    assert not event.errors and not calendar.errors


def test_a_date_that_moves_keeps_its_uid_and_counts_up(client):
    person = owner()
    milestone = MilestoneFactory(owner=person, due_on=TODAY)
    (before,) = events_of(client, person).values()
    milestone.due_on = TODAY + timedelta(days=7)
    milestone.save()
    (after,) = events_of(client, person).values()
    assert after["uid"] == before["uid"] and after["dtstart"].dt == milestone.due_on
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["last-modified"].dt >= before["last-modified"].dt


def test_it_holds_what_concerns_the_person_and_is_open(client):
    person = owner()
    MilestoneFactory(owner=person, title="Mine", due_on=TODAY)
    MilestoneFactory(work=InitiativeWorkFactory(lead=person), title="Of my initiative", due_on=TODAY)
    MilestoneFactory(title="Of somebody else", due_on=TODAY)
    MilestoneFactory(owner=person, title="Dropped", due_on=TODAY, dropped_on=TODAY, dropped_reason="No money")
    done = MilestoneFactory(owner=person, title="Done", due_on=TODAY)
    done.completions.create(due_on_then=date(2026, 3, 12), done_by=person)
    MilestoneFactory(owner=person, title="Long ago", due_on=date(2019, 3, 1))
    assert summaries(client, person) == ["Mine", "Of my initiative"]


def test_a_principal_finds_what_each_school_does_and_the_steps_of_the_approved_plan(client):
    held = MembershipFactory(role=Role.PRINCIPAL)
    plan = ActionPlanFactory(school=held.school, state="APPROVED")
    ActionStepFactory(goal__plan=plan, what="Call home", due_on=TODAY)
    ActionStepFactory(goal__plan=plan, what="Done already", due_on=TODAY, state="DONE")
    ActionStepFactory(goal__plan=ActionPlanFactory(state="APPROVED"), what="Of another school", due_on=TODAY)
    ActionStepFactory(goal__plan=ActionPlanFactory(school=held.school, fall_year=2024), what="Of a draft", due_on=TODAY)
    MilestoneFactory(each_school=True, title="Name greeters", due_on=TODAY)
    elsewhere = InitiativeWorkFactory(covers_all_schools=False)
    MilestoneFactory(each_school=True, work=elsewhere, title="For other schools", due_on=TODAY)
    over = MilestoneFactory(each_school=True, title="Our school is done", due_on=TODAY)
    over.completions.create(due_on_then=date(2026, 3, 12), school=held.school, done_by=held.user)
    assert summaries(client, held.user) == ["Name greeters", f"{held.school}: Call home"]


def test_it_follows_the_role_and_stops_with_the_account(client):
    held = MembershipFactory(role=Role.PRINCIPAL)
    ActionStepFactory(goal__plan=ActionPlanFactory(school=held.school, state="APPROVED"), due_on=TODAY)
    assert len(events_of(client, held.user)) == 1
    held.ends_on = TODAY - timedelta(days=1)
    held.save()
    assert events_of(client, held.user) == {}
    type(held.user).objects.filter(pk=held.user_id).update(is_active=False)
    assert read(client, held.user.calendar_feed).status_code == 404


def test_it_speaks_the_language_of_the_person(client):
    person = MembershipFactory(role=Role.PRINCIPAL, user__preferred_language="es")
    ActionStepFactory(goal__plan=ActionPlanFactory(school=person.school, state="APPROVED"), due_on=TODAY)
    (event,) = events_of(client, person.user).values()
    assert "Meta:" in str(event["description"])


def test_an_address_is_made_renewed_and_switched_off_by_its_owner(client):
    person = UserFactory()
    client.force_login(person)
    assert "Make my address" in client.get(reverse("calendar")).content.decode()
    client.post(reverse("calendar-renew"))
    first = CalendarFeed.objects.get(user=person)
    assert first.key in client.get(reverse("calendar")).content.decode()

    client.post(reverse("calendar-renew"))
    second = CalendarFeed.objects.get(user=person)
    assert second.key != first.key and len(second.key) >= 43
    client.logout()
    assert read(client, first).status_code == 404
    assert read(client, second).status_code == 200
    second.refresh_from_db()
    assert second.read_at

    client.force_login(person)
    client.post(reverse("calendar-revoke"))
    client.post(reverse("calendar-revoke"))
    assert read(client, second).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "\0", "é" * 100, "' OR 1=1 --"])
def test_a_made_up_key_leads_nowhere(client, key):
    CalendarFeed.objects.create(user=UserFactory())
    assert client.get(reverse("calendar-feed"), {"key": key}).status_code == 404
    assert client.get(reverse("calendar-feed")).status_code == 404


def test_the_feed_costs_the_same_for_one_date_and_for_many(client):
    held = MembershipFactory(role=Role.PRINCIPAL)
    plan = ActionPlanFactory(school=held.school, state="APPROVED")
    feed = CalendarFeed.objects.create(user=held.user, read_at=timezone.now())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            read(client, feed)
        return len(captured)

    ActionStepFactory(goal__plan=plan, due_on=TODAY)
    MilestoneFactory(each_school=True, due_on=TODAY)
    one = queries()
    for _number in range(10):
        ActionStepFactory(goal__plan=plan, due_on=TODAY)
        MilestoneFactory(each_school=True, due_on=TODAY)
    assert queries() == one <= 10
