"""What measures are asked about: some councils, a school year, the day as of which the records are read."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from district import school_years
from governance.models import EffectivenessRules


@dataclass
class Asked:
    """Councils with school and model, a school year, and today; the day is today or, in an earlier year, its last."""

    councils: list
    fall_year: int
    today: date
    profiles: dict = field(default_factory=dict)  # {school id: EffectivenessProfile}, where one is begun

    @property
    def first_day(self):
        return school_years.first_day(self.fall_year)

    @property
    def last_day(self):
        return school_years.last_day(self.fall_year)

    @property
    def day(self):
        return max(min(self.today, self.last_day), self.first_day)

    @property
    def is_over(self):
        return self.today > self.last_day

    @property
    def days(self):
        return self.first_day, self.last_day

    @cached_property
    def rules(self):
        return EffectivenessRules.in_force()
