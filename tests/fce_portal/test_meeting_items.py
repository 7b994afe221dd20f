""" "My work" of whoever records a council's meetings: to announce, to record, to post, to ask for advice."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from district.access import Role
from fce_portal.meeting_items import items_for
from governance import meetings, motions
from governance.models import AgendaItem, Motion
from tests.factories import ActionPlanFactory, CouncilFactory, MembershipFactory, SchoolYearFactory, UserFactory
from tests.governance.councils import full_council, held_meeting, meeting_of, vote_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    SchoolYearFactory(fall_year=2025)
    return full_council()


@pytest.fixture
def chair(council):
    return MembershipFactory(role=Role.COUNCIL_CHAIR, school=council.school).user


def sentences(chair, council, today=None):
    return [item.sentence for item in items_for(chair, council.school, today or timezone.localdate())]


def says(chair, council, words, today=None):
    return any(words in sentence for sentence in sentences(chair, council, today))


def test_a_meeting_to_come_asks_for_its_agenda_until_it_is_posted(council, chair):
    meeting = meeting_of(council, held_on=timezone.localdate() + timedelta(days=5))
    assert says(chair, council, "Post “Agenda” by")
    AgendaItem.objects.create(meeting=meeting, position=1, title="Budget")
    meetings.post("AGENDA", meeting=meeting, by=UserFactory())
    assert not says(chair, council, "Agenda")


def test_a_meeting_whose_day_is_over_asks_who_was_there(council, chair):
    meeting_of(council, held_on=timezone.localdate() - timedelta(days=2))
    assert says(chair, council, "Record who was at the meeting")
    assert not says(chair, council, "Post “Agenda”")


def test_on_the_day_itself_the_page_for_the_meeting_is_one_tap_away(council, chair):
    meeting = meeting_of(council, held_on=timezone.localdate(), starts_at=time(23, 59))
    (first, *_rest) = items_for(chair, council.school, timezone.localdate())
    assert first.url.endswith(f"/councils/meetings/{meeting.pk}/run/")


def test_minutes_are_asked_for_until_they_are_posted_and_late_ones_are_pressing(council, chair):
    held_meeting(council, held_on=timezone.localdate() - timedelta(days=10))
    (item,) = [one for one in items_for(chair, council.school, timezone.localdate()) if "Minutes" in one.sentence]
    assert item.kind == "bad"


def test_a_plan_that_waits_for_advice_is_named_until_it_is_on_an_agenda(council, chair):
    plan = ActionPlanFactory(school=council.school)
    assert says(chair, council, "no meeting is planned")
    meeting = meeting_of(council, held_on=timezone.localdate() + timedelta(days=5))
    assert says(chair, council, "is on no agenda")
    AgendaItem.objects.create(meeting=meeting, position=1, title="Plan", action_plan=plan)
    assert not says(chair, council, "This waits")


def test_advice_that_was_decided_is_to_be_written_into_the_plan(council, chair):
    plan = ActionPlanFactory(school=council.school)
    meeting = held_meeting(council)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Plan", action_plan=plan)
    mover = meeting.attendances.first().term
    vote_all(motions.put(Motion(meeting=meeting, item=item, text="Yes", mover=mover)), "FOR")
    assert says(chair, council, "write it into the action plan")
    assert not says(chair, council, "This waits")


def test_in_january_the_schedule_is_to_be_filed(council, chair):
    meeting_of(council, held_on=date(2026, 3, 3))
    assert says(chair, council, "File the schedule", date(2026, 1, 5)) or says(
        chair, council, "was to be filed", date(2026, 1, 5)
    )
    council.filings.create(year=2026, filed_on=date(2026, 1, 4), recorded_by=UserFactory())
    assert not says(chair, council, "schedule", date(2026, 1, 5))


def test_a_member_who_records_nothing_is_asked_nothing(council):
    meeting_of(council, held_on=timezone.localdate() - timedelta(days=2))
    member = MembershipFactory(role=Role.COUNCIL_MEMBER, school=council.school).user
    assert items_for(member, council.school, timezone.localdate()) == []
    assert items_for(member, CouncilFactory().school, timezone.localdate()) == []


def test_it_costs_the_same_however_many_meetings_there_are(council, chair, django_assert_max_num_queries):
    for days in range(1, 9):
        held_meeting(council, held_on=timezone.localdate() - timedelta(days=10 * days))
    with django_assert_max_num_queries(20):  # eleven of them are the duties of the year, read from what shows them
        sentences(chair, council)
