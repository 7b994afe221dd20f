"""Addresses of dashboards and of what is behind their figures, built from what was understood of the request.

Never from the query string as it came: a kept part of a page must not carry somebody's typing to somebody else.
"""

from urllib.parse import urlencode

from django.urls import reverse

from district.ways_back import BACK
from indicators.dimensions import Dimension


class Address:
    """A dashboard's address with what was asked of it; calling it changes single things: `address(page=2)`."""

    def __init__(self, path, asked, default_year):
        self.path = path
        self.words = {
            "year": "" if asked.fall_year == default_year else asked.fall_year,
            "groups": "" if asked.dimension == Dimension.RACE_ETH else str(asked.dimension),
            "sort": "" if asked.order == "name" else asked.order,
            "page": "" if asked.page == 1 else asked.page,
            "month": f"{asked.month:%Y-%m}" if asked.month else "",
            "initiative": asked.initiative,
        }

    def __call__(self, **changes):
        words = {name: value for name, value in {**self.words, **changes}.items() if value}
        return f"{self.path}?{urlencode(words)}" if words else self.path

    @property
    def base(self):
        """The address, ready for one more word."""
        address = self()
        return address + ("&" if "?" in address else "?")


def figure_url(figure, school_code="", back=""):
    """Where one figure is explained: a stable address that names the cell, not its row.

    `back` is the address of the page from which one goes there (`district.ways_back`).
    """
    words = {
        "year": figure.fall_year,
        "school": school_code,
        "instrument": figure.instrument,
        "groups": "" if figure.dimension == Dimension.ALL else figure.dimension,
        "group": "" if figure.dimension == Dimension.ALL else figure.group,
        "as_of": figure.as_of_date.isoformat() if figure.as_of_date else "",
        BACK: back,
    }
    query = urlencode({name: value for name, value in words.items() if value})
    return f"{reverse('indicators:value-detail', args=[figure.indicator])}?{query}"


def with_back(address, back):
    """The address of a page, with the way back to where one goes there from; `back` as in `figure_url`."""
    return f"{address}?{urlencode({BACK: back})}" if back else address


def activities_url(*, school=None, month=None, initiative="", fall_year=None, back=""):
    """The list of the activities behind a count; `back` as in `figure_url`."""
    words = {"school": school.code if school else "", "initiative": initiative}
    if month:
        last = month.fromordinal(next_month(month).toordinal() - 1)
        words |= {"since": month.isoformat(), "until": last.isoformat()}
    else:
        words["year"] = fall_year
    words[BACK] = back
    query = urlencode({name: value for name, value in words.items() if value})
    return f"{reverse('partnerships:activity-list')}?{query}"


def next_month(day):
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
