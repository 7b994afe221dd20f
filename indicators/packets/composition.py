"""What the sections of a packet are made from, read once for all of them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from district.models import School
from district.printing.blocks import note, status
from indicators import cells, dashboards
from indicators.amounts import number
from indicators.dashboards import Asked
from indicators.dimensions import Dimension

MOST_LISTED = 150  # schools in a table by school: five pages of it. Of more, a packet lists those it was asked for


@dataclass
class Composition:
    """A packet of a school year for a district. `schools`: those that get a page of their own, by name."""

    fall_year: int
    schools: list
    today: date

    @property
    def asked(self):
        """As a dashboard would be asked, without a month or an initiative."""
        return Asked(self.fall_year, Dimension.RACE_ETH, "name", 1, None, "")

    @cached_property
    def indicators(self):
        """Where the eight indicators stand, for the district, with all published figures of all students."""
        return dashboards.indicators_of(cells.of_district(), dashboards.targets_of(), self.asked)

    @cached_property
    def engagement(self):
        return dashboards.engagement_of_district(self.asked)

    @cached_property
    def open_schools(self):
        """The schools that were open in the year, by name."""
        return list(School.objects.open_in(self.fall_year).order_by("name"))

    @cached_property
    def is_crowded(self):
        """Whether there are more schools than anybody reads line by line on paper."""
        return len(self.open_schools) > MOST_LISTED

    @property
    def listed_schools(self):
        """The schools that have a line in a table by school: all, or those chosen for the packet."""
        return self.schools if self.is_crowded else self.open_schools

    def lists(self, school_id):
        return not self.is_crowded or any(school.pk == school_id for school in self.schools)

    def by_school(self, *tables):
        """The blocks of tables by school, with what a reader has to know of the schools that are not in them."""
        if not self.is_crowded:
            return list(tables)
        words = {"total": number(len(self.open_schools)), "listed": number(len(self.schools))}
        if not self.schools:
            said = _("No table by school here: the district has %(total)s schools. The portal has all of them.")
            return [note(said % words)]
        said = _("Schools chosen for this packet: %(listed)s, of %(total)s. The portal has all of them.")
        return [*tables, note(said % words)]


def by_state(states, kinds, found):
    """Rows [state, how many schools] of what each school has: `found` holds its state, or None where nothing is begun.

    `states` gives their order, `kinds` the kind of mark of each."""
    rows = [[status(str(state.label), kinds[state]), number(found.count(state))] for state in states if state in found]
    missing = found.count(None)
    return [*rows, *([[status(_("Not begun"), "neutral"), number(missing)]] if missing else [])]
