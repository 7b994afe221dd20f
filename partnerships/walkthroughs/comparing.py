"""What changed since the walkthrough before, item by item, only where the same was looked at both times."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Walkthrough, WalkthroughItem
from partnerships.models.walkthroughs import Level

KINDS = {1: "good", 0: "neutral", -1: "warn"}


@dataclass(frozen=True)
class Step:
    """One item then and now. Not seen is no rating and compares with nothing."""

    item: WalkthroughItem
    before: Level
    now: Level

    @property
    def direction(self):
        return (self.now > self.before) - (self.now < self.before)

    @property
    def kind(self):
        return KINDS[self.direction]

    @property
    def word(self):
        return {1: _("Better"), 0: _("As before"), -1: _("Less")}[self.direction]

    @property
    def sentence(self):
        if not self.direction:
            return _("%(level)s, as before") % {"level": self.now.label}
        return _("from “%(before)s” to “%(now)s”") % {"before": self.before.label, "now": self.now.label}


@dataclass(frozen=True)
class Change:
    """All items that compare with the walkthrough `since`; `not_compared`: items of now that do not."""

    since: Walkthrough
    steps: list
    not_compared: int

    @property
    def moved(self):
        """What got better first, then what got less; what stayed is only counted."""
        return sorted((step for step in self.steps if step.direction), key=lambda step: -step.direction)

    @property
    def counts(self):
        """(word, how many items, kind), as on the page."""
        return [
            (word, sum(step.direction == direction for step in self.steps), KINDS[direction])
            for direction, word in ((1, _("Better")), (0, _("As before")), (-1, _("Less")))
        ]

    @property
    def sentence(self):
        words = ngettext(
            "%(total)s item was looked at in the same words both times.",
            "%(total)s items were looked at in the same words both times.",
            len(self.steps),
        )
        return words % {"total": len(self.steps)}


def before(walkthrough):
    """The closed walkthrough of the school before this one, or None."""
    earlier = Walkthrough.objects.closed().filter(school=walkthrough.school_id, held_on__lt=walkthrough.held_on)
    return earlier.order_by("-held_on").first()


def change_of(walkthrough):
    """The change since the walkthrough before, or None where there is none or nothing is rated yet. Three queries."""
    since, now = before(walkthrough), rated(walkthrough)
    if since is None or not now:
        return None
    then = {one.item.trend_key: Level(one.level) for one in rated(since)}
    steps = [
        Step(one.item, then[one.item.trend_key], Level(one.level)) for one in now if one.item.trend_key in then
    ]  # fmt: skip
    return Change(since, steps, len(now) - len(steps))


def rated(walkthrough):
    """What was agreed on, in the order of the items; not seen left out."""
    agreed = walkthrough.agreed.exclude(level=Level.NOT_SEEN).select_related("item")
    return sorted(agreed, key=lambda one: (one.item.component, one.item.position, one.item.pk))
