"""The district's view of a school year: which schools were walked, how the parts stand, what is recommended often.

A profile by part, in alphabetical order of schools: no school has a score, and none is ranked.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F

from district.following import is_done, is_late_on
from district.models import School
from partnerships.models import AgreedRating, Component, Recommendation, Walkthrough, WalkthroughItem
from partnerships.models.walkthroughs import Level
from partnerships.walkthroughs.report import Distribution, distribution

OFTEN = 2  # schools: from here on a recommendation is a common one
MOST_COMMON = 10


@dataclass(frozen=True)
class Common:
    """An item for which several schools were recommended something."""

    item: WalkthroughItem
    schools: int
    done: int
    total: int


@dataclass(frozen=True)
class Year:
    walked: int
    schools: int
    parts: list
    common: list
    followed: dict


def walkthroughs_in(user, fall_year, today):
    """Those of a school year that a person may read, with how their recommendations stand. One query."""
    found = Walkthrough.objects.visible_to(user).in_school_year(fall_year).select_related("school")
    return found.annotate(
        made=Count("recommendations"),
        done=Count("recommendations", filter=is_done("recommendations__")),
        late=Count("recommendations", filter=is_late_on(today, "recommendations__")),
    ).order_by("school__name", "-held_on")


def year_of(fall_year, today):
    """The sums of a school year over the closed walkthroughs. Five queries."""
    closed = Walkthrough.objects.closed().in_school_year(fall_year)
    recommended = Recommendation.objects.filter(walkthrough__in=closed)
    return Year(
        walked=closed.values("school").distinct().count(),
        schools=School.objects.open_in(fall_year).count(),
        parts=_parts(closed),
        common=_common(recommended),
        followed=recommended.tally(today),
    )


def _parts(closed):
    levels = defaultdict(dict)
    rows = AgreedRating.objects.filter(walkthrough__in=closed).order_by()
    for component, level, total in rows.values_list("item__component", "level").annotate(total=Count("pk")):
        levels[component][Level(level)] = total
    empty = distribution(())
    found = []
    for component in Component:
        counts = levels[component.value]
        spread = Distribution({level: counts.get(level, 0) for level in empty.counts}, counts.get(Level.NOT_SEEN, 0))
        found.append((component, spread, spread.bar(str(component.label))))
    return found


def _common(recommended):
    """By the code of the item, so that versions of the standards count together; the newest words are shown."""
    rows = recommended.exclude(item=None).order_by().values(code=F("item__code"))
    rows = rows.annotate(
        schools=Count("school", distinct=True),
        done=Count("pk", filter=is_done()),
        total=Count("pk"),
    ).filter(schools__gte=OFTEN)
    rows = list(rows.order_by("-schools", "code")[:MOST_COMMON])
    codes = [row["code"] for row in rows]
    newest = WalkthroughItem.objects.filter(code__in=codes).order_by("code", "-standards__number").distinct("code")
    items = {item.code: item for item in newest}
    return [Common(items[row["code"]], row["schools"], row["done"], row["total"]) for row in rows]


HEADERS = ("school_code", "school", "held_on", "closed_on", "standards_version", "part", "item", "wording", "theme",
           "words", "rating", "rating_words")  # fmt: skip


def file_rows(walkthroughs):
    """One line for each rating that was agreed on in closed walkthroughs; not seen is an empty rating."""
    agreed = AgreedRating.objects.filter(walkthrough__in=[one.pk for one in walkthroughs if one.is_closed])
    agreed = agreed.select_related("walkthrough__school", "walkthrough__standards", "item")
    agreed = agreed.order_by("walkthrough__school__name", "walkthrough__held_on", "item__component", "item__position")
    for one in agreed:
        walk, item = one.walkthrough, one.item
        yield (
            walk.school.code, walk.school.name, walk.held_on, walk.closed_on, walk.standards.number, item.component,
            item.code, item.wording, item.theme, item.words, one.level or None, one.get_level_display(),
        )  # fmt: skip


RECOMMENDATION_HEADERS = ("school_code", "school", "held_on", "part", "item", "recommendation", "needs_resources",
                          "seen_to_by", "person", "due_on", "resources", "shown_by", "state", "ended_on",
                          "ended_note")  # fmt: skip


def recommendation_rows(recommendations):
    for one in recommendations:
        yield (
            one.school.code, one.school.name, one.walkthrough.held_on, one.component, one.item.code if one.item else "",
            one.text, int(one.needs_resources), one.get_owned_by_display(), str(one.person), one.due_on, one.resources,
            one.shown_by, one.get_state_display(), one.ended_on, one.ended_note,
        )  # fmt: skip
