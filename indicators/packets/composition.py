"""What the sections of a packet are made from, read once for all of them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from district.models import School
from indicators import cells, dashboards
from indicators.dashboards import Asked
from indicators.dimensions import Dimension


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
