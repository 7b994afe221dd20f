"""One line of "My work", and the way on from it."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

ORDER = ["bad", "warn", "waiting", "neutral", "good"]
NEEDS = ORDER[:3]
SCREENFUL = 12
LEAST_FOLDED = 3


@dataclass(frozen=True)
class Item:
    """One thing, as a sentence with a way on. `kind` as in components/status_tag.html; `since`: for how long so."""

    kind: str
    sentence: str
    url: str = ""
    since: date | datetime | None = None

    @property
    def needs_somebody(self):
        """Else it is good to know."""
        return self.kind in NEEDS


@dataclass(frozen=True)
class Needs:
    """What needs somebody, in order: `at_once` is read without a tap, `later` is folded."""

    at_once: list
    later: list

    @classmethod
    def of(cls, items):
        """All that is late or wrong, and what waits up to a screenful. A fold that would hold one or two is none."""
        needs = [item for item in items if item.needs_somebody]
        late = sum(item.kind != "waiting" for item in needs)
        shown = max(late, SCREENFUL)
        if len(needs) - shown < LEAST_FOLDED:
            shown = len(needs)
        return cls(needs[:shown], needs[shown:])


def link(name, *arguments, **query):
    """The address of a page, or nothing where the portal has no such page."""
    try:
        return reverse(name, args=arguments) + (f"?{urlencode(query)}" if query else "")
    except NoReverseMatch:
        return ""
