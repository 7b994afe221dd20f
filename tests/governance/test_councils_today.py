"""Councils today: whom to call and why; reminders by the district's rules and by hand."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from district import notices
from district.access import Role
from district.models import Notice
from governance import dues, reminders, today
from governance.duties import overdue
from governance.models import Council, CouncilReminder, Office, ScheduleFiling
from plans.models import ReminderRule
from tests.factories import (
    CouncilFactory,
    CouncilMeetingFactory,
    DutyRecordFactory,
    ElectionFactory,
    MembershipFactory,
    SchoolProfileFactory,
    SeatFactory,
    SeatTermFactory,
    UserFactory,
)
from tests.governance.councils import full_council, held_meeting, meeting_of

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 18)  # a Tuesday


def row_of(council, day=DAY):
    return today.councils_today(Council.objects.filter(pk=council.pk).select_related("school", "model"), day)[0]


def words_of(council, day=DAY):
    return " ".join(call.words for call in row_of(council, day).calls)


def with_chair(council):
    Office.objects.create(council=council, term=council.terms.first(), role="CHAIR", starts_on=date(2025, 7, 1))
    return council


def at(day, hour=12):
    return timezone.make_aware(timezone.datetime.combine(day, time(hour)))


# ---------------------------------------------------------------------- whom to call


def test_a_gathering_that_is_no_meeting_is_counted_nowhere_and_announced_to_nobody():
    council = full_council()
    numbers = {"exempt_reason": "Committee that interviews candidates", "voting_present": 9, "quorum_required": 8}
    CouncilMeetingFactory(council=council, held_on=DAY - timedelta(days=20), **numbers)
    meeting_of(council, held_on=DAY + timedelta(days=40), exempt_reason=numbers["exempt_reason"])
    row = row_of(council)

    assert (row.held, row.quorate, row.next_on) == (0, 0, None)


def test_a_council_in_order_is_not_called():
    council = with_chair(full_council())
    CouncilMeetingFactory(council=council, held_on=DAY - timedelta(days=20), voting_present=9, quorum_required=8)
    meeting_of(council, held_on=DAY + timedelta(days=40))
    ScheduleFiling.objects.create(council=council, year=2026, filed_on=DAY, recorded_by=UserFactory())
    for late in overdue(row_of(council).duties):
        DutyRecordFactory(council=council, duty=late.duty.code, on=date(2025, 9, 9))
    row = row_of(council)

    assert (row.held, row.quorate, row.next_on) == (1, 1, DAY + timedelta(days=40))
    assert not row.calls and not row.is_pressing


def test_each_reason_is_said_in_words_with_its_place():
    council = CouncilFactory()
    SeatFactory(council=council, starts_on=DAY - timedelta(days=60))
    for back in (30, 60):
        CouncilMeetingFactory(council=council, held_on=DAY - timedelta(days=back), voting_present=2, quorum_required=8)
    words = words_of(council)

    assert "last two meetings had no quorum" in words
    assert "It has no chair" in words
    assert "1 seat has been vacant for over 60 days" in words
    assert "no meeting is planned" not in words
    assert "no meeting is planned" in words_of(council, DAY + timedelta(days=40))
    assert all(call.path.startswith("/") for call in row_of(council).calls)


def test_an_overdue_duty_of_the_law_is_a_reason_to_call():
    council = full_council()
    assert "of the law" not in words_of(council, date(2025, 9, 2))

    row = row_of(council, date(2026, 6, 29))
    late = [call for call in row.calls if "of the law" in call.words]
    assert [call.kind for call in late] == ["bad"] and row.is_pressing
    assert late[0].words.startswith(f"{len(overdue(row.duties))} dut")
    assert late[0].path == reverse("governance:duties", args=[council.school.code])


def test_minutes_that_are_late_come_first_and_count_as_not_in_time():
    council = with_chair(full_council())
    meeting = held_meeting(council, held_on=DAY - timedelta(days=10))
    row = row_of(council)

    assert row.calls[0].kind == "bad" and "Minutes" in row.calls[0].words
    assert (row.minutes_due, row.minutes_on_time) == (1, 0)
    meeting.postings.create(kind="MINUTES", posted_at=at(DAY - timedelta(days=5)), recorded_by=UserFactory())
    row = row_of(council)
    assert (row.minutes_due, row.minutes_on_time) == (1, 1)


def test_a_part_of_the_portal_may_add_a_column(monkeypatch):
    council = CouncilFactory()
    monkeypatch.setattr(today, "FURTHER", [("Duties", lambda rows, day: {rows[0].council.pk: "3 of 5"})])

    assert row_of(council).further == [("Duties", "3 of 5")]


def test_all_councils_cost_the_same_few_queries(django_assert_max_num_queries):
    for _ in range(5):
        council = full_council()
        SchoolProfileFactory(school=council.school, tier="INTENSIVE")
        held_meeting(council, held_on=DAY - timedelta(days=10))
        ElectionFactory(council=council, state="VOTING")
    councils = Council.objects.select_related("school", "model")
    with django_assert_max_num_queries(40):
        rows = today.councils_today(councils, DAY)

    assert {row.tier for row in rows} == {"INTENSIVE"}
    assert all(row.dues for row in rows)


# ---------------------------------------------------------------------- what is due


def due_codes(council, since, until, **more):
    return [one.code for one in dues.open_dues([council], since, until, **more)]


def test_terms_that_end_are_due_until_somebody_follows():
    term = SeatTermFactory(ends_on=date(2026, 6, 30))
    days = (date(2026, 6, 1), date(2026, 7, 31))
    assert due_codes(term.council, *days) == ["terms"]

    SeatTermFactory(seat=term.seat, starts_on=date(2026, 7, 1), ends_on=None)
    assert due_codes(term.council, *days) == []


def test_the_schedule_is_due_for_councils_that_will_meet_until_it_is_filed():
    council, idle = CouncilFactory(), CouncilFactory()
    meeting_of(council, held_on=date(2026, 3, 3), starts_at=None)
    days = (date(2026, 1, 1), date(2026, 1, 31))
    assert (due_codes(council, *days), due_codes(idle, *days)) == (["filing"], [])

    ScheduleFiling.objects.create(council=council, year=2026, filed_on=date(2026, 1, 9), recorded_by=UserFactory())
    assert due_codes(council, *days) == []


def test_an_agenda_is_due_before_the_meeting_and_not_once_it_began():
    council = full_council()
    meeting_of(council, held_on=DAY)
    days = (DAY - timedelta(days=3), DAY + timedelta(days=3))

    assert due_codes(council, *days, now=at(DAY - timedelta(days=2))) == ["paper"]
    assert due_codes(council, *days, now=at(DAY, 19)) == []


def test_an_election_is_due_at_its_next_step():
    election = ElectionFactory(state="ANNOUNCED")
    days = (date(2026, 1, 1), date(2026, 12, 31))
    one = dues.open_dues([election.council], *days)[0]

    assert (one.day, "close the nominations" in one.words) == (election.nominations_until, True)


# ---------------------------------------------------------------------- reminders


@pytest.fixture
def council():
    """A council whose minutes fall due on Tuesday 25 November, with a chair and a principal who have accounts."""
    council = full_council()
    held_meeting(council, held_on=DAY)
    council.chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user
    council.head = MembershipFactory(role=Role.PRINCIPAL, school=council.school).user
    return council


def told(user):
    return [notices.sentence_of(one) for one in Notice.objects.filter(recipient=user)]


def test_the_chair_hears_before_the_day_and_the_principal_too_once_it_has_passed(council):
    ReminderRule.objects.all().delete()
    ReminderRule.objects.create(days=-1)
    ReminderRule.objects.create(days=1, escalates=True)
    central = MembershipFactory(district_wide=True, role=Role.CENTRAL_OFFICE).user

    reminders.remind(date(2025, 11, 24))
    reminders.remind(date(2025, 11, 24))
    soon = [one for one in told(council.chair) if "Minutes" in one]
    assert len(soon) == 1 and not told(council.head) and not told(central)

    reminders.remind(date(2025, 11, 26))
    assert any("It was due on" in one and "Minutes" in one for one in told(council.chair))
    assert told(council.head) and told(central)


def test_without_a_chair_the_principal_hears(council):
    council.chair.memberships.all().delete()
    ReminderRule.objects.all().delete()
    ReminderRule.objects.create(days=0)
    reminders.remind(date(2025, 11, 25))

    assert any("Minutes" in one for one in told(council.head))


def test_nobody_is_reminded_in_summer_or_on_a_weekend(council):
    ReminderRule.objects.create(days=59)
    reminders.remind(date(2025, 11, 22))
    reminders.remind(date(2026, 7, 15))

    assert not Notice.objects.exists()


def test_a_reminder_is_settled_once_the_minutes_are_posted(council):
    ReminderRule.objects.all().delete()
    ReminderRule.objects.create(days=0)
    reminders.remind(date(2025, 11, 25))
    waiting = list(Notice.objects.filter(recipient=council.chair, data__due__contains="MINUTES"))
    assert [one.pk for one in notices.still_to_be_told(council.chair, waiting)] == [one.pk for one in waiting]

    meeting = council.meetings.get()
    meeting.postings.create(kind="MINUTES", posted_at=at(date(2025, 11, 25)), recorded_by=UserFactory())
    assert notices.still_to_be_told(council.chair, waiting) == []


def test_central_office_reminds_several_councils_in_each_readers_language(client):
    council = CouncilFactory()
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user
    central = MembershipFactory(district_wide=True, role=Role.CENTRAL_OFFICE).user
    client.force_login(central)
    address = reverse("governance:councils-remind")
    asked = client.get(address, {"school": [council.school.code, "\0", "none"]}).content.decode()
    assert council.school.name in asked and chair.name in asked

    client.post(address, {"school": council.school.code, "note": "Call me."})
    assert CouncilReminder.objects.get().by == central
    assert "It has no chair." in told(chair)[0] and "Call me." in told(chair)[0]
    with translation.override("es"):
        assert "no tiene presidente" in told(chair)[0].lower() or "It has no chair." not in told(chair)[0]
    assert client.get(address).status_code == 302


# ---------------------------------------------------------------------- the page


def test_the_page_shows_whom_to_call_by_tier_and_comes_as_a_file(client):
    council, fine = CouncilFactory(), CouncilFactory()
    SchoolProfileFactory(school=council.school, tier="INTENSIVE")
    client.force_login(MembershipFactory(district_wide=True, role=Role.CENTRAL_OFFICE).user)
    address = reverse("governance:councils-today")
    page = client.get(address, {"tier": "INTENSIVE"}).content.decode()

    assert council.school.name in page and fine.school.name not in page.split("<main")[1]
    csv = b"".join(client.get(address, {"show": "all", "format": "csv"}).streaming_content).decode()
    assert fine.school.code in csv and "It has no chair." in csv
    assert client.get(address, {"show": "nonsense"}).status_code == 404
    assert client.get(address, {"tier": "nonsense"}).status_code == 404
    assert client.get(reverse("governance:council-list")).status_code == 200
