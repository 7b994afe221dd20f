"""What "My work" says of the next board meeting, and what a board member finds first."""

from datetime import date

import pytest
from django.utils import timezone

from district.access import Role
from district.models import BoardMeeting
from fce_portal import board_items, navigation
from indicators.models.packets import Rhythm
from indicators.packets import making
from tests.factories import MembershipFactory, PacketFactory, PacketScheduleFactory, SchoolFactory

pytestmark = pytest.mark.django_db
MEETING = date(2026, 12, 15)


def person(role):
    return MembershipFactory(role=role, school=None if role != Role.PRINCIPAL else SchoolFactory()).user


def items(role, today=date(2026, 12, 1)):
    return [(one.sentence, one.url) for one in board_items.items_for(person(role), today)]


def test_who_comes_to_the_board_reads_of_a_meeting_that_is_near():
    BoardMeeting.objects.create(held_on=MEETING)
    ((sentence, url),) = items(Role.BOARD_MEMBER)
    assert sentence == "The board meets on December 15, 2026. Read what is new since it last met."
    assert url == "/scorecard/changes/"
    assert items(Role.BOARD_MEMBER, date(2026, 11, 1)) == []
    assert items(Role.PRINCIPAL) == []


def test_its_packet_is_one_tap_away_unless_it_was_withdrawn():
    meeting = BoardMeeting.objects.create(held_on=MEETING)
    schedule = PacketScheduleFactory(rhythm=Rhythm.MEETING)
    packet = making.make(PacketFactory(schedule=schedule, meeting=meeting, due_on=date(2026, 12, 8)))
    assert items(Role.BOARD_MEMBER)[0][1] == packet.get_absolute_url()
    type(packet).objects.filter(pk=packet.pk).update(
        withdrawn_at=timezone.now(), withdrawn_by=person(Role.CENTRAL_OFFICE), withdrawn_reason="Wrong year."
    )
    assert items(Role.BOARD_MEMBER)[0][1] == "/scorecard/changes/"


def test_a_board_member_finds_the_dashboard_and_the_packets_before_the_work_of_schools():
    first = [one.url for one in navigation.quick_actions(person(Role.BOARD_MEMBER))[:2]]
    assert first == ["/dashboard/", "/packets/"]
    assert navigation.quick_actions(person(Role.PRINCIPAL))[0].url == "/activities/log/"
