"""What the public page of a school adds to its facts: its goals, its next council meetings, its compact, its stories.

Named in the settings (`SCHOOL_PAGE`), because the page itself belongs to the room of the district, above all these.
"""

from django.utils import timezone
from django.utils.safestring import mark_safe

from district import school_page
from fce_portal.public import front
from governance.models import CompactVersion, CouncilMeeting
from governance.models.compacts import IN_FORCE, DocumentKind
from indicators import cells, kept_pages
from indicators.kept_pages import Stamp
from indicators.parameters import this_year
from plans.models import Story

MEETINGS, STORIES = 3, 3


def of(school):
    """Seven queries; two fewer while its goals are kept."""
    today = timezone.localdate()
    coming = CouncilMeeting.objects.coming().filter(council__school=school, held_on__gte=today)
    return {
        "goals": kept_goals(school) if school_page.is_open(school, today) else "",
        "coming_meetings": list(coming[:MEETINGS]),
        "compact": compact_in_force(school),
        "stories": list(Story.objects.shown(today).filter(school=school).newest()[:STORIES]),
    }


def kept_goals(school):
    """The goals that the school's grades are asked for and of which a figure is published."""

    def make():
        found = [one for one in front.goals(cells.of_school(school.pk), school.pk) if one.standing.now]
        return front.drawn(found) if found else ""

    return mark_safe(kept_pages.kept(f"public-goals-{school.pk}", (Stamp.now().publication, this_year()), make))


def compact_in_force(school):
    versions = CompactVersion.objects.filter(
        compact__school=school, compact__kind=DocumentKind.COMPACT, state__in=IN_FORCE
    )
    return versions.select_related("compact").order_by("-compact__fall_year", "-number").first()
