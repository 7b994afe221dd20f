"""Who is told that new figures came out, and that a board packet is ready."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models import School
from district.models.notices import Group
from district.notices import Case, Kind, people_by_school, people_of_the_district, tell, tell_each

OF_SCHOOL = Kind("figures.school", Group.FIGURES, _("New figures are out for %(school)s."), Can.HEAR_OF_FIGURES)
OF_DISTRICT = Kind("figures.district", Group.FIGURES, _("New figures are out for the district."), Can.HEAR_OF_FIGURES)
PACKET = Kind("figures.packet", Group.FIGURES, _("A board packet is ready: “%(packet)s”."), Can.READ_PACKET)
KINDS = {kind.code: kind for kind in (OF_SCHOOL, OF_DISTRICT, PACKET)}


def figures_published(run, *, by=None):
    """An import is published: one notice a day for each person, however many files come out.

    Call it in the transaction of the publication. The number of queries does not depend on how many schools there are.
    """
    on = timezone.localdate()
    if not run.values.exists():
        return
    schools = School.objects.in_bulk(
        run.values.exclude(school=None).order_by().values_list("school", flat=True).distinct()
    )
    heads = people_by_school(schools, Can.HEAR_OF_FIGURES)
    cases = [
        Case(people, reverse("indicators:school-dashboard", args=[school.code]), f"figures/{school.code}/{on}", school)
        for school, people in ((schools[pk], people) for pk, people in heads.items())
    ]
    tell_each(OF_SCHOOL, cases, about=run, by=by)
    path = reverse("indicators:district-dashboard")
    board = people_of_the_district(Can.HEAR_OF_FIGURES)
    tell(OF_DISTRICT, board, about=run, path=path, by=by, key=f"figures/district/{on}")


def packet_made(packet):
    """A packet is made: whoever asked for it, and the board where its schedule says so. By link, never as a file."""
    people = [packet.asked_by] if packet.asked_by else []
    if packet.schedule and packet.schedule.tells_board:
        people += [one for one in people_of_the_district(Can.READ_PACKET) if one != packet.asked_by]
    path = packet.get_absolute_url()
    tell(PACKET, people, about=packet, path=path, key=f"packet-{packet.pk}", packet=packet.title)
