"""What is done about an indicator: what each app has that aims at it. The apps give it, the roof lists them
(`settings.INDICATOR_AIMS`), as this room may not import them.
"""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.conf import settings

MOST_LINKS = 6


@dataclass(frozen=True)
class AimsAsked:
    """Of which indicator and school year, and who asks: an app gives only what this person may read."""

    indicator: Any
    fall_year: int
    user: Any


@dataclass(frozen=True)
class Link:
    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Aim:
    """One kind of thing that aims at the indicator. `sentence` says how many and what they did; `links` lead to the
    first of them, `url` to all."""

    label: str
    sentence: str
    links: list = field(default_factory=list)
    url: str = ""

    @property
    def first_links(self):
        return self.links[:MOST_LINKS]

    @property
    def left_out(self):
        return max(len(self.links) - MOST_LINKS, 0)


def aims(indicator, fall_year, user):
    """The `Aim`s of all apps in the order of the roof's list; what there is none of is left out."""
    asked = AimsAsked(indicator, fall_year, user)
    found = (provider(asked) for provider in import_module(settings.INDICATOR_AIMS).AIMS)
    return [aim for aim in found if aim is not None]
