"""A board packet of the demo, and the schedule that makes one before each meeting of the board."""

from datetime import timedelta

from district import school_years
from district.models import User
from indicators.models import Packet, PacketSchedule
from indicators.models.packets import Rhythm
from indicators.packets import making

SECTIONS = ["glance", "indicators"]  # what takes little time: the first start is waited for


def make_packet(today):
    """One packet, made at once; its figures are those of the demo's published years."""
    central = User.objects.get(email="central@hartford.example")
    PacketSchedule.objects.create(
        title="Board packet", rhythm=Rhythm.MEETING, days_before=5,
        sections=["glance", "plan", "engagement", "councils"], set_by=central, begins_on=today + timedelta(days=1),
    )  # fmt: skip
    packet = Packet(
        title="Where the eight indicators stand", fall_year=school_years.fall_year_of(today), sections=SECTIONS,
        asked_by=central,
    )  # fmt: skip
    packet.save()
    making.make(packet)
