"""A question to the data, as its address says it. Nothing else holds it: an address can be kept, sent and opened again.

`/ask/?of=m.activities_held&beside=i.EDSIGHT_CHRONIC&by=school&since=2024&until=2026&school=0640611`
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.ways_back import BACK
from indicators.asking.subjects import subject_of
from indicators.dimensions import Dimension

MOST_YEARS = 10  # of a table with one line for each year
MOST_YEARS_SIDE_BY_SIDE = 5  # of all others: as many columns as can be read, or 60 months
MOST_SCHOOLS = 60  # named one by one; without names it is all of them


class By(models.TextChoices):
    """What each line of the table is."""

    SCHOOL = "school", _("School")
    MONTH = "month", _("Month")
    YEAR = "year", _("School year")
    GROUP = "group", _("Group of students")
    INITIATIVE = "initiative", _("Initiative")
    TIER = "tier", _("Support tier")
    LEVEL = "level", _("Grades of the school")


@dataclass(frozen=True)
class Question:
    """One or two subjects (keys), by what, from which school year to which, by which groups, at which schools.

    `schools` are state codes; none means the whole district.
    """

    subjects: tuple
    by: str
    since: int
    until: int
    dimension: str = Dimension.RACE_ETH
    schools: tuple = ()

    @property
    def years(self):
        return range(self.since, self.until + 1)

    @property
    def period(self):
        if self.since == self.until:
            return school_years.label(self.since)
        return f"{school_years.label(self.since)} – {school_years.label(self.until)}"

    @property
    def asked(self):
        """The subjects themselves."""
        return [subject_of(key) for key in self.subjects]

    @property
    def words(self):
        """[(name, value)] of the address, in one order, so that the same question has the same address."""
        found = [("of", self.subjects[0]), *(("beside", key) for key in self.subjects[1:]), ("by", self.by)]
        found += [("since", self.since), ("until", self.until)]
        if self.by == By.GROUP:
            found.append(("groups", str(self.dimension)))
        return [*found, *(("school", code) for code in self.schools)]

    @property
    def address(self):
        return f"{reverse('indicators:ask')}?{urlencode(self.words)}"

    def address_with(self, back):
        """The address, with the way back to where the question was asked."""
        return f"{self.address}&{urlencode({BACK: back})}"

    def but(self, **changes):
        """The same question with single things changed."""
        return replace(self, **changes)
