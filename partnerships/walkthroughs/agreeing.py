"""What the team agrees on: beside each item what each rater saw, then one rating and why. Nothing is averaged."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import AgreedRating, Component, Rating, Walkthrough, WalkthroughItem
from partnerships.models.walkthroughs import RATED, Level
from partnerships.walkthroughs import rating


@dataclass
class Line:
    """One item: how many raters saw what (`spread`, by level), their notes, and what the team agreed on."""

    item: WalkthroughItem
    spread: Counter = field(default_factory=Counter)
    notes: list = field(default_factory=list)
    agreed: AgreedRating | None = None

    @property
    def spread_words(self):
        """ "Doing well 2, A beginning 1": from the best down; empty where nobody has rated."""
        parts = [
            _("%(level)s %(total)s") % {"level": level.label, "total": self.spread[level]}
            for level in Level
            if self.spread[level]
        ]
        return ", ".join(parts)

    @property
    def is_split(self):
        """Whether raters who looked saw different things: worth talking about."""
        return len([level for level in RATED if self.spread[level]]) > 1

    @property
    def of_one_mind(self):
        """The level that all saw who rated it, or None."""
        return next(iter(self.spread)) if len(self.spread) == 1 else None


@dataclass(frozen=True)
class Part:
    """One of the four parts with its items."""

    component: Component
    lines: list
    sheets: int

    @property
    def agreed_total(self):
        return sum(line.agreed is not None for line in self.lines)

    @property
    def sheets_words(self):
        words = ngettext("%(total)s person has rated.", "%(total)s people have rated.", self.sheets)
        return words % {"total": self.sheets}

    @property
    def to_take_over(self):
        """Lines where all saw the same and nothing is agreed yet."""
        return [line for line in self.lines if line.agreed is None and line.of_one_mind is not None]


def parts_of(walkthrough):
    """The four parts. Four queries, however many raters there were."""
    lines = {item.pk: Line(item) for item in rating.items_of(walkthrough)}
    rated = Rating.objects.filter(sheet__walkthrough=walkthrough).order_by("pk")
    sheets = {}
    for one in rated.select_related("sheet"):
        line = lines.get(one.item_id)
        if line is None:
            continue
        sheets.setdefault(one.sheet.component, set()).add(one.sheet_id)
        if one.level is not None:
            line.spread[Level(one.level)] += 1
        if one.note:
            line.notes.append(one.note)
    for one in walkthrough.agreed.all():
        lines[one.item_id].agreed = one
    return [
        Part(
            component,
            [line for line in lines.values() if line.item.component == component],
            len(sheets.get(component.value, ())),
        )
        for component in Component
    ]


@transaction.atomic
def take_over(walkthrough, component):
    """Agree on what all raters of a part saw alike; what is agreed already stays. Returns on how many items."""
    walkthrough = Walkthrough.objects.select_for_update().get(pk=walkthrough.pk)
    if walkthrough.is_closed:
        return 0
    part = next(part for part in parts_of(walkthrough) if part.component == component)
    made = [
        AgreedRating(
            walkthrough=walkthrough, item=line.item, level=line.of_one_mind, note=" ".join(line.notes)[:500]
        )
        for line in part.to_take_over
    ]  # fmt: skip
    return len(AgreedRating.objects.bulk_create(made))
